// Writes the built-in base map, one small file per frame of `cadres.ts`: land and borders from `world-atlas` (Natural
// Earth), limits of the départements and towns from the communes that `geographie.mjs` wrote. None of these packages
// reaches the running server. The same packages and communes always give the same bytes.
//
//   node tools/fond-de-carte.mjs [folder]      default: dist/carte
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { CADRES } from '../src/features/territoires/domain/cadres.ts'

/** To raise when what this file writes changes while the packages do not. */
const FORMAT = 3

const require = createRequire(import.meta.url)

/** Names that Natural Earth gives to French land. */
const FRANCE = new Set([
  'France',
  'St-Martin',
  'St-Barthélemy',
  'St. Pierre and Miquelon',
  'New Caledonia',
  'Fr. Polynesia',
  'Wallis and Futuna Is.'
])

/**
 * How fine each map is, in degrees: one unit of its lines, and the area (square degrees) of the smallest triangle that a
 * line keeps. Mainland France is simplified to about a kilometre; an island keeps all that Natural Earth has.
 */
const FINESSE = { metropole: { pas: 0.002, aire: 0.00007 }, autres: { pas: 0.001, aire: 0 } }

/** How far around its frame a map is drawn, as a part of the frame: it can be moved, and screens have many shapes. */
const MARGE = { metropole: { hauteur: 0.5, largeur: 0.3 }, autres: { hauteur: 1, largeur: 1.2 } }

/** How many times coarser than France. */
const DETAIL_VOISINS = 9

/**
 * Builds the files unless `dossierSortie` already holds them for these packages and these communes.
 * @param {string} dossierSortie
 * @param {string} geographie the folder that `construireGeographie` wrote
 */
export async function construireFondDeCarte(dossierSortie, geographie) {
  const version = versionVoulue(geographie)
  const tampon = join(dossierSortie, 'version.json')
  const fait = lireTampon(tampon)
  if (fait?.version === version) return { version, refait: false, resume: fait.resume }

  const { Delaunay } = await import('d3-delaunay')
  const outils = { topojson: require('topojson-client'), simplification: require('topojson-simplify'), Delaunay }
  const communes = lireCommunes(join(geographie, 'communes.tsv'))
  const resume = {}
  mkdirSync(dossierSortie, { recursive: true })
  // The stamp leaves first and comes back last: an interrupted build is done again.
  rmSync(tampon, { force: true })
  for (const territoire of CADRES) {
    const texte = `${JSON.stringify(dessiner(territoire, communes, outils))}\n`
    ecrire(join(dossierSortie, `${territoire.cle}.json`), texte)
    resume[territoire.cle] = gzipSync(texte).byteLength
  }
  ecrire(tampon, `${JSON.stringify({ version, resume }, null, 2)}\n`)
  return { version, refait: true, resume }
}

/** True when the files are there for these packages and these communes. */
export function estFondDeCarteConstruit(dossier, geographie) {
  try {
    return lireTampon(join(dossier, 'version.json'))?.version === versionVoulue(geographie)
  } catch {
    return false
  }
}

function versionVoulue(geographie) {
  const cadres = createHash('sha256').update(JSON.stringify(CADRES)).digest('hex').slice(0, 12)
  const communes = JSON.parse(readFileSync(join(geographie, 'version.json'), 'utf8')).version
  return [
    `format ${FORMAT}`,
    `cadres ${cadres}`,
    ...['world-atlas', 'topojson-simplify', 'd3-delaunay'].map((nom) => `${nom} ${versionDe(nom)}`),
    communes
  ].join(', ')
}

