/** Degrees, WGS 84. */
export interface Position {
  readonly latitude: number
  readonly longitude: number
}

/** Degrees; west is smaller than east. */
export interface CadreCarte {
  readonly sud: number
  readonly ouest: number
  readonly nord: number
  readonly est: number
}

/** Something that the map shows: one thing, or several that fall together. */
export interface Repere extends Position {
  readonly combien: number
  /** What holds them all, to zoom on; absent for one thing alone. */
  readonly cadre?: CadreCarte | undefined
  readonly id?: number | undefined
  readonly nom?: string | undefined
  readonly adresse?: string | undefined
  /** Its own page. */
  readonly href?: string | undefined
}

/** One thing of the list beside the map, under its number. */
export interface Epingle extends Position {
  readonly numero: number
  readonly id: number
  readonly nom: string
  readonly adresse?: string | undefined
  readonly href: string
}

/** Pixels of the Web Mercator world, whose side is 256 at zoom 0. */
export interface Pixel {
  readonly x: number
  readonly y: number
}

/** The projection's own limit: beyond it the poles would be infinitely far. */
const LATITUDE_MAX = 85.05

export function projeter({ latitude, longitude }: Position, zoom: number): Pixel {
  const monde = 256 * 2 ** zoom
  const sinus = Math.sin((Math.max(-LATITUDE_MAX, Math.min(LATITUDE_MAX, latitude)) * Math.PI) / 180)
  return {
    x: (longitude / 360 + 0.5) * monde,
    y: (0.5 - Math.log((1 + sinus) / (1 - sinus)) / (4 * Math.PI)) * monde
  }
}

export function deprojeter({ x, y }: Pixel, zoom: number): Position {
  const monde = 256 * 2 ** zoom
  return {
    longitude: (x / monde - 0.5) * 360,
    latitude: (Math.atan(Math.sinh((0.5 - y / monde) * 2 * Math.PI)) * 180) / Math.PI
  }
}

/** Pixels that a frame takes at a zoom. */
function tailleDe({ sud, ouest, nord, est }: CadreCarte, zoom: number) {
  const haut = projeter({ latitude: nord, longitude: ouest }, zoom)
  const bas = projeter({ latitude: sud, longitude: est }, zoom)
  return { largeur: bas.x - haut.x, hauteur: bas.y - haut.y }
}

/** The largest zoom (with decimals) at which a frame fits in this many pixels, `zoomMax` at most. */
export function zoomPour(cadre: CadreCarte, largeur: number, hauteur: number, zoomMax: number): number {
  const t = tailleDe(cadre, 0)
  const place = Math.min(largeur / Math.max(t.largeur, 1e-9), hauteur / Math.max(t.hauteur, 1e-9))
  return Math.max(0, Math.min(zoomMax, Math.log2(place)))
}

/** Half the width of a numbered pin, and of a group of this many: pixels. Both are targets of 44 pixels at least in the browser. */
export const RAYON_EPINGLE = 15
export const rayonDuGroupe = (combien: number): number =>
  combien < 10 ? 16 : combien < 100 ? 19 : combien < 1000 ? 23 : 28

export interface Dispose<E extends Epingle = Epingle, R extends Repere = Repere> {
  readonly epingles: readonly (E & Pixel)[]
  readonly reperes: readonly (R & Pixel)[]
}

/**
 * Places what the map shows at a zoom so that everything can be read. A numbered pin that would cover an earlier one
 * stays in its group; the pins that are shown leave theirs, and a group moves aside from the pins that it would cover.
 * @param ecart pixels between the middles of two marks at least: what a finger needs; 0 for a picture
 */
export function disposer<E extends Epingle, R extends Repere>(
  epingles: readonly E[],
  reperes: readonly R[],
  zoom: number,
  ecart = 0
): Dispose<E, R> {
  const montrees: (E & Pixel)[] = []
  for (const epingle of epingles) {
    const place = { ...epingle, ...projeter(epingle, zoom) }
    if (montrees.every((m) => distance(m, place) >= Math.max(2 * RAYON_EPINGLE, ecart))) montrees.push(place)
  }
  const seules = new Set(montrees.map(({ id }) => id))
  const restent = reperes.flatMap((repere): (R & Pixel)[] => {
    const { cadre } = repere
    if (!cadre || repere.combien === 1)
      return repere.id !== undefined && seules.has(repere.id) ? [] : [{ ...repere, ...projeter(repere, zoom) }]
    // Cells of the grid do not overlap: a pin inside the frame of a group is one of the group.
    const combien = repere.combien - montrees.filter((e) => estDans(e, cadre)).length
    return combien > 0 ? [{ ...repere, combien, ...projeter(repere, zoom) }] : []
  })
  return { epingles: montrees, reperes: ecarter(reunir(restent, zoom, ecart), montrees, ecart) }
}

