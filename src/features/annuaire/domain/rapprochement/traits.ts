import { lireAdresse, nommeLaVoie } from './adresse.ts'
import { genresDesTypologies, lireGenres } from './genres.ts'
import { brasser, hacher, type Lexique, meler } from './lexique.ts'
import { decouper, MOTS_COMMUNS, MOTS_OUTILS } from './mots.ts'

/** One record as the matching sees it. An unknown is absent, never an empty text. */
export interface AComparer {
  readonly source: string
  /** Its key in its source. Decisions attach to it; it is never evidence. */
  readonly cle: string
  readonly fictif?: boolean | undefined
  /** Held by its responsable: likeness alone never joins it to anything. */
  readonly tenu?: boolean | undefined
  readonly nom: string | undefined
  readonly adresse?: string | undefined
  readonly complement_adresse?: string | undefined
  readonly commune?: string | undefined
  readonly code_postal?: string | undefined
  readonly code_insee?: string | undefined
  readonly latitude?: number | undefined
  readonly longitude?: number | undefined
  readonly telephones: readonly string[]
  readonly courriels: readonly string[]
  readonly sites: readonly string[]
  readonly pivot?: string | undefined
  readonly typologies: readonly string[]
  readonly itinerance: readonly string[]
  readonly structure_parente?: string | undefined
  readonly date_maj?: string | undefined
}

/** Everything the comparison needs, computed once per record. Words and contacts are numbers of the lexicon. */
export interface Traits {
  readonly source: number
  readonly fictif: boolean
  readonly tenu: boolean
  /** Words of the name that are neither a kind of place, nor the commune, nor a common word. Sorted. */
  readonly propres: readonly number[]
  /** Common words of the name. Sorted. */
  readonly communs: readonly number[]
  /** Words of the commune that the name repeats. Sorted. */
  readonly lieuDit: readonly number[]
  /** Numbers of the name: « Médiathèque 2 », « Marseille 11e ». Sorted. */
  readonly nombres: readonly number[]
  /** Hash of the whole name, words in order without spaces; 0 when empty. */
  readonly nomEntier: number
  readonly genres: number
  /** 0 nothing said, 1 said fixed, 2 said itinerant by a box only, 3 a bus, a van, a tour. */
  readonly itinerance: 0 | 1 | 2 | 3
  /** The name itself says bus, van, tour… */
  readonly nomMobile: number
  readonly numeroMin: number
  readonly numeroMax: number
  readonly suffixe: number
  readonly typeVoie: number
  /** Words of the way that name it. Sorted. */
  readonly voie: readonly number[]
  /** Titles, first names, kinds of building. Sorted. */
  readonly voieCommuns: readonly number[]
  /** Lexicon number of the commune's folded name, -1 when unknown. */
  readonly commune: number
  /** Numbers, -1 when unknown. Arrondissements are their city, kept apart in `arrondissement`. */
  readonly insee: number
  readonly postal: number
  readonly departement: number
  readonly arrondissement: number
  /** Hundred-thousandths of a degree (about a metre); `SANS_POINT` when unknown. */
  readonly lat: number
  readonly lon: number
  readonly telephones: readonly number[]
  readonly courriels: readonly number[]
  readonly domaines: readonly number[]
  readonly sites: readonly number[]
  readonly sirets: readonly number[]
  /** The SIRET of a commune, a département, an intercommunality or a CCAS is that of all its services. */
  readonly siretPublic: number
  /** 64 bits of everything above but the numbering: two records of one source that share them are twins. */
  readonly empreinteA: number
  readonly empreinteB: number
}

export const SANS_POINT = 0x3fffffff
const AUCUN: readonly number[] = []

export interface Options {
  /** Telephone, e-mail and SIRET out of the comparison. The site stays: producers rarely share one by mistake. */
  readonly sansContacts?: boolean
  /** Records beyond which a block is too common to compare within. For tests: small blocks fill quickly. */
  readonly tailleMax?: number
}

