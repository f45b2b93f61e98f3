import { sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { TablesGouvernance } from './tables.ts'

const t = avecTables<TablesGouvernance>
const w = avecTablesTrx<TablesGouvernance>

/** What an account did in committees, with the voices it gave. */
export async function readDonneesDuComite(db: Db, compteId: string) {
  const auteur = `compte:${compteId}`
  const [votes, gestes, suppleances, deports, motions, avis, comptesRendus, etudes, presidences] = await Promise.all([
    t(db)
      .selectFrom('vote')
      .select(['motion_id', 'sens', 'par_suppleant', 'le'])
      .where('titulaire_id', '=', compteId)
      .orderBy('le')
      .execute(),
    t(db)
      .selectFrom('vote_geste')
      .select(['motion_id', 'sens', 'par_suppleant', 'le'])
      .where('titulaire_id', '=', compteId)
      .orderBy('id')
      .execute(),
    t(db)
      .selectFrom('comite_suppleance')
      .selectAll()
      .where((eb) => eb.or([eb('titulaire_id', '=', compteId), eb('suppleant_id', '=', compteId)]))
      .orderBy('du')
      .execute(),
    t(db).selectFrom('comite_deport').selectAll().where('compte_id', '=', compteId).orderBy('depuis').execute(),
    t(db)
      .selectFrom('motion')
      .select(['id', 'reseau_id', 'titre', 'texte', 'ouverte_le'])
      .where('proposee_par', '=', auteur)
      .orderBy('ouverte_le')
      .execute(),
    t(db)
      .selectFrom('motion_avis')
      .select(['motion_id', 'texte', 'le'])
      .where('auteur', '=', auteur)
      .orderBy('le')
      .execute(),
    t(db)
      .selectFrom('compte_rendu')
      .select(['id', 'titre', 'modifie_le'])
      .where('auteur', '=', auteur)
      .orderBy('modifie_le')
      .execute(),
    t(db)
      .selectFrom('etude')
      .select(['id', 'titre', 'modifiee_le'])
      .where('auteur', '=', auteur)
      .orderBy('modifiee_le')
      .execute(),
    t(db).selectFrom('comite_regle').select('reseau_id').where('presidence_id', '=', compteId).execute()
  ])
  return { votes, gestes, suppleances, deports, motions, avis, comptesRendus, etudes, presidences }
}

/**
 * What was voted stays, detached from the person, and is counted as it was. On a vote that is still open, whoever leaves
 * votes no more.
 */
export async function forgetMembre(trx: Trx, compteId: string): Promise<void> {
  await sql`
    delete from vote v using motion m
    where m.id = v.motion_id and m.comptee_le is null and v.titulaire_id = ${compteId}`.execute(trx)
  await w(trx).updateTable('vote').set({ titulaire_id: null }).where('titulaire_id', '=', compteId).execute()
  await w(trx).updateTable('vote_geste').set({ titulaire_id: null }).where('titulaire_id', '=', compteId).execute()
  await w(trx).deleteFrom('comite_deport').where('compte_id', '=', compteId).execute()
  await w(trx)
    .deleteFrom('comite_suppleance')
    .where((eb) => eb.or([eb('titulaire_id', '=', compteId), eb('suppleant_id', '=', compteId)]))
    .execute()
  await w(trx).updateTable('comite_regle').set({ presidence_id: null }).where('presidence_id', '=', compteId).execute()
}
