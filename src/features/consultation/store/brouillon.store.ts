import type { Selectable } from 'kysely'
import { avecTables, avecTablesTrx, type Db, jsonPourPostgres, type Trx } from '../../../platform/db/index.ts'
import type { TablesConsultation } from './tables.ts'

const t = avecTables<TablesConsultation>
const w = avecTablesTrx<TablesConsultation>

export type Brouillon = Selectable<TablesConsultation['consultation_brouillon']>

export interface NouveauBrouillon {
  readonly empreinte: string
  readonly consultationId: string
  readonly itemId: string | undefined
  readonly moduleId: string | undefined
  readonly geste: string
  readonly contenu: Readonly<Record<string, string>>
  readonly expireLe: Date
}

export async function insertBrouillon(trx: Trx, brouillon: NouveauBrouillon, now: Date): Promise<void> {
  await w(trx)
    .insertInto('consultation_brouillon')
    .values({
      empreinte: brouillon.empreinte,
      consultation_id: brouillon.consultationId,
      item_id: brouillon.itemId ?? null,
      module_id: brouillon.moduleId ?? null,
      geste: brouillon.geste,
      contenu: jsonPourPostgres(brouillon.contenu),
      cree_le: now,
      expire_le: brouillon.expireLe,
      compte_id: null,
      publie_le: null,
      issue: null
    })
    .execute()
}

/** Drafts of a consultation kept since that instant, published or not. */
export async function countBrouillons(db: Db, consultationId: string, depuis: Date): Promise<number> {
  const { nombre } = await t(db)
    .selectFrom('consultation_brouillon')
    .select((eb) => eb.fn.countAll<number>().as('nombre'))
    .where('consultation_id', '=', consultationId)
    .where('cree_le', '>', depuis)
    .executeTakeFirstOrThrow()
  return nombre
}

export async function findBrouillon(db: Db, empreinte: string): Promise<Brouillon | undefined> {
  return t(db).selectFrom('consultation_brouillon').selectAll().where('empreinte', '=', empreinte).executeTakeFirst()
}

/** How long a publication that says nothing is believed to be under way: then a crash cut it, and it is done again. */
const EN_COURS_MS = 120_000

/** Takes the draft for its publication. Whoever comes second takes nothing. */
export async function claimBrouillon(
  trx: Trx,
  empreinte: string,
  compteId: string,
  now: Date
): Promise<Brouillon | undefined> {
  return w(trx)
    .updateTable('consultation_brouillon')
    .set({ publie_le: now, compte_id: compteId })
    .where('empreinte', '=', empreinte)
    .where('issue', 'is', null)
    .where((eb) => eb.or([eb('publie_le', 'is', null), eb('publie_le', '<', new Date(now.getTime() - EN_COURS_MS))]))
    .returningAll()
    .executeTakeFirst()
}

/** It is published: the address where it can be read takes the place of its words. */
export async function finishBrouillon(trx: Trx, empreinte: string, issue: string): Promise<void> {
  await w(trx)
    .updateTable('consultation_brouillon')
    .set({ issue, contenu: '{}' })
    .where('empreinte', '=', empreinte)
    .execute()
}

/** It could not be published: as before. */
export async function releaseBrouillon(trx: Trx, empreinte: string): Promise<void> {
  await w(trx)
    .updateTable('consultation_brouillon')
    .set({ publie_le: null, compte_id: null })
    .where('empreinte', '=', empreinte)
    .where('issue', 'is', null)
    .execute()
}

/** Erases the drafts that could no longer be published before that instant. */
export async function deleteBrouillons(trx: Trx, avant: Date): Promise<void> {
  await w(trx).deleteFrom('consultation_brouillon').where('expire_le', '<', avant).execute()
}
