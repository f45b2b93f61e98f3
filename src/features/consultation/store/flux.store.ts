import { sql } from 'kysely'
import type { Db } from '../../../platform/db/index.ts'

/** Something that happened to a consultation that everybody may see. */
export interface Nouvelle {
  readonly genre: 'annoncee' | 'ouverte' | 'close' | 'restituee' | 'proposition' | 'reponse'
  readonly le: Date
  /** Of the consultation. */
  readonly adresse: string
  readonly titre: string
  readonly question: string
  readonly reseau: string
  /** Of the item, when it is about one. */
  readonly numero: number | null
  readonly item: string | null
  readonly texte: string | null
}

const VIE = sql`
  select e.genre, e.le, c.adresse, c.titre, c.question, r.nom as reseau,
    null::int as numero, null::text as item, null::text as texte
  from consultation c join reseau r on r.id = c.reseau_id
  cross join lateral (values ('annoncee', c.publiee_le), ('ouverte', greatest(c.ouverture, c.publiee_le)),
    ('close', c.cloture), ('restituee', c.restituee_le)) e (genre, le)
  where c.publiee_le is not null`

/** The latest steps of every published consultation, the most recent first. */
export async function listNouvelles(db: Db, nombre: number, now: Date): Promise<readonly Nouvelle[]> {
  const { rows } = await sql<Nouvelle>`
    select * from (${VIE}) v where le <= ${now} and not (genre = 'annoncee' and exists (
      select from consultation c where c.adresse = v.adresse and c.ouverture <= c.publiee_le))
    order by le desc limit ${nombre}`.execute(db)
  return rows
}

/** The same for one consultation, with its new propositions and the answers. */
export async function listNouvellesDe(
  db: Db,
  consultationId: string,
  nombre: number,
  now: Date
): Promise<readonly Nouvelle[]> {
  const { rows } = await sql<Nouvelle>`
    select * from (
      ${VIE} and c.id = ${consultationId}
      union all
      select 'proposition', i.le, c.adresse, c.titre, c.question, r.nom, i.numero, i.titre, left(i.texte, 500)
      from consultation_item i join consultation c on c.id = i.consultation_id join reseau r on r.id = c.reseau_id
      where i.consultation_id = ${consultationId} and i.etat = 'publie' and i.origine = 'contributeur'
      union all
      -- read by nobody else before the restitution
      select 'reponse', greatest(a.le, c.restituee_le), c.adresse, c.titre, c.question, r.nom, i.numero, i.titre, left(a.texte, 500)
      from consultation_reponse a join consultation_item i on i.id = a.item_id
      join consultation c on c.id = i.consultation_id join reseau r on r.id = c.reseau_id
      where i.consultation_id = ${consultationId} and i.etat = 'publie' and c.restituee_le is not null
    ) n where le <= ${now} order by le desc limit ${nombre}`.execute(db)
  return rows
}
