import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { ChoixEcrit } from '../domain/etapes-declaration.ts'
import type { StructureSaisie } from '../domain/saisie-declaration.ts'
import type { TableDeclaration, TablesCharte } from './tables.ts'

/** What a lieu says of itself to a réseau. Sent, it never changes. */
export interface Declaration extends StructureSaisie {
  readonly id: string
  readonly adhesionId: string
  /** Identifier of the version of the charter that it answers. */
  readonly version: number
  readonly accepteeLe: Date
  /** « compte:<numéro> » */
  readonly accepteePar: string
  /** Goes up with each change of the draft. */
  readonly revision: number
  readonly modifieeLe: Date
  readonly envoyeeLe: Date | undefined
  readonly envoyeePar: string | undefined
  /** In the order of the version. */
  readonly choix: readonly ChoixEcrit[]
}

/** A declaration that was sent. The name of who signed is personal: it is not for public pages. */
export type DeclarationEnvoyee = Declaration & { readonly envoyeeLe: Date; readonly envoyeePar: string }

const t = avecTables<TablesCharte>
const w = avecTablesTrx<TablesCharte>

const enCours = (db: Db | Trx, adhesionId: string) =>
  t(db)
    .selectFrom('declaration')
    .selectAll()
    .where('adhesion_id', '=', adhesionId)
    .where('envoyee_le', 'is', null)
    .where('abandonnee_le', 'is', null)

/** The draft of an adhesion: there is one at most. */
export async function findBrouillon(db: Db, adhesionId: string): Promise<Declaration | undefined> {
  const ligne = await enCours(db, adhesionId).executeTakeFirst()
  return ligne && (await withChoix(db, ligne))
}

/** The same, kept until the transaction ends: two people who write on one draft follow one another. */
export async function lockBrouillon(trx: Trx, adhesionId: string): Promise<Declaration | undefined> {
  const ligne = await enCours(trx, adhesionId).forUpdate().executeTakeFirst()
  return ligne && (await withChoix(trx, ligne))
}

/** What an adhesion sent last: what it rests on, and what a new declaration begins with. */
export async function findDerniereDeclaration(db: Db, adhesionId: string): Promise<DeclarationEnvoyee | undefined> {
  return (await listDeclarations(db, adhesionId))[0]
}

/** Every declaration that an adhesion sent, the last one first. */
export async function listDeclarations(db: Db, adhesionId: string): Promise<readonly DeclarationEnvoyee[]> {
  const lignes = await t(db)
    .selectFrom('declaration')
    .selectAll()
    .where('adhesion_id', '=', adhesionId)
    .where('envoyee_le', 'is not', null)
    .orderBy('envoyee_le', 'desc')
    .execute()
  const declarations: DeclarationEnvoyee[] = []
  for (const ligne of lignes) {
    const { envoyeeLe, envoyeePar, ...reste } = await withChoix(db, ligne)
    if (envoyeeLe && envoyeePar) declarations.push({ ...reste, envoyeeLe, envoyeePar })
  }
  return declarations
}

async function withChoix(db: Db, ligne: Selectable<TableDeclaration>): Promise<Declaration> {
  const choix = await t(db)
    .selectFrom('declaration_critere as d')
    .innerJoin('charte_critere as c', (join) =>
      join.onRef('c.version_id', '=', 'd.version_id').onRef('c.id', '=', 'd.critere_id')
    )
    .select(['d.critere_id as critere', 'd.choisi', 'd.justification'])
    .where('d.declaration_id', '=', ligne.id)
    .orderBy('c.rang')
    .execute()
  return {
    id: ligne.id,
    adhesionId: ligne.adhesion_id,
    version: ligne.version_id,
    accepteeLe: ligne.charte_acceptee_le,
    accepteePar: ligne.acceptee_par,
    structure: ligne.structure,
    statut: ligne.statut,
    pivot: ligne.pivot,
    signataire: ligne.signataire,
    qualite: ligne.qualite,
    revision: ligne.revision,
    modifieeLe: ligne.modifiee_le,
    envoyeeLe: ligne.envoyee_le ?? undefined,
    envoyeePar: ligne.envoyee_par ?? undefined,
    choix
  }
}

/** A new draft; `reprise` is what a former declaration said, to begin with. The charter was accepted at `accepteeLe`. */
export async function insertBrouillon(
  trx: Trx,
  {
    adhesionId,
    version,
    accepteePar,
    accepteeLe,
    reprise
  }: {
    readonly adhesionId: string
    readonly version: number
    readonly accepteePar: string
    readonly accepteeLe: Date
    readonly reprise?: (StructureSaisie & { readonly choix: readonly ChoixEcrit[] }) | undefined
  },
  now: Date
): Promise<void> {
  const id = randomUUID()
  await w(trx)
    .insertInto('declaration')
    .values({
      id,
      adhesion_id: adhesionId,
      version_id: version,
      charte_acceptee_le: accepteeLe,
      acceptee_par: accepteePar,
      ...(reprise && toStructure(reprise)),
      commencee_le: now,
      modifiee_le: now,
      envoyee_le: null,
      envoyee_par: null,
      abandonnee_le: null
    })
    .execute()
  if (reprise) await insertChoix(trx, { id, version }, reprise.choix)
}

const toStructure = ({ structure, statut, pivot, signataire, qualite }: StructureSaisie): StructureSaisie => ({
  structure,
  statut,
  pivot,
  signataire,
  qualite
})

