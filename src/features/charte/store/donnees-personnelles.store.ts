import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { TablesCharte } from './tables.ts'

const t = avecTables<TablesCharte>

/** What an account wrote or sent about adhesions. `auteur`: « compte:<numéro> ». */
export async function readDonneesDe(db: Db, auteur: string) {
  const [declarations, pieces, acceptations, gestes] = await Promise.all([
    t(db)
      .selectFrom('declaration')
      .selectAll()
      .where((eb) => eb.or([eb('acceptee_par', '=', auteur), eb('envoyee_par', '=', auteur)]))
      .orderBy('commencee_le')
      .execute(),
    t(db).selectFrom('adhesion_piece').selectAll().where('auteur', '=', auteur).orderBy('ecrite_le').execute(),
    t(db).selectFrom('charte_acceptation').selectAll().where('acceptee_par', '=', auteur).execute(),
    t(db)
      .selectFrom('adhesion_transition')
      .select(['adhesion_id', 'numero', 'de', 'vers', 'le'])
      .where('acteur', '=', auteur)
      .orderBy('le')
      .execute()
  ])
  return { declarations, pieces, acceptations, gestes }
}

/** The declarations that an account began or sent, with the lieu of each. */
export async function listDeclarationsDe(
  db: Db,
  auteur: string
): Promise<{ readonly adhesionId: string; readonly structure: string; readonly envoyeeLe: Date | null }[]> {
  return t(db)
    .selectFrom('declaration')
    .select(['adhesion_id as adhesionId', 'structure', 'envoyee_le as envoyeeLe'])
    .where((eb) => eb.or([eb('acceptee_par', '=', auteur), eb('envoyee_par', '=', auteur)]))
    .orderBy('commencee_le', 'desc')
    .execute()
}

/** Who signed becomes nobody: the declaration of the structure stays, and what it was sent with. */
export async function forgetSignataire(trx: Trx, auteur: string): Promise<void> {
  const de = avecTablesTrx<TablesCharte>(trx)
    .updateTable('declaration')
    .where((eb) => eb.or([eb('acceptee_par', '=', auteur), eb('envoyee_par', '=', auteur)]))
  await de.set({ signataire: '', qualite: '' }).where('envoyee_le', 'is', null).execute()
  await de.set({ signataire: 'nom effacé', qualite: '' }).where('envoyee_le', 'is not', null).execute()
}
