import { decouper, MOTS_OUTILS } from './mots.ts'

/** An address read for comparison: a span of house numbers (0 when unknown), the kind of way, and its words. */
export interface AdresseLue {
  readonly numeroMin: number
  readonly numeroMax: number
  /** 0 none, otherwise the rank of bis, ter or the letter: 12 bis is not 12 ter. */
  readonly suffixe: number
  /** 0 unknown, otherwise one number per kind (rue, avenue, place…). */
  readonly typeVoie: number
  readonly mots: readonly string[]
}

const TYPES_VOIE: ReadonlyMap<string, number> = new Map(
  [
    'rue r ruelle',
    'avenue av ave aven',
    'place pl plac placette parvis parv',
    'boulevard bd bld bvd boul blvd',
    'route rte',
    'chemin che chem ch cheminement',
    'allee all allees mail',
    'impasse imp cul',
    'square sq',
    'cours crs',
    'faubourg fg fbg',
    'quai qu',
    'promenade prom',
    'esplanade esp',
    'passage pass pas',
    'traverse trav',
    'montee mte',
    'rond rpt rondpoint',
    'sentier sente venelle',
    'cite villa cour'
  ].flatMap((ligne, rang) => ligne.split(' ').flatMap((mot) => decouper(mot).map((m) => [m, rang + 1] as const)))
)

/** What stands in an address without naming the way: two addresses that only share these share nothing. */
const MOTS_SANS_VOIE: ReadonlySet<string> = new Set(
  decouper(
    `residence res batiment bat immeuble imm lotissement lot za zi zae zac zone artisanale industrielle activite parc
    etage rdc entree escalier hall porte appartement appt bp cs tsa centre commercial espace maison local bureau lieu
    dit lieudit lieuxdits hameau ham quartier general docteur president marechal colonel commandant capitaine
    professeur abbe saint sainte lieutenant maitre monseigneur amiral pere frere soeur jean pierre jacques paul marie
    louis charles georges henri francois france monsieur madame angle face cote mairie annexe`
  )
)

const SUFFIXES: ReadonlyMap<string, number> = new Map([
  ['bis', 1],
  ['b', 1],
  ['ter', 2],
  ['t', 2],
  ['quater', 3],
  ['q', 3],
  ['a', 4],
  ['c', 5],
  ['d', 6],
  ['e', 7],
  ['f', 8]
])

const MOIS = new Set('janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(' '))

const VIDE: AdresseLue = { numeroMin: 0, numeroMax: 0, suffixe: 0, typeVoie: 0, mots: [] }

/** The complement speaks only when the address line names no way at all. */
export function lireAdresse(
  adresse: string | undefined,
  complement: string | undefined,
  commune: ReadonlySet<string>
): AdresseLue {
  const lue = adresse ? lireLigne(decouper(adresse), commune) : VIDE
  if (lue.mots.length > 0 || !complement) return lue
  return lireLigne(decouper(complement), commune)
}

/** Words that name the way, as opposed to titles, first names and kinds of building. */
export function nommeLaVoie(mot: string): boolean {
  return !MOTS_SANS_VOIE.has(mot)
}

function lireLigne(mots: readonly string[], commune: ReadonlySet<string>): AdresseLue {
  const debut = debutDuNumero(mots)
  let i = Math.max(debut, 0)
  let numeroMin = 0
  let numeroMax = 0
  let suffixe = 0
  if (debut >= 0) {
    for (; i < mots.length; i++) {
      const mot = mots[i] as string
      if (estNombre(mot) && mot.length <= 4 && !(numeroMin > 0 && MOIS.has(mots[i + 1] ?? ''))) {
        const numero = Number(mot)
        if (numero === 0) continue
        if (numeroMin === 0) numeroMin = numeroMax = numero
        // « 12-14 », « 1 à 7 »: a span. A smaller second number is something else.
        else if (numero > numeroMax && numero - numeroMax <= 40) numeroMax = numero
        else break
      } else if (SUFFIXES.has(mot) && numeroMin > 0) suffixe ||= SUFFIXES.get(mot) as number
      else if (mot !== 'et' && mot !== 'a' && mot !== 'n' && mot !== 'no') break
    }
  }

  let typeVoie = 0
  const retenus: string[] = []
  const types: string[] = []
  for (const [rang, mot] of mots.entries()) {
    if (rang >= Math.max(debut, 0) && rang < i) continue
    // A postcode, and the number of a post-office box.
    if (estNombre(mot) && (mot.length >= 5 || BOITES.has(mots[rang - 1] ?? ''))) continue
    if (MOTS_OUTILS.has(mot) || BOITES.has(mot)) continue
    const type = TYPES_VOIE.get(mot)
    if (type !== undefined) {
      if (typeVoie !== 0) types.push(mot)
      typeVoie ||= type
      continue
    }
    if (mot.length === 1 && !estNombre(mot)) continue
    if (!retenus.includes(mot)) retenus.push(mot)
  }
  // « rue des Promenades »: a kind of way may be the name of another.
  return { numeroMin, numeroMax, suffixe, typeVoie, mots: retenus.length > 0 ? sansCommune(retenus, commune) : types }
}

const BOITES = new Set(['bp', 'cs', 'tsa', 'cedex'])

/** « 12 rue Pasteur 69009 Lyon »: the commune is dropped, unless it is all there is (« rue de Lyon », in Lyon). */
function sansCommune(mots: readonly string[], commune: ReadonlySet<string>): readonly string[] {
  if (commune.size === 0) return mots
  const reste = mots.filter((mot) => !commune.has(mot))
  return reste.some(nommeLaVoie) ? reste : mots
}

/** A number before a kind of way, wherever it stands; failing that, a number that opens the line. */
function debutDuNumero(mots: readonly string[]): number {
  for (let i = 0; i < mots.length; i++) {
    if (!estNumero(mots[i] as string)) continue
    let j = i + 1
    while (
      j < mots.length &&
      j < i + 5 &&
      (SUFFIXES.has(mots[j] as string) || estNumero(mots[j] as string) || mots[j] === 'et')
    )
      j++
    if (TYPES_VOIE.has(mots[j] ?? '') && (mots[j] !== 'r' || j + 1 < mots.length)) return i
  }
  const premier = mots[0]
  if (premier && estNumero(premier) && !MOIS.has(mots[1] ?? '') && mots.length > 1) return 0
  return -1
}

function estNombre(mot: string): boolean {
  const code = mot.charCodeAt(0)
  return code >= 48 && code <= 57
}

function estNumero(mot: string): boolean {
  return mot.length <= 4 && estNombre(mot)
}
