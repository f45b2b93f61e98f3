import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { Jour } from '../../../kernel/jour.ts'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { Transition } from '../domain/adhesion/avancer.ts'
import type { Echeance } from '../domain/adhesion/echeances.ts'
import type { Appartenance, Situation } from '../domain/adhesion/situation.ts'
import type { TableAdhesion, TablesCharte } from './tables.ts'

/** Where one lieu stands with one réseau, as it was last written. */
export interface Dossier {
  readonly id: string
  readonly reseauId: string
  readonly charteId: string
  readonly lieuId: number
  readonly revision: number
  readonly situation: Situation
  /** Its lieu became one with another, whose dossier stays. */
  readonly absorbeePar: string | undefined
}

const t = avecTables<TablesCharte>
const w = avecTablesTrx<TablesCharte>

export async function findDossier(db: Db, id: string): Promise<Dossier | undefined> {
  const ligne = await t(db).selectFrom('adhesion').selectAll().where('id', '=', id).executeTakeFirst()
  return ligne && toDossier(ligne)
}

export async function listDossiers(db: Db, ids: readonly string[]): Promise<Dossier[]> {
  if (ids.length === 0) return []
  return (await t(db).selectFrom('adhesion').selectAll().where('id', 'in', ids).execute()).map(toDossier)
}

/** What a lieu has with every réseau: one dossier each. */
export async function listDossiersDuLieu(db: Db, lieuId: number): Promise<Dossier[]> {
  const lignes = await t(db)
    .selectFrom('adhesion')
    .selectAll()
    .where('lieu_id', '=', lieuId)
    .where('absorbee_par', 'is', null)
    .orderBy('reseau_id')
    .execute()
  return lignes.map(toDossier)
}

/** The same for several lieux at once. */
export async function listDossiersDesLieux(db: Db, lieux: readonly number[]): Promise<Dossier[]> {
  if (lieux.length === 0) return []
  const lignes = await t(db)
    .selectFrom('adhesion')
    .selectAll()
    .where('lieu_id', 'in', lieux)
    .where('absorbee_par', 'is', null)
    .orderBy('reseau_id')
    .execute()
  return lignes.map(toDossier)
}

/** Kept until the transaction ends: of two acts on one dossier, the second sees what the first did. */
export async function lockDossier(trx: Trx, id: string): Promise<Dossier | undefined> {
  const ligne = await w(trx).selectFrom('adhesion').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return ligne && toDossier(ligne)
}

/** The dossier of a lieu in a réseau, opened if it had none, and locked. */
export async function openDossier(
  trx: Trx,
  { reseauId, charteId, lieuId }: { readonly reseauId: string; readonly charteId: string; readonly lieuId: number },
  now: Date
): Promise<Dossier> {
  await sql`
    insert into adhesion (id, reseau_id, charte_id, lieu_id, etat, depuis, cree_le, modifie_le)
    values (${randomUUID()}, ${reseauId}, ${charteId}, ${lieuId}, 'REFERENCE', ${now}, ${now}, ${now})
    on conflict (reseau_id, lieu_id) where absorbee_par is null do nothing`.execute(trx)
  const ligne = await w(trx)
    .selectFrom('adhesion')
    .selectAll()
    .where('reseau_id', '=', reseauId)
    .where('lieu_id', '=', lieuId)
    .where('absorbee_par', 'is', null)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return toDossier(ligne)
}

/** Dossiers where something was to happen by `now`, the longest overdue first. */
export async function listDossiersDus(db: Db, now: Date, limite: number): Promise<string[]> {
  const lignes = await t(db)
    .selectFrom('adhesion_echeance')
    .select('adhesion_id')
    .where('le', '<=', now)
    .groupBy('adhesion_id')
    .orderBy(sql`min(le)`)
    .limit(limite)
    .execute()
  return lignes.map(({ adhesion_id }) => adhesion_id)
}

/** Writes where a locked dossier now stands, what led there, and what is to come, together. */
export async function saveSituation(
  trx: Trx,
  dossier: Pick<Dossier, 'id'>,
  apres: {
    readonly situation: Situation
    /** Each with who caused it, and the written act it rests on. */
    readonly transitions: readonly (Transition & { readonly acteur: string; readonly pieceId?: string | undefined })[]
    readonly echeances: readonly Echeance[]
  },
  now: Date
): Promise<void> {
  await w(trx)
    .updateTable('adhesion')
    .set((eb) => ({ ...toLigne(apres.situation, now), revision: eb('revision', '+', 1), modifie_le: now }))
    .where('id', '=', dossier.id)
    .execute()
  await w(trx).deleteFrom('adhesion_echeance').where('adhesion_id', '=', dossier.id).execute()
  if (apres.echeances.length > 0)
    await w(trx)
      .insertInto('adhesion_echeance')
      .values(apres.echeances.map(({ genre, cle, le, regle }) => ({ adhesion_id: dossier.id, genre, cle, le, regle })))
      .execute()
  if (apres.transitions.length === 0) return
  const { rang } = await w(trx)
    .selectFrom('adhesion_transition')
    .select(sql<number>`coalesce(max(rang), 0)::int`.as('rang'))
    .where('adhesion_id', '=', dossier.id)
    .executeTakeFirstOrThrow()
  await w(trx)
    .insertInto('adhesion_transition')
    .values(
      apres.transitions.map(({ numero, de, vers, le, acteur, pieceId }, i) => ({
        adhesion_id: dossier.id,
        rang: rang + 1 + i,
        numero,
        de,
        vers,
        le,
        inscrite_le: now,
        acteur,
        piece_id: pieceId ?? null
      }))
    )
    .execute()
}

