import type { Brand } from '../../../kernel/brand.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { normaliser, resserrer, sansControles } from '../../../kernel/texte.ts'

/** The end of a réseau's address, for ever: `/reseaux/<slug>`. */
export type SlugReseau = Brand<string, 'SlugReseau'>

const FORME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const SLUG_MAX = 40
/** Words that the addresses of the pages use. */
const RESERVES = new Set(['nouveau', 'administration', 'api', 'theme', 'logo'])

export function parseSlug(texte: string): SlugReseau | undefined {
  return texte.length <= SLUG_MAX && FORME.test(texte) && !RESERVES.has(texte) ? (texte as SlugReseau) : undefined
}

/** « Médiation numérique du Sicoval » → `mediation-numerique-du-sicoval`, cut between words. Empty when nothing is left. */
export function proposerSlug(nom: string): string {
  const mots = normaliser(nom)
    .split(' ')
    .map((mot) => mot.replace(/[^a-z0-9]/g, ''))
    .filter(Boolean)
  let slug = ''
  for (const mot of mots) {
    const suite = slug ? `${slug}-${mot}` : mot
    if (suite.length > SLUG_MAX) break
    slug = suite
  }
  return slug || (mots[0] ?? '').slice(0, SLUG_MAX)
}

/** What names and describes a réseau, and what it looks like. Colours as they were asked for: pages draw readable ones. */
export interface Identite {
  readonly nom: string
  readonly accroche: string
  readonly presentation: string
  readonly identite: string
  readonly couleur: string | null
  readonly couleur_accent: string | null
  readonly fuseau: string
}

export type ChampIdentite = keyof Identite
export type SaisieIdentite = Readonly<Record<ChampIdentite, string>>

/** The clocks of France. Dates of a réseau's procedures are counted in its own. */
export const FUSEAUX: readonly { readonly valeur: string; readonly libelle: string }[] = [
  { valeur: 'Europe/Paris', libelle: 'Métropole' },
  { valeur: 'America/Guadeloupe', libelle: 'Guadeloupe, Saint-Martin, Saint-Barthélemy' },
  { valeur: 'America/Martinique', libelle: 'Martinique' },
  { valeur: 'America/Cayenne', libelle: 'Guyane' },
  { valeur: 'Indian/Reunion', libelle: 'La Réunion' },
  { valeur: 'Indian/Mayotte', libelle: 'Mayotte' },
  { valeur: 'America/Miquelon', libelle: 'Saint-Pierre-et-Miquelon' },
  { valeur: 'Pacific/Noumea', libelle: 'Nouvelle-Calédonie' },
  { valeur: 'Pacific/Tahiti', libelle: 'Polynésie française' },
  { valeur: 'Pacific/Wallis', libelle: 'Wallis-et-Futuna' }
]

export type FauteIdentite =
  | { readonly champ: ChampIdentite; readonly raison: 'vide' | 'sans-lettre' | 'couleur-illisible' | 'fuseau-inconnu' }
  | { readonly champ: ChampIdentite; readonly raison: 'trop-long'; readonly max: number; readonly ecrits: number }

/** Signs that each text may have, as the database holds them. */
export const LONGUEURS = { nom: 80, accroche: 120, presentation: 4_000, identite: 4_000 } as const

export function lireIdentite(saisie: SaisieIdentite): Result<Identite, readonly FauteIdentite[]> {
  const fautes: FauteIdentite[] = []
  const identite = {
    nom: ligne(saisie.nom),
    accroche: ligne(saisie.accroche),
    presentation: paragraphes(saisie.presentation),
    identite: paragraphes(saisie.identite),
    couleur: parseCouleur(saisie.couleur),
    couleur_accent: parseCouleur(saisie.couleur_accent),
    fuseau: saisie.fuseau || 'Europe/Paris'
  }
  if (identite.nom === '') fautes.push({ champ: 'nom', raison: 'vide' })
  else if (!/\p{L}/u.test(identite.nom)) fautes.push({ champ: 'nom', raison: 'sans-lettre' })
  for (const champ of ['nom', 'accroche', 'presentation', 'identite'] as const) {
    const [max, ecrits] = [LONGUEURS[champ], longueur(identite[champ])]
    if (ecrits > max) fautes.push({ champ, raison: 'trop-long', max, ecrits })
  }
  for (const champ of ['couleur', 'couleur_accent'] as const)
    if (identite[champ] === undefined) fautes.push({ champ, raison: 'couleur-illisible' })
  if (!FUSEAUX.some(({ valeur }) => valeur === identite.fuseau))
    fautes.push({ champ: 'fuseau', raison: 'fuseau-inconnu' })
  const { couleur, couleur_accent } = identite
  if (fautes.length > 0 || couleur === undefined || couleur_accent === undefined) return refuse(fautes)
  return ok({ ...identite, couleur, couleur_accent })
}

/** `#1f4e5f`, `1F4E5F` or `#abc`; null when nothing was typed, undefined when it is no colour. */
function parseCouleur(texte: string): string | null | undefined {
  const net = texte.trim().toLowerCase()
  if (net === '') return null
  const [, trois, six] = /^#?(?:([0-9a-f]{3})|([0-9a-f]{6}))$/.exec(net) ?? []
  if (six) return `#${six}`
  return trois ? `#${[...trois].map((c) => c + c).join('')}` : undefined
}

const ligne = (texte: string) => resserrer(sansControles(texte))
const paragraphes = (texte: string) =>
  sansControles(texte)
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
// As PostgreSQL counts them: characters, not halves of characters.
const longueur = (texte: string) => [...texte].length

/** What still keeps a réseau from being shown to everybody. */
export type ManquePourOuvrir = 'accroche' | 'presentation' | 'perimetre'

export function manquesPourOuvrir(
  { accroche, presentation }: Pick<Identite, 'accroche' | 'presentation'>,
  communes: number
): readonly ManquePourOuvrir[] {
  return [
    ...(accroche === '' ? (['accroche'] as const) : []),
    ...(presentation === '' ? (['presentation'] as const) : []),
    ...(communes === 0 ? (['perimetre'] as const) : [])
  ]
}

/** One or two letters, for a réseau without a logo: « Médiation numérique du Sicoval » → « MS ». */
export function sigleDe(nom: string): string {
  const mots = nom.split(/[^\p{L}\p{N}]+/u).filter((mot) => mot.length > 2)
  const [premier = nom, ...autres] = mots
  return [premier, autres.at(-1) ?? '']
    .map((mot) => [...mot][0] ?? '')
    .join('')
    .toLocaleUpperCase('fr')
}

/** A text as pages draw it: paragraphs apart by an empty line, lists whose lines begin with a dash. */
export type Bloc =
  | { readonly genre: 'paragraphe'; readonly lignes: readonly string[] }
  | { readonly genre: 'liste'; readonly lignes: readonly string[] }

export function blocsDuTexte(texte: string): readonly Bloc[] {
  const blocs: { genre: Bloc['genre']; lignes: string[] }[] = []
  let courant: (typeof blocs)[number] | undefined
  for (const brute of texte.split('\n')) {
    const net = brute.trim()
    if (net === '') {
      courant = undefined
      continue
    }
    const puce = /^[-–•*]\s+(.+)$/.exec(net)
    const genre = puce ? 'liste' : 'paragraphe'
    if (courant?.genre !== genre) {
      courant = { genre, lignes: [] }
      blocs.push(courant)
    }
    courant.lignes.push(puce?.[1] ?? net)
  }
  return blocs
}
