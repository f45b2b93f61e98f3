import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Db, jsonPourPostgres, type Trx } from '../../../platform/db/index.ts'
import type { Enregistrement, Valeurs } from '../domain/enregistrement.ts'
import { champ, type NomChamp } from '../domain/schema.ts'

/** Rows sent to PostgreSQL in one statement: large enough to amortise the trip, small enough to stay in cache. */
const LOT = 1_000

/** What the record says, digested: two deliveries that say the same thing have the same digest. */
function digestOf(e: Enregistrement): string {
  const doutes = doubtedFields(e)
  return createHash('sha1')
    .update(JSON.stringify([sorted(e.valeurs), sorted(e.complements), doutes]))
    .digest('base64url')
}

// A declaration read back from the database gives its fields in another order: that is no change.
const sorted = (paires: object) => Object.entries(paires).sort(([a], [b]) => (a < b ? -1 : 1))

function doubtedFields({ remarques }: Enregistrement): NomChamp[] {
  const noms = new Set(
    remarques.flatMap(({ genre, champ: nom }) => (genre === 'doute' && isNomChamp(nom) ? [nom] : []))
  )
  return [...noms].sort()
}

const isNomChamp = (nom: string): nom is NomChamp => champ(nom as NomChamp) !== undefined

/** The incoming delivery, in a table that lives as long as the transaction. */
export async function loadArrivage(
  trx: Trx,
  enregistrements: readonly Enregistrement[],
  onLot: (faits: number) => Promise<void>
): Promise<void> {
  await sql`
    create temporary table arrivage (
      cle text primary key, valeurs jsonb not null, complements jsonb not null, brut jsonb not null,
      doutes jsonb not null, empreinte text not null
    ) on commit drop`.execute(trx)
  for (let debut = 0; debut < enregistrements.length; debut += LOT) {
    const lot = enregistrements.slice(debut, debut + LOT).map((e) => ({
      cle: e.cle,
      valeurs: e.valeurs,
      complements: e.complements,
      brut: e.brut,
      doutes: doubtedFields(e),
      empreinte: digestOf(e)
    }))
    await sql`
      insert into arrivage select * from json_to_recordset(${jsonPourPostgres(lot)}::json)
        as r(cle text, valeurs jsonb, complements jsonb, brut jsonb, doutes jsonb, empreinte text)`.execute(trx)
    await onLot(Math.min(debut + LOT, enregistrements.length))
  }
  await sql`analyze arrivage`.execute(trx)
}

export interface Ecart {
  readonly nouvelles: number
  readonly modifiees: number
  readonly inchangees: number
  readonly disparues: number
  readonly revenues: number
}

/** What applying the incoming delivery would change, without changing anything. */
export async function compareArrivage(trx: Trx, sourceId: string): Promise<Ecart & { readonly presentes: number }> {
  const { rows } = await sql<Ecart & { presentes: number }>`
    select
      count(*) filter (where e.id is null)::int as nouvelles,
      count(*) filter (where e.disparu_par is null and a.cle is not null and e.empreinte <> a.empreinte)::int as modifiees,
      count(*) filter (where e.disparu_par is null and a.cle is not null and e.empreinte = a.empreinte)::int as inchangees,
      count(*) filter (where e.disparu_par is null and e.id is not null and a.cle is null)::int as disparues,
      count(*) filter (where e.disparu_par is not null and a.cle is not null)::int as revenues,
      count(*) filter (where e.id is not null and e.disparu_par is null)::int as presentes
    from arrivage a
    full join (select * from enregistrement where source_id = ${sourceId}) e on e.cle = a.cle`.execute(trx)
  return rows[0] as Ecart & { presentes: number }
}

