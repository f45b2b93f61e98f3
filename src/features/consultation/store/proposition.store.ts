import { sql } from 'kysely'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'

/** Something already proposed that looks like what is being written. */
export interface Ressemblant {
  readonly numero: number
  readonly titre: string
  readonly extrait: string
}

/** How many items are measured: bounded whatever is sent. */
const MESURES = 1_000
const MONTRES = 5

// As the indexes write them.
const TITRE = sql`lower(sans_accents(titre))`
const MOTS = sql`to_tsvector('french', sans_accents(titre || ' ' || left(texte, 600)))`

/**
 * The seen items of a consultation that look like this title, the closest first: titles alike by their trigrams, or all the
 * words of the title, two at least, found in an item in whatever form. Case and accents do not count.
 */
export async function listRessemblants(db: Db, consultationId: string, titre: string): Promise<Ressemblant[]> {
  const dit = sql`lower(sans_accents(${titre}))`
  const mots = sql`plainto_tsquery('french', sans_accents(${titre}))`
  return transaction(db, async (trx) => {
    // The planner takes these operators for cheap ones and would read every text, where the indexes take milliseconds.
    await sql`select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)`.execute(
      trx
    )
    const { rows } = await sql<Ressemblant>`
      with candidats as materialized (
        (select id, similarity(${TITRE}, ${dit}) as score from consultation_item where ${TITRE} % ${dit} limit ${MESURES})
        union all
        (select id, 0.5 from consultation_item where numnode(${mots}) > 1 and ${MOTS} @@ ${mots} limit ${MESURES})
      )
      select numero, titre, left(texte, 200) as extrait from consultation_item
      join (select id, max(score) as score from candidats group by id) c using (id)
      where score >= 0.35 and consultation_id = ${consultationId} and parent_id is null and etat = 'publie'
      order by score desc, numero limit ${MONTRES}`.execute(trx)
    return rows
  })
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
