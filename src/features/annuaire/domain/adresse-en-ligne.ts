import { memeDepartement, parseCodePostal } from '../../../kernel/code-postal.ts'
import { normaliser, resserrer } from '../../../kernel/texte.ts'
import { type Commune, type Geographie, normaliserNomCommune } from '../../territoires/vocabulaire.ts'

/** What one line says of an address. `voie` is the schema's « adresse »: the number and the street. */
export interface AdresseEnLigne {
  readonly voie: string
  /** « 12 », « 29/31 ». */
  readonly numero?: string
  /** « bis », « ter », « B »… in lower case. */
  readonly repetition?: string
  /** What stands beside the street: building, floor, post-office box, name of the place. */
  readonly complement?: string
  readonly codePostal?: string
  /** The commune's name as written, without CEDEX. */
  readonly commune?: string
  readonly cedex: boolean
}

/** What the other cells of the row already say. */
export interface IndicesAdresse {
  readonly codePostal?: string | undefined
  readonly commune?: string | undefined
}

/**
 * Reads an address written on one line: « Hôtel de Ville, 12 bis rue Haute - BP 12 - 38120 SAINT EGREVE CEDEX, France ».
 * A postcode or a commune is taken out only where the geography, or another cell, knows it; the rest stays in the street
 * or beside it, so that nothing is lost.
 */
export function lireAdresseEnLigne(
  texte: string,
  geo: Geographie,
  { codePostal: attendu, commune: voulue }: IndicesAdresse = {}
): AdresseEnLigne {
  const net = texte.replace(/[\r\n\t]+/g, ' ; ').replace(/\u00a0/g, ' ')
  const cedex = CEDEX.test(net)
  const sansCedex = cedex ? net.replace(CEDEX, ' ') : net
  const trouve = chercherCodePostal(sansCedex, attendu, geo)
  const codePostal = trouve?.code ?? attendu
  const avant = segments(trouve ? sansCedex.slice(0, trouve.debut) : sansCedex)
  const suite = trouve ? segments(sansCedex.slice(trouve.fin)) : []
  const apres = suite.filter((un) => !estPays(un))

  const connue = (nom: string) => estCommune(nom, codePostal, voulue, geo)
  const duCode = (nom: string) =>
    codePostal !== undefined
      ? geo.parNom(nom).some((une) => geo.parCodePostal(codePostal).includes(une))
      : voulue !== undefined && normaliserNomCommune(nom) === normaliserNomCommune(voulue)
  let commune: string | undefined
  let fin: readonly string[] = apres
  if (apres[0] !== undefined) {
    const rang = apres.findIndex(connue)
    // « 51130, Vertus, Blancs-Coteaux, Marne »: the former commune comes first, and leads to today's.
    if (rang >= 0 && apres.slice(0, rang).every((un) => estTerritoire(un, codePostal, geo))) {
      commune = apres[rang]
      fin = apres.slice(rang + 1)
    } else if (trouve && NOM_DE_COMMUNE.test(apres[0]) && geo.parCodePostal(trouve.code).length > 0) {
      commune = apres[0]
      fin = apres.slice(1)
    }
    fin = fin.filter((un) => !estTerritoire(un, codePostal, geo) && !(commune !== undefined && connue(un)))
  }
  if (commune === undefined) commune = communeALaFin(avant, codePostal, connue, duCode, geo)

  const { voie, complement } = ranger([...avant, ...fin])
  const { numero, repetition } = numeroDeVoie(voie)
  return {
    voie,
    ...(numero !== undefined && { numero }),
    ...(repetition !== undefined && { repetition }),
    ...(complement !== '' && { complement }),
    ...(trouve && { codePostal: trouve.code }),
    ...(commune !== undefined && { commune }),
    cedex
  }
}

