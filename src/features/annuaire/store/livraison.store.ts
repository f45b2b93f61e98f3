import { type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import { SOURCES_TENUES } from '../domain/source-responsables.ts'
import type { CompteCellules, EtatLivraison, TableLivraison, TablesAnnuaire } from './tables.ts'

export type Livraison = Selectable<TableLivraison>

const t = avecTables<TablesAnnuaire>
const w = avecTablesTrx<TablesAnnuaire>

export async function insertLivraison(
  trx: Trx,
  livraison: {
    sourceId: string
    dateeDu: string
    recueLe: Date
    origine: string
    empreinteDeclaration: string
    demandeePar: string
    enFile: boolean
    fichierId?: number
  }
): Promise<number> {
  const { id } = await w(trx)
    .insertInto('livraison')
    .values({
      source_id: livraison.sourceId,
      datee_du: livraison.dateeDu,
      recue_le: livraison.recueLe,
      origine: livraison.origine.slice(0, 500),
      empreinte_declaration: livraison.empreinteDeclaration,
      demandee_par: livraison.demandeePar,
      en_file: livraison.enFile,
      fichier_id: livraison.fichierId ?? null,
      etat: 'en-cours',
      etape: 'en attente'
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Says how far the import is. Written at once, outside the import's own transaction, so that a page can show it. */
export async function saveAvancement(trx: Trx, id: number, etape: string, avancement: number): Promise<void> {
  await w(trx)
    .updateTable('livraison')
    .set({ etape, avancement })
    .where('id', '=', id)
    .where('etat', '=', 'en-cours')
    .execute()
}

export interface FinLivraison {
  readonly etat: EtatLivraison
  readonly message?: string
  readonly empreinte?: string
  readonly rapportId?: number
  readonly bilan?: {
    readonly lues: number
    readonly gardees: number
    readonly refusees: number
    readonly doublons: number
    readonly nouvelles?: number
    readonly modifiees?: number
    readonly inchangees?: number
    readonly disparues?: number
    readonly revenues?: number
  }
  readonly cellules?: CompteCellules
  readonly regles?: Readonly<Record<string, number>>
  readonly avis?: readonly { readonly message: string; readonly nombre: number }[]
}

export async function finishLivraison(trx: Trx, id: number, fin: FinLivraison, now: Date): Promise<void> {
  await w(trx)
    .updateTable('livraison')
    .set({
      etat: fin.etat,
      message: fin.message ?? null,
      finie_le: now,
      etape: 'terminée',
      ...(fin.empreinte && { empreinte: fin.empreinte }),
      ...(fin.rapportId && { rapport_id: fin.rapportId }),
      ...fin.bilan,
      ...(fin.cellules && { cellules: JSON.stringify(fin.cellules) }),
      ...(fin.regles && { regles: JSON.stringify(fin.regles) }),
      ...(fin.avis && { avis: JSON.stringify(fin.avis) })
    })
    .where('id', '=', id)
    .execute()
}

/** The delivery that the records of this source come from now. */
export async function findLivraisonCourante(db: Db, sourceId: string): Promise<Livraison | undefined> {
  return t(db)
    .selectFrom('livraison')
    .selectAll()
    .where('source_id', '=', sourceId)
    .where('etat', '=', 'appliquee')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function findLivraison(db: Db, id: number): Promise<Livraison | undefined> {
  return t(db).selectFrom('livraison').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listLivraisons(
  db: Db,
  { sourceId, limite = 50 }: { sourceId?: string; limite?: number } = {}
): Promise<Livraison[]> {
  let requete = t(db).selectFrom('livraison').selectAll().orderBy('id', 'desc').limit(limite)
  // Each change of a held fiche is one: they would hide the imports that somebody looks for.
  if (!sourceId) requete = requete.where('source_id', 'not in', [...SOURCES_TENUES])
  if (sourceId) requete = requete.where('source_id', '=', sourceId)
  return requete.execute()
}

// Two 32-bit keys: one family of locks for deliveries, one lock for whoever writes the directory.
const FAMILLE_LIVRAISON = 0x4d61
const FAMILLE_ANNUAIRE = 0x4d62

/**
 * Opens a delivery and runs `travail` on the connection that holds its lock. PostgreSQL drops the lock with the
 * connection: a delivery « en cours » that nobody holds is one whose process was killed. An import needs no other
 * connection to end: any number of them can wait for one another, even in a small pool.
 */
export async function holdingLivraison<R>(
  db: Db,
  open: (trx: Trx) => Promise<number>,
  travail: (id: number, connexion: Db) => Promise<R>
): Promise<R> {
  return db.connection().execute(async (connexion) => {
    // Locked before it is committed: nobody ever sees it « en cours » and free.
    const id = await connexion.transaction().execute(async (trx) => {
      const ouverte = await open(trx)
      await sql`select pg_advisory_lock(${FAMILLE_LIVRAISON}::int, ${ouverte}::int)`.execute(trx)
      return ouverte
    })
    try {
      return await travail(id, connexion)
    } finally {
      // A lost connection has already dropped it.
      await sql`select pg_advisory_unlock(${FAMILLE_LIVRAISON}::int, ${id}::int)`.execute(connexion).catch(() => {})
    }
  })
}

/** Imports follow one another: matching looks across sources, so two at once would each miss what the other brings. */
export async function lockAnnuaire(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${FAMILLE_ANNUAIRE}::int, 0)`.execute(trx)
}

/**
 * Marks deliveries whose process was killed: nothing of theirs was written, and they say so. One that waits in the queue is
 * among them when no job will take it any more; a job keeps its lock four hours after its worker died.
 */
export async function markInterrompues(trx: Trx, now: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update livraison set etat = 'interrompue', etape = 'interrompue', finie_le = ${now},
      message = 'L’import a été interrompu (arrêt du programme). Rien n’a été changé : relancez-le.'
    where etat = 'en-cours' and (not en_file or not exists (
        select from graphile_worker.jobs j
        where j.key = 'livraison-' || livraison.id
          and (j.attempts < j.max_attempts or j.locked_at > now() - interval '4 hours')))
      and pg_try_advisory_xact_lock(${FAMILLE_LIVRAISON}::int, id::int)
    returning id`.execute(trx)
  return rows.map(({ id }) => id)
}

/** Puts a waiting delivery back in the queue, once: of two people who confirm it together, one gets true. */
export async function reopenLivraison(trx: Trx, id: number): Promise<boolean> {
  const { numUpdatedRows } = await w(trx)
    .updateTable('livraison')
    .set({ etat: 'en-cours', etape: 'en attente', avancement: 0, message: null, finie_le: null, en_file: true })
    .where('id', '=', id)
    .where('etat', '=', 'en-attente')
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Sets aside a delivery that waits for a person. False when it no longer waits. */
export async function setAsideLivraison(trx: Trx, id: number, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await w(trx)
    .updateTable('livraison')
    .set({
      etat: 'refusee',
      message: 'Une personne a laissé cette livraison de côté. Rien n’a été changé.',
      finie_le: now
    })
    .where('id', '=', id)
    .where('etat', '=', 'en-attente')
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Separates an ended delivery from its uploaded file, and returns it. One that is not ended still needs it. */
export async function detachFichier(trx: Trx, id: number): Promise<number | undefined> {
  const { rows } = await sql<{ fichier_id: number }>`
    update livraison l set fichier_id = null from (select id, fichier_id from livraison where id = ${id} for update) avant
    where l.id = avant.id and avant.fichier_id is not null and l.etat not in ('en-cours', 'en-attente')
    returning avant.fichier_id`.execute(trx)
  return rows[0]?.fichier_id
}
