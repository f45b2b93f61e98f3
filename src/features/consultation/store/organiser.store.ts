import type { Insertable } from 'kysely'
import { avecTablesTrx, type Trx } from '../../../platform/db/index.ts'
import type { TableConsultation, TableModule, TablesConsultation } from './tables.ts'

const w = avecTablesTrx<TablesConsultation>

export type NouvelleConsultation = Insertable<TableConsultation>
export type NouveauModule = Insertable<TableModule>

export async function insertConsultation(trx: Trx, consultation: NouvelleConsultation): Promise<void> {
  await w(trx).insertInto('consultation').values(consultation).execute()
}

export async function insertModule(trx: Trx, module: NouveauModule): Promise<void> {
  await w(trx).insertInto('consultation_module').values(module).execute()
}