function dessiner(territoire, communes, { topojson, simplification, Delaunay }) {
  const genre = territoire.cle === 'metropole' ? 'metropole' : 'autres'
  const { pas, aire } = FINESSE[genre]
  const etendue = elargir(territoire.cadre, MARGE[genre])
  const origine = [etendue.ouest, etendue.sud]
  const monde = mondeSimplifie(aire, simplification)
  const pays = monde.objects.countries.geometries
  const terres = (garder) =>
    pays
      .filter(({ properties }) => garder(properties.name))
      .flatMap((p) => polygones(topojson.feature(monde, p).geometry))
      .flat()
      .map((anneau) => couperAnneau(anneau, etendue))
      .map((anneau) => coder(anneau, origine, pas))
      // What is left of an islet that a pixel of the closest map would not show.
      .filter((trace) => trace.length >= 8 && surface(trace) >= (aire * 4) / pas ** 2)
  const siennes = communes.filter(({ departement }) =>
    territoire.departements ? territoire.departements.includes(departement) : departement.length === 2
  )
  const france = pays
    .filter(({ properties }) => properties.name === 'France')
    .flatMap((p) => polygones(topojson.feature(monde, p).geometry))
    .filter(([exterieur]) => exterieur.some((point) => estDans(point, etendue)))
  return {
    pas,
    origine,
    etendue,
    france: terres((nom) => FRANCE.has(nom)),
    voisins: terres((nom) => !FRANCE.has(nom)),
    frontieres: topojson
      .mesh(monde, monde.objects.countries, (a, b) => a !== b)
      .coordinates.flatMap((ligne) => couperLigne(ligne, etendue))
      .map((ligne) => coder(ligne, origine, pas))
      .filter((trace) => trace.length >= 4),
    departements: limitesDesDepartements(siennes, france, Delaunay)
      .map((ligne) => coder(ligne, origine, pas))
      .filter((trace) => trace.length >= 4),
    villes: villesNommees(siennes, territoire).map(({ nom, longitude, latitude, zoom }) => [
      nom,
      Math.round((longitude - origine[0]) / pas),
      Math.round((latitude - origine[1]) / pas),
      zoom
    ])
  }
}

const mondes = new Map()

/** Coasts and borders that France does not touch help to find one's way: they are drawn with less detail. */
function mondeSimplifie(aire, { presimplify, simplify }) {
  if (mondes.has(aire)) return mondes.get(aire)
  const monde = structuredClone(presimplify(require('world-atlas/countries-10m.json')))
  const siens = new Set(
    monde.objects.countries.geometries
      .filter(({ properties }) => FRANCE.has(properties.name))
      .flatMap(({ arcs }) => arcs.flat(Number.POSITIVE_INFINITY))
      .map((arc) => (arc < 0 ? ~arc : arc))
  )
  // A weight is an area: it goes as the square of what the eye sees. The ends of an arc weigh infinitely and stay.
  for (const [rang, arc] of monde.arcs.entries())
    if (!siens.has(rang)) for (const point of arc) point[2] /= DETAIL_VOISINS ** 2
  mondes.set(aire, simplify(monde, aire))
  return mondes.get(aire)
}

const polygones = ({ type, coordinates }) => (type === 'Polygon' ? [coordinates] : coordinates)

function elargir({ sud, ouest, nord, est }, marge) {
  const h = (nord - sud) * marge.hauteur
  const l = (est - ouest) * marge.largeur
  return {
    sud: arrondir(sud - h, 3),
    ouest: arrondir(Math.max(ouest - l, -180), 3),
    nord: arrondir(nord + h, 3),
    est: arrondir(est + l, 3)
  }
}

const estDans = ([x, y], { sud, ouest, nord, est }) => x >= ouest && x <= est && y >= sud && y <= nord

