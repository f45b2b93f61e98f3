import { type Selectable, sql } from 'kysely'
import type { Champ } from '../../../kernel/droit.ts'
import { avecTables, avecTablesTrx, type Db, jsonPourPostgres, type Trx } from '../../../platform/db/index.ts'
import type { Ajout, GenreSignalement, Propose, SuiteSignalement } from '../domain/signalement.ts'
import { dansLeChamp } from './dans-le-champ.ts'
import type { LieuPublic } from './lieu.store.ts'
import type { TableSignalement, TablesAnnuaire } from './tables.ts'

const t = avecTables<TablesAnnuaire>
const w = avecTablesTrx<TablesAnnuaire>

export type Signalement = Selectable<TableSignalement>

/** Keeps a report. Undefined when the same words are already there and wait. */
export async function insertSignalement(
  trx: Trx,
  signalement: {
    readonly genre: GenreSignalement
    readonly lieuId: number | undefined
    readonly propose: Propose
    readonly departement: string | undefined
    readonly courriel: string | undefined
    readonly empreinte: string
  },
  now: Date
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into signalement (genre, lieu_id, propose, departement, courriel, empreinte, depose_le)
    values (${signalement.genre}, ${signalement.lieuId ?? null}, ${jsonPourPostgres(signalement.propose)}::jsonb,
      ${signalement.departement ?? null}, ${signalement.courriel ?? null}, ${signalement.empreinte}, ${now})
    on conflict (empreinte) where etat = 'depose' do nothing
    returning id`.execute(trx)
  return rows[0]?.id
}

export async function findSignalement(db: Db, id: number): Promise<Signalement | undefined> {
  return t(db).selectFrom('signalement').selectAll().where('id', '=', id).executeTakeFirst()
}

export interface SignalementListe {
  readonly id: number
  readonly genre: GenreSignalement
  readonly etat: Signalement['etat']
  readonly suite: SuiteSignalement | null
  readonly deposeLe: Date
  readonly traiteLe: Date | null
  readonly departement: string | null
  readonly propose: Propose
  readonly attendReponse: boolean
  readonly lieu: { readonly id: number; readonly nom: string; readonly commune: string | undefined } | undefined
}

export interface FiltreSignalements {
  readonly departement?: string | undefined
  /** As far as the right to answer goes. */
  readonly champ?: Champ | undefined
  /** Those that wait, the oldest first; or those that were answered, the last first. */
  readonly traites: boolean
}

// Where the lieu is; for one that is missing, the département that was typed.
const ouvertA = (champ: Champ | undefined) =>
  dansLeChamp(champ, {
    codeInsee: sql`l.code_insee`,
    departement: sql`coalesce(l.departement, s.departement)`,
    lieu: sql`coalesce(l.remplace_par, l.id)`
  })

/** A page of the queue, after a report's number. */
export async function listSignalements(
  db: Db,
  { departement, champ, traites }: FiltreSignalements,
  { apres, limite }: { apres?: number | undefined; limite: number }
): Promise<{ total: number; signalements: SignalementListe[]; suivant: number | undefined }> {
  const territoire = sql`${departement ? sql`s.departement = ${departement}` : sql`true`} and ${ouvertA(champ)}`
  const etat = traites ? sql`s.etat <> 'depose'` : sql`s.etat = 'depose'`
  // Numbers follow the order of arrival: a cursor neither repeats nor misses what stays.
  const suite = apres === undefined ? sql`true` : traites ? sql`s.id < ${apres}` : sql`s.id > ${apres}`
  const [{ rows }, { rows: compte }] = await Promise.all([
    sql<{
      id: number
      genre: GenreSignalement
      etat: Signalement['etat']
      suite: SuiteSignalement | null
      depose_le: Date
      traite_le: Date | null
      departement: string | null
      propose: Propose
      attend: boolean
      lieu_id: number | null
      nom: string | null
      commune: string | null
    }>`
      select s.id, s.genre, s.etat, s.suite, s.depose_le, s.traite_le, s.departement, s.propose,
        s.courriel is not null as attend, s.lieu_id, l.nom, l.publiees->>'commune' as commune
      from signalement s left join lieu l on l.id = s.lieu_id
      where ${etat} and ${territoire} and ${suite}
      order by s.id ${traites ? sql`desc` : sql`asc`} limit ${limite + 1}`.execute(db),
    sql<{
      total: number
    }>`select count(*)::int as total from signalement s left join lieu l on l.id = s.lieu_id where ${etat} and ${territoire}`.execute(
      db
    )
  ])
  const signalements = rows.slice(0, limite).map((r) => ({
    id: r.id,
    genre: r.genre,
    etat: r.etat,
    suite: r.suite,
    deposeLe: r.depose_le,
    traiteLe: r.traite_le,
    departement: r.departement,
    propose: r.propose,
    attendReponse: r.attend,
    lieu: r.lieu_id === null ? undefined : { id: r.lieu_id, nom: r.nom ?? '', commune: r.commune ?? undefined }
  }))
  return {
    total: compte[0]?.total ?? 0,
    signalements,
    suivant: rows.length > limite ? signalements.at(-1)?.id : undefined
  }
}

/** The next report that waits after this one, in the same territory. */
export async function findSuivant(
  db: Db,
  id: number,
  { departement, champ }: Omit<FiltreSignalements, 'traites'>
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select s.id from signalement s left join lieu l on l.id = s.lieu_id where s.etat = 'depose' and s.id <> ${id}
      and (${departement ?? null}::text is null or s.departement = ${departement ?? null}::text) and ${ouvertA(champ)}
    order by s.id < ${id}, s.id limit 1`.execute(db)
  return rows[0]?.id
}

