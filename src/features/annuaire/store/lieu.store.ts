import { type Selectable, sql } from 'kysely'
import { avecTables, type Db, jsonPourPostgres, type Trx } from '../../../platform/db/index.ts'
import type { Valeurs } from '../domain/enregistrement.ts'
import type { Provenances } from '../domain/fusion.ts'
import type { TableLieu, TablesAnnuaire } from './tables.ts'

const t = avecTables<TablesAnnuaire>

/** A fiche ready to be written, under its number. */
export interface LieuAEcrire {
  readonly id: number
  readonly nom: string
  readonly adressePage: string
  readonly valeurs: Valeurs
  readonly provenance: Provenances
  readonly publiees: Valeurs
  readonly empreinte: string
  readonly fictif: boolean
  readonly codeInsee: string | undefined
  readonly departement: string | undefined
  readonly latitude: number | undefined
  readonly longitude: number | undefined
  readonly positionApprochee: boolean
  readonly complet: boolean
  /** Sources that vouch for it, sorted. */
  readonly sources: readonly string[]
  /** What its sources say that the schema cannot: found, never shown. */
  readonly horsSchema: string
}

/** Numbers for lieux to come, in ascending order, given to nobody else. */
export async function reserveNumeros(trx: Trx, combien: number): Promise<number[]> {
  if (combien === 0) return []
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('lieu', 'id')) as id from generate_series(1, ${combien}::int) order by 1`.execute(
    trx
  )
  return rows.map(({ id }) => id)
}

const LOT = 1_000

/**
 * Writes fiches that are new or changed, under the revision that `nextRevision` will give at the end of the transaction
 * (the directory's lock is held).
 * One whose content is the same keeps its date of change and its revision. Returns how many were written.
 */
export async function saveLieux(trx: Trx, lieux: readonly LieuAEcrire[], now: Date): Promise<number> {
  let ecrits = 0
  for (let debut = 0; debut < lieux.length; debut += LOT) {
    const lot = lieux.slice(debut, debut + LOT).map((l) => ({
      id: l.id,
      nom: l.nom,
      adresse_page: l.adressePage,
      valeurs: l.valeurs,
      provenance: l.provenance,
      publiees: l.publiees,
      empreinte: l.empreinte,
      fictif: l.fictif,
      code_insee: l.codeInsee,
      departement: l.departement,
      latitude: l.latitude,
      longitude: l.longitude,
      position_approchee: l.positionApprochee,
      complet: l.complet,
      sources: l.sources,
      mots: l.horsSchema
    }))
    const { numAffectedRows } = await sql`
      insert into lieu as l (id, nom, adresse_page, valeurs, provenance, publiees, empreinte, fictif, code_insee, departement,
        latitude, longitude, position_approchee, complet, cree_le, modifie_le, sources, mots, revision)
      overriding system value
      select id, nom, adresse_page, valeurs, provenance, publiees, empreinte, fictif, code_insee, departement,
        latitude, longitude, position_approchee, complet, ${now}, ${now},
        array(select json_array_elements_text(sources)), mots, (select revision + 1 from annuaire_etat)
      from json_to_recordset(${jsonPourPostgres(lot)}::json) as r(
        id bigint, nom text, adresse_page text, valeurs jsonb, provenance jsonb, publiees jsonb, empreinte text, fictif boolean,
        code_insee text, departement text, latitude float8, longitude float8, position_approchee boolean, complet boolean,
        sources json, mots text)
      on conflict (id) do update set
        nom = excluded.nom, adresse_page = excluded.adresse_page, valeurs = excluded.valeurs, provenance = excluded.provenance,
        publiees = excluded.publiees, empreinte = excluded.empreinte, fictif = excluded.fictif, code_insee = excluded.code_insee,
        departement = excluded.departement, latitude = excluded.latitude, longitude = excluded.longitude,
        position_approchee = excluded.position_approchee, complet = excluded.complet, modifie_le = excluded.modifie_le,
        sources = excluded.sources, mots = excluded.mots, revision = excluded.revision,
        retire_le = null, remplace_par = null
      where l.empreinte <> excluded.empreinte or l.retire_le is not null`.execute(trx)
    ecrits += Number(numAffectedRows ?? 0)
  }
  return ecrits
}

/** Withdraws lieux from public lists; those that another one took over redirect to it. Their last fiche stays. */
export async function retireLieux(
  trx: Trx,
  retraits: readonly { readonly id: number; readonly remplacePar?: number }[],
  now: Date
): Promise<void> {
  if (retraits.length === 0) return
  const ids = retraits.map(({ id }) => id)
  const par = retraits.map(({ remplacePar }) => remplacePar ?? null)
  await sql`
    update lieu l set retire_le = coalesce(l.retire_le, ${now}), remplace_par = r.par,
      revision = (select revision + 1 from annuaire_etat)
    from unnest(${ids}::bigint[], ${par}::bigint[]) as r(id, par)
    where l.id = r.id and (l.retire_le is null or l.remplace_par is distinct from r.par)`.execute(trx)
}

/** Of these numbers, those of lieux that left the public lists. */
export async function listRetires(db: Db, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: number }>`
    select id from lieu where id = any(${ids}::bigint[]) and retire_le is not null`.execute(db)
  return rows.map(({ id }) => id)
}

/** Of these numbers, those that merging took away: they redirect, and their records may come back to them. */
export async function listReunis(db: Db, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: number }>`
    select id from lieu where id = any(${ids}::bigint[]) and remplace_par is not null`.execute(db)
  return rows.map(({ id }) => id)
}

/** Of these lieux, those that no current record vouches for any more. */
export async function listSansSource(db: Db, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: number }>`
    select l.id from lieu l where l.id = any(${ids}::bigint[]) and l.retire_le is null
      and not exists (select 1 from enregistrement e where e.lieu_id = l.id and e.disparu_par is null)`.execute(db)
  return rows.map(({ id }) => id)
}

export type Lieu = Selectable<TableLieu>

/** Everything public of a lieu, with where each value comes from. */
export const COLONNES_PUBLIQUES = [
  'id',
  'nom',
  'adresse_page',
  'publiees',
  'provenance',
  'fictif',
  'code_insee',
  'departement',
  'latitude',
  'longitude',
  'position_approchee',
  'complet',
  'cree_le',
  'modifie_le',
  'retire_le',
  'remplace_par'
] as const
export type LieuPublic = Pick<Lieu, (typeof COLONNES_PUBLIQUES)[number]>

/** The public lieux by ascending number, after `apres`, in lots. The number never changes: none is repeated nor missed. */
export function listLieux(db: Db, { apres, limite }: { apres: number; limite: number }): Promise<LieuPublic[]> {
  return t(db)
    .selectFrom('lieu')
    .select(COLONNES_PUBLIQUES)
    .where('retire_le', 'is', null)
    .where('id', '>', apres)
    .orderBy('id')
    .limit(limite)
    .execute()
}

export async function countLieux(db: Db): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from lieu where retire_le is null`.execute(db)
  return rows[0]?.total ?? 0
}