/** The part of a closed ring that lies in the frame (Sutherland and Hodgman); it may run along the edges. */
function couperAnneau(anneau, { sud, ouest, nord, est }) {
  const bords = [
    [([x]) => x >= ouest, (a, b) => [ouest, a[1] + ((b[1] - a[1]) * (ouest - a[0])) / (b[0] - a[0])]],
    [([x]) => x <= est, (a, b) => [est, a[1] + ((b[1] - a[1]) * (est - a[0])) / (b[0] - a[0])]],
    [([, y]) => y >= sud, (a, b) => [a[0] + ((b[0] - a[0]) * (sud - a[1])) / (b[1] - a[1]), sud]],
    [([, y]) => y <= nord, (a, b) => [a[0] + ((b[0] - a[0]) * (nord - a[1])) / (b[1] - a[1]), nord]]
  ]
  let points = anneau
  for (const [dedans, croiser] of bords) {
    const restent = []
    for (const [i, b] of points.entries()) {
      const a = points.at(i - 1)
      if (dedans(a) !== dedans(b)) restent.push(croiser(a, b))
      if (dedans(b)) restent.push(b)
    }
    points = restent
  }
  return points
}

/** The pieces of an open line whose points are in the frame, each with the point that leaves it. */
function couperLigne(ligne, etendue) {
  const morceaux = []
  let morceau = []
  for (const [i, point] of ligne.entries()) {
    if (estDans(point, etendue)) {
      if (morceau.length === 0 && i > 0) morceau.push(ligne[i - 1])
      morceau.push(point)
    } else if (morceau.length > 0) {
      morceaux.push([...morceau, point])
      morceau = []
    }
  }
  return morceau.length > 1 ? [...morceaux, morceau] : morceaux
}

/**
 * No package draws the départements with their limits: each point goes to the département of the nearest commune whose
 * position is known (Voronoi), and the edges between two of them are kept, on land. Against Natural Earth's own limits,
 * half of the edges are less than 1.7 km away: enough to find one's way, not to settle on which side a farm is.
 */
function limitesDesDepartements(communes, france, Delaunay) {
  const vus = new Set()
  const points = communes.filter(({ origine, longitude, latitude }) => {
    const cle = `${longitude} ${latitude}`
    return origine === 'ville' && !vus.has(cle) && vus.add(cle)
  })
  if (new Set(points.map(({ departement }) => departement)).size < 2) return []
  // A degree of longitude is shorter than one of latitude: distances are counted in kilometres, nearly.
  const k = Math.cos((points.reduce((s, p) => s + p.latitude, 0) / points.length / 180) * Math.PI)
  const maillage = Delaunay.from(
    points,
    ({ longitude }) => longitude * k,
    ({ latitude }) => latitude
  )
  const { circumcenters: centres } = maillage.voronoi()
  const voisins = new Map()
  const lier = (a, b) => voisins.set(a, [...(voisins.get(a) ?? []), b])
  for (let arete = 0; arete < maillage.halfedges.length; arete++) {
    const autre = maillage.halfedges[arete]
    if (autre < arete) continue
    const [p, q] = [points[maillage.triangles[arete]], points[maillage.triangles[autre]]]
    if (p.departement === q.departement) continue
    const [a, b] = [Math.floor(arete / 3), Math.floor(autre / 3)]
    lier(a, b)
    lier(b, a)
  }
  const lieu = (triangle) => [centres[2 * triangle] / k, centres[2 * triangle + 1]]
  return enchainer(voisins)
    .map((chaine) => chaine.map(lieu))
    .flatMap((ligne) => surTerre(ligne, france))
    .map((ligne) => alleger(ligne, 0.02))
    .map(adoucir)
}

/** Lines from one crossing to the next, out of the pairs of points that touch. */
function enchainer(voisins) {
  const pris = new Set()
  const prendre = (a, b) => {
    const cle = a < b ? `${a} ${b}` : `${b} ${a}`
    return !pris.has(cle) && pris.add(cle)
  }
  const chaines = []
  const suivre = (depart) => {
    for (const premier of voisins.get(depart)) {
      if (!prendre(depart, premier)) continue
      const chaine = [depart, premier]
      for (let ici = premier; voisins.get(ici).length === 2; ) {
        const suite = voisins.get(ici).find((v) => prendre(ici, v))
        if (suite === undefined) break
        chaine.push(suite)
        ici = suite
      }
      chaines.push(chaine)
    }
  }
  const noeuds = [...voisins.keys()].sort((a, b) => a - b)
  for (const n of noeuds) if (voisins.get(n).length !== 2) suivre(n)
  for (const n of noeuds) suivre(n)
  return chaines
}

