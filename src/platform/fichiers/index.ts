import { createHash } from 'node:crypto'
import type { Generated } from 'kysely'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../db/index.ts'

interface TablesFichiers {
  fichier: { id: Generated<number>; nom: string; taille: number; empreinte: string; depose_le: Date }
  fichier_morceau: { fichier_id: number; rang: number; octets: Buffer }
}

export interface Fichier {
  readonly id: number
  readonly nom: string
  readonly taille: number
  /** SHA-256 of the content, in hexadecimal. */
  readonly empreinte: string
  readonly deposeLe: Date
}

const MORCEAU = 1 << 20

/** Keeps the bytes of `flux`, a megabyte at a time. Undefined, and nothing kept, past `tailleMax` bytes. */
export async function deposerFichier(
  trx: Trx,
  { nom, flux, tailleMax }: { nom: string; flux: AsyncIterable<Uint8Array>; tailleMax: number },
  now: Date
): Promise<Fichier | undefined> {
  const t = avecTablesTrx<TablesFichiers>(trx)
  const { id } = await t
    .insertInto('fichier')
    .values({ nom: nom.slice(0, 200), taille: 0, empreinte: '', depose_le: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  const empreinte = createHash('sha256')
  let taille = 0
  let rang = 0
  let attente: Uint8Array[] = []
  let enAttente = 0
  const flush = async () => {
    if (enAttente === 0) return
    await t
      .insertInto('fichier_morceau')
      .values({ fichier_id: id, rang: rang++, octets: Buffer.concat(attente) })
      .execute()
    attente = []
    enAttente = 0
  }
  for await (const octets of flux) {
    taille += octets.length
    if (taille > tailleMax) {
      await t.deleteFrom('fichier').where('id', '=', id).execute()
      return undefined
    }
    empreinte.update(octets)
    attente.push(octets)
    enAttente += octets.length
    if (enAttente >= MORCEAU) await flush()
  }
  await flush()
  const digest = empreinte.digest('hex')
  await t.updateTable('fichier').set({ taille, empreinte: digest }).where('id', '=', id).execute()
  return { id, nom, taille, empreinte: digest, deposeLe: now }
}

export async function findFichier(db: Db, id: number): Promise<Fichier | undefined> {
  const f = await avecTables<TablesFichiers>(db)
    .selectFrom('fichier')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return f && { id: f.id, nom: f.nom, taille: f.taille, empreinte: f.empreinte, deposeLe: f.depose_le }
}

export async function* lireMorceaux(db: Db, id: number): AsyncGenerator<Buffer> {
  const t = avecTables<TablesFichiers>(db)
  for (let rang = 0; ; rang++) {
    const morceau = await t
      .selectFrom('fichier_morceau')
      .select('octets')
      .where('fichier_id', '=', id)
      .where('rang', '=', rang)
      .executeTakeFirst()
    if (!morceau) return
    yield morceau.octets
  }
}

export async function supprimerFichier(trx: Trx, id: number): Promise<void> {
  await avecTablesTrx<TablesFichiers>(trx).deleteFrom('fichier').where('id', '=', id).execute()
}
