import { comparerGenres } from './genres.ts'
import { bits, ecart, type Lexique } from './lexique.ts'
import { lettresPermises } from './mots.ts'
import { POIDS, SEUIL_MEME, VETO } from './poids.ts'
import { SANS_POINT, type Traits } from './traits.ts'

export const NOM = [
  'inconnu',
  'identique',
  'identiqueCommun',
  'proche',
  'contenu',
  'partiel',
  'faible',
  'different',
  'autreNom',
  'identiqueCommune'
] as const
export const GENRE = ['inconnu', 'meme', 'compatible', 'voisin', 'conflit', 'conflitNet'] as const
export const ADRESSE = [
  'inconnue',
  'memeNumero',
  'memeVoie',
  'numeroProche',
  'autreNumero',
  'voieProche',
  'autreVoie'
] as const
export const COMMUNE = ['inconnue', 'meme', 'memePostal', 'autre', 'autreArrondissement'] as const
export const CONTACT = ['inconnu', 'rare', 'deux', 'quelques', 'beaucoup', 'autre'] as const
export const INTERDIT = ['aucun', 'fictif', 'itinerance', 'nombres'] as const
/** Metres. The level of a distance is the rank of the first limit it does not reach. */
const DISTANCES = [60, 200, 600, 2000, 10_000] as const

const P_NOM = NOM.map((niveau) => POIDS.nom[niveau])
const P_GENRE = GENRE.map((niveau) => POIDS.genre[niveau])
const P_LIEU = ADRESSE.map((niveau) => POIDS.lieu[niveau])
const P_COMMUNE = COMMUNE.map((niveau) => POIDS.commune[niveau])
const P_TELEPHONE = CONTACT.map((niveau) => POIDS.telephone[niveau])
const P_COURRIEL = CONTACT.map((niveau) => POIDS.courriel[niveau])
const P_SITE = CONTACT.map((niveau) => POIDS.site[niveau])
const P_SIRET = CONTACT.map((niveau) => POIDS.siret[niveau])
const P_DOMAINE = CONTACT.map((niveau) => POIDS.domaine[niveau])

/**
 * Compares two records field by field. One object serves a whole run: `comparer` leaves the levels it found in its
 * fields, for who wants to explain, and allocates nothing.
 */
export class Comparaison {
  nom = 0
  genre = 0
  adresse = 0
  distance = 0
  metres = -1
  commune = 0
  telephone = 0
  courriel = 0
  domaine = 0
  site = 0
  siret = 0
  interdit = 0
  poidsCommune = 0
  poidsSource = 0
  /** Weight of two boxes ticked differently. */
  cases = 0
  readonly #lexique: Lexique
  /** How shared each contact is, by its number in the lexicon: 1 to 4; nothing means 1. */
  readonly #partage: (contact: number) => number

  constructor(lexique: Lexique, partage: (contact: number) => number) {
    this.#lexique = lexique
    this.#partage = partage
  }

