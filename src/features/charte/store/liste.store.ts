import { type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { Etat } from '../domain/adhesion/situation.ts'
import type { LigneLue } from '../domain/liste-de-droit.ts'
import type {
  EtatLigne,
  GenreListe,
  TableLigneDeListe,
  TableListe,
  TableLivraisonDeListe,
  TablesCharte
} from './tables.ts'

export type Liste = Selectable<TableListe>
export type LivraisonDeListe = Selectable<TableLivraisonDeListe>
export type Ligne = Selectable<TableLigneDeListe>

const t = avecTables<TablesCharte>
const w = avecTablesTrx<TablesCharte>

/** Writes a new list. False when its réseau has one of that name. */
export async function insertListe(
  trx: Trx,
  liste: {
    readonly id: string
    readonly reseau_id: string
    readonly charte_id: string
    readonly nom: string
    readonly genre: GenreListe
    readonly creee_par: string
    /** Of the demonstration: it only ever knows invented lieux. */
    readonly fictif?: boolean
  },
  now: Date
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await w(trx)
    .insertInto('liste_de_droit')
    .values({ ...liste, creee_le: now })
    .onConflict((conflit) => conflit.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function findListe(db: Db, id: string): Promise<Liste | undefined> {
  return t(db).selectFrom('liste_de_droit').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The lists of a réseau, by name, with how many rows each holds. */
export async function listListes(db: Db, reseau: string): Promise<readonly (Liste & { readonly lignes: number })[]> {
  return t(db)
    .selectFrom('liste_de_droit as l')
    .selectAll('l')
    .select((eb) =>
      eb
        .selectFrom('liste_ligne')
        .select(sql<number>`count(*)::int`.as('n'))
        .whereRef('liste_id', '=', 'l.id')
        .where('partie_le', 'is', null)
        .as('lignes')
    )
    .where('l.reseau_id', '=', reseau)
    .orderBy('l.nom')
    .execute()
    .then((listes) => listes.map((liste) => ({ ...liste, lignes: liste.lignes ?? 0 })))
}

/** Two deliveries of one list follow one another. */
export async function lockListe(trx: Trx, id: string): Promise<Liste | undefined> {
  return w(trx).selectFrom('liste_de_droit').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** The deliveries of a list, the latest first. */
export async function listLivraisonsDeListe(db: Db, liste: string): Promise<LivraisonDeListe[]> {
  return t(db)
    .selectFrom('liste_livraison')
    .selectAll()
    .where('liste_id', '=', liste)
    .orderBy('datee_du', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
}

/**
 * Puts a delivery in place of the one before: rows come, stay, leave and come back. What a person answered stays; a row that
 * found no lieu is looked at again, since the directory may know more.
 * @returns how many rows are new, and how many left
 */
export async function saveLivraison(
  trx: Trx,
  liste: string,
  livraison: {
    readonly dateeDu: string
    readonly empreinte: string
    readonly importeePar: string
    readonly lues: number
    readonly fautes: readonly { readonly ligne: number; readonly message: string }[]
  },
  lignes: readonly LigneLue[],
  now: Date
): Promise<{ readonly nouvelles: number; readonly parties: number }> {
  const { dateeDu, empreinte, importeePar, lues, fautes } = livraison
  const json = JSON.stringify(lignes)
  const { rows: ecrites } = await sql<{ nouvelle: boolean }>`
    insert into liste_ligne (liste_id, cle, nom, adresse, code_postal, commune, pivot, reference, etat, depuis)
    select ${liste}, x.cle, x.nom, x.adresse, x.code_postal, x.commune, x.pivot, x.reference, 'a-rapprocher', ${dateeDu}
    from jsonb_to_recordset(${json}::jsonb)
      as x (cle text, nom text, adresse text, code_postal text, commune text, pivot text, reference text)
    on conflict (liste_id, cle) do update set nom = excluded.nom, adresse = excluded.adresse,
      code_postal = excluded.code_postal, commune = excluded.commune, pivot = excluded.pivot, partie_le = null,
      etat = case when liste_ligne.etat in ('sans-lieu', 'a-verifier') and liste_ligne.jugee_le is null
        then 'a-rapprocher' else liste_ligne.etat end
    returning xmax = 0 as nouvelle`.execute(trx)
  const { rows: parties } = await sql`
    update liste_ligne set partie_le = ${dateeDu}
    where liste_id = ${liste} and partie_le is null and not manuelle
      and cle not in (select x.cle from jsonb_to_recordset(${json}::jsonb) as x (cle text))
    returning id`.execute(trx)
  const comptes = { nouvelles: ecrites.filter(({ nouvelle }) => nouvelle).length, parties: parties.length }
  await sql`
    insert into liste_livraison
      (liste_id, datee_du, empreinte, importee_par, importee_le, lues, gardees, nouvelles, parties, fautes)
    values (${liste}, ${dateeDu}, ${empreinte}, ${importeePar}, ${now}, ${lues}, ${lignes.length}, ${comptes.nouvelles},
      ${comptes.parties}, ${JSON.stringify(fautes)}::jsonb)`.execute(trx)
  return comptes
}

/** A row that a person adds, or the one of the same key. Returns its number, and whether it is new. */
export async function insertLigne(
  trx: Trx,
  liste: string,
  ligne: LigneLue,
  depuis: string
): Promise<{ readonly id: number; readonly nouvelle: boolean }> {
  const ecrite = await w(trx)
    .insertInto('liste_ligne')
    .values({
      liste_id: liste,
      ...ligne,
      manuelle: true,
      etat: 'a-rapprocher',
      lieu_id: null,
      jugee_le: null,
      depuis,
      partie_le: null,
      admise_le: null,
      refus: null
    })
    .onConflict((conflit) => conflit.columns(['liste_id', 'cle']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (ecrite) return { id: ecrite.id, nouvelle: true }
  const { id } = await w(trx)
    .selectFrom('liste_ligne')
    .select('id')
    .where('liste_id', '=', liste)
    .where('cle', '=', ligne.cle)
    .executeTakeFirstOrThrow()
  return { id, nouvelle: false }
}

/** Rows that nothing has looked for in the directory yet. */
export async function listARapprocher(db: Db, liste: string, limite: number): Promise<Ligne[]> {
  return t(db)
    .selectFrom('liste_ligne')
    .selectAll()
    .where('liste_id', '=', liste)
    .where('etat', '=', 'a-rapprocher')
    .orderBy('id')
    .limit(limite)
    .execute()
}

/** Kept until the transaction ends: of two people who answer for one row, the second sees what the first said. */
export async function lockLignes(trx: Trx, ids: readonly number[]): Promise<Ligne[]> {
  if (ids.length === 0) return []
  return w(trx).selectFrom('liste_ligne').selectAll().where('id', 'in', ids).orderBy('id').forUpdate().execute()
}

export async function findLigne(db: Db, id: number): Promise<Ligne | undefined> {
  return t(db).selectFrom('liste_ligne').selectAll().where('id', '=', id).executeTakeFirst()
}

/** What is answered of a row. `jugeeLe`: by a person, who is not asked again. */
export async function saveReponse(
  trx: Trx,
  id: number,
  reponse: { readonly etat: EtatLigne; readonly lieu: number | null; readonly jugeeLe: Date | null }
): Promise<void> {
  await w(trx)
    .updateTable('liste_ligne')
    .set({ etat: reponse.etat, lieu_id: reponse.lieu, jugee_le: reponse.jugeeLe })
    .where('id', '=', id)
    .execute()
}

/** Whether the lieu of a row became a member by it; otherwise the state that a list does not go round. */
export async function saveAdmission(
  trx: Trx,
  id: number,
  admission: { readonly admiseLe: Date } | { readonly refus: Etat }
): Promise<void> {
  await w(trx)
    .updateTable('liste_ligne')
    .set(
      'admiseLe' in admission
        ? { admise_le: admission.admiseLe, refus: null }
        : { refus: admission.refus, admise_le: null }
    )
    .where('id', '=', id)
    .execute()
}

/** Groups of rows that the page of a list shows. */
export type Groupe = 'a-verifier' | 'sans-lieu' | 'parties' | 'refusees' | 'admises' | 'ecartees' | 'a-rapprocher'

const DU_GROUPE = {
  'a-rapprocher': sql<boolean>`(g.etat = 'a-rapprocher')`,
  'a-verifier': sql<boolean>`(g.etat = 'a-verifier')`,
  'sans-lieu': sql<boolean>`(g.etat = 'sans-lieu' and g.partie_le is null)`,
  parties: sql<boolean>`(g.partie_le is not null and g.etat = 'rapprochee')`,
  refusees: sql<boolean>`(g.etat = 'rapprochee' and g.refus is not null and g.refus not in ('MEMBRE', 'AVERTI'))`,
  admises: sql<boolean>`(g.etat = 'rapprochee' and g.partie_le is null and (g.refus is null or g.refus in ('MEMBRE', 'AVERTI')))`,
  ecartees: sql<boolean>`(g.etat = 'ecartee')`
} as const satisfies Readonly<Record<Groupe, unknown>>

export async function countGroupes(db: Db, liste: string): Promise<ReadonlyMap<Groupe, number>> {
  const groupes = Object.keys(DU_GROUPE) as readonly Groupe[]
  const colonnes = groupes.map((cle) => sql`count(*) filter (where ${DU_GROUPE[cle]})::int as ${sql.ref(cle)}`)
  const { rows } = await sql<Record<string, number>>`
    select ${sql.join(colonnes)} from liste_ligne g where g.liste_id = ${liste}`.execute(db)
  return new Map(groupes.map((cle) => [cle, rows[0]?.[cle] ?? 0]))
}

/** A row with the fiche it was matched to, and that lieu's dossier in the réseau. */
export type LigneMontree = Ligne & {
  readonly lieu: string | null
  readonly adresse_page: string | null
  readonly dossier: string | null
}

/** One page of a group, in the order of the list. */
export async function listGroupe(
  db: Db,
  liste: Pick<Liste, 'id' | 'reseau_id'>,
  groupe: Groupe,
  { apres = 0, limite }: { readonly apres?: number | undefined; readonly limite: number }
): Promise<readonly LigneMontree[]> {
  const { rows } = await sql<LigneMontree>`
    select g.*, l.nom as lieu, l.adresse_page, a.id as dossier
    from liste_ligne g left join lieu l on l.id = g.lieu_id
      left join adhesion a on a.lieu_id in (g.lieu_id, l.remplace_par) and a.reseau_id = ${liste.reseau_id} and a.absorbee_par is null
    where g.liste_id = ${liste.id} and ${DU_GROUPE[groupe]} and g.id > ${apres} order by g.id limit ${limite}`.execute(
    db
  )
  return rows
}
