import { sql } from 'kysely'
import { avecTables, type Db } from '../../../platform/db/index.ts'
import type { GenreCritere } from '../domain/charte.ts'
import type { TablesCharte } from './tables.ts'

const t = avecTables<TablesCharte>

/** A criterion of the declaration that an adhesion stands on, as the version then signed words it. */
export interface CritereDeclare {
  readonly adhesionId: string
  readonly id: string
  readonly genre: GenreCritere
  readonly libelle: string
  readonly categorieId: string | null
  readonly categorie: string | null
}

/** Of these adhesions, those where something was to happen by `now`: what is written of them may be stale. */
export async function listRetards(db: Db, ids: readonly string[], now: Date): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const lignes = await t(db)
    .selectFrom('adhesion_echeance')
    .select('adhesion_id')
    .distinct()
    .where('adhesion_id', 'in', ids)
    .where('le', '<=', now)
    .execute()
  return new Set(lignes.map(({ adhesion_id }) => adhesion_id))
}

/** What the last declaration sent of each adhesion says, in the order of its charter. */
export async function listCriteresDeclares(db: Db, ids: readonly string[]): Promise<CritereDeclare[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<CritereDeclare>`
    select d.adhesion_id as "adhesionId", cc.id, cc.genre, cc.libelle, cc.categorie_id as "categorieId",
      cat.nom as categorie
    from (
      select distinct on (adhesion_id) id, adhesion_id from declaration
      where adhesion_id = any(${ids}::uuid[]) and envoyee_le is not null
      order by adhesion_id, envoyee_le desc
    ) d
    join declaration_critere dc on dc.declaration_id = d.id
    join charte_critere cc on cc.version_id = dc.version_id and cc.id = dc.critere_id
    left join charte_categorie cat on cat.version_id = cc.version_id and cat.id = cc.categorie_id
    order by d.adhesion_id, cc.rang`.execute(db)
  return rows
}

/** What members are, in the states last written: lists and counts of a whole directory read no more than that. */
const MEMBRES = sql`a.etat in ('MEMBRE', 'AVERTI') and a.absorbee_par is null`

/** The réseaux that these lieux are members of. */
export async function listReseauxDesLieux(
  db: Db,
  lieux: readonly number[]
): Promise<ReadonlyMap<number, readonly string[]>> {
  const { rows } = await sql<{ lieu: number; valeurs: string[] }>`
    select a.lieu_id as lieu, array_agg(a.reseau_id order by a.reseau_id) as valeurs
    from adhesion a where a.lieu_id = any(${lieux}::bigint[]) and ${MEMBRES} group by a.lieu_id`.execute(db)
  return new Map(rows.map(({ lieu, valeurs }) => [lieu, valeurs]))
}

/** The criteria freely chosen by these lieux, members that declared: « nationale.c21 ». */
export async function listCriteresDesLieux(
  db: Db,
  lieux: readonly number[]
): Promise<ReadonlyMap<number, readonly string[]>> {
  const { rows } = await sql<{ lieu: number; valeurs: string[] }>`
    select a.lieu_id as lieu, array_agg(distinct a.charte_id || '.' || cc.id) as valeurs
    from adhesion a
    join lateral (
      select id from declaration where adhesion_id = a.id and envoyee_le is not null order by envoyee_le desc limit 1
    ) d on true
    join declaration_critere dc on dc.declaration_id = d.id
    join charte_critere cc on cc.version_id = dc.version_id and cc.id = dc.critere_id and cc.genre = 'critere'
    where a.lieu_id = any(${lieux}::bigint[]) and ${MEMBRES} group by a.lieu_id`.execute(db)
  return new Map(rows.map(({ lieu, valeurs }) => [lieu, valeurs]))
}

/** The words of every criterion that members declared, from the latest of the versions they signed. */
export async function nommerCriteres(db: Db): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ valeur: string; libelle: string }>`
    select distinct on (v.charte_id, cc.id) v.charte_id || '.' || cc.id as valeur, cc.libelle
    from charte_version v join charte_critere cc on cc.version_id = v.id
    where cc.genre = 'critere' and exists (select from adhesion a where a.version_id = v.id and ${MEMBRES})
    order by v.charte_id, cc.id, v.numero desc`.execute(db)
  return new Map(rows.map(({ valeur, libelle }) => [valeur, libelle]))
}

export interface ComptesDuReseau {
  readonly membres: number
  /** Among them, those that a list names. */
  readonly deDroit: number
  readonly candidats: number
}

export async function countAdhesions(db: Db, reseauId: string): Promise<ComptesDuReseau> {
  const { rows } = await sql<ComptesDuReseau>`
    select count(*) filter (where ${MEMBRES})::int as membres,
      count(*) filter (where ${MEMBRES} and a.origine = 'droit')::int as "deDroit",
      count(*) filter (where a.etat in ('DECLARE', 'FENETRE'))::int as candidats
    from adhesion a join lieu l on l.id = a.lieu_id
    where a.reseau_id = ${reseauId} and a.absorbee_par is null and l.retire_le is null`.execute(db)
  return rows[0] ?? { membres: 0, deDroit: 0, candidats: 0 }
}

/** A line of the register of members, as last written: what anyone may know. */
export interface LigneRegistre {
  readonly id: string
  readonly lieuId: number
  readonly nom: string
  readonly adressePage: string
  /** Who signed: empty for a member as of right. */
  readonly structure: string
}

/** The adhesions of a réseau that are, or may by now be, those of members: by the number of their lieu, after one of them. */
export async function listRegistre(
  db: Db,
  reseauId: string,
  { apres, limite }: { readonly apres: number; readonly limite: number },
  now: Date
): Promise<LigneRegistre[]> {
  const { rows } = await sql<LigneRegistre>`
    select a.id, a.lieu_id as "lieuId", l.nom, l.adresse_page as "adressePage", coalesce(d.structure, '') as structure
    from adhesion a
    join lieu l on l.id = a.lieu_id
    left join lateral (
      select structure from declaration where adhesion_id = a.id and envoyee_le is not null order by envoyee_le desc limit 1
    ) d on true
    where a.reseau_id = ${reseauId} and a.absorbee_par is null and l.retire_le is null and a.lieu_id > ${apres}
      and (a.etat in ('MEMBRE', 'AVERTI') or (a.etat = 'FENETRE' and a.fenetre_fin <= ${now}))
    order by a.lieu_id limit ${limite}`.execute(db)
  return rows
}
