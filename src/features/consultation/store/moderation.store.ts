import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { EtatPublication, GenreContribution, GenreItem } from '../domain/item.ts'
import { type Cible, type DecisionPrise, parseCible } from '../domain/moderation.ts'
import type { CibleEnBase, TablesConsultation } from './tables.ts'

const t = avecTables<TablesConsultation>
const w = avecTablesTrx<TablesConsultation>

/** Names an opinion without its number: what is published must not say which ones were given one after the other. */
export const jetonOpinion = ({ sel }: { readonly sel: string }, id: number): string =>
  createHash('sha256').update(`${sel} opinion ${id}`).digest('hex').slice(0, 32)

/** Why something is not there any more: « Retiré le … : motif ». */
export interface Trace {
  /** The decision: its author reads it, and answers it, through `LireLaDecision`. */
  readonly id: string
  readonly le: Date
  /** A key of MOTIFS: `direMotif` tells it in words. */
  readonly motif: string
}

/**
 * The last decision that took these things away, by the thing's identifier. Only things whose state is `retire` or `refuse`
 * have one that counts: the caller looks at the state.
 */
export async function listTraces(
  db: Db,
  {
    itemIds = [],
    contributionIds = []
  }: { readonly itemIds?: readonly string[]; readonly contributionIds?: readonly string[] }
): Promise<ReadonlyMap<string, Trace>> {
  if (itemIds.length + contributionIds.length === 0) return new Map()
  const { rows } = await sql<Trace & { cible: string }>`
    select distinct on (cible) cible, id, le, motif from (
      select coalesce(item_id, contribution_id) as cible, le, motif, id from consultation_moderation
      where geste in ('retirer', 'refuser')
        and (item_id = any(${[...itemIds]}::uuid[]) or contribution_id = any(${[...contributionIds]}::uuid[]))
    ) m order by cible, le desc, id`.execute(db)
  return new Map(rows.map(({ cible, ...trace }) => [cible, trace]))
}

/** What moderators look at, and where it is. */
export interface Chose {
  readonly cible: Cible
  readonly nature: GenreItem | GenreContribution | 'raison'
  readonly consultation_id: string
  readonly adresse: string
  readonly consultation: string
  readonly reseau_id: string
  /** Time zone of the réseau. */
  readonly fuseau: string
  /** The item it is, or where it is. */
  readonly numero: number
  readonly item: string
  readonly intitule: string
  readonly texte: string
  readonly complement: string
  readonly etat: EtatPublication
  readonly auteur_id: string | null
  readonly le: Date
}

const SOURCES = {
  item: sql`
    select i.id, i.genre as nature, i.id as item_id, i.titre as intitule, i.texte, i.motif as complement,
      i.etat, i.auteur_id, i.le
    from consultation_item i where i.origine = 'contributeur'`,
  contribution: sql`
    select x.id, x.genre as nature, x.item_id, coalesce(v.libelle, x.fichier_nom, '') as intitule, x.texte,
      coalesce(x.lien, '') as complement, x.etat, x.auteur_id, x.le
    from consultation_contribution x left join valeur v on v.id = x.valeur_id where true`,
  opinion: sql`
    select o.id, 'raison' as nature, o.item_id, '' as intitule, o.raison as texte, '' as complement,
      case when o.raison_retiree_le is null then 'publie' else 'retire' end as etat, o.compte_id as auteur_id, o.le
    from opinion o where o.raison <> ''`
} as const

/** A thing, whatever its state. What the organiser puts to consultation is not moderators' to judge. */
export async function findChose(db: Db, cible: Cible): Promise<Chose | undefined> {
  const { rows } = await sql<Omit<Chose, 'cible'>>`
    select s.nature, c.id as consultation_id, c.adresse, c.titre as consultation, c.reseau_id, r.fuseau, i.numero, i.titre as item,
      s.intitule, s.texte, s.complement, s.etat, s.auteur_id, s.le
    from (${SOURCES[cible.genre]} and ${idDe(cible)} = ${cible.id}) s
    join consultation_item i on i.id = s.item_id
    join consultation c on c.id = i.consultation_id
    join reseau r on r.id = c.reseau_id`.execute(db)
  const [chose] = rows
  return chose && { ...chose, cible }
}

const ALIAS = { item: 'i.id', contribution: 'x.id', opinion: 'o.id' } as const
const idDe = ({ genre }: Cible) => sql.ref(ALIAS[genre])

