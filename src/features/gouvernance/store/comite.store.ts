import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { College } from '../../../kernel/role.ts'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import { REGLE_PAR_DEFAUT, type RegleDuComite } from '../domain/regle.ts'
import type { TablesGouvernance } from './tables.ts'

const t = avecTables<TablesGouvernance>
const w = avecTablesTrx<TablesGouvernance>

/** The rule of a committee; the default one until somebody sets another. */
export async function findRegle(db: Db, reseauId: string): Promise<RegleDuComite> {
  const ligne = await t(db).selectFrom('comite_regle').selectAll().where('reseau_id', '=', reseauId).executeTakeFirst()
  if (!ligne) return REGLE_PAR_DEFAUT
  const { mode, quorum, majorite, jours, presidence_id } = ligne
  return { mode, quorum, majorite, jours, presidence: presidence_id ?? undefined }
}

export async function saveRegle(
  trx: Trx,
  reseauId: string,
  { mode, quorum, majorite, jours, presidence }: RegleDuComite,
  par: string,
  now: Date
): Promise<void> {
  const ligne = {
    mode,
    quorum,
    majorite,
    jours,
    presidence_id: presidence ?? null,
    modifiee_le: now,
    modifiee_par: par
  }
  await w(trx)
    .insertInto('comite_regle')
    .values({ reseau_id: reseauId, ...ligne })
    .onConflict((oc) => oc.column('reseau_id').doUpdateSet(ligne))
    .execute()
}

/** A seat of the committee: a role in force, at an instant. */
export interface Siege {
  readonly compteId: string
  readonly college: College
  readonly pseudonyme: string
  readonly courriel: string
  readonly depuis: Date
  readonly fin: Date | null
}

// One voice for each person, whatever they hold: the first role given says their college.
const sieges = (reseauId: string, quand: Date): RawBuilder<unknown> => sql`
  select distinct on (a.compte_id) a.compte_id, a.college, a.donnee_le, a.fin_le, c.pseudonyme, c.courriel
  from attribution a join compte c on c.id = a.compte_id
  where a.role = 'comite' and a.college is not null and a.reseau_id in (${reseauId}, '*') and c.etat = 'actif'
    and a.donnee_le <= ${quand} and (a.fin_le is null or a.fin_le > ${quand})
    and (a.retiree_le is null or a.retiree_le > ${quand})
  order by a.compte_id, a.donnee_le, a.id`

/** Who sits at an instant, by college. */
export async function listSieges(db: Db, reseauId: string, quand: Date): Promise<Siege[]> {
  const { rows } = await sql<Siege>`
    select s.compte_id as "compteId", s.college, s.pseudonyme, s.courriel, s.donnee_le as depuis, s.fin_le as fin
    from (${sieges(reseauId, quand)}) s order by s.college, lower(s.pseudonyme), s.compte_id`.execute(db)
  return rows
}

