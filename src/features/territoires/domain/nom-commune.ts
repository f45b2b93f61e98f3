/**
 * The words of a commune's name that its spellings have in common: no accent, no hyphen, no article in front or
 * behind (« Havre (Le) »), Saint for St, no CEDEX, no postcode. « Paris 12e arrondissement », « Lyon 03 » and
 * « 4ème arrondissement de Marseille » become « paris 12 », « lyon 3 », « marseille 4 ».
 * Normalising twice changes nothing more.
 */
export function normaliserNomCommune(nom: string): string {
  return motsDuNom(nom).join(' ')
}

/** The same without spaces, to compare: « Faa'a » and « Faaa », « Kremlinbicêtre » and « Kremlin-Bicêtre » are one name. */
export function cleNomCommune(nom: string): string {
  return motsDuNom(nom).join('')
}

const motsDuNom = (nom: string) => arrondissement(sansArticles(abreviations(sansAcheminement(mots(nom)))))

function mots(nom: string): string[] {
  const texte = (
    ASCII.test(nom)
      ? nom
      : nom
          .normalize('NFKD')
          .replace(/\p{M}+/gu, '')
          .replace(/[œæ]/gi, ligature)
  ).toLowerCase()
  // « Havre (Le) », « Saint-Denis (La Réunion) »; but « (Paris) » is a name.
  return (texte.includes('(') && texte.replace(/\([^()]*\)/g, ' ').match(MOT)) || texte.match(MOT) || []
}

const ASCII = /^[ -~]*$/
const MOT = /[a-z0-9]+/g
const ligature = (lettre: string) => (/œ/i.test(lettre) ? 'oe' : 'ae')

/** How the mail travels is no part of the name: « 59000 LILLE CEDEX 9 », « DIJON BP 17610 ». */
function sansAcheminement(mots: readonly string[]): readonly string[] {
  if (!mots.some((mot) => ACHEMINEMENT.has(mot) || /^\d{5}$/.test(mot))) return mots
  const gardes: string[] = []
  for (const [i, mot] of mots.entries()) {
    if (ACHEMINEMENT.has(mot) || /^\d{5}$/.test(mot)) continue
    if (ACHEMINEMENT.has(mots[i - 1] ?? '') && /^\d+$/.test(mot)) continue
    gardes.push(mot)
  }
  return gardes
}

const ACHEMINEMENT = new Set(['cedex', 'cdx', 'bp', 'cs', 'tsa'])

const ABREVIATIONS = new Map([
  ['st', 'saint'],
  ['ste', 'sainte'],
  ['sts', 'saints'],
  ['stes', 'saintes']
])

/** Those that only abbreviate inside a name: « Chalon s/ Saône », « Villeneuve-lez-Avignon »; Lez is a commune. */
const AU_MILIEU = new Map([
  ['s', 'sur'],
  ['lez', 'les']
])

const abreviations = (mots: readonly string[]): string[] =>
  mots.map((mot, i) => ABREVIATIONS.get(mot) ?? (i > 0 ? AU_MILIEU.get(mot) : undefined) ?? mot)

const ARTICLES = new Set(['le', 'la', 'les', 'l'])

function sansArticles(mots: readonly string[]): string[] {
  let debut = 0
  let fin = mots.length
  while (fin - debut > 1 && ARTICLES.has(mots[debut] ?? '')) debut++
  while (fin - debut > 1 && ARTICLES.has(mots[fin - 1] ?? '')) fin--
  return mots.slice(debut, fin)
}

const ARRONDISSEMENTS = new Map([
  ['paris', 20],
  ['marseille', 16],
  ['lyon', 9]
])
const COLLE = /^(paris|lyon|marseille)(\d{1,2})$/
const MOTS_ARRONDISSEMENT = /^(arrondissement|arrdt|arrt|ardt|arr|de|e|er|eme|ieme|me|nd|nde)$/
const ROMAINS = 'i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx'.split(' ')

function arrondissement(mots: string[]): string[] {
  const colle = COLLE.exec(mots[0] ?? '')
  const liste = colle ? [colle[1] ?? '', colle[2] ?? '', ...mots.slice(1)] : mots
  if (liste.length < 2) return mots

  const place = ARRONDISSEMENTS.has(liste[0] ?? '') ? 0 : liste.length - 1
  const ville = liste[place] ?? ''
  const maximum = ARRONDISSEMENTS.get(ville)
  if (!maximum) return mots

  const reste = liste.filter((mot, i) => i !== place && !MOTS_ARRONDISSEMENT.test(mot))
  if (reste.length !== 1) return mots
  const texte = (reste[0] ?? '').replace(/(?<=[\divx])(er|e|eme|ieme|me|nd|nde)$/, '')
  const numero = /^\d{1,2}$/.test(texte) ? Number(texte) : ROMAINS.indexOf(texte) + 1
  return numero >= 1 && numero <= maximum ? [ville, String(numero)] : mots
}
