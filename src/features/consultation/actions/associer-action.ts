import { randomUUID } from 'node:crypto'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Db, Trx } from '../../../platform/db/index.ts'
import { findActionPublique } from '../../agenda/index.ts'
import { findLieuActuel } from '../../annuaire/index.ts'
import type { RefusDeContribution } from '../domain/refus.ts'
import { existsTexte, insertContribution, retenirLaMain } from '../store/contribution.store.ts'
import { contribuerA, type OutilsDeContribution } from './contribuer.ts'
import { signer } from './signer.ts'

/** What `lireAction` accepted, and what it is tied to. */
export interface ActionAAssocier {
  readonly texte: string
  /** An http or https address. */
  readonly lien?: string | undefined
  /** A lieu of the directory. */
  readonly lieuId?: number | undefined
  /** One of the published « actions et projets » of that lieu. */
  readonly actionProjetId?: string | undefined
  readonly seanceId?: string | undefined
}

/** Associates an action with an item (CON-11). A lieu or an action that is not public any more: `disparu`. */
export function associerAction(
  db: Db,
  itemId: string,
  { texte, lien, lieuId, actionProjetId, seanceId }: ActionAAssocier,
  outils: OutilsDeContribution
): Promise<Result<{ readonly id: string }, RefusDeContribution>> {
  return contribuerA(
    db,
    itemId,
    (module) => module.actions,
    outils,
    async (trx, ouverte) => {
      const signature = signer(ouverte, { seanceId, outils })
      await retenirLaMain(trx, itemId, ouverte.compteId)
      const attache = await attacher(trx, lieuId, actionProjetId)
      if (!attache) return refuse({ raison: 'disparu' })
      if (await existsTexte(trx, signature, { genre: 'action', texte })) return refuse({ raison: 'deja' })
      const id = randomUUID()
      await insertContribution(trx, id, signature, { genre: 'action', texte, lien, ...attache }, outils.now)
      return ok({ id })
    }
  )
}

/** The lieu as it is now, and one of its own actions; undefined when either is not there for the public. */
async function attacher(
  trx: Trx,
  lieuId: number | undefined,
  actionProjetId: string | undefined
): Promise<{ readonly lieuId: number | undefined; readonly actionProjetId: string | undefined } | undefined> {
  if (lieuId === undefined) return actionProjetId ? undefined : { lieuId: undefined, actionProjetId: undefined }
  const lieu = await findLieuActuel(trx, lieuId)
  if (!lieu || lieu.retire_le) return undefined
  if (actionProjetId && !(await findActionPublique(trx, lieu.id, actionProjetId))) return undefined
  return { lieuId: lieu.id, actionProjetId }
}
