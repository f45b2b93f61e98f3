import type { Totaux } from './opinion.ts'

/** An opinion as groups are made of: who, on what, and on which side. A withdrawn opinion is not given here. */
export interface OpinionASituer {
  /** What tells one person from another, nothing else: the groups do not depend on it. */
  readonly qui: string
  readonly item: string
  /** 1: d’accord; −1: à revoir. */
  readonly sens: 1 | -1
}

/** People who answer alike: how many they are, and their opinions on each item that one of them answered. */
export interface Groupe {
  readonly effectif: number
  readonly avis: ReadonlyMap<string, Totaux>
}

export interface OptionsDeGroupes {
  /** A group is never smaller than this, nor than `partMin` of those who are counted. */
  readonly effectifMin?: number
  readonly partMin?: number
}

/**
 * Groups of people who answer alike, made from their opinions alone: the same whatever the order of the opinions and the
 * names of the people. A person counts from three opinions, and from one item in five.
 *
 * The answers are laid out on the few directions along which they vary together more than unrelated answers would, people
 * are gathered there around 2, 3 or 4 centres (k-means, from starts that chance has no part in), and the best-parted
 * number is kept. Nothing is returned unless every group is large enough and stands clear of the others: a mere gradation
 * of opinions, cut in two, is not two groups.
 *
 * Cost: O(opinions × rounds) for the directions, then O(people × k × rounds): a second or two for 5,000 people and 100 items.
 * @returns the largest first; nobody can be found in them
 */
export function grouper(
  opinions: readonly OpinionASituer[],
  { effectifMin = 8, partMin = 0.05 }: OptionsDeGroupes = {}
): readonly Groupe[] {
  const { personnes, items } = ranger(opinions)
  const minimum = Math.max(effectifMin, Math.ceil(partMin * personnes.length))
  if (personnes.length < 2 * minimum) return []
  const table = standardiser(personnes, items.length, minimum)
  const points = situer(table)
  if (!points) return []
  let meilleur: { readonly groupes: readonly number[][]; readonly note: number } | undefined
  for (let k = 2; k <= CENTRES_MAX; k++) {
    const { places, centres } = rassembler(points, k)
    const groupes = centres.map((_, g) => places.flatMap((place, i) => (place === g ? [i] : [])))
    if (groupes.some((membres) => membres.length < minimum) || !sontSepares(points, groupes, centres)) continue
    const note = silhouette(points, places, centres)
    if (!meilleur || note > meilleur.note + ECART_DE_NOTE) meilleur = { groupes, note }
  }
  return (meilleur?.groupes ?? [])
    .map((membres) => compter(membres, personnes, items))
    .sort((a, b) => b.effectif - a.effectif)
}

/** More centres than that tell a reader nothing. */
const CENTRES_MAX = 4
/** One more group must be worth it. */
const ECART_DE_NOTE = 0.02
/** How many opinions make somebody count: of this number at least, and of this part of the items. */
const OPINIONS_MIN = 3
const PART_DES_ITEMS = 0.2
/** Directions that are looked for: enough to part four groups. */
const DIRECTIONS_MAX = 3
/** Above what unrelated answers give (the edge of Marchenko and Pastur), with a margin for small numbers of people. */
const MARGE_DU_HASARD = 1.3
/** Distance of two centres in spreads of their people. Cutting a flat gradation in two gives 3.5 (Ashman's D). */
const SEPARATION_MIN = 4
const TOURS = 60

/** What a person answered: places of items, in order, and on which side. */
interface Personne {
  readonly places: readonly number[]
  readonly sens: readonly number[]
}

/** A table of numbers without its empty cells: for each person, the places that are filled and what is there. */
interface Creuse {
  readonly lignes: readonly { readonly places: readonly number[]; readonly valeurs: readonly number[] }[]
  readonly colonnes: number
}

type Point = readonly number[]

/** The people who answered enough, in an order that only depends on what they answered. */
function ranger(opinions: readonly OpinionASituer[]): {
  readonly personnes: readonly Personne[]
  readonly items: readonly string[]
} {
  const items = [...new Set(opinions.map(({ item }) => item))].sort()
  const placeDe = new Map(items.map((item, place) => [item, place]))
  const parPersonne = new Map<string, Map<number, number>>()
  for (const { qui, item, sens } of opinions) {
    const siennes = parPersonne.get(qui) ?? new Map<number, number>()
    parPersonne.set(qui, siennes.set(placeDe.get(item) ?? 0, sens))
  }
  const minimum = Math.max(OPINIONS_MIN, Math.ceil(PART_DES_ITEMS * items.length))
  const personnes = [...parPersonne.values()]
    .filter(({ size }) => size >= minimum)
    .map((siennes) => [...siennes].sort(([a], [b]) => a - b))
    .map((siennes) => ({ cle: siennes.join(';'), places: siennes.map(([p]) => p), sens: siennes.map(([, s]) => s) }))
    .sort((a, b) => (a.cle < b.cle ? -1 : a.cle > b.cle ? 1 : 0))
  return { personnes, items }
}

