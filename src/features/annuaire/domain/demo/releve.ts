import { sansAccents } from '../../../../kernel/texte.ts'
import type { Point } from '../../../territoires/vocabulaire.ts'
import type { SourceDemo } from './genres.ts'
import type { Hasard } from './hasard.ts'
import { decaler, type LieuInvente } from './lieux.ts'
import { vieillirSemaine } from './semaine.ts'
import { parPaires } from './telephones.ts'

/** A lieu as one directory knows it: older, shorter, mistyped. */
export interface Releve extends Omit<LieuInvente, 'commune' | 'point' | 'codePostal'> {
  readonly ville: string
  readonly codePostal: string
  readonly codeInsee: string
  readonly point: Point | undefined
  /** YYYY-MM-DD */
  readonly le: string
}

/** How carefully a directory is kept. Shares of its rows, from 0 to 1. */
export interface Manieres {
  readonly source: SourceDemo
  /** The day of the delivery: no row is younger. */
  readonly livreeLe: string
  /** Days between the last time a row was touched and the delivery. */
  readonly anciennete: readonly [min: number, max: number]
  readonly majuscules: number
  readonly abreviations: number
  readonly fautes: number
  /** Metres around the true position, usually. */
  readonly precision: number
  readonly sansPosition: number
  readonly sansCodePostal: number
  readonly inversees: number
  readonly cedex: number
  readonly anciennesCommunes: number
  readonly zerosPerdus: number
  readonly courriersNominatifs: number
}

export interface Repertoire {
  /** Former communes by the code of the present one. */
  readonly anciennes: ReadonlyMap<string, readonly string[]>
  readonly codesPostaux: ReadonlySet<string>
}

export function relever(lieu: LieuInvente, manieres: Manieres, repertoire: Repertoire, de: Hasard): Releve {
  const { commune, vitrine, ...faits } = lieu
  const exact = {
    ...faits,
    ville: commune.nom,
    codePostal: lieu.codePostal,
    codeInsee: commune.code,
    point: lieu.point
  }
  if (vitrine) {
    const { le = manieres.livreeLe, telephone, ...selon } = vitrine.selon[manieres.source] ?? {}
    return { ...exact, ...selon, telephone: ecrireTelephone(telephone ?? lieu.telephone, de), le }
  }

  const age = de.entier(...manieres.anciennete)
  // What is not touched for a year starts to be wrong.
  const vieux = age > 365
  const oublie = (part: number) => de.chance(vieux ? part * 1.6 : part)
  const telephone = oublie(0.08) ? undefined : de.chance(vieux ? 0.16 : 0.04) ? lieu.ancienTelephone : lieu.telephone
  return {
    ...exact,
    nom: renommer(lieu.nom, manieres, commune.nom, de),
    ...readresser(lieu, manieres, de),
    ...relocaliser(lieu, manieres, repertoire, de),
    point: deplacer(lieu.point, manieres, de),
    telephone: ecrireTelephone(telephone && de.chance(0.03) ? lieu.mobile : telephone, de),
    courriel: oublie(0.12)
      ? undefined
      : de.chance(manieres.courriersNominatifs)
        ? nominatif(lieu.courriel, de)
        : lieu.courriel,
    site: oublie(0.2) ? undefined : ecrireSite(lieu.site, de),
    semaine:
      !lieu.semaine || oublie(0.15)
        ? undefined
        : de.chance(vieux ? 0.4 : 0.1)
          ? vieillirSemaine(lieu.semaine, de)
          : lieu.semaine,
    services: lieu.services.length > 1 ? lieu.services.filter((_, i) => i === 0 || !oublie(0.15)) : lieu.services,
    publics: oublie(0.2) ? [] : lieu.publics,
    frais: oublie(0.08) ? undefined : lieu.frais,
    le: jourAvant(manieres.livreeLe, age)
  }
}

function renommer(nom: string, { majuscules, abreviations, fautes }: Manieres, commune: string, de: Hasard): string {
  let ecrit = nom
  if (de.chance(abreviations)) ecrit = abreger(ecrit)
  if (de.chance(0.06) && !ecrit.includes(commune))
    ecrit = de.choisir([`${ecrit} - ${commune}`, `${ecrit} (${commune})`])
  if (de.chance(fautes)) ecrit = fauter(ecrit, de)
  if (de.chance(majuscules)) return de.chance(0.7) ? sansAccents(ecrit).toUpperCase() : ecrit.toUpperCase()
  return de.chance(0.15) ? ecrit.replaceAll('’', "'") : ecrit
}

const ABREGES: readonly (readonly [string, string])[] = [
  ['Espace public numérique', 'EPN'],
  ['Bibliothèque municipale', 'Bibliothèque'],
  ['Médiathèque', 'Médiath.'],
  ['Association ', ''],
  ['Centre socioculturel', 'CSC'],
  ['Centre social', 'Ctre social'],
  ['CCAS', 'Centre communal d’action sociale'],
  [' – point numérique', ''],
  ['Saint-', 'St-'],
  ['Sainte-', 'Ste-'],
  ['Espace de vie sociale', 'EVS']
]

const abreger = (nom: string) => ABREGES.reduce((texte, [long, court]) => texte.replace(long, court), nom)

/** Two letters swapped, or one forgotten: never the first of a word. */
function fauter(texte: string, de: Hasard): string {
  const places = [...texte.matchAll(/(?<=\p{L}\p{L})\p{Ll}(?=\p{Ll})/gu)].map(({ index }) => index)
  if (places.length === 0) return texte
  const i = de.choisir(places)
  return de.chance(0.5)
    ? texte.slice(0, i) + texte.slice(i + 1)
    : `${texte.slice(0, i)}${texte[i + 1]}${texte[i]}${texte.slice(i + 2)}`
}