export function toDossier(ligne: Selectable<TableAdhesion>): Dossier {
  return {
    id: ligne.id,
    reseauId: ligne.reseau_id,
    charteId: ligne.charte_id,
    lieuId: ligne.lieu_id,
    revision: ligne.revision,
    situation: toSituation(ligne),
    absorbeePar: ligne.absorbee_par ?? undefined
  }
}

// The constraints of the table say what each state holds: a row without it is an impossible one.
function toSituation(ligne: Selectable<TableAdhesion>): Situation {
  const { etat, depuis, rappels } = ligne
  switch (etat) {
    case 'REFERENCE':
      return { etat }
    case 'INVITE':
    case 'BROUILLON':
    case 'OPPOSE':
    case 'NON_RENOUVELE':
      return { etat, depuis }
    case 'DECLARE':
      return { etat, depuis, version: known(ligne.version_id) }
    case 'FENETRE':
      return {
        etat,
        depuis,
        version: known(ligne.version_id),
        recueLe: known(ligne.recue_le),
        fin: known(ligne.fenetre_fin),
        ...(ligne.deliberation_fin && { deliberation: ligne.deliberation_fin }),
        rappels
      }
    case 'MEMBRE':
      return { etat, depuis, membre: toAppartenance(ligne), rappels }
    case 'AVERTI':
      return {
        etat,
        depuis,
        membre: toAppartenance(ligne),
        avertissement: {
          recueLe: known(ligne.lettre_recue_le) as Jour,
          fin: known(ligne.conformite_fin),
          ...(ligne.rectifie_le && { rectifieLe: ligne.rectifie_le })
        },
        rappels
      }
    case 'SUSPENDU':
      return { etat, depuis, membre: toAppartenance(ligne) }
    case 'RETIRE':
      return { etat, depuis, barre: ligne.barre }
  }
}

function toAppartenance(ligne: Selectable<TableAdhesion>): Appartenance {
  return {
    origine: known(ligne.origine),
    version: known(ligne.version_id),
    membreDepuis: known(ligne.membre_depuis),
    ancre: known(ligne.ancre) as Jour,
    mois: known(ligne.mois),
    debut: known(ligne.periode_debut),
    activites: ligne.activites,
    ...(ligne.periode_fin && { fin: ligne.periode_fin }),
    ...(ligne.alerte_le && { alerteLe: ligne.alerte_le }),
    ...(ligne.confirmee_le && { confirmeeLe: ligne.confirmee_le })
  }
}

function known<T>(valeur: T | null): T {
  if (valeur === null) throw new Error('une adhésion n’a pas ce que son état demande')
  return valeur
}

function toLigne(situation: Situation, now: Date) {
  const membre = 'membre' in situation ? situation.membre : undefined
  const fenetre = situation.etat === 'FENETRE' ? situation : undefined
  const averti = situation.etat === 'AVERTI' ? situation.avertissement : undefined
  return {
    etat: situation.etat,
    depuis: 'depuis' in situation ? situation.depuis : now,
    version_id: membre?.version ?? ('version' in situation ? situation.version : null),
    origine: membre?.origine ?? null,
    recue_le: fenetre?.recueLe ?? null,
    fenetre_fin: fenetre?.fin ?? null,
    deliberation_fin: fenetre?.deliberation ?? null,
    membre_depuis: membre?.membreDepuis ?? null,
    ancre: membre?.ancre ?? null,
    mois: membre?.mois ?? null,
    periode_debut: membre?.debut ?? null,
    periode_fin: membre?.fin ?? null,
    activites: membre ? [...membre.activites] : [],
    alerte_le: membre?.alerteLe ?? null,
    confirmee_le: membre?.confirmeeLe ?? null,
    lettre_recue_le: averti?.recueLe ?? null,
    conformite_fin: averti?.fin ?? null,
    rectifie_le: averti?.rectifieLe ?? null,
    barre: situation.etat === 'RETIRE' && situation.barre,
    rappels: 'rappels' in situation ? [...situation.rappels] : []
  }
}
