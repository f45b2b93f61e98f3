import { sql } from 'kysely'
import { avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { GenreItem, SortReponse } from '../domain/item.ts'
import type { ReponseEcrite } from '../domain/reponse.ts'
import type { TablesConsultation } from './tables.ts'

const w = avecTablesTrx<TablesConsultation>

/** An item that was seen, and the answer it has, if any. */
export interface ItemEtReponse {
  readonly id: string
  readonly numero: number
  readonly titre: string
  readonly genre: GenreItem
  readonly module: string
  /** The article that an amendment would change. */
  readonly parent: string | null
  readonly accord: number
  readonly revoir: number
  readonly reponse: ReponseOfficielle | null
}

export interface ReponseOfficielle {
  readonly sort: SortReponse
  readonly texte: string
  readonly le: Date
  readonly revision: number
  readonly version_id: number | null
  readonly critere_id: string | null
  readonly decision_id: string | null
  /** The criterion as its charter names it, while its version exists. */
  readonly critere: {
    readonly libelle: string
    /** `condition`, `critere` or `engagement`, as the charter says. */
    readonly genre: string
    readonly charte: string
    readonly nom: string
    readonly version: number
  } | null
}

interface Ligne extends Omit<ItemEtReponse, 'reponse'>, Omit<ReponseOfficielle, 'sort' | 'critere'> {
  readonly sort: SortReponse | null
  readonly libelle: string | null
  readonly critere_genre: string | null
  readonly charte: string | null
  readonly charte_nom: string | null
  readonly version: number | null
}

const SELECTION = sql`
  select i.id, i.numero, i.titre, i.genre, m.titre as module, a.titre as parent,
    coalesce(d.accord, o.accord)::int as accord, coalesce(d.revoir, o.revoir)::int as revoir,
    r.sort, r.texte, r.le, r.revision, r.version_id, r.critere_id, r.decision_id::text as decision_id,
    k.libelle, k.genre as critere_genre, v.charte_id as charte, h.nom as charte_nom, v.numero as version
  from consultation_item i
  join consultation_module m on m.id = i.module_id
  left join consultation_item a on a.id = i.parent_id
  left join consultation_decompte d on d.item_id = i.id
  cross join lateral (select sum(accord) as accord, sum(revoir) as revoir from opinion_compte where item_id = i.id) o
  left join consultation_reponse r on r.item_id = i.id
  left join charte_version v on v.id = r.version_id
  left join charte h on h.id = v.charte_id
  left join charte_critere k on k.version_id = r.version_id and k.id = r.critere_id`

/** Every seen item, proposals and amendments included: all of them are owed an answer. */
export async function listItemsEtReponses(db: Db, consultationId: string): Promise<readonly ItemEtReponse[]> {
  const { rows } = await sql<Ligne>`
    ${SELECTION} where i.consultation_id = ${consultationId} and i.etat = 'publie'
    order by m.rang, coalesce(a.rang, i.rang), coalesce(a.numero, i.numero), i.parent_id nulls first, i.numero`.execute(
    db
  )
  return rows.map(toItem)
}

export async function findItemEtReponse(
  db: Db,
  consultationId: string,
  numero: number
): Promise<ItemEtReponse | undefined> {
  const { rows } = await sql<Ligne>`
    ${SELECTION} where i.consultation_id = ${consultationId} and i.numero = ${numero} and i.etat = 'publie'`.execute(db)
  return rows[0] && toItem(rows[0])
}

function toItem(ligne: Ligne): ItemEtReponse {
  const {
    sort,
    texte,
    le,
    revision,
    version_id,
    critere_id,
    decision_id,
    libelle,
    critere_genre,
    charte,
    charte_nom,
    version,
    ...item
  } = ligne
  const critere =
    libelle !== null && critere_genre !== null && charte !== null && charte_nom !== null && version !== null
      ? { libelle, genre: critere_genre, charte, nom: charte_nom, version }
      : null
  return {
    ...item,
    reponse: sort === null ? null : { sort, texte, le, revision, version_id, critere_id, decision_id, critere }
  }
}

/**
 * Writes the answer of an item, or corrects it if it is still the one that was read.
 * @param revision the one that was read; 0: there was none
 * @returns false when somebody wrote in between
 */
export async function saveReponse(
  trx: Trx,
  itemId: string,
  {
    reponse,
    revision,
    auteur
  }: { readonly reponse: ReponseEcrite; readonly revision: number; readonly auteur: string },
  now: Date
): Promise<boolean> {
  const critere = reponse.suites.find((suite) => suite.genre === 'critere')
  const decision = reponse.suites.find((suite) => suite.genre === 'decision')
  const valeurs = {
    sort: reponse.sort,
    texte: reponse.texte,
    version_id: critere?.versionId ?? null,
    critere_id: critere?.critereId ?? null,
    decision_id: decision?.decisionId ?? null,
    auteur,
    le: now
  }
  if (revision === 0) {
    const { numInsertedOrUpdatedRows = 0n } = await w(trx)
      .insertInto('consultation_reponse')
      .values({ item_id: itemId, ...valeurs })
      .onConflict((oc) => oc.doNothing())
      .executeTakeFirstOrThrow()
    return numInsertedOrUpdatedRows > 0n
  }
  const { numUpdatedRows } = await w(trx)
    .updateTable('consultation_reponse')
    .set({ ...valeurs, revision: revision + 1 })
    .where('item_id', '=', itemId)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Propositions that a moderator has not read yet: once seen, they are owed an answer too. */
export async function countEnAttente(db: Db, consultationId: string): Promise<number> {
  const { rows } = await sql<{ nombre: number }>`
    select count(*)::int as nombre from consultation_item
    where consultation_id = ${consultationId} and etat = 'attente'`.execute(db)
  return rows[0]?.nombre ?? 0
}

export async function saveSynthese(trx: Trx, consultationId: string, synthese: string): Promise<void> {
  await w(trx).updateTable('consultation').set({ synthese }).where('id', '=', consultationId).execute()
}

export async function saveRestitution(trx: Trx, consultationId: string, now: Date): Promise<void> {
  await w(trx)
    .updateTable('consultation')
    .set({ restituee_le: now })
    .where('id', '=', consultationId)
    .where('restituee_le', 'is', null)
    .execute()
}
