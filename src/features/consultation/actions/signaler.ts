import { randomUUID } from 'node:crypto'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { countGeste } from '../../comptes/index.ts'
import { type Cible, type Motif, RAISON_DE_MODERATION_MAX } from '../domain/moderation.ts'
import { findChose, insertSignalement, lockChose } from '../store/moderation.store.ts'
import type { OutilsDeContribution } from './contribuer.ts'

export type RefusDeSignaler =
  | { readonly raison: 'inconnu' }
  | { readonly raison: 'trop-souvent'; readonly jusqua: Date }

/**
 * Tells the moderators about something that is seen. Needs no account, and works once the consultation is closed: what is
 * illegal stays so. Told twice by the same person, it counts once.
 */
export async function signaler(
  db: Db,
  cible: Cible,
  { motif, texte }: { readonly motif: Motif; readonly texte: string },
  { acteur, now, salle }: OutilsDeContribution
): Promise<Result<undefined, RefusDeSignaler>> {
  const jusqua = await countGeste(db, 'contributions-passants', salle, now)
  if (jusqua) return refuse({ raison: 'trop-souvent', jusqua })
  return transaction(db, async (trx) => {
    // A moderator who takes it away meanwhile comes before or after, never in between.
    await lockChose(trx, cible)
    const chose = await findChose(trx, cible)
    if (chose?.etat !== 'publie') return refuse({ raison: 'inconnu' })
    await insertSignalement(
      trx,
      cible,
      {
        id: randomUUID(),
        motif,
        texte: texte.slice(0, RAISON_DE_MODERATION_MAX),
        auteurId: acteur.compte?.id,
        ecritLe: chose.le
      },
      now
    )
    return ok(undefined)
  })
}