/**
 * Each item with a mean of nought and a variance of one; no opinion is nought. An item on which the fewer are fewer than a
 * group cannot part two groups: it is left out.
 */
function standardiser(personnes: readonly Personne[], nombreItems: number, minimum: number): Creuse {
  const accords = new Float64Array(nombreItems)
  const reponses = new Float64Array(nombreItems)
  for (const { places, sens } of personnes)
    places.forEach((place, i) => {
      reponses[place] = (reponses[place] ?? 0) + 1
      if (sens[i] === 1) accords[place] = (accords[place] ?? 0) + 1
    })
  const moyennes: number[] = []
  const ecarts: number[] = []
  const colonneDe = new Map<number, number>()
  for (let item = 0; item < nombreItems; item++) {
    const [accord = 0, total = 0] = [accords[item], reponses[item]]
    if (Math.min(accord, total - accord) < minimum) continue
    const moyenne = (2 * accord) / total - 1
    colonneDe.set(item, moyennes.length)
    moyennes.push(moyenne)
    ecarts.push(Math.sqrt((total * (1 - moyenne * moyenne)) / personnes.length))
  }
  const lignes = personnes.map(({ places, sens }) => {
    const gardees = places.flatMap((place, i) => {
      const colonne = colonneDe.get(place)
      return colonne === undefined ? [] : [{ colonne, sens: sens[i] ?? 0 }]
    })
    return {
      places: gardees.map(({ colonne }) => colonne),
      valeurs: gardees.map(({ colonne, sens: s }) => (s - (moyennes[colonne] ?? 0)) / (ecarts[colonne] ?? 1))
    }
  })
  return { lignes, colonnes: moyennes.length }
}

/** Where each person stands on the directions that chance does not explain; undefined when there is none. */
function situer(table: Creuse): readonly Point[] | undefined {
  const { lignes, colonnes } = table
  if (colonnes === 0) return undefined
  const hasard = MARGE_DU_HASARD * (1 + Math.sqrt(colonnes / lignes.length)) ** 2
  const directions = findDirections(table).filter(({ force }) => force > hasard)
  if (directions.length === 0) return undefined
  return lignes.map(({ places, valeurs }) =>
    // Who answered half of the items stands as far out as who answered them all the same way.
    directions.map(({ axe }) => (produit(places, valeurs, axe) * colonnes) / Math.max(places.length, 1))
  )
}

/** The directions of largest variance of the table, and that variance (principal components, by repeated multiplication). */
function findDirections({ lignes, colonnes }: Creuse): { readonly axe: Float64Array; readonly force: number }[] {
  const axes = Array.from({ length: Math.min(DIRECTIONS_MAX, colonnes) }, (_, d) =>
    // Any start does that is orthogonal to nothing in particular, and always the same.
    Float64Array.from({ length: colonnes }, (_, j) => Math.sin((d + 1) * (j + 1) + 1))
  )
  let forces: number[] = []
  for (let tour = 0; tour < TOURS; tour++) {
    const suivants = axes.map(() => new Float64Array(colonnes))
    for (const { places, valeurs } of lignes)
      axes.forEach((axe, d) => {
        const score = produit(places, valeurs, axe) / lignes.length
        const suivant = suivants[d]
        if (suivant)
          for (const [i, place] of places.entries()) suivant[place] = (suivant[place] ?? 0) + score * (valeurs[i] ?? 0)
      })
    forces = suivants.map((vecteur, d) => {
      for (const autre of axes.slice(0, d)) {
        const commun = vecteur.reduce((somme, v, j) => somme + v * (autre[j] ?? 0), 0)
        vecteur.forEach((v, j) => {
          vecteur[j] = v - commun * (autre[j] ?? 0)
        })
      }
      const norme = Math.hypot(...vecteur)
      axes[d] = norme > 0 ? vecteur.map((v) => v / norme) : vecteur
      return norme
    })
  }
  return axes.map((axe, d) => ({ axe, force: forces[d] ?? 0 }))
}

function produit(places: readonly number[], valeurs: readonly number[], axe: Float64Array): number {
  let somme = 0
  for (let i = 0; i < places.length; i++) somme += (valeurs[i] ?? 0) * (axe[places[i] ?? 0] ?? 0)
  return somme
}

interface Rassemblement {
  readonly places: readonly number[]
  readonly centres: readonly Point[]
}

