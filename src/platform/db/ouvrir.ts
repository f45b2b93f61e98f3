import { join } from 'node:path'
import pg from 'pg'
import { type ServeurEmbarque, startEmbarque } from './embarque.ts'
import { BaseImpossible } from './impossible.ts'
import { type BaseOuverte, openBase } from './index.ts'

export interface BaseMaillage extends BaseOuverte {
  readonly url: string
  /** True when PostgreSQL runs from Maillage's own folder: the only place where a demonstration may load. */
  readonly embarquee: boolean
  /** Where the embedded data are. */
  readonly dossier: string | undefined
  /** No other process uses the embedded base; those that arrive wait until `accueillir`. */
  readonly premier: boolean
  accueillir(): Promise<void>
  /** Leaves at once, without waiting for what runs: PostgreSQL undoes it. */
  abandonner(): Promise<void>
}

/** The oldest PostgreSQL that our SQL is written for. */
const VERSION_MINIMALE = 150_000

/** The database that the settings name: `DATABASE_URL`, or the embedded one in its folder. */
export async function ouvrirBase(
  reglages: { readonly DATABASE_URL: string; readonly MAILLAGE_DATA: string },
  onError: (error: Error) => void,
  connexions = 10
): Promise<BaseMaillage> {
  if (reglages.DATABASE_URL) {
    await greet(reglages.DATABASE_URL)
    return {
      ...openBase(reglages.DATABASE_URL, { connexions, onError }),
      url: reglages.DATABASE_URL,
      embarquee: false,
      dossier: undefined,
      premier: false,
      accueillir: async () => {},
      abandonner: async () => {}
    }
  }
  const serveur = await startEmbarque(join(reglages.MAILLAGE_DATA, 'base'))
  try {
    await createDatabase(serveur, 'maillage')
  } catch (error) {
    await serveur.quitter()
    throw error
  }
  const url = serveur.url('maillage')
  const base = openBase(url, { connexions, onError })
  let ferme: Promise<void> | undefined
  return {
    ...base,
    url,
    embarquee: true,
    dossier: serveur.dossier,
    premier: serveur.premier,
    accueillir: serveur.accueillir,
    abandonner: serveur.quitter,
    close: () => {
      ferme ??= base.close().finally(serveur.quitter)
      return ferme
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

// Answers now, in words, rather than at the first query.
async function greet(url: string): Promise<void> {
  let client: pg.Client
  try {
    client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
    client.on('error', () => {})
    await client.connect()
  } catch (error) {
    throw new BaseImpossible(`La base de DATABASE_URL ne répond pas : ${explainConnection(error)}.`)
  }
  try {
    const { rows } = await client.query<{ numero: string; version: string }>(
      `select current_setting('server_version_num') as numero, current_setting('server_version') as version`
    )
    if (Number(rows[0]?.numero) < VERSION_MINIMALE)
      throw new BaseImpossible(
        `La base de DATABASE_URL est un PostgreSQL ${rows[0]?.version} : Maillage demande PostgreSQL 15 ou plus récent.`
      )
  } finally {
    await client.end()
  }
}

const REFUS_CONNEXION: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'personne n’écoute à cette adresse et à ce port',
  ENOTFOUND: 'cette machine est inconnue',
  EAI_AGAIN: 'le nom de cette machine ne se résout pas',
  ETIMEDOUT: 'elle n’a rien dit pendant 10 secondes',
  ECONNRESET: 'elle a coupé la connexion',
  ERR_INVALID_URL: 'cette adresse n’en est pas une (postgres://compte:motdepasse@machine:5432/base)',
  '28P01': 'elle refuse ce compte ou ce mot de passe',
  '28000': 'elle refuse ce compte ou cette façon de se connecter',
  '3D000': 'cette base n’existe pas sur ce serveur : créez-la d’abord',
  '53300': 'elle n’a plus de connexion libre',
  '57P03': 'elle démarre ou s’arrête : réessayez dans un instant'
}

// Never the address itself: it holds a password.
function explainConnection(error: unknown): string {
  const { code, message, errors } = error as { code?: string; message?: string; errors?: { code?: string }[] }
  const cle = code ?? errors?.[0]?.code ?? ''
  if (/timeout/i.test(message ?? '')) return REFUS_CONNEXION.ETIMEDOUT as string
  return REFUS_CONNEXION[cle] ?? message ?? 'raison inconnue'
}
