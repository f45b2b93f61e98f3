import type { Commune, Departement, Geographie, PositionCommune } from './commune.ts'
import { cleNomCommune } from './nom-commune.ts'

export const GENRES_ANCIENNE = [
  'arrondissement-municipal',
  'commune-deleguee',
  'commune-associee',
  'ancien-code'
] as const

/**
 * A code or a name that is not, or no longer, a commune of its own. A new commune keeps the INSEE code of its chief
 * town, so a delegated commune can bear the code of a present one: only its name adds something.
 */
export interface CommuneAncienne {
  readonly code: string
  /** Unknown for codes that left INSEE's list with their commune. */
  readonly nom: string | undefined
  /** The code of the present commune. */
  readonly commune: string
  readonly genre: (typeof GENRES_ANCIENNE)[number]
}

export interface Epci {
  readonly code: string
  readonly nom: string
}

export interface Region {
  readonly code: string
  readonly nom: string
}

/** Everything known of the administrative division, as its files or its tables hold it. */
export interface Decoupage {
  readonly communes: readonly Commune[]
  readonly anciennes: readonly CommuneAncienne[]
  readonly epcis: readonly Epci[]
  readonly departements: readonly Departement[]
  readonly regions: readonly Region[]
}

/** The communes, and the territories that contain them. */
export interface GeographieFrance extends Geographie, Decoupage {
  epci(code: string): Epci | undefined
  region(code: string): Region | undefined
}

export function creerGeographie(decoupage: Decoupage): GeographieFrance {
  const { communes, anciennes, epcis, departements, regions } = decoupage
  const actuelles = new Map(communes.map((commune) => [commune.code, commune]))
  const rattachees = new Map(anciennes.map(({ code, commune }) => [code, commune]))
  const codesPostaux = new Map<string, Commune[]>()

  // Read from the most populated to the least, so that every list is born in the right order.
  const parPopulation = communes.toSorted(plusPeuplee)
  for (const commune of parPopulation) {
    for (const code of commune.codesPostaux) ajouter(codesPostaux, code, commune)
  }

  // Normalising 40,000 names is half of the work, and a process that only shows pages asks for none.
  let noms: Map<string, Commune[]> | undefined
  const indexerNoms = () => {
    noms = new Map()
    for (const commune of parPopulation) ajouter(noms, cleNomCommune(commune.nom), commune)
    for (const { nom, commune: code } of anciennes) {
      const commune = actuelles.get(code)
      if (!nom || !commune) continue
      const homonymes = ajouter(noms, cleNomCommune(nom), commune)
      if (homonymes.length > 1) homonymes.sort(plusPeuplee)
    }
    return noms
  }

  const departementParCode = new Map(departements.map((departement) => [departement.code, departement]))
  const epciParCode = new Map(epcis.map((epci) => [epci.code, epci]))
  const regionParCode = new Map(regions.map((region) => [region.code, region]))

  return {
    ...decoupage,
    commune: (code) => actuelles.get(code) ?? actuelles.get(rattachees.get(code) ?? ''),
    estActuelle: (code) => actuelles.has(code),
    parCodePostal: (codePostal) => codesPostaux.get(codePostal) ?? [],
    parNom: (nom) => (noms ?? indexerNoms()).get(cleNomCommune(nom)) ?? [],
    departement: (code) => departementParCode.get(code),
    epci: (code) => epciParCode.get(code),
    region: (code) => regionParCode.get(code)
  }
}

/** Where to put what has no coordinates: the centre of its commune, with where that centre comes from. */
export function positionDeCommune(geographie: Geographie, code: string): PositionCommune | undefined {
  return geographie.commune(code)?.centre
}

const plusPeuplee = (a: Commune, b: Commune) =>
  (b.population ?? 0) - (a.population ?? 0) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)

function ajouter(index: Map<string, Commune[]>, cle: string, commune: Commune): Commune[] {
  const liste = index.get(cle)
  if (!liste) {
    const nouvelle = [commune]
    index.set(cle, nouvelle)
    return nouvelle
  }
  if (!liste.includes(commune)) liste.push(commune)
  return liste
}
