import { JOUR_DE_REMPLISSAGE, parseJour } from '../../../../kernel/jour.ts'
import { parseRna } from '../../../../kernel/rna.ts'
import { estRemplissage, estSiren, parseSiret } from '../../../../kernel/siret.ts'
import { lireSites, parseSiteWeb } from '../../../../kernel/site-web.ts'
import { couper, resserrer, sansControles } from '../../../../kernel/texte.ts'
import type { Remarque } from '../enregistrement.ts'
import type { NomChamp } from '../schema.ts'
import { ecarter, type Lecture, refuser, remarquer } from './lecture.ts'
import type { NomRegle } from './regles.ts'

/** Beyond, a cell is an accident (a file read as one cell) or an attack. */
export const LIMITE_TEXTE_COURT = 500
export const LIMITE_TEXTE_LONG = 10_000
export const LIMITE_RESUME = 280

const SIGNES = new Set(
  `- -- --- — – . .. ... / // ? ?? * n/a n.a. n.c. #n/a #ref! #value! @ http:// https:// http://www. www. [] {} ""
  0000-00-00 null undefined nan`.split(/\s+/)
)
const MOTS = new Set('x na nc nr none nil néant neant aucun aucune inconnu vide sans'.split(' '))
const REMPLISSAGE_LONG = new Set([
  'non renseigné',
  'non renseigne',
  'non communiqué',
  'non connu',
  'à compléter',
  'pas de site'
])

/** « - », « n/a », « http:// »: a cell that was filled because something had to be. */
export function estDeRemplissage(texte: string, champ?: NomChamp): boolean {
  if (texte.length > 16) return false
  const net = texte.trim().toLowerCase()
  if (SIGNES.has(net)) return true
  // Aucun is a commune of the Hautes-Pyrénées, and « Le Vide » may be a third place.
  return champ !== 'nom' && champ !== 'commune' && (MOTS.has(net) || REMPLISSAGE_LONG.has(net))
}

/** What may need cleaning: most cells do not, and are not touched. */
const SUSPECT = /[<&\u0000-\u001f\u007f-\u00a0\u200b-\u200f\u2028-\u202f\u2066-\u2069\ufeff]|\s\s|^\s|\s$/

interface TextePropre {
  readonly texte: string
  readonly regles: readonly NomRegle[]
}

/** One line, without tags nor invisible signs. */
export function nettoyerTexte(texte: string, limite: number): TextePropre {
  if (texte.length <= limite && !SUSPECT.test(texte)) return { texte, regles: [] }
  const long = epurer(texte, limite)
  return { texte: couper(resserrer(long.texte), limite), regles: long.regles }
}

/** Several lines; never more than one empty line between two. */
export function nettoyerTexteLong(texte: string, limite = LIMITE_TEXTE_LONG): TextePropre {
  if (texte.length <= limite && !SUSPECT.test(texte)) return { texte, regles: [] }
  const { texte: epure, regles } = epurer(texte, limite)
  const lignes: string[] = []
  for (const ligne of epure.split(/\r\n|[\n\r\u2028\u2029]/)) {
    const nette = resserrer(ligne)
    if (nette !== '' || (lignes.length > 0 && lignes.at(-1) !== '')) lignes.push(nette)
  }
  return { texte: couper(lignes.join('\n').trim(), limite), regles }
}

function epurer(texte: string, limite: number): TextePropre {
  const regles: NomRegle[] = []
  // Tags and spaces may fill a text: twice the limit is read, so that what is cut was too long anyway.
  const lu = texte.length > limite * 2 ? texte.slice(0, limite * 2) : texte
  const visible = sansControles(lu)
  if (visible !== lu) regles.push('caracteres-invisibles')
  const net = sansBalises(visible)
  if (net !== visible) regles.push('balises-retirees')
  if (texte.length > limite * 2 || resserrer(net).length > limite) regles.push('texte-tronque')
  return { texte: net, regles }
}

const BALISE = /<(?:[a-z/!?])[^<>]{0,2000}>/gi
const SAUT = /<(?:\/?br|\/p|\/div|\/li|\/h[1-6]|\/tr)\b[^<>]{0,200}>/gi
const ENTITE =
  /&(?:amp|lt|gt|quot|apos|nbsp|eacute|egrave|agrave|ecirc|ccedil|ocirc|ugrave|rsquo|laquo|raquo|euro|#\d{2,5});/g
const ENTITES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ecirc: 'ê',
  ccedil: 'ç',
  ocirc: 'ô',
  ugrave: 'ù',
  rsquo: '’',
  laquo: '«',
  raquo: '»',
  euro: '€'
}

