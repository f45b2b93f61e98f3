import { sql } from 'kysely'
import type { Db } from '../../../platform/db/index.ts'
import type { MaContribution, MonItem } from '../domain/recapitulatif.ts'

// The last decision that took something away: it says why it is not seen.
const decision = (cible: 'item_id' | 'contribution_id', table: 'i' | 'c') => sql`
  left join lateral (
    select d.id, d.motif, d.raison from consultation_moderation d
    where d.${sql.ref(cible)} = ${sql.ref(`${table}.id`)} and d.geste in ('refuser', 'retirer')
      and ${sql.ref(`${table}.etat`)} in ('refuse', 'retire')
    order by d.le desc limit 1
  ) d on true`

/**
 * The items of a consultation in the order of its modules, with this account's opinion: those that are seen, and the others
 * when they are its own or when it spoke about them.
 */
export async function listMesItems(db: Db, consultationId: string, compteId: string): Promise<readonly MonItem[]> {
  const { rows } = await sql<MonItem>`
    select i.id, i.numero, i.module_id, i.genre, i.titre, i.texte, i.etat, i.le, d.id as decision, d.motif, d.raison,
      coalesce(i.auteur_id = ${compteId}, false) as sien, o.sens, coalesce(o.raison, '') as pourquoi,
      o.raison_retiree_le is not null as pourquoi_retire, o.le as avis_le
    from consultation_item i
    join consultation_module m on m.id = i.module_id
    left join opinion o on o.item_id = i.id and o.compte_id = ${compteId} and o.sens <> 'retrait'
    ${decision('item_id', 'i')}
    where i.consultation_id = ${consultationId} and (i.etat = 'publie' or i.auteur_id = ${compteId} or o.id is not null
      or exists (select from consultation_contribution c where c.item_id = i.id and c.auteur_id = ${compteId} and c.seance_id is null))
    order by m.rang, m.id, i.parent_id is not null, i.rang, i.numero`.execute(db)
  return rows
}

/** What this account added, in its own name: what it wrote for somebody present at a meeting is not its answer. */
export async function listMesContributions(
  db: Db,
  consultationId: string,
  compteId: string
): Promise<readonly MaContribution[]> {
  const { rows } = await sql<MaContribution>`
    select c.item_id, c.genre, c.etat, c.le, c.lien, c.organisateur, d.id as decision, d.motif, d.raison,
      coalesce(v.libelle, c.fichier_nom, c.texte) as texte
    from consultation_contribution c left join valeur v on v.id = c.valeur_id
    ${decision('contribution_id', 'c')}
    where c.consultation_id = ${consultationId} and c.auteur_id = ${compteId} and c.seance_id is null
    order by c.le, c.genre, c.id`.execute(db)
  return rows
}
