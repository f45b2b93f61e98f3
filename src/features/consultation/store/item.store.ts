import { type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { Totaux } from '../domain/opinion.ts'
import { AVEC_COMPTES, COMPTES } from './comptes.ts'
import type { TableItem, TablesConsultation } from './tables.ts'

export type Item = Selectable<TableItem>

/** An item with what is counted on it and who proposed it. */
export interface ItemCompte extends Item, Totaux {
  readonly commentaires: number
  readonly valeurs: number
  readonly fichiers: number
  readonly actions: number
  readonly amendements: number
  /** The pseudonym of who proposed it; null: the organiser, or a contributor whose account is gone. */
  readonly pseudonyme: string | null
}

const t = avecTables<TablesConsultation>
const w = avecTablesTrx<TablesConsultation>

/** The item of this number, whatever its state: the caller looks at `etat`. */
export async function findItem(db: Db, consultationId: string, numero: number): Promise<ItemCompte | undefined> {
  const { rows } = await sql<ItemCompte>`
    ${SELECTION} where i.consultation_id = ${consultationId} and i.numero = ${numero}`.execute(db)
  return rows[0]
}

export async function findItemById(db: Db, id: string): Promise<ItemCompte | undefined> {
  const { rows } = await sql<ItemCompte>`${SELECTION} where i.id = ${id}`.execute(db)
  return rows[0]
}

/** The same, by the address of its consultation. */
export async function findItemByNumero(
  db: Db,
  { adresse, numero }: { readonly adresse: string; readonly numero: number }
): Promise<ItemCompte | undefined> {
  const { rows } = await sql<ItemCompte>`
    ${SELECTION} where i.consultation_id = (select id from consultation where adresse = ${adresse})
      and i.numero = ${numero}`.execute(db)
  return rows[0]
}

const SELECTION = sql`
  select i.*, p.pseudonyme, ${COMPTES}, n.amendements
  from consultation_item i ${AVEC_COMPTES}
  left join compte p on p.id = i.auteur_id`

/** Seen items of a module: its propositions or its articles, never the amendments. */
export async function countItems(db: Db, moduleId: string): Promise<number> {
  const { nombre } = await t(db)
    .selectFrom('consultation_item')
    .select((eb) => eb.fn.countAll<number>().as('nombre'))
    .where('module_id', '=', moduleId)
    .where('parent_id', 'is', null)
    .where('etat', '=', 'publie')
    .executeTakeFirstOrThrow()
  return nombre
}

/**
 * A page of the seen items of a module. With a seed, in an order that depends on it alone (one is as likely as another to
 * come first); without, in the organiser's.
 */
export async function listItems(
  db: Db,
  moduleId: string,
  { graine, debut, nombre }: { readonly graine: string | undefined; readonly debut: number; readonly nombre: number }
): Promise<ItemCompte[]> {
  const ordre = graine === undefined ? sql`rang, numero` : sql`md5(${graine} || id::text), numero`
  const { rows } = await sql<ItemCompte>`
    ${SELECTION}
    join (
      select id, row_number() over (order by ${ordre}) as place from consultation_item
      where module_id = ${moduleId} and parent_id is null and etat = 'publie'
      order by ${ordre} limit ${nombre} offset ${debut}
    ) page on page.id = i.id
    order by page.place`.execute(db)
  return rows
}

/** A page of the seen amendments to an article, in the order that the seed gives, or that of their arrival. */
export async function listAmendements(
  db: Db,
  articleId: string,
  { graine, debut, nombre }: { readonly graine: string | undefined; readonly debut: number; readonly nombre: number }
): Promise<ItemCompte[]> {
  const { rows } = await sql<ItemCompte>`
    ${SELECTION} where i.parent_id = ${articleId} and i.etat = 'publie'
    order by ${graine === undefined ? sql`i.numero` : sql`md5(${graine} || i.id::text), i.numero`}
    limit ${nombre} offset ${debut}`.execute(db)
  return rows
}

/** Something that was in a list until moderators took it away: its trace. */
export interface Retire {
  readonly numero: number
  readonly le: Date
  /** A key of MOTIFS. */
  readonly motif: string
}

/** What moderators took away from a module, or from the amendments to an article: the last ones. */
export async function listRetires(
  db: Db,
  ou: { readonly moduleId: string } | { readonly articleId: string }
): Promise<Retire[]> {
  const { rows } = await sql<Retire>`
    select i.numero, m.le, m.motif from consultation_item i
    cross join lateral (
      select le, motif from consultation_moderation where item_id = i.id and geste = 'retirer' order by le desc limit 1) m
    where i.etat = 'retire' and ${
      'moduleId' in ou ? sql`i.module_id = ${ou.moduleId} and i.parent_id is null` : sql`i.parent_id = ${ou.articleId}`
    }
    order by i.numero desc limit 20`.execute(db)
  return rows
}

export interface Voisins {
  readonly precedent: { readonly numero: number; readonly titre: string } | undefined
  readonly suivant: { readonly numero: number; readonly titre: string } | undefined
  /** Its place in this order, from 1, and how many there are. */
  readonly place: number
  readonly sur: number
}

/** The seen items just before and just after this one, in the same order as `listItems`. */
export async function findVoisins(db: Db, item: Item, graine: string | undefined): Promise<Voisins | undefined> {
  const ordre = graine === undefined ? sql`rang, numero` : sql`md5(${graine} || id::text), numero`
  const { rows } = await sql<{
    place: number
    sur: number
    avant: number | null
    avant_titre: string | null
    apres: number | null
    apres_titre: string | null
  }>`
    select place, sur, avant, avant_titre, apres, apres_titre from (
      select id, row_number() over suite as place, count(*) over () as sur,
        lag(numero) over suite as avant, lag(titre) over suite as avant_titre,
        lead(numero) over suite as apres, lead(titre) over suite as apres_titre
      from consultation_item where module_id = ${item.module_id} and parent_id is null and etat = 'publie'
      window suite as (order by ${ordre})
    ) ordonnes where id = ${item.id}`.execute(db)
  const [ligne] = rows
  if (!ligne) return undefined
  const { place, sur, avant, avant_titre, apres, apres_titre } = ligne
  return {
    place,
    sur,
    precedent: avant === null ? undefined : { numero: avant, titre: avant_titre ?? '' },
    suivant: apres === null ? undefined : { numero: apres, titre: apres_titre ?? '' }
  }
}

export async function insertItem(trx: Trx, item: Item): Promise<void> {
  await w(trx).insertInto('consultation_item').values(item).execute()
}
