import { poids } from './bits.ts'
import { motsDuMorceau } from './decoupage.ts'
import { distanceEdition, fautesPardonnees, lettres } from './distance-edition.ts'
import { estVide } from './mots-vides.ts'
import { racine } from './racine.ts'
import { agrandir } from './tableaux.ts'

const MEMOIRE_DES_FAUTES = 256
const DEBUT = 3

/**
 * The words that documents hold, as they are written (« médiathèque », « mediatheque »), and the roots that make them one.
 * Both are numbered; `effectif…` says how many living documents hold each.
 */
export class Vocabulaire {
  readonly #numeros = new Map<string, number>()
  readonly ecrits: string[] = []
  readonly #normaux: string[] = []
  readonly #racineDuMot: number[] = []
  readonly #parDebut = new Map<string, number[]>()
  #signatures = new Uint32Array(1_024)
  effectifMots = new Uint32Array(1_024)

  readonly #numerosRacines = new Map<string, number>()
  readonly #empreintes: number[] = []
  readonly #vides: boolean[] = []
  effectifRacines = new Uint32Array(1_024)

  readonly #fautes = new Map<string, string | undefined>()

  get nombreRacines(): number {
    return this.#empreintes.length
  }

  racineDuMot(mot: number): number {
    return this.#racineDuMot[mot]!
  }

  estVide(mot: number): boolean {
    return this.#vides[mot]!
  }

  empreinte(racine: number): number {
    return this.#empreintes[racine]!
  }

  /** Numbers of the words of a piece of text (in lower case), new ones included. */
  numeroter(morceau: string): number | readonly number[] {
    const connu = this.#numeros.get(morceau)
    if (connu !== undefined) return connu
    const mots = motsDuMorceau(morceau)
    if (mots.length === 1) return this.#numero(mots[0]!.ecrit, mots[0]!.normal)
    return mots.map(({ ecrit, normal }) => this.#numero(ecrit, normal))
  }

  #numero(ecrit: string, normal: string): number {
    const connu = this.#numeros.get(ecrit)
    if (connu !== undefined) return connu
    const numero = this.ecrits.length
    this.#numeros.set(ecrit, numero)
    this.ecrits.push(ecrit)
    this.#normaux.push(normal)
    this.#racineDuMot.push(this.#numeroDeRacine(racine(normal)))
    this.#vides.push(estVide(normal))
    this.effectifMots = agrandir(this.effectifMots, doubler(this.effectifMots.length, numero))
    this.#signatures = agrandir(this.#signatures, doubler(this.#signatures.length, numero))
    this.#signatures[numero] = lettres(normal)
    const debut = normal.slice(0, DEBUT)
    const liste = this.#parDebut.get(debut)
    if (liste) liste.push(numero)
    else this.#parDebut.set(debut, [numero])
    return numero
  }

