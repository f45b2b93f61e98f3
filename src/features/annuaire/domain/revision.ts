import type { Champ } from '../../../kernel/droit.ts'
import type { Valeurs } from './enregistrement.ts'
import { sameValueKey } from './fusion.ts'
import type { NomChamp } from './schema.ts'

/** The part of the directory that someone looks after; everything when it names nothing. */
export interface Perimetre {
  readonly departement?: string | undefined
  /** As far as a right goes. A pair of fiches must be inside it whole. */
  readonly champ?: Champ | undefined
}

/** Where one stands in a queue: what orders it, then what tells two equals apart. */
export type Apres = readonly number[]

/** « -130592.-2.5.12.40 »; undefined when an address was cut or written by hand. */
export function parseApres(texte: string | undefined, longueur: number): Apres | undefined {
  const nombres = (texte ?? '').split('.')
  if (nombres.length !== longueur || !nombres.every((n) => /^-?\d{1,15}$/.test(n))) return undefined
  return nombres.map(Number)
}

export const writeApres = (apres: Apres): string => apres.join('.')

export interface LigneComparee {
  readonly champ: NomChamp
  readonly a: Valeurs[NomChamp]
  readonly b: Valeurs[NomChamp]
  /** `un-seul`: the other fiche does not say. */
  readonly accord: 'identique' | 'en-partie' | 'different' | 'un-seul'
}

/** What tells two lieux apart, in the order a person looks at it. */
const CHAMPS_COMPARES = [
  'nom',
  'adresse',
  'complement_adresse',
  'code_postal',
  'commune',
  'telephone',
  'courriels',
  'site_web',
  'horaires',
  'typologie',
  'structure_parente',
  'pivot',
  'itinerance',
  'services',
  'presentation_resume'
] as const satisfies readonly NomChamp[]

/** Two fiches, field by field; what neither says is left out. */
export function comparerFiches(a: Valeurs, b: Valeurs): LigneComparee[] {
  return CHAMPS_COMPARES.flatMap((champ) => {
    const [va, vb] = [a[champ], b[champ]]
    if (va === undefined && vb === undefined) return []
    return [{ champ, a: va, b: vb, accord: accordOf(champ, va, vb) }]
  })
}

function accordOf(champ: NomChamp, a: Valeurs[NomChamp], b: Valeurs[NomChamp]): LigneComparee['accord'] {
  if (a === undefined || b === undefined) return 'un-seul'
  const cles = (v: NonNullable<Valeurs[NomChamp]>) =>
    new Set((typeof v === 'object' ? v : [v]).map((element) => sameValueKey(champ, element)))
  const [ka, kb] = [cles(a), cles(b)]
  const communs = [...ka].filter((cle) => kb.has(cle)).length
  if (communs === ka.size && communs === kb.size) return 'identique'
  return communs > 0 ? 'en-partie' : 'different'
}

/** Fields whose contradictions matter to who comes or calls. */
export const CHAMPS_CONTREDITS = ['telephone', 'adresse', 'horaires', 'nom'] as const satisfies readonly NomChamp[]
