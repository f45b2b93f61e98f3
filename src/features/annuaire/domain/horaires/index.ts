import { ok, type Result, refuse } from '../../../../kernel/result.ts'
import { type Decomposition, decomposer } from './atomes.ts'
import { type Clause, type Fermetures, reunir } from './clauses.ts'
import { composer } from './composition.ts'
import { decouper } from './jetons.ts'
import { ecrireOsm } from './modele.ts'
import { normaliserOsm } from './osm.ts'

export { type OuvertureEnMots, ouvertureEnMots } from './en-clair-ouverture.ts'
export { limiterAuxSemaines, normaliserOsm } from './osm.ts'
export { ecrireHoraires, semaineEnMots } from './phrases.ts'

export interface HorairesLus {
  /** OSM's opening_hours; for a day's cell, without the name of the day. */
  readonly osm: string
  /** What was put aside, or deserves a look: French sentences. */
  readonly avertissements: readonly string[]
}

/** What a day's cell says, before it meets the other days. */
export interface JourLu extends HorairesLus {
  readonly clauses: readonly Clause[]
  readonly fermetures: Fermetures
}

/** Longer texts describe a place; nobody writes a week in more. */
const LONGUEUR_MAX = 1500

/** One day's cell: « 9h-12h / 14h-18h », « fermé », « sur RDV ». */
export function lireJour(texte: string): Result<JourLu, string> {
  const lu = lire(texte, 'jour')
  if (!lu.ok) return lu
  const { clauses, fermetures, avertissements } = lu.value
  const compose = composer(clauses, fermetures, 'jour')
  if ('raison' in compose) return refuse(compose.raison)
  return ok({
    osm: ecrireOsm(compose.regles),
    avertissements: uniques(avertissements, compose.avertissements),
    clauses,
    fermetures
  })
}

/** A whole week in one text, in French or in OSM's own words. */
export function lireSemaine(texte: string): Result<HorairesLus, string> {
  const osm = normaliserOsm(texte)
  if (osm !== undefined) return ok({ osm, avertissements: [] })
  const lu = lire(texte, 'semaine')
  if (!lu.ok) return lu
  const { clauses, fermetures, avertissements } = lu.value
  const compose = composer(clauses, fermetures, 'semaine')
  if ('raison' in compose) return refuse(compose.raison)
  return ok({ osm: ecrireOsm(compose.regles), avertissements: uniques(avertissements, compose.avertissements) })
}

/** Puts days together; `jours` has 0 for Monday. A day that names another one in its cell is a refusal. */
export function reunirJours(jours: ReadonlyMap<number, JourLu>): Result<HorairesLus, string> {
  const clauses: Clause[] = []
  const cadres: Fermetures['cadres'][number][] = []
  const avertissements: string[] = []
  let feries: Fermetures['feries']
  for (const [jour, lu] of [...jours].toSorted(([a], [b]) => a - b)) {
    avertissements.push(...lu.avertissements)
    for (const clause of lu.clauses) {
      if (clause.jours && !(clause.jours.jours.length === 1 && clause.jours.jours[0] === jour))
        return refuse('La case d’un jour parle d’un autre jour.')
      clauses.push({ ...clause, jours: { jours: [jour], rangs: clause.jours?.rangs ?? [] } })
    }
    for (const cadre of lu.fermetures.cadres) {
      // Said of one day: the others do not close for it, unless there are no others.
      if (cadre.vacances === 'dans')
        for (const [i, clause] of clauses.entries())
          if (clause.jours?.jours[0] === jour && clause.cadre.vacances === undefined)
            clauses[i] = { ...clause, cadre: { ...clause.cadre, vacances: 'hors' } }
      if (cadre.vacances !== 'dans')
        clauses.push({ jours: { jours: [jour], rangs: [] }, cadre, genre: 'ferme', creneaux: [] })
    }
    feries = lu.fermetures.feries ?? feries
  }
  // A closed day needs no rule: in a list of days, what is not named is closed.
  const dites = clauses.filter(({ genre, cadre }) => genre !== 'ferme' || Object.keys(cadre).length > 0)
  if (!dites.some(({ genre }) => genre !== 'ferme')) return refuse('Tous les jours sont dits fermés.')
  const compose = composer(dites, { cadres, feries }, 'semaine')
  if ('raison' in compose) return refuse(compose.raison)
  return ok({ osm: ecrireOsm(compose.regles), avertissements: uniques(avertissements, compose.avertissements) })
}

interface Lu {
  readonly clauses: readonly Clause[]
  readonly fermetures: Fermetures
  readonly avertissements: readonly string[]
}

function lire(texte: string, mode: 'jour' | 'semaine'): Result<Lu, string> {
  if (texte.trim() === '') return refuse('La case est vide.')
  if (texte.length > LONGUEUR_MAX) return refuse('Le texte est trop long pour des horaires.')
  const { texte: net, jetons, corriges } = decouper(texte)
  if (!jetons.some(({ genre }) => genre !== 'signe')) return refuse('La case est remplie pour la forme.')
  const decomposition: Decomposition = decomposer(jetons, mode)
  if ('raison' in decomposition) return refuse(decomposition.raison)
  const lecture = reunir(decomposition.atomes, net)
  if ('raison' in lecture) return refuse(lecture.raison)
  return ok({ ...lecture, avertissements: [...corriges, ...lecture.avertissements] })
}

const uniques = (a: readonly string[], b: readonly string[]): readonly string[] => [...new Set([...a, ...b])]