export function lireTraits(record: AComparer, lexique: Lexique, options: Options = {}): Traits {
  const fictif = record.fictif === true
  const commune = lireCommune(record)
  const nom = lireNom(record.nom, commune.mots, lexique)
  const adresse = lireAdresse(
    record.adresse?.slice(0, MAX_TEXTE),
    record.complement_adresse?.slice(0, MAX_TEXTE),
    commune.mots
  )
  const voie: number[] = []
  const voieCommuns: number[] = []
  for (const mot of adresse.mots) (nommeLaVoie(mot) ? voie : voieCommuns).push(lexique.entrer(mot))
  // « rue du Docteur », « résidence Saint-Jean »: where only titles stand, they are the name.
  const nommee = voie.length > 0 ? voie : voieCommuns
  const point = lirePoint(record.latitude, record.longitude)
  const contacts = !options.sansContacts
  // Fictional records live apart: not even their contacts are counted with the real ones.
  const cle = fictif ? '?' : ''
  const telephones = contacts ? entrer(record.telephones, lireTelephone, `t${cle}`, lexique) : AUCUN
  const courriels = contacts ? entrer(record.courriels, lireCourriel, `c${cle}`, lexique) : AUCUN
  const domaines = contacts ? entrer(record.courriels, lireDomaine, `d${cle}`, lexique) : AUCUN
  const sites = entrer(record.sites, lireSite, `s${cle}`, lexique)
  const sirets = contacts && record.pivot ? entrer([record.pivot], lirePivot, `p${cle}`, lexique) : AUCUN
  const traits: EnCours = {
    source: lexique.entrer(`source ${record.source}`),
    fictif,
    tenu: record.tenu === true,
    propres: nom.propres,
    communs: nom.communs,
    lieuDit: nom.lieuDit,
    nombres: nom.nombres,
    nomEntier: nom.nomEntier,
    genres: nom.genres | genresDesTypologies(record.typologies),
    itinerance: lireItinerance(record, nom.mots),
    nomMobile: nom.mots.some((mot) => estVehicule(mot) || ADJECTIFS.has(mot)) ? 1 : 0,
    numeroMin: adresse.numeroMin,
    numeroMax: adresse.numeroMax,
    suffixe: adresse.suffixe,
    typeVoie: adresse.typeVoie,
    voie: trier(nommee),
    voieCommuns: nommee === voieCommuns ? AUCUN : trier(voieCommuns),
    commune: commune.nom ? lexique.entrer(commune.nom) : -1,
    insee: commune.insee,
    postal: commune.postal,
    departement: commune.departement,
    arrondissement: commune.arrondissement,
    lat: point ? point[0] : SANS_POINT,
    lon: point ? point[1] : SANS_POINT,
    telephones,
    courriels,
    domaines,
    sites,
    sirets,
    siretPublic: sirets.length > 0 && PUBLICS.test((record.pivot ?? '').replace(/\s/g, '')) ? 1 : 0,
    empreinteA: 0,
    empreinteB: 0
  }
  empreindre(traits, lexique)
  return traits
}

function trier(nombres: number[]): readonly number[] {
  if (nombres.length === 0) return AUCUN
  return nombres.length === 1 ? nombres : nombres.sort((x, y) => x - y)
}

// --- name ---

/** No name, address or list is that long: beyond, it is a text pasted in the wrong cell, and would fill the blocks. */
const MAX_TEXTE = 300
const MAX_CONTACTS = 8

const VEHICULES = new Set(
  decouper('bus camion camionnette fourgon fourgonnette van caravane roulotte truck minibus triporteur vehicule')
)
const ADJECTIFS = new Set(decouper('itinerant itinerante itinerance mobil ambulant ambulante nomade tournee'))
const PAS_DES_BUS = new Set([
  'abribu',
  'abribus',
  'rebus',
  'omnibus',
  'omnibu',
  'syllabus',
  'syllabu',
  'colibus',
  'airbus'
])

