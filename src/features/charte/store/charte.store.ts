import { type Selectable, sql } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { Contenu, Parametres } from '../domain/charte.ts'
import type { Version } from '../domain/version.ts'
import type { TablesCharte } from './tables.ts'

export interface Charte {
  readonly id: string
  readonly reseau_id: string
  readonly nom: string
  /** By number. */
  readonly versions: readonly VersionEnBase[]
}

export interface VersionEnBase extends Version {
  readonly origine: 'livree' | 'saisie'
  readonly empreinte_livree: string | null
}

const COLONNES = [
  'id',
  'charte_id',
  'numero',
  'publiee_le',
  'revision',
  'origine',
  'empreinte_livree',
  'modifie_le'
] as const

export async function listChartes(db: Db): Promise<Charte[]> {
  const t = avecTables<TablesCharte>(db)
  const chartes = await t.selectFrom('charte').select(['id', 'reseau_id', 'nom']).orderBy('nom').execute()
  const versions = await t.selectFrom('charte_version').select(COLONNES).orderBy('numero').execute()
  return chartes.map((charte) => ({ ...charte, versions: versions.filter(({ charte_id }) => charte_id === charte.id) }))
}

export async function findCharte(db: Db, id: string): Promise<Charte | undefined> {
  const t = avecTables<TablesCharte>(db)
  const charte = await t.selectFrom('charte').select(['id', 'reseau_id', 'nom']).where('id', '=', id).executeTakeFirst()
  if (!charte) return undefined
  const versions = await t
    .selectFrom('charte_version')
    .select(COLONNES)
    .where('charte_id', '=', id)
    .orderBy('numero')
    .execute()
  return { ...charte, versions }
}

/** Whoever changes a charter's versions holds this lock: two publications, or two new versions, follow one another. */
export async function lockCharte(trx: Trx, id: string): Promise<boolean> {
  const t = avecTablesTrx<TablesCharte>(trx)
  return (await t.selectFrom('charte').select('id').where('id', '=', id).forUpdate().executeTakeFirst()) !== undefined
}

