import { type Jour, parseJour } from '../../../../kernel/jour.ts'
import { ok, type Result, refuse } from '../../../../kernel/result.ts'

/** Another use of the Mark, as it is asked for (MAR-03). */
export interface Demande {
  readonly reseau: string
  readonly organisme: string
  readonly usage: string
  readonly du: Jour
  readonly au: Jour
}

export interface Faute {
  readonly champ: string
  readonly message: string
}

const ORGANISME_MAX = 200
const USAGE_MAX = 2_000
const TEXTE_MAX = 4_000
/** An agreement is for a time: later, it is asked for again. */
const ANNEES_MAX = 3

/**
 * Reads what was typed. Every fault is named with its field.
 * @param reseaux those whose Mark can be asked for
 * @param aujourdhui civil day of the réseau
 */
export function lireDemande(
  saisie: Readonly<Record<string, string>>,
  reseaux: readonly string[],
  aujourdhui: Jour
): Result<Demande, readonly Faute[]> {
  const fautes: Faute[] = []
  const refuser = (champ: string, message: string) => void fautes.push({ champ, message })
  const { reseau = '', organisme = '', usage = '' } = saisie
  if (!reseaux.includes(reseau)) refuser('reseau', 'Choisissez le réseau.')
  if (organisme === '') refuser('organisme', 'Dites pour qui vous demandez.')
  else if (organisme.length > ORGANISME_MAX)
    refuser('organisme', `Écrivez un nom plus court : ${ORGANISME_MAX} signes au plus.`)
  if (usage === '') refuser('usage', 'Dites ce que vous voulez faire.')
  else if (usage.length > USAGE_MAX) refuser('usage', `Écrivez un texte plus court : ${USAGE_MAX} signes au plus.`)
  const du = parseJour(saisie.du ?? '')
  const au = parseJour(saisie.au ?? '')
  if (!du) refuser('du', 'Écrivez le premier jour. Exemple : 01/09/2026.')
  else if (du < aujourdhui) refuser('du', 'Le premier jour est déjà passé.')
  if (!au) refuser('au', 'Écrivez le dernier jour. Exemple : 30/09/2026.')
  else if (du && au < du) refuser('au', 'Le dernier jour vient avant le premier.')
  else if (du && au > anneesApres(du, ANNEES_MAX)) refuser('au', `Un accord dure ${ANNEES_MAX} ans au plus.`)
  return fautes.length > 0 || !du || !au ? refuse(fautes) : ok({ reseau, organisme, usage, du, au })
}

// As text: a 29 February without its like three years later is before 1 March, which is all that is asked.
const anneesApres = (jour: Jour, annees: number): string => `${Number(jour.slice(0, 4)) + annees}${jour.slice(4)}`

export interface Reponse {
  readonly reponse: 'accord' | 'refus'
  /** Conditions of an agreement, reasons of a refusal: the secrétariat's own words. */
  readonly texte: string
}

/** « L'accord exprès écrit du Secrétariat » (article 4): a refusal gives its reasons. */
export function lireReponse(saisie: Readonly<Record<string, string>>): Result<Reponse, readonly Faute[]> {
  const { reponse, texte = '' } = saisie
  const fautes: Faute[] = []
  if (reponse !== 'accord' && reponse !== 'refus') fautes.push({ champ: 'reponse', message: 'Choisissez une réponse.' })
  if (texte.length > TEXTE_MAX)
    fautes.push({ champ: 'texte', message: `Écrivez un texte plus court : ${TEXTE_MAX} signes au plus.` })
  if (reponse === 'refus' && texte === '')
    fautes.push({ champ: 'texte', message: 'Écrivez pourquoi : la personne doit pouvoir le lire.' })
  return fautes.length > 0 || (reponse !== 'accord' && reponse !== 'refus') ? refuse(fautes) : ok({ reponse, texte })
}
