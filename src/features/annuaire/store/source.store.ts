import { type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import { Declaration } from '../domain/declaration.ts'
import type { TableSource, TablesAnnuaire } from './tables.ts'

const t = avecTables<TablesAnnuaire>
const w = avecTablesTrx<TablesAnnuaire>

export interface Source {
  readonly declaration: Declaration
  readonly etag: string | undefined
  readonly modifieeLeHttp: string | undefined
}

const toSource = (ligne: Selectable<TableSource>): Source => ({
  declaration: Declaration.parse(ligne.declaration),
  etag: ligne.etag ?? undefined,
  modifieeLeHttp: ligne.modifiee_le_http ?? undefined
})

export async function saveSource(trx: Trx, declaration: Declaration, now: Date): Promise<void> {
  const ligne = {
    declaration: JSON.stringify(declaration),
    nom: declaration.nom,
    producteur: declaration.producteur,
    licence: declaration.licence,
    lien: declaration.lien ?? null,
    fictive: declaration.fictif ?? false,
    modifiee_le: now
  }
  await w(trx)
    .insertInto('source')
    .values({ id: declaration.id, ...ligne, etag: null, modifiee_le_http: null, creee_le: now })
    .onConflict((oc) =>
      oc.column('id').doUpdateSet(ligne).where(sql`source.declaration`, 'is distinct from', sql`excluded.declaration`)
    )
    .execute()
}

export async function findSource(db: Db, id: string): Promise<Source | undefined> {
  const ligne = await t(db).selectFrom('source').selectAll().where('id', '=', id).executeTakeFirst()
  return ligne && toSource(ligne)
}

export async function listSources(db: Db): Promise<Source[]> {
  const lignes = await t(db).selectFrom('source').selectAll().orderBy('nom').execute()
  return lignes.map(toSource)
}

/** Sources that have a current record: only these have a word in the fiches. */
export async function listSourcesPresentes(db: Db): Promise<Declaration[]> {
  const { rows } = await sql<Selectable<TableSource>>`
    select * from source s
    where exists (select 1 from enregistrement e where e.source_id = s.id and e.disparu_par is null) order by s.id`.execute(
    db
  )
  return rows.map((ligne) => toSource(ligne).declaration)
}

/** What the origin answered last, so that the next request can ask « only if it changed ». */
export async function saveEntetesHttp(
  trx: Trx,
  id: string,
  entetes: { etag?: string | undefined; lastModified?: string | undefined }
): Promise<void> {
  await w(trx)
    .updateTable('source')
    .set({ etag: entetes.etag ?? null, modifiee_le_http: entetes.lastModified ?? null })
    .where('id', '=', id)
    .execute()
}

export interface ResumeSource {
  readonly id: string
  readonly nom: string
  readonly producteur: string
  readonly licence: string
  readonly lien: string | null
  readonly fictive: boolean
  /** Records of its current delivery, and lieux where at least one of them stands. */
  readonly enregistrements: number
  readonly lieux: number
  readonly derniere:
    | {
        readonly id: number
        readonly dateeDu: string
        readonly recueLe: Date
        readonly lues: number
        readonly gardees: number
        readonly refusees: number
      }
    | undefined
}

/** Every source with its last applied delivery and its counts. */
export async function resumeSources(db: Db): Promise<ResumeSource[]> {
  const { rows } = await sql<{
    id: string
    nom: string
    producteur: string
    licence: string
    lien: string | null
    fictive: boolean
    enregistrements: number
    lieux: number
    livraison_id: number | null
    datee_du: string
    recue_le: Date
    lues: number
    gardees: number
    refusees: number
  }>`
    select s.id, s.nom, s.producteur, s.licence, s.lien, s.fictive,
      coalesce(e.enregistrements, 0)::int as enregistrements, coalesce(e.lieux, 0)::int as lieux,
      l.id as livraison_id, l.datee_du, l.recue_le, l.lues, l.gardees, l.refusees
    from source s
    left join (
      select source_id, count(*) as enregistrements, count(distinct lieu_id) as lieux
      from enregistrement where disparu_par is null group by source_id
    ) e on e.source_id = s.id
    left join lateral (
      select * from livraison where source_id = s.id and etat = 'appliquee' order by id desc limit 1
    ) l on true
    order by s.nom`.execute(db)
  return rows.map((r) => ({
    id: r.id,
    nom: r.nom,
    producteur: r.producteur,
    licence: r.licence,
    lien: r.lien,
    fictive: r.fictive,
    enregistrements: r.enregistrements,
    lieux: r.lieux,
    derniere:
      r.livraison_id === null
        ? undefined
        : {
            id: r.livraison_id,
            dateeDu: r.datee_du,
            recueLe: r.recue_le,
            lues: r.lues,
            gardees: r.gardees,
            refusees: r.refusees
          }
  }))
}

/** Names by identifier: what a list of lieux needs to name its sources. */
export async function nomsDesSources(db: Db): Promise<ReadonlyMap<string, string>> {
  const lignes = await t(db).selectFrom('source').select(['id', 'nom']).execute()
  return new Map(lignes.map(({ id, nom }) => [id, nom]))
}

/** True when a fictional source is there: every page then says so. */
export async function hasSourceFictive(db: Db): Promise<boolean> {
  const ligne = await t(db).selectFrom('source').select('id').where('fictive', '=', true).limit(1).executeTakeFirst()
  return ligne !== undefined
}
