import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chargerGeographieLivree, type GeographieFrance, obtenirGeographie } from '../src/features/territoires/index.ts'
import { startEmbarque } from '../src/platform/db/embarque.ts'
import { type Db, openBase } from '../src/platform/db/index.ts'
import { migrer } from '../src/platform/db/migrer.ts'
import { migrerJobs } from '../src/platform/jobs/index.ts'
import { RACINE } from '../src/racine.ts'

/** A fresh database with its ordinary safety (fsync on), the communes of France in it, gone afterwards. */
export async function withBase(run: (db: Db, geo: GeographieFrance, url: string) => Promise<void>): Promise<void> {
  const dossier = await mkdtemp(join(tmpdir(), 'maillage-bench-'))
  // PostgreSQL started by root runs as another user, who must reach this folder.
  await chmod(dossier, 0o755)
  const serveur = await startEmbarque(dossier)
  const url = serveur.url('postgres')
  const { db, pool, close } = openBase(url, { onError: () => {} })
  try {
    await migrer(db, join(RACINE, 'migrations'))
    await migrerJobs(pool)
    await chargerGeographieLivree(db, join(RACINE, 'dist', 'geographie'))
    await run(db, await obtenirGeographie(db), url)
  } finally {
    await close()
    await serveur.quitter()
    await rm(dossier, { recursive: true, force: true })
  }
}
