import type { Selectable } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import type { Identite, SlugReseau } from '../domain/identite.ts'
import type { TerritoireDeReseau } from '../domain/perimetre.ts'
import type { TablesReseaux } from './tables.ts'

export type Reseau = Selectable<TablesReseaux['reseau']>

export const RESEAU_NATIONAL = 'national'

/** The réseau of an address, forged or not: a text of PostgreSQL holds no NUL. */
export async function findReseau(db: Db, id: string): Promise<Reseau | undefined> {
  if (id.includes('\0')) return undefined
  return avecTables<TablesReseaux>(db).selectFrom('reseau').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The national réseau first, then the territorial ones by name. */
export async function listReseaux(db: Db): Promise<Reseau[]> {
  return avecTables<TablesReseaux>(db).selectFrom('reseau').selectAll().orderBy('genre').orderBy('nom').execute()
}

/** Kept until the transaction ends: two people who change the same réseau follow one another. */
export async function lockReseau(trx: Trx, id: string): Promise<Reseau | undefined> {
  return avecTablesTrx<TablesReseaux>(trx)
    .selectFrom('reseau')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** The territories of these réseaux, or of all, by réseau. */
export async function listTerritoires(
  db: Db,
  id?: string
): Promise<ReadonlyMap<string, readonly TerritoireDeReseau[]>> {
  const lignes = await avecTables<TablesReseaux>(db)
    .selectFrom('reseau_territoire')
    .selectAll()
    .$if(id !== undefined, (q) => q.where('reseau_id', '=', id as string))
    .orderBy('genre', 'desc')
    .orderBy('code')
    .execute()
  const parReseau = new Map<string, TerritoireDeReseau[]>()
  for (const { reseau_id, genre, code } of lignes) {
    const liste = parReseau.get(reseau_id)
    if (liste) liste.push({ genre, code })
    else parReseau.set(reseau_id, [{ genre, code }])
  }
  return parReseau
}

/** False when the address is taken. */
export async function insertReseau(
  trx: Trx,
  { id, nom, accroche }: { readonly id: SlugReseau; readonly nom: string; readonly accroche: string },
  now: Date
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await avecTablesTrx<TablesReseaux>(trx)
    .insertInto('reseau')
    .values({
      id,
      genre: 'territorial',
      nom,
      accroche,
      presentation: '',
      couleur: null,
      couleur_accent: null,
      logo_id: null,
      logo_type: null,
      logo_empreinte: null,
      logo_largeur: null,
      logo_hauteur: null,
      identite: '',
      fuseau: 'Europe/Paris',
      ouvert_le: null,
      version: 1,
      cree_le: now,
      modifie_le: now
    })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirstOrThrow()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** The caller holds the row (`lockReseau`) and has compared the version. */
export async function saveIdentite(trx: Trx, id: string, identite: Identite, now: Date): Promise<void> {
  await avecTablesTrx<TablesReseaux>(trx)
    .updateTable('reseau')
    .set((eb) => ({ ...identite, version: eb('version', '+', 1), modifie_le: now }))
    .where('id', '=', id)
    .execute()
}

/** The settings name the national réseau as long as nobody has edited it in the pages; true when this changed something. */
export async function nameNational(
  trx: Trx,
  { nom, accroche }: { readonly nom: string; readonly accroche: string },
  now: Date
): Promise<boolean> {
  const { numUpdatedRows } = await avecTablesTrx<TablesReseaux>(trx)
    .updateTable('reseau')
    .set({ nom, accroche, modifie_le: now })
    .where('id', '=', RESEAU_NATIONAL)
    .where('version', '=', 1)
    .where((eb) => eb.or([eb('nom', '!=', nom), eb('accroche', '!=', accroche)]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function addTerritoire(trx: Trx, id: string, { genre, code }: TerritoireDeReseau): Promise<void> {
  await avecTablesTrx<TablesReseaux>(trx)
    .insertInto('reseau_territoire')
    .values({ reseau_id: id, genre, code })
    .onConflict((oc) => oc.doNothing())
    .execute()
}

/** False when it was not there. */
export async function removeTerritoire(trx: Trx, id: string, { genre, code }: TerritoireDeReseau): Promise<boolean> {
  const { numDeletedRows } = await avecTablesTrx<TablesReseaux>(trx)
    .deleteFrom('reseau_territoire')
    .where('reseau_id', '=', id)
    .where('genre', '=', genre)
    .where('code', '=', code)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export type LogoEnregistre = Pick<Reseau, 'logo_id' | 'logo_type' | 'logo_empreinte' | 'logo_largeur' | 'logo_hauteur'>

export async function saveLogo(trx: Trx, id: string, logo: LogoEnregistre, now: Date): Promise<void> {
  await avecTablesTrx<TablesReseaux>(trx)
    .updateTable('reseau')
    .set({ ...logo, modifie_le: now })
    .where('id', '=', id)
    .execute()
}

export async function saveOuverture(trx: Trx, id: string, ouvertLe: Date | null, now: Date): Promise<void> {
  await avecTablesTrx<TablesReseaux>(trx)
    .updateTable('reseau')
    .set({ ouvert_le: ouvertLe, modifie_le: now })
    .where('id', '=', id)
    .execute()
}
