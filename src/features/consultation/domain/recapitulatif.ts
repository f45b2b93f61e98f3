import type { EtatPublication, GenreContribution, GenreItem } from './item.ts'
import { direMotif } from './moderation.ts'
import type { Sens } from './opinion.ts'
import { direSens } from './refus.ts'

/** Why a moderator did not show something, or took it away. */
export interface Refusee {
  /** Number of the decision, which its author may answer. */
  readonly decision: string | null
  /** A key of MOTIFS. */
  readonly motif: string | null
  readonly raison: string | null
}

/** An item of the consultation, and what one account did with it. */
export interface MonItem extends Refusee {
  readonly id: string
  readonly numero: number
  readonly module_id: string
  readonly genre: GenreItem
  readonly titre: string
  readonly texte: string
  readonly etat: EtatPublication
  readonly le: Date
  /** Proposed by this account. */
  readonly sien: boolean
  readonly sens: Exclude<Sens, 'retrait'> | null
  readonly pourquoi: string
  /** A moderator took the reason of the opinion away. */
  readonly pourquoi_retire: boolean
  readonly avis_le: Date | null
}

export interface MaContribution extends Refusee {
  readonly item_id: string
  readonly genre: GenreContribution
  readonly etat: EtatPublication
  readonly le: Date
  /** What it says: a comment, a value's word, a file's name, an action. */
  readonly texte: string
  readonly lien: string | null
  readonly organisateur: boolean
}

/** Of what one wrote, whatever its gender: whether others see it. */
export const ETATS_DITS: Readonly<Record<EtatPublication, string>> = {
  attente: 'En attente de relecture',
  publie: 'En ligne',
  refuse: 'Refus de la modération',
  retire: 'Retrait par la modération',
  'retire-auteur': 'Retrait par vous'
}

export const GENRES_DITS: Readonly<Record<GenreContribution, string>> = {
  commentaire: 'Commentaire',
  valeur: 'Valeur de référence',
  fichier: 'Fichier',
  action: 'Action associée'
}

/** What this person may read of the title: theirs, or what everybody sees. */
export const titreVisible = ({ titre, etat, sien }: MonItem): string =>
  etat === 'publie' || sien ? titre : 'Proposition retirée'

/** One answer, as files give it. */
export interface Ligne {
  readonly partie: string
  readonly numero: number
  readonly proposition: string
  readonly reponse: string
  readonly texte: string
  readonly lien: string
  readonly etat: string
  /** Why a moderator did not show it. */
  readonly motif: string
  /** ISO instant. */
  readonly le: string
}

export const COLONNES = [
  'partie',
  'numero',
  'proposition',
  'reponse',
  'texte',
  'lien',
  'etat',
  'motif',
  'le'
] as const satisfies readonly (keyof Ligne)[]

interface MonModule {
  readonly id: string
  readonly titre: string
  readonly libelle_accord: string
  readonly libelle_revoir: string
}

/** Every answer of one person in one consultation, one per line, in the order of its modules (CON-15). */
export function lignesDe(
  modules: readonly MonModule[],
  items: readonly MonItem[],
  contributions: readonly MaContribution[]
): readonly Ligne[] {
  const parId = new Map(modules.map((module) => [module.id, module]))
  const parItem = Map.groupBy(contributions, ({ item_id }) => item_id)
  return items.flatMap((item) => {
    const module = parId.get(item.module_id)
    if (!module) return []
    const commun = { partie: module.titre, numero: item.numero, proposition: titreVisible(item), lien: '' }
    return [
      ...(item.sien
        ? [
            {
              ...commun,
              reponse: item.genre === 'amendement' ? 'Amendement' : 'Proposition',
              texte: item.texte,
              ...etatDit(item),
              le: item.le.toISOString()
            }
          ]
        : []),
      ...(item.sens && item.avis_le
        ? [
            {
              ...commun,
              reponse: direSens(item.sens, module),
              texte: item.pourquoi,
              etat: item.pourquoi_retire ? 'Compté ; raison retirée par la modération' : 'Compté',
              motif: '',
              le: item.avis_le.toISOString()
            }
          ]
        : []),
      ...(parItem.get(item.id) ?? []).map((contribution) => ({
        ...commun,
        reponse: GENRES_DITS[contribution.genre],
        texte: contribution.texte,
        lien: contribution.lien ?? '',
        ...etatDit(contribution),
        le: contribution.le.toISOString()
      }))
    ]
  })
}

const etatDit = ({ etat, motif, raison }: Refusee & { readonly etat: EtatPublication }) => ({
  etat: ETATS_DITS[etat],
  motif: [motif && direMotif(motif), raison].filter(Boolean).join(' : ')
})