/** The opinion of this item that bears this token and still has its reason. */
export async function findOpinionParJeton(
  db: Db,
  consultation: { readonly id: string; readonly sel: string },
  numero: number,
  jeton: string
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select o.id from opinion o join consultation_item i on i.id = o.item_id
    where i.consultation_id = ${consultation.id} and i.numero = ${numero} and o.raison <> ''
      and left(encode(sha256(convert_to(${consultation.sel} || ' opinion ' || o.id, 'UTF8')), 'hex'), 32) = ${jeton}`.execute(
    db
  )
  return rows[0]?.id
}

/** Reports of one thing that a moderator reads: beyond, they say nothing more. */
const SIGNALEMENTS_LUS = 50

export interface Signalement {
  readonly motif: string
  readonly texte: string
  readonly le: Date
}

const enBase = (cible: Cible): CibleEnBase => ({
  item_id: cible.genre === 'item' ? cible.id : null,
  contribution_id: cible.genre === 'contribution' ? cible.id : null,
  opinion_id: cible.genre === 'opinion' ? cible.id : null
})
const COLONNES = { item: 'item_id', contribution: 'contribution_id', opinion: 'opinion_id' } as const
const vise = (cible: Cible) => sql<boolean>`${sql.ref(COLONNES[cible.genre])} = ${cible.id}`

/** What was reported of it and nobody has looked at yet, oldest first. */
export async function listSignalements(db: Db, cible: Cible): Promise<Signalement[]> {
  return t(db)
    .selectFrom('consultation_signalement')
    .select(['motif', 'texte', 'le'])
    .where(vise(cible))
    .where('traite_le', 'is', null)
    .orderBy('le')
    .orderBy('id')
    .limit(SIGNALEMENTS_LUS)
    .execute()
}

/**
 * Keeps a report. The same account reports the same thing once, and once more only if the words have changed since; without
 * an account, the same words about the same thing are kept once as long as nobody has looked, and no more than are shown.
 * @returns false when it was already there
 */
export async function insertSignalement(
  trx: Trx,
  cible: Cible,
  signalement: {
    readonly id: string
    readonly motif: string
    readonly texte: string
    readonly auteurId: string | undefined
    /** When what is reported was written. */
    readonly ecritLe: Date
  },
  now: Date
): Promise<boolean> {
  const { id, motif, texte, auteurId, ecritLe } = signalement
  const { item_id, contribution_id, opinion_id } = enBase(cible)
  const { numAffectedRows } = await sql`
    insert into consultation_signalement as s (id, item_id, contribution_id, opinion_id, motif, texte, auteur_id, le)
    select ${id}, ${item_id}, ${contribution_id}, ${opinion_id}, ${motif}, ${texte}, ${auteurId ?? null}::uuid, ${now}
    where ${auteurId !== undefined} or not exists (
      select from consultation_signalement d where ${vise(cible)} and d.auteur_id is null and d.traite_le is null
        and d.motif = ${motif} and d.texte = ${texte})
      and (select count(*) from consultation_signalement d where ${vise(cible)} and d.auteur_id is null and d.traite_le is null)
        < ${SIGNALEMENTS_LUS}
    on conflict (item_id, contribution_id, opinion_id, auteur_id) where auteur_id is not null do update
      set motif = excluded.motif, texte = excluded.texte, le = excluded.le, traite_le = null where s.le < ${ecritLe}`.execute(
    trx
  )
  return numAffectedRows === 1n
}

export interface Decision extends DecisionPrise {
  readonly motif: string
  readonly raison: string
  readonly auteur: string
  readonly le: Date
  readonly reponse: string
}

/** Everything that was decided of it, oldest first. */
export async function listDecisions(db: Db, cible: Cible): Promise<Decision[]> {
  return t(db)
    .selectFrom('consultation_moderation')
    .select(['id', 'geste', 'motif', 'raison', 'auteur', 'le', 'reponse', 'repondu_le'])
    .where(vise(cible))
    .orderBy('le')
    .orderBy('id')
    .execute()
}

/** What a decision was about. */
export async function findCibleDe(db: Db, decisionId: string): Promise<Cible | undefined> {
  const ligne = await t(db)
    .selectFrom('consultation_moderation')
    .select(['item_id', 'contribution_id', 'opinion_id'])
    .where('id', '=', decisionId)
    .executeTakeFirst()
  if (!ligne) return undefined
  const { item_id, contribution_id, opinion_id } = ligne
  if (item_id !== null) return { genre: 'item', id: item_id }
  if (contribution_id !== null) return { genre: 'contribution', id: contribution_id }
  return opinion_id === null ? undefined : { genre: 'opinion', id: opinion_id }
}

/** Keeps the row of a thing until the transaction ends: those who decide of it follow one another. */
export async function lockChose(trx: Trx, cible: Cible): Promise<void> {
  const table = { item: 'consultation_item', contribution: 'consultation_contribution', opinion: 'opinion' }[
    cible.genre
  ]
  await sql`select from ${sql.table(table)} where id = ${cible.id} for no key update`.execute(trx)
}

/** Moves a thing from one state to another, if it is still in the first one. What its author thinks stays counted. */
export async function saveEtat(
  trx: Trx,
  cible: Cible,
  { de, vers }: { readonly de: EtatPublication; readonly vers: EtatPublication },
  now: Date
): Promise<boolean> {
  if (cible.genre === 'opinion') {
    const { numUpdatedRows } = await w(trx)
      .updateTable('opinion')
      .set({ raison_retiree_le: vers === 'publie' ? null : now })
      .where('id', '=', cible.id)
      .where('raison_retiree_le', de === 'publie' ? 'is' : 'is not', null)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  }
  const { numUpdatedRows } = await (cible.genre === 'item'
    ? w(trx).updateTable('consultation_item').set({ etat: vers }).where('id', '=', cible.id).where('etat', '=', de)
    : w(trx)
        .updateTable('consultation_contribution')
        .set({ etat: vers })
        .where('id', '=', cible.id)
        .where('etat', '=', de)
  ).executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Writes a decision, and closes what was reported of the thing. */
export async function insertDecision(
  trx: Trx,
  cible: Cible,
  decision: Pick<Decision, 'id' | 'geste' | 'motif' | 'raison' | 'auteur'>,
  now: Date
): Promise<void> {
  await w(trx)
    .insertInto('consultation_moderation')
    .values({ ...decision, ...enBase(cible), le: now, repondu_le: null })
    .execute()
  await w(trx)
    .updateTable('consultation_signalement')
    .set({ traite_le: now })
    .where(vise(cible))
    .where('traite_le', 'is', null)
    .execute()
}

/** The author's answer, once. */
export async function saveReponse(trx: Trx, decisionId: string, reponse: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await w(trx)
    .updateTable('consultation_moderation')
    .set({ reponse, repondu_le: now })
    .where('id', '=', decisionId)
    .where('repondu_le', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** A line of the desk: something that waits for a moderator, and since when. */
export interface EnAttente {
  readonly cible: Cible
  readonly depuis: Date
  readonly nature: Chose['nature']
  readonly consultation: string
  readonly item: string
  readonly fuseau: string
  readonly auteur_id: string | null
}

/**
 * What waits in these réseaux, oldest first: proposed and not yet read, reported and still seen, taken away and answered by
 * its author. Once the words are gone there is nothing left to judge.
 */
export async function listEnAttente(db: Db, reseaux: readonly string[], limite: number): Promise<EnAttente[]> {
  const { rows } = await sql<Omit<EnAttente, 'cible'> & { genre: string; cle: string }>`
    with attente as (
      select item_id, contribution_id, opinion_id, min(le) as depuis from (
        select item_id, contribution_id, opinion_id, le from consultation_signalement where traite_le is null
        union all select id, null, null, le from consultation_item where etat = 'attente'
        union all select item_id, contribution_id, opinion_id, repondu_le from consultation_moderation m
          where repondu_le is not null and not exists (
            select from consultation_moderation n where n.id <> m.id and n.le >= m.repondu_le and (
              n.item_id = m.item_id or n.contribution_id = m.contribution_id or n.opinion_id = m.opinion_id))
      ) u group by item_id, contribution_id, opinion_id
    ), chose as (
      select 'item' as genre, s.id::text as cle, s.nature, s.item_id, s.etat, s.auteur_id, a.depuis
      from attente a join (${SOURCES.item}) s on s.id = a.item_id
      union all
      select 'contribution', s.id::text, s.nature, s.item_id, s.etat, s.auteur_id, a.depuis
      from attente a join (${SOURCES.contribution}) s on s.id = a.contribution_id
      union all
      select 'opinion', s.id::text, s.nature, s.item_id, s.etat, s.auteur_id, a.depuis
      from attente a join (${SOURCES.opinion}) s on s.id = a.opinion_id
    )
    select s.genre, s.cle, s.depuis, s.nature, c.titre as consultation, i.titre as item, r.fuseau, s.auteur_id
    from chose s join consultation_item i on i.id = s.item_id join consultation c on c.id = i.consultation_id
    join reseau r on r.id = c.reseau_id
    where s.etat <> 'retire-auteur' and c.reseau_id = any(${[...reseaux]}::text[])
    order by s.depuis, s.cle limit ${limite}`.execute(db)
  return rows.flatMap(({ genre, cle, ...ligne }) => {
    const cible = parseCible(genre, cle)
    return cible ? [{ ...ligne, cible }] : []
  })
}
