import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { parseSiteWeb } from '../../../kernel/site-web.ts'
import { normaliser, resserrer, sansControles } from '../../../kernel/texte.ts'

/** Signs of a comment. */
export const COMMENTAIRE_MAX = 5_000
/** Signs of a reference value: a few words, not a sentence. */
export const VALEUR_MAX = 60
/** Values that may be given at once. */
export const VALEURS_MAX = 10
/** Signs that describe an action. */
export const ACTION_MAX = 2_000
/** Signs of a web address. */
const LIEN_MAX = 500
/** Files of one person on one item. */
export const FICHIERS_MAX = 5
/** Files of one person in a whole consultation. */
export const FICHIERS_EN_TOUT_MAX = 30
/** Bytes of all the files of a consultation: they are kept in the database, and in its backups. */
export const OCTETS_EN_TOUT_MAX = 2_000_000_000
/** Bytes of one file. */
export const FICHIER_OCTETS_MAX = 5_000_000

/** The orders of comments, the first by default (CON-08). */
export const TRIS = [
  { cle: 'ancien', libelle: 'Du plus ancien au plus récent' },
  { cle: 'recent', libelle: 'Du plus récent au plus ancien' },
  { cle: 'discute', libelle: 'Les plus discutés d’abord' }
] as const
export type TriDeCommentaires = (typeof TRIS)[number]['cle']

export const parseTri = (texte: string | undefined): TriDeCommentaires =>
  TRIS.find(({ cle }) => cle === texte)?.cle ?? 'ancien'

/** What somebody wrote on several lines, without what deceives or fills a page: controls, reversals, rows of empty lines. */
export const lireLignes = (texte: string): string =>
  sansControles(texte.replaceAll('\r\n', '\n').replaceAll('\r', '\n'))
    .split('\n')
    .map((ligne) => ligne.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

/** The text of a comment, or what to mend. Line breaks are kept. */
export function lireCommentaire(texte: string): Result<string, string> {
  const net = lireLignes(texte)
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(net)) return refuse('Écrivez votre commentaire.')
  return net.length > COMMENTAIRE_MAX ? refuse(tropLong(COMMENTAIRE_MAX, net)) : ok(net)
}

/** One word of the vocabulary that every consultation shares. */
export interface ValeurLue {
  /** What makes two spellings the same value: case, accents and signs do not count. */
  readonly cle: string
  readonly libelle: string
}

/** « bienveillance, Proximité » : one value or several, each once. */
export function lireValeurs(texte: string): Result<readonly ValeurLue[], string> {
  const valeurs = new Map<string, ValeurLue>()
  for (const morceau of texte.split(/[,;\n]/)) {
    const net = resserrer(sansControles(morceau))
    const cle = normaliser(net)
    if (cle === '') continue
    const libelle = net.charAt(0).toUpperCase() + net.slice(1)
    if (libelle.length > VALEUR_MAX)
      return refuse(`Une valeur tient en quelques mots : ${VALEUR_MAX} signes au plus. Séparez-les par des virgules.`)
    if (RENVOI.test(net)) return refuse('Une valeur est un mot : ni adresse web, ni courriel, ni numéro de téléphone.')
    if (!valeurs.has(cle)) valeurs.set(cle, { cle, libelle })
  }
  if (valeurs.size === 0) return refuse('Écrivez une valeur. Exemple : bienveillance.')
  if (valeurs.size > VALEURS_MAX) return refuse(`${VALEURS_MAX} valeurs au plus à la fois : il y en a ${valeurs.size}.`)
  return ok([...valeurs.values()])
}

// An address of the web or of a mailbox, or eight figures: what is sold, not what is valued.
const RENVOI = /:\/\/|www\.|@|[\p{L}\p{N}-]\.[a-z]{2,}(?:\/|$|\s)|(?:\p{N}[\s.\-_()]*){8}/iu

/** How large a value is written, from its share of the most given one. */
export function poids(nombre: number, maximum: number): 1 | 2 | 3 | 4 | 5 {
  const part = maximum > 0 ? nombre / maximum : 0
  if (part > 0.8) return 5
  if (part > 0.6) return 4
  if (part > 0.3) return 3
  return part > 0.1 ? 2 : 1
}

export interface ActionLue {
  readonly texte: string
  readonly lien: string | undefined
}

/** An action that somebody associates: what it is, and where the web tells of it. Faults by field. */
export function lireAction(champs: {
  readonly action?: string | undefined
  readonly lien?: string | undefined
}): Result<ActionLue, readonly { readonly champ: 'action' | 'lien'; readonly message: string }[]> {
  const texte = lireLignes(champs.action ?? '')
  const tape = (champs.lien ?? '').trim()
  const lien = tape === '' ? undefined : parseSiteWeb(tape)
  const fautes: { champ: 'action' | 'lien'; message: string }[] = []
  if (!/\p{L}/u.test(texte)) fautes.push({ champ: 'action', message: 'Décrivez l’action en quelques phrases.' })
  if (texte.length > ACTION_MAX) fautes.push({ champ: 'action', message: tropLong(ACTION_MAX, texte) })
  if (tape !== '' && (!lien || lien.length > LIEN_MAX))
    fautes.push({
      champ: 'lien',
      message: 'Écrivez une adresse complète. Elle commence par « https:// » ou « http:// ».'
    })
  return fautes.length > 0 ? refuse(fautes) : ok({ texte, lien })
}

/** The host of a web address: what is shown of a link, so that nobody is led elsewhere than they read. */
export const hoteDe = (lien: string): string => /^https?:\/\/(?:www\.)?([^/?#:]+)/i.exec(lien)?.[1]?.toLowerCase() ?? ''

const tropLong = (max: number, texte: string) =>
  `${ENTIER.format(max)} signes au plus : il y en a ${ENTIER.format(texte.length)}.`
const ENTIER = new Intl.NumberFormat('fr-FR')