  /** Log-odds that the two are one lieu, in decibans, or `VETO`. */
  comparer(a: Traits, b: Traits): number {
    this.interdit = interdire(a, b)
    this.commune = comparerCommunes(a, b)
    this.metres = distance(a, b)
    // One commune does not stretch over 25 km: one of the two points is wrong, and nobody knows which.
    if (this.commune === 1 && this.metres > 25_000) this.metres = -1
    this.distance = this.metres < 0 ? 0 : niveauDistance(this.metres)
    this.telephone = this.#contact(a.telephones, b.telephones)
    this.courriel = this.#contact(a.courriels, b.courriels)
    this.domaine = this.courriel === 0 || this.courriel === 5 ? this.#contact(a.domaines, b.domaines) : 0
    if (this.courriel === 5 && this.domaine > 0 && this.domaine < 5) this.courriel = 0
    this.site = this.#contact(a.sites, b.sites)
    this.siret = this.#contact(a.sirets, b.sirets)
    if (this.siret > 0 && this.siret < 3 && a.siretPublic + b.siretPublic > 0) this.siret = 3
    this.genre = comparerGenres(a.genres, b.genres)
    this.nom = this.#noms(a, b)
    // Two names for one kind of place: renamed as often as two places.
    if (this.nom === 7 && this.genre === 1) this.nom = 8
    // « rue de la République » of two communes are two streets.
    this.adresse = this.commune === 3 && (this.distance === 0 || this.distance > 3) ? 0 : this.#adresses(a, b)
    this.poidsCommune =
      this.commune === 3 && this.distance > 0 && this.distance <= 3
        ? POIDS.communeVoisine
        : (P_COMMUNE[this.commune] as number)
    this.cases = a.itinerance + b.itinerance === 3 && a.itinerance * b.itinerance === 2 ? POIDS.itinerance : 0
    this.poidsSource = a.source === b.source ? this.#memeSource() : 0
    if (this.interdit > 0) return VETO
    const score =
      POIDS.aPriori +
      (P_NOM[this.nom] as number) +
      (P_GENRE[this.genre] as number) +
      ((P_LIEU[this.adresse] as readonly number[])[this.distance] as number) +
      this.poidsCommune +
      (P_TELEPHONE[this.telephone] as number) +
      (P_COURRIEL[this.courriel] as number) +
      (P_DOMAINE[this.domaine] as number) +
      (P_SITE[this.site] as number) +
      (P_SIRET[this.siret] as number) +
      this.poidsSource +
      this.cases
    // To describe a lieu as another does would be to take it over: a person decides.
    return (a.tenu || b.tenu) && score >= SEUIL_MEME ? SEUIL_MEME - 1 : score
  }

  #memeSource(): number {
    let poids: number = POIDS.memeSource.base
    const ailleurs = this.adresse === 4 || this.adresse === 6 || (this.distance > 2 && this.adresse !== 1)
    if (ailleurs)
      poids += this.distance === 1 || this.distance === 2 ? POIDS.memeSource.adressesProches : POIDS.memeSource.adresses
    if ((this.nom >= 5 && this.nom <= 8) || this.genre >= 4) poids += POIDS.memeSource.noms
    return poids
  }

  #contact(a: readonly number[], b: readonly number[]): number {
    if (a.length === 0 || b.length === 0) return 0
    let meilleur = 5
    for (let i = 0; i < a.length; i++) {
      const contact = a[i] as number
      for (let j = 0; j < b.length; j++) {
        if (contact !== b[j]) continue
        const partage = this.#partage(contact)
        if (partage < meilleur) meilleur = partage
      }
    }
    return meilleur
  }

  #noms(a: Traits, b: Traits): number {
    // A name that repeats its commune is common, even where the commune field is empty.
    if (a.nomEntier !== 0 && a.nomEntier === b.nomEntier) {
      if (a.propres.length > 0 && b.propres.length > 0) return 1
      // « France services Veyrac », in Veyrac twice: what a commune has once is named so.
      return a.lieuDit.length > 0 && b.lieuDit.length > 0 ? 9 : 2
    }
    const na = a.propres.length
    const nb = b.propres.length
    if (na === 0 || nb === 0) return 0
    const communs = this.#communs(a.propres, b.propres)
    if (communs === 0) return 7
    const dice = (2 * communs) / (na + nb)
    if (dice >= 0.8) return 3
    if (communs === Math.min(na, nb)) return 4
    return dice >= 0.5 ? 5 : 6
  }

  #adresses(a: Traits, b: Traits): number {
    const na = a.voie.length
    const nb = b.voie.length
    if (na === 0 || nb === 0) return 0
    const communs = this.#communs(a.voie, b.voie)
    if (communs === 0) return 6
    if (communs / Math.min(na, nb) < 0.6 || (2 * communs) / (na + nb) < 0.4) return 5
    const types = a.typeVoie !== 0 && b.typeVoie !== 0 && a.typeVoie !== b.typeVoie
    if (a.numeroMin === 0 || b.numeroMin === 0) return types ? 5 : 2
    if (a.numeroMin <= b.numeroMax && b.numeroMin <= a.numeroMax) {
      const suffixes = a.suffixe !== 0 && b.suffixe !== 0 && a.suffixe !== b.suffixe
      return suffixes ? 3 : 1
    }
    if (types) return 4
    const saut = a.numeroMin > b.numeroMax ? a.numeroMin - b.numeroMax : b.numeroMin - a.numeroMax
    return saut <= 6 ? 3 : 4
  }

  /** How many words the two lists share; a word with a typing mistake is the same word. The same both ways. */
  #communs(a: readonly number[], b: readonly number[]): number {
    let communs = 0
    let i = 0
    let j = 0
    // Both are sorted: the equal ones first.
    while (i < a.length && j < b.length) {
      const x = a[i] as number
      const y = b[j] as number
      if (x === y) {
        communs++
        i++
        j++
      } else if (x < y) i++
      else j++
    }
    if (communs === Math.min(a.length, b.length)) return communs
    const deA = this.#approches(a, b)
    return deA === 0 ? communs : communs + Math.min(deA, this.#approches(b, a))
  }

  /** Words of the first list that only the second spells otherwise. */
  #approches(a: readonly number[], b: readonly number[]): number {
    let nombre = 0
    for (let p = 0; p < a.length; p++) {
      const x = a[p] as number
      if (b.includes(x)) continue
      for (let q = 0; q < b.length; q++) {
        const y = b[q] as number
        if (a.includes(y) || !semblables(x, y, this.#lexique)) continue
        nombre++
        break
      }
    }
    return nombre
  }
}

