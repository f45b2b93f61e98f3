import type { Cadre } from '../recherche/index.ts'
import type { Contexte } from './feature.ts'

/** What one kind of thing shows on the map: one of them, or several that fall together. */
export interface RepereDeCouche {
  readonly latitude: number
  readonly longitude: number
  readonly combien: number
  /** What holds them all, to zoom on; absent for one thing alone. */
  readonly cadre?: Cadre | undefined
  readonly id?: number | undefined
  readonly nom?: string | undefined
  readonly adresse?: string | undefined
  /** Its own page. */
  readonly href?: string | undefined
}

export interface VueDeCarte {
  readonly cadre: Cadre
  /** Web Mercator, 256-pixel tiles. */
  readonly zoom: number
  /** The whole address: each layer reads what it understands of the search. */
  readonly parametres: URLSearchParams
}

/** A kind of thing that can be seen on the map of results: a feature that hands one adds a layer, and nothing else. */
export interface Couche {
  /** Name in the address. */
  readonly cle: string
  /** « Lieux ». */
  readonly libelle: string
  readonly mots: { readonly un: string; readonly plusieurs: string }
  /** Grouped by the feature's own index: a whole directory never goes to a browser. */
  grapper(c: Contexte, vue: VueDeCarte): Promise<readonly RepereDeCouche[]>
}
