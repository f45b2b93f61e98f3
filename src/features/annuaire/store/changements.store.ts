import { sql } from 'kysely'
import type { Db } from '../../../platform/db/index.ts'
import { COLONNES_PUBLIQUES, type LieuPublic } from './lieu.store.ts'

/** A place in the history of the directory: a lieu is written once per revision at most. */
export interface Repere {
  readonly revision: number
  readonly id: number
}

export type LieuChange = LieuPublic & { readonly revision: number }

/** Lieux written or withdrawn after this place, oldest change first, each one as it is now. */
export async function listChanges(db: Db, apres: Repere, limite: number): Promise<LieuChange[]> {
  const { rows } = await sql<LieuChange>`
    select ${sql.join(COLONNES_PUBLIQUES.map((c) => sql.ref(c)))}, revision from lieu
    where (revision, id) > (${apres.revision}, ${apres.id}) order by revision, id limit ${limite}`.execute(db)
  return rows
}
