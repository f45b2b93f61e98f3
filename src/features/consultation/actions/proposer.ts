import { randomUUID } from 'node:crypto'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { etatDe } from '../domain/etat.ts'
import { estInchange } from '../domain/proposition.ts'
import type { RefusDeContribution } from '../domain/refus.ts'
import { type Module, nextNumero, retenirCloture } from '../store/consultation.store.ts'
import { findItemById, insertItem } from '../store/item.store.ts'
import { hasTitre, takeBackItem } from '../store/proposition.store.ts'
import { contribuer, type OutilsDeContribution } from './contribuer.ts'

/** What is proposed, already read by `lireProposition` or `lireAmendement`. With a parent: a change to that article. */
export interface AProposer {
  readonly moduleId: string
  readonly titre: string
  readonly texte: string
  readonly parentId?: string
  readonly motif?: string
}

export interface Proposee {
  readonly numero: number
  /** `attente`: the module shows propositions once a moderator has read them. */
  readonly etat: 'publie' | 'attente'
}

/** In a module of propositions, propositions; on the articles of a draft, amendments. */
const recoit = ({ propositions, nature }: Module, amendement: boolean) =>
  propositions !== 'non' && amendement === (nature === 'texte')

/** Adds a proposition, or an amendment to an article, in the name of an account (CON-12, CON-21). */
export function proposer(
  db: Db,
  { moduleId, titre, texte, parentId, motif = '' }: AProposer,
  outils: OutilsDeContribution
): Promise<Result<Proposee, RefusDeContribution>> {
  return contribuer(
    db,
    moduleId,
    (module) => recoit(module, parentId !== undefined),
    outils,
    async (trx, { consultation, module, compteId }) => {
      const article = parentId === undefined ? undefined : await findItemById(trx, parentId)
      if (parentId !== undefined && (article?.etat !== 'publie' || article.genre !== 'article'))
        return refuse({ raison: 'inconnu' })
      if (article && article.module_id !== module.id) return refuse({ raison: 'inconnu' })
      if (article && estInchange(texte, article.texte)) return refuse({ raison: 'deja' })
      const parent_id = article?.id ?? null
      if (await hasTitre(trx, consultation.id, parent_id, titre)) return refuse({ raison: 'deja' })
      const numero = await nextNumero(trx, consultation.id)
      // The number makes two proposers follow one another: the second one now sees what the first wrote.
      if (await hasTitre(trx, consultation.id, parent_id, titre)) return refuse({ raison: 'deja' })
      const etat = module.propositions === 'apres-moderation' ? 'attente' : 'publie'
      await insertItem(trx, {
        id: randomUUID(),
        consultation_id: consultation.id,
        module_id: module.id,
        numero,
        genre: article ? 'amendement' : 'item',
        parent_id,
        // After what the organiser ordered, in the order of arrival.
        rang: numero,
        titre,
        texte,
        motif,
        origine: 'contributeur',
        auteur_id: compteId,
        etat,
        le: outils.now
      })
      return ok({ numero, etat })
    }
  )
}

export type RefusDeReprendre =
  /** Somebody has already spoken about it: a moderator decides. */
  { readonly raison: 'touchee' } | { readonly raison: 'close' } | { readonly raison: 'inconnu' }

/** An author takes back what they proposed, while the consultation is open and nobody else has spoken about it. */
export function reprendreProposition(
  db: Db,
  itemId: string,
  { acteur, now }: Pick<OutilsDeContribution, 'acteur' | 'now'>
): Promise<Result<undefined, RefusDeReprendre>> {
  return transaction(db, async (trx) => {
    const compteId = acteur.compte?.id
    const item = await findItemById(trx, itemId)
    if (!compteId || item?.auteur_id !== compteId) return refuse({ raison: 'inconnu' })
    const consultation = await retenirCloture(trx, item.consultation_id)
    if (!consultation || etatDe(consultation, now) !== 'ouverte') return refuse({ raison: 'close' })
    return (await takeBackItem(trx, itemId, compteId)) ? ok(undefined) : refuse({ raison: 'touchee' })
  })
}
