import { sql } from 'kysely'
import { avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { TriDeCommentaires, ValeurLue } from '../domain/contribution.ts'
import type { EtatPublication, GenreContribution } from '../domain/item.ts'
import type { TablesConsultation } from './tables.ts'

const w = avecTablesTrx<TablesConsultation>

/** Who contributes, and how: in their own name, in the organiser's, or for somebody present at a meeting. */
export interface Signature {
  readonly consultationId: string
  readonly itemId: string
  readonly compteId: string
  readonly seanceId: string | undefined
  readonly organisateur: boolean
}

/** What a contribution says, by its kind. */
export type Contenu =
  | { readonly genre: 'commentaire'; readonly texte: string; readonly parentId: string | undefined }
  | {
      readonly genre: 'action'
      readonly texte: string
      readonly lien: string | undefined
      readonly lieuId: number | undefined
      readonly actionProjetId: string | undefined
    }
  | {
      readonly genre: 'fichier'
      readonly texte: string
      readonly fichierId: number
      readonly nom: string
      readonly type: string
    }

/** One hand at a time for one person on one item, until the transaction ends: what counts before writing counts right. */
export async function retenirLaMain(trx: Trx, itemId: string, compteId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`contribution ${itemId} ${compteId}`}, 0))`.execute(trx)
}

/** One hand at a time for what people at a meeting say, until the transaction ends: what is counted stays within its attendance. */
export async function retenirSeance(trx: Trx, seanceId: string): Promise<void> {
  await sql`select from consultation_seance where id = ${seanceId} for no key update`.execute(trx)
}

export async function insertContribution(
  trx: Trx,
  id: string,
  { consultationId, itemId, compteId, seanceId, organisateur }: Signature,
  contenu: Contenu,
  now: Date
): Promise<void> {
  const { genre, texte } = contenu
  await w(trx)
    .insertInto('consultation_contribution')
    .values({
      id,
      consultation_id: consultationId,
      item_id: itemId,
      genre,
      auteur_id: compteId,
      seance_id: seanceId ?? null,
      organisateur,
      etat: 'publie',
      le: now,
      parent_id: genre === 'commentaire' ? (contenu.parentId ?? null) : null,
      texte,
      valeur_id: null,
      fichier_id: genre === 'fichier' ? contenu.fichierId : null,
      fichier_nom: genre === 'fichier' ? contenu.nom : null,
      fichier_type: genre === 'fichier' ? contenu.type : null,
      lieu_id: genre === 'action' ? (contenu.lieuId ?? null) : null,
      action_projet_id: genre === 'action' ? (contenu.actionProjetId ?? null) : null,
      lien: genre === 'action' ? (contenu.lien ?? null) : null
    })
    .execute()
}

/** True when this person already said these very words here, unless they took them back. What a moderator removed counts. */
export async function existsTexte(
  trx: Trx,
  { itemId, compteId, seanceId }: Signature,
  {
    genre,
    texte,
    parentId
  }: { readonly genre: GenreContribution; readonly texte: string; readonly parentId?: string | undefined }
): Promise<boolean> {
  const { rows } = await sql`
    select from consultation_contribution
    where item_id = ${itemId} and auteur_id = ${compteId} and seance_id is not distinct from ${seanceId ?? null}::uuid
      and genre = ${genre} and texte = ${texte} and parent_id is not distinct from ${parentId ?? null}::uuid
      and etat <> 'retire-auteur' limit 1`.execute(trx)
  return rows.length > 0
}

/** True when a seen comment of this item, that answers none, has this number. */
export async function isFil(db: Db, itemId: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    select from consultation_contribution
    where id = ${id} and item_id = ${itemId} and genre = 'commentaire' and parent_id is null and etat = 'publie'`.execute(
    db
  )
  return rows.length > 0
}

/**
 * Gives these values, once each, the words joining the vocabulary that all consultations share. Said again, a value changes
 * nothing; one that a moderator took from this person is not said again. For people at a meeting, several may
 * say the same, never more of them than there were (`retenirSeance` keeps the count right).
 * @returns how many attributions were added
 */