/** « Bibliobus », « NumériBus »: the singular has lost its s. */
function estVehicule(mot: string): boolean {
  if (VEHICULES.has(mot)) return true
  return mot.length >= 6 && (mot.endsWith('bus') || mot.endsWith('bu')) && !PAS_DES_BUS.has(mot)
}

function lireNom(texte: string | undefined, commune: ReadonlySet<string>, lexique: Lexique) {
  const mots = texte ? decouper(texte.slice(0, MAX_TEXTE)) : []
  const { genres, reste } = lireGenres(mots)
  const propres: number[] = []
  const communs: number[] = []
  const lieuDit: number[] = []
  const nombres: number[] = []
  for (const mot of reste) {
    const code = mot.charCodeAt(0)
    const liste =
      code >= 48 && code <= 57
        ? nombres
        : ROMAINS.has(mot)
          ? nombres
          : commune.has(mot)
            ? lieuDit
            : MOTS_COMMUNS.has(mot) || estVehicule(mot) || ADJECTIFS.has(mot)
              ? communs
              : propres
    const valeur = liste === nombres ? (ROMAINS.get(mot) ?? Math.min(Number(mot), 0x3fffffff)) : lexique.entrer(mot)
    // A year tells when the name was given, not which lieu it is.
    if (liste === nombres && valeur >= 1900 && valeur <= 2099) continue
    if (!liste.includes(valeur)) liste.push(valeur)
  }
  let nomEntier = 0
  for (const mot of mots)
    if (!MOTS_OUTILS.has(mot))
      for (let i = 0; i < mot.length; i++)
        nomEntier = Math.imul(nomEntier ^ mot.charCodeAt(i), 0x5bd1e995) ^ (nomEntier >>> 13)
  return {
    propres: trier(propres),
    communs: trier(communs),
    lieuDit: trier(lieuDit),
    nombres: trier(nombres),
    nomEntier: mots.length > 0 ? brasser(nomEntier) | 1 : 0,
    genres,
    mots
  }
}

const ROMAINS: ReadonlyMap<string, number> = new Map([
  ['ii', 2],
  ['iii', 3],
  ['iv', 4]
])

function lireItinerance(record: AComparer, mots: readonly string[]): 0 | 1 | 2 | 3 {
  const itinerant = record.itinerance.some((mot) => mot.startsWith('I') || mot.startsWith('i'))
  const fixe = record.itinerance.some((mot) => mot.startsWith('F') || mot.startsWith('f'))
  if (mots.some(estVehicule) || (record.typologies.includes('ENM') && !(fixe && !itinerant))) return 3
  // « France services itinérante », ticked « fixe »: a stop of a tour, or a former tour. Nobody can tell.
  if (mots.some((mot) => ADJECTIFS.has(mot))) return fixe && !itinerant ? 0 : 3
  if (itinerant && !fixe) return 2
  return fixe && !itinerant ? 1 : 0
}

// --- commune ---

const ARTICLES = new Set(['le', 'la', 'les', 'l', 'cedex', 'arrondissement'])

interface CommuneLue {
  readonly nom: string
  readonly mots: ReadonlySet<string>
  readonly insee: number
  readonly postal: number
  readonly departement: number
  readonly arrondissement: number
}

const COMMUNES = new Map<
  string,
  { readonly nom: string; readonly mots: ReadonlySet<string>; readonly numero: number }
>()
const MAX_COMMUNES = 100_000

function lireNomCommune(texte: string) {
  const connue = COMMUNES.get(texte)
  if (connue) return connue
  const mots = decouper(texte)
  const retenus = mots.filter((mot) => !ARTICLES.has(mot) && !/^\d/.test(mot))
  const numero = mots.find((mot) => /^\d{1,2}$/.test(mot))
  const lue = {
    nom: retenus.join(' '),
    mots: new Set(retenus.filter((mot) => !MOTS_OUTILS.has(mot))) as ReadonlySet<string>,
    numero: numero ? Number(numero) : 0
  }
  // A pure cache: what it holds depends on the text alone. Bounded, because a producer can write anything.
  if (COMMUNES.size < MAX_COMMUNES) COMMUNES.set(texte, lue)
  return lue
}

