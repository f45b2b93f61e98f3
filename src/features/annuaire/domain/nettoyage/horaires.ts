import type { NomJour } from '../declaration.ts'
import type { Remarque } from '../enregistrement.ts'
import { type JourLu, lireJour, lireSemaine, normaliserOsm, reunirJours } from '../horaires/index.ts'
import type { NomChamp } from '../schema.ts'
import { ecarter, type Lecture, remarquer } from './lecture.ts'
import type { NomRegle } from './regles.ts'
import { estDeRemplissage } from './textes.ts'

/** A whole week in one cell. */
export function lireHoraires(texte: string, champ: NomChamp): Lecture {
  const net = texte.trim()
  const lu = lireSemaine(net)
  if (!lu.ok) return ecarter(champ, texte, 'horaires-non-compris')
  const { osm, avertissements } = lu.value
  const dons: Lecture['dons'] = [[champ, osm]]
  if (osm === net) return { dons, remarques: [] }
  const regle = normaliserOsm(net) === undefined ? 'horaires-traduits' : 'horaires-repares'
  const remarques = [remarquer('corrige', champ, texte, osm, regle)]
  if (avertissements.length === 0) return { dons, remarques }
  return {
    dons,
    remarques: [...remarques, remarquer('doute', champ, texte, osm, 'horaires-a-verifier')],
    complement: texte
  }
}

const RANGS: Readonly<Record<NomJour, number>> = {
  lundi: 0,
  mardi: 1,
  mercredi: 2,
  jeudi: 3,
  vendredi: 4,
  samedi: 5,
  dimanche: 6
}
const CODES = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const

export interface CaseDeJour {
  readonly jour: NomJour
  readonly colonne: string
  readonly texte: string
}

/** `undefined`: not understood. `vide`: the cell was filled for form's sake. */
export type JourDeColonne = JourLu | 'vide' | undefined

export function lireCaseDeJour(texte: string): JourDeColonne {
  if (estDeRemplissage(texte, 'horaires')) return 'vide'
  const lu = lireJour(texte)
  return lu.ok ? lu.value : undefined
}

export interface SemaineDeColonnes {
  readonly horaires: string | undefined
  readonly remarques: readonly Remarque[]
  /** The cells to keep beside the fiche, word for word. */
  readonly aGarder: readonly CaseDeJour[]
}

/** One cell per day. A day that nobody understood would read as closed: then the week is kept as written. */
export function reunirCasesDeJours(
  cases: readonly CaseDeJour[],
  lire: (texte: string) => JourDeColonne,
  dejaDits: boolean
): SemaineDeColonnes {
  const lues = cases.map((une) => ({ ...une, lu: lire(une.texte) }))
  const remarques: Remarque[] = []
  const aGarder: CaseDeJour[] = []
  const jours = new Map<number, JourLu>()
  for (const { jour, texte, lu } of lues) {
    if (lu === 'vide') remarques.push(remarquer('refuse', 'horaires', texte, undefined, 'case-de-remplissage'))
    else if (lu) jours.set(RANGS[jour], lu)
  }
  const toutFerme = [...jours.values()].every(({ osm }) => osm === 'off')
  const comprise = !dejaDits && lues.every(({ lu }) => lu !== undefined)
  const semaine = comprise && !toutFerme ? reunirJours(jours) : undefined
  for (const { lu, ...une } of lues) {
    if (lu === 'vide') continue
    const code = CODES[RANGS[une.jour]]
    if (comprise && (toutFerme || semaine?.ok) && lu) {
      const regle: NomRegle = lu.osm === 'off' ? 'horaires-ferme' : 'horaires-par-jour'
      remarques.push(remarquer('corrige', 'horaires', une.texte, `${code} ${lu.osm}`, regle))
      if (lu.avertissements.length === 0) continue
      aGarder.push(une)
      remarques.push(remarquer('doute', 'horaires', une.texte, `${code} ${lu.osm}`, 'horaires-a-verifier'))
    } else {
      aGarder.push(une)
      const regle = lu === undefined ? 'horaires-non-compris' : 'horaires-semaine-incomplete'
      remarques.push(remarquer('hors-schema', une.colonne, une.texte, undefined, regle))
    }
  }
  return { horaires: semaine?.ok ? semaine.value.osm : undefined, remarques, aGarder }
}
