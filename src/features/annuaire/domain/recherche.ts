import { type Facette, INCONNU } from './facette.ts'

export const TRIS = ['pertinence', 'distance', 'fraicheur', 'numero'] as const
export type Tri = (typeof TRIS)[number]

/** Radii that the form offers, in kilometres. Others are accepted in the address. */
export const RAYONS = [2, 5, 10, 20, 50, 100] as const
export const RAYON_PROPOSE = 20
const RAYON_MAX = 300

/** A search as its address says it: pages, exports, the map, the embedded search and the API read the same one. */
export interface Recherche {
  readonly q?: string | undefined
  /** As typed: a commune, a postcode, an INSEE code, a département, a région, an EPCI, or an address. */
  readonly commune?: string | undefined
  readonly code_postal?: string | undefined
  readonly departement?: string | undefined
  readonly region?: string | undefined
  readonly epci?: string | undefined
  /** Degrees, rounded to 100 m: the position of a person is nobody's business to the metre. */
  readonly lat?: number | undefined
  readonly lon?: number | undefined
  /** Kilometres. Without it a commune means the commune itself. */
  readonly rayon?: number | undefined
  /** Chosen values by facet; no empty list. */
  readonly facettes: Readonly<Record<string, readonly string[]>>
  /** « maintenant » or « mardi-18:00 ». */
  readonly ouvert?: string | undefined
  readonly tri?: Tri | undefined
  /** From 1. */
  readonly page: number
}

/** A parameter that does not hold: the page says it went without it, the API refuses it by name. */
export interface Ignore {
  readonly parametre: string
  readonly valeur: string
  /** A French sentence, without a final dot: « « pas-un-tri » n’est pas un tri connu ». */
  readonly raison: string
}

export interface RechercheLue {
  readonly recherche: Recherche
  readonly ignores: readonly Ignore[]
}

export const RECHERCHE_VIDE: Recherche = { facettes: {}, page: 1 }

/** Names of every parameter that a search may bear, facets included. */
export function parametresDeRecherche(facettes: readonly Facette[]): readonly string[] {
  return [...TEXTES, 'lat', 'lon', 'rayon', ...facettes.map(({ cle }) => cle), 'ouvert', 'tri', 'page']
}

const TEXTES = ['q', 'commune', 'code_postal', 'departement', 'region', 'epci'] as const
const LONGUEUR_MAX = 200
const VALEURS_MAX = 40

const FORMES: Readonly<Partial<Record<(typeof TEXTES)[number], { forme: RegExp; attendu: string }>>> = {
  code_postal: { forme: /^\d{5}$/, attendu: 'cinq chiffres' },
  departement: { forme: /^(\d{2,3}|2[AB])$/i, attendu: 'un code de département (01, 2A, 974…)' },
  region: { forme: /^\d{2,3}$/, attendu: 'un code de région (75, 01…)' },
  epci: { forme: /^\d{9}$/, attendu: 'le numéro SIREN de l’intercommunalité, neuf chiffres' }
}

const OUVERT = /^(?:maintenant|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)-(?:[01]\d|2[0-3]):[0-5]\d)$/

/**
 * Reads a search from the parameters of an address. Nothing throws: what does not hold is left out and told.
 * @param connait says whether some lieu has this value, for facets whose values are not listed
 */