/** Writes the delivery over the source's records. What it no longer holds is marked, never deleted. */
export async function applyArrivage(trx: Trx, sourceId: string, livraisonId: number): Promise<void> {
  await sql`
    insert into enregistrement (source_id, cle, valeurs, complements, brut, doutes, empreinte, premiere_livraison, modifie_par, derniere_livraison)
    select ${sourceId}, cle, valeurs, complements, brut, doutes, empreinte, ${livraisonId}, ${livraisonId}, ${livraisonId} from arrivage
    on conflict (source_id, cle) do update set
      valeurs = excluded.valeurs, complements = excluded.complements, brut = excluded.brut, doutes = excluded.doutes,
      empreinte = excluded.empreinte, modifie_par = ${livraisonId}, disparu_par = null,
      revenu_par = case when enregistrement.disparu_par is null then enregistrement.revenu_par else ${livraisonId} end
    where enregistrement.empreinte <> excluded.empreinte or enregistrement.disparu_par is not null`.execute(trx)
  await sql`
    update enregistrement e set derniere_livraison = ${livraisonId}
    from arrivage a where e.source_id = ${sourceId} and e.cle = a.cle and e.derniere_livraison <> ${livraisonId}`.execute(
    trx
  )
  await sql`
    update enregistrement e set disparu_par = ${livraisonId}
    where e.source_id = ${sourceId} and e.disparu_par is null
      and not exists (select 1 from arrivage a where a.cle = e.cle)`.execute(trx)
}

/** Of these columns, those that some current record of the source came with. */
export async function listColonnesTenues(
  db: Db,
  sourceId: string,
  colonnes: readonly string[]
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ colonne: string }>`
    select c.colonne from unnest(${colonnes}::text[]) as c(colonne)
    where exists (select 1 from enregistrement e, jsonb_array_elements(e.brut) b
      where e.source_id = ${sourceId} and e.disparu_par is null and coalesce(b->>c.colonne, '') <> '')`.execute(db)
  return new Set(rows.map(({ colonne }) => colonne))
}

/** A current record with what matching compares. */
export interface EnregistrementCompare {
  readonly source: string
  readonly cle: string
  readonly fictif: boolean
  readonly valeurs: Valeurs
}

const CHAMPS_COMPARES = [
  'nom',
  'adresse',
  'complement_adresse',
  'commune',
  'code_postal',
  'code_insee',
  'latitude',
  'longitude',
  'telephone',
  'courriels',
  'site_web',
  'pivot',
  'typologie',
  'itinerance',
  'structure_parente',
  'date_maj'
] as const satisfies readonly NomChamp[]

// Arrays keep the answer compact: the names of the fields travel once, in this file.
const COLONNES_COMPAREES = sql.join(CHAMPS_COMPARES.map((nom) => sql`e.valeurs->${sql.lit(nom)}`))

interface LigneComparee {
  readonly id: number
  readonly source_id: string
  readonly cle: string
  readonly fictive: boolean
  readonly v: readonly unknown[]
}

function toCompare({ source_id, cle, fictive, v }: LigneComparee): EnregistrementCompare {
  const valeurs: Record<string, unknown> = {}
  for (let i = 0; i < v.length; i++) if (v[i] !== null) valeurs[CHAMPS_COMPARES[i] as string] = v[i]
  return { source: source_id, cle, fictif: fictive, valeurs: valeurs as Valeurs }
}

/** Every current record, with only the fields that matching reads: what a fiche also says stays in the database. */
export async function* readComparables(db: Db): AsyncGenerator<EnregistrementCompare> {
  let apres = 0
  for (;;) {
    const { rows } = await sql<LigneComparee>`
      select e.id, e.source_id, e.cle, s.fictive, jsonb_build_array(${COLONNES_COMPAREES}) as v
      from enregistrement e join source s on s.id = e.source_id
      where e.disparu_par is null and e.id > ${apres} order by e.id limit 10000`.execute(db)
    for (const ligne of rows) yield toCompare(ligne)
    const dernier = rows.at(-1)
    if (!dernier || rows.length < 10_000) return
    apres = dernier.id
  }
}

/** What a delivery wrote and what it took away, as matching compares it. A record with a new key left under its old one. */
export async function readComparablesTouches(
  db: Db,
  livraisonId: number
): Promise<{
  ecrits: EnregistrementCompare[]
  partis: { source: string; cle: string }[]
  /** True when some keys now name other records. */
  renumerotes: boolean
}> {
  const [{ rows }, { rows: partis }] = await Promise.all([
    sql<LigneComparee>`
      select e.id, e.source_id, e.cle, s.fictive, jsonb_build_array(${COLONNES_COMPAREES}) as v
      from enregistrement e join source s on s.id = e.source_id
      where e.modifie_par = ${livraisonId} and e.disparu_par is null order by e.id`.execute(db),
    sql<{ source: string; cle: string; renomme: boolean }>`
      select source_id as source, cle, false as renomme from enregistrement where disparu_par = ${livraisonId}
      union all
      select source_id, cles_passees[cardinality(cles_passees)], true from enregistrement where renumerote_par = ${livraisonId}`.execute(
      db
    )
  ])
  return { ecrits: rows.map(toCompare), partis, renumerotes: partis.some(({ renomme }) => renomme) }
}

