import { demandeEnMots, etapesAdhesion } from '../domain/adherer.ts'
import { type Contenu, type Critere, deGenre } from '../domain/charte.ts'
import { NATURES } from '../domain/rubrique.ts'
import { blocs } from '../domain/texte.ts'

/** One line of the document, in reading order. */
export type Noeud =
  | { readonly genre: 'titre'; readonly niveau: 1 | 2 | 3 | 4; readonly texte: string }
  | { readonly genre: 'paragraphe' | 'chapeau' | 'discret'; readonly texte: string }
  | { readonly genre: 'liste'; readonly lignes: readonly string[] }
  /** The address of a letter, line by line. */
  | { readonly genre: 'destinataire'; readonly lignes: readonly string[] }

/** The whole charter for paper: everything that the page folds is open here. */
export function composerDocument(document: {
  readonly nom: string
  readonly reseau: string
  readonly phraseVersion: string
  readonly contenu: Contenu
  readonly exemple: string
  readonly jourEnMots: (jour: string) => string
}): Noeud[] {
  const { nom, reseau, phraseVersion, contenu, exemple, jourEnMots } = document
  const criteres = deGenre(contenu, 'critere')
  const conditions = deGenre(contenu, 'condition')
  const engagements = deGenre(contenu, 'engagement')
  const groupes = [
    ...contenu.categories.map(({ id, nom: titre, texte }) => ({
      titre,
      texte,
      siens: criteres.filter(({ categorie_id }) => categorie_id === id)
    })),
    { titre: 'Autres critères', texte: '', siens: criteres.filter(({ categorie_id }) => categorie_id === null) }
  ].filter(({ siens }) => siens.length > 0)
  return [
    titre(1, nom),
    { genre: 'discret', texte: `${reseau}. ${phraseVersion}` },
    ...blocs(contenu.resume).map(
      (bloc): Noeud => ({
        genre: 'chapeau',
        texte: bloc.genre === 'paragraphe' ? bloc.texte : bloc.lignes.join(' ')
      })
    ),
    titre(2, 'Ce qui est demandé'),
    { genre: 'paragraphe', texte: `Pour adhérer\u00a0: ${demandeEnMots(contenu)}.` },
    ...(conditions.length > 0 ? [titre(3, 'Les conditions'), ...conditions.flatMap(exigence)] : []),
    ...(engagements.length > 0 ? [titre(3, 'Les engagements'), ...engagements.flatMap(exigence)] : []),
    ...groupes.flatMap(({ titre: nomGroupe, texte: chapeau, siens }) => [
      titre(3, `Critères\u00a0: ${minuscule(nomGroupe)}`),
      ...texte(chapeau),
      ...siens.flatMap(exigence)
    ]),
    titre(2, 'Adhérer, pas à pas'),
    ...etapesAdhesion(contenu, exemple, jourEnMots).flatMap(({ titre: nomEtape, phrases }) => [
      titre(3, nomEtape),
      ...phrases.map((phrase): Noeud => ({ genre: 'paragraphe', texte: phrase }))
    ]),
    ...NATURES.flatMap(({ genre, titre: nomRubrique }) => {
      const siennes = contenu.rubriques.filter((rubrique) => rubrique.genre === genre)
      return siennes.length === 0
        ? []
        : [
            titre(2, nomRubrique),
            ...siennes.flatMap((une) => [titre(3, une.titre), ...texte(une.texte), ...origine(une.reference)])
          ]
    }),
    titre(2, 'Les articles'),
    ...(contenu.preambule === '' ? [] : [titre(3, 'Préambule'), ...texte(contenu.preambule)]),
    ...contenu.articles.flatMap((article, rang) => [
      titre(3, `Article ${rang + 1}. ${article.titre}`),
      ...texte(article.texte),
      ...origine(article.reference)
    ])
  ]
}

const titre = (niveau: 1 | 2 | 3 | 4, texte: string): Noeud => ({ genre: 'titre', niveau, texte })

const texte = (brut: string): Noeud[] => blocs(brut)

const origine = (reference: string): Noeud[] =>
  reference === '' ? [] : [{ genre: 'discret', texte: `Texte d’origine\u00a0: ${reference}` }]

const minuscule = (mot: string) => mot.charAt(0).toLocaleLowerCase('fr') + mot.slice(1)

function exigence(critere: Critere): Noeud[] {
  return [
    titre(4, critere.libelle),
    ...texte(critere.texte),
    ...texte(critere.en_savoir_plus),
    ...(critere.justificatif === ''
      ? []
      : [{ genre: 'paragraphe' as const, texte: `Ce qu’il faut montrer\u00a0: ${critere.justificatif}` }]),
    ...origine(critere.reference)
  ]
}
