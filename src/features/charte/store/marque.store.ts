import { type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { Etat } from '../domain/adhesion/situation.ts'
import { PLACES_DONNEES } from '../domain/marque/statuts.ts'
import type { TablesCharte } from './tables.ts'

const t = avecTables<TablesCharte>
const w = avecTablesTrx<TablesCharte>

export type Cle = Selectable<TablesCharte['marque_cle']>

/** Every key that signed for a réseau, the oldest first. */
export async function listCles(db: Db, reseauId: string): Promise<Cle[]> {
  return t(db).selectFrom('marque_cle').selectAll().where('reseau_id', '=', reseauId).orderBy('rang').execute()
}

export async function findCleCourante(db: Db, reseauId: string): Promise<Cle | undefined> {
  return t(db)
    .selectFrom('marque_cle')
    .selectAll()
    .where('reseau_id', '=', reseauId)
    .where('remplacee_le', 'is', null)
    .executeTakeFirst()
}

/** Whoever changes the keys of a réseau holds this: of two at once, the second sees the first one's key. */
export async function lockCles(trx: Trx, reseauId: string): Promise<Cle[]> {
  await sql`select pg_advisory_xact_lock(hashtext('marque_cle'), hashtext(${reseauId}))`.execute(trx)
  return listCles(trx, reseauId)
}

export async function insertCle(trx: Trx, cle: Pick<Cle, 'reseau_id' | 'rang' | 'publique' | 'privee' | 'cree_le'>) {
  await w(trx)
    .insertInto('marque_cle')
    .values({ ...cle, remplacee_le: null, compromise_le: null })
    .execute()
}

export async function replaceCle(
  trx: Trx,
  { reseau_id, rang }: Pick<Cle, 'reseau_id' | 'rang'>,
  compromiseLe: Date | undefined,
  now: Date
): Promise<void> {
  await w(trx)
    .updateTable('marque_cle')
    .set((eb) => ({
      remplacee_le: eb.fn.coalesce('remplacee_le', eb.val(now)),
      compromise_le: compromiseLe ?? eb.ref('compromise_le')
    }))
    .where('reseau_id', '=', reseau_id)
    .where('rang', '=', rang)
    .execute()
}

/** Where the status of one membership is read. */
export interface Place {
  readonly liste: number
  readonly place: number
}

export async function findPlace(db: Db, adhesionId: string, membreDepuis: Date): Promise<Place | undefined> {
  return t(db)
    .selectFrom('marque_place')
    .select(['liste', 'place'])
    .where('adhesion_id', '=', adhesionId)
    .where('membre_depuis', '=', membreDepuis)
    .executeTakeFirst()
}

/** The list where places are now given: the last one, or the next once it is half full. */
export async function findListeOuverte(db: Db, reseauId: string): Promise<number> {
  const { rows } = await sql<{ liste: number; donnees: number }>`
    select liste, count(*)::int as donnees from marque_place where reseau_id = ${reseauId}
    group by liste order by liste desc limit 1`.execute(db)
  const [derniere] = rows
  if (!derniere) return 1
  return derniere.donnees < PLACES_DONNEES ? derniere.liste : derniere.liste + 1
}

/** Gives a place drawn by lot. False when it is taken, or when this membership already has one. */
export async function insertPlace(
  trx: Trx,
  place: Place & { readonly adhesionId: string; readonly membreDepuis: Date; readonly reseauId: string },
  now: Date
): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await w(trx)
    .insertInto('marque_place')
    .values({
      adhesion_id: place.adhesionId,
      membre_depuis: place.membreDepuis,
      reseau_id: place.reseauId,
      liste: place.liste,
      place: place.place,
      attribuee_le: now
    })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows > 0n
}

/** False when nobody was ever given a place there. */
export async function hasListe(db: Db, reseauId: string, liste: number): Promise<boolean> {
  const { rows } = await sql<{ oui: boolean }>`
    select exists (select from marque_place where reseau_id = ${reseauId} and liste = ${liste}) as oui`.execute(db)
  return rows[0]?.oui ?? false
}

export interface PlaceARegarder {
  readonly adhesionId: string
  readonly place: number
  readonly debut: Date
  readonly etat: Etat
  readonly membreDepuis: Date | null
  readonly absorbee: boolean
  /** Something was to happen by then: what is written may be stale. */
  readonly enRetard: boolean
}

/**
 * The places of a list that may say something: memberships that are over, suspended or taken in by another, and those that time
 * has overtaken, whatever is written of them. The others, by far the most, are plain members.
 */
export async function listPlacesARegarder(
  db: Db,
  reseauId: string,
  liste: number,
  now: Date
): Promise<PlaceARegarder[]> {
  const { rows } = await sql<PlaceARegarder>`
    with retard as (select distinct adhesion_id from adhesion_echeance where le <= ${now})
    select p.adhesion_id as "adhesionId", p.place, p.membre_depuis as debut, a.etat, a.membre_depuis as "membreDepuis",
      a.absorbee_par is not null as absorbee, r.adhesion_id is not null as "enRetard"
    from marque_place p join adhesion a on a.id = p.adhesion_id left join retard r on r.adhesion_id = a.id
    where p.reseau_id = ${reseauId} and p.liste = ${liste} and (
      a.etat not in ('MEMBRE', 'AVERTI') or a.membre_depuis is distinct from p.membre_depuis or a.absorbee_par is not null
      or r.adhesion_id is not null)`.execute(db)
  return rows
}

/** What happened to an adhesion, in order: states and legal instants only. */
export async function listPassages(db: Db, adhesionId: string): Promise<{ readonly vers: Etat; readonly le: Date }[]> {
  return t(db)
    .selectFrom('adhesion_transition')
    .select(['vers', 'le'])
    .where('adhesion_id', '=', adhesionId)
    .orderBy('rang')
    .execute()
}
