import type { Acteur } from '../../../kernel/acteur.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { College } from '../../../kernel/role.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { digest } from '../../comptes/index.ts'
import type { Sens } from '../domain/depouillement.ts'
import { insertDeport, isEcarte, listElecteurs, listSuppleances } from '../store/comite.store.ts'
import { castVote, findVotesDe, insertAvis, lockMotion, type Motion, type VoteDonne } from '../store/motion.store.ts'
import { fermerSiComplet } from './compter.ts'

/** A voice that this person may give on a motion: their own, or that of whom they stand in for. */
export interface Mandat {
  readonly titulaireId: string
  readonly college: College
  /** Whom they stand in for; undefined for their own seat. */
  readonly pour: string | undefined
  readonly donne: VoteDonne | undefined
}

export interface Place {
  readonly mandats: readonly Mandat[]
  /** They sit, and stand aside from this motion. */
  readonly ecarte: boolean
  /** Somebody who sits or stands in here, whether they may vote on this or not. */
  readonly assis: boolean
}

/** What this account is to a motion at an instant: its voices, and whether it stands aside. */
export async function placeDe(db: Db, motion: Motion, compteId: string | undefined, now: Date): Promise<Place> {
  if (!compteId) return { mandats: [], ecarte: false, assis: false }
  const membres = await listElecteurs(db, motion, now)
  const siens = (await listSuppleances(db, { compteId, reseauId: motion.reseau_id }, now)).filter(
    ({ suppleantId, titulaireId }) =>
      suppleantId === compteId && membres.some((membre) => membre.compteId === titulaireId)
  )
  const assis = siens.length > 0 || membres.some((membre) => membre.compteId === compteId)
  // Who stands aside gives no voice, not even somebody else's.
  if (assis && (await isEcarte(db, compteId, motion, now))) return { mandats: [], ecarte: true, assis }
  const titulaires = new Map<string, string | undefined>([
    [compteId, undefined],
    ...siens.map(({ titulaireId, titulaire }) => [titulaireId, titulaire] as const)
  ])
  const donnes = await findVotesDe(db, motion.id, [...titulaires.keys()])
  const mandats = membres.flatMap(({ compteId: titulaireId, college, ecarte }) =>
    titulaires.has(titulaireId) && !ecarte
      ? [{ titulaireId, college, pour: titulaires.get(titulaireId), donne: donnes.get(titulaireId) }]
      : []
  )
  return { mandats, ecarte: false, assis }
}

export type RefusDeVote =
  | { readonly raison: 'inconnue' }
  | { readonly raison: 'interdit' }
  | { readonly raison: 'ecarte' }
  | { readonly raison: 'trop-tard'; readonly cloture: Date }
  /** The holder has voted: their voice is theirs. */
  | { readonly raison: 'titulaire' }
  /** Standing in for somebody demands what sitting demands: a second factor. */
  | { readonly raison: 'second-facteur' }

interface Outils {
  readonly acteur: Acteur
  readonly now: Date
}

interface Ouverte {
  readonly motion: Motion
  readonly place: Place
  readonly compteId: string
}

/** The motion under its lock, open, and what who asks is to it; or why they may do nothing there. */
async function ouvrir(trx: Trx, motionId: string, { acteur, now }: Outils): Promise<Result<Ouverte, RefusDeVote>> {
  const compteId = acteur.compte?.id
  const motion = await lockMotion(trx, motionId)
  if (!motion) return refuse({ raison: 'inconnue' })
  const place = await placeDe(trx, motion, compteId, now)
  if (!compteId || !place.assis) return refuse({ raison: 'interdit' })
  if (motion.comptee_le || motion.cloture <= now) return refuse({ raison: 'trop-tard', cloture: motion.cloture })
  return place.ecarte ? refuse({ raison: 'ecarte' }) : ok({ motion, place, compteId })
}

/**
 * Gives or changes a voice. Who may is looked at under the motion's lock, and the closing again in the statement that
 * writes: one instant late, nothing is counted. A vote where everybody has answered closes, except on an opposition.
 */
export async function voter(
  db: Db,
  motionId: string,
  { titulaire, sens }: { readonly titulaire: string; readonly sens: Sens },
  outils: Outils
): Promise<Result<undefined, RefusDeVote>> {
  const issue = await transaction(db, async (trx): Promise<Result<undefined, RefusDeVote>> => {
    const ouverte = await ouvrir(trx, motionId, outils)
    if (!ouverte.ok) return ouverte
    const { motion, place, compteId } = ouverte.value
    const mandat = place.mandats.find(({ titulaireId }) => titulaireId === titulaire)
    if (!mandat) return refuse({ raison: 'interdit' })
    const parSuppleant = titulaire !== compteId
    if (parSuppleant && !outils.acteur.compte?.secondFacteur) return refuse({ raison: 'second-facteur' })
    if (await castVote(trx, motionId, titulaire, { sens, parSuppleant }, outils.now)) return ok(undefined)
    return refuse(parSuppleant ? { raison: 'titulaire' } : { raison: 'trop-tard', cloture: motion.cloture })
  })
  if (issue.ok) await fermerSiComplet(db, motionId, outils.now)
  return issue
}

/** A reason more for the lieu, or a word to the committee, while the vote is open. */
export function ajouterAvis(
  db: Db,
  motionId: string,
  { raison, texte }: { readonly raison: boolean; readonly texte: string },
  outils: Outils
): Promise<Result<undefined, RefusDeVote>> {
  return transaction(db, async (trx) => {
    const ouverte = await ouvrir(trx, motionId, outils)
    if (!ouverte.ok) return ouverte
    const { acteur, now } = outils
    const { motion } = ouverte.value
    const avis = await insertAvis(trx, { motionId, raison, texte, auteur: acteur.nom }, now)
    await consigner(
      trx,
      {
        reseau: motion.reseau_id,
        genre: 'comite.avis',
        acteur: acteur.nom,
        objet: `motion/${motionId}`,
        contenu: { avis, raison, texte: digest(texte) }
      },
      now
    )
    return ok(undefined)
  })
}

/** Stands aside from one motion, until it is counted: what was voted is not counted, and nobody waits for it. */
export async function seDeporter(
  db: Db,
  motionId: string,
  raison: string,
  outils: Outils
): Promise<Result<undefined, RefusDeVote>> {
  const issue = await transaction(db, async (trx): Promise<Result<undefined, RefusDeVote>> => {
    const ouverte = await ouvrir(trx, motionId, outils)
    // Twice is once.
    if (!ouverte.ok) return ouverte.error.raison === 'ecarte' ? ok(undefined) : ouverte
    const { motion, compteId } = ouverte.value
    const { acteur, now } = outils
    const deport = await insertDeport(trx, { reseauId: motion.reseau_id, compteId, motionId, raison }, now)
    if (deport)
      await consigner(
        trx,
        {
          reseau: motion.reseau_id,
          genre: 'comite.deport',
          acteur: acteur.nom,
          objet: `motion/${motionId}`,
          contenu: { deport }
        },
        now
      )
    return ok(undefined)
  })
  // They were the last one awaited.
  if (issue.ok) await fermerSiComplet(db, motionId, outils.now)
  return issue
}