/** The pieces of a line that cross land, cut every kilometre or so. */
function surTerre(ligne, polygonesFrance) {
  const morceaux = []
  let morceau = []
  const finir = () => {
    if (morceau.length > 1) morceaux.push(morceau)
    morceau = []
  }
  for (let i = 1; i < ligne.length; i++) {
    const [a, b] = [ligne[i - 1], ligne[i]]
    const longueur = Math.hypot(b[0] - a[0], b[1] - a[1])
    // The outer edges of the diagram go as far as its points are aligned.
    const pas = Math.max(1, Math.min(Math.ceil(longueur / 0.012), 2_000))
    for (let n = i === 1 ? 0 : 1; n <= pas; n++) {
      const point = [a[0] + ((b[0] - a[0]) * n) / pas, a[1] + ((b[1] - a[1]) * n) / pas]
      if (polygonesFrance.some((anneaux) => contient(anneaux[0], point))) morceau.push(point)
      else finir()
    }
  }
  finir()
  return morceaux
}

const boites = new WeakMap()

function contient(anneau, [x, y]) {
  if (!boites.has(anneau)) {
    const xs = anneau.map((p) => p[0])
    const ys = anneau.map((p) => p[1])
    boites.set(anneau, {
      sud: Math.min(...ys),
      ouest: Math.min(...xs),
      nord: Math.max(...ys),
      est: Math.max(...xs)
    })
  }
  if (!estDans([x, y], boites.get(anneau))) return false
  let dedans = false
  for (let i = 0, j = anneau.length - 1; i < anneau.length; j = i++) {
    const [xi, yi] = anneau[i]
    const [xj, yj] = anneau[j]
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) dedans = !dedans
  }
  return dedans
}

/** Leaves out points that are less than `ecart` degrees from the line without them (Douglas and Peucker). */
function alleger(ligne, ecart) {
  if (ligne.length < 3) return ligne
  const [a, b] = [ligne[0], ligne.at(-1)]
  const d = Math.hypot(b[0] - a[0], b[1] - a[1])
  let pire = 0
  let rang = 0
  for (let i = 1; i < ligne.length - 1; i++) {
    const [x, y] = ligne[i]
    const loin =
      d === 0 ? Math.hypot(x - a[0], y - a[1]) : Math.abs((b[0] - a[0]) * (a[1] - y) - (a[0] - x) * (b[1] - a[1])) / d
    if (loin > pire) [pire, rang] = [loin, i]
  }
  if (pire <= ecart) return [a, b]
  return [...alleger(ligne.slice(0, rang + 1), ecart).slice(0, -1), ...alleger(ligne.slice(rang), ecart)]
}

/** Cuts the corners once (Chaikin): sharp angles come from the method, not from the land. The ends stay. */
function adoucir(ligne) {
  if (ligne.length < 3) return ligne
  const douce = [ligne[0]]
  for (let i = 1; i < ligne.length - 1; i++) {
    const [a, b, c] = [ligne[i - 1], ligne[i], ligne[i + 1]]
    douce.push([(a[0] + 3 * b[0]) / 4, (a[1] + 3 * b[1]) / 4], [(3 * b[0] + c[0]) / 4, (3 * b[1] + c[1]) / 4])
  }
  return [...douce, ligne.at(-1)]
}

/** People from whom a town of mainland France is named, by zoom. Closer than the last, the server names what is in view. */
const HABITANTS = new Map([
  [5, 150_000],
  [6, 60_000],
  [7, 20_000],
  [8, 8_000],
  [9, 3_000]
])