function lireCommune(record: AComparer): CommuneLue {
  const nom = lireNomCommune(record.commune ?? '')
  const codeInsee = record.code_insee && /^\d[0-9AB]\d{3}$/.test(record.code_insee) ? record.code_insee : undefined
  const codePostal = record.code_postal && /^\d{5}$/.test(record.code_postal) ? record.code_postal : undefined
  const ville = codeInsee ? VILLES.find(({ de, a }) => codeInsee >= de && codeInsee <= a) : undefined
  const villePostale = codePostal ? VILLES.find(({ postal }) => codePostal.startsWith(postal)) : undefined
  let arrondissement = -1
  if (codeInsee && ville && codeInsee !== ville.insee) arrondissement = Number(codeInsee.slice(2)) - ville.retrait
  else if (villePostale && (codeInsee === undefined || ville)) arrondissement = Number(codePostal?.slice(3)) % 100
  const territoire = codeInsee ?? codePostal
  return {
    nom: nom.nom,
    mots: nom.mots,
    insee: codeInsee ? numeroInsee(ville?.insee ?? codeInsee) : -1,
    postal: codePostal ? Number(codePostal) : -1,
    departement: territoire ? numeroDepartement(territoire) : -1,
    arrondissement: arrondissement > 0 && arrondissement <= 20 ? arrondissement : -1
  }
}

const VILLES = [
  { de: '75101', a: '75120', insee: '75056', postal: '750', retrait: 100 },
  { de: '13201', a: '13216', insee: '13055', postal: '130', retrait: 200 },
  { de: '69381', a: '69389', insee: '69123', postal: '6900', retrait: 380 }
]

/** Corsica's 2A and 2B become 2 x 1000 apart: any number, as long as it is one to one. */
function numeroInsee(code: string): number {
  return Number(code.replace('A', '0').replace('B', '1')) + (/[AB]/.test(code) ? 1_000_000 : 0)
}

/** From an INSEE code or a postcode alike: Corsica counts as one, overseas has three digits. */
function numeroDepartement(code: string): number {
  if (code[0] === '9' && (code[1] === '7' || code[1] === '8')) return Number(code.slice(0, 3))
  if (code[0] === '2' && (code[1] === 'A' || code[1] === 'B')) return 20
  return Number(code.slice(0, 2))
}

// --- point ---

function lirePoint(latitude: number | undefined, longitude: number | undefined): readonly [number, number] | undefined {
  if (latitude === undefined || longitude === undefined) return undefined
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return undefined
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined
  // 0,0 is what a spreadsheet writes for nothing.
  if (Math.abs(latitude) < 0.01 && Math.abs(longitude) < 0.01) return undefined
  return [Math.round(latitude * 1e5), Math.round(longitude * 1e5)]
}

// --- contacts ---

function entrer(
  textes: readonly string[],
  lire: (texte: string) => string | undefined,
  prefixe: string,
  lexique: Lexique
): readonly number[] {
  if (textes.length === 0) return AUCUN
  const sortie: number[] = []
  for (const texte of textes) {
    const lu = lire(texte)
    if (lu === undefined) continue
    const rang = lexique.entrerContact(prefixe, lu)
    if (!sortie.includes(rang)) sortie.push(rang)
    if (sortie.length === MAX_CONTACTS) break
  }
  return trier(sortie)
}

/** The nine digits that follow the country, so that 06…, +336… and 00336… are one. Short numbers are everybody's. */
function lireTelephone(texte: string): string | undefined {
  const chiffres = texte.replace(/\D/g, '')
  if (chiffres.length < 6) return undefined
  return chiffres.length >= 9 ? chiffres.slice(-9) : chiffres
}