function semblables(x: number, y: number, lexique: Lexique): boolean {
  const a = lexique.mots[x] as string
  const b = lexique.mots[y] as string
  const permis = lettresPermises(Math.min(a.length, b.length))
  if (permis === 0) return false
  if (Math.abs(a.length - b.length) > permis) return false
  if (bits(lexique.lettres(x) ^ lexique.lettres(y)) > 2 * permis) return false
  return ecart(a, b, permis) <= permis
}

function interdire(a: Traits, b: Traits): number {
  if (a.fictif !== b.fictif) return 1
  // A bus is not the building it stops at.
  const x = a.itinerance
  const y = b.itinerance
  // Where both names say it, only a box differs.
  if (x !== y && ((x === 3 && y < 2) || (y === 3 && x < 2)) && a.nomMobile + b.nomMobile < 2) return 2
  // A source that ticks both boxes means the difference.
  if (x + y === 3 && x * y === 2 && a.source === b.source) return 2
  // « Médiathèque 1 » and « Médiathèque 2 »: the number is what tells them apart.
  if (a.nombres.length > 0 && b.nombres.length > 0 && disjoints(a.nombres, b.nombres)) {
    if (egaux(a.propres, b.propres) && (a.genres === b.genres || a.propres.length > 0)) return 3
  }
  return 0
}

function disjoints(a: readonly number[], b: readonly number[]): boolean {
  for (const x of a) if (b.includes(x)) return false
  return true
}

function egaux(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

function comparerCommunes(a: Traits, b: Traits): number {
  const memeNom = a.commune >= 0 && a.commune === b.commune
  const memeDepartement = a.departement < 0 || b.departement < 0 || a.departement === b.departement
  const meme = (a.insee >= 0 && a.insee === b.insee) || (memeNom && memeDepartement)
  if (meme) {
    if (a.arrondissement > 0 && b.arrondissement > 0 && a.arrondissement !== b.arrondissement) return 4
    return 1
  }
  if (a.postal >= 0 && a.postal === b.postal) return 2
  const connues =
    (a.insee >= 0 && b.insee >= 0) || (a.commune >= 0 && b.commune >= 0) || (a.postal >= 0 && b.postal >= 0)
  return connues ? 3 : 0
}

const COSINUS = Float64Array.from({ length: 91 }, (_, degre) => Math.cos((degre * Math.PI) / 180))

/** Metres, flat earth: exact enough under 10 km. -1 when one of the points is unknown. */
export function distance(a: Traits, b: Traits): number {
  if (a.lat === SANS_POINT || b.lat === SANS_POINT) return -1
  const dy = (a.lat - b.lat) * 1.112
  const dx = (a.lon - b.lon) * 1.112 * (COSINUS[Math.min(90, Math.round(Math.abs(a.lat + b.lat) / 2e5))] as number)
  return Math.sqrt(dx * dx + dy * dy)
}

function niveauDistance(metres: number): number {
  let niveau = 1
  for (const limite of DISTANCES) {
    if (metres < limite) return niveau
    niveau++
  }
  return niveau
}
