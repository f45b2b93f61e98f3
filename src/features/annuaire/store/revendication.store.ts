import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { Champ } from '../../../kernel/droit.ts'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import {
  type AdressePubliee,
  ETATS_A_JUGER,
  ETATS_EN_VIGUEUR,
  ETATS_OUVERTS,
  type EtatRevendication,
  type EvenementDeFiche,
  type PreuveRevendication,
  presenteDepuis
} from '../domain/revendication.ts'
import { dansLeChamp } from './dans-le-champ.ts'
import type { TableRevendication, TablesAnnuaire } from './tables.ts'

const w = avecTablesTrx<TablesAnnuaire>

export type Revendication = Selectable<TableRevendication> & {
  /** Of the account that asked. */
  readonly pseudonyme: string
  readonly courriel: string
}

const lues = (ou: RawBuilder<unknown>) => sql<Revendication>`
  select r.*, c.pseudonyme, c.courriel from revendication r join compte c on c.id = r.compte_id where ${ou}`

// A fiche that became another one keeps its claims: they are found under both numbers.
const duLieu = (lieuId: number) => sql`r.lieu_id in (
  with recursive memes(id) as (
    select ${lieuId}::bigint union select l.id from memes m join lieu l on l.remplace_par = m.id
  ) select id from memes)`

const dansEtats = (etats: readonly EtatRevendication[]) => sql`r.etat = any(${[...etats]}::text[])`