/** Where a current record stands, without what it says. */
export interface Place {
  readonly id: number
  readonly source: string
  readonly cle: string
  readonly lieuId: number | undefined
  readonly lieuxPasses: readonly number[]
  readonly fictif: boolean
  /** The delivery that brought it back after it had left. */
  readonly revenuPar: number | undefined
}

/** Places of every current record; or only of those of some lieux or some keys. */
export async function listPlaces(
  db: Db,
  parmi?: {
    readonly lieux: readonly number[]
    readonly cles: readonly { readonly source: string; readonly cle: string }[]
  }
): Promise<Place[]> {
  // Each half by its index: an « or » would read the whole table.
  const condition = parmi
    ? sql`e.id in (
        select id from enregistrement where lieu_id = any(${parmi.lieux}::bigint[])
        union
        select x.id from enregistrement x ${joinCles(parmi.cles)} on x.source_id = k.source and x.cle = k.cle)`
    : sql`true`
  const { rows } = await sql<{
    id: number
    source_id: string
    cle: string
    lieu_id: number | null
    lieux_passes: string[]
    fictive: boolean
    revenu_par: number | null
  }>`
    select e.id, e.source_id, e.cle, e.lieu_id, e.lieux_passes, s.fictive, e.revenu_par
    from enregistrement e join source s on s.id = e.source_id
    where e.disparu_par is null and ${condition} order by e.id`.execute(db)
  return rows.map((r) => ({
    id: r.id,
    source: r.source_id,
    cle: r.cle,
    lieuId: r.lieu_id ?? undefined,
    lieuxPasses: r.lieux_passes.map(Number),
    fictif: r.fictive,
    revenuPar: r.revenu_par ?? undefined
  }))
}

const joinCles = (cles: readonly { readonly source: string; readonly cle: string }[]) =>
  sql`join unnest(${cles.map((c) => c.source)}::text[], ${cles.map((c) => c.cle)}::text[]) as k(source, cle)`

/** Of these keys, those that a record has or had when it left, and whether it is fictional. */
export async function listConnus(
  db: Db,
  cles: readonly { readonly source: string; readonly cle: string }[]
): Promise<{ source: string; cle: string; fictif: boolean }[]> {
  const { rows } = await sql<{ source: string; cle: string; fictif: boolean }>`
    select x.source_id as source, x.cle, s.fictive as fictif
    from enregistrement x join source s on s.id = x.source_id ${joinCles(cles)} on x.source_id = k.source and x.cle = k.cle`.execute(
    db
  )
  return rows
}

/** Lieux whose fiche may change though no record moves. */
export async function listLieuxTouches(
  db: Db,
  par: {
    /** Where this delivery wrote, and where it took away. */
    readonly livraisonId: number | undefined
    /** Where these sources stand: their date or their weight changed. */
    readonly sources: readonly string[]
    /** Where a record announces one of these labels. */
    readonly labels: readonly string[]
    readonly cles: readonly { readonly source: string; readonly cle: string }[]
  }
): Promise<number[]> {
  const parts = [
    sql`select lieu_id from enregistrement where modifie_par = ${par.livraisonId ?? null} or disparu_par = ${par.livraisonId ?? null}`,
    sql`select x.lieu_id from enregistrement x ${joinCles(par.cles)} on x.source_id = k.source and x.cle = k.cle`
  ]
  if (par.sources.length > 0)
    parts.push(sql`select lieu_id from enregistrement where source_id = any(${par.sources}::text[])`)
  if (par.labels.length > 0)
    parts.push(sql`
      select lieu_id from enregistrement
      where valeurs->'dispositif_programmes_nationaux' ?| ${par.labels}::text[] or valeurs->'formations_labels' ?| ${par.labels}::text[]`)
  const { rows } = await sql<{ lieu_id: number }>`
    select lieu_id from (${sql.join(parts, sql` union `)}) t where lieu_id is not null`.execute(db)
  return rows.map(({ lieu_id }) => lieu_id)
}

/** Records that this delivery no longer holds, and where they stood. */
export async function listDisparus(
  db: Db,
  livraisonId: number
): Promise<{ lieu: number; source: string; cle: string }[]> {
  const { rows } = await sql<{ lieu: number; source: string; cle: string }>`
    select lieu_id as lieu, source_id as source, cle from enregistrement
    where disparu_par = ${livraisonId} and lieu_id is not null order by id`.execute(db)
  return rows
}

