import type { Commune, Point } from './commune.ts'
import type { GeographieFrance } from './geographie.ts'
import { normaliserNomCommune } from './nom-commune.ts'
import type { GenreTerritoire, Territoire } from './territoire.ts'

/** Homonyms shown at most. */
const AUTRES_MAX = 8

/**
 * The territories that a text names, the likeliest first: communes before départements, régions and EPCI of the same name,
 * the most populated first. Reads « Limoges », « 87000 », « 87000 Limoges », « Saint-Denis (93) », an INSEE code,
 * « Haute-Vienne », « 2A », « Nouvelle-Aquitaine », the name of an EPCI.
 */
export function trouverTerritoires(geo: GeographieFrance, texte: string): readonly Territoire[] {
  const net = texte.trim().slice(0, 200)
  if (net === '') return []
  const code = net.toUpperCase()
  if (/^\d{5}$/.test(net)) return [...parCodePostal(geo, net), ...parCodeInsee(geo, net)]
  if (/^2[AB]\d{3}$/.test(code)) return parCodeInsee(geo, code)
  if (/^(\d{2,3}|2[AB])$/.test(code)) return definis([territoire(geo, 'departement', code)])
  if (/^\d{9}$/.test(net)) return definis([territoire(geo, 'epci', net)])

  const precise = PRECISE.exec(net)
  const [nom, indice] = precise
    ? [`${precise[1] ?? ''} ${precise[3] ?? ''}`, precise[2] ?? '']
    : (PARENTHESES.exec(net)
        ?.slice(1)
        .map((p) => p.trim()) ?? [net, ''])
  const communes = geo.parNom(nom ?? net)
  const choisies = indice ? communes.filter((commune) => isIn(geo, commune, indice)) : communes
  return definis([
    ...(choisies.length > 0 ? choisies : communes).map(({ code }) => territoire(geo, 'commune', code)),
    ...(autresNoms(geo)
      .get(cle(net))
      // Overseas, a région and its only département are one place.
      ?.filter(
        ([genre, c], _, tous) =>
          genre !== 'region' || !tous.some(([g, d]) => g === 'departement' && regionDe(geo, d) === c)
      )
      .map(([genre, c]) => territoire(geo, genre, c)) ?? [])
  ]).slice(0, AUTRES_MAX)
}

const regionDe = (geo: GeographieFrance, departement: string) => geo.departement(departement)?.region

/** « 87000 Limoges », « Limoges 87000 ». */
const PRECISE = /^(.*?)\b(\d{5}|\d{2,3}|2[ABab])\b(.*)$/
/** « Saint-Denis (La Réunion) », as our own lists write it. */
const PARENTHESES = /^(.+?)\s*\(([^()]+)\)$/

function isIn(geo: GeographieFrance, commune: Commune, indice: string): boolean {
  const net = indice.toUpperCase()
  if (commune.codesPostaux.includes(net) || commune.departement === net || commune.code === net) return true
  if (/^\d{5}$/.test(net)) return net.startsWith(commune.departement)
  return [geo.departement(commune.departement)?.nom, geo.region(commune.region)?.nom].some(
    (nom) => nom !== undefined && cle(nom) === cle(indice)
  )
}

/** One territory by its official code. */
export function territoire(geo: GeographieFrance, genre: GenreTerritoire, code: string): Territoire | undefined {
  switch (genre) {
    case 'commune': {
      const commune = geo.commune(code)
      if (!commune) return undefined
      const precision = geo.departement(commune.departement)?.nom ?? commune.departement
      return { genre, code: commune.code, nom: commune.nom, precision, centre: pointOf(commune) }
    }
    case 'code_postal':
      return parCodePostal(geo, code)[0]
    case 'departement':
      return nomme(geo, genre, code, geo.departement(code)?.nom, 'département')
    case 'region':
      return nomme(geo, genre, code, geo.region(code)?.nom, 'région')
    case 'epci':
      return nomme(geo, genre, code, geo.epci(code)?.nom, 'intercommunalité')
  }
}

const nomme = (
  geo: GeographieFrance,
  genre: 'departement' | 'region' | 'epci',
  code: string,
  nom: string | undefined,
  precision: string
): Territoire | undefined =>
  nom === undefined ? undefined : { genre, code, nom, precision, centre: centre(geo, genre, code) }

function parCodePostal(geo: GeographieFrance, code: string): readonly Territoire[] {
  const communes = geo.parCodePostal(code)
  const [premiere] = communes
  if (!premiere) return []
  const reste = communes.length > 1 ? ` et ${communes.length - 1} autre${communes.length > 2 ? 's' : ''}` : ''
  return [
    {
      genre: 'code_postal',
      code,
      nom: `${code} (${premiere.nom}${reste})`,
      precision: geo.departement(premiere.departement)?.nom ?? premiere.departement,
      centre: mean(communes)
    }
  ]
}