export async function insertValeurs(
  trx: Trx,
  { consultationId, itemId, compteId, seanceId, organisateur }: Signature,
  valeurs: readonly ValeurLue[],
  now: Date
): Promise<number> {
  const cles = valeurs.map(({ cle }) => cle)
  const libelles = valeurs.map(({ libelle }) => libelle)
  // In one order, so that two people who give the same words do not wait for one another for ever.
  const { numAffectedRows } = await sql`
    with mots as (
      insert into valeur (id, cle, libelle, creee_le)
      select gen_random_uuid(), cle, libelle, ${now} from unnest(${cles}::text[], ${libelles}::text[]) m (cle, libelle) order by cle
      on conflict (cle) do update set cle = excluded.cle
      returning id
    )
    insert into consultation_contribution
      (id, consultation_id, item_id, genre, auteur_id, seance_id, organisateur, etat, le, valeur_id)
    select gen_random_uuid(), ${consultationId}, ${itemId}, 'valeur', ${compteId}, ${seanceId ?? null}::uuid, ${organisateur},
      'publie', ${now}, mots.id
    from mots
    where not exists (
      select from consultation_contribution r
      where r.item_id = ${itemId} and r.valeur_id = mots.id and r.auteur_id = ${compteId} and r.etat in ('attente', 'refuse', 'retire'))
      and not exists (
        select from consultation_seance s where s.id = ${seanceId ?? null}::uuid and s.presents <= (
          select count(*) from consultation_contribution r
          where r.item_id = ${itemId} and r.valeur_id = mots.id and r.seance_id = s.id and r.etat = 'publie'))
    on conflict (item_id, valeur_id, auteur_id) where genre = 'valeur' and seance_id is null and etat = 'publie' do nothing`.execute(
    trx
  )
  return Number(numAffectedRows ?? 0n)
}

export interface ValeurDonnee {
  readonly libelle: string
  readonly nombre: number
  /** One of its attributions, to report it by. */
  readonly exemple: string
  /** My own attribution, to take it back. */
  readonly mienne: string | null
}

/** The distinct values of an item with how often each was given: the most shared first, then by name. */
export async function listValeurs(
  db: Db,
  itemId: string,
  { compteId, limite }: { readonly compteId: string | undefined; readonly limite: number }
): Promise<{
  readonly valeurs: readonly ValeurDonnee[]
  readonly distinctes: number
  readonly miennes: readonly ValeurDonnee[]
}> {
  const { rows } = await sql<ValeurDonnee & { distinctes: number; place: number }>`
    select * from (
      select v.libelle, count(*)::int as nombre, min(c.id::text) as exemple,
        min(c.id::text) filter (where c.auteur_id = ${compteId ?? null}::uuid and c.seance_id is null) as mienne,
        count(*) over ()::int as distinctes, row_number() over (order by count(*) desc, v.cle)::int as place
      from consultation_contribution c join valeur v on v.id = c.valeur_id
      where c.item_id = ${itemId} and c.genre = 'valeur' and c.etat = 'publie'
      group by v.id
    ) donnees where place <= ${limite} or mienne is not null order by place`.execute(db)
  return {
    valeurs: rows.filter(({ place }) => place <= limite),
    miennes: rows.filter(({ mienne }) => mienne !== null),
    distinctes: rows[0]?.distinctes ?? 0
  }
}

/** The most given words of the whole vocabulary. */
export async function listVocabulaire(db: Db, limite: number): Promise<string[]> {
  const { rows } = await sql<{ libelle: string }>`
    select v.libelle from consultation_contribution c join valeur v on v.id = c.valeur_id
    where c.genre = 'valeur' and c.etat = 'publie' group by v.id order by count(*) desc, v.cle limit ${limite}`.execute(
    db
  )
  return rows.map(({ libelle }) => libelle)
}

/** What every contribution shows of itself. */
export interface ContributionVue {
  readonly id: string
  readonly etat: EtatPublication
  readonly le: Date
  readonly texte: string
  readonly auteur_id: string | null
  readonly seance_id: string | null
  readonly organisateur: boolean
  /** Null: the account is gone, or the contribution is in nobody's name. */
  readonly pseudonyme: string | null
}

export interface Commentaire extends ContributionVue {
  readonly parent_id: string | null
  /** Seen answers, of which the list may hold the first ones only. */
  readonly reponses: number
}

// A trace of what was taken away; what waits, or was refused before it was seen, leaves none here.
const VUES = sql`('publie', 'retire', 'retire-auteur')`
const COLONNES = sql`c.id, c.etat, c.le, c.texte, c.auteur_id, c.seance_id, c.organisateur, p.pseudonyme`

/** The values that moderators took away here, the last ones first; the word is in `texte`. */
export async function listValeursRetirees(db: Db, itemId: string, limite: number): Promise<ContributionVue[]> {
  const { rows } = await sql<ContributionVue>`
    select c.id, c.etat, c.le, v.libelle as texte, c.auteur_id, c.seance_id, c.organisateur, p.pseudonyme
    from consultation_contribution c join valeur v on v.id = c.valeur_id left join compte p on p.id = c.auteur_id
    where c.item_id = ${itemId} and c.genre = 'valeur' and c.etat = 'retire' order by c.le desc, c.id limit ${limite}`.execute(
    db
  )
  return rows
}

