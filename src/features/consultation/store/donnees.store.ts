import { sql } from 'kysely'
import type { Db } from '../../../platform/db/index.ts'
import type { ComptesDItem } from '../domain/decompte.ts'
import type { GenreItem, SortReponse } from '../domain/item.ts'
import type { CompteDuJour } from '../domain/periodes.ts'
import { AVEC_COMPTES, AVEC_SEANCES, COMPTES, COMPTES_ASSISTES } from './comptes.ts'

/** Rows that are read at once: what goes out does not weigh more, whatever there is. */
const PAR_LOT = 1000

/** A consultation, on the clock of its réseau: days are read there. */
export interface Source {
  readonly id: string
  readonly fuseau: string
  /** Of `consultation.sel`: makes orders that tell nothing. */
  readonly sel: string
}

export interface ItemExporte extends ComptesDItem {
  readonly numero: number
  readonly module: string
  readonly genre: GenreItem
  readonly article: number | null
  readonly publie: boolean
  readonly origine: string
  readonly jour: string
  readonly titre: string
  readonly texte: string
  /** False: the totals are not for everybody yet. */
  readonly montre: boolean
}

/** Items that were seen one day: of those that were taken away, the counts alone leave. */
export async function listItemsExportes(db: Db, { id, fuseau }: Source): Promise<readonly ItemExporte[]> {
  const { rows } = await sql<ItemExporte>`
    select i.numero, m.adresse as module, i.genre, a.numero as article, i.etat = 'publie' as publie, i.origine,
      to_char(i.le at time zone ${fuseau}, 'YYYY-MM-DD') as jour,
      case when i.etat = 'publie' then i.titre else '' end as titre,
      case when i.etat = 'publie' then i.texte else '' end as texte,
      m.avis and (d.item_id is not null or m.resultats = 'toujours') as montre,
      ${COMPTES}, ${COMPTES_ASSISTES}
    from consultation_item i
    join consultation_module m on m.id = i.module_id
    ${AVEC_COMPTES} ${AVEC_SEANCES}
    left join consultation_item a on a.id = i.parent_id
    where i.consultation_id = ${id} and i.etat in ('publie', 'retire', 'retire-auteur') order by i.numero`.execute(db)
  return rows
}

/** Opinions that hold, by item, side and civil day. */
export async function listOpinionsParJour(
  db: Db,
  { id, fuseau }: Source
): Promise<readonly (CompteDuJour & { readonly numero: number; readonly sens: 'accord' | 'revoir' })[]> {
  const { rows } = await sql<CompteDuJour & { numero: number; sens: 'accord' | 'revoir' }>`
    select i.numero, o.sens, to_char(o.le at time zone ${fuseau}, 'YYYY-MM-DD') as jour, count(*)::int as nombre
    from opinion o join consultation_item i on i.id = o.item_id
    where i.consultation_id = ${id} and o.sens <> 'retrait' and i.etat in ('publie', 'retire', 'retire-auteur')
    group by 1, 2, 3 order by 1, 2, 3`.execute(db)
  return rows
}

export interface RaisonExportee {
  readonly id: string
  readonly numero: number
  readonly texte: string
}

/** Reasons of « à revoir », in an order that depends on nothing that one could know. */
export async function* readRaisons(db: Db, { id, sel }: Source): AsyncGenerator<RaisonExportee> {
  let apres = ''
  for (;;) {
    const { rows } = await sql<RaisonExportee & { place: string }>`
      select * from (
        select o.id::text as id, i.numero, o.raison as texte, encode(sha256(convert_to(${sel} || o.id, 'UTF8')), 'hex') as place
        from opinion o join consultation_item i on i.id = o.item_id
        where i.consultation_id = ${id} and i.etat = 'publie' and o.sens = 'revoir' and o.raison <> ''
          and o.raison_retiree_le is null
      ) raisons where place > ${apres} order by place limit ${PAR_LOT}`.execute(db)
    yield* rows
    const derniere = rows.at(-1)
    if (!derniere || rows.length < PAR_LOT) return
    apres = derniere.place
  }
}

export interface ContributionExportee {
  readonly id: string
  readonly parent_id: string | null
  readonly numero: number
  readonly jour: string
  readonly origine: string
  readonly texte: string
  readonly lien: string | null
  readonly lieu: string | null
  readonly fichier_nom: string | null
  readonly fichier_type: string | null
  readonly octets: number | null
}