/** False when a charter already has this id. */
export async function insertCharte(
  trx: Trx,
  { id, reseau_id, nom }: Pick<Charte, 'id' | 'reseau_id' | 'nom'>,
  now: Date
): Promise<boolean> {
  const faite = await avecTablesTrx<TablesCharte>(trx)
    .insertInto('charte')
    .values({ id, reseau_id, nom, cree_le: now })
    .onConflict((oc) => oc.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return faite !== undefined
}

/** What a version says of itself in a few sentences, without the rest. */
export async function findResume(db: Db, versionId: number): Promise<string> {
  const { resume } = await avecTables<TablesCharte>(db)
    .selectFrom('charte_version')
    .select('resume')
    .where('id', '=', versionId)
    .executeTakeFirstOrThrow()
  return resume
}

export async function findContenu(db: Db, versionId: number): Promise<Contenu> {
  const t = avecTables<TablesCharte>(db)
  const lire = <N extends 'charte_article' | 'charte_categorie' | 'charte_critere' | 'charte_rubrique'>(nom: N) =>
    t
      .selectFrom(nom as 'charte_article')
      .selectAll()
      .where('version_id', '=', versionId)
      .orderBy('rang')
      .execute() as unknown as Promise<Selectable<TablesCharte[N]>[]>
  // One after the other: in a transaction there is one connection.
  const version = await t.selectFrom('charte_version').selectAll().where('id', '=', versionId).executeTakeFirstOrThrow()
  const articles = await lire('charte_article')
  const categories = await lire('charte_categorie')
  const criteres = await lire('charte_critere')
  const rubriques = await lire('charte_rubrique')
  return {
    resume: version.resume,
    preambule: version.preambule,
    parametres: {
      criteres_minimum: version.criteres_minimum,
      opposition_jours: version.opposition_jours,
      alertes_comite_jours: version.alertes_comite_jours,
      periode_mois: version.periode_mois,
      alerte_mois: version.alerte_mois,
      rappels_jours: version.rappels_jours,
      mise_en_conformite_jours: version.mise_en_conformite_jours,
      report_jour_ouvre: version.report_jour_ouvre,
      confirmation_mois: version.confirmation_mois
    },
    articles: articles.map(sansPlace),
    categories: categories.map(sansPlace),
    criteres: criteres.map(sansPlace),
    rubriques: rubriques.map(sansPlace)
  }
}

const sansPlace = <T extends { version_id: number; rang: number }>({ version_id: _, rang: __, ...reste }: T) => reste

/** A draft, with all that it says. */
export async function insertVersion(
  trx: Trx,
  version: {
    readonly charte_id: string
    readonly numero: number
    readonly origine: 'livree' | 'saisie'
    readonly empreinte_livree: string | null
    readonly contenu: Contenu
  },
  now: Date
): Promise<number> {
  const { contenu, ...reste } = version
  const { id } = await avecTablesTrx<TablesCharte>(trx)
    .insertInto('charte_version')
    .values({ ...reste, ...textesDe(contenu), publiee_le: null, cree_le: now, modifie_le: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  await savePassages(trx, id, contenu)
  return id
}

/** Writes a draft again, if it is still the one that was read. False: someone wrote or published it in between. */
export async function saveContenu(
  trx: Trx,
  { id, revision }: Pick<Version, 'id' | 'revision'>,
  contenu: Contenu,
  now: Date
): Promise<boolean> {
  const faite = await avecTablesTrx<TablesCharte>(trx)
    .updateTable('charte_version')
    .set({ ...textesDe(contenu), revision: revision + 1, modifie_le: now, origine: 'saisie' })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('publiee_le', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!faite) return false
  await savePassages(trx, id, contenu)
  return true
}

/** One statement publishes: of two at once, the second finds no draft left. */
export async function savePublication(
  trx: Trx,
  { id, revision }: Pick<Version, 'id' | 'revision'>,
  le: Date,
  now: Date
): Promise<boolean> {
  const faite = await avecTablesTrx<TablesCharte>(trx)
    .updateTable('charte_version')
    .set({ publiee_le: le, revision: revision + 1, modifie_le: now })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('publiee_le', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return faite !== undefined
}

/** Only a publication that is still to come. */
export async function cancelPublication(
  trx: Trx,
  { id, revision }: Pick<Version, 'id' | 'revision'>,
  now: Date
): Promise<boolean> {
  const faite = await avecTablesTrx<TablesCharte>(trx)
    .updateTable('charte_version')
    .set({ publiee_le: null, revision: revision + 1, modifie_le: now })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('publiee_le', '>', now)
    .returning('id')
    .executeTakeFirst()
  return faite !== undefined
}

export async function deleteBrouillon(trx: Trx, { id, revision }: Pick<Version, 'id' | 'revision'>): Promise<boolean> {
  const faite = await avecTablesTrx<TablesCharte>(trx)
    .deleteFrom('charte_version')
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('publiee_le', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return faite !== undefined
}

/** Every id that any version of this charter gave, so that none is given again. */
export async function listIds(db: Db, charteId: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select p.id from (
      select version_id, id from charte_article union all select version_id, id from charte_categorie
      union all select version_id, id from charte_critere union all select version_id, id from charte_rubrique
    ) p join charte_version v on v.id = p.version_id where v.charte_id = ${charteId}`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

function textesDe({
  resume,
  preambule,
  parametres
}: Contenu): { resume: string; preambule: string } & Ecrit<Parametres> {
  return {
    resume,
    preambule,
    ...parametres,
    alertes_comite_jours: [...parametres.alertes_comite_jours],
    rappels_jours: [...parametres.rappels_jours]
  }
}

type Ecrit<T> = { [C in keyof T]: T[C] extends readonly (infer E)[] ? E[] : T[C] }

// Rows that stay are updated in place: what refers to them, such as a declaration, is not disturbed. A row that goes
// while something refers to it is refused by the foreign key. Categories come before the criteria and go after them.
async function savePassages(trx: Trx, version_id: number, contenu: Contenu): Promise<void> {
  const t = avecTablesTrx<TablesCharte>(trx)
  const placer = <T>(liste: readonly T[]) => liste.map((un, rang) => ({ ...un, version_id, rang }))
  const restent = (liste: readonly { readonly id: string }[]) => ['', ...liste.map(({ id }) => id)]

  if (contenu.articles.length > 0)
    await t
      .insertInto('charte_article')
      .values(placer(contenu.articles))
      .onConflict((oc) =>
        oc.columns(['version_id', 'id']).doUpdateSet((eb) => ({
          rang: eb.ref('excluded.rang'),
          titre: eb.ref('excluded.titre'),
          texte: eb.ref('excluded.texte'),
          reference: eb.ref('excluded.reference')
        }))
      )
      .execute()
  await t
    .deleteFrom('charte_article')
    .where('version_id', '=', version_id)
    .where('id', 'not in', restent(contenu.articles))
    .execute()

  if (contenu.categories.length > 0)
    await t
      .insertInto('charte_categorie')
      .values(placer(contenu.categories))
      .onConflict((oc) =>
        oc.columns(['version_id', 'id']).doUpdateSet((eb) => ({
          rang: eb.ref('excluded.rang'),
          nom: eb.ref('excluded.nom'),
          texte: eb.ref('excluded.texte'),
          reference: eb.ref('excluded.reference')
        }))
      )
      .execute()
  if (contenu.criteres.length > 0)
    await t
      .insertInto('charte_critere')
      .values(placer(contenu.criteres))
      .onConflict((oc) =>
        oc.columns(['version_id', 'id']).doUpdateSet((eb) => ({
          rang: eb.ref('excluded.rang'),
          genre: eb.ref('excluded.genre'),
          categorie_id: eb.ref('excluded.categorie_id'),
          libelle: eb.ref('excluded.libelle'),
          texte: eb.ref('excluded.texte'),
          en_savoir_plus: eb.ref('excluded.en_savoir_plus'),
          justificatif: eb.ref('excluded.justificatif'),
          reference: eb.ref('excluded.reference')
        }))
      )
      .execute()
  await t
    .deleteFrom('charte_critere')
    .where('version_id', '=', version_id)
    .where('id', 'not in', restent(contenu.criteres))
    .execute()
  await t
    .deleteFrom('charte_categorie')
    .where('version_id', '=', version_id)
    .where('id', 'not in', restent(contenu.categories))
    .execute()

  if (contenu.rubriques.length > 0)
    await t
      .insertInto('charte_rubrique')
      .values(placer(contenu.rubriques))
      .onConflict((oc) =>
        oc.columns(['version_id', 'genre', 'id']).doUpdateSet((eb) => ({
          rang: eb.ref('excluded.rang'),
          titre: eb.ref('excluded.titre'),
          texte: eb.ref('excluded.texte'),
          reference: eb.ref('excluded.reference')
        }))
      )
      .execute()
  await t
    .deleteFrom('charte_rubrique')
    .where('version_id', '=', version_id)
    .where(sql<string>`genre || ' ' || id`, 'not in', [
      '',
      ...contenu.rubriques.map(({ genre, id }) => `${genre} ${id}`)
    ])
    .execute()
}

/** Why PostgreSQL refused a write: something refers to what goes, or a published version was touched. */
export function raisonDuRefus(erreur: unknown): 'utilise' | 'publiee' | undefined {
  const { code } = (erreur ?? {}) as { code?: string }
  if (code === '23503' || code === '23001') return 'utilise'
  return code === 'CH001' ? 'publiee' : undefined
}