/** Half the width of what stands for one thing alone: pixels. */
export const RAYON_SEUL = 7
const rayonDe = ({ combien }: Repere) => (combien === 1 ? RAYON_SEUL : rayonDuGroupe(combien))

/** Neighbours of two cells of the grid may cover each other: they become one group, where the larger one weighs more. */
function reunir<R extends Repere>(reperes: readonly (R & Pixel)[], zoom: number, ecart: number): (R & Pixel)[] {
  const groupes: (R & Pixel)[] = []
  for (const repere of [...reperes].sort((a, b) => b.combien - a.combien)) {
    const i = groupes.findIndex(
      (g) => distance(g, repere) < Math.max(rayonDe(g) + rayonDe(repere) - RECOUVREMENT, ecart)
    )
    const g = groupes[i]
    if (!g) {
      groupes.push(repere)
      continue
    }
    const part = repere.combien / (g.combien + repere.combien)
    const pixel = { x: g.x + (repere.x - g.x) * part, y: g.y + (repere.y - g.y) * part }
    groupes[i] = { ...joindre(g, repere), ...pixel, ...deprojeter(pixel, zoom) }
  }
  // A group that grew has moved, perhaps onto another.
  return groupes.length < reperes.length ? reunir(groupes, zoom, ecart) : groupes
}

/** Two marks as one group. What was one thing alone no longer is. */
const joindre = <R extends Repere>(a: R & Pixel, b: R & Pixel): R & Pixel => ({
  ...a,
  combien: a.combien + b.combien,
  cadre: unirCadres([a.cadre ?? cadrePoint(a), b.cadre ?? cadrePoint(b)]),
  id: undefined,
  nom: undefined,
  adresse: undefined,
  href: undefined
})

/** Pixels by which two marks may overlap and still be told apart. */
const RECOUVREMENT = 6

const cadrePoint = ({ latitude, longitude }: Position): CadreCarte => ({
  sud: latitude,
  ouest: longitude,
  nord: latitude,
  est: longitude
})

function unirCadres([un, ...autres]: readonly [CadreCarte, ...CadreCarte[]]): CadreCarte {
  return autres.reduce(
    (a, b) => ({
      sud: Math.min(a.sud, b.sud),
      ouest: Math.min(a.ouest, b.ouest),
      nord: Math.max(a.nord, b.nord),
      est: Math.max(a.est, b.est)
    }),
    un
  )
}

/**
 * The frame worth looking at. One lieu in a hundred has a position a producer got wrong, hundreds of kilometres away:
 * when leaving out the farthest twentieth makes the frame much smaller, the map opens on the others. Moving it shows them.
 */
export function cadreUtile(grappes: readonly Repere[]): CadreCarte | undefined {
  const [premiere] = grappes
  if (!premiere) return undefined
  const total = grappes.reduce((somme, { combien }) => somme + combien, 0)
  const milieu = { x: medianePonderee(grappes, 'longitude'), y: medianePonderee(grappes, 'latitude') }
  const parDistance = grappes
    .map((g) => ({ ...g, d: Math.hypot(g.longitude - milieu.x, g.latitude - milieu.y) }))
    .sort((a, b) => a.d - b.d)
  let garde = 0
  const proches = parDistance.filter(({ combien }) => {
    const prend = garde < total * 0.95
    garde += combien
    return prend
  })
  const cadre = (ceux: readonly Repere[]) =>
    unirCadres(ceux.map((g) => g.cadre ?? cadrePoint(g)) as [CadreCarte, ...CadreCarte[]])
  const [entier, utile] = [cadre(grappes), cadre(proches)]
  return etendue(utile) * 2 < etendue(entier) ? utile : entier
}

const etendue = ({ sud, ouest, nord, est }: CadreCarte) => Math.max(est - ouest, nord - sud)

function medianePonderee(grappes: readonly Repere[], axe: 'latitude' | 'longitude'): number {
  const tries = [...grappes].sort((a, b) => a[axe] - b[axe])
  let reste = tries.reduce((somme, { combien }) => somme + combien, 0) / 2
  for (const grappe of tries) {
    reste -= grappe.combien
    if (reste <= 0) return grappe[axe]
  }
  return tries[0]?.[axe] ?? 0
}

/** Turns, in eighths of a circle, tried from the way out that is the nearest. */
const DETOURS = [0, 1, -1, 2, -2, 3, -3, 4]

/**
 * Where a group stands is the mean of what it holds: some pixels aside change nothing to what it says. One that finds
 * no room joins the nearest other one.
 */
