import { sql } from 'kysely'
import type { Db } from '../../../platform/db/index.ts'
import type { ComptesDItem } from '../domain/decompte.ts'
import type { GenreItem } from '../domain/item.ts'
import type { Totaux } from '../domain/opinion.ts'
import type { CompteDuJour } from '../domain/periodes.ts'
import { AVEC_COMPTES, AVEC_SEANCES, COMPTES, COMPTES_ASSISTES } from './comptes.ts'
import type { Consultation } from './consultation.store.ts'

/** A seen item with all that is counted on it: frozen once the consultation is closed, live before. */
export interface ItemDeSynthese extends ComptesDItem {
  readonly id: string
  readonly numero: number
  readonly titre: string
  readonly genre: GenreItem
  readonly module_id: string
  /** The article that an amendment would change. */
  readonly parent: string | null
}

export async function listItemsDeSynthese(db: Db, consultationId: string): Promise<readonly ItemDeSynthese[]> {
  const { rows } = await sql<ItemDeSynthese>`
    select i.id, i.numero, i.titre, i.genre, i.module_id, a.titre as parent,
      ${COMPTES}, ${COMPTES_ASSISTES}
    from consultation_item i
    join consultation_module m on m.id = i.module_id
    ${AVEC_COMPTES} ${AVEC_SEANCES}
    left join consultation_item a on a.id = i.parent_id
    where i.consultation_id = ${consultationId} and i.etat = 'publie' order by m.rang, i.numero`.execute(db)
  return rows
}

/** How often each value was given on each item. */
export async function listValeursDonnees(
  db: Db,
  consultationId: string
): Promise<readonly { readonly numero: number; readonly libelle: string; readonly choix: number }[]> {
  const { rows } = await sql<{ numero: number; libelle: string; choix: number }>`
    select i.numero, v.libelle, count(*)::int as choix
    from consultation_contribution c
    join valeur v on v.id = c.valeur_id
    join consultation_item i on i.id = c.item_id
    where c.consultation_id = ${consultationId} and c.genre = 'valeur' and c.etat = 'publie' and i.etat = 'publie'
    group by i.numero, v.id order by i.numero, count(*) desc, v.cle`.execute(db)
  return rows
}

/** Opinions given or changed, by week: the civil day of its Monday, on the clock of the réseau. */
export async function listGestesParSemaine(
  db: Db,
  consultationId: string,
  fuseau: string
): Promise<readonly CompteDuJour[]> {
  const { rows } = await sql<CompteDuJour>`
    select to_char(date_trunc('week', g.le at time zone ${fuseau}), 'YYYY-MM-DD') as jour, count(*)::int as nombre
    from opinion_geste g join consultation_item i on i.id = g.item_id
    where i.consultation_id = ${consultationId} and g.sens <> 'retrait' group by 1 order by 1`.execute(db)
  return rows
}

export interface GroupeFige {
  readonly rang: number
  readonly effectif: number
  /** By item. */
  readonly avis: ReadonlyMap<string, Totaux>
}

/** The groups of opinion found at the closing, the largest first. */
export async function listGroupes(db: Db, consultationId: string): Promise<readonly GroupeFige[]> {
  const { rows } = await sql<{ rang: number; effectif: number; item_id: string; accord: number; revoir: number }>`
    select g.rang, g.effectif, a.item_id, a.accord, a.revoir
    from consultation_groupe g
    join consultation_groupe_avis a on a.consultation_id = g.consultation_id and a.rang = g.rang
    join consultation_item i on i.id = a.item_id and i.etat = 'publie'
    where g.consultation_id = ${consultationId} order by g.rang, i.numero`.execute(db)
  return [...Map.groupBy(rows, ({ rang }) => rang)].map(([rang, lignes]) => ({
    rang,
    effectif: lignes[0]?.effectif ?? 0,
    avis: new Map(lignes.map(({ item_id, accord, revoir }) => [item_id, { accord, revoir }]))
  }))
}

export interface SeanceResumee {
  readonly id: string
  /** A civil day, YYYY-MM-DD. */
  readonly tenue_le: string
  readonly nom: string
  readonly presents: number
  readonly creee_le: Date
  readonly texte: string
  readonly propositions: number
}

export async function listSeancesResumees(db: Db, { id }: Pick<Consultation, 'id'>): Promise<readonly SeanceResumee[]> {
  const { rows } = await sql<SeanceResumee>`
    select s.id, s.tenue_le, s.nom, s.presents, s.creee_le, s.texte,
      (select count(*)::int from consultation_seance_item where seance_id = s.id) as propositions
    from consultation_seance s where s.consultation_id = ${id} order by s.tenue_le, s.nom`.execute(db)
  return rows
}
