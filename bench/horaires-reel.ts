import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { lireJour, lireSemaine } from '../src/features/annuaire/domain/horaires/index.ts'
import { reproches } from '../src/features/annuaire/domain/horaires/validation.fixture.ts'

/** Real texts stay outside the project; what we hold of them is a print and a label. */
const TEXTES = resolve(import.meta.dirname, '../../shared/data/hours/horaires-reels.json')
const ETIQUETTES = join(import.meta.dirname, 'horaires-etiquettes.txt')

export const aDesTextes = (): boolean => existsSync(TEXTES)

export interface Texte {
  readonly kind: 'day' | 'week'
  readonly raw: string
}

export type Etiquette = 'heures' | 'pas-heures'

export const lireTextes = (): readonly Texte[] => JSON.parse(readFileSync(TEXTES, 'utf8')) as readonly Texte[]

export const empreinteDuTexte = ({ kind, raw }: Texte): string =>
  createHash('sha256').update(`${kind}${raw}`).digest('hex').slice(0, 12)

/** Each label was given by reading the text alone: would a reader know when the place is open, closed, or by appointment? */
export function lireEtiquettes(): ReadonlyMap<string, Etiquette> {
  const etiquettes = new Map<string, Etiquette>()
  for (const ligne of readFileSync(ETIQUETTES, 'utf8').split('\n')) {
    const [empreinte, etiquette] = ligne.split(' ')
    if (empreinte && (etiquette === 'heures' || etiquette === 'pas-heures')) etiquettes.set(empreinte, etiquette)
  }
  return etiquettes
}

export interface Mesure {
  readonly heures: number
  readonly converties: number
  readonly pasHeures: number
  /** Not hours, and yet converted. */
  readonly inventees: readonly string[]
  /** Refused although they are hours. */
  readonly refusees: readonly { readonly raw: string; readonly raison: string }[]
  readonly invalides: readonly string[]
  readonly sansEtiquette: number
}

export const convertir = ({ kind, raw }: Texte) => (kind === 'day' ? lireJour(raw) : lireSemaine(raw))

export function mesurer(textes: readonly Texte[], kind: Texte['kind']): Mesure {
  const etiquettes = lireEtiquettes()
  const mesure = { heures: 0, converties: 0, pasHeures: 0, sansEtiquette: 0 }
  const inventees: string[] = []
  const refusees: { raw: string; raison: string }[] = []
  const invalides: string[] = []
  for (const texte of textes) {
    if (texte.kind !== kind) continue
    const etiquette = etiquettes.get(empreinteDuTexte(texte))
    const lu = convertir(texte)
    const faute = lu.ok ? reproches(lu.value.osm) : undefined
    if (lu.ok && faute !== undefined) invalides.push(`${lu.value.osm} : ${faute}`)
    if (etiquette === undefined) mesure.sansEtiquette++
    else if (etiquette === 'heures') {
      mesure.heures++
      if (lu.ok && faute === undefined) mesure.converties++
      else refusees.push({ raw: texte.raw, raison: lu.ok ? (faute ?? '') : lu.error })
    } else {
      mesure.pasHeures++
      if (lu.ok) inventees.push(texte.raw)
    }
  }
  return { ...mesure, inventees, refusees, invalides }
}

/** Always the same draw: a plain congruential generator. */
export function tirer<T>(liste: readonly T[], nombre: number, graine: number): readonly T[] {
  const restants = [...liste]
  const tires: T[] = []
  let etat = graine
  while (tires.length < nombre && restants.length > 0) {
    etat = (etat * 1_103_515_245 + 12_345) % 2_147_483_648
    tires.push(...restants.splice(etat % restants.length, 1))
  }
  return tires
}
