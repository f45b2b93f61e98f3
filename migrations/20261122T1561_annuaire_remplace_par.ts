import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Who looks after a lieu is asked of all the numbers that merging led to it, at each message: not of the whole directory.
  await sql`create index lieu_remplace_par on lieu (remplace_par) where remplace_par is not null`.execute(db)
}
