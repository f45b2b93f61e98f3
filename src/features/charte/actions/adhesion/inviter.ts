import type { Acteur } from '../../../../kernel/acteur.ts'
import { estNominatif } from '../../../../kernel/courriel.ts'
import { estAutorise } from '../../../../kernel/droit.ts'
import { ok, type Result, refuse } from '../../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../../platform/db/index.ts'
import { envoyerCourriel } from '../../../../platform/mail/index.ts'
import { siteDesCourriels } from '../../../../platform/mail/site.ts'
import { adresseFiche, findLieu, type LieuPublic, zonesDuLieu } from '../../../annuaire/index.ts'
import { countGeste, digest, newJeton } from '../../../comptes/index.ts'
import type { Reseau } from '../../../reseaux/index.ts'
import type { GeographieFrance } from '../../../territoires/index.ts'
import { type PasInvite, raisonDeNePasInviter } from '../../domain/adhesion/invitation.ts'
import { PERMISSIONS_CHARTE } from '../../domain/permissions.ts'
import { courrielInvitation } from '../../mails/invitation.mail.tsx'
import { openDossier } from '../../store/adhesion.store.ts'
import { insertInvitation, listInvitables, refuseInvitations } from '../../store/invitation.store.ts'
import { lirePerimetre } from '../perimetre.ts'
import { tenter } from '../tenter.ts'
import { agirSur } from './agir-sur.ts'

interface Outils {
  readonly acteur: Acteur
  readonly now: Date
  readonly geo: GeographieFrance
}

interface Invitant {
  readonly reseau: Reseau
  readonly charteId: string
}

/** Lieux invited in one sending. */
export const INVITES_MAX = 50

type LieuAInviter = Pick<LieuPublic, 'id' | 'nom' | 'publiees' | 'code_insee' | 'departement'>

/** Why each of these lieux is not to be invited by this person; undefined for one that may be, absent for one that is gone. */
export async function jugerInvitations(
  db: Db,
  reseau: Reseau,
  lieux: readonly LieuAInviter[],
  { acteur, now, geo }: Outils
): Promise<ReadonlyMap<number, PasInvite | undefined>> {
  const estDuReseau = await lirePerimetre(db, geo, reseau.id)
  const connus = await listInvitables(
    db,
    reseau.id,
    lieux.map(({ id }) => id)
  )
  return new Map(
    lieux.flatMap((lieu) => {
      const connu = connus.get(lieu.id)
      if (!connu) return []
      const dedans =
        estDuReseau(lieu.code_insee) &&
        estAutorise(PERMISSIONS_CHARTE['adhesion:inviter'], acteur, { reseau: reseau.id, dans: zonesDuLieu(geo, lieu) })
      const a = { ...connu, derniere: connu.derniere ?? undefined, adresse: adresseDe(lieu), dedans }
      return [[lieu.id, raisonDeNePasInviter(a, reseau.fuseau, now)] as const]
    })
  )
}

// What a fiche publishes is already free of people's own addresses; a service's is asked all the same.
const adresseDe = ({ nom, publiees }: LieuAInviter): string | undefined =>
  publiees.courriels?.find((courriel) => !estNominatif(courriel, nom))

/**
 * Invites lieux of the directory that nobody looks after (T1): one message to the published address of each, with the way to
 * refuse the next ones. Each in its own transaction: one that cannot be invited keeps none of the others.
 */
export async function inviterLieux(
  db: Db,
  invitant: Invitant,
  lieux: readonly number[],
  outils: Outils
): Promise<Result<{ readonly invites: number; readonly laisses: number }, { readonly jusqua: Date }>> {
  let invites = 0
  for (const id of [...new Set(lieux)].slice(0, INVITES_MAX)) {
    const jusqua = await countGeste(db, 'invites', outils.acteur.nom, outils.now)
    if (jusqua && invites === 0) return refuse({ jusqua })
    if (jusqua) break
    const invite = await tenter(db, (trx) => inviteLieu(trx, invitant, id, outils))
    if (invite.ok) invites++
  }
  return ok({ invites, laisses: lieux.length - invites })
}

async function inviteLieu(
  trx: Trx,
  { reseau, charteId }: Invitant,
  id: number,
  outils: Outils
): Promise<Result<undefined, PasInvite | 'inconnu'>> {
  const { acteur, now } = outils
  const lieu = await findLieu(trx, id)
  if (!lieu || lieu.retire_le) return refuse('inconnu')
  // Under the dossier's lock, two people who invite at once find one lieu still to invite.
  const dossier = await openDossier(trx, { reseauId: reseau.id, charteId, lieuId: id }, now)
  const raison = (await jugerInvitations(trx, reseau, [lieu], outils)).get(id)
  const a = adresseDe(lieu)
  if (raison || !a) return refuse(raison ?? 'sans-adresse')
  const faite = await agirSur(trx, dossier.id, { genre: 'inviter' }, { acteur: acteur.nom, now })
  if (!faite.ok) return refuse('deja')
  const jeton = newJeton()
  await insertInvitation(trx, { adhesionId: dossier.id, lieuId: id, empreinte: digest(jeton) }, now)
  const { adresse, contact } = siteDesCourriels()
  const liens = {
    suivi: `${adresse}${adresseFiche(lieu)}/adherer/${charteId}`,
    modifier: `${adresse}${adresseFiche(lieu)}/modifier`,
    bureau: `${adresse}/bureau/adhesions/${dossier.id}`,
    reseau: `${adresse}/reseaux/${reseau.id}`,
    charte: `${adresse}/chartes/${charteId}`
  }
  const cadre = { a, lieu: lieu.nom, reseau: reseau.nom, zone: reseau.fuseau, now, contact, liens }
  await envoyerCourriel(trx, courrielInvitation(cadre, `${adresse}/invitations/${jeton}`), now)
  return ok(undefined)
}

/** The lieu wants no more invitations, from whichever réseau. */
export const refuserInvitations = (db: Db, jeton: string, now: Date): Promise<void> =>
  transaction(db, (trx) => refuseInvitations(trx, digest(jeton), now))
