import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre, type Paragraphe } from '../../../platform/mail/lettre.tsx'
import type { GenreContribution, GenreItem, GesteDeModeration } from '../domain/item.ts'
import { direMotif, direNature } from '../domain/moderation.ts'

export interface CourrielModeration {
  readonly a: string
  readonly reseau: string
  readonly nature: GenreItem | GenreContribution | 'raison'
  /** The title of the item it is, or where it is. */
  readonly item: string
  readonly consultation: string
  readonly geste: GesteDeModeration
  readonly motif: string
  readonly raison: string
  /** The author had answered, and the decision stays. */
  readonly maintenu: boolean
  readonly liens: { readonly decision: string; readonly item: string; readonly regles: string }
}

/** To the author: what was decided of their words, why, and how to answer. */
export function courrielModeration(courriel: CourrielModeration): Message {
  const { a, reseau, nature, item, consultation, geste, motif, raison, maintenu, liens } = courriel
  const quoi = direNature(nature)
  const ou = `sur « ${item} », dans la consultation « ${consultation} »`
  const pourquoi: Paragraphe[] = [`La raison : ${direMotif(motif)}.`, ...(raison ? [{ citation: raison }] : [])]
  const lettre = {
    a,
    signature: reseau,
    motif: 'consultation-moderation'
  }
  switch (geste) {
    case 'publier':
    case 'garder':
      return ecrireLettre({
        ...lettre,
        sujet: `${majuscule(quoi)} : c’est publié`,
        paragraphes: [
          `La modération a lu votre texte (${quoi} ${ou}). Il est maintenant publié.`,
          ...(raison ? [{ citation: raison }] : []),
          { libelle: 'Le voir', lien: liens.item }
        ]
      })
    case 'retablir':
      return ecrireLettre({
        ...lettre,
        sujet: `${majuscule(quoi)} : de nouveau en ligne`,
        paragraphes: [
          `La modération a relu votre texte (${quoi} ${ou}). Il est de nouveau en ligne.`,
          ...pourquoi,
          { libelle: 'Le voir', lien: liens.item }
        ]
      })
    case 'refuser':
    case 'retirer': {
      const fait = geste === 'refuser' ? 'n’a pas été publié' : 'a été retiré'
      return ecrireLettre({
        ...lettre,
        sujet: `${majuscule(quoi)} : ${maintenu ? 'la décision est maintenue' : fait}`,
        paragraphes: [
          maintenu
            ? `La modération a lu votre réponse à propos de votre texte (${quoi} ${ou}). Elle maintient sa décision.`
            : `Votre texte (${quoi} ${ou}) ${fait} par la modération.`,
          ...pourquoi,
          ...(maintenu
            ? []
            : [
                'Vous n’êtes pas d’accord ? Vous pouvez répondre une fois. Une personne de la modération relira tout.',
                { libelle: 'Lire la décision et répondre', lien: liens.decision }
              ]),
          { libelle: 'Les règles de publication', lien: liens.regles }
        ]
      })
    }
  }
}

const majuscule = (texte: string) => texte.charAt(0).toUpperCase() + texte.slice(1)
