import { sql } from 'kysely'
import type { Db, Trx } from '../../../platform/db/index.ts'

/** Something already proposed that looks like what is being written. */
export interface Ressemblant {
  readonly numero: number
  readonly titre: string
  readonly extrait: string
}

/** What is compared of a text, and of how many items: enough to recognise an idea, bounded whatever is sent. */
const SIGNES = 600
const ITEMS = 5_000
const MONTRES = 5

/**
 * The seen items of a consultation that look like this title and text, the closest first: titles alike, the title found in
 * a text, or texts alike. Case and accents do not count.
 */
export async function listRessemblants(
  db: Db,
  consultationId: string,
  { titre, texte }: { readonly titre: string; readonly texte: string }
): Promise<Ressemblant[]> {
  const { rows } = await sql<Ressemblant>`
    with dit as (
      select lower(sans_accents(${titre})) as titre, lower(sans_accents(left(${`${titre} ${texte}`}, ${SIGNES}))) as tout
    ), connu as materialized (
      select numero, titre, left(texte, 200) as extrait, lower(sans_accents(titre)) as son_titre,
        lower(sans_accents(left(titre || ' ' || texte, ${SIGNES}))) as son_tout
      from consultation_item
      where consultation_id = ${consultationId} and parent_id is null and etat = 'publie'
      order by numero desc limit ${ITEMS}
    ), mesure as (
      select numero, c.titre, extrait, similarity(son_titre, dit.titre) as t, similarity(son_tout, dit.tout) as x,
        case when length(dit.titre) < 8 then 0 else strict_word_similarity(dit.titre, son_tout) end as w
      from connu c, dit
    )
    select numero, titre, extrait from mesure where t >= 0.4 or x >= 0.4 or w >= 0.6
    order by greatest(t, x, w) desc, numero limit ${MONTRES}`.execute(db)
  return rows
}

/** True when something that is seen or waits bears this very title, at the same place: the consultation, or the article. */
export async function hasTitre(
  db: Db,
  consultationId: string,
  parentId: string | null,
  titre: string
): Promise<boolean> {
  const { rows } = await sql`
    select from consultation_item
    where consultation_id = ${consultationId} and parent_id is not distinct from ${parentId}::uuid
      and etat in ('publie', 'attente') and lower(sans_accents(titre)) = lower(sans_accents(${titre}))
    limit 1`.execute(db)
  return rows.length > 0
}

/**
 * Takes back what its author proposed, as long as nobody else has given an opinion, added anything, or talked about it in a
 * meeting. In one statement.
 */
export async function takeBackItem(trx: Trx, itemId: string, compteId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update consultation_item i set etat = 'retire-auteur'
    where i.id = ${itemId} and i.auteur_id = ${compteId} and i.etat in ('publie', 'attente') and not ${touche(compteId)}`.execute(
    trx
  )
  return numAffectedRows === 1n
}

/** True when somebody else has said something about it. */
export async function isItemTouched(db: Db, itemId: string, compteId: string): Promise<boolean> {
  const { rows } = await sql<{ touche: boolean }>`
    select ${touche(compteId)} as touche from consultation_item i where i.id = ${itemId}`.execute(db)
  return rows[0]?.touche ?? true
}

const touche = (compteId: string) => sql`(
  exists (select from opinion o where o.item_id = i.id and o.sens <> 'retrait' and o.compte_id is distinct from ${compteId})
  or exists (select from consultation_contribution x where x.item_id = i.id and x.etat = 'publie'
    and x.auteur_id is distinct from ${compteId})
  or exists (select from consultation_item a where a.parent_id = i.id and a.etat in ('publie', 'attente'))
  or exists (select from consultation_seance_item s where s.item_id = i.id))`