/** A fiche under all the numbers it has had, and those it has become. */
const memesLieux = (depart: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  recursive memes(id) as (
    ${depart}
    union
    select case when l.remplace_par = m.id then l.id else l.remplace_par end
    from memes m join lieu l on l.remplace_par = m.id or (l.id = m.id and l.remplace_par is not null)
  )`

export interface Membre {
  readonly compteId: string
  readonly college: College
  /** Out of the vote and of its quorum: they declared an interest, or look after the lieu. */
  readonly ecarte: boolean
}

interface ObjetDuVote {
  readonly id?: string
  readonly reseau_id: string
  readonly adhesion_id: string | null
  /** Whoever stood aside since, stays aside until the vote closes. */
  readonly ouverte_le: Date
}

/** Who votes on something at an instant, and who stands aside from it. */
export async function listElecteurs(db: Db, objet: ObjetDuVote, quand: Date): Promise<Membre[]> {
  const { rows } = await sql<Membre>`
    with ${memesLieux(sql`select lieu_id from adhesion where id = ${objet.adhesion_id}`)}
    select s.compte_id as "compteId", s.college, ${ecarte(sql`s.compte_id`, objet, quand)} as ecarte
    from (${sieges(objet.reseau_id, quand)}) s order by s.compte_id`.execute(db)
  return rows
}

/** Whether an account stands aside: a substitute may, whatever their holder's case. */
export async function isEcarte(db: Db, compteId: string, objet: ObjetDuVote, quand: Date): Promise<boolean> {
  const { rows } = await sql<{ ecarte: boolean }>`
    with ${memesLieux(sql`select lieu_id from adhesion where id = ${objet.adhesion_id}`)}
    select ${ecarte(sql`${compteId}::uuid`, objet, quand)} as ecarte`.execute(db)
  return rows[0]?.ecarte ?? false
}

const ecarte = (compte: RawBuilder<unknown>, { id, reseau_id, ouverte_le }: ObjetDuVote, quand: Date) => sql<boolean>`(
  exists (select from comite_deport d where d.compte_id = ${compte} and d.reseau_id = ${reseau_id}
    and d.depuis <= ${quand} and (d.fin_le is null or d.fin_le > ${ouverte_le})
    and (d.motion_id = ${id ?? null}::uuid or d.lieu_id in (select id from memes)))
  or exists (select from attribution r where r.compte_id = ${compte} and r.role in ('responsable', 'delegue')
    and r.donnee_le <= ${quand} and (r.fin_le is null or r.fin_le > ${ouverte_le})
    and (r.retiree_le is null or r.retiree_le > ${ouverte_le})
    and r.lieux && (select array_agg(id) from memes)))`

export interface Suppleance {
  readonly id: string
  readonly reseauId: string
  readonly titulaireId: string
  readonly suppleantId: string
  readonly titulaire: string
  readonly suppleant: string
  readonly courriel: string
  readonly du: Date
}

/** The substitutions in force that this account gives or holds. */
export async function listSuppleances(
  db: Db,
  { compteId, reseauId }: { readonly compteId?: string; readonly reseauId?: string },
  quand: Date
): Promise<Suppleance[]> {
  const { rows } = await sql<Suppleance>`
    select s.id, s.reseau_id as "reseauId", s.titulaire_id as "titulaireId", s.suppleant_id as "suppleantId",
      t.pseudonyme as titulaire, p.pseudonyme as suppleant, p.courriel, s.du
    from comite_suppleance s join compte t on t.id = s.titulaire_id join compte p on p.id = s.suppleant_id
    where s.du <= ${quand} and (s.au is null or s.au > ${quand}) and t.etat = 'actif' and p.etat = 'actif'
      and (${compteId ?? null}::uuid is null or ${compteId ?? null}::uuid in (s.titulaire_id, s.suppleant_id))
      and (${reseauId ?? null}::text is null or s.reseau_id = ${reseauId ?? null}::text)
    order by s.du, s.id`.execute(db)
  return rows
}

/** The account of an address, if it may stand in for somebody. */
export async function findCompteParAdresse(db: Db, courriel: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from compte where lower(courriel) = lower(${courriel}) and etat = 'actif'`.execute(db)
  return rows[0]?.id
}

/** One substitute at a time: the one before stops at the same instant. */
export async function replaceSuppleant(
  trx: Trx,
  { reseauId, titulaireId, suppleantId }: { reseauId: string; titulaireId: string; suppleantId: string | undefined },
  now: Date
): Promise<void> {
  await w(trx)
    .updateTable('comite_suppleance')
    .set({ au: now })
    .where('reseau_id', '=', reseauId)
    .where('titulaire_id', '=', titulaireId)
    .where('au', 'is', null)
    .execute()
  if (suppleantId)
    await w(trx)
      .insertInto('comite_suppleance')
      .values({
        id: randomUUID(),
        reseau_id: reseauId,
        titulaire_id: titulaireId,
        suppleant_id: suppleantId,
        du: now,
        au: null
      })
      .execute()
}

export interface Deport {
  readonly id: string
  readonly lieuId: number
  readonly lieu: string
  readonly raison: string
  readonly depuis: Date
}

/** The lieux that this member stands aside from. */
export async function listDeports(db: Db, reseauId: string, compteId: string): Promise<Deport[]> {
  const { rows } = await sql<Deport>`
    select d.id, d.lieu_id as "lieuId", l.nom as lieu, d.raison, d.depuis
    from comite_deport d join lieu l on l.id = d.lieu_id
    where d.reseau_id = ${reseauId} and d.compte_id = ${compteId} and d.fin_le is null
    order by lower(l.nom), d.id`.execute(db)
  return rows.map((ligne) => ({ ...ligne, lieuId: Number(ligne.lieuId) }))
}

/** Twice is once. Returns the number of the declaration, or nothing when it was already made. */
export async function insertDeport(
  trx: Trx,
  deport: {
    readonly reseauId: string
    readonly compteId: string
    readonly lieuId?: number
    readonly motionId?: string
    readonly raison: string
  },
  now: Date
): Promise<string | undefined> {
  const ecrit = await w(trx)
    .insertInto('comite_deport')
    .values({
      id: randomUUID(),
      reseau_id: deport.reseauId,
      compte_id: deport.compteId,
      lieu_id: deport.lieuId ?? null,
      motion_id: deport.motionId ?? null,
      raison: deport.raison,
      depuis: now,
      fin_le: null
    })
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst()
  return ecrit?.id
}

/** The interest is no longer there: it counts for the votes that open from now on. False when it was not theirs. */
export async function endDeport(
  trx: Trx,
  { id, compteId }: { readonly id: string; readonly compteId: string },
  now: Date
): Promise<boolean> {
  const { numUpdatedRows } = await w(trx)
    .updateTable('comite_deport')
    .set({ fin_le: now })
    .where('id', '=', id)
    .where('compte_id', '=', compteId)
    .where('lieu_id', 'is not', null)
    .where('fin_le', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