/** The towns whose names fit side by side, the most populated first, at each zoom. */
function villesNommees(communes, { cle }) {
  const candidates = communes
    .filter(({ origine, population }) => origine === 'ville' || population > 15_000)
    .sort((a, b) => b.population - a.population || (a.code < b.code ? -1 : 1))
  const nommees = []
  for (const [zoom, habitants] of cle === 'metropole' ? HABITANTS : [5, 6, 7, 8, 9, 10].map((z) => [z, 0])) {
    const monde = 256 * 2 ** zoom
    const boite = ({ nom, longitude, latitude }) => {
      const x = (longitude / 360 + 0.5) * monde
      const s = Math.sin((latitude * Math.PI) / 180)
      const y = (0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)) * monde
      // Pixels: what a name of this length takes, with air around.
      return { x, y, l: nom.length * 4.5 + 22, h: 26 }
    }
    const prises = nommees.map(boite)
    for (const ville of candidates) {
      if (ville.population < habitants || nommees.some(({ code }) => code === ville.code)) continue
      const b = boite(ville)
      if (prises.some((p) => Math.abs(p.x - b.x) < p.l + b.l && Math.abs(p.y - b.y) < p.h + b.h)) continue
      prises.push(b)
      nommees.push({ ...ville, zoom })
    }
  }
  return nommees
}

function lireCommunes(fichier) {
  const [entete, ...lignes] = readFileSync(fichier, 'utf8').trimEnd().split('\n')
  const colonnes = entete.split('\t')
  const lire = (cellules, nom) => cellules[colonnes.indexOf(nom)]
  return lignes
    .map((ligne) => ligne.split('\t'))
    .filter((cellules) => lire(cellules, 'latitude') !== '')
    .map((cellules) => ({
      code: lire(cellules, 'code'),
      nom: lire(cellules, 'nom').replaceAll("'", '’'),
      departement: lire(cellules, 'departement'),
      population: Number(lire(cellules, 'population')),
      latitude: Number(lire(cellules, 'latitude')),
      longitude: Number(lire(cellules, 'longitude')),
      origine: lire(cellules, 'origine')
    }))
}

/** Whole units, each point as its difference from the one before; points that fall together are one. */
function coder(points, [ouest, sud], pas) {
  const trace = []
  let [ax, ay] = [0, 0]
  for (const [longitude, latitude] of points) {
    const x = Math.round((longitude - ouest) / pas)
    const y = Math.round((latitude - sud) / pas)
    if (trace.length > 0 && x === ax && y === ay) continue
    trace.push(x - ax, y - ay)
    ;[ax, ay] = [x, y]
  }
  return trace
}

/** Square units inside a ring. */
function surface(trace) {
  let [x, y, deux] = [0, 0, 0]
  for (let i = 0; i < trace.length; i += 2) {
    const [nx, ny] = [x + trace[i], y + trace[i + 1]]
    if (i > 0) deux += (x - trace[0]) * (ny - trace[1]) - (nx - trace[0]) * (y - trace[1])
    ;[x, y] = [nx, ny]
  }
  return Math.abs(deux) / 2
}

const arrondir = (n, decimales) => Number(n.toFixed(decimales))
const versionDe = (nom) => JSON.parse(readFileSync(join(racine, 'node_modules', nom, 'package.json'), 'utf8')).version
const racine = dirname(import.meta.dirname)

function lireTampon(chemin) {
  try {
    return JSON.parse(readFileSync(chemin, 'utf8'))
  } catch {
    return undefined
  }
}

/** Two builds at once write the same bytes; the rename keeps a reader from half a file. */
function ecrire(chemin, texte) {
  writeFileSync(`${chemin}.${process.pid}`, texte)
  renameSync(`${chemin}.${process.pid}`, chemin)
}

if (process.argv[1] === import.meta.filename) {
  const geographie = join(racine, 'dist', 'geographie')
  const { version, refait, resume } = await construireFondDeCarte(
    process.argv[2] ?? join(racine, 'dist', 'carte'),
    geographie
  )
  console.log(refait ? 'Fond de carte construit' : 'Fond de carte déjà à jour', `(${version})`)
  for (const [cle, octets] of Object.entries(resume)) console.log(`${cle} ${(octets / 1000).toFixed(1)} ko compressés`)
}
