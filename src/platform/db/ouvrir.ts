import { join } from 'node:path'
import pg from 'pg'
import { type ServeurEmbarque, startEmbarque } from './embarque.ts'
import { type BaseOuverte, openBase } from './index.ts'

export interface BaseMaillage extends BaseOuverte {
  readonly url: string
  /** True when PostgreSQL runs from Maillage's own folder: the only place where a demonstration may load. */
  readonly embarquee: boolean
}

/** The database that the settings name: `DATABASE_URL`, or the embedded one in its folder. */
export async function ouvrirBase(
  reglages: { readonly DATABASE_URL: string; readonly MAILLAGE_DATA: string },
  onError: (error: Error) => void,
  connexions = 10
): Promise<BaseMaillage> {
  if (reglages.DATABASE_URL) {
    const base = openBase(reglages.DATABASE_URL, { connexions, onError })
    return { ...base, url: reglages.DATABASE_URL, embarquee: false }
  }
  const serveur = await startEmbarque(join(reglages.MAILLAGE_DATA, 'base'))
  await createDatabase(serveur, 'maillage')
  const url = serveur.url('maillage')
  const base = openBase(url, { connexions, onError })
  return {
    ...base,
    url,
    embarquee: true,
    close: async () => {
      await base.close()
      await serveur.stop()
    }
  }
}

async function createDatabase(serveur: ServeurEmbarque, nom: string): Promise<void> {
  const client = new pg.Client({ connectionString: serveur.url('postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [nom])
    if (rowCount === 0) await client.query(`create database "${nom}"`)
  } catch (error) {
    // 42P04, 23505: a second start of the same folder was faster.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error
  } finally {
    await client.end()
  }
}
