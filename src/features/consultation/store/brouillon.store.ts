import { type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, jsonPourPostgres, type Trx } from '../../../platform/db/index.ts'
import type { RaisonGardee } from '../domain/brouillon.ts'
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
  /** The first of those that it joins. */
  readonly lot: string | undefined
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
      issue: null,
      refus: null,
      lot: brouillon.lot ?? null
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

/**
 * How many drafts are kept with this one, itself included, if others may still join it: the first of its own, neither
 * published nor too old. Locked until the end of the transaction, so that their number is right.
 */
export async function lockLot(trx: Trx, empreinte: string, now: Date): Promise<number | undefined> {
  const premier = await w(trx)
    .selectFrom('consultation_brouillon')
    .select('empreinte')
    .where('empreinte', '=', empreinte)
    .where('lot', 'is', null)
    .where('publie_le', 'is', null)
    .where('expire_le', '>', now)
    .forUpdate()
    .executeTakeFirst()
  if (!premier) return undefined
  const { nombre } = await w(trx)
    .selectFrom('consultation_brouillon')
    .select((eb) => eb.fn.countAll<number>().as('nombre'))
    .where('lot', '=', empreinte)
    .executeTakeFirstOrThrow()
  return nombre + 1
}

/** The draft of this address and those that joined it, as they were written; without those whose words are erased. */
export async function listLot(db: Db, empreinte: string): Promise<Brouillon[]> {
  return t(db)
    .selectFrom('consultation_brouillon')
    .selectAll()
    .where((eb) => eb.or([eb('empreinte', '=', empreinte), eb('lot', '=', empreinte)]))
    .where((eb) => eb.or([eb('publie_le', 'is not', null), sql<boolean>`contenu <> '{}'::jsonb`]))
    .orderBy('cree_le')
    .orderBy((eb) => eb('lot', 'is not', null))
    .orderBy('empreinte')
    .execute()
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
    .set({ publie_le: now, compte_id: compteId, refus: null })
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

/** It could not be published: as before, but for why. */
export async function releaseBrouillon(trx: Trx, empreinte: string, refus: RaisonGardee | undefined): Promise<void> {
  await w(trx)
    .updateTable('consultation_brouillon')
    .set({ publie_le: null, compte_id: null, refus: refus ?? null })
    .where('empreinte', '=', empreinte)
    .where('issue', 'is', null)
    .execute()
}

/**
 * Erases the drafts that could no longer be published before that instant. The one that opens the address of others which
 * still can stays, without its words.
 */
export async function deleteBrouillons(trx: Trx, avant: Date): Promise<void> {
  await w(trx)
    .deleteFrom('consultation_brouillon')
    .where('expire_le', '<', avant)
    .where('lot', 'is not', null)
    .execute()
  await w(trx)
    .deleteFrom('consultation_brouillon as premier')
    .where('expire_le', '<', avant)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('consultation_brouillon as b').select('b.empreinte').whereRef('b.lot', '=', 'premier.empreinte')
        )
      )
    )
    .execute()
  await w(trx).updateTable('consultation_brouillon').set({ contenu: '{}' }).where('expire_le', '<', avant).execute()
}
