import { randomUUID } from 'node:crypto'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { RefusDeContribution } from '../domain/refus.ts'
import { existsTexte, insertContribution, isFil, retenirLaMain } from '../store/contribution.store.ts'
import { contribuerA, type OutilsDeContribution } from './contribuer.ts'
import { signer } from './signer.ts'

/** What `lireCommentaire` accepted. */
export interface CommentaireAEcrire {
  readonly texte: string
  /** The comment of the same item that this one answers: one level, which the database holds to. */
  readonly parentId?: string | undefined
  /** Said by somebody present at this meeting of the consultation. */
  readonly seanceId?: string | undefined
}

/** Adds a comment, or an answer to one. The same words by the same person at the same place: `deja`. */
export function commenter(
  db: Db,
  itemId: string,
  { texte, parentId, seanceId }: CommentaireAEcrire,
  outils: OutilsDeContribution
): Promise<Result<{ readonly id: string }, RefusDeContribution>> {
  return contribuerA(
    db,
    itemId,
    (module) => module.commentaires,
    outils,
    async (trx, ouverte) => {
      const signature = signer(ouverte, { seanceId, outils })
      await retenirLaMain(trx, itemId, ouverte.compteId)
      if (parentId && !(await isFil(trx, itemId, parentId))) return refuse({ raison: 'disparu' })
      if (await existsTexte(trx, signature, { genre: 'commentaire', texte, parentId }))
        return refuse({ raison: 'deja' })
      const id = randomUUID()
      await insertContribution(trx, id, signature, { genre: 'commentaire', texte, parentId }, outils.now)
      return ok({ id })
    }
  )
}
