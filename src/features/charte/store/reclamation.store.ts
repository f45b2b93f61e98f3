import { type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import { ADRESSE_MOIS, type GenreEtape, LIEN_JOURS, type SituationReclamation } from '../domain/reclamation.ts'
import type { TableReclamation, TablesCharte } from './tables.ts'

const t = avecTables<TablesCharte>
const w = avecTablesTrx<TablesCharte>

type Ligne = Selectable<TableReclamation>

/** A complaint, and where it stands. */
export interface Reclamation
  extends Pick<Ligne, 'id' | 'objet' | 'quand' | 'ou' | 'texte' | 'courriel' | 'version_id' | 'critere_id'> {
  readonly reseauId: string
  /** Where it was said; a merge may have taken the lieu elsewhere since. */
  readonly lieuId: number
  readonly adhesionId: string | undefined
  /** The letter of warning it led to. */
  readonly pieceId: string | undefined
  readonly situation: SituationReclamation
}

export type EtapeReclamation = Omit<Selectable<TablesCharte['reclamation_etape']>, 'reclamation_id'>

/** False when the same words from the same mailbox wait already. */
export async function insertReclamation(
  trx: Trx,
  reclamation: Omit<
    Ligne,
    'etat' | 'deposee_le' | 'confirmee_le' | 'transmise_le' | 'repondue_le' | 'close_le' | 'issue' | 'piece_id'
  >,
  now: Date
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await w(trx)
    .insertInto('reclamation')
    .values({
      ...reclamation,
      etat: 'deposee',
      deposee_le: now,
      confirmee_le: null,
      transmise_le: null,
      repondue_le: null,
      close_le: null,
      issue: null,
      piece_id: null
    })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirstOrThrow()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function findReclamation(db: Db, id: string): Promise<Reclamation | undefined> {
  const ligne = await t(db).selectFrom('reclamation').selectAll().where('id', '=', id).executeTakeFirst()
  return ligne && toReclamation(ligne)
}

/** Kept until the transaction ends: of two acts on one complaint, the second sees what the first did. */
export async function lockReclamation(
  trx: Trx,
  par: { readonly id: string } | { readonly empreinte: string }
): Promise<Reclamation | undefined> {
  const toutes = w(trx).selectFrom('reclamation').selectAll().forUpdate()
  const ligne = await ('id' in par
    ? toutes.where('id', '=', par.id)
    : toutes.where('empreinte', '=', par.empreinte)
  ).executeTakeFirst()
  return ligne && toReclamation(ligne)
}

/** What the link of this digest confirms. */
export async function findParEmpreinte(db: Db, empreinte: string): Promise<Reclamation | undefined> {
  const ligne = await t(db).selectFrom('reclamation').selectAll().where('empreinte', '=', empreinte).executeTakeFirst()
  return ligne && toReclamation(ligne)
}

/** Writes where a locked complaint now stands, with the step that led there. */
export async function saveReclamation(
  trx: Trx,
  id: string,
  situation: SituationReclamation,
  etape: { readonly genre: GenreEtape; readonly auteur: string; readonly texte: string; readonly pieceId?: string },
  now: Date
): Promise<void> {
  await w(trx)
    .updateTable('reclamation')
    .set({ ...toLigne(situation), ...(etape.pieceId && { piece_id: etape.pieceId }) })
    .where('id', '=', id)
    .execute()
  const { rang } = await w(trx)
    .selectFrom('reclamation_etape')
    .select(sql<number>`coalesce(max(rang), 0)::int`.as('rang'))
    .where('reclamation_id', '=', id)
    .executeTakeFirstOrThrow()
  const { genre, auteur, texte } = etape
  await w(trx)
    .insertInto('reclamation_etape')
    .values({ reclamation_id: id, rang: rang + 1, genre, le: now, auteur, texte })
    .execute()
}

/** What was done of a complaint, in order. */
export async function listEtapes(db: Db, id: string): Promise<EtapeReclamation[]> {
  return t(db)
    .selectFrom('reclamation_etape')
    .select(['rang', 'genre', 'le', 'auteur', 'texte'])
    .where('reclamation_id', '=', id)
    .orderBy('rang')
    .execute()
}

/**
 * Those of these réseaux that were confirmed: open ones by age, the oldest first; closed ones, the last first.
 * @param apres the number of the last one of the page before
 */
export async function listReclamations(
  db: Db,
  reseaux: readonly string[],
  { closes, apres, limite }: { readonly closes: boolean; readonly apres?: string | undefined; readonly limite: number }
): Promise<Reclamation[]> {
  if (reseaux.length === 0) return []
  const quand = closes ? 'close_le' : 'confirmee_le'
  const sens = closes ? 'desc' : 'asc'
  const suite = closes ? sql.raw('<') : sql.raw('>')
  const lignes = await t(db)
    .selectFrom('reclamation as r')
    .selectAll()
    .where('reseau_id', 'in', reseaux)
    .where('etat', 'in', closes ? ['close'] : ['confirmee', 'instruction'])
    .$if(apres !== undefined, (q) =>
      q.where(
        sql<boolean>`(${sql.ref(`r.${quand}`)}, r.id) ${suite}
          (select ${sql.ref(`d.${quand}`)}, d.id from reclamation d where d.id = ${apres ?? null}::uuid)`
      )
    )
    .orderBy(quand, sens)
    .orderBy('id', sens)
    .limit(limite)
    .execute()
  return lignes.map(toReclamation)
}

/** Forgets who reported what has been closed for long, and what nobody ever confirmed. Returns how many. */
export async function forgetAnciennes(trx: Trx, now: Date): Promise<number> {
  const { numAffectedRows: jamais = 0n } = await sql`
    delete from reclamation where etat = 'deposee'
      and deposee_le <= ${now}::timestamptz - make_interval(days => ${LIEN_JOURS})`.execute(trx)
  const { numAffectedRows: closes = 0n } = await sql`
    update reclamation set courriel = null where courriel is not null and etat = 'close'
      and close_le <= ${now}::timestamptz - make_interval(months => ${ADRESSE_MOIS})`.execute(trx)
  return Number(jamais + closes)
}

/** What somebody reported under an address, while that address is kept. */
export async function listReclamationsDe(db: Db, courriel: string) {
  return t(db)
    .selectFrom('reclamation')
    .select(['id', 'lieu_id', 'objet', 'quand', 'ou', 'texte', 'etat', 'issue', 'deposee_le', 'close_le'])
    .where(sql<boolean>`lower(courriel) = lower(${courriel})`)
    .orderBy('deposee_le')
    .execute()
}

/** The complaint stays, about a lieu; who made it is forgotten. One that was not confirmed never was. */
export async function forgetPlaignant(trx: Trx, courriel: string): Promise<void> {
  await sql`delete from reclamation where etat = 'deposee' and lower(courriel) = lower(${courriel})`.execute(trx)
  await sql`update reclamation set courriel = null where lower(courriel) = lower(${courriel})`.execute(trx)
}

/** The steps that an account wrote. `auteur`: « compte:<numéro> ». */
export async function listEtapesDe(db: Db, auteur: string) {
  return t(db)
    .selectFrom('reclamation_etape')
    .select(['reclamation_id', 'genre', 'le', 'texte'])
    .where('auteur', '=', auteur)
    .orderBy('le')
    .execute()
}

function toReclamation(ligne: Ligne): Reclamation {
  const { id, objet, quand, ou, texte, courriel, version_id, critere_id } = ligne
  return {
    id,
    objet,
    quand,
    ou,
    texte,
    courriel,
    version_id,
    critere_id,
    reseauId: ligne.reseau_id,
    lieuId: ligne.lieu_id,
    adhesionId: ligne.adhesion_id ?? undefined,
    pieceId: ligne.piece_id ?? undefined,
    situation: toSituation(ligne)
  }
}

// The constraints of the table say what each state holds.
function toSituation(ligne: Ligne): SituationReclamation {
  const { etat, deposee_le: deposeeLe, confirmee_le: confirmeeLe, close_le: closeLe, issue } = ligne
  if (etat === 'deposee') return { etat, deposeeLe }
  if (!confirmeeLe) throw new Error(`la réclamation ${ligne.id} n’a pas ce que son état demande`)
  const suite = {
    deposeeLe,
    confirmeeLe,
    ...(ligne.transmise_le && { transmiseLe: ligne.transmise_le }),
    ...(ligne.repondue_le && { repondueLe: ligne.repondue_le })
  }
  if (etat === 'confirmee') return { etat, deposeeLe, confirmeeLe }
  if (etat === 'instruction') return { etat, ...suite }
  if (!closeLe || !issue) throw new Error(`la réclamation ${ligne.id} n’a pas ce que son état demande`)
  return { etat, ...suite, closeLe, issue }
}

const toLigne = (situation: SituationReclamation) => ({
  etat: situation.etat,
  confirmee_le: situation.etat === 'deposee' ? null : situation.confirmeeLe,
  transmise_le: ('transmiseLe' in situation && situation.transmiseLe) || null,
  repondue_le: ('repondueLe' in situation && situation.repondueLe) || null,
  close_le: situation.etat === 'close' ? situation.closeLe : null,
  issue: situation.etat === 'close' ? situation.issue : null
})
