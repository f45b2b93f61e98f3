import { sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { Consultation } from './consultation.store.ts'
import type { TablesConsultation } from './tables.ts'

const t = avecTables<TablesConsultation>
const w = avecTablesTrx<TablesConsultation>

/** Everything kept of an account here. */
export async function readDonneesDe(db: Db, compteId: string) {
  const [avis, gestes, contributions, propositions, signalements, moderations, reponses, seances, suivis, brouillons] =
    await Promise.all([
      t(db)
        .selectFrom('opinion')
        .innerJoin('consultation_item', 'consultation_item.id', 'opinion.item_id')
        .innerJoin('consultation', 'consultation.id', 'consultation_item.consultation_id')
        .select([
          'consultation.adresse as consultation',
          'consultation_item.numero',
          'consultation_item.titre',
          'opinion.sens',
          'opinion.raison',
          'opinion.raison_retiree_le',
          'opinion.le'
        ])
        .where('opinion.compte_id', '=', compteId)
        .orderBy('opinion.le')
        .execute(),
      t(db)
        .selectFrom('opinion_geste')
        .select(['item_id', 'sens', 'le'])
        .where('compte_id', '=', compteId)
        .orderBy('id')
        .execute(),
      t(db)
        .selectFrom('consultation_contribution')
        .leftJoin('valeur', 'valeur.id', 'consultation_contribution.valeur_id')
        .selectAll('consultation_contribution')
        .select('valeur.libelle as valeur')
        .where('auteur_id', '=', compteId)
        .orderBy('le')
        .execute(),
      t(db).selectFrom('consultation_item').selectAll().where('auteur_id', '=', compteId).orderBy('le').execute(),
      t(db)
        .selectFrom('consultation_signalement')
        // Without the number of an opinion: those of one person follow one another.
        .select(['id', 'item_id', 'contribution_id', 'motif', 'texte', 'le', 'traite_le'])
        .where('auteur_id', '=', compteId)
        .orderBy('le')
        .execute(),
      t(db)
        .selectFrom('consultation_moderation')
        // Their own words alone: what the author answered is the author's.
        .select(['id', 'item_id', 'contribution_id', 'geste', 'motif', 'raison', 'le'])
        .where('auteur', '=', auteur(compteId))
        .orderBy('le')
        .execute(),
      listModerationsSubies(db, compteId),
      t(db)
        .selectFrom('consultation_seance')
        .selectAll()
        .where('tenue_par', '=', compteId)
        .orderBy('creee_le')
        .execute(),
      t(db).selectFrom('consultation_abonnement').selectAll().where('compte_id', '=', compteId).execute(),
      t(db)
        .selectFrom('consultation_brouillon')
        // Its key opens it to whoever holds it: not for a file.
        .select(['consultation_id', 'item_id', 'module_id', 'geste', 'contenu', 'cree_le', 'publie_le', 'issue'])
        .where('compte_id', '=', compteId)
        .execute()
    ])
  return {
    avis,
    gestes,
    contributions,
    propositions,
    signalements,
    moderations,
    moderations_recues: reponses,
    seances,
    suivis,
    brouillons
  }
}

const auteur = (compteId: string): string => `compte:${compteId}`

/** What moderators decided about what this account wrote, and what it answered. Who decided is not the account's. */
async function listModerationsSubies(db: Db, compteId: string) {
  return t(db)
    .selectFrom('consultation_moderation as m')
    .leftJoin('consultation_item as i', 'i.id', 'm.item_id')
    .leftJoin('consultation_contribution as c', 'c.id', 'm.contribution_id')
    .leftJoin('opinion as o', 'o.id', 'm.opinion_id')
    .select(['m.item_id', 'm.contribution_id', 'm.geste', 'm.motif', 'm.raison', 'm.le', 'm.reponse'])
    .where((eb) =>
      eb.or([eb('i.auteur_id', '=', compteId), eb('c.auteur_id', '=', compteId), eb('o.compte_id', '=', compteId)])
    )
    .orderBy('m.le')
    .execute()
}

export interface Participation {
  readonly adresse: string
  readonly titre: string
  readonly avis: number
  readonly contributions: number
  readonly le: Date
}

/** What an account did, consultation by consultation, the last one first. */
export async function listParticipationsDe(db: Db, compteId: string): Promise<Participation[]> {
  const { rows } = await sql<Participation>`
    select c.adresse, c.titre, sum(fait.avis)::int as avis, sum(1 - fait.avis)::int as contributions, max(fait.le) as le
    from (
      select i.consultation_id, 1 as avis, o.le from opinion o join consultation_item i on i.id = o.item_id
      where o.compte_id = ${compteId} and o.sens <> 'retrait'
      union all
      select consultation_id, 0, le from consultation_contribution where auteur_id = ${compteId} and etat = 'publie'
      union all
      select consultation_id, 0, le from consultation_item where auteur_id = ${compteId} and etat = 'publie'
    ) fait join consultation c on c.id = fait.consultation_id
    group by c.id order by le desc`.execute(db)
  return rows
}

/** Published consultations whose counts still depend on this account, in the order in which they are held. */
export async function listNonFigeesDe(db: Db, compteId: string): Promise<Pick<Consultation, 'id' | 'cloture'>[]> {
  const { rows } = await sql<Pick<Consultation, 'id' | 'cloture'>>`
    select c.id, c.cloture from consultation c
    where c.publiee_le is not null and c.figee_le is null and c.id in (
      select i.consultation_id from opinion o join consultation_item i on i.id = o.item_id where o.compte_id = ${compteId}
      union select consultation_id from consultation_contribution where auteur_id = ${compteId}
      union select consultation_id from consultation_item where auteur_id = ${compteId})
    order by c.id`.execute(db)
  return rows
}

/** Takes back every opinion of an account in a consultation that is open: the counters and the log follow. */
export async function withdrawOpinions(
  trx: Trx,
  { compteId, consultationId }: { readonly compteId: string; readonly consultationId: string },
  now: Date
): Promise<void> {
  await sql`
    update opinion o set sens = 'retrait', raison = '', le = ${now} from consultation_item i
    where i.id = o.item_id and i.consultation_id = ${consultationId}
      and o.compte_id = ${compteId} and o.sens <> 'retrait'`.execute(trx)
}

/** Empties what an account wrote and that is not seen: what waits for a moderator, what its author took back. */
export async function forgetNonPublies(trx: Trx, compteId: string): Promise<readonly number[]> {
  await w(trx)
    .updateTable('consultation_item')
    .set({ etat: 'retire-auteur', titre: EFFACE, texte: '', motif: '' })
    .where('auteur_id', '=', compteId)
    .where('etat', 'in', ['attente', 'retire-auteur'])
    .execute()
  const { rows } = await sql<{ fichier_id: number }>`
    select fichier_id from consultation_contribution
    where auteur_id = ${compteId} and etat in ('attente', 'retire-auteur') and fichier_id is not null`.execute(trx)
  await sql`
    update consultation_contribution set etat = 'retire-auteur', texte = ${EFFACE}, lien = null, lieu_id = null,
      action_projet_id = null, fichier_id = null, fichier_nom = case when genre = 'fichier' then ${EFFACE} end
    where auteur_id = ${compteId} and etat in ('attente', 'retire-auteur')`.execute(trx)
  return rows.map(({ fichier_id }) => fichier_id)
}

const EFFACE = 'Texte effacé'

/** Leaves what the account did to nobody, and forgets what is only its own. */
export async function detachCompte(trx: Trx, compteId: string): Promise<void> {
  await w(trx).updateTable('opinion').set({ compte_id: null }).where('compte_id', '=', compteId).execute()
  await w(trx).updateTable('opinion_geste').set({ compte_id: null }).where('compte_id', '=', compteId).execute()
  await w(trx).updateTable('consultation_item').set({ auteur_id: null }).where('auteur_id', '=', compteId).execute()
  await w(trx)
    .updateTable('consultation_contribution')
    .set({ auteur_id: null })
    .where('auteur_id', '=', compteId)
    .execute()
  await w(trx)
    .updateTable('consultation_signalement')
    .set({ auteur_id: null })
    .where('auteur_id', '=', compteId)
    .execute()
  await w(trx).updateTable('consultation_seance').set({ tenue_par: null }).where('tenue_par', '=', compteId).execute()
  await w(trx).deleteFrom('consultation_brouillon').where('compte_id', '=', compteId).execute()
  await w(trx).deleteFrom('consultation_abonnement').where('compte_id', '=', compteId).execute()
}
