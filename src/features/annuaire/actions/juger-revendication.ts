import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { envoyerCourriel } from '../../../platform/mail/index.ts'
import { digest } from '../../comptes/index.ts'
import { type Geographie, obtenirGeographie } from '../../territoires/index.ts'
import { peutAnnuaire } from '../domain/permissions.ts'
import { finDuDelai, JOURS_DE_CONTESTATION } from '../domain/revendication.ts'
import { courrielDesaccord, courrielSuite, type SuiteDeRevendication } from '../mails/revendication.mail.tsx'
import type { LieuPublic } from '../store/lieu.store.ts'
import { lockAnnuaire } from '../store/livraison.store.ts'
import {
  changeEtat,
  dropLiens,
  findLienDeRevendication,
  findRevendication,
  listContestataires,
  markLienServi,
  type Revendication
} from '../store/revendication.store.ts'
import {
  consignerRevendication,
  donnerLieu,
  finirSansRole,
  listResponsables,
  objetDu,
  prevenirAnciens,
  reprendreLieu
} from './donner-lieu.ts'
import { findLieuActuel } from './lieu-tenu.ts'
import { alerterBureau } from './revendiquer.ts'
import type { OutilsFiche } from './tenir-fiche.ts'

/** What the desk may answer: the first two to a claim, the others to a contest. */
export const JUGEMENTS = ['accepter', 'refuser', 'maintenir', 'retirer'] as const
export type Jugement = (typeof JUGEMENTS)[number]

/** Those that take something away from somebody must say why. */
export const exigeUnMotif = (jugement: Jugement): boolean => jugement === 'refuser' || jugement === 'retirer'

export type JugementRefuse =
  | 'inconnue'
  /** Not on this person's ground. */
  | 'interdit'
  /** Nobody judges their own claim, nor who comes to the lieu that they look after. */
  | 'soi-meme'
  /** Somebody has just answered, or the claim is no longer there to answer. */
  | 'deja'
  /** The lieu left the directory: it can be given to nobody. */
  | 'lieu-retire'

/** A claim with the lieu it is about today. */
export async function lireRevendication(
  db: Db,
  id: string
): Promise<{ readonly revendication: Revendication; readonly lieu: LieuPublic } | undefined> {
  const revendication = await findRevendication(db, id)
  const lieu = revendication && (await findLieuActuel(db, revendication.lieu_id))
  return lieu && { revendication, lieu }
}

/** The desk answers, once: the rights, the fiche, the messages and the journal change together, or not at all. */
export async function jugerRevendication(
  db: Db,
  id: string,
  { jugement, motif }: { readonly jugement: Jugement; readonly motif: string },
  outils: OutilsFiche
): Promise<Result<undefined, JugementRefuse>> {
  const geo = await obtenirGeographie(db)
  let apresValidation = () => {}
  const issue = await transaction(db, async (trx): Promise<Result<undefined, JugementRefuse>> => {
    await lockAnnuaire(trx)
    const lue = await lireRevendication(trx, id)
    if (!lue) return refuse('inconnue')
    const { revendication, lieu } = lue
    if (!peutAnnuaire('responsabilites:juger', outils.acteur, objetDu(geo, lieu))) return refuse('interdit')
    const gens = [
      revendication.compte_id,
      ...(await listResponsables(trx, lieu.id, outils.now)).map((un) => un.compteId)
    ]
    if (gens.some((un) => un === outils.acteur.compte?.id)) return refuse('soi-meme')
    if (jugement === 'accepter' && lieu.retire_le) return refuse('lieu-retire')
    const fait = await apply(trx, geo, revendication, lieu, { jugement, motif }, outils)
    if (!fait) return refuse('deja')
    apresValidation = fait
    return ok(undefined)
  })
  if (issue.ok) apresValidation()
  return issue
}

type Decision = { readonly jugement: Jugement; readonly motif: string }

