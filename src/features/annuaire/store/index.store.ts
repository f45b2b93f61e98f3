import { type RawBuilder, sql } from 'kysely'
import { avecTables, type Db } from '../../../platform/db/index.ts'
import type { Synonyme } from '../domain/synonymes.ts'
import type { LieuPublic } from './lieu.store.ts'
import type { TablesAnnuaire } from './tables.ts'

/** What a list shows of a lieu: everything public but where each value comes from. */
export type LieuDeListe = Omit<LieuPublic, 'provenance'>

/** What the search keeps of a lieu. */
export type LieuDIndex = Pick<
  LieuPublic,
  | 'id'
  | 'nom'
  | 'publiees'
  | 'code_insee'
  | 'departement'
  | 'latitude'
  | 'longitude'
  | 'position_approchee'
  | 'retire_le'
> & { readonly sources: readonly string[]; readonly mots: string; readonly revision: number }

const COLONNES = sql`id, nom, publiees, code_insee, departement, latitude, longitude, position_approchee, retire_le, sources, mots, revision`

/** Every public lieu, by number, in lots: for building an index. */
export function listPourIndex(db: Db, apres: number, limite: number): Promise<LieuDIndex[]> {
  return lire(db, sql`retire_le is null and id > ${apres}`, sql`id`, limite)
}

/** Lieux written or withdrawn after a place in the history of the directory, oldest first, in lots. */
export function listChangesPourIndex(
  db: Db,
  apres: { readonly revision: number; readonly id: number },
  limite: number
): Promise<LieuDIndex[]> {
  return lire(db, sql`(revision, id) > (${apres.revision}, ${apres.id})`, sql`revision, id`, limite)
}

/** Public lieux of which other features tell something new after this touch, in lots: for their facets, and their entry. */
export function listTouchesPourIndex(
  db: Db,
  { depuis, apres }: { readonly depuis: number; readonly apres: number },
  limite: number
): Promise<LieuDIndex[]> {
  const touches = sql`select lieu_id from lieu_touche where numero > ${depuis}`
  return lire(db, sql`retire_le is null and id > ${apres} and id in (${touches})`, sql`id`, limite)
}

async function lire(
  db: Db,
  ou: RawBuilder<unknown>,
  ordre: RawBuilder<unknown>,
  limite: number
): Promise<LieuDIndex[]> {
  const { rows } = await sql<LieuDIndex>`
    select ${COLONNES} from lieu where ${ou} order by ${ordre} limit ${limite}`.execute(db)
  return rows
}

/** Lieux of these numbers, in the order of the numbers; those that left the public lists are left out. */
export async function listDeListe(db: Db, ids: readonly number[]): Promise<LieuDeListe[]> {
  if (ids.length === 0) return []
  const lieux = await avecTables<TablesAnnuaire>(db)
    .selectFrom('lieu')
    .select([
      'id',
      'nom',
      'adresse_page',
      'publiees',
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
    ])
    .where('id', 'in', [...ids])
    .where('retire_le', 'is', null)
    .execute()
  const parId = new Map(lieux.map((lieu) => [lieu.id, lieu]))
  return ids.flatMap((id) => parId.get(id) ?? [])
}

/** What administrators said of everyday words. */
export async function listSynonymesSaisis(db: Db): Promise<Synonyme[]> {
  return avecTables<TablesAnnuaire>(db)
    .selectFrom('synonyme')
    .select(['expression', 'valeurs', 'mots'])
    .orderBy('expression')
    .execute()
}
