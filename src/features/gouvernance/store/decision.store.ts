import { type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { CompteDuCollege } from '../domain/depouillement.ts'
import type { GenreDecision } from '../domain/motion.ts'
import type { TableDecision, TablesGouvernance } from './tables.ts'

export type DecisionInscrite = Selectable<TableDecision>

const t = avecTables<TablesGouvernance>
const w = avecTablesTrx<TablesGouvernance>

export async function insertDecision(
  trx: Trx,
  { colleges, ...decision }: Omit<DecisionInscrite, 'colleges'> & { readonly colleges: readonly CompteDuCollege[] }
): Promise<void> {
  await w(trx)
    .insertInto('comite_decision')
    .values({ ...decision, colleges: JSON.stringify(colleges) })
    .execute()
}

export async function findDecisionDeMotion(db: Db, motionId: string): Promise<DecisionInscrite | undefined> {
  return t(db).selectFrom('comite_decision').selectAll().where('motion_id', '=', motionId).executeTakeFirst()
}

/** A line of the register: the decision, and what its pages may name. */
export interface LigneDuRegistre extends DecisionInscrite {
  readonly reseau: string
  readonly fuseau: string
  readonly lieu_id: number | null
  readonly lieu: string | null
  /** Who signed the last declaration: masked with the name of the lieu. */
  readonly structure: string | null
  /** The decisions that correct this one. */
  readonly corrigee_par: readonly string[]
}

const REGISTRE = sql`
  select d.*, r.nom as reseau, r.fuseau, a.lieu_id, l.nom as lieu, s.structure,
    array(select x.id::text from comite_decision x where x.corrige = d.id order by x.prise_le, x.id) as corrigee_par
  from comite_decision d join reseau r on r.id = d.reseau_id
  left join adhesion a on a.id = d.adhesion_id left join lieu l on l.id = a.lieu_id
  left join lateral (select structure from declaration e where e.adhesion_id = a.id and e.envoyee_le is not null
    order by e.envoyee_le desc limit 1) s on true`

const toLigne = (ligne: LigneDuRegistre): LigneDuRegistre => ({
  ...ligne,
  lieu_id: ligne.lieu_id === null ? null : Number(ligne.lieu_id)
})

export async function findDecision(db: Db, id: string): Promise<LigneDuRegistre | undefined> {
  const { rows } = await sql<LigneDuRegistre>`${REGISTRE} where d.id = ${id}`.execute(db)
  return rows[0] && toLigne(rows[0])
}

export interface FiltreRegistre {
  readonly reseau?: string | undefined
  readonly annee?: number | undefined
  readonly genre?: GenreDecision | undefined
}

const garde = ({ reseau, annee, genre }: FiltreRegistre) => sql`
  (${reseau ?? null}::text is null or d.reseau_id = ${reseau ?? null}::text)
  and (${genre ?? null}::text is null or d.genre = ${genre ?? null}::text)
  and (${annee ?? null}::int is null or extract(year from d.prise_le at time zone r.fuseau) = ${annee ?? null}::int)`

/** The register, the latest decision first. */
export async function listRegistre(
  db: Db,
  filtre: FiltreRegistre,
  { limite, apres = 0 }: { readonly limite: number; readonly apres?: number }
): Promise<{ readonly total: number; readonly decisions: readonly LigneDuRegistre[] }> {
  const [{ rows }, { rows: total }] = await Promise.all([
    sql<LigneDuRegistre>`${REGISTRE} where ${garde(filtre)} order by d.prise_le desc, d.id
      limit ${limite} offset ${apres}`.execute(db),
    sql<{ total: number }>`
      select count(*)::int as total from comite_decision d join reseau r on r.id = d.reseau_id where ${garde(filtre)}`.execute(
      db
    )
  ])
  return { total: total[0]?.total ?? 0, decisions: rows.map(toLigne) }
}

/** The years in which something was decided, the latest first. */
export async function listAnnees(db: Db): Promise<number[]> {
  const { rows } = await sql<{ annee: number }>`
    select distinct extract(year from d.prise_le at time zone r.fuseau)::int as annee
    from comite_decision d join reseau r on r.id = d.reseau_id order by 1 desc`.execute(db)
  return rows.map(({ annee }) => annee)
}