/** Records that the incoming delivery does not repeat to the letter under their key, and its rows that no record says so. */
export async function listRenumerotables(
  trx: Trx,
  sourceId: string
): Promise<{ partants: EnregistrementCompare[]; arrivants: EnregistrementCompare[] }> {
  const [{ rows: partants }, { rows: arrivants }] = await Promise.all([
    sql<LigneComparee>`
      select e.id, e.source_id, e.cle, false as fictive, jsonb_build_array(${COLONNES_COMPAREES}) as v
      from enregistrement e
      where e.source_id = ${sourceId} and e.disparu_par is null
        and not exists (select 1 from arrivage a where a.cle = e.cle and a.empreinte = e.empreinte)
      order by e.cle`.execute(trx),
    sql<LigneComparee>`
      select 0 as id, ${sourceId}::text as source_id, e.cle, false as fictive, jsonb_build_array(${COLONNES_COMPAREES}) as v
      from arrivage e
      where not exists (select 1 from enregistrement x where x.source_id = ${sourceId} and x.cle = e.cle and x.empreinte = e.empreinte)
      order by e.cle`.execute(trx)
  ])
  return { partants: partants.map(toCompare), arrivants: arrivants.map(toCompare) }
}

/** Records that left long ago under a key that another record now takes: they give it up, and what was said of them with it. */
export async function listAnciensTitulaires(
  trx: Trx,
  sourceId: string,
  cles: readonly string[]
): Promise<{ ancienne: string; nouvelle: string }[]> {
  const { rows } = await sql<{ ancienne: string; nouvelle: string }>`
    select cle as ancienne, cle || ' ~' || id as nouvelle from enregistrement
    where source_id = ${sourceId} and disparu_par is not null and cle = any(${cles}::text[])`.execute(trx)
  return rows
}

/**
 * Gives records the key that their source now uses for them: the row, its lieu and its history go on. Keys may be
 * exchanged, so all of them pass by names that no source can write.
 */
export async function renumeroter(
  trx: Trx,
  sourceId: string,
  livraisonId: number,
  renommages: readonly { readonly ancienne: string; readonly nouvelle: string }[]
): Promise<void> {
  if (renommages.length === 0) return
  const anciennes = renommages.map((r) => r.ancienne)
  const nouvelles = renommages.map((r) => r.nouvelle)
  await sql`
    update enregistrement e set cle = chr(1) || r.nouvelle, cles_passees = e.cles_passees || r.ancienne, renumerote_par = ${livraisonId}, empreinte = ''
    from unnest(${anciennes}::text[], ${nouvelles}::text[]) as r(ancienne, nouvelle)
    where e.source_id = ${sourceId} and e.cle = r.ancienne`.execute(trx)
  await sql`
    update enregistrement e set cle = substr(e.cle, 2) where e.source_id = ${sourceId} and e.cle like chr(1) || '%'`.execute(
    trx
  )
}

export interface EnregistrementComplet {
  readonly id: number
  readonly source: string
  readonly cle: string
  readonly lieuId: number | undefined
  readonly valeurs: Valeurs
  readonly complements: Readonly<Record<string, string>>
  readonly doutes: readonly NomChamp[]
  readonly livreeLe: string
  readonly disparu: { readonly livraison: number; readonly dateeDu: string } | undefined
}

/** Records by their numbers, with the day of the delivery they come from. */
export async function findEnregistrements(db: Db, ids: readonly number[]): Promise<EnregistrementComplet[]> {
  if (ids.length === 0) return []
  return read(db, sql`e.id = any(${ids}::bigint[])`)
}

export async function findEnregistrementsDuLieu(db: Db, lieuId: number): Promise<EnregistrementComplet[]> {
  return read(db, sql`e.lieu_id = ${lieuId}`)
}

