import { nombre } from './nombres.ts'
import { Refus } from './refus.ts'

/** Deeper than any table; a deeper one is made to exhaust the reader. */
const PROFONDEUR_MAX = 64

/** Walks a JSON text that arrives in pieces, without ever holding more than one record of it. */
export class Defileur {
  readonly #textes: AsyncIterator<string>
  #tampon = ''
  #pos = 0
  // The last place asked for, and where it is in the buffer: the next one is counted from there.
  #vu: Endroit = { ligne: 1, colonne: 0 }
  #posVu = 0

  constructor(textes: AsyncIterable<string>) {
    this.#textes = textes[Symbol.asyncIterator]()
  }

  async fermer(): Promise<void> {
    await this.#textes.return?.()
  }

  /** Skips blanks; the next character, or '' at the end of the file. */
  async suivant(): Promise<string> {
    for (;;) {
      for (; this.#pos < this.#tampon.length; this.#pos++) {
        const c = this.#tampon.charCodeAt(this.#pos)
        if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) return this.#tampon[this.#pos] as string
      }
      if (!(await this.#remplir())) return ''
    }
  }

  avancer(): void {
    this.#pos++
  }

  /** Passes over the value that starts here. */
  async sauter(): Promise<void> {
    await this.#valeur(Number.POSITIVE_INFINITY, false)
  }

  /** The text of the value that starts here, and where it starts. */
  async extraire(max: number): Promise<{ texte: string; depart: Endroit }> {
    const depart = this.endroit()
    return { texte: await this.#valeur(max, true), depart }
  }

  endroit(): Endroit {
    this.#vu = avancerEndroit(this.#vu, this.#tampon, this.#posVu, this.#pos)
    this.#posVu = this.#pos
    return this.#vu
  }

  tronque(): Refus {
    const ici = this.endroit()
    return new Refus(
      'json-tronque',
      `Le JSON s’arrête avant la fin, ${direEndroit(ici)} : la livraison est tronquée. ` +
        'Relancez le téléchargement, ou demandez une nouvelle livraison complète.',
      ici.ligne
    )
  }

  invalide(attendu: string): Refus {
    return jsonInvalide(this.endroit(), `on y attendait ${attendu}`)
  }

  async #remplir(): Promise<boolean> {
    const { done, value } = await this.#textes.next()
    if (done) return false
    this.endroit()
    this.#tampon = this.#tampon.slice(this.#pos) + value
    this.#pos = 0
    this.#posVu = 0
    return true
  }

  async #valeur(max: number, garder: boolean): Promise<string> {
    let i = this.#pos
    let profondeur = 0
    let dansTexte = false
    let entame = false
    for (;;) {
      const tampon = this.#tampon
      while (i < tampon.length) {
        const c = tampon.charCodeAt(i)
        if (dansTexte) {
          if (c === 0x5c) i++
          else if (c === 0x22) {
            dansTexte = false
            if (profondeur === 0) return this.#prendre(i + 1, max, garder)
          }
        } else if (c === 0x22) {
          if (profondeur === 0 && entame) return this.#prendre(i, max, garder)
          dansTexte = true
        } else if (c === 0x7b || c === 0x5b) {
          if (profondeur === 0 && entame) return this.#prendre(i, max, garder)
          if (++profondeur > PROFONDEUR_MAX && garder) {
            throw jsonInvalide(this.endroit(), `un enregistrement y emboîte plus de ${PROFONDEUR_MAX} niveaux`)
          }
        } else if (c === 0x7d || c === 0x5d) {
          if (profondeur === 0) return this.#prendre(i, max, garder)
          if (--profondeur === 0) return this.#prendre(i + 1, max, garder)
        } else if (profondeur === 0 && (c === 0x2c || c === 0x3a || c <= 0x20)) {
          return this.#prendre(i, max, garder)
        }
        entame = true
        i++
      }
      if (garder) {
        if (i - this.#pos > max) throw this.#tropLong(max)
      } else {
        this.#pos = Math.min(i, tampon.length)
      }
      const avance = i - this.#pos
      if (!(await this.#remplir())) {
        if (profondeur === 0 && !dansTexte && entame) return this.#prendre(this.#tampon.length, max, garder)
        this.#pos = this.#tampon.length
        throw this.tronque()
      }
      i = this.#pos + avance
    }
  }

  #prendre(fin: number, max: number, garder: boolean): string {
    if (garder && fin - this.#pos > max) throw this.#tropLong(max)
    const texte = garder ? this.#tampon.slice(this.#pos, fin) : ''
    this.#pos = fin
    return texte
  }

  #tropLong(max: number): Refus {
    const ici = this.endroit()
    return new Refus(
      'ligne-trop-longue',
      `L’enregistrement qui commence ${direEndroit(ici)} dépasse ${nombre(max)} caractères. ` +
        'Vérifiez le chemin de la liste, ou retirez de la livraison les champs démesurés.',
      ici.ligne
    )
  }
}

export interface Endroit {
  readonly ligne: number
  /** Characters of the line that come before. */
  readonly colonne: number
}

const direEndroit = ({ ligne, colonne }: Endroit): string =>
  `à la ligne ${nombre(ligne)}, caractère ${nombre(colonne + 1)}`

/** The place of `texte[fin]`, knowing that of `texte[debut]`. */
export function avancerEndroit(depart: Endroit, texte: string, debut: number, fin: number): Endroit {
  let ligne = depart.ligne
  let saut = -1
  for (let i = debut; i < fin; i++) {
    if (texte.charCodeAt(i) !== 0x0a) continue
    ligne++
    saut = i
  }
  return { ligne, colonne: saut < 0 ? depart.colonne + fin - debut : fin - saut - 1 }
}

export const jsonInvalide = (endroit: Endroit, raison: string): Refus =>
  new Refus(
    'json-invalide',
    `Le JSON est mal formé ${direEndroit(endroit)} : ${raison}. Corrigez ce passage, ou demandez une nouvelle livraison.`,
    endroit.ligne
  )
