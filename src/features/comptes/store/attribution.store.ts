import { type Expression, type RawBuilder, sql } from 'kysely'
import { estAutorise, type Objet, type Octroi } from '../../../kernel/droit.ts'
import type { Attribution, College, RoleDonne } from '../../../kernel/role.ts'
import { avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import { ecrireZone, type RoleADonner, toAttribution } from '../domain/attribution.ts'
import type { TablesComptes } from './tables.ts'

// Where a réseau is; null for the national one, which is everywhere.
const perimetre = sql<readonly string[] | null>`
  case when r.genre = 'territorial'
    then array(select t.genre || ':' || t.code from reseau_territoire t where t.reseau_id = r.id order by 1) end`

// Where a role stops: its own territories, or those of its pôle on this civil day of its réseau. None for a closed one.
const territoires = (now: Date) => sql<readonly string[]>`
  case when a.pole_id is null then a.territoires else array(
    select t.genre || ':' || t.code from pole_territoire t join pole p on p.id = t.pole_id
    where p.id = a.pole_id and (p.ferme_le is null or p.ferme_le > ${now})
      and daterange(t.du, t.au, '[]') @> (${now}::timestamptz at time zone r.fuseau)::date
    order by 1) end`

/** The fiche that took the place of a merged one, however many times. */
const lieuActuel = (numero: RawBuilder<unknown>): RawBuilder<number> => sql<number>`coalesce((
  with recursive suite(id, vers) as (
    select id, remplace_par from lieu where id = ${numero}
    union select l.id, l.remplace_par from suite s join lieu l on l.id = s.vers
  ) select id from suite where vers is null limit 1), ${numero})`

const enVigueur = (now: Date): RawBuilder<boolean> =>
  sql<boolean>`a.retiree_le is null and a.donnee_le <= ${now} and (a.fin_le is null or a.fin_le > ${now})`

/** What an account may do today. Read at every request: what is withdrawn stops at once. None for a suspended account. */
export async function listAttributions(db: Db, compteId: string, now: Date): Promise<Attribution[]> {
  const { rows } = await sql<Parameters<typeof toAttribution>[0]>`
    select a.role, a.reseau_id, ${territoires(now)} as territoires, a.pole_id, a.college,
      array(select distinct ${lieuActuel(sql`n`)} from unnest(a.lieux) n order by 1) as lieux,
      ${perimetre} as perimetre
    from attribution a join compte c on c.id = a.compte_id join reseau r on r.id = a.reseau_id
    where a.compte_id = ${compteId} and c.etat = 'actif' and ${enVigueur(now)}
    order by a.donnee_le, a.id`.execute(db)
  return rows.flatMap((ligne) => toAttribution({ ...ligne, lieux: ligne.lieux.map(Number) }) ?? [])
}

export interface AttributionEcrite {
  readonly id: string
  readonly compteId: string
  readonly pseudonyme: string
  readonly role: RoleDonne
  readonly reseau: string
  readonly nomReseau: string
  /** Of a pôle, those of today. */
  readonly territoires: readonly string[]
  readonly pole: string | null
  readonly nomPole: string | null
  readonly college: College | null
  readonly lieux: readonly { readonly numero: number; readonly nom: string }[]
  readonly donneePar: string
  readonly donneeLe: Date
  readonly finLe: Date | null
}

const lignes = (ou: Expression<unknown> | RawBuilder<unknown>, now: Date, limite: number) => sql<
  Omit<AttributionEcrite, 'lieux'> & { readonly lieux: AttributionEcrite['lieux'] | null }
>`
  select a.id, a.compte_id as "compteId", c.pseudonyme, a.role, a.reseau_id as reseau, r.nom as "nomReseau",
    ${territoires(now)} as territoires, a.pole_id as pole, (select p.nom from pole p where p.id = a.pole_id) as "nomPole",
    a.college, a.donnee_par as "donneePar", a.donnee_le as "donneeLe", a.fin_le as "finLe",
    (select json_agg(json_build_object('numero', n, 'nom', coalesce(l.nom, '')) order by n)
      from unnest(a.lieux) n left join lieu l on l.id = n) as lieux
  from attribution a join compte c on c.id = a.compte_id join reseau r on r.id = a.reseau_id
  where ${enVigueur(now)} and ${ou}
  order by r.genre, r.nom, a.role, lower(c.pseudonyme), a.id limit ${limite}`

export interface FiltreAttributions {
  /** Those that the reader may manage; undefined: all. */
  readonly reseaux?: readonly string[] | undefined
  readonly role?: RoleDonne | undefined
  /** The pseudonym after which the page begins, with its row: the order of the list. */
  readonly apres?: number | undefined
}

/** Roles in force, by réseau then role. */
export async function listPersonnes(
  db: Db,
  { reseaux, role, apres = 0 }: FiltreAttributions,
  limite: number,
  now: Date
): Promise<{ readonly total: number; readonly attributions: readonly AttributionEcrite[] }> {
  const ou = sql`(${reseaux ?? null}::text[] is null or a.reseau_id = any(${reseaux ?? null}::text[]))
    and (${role ?? null}::text is null or a.role = ${role ?? null}::text)`
  const [{ rows }, { rows: compte }] = await Promise.all([
    lignes(ou, now, apres + limite).execute(db),
    sql<{ total: number }>`select count(*)::int as total from attribution a where ${enVigueur(now)} and ${ou}`.execute(
      db
    )
  ])
  return { total: compte[0]?.total ?? 0, attributions: rows.slice(apres).map(toEcrite) }
}

export async function listAttributionsEcrites(db: Db, compteId: string, now: Date): Promise<AttributionEcrite[]> {
  const { rows } = await lignes(sql`a.compte_id = ${compteId}`, now, 500).execute(db)
  return rows.map(toEcrite)
}

export async function findAttribution(db: Db, id: string, now: Date): Promise<AttributionEcrite | undefined> {
  const { rows } = await lignes(sql`a.id = ${id}`, now, 1).execute(db)
  return rows[0] && toEcrite(rows[0])
}

const toEcrite = (
  ligne: Omit<AttributionEcrite, 'lieux'> & { readonly lieux: AttributionEcrite['lieux'] | null }
): AttributionEcrite => ({ ...ligne, lieux: ligne.lieux ?? [] })

/** What an account holds of one lieu: a row that may name other lieux too. */
export interface AttributionDeLieu {
  readonly id: string
  readonly compteId: string
  readonly courriel: string
  readonly pseudonyme: string
  readonly role: 'responsable' | 'delegue'
  readonly reseau: string
  readonly donneeLe: Date
  readonly autresLieux: readonly number[]
}

/** Who holds a role on this lieu, or on one that became it: the responsables first, then the oldest. */
export async function listAttributionsDuLieu(db: Db, lieuId: number, now: Date): Promise<AttributionDeLieu[]> {
  const { rows } = await sql<AttributionDeLieu>`
    with recursive memes(id) as (
      select ${lieuId}::bigint union select l.id from memes m join lieu l on l.remplace_par = m.id
    ), toutes(ids) as (select array_agg(id) from memes)
    select a.id, a.compte_id as "compteId", c.courriel, c.pseudonyme, a.role, a.reseau_id as reseau,
      a.donnee_le as "donneeLe", array(select n from unnest(a.lieux) n where n <> all(t.ids) order by n) as "autresLieux"
    from attribution a join compte c on c.id = a.compte_id cross join toutes t
    where ${enVigueur(now)} and a.role in ('responsable', 'delegue') and c.etat = 'actif' and a.lieux && t.ids
    order by a.role desc, a.donnee_le, a.id`.execute(db)
  return rows.map((ligne) => ({ ...ligne, autresLieux: ligne.autresLieux.map(Number) }))
}

/** The lieux that an account holds a role on, under the numbers they have today. */
export async function listLieuxDuCompte(
  db: Db,
  compteId: string,
  now: Date
): Promise<{ readonly lieuId: number; readonly role: 'responsable' | 'delegue'; readonly depuis: Date }[]> {
  const { rows } = await sql<{ lieuId: number; role: 'responsable' | 'delegue'; depuis: Date }>`
    select ${lieuActuel(sql`n`)} as "lieuId", max(a.role) as role, min(a.donnee_le) as depuis
    from attribution a join compte c on c.id = a.compte_id cross join unnest(a.lieux) n
    where a.compte_id = ${compteId} and c.etat = 'actif' and a.role in ('responsable', 'delegue') and ${enVigueur(now)}
    group by 1 order by 1`.execute(db)
  return rows.map((ligne) => ({ ...ligne, lieuId: Number(ligne.lieuId) }))
}

/**
 * The lieux that roles in force name, under the numbers they have today, and of these the open ones that have a responsable.
 * A suspended account keeps its own: it may come back.
 */
export async function listLieuxDesRoles(
  db: Db,
  now: Date
): Promise<{ readonly responsables: readonly number[]; readonly tous: readonly number[] }> {
  const { rows } = await sql<{ id: number; tenu: boolean }>`
    select l.id, bool_or(a.role = 'responsable' and l.retire_le is null) as tenu from attribution a cross join unnest(a.lieux) n
      join lieu l on l.id = ${lieuActuel(sql`n`)}
    where a.role in ('responsable', 'delegue') and ${enVigueur(now)} group by 1 order by 1`.execute(db)
  return {
    responsables: rows.filter(({ tenu }) => tenu).map(({ id }) => Number(id)),
    tous: rows.map(({ id }) => Number(id))
  }
}

/** Under which numbers these lieux are today. */
export async function listLieuxActuels(db: Db, numeros: readonly number[]): Promise<number[]> {
  if (numeros.length === 0) return []
  const { rows } = await sql<{ id: number }>`
    select distinct ${lieuActuel(sql`n`)} as id from unnest(${[...numeros]}::bigint[]) n order by 1`.execute(db)
  return rows.map(({ id }) => Number(id))
}

export interface Titulaire {
  readonly compteId: string
  readonly courriel: string
  readonly pseudonyme: string
}

/** The accounts whose roles in force carry a permission to this object: the same rule as the doors. */
export async function listTitulaires(db: Db, octroi: Octroi, objet: Objet, now: Date): Promise<Titulaire[]> {
  const { rows } = await sql<Titulaire & Parameters<typeof toAttribution>[0]>`
    select a.compte_id as "compteId", c.courriel, c.pseudonyme, a.role, a.reseau_id,
      ${territoires(now)} as territoires, a.pole_id, a.college, a.lieux, ${perimetre} as perimetre
    from attribution a join compte c on c.id = a.compte_id join reseau r on r.id = a.reseau_id
    where c.etat = 'actif' and a.role = any(${Object.keys(octroi)}::text[]) and ${enVigueur(now)}
    order by a.donnee_le, a.id`.execute(db)
  const tenants = rows.filter((ligne) => {
    const attribution = toAttribution({ ...ligne, lieux: ligne.lieux.map(Number) })
    return attribution !== undefined && estAutorise(octroi, { attributions: [attribution] }, objet)
  })
  return [
    ...new Map(
      tenants.map(({ compteId, courriel, pseudonyme }) => [compteId, { compteId, courriel, pseudonyme }])
    ).values()
  ]
}

/** Gives a role. False when the account already holds that very role, there. */
export async function insertAttribution(
  trx: Trx,
  id: string,
  compteId: string,
  { role, reseau, territoires, pole, college, lieux, jusquAu }: RoleADonner,
  par: string,
  now: Date
): Promise<boolean> {
  const zones = territoires.map(ecrireZone).sort()
  const numeros = [...lieux].sort((a, b) => a - b)
  // What has ended no longer stands in the way of the same role given again.
  await sql`
    update attribution set retiree_le = fin_le, retiree_par = 'systeme'
    where compte_id = ${compteId} and role = ${role} and retiree_le is null and fin_le <= ${now}`.execute(trx)
  const { numAffectedRows } = await sql`
    insert into attribution (id, compte_id, role, reseau_id, territoires, pole_id, college, lieux, donnee_par, donnee_le, fin_le)
    select ${id}, ${compteId}, ${role}, r.id, ${zones}::text[], ${pole ?? null}, ${college ?? null}, ${numeros}::bigint[], ${par}, ${now},
      -- the last day is held whole, on the réseau's own clock
      (${jusquAu ?? null}::date + 1)::timestamp at time zone r.fuseau
    from reseau r where r.id = ${reseau}
    on conflict do nothing`.execute(trx)
  return numAffectedRows === 1n
}

/** What remains of a withdrawn row that named other lieux: the same role on those, until the same day. */
export async function keepAutresLieux(
  trx: Trx,
  { id, autresLieux }: Pick<AttributionDeLieu, 'id' | 'autresLieux'>,
  reste: string,
  par: string,
  now: Date
): Promise<void> {
  await sql`
    insert into attribution (id, compte_id, role, reseau_id, territoires, college, lieux, donnee_par, donnee_le, fin_le)
    select ${reste}, compte_id, role, reseau_id, territoires, college, ${[...autresLieux]}::bigint[], ${par}, ${now}, fin_le
    from attribution where id = ${id}
    on conflict do nothing`.execute(trx)
}

/** Withdraws a role, once: of two people who do it together, one gets false. */
export async function withdrawAttribution(trx: Trx, id: string, par: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await avecTablesTrx<TablesComptes>(trx)
    .updateTable('attribution')
    .set({ retiree_le: now, retiree_par: par })
    .where('id', '=', id)
    .where('retiree_le', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/**
 * The roles that hold the whole site without an end, on accounts that open. Locked until the transaction ends: two
 * administrators who withdraw each other at once follow one another.
 */
export async function lockAdministrateurs(trx: Db): Promise<{ id: string; compteId: string }[]> {
  const { rows } = await sql<{ id: string; compteId: string }>`
    select a.id, a.compte_id as "compteId" from attribution a join compte c on c.id = a.compte_id join reseau r on r.id = a.reseau_id
    where a.role = 'administrateur' and r.genre = 'national' and a.fin_le is null and a.retiree_le is null and c.etat = 'actif'
    order by a.id for update of a`.execute(trx)
  return rows
}

/** An account that alone runs the site cannot close. Asked in the transaction that closes it. */
export async function estDernierAdministrateur(db: Db, compteId: string): Promise<boolean> {
  const administrateurs = await lockAdministrateurs(db)
  return administrateurs.length > 0 && administrateurs.every((un) => un.compteId === compteId)
}

/** The roles that an account has, or has had and that nobody withdrew. */
export async function listRolesDonnes(
  db: Db,
  compteId: string
): Promise<{ readonly role: RoleDonne; readonly nomReseau: string; readonly donneeLe: Date }[]> {
  const { rows } = await sql<{ role: RoleDonne; nomReseau: string; donneeLe: Date }>`
    select a.role, r.nom as "nomReseau", a.donnee_le as "donneeLe" from attribution a join reseau r on r.id = a.reseau_id
    where a.compte_id = ${compteId} and a.retiree_le is null order by a.donnee_le desc, a.id`.execute(db)
  return rows
}

export interface ReseauDesRoles {
  readonly id: string
  readonly nom: string
  readonly genre: 'national' | 'territorial'
}

export async function listReseauxDesRoles(db: Db): Promise<ReseauDesRoles[]> {
  const { rows } = await sql<ReseauDesRoles>`select id, nom, genre from reseau order by genre, nom`.execute(db)
  return rows
}

/** Those of these numbers that are the fiche of a lieu. */
export async function listLieuxConnus(db: Db, numeros: readonly number[]): Promise<number[]> {
  if (numeros.length === 0) return []
  const { rows } = await sql<{ id: number }>`
    select id from lieu where id = any(${[...numeros]}::bigint[]) and retire_le is null`.execute(db)
  return rows.map(({ id }) => Number(id))
}

/** Pseudonyms of accounts, for pages that say who did something. A closed account has none. */
export async function listPseudonymes(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; pseudonyme: string }>`
    select id, pseudonyme from compte where id = any(${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, pseudonyme }) => [id, pseudonyme]))
}
