import { sansAccents } from '../../../../kernel/texte.ts'

/** A piece of French text about hours, with its place in the text: comments quote the author's own words. */
export type Jeton = { readonly debut: number; readonly fin: number } & (
  | { readonly genre: 'heure'; readonly minutes: number }
  /** A bare number: an hour, a day of the month, a rank, a frequency… The parser knows which. */
  | { readonly genre: 'nombre'; readonly nombre: number; readonly chiffres: number }
  | { readonly genre: 'ordinal'; readonly rang: number }
  | { readonly genre: 'jour'; readonly jour: number }
  | { readonly genre: 'mois'; readonly mois: number }
  | { readonly genre: 'mot'; readonly mot: string }
  /** A day of one year (14/04/2022), a telephone, an address of the Web: never hours. */
  | { readonly genre: 'date' | 'contact' }
  /** `faux`: something like an hour that is not one. */
  | { readonly genre: 'faux'; readonly raison: string }
  | { readonly genre: 'signe'; readonly signe: string }
)

export interface Decoupe {
  /** The text that the positions speak of. */
  readonly texte: string
  readonly jetons: readonly Jeton[]
  /** Words read as the day they resemble. */
  readonly corriges: readonly string[]
}

const ENTITES: readonly (readonly [RegExp, string])[] = [
  [/&(?:amp|#38);/gi, '&'],
  [/&(?:nbsp|#160|thinsp|#8239);/gi, ' '],
  [/&(?:ndash|mdash|#821[12]);/gi, '-'],
  [/&(?:agrave|#224);/gi, 'à'],
  [/&(?:eacute|#233);/gi, 'é'],
  [/&(?:apos|#39|rsquo|#8217);/gi, '’'],
  [/<\/?(?:br|p|li|ul|div|span|strong|b)\b[^<>]{0,200}>/gi, '\n']
]

export function decouper(brut: string): Decoupe {
  let texte = brut.normalize('NFC')
  if (/[&<]/.test(texte)) for (const [motif, clair] of ENTITES) texte = texte.replace(motif, clair)
  const jetons: Jeton[] = []
  const corriges: string[] = []
  let i = 0
  while (i < texte.length) {
    const blanc = lire(BLANC, texte, i)
    if (blanc) {
      i += blanc[0].length
      if (blanc[0].includes('\n') || blanc[0].includes('\r'))
        jetons.push({ genre: 'signe', signe: '\n', debut: i - 1, fin: i })
      continue
    }
    const lu = lireChiffres(texte, i) ?? lireMot(texte, i, corriges) ?? lireSigne(texte, i)
    if (lu) jetons.push(lu)
    i = lu?.fin ?? i + 1
  }
  return { texte, jetons: ecarterMotsCourts(jetons, texte), corriges }
}

/** Sticky and without nested repetition: each is linear, and each character is read a bounded number of times. */
function lire(motif: RegExp, texte: string, i: number): RegExpExecArray | null {
  motif.lastIndex = i
  return motif.exec(texte)
}

const BLANC = /[\s\u200b\u200e\u200f\ufeff\u00ad]+/y
const DATE = /\d{1,2}[/.]\d{1,2}[/.](?:20)?\d{2}(?![\d:hH])|(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)/y
const TELEPHONE =
  /(?:\+ ?33|0033|0)[ .-]?(?:\(0\)[ .-]?)?[1-9](?:[ .-]?\d{2}){4}(?!\d)|\+\d{9,13}|[(]?687[)]? ?\d{2}[ .]\d{2}[ .]\d{2}(?!\d)/y
const HEURE = /(\d{1,2})[ \t\u00a0\u202f]{0,2}(?:[hH](?:eures?|rs?|s)?(?![a-zá-ÿA-ZÁ-Þ])|:)/y
const MINUTES = /(?:[ \t\u00a0\u202f]?(\d{1,3}))(?:[ \t]?(?:mn|min|minutes)(?![a-z]))?/y
const HEURE_POINT = /(\d{1,2})\.(\d{2})(?![\d.])/y
const ORDINAL = /(\d{1,2})[ \t]?(?:ers?|[eè]re?s?|[eèé]mes?|[eè]|i[eè]mes?|nde?s?|°|º)(?![a-zà-ÿA-ZÀ-Þ])/iy
const NOMBRE = /\d+/y
const SUITE_HEURE = /[ \t\u00a0\u202f]?(?:[hH](?![a-zá-ÿA-ZÁ-Þ])|:)/y
const SUITE_TROUBLE = /:\d|\.\d/y
const SECONDES = /:00(?![\d.:])/y
const SANS_POINT = /^:$/

function lireChiffres(texte: string, i: number): Jeton | undefined {
  const c = texte.charCodeAt(i)
  if (c === 43 || c === 40) {
    const telephone = lire(TELEPHONE, texte, i)
    return telephone ? { genre: 'contact', debut: i, fin: i + telephone[0].length } : undefined
  }
  if (c < 48 || c > 57) return undefined
  const contact = c === 48 || c === 54 ? lire(TELEPHONE, texte, i) : null
  if (contact) return { genre: 'contact', debut: i, fin: i + contact[0].length }
  const date = lire(DATE, texte, i)
  if (date) return { genre: 'date', debut: i, fin: i + date[0].length }
  return lireHeure(texte, i) ?? lireNombre(texte, i)
}

function lireHeure(texte: string, i: number): Jeton | undefined {
  const point = lire(HEURE_POINT, texte, i)
  if (point && Number(point[1]) < 25 && Number(point[2]) < 60)
    return { genre: 'heure', minutes: Number(point[1]) * 60 + Number(point[2]), debut: i, fin: i + point[0].length }
  const tete = lire(HEURE, texte, i)
  if (!tete) return undefined
  const [entier, chiffres = ''] = tete
  const heures = Number(chiffres)
  let fin = i + entier.length
  const deuxPoints = entier.endsWith(':')
  // « 19 : » may end a sentence and « 3 : 1 » is a score: the colon asks for two digits, close by.
  const suite = lire(MINUTES, texte, fin)
  let minutes = 0
  const lues = suite?.[1] ?? ''
  if (suite && lues !== '' && !(/^[ \t\u00a0\u202f]/.test(suite[0]) && lues.length !== 2)) {
    const n = Number(lues)
    const apres = fin + suite[0].length
    const autreHeure = lire(SUITE_HEURE, texte, apres)
    const colle = !/^[ \t\u00a0\u202f]/.test(suite[0])
    // « 9h12h14h »: hours that touch. « 8h30h »: an h too many.
    const espacee = /\d[ \t\u00a0\u202f]/.test(entier)
    const secondes = deuxPoints && lire(SECONDES, texte, apres) !== null
    const estMinutes =
      autreHeure === null || secondes || (!deuxPoints && colle && lues.length === 2 && (n > 24 || n === 0))
    if (estMinutes && (colle || espacee || n % 5 === 0 || deuxPoints)) {
      if (lues.length === 2 && n < 60) {
        minutes = n
        fin = apres
        if (autreHeure && /^[hH]$/.test(autreHeure[0])) fin += 1
        if (deuxPoints) {
          if (lire(SECONDES, texte, fin)) fin += 3
        }
      } else return { genre: 'faux', raison: `« ${texte.slice(i, apres)} » n’est pas une heure`, debut: i, fin: apres }
    }
    if (autreHeure && !estMinutes && deuxPoints && colle)
      return { genre: 'faux', raison: `« ${texte.slice(i, apres + 1)} » n’est pas une heure`, debut: i, fin: apres }
  } else if (deuxPoints && !SANS_POINT.test(entier.slice(chiffres.length))) return undefined
  if (lire(SUITE_TROUBLE, texte, fin) && (deuxPoints || minutes > 0))
    return { genre: 'faux', raison: `« ${texte.slice(i, fin + 2)}… » n’est pas une heure`, debut: i, fin }
  if (heures > 24 || (heures === 24 && minutes > 0))
    return { genre: 'faux', raison: `« ${texte.slice(i, fin).trim()} » n’est pas une heure`, debut: i, fin }
  return { genre: 'heure', minutes: heures * 60 + minutes, debut: i, fin }
}

function lireNombre(texte: string, i: number): Jeton {
  const ordinal = lire(ORDINAL, texte, i)
  if (ordinal) return { genre: 'ordinal', rang: Number(ordinal[1]), debut: i, fin: i + ordinal[0].length }
  const chiffres = lire(NOMBRE, texte, i)?.[0] ?? '0'
  return { genre: 'nombre', nombre: Number(chiffres), chiffres: chiffres.length, debut: i, fin: i + chiffres.length }
}

const MOT = /[\p{L}\p{M}]+/uy
const ADRESSE = /@|www\.|:\/\//
const COURRIEL_OU_SITE = /(?:https?:\/\/|www\.)[^\s]{1,300}|[\w.+-]{1,64}@[\w.-]{1,200}/y

const JOURS: ReadonlyMap<string, number> = new Map(
  (
    [
      'lundi lundis lun lund lu',
      'mardi mardis mar mard ma',
      'mercredi mercredis mer merc mercr me',
      'jeudi jeudis jeu jeud je',
      'vendredi vendredis ven vend vendr ve',
      'samedi samedis sam same sa',
      'dimanche dimanches dim dima di'
    ] as const
  ).flatMap((mots, jour) => mots.split(' ').map((mot) => [mot, jour] as const))
)
const NOMS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']

const MOIS: ReadonlyMap<string, number> = new Map(
  [
    'janvier janv jan',
    'fevrier fevr fev',
    'mars',
    'avril avr',
    'mai',
    'juin',
    'juillet juil',
    'aout aou',
    'septembre sept',
    'octobre oct',
    'novembre nov',
    'decembre dec'
  ].flatMap((mots, mois) => mots.split(' ').map((mot) => [mot, mois] as const))
)

const ORDINAUX: ReadonlyMap<string, number> = new Map(
  [
    'premier premiers premiere premieres',
    'deuxieme deuxiemes second seconds seconde',
    'troisieme troisiemes',
    'quatrieme quatriemes',
    'cinquieme cinquiemes'
  ]
    .flatMap((mots, i) => mots.split(' ').map((mot) => [mot, i + 1] as const))
    .concat('dernier derniers derniere'.split(' ').map((mot) => [mot, -1] as const))
)

function lireMot(texte: string, i: number, corriges: string[]): Jeton | undefined {
  const contact = ADRESSE.test(texte) ? lire(COURRIEL_OU_SITE, texte, i) : null
  if (contact) return { genre: 'contact', debut: i, fin: i + contact[0].length }
  const lettres = lire(MOT, texte, i)?.[0]
  if (lettres === undefined) return undefined
  const fin = i + lettres.length
  const mot = sansAccents(lettres).toLowerCase()
  const jour = JOURS.get(mot)
  if (jour !== undefined) {
    // « lun. », « mar. »: the full stop belongs to the abbreviation.
    const abrege = !NOMS[jour]?.startsWith(mot) || mot !== NOMS[jour]
    return { genre: 'jour', jour, debut: i, fin: abrege && texte[fin] === '.' ? fin + 1 : fin }
  }
  const mois = MOIS.get(mot)
  if (mois !== undefined)
    return { genre: 'mois', mois, debut: i, fin: mot !== 'mai' && texte[fin] === '.' ? fin + 1 : fin }
  const rang = ORDINAUX.get(mot)
  if (rang !== undefined) return { genre: 'ordinal', rang, debut: i, fin }
  if (mot === 'midi' || mot === 'minuit') return { genre: 'mot', mot, debut: i, fin }
  const proche = jourProche(mot)
  if (proche !== undefined) {
    corriges.push(`« ${lettres} » est lu ${NOMS[proche]}`)
    return { genre: 'jour', jour: proche, debut: i, fin }
  }
  return { genre: 'mot', mot, debut: i, fin }
}

/** One letter wrong, missing, added or swapped in the name of a day; never when two days would do. */
function jourProche(mot: string): number | undefined {
  if (mot.length < 5 || mot.length > 10 || !/(?:di|i|is|che|ches|d)$/.test(mot)) return undefined
  let trouve: number | undefined
  for (const [jour, nom] of NOMS.entries())
    if (aUneLettre(mot, nom) || (mot.endsWith('s') && aUneLettre(mot.slice(0, -1), nom))) {
      if (trouve !== undefined) return undefined
      trouve = jour
    }
  return trouve
}

function aUneLettre(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  if (a.length === b.length && a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2)) return true
  const [x, y] = [a.slice(a.length >= b.length ? i + 1 : i), b.slice(b.length >= a.length ? i + 1 : i)]
  return x === y
}

const SIGNES: Readonly<Record<string, string>> = {
  '–': '-',
  '—': '-',
  '−': '-',
  '‐': '-',
  '‑': '-',
  _: '-',
  '→': '-',
  '>': '-',
  '~': '-',
  ';': ';',
  '•': ';',
  '·': ';',
  '|': '|',
  '\\': '/',
  '[': '(',
  ']': ')'
}
const MUETS = new Set(['’', "'", '‘', '`', '´', '"', '“', '”', '«', '»', '*', '!', '…', '=', '°'])

function lireSigne(texte: string, i: number): Jeton | undefined {
  const point = texte.codePointAt(i) ?? 0
  const c = String.fromCodePoint(point)
  if (MUETS.has(c)) return undefined
  return { genre: 'signe', signe: SIGNES[c] ?? c, debut: i, fin: i + c.length }
}

/** « Me », « sa », « je »… are days beside another day, a sign or an hour; elsewhere they are words. */
function ecarterMotsCourts(jetons: readonly Jeton[], texte: string): readonly Jeton[] {
  const estMot = (jeton: Jeton | undefined) => jeton?.genre === 'mot' && jeton.mot.length > 2
  return jetons.map((jeton, i) => {
    if (jeton.genre !== 'jour') return jeton
    const lettres = texte.slice(jeton.debut, jeton.fin).replace('.', '')
    const ambigu = lettres.length <= 2 || /^(?:same|mer)$/i.test(lettres)
    if (!ambigu || (!estMot(jetons[i + 1]) && !(estMot(jetons[i - 1]) && lettres.length <= 2))) return jeton
    const suivant = jetons[i + 1]
    if (lettres.length > 2 && suivant?.genre === 'mot' && /^(?:matin|apres|soir|de|au|et|ferme)/.test(suivant.mot))
      return jeton
    return { genre: 'mot', mot: sansAccents(lettres).toLowerCase(), debut: jeton.debut, fin: jeton.fin }
  })
}
