import { sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import { Declaration } from '../domain/declaration.ts'
import type { Livraison } from './livraison.store.ts'
import type { GenreAlerte, TablesAnnuaire } from './tables.ts'

const t = avecTables<TablesAnnuaire>
const w = avecTablesTrx<TablesAnnuaire>

export interface SourceEtLivraisons {
  readonly declaration: Declaration
  readonly creeeLe: Date
  readonly veilleur: string | undefined
  /** Latest first: the last ones, and enough of those that were applied for a trend. */
  readonly livraisons: readonly Livraison[]
}

/** What the health of sources is judged on: all of them, or one. */
export async function listSuivis(db: Db, sourceId?: string): Promise<SourceEtLivraisons[]> {
  const [{ rows: sources }, { rows: livraisons }] = await Promise.all([
    sql<{ declaration: unknown; cree_le: Date; veilleur: string | null }>`
      select s.declaration, s.creee_le as cree_le, v.veilleur
      from source s left join source_suivi v on v.source_id = s.id
      where ${sourceId ?? null}::text is null or s.id = ${sourceId ?? null}::text order by s.nom`.execute(db),
    // A source fetched every hour says « nothing changed » sixty times before it says something.
    sql<Livraison>`
      select l.* from source s
      cross join lateral (
        (select * from livraison x where x.source_id = s.id order by x.id desc limit 60)
        union
        (select * from livraison x where x.source_id = s.id and x.etat = 'appliquee' order by x.id desc limit 12)
        union
        (select * from livraison x where x.source_id = s.id and x.etat = 'en-attente' order by x.id desc limit 12)
      ) l
      where ${sourceId ?? null}::text is null or s.id = ${sourceId ?? null}::text order by l.id desc`.execute(db)
  ])
  const parSource = Map.groupBy(livraisons, ({ source_id }) => source_id)
  return sources.map((s) => {
    const declaration = Declaration.parse(s.declaration)
    return {
      declaration,
      creeeLe: s.cree_le,
      veilleur: s.veilleur ?? undefined,
      livraisons: parSource.get(declaration.id) ?? []
    }
  })
}

export async function findVeilleur(db: Db, sourceId: string): Promise<string | undefined> {
  const ligne = await t(db)
    .selectFrom('source_suivi')
    .select('veilleur')
    .where('source_id', '=', sourceId)
    .executeTakeFirst()
  return ligne?.veilleur
}

/** Names who looks after the source; undefined: nobody in particular. */
export async function saveVeilleur(trx: Trx, sourceId: string, veilleur: string | undefined, now: Date): Promise<void> {
  if (veilleur === undefined) {
    await w(trx).deleteFrom('source_suivi').where('source_id', '=', sourceId).execute()
    return
  }
  await w(trx)
    .insertInto('source_suivi')
    .values({ source_id: sourceId, veilleur, modifie_le: now })
    .onConflict((oc) => oc.column('source_id').doUpdateSet({ veilleur, modifie_le: now }))
    .execute()
}

export interface Alerte {
  readonly sourceId: string
  readonly genre: GenreAlerte
  readonly evenement: string
  readonly seuil: number
}

/** True once for each alert: of two processes that watch together, one writes the message. */
export async function noteAlerte(trx: Trx, { sourceId, genre, evenement, seuil }: Alerte, now: Date): Promise<boolean> {
  const ecrite = await w(trx)
    .insertInto('source_alerte')
    .values({ source_id: sourceId, genre, evenement, seuil, le: now })
    .onConflict((oc) => oc.doNothing())
    .returning('seuil')
    .executeTakeFirst()
  return ecrite !== undefined
}

/** The messages already written about a source, latest first. */
export async function listAlertes(db: Db, sourceId: string): Promise<(Alerte & { readonly le: Date })[]> {
  const lignes = await t(db)
    .selectFrom('source_alerte')
    .selectAll()
    .where('source_id', '=', sourceId)
    .orderBy('le', 'desc')
    .limit(20)
    .execute()
  return lignes.map(({ source_id, ...reste }) => ({ sourceId: source_id, ...reste }))
}

/** The sources whose alerts go to an address. */
export async function listSourcesVeillees(db: Db, veilleur: string): Promise<string[]> {
  const { rows } = await sql<{ source_id: string }>`
    select source_id from source_suivi where lower(veilleur) = lower(${veilleur}) order by source_id`.execute(db)
  return rows.map(({ source_id }) => source_id)
}

/** Their alerts go back to the administration's address. */
export async function forgetVeilleur(trx: Trx, veilleur: string): Promise<void> {
  await sql`delete from source_suivi where lower(veilleur) = lower(${veilleur})`.execute(trx)
}