/** How many wait, by département. */
export async function countDeposes(db: Db, champ?: Champ): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ departement: string | null; combien: number }>`
    select s.departement, count(*)::int as combien from signalement s left join lieu l on l.id = s.lieu_id
    where s.etat = 'depose' and ${ouvertA(champ)} group by s.departement`.execute(db)
  return new Map(rows.flatMap(({ departement, combien }) => (departement === null ? [] : [[departement, combien]])))
}

export interface Traitement {
  readonly etat: 'accepte' | 'refuse'
  readonly suite: SuiteSignalement | undefined
  readonly message: string
  readonly ajout: Ajout | undefined
  readonly par: string
}

/** Writes the answer, once: of two people who answer together, one gets false. */
export async function saveTraitement(trx: Trx, id: number, traitement: Traitement, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update signalement set etat = ${traitement.etat}, suite = ${traitement.suite ?? null}, message = ${traitement.message},
      ajout = ${traitement.ajout ? jsonPourPostgres(traitement.ajout) : null}::jsonb,
      traite_le = ${now}, traite_par = ${traitement.par}, empreinte = null
    where id = ${id} and etat = 'depose'`.execute(trx)
  return numAffectedRows === 1n
}

/** Puts an answered report back in the queue, once. */
export async function reopenSignalement(trx: Trx, id: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update signalement set etat = 'depose', suite = null, message = '', ajout = null, traite_le = null, traite_par = null
    where id = ${id} and etat <> 'depose'`.execute(trx)
  return numAffectedRows === 1n
}

/** Every lieu that reports have added, by their report's number. */
export async function listAjouts(db: Db): Promise<{ id: number; ajout: Ajout }[]> {
  const lignes = await t(db)
    .selectFrom('signalement')
    .select(['id', 'ajout'])
    .where('suite', '=', 'ajoute')
    .orderBy('id')
    .execute()
  return lignes.flatMap(({ id, ajout }) => (ajout ? [{ id, ajout }] : []))
}

/** Addresses that have served, or that have waited too long: forgotten. Returns how many. */
export async function forgetCourriels(
  trx: Trx,
  { traitesAvant, deposesAvant }: { traitesAvant: Date; deposesAvant: Date }
): Promise<number> {
  // The digest knew the address too.
  const { numAffectedRows } = await sql`
    update signalement set courriel = null, empreinte = null
    where courriel is not null and (traite_le < ${traitesAvant} or depose_le < ${deposesAvant})`.execute(trx)
  return Number(numAffectedRows ?? 0)
}