async function read(db: Db, condition: ReturnType<typeof sql>): Promise<EnregistrementComplet[]> {
  const { rows } = await sql<{
    id: number
    source_id: string
    cle: string
    lieu_id: number | null
    valeurs: Valeurs
    complements: Record<string, string>
    doutes: NomChamp[]
    datee_du: string
    disparu_par: number | null
    disparu_le: string | null
  }>`
    select e.id, e.source_id, e.cle, e.lieu_id, e.valeurs, e.complements, e.doutes, l.datee_du, e.disparu_par, d.datee_du as disparu_le
    from enregistrement e
    join livraison l on l.id = e.derniere_livraison
    left join livraison d on d.id = e.disparu_par
    where ${condition} order by e.source_id, e.cle`.execute(db)
  return rows.map((r) => ({
    id: r.id,
    source: r.source_id,
    cle: r.cle,
    lieuId: r.lieu_id ?? undefined,
    valeurs: r.valeurs,
    complements: r.complements,
    doutes: r.doutes,
    livreeLe: r.datee_du,
    disparu:
      r.disparu_par === null || r.disparu_le === null ? undefined : { livraison: r.disparu_par, dateeDu: r.disparu_le }
  }))
}

/** How many current records stood in each of these lieux before. */
export async function countPasses(db: Db, lieux: readonly number[]): Promise<ReadonlyMap<number, number>> {
  if (lieux.length === 0) return new Map()
  const { rows } = await sql<{ lieu: number; combien: number }>`
    select p.lieu, count(*)::int as combien from enregistrement e cross join unnest(e.lieux_passes) as p(lieu)
    where e.disparu_par is null and e.lieux_passes && ${lieux}::bigint[] and p.lieu = any(${lieux}::bigint[])
    group by 1`.execute(db)
  return new Map(rows.map(({ lieu, combien }) => [lieu, combien]))
}

/** Moves records to their lieux. The lieu that each leaves is remembered: a split gives it back. */
export async function assignLieux(
  trx: Trx,
  affectations: readonly { readonly id: number; readonly lieu: number }[]
): Promise<void> {
  for (let debut = 0; debut < affectations.length; debut += 10_000) {
    const lot = affectations.slice(debut, debut + 10_000)
    await sql`
      update enregistrement e set lieu_id = r.lieu,
        lieux_passes = array_remove(case when e.lieu_id is null then e.lieux_passes
          else array_remove(e.lieux_passes, e.lieu_id) || e.lieu_id end, r.lieu)
      from unnest(${lot.map(({ id }) => id)}::bigint[], ${lot.map(({ lieu }) => lieu)}::bigint[]) as r(id, lieu)
      where e.id = r.id`.execute(trx)
  }
}

/**
 * Writes one record of a source, and leaves its other ones alone: what changes one record costs one record. The delivery
 * that says so is the caller's.
 * @param lieu the lieu where a record that is not known yet stands at once; absent, grouping says
 */
export async function saveUnEnregistrement(
  trx: Trx,
  { source, livraisonId, lieu }: { readonly source: string; readonly livraisonId: number; readonly lieu?: number },
  e: Enregistrement
): Promise<void> {
  await sql`
    insert into enregistrement (source_id, cle, valeurs, complements, brut, doutes, empreinte, premiere_livraison, modifie_par, derniere_livraison, lieu_id)
    values (${source}, ${e.cle}, ${jsonPourPostgres(e.valeurs)}::jsonb, ${jsonPourPostgres(e.complements)}::jsonb,
      ${jsonPourPostgres(e.brut)}::jsonb, ${jsonPourPostgres(doubtedFields(e))}::jsonb, ${digestOf(e)},
      ${livraisonId}, ${livraisonId}, ${livraisonId}, ${lieu ?? null})
    on conflict (source_id, cle) do update set
      valeurs = excluded.valeurs, complements = excluded.complements, brut = excluded.brut, doutes = excluded.doutes,
      empreinte = excluded.empreinte, modifie_par = ${livraisonId}, derniere_livraison = ${livraisonId}, disparu_par = null,
      revenu_par = case when enregistrement.disparu_par is null then enregistrement.revenu_par else ${livraisonId} end`.execute(
    trx
  )
}

/** Marks that a source no longer says these records. They stay readable. */
export async function retireEnregistrements(trx: Trx, ids: readonly number[], livraisonId: number): Promise<void> {
  await sql`
    update enregistrement set disparu_par = ${livraisonId} where id = any(${ids}::bigint[]) and disparu_par is null`.execute(
    trx
  )
}

/** True when a source has, or had, a record of this key. */
export async function hasCle(db: Db, source: string, cle: string): Promise<boolean> {
  const { rows } = await sql`select from enregistrement where source_id = ${source} and cle = ${cle}`.execute(db)
  return rows.length > 0
}