/** k-means from two starts, the most tightly gathered of the two: far-off points first; people in a row, cut in equal parts. */
function rassembler(points: readonly Point[], k: number): Rassemblement {
  const essais = [departsEloignes(points, k), departsEnRang(points, k)].map((centres) => affiner(points, centres))
  return essais.reduce((a, b) => (dispersion(points, b) < dispersion(points, a) ? b : a))
}

function departsEloignes(points: readonly Point[], k: number): Point[] {
  const centres: Point[] = [plusLoin(points, [milieu(points)])]
  while (centres.length < k) centres.push(plusLoin(points, centres))
  return centres
}

function departsEnRang(points: readonly Point[], k: number): Point[] {
  const rang = [...points].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
  return Array.from({ length: k }, (_, g) =>
    milieu(rang.slice(Math.floor((g * rang.length) / k), Math.floor(((g + 1) * rang.length) / k)))
  )
}

function affiner(points: readonly Point[], departs: readonly Point[]): Rassemblement {
  let centres = departs
  let places: readonly number[] = []
  for (let tour = 0; tour < TOURS; tour++) {
    const suivantes = points.map((point) => plusProche(point, centres))
    if (suivantes.every((place, i) => place === places[i])) break
    places = suivantes
    centres = centres.map((centre, g) => {
      const siens = points.filter((_, i) => places[i] === g)
      return siens.length > 0 ? milieu(siens) : centre
    })
  }
  return { places, centres }
}

const dispersion = (points: readonly Point[], { places, centres }: Rassemblement): number =>
  points.reduce((somme, point, i) => somme + distance(point, centres[places[i] ?? 0] ?? []) ** 2, 0)

/** Two groups stand clear when, on the line between their centres, their people are gathered much closer than the centres. */
function sontSepares(
  points: readonly Point[],
  groupes: readonly (readonly number[])[],
  centres: readonly Point[]
): boolean {
  return groupes.every((membres, a) =>
    groupes.slice(a + 1).every((autres, ecart) => {
      const [ici = [], la = []] = [centres[a], centres[a + 1 + ecart]]
      const longueur = distance(ici, la)
      if (longueur === 0) return false
      const surLaLigne = (i: number) =>
        (points[i] ?? []).reduce((somme, x, d) => somme + (x * ((la[d] ?? 0) - (ici[d] ?? 0))) / longueur, 0)
      const etendue = Math.sqrt((variance(membres.map(surLaLigne)) + variance(autres.map(surLaLigne))) / 2)
      return longueur >= SEPARATION_MIN * etendue
    })
  )
}

/** From −1 to 1: how much closer people are to their centre than to the next one, on average. */
function silhouette(points: readonly Point[], places: readonly number[], centres: readonly Point[]): number {
  const notes = points.map((point, i) => {
    const distances = centres.map((centre) => distance(point, centre))
    const ici = distances[places[i] ?? 0] ?? 0
    const ailleurs = Math.min(...distances.filter((_, g) => g !== places[i]))
    return ailleurs > 0 ? (ailleurs - ici) / Math.max(ailleurs, ici) : 0
  })
  return notes.reduce((somme, note) => somme + note, 0) / notes.length
}

function compter(membres: readonly number[], personnes: readonly Personne[], items: readonly string[]): Groupe {
  const avis = new Map<string, { accord: number; revoir: number }>()
  for (const membre of membres) {
    const { places, sens } = personnes[membre] ?? { places: [], sens: [] }
    places.forEach((place, i) => {
      const item = items[place] ?? ''
      const totaux = avis.get(item) ?? { accord: 0, revoir: 0 }
      if (sens[i] === 1) totaux.accord++
      else totaux.revoir++
      avis.set(item, totaux)
    })
  }
  return { effectif: membres.length, avis }
}

const distance = (a: Point, b: Point): number => Math.hypot(...a.map((x, d) => x - (b[d] ?? 0)))

const milieu = (points: readonly Point[]): Point =>
  (points[0] ?? []).map((_, d) => points.reduce((somme, point) => somme + (point[d] ?? 0), 0) / points.length)

const plusProche = (point: Point, centres: readonly Point[]): number =>
  centres.reduce((garde, centre, g) => (distance(point, centre) < distance(point, centres[garde] ?? []) ? g : garde), 0)

function plusLoin(points: readonly Point[], centres: readonly Point[]): Point {
  const eloignement = (point: Point) => Math.min(...centres.map((centre) => distance(point, centre)))
  return points.reduce((garde, point) => (eloignement(point) > eloignement(garde) ? point : garde), points[0] ?? [])
}

function variance(nombres: readonly number[]): number {
  const moyenne = nombres.reduce((somme, n) => somme + n, 0) / nombres.length
  return nombres.reduce((somme, n) => somme + (n - moyenne) ** 2, 0) / nombres.length
}