const ORDRES = {
  ancien: sql`c.le, c.id`,
  recent: sql`c.le desc, c.id`,
  discute: sql`coalesce(r.reponses, 0) desc, c.le, c.id`
} as const

export interface PageDeFils {
  readonly fils: readonly Commentaire[]
  /** The answers of each, the first first, at most `reponses` of them. */
  readonly reponses: ReadonlyMap<string, readonly Commentaire[]>
  readonly total: number
}

/** A page of the comments of an item, each with its first answers, in two statements whatever their number. */
export async function listFils(
  db: Db,
  itemId: string,
  options: {
    readonly tri: TriDeCommentaires
    readonly debut: number
    readonly nombre: number
    readonly reponses: number
    /** This thread alone. */
    readonly fil?: string | undefined
    /** Answers to leave out before the first one that is given. */
    readonly passer?: number
  }
): Promise<PageDeFils> {
  const { tri, debut, nombre, reponses, fil, passer = 0 } = options
  const { rows } = await sql<Commentaire & { total: number }>`
    select ${COLONNES}, c.parent_id, c.reponses, c.total from (
      select c.*, coalesce(r.reponses, 0)::int as reponses, count(*) over ()::int as total,
        row_number() over (order by ${ORDRES[tri]}) as place
      from (
        select * from consultation_contribution c
        where c.item_id = ${itemId} and c.genre = 'commentaire' and c.parent_id is null and c.etat in ${VUES}
          ${fil ? sql`and c.id = ${fil}` : sql``}
      ) c
      left join (
        select parent_id, count(*) as reponses from consultation_contribution
        where item_id = ${itemId} and genre = 'commentaire' and parent_id is not null and etat = 'publie' group by parent_id
      ) r on r.parent_id = c.id
      order by ${ORDRES[tri]} limit ${nombre} offset ${debut}
    ) c
    left join compte p on p.id = c.auteur_id
    order by c.place`.execute(db)
  const ids = rows.map(({ id }) => id)
  const suites = ids.length === 0 ? [] : await listReponses(db, ids, { passer, nombre: reponses })
  return { fils: rows, total: rows[0]?.total ?? 0, reponses: Map.groupBy(suites, ({ parent_id }) => parent_id ?? '') }
}

async function listReponses(
  db: Db,
  parents: readonly string[],
  { passer, nombre }: { readonly passer: number; readonly nombre: number }
): Promise<Commentaire[]> {
  const { rows } = await sql<Commentaire>`
    select ${COLONNES}, c.parent_id, 0 as reponses from (
      select c.*, row_number() over (partition by c.parent_id order by c.le, c.id) as place
      from consultation_contribution c where c.parent_id = any (${parents}::uuid[]) and c.etat in ${VUES}
    ) c
    left join compte p on p.id = c.auteur_id
    where c.place > ${passer} and c.place <= ${passer + nombre}
    order by c.parent_id, c.place`.execute(db)
  return rows
}

/** One seen comment, for the form that answers it. */
export async function findCommentaire(db: Db, itemId: string, id: string): Promise<Commentaire | undefined> {
  const { fils } = await listFils(db, itemId, { tri: 'ancien', debut: 0, nombre: 1, reponses: 0, fil: id })
  return fils.find(({ etat }) => etat === 'publie')
}

export interface ActionAssociee extends ContributionVue {
  readonly lien: string | null
  readonly lieu: {
    readonly id: number
    readonly nom: string
    readonly commune: string | null
    readonly adresse_page: string
  } | null
  /** The « action ou projet » of this lieu, when it is still announced. */
  readonly action: { readonly id: string; readonly titre: string } | null
}

export interface PageDe<T> {
  readonly lignes: readonly T[]
  readonly total: number
}

interface Fenetre {
  readonly debut: number
  readonly nombre: number
}