async function apply(
  trx: Trx,
  geo: Geographie,
  revendication: Revendication,
  lieu: LieuPublic,
  { jugement, motif }: Decision,
  outils: OutilsFiche
): Promise<(() => void) | undefined> {
  const { id, compte_id: compteId, prouvee_le, adresse } = revendication
  const { acteur, now } = outils
  const signe = { decidee_le: now, decidee_par: acteur.nom, motif }
  let apres = () => {}
  switch (jugement) {
    case 'accepter': {
      const contesteAvant = finDuDelai(now, JOURS_DE_CONTESTATION)
      await finirSansRole(trx, lieu, compteId, outils)
      const change = { ...signe, preuve: 'decision', conteste_avant: contesteAvant } as const
      if (!(await changeEtat(trx, id, ['attente-decision'], 'active', change))) return undefined
      apres = await donnerLieu(trx, geo, { compteId, lieuId: lieu.id, role: 'responsable' }, outils)
      const adresseProuvee = prouvee_le ? (adresse ?? undefined) : undefined
      await prevenirAnciens(trx, revendication, lieu, { adresseProuvee, contesteAvant }, outils)
      await tellDemandeur(trx, revendication, lieu, 'acceptee', motif, outils)
      break
    }
    case 'refuser':
      if (!(await changeEtat(trx, id, ['attente-decision'], 'refusee', { ...signe, finie_le: now }))) return undefined
      await tellDemandeur(trx, revendication, lieu, 'refusee', motif, outils)
      break
    case 'maintenir':
      // What was decided is not contested again by another address of the same fiche.
      if (!(await changeEtat(trx, id, ['contestee'], 'active', { ...signe, conteste_avant: now }))) return undefined
      await tellDemandeur(trx, revendication, lieu, 'maintenue', motif, outils)
      await tellContestataires(trx, id, lieu, 'maintenue', motif, outils)
      await dropLiens(trx, id)
      break
    case 'retirer': {
      if (!(await changeEtat(trx, id, ['contestee'], 'terminee', { ...signe, finie_le: now }))) return undefined
      await tellContestataires(trx, id, lieu, 'retiree', motif, outils)
      apres = (await reprendreLieu(trx, geo, { compteId, lieu }, outils))?.apresValidation ?? apres
      await tellDemandeur(trx, revendication, lieu, 'retiree', motif, outils)
      await dropLiens(trx, id)
      break
    }
  }
  await consignerRevendication(trx, { id, etat: jugement, preuve: 'decision', lieuId: lieu.id }, acteur.nom, now)
  return apres
}

const tellDemandeur = (
  trx: Trx,
  { courriel }: Revendication,
  lieu: LieuPublic,
  suite: SuiteDeRevendication,
  motif: string,
  { reseau, site, now }: OutilsFiche
) =>
  envoyerCourriel(
    trx,
    courrielSuite({ a: courriel, reseau, lieu: lieu.nom, suite, motif, lien: `${site}/mes-lieux` }),
    now
  )

async function tellContestataires(
  trx: Trx,
  id: string,
  lieu: LieuPublic,
  issue: 'maintenue' | 'retiree',
  motif: string,
  { reseau, now }: OutilsFiche
): Promise<void> {
  for (const a of await listContestataires(trx, id))
    await envoyerCourriel(trx, courrielDesaccord({ a, reseau, lieu: lieu.nom, issue, motif }), now)
}

/* ── To contest ────────────────────────────────────────────────────────────────────────────────────────────────── */

export interface AContester {
  readonly revendication: Revendication
  readonly lieu: LieuPublic
  /** Somebody else has contested already: the desk will answer both. */
  readonly deja: boolean
}

/** What the link sent to a former contact is about, without using it. */
export async function lireContestation(db: Db, jeton: string, now: Date): Promise<AContester | undefined> {
  const lien = await findLienDeRevendication(db, digest(jeton), 'contestation', now)
  const lue = lien && (await lireRevendication(db, lien.revendicationId))
  if (!lue || !['active', 'contestee'].includes(lue.revendication.etat)) return undefined
  return { revendication: lue.revendication, lieu: lue.lieu, deja: lue.revendication.etat === 'contestee' }
}

/** The former contact disagrees, in time: the desk decides. Until then nothing is taken from anybody. */
export async function contester(
  db: Db,
  jeton: string,
  texte: string,
  outils: OutilsFiche
): Promise<Result<undefined, 'lien-refuse'>> {
  const { now, reseau, site, acteur } = outils
  const geo = await obtenirGeographie(db)
  return transaction(db, async (trx): Promise<Result<undefined, 'lien-refuse'>> => {
    const lien = await findLienDeRevendication(trx, digest(jeton), 'contestation', now)
    const lue = lien && (await lireContestation(trx, jeton, now))
    if (!lue || !(await markLienServi(trx, digest(jeton), now))) return refuse('lien-refuse')
    const { revendication, lieu } = lue
    const { id, courriel, preuve } = revendication
    const premiere = await changeEtat(trx, id, ['active'], 'contestee', { contestee_le: now, contestation: texte })
    // Decided meanwhile: the answer is there, and the link opens nothing.
    if (!premiere && (await findRevendication(trx, id))?.etat !== 'contestee') return refuse('lien-refuse')
    await envoyerCourriel(trx, courrielDesaccord({ a: lien.adresse, reseau, lieu: lieu.nom, issue: 'recue' }), now)
    if (!premiere) return ok(undefined)
    await alerterBureau(trx, geo, revendication, lieu, 'contestation', outils)
    await envoyerCourriel(
      trx,
      courrielSuite({ a: courriel, reseau, lieu: lieu.nom, suite: 'contestee', lien: `${site}/mes-lieux` }),
      now
    )
    await consignerRevendication(trx, { id, etat: 'contestee', preuve, lieuId: lieu.id }, acteur.nom, now)
    return ok(undefined)
  })
}