/** The key of a day's digests: the first that is proposed is everybody's. */
export async function obtainSel(trx: Trx, jour: string, propose: Buffer): Promise<Buffer> {
  await w(trx)
    .insertInto('signalement_sel')
    .values({ jour, sel: propose })
    .onConflict((oc) => oc.doNothing())
    .execute()
  const { sel } = await w(trx)
    .selectFrom('signalement_sel')
    .select('sel')
    .where('jour', '=', jour)
    .executeTakeFirstOrThrow()
  return sel
}

export async function notePassage(
  trx: Trx,
  passage: { empreinte: string; lieuId: number | undefined },
  now: Date
): Promise<void> {
  await w(trx)
    .insertInto('signalement_passage')
    .values({ empreinte: passage.empreinte, lieu_id: passage.lieuId ?? null, le: now })
    .execute()
}

/** How many reports came since each of these instants: from here, about this lieu, in all. */
export async function countPassages(
  db: Db,
  { empreinte, lieuId }: { empreinte: string; lieuId: number | undefined },
  depuis: { appareil: Date; lieu: Date; site: Date }
): Promise<{ appareil: number; lieu: number; site: number }> {
  const { rows } = await sql<{ appareil: number; lieu: number; site: number }>`
    select (select count(*)::int from signalement_passage where empreinte = ${empreinte} and le > ${depuis.appareil}) as appareil,
      (select count(*)::int from signalement_passage where lieu_id = ${lieuId ?? null}::bigint and le > ${depuis.lieu}) as lieu,
      (select count(*)::int from signalement_passage where le > ${depuis.site}) as site`.execute(db)
  return rows[0] ?? { appareil: 0, lieu: 0, site: 0 }
}

/** Throws away what served to count, and the keys of days gone. */
export async function forgetPassages(trx: Trx, avant: Date, jour: string): Promise<void> {
  await w(trx).deleteFrom('signalement_passage').where('le', '<', avant).execute()
  await w(trx).deleteFrom('signalement_sel').where('jour', '<', jour).execute()
}

/** Public lieux of these communes whose name or street looks like what was typed, the likest first. */
export async function listRessemblants(
  db: Db,
  { communes, nom, adresse }: { communes: readonly string[]; nom: string; adresse: string },
  limite: number
): Promise<LieuPublic[]> {
  const { rows } = await sql<LieuPublic>`
    select id, nom, adresse_page, publiees, provenance, fictif, code_insee, departement, latitude, longitude,
      position_approchee, complet, cree_le, modifie_le, retire_le, remplace_par
    from lieu l,
      lateral (select greatest(
        similarity(lower(sans_accents(l.nom)), lower(sans_accents(${nom}))),
        word_similarity(lower(sans_accents(${nom})), lower(sans_accents(l.nom))),
        similarity(lower(sans_accents(coalesce(l.publiees->>'adresse', ''))), lower(sans_accents(${adresse})))) as proche) p
    where l.retire_le is null and l.code_insee = any(${communes}::text[]) and p.proche > 0.25
    order by p.proche desc, l.id limit ${limite}`.execute(db)
  return rows
}

/** What somebody reported under an address, while that address is kept. */
export async function listSignalementsDe(db: Db, courriel: string) {
  const { rows } = await sql<{
    genre: GenreSignalement
    lieu: string | null
    lieu_id: number | null
    propose: Propose
    depose_le: Date
    etat: Signalement['etat']
    message: string
  }>`
    select s.genre, l.nom as lieu, s.lieu_id, s.propose, s.depose_le, s.etat, s.message
    from signalement s left join lieu l on l.id = s.lieu_id
    where lower(s.courriel) = lower(${courriel}) order by s.id`.execute(db)
  return rows
}

/** The reports stay, about lieux; who made them is forgotten. */
export async function forgetCourriel(trx: Trx, courriel: string): Promise<void> {
  await sql`
    update signalement set courriel = null, empreinte = null where lower(courriel) = lower(${courriel})`.execute(trx)
}
