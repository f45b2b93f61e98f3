import type { Config } from '../../../config.ts'
import { creerGeocodeur, type Geocodeur } from '../../../platform/geocodage/index.ts'
import { CacheBorne } from '../index/cache-borne.ts'

const parReglages = new WeakMap<Config, Geocodeur | 'aucun'>()

/** A page, its picture and its map ask for the same address: only the first one waits. Never written anywhere. */
const ADRESSES_EN_MEMOIRE = 200

/** What finds addresses, when the operator set one. A person waits for it: it answers soon or not at all. */
export function geocodeurDe(config: Config): Geocodeur | undefined {
  let geocodeur = parReglages.get(config)
  if (!geocodeur) {
    const neuf = creerGeocodeur({ url: config.GEOCODEUR_URL, delai: 1_500, reprises: 0 })
    geocodeur = neuf ? remember(neuf) : 'aucun'
    parReglages.set(config, geocodeur)
  }
  return geocodeur === 'aucun' ? undefined : geocodeur
}

function remember(geocodeur: Geocodeur): Geocodeur {
  const connues = new CacheBorne<string, ReturnType<Geocodeur['chercher']>>(ADRESSES_EN_MEMOIRE)
  return {
    ...geocodeur,
    chercher(demande, limite) {
      const cle = JSON.stringify([demande.adresse, demande.codePostal, demande.codeInsee, limite])
      const connue = connues.get(cle)
      if (connue) return connue
      const reponse = geocodeur.chercher(demande, limite)
      connues.set(cle, reponse)
      // A silence is not an answer: the next person asks again.
      reponse.then(
        ({ ok }) => ok || connues.delete(cle),
        () => connues.delete(cle)
      )
      return reponse
    }
  }
}