const VOIES_ABREGEES: readonly (readonly [RegExp, string])[] = [
  [/^avenue /, 'av. '],
  [/^boulevard /, 'bd '],
  [/^place /, 'pl. '],
  [/^chemin /, 'ch. '],
  [/^rue du Docteur-/, 'rue du Dr '],
  [/du Général-de-Gaulle/, 'du Gal de Gaulle']
]

function readresser(
  { numero, voie, complement }: LieuInvente,
  { abreviations, majuscules, fautes }: Manieres,
  de: Hasard
) {
  let ecrite = voie
  if (de.chance(abreviations))
    ecrite = VOIES_ABREGEES.reduce((texte, [forme, court]) => texte.replace(forme, court), ecrite)
  if (de.chance(0.3)) ecrite = ecrite.replaceAll('-', ' ')
  if (de.chance(fautes / 2)) ecrite = fauter(ecrite, de)
  if (de.chance(majuscules)) ecrite = sansAccents(ecrite).toUpperCase()
  return {
    numero: de.chance(0.05) ? undefined : numero,
    voie: ecrite,
    complement: de.chance(0.6) ? complement : undefined
  }
}

function relocaliser(
  { commune, codePostal }: LieuInvente,
  manieres: Manieres,
  { anciennes, codesPostaux }: Repertoire,
  de: Hasard
) {
  const { departement, nom } = commune
  if (
    de.chance(manieres.cedex) &&
    (commune.population ?? 0) > 20_000 &&
    departement.length === 2 &&
    /^\d+$/.test(departement)
  ) {
    const cedex = Array.from(
      { length: 30 },
      (_, i) => `${departement}${String(de.entier(1, 29) + i).padStart(3, '0')}`
    ).find((code) => !codesPostaux.has(code))
    if (cedex)
      return {
        codePostal: cedex,
        ville: `${sansAccents(nom).toUpperCase()} CEDEX${de.chance(0.5) ? ` ${de.entier(1, 9)}` : ''}`,
        codeInsee: commune.code
      }
  }
  let ville = nom
  const avant = anciennes.get(commune.code)
  if (avant && de.chance(manieres.anciennesCommunes)) ville = de.choisir(avant)
  else if (/^(?:Paris|Lyon|Marseille)$/.test(nom) && de.chance(0.3))
    ville = `${nom} ${Number(codePostal.slice(3))}${de.chance(0.5) ? (Number(codePostal.slice(3)) === 1 ? 'er' : 'e') : ''}`
  else if (de.chance(manieres.fautes) && nom.length > 7) ville = fauter(nom, de)
  if (de.chance(manieres.abreviations)) ville = ville.replace(/^Saint-/, 'St ').replace(/^Sainte-/, 'Ste ')
  if (de.chance(manieres.majuscules)) ville = sansAccents(ville).toUpperCase().replaceAll('-', ' ')
  const code = de.chance(manieres.sansCodePostal) ? '' : codePostal
  return {
    ville,
    codePostal: de.chance(manieres.zerosPerdus) ? code.replace(/^0/, '') : code,
    codeInsee: de.chance(manieres.zerosPerdus) ? commune.code.replace(/^0/, '') : commune.code
  }
}

function deplacer(point: Point, { precision, sansPosition, inversees }: Manieres, de: Hasard): Point | undefined {
  if (de.chance(sansPosition)) return undefined
  // One in twenty was put on the map by hand, or from an address without its number.
  const ecart = de.chance(0.05) ? precision * 12 : precision
  const pose = decaler(point, de.cloche() * ecart, de.cloche() * ecart)
  return de.chance(inversees) ? { latitude: pose.longitude, longitude: pose.latitude } : pose
}

function ecrireTelephone(numero: string | undefined, de: Hasard): string | undefined {
  if (!numero) return undefined
  return de.peser([
    [parPaires(numero), 62],
    [parPaires(numero, '.'), 10],
    [numero, 16],
    [`+33 ${parPaires(numero).slice(1)}`, 8],
    [`+33${numero.slice(1)}`, 2],
    [numero.slice(1), 2]
  ])
}

function ecrireSite(site: string | undefined, de: Hasard): string | undefined {
  return (
    site &&
    de.peser([
      [site, 70],
      [`${site}/`, 12],
      [site.replace('https://www.', ''), 8],
      [site.replace('https:', 'http:'), 8],
      [site.replace('https://', ''), 2]
    ])
  )
}

const PRENOMS = ['camille', 'dominique', 'claude', 'sacha', 'charlie', 'alix', 'lou', 'maxence'] as const
const NOMS = ['dupre', 'laforet', 'desrives', 'montclair', 'belair', 'valdor', 'sansouci', 'clairval'] as const

const nominatif = (courriel: string | undefined, de: Hasard) =>
  courriel?.replace(/^[^@]+/, `${de.choisir(PRENOMS)}.${de.choisir(NOMS)}`)

/** ISO day to ISO day. */
const jourAvant = (jour: string, jours: number) =>
  new Date(Date.parse(jour) - jours * 86_400_000).toISOString().slice(0, 10)

/** 2026-05-31 → 31/05/2026 */
export const jourFrancais = (jour: string) => jour.split('-').reverse().join('/')

/** A letters-and-digits name for a row, which its directory keeps for ever. */
export function matricule(de: Hasard, longueur: number): string {
  let texte = ''
  for (let i = 0; i < longueur; i++) texte += de.entier(0, 15).toString(16)
  return texte
}
