import type { Config } from '../../../config.ts'
import { creerGeocodeur, type Geocodeur } from '../../../platform/geocodage/index.ts'

const parReglages = new WeakMap<Config, Geocodeur | 'aucun'>()

/** What finds addresses, when the operator set one. A person waits for it: it answers soon or not at all. */
export function geocodeurDe(config: Config): Geocodeur | undefined {
  let geocodeur = parReglages.get(config)
  if (!geocodeur) {
    geocodeur = creerGeocodeur({ url: config.GEOCODEUR_URL, delai: 1_500, reprises: 0 }) ?? 'aucun'
    parReglages.set(config, geocodeur)
  }
  return geocodeur === 'aucun' ? undefined : geocodeur
}
