import type { Db } from '../../../platform/db/index.ts'
import { toAComparer } from '../domain/comparable.ts'
import { seRessemblent } from '../domain/rapprochement/rapprochement.ts'
import { listLieuxDistingues } from '../store/decision.store.ts'
import { findLieu, type LieuPublic } from '../store/lieu.store.ts'

/**
 * Of these lieux, withdrawn ones included, those that look like this one, and that nobody has decided are another: a place
 * that is created again under a new number keeps its past. `lieu` itself is never in the answer.
 */
export async function listSemblables(db: Db, lieu: LieuPublic, parmi: readonly number[]): Promise<readonly number[]> {
  const autres = parmi.filter((id) => id !== lieu.id)
  const distingues = new Set(await listLieuxDistingues(db, lieu.id, autres))
  const ici = comparable('ici', lieu)
  const semblables: number[] = []
  for (const id of autres) {
    const autre = distingues.has(id) ? undefined : await findLieu(db, id)
    if (autre && seRessemblent(ici, comparable('autre', autre))) semblables.push(id)
  }
  return semblables
}

// What the two fiches say, whatever directories say it: none is compared with itself.
const comparable = (source: string, lieu: LieuPublic) =>
  toAComparer({ source, cle: String(lieu.id), fictif: lieu.fictif, valeurs: lieu.publiees })