/** A page of the actions associated with an item, the first ones first. */
export async function listActions(db: Db, itemId: string, { debut, nombre }: Fenetre): Promise<PageDe<ActionAssociee>> {
  const { rows } = await sql<ActionAssociee & { total: number }>`
    select ${COLONNES}, c.lien, count(*) over ()::int as total,
      case when l.id is not null then jsonb_build_object(
        'id', l.id, 'nom', l.nom, 'commune', l.publiees->>'commune', 'adresse_page', l.adresse_page) end as lieu,
      case when l.id is not null and a.id is not null then jsonb_build_object('id', a.id, 'titre', a.titre) end as action
    from consultation_contribution c
    left join compte p on p.id = c.auteur_id
    left join lieu d on d.id = c.lieu_id
    left join lieu l on l.id = coalesce(d.remplace_par, d.id) and l.retire_le is null
    left join action_projet a on a.id = c.action_projet_id and a.retire_le is null
    where c.item_id = ${itemId} and c.genre = 'action' and c.etat in ${VUES}
    order by c.le, c.id limit ${nombre} offset ${debut}`.execute(db)
  return { lignes: rows, total: rows[0]?.total ?? 0 }
}

export interface PieceDeposee extends ContributionVue {
  readonly fichier_nom: string
  readonly fichier_type: string
  /** Bytes; null once its author took it back. */
  readonly taille: number | null
}

/** A page of the files of an item, the first ones first. */
export async function listPieces(db: Db, itemId: string, { debut, nombre }: Fenetre): Promise<PageDe<PieceDeposee>> {
  const { rows } = await sql<PieceDeposee & { total: number }>`
    select ${COLONNES}, c.fichier_nom, c.fichier_type, f.taille, count(*) over ()::int as total
    from consultation_contribution c
    left join compte p on p.id = c.auteur_id
    left join fichier f on f.id = c.fichier_id
    where c.item_id = ${itemId} and c.genre = 'fichier' and c.etat in ${VUES}
    order by c.le, c.id limit ${nombre} offset ${debut}`.execute(db)
  return { lignes: rows, total: rows[0]?.total ?? 0 }
}

export interface PiecesDuCompte {
  /** Files that this person has here, taken away by a moderator or not. */
  readonly nombre: number
  /** One of them holds these very bytes. */
  readonly meme: boolean
  /** Files of this person in the whole consultation. */
  readonly enTout: number
  /** Bytes of everybody's files in this consultation. */
  readonly octets: number
}

/** @param empreinte SHA-256 of the file that is about to be added, in hexadecimal */
export async function countPieces(
  trx: Trx,
  { consultationId, itemId, compteId }: Signature,
  empreinte: string
): Promise<PiecesDuCompte> {
  const { rows } = await sql<PiecesDuCompte>`
    select count(*) filter (where sien and ici)::int as nombre, count(*) filter (where sien)::int as "enTout",
      coalesce(bool_or(sien and ici and empreinte = ${empreinte}), false) as meme, coalesce(sum(taille), 0)::bigint as octets
    from (
      select coalesce(c.auteur_id = ${compteId}, false) as sien, c.item_id = ${itemId} as ici, f.empreinte, f.taille
      from consultation_contribution c join fichier f on f.id = c.fichier_id
      where c.consultation_id = ${consultationId} and c.genre = 'fichier'
    ) pieces`.execute(trx)
  return rows[0] ?? { nombre: 0, meme: false, enTout: 0, octets: 0 }
}

export interface ContributionTrouvee {
  readonly id: string
  /** Its item is seen, and its way to contribute is switched on. */
  readonly montree: boolean
  readonly consultation_id: string
  readonly item_id: string
  readonly genre: GenreContribution
  readonly etat: EtatPublication
  readonly auteur_id: string | null
  readonly organisateur: boolean
  readonly fichier_id: number | null
  readonly fichier_nom: string | null
  readonly fichier_type: string | null
  /** Of its item. */
  readonly numero: number
}

export async function findContribution(db: Db, id: string): Promise<ContributionTrouvee | undefined> {
  const { rows } = await sql<ContributionTrouvee>`
    select c.id, c.consultation_id, c.item_id, c.genre, c.etat, c.auteur_id, c.organisateur, c.fichier_id, c.fichier_nom,
      c.fichier_type, i.numero, i.etat = 'publie' and case c.genre when 'commentaire' then m.commentaires
        when 'valeur' then m.valeurs when 'fichier' then m.fichiers else m.actions end as montree
    from consultation_contribution c
    join consultation_item i on i.id = c.item_id
    join consultation_module m on m.id = i.module_id
    where c.id = ${id}`.execute(db)
  return rows[0]
}

/** Taken back by its author, its file apart from it. False when it was not seen any more. */
export async function saveRetraitParAuteur(trx: Trx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await w(trx)
    .updateTable('consultation_contribution')
    .set({ etat: 'retire-auteur', fichier_id: null })
    .where('id', '=', id)
    .where('etat', '=', 'publie')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
