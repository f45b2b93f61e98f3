import { SYSTEME } from '../../../../kernel/acteur.ts'
import { ok, type Result, refuse } from '../../../../kernel/result.ts'
import type { Trx } from '../../../../platform/db/index.ts'
import { consigner } from '../../../../platform/journal/index.ts'
import { toucherLieux } from '../../../annuaire/index.ts'
import { type Acte, type ActeRefuse, agir } from '../../domain/adhesion/actes.ts'
import { type Avancee, avancer, type Transition } from '../../domain/adhesion/avancer.ts'
import { echeances } from '../../domain/adhesion/echeances.ts'
import type { Numero, Regles } from '../../domain/adhesion/regles.ts'
import type { Situation } from '../../domain/adhesion/situation.ts'
import { type Dossier, lockDossier, saveSituation } from '../../store/adhesion.store.ts'
import { comite } from './comite.ts'
import { prevenir } from './prevenir.ts'
import { chargerRegles } from './regles-de-la-charte.ts'

export interface OutilsActe {
  /** Name for the journal: an account's identifier, « systeme »; never a person's name. */
  readonly acteur: string
  readonly now: Date
  /** The legal instant of the act when it is already past: the closing of a vote that is counted late. */
  readonly le?: Date
  /** The written act that causes it: reasons, letter. */
  readonly pieceId?: string
}

export interface Effet {
  readonly avant: Dossier
  readonly avancee: Avancee
  readonly regles: Regles
}

/**
 * Acts on a dossier: what time has brought, then the act, one row lock, one transaction (I7). Two people who act at the
 * same instant follow one another, and the second is told where the first led (I8).
 */
export async function agirSur(
  trx: Trx,
  dossierId: string,
  acte: Acte,
  outils: OutilsActe
): Promise<Result<Effet, ActeRefuse | { readonly raison: 'inconnue' }>> {
  const courant = await lockCourant(trx, dossierId, outils)
  if (!courant) return refuse({ raison: 'inconnue' })
  const { dossier, regles } = courant
  const issue = agir(dossier.situation, acte, regles, legalInstant(dossier.situation, outils))
  if (!issue.ok) return issue
  const effet = { avant: dossier, avancee: issue.value, regles }
  await ecrire(trx, effet, outils)
  // What has fallen due since an act of the past follows it.
  if (outils.le) await mettreAJour(trx, dossierId, { acteur: SYSTEME.nom, now: outils.now })
  return ok(effet)
}

/** Never before what the dossier last went through. */
function legalInstant(situation: Situation, { le, now }: OutilsActe): Date {
  const depuis = 'depuis' in situation ? situation.depuis : undefined
  return le && le < now && (!depuis || depuis <= le) ? le : now
}

/** Writes what time alone has brought to a dossier: the scheduler's work, late or twice, changes nothing to it. */
export async function mettreAJour(trx: Trx, dossierId: string, outils: OutilsActe): Promise<Effet | undefined> {
  const courant = await lockCourant(trx, dossierId, outils)
  if (!courant) return undefined
  const { dossier, regles } = courant
  const avancee = avancer(dossier.situation, regles, outils.now)
  if (avancee.transitions.length === 0 && avancee.rappels.length === 0 && avancee.situation === dossier.situation)
    return undefined
  const effet = { avant: dossier, avancee, regles }
  await ecrire(trx, effet, outils)
  return effet
}

/** The dossier under its lock, once a vote that has closed by then is counted. */
async function lockCourant(
  trx: Trx,
  dossierId: string,
  { now }: OutilsActe
): Promise<{ readonly dossier: Dossier; readonly regles: Regles } | undefined> {
  const dossier = await lockDossier(trx, dossierId)
  if (!dossier || dossier.absorbeePar) return undefined
  const regles = await chargerRegles(trx, dossier.charteId)
  const { situation } = dossier
  if (situation.etat !== 'FENETRE' || !situation.deliberation || situation.deliberation > now)
    return { dossier, regles }
  const { oppose, raisons, pieceId } = await comite().depouiller(trx, dossier, situation.deliberation, now)
  const issue = agir(situation, { genre: 'conclure', oppose, raisons }, regles, situation.deliberation)
  if (!issue.ok) throw new Error(`Le vote sur l’adhésion ${dossier.id} n’a pas pu se conclure : ${issue.error.raison}.`)
  const outils: OutilsActe = { acteur: 'comite', now, ...(pieceId && { pieceId }) }
  await ecrire(trx, { avant: dossier, avancee: issue.value, regles }, outils)
  const apres = await lockDossier(trx, dossierId)
  return apres && { dossier: apres, regles }
}

/**
 * Writes an effect: where the dossier stands, what led there, who is told, the journal. The journal comes last: one entry
 * holds the whole chain of a réseau until the end.
 */
export async function ecrire(trx: Trx, { avant, avancee, regles }: Effet, outils: OutilsActe): Promise<void> {
  const { situation } = avancee
  const transitions = avancee.transitions.map((transition) => ({ ...transition, ...auteurDe(transition, outils) }))
  await saveSituation(trx, avant, { situation, transitions, echeances: echeances(situation, regles) }, outils.now)
  await prevenir(trx, { avant, avancee, regles }, outils)
  for (const { numero, de, vers, le, acteur, pieceId } of transitions)
    await consigner(
      trx,
      {
        reseau: avant.reseauId,
        genre: 'adhesion.transition',
        acteur,
        objet: `adhesion/${avant.id}`,
        contenu: { lieu: avant.lieuId, numero, de, vers, le: le.toISOString(), piece: pieceId ?? null }
      },
      outils.now
    )
  if (transitions.length > 0) await toucherLieux(trx, [avant.lieuId])
}

const DU_TEMPS: readonly Numero[] = ['T6', 'T8', 'T9', 'T11', 'T14']

// Whoever acts next finds out what time has done, and is not its author: late or not, the same line is written.
const auteurDe = ({ numero }: Transition, { acteur, pieceId }: OutilsActe) =>
  DU_TEMPS.includes(numero) ? { acteur: SYSTEME.nom } : { acteur, ...(pieceId && { pieceId }) }