export async function findLieu(db: Db, id: number): Promise<LieuPublic | undefined> {
  return t(db).selectFrom('lieu').select(COLONNES_PUBLIQUES).where('id', '=', id).executeTakeFirst()
}

/** Nobody merges nor withdraws this lieu until the end of the transaction. */
export async function shareLieu(trx: Trx, id: number): Promise<void> {
  await sql`select 1 from lieu where id = ${id} for share`.execute(trx)
}

/** The public lieux of these numbers, in the order of the numbers. */
export async function listLieuxParId(db: Db, ids: readonly number[]): Promise<LieuPublic[]> {
  if (ids.length === 0) return []
  const lieux = await t(db)
    .selectFrom('lieu')
    .select(COLONNES_PUBLIQUES)
    .where('id', 'in', [...ids])
    .where('retire_le', 'is', null)
    .execute()
  const parId = new Map(lieux.map((lieu) => [lieu.id, lieu]))
  return ids.flatMap((id) => parId.get(id) ?? [])
}

/** The public lieux that bear one of these numbers (SIRET or RNA). */
export async function listLieuxParPivot(db: Db, pivots: readonly string[]): Promise<LieuPublic[]> {
  if (pivots.length === 0) return []
  return t(db)
    .selectFrom('lieu')
    .select(COLONNES_PUBLIQUES)
    .where('retire_le', 'is', null)
    .where(sql<string>`publiees->>'pivot'`, 'in', pivots)
    .orderBy('id')
    .execute()
}