async function insertChoix(
  trx: Trx,
  { id, version }: Pick<Declaration, 'id' | 'version'>,
  choix: readonly ChoixEcrit[]
): Promise<void> {
  if (choix.length === 0) return
  await w(trx)
    .insertInto('declaration_critere')
    .values(
      choix.map(({ critere, choisi, justification }) => ({
        declaration_id: id,
        version_id: version,
        critere_id: critere,
        choisi,
        justification
      }))
    )
    .execute()
}

async function touch(trx: Trx, id: string, now: Date): Promise<void> {
  await w(trx)
    .updateTable('declaration')
    .set((eb) => ({ revision: eb('revision', '+', 1), modifiee_le: now }))
    .where('id', '=', id)
    .execute()
}

/** Writes who signs in a locked draft. */
export async function saveStructure(trx: Trx, id: string, structure: StructureSaisie, now: Date): Promise<void> {
  await w(trx)
    .updateTable('declaration')
    .set((eb) => ({ ...toStructure(structure), revision: eb('revision', '+', 1), modifiee_le: now }))
    .where('id', '=', id)
    .execute()
}

/** Writes what is said of these criteria in a locked draft; the others stay as they are. */
export async function saveChoix(
  trx: Trx,
  brouillon: Pick<Declaration, 'id' | 'version'>,
  criteres: readonly string[],
  choix: readonly ChoixEcrit[],
  now: Date
): Promise<void> {
  await w(trx)
    .deleteFrom('declaration_critere')
    .where('declaration_id', '=', brouillon.id)
    .where('critere_id', 'in', ['', ...criteres])
    .execute()
  await insertChoix(trx, brouillon, choix)
  await touch(trx, brouillon.id, now)
}

/** A locked draft goes over to another version, which somebody has just accepted, with what it still asks about. */
export async function saveVersion(
  trx: Trx,
  id: string,
  { version, accepteePar, choix }: Pick<Declaration, 'version' | 'accepteePar' | 'choix'>,
  now: Date
): Promise<void> {
  await w(trx).deleteFrom('declaration_critere').where('declaration_id', '=', id).execute()
  await w(trx)
    .updateTable('declaration')
    .set((eb) => ({
      version_id: version,
      charte_acceptee_le: now,
      acceptee_par: accepteePar,
      revision: eb('revision', '+', 1),
      modifiee_le: now
    }))
    .where('id', '=', id)
    .execute()
  await insertChoix(trx, { id, version }, choix)
}

/** A locked draft leaves: from now on nobody changes it, nor what it chooses. What was not ticked goes. */
export async function freezeDeclaration(trx: Trx, id: string, par: string, now: Date): Promise<void> {
  await w(trx).deleteFrom('declaration_critere').where('declaration_id', '=', id).where('choisi', '=', false).execute()
  await w(trx)
    .updateTable('declaration')
    .set({ sincere: true, envoyee_le: now, envoyee_par: par, modifiee_le: now })
    .where('id', '=', id)
    .execute()
}

/** A draft given up: it is kept as it was, and no longer the current one. */
export async function saveAbandon(trx: Trx, id: string, now: Date): Promise<void> {
  await w(trx).updateTable('declaration').set({ abandonnee_le: now, modifiee_le: now }).where('id', '=', id).execute()
}

/** When this account accepted a version before the fiche of its lieu exists. */
export async function findAcceptation(db: Db, versionId: number, par: string): Promise<Date | undefined> {
  const ligne = await t(db)
    .selectFrom('charte_acceptation')
    .select('acceptee_le')
    .where('version_id', '=', versionId)
    .where('acceptee_par', '=', par)
    .executeTakeFirst()
  return ligne?.acceptee_le
}

/** The same, kept until the transaction ends: one account creates one lieu at a time. */
export async function lockAcceptation(trx: Trx, versionId: number, par: string): Promise<Date | undefined> {
  const ligne = await w(trx)
    .selectFrom('charte_acceptation')
    .select('acceptee_le')
    .where('version_id', '=', versionId)
    .where('acceptee_par', '=', par)
    .forUpdate()
    .executeTakeFirst()
  return ligne?.acceptee_le
}

/** False when it was accepted already: the first instant stays. */
export async function insertAcceptation(trx: Trx, versionId: number, par: string, now: Date): Promise<boolean> {
  const ligne = await w(trx)
    .insertInto('charte_acceptation')
    .values({ version_id: versionId, acceptee_par: par, acceptee_le: now })
    .onConflict((oc) => oc.doNothing())
    .returning('version_id')
    .executeTakeFirst()
  return ligne !== undefined
}

/** Lieux that lost their right in a réseau, or left under sanction, but this one. */
export async function listLieuxBarres(db: Db, reseauId: string, sauf: number, now: Date): Promise<readonly number[]> {
  const { rows } = await sql<{ lieu: number }>`
    select lieu_id as lieu from adhesion
    where reseau_id = ${reseauId} and absorbee_par is null and lieu_id <> ${sauf}
      and (etat = 'SUSPENDU' or barre
        -- the delay to mend is over, and nobody has written it yet
        or (etat = 'AVERTI' and conformite_fin <= ${now} and rectifie_le is null))
    order by 1`.execute(db)
  return rows.map(({ lieu }) => Number(lieu))
}
