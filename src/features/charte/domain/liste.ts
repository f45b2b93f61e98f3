import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Contenu, GenreCritere } from './charte.ts'
import type { FauteDeChamp } from './parametre.ts'
import { type GenreRubrique, NATURES } from './rubrique.ts'
import { typographier } from './texte.ts'

export type NomChamp =
  | 'titre'
  | 'nom'
  | 'libelle'
  | 'genre'
  | 'categorie_id'
  | 'texte'
  | 'en_savoir_plus'
  | 'justificatif'
  | 'reference'

export interface ChampElement {
  readonly nom: NomChamp
  readonly libelle: string
  readonly indication?: string
  readonly sorte: 'ligne' | 'texte' | 'genre' | 'categorie'
  readonly obligatoire?: boolean
  readonly max: number
}

export interface NatureListe {
  /** In addresses. */
  readonly cle: string
  readonly titre: string
  readonly un: string
  readonly genreRubrique?: GenreRubrique
  readonly champs: readonly ChampElement[]
  /** First letter of the ids that the editor gives. */
  readonly lettre: string
}

const INDICATION_TEXTE = 'Une ligne vide sépare deux paragraphes. Une ligne qui commence par « - » est une puce.'

const reference: ChampElement = {
  nom: 'reference',
  libelle: 'Où le texte d’origine le dit',
  indication: 'Par exemple : article 7, critère 21. Vous pouvez laisser vide.',
  sorte: 'ligne',
  max: 200
}
const titre: ChampElement = { nom: 'titre', libelle: 'Titre', sorte: 'ligne', obligatoire: true, max: 200 }
const texte: ChampElement = {
  nom: 'texte',
  libelle: 'Texte',
  indication: INDICATION_TEXTE,
  sorte: 'texte',
  obligatoire: true,
  max: 20_000
}

/** What a charter is made of, list by list: the editor's pages, forms and addresses read this table. */
export const LISTES: readonly NatureListe[] = [
  { cle: 'articles', titre: 'Articles', un: 'un article', champs: [titre, texte, reference], lettre: 'a' },
  {
    cle: 'categories',
    titre: 'Catégories de critères',
    un: 'une catégorie',
    champs: [
      { nom: 'nom', libelle: 'Nom', sorte: 'ligne', obligatoire: true, max: 200 },
      { ...texte, obligatoire: false },
      reference
    ],
    lettre: 'k'
  },
  {
    cle: 'criteres',
    titre: 'Conditions, critères et engagements',
    un: 'une condition, un critère ou un engagement',
    champs: [
      { nom: 'libelle', libelle: 'En quelques mots', sorte: 'ligne', obligatoire: true, max: 200 },
      { nom: 'genre', libelle: 'C’est', sorte: 'genre', obligatoire: true, max: 20 },
      {
        nom: 'categorie_id',
        libelle: 'Catégorie',
        indication: 'Pour un critère seulement.',
        sorte: 'categorie',
        max: 63
      },
      texte,
      {
        nom: 'en_savoir_plus',
        libelle: 'En savoir plus',
        indication: 'Des exemples, des précisions. Vous pouvez laisser vide.',
        sorte: 'texte',
        max: 20_000
      },
      {
        nom: 'justificatif',
        libelle: 'Ce qu’il faut montrer quand on le choisit',
        indication: 'Par exemple, le numéro d’un agrément. Vide : rien n’est demandé.',
        sorte: 'ligne',
        max: 500
      },
      reference
    ],
    lettre: 'c'
  },
  ...NATURES.map(
    ({ genre, cle, titre: nom, un }): NatureListe => ({
      cle: cle.replaceAll('_', '-'),
      titre: nom,
      un,
      genreRubrique: genre,
      champs: [titre, texte, reference],
      lettre: 'r'
    })
  )
]

export const GENRES: readonly {
  readonly genre: GenreCritere
  readonly libelle: string
  readonly indication: string
}[] = [
  { genre: 'condition', libelle: 'une condition', indication: 'Toutes sont demandées.' },
  { genre: 'critere', libelle: 'un critère', indication: 'On en choisit un nombre minimum.' },
  { genre: 'engagement', libelle: 'un engagement', indication: 'Tous sont pris.' }
]

