import { parseCourriel } from '../../../kernel/courriel.ts'
import { estAutorise } from '../../../kernel/droit.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { envoyerCourriel } from '../../../platform/mail/index.ts'
import { countGeste, inviteTo } from '../../comptes/index.ts'
import { type Geographie, obtenirGeographie } from '../../territoires/index.ts'
import { contientLien } from '../domain/orientation-saisie.ts'
import { estContestable } from '../domain/revendication.ts'
import { courrielSuite, type SuiteDeRevendication } from '../mails/revendication.mail.tsx'
import type { LieuPublic } from '../store/lieu.store.ts'
import { lockAnnuaire } from '../store/livraison.store.ts'
import { changeEtat, findRevendication, listEnVigueur } from '../store/revendication.store.ts'
import {
  consignerRevendication,
  donnerLieu,
  findLieuRevendique,
  finirSansRole,
  listResponsables,
  objetDu,
  type Responsable,
  reprendreLieu,
  roleSurLieu
} from './donner-lieu.ts'
import { findLieuActuel } from './lieu-tenu.ts'
import type { OutilsFiche } from './tenir-fiche.ts'

/** What somebody may do of the people of a lieu. */
export interface PlaceDansLEquipe {
  /** Answers those who offer to help, withdraws delegates. */
  readonly gere: boolean
  /** Gives others a part in it: a responsable, or who gives the roles of the national réseau. */
  readonly invite: boolean
  /** Runs the site there: may withdraw anybody. */
  readonly administre: boolean
  /** What they are there themselves. */
  readonly role: Responsable['role'] | undefined
}

/** Read from the rights as they are now, whatever the session began with. */
export async function placeDansLEquipe(
  db: Db,
  geo: Geographie,
  lieu: LieuPublic,
  { acteur, now }: Pick<OutilsFiche, 'acteur' | 'now'>
): Promise<PlaceDansLEquipe> {
  const administre = estAutorise({ administrateur: 'territoire' }, acteur, objetDu(geo, lieu))
  const role = (await listResponsables(db, lieu.id, now)).find(({ compteId }) => compteId === acteur.compte?.id)?.role
  const invite = role === 'responsable' || estAutorise({ administrateur: 'partout' }, acteur)
  return { gere: administre || role === 'responsable', invite, administre, role }
}

export type InvitationEquipeRefusee =
  | { readonly raison: 'lieu-inconnu' | 'interdit' | 'adresse' }
  /** Who may still lose the lieu does not share it: the next one would stay, whom nobody can contest. */
  | { readonly raison: 'contestable' }
  | { readonly raison: 'trop'; readonly jusqua: Date }

/** Invites a colleague by mail. The right to invite is asked again when they accept. */
export async function inviterCollegue(
  db: Db,
  lieuId: number,
  { courriel, role }: { readonly courriel: string; readonly role: Responsable['role'] },
  outils: OutilsFiche
): Promise<Result<undefined, InvitationEquipeRefusee>> {
  const { acteur, now, reseau, site } = outils
  const adresse = parseCourriel(courriel)
  if (!adresse) return refuse({ raison: 'adresse' })
  const jusqua =
    (await countGeste(db, 'invitations', acteur.nom, now)) ?? (await countGeste(db, 'collegues', adresse, now))
  if (jusqua) return refuse({ raison: 'trop', jusqua })
  const geo = await obtenirGeographie(db)
  return transaction(db, async (trx): Promise<Result<undefined, InvitationEquipeRefusee>> => {
    const lieu = await findLieuRevendique(trx, lieuId)
    if (!lieu) return refuse({ raison: 'lieu-inconnu' })
    const place = await placeDansLEquipe(trx, geo, lieu, outils)
    if (!place.invite) return refuse({ raison: 'interdit' })
    const siennes = place.role === 'responsable' ? await listEnVigueur(trx, lieu.id, acteur.compte?.id ?? '') : []
    if (role === 'responsable' && siennes.some((une) => estContestable(une, now)))
      return refuse({ raison: 'contestable' })
    const invite = await inviteTo(
      trx,
      acteur,
      // Whoever names a lieu does not write to strangers through us.
      { courriel: adresse, role: roleSurLieu(role, lieu.id), ...(!contientLien(lieu.nom) && { lieu: lieu.nom }) },
      { reseau, site },
      now
    )
    return invite.ok ? ok(undefined) : refuse({ raison: invite.error })
  })
}