/** Contributions that are seen. Their order is that of identifiers drawn at random. */
export async function* readContributions(
  db: Db,
  { id, fuseau }: Source,
  genre: 'commentaire' | 'action' | 'fichier'
): AsyncGenerator<ContributionExportee> {
  let apres = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await sql<ContributionExportee>`
      select c.id::text as id, c.parent_id::text as parent_id, i.numero,
        to_char(c.le at time zone ${fuseau}, 'YYYY-MM-DD') as jour,
        case when c.organisateur then 'organisateur' when c.seance_id is not null then 'seance' else 'contributeur' end as origine,
        c.texte, c.lien, l.nom as lieu, c.fichier_nom, c.fichier_type, f.taille as octets
      from consultation_contribution c
      join consultation_item i on i.id = c.item_id and i.etat = 'publie'
      left join lieu l on l.id = c.lieu_id and l.retire_le is null
      left join fichier f on f.id = c.fichier_id
      where c.consultation_id = ${id} and c.genre = ${genre} and c.etat = 'publie' and c.id > ${apres}::uuid
      order by c.id limit ${PAR_LOT}`.execute(db)
    yield* rows
    const derniere = rows.at(-1)
    if (!derniere || rows.length < PAR_LOT) return
    apres = derniere.id
  }
}

export interface SeanceExportee {
  readonly id: string
  readonly jour: string
  readonly nom: string
  readonly presents: number
  readonly numero: number | null
  readonly accord: number | null
  readonly revoir: number | null
  readonly issue: string | null
}

/**
 * Meetings, and what they said of items whose totals are for everybody: before, it would tell how people lean. One that
 * followed the closing has words, and no count.
 */
export async function listSeancesExportees(db: Db, { id }: Source): Promise<readonly SeanceExportee[]> {
  const { rows } = await sql<SeanceExportee>`
    select s.id::text as id, s.tenue_le as jour, s.nom, s.presents, i.numero,
      case when s.creee_le < c.figee_le is not false then p.accord end as accord,
      case when s.creee_le < c.figee_le is not false then p.revoir end as revoir, p.issue
    from consultation_seance s
    join consultation c on c.id = s.consultation_id
    left join (
      consultation_seance_item p join consultation_item i on i.id = p.item_id and i.etat = 'publie'
      join consultation_module m on m.id = i.module_id
    ) on p.seance_id = s.id and (c.figee_le is not null or m.resultats = 'toujours')
      and (s.creee_le < c.figee_le is not false or p.issue <> '')
    where s.consultation_id = ${id} order by s.tenue_le, s.id, i.numero`.execute(db)
  return rows
}

export interface ReponseExportee {
  readonly numero: number
  readonly sort: SortReponse
  readonly texte: string
  readonly charte: string | null
  readonly version: number | null
  readonly critere: string | null
  readonly decision: string | null
  readonly jour: string
}

export async function listReponsesExportees(db: Db, { id, fuseau }: Source): Promise<readonly ReponseExportee[]> {
  const { rows } = await sql<ReponseExportee>`
    select i.numero, r.sort, r.texte, v.charte_id as charte, v.numero as version, r.critere_id as critere,
      r.decision_id::text as decision, to_char(r.le at time zone ${fuseau}, 'YYYY-MM-DD') as jour
    from consultation_reponse r
    join consultation_item i on i.id = r.item_id and i.etat = 'publie'
    left join charte_version v on v.id = r.version_id
    where i.consultation_id = ${id} order by i.numero`.execute(db)
  return rows
}

/** What was taken away and is in no file, by kind: nothing goes without a trace. */
export async function countRetires(
  db: Db,
  consultationId: string
): Promise<{ readonly propositions: number; readonly contributions: number }> {
  const { rows } = await sql<{ propositions: number; contributions: number }>`
    select
      (select count(*)::int from consultation_item
        where consultation_id = ${consultationId} and etat in ('retire', 'retire-auteur')) as propositions,
      (select count(*)::int from consultation_contribution
        where consultation_id = ${consultationId} and etat in ('retire', 'retire-auteur')) as contributions`.execute(db)
  return rows[0] ?? { propositions: 0, contributions: 0 }
}