/** One thing of any list, field by field, as a form shows it. */
export type Saisie = Readonly<Partial<Record<NomChamp, string>>>

export interface Ligne {
  readonly id: string
  readonly titre: string
  /** Things move within their group: a criterion within its category. */
  readonly groupe: string
}

/** The lines of a list, in order. */
export function lignesDe(contenu: Contenu, { cle, genreRubrique }: NatureListe): Ligne[] {
  if (genreRubrique)
    return contenu.rubriques
      .filter(({ genre }) => genre === genreRubrique)
      .map(({ id, titre: nom }) => ({ id, titre: nom, groupe: '' }))
  if (cle === 'articles') return contenu.articles.map(({ id, titre: nom }) => ({ id, titre: nom, groupe: '' }))
  if (cle === 'categories') return contenu.categories.map(({ id, nom }) => ({ id, titre: nom, groupe: '' }))
  return contenu.criteres.map((c) => ({ id: c.id, titre: c.libelle, groupe: groupeDe(c.genre, c.categorie_id) }))
}

/** Where a criterion is shown: with those of its kind and category. */
export const groupeDe = (genre: GenreCritere, categorie: string | null) => `${genre} ${categorie ?? ''}`.trim()

export function saisieDe(contenu: Contenu, liste: NatureListe, id: string): Saisie | undefined {
  const trouve = elements(contenu, liste).find((un) => un.id === id)
  if (!trouve) return undefined
  return Object.fromEntries(
    liste.champs.map(({ nom }) => [nom, String((trouve as Record<string, unknown>)[nom] ?? '')])
  )
}

/** Checks what was typed for one thing. Too long, empty, a category that is not there: each field at fault is named. */
export function verifierSaisie(contenu: Contenu, liste: NatureListe, saisie: Saisie): FauteDeChamp[] {
  const fautes: FauteDeChamp[] = []
  for (const { nom, libelle, obligatoire, max, sorte } of liste.champs) {
    const valeur = saisie[nom]?.trim() ?? ''
    if (obligatoire && valeur === '') fautes.push({ champ: nom, message: `« ${libelle} » : ne laissez pas vide.` })
    if (valeur.length > max)
      fautes.push({ champ: nom, message: `« ${libelle} » : ${max} signes au plus, vous en avez ${valeur.length}.` })
    if (sorte === 'genre' && valeur !== '' && !GENRES.some(({ genre }) => genre === valeur))
      fautes.push({ champ: nom, message: 'Choisissez une condition, un critère ou un engagement.' })
    if (sorte === 'categorie' && valeur !== '') {
      if (saisie.genre !== 'critere')
        fautes.push({ champ: nom, message: 'Seul un critère a une catégorie. Laissez ce champ vide.' })
      else if (!contenu.categories.some(({ id }) => id === valeur))
        fautes.push({ champ: nom, message: 'Cette catégorie n’existe plus. Choisissez-en une autre.' })
    }
  }
  return fautes
}

/** Adds a thing at the end of its list, or writes it again in its place. */
export function ecrireElement(contenu: Contenu, liste: NatureListe, id: string, saisie: Saisie): Contenu {
  const lu = (nom: NomChamp) => typographier(saisie[nom]?.trim() ?? '')
  const commun = { id, texte: lu('texte'), reference: lu('reference') }
  const { cle, genreRubrique } = liste
  if (genreRubrique) {
    const une = { ...commun, genre: genreRubrique, titre: lu('titre') }
    return { ...contenu, rubriques: poser(contenu.rubriques, une, (r) => r.genre === genreRubrique && r.id === id) }
  }
  if (cle === 'articles')
    return { ...contenu, articles: poser(contenu.articles, { ...commun, titre: lu('titre') }, (a) => a.id === id) }
  if (cle === 'categories')
    return { ...contenu, categories: poser(contenu.categories, { ...commun, nom: lu('nom') }, (k) => k.id === id) }
  const genre = (saisie.genre ?? 'critere') as GenreCritere
  const critere = {
    ...commun,
    genre,
    categorie_id: genre === 'critere' ? saisie.categorie_id?.trim() || null : null,
    libelle: lu('libelle'),
    en_savoir_plus: lu('en_savoir_plus'),
    justificatif: lu('justificatif')
  }
  return { ...contenu, criteres: poser(contenu.criteres, critere, (c) => c.id === id) }
}

