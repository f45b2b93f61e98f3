import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Contenu, deGenre } from './charte.ts'

/** A criterion that someone says their lieu respects, with what shows it. */
export interface Choix {
  readonly critere: string
  readonly justification?: string
}

export type RefusDeclaration =
  | { readonly raison: 'condition-manquante'; readonly critere: string }
  | { readonly raison: 'engagement-manquant'; readonly critere: string }
  | { readonly raison: 'critere-inconnu'; readonly critere: string }
  | { readonly raison: 'justificatif-manquant'; readonly critere: string }
  | { readonly raison: 'trop-peu-de-criteres'; readonly choisis: number; readonly minimum: number }

/**
 * Whether a declaration holds what this version asks. « Le respect par le lieu des 2 conditions génériques […] ; le respect
 * par le lieu d'au moins 5 critères spécifiques, choisis parmi la liste » (article 5, I and II): every condition, every
 * engagement, and the minimum of freely chosen criteria, whatever their category (CRI-R2). A criterion chosen twice counts
 * once. Critère 21 « sous réserve de l'obtention des labels et agréments requis »: what it asks to show must be given.
 */
export function verifierDeclaration(
  contenu: Contenu,
  choix: readonly Choix[]
): Result<undefined, readonly RefusDeclaration[]> {
  const choisis = new Map(choix.map((un) => [un.critere, un]))
  const connus = new Map(contenu.criteres.map((critere) => [critere.id, critere]))
  const refus: RefusDeclaration[] = []
  for (const { id } of deGenre(contenu, 'condition'))
    if (!choisis.has(id)) refus.push({ raison: 'condition-manquante', critere: id })
  for (const { id } of deGenre(contenu, 'engagement'))
    if (!choisis.has(id)) refus.push({ raison: 'engagement-manquant', critere: id })
  for (const { critere, justification } of choisis.values()) {
    const connu = connus.get(critere)
    if (!connu) refus.push({ raison: 'critere-inconnu', critere })
    else if (connu.justificatif !== '' && !justification?.trim())
      refus.push({ raison: 'justificatif-manquant', critere })
  }
  const compte = deGenre(contenu, 'critere').filter(({ id }) => choisis.has(id)).length
  const minimum = contenu.parametres.criteres_minimum
  if (compte < minimum) refus.push({ raison: 'trop-peu-de-criteres', choisis: compte, minimum })
  return refus.length > 0 ? refuse(refus) : ok(undefined)
}