/** The responsable answers somebody who offered to help. */
export async function repondreAide(
  db: Db,
  lieuId: number,
  { id, accepter }: { readonly id: string; readonly accepter: boolean },
  outils: OutilsFiche
): Promise<Result<undefined, 'lieu-inconnu' | 'interdit' | 'deja'>> {
  const { acteur, now } = outils
  const geo = await obtenirGeographie(db)
  return transaction(db, async (trx): Promise<Result<undefined, 'lieu-inconnu' | 'interdit' | 'deja'>> => {
    await lockAnnuaire(trx)
    const lieu = await findLieuRevendique(trx, lieuId)
    const demande = await findRevendication(trx, id)
    const sienne = demande && (await findLieuActuel(trx, demande.lieu_id))?.id === lieu?.id
    if (!lieu || !sienne) return refuse('lieu-inconnu')
    if (!(await placeDansLEquipe(trx, geo, lieu, outils)).gere) return refuse('interdit')
    const vers = accepter ? 'active' : 'refusee'
    if (accepter) await finirSansRole(trx, lieu, demande.compte_id, outils)
    const signe = { decidee_le: now, decidee_par: acteur.nom, ...(!accepter && { finie_le: now }) }
    if (!(await changeEtat(trx, id, ['attente-responsable'], vers, signe))) return refuse('deja')
    if (accepter) await donnerLieu(trx, geo, { compteId: demande.compte_id, lieuId: lieu.id, role: 'delegue' }, outils)
    await tell(trx, demande.courriel, lieu, accepter ? 'aide-acceptee' : 'aide-refusee', outils)
    await consignerRevendication(trx, { id, etat: vers, preuve: 'delegation', lieuId: lieu.id }, acteur.nom, now)
    return ok(undefined)
  })
}

/** Withdraws somebody: a responsable, their delegates; who runs the site, anybody. Oneself leaves by `quitterLieu`. */
export async function retirerMembre(
  db: Db,
  lieuId: number,
  compteId: string,
  outils: OutilsFiche
): Promise<Result<undefined, 'lieu-inconnu' | 'interdit' | 'deja'>> {
  const geo = await obtenirGeographie(db)
  return leave(db, lieuId, compteId, outils, async (trx, lieu, membre) => {
    const { gere, administre } = await placeDansLEquipe(trx, geo, lieu, outils)
    if (!gere || (membre.role === 'responsable' && !administre)) return false
    await tell(trx, membre.courriel, lieu, 'acces-retire', outils)
    return true
  })
}

/** Leaves the lieu. When no responsable stays, the sources speak again. */
export async function quitterLieu(
  db: Db,
  lieuId: number,
  outils: OutilsFiche
): Promise<Result<undefined, 'lieu-inconnu' | 'interdit' | 'deja'>> {
  const compteId = outils.acteur.compte?.id
  return compteId ? leave(db, lieuId, compteId, outils, async () => true) : refuse('interdit')
}

async function leave(
  db: Db,
  lieuId: number,
  compteId: string,
  outils: OutilsFiche,
  permettre: (trx: Trx, lieu: LieuPublic, membre: Responsable) => Promise<boolean>
): Promise<Result<undefined, 'lieu-inconnu' | 'interdit' | 'deja'>> {
  const geo = await obtenirGeographie(db)
  let apresValidation = () => {}
  const issue = await transaction(db, async (trx): Promise<Result<undefined, 'lieu-inconnu' | 'interdit' | 'deja'>> => {
    await lockAnnuaire(trx)
    const lieu = await findLieuActuel(trx, lieuId)
    if (!lieu) return refuse('lieu-inconnu')
    const membre = (await listResponsables(trx, lieu.id, outils.now)).find((un) => un.compteId === compteId)
    if (!membre) return refuse('deja')
    if (!(await permettre(trx, lieu, membre))) return refuse('interdit')
    const repris = await reprendreLieu(trx, geo, { compteId, lieu }, outils)
    if (!repris) return refuse('deja')
    apresValidation = repris.apresValidation
    return ok(undefined)
  })
  if (issue.ok) apresValidation()
  return issue
}

const tell = (trx: Trx, a: string, lieu: LieuPublic, suite: SuiteDeRevendication, { reseau, site, now }: OutilsFiche) =>
  envoyerCourriel(trx, courrielSuite({ a, reseau, lieu: lieu.nom, suite, lien: `${site}/mes-lieux` }), now)
