import type { EtatCalendrier, MotsCompris } from '../../../platform/recherche/index.ts'
import type { Territoire } from '../../territoires/index.ts'
import type { Ignore, Recherche } from '../domain/recherche.ts'
import type { LieuPublic } from '../store/lieu.store.ts'

export interface LieuTrouve {
  readonly lieu: LieuPublic
  /** Metres from the place that the search names, when it names one and the lieu has a position. */
  readonly distance: number | undefined
}

/** What was understood of the place that a search names. */
export type Ou =
  | { readonly genre: 'nulle-part' }
  /** `autres`: homonyms, most populated first. `approche`: the name typed was not known, and this is the nearest one. */
  | {
      readonly genre: 'territoire'
      readonly territoire: Territoire
      readonly autres: readonly Territoire[]
      readonly approche: boolean
    }
  | { readonly genre: 'position' }
  | { readonly genre: 'adresse'; readonly libelle: string }
  /** Nobody knows it: the search went on without it. `adresseSansGeocodeur`: it looks like an address, and none can be looked up here. */
  | { readonly genre: 'inconnu'; readonly tape: string; readonly adresseSansGeocodeur: boolean }

export interface Resultats {
  /** As understood: what did not hold is left out. */
  readonly recherche: Recherche
  readonly ignores: readonly Ignore[]
  readonly ou: Ou
  readonly mots: MotsCompris
  readonly total: number
  readonly lieux: readonly LieuTrouve[]
  readonly parPage: number
  /** The page shown, from 1. */
  readonly page: number
  /** Counts by facet and value; see `ReponseRecherche.comptes`. */
  readonly comptes: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** Of the results without the hours: how many are open, closed, or to be called; only when hours are asked. */
  readonly ouvertures: Readonly<Record<EtatCalendrier, number>> | undefined
  /** When nothing answers: each criterion that, left aside, would give results, with how many. Best first. */
  readonly relacher: readonly { readonly libelle: string; readonly recherche: Recherche; readonly total: number }[]
  /** When nothing answers and a place is known: the nearest lieux that answer everything but the distance. */
  readonly proches: readonly LieuTrouve[]
}
