import { FICHIERS_EN_TOUT_MAX, FICHIERS_MAX } from './contribution.ts'
import type { Sens } from './opinion.ts'

/** Why nothing was written, whatever the way to contribute. */
export type RefusDeContribution =
  /** No account: what was written may be kept for later. */
  | { readonly raison: 'sans-compte' }
  | { readonly raison: 'inconnu' }
  /** The module has switched this way off. */
  | { readonly raison: 'eteint' }
  | { readonly raison: 'a-venir'; readonly ouverture: Date }
  | { readonly raison: 'close' }
  | { readonly raison: 'trop-souvent'; readonly jusqua: Date }
  /** The same words, by the same person, at the same place: said once. */
  | { readonly raison: 'deja' }
  /** What it hangs on has gone: the comment it answers, the lieu it names. */
  | { readonly raison: 'disparu' }
  | { readonly raison: 'trop-de-fichiers' }
  /** The same in the whole consultation; or nobody's file has room in it any more. */
  | { readonly raison: 'trop-de-fichiers-en-tout' }
  | { readonly raison: 'plus-de-place' }

export type RefusDAvis = RefusDeContribution | { readonly raison: 'raison-exigee' }

/** In plain words, for the top of the page. The caller shows `inconnu` as a missing page and `sans-compte` as an invitation. */
export function direRefus(refus: RefusDAvis, direInstant: (instant: Date) => string): string {
  switch (refus.raison) {
    case 'sans-compte':
      return 'Pour contribuer, il faut un compte. Ce que vous avez écrit est gardé.'
    case 'inconnu':
      return 'Cette proposition n’est plus là. Revenez à la consultation pour voir les autres.'
    case 'eteint':
      return 'Cette partie de la consultation ne reçoit pas ce genre de contribution.'
    case 'a-venir':
      return `La consultation n’est pas encore ouverte. Elle ouvre le ${direInstant(refus.ouverture)}.`
    case 'close':
      return 'La consultation est close : elle ne reçoit plus rien. Vous pouvez lire ce qui a été dit.'
    case 'trop-souvent':
      return `Vous avez beaucoup contribué en peu de temps. Rien n’est perdu : réessayez le ${direInstant(refus.jusqua)}.`
    case 'deja':
      return 'Vous avez déjà écrit la même chose ici. C’est publié une fois.'
    case 'disparu':
      return 'Ce que vous désignez n’est plus là : un commentaire retiré, un lieu qui a quitté l’annuaire. Votre texte est gardé.'
    case 'trop-de-fichiers':
      return `Vous avez déjà déposé ${FICHIERS_MAX} fichiers ici. Retirez-en un pour en déposer un autre.`
    case 'trop-de-fichiers-en-tout':
      return `Vous avez déjà déposé ${FICHIERS_EN_TOUT_MAX} fichiers dans cette consultation. Retirez-en un pour en déposer un autre.`
    case 'plus-de-place':
      return 'Cette consultation ne peut plus garder de fichiers. Écrivez plutôt un commentaire.'
    case 'raison-exigee':
      return 'Dites ce qui est à revoir : sans raison, personne ne peut corriger la proposition.'
  }
}

/** Words of an opinion: the module's own. */
export const direSens = (
  sens: Exclude<Sens, 'retrait'>,
  { libelle_accord, libelle_revoir }: { readonly libelle_accord: string; readonly libelle_revoir: string }
): string => (sens === 'accord' ? libelle_accord : libelle_revoir)