/** Entities first: « &lt;b&gt; » is a tag that was written twice. Again until nothing moves, five times at most. */
function sansBalises(texte: string): string {
  let net = texte
  for (let i = 0; i < 5; i++) {
    const avant = net
    if (net.includes('&'))
      net = net.replace(ENTITE, (entite) => {
        const nom = entite.slice(1, -1)
        if (!nom.startsWith('#')) return ENTITES[nom] ?? entite
        const code = Number(nom.slice(1))
        return code < 32 || (code >= 0xd800 && code < 0xe000) || (code >= 127 && code < 160)
          ? ' '
          : String.fromCodePoint(code)
      })
    if (net.includes('<')) net = net.replace(SAUT, '\n').replace(BALISE, '')
    if (net === avant) return net
  }
  return net.replace(/[<&]/g, ' ')
}

/** What a spreadsheet would compute. A dash begins many a list of services: it needs a bracket to look like a formula. */
const FORMULE = /^(?:[=@]|[+-][^\n]{0,200}[(!|])/

const LONGS: ReadonlySet<NomChamp> = new Set(['presentation_detail', 'presentation_resume'])

export function lireTexte(texte: string, champ: NomChamp): Lecture {
  const long = LONGS.has(champ)
  const { texte: net, regles } = long ? nettoyerTexteLong(texte) : nettoyerTexte(texte, LIMITE_TEXTE_COURT)
  if (net === '') return refuser(champ, texte, regles[0] ?? 'case-de-remplissage')
  const remarques: Remarque[] = regles.map((regle) => remarquer('corrige', champ, texte, net, regle))
  if (FORMULE.test(net) && !(long && net.startsWith('-')))
    remarques.push(remarquer('doute', champ, texte, net, 'formule-de-tableur'))
  return { dons: [[champ, net]], remarques }
}

/** Free lists (labels the schema does not know): split, cleaned, kept. */
export function lireLien(texte: string, champ: NomChamp): Lecture {
  const { sites, reste } = lireSites(texte)
  const [site] = sites
  if (!site || sites.length > 1 || reste.length > 0) return ecarter(champ, texte, 'lien-illisible')
  const remarques = parseSiteWeb(texte) ? [] : [remarquer('corrige', champ, texte, site, 'site-repare')]
  return { dons: [[champ, site]], remarques }
}

export function lirePivot(texte: string, champ: NomChamp): Lecture {
  const net = texte.replace(/[\s.\u00a0-]/g, '').slice(0, 40)
  // Thirteen digits: a spreadsheet took the zero in front.
  // 2,17604E+13: a spreadsheet kept the first digits only, and one false number in ten passes the checksum.
  if (/^\d{8,9}00000$/.test(net) && !/^0+$/.test(net)) return refuser(champ, texte, 'siret-arrondi')
  const siret = parseSiret(net) ?? (/^\d{13}$/.test(net) ? parseSiret(`0${net}`) : undefined)
  if (siret) return donner(champ, texte, siret, 'siret-repare')
  const rna = parseRna(net)
  if (rna) return donner(champ, texte, rna, 'rna-repare')
  if (/^\d+$/.test(net) && (estRemplissage(net) || /^0+$/.test(net)))
    return refuser(champ, texte, 'siret-de-remplissage')
  if (estSiren(net)) return ecarter(champ, texte, 'siren-seul')
  // Seven digits for the company, three for the establishment: 1 234 567.001.
  if (/^\d{10}$/.test(net)) return ecarter(champ, texte, 'ridet')
  return refuser(champ, texte, 'siret-faux')
}

export function lireDate(texte: string, champ: NomChamp, aujourdhui: string): Lecture {
  const jour = parseJour(texte)
  if (!jour) return refuser(champ, texte, 'date-illisible')
  if (jour === JOUR_DE_REMPLISSAGE) return refuser(champ, texte, 'date-de-remplissage')
  const lecture = donner(champ, texte, jour, 'date-iso')
  if (jour <= aujourdhui) return lecture
  return { ...lecture, remarques: [...lecture.remarques, remarquer('doute', champ, texte, jour, 'date-a-venir')] }
}

function donner(champ: NomChamp, avant: string, apres: string, regle: NomRegle): Lecture {
  return {
    dons: [[champ, apres]],
    remarques: avant.trim() === apres ? [] : [remarquer('corrige', champ, avant, apres, regle)]
  }
}