/** Keeps what somebody asks. False when that account already waits for, or has, the same thing there. */
export async function insertRevendication(
  trx: Trx,
  r: {
    readonly id: string
    readonly lieuId: number
    readonly compteId: string
    readonly etat: EtatRevendication
    readonly preuve: PreuveRevendication
    readonly adresse?: string
    readonly texte?: string
  },
  now: Date
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into revendication (id, lieu_id, compte_id, etat, preuve, adresse, texte, demandee_le)
    values (${r.id}, ${r.lieuId}, ${r.compteId}, ${r.etat}, ${r.preuve}, ${r.adresse ?? null}, ${r.texte ?? ''}, ${now})
    on conflict do nothing`.execute(trx)
  return numAffectedRows === 1n
}

export async function findRevendication(db: Db, id: string): Promise<Revendication | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return undefined
  return (await lues(sql`r.id = ${id}`).execute(db)).rows[0]
}

/** What this account waits for on this lieu. */
export async function findOuverte(db: Db, lieuId: number, compteId: string): Promise<Revendication | undefined> {
  const ou = sql`${duLieu(lieuId)} and r.compte_id = ${compteId} and ${dansEtats(ETATS_OUVERTS)} limit 1`
  return (await lues(ou).execute(db)).rows[0]
}

/** Did a person say no to this account on this lieu, to its claim or after a contest? */
export async function wasRefused(db: Db, lieuId: number, compteId: string): Promise<boolean> {
  const ou = sql`${duLieu(lieuId)} and r.compte_id = ${compteId} and r.preuve <> 'delegation'
    and (r.etat = 'refusee' or (r.etat = 'terminee' and r.contestee_le is not null and r.finie_le = r.decidee_le)) limit 1`
  return (await lues(ou).execute(db)).rows.length > 0
}

/** What an account asked, the latest first. */
export async function listRevendicationsDe(db: Db, compteId: string): Promise<Revendication[]> {
  return (await lues(sql`r.compte_id = ${compteId} order by r.demandee_le desc, r.id`).execute(db)).rows
}

/** People who ask the responsable to help with this lieu. */
export async function listDemandesDAide(db: Db, lieuId: number): Promise<Revendication[]> {
  const ou = sql`${duLieu(lieuId)} and r.etat = 'attente-responsable' order by r.demandee_le, r.id`
  return (await lues(ou).execute(db)).rows
}

/** What gave this account its role on this lieu, and still holds. */
export async function listEnVigueur(db: Db, lieuId: number, compteId: string): Promise<Revendication[]> {
  const ou = sql`${duLieu(lieuId)} and r.compte_id = ${compteId} and ${dansEtats(ETATS_EN_VIGUEUR)}`
  return (await lues(ou).execute(db)).rows
}

/** What gave their roles on this lieu to those who hold them. */
export async function listEnVigueurDuLieu(db: Db, lieuId: number): Promise<Revendication[]> {
  return (await lues(sql`${duLieu(lieuId)} and ${dansEtats(ETATS_EN_VIGUEUR)}`).execute(db)).rows
}

type Changement = Partial<
  Pick<
    TableRevendication,
    'preuve' | 'prouvee_le' | 'decidee_le' | 'decidee_par' | 'conteste_avant' | 'contestee_le' | 'finie_le'
  > & { readonly motif: string; readonly contestation: string }
>

/** From one state to another, in one statement: of two people who decide at once, the second gets false. */
export async function changeEtat(
  trx: Trx,
  id: string,
  depuis: readonly EtatRevendication[],
  vers: EtatRevendication,
  changement: Changement
): Promise<boolean> {
  const { numUpdatedRows } = await w(trx)
    .updateTable('revendication')
    .set({ etat: vers, ...changement })
    .where('id', '=', id)
    .where('etat', 'in', [...depuis])
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/* ── Links of messages ─────────────────────────────────────────────────────────────────────────────────────────── */

export interface LienDeRevendication {
  readonly empreinte: string
  readonly revendicationId: string
  readonly genre: 'preuve' | 'contestation'
  readonly adresse: string
  readonly expireLe: Date
}

export async function insertLienDeRevendication(trx: Trx, lien: LienDeRevendication): Promise<void> {
  await w(trx)
    .insertInto('revendication_lien')
    .values({
      empreinte: lien.empreinte,
      revendication_id: lien.revendicationId,
      genre: lien.genre,
      adresse: lien.adresse,
      expire_le: lien.expireLe,
      servi_le: null
    })
    .execute()
}

/** A link that still opens something: unknown, used and too old are told apart by nobody. */
export async function findLienDeRevendication(
  db: Db,
  empreinte: string,
  genre: LienDeRevendication['genre'],
  now: Date
): Promise<{ readonly revendicationId: string; readonly adresse: string } | undefined> {
  const ligne = await avecTables<TablesAnnuaire>(db)
    .selectFrom('revendication_lien')
    .select(['revendication_id', 'adresse'])
    .where('empreinte', '=', empreinte)
    .where('genre', '=', genre)
    .where('servi_le', 'is', null)
    .where('expire_le', '>', now)
    .executeTakeFirst()
  return ligne && { revendicationId: ligne.revendication_id, adresse: ligne.adresse }
}

/** Uses a link, in one statement: of two who open it at once, the second gets false. */
export async function markLienServi(trx: Trx, empreinte: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await w(trx)
    .updateTable('revendication_lien')
    .set({ servi_le: now })
    .where('empreinte', '=', empreinte)
    .where('servi_le', 'is', null)
    .where('expire_le', '>', now)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** The links of a claim that open nothing any more: those that served still say whom to answer, unless all go. */
export async function dropLiens(trx: Trx, revendicationId: string, genre?: LienDeRevendication['genre']) {
  let requete = w(trx).deleteFrom('revendication_lien').where('revendication_id', '=', revendicationId)
  if (genre) requete = requete.where('genre', '=', genre)
  await requete.execute()
}

/** Who contested a claim: they are told what was decided. */
export async function listContestataires(db: Db, revendicationId: string): Promise<string[]> {
  const lignes = await avecTables<TablesAnnuaire>(db)
    .selectFrom('revendication_lien')
    .select('adresse')
    .where('revendication_id', '=', revendicationId)
    .where('genre', '=', 'contestation')
    .where('servi_le', 'is not', null)
    .execute()
  return lignes.map(({ adresse }) => adresse)
}

/* ── The desk ──────────────────────────────────────────────────────────────────────────────────────────────────── */

export type RevendicationEnFile = Revendication & { readonly nomLieu: string; readonly commune: string | null }

/** What waits for a decision on this person's ground, the oldest first. */
export async function listAJuger(
  db: Db,
  champ: Champ,
  limite: number
): Promise<{ readonly total: number; readonly revendications: RevendicationEnFile[] }> {
  const situation = { codeInsee: sql`l.code_insee`, departement: sql`l.departement`, lieu: sql`l.id` }
  const { rows } = await sql<RevendicationEnFile & { total: number }>`
    with recursive suite(depart, id) as (
      select r.id, r.lieu_id from revendication r where ${dansEtats(ETATS_A_JUGER)}
      union select s.depart, l.remplace_par from suite s join lieu l on l.id = s.id where l.remplace_par is not null
    )
    select r.*, c.pseudonyme, c.courriel, l.nom as "nomLieu", l.publiees->>'commune' as commune, count(*) over ()::int as total
    from suite s join revendication r on r.id = s.depart join compte c on c.id = r.compte_id
    join lieu l on l.id = s.id and l.remplace_par is null
    where ${dansLeChamp(champ, situation)}
    order by coalesce(r.contestee_le, r.demandee_le), r.id limit ${limite}`.execute(db)
  return { total: rows[0]?.total ?? 0, revendications: rows }
}

/* ── What proves ───────────────────────────────────────────────────────────────────────────────────────────────── */

/** What is known of each address that a fiche shows. */
export async function readAdresses(
  db: Db,
  { id, publiees }: { readonly id: number; readonly publiees: { readonly courriels?: readonly string[] } }
): Promise<AdressePubliee[]> {
  const courriels = publiees.courriels ?? []
  if (courriels.length === 0) return []
  const { rows: dits } = await sql<{ courriel: string; source_id: string; lieu_id: number }>`
    select distinct lower(c.courriel) as courriel, e.source_id, e.lieu_id
    from enregistrement e cross join lateral jsonb_array_elements_text(e.valeurs->'courriels') as c(courriel)
    where e.disparu_par is null and e.lieu_id is not null
      and lower(c.courriel) = any(${courriels.map((c) => c.toLowerCase())}::text[])`.execute(db)
  const { rows: histoire } = await sql<EvenementDeFiche>`
    select le, genre, champ, apres from changement
    where lieu_id = ${id} and (genre in ('creation', 'retrait', 'retablissement') or (genre = 'valeur' and champ = 'courriels'))
    order by id`.execute(db)
  return courriels.map((courriel) => {
    const lignes = dits.filter((dit) => dit.courriel === courriel.toLowerCase())
    return {
      courriel,
      sources: [
        ...new Set(lignes.filter(({ lieu_id }) => Number(lieu_id) === id).map(({ source_id }) => source_id))
      ].sort(),
      depuis: presenteDepuis(courriel, histoire),
      lieux: new Set(lignes.map(({ lieu_id }) => lieu_id)).size
    }
  })
}

/* ── What time ends ────────────────────────────────────────────────────────────────────────────────────────────── */

/** Claims that wait for a mailbox or for a responsable, asked before an instant. */
export async function listEnAttenteDepuis(db: Db, avant: Date): Promise<Revendication[]> {
  const ou = sql`r.etat in ('attente-preuve', 'attente-responsable') and r.demandee_le < ${avant} order by r.demandee_le, r.id`
  return (await lues(ou).execute(db)).rows
}

/** Addresses and links that serve no more, and claims that ended long ago. Returns how many claims were erased. */
export async function forgetRevendications(trx: Trx, finiesAvant: Date, now: Date): Promise<number> {
  await sql`
    update revendication set adresse = null
    where adresse is not null and (finie_le is not null or (etat = 'active' and conteste_avant <= ${now}))`.execute(trx)
  // While a contest waits for its answer, who contested is still expected to be told.
  await sql`
    delete from revendication_lien l using revendication r
    where r.id = l.revendication_id and l.expire_le <= ${now} and r.etat <> 'contestee'`.execute(trx)
  const { numAffectedRows } = await sql`delete from revendication where finie_le < ${finiesAvant}`.execute(trx)
  return Number(numAffectedRows ?? 0)
}

/* ── A person's ────────────────────────────────────────────────────────────────────────────────────────────────── */

/** What an account asked goes with it, and its address wherever a contest could be sent. */
export async function deleteRevendicationsDe(trx: Trx, compteId: string, adresse: string | undefined): Promise<void> {
  await w(trx).deleteFrom('revendication').where('compte_id', '=', compteId).execute()
  if (adresse) await sql`delete from revendication_lien where lower(adresse) = lower(${adresse})`.execute(trx)
}