function poser<T>(liste: readonly T[], un: T, estLui: (autre: T) => boolean): T[] {
  return liste.some(estLui) ? liste.map((autre) => (estLui(autre) ? un : autre)) : [...liste, un]
}

export type RefusRetrait =
  | { readonly raison: 'inconnu' }
  | { readonly raison: 'categorie-utilisee'; readonly criteres: readonly string[] }

export function retirerElement(contenu: Contenu, liste: NatureListe, id: string): Result<Contenu, RefusRetrait> {
  if (!lignesDe(contenu, liste).some((ligne) => ligne.id === id)) return refuse({ raison: 'inconnu' })
  const { cle, genreRubrique } = liste
  if (genreRubrique)
    return ok({ ...contenu, rubriques: contenu.rubriques.filter((r) => r.genre !== genreRubrique || r.id !== id) })
  if (cle === 'articles') return ok({ ...contenu, articles: contenu.articles.filter((a) => a.id !== id) })
  if (cle === 'criteres') return ok({ ...contenu, criteres: contenu.criteres.filter((c) => c.id !== id) })
  const criteres = contenu.criteres.filter(({ categorie_id }) => categorie_id === id).map(({ libelle }) => libelle)
  if (criteres.length > 0) return refuse({ raison: 'categorie-utilisee', criteres })
  return ok({ ...contenu, categories: contenu.categories.filter((k) => k.id !== id) })
}

/** Swaps a thing with the one above or below in its group; at the end of its group it stays where it is. */
export function deplacerElement(
  contenu: Contenu,
  liste: NatureListe,
  id: string,
  sens: 'monter' | 'descendre'
): Contenu {
  const lignes = lignesDe(contenu, liste)
  const lui = lignes.find((ligne) => ligne.id === id)
  const groupe = lignes.filter(({ groupe: g }) => g === lui?.groupe)
  const rang = groupe.findIndex((ligne) => ligne.id === id)
  const autre = groupe[sens === 'monter' ? rang - 1 : rang + 1]
  if (rang < 0 || !autre) return contenu
  const { cle, genreRubrique } = liste
  if (genreRubrique)
    return { ...contenu, rubriques: echanger(contenu.rubriques, id, autre.id, (r) => r.genre === genreRubrique) }
  if (cle === 'articles') return { ...contenu, articles: echanger(contenu.articles, id, autre.id) }
  if (cle === 'categories') return { ...contenu, categories: echanger(contenu.categories, id, autre.id) }
  return { ...contenu, criteres: echanger(contenu.criteres, id, autre.id) }
}

function echanger<T extends { readonly id: string }>(
  liste: readonly T[],
  a: string,
  b: string,
  parmi: (un: T) => boolean = () => true
): T[] {
  const [i, j] = [a, b].map((id) => liste.findIndex((un) => un.id === id && parmi(un))) as [number, number]
  const copie = [...liste]
  const [x, y] = [copie[i], copie[j]]
  if (x === undefined || y === undefined) return copie
  copie[i] = y
  copie[j] = x
  return copie
}

/** An id that this charter never gave, in any version: what an old declaration names keeps its meaning. */
export function prochainId(lettre: string, deja: Iterable<string>): string {
  let dernier = 0
  for (const id of deja) {
    const [, n] = new RegExp(`^${lettre}(\\d{1,9})$`).exec(id) ?? []
    if (n) dernier = Math.max(dernier, Number(n))
  }
  return `${lettre}${dernier + 1}`
}

function elements(contenu: Contenu, { cle, genreRubrique }: NatureListe): readonly { readonly id: string }[] {
  if (genreRubrique) return contenu.rubriques.filter(({ genre }) => genre === genreRubrique)
  if (cle === 'articles') return contenu.articles
  return cle === 'categories' ? contenu.categories : contenu.criteres
}
