import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { Sens, Voix } from '../domain/depouillement.ts'
import type { TableMotion, TablesGouvernance } from './tables.ts'

export type Motion = Selectable<TableMotion>

const t = avecTables<TablesGouvernance>
const w = avecTablesTrx<TablesGouvernance>

export async function insertMotion(trx: Trx, motion: Omit<Motion, 'comptee_le'>): Promise<void> {
  await w(trx)
    .insertInto('motion')
    .values({ ...motion, comptee_le: null })
    .execute()
}

export async function findMotion(db: Db, id: string): Promise<Motion | undefined> {
  return t(db).selectFrom('motion').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Kept until the transaction ends: a vote and its count follow one another. */
export async function lockMotion(trx: Trx, id: string): Promise<Motion | undefined> {
  return w(trx).selectFrom('motion').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** What the committee is voting on about a dossier, or about one that became it. */
export async function findMotionOuverte(db: Db, adhesionId: string): Promise<Motion | undefined> {
  const { rows } = await sql<Motion>`
    select m.* from motion m where m.comptee_le is null and m.adhesion_id in (
      with recursive memes(id) as (
        select ${adhesionId}::uuid union select a.id from memes x join adhesion a on a.absorbee_par = x.id
      ) select id from memes)
    order by m.cloture, m.id limit 1`.execute(db)
  return rows[0]
}

/** The dossier that a motion is about today: its lieu may have become one with another. */
export async function findDossierActuel(db: Db, adhesionId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    with recursive suite(id, vers) as (
      select id, absorbee_par from adhesion where id = ${adhesionId}
      union select a.id, a.absorbee_par from suite s join adhesion a on a.id = s.vers
    ) select id from suite where vers is null limit 1`.execute(db)
  return rows[0]?.id
}

export interface MotionDuBureau extends Motion {
  /** The name of the lieu it is about. */
  readonly lieu: string | null
  /** What this account answered, for itself. */
  readonly mien: Sens | null
}

/** The votes that are open in a réseau, the first to close on top. */
export async function listMotionsOuvertes(
  db: Db,
  reseauId: string,
  compteId: string | undefined,
  now: Date
): Promise<MotionDuBureau[]> {
  const { rows } = await sql<MotionDuBureau>`
    select m.*, l.nom as lieu, v.sens as mien from motion m
    left join adhesion a on a.id = m.adhesion_id left join lieu l on l.id = a.lieu_id
    left join vote v on v.motion_id = m.id and v.titulaire_id = ${compteId ?? null}::uuid
    where m.reseau_id = ${reseauId} and m.comptee_le is null and m.cloture > ${now}
    order by m.cloture, m.id`.execute(db)
  return rows
}

/** Votes that have closed and that nobody has counted, the longest overdue first. */
export async function listMotionsDues(db: Db, now: Date): Promise<string[]> {
  const lignes = await t(db)
    .selectFrom('motion')
    .select('id')
    .where('comptee_le', 'is', null)
    .where('cloture', '<=', now)
    .orderBy('cloture')
    .orderBy('id')
    .execute()
  return lignes.map(({ id }) => id)
}

/** The same, where this account has voted or has a seat to lose. */
export async function listMotionsDuesDe(db: Db, compteId: string, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.id from motion m where m.comptee_le is null and m.cloture <= ${now}
      and exists (select from vote v where v.motion_id = m.id and v.titulaire_id = ${compteId})
    order by m.cloture, m.id`.execute(db)
  return rows.map(({ id }) => id)
}

export async function markComptee(trx: Trx, id: string, now: Date): Promise<void> {
  await w(trx).updateTable('motion').set({ comptee_le: now }).where('id', '=', id).execute()
}

export interface VoteDonne {
  readonly sens: Sens
  readonly parSuppleant: boolean
}

/**
 * Casts or changes the voice of a mandate, in one statement that the closing guards: one instant late, nothing is written.
 * A substitute never writes over the holder, who always writes over a substitute.
 * @returns false when it is too late, or when the holder has voted
 */
export async function castVote(
  trx: Trx,
  motionId: string,
  titulaireId: string,
  { sens, parSuppleant }: VoteDonne,
  now: Date
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into vote (id, motion_id, titulaire_id, par_suppleant, sens, le)
    select ${randomUUID()}, m.id, ${titulaireId}, ${parSuppleant}, ${sens}, ${now}
    from motion m where m.id = ${motionId} and m.comptee_le is null and m.cloture > ${now}
    on conflict (motion_id, titulaire_id) do update
      set sens = excluded.sens, le = excluded.le, par_suppleant = excluded.par_suppleant
      where vote.par_suppleant or not excluded.par_suppleant`.execute(trx)
  if (numAffectedRows === 0n) return false
  await w(trx)
    .insertInto('vote_geste')
    .values({ motion_id: motionId, titulaire_id: titulaireId, par_suppleant: parSuppleant, sens, le: now })
    .execute()
  return true
}

/** Every voice of a motion whose mandate is still known. */
export async function listVoix(db: Db, motionId: string): Promise<Voix[]> {
  const lignes = await t(db)
    .selectFrom('vote')
    .select(['titulaire_id', 'sens', 'le'])
    .where('motion_id', '=', motionId)
    .orderBy('titulaire_id')
    .execute()
  return lignes.flatMap(({ titulaire_id, sens, le }) => (titulaire_id ? [{ titulaire: titulaire_id, sens, le }] : []))
}

/** What these mandates answered. */
export async function findVotesDe(
  db: Db,
  motionId: string,
  titulaires: readonly string[]
): Promise<ReadonlyMap<string, VoteDonne>> {
  if (titulaires.length === 0) return new Map()
  const lignes = await t(db)
    .selectFrom('vote')
    .select(['titulaire_id', 'sens', 'par_suppleant'])
    .where('motion_id', '=', motionId)
    .where('titulaire_id', 'in', titulaires)
    .execute()
  return new Map(
    lignes.map(({ titulaire_id, sens, par_suppleant }) => [titulaire_id ?? '', { sens, parSuppleant: par_suppleant }])
  )
}

export interface Avis {
  readonly id: string
  readonly raison: boolean
  readonly texte: string
  readonly auteur: string
  readonly le: Date
}

export async function listAvis(db: Db, motionId: string): Promise<Avis[]> {
  return t(db)
    .selectFrom('motion_avis')
    .select(['id', 'raison', 'texte', 'auteur', 'le'])
    .where('motion_id', '=', motionId)
    .orderBy('le')
    .orderBy('id')
    .execute()
}

export async function insertAvis(
  trx: Trx,
  avis: Omit<Avis, 'id' | 'le'> & { readonly motionId: string },
  now: Date
): Promise<string> {
  const { motionId, raison, texte, auteur } = avis
  const id = randomUUID()
  await w(trx).insertInto('motion_avis').values({ id, motion_id: motionId, raison, texte, auteur, le: now }).execute()
  return id
}
