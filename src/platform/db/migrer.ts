import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Migration, Migrator } from 'kysely/migration'
import type { Db } from './index.ts'

/** Runs the migrations that this database has not seen, in the order of their names. Several processes at once wait for one another. */
export async function migrer(db: Db, dossier: string): Promise<readonly string[]> {
  const migrator = new Migrator({
    db,
    provider: {
      async getMigrations() {
        const noms = readdirSync(dossier).filter((nom) => /^\d{8}T\d{4}_[a-z_]+[.]ts$/.test(nom))
        const modules = await Promise.all(
          noms.map((nom) => import(pathToFileURL(join(dossier, nom)).href) as Promise<Migration>)
        )
        return Object.fromEntries(noms.map((nom, i) => [nom.replace(/[.]ts$/, ''), modules[i] as Migration]))
      }
    }
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error) {
    const fautive = results?.find(({ status }) => status === 'Error')?.migrationName
    throw new Error(
      `La migration ${fautive ?? ''} a échoué ; la base reste comme avant. ${error instanceof Error ? error.message : ''}`,
      { cause: error }
    )
  }
  return (results ?? []).map(({ migrationName }) => migrationName)
}