/** « 12 bis rue Haute » → 12, bis. « 4 à 8 », « 29/31 » are one number. */
export function numeroDeVoie(voie: string): { readonly numero?: string; readonly repetition?: string } {
  const lu =
    /^(\d{1,5}(?: ?(?:[/-]|à|a) ?\d{1,5})*) ?(bis|ter|quater|quinquies|[a-h](?![\p{L}'’.]))?(?=[\s,]|$)/iu.exec(voie)
  if (!lu?.[1]) return {}
  return { numero: lu[1].replace(/\s/g, ''), ...(lu[2] && { repetition: lu[2].toLowerCase() }) }
}

/**
 * The commune of a postcode that a text names, under today's name or a former one: « CCAS de Jatxou », « France services
 * Carentan ». The longest name wins; undefined when the text names none, or two.
 */
export function communeNommee(texte: string, communes: readonly Commune[], geo: Geographie): Commune | undefined {
  const mots = normaliser(texte).split(' ').slice(0, 30)
  for (let longueur = Math.min(7, mots.length); longueur > 0; longueur--) {
    const nommees = new Set<Commune>()
    for (let debut = 0; debut + longueur <= mots.length; debut++) {
      const nom = mots.slice(debut, debut + longueur).join(' ')
      if (nom.length < 3 || MOTS_TROP_COURANTS.has(nom)) continue
      for (const une of geo.parNom(nom)) if (communes.includes(une)) nommees.add(une)
    }
    const [seule, autre] = nommees
    if (seule) return autre ? undefined : seule
  }
  return undefined
}

/** Words of the names of places that are also some commune's, today's or former. */
const MOTS_TROP_COURANTS = new Set(
  'centre place bourg ville chateau pont port saint sainte plan rue val vallee mairie relais foyer lac bois'.split(' ')
)

/** The SIREN of a commune, and of most of its CCAS, holds its INSEE code: 21 + département + 0 + commune + key. */
export function communeDuSiren(texte: string, communes: readonly Commune[]): Commune | undefined {
  const chiffres = texte.replace(/\D/g, '')
  const lu = /^2[16](\d{2})\d(\d{3})\d/.exec(chiffres)
  return lu ? communes.find(({ code }) => code === `${lu[1]}${lu[2]}`) : undefined
}

const CEDEX = /[\s,;–-]{0,3}\bc[eé]dex\b(?: ?\d{1,2}(?!\d))?/giu
const NOM_DE_COMMUNE = /^\p{L}[\p{L}\s'’.()/-]{1,60}$/u

const TYPES_DE_VOIE =
  'rue|r|r\\.|avenue|av|av\\.|ave|boulevard|bd|bld|blvd|boul|place|pl|pl\\.|plce|allees?|allées?|all|impasse|imp|chemin|che|ch|chem|route|rte|quai|square|sq|cours|crs|passage|pass|rond-point|rpt|rd-pt|faubourg|fg|fbg|esplanade|espl|esp|promenade|prom|residence|résidence|res|lotissement|lot|lot\\.|hameau|ham|sentier|sente|venelle|ruelle|rle|montee|montée|mte|cote|côte|villa|mail|parvis|parv|traverse|tra|chaussee|chaussée|chs|levee|levée|grande rue|grand rue|grande-rue|grand-rue|gr|zone|za|zi|zac|parc|domaine|dom|cite|cité|voie|port|pont|porte|rocade|autoroute|lices|ronde|peristyle|péristyle|carrefour|car|clos|cour|galerie|terrasse|belvedere|corniche|descente|digue|ecluse|embarcadere|lieu-dit|lieu dit|ld|le bourg|bourg|tribu|quartier|qua|mas|ferme|chateau|château|vc|rn|rd'
const VOIE = new RegExp(`^(?:${TYPES_DE_VOIE})(?=[\\s'’.,]|$)`, 'iu')
const NUMERO = /^\d{1,5}\.?(?: ?(?:[/-]|à|a) ?\d{1,5})*(?: ?(?:bis|ter|quater|quinquies|[a-df-h]))?(?=[\s,]|$)/iu
const NUMERO_SEUL = /^(?:n° ?)?\d{1,5}(?:[/-]\d{1,5})?(?: ?(?:bis|ter|quater|[a-h]))?$/iu
/** « 9 rue, Lesdiguières »: the comma cuts the street's name. */
const SANS_NOM =
  /^\d{1,5} (?:rue|avenue|av|boulevard|bd|place|pl|chemin|route|impasse|allée|allee|quai|cours|square)$/iu
/** « Maison des activités 9 route Haute »: what stands before a number and its street. */
const MILIEU = new RegExp(
  `^(.*\\p{L}.{2,}?)[ ](\\d{1,4}(?: ?(?:bis|ter|quater|[a-d]))?,? (?:${TYPES_DE_VOIE})(?=[\\s'’.]).*)$`,
  'iu'
)
const BOITE = /\b(?:b\.? ?p\.?|c\.? ?s\.?|tsa|cidex|bo[iî]te postale)[ .:n°]*\d[\d ]{0,9}\d?\b/giu
const SEPARATEURS = /\s*[;,]\s*|\s*\/\s+|\s+[-–—]+\s+|\s*-{2,}\s*|^\s*[-–—]+\s+|\s+[-–—]+\s*$/u

function segments(texte: string): string[] {
  const morceaux = texte
    .replace(/^[\s,;–-]+|[\s,;–-]+$/g, '')
    .split(SEPARATEURS)
    .map((un) => resserrer(un).replace(/^[.,:\s]+|[,:\s]+$/g, ''))
    .filter((un) => un !== '' && !/^[-–—.]+$/.test(un))
  const recolles: string[] = []
  for (const morceau of morceaux) {
    const dernier = recolles.at(-1)
    // « 9, place de la Paix »: the comma belongs to the number.
    if (dernier !== undefined && (NUMERO_SEUL.test(dernier) || SANS_NOM.test(dernier)))
      recolles[recolles.length - 1] = `${dernier} ${morceau}`
    else recolles.push(morceau)
  }
  return recolles
}

interface CodeTrouve {
  readonly code: string
  readonly debut: number
  readonly fin: number
}

function chercherCodePostal(texte: string, attendu: string | undefined, geo: Geographie): CodeTrouve | undefined {
  const trouves: CodeTrouve[] = []
  for (const lu of texte.matchAll(/(?<![\d/])(?:FR?-)?(\d{5}|\d{2} \d{3})(?![\d/])/g)) {
    const code = parseCodePostal((lu[1] ?? '').replace(' ', ''))
    if (!code) continue
    const avant = texte.slice(0, lu.index)
    if (/(?:b\.?p\.?|c\.?s\.?|tsa|cidex|bo[iî]te postale|n°|rd|rn|tel|tél)[ .:]*$/iu.test(avant)) continue
    const suite = texte.slice(lu.index + lu[0].length).trimStart()
    // « 10500 chemin des Crêtes »: a house number.
    if (avant.trim() === '' && VOIE.test(suite)) continue
    const su = code === attendu || geo.parCodePostal(code).length > 0
    if (/ /.test(lu[1] ?? '') && !su && !code.startsWith('98')) continue
    trouves.push({ code, debut: lu.index, fin: lu.index + lu[0].length })
  }
  return trouves.findLast(({ code }) => code === attendu) ?? trouves.at(-1)
}

function estCommune(nom: string, codePostal: string | undefined, voulue: string | undefined, geo: Geographie): boolean {
  const mots = normaliserNomCommune(nom)
  if (mots === '') return false
  if (voulue !== undefined && mots === normaliserNomCommune(voulue)) return true
  const communes = geo.parNom(nom)
  if (communes.length === 0) return false
  if (codePostal === undefined) return false
  const duCode = geo.parCodePostal(codePostal)
  return communes.some((une) => duCode.includes(une) || memeDepartement(codePostal, une.departement))
}

const PAYS = new Set(['france', 'fra', 'fr', 'france metropolitaine', 'republique francaise'])
const REGIONS = new Set(
  `auvergne rhone alpes|bourgogne franche comte|bretagne|centre val de loire|corse|grand est|hauts de france|ile de france|normandie|nouvelle aquitaine|occitanie|pays de la loire|provence alpes cote d azur|paca|guadeloupe|martinique|guyane|la reunion|reunion|mayotte|nouvelle caledonie|polynesie francaise`.split(
    '|'
  )
)

const estPays = (nom: string) => PAYS.has(normaliser(nom))

/** A country, a region or the département: it says where the commune is, not where the street is. */
function estTerritoire(nom: string, codePostal: string | undefined, geo: Geographie): boolean {
  const mots = normaliser(nom)
  if (PAYS.has(mots) || REGIONS.has(mots)) return true
  if (codePostal === undefined) return false
  const departements = new Set(geo.parCodePostal(codePostal).map(({ departement }) => departement))
  departements.add(codePostal.slice(0, codePostal.startsWith('97') || codePostal.startsWith('98') ? 3 : 2))
  return [...departements].some((code) => normaliser(geo.departement(code)?.nom ?? '') === mots)
}

/** A word that makes the commune behind it part of the street's name: « rue de Sully », « route vers Aucun ». */
const LIE = /(?:^|\s)(?:d|de|du|des|la|le|les|l|à|a|au|aux|en|sur|sous|vers|et|saint|st|sainte|ste|notre|dame)['’]?$/iu

/** A street's type and one word: that word and the next are somebody's name. */
const NOM_PROPRE = new RegExp(
  `(?:^|\\s)(?:rue|avenue|av|boulevard|bd|place|pl|allée|allee|impasse|chemin|quai|square|cours|passage|esplanade|espace|résidence|residence|école|ecole) (?:\\p{L}\\.|(?!d[eu]\\b)\\p{L}{2,}(?:-\\p{L}+)?)$`,
  'iu'
)

/** Removes from `avant` the commune that ends it, and gives its name. */
function communeALaFin(
  liste: string[],
  codePostal: string | undefined,
  connue: (nom: string) => boolean,
  duCode: (nom: string) => boolean,
  geo: Geographie
): string | undefined {
  while (liste.length > 1 && estTerritoire(liste.at(-1) ?? '', codePostal, geo) && !connue(liste.at(-1) ?? ''))
    liste.pop()
  const dernier = liste.at(-1)
  if (dernier === undefined) return undefined
  if (connue(dernier) && (liste.length > 1 || !VOIE.test(dernier))) {
    liste.pop()
    return dernier
  }
  const mots = dernier.split(' ')
  // The longest name first: « Saint-Jean-le-Vieux » before « Vieux ».
  for (let debut = Math.max(1, mots.length - 7); debut < mots.length; debut++) {
    const nom = mots.slice(debut).join(' ')
    const rue = mots.slice(0, debut).join(' ')
    if (nom.length < 3 || LIE.test(rue) || !duCode(nom)) continue
    // « 20 rue François Mauriac »
    if (NOM_PROPRE.test(rue)) continue
    const sansNumero = rue.replace(NUMERO, '').trim()
    // « RUE MAIRIE », « AV PARIS »: the name is the street's, unless there is a street without it.
    if (VOIE.test(sansNumero) && sansNumero.replace(VOIE, '').replace(/[.'’\s]/g, '') === '') continue
    if (sansNumero === '') continue
    liste[liste.length - 1] = rue
    return nom
  }
  return undefined
}

/** « 3e étage », « 1er », « 2ème porte » begin with a number and are no street. */
const ORDINAL = /^\d+ ?(?:er|e|eme|ème|nd)(?=\s|$)|[ée]tage/iu

const estVoie = (segment: string) =>
  (NUMERO.test(segment) && !ORDINAL.test(segment) && /\p{L}{2}/u.test(segment.replace(NUMERO, ''))) ||
  VOIE.test(segment)

/** The street on one side; boxes, buildings and names of places on the other. */
function ranger(morceaux: readonly string[]): { readonly voie: string; readonly complement: string } {
  const complements: string[] = []
  const restes: string[] = []
  for (const morceau of morceaux) {
    const boites = morceau.match(BOITE) ?? []
    const sansBoite =
      boites.length > 0 ? resserrer(morceau.replace(BOITE, ' ')).replace(/^[-–, ]+|[-–, ]+$/g, '') : morceau
    const milieu = estVoie(sansBoite) ? null : MILIEU.exec(sansBoite)
    if (milieu?.[1] && milieu[2]) restes.push(milieu[1].replace(/[\s,:–-]+$/, ''), milieu[2])
    else if (sansBoite !== '') restes.push(sansBoite)
    complements.push(...boites.map((une) => `\u0000${resserrer(une)}`))
  }
  const numerotee = restes.findIndex((un) => NUMERO.test(un) && estVoie(un))
  const rang = numerotee >= 0 ? numerotee : restes.findIndex((un) => VOIE.test(un))
  const boites = complements.map((une) => une.slice(1))
  if (rang < 0) return { voie: restes.join(', '), complement: boites.join(', ') }
  return {
    voie: restes[rang] ?? '',
    complement: [...restes.filter((_, i) => i !== rang), ...boites].join(', ')
  }
}
