import type { Trx } from '../../../../platform/db/index.ts'
import { envoyerCourriel, type Message } from '../../../../platform/mail/index.ts'
import { siteDesCourriels } from '../../../../platform/mail/site.ts'
import type { LieuPublic } from '../../../annuaire/index.ts'
import { listAttributionsDuLieu, listTitulaires } from '../../../comptes/index.ts'
import { findReseau } from '../../../reseaux/index.ts'
import { PERMISSIONS_CHARTE } from '../../domain/permissions.ts'
import type { Reclamation } from '../../store/reclamation.store.ts'

/** What every message about a complaint needs. */
export interface Affaire {
  readonly reclamation: Pick<Reclamation, 'id' | 'reseauId' | 'lieuId' | 'adhesionId'>
  /** Where the lieu stands now, after merges. */
  readonly lieu: Pick<LieuPublic, 'id' | 'nom'>
}

type Ecrire = (cadre: { readonly a: string; readonly lieu: string; readonly reseau: string }, lien: string) => Message

/** Where the people of the lieu read the facts, and answer. */
export const cheminDuLieu = ({ id, adhesionId, lieuId }: Affaire['reclamation']): string =>
  adhesionId ? `/adhesions/${adhesionId}/reclamations/${id}` : `/lieux/${lieuId}/reclamations/${id}`

/** To the secrétariat, or to who runs the réseau while it has none; never to who looks after the lieu. */
export async function ecrireAuSecretariat(trx: Trx, affaire: Affaire, now: Date, ecrire: Ecrire): Promise<void> {
  const objet = { reseau: affaire.reclamation.reseauId }
  const parties = new Set((await listAttributionsDuLieu(trx, affaire.lieu.id, now)).map(({ compteId }) => compteId))
  const neutres = async (permission: 'adhesion:instruire' | 'charte:gerer') =>
    (await listTitulaires(trx, PERMISSIONS_CHARTE[permission], objet, now)).filter(
      ({ compteId }) => !parties.has(compteId)
    )
  const secretariat = await neutres('adhesion:instruire')
  const lecteurs = secretariat.length > 0 ? secretariat : await neutres('charte:gerer')
  await envoyerA(
    trx,
    affaire,
    lecteurs.map(({ courriel }) => courriel),
    `/bureau/reclamations/${affaire.reclamation.id}`,
    { now, ecrire }
  )
}

/** To the people who look after the lieu, if there are any. */
export async function ecrireAuLieu(trx: Trx, affaire: Affaire, now: Date, ecrire: Ecrire): Promise<void> {
  const gens = await listAttributionsDuLieu(trx, affaire.lieu.id, now)
  await envoyerA(
    trx,
    affaire,
    gens.map(({ courriel }) => courriel),
    cheminDuLieu(affaire.reclamation),
    { now, ecrire }
  )
}

/** To who reported. */
export const ecrireALaPersonne = (
  trx: Trx,
  affaire: Affaire,
  courriel: string,
  chemin: string,
  outils: { readonly now: Date; readonly ecrire: Ecrire }
): Promise<void> => envoyerA(trx, affaire, [courriel], chemin, outils)

async function envoyerA(
  trx: Trx,
  { reclamation, lieu }: Affaire,
  adresses: readonly string[],
  chemin: string,
  { now, ecrire }: { readonly now: Date; readonly ecrire: Ecrire }
): Promise<void> {
  const reseau = await findReseau(trx, reclamation.reseauId)
  const lien = `${siteDesCourriels().adresse}${chemin}`
  for (const a of new Set(adresses))
    await envoyerCourriel(trx, ecrire({ a, lieu: lieu.nom, reseau: reseau?.nom ?? '' }, lien), now)
}