function parCodeInsee(geo: GeographieFrance, code: string): readonly Territoire[] {
  return definis([territoire(geo, 'commune', code)])
}

const definis = (territoires: readonly (Territoire | undefined)[]) =>
  territoires.filter((un): un is Territoire => un !== undefined)

const cle = (nom: string) => normaliserNomCommune(nom).replaceAll(' ', '')

type Genre = 'departement' | 'region' | 'epci'
interface Preparee {
  readonly noms: ReadonlyMap<string, readonly (readonly [Genre, string])[]>
  readonly centres: ReadonlyMap<string, Point>
}

// One geography lives as long as the process, or until another is loaded.
const preparees = new WeakMap<GeographieFrance, Preparee>()

function prepare(geo: GeographieFrance): Preparee {
  const faite = preparees.get(geo)
  if (faite) return faite
  const noms = new Map<string, (readonly [Genre, string])[]>()
  const ajouter = (nom: string, genre: Genre, code: string) => {
    for (const mot of new Set([cle(nom), cle(nom.replace(EN_TETE, ''))])) {
      const liste = noms.get(mot)
      if (liste) liste.push([genre, code])
      else noms.set(mot, [[genre, code]])
    }
  }
  for (const { code, nom } of geo.departements) ajouter(nom, 'departement', code)
  for (const { code, nom } of geo.regions) ajouter(nom, 'region', code)
  for (const { code, nom } of geo.epcis) ajouter(nom, 'epci', code)

  const membres = Map.groupBy(
    geo.communes.flatMap((commune) => [
      [`departement ${commune.departement}`, commune] as const,
      [`region ${commune.region}`, commune] as const,
      ...(commune.epci ? [[`epci ${commune.epci}`, commune] as const] : [])
    ]),
    ([territoire]) => territoire
  )
  const centres = new Map<string, Point>()
  for (const [nom, liste] of membres) {
    const point = mean(liste.map(([, commune]) => commune))
    if (point) centres.set(nom, point)
  }
  const preparee = { noms, centres }
  preparees.set(geo, preparee)
  return preparee
}

/** People name an intercommunality by its town: « Sicoval », « Limoges Métropole ». */
const EN_TETE =
  /^(CA|CC|CU|Communauté d['’]agglomération|Communauté de communes|Communauté urbaine|Métropole)\s+(du |de la |de l['’]|des |de |d['’])?/i

const autresNoms = (geo: GeographieFrance) => prepare(geo).noms
const centre = (geo: GeographieFrance, genre: Genre, code: string) => prepare(geo).centres.get(`${genre} ${code}`)

/** Where people are: the mean of the communes' centres, each weighing its inhabitants. */
function mean(communes: readonly Commune[]): Point | undefined {
  let [poids, latitude, longitude] = [0, 0, 0]
  for (const { centre, population } of communes) {
    if (!centre) continue
    const p = (population ?? 0) + 1
    poids += p
    latitude += centre.latitude * p
    longitude += centre.longitude * p
  }
  return poids === 0 ? undefined : { latitude: latitude / poids, longitude: longitude / poids }
}

const pointOf = ({ centre }: Commune): Point | undefined =>
  centre && { latitude: centre.latitude, longitude: centre.longitude }

/** The commune whose name is closest to what was typed, when one letter apart: « Limoge », « Marseile ». The most populated wins. */
export function communeApprochee(geo: GeographieFrance, texte: string): Territoire | undefined {
  const tape = cle(texte)
  if (tape.length < 4 || tape.length > 40 || /\d/.test(tape)) return undefined
  let trouvee: Commune | undefined
  for (const commune of geo.communes) {
    if ((commune.population ?? 0) <= (trouvee?.population ?? 0)) continue
    // Lengths first: most names stop here, before anything is normalised.
    if (Math.abs(commune.nom.length - texte.length) > 3) continue
    if (isOneEditAway(tape, cle(commune.nom))) trouvee = commune
  }
  return trouvee && territoire(geo, 'commune', trouvee.code)
}

/** One letter added, missing, changed, or two swapped. */
function isOneEditAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let debut = 0
  while (debut < a.length && a[debut] === b[debut]) debut++
  if (debut === a.length && debut === b.length) return true
  let [finA, finB] = [a.length, b.length]
  while (finA > debut && finB > debut && a[finA - 1] === b[finB - 1]) {
    finA--
    finB--
  }
  const [resteA, resteB] = [a.slice(debut, finA), b.slice(debut, finB)]
  if (resteA.length <= 1 && resteB.length <= 1) return true
  return resteA.length === 2 && resteB.length === 2 && resteA[0] === resteB[1] && resteA[1] === resteB[0]
}