export function lireRecherche(
  parametres: URLSearchParams,
  facettes: readonly Facette[],
  connait: (cle: string, valeur: string) => boolean
): RechercheLue {
  const ignores: Ignore[] = []
  const ignore = (parametre: string, valeur: string, raison: string) => {
    ignores.push({ parametre, valeur: valeur.slice(0, LONGUEUR_MAX), raison })
    return undefined
  }
  const texte = (nom: string): string | undefined => {
    const brut = parametres
      .get(nom)
      ?.replace(/[\u0000-\u001f\u007f]+/g, ' ')
      .trim()
    if (!brut) return undefined
    return brut.length <= LONGUEUR_MAX ? brut : ignore(nom, brut, `le texte dépasse ${LONGUEUR_MAX} caractères`)
  }
  const nombre = (nom: string, min: number, max: number, attendu: string): number | undefined => {
    const brut = texte(nom)
    if (brut === undefined) return undefined
    const valeur = /^[+-]?\d{1,9}(?:[.,]\d{1,15})?$/.test(brut) ? Number(brut.replace(',', '.')) : Number.NaN
    return valeur >= min && valeur <= max ? valeur : ignore(nom, brut, `nous attendons ${attendu}`)
  }

  const lus: Partial<Record<(typeof TEXTES)[number], string>> = {}
  for (const nom of TEXTES) {
    const brut = texte(nom)
    const { forme, attendu } = FORMES[nom] ?? {}
    if (brut === undefined) continue
    if (forme && !forme.test(brut)) ignore(nom, brut, `nous attendons ${attendu}`)
    else lus[nom] = nom === 'departement' ? brut.toUpperCase() : brut
  }

  let lat = nombre('lat', -90, 90, 'une latitude entre -90 et 90')
  let lon = nombre('lon', -180, 180, 'une longitude entre -180 et 180')
  if ((lat === undefined) !== (lon === undefined)) {
    const seul = lat === undefined ? 'lon' : 'lat'
    if (!ignores.some(({ parametre }) => parametre === 'lat' || parametre === 'lon'))
      ignore(seul, parametres.get(seul) ?? '', 'une position demande « lat » et « lon »')
    lat = lon = undefined
  }

  const choisies: Record<string, readonly string[]> = {}
  for (const facette of facettes) {
    const valeurs = new Set<string>()
    const demandees = parametres.getAll(facette.cle).flatMap((v) => v.split('|'))
    for (const brut of demandees.slice(0, VALEURS_MAX)) {
      const valeur = brut.trim()
      if (valeur === '') continue
      if (isValeur(facette, valeur, connait)) valeurs.add(valeur)
      else ignore(facette.cle, valeur, `« ${valeur.slice(0, 80)} » n’est pas une réponse connue`)
    }
    if (demandees.length > VALEURS_MAX)
      ignore(facette.cle, `${demandees.length} valeurs`, `pas plus de ${VALEURS_MAX} valeurs à la fois`)
    if (valeurs.size > 0) choisies[facette.cle] = [...valeurs].sort()
  }

  const ouvertLu = texte('ouvert')
  const ouvert =
    ouvertLu === undefined || OUVERT.test(ouvertLu)
      ? ouvertLu
      : ignore('ouvert', ouvertLu, 'nous attendons « maintenant », ou un jour et une heure comme « mardi-18:00 »')
  const triLu = texte('tri')
  const tri = TRIS.find((t) => t === triLu)
  if (triLu !== undefined && !tri) ignore('tri', triLu, `nous attendons un de ces mots : ${TRIS.join(', ')}`)

  return {
    recherche: {
      ...lus,
      lat: lat === undefined ? undefined : arrondirPosition(lat),
      lon: lon === undefined ? undefined : arrondirPosition(lon),
      rayon: nombre('rayon', 0.1, RAYON_MAX, `une distance en kilomètres, de 0,1 à ${RAYON_MAX}`),
      facettes: choisies,
      ouvert,
      tri,
      page: Math.trunc(nombre('page', 1, 1_000_000, 'un numéro de page, à partir de 1') ?? 1)
    },
    ignores
  }
}

/** Three decimals are about 100 m. */
export const arrondirPosition = (degres: number): number => Math.round(degres * 1000) / 1000

function isValeur({ cle, valeurs, inconnu }: Facette, valeur: string, connait: (cle: string, v: string) => boolean) {
  if (valeur === INCONNU) return inconnu !== undefined
  return valeurs ? valeurs.includes(valeur) : connait(cle, valeur)
}

/** The address of a search, in one canonical order: equal searches have equal addresses. The first page is not named. */
export function adresseRecherche(recherche: Recherche, base = '/lieux', extras: Readonly<Record<string, string>> = {}) {
  const parametres = new URLSearchParams()
  for (const nom of TEXTES) if (recherche[nom]) parametres.set(nom, recherche[nom])
  for (const nom of ['lat', 'lon', 'rayon'] as const)
    if (recherche[nom] !== undefined) parametres.set(nom, String(recherche[nom]))
  for (const [cle, valeurs] of Object.entries(recherche.facettes).sort(([a], [b]) => (a < b ? -1 : 1)))
    for (const valeur of valeurs) parametres.append(cle, valeur)
  if (recherche.ouvert) parametres.set('ouvert', recherche.ouvert)
  if (recherche.tri) parametres.set('tri', recherche.tri)
  if (recherche.page > 1) parametres.set('page', String(recherche.page))
  for (const [nom, valeur] of Object.entries(extras)) parametres.set(nom, valeur)
  return parametres.size > 0 ? `${base}?${parametres}` : base
}

/** The same search with one more value of a facet, from its first page. */
export function avecValeur(recherche: Recherche, cle: string, valeur: string): Recherche {
  const valeurs = [...new Set([...(recherche.facettes[cle] ?? []), valeur])].sort()
  return { ...recherche, facettes: { ...recherche.facettes, [cle]: valeurs }, page: 1 }
}

/** The same search without one value of a facet. */
export function sansValeur(recherche: Recherche, cle: string, valeur: string): Recherche {
  const { [cle]: valeurs = [], ...autres } = recherche.facettes
  const restent = valeurs.filter((v) => v !== valeur)
  return { ...recherche, facettes: restent.length > 0 ? { ...autres, [cle]: restent } : autres, page: 1 }
}

/** The same search without one criterion, whatever it is. A place goes with its radius. */
export function sansCritere(recherche: Recherche, critere: 'q' | 'lieu' | 'rayon' | 'ouvert'): Recherche {
  switch (critere) {
    case 'q':
    case 'ouvert':
    case 'rayon':
      return { ...recherche, [critere]: undefined, page: 1 }
    case 'lieu':
      return {
        ...recherche,
        commune: undefined,
        code_postal: undefined,
        departement: undefined,
        region: undefined,
        epci: undefined,
        lat: undefined,
        lon: undefined,
        rayon: undefined,
        page: 1
      }
  }
}
