import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { construireFondDeCarte } from '../../../tools/fond-de-carte.mjs'
import { construireGeographie } from '../../../tools/geographie.mjs'
import { chargerGeographieLivree } from '../../features/territoires/index.ts'
import { RACINE } from '../../racine.ts'
import { startEmbarque } from '../db/embarque.ts'
import { openBase } from '../db/index.ts'
import { migrer } from '../db/migrer.ts'
import { migrerJobs } from '../jobs/index.ts'
import { extractChromium } from './chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A server where each test file makes its database, and the migrated one it copies. */
    readonly serveurUrl: string
    readonly chromium: string
  }
}

const REGLAGES = ['fsync=off', 'full_page_writes=off', 'max_wal_size=256MB', 'max_connections=200']

/** One PostgreSQL for the whole run, migrated once; each test file copies the result in 30 ms. */
export default async function setup({ provide }: TestProject) {
  const dossier = mkdtempSync(join(placeDesBases(), 'maillage-test-'))
  // Started by root, PostgreSQL runs as another account, which must be able to enter.
  chmodSync(dossier, 0o755)
  const geographie = join(RACINE, 'dist', 'geographie')
  await construireGeographie(geographie)
  await construireFondDeCarte(join(RACINE, 'dist', 'carte'), geographie)
  const serveur = process.env.TEST_DATABASE_URL
    ? serveurDonne(process.env.TEST_DATABASE_URL)
    : // Tests make and drop databases all the time: losing them in a crash costs nothing.
      await startEmbarque(
        dossier,
        REGLAGES.flatMap((r) => ['-c', r])
      )
  const admin = new pg.Client({ connectionString: serveur.url('postgres') })
  await admin.connect()
  await admin.query('drop database if exists modele with (force)')
  await admin.query('create database modele')
  const { db, pool, close } = openBase(serveur.url('modele'), { onError: () => {} })
  await migrer(db, join(RACINE, 'migrations'))
  await migrerJobs(pool)
  await chargerGeographieLivree(db, geographie)
  await close()
  await admin.end()
  provide('serveurUrl', serveur.url('postgres'))
  provide('chromium', await extractChromium())
  return async () => {
    await serveur.quitter()
    for (const d of [serveur.dossier, dossier]) if (d) rmSync(d, { recursive: true, force: true })
  }
}

/**
 * In memory where there is plenty: a base is 900 small files, and ext4 looks again at each file deleted in the last minutes
 * before it makes one, so that a copy would take 1 s instead of 30 ms. A run holds about 300 MB there.
 */
function placeDesBases(): string {
  const memoire = '/dev/shm'
  if (!existsSync(memoire)) return tmpdir()
  const { bavail, bsize } = statfsSync(memoire)
  return Math.min(bavail * bsize, process.availableMemory()) > 8 * 2 ** 30 ? memoire : tmpdir()
}

/** Another PostgreSQL, such as the oldest that we promise to work with. Its account creates and drops databases. */
function serveurDonne(adresse: string) {
  const url = (base: string) => Object.assign(new URL(adresse), { pathname: `/${base}` }).href
  return { url, dossier: undefined, quitter: async () => {} }
}
