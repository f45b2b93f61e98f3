import { sql } from 'kysely'
import { avecTables, type Db, type Trx } from '../../../platform/db/index.ts'
import type { NomChamp } from '../domain/schema.ts'
import type { TablesAnnuaire } from './tables.ts'

interface Ecartee {
  readonly champ: NomChamp
  readonly empreinte: string
}

export async function listPropositionsEcartees(db: Db, lieuId: number): Promise<Ecartee[]> {
  return avecTables<TablesAnnuaire>(db)
    .selectFrom('proposition_ecartee')
    .select(['champ', 'empreinte'])
    .where('lieu_id', '=', lieuId)
    .execute()
}

/** Remembers what a responsable does not want. Twice is once. */
export async function insertPropositionsEcartees(
  trx: Trx,
  lieuId: number,
  ecartees: readonly Ecartee[],
  now: Date
): Promise<void> {
  await sql`
    insert into proposition_ecartee (lieu_id, champ, empreinte, le)
    select ${lieuId}, champ, empreinte, ${now}
    from unnest(${ecartees.map((e) => e.champ)}::text[], ${ecartees.map((e) => e.empreinte)}::text[]) as e(champ, empreinte)
    on conflict do nothing`.execute(trx)
}
