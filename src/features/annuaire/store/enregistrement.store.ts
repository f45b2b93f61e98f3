import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { avecTables, type Db, type Trx } from '../../../platform/db/index.ts'
import type { Enregistrement, Valeurs } from '../domain/enregistrement.ts'
import { champ, type NomChamp } from '../domain/schema.ts'
import type { TablesAnnuaire } from './tables.ts'

/** Rows sent to PostgreSQL in one statement: large enough to amortise the trip, small enough to stay in cache. */
const LOT = 1_000

/** What the record says, digested: two deliveries that say the same thing have the same digest. */
function digestOf(e: Enregistrement): string {
  const doutes = doubtedFields(e)
  return createHash('sha1')
    .update(JSON.stringify([e.valeurs, e.complements, doutes]))
    .digest('base64url')
}

function doubtedFields({ remarques }: Enregistrement): NomChamp[] {
  const noms = new Set(
    remarques.flatMap(({ genre, champ: nom }) => (genre === 'doute' && isNomChamp(nom) ? [nom] : []))
  )
  return [...noms].sort()
}

const isNomChamp = (nom: string): nom is NomChamp => champ(nom as NomChamp) !== undefined

// jsonb cannot hold NUL, and a lone surrogate is no text: neither comes out of the readers, but a rule may cut a pair.
const toJson = (valeur: unknown) => JSON.stringify(valeur).replace(/\\u0000/g, '')

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
      insert into arrivage select * from json_to_recordset(${toJson(lot)}::json)
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

/** Writes the delivery over the source's records. What it no longer holds is marked, never deleted. Returns the records that changed. */
export async function applyArrivage(trx: Trx, sourceId: string, livraisonId: number): Promise<void> {
  await sql`
    insert into enregistrement (source_id, cle, valeurs, complements, brut, doutes, empreinte, premiere_livraison, modifie_par, derniere_livraison)
    select ${sourceId}, cle, valeurs, complements, brut, doutes, empreinte, ${livraisonId}, ${livraisonId}, ${livraisonId} from arrivage
    on conflict (source_id, cle) do update set
      valeurs = excluded.valeurs, complements = excluded.complements, brut = excluded.brut, doutes = excluded.doutes,
      empreinte = excluded.empreinte, modifie_par = ${livraisonId}, disparu_par = null
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

/** A current record with what matching compares. */
export interface EnregistrementCompare {
  readonly id: number
  readonly source: string
  readonly cle: string
  readonly lieuId: number | undefined
  readonly fictif: boolean
  /** Written or brought back by the delivery being applied. */
  readonly touche: boolean
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

/** Every current record, with only the fields that matching reads: what a fiche also says stays in the database. */
export async function* readComparables(db: Db, livraisonId: number): AsyncGenerator<EnregistrementCompare> {
  // A projection in SQL costs more than it saves for these short rows: arrays keep the answer compact.
  const colonnes = sql.join(CHAMPS_COMPARES.map((nom) => sql`e.valeurs->${sql.lit(nom)}`))
  let apres = 0
  for (;;) {
    const { rows } = await sql<{
      id: number
      source_id: string
      cle: string
      lieu_id: number | null
      fictive: boolean
      touche: boolean
      v: unknown[]
    }>`
      select e.id, e.source_id, e.cle, e.lieu_id, s.fictive, e.modifie_par = ${livraisonId} as touche, jsonb_build_array(${colonnes}) as v
      from enregistrement e join source s on s.id = e.source_id
      where e.disparu_par is null and e.id > ${apres} order by e.id limit 10000`.execute(db)
    for (const { id, source_id, cle, lieu_id, fictive, touche, v } of rows) {
      const valeurs: Record<string, unknown> = {}
      for (let i = 0; i < v.length; i++) if (v[i] !== null) valeurs[CHAMPS_COMPARES[i] as string] = v[i]
      yield {
        id,
        source: source_id,
        cle,
        lieuId: lieu_id ?? undefined,
        fictif: fictive,
        touche,
        valeurs: valeurs as Valeurs
      }
    }
    const dernier = rows.at(-1)
    if (!dernier || rows.length < 10_000) return
    apres = dernier.id
  }
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

/** Records that left their source with this delivery: their lieux are to be looked at again. */
export async function listDisparus(db: Db, livraisonId: number): Promise<{ id: number; lieuId: number | null }[]> {
  return avecTables<TablesAnnuaire>(db)
    .selectFrom('enregistrement')
    .select(['id', 'lieu_id as lieuId'])
    .where('disparu_par', '=', livraisonId)
    .execute()
}

export async function assignLieux(
  trx: Trx,
  affectations: readonly { readonly id: number; readonly lieu: number }[]
): Promise<void> {
  for (let debut = 0; debut < affectations.length; debut += 10_000) {
    const lot = affectations.slice(debut, debut + 10_000)
    await sql`
      update enregistrement e set lieu_id = r.lieu
      from unnest(${lot.map(({ id }) => id)}::bigint[], ${lot.map(({ lieu }) => lieu)}::bigint[]) as r(id, lieu)
      where e.id = r.id`.execute(trx)
  }
}