function lireCourriel(texte: string): string | undefined {
  const adresse = texte.trim().toLowerCase()
  return adresse.includes('@') ? adresse : undefined
}

/** Mail hosts that lodge everyone, and the State's own domain for its 2,800 France services. */
const HOTES_PUBLICS = new Set(
  `gmail.com orange.fr wanadoo.fr free.fr laposte.net yahoo.fr yahoo.com hotmail.fr hotmail.com outlook.fr outlook.com
  live.fr sfr.fr bbox.fr aol.com icloud.com neuf.fr numericable.fr msn.com gmx.fr protonmail.com club-internet.fr
  france-services.gouv.fr conseiller-numerique.fr laposte.fr pole-emploi.fr francetravail.fr pimms.org
  pimmsmediation.fr croix-rouge.fr mairie.fr`.split(/\s+/)
)

function lireDomaine(texte: string): string | undefined {
  const domaine = texte.trim().toLowerCase().split('@')[1]
  return domaine && !HOTES_PUBLICS.has(domaine) ? domaine : undefined
}

/** Host and path, without what changes nothing: scheme, www, final slash, query, fragment. */
function lireSite(texte: string): string | undefined {
  const site = texte
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\d?\./, '')
    .replace(/[?#].*$/, '')
    .replace(/\/(?:index\.\w+|accueil|home|fr)?\/?$/, '')
  return site.includes('.') ? site : undefined
}

const PUBLICS = /^(?:2[1-68]|200)/

/** A SIRET or an RNA number. Producers pad what they do not know with zeros: those prove nothing. */
function lirePivot(texte: string): string | undefined {
  const pivot = texte.replace(/\s/g, '').toUpperCase()
  if (/^W\d{9}$/.test(pivot)) return pivot
  return /^\d{14}$/.test(pivot) && !pivot.endsWith('00000') && !pivot.startsWith('000') ? pivot : undefined
}

// --- fingerprint ---

type EnCours = { -readonly [C in keyof Traits]: Traits[C] }

/** Made from the letters, never from the numbering: the same record has the same fingerprint in every index. */
function empreindre(traits: EnCours, lexique: Lexique): void {
  let a = hacher('a', 1)
  let b = hacher('b', 2)
  const ajouter = (valeur: number) => {
    a = meler(a, valeur)
    b = meler(valeur, b)
  }
  const ajouterMots = (mots: readonly number[]) => {
    // The numbering sorts them: sum, so that the order does not count.
    let sa = mots.length
    let sb = mots.length
    for (const mot of mots) {
      sa = (sa + lexique.a(mot)) | 0
      sb = (sb + brasser(lexique.b(mot))) | 0
    }
    a = meler(a, sa)
    b = meler(b, sb)
  }
  ajouterMots([traits.source])
  for (const cle of LISTES_DE_MOTS) ajouterMots(traits[cle])
  for (const nombre of traits.nombres) ajouter(nombre)
  ajouterMots(traits.commune < 0 ? AUCUN : [traits.commune])
  for (const cle of NOMBRES) ajouter(traits[cle])
  ajouter((traits.fictif ? 1 : 0) + (traits.tenu ? 2 : 0))
  traits.empreinteA = a
  traits.empreinteB = b
}

const LISTES_DE_MOTS = [
  'propres',
  'communs',
  'lieuDit',
  'voie',
  'voieCommuns',
  'telephones',
  'courriels',
  'domaines',
  'sites',
  'sirets'
] as const
const NOMBRES = [
  'nomEntier',
  'genres',
  'itinerance',
  'nomMobile',
  'numeroMin',
  'numeroMax',
  'suffixe',
  'typeVoie',
  'insee',
  'postal',
  'departement',
  'arrondissement',
  'lat',
  'lon',
  'siretPublic'
] as const
