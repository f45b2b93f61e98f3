import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { resserrer, sansControles } from '../../../kernel/texte.ts'
import { lireLignes } from './contribution.ts'

/** Signs of a title, of a proposition's text, of an article and of an amended one, of the reason of an amendment. */
const TITRE_MAX = 200
const TEXTE_MAX = 5_000
const ARTICLE_MAX = 10_000
const MOTIF_MAX = 4_000

interface Faute {
  readonly champ: 'titre' | 'texte' | 'motif'
  readonly message: string
}

type Champs = Readonly<Record<string, string>>

export interface PropositionLue {
  readonly titre: string
  readonly texte: string
}

/** A proposition as it is typed, or what to mend, field by field (CON-12). */
export function lireProposition({ titre = '', texte = '' }: Champs): Result<PropositionLue, readonly Faute[]> {
  const lu = { titre: lireTitre(titre), texte: lireLignes(texte) }
  const fautes = [
    ...fautesDeTitre(lu.titre, 'Donnez un titre à votre proposition, en une phrase.'),
    ...(/\p{L}/u.test(lu.texte) ? [] : [{ champ: 'texte' as const, message: 'Expliquez votre proposition.' }]),
    ...tropLong('texte', lu.texte, TEXTE_MAX)
  ]
  return fautes.length > 0 ? refuse(fautes) : ok(lu)
}

export interface AmendementLu extends PropositionLue {
  readonly motif: string
}

/** A change to an article: its whole new text, and why. The same words as the article's change nothing (CON-21). */
export function lireAmendement(
  { titre = '', texte = '', motif = '' }: Champs,
  article: string
): Result<AmendementLu, readonly Faute[]> {
  const lu = { titre: lireTitre(titre), texte: lireLignes(texte), motif: lireLignes(motif) }
  const fautes = [
    ...fautesDeTitre(lu.titre, 'Dites en une phrase ce que vous changez.'),
    ...(/\p{L}/u.test(lu.texte)
      ? []
      : [{ champ: 'texte' as const, message: 'Écrivez l’article comme vous le voulez. Il ne peut pas être vide.' }]),
    ...tropLong('texte', lu.texte, ARTICLE_MAX),
    ...(estInchange(lu.texte, article)
      ? [{ champ: 'texte' as const, message: 'Vous n’avez rien changé. Modifiez le texte de l’article.' }]
      : []),
    ...(/\p{L}/u.test(lu.motif) ? [] : [{ champ: 'motif' as const, message: 'Dites pourquoi il faut ce changement.' }]),
    ...tropLong('motif', lu.motif, MOTIF_MAX)
  ]
  return fautes.length > 0 ? refuse(fautes) : ok(lu)
}

/** True when only the spaces differ, which a text area changes by itself. */
export const estInchange = (texte: string, article: string): boolean =>
  resserrer(sansControles(texte)) === resserrer(sansControles(article))

const lireTitre = (titre: string) => resserrer(sansControles(titre))

const fautesDeTitre = (titre: string, manque: string): Faute[] =>
  /\p{L}/u.test(titre) ? tropLong('titre', titre, TITRE_MAX) : [{ champ: 'titre', message: manque }]

const tropLong = (champ: Faute['champ'], texte: string, max: number): Faute[] =>
  texte.length > max
    ? [{ champ, message: `${ENTIER.format(max)} signes au plus : il y en a ${ENTIER.format(texte.length)}.` }]
    : []

const ENTIER = new Intl.NumberFormat('fr-FR')
