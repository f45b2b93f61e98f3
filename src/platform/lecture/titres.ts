import type { Carnet } from './carnet.ts'
import { extrait } from './nombres.ts'

/** The column titles of a file, all different and none empty; columns beyond the titles get one on demand. */
export class Titres {
  readonly #titres: string[] = []
  readonly #pris = new Set<string>()
  readonly nombre: number

  constructor(titres: readonly string[], carnet: Carnet) {
    // A title of the file keeps its name even when an earlier suffix would have taken it.
    const ecrits = new Set(titres)
    for (const [rang, titre] of titres.entries()) {
      if (titre === '') {
        this.#ajouter(`colonne ${rang + 1}`, ecrits)
        carnet.noter(
          'titre-vide',
          `Une colonne n’a pas de titre : elle est lue sous le nom « colonne ${rang + 1} ».`,
          0
        )
      } else if (this.#pris.has(titre)) {
        const nom = this.#ajouter(titre, ecrits)
        carnet.noter(
          'titre-en-double',
          `Le titre « ${extrait(titre)} » figure plusieurs fois : la suite est lue sous le nom « ${extrait(nom)} ».`,
          0
        )
      } else {
        this.#poser(titre)
      }
    }
    this.nombre = titres.length
  }

  titre(rang: number): string {
    while (this.#titres.length <= rang) this.#ajouter(`colonne ${this.#titres.length + 1}`, this.#pris)
    return this.#titres[rang] as string
  }

  #ajouter(voulu: string, evites: ReadonlySet<string>): string {
    let nom = voulu
    for (let n = 2; this.#pris.has(nom) || evites.has(nom); n++) nom = `${voulu} (${n})`
    this.#poser(nom)
    return nom
  }

  #poser(nom: string): void {
    this.#titres.push(nom)
    this.#pris.add(nom)
  }
}
