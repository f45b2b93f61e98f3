import { sql } from 'kysely'

/** Joined to `consultation_item i`: what `COMPTES` reads. */
export const AVEC_COMPTES = sql`
  join consultation_item_compte n on n.item_id = i.id
  cross join lateral (select sum(accord) as accord, sum(revoir) as revoir from opinion_compte where item_id = i.id) o
  left join consultation_decompte d on d.item_id = i.id`

/** What is counted on an item. Frozen counts once there are some: what was published at the closing is shown for ever. */
export const COMPTES = sql`
  coalesce(d.accord, o.accord)::int as accord, coalesce(d.revoir, o.revoir)::int as revoir,
  coalesce(d.commentaires, n.commentaires) as commentaires, coalesce(d.valeurs, n.valeurs) as valeurs,
  coalesce(d.fichiers, n.fichiers) as fichiers, coalesce(d.actions, n.actions) as actions`

/** Joined besides: what `COMPTES_ASSISTES` reads. */
export const AVEC_SEANCES = sql`
  cross join lateral (
    select sum(accord) as accord, sum(revoir) as revoir from consultation_seance_item where item_id = i.id
  ) s`

/** Opinions given in sessions in person, apart. */
export const COMPTES_ASSISTES = sql`
  coalesce(d.accord_assistes, s.accord, 0)::int as accord_assistes,
  coalesce(d.revoir_assistes, s.revoir, 0)::int as revoir_assistes`