function ecarter<R extends Repere>(
  reperes: readonly (R & Pixel)[],
  epingles: readonly Pixel[],
  ecart: number
): (R & Pixel)[] {
  const places: (R & Pixel)[] = [...reperes]
  for (let i = 0; i < places.length; ) {
    const repere = places[i] as R & Pixel
    const loin = Math.max(rayonDe(repere) + RAYON_EPINGLE + 2, ecart)
    const couverte = epingles.find((e) => distance(e, repere) < loin - 2)
    if (!couverte) {
      i++
      continue
    }
    // Right on the pin: to the right, so that the same map is always drawn the same way.
    const angle = distance(couverte, repere) < 0.5 ? 0 : Math.atan2(repere.y - couverte.y, repere.x - couverte.x)
    const essais = DETOURS.map((tour) => ({
      x: couverte.x + loin * Math.cos(angle + (tour * Math.PI) / 4),
      y: couverte.y + loin * Math.sin(angle + (tour * Math.PI) / 4)
    }))
    const autres = places.filter((_, rang) => rang !== i)
    const libre = essais.find(
      (essai) =>
        epingles.every((e) => distance(e, essai) >= loin - 2) &&
        autres.every((autre) => distance(autre, essai) >= Math.max(rayonDe(repere) + rayonDe(autre), ecart))
    )
    const [voisin] = autres.sort((a, b) => distance(a, repere) - distance(b, repere))
    if (libre || !voisin) {
      places[i] = { ...repere, ...(libre ?? essais[0]) }
      i++
      continue
    }
    const j = places.indexOf(voisin)
    places[j] = { ...joindre(voisin, repere), x: voisin.x, y: voisin.y }
    places.splice(i, 1)
    // The neighbour is larger now, and may have to move in its turn.
    i = Math.min(i, j)
  }
  return places
}

const distance = (a: Pixel, b: Pixel) => Math.hypot(a.x - b.x, a.y - b.y)

export const estDans = ({ latitude, longitude }: Position, { sud, ouest, nord, est }: CadreCarte): boolean =>
  latitude >= sud && latitude <= nord && longitude >= ouest && longitude <= est

/** A view that someone may ask for. */
export interface VueDemandee {
  readonly cadre: CadreCarte
  readonly zoom: number
}

const ZOOM_MAX = 19
/** Pixels: more than the largest screen, with the ring around the view that is fetched ahead. */
const COTE_MAX = 9_000

/** Reads a view from an address; a French sentence says what does not hold. */
export function lireVue(parametres: URLSearchParams): { readonly vue: VueDemandee } | { readonly refus: string } {
  const lire = (nom: string) => {
    const brut = parametres.get(nom) ?? ''
    return /^-?\d{1,3}(?:\.\d{1,15})?$/.test(brut) ? Number(brut) : Number.NaN
  }
  const [sud, ouest, nord, est, zoom] = ['sud', 'ouest', 'nord', 'est', 'zoom'].map(lire) as [
    number,
    number,
    number,
    number,
    number
  ]
  if (!Number.isInteger(zoom) || zoom < 0 || zoom > ZOOM_MAX)
    return { refus: `« zoom » doit être un nombre entier entre 0 et ${ZOOM_MAX}.` }
  if (!(sud >= -90 && nord <= 90 && sud < nord))
    return { refus: '« sud » et « nord » doivent être des latitudes, le sud plus petit que le nord.' }
  if (!(ouest >= -180 && est <= 180 && ouest < est))
    return { refus: '« ouest » et « est » doivent être des longitudes, l’ouest plus petit que l’est.' }
  const cadre = { sud, ouest, nord, est }
  const { largeur, hauteur } = tailleDe(cadre, zoom)
  if (largeur > COTE_MAX || hauteur > COTE_MAX)
    return { refus: 'Ce cadre est trop grand pour ce zoom : demandez un zoom plus petit.' }
  return { vue: { cadre, zoom } }
}

/** What the server tells the moving map once, when it starts. */
export interface SituationCarte {
  /** Where it opens. */
  readonly cadre: CadreCarte
  readonly epingles: readonly Epingle[]
  readonly couches: readonly {
    readonly cle: string
    readonly libelle: string
    readonly mots: { readonly un: string; readonly plusieurs: string }
  }[]
  readonly territoires: readonly {
    readonly cle: string
    readonly nom: string
    readonly cadre: CadreCarte
    /** Address of its base map. */
    readonly fond: string
  }[]
  /** The operator's own background, when there is one. */
  readonly tuiles: { readonly url: string; readonly attribution: string } | undefined
}

/** What it tells for each view. */
export interface GrappesDeVue {
  readonly couches: readonly { readonly cle: string; readonly reperes: readonly Repere[] }[]
  readonly villes: readonly (Position & { readonly nom: string })[]
}

/** What a mark is called by who cannot see it, and what pressing it does. */
export function nommerRepere(
  repere: Repere | Epingle,
  { un, plusieurs }: { readonly un: string; readonly plusieurs: string }
): string {
  if ('numero' in repere) return `${repere.numero}, ${repere.nom}, ouvrir la fiche`
  if (repere.combien > 1) return `${repere.combien.toLocaleString('fr-FR')} ${plusieurs}, agrandir`
  return repere.nom ? `${repere.nom}, ouvrir la fiche` : `1 ${un}, agrandir`
}