  #numeroDeRacine(texte: string): number {
    const connu = this.#numerosRacines.get(texte)
    if (connu !== undefined) return connu
    const numero = this.#empreintes.length
    this.#numerosRacines.set(texte, numero)
    this.#empreintes.push(empreinteTexte(texte))
    this.effectifRacines = agrandir(this.effectifRacines, doubler(this.effectifRacines.length, numero))
    return numero
  }

  /** The number of a root that living documents hold. */
  racine(texte: string): number | undefined {
    const numero = this.#numerosRacines.get(texte)
    return numero !== undefined && this.effectifRacines[numero]! > 0 ? numero : undefined
  }

  /** Roots of the words that start like this. */
  racinesParDebut(debut: string): number[] {
    const trouvees = new Set<number>()
    for (const mot of this.#parDebut.get(debut.slice(0, DEBUT)) ?? [])
      if (this.effectifMots[mot]! > 0 && this.#normaux[mot]!.startsWith(debut)) trouvees.add(this.#racineDuMot[mot]!)
    return [...trouvees].sort((a, b) => a - b)
  }

  /** The nearest word, normalised: the fewest errors, then the most frequent root, then the alphabet. */
  corriger(mot: string, autres: Iterable<string>): string | undefined {
    if (this.#fautes.has(mot)) {
      const retenu = this.#fautes.get(mot)
      this.#fautes.delete(mot)
      this.#fautes.set(mot, retenu)
      return retenu
    }
    const trouve = this.#chercherProche(mot, autres)
    if (this.#fautes.size >= MEMOIRE_DES_FAUTES) {
      for (const ancien of this.#fautes.keys()) {
        this.#fautes.delete(ancien)
        break
      }
    }
    this.#fautes.set(mot, trouve)
    return trouve
  }

  #chercherProche(mot: string, autres: Iterable<string>): string | undefined {
    let limite = fautesPardonnees(mot)
    if (limite === 0 || /[0-9]/.test(mot)) return undefined
    const signature = lettres(mot)
    let meilleur: string | undefined
    let frequence = 0
    const comparer = (candidat: string, effectif: number) => {
      const ecart = distanceEdition(mot, candidat, limite)
      if (ecart > limite) return
      if (
        meilleur !== undefined &&
        ecart === limite &&
        !(effectif > frequence || (effectif === frequence && candidat < meilleur))
      )
        return
      limite = ecart
      meilleur = candidat
      frequence = effectif
    }
    // `limite` is then the distance of the best one: an equal distance must be more frequent, a smaller one always wins.
    for (let m = 0; m < this.#normaux.length; m++) {
      if (poids(this.#signatures[m]! ^ signature) > 2 * limite || this.effectifMots[m] === 0) continue
      const candidat = this.#normaux[m]!
      if (Math.abs(candidat.length - mot.length) <= limite && !/[0-9]/.test(candidat))
        comparer(candidat, this.effectifRacines[this.#racineDuMot[m]!]!)
    }
    for (const autre of autres)
      comparer(autre, this.effectifRacines[this.#numerosRacines.get(racine(autre)) ?? -1] ?? 0)
    return meilleur
  }

  /** As documents most often write a normalised word. */
  ecriture(normal: string): string {
    let choisi = normal
    let effectif = 0
    for (const mot of this.#parDebut.get(normal.slice(0, DEBUT)) ?? []) {
      if (this.#normaux[mot] !== normal) continue
      const autre = this.effectifMots[mot]!
      if (autre > effectif || (autre === effectif && autre > 0 && this.ecrits[mot]! < choisi)) {
        choisi = this.ecrits[mot]!
        effectif = autre
      }
    }
    return choisi
  }

  /** Words that start like this, the most frequent first, as they are most often written. */
  completer(debut: string, combien: number): string[] {
    const listes = debut.length >= DEBUT ? [this.#parDebut.get(debut.slice(0, DEBUT)) ?? []] : this.#parDebut.values()
    const effectifs = new Map<string, number>()
    for (const liste of listes)
      for (const mot of liste) {
        const normal = this.#normaux[mot]!
        const effectif = this.effectifMots[mot]!
        if (effectif > 0 && !this.estVide(mot) && normal.startsWith(debut))
          effectifs.set(normal, (effectifs.get(normal) ?? 0) + effectif)
      }
    return [...effectifs]
      .sort(([a, na], [b, nb]) => nb - na || (a < b ? -1 : 1))
      .slice(0, combien)
      .map(([normal]) => this.ecriture(normal))
  }

  /** Words come and go: what was the nearest no longer is. */
  oublierFautes(): void {
    this.#fautes.clear()
  }
}

/** Of the sequence of roots of a name. */
export function melangerEmpreinte(empreinte: number, racine: number): number {
  return Math.imul((empreinte << 5) ^ (empreinte >>> 27) ^ racine, 0x9e3779b1) >>> 0
}

/** FNV-1a. */
export function empreinteTexte(texte: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < texte.length; i++) h = Math.imul(h ^ texte.charCodeAt(i), 0x01000193)
  return h >>> 0
}

function doubler(longueur: number, numero: number): number {
  return numero < longueur ? longueur : longueur * 2
}
