import { join } from 'node:path'
import { type Config, ReglageRefuse } from './config.ts'
import { chargerChartesLivrees } from './features/charte/index.ts'
import { chargerGeographieLivree } from './features/territoires/index.ts'
import { BaseImpossible } from './platform/db/impossible.ts'
import { migrer } from './platform/db/migrer.ts'
import { type BaseMaillage, ouvrirBase } from './platform/db/ouvrir.ts'
import { libererJobsOrphelins, migrerJobs } from './platform/jobs/index.ts'
import type { Logger } from './platform/journaux.ts'
import { RACINE } from './racine.ts'

/** Opens the database of the settings and brings it up to date: what the server and every command need first. */
export async function preparerBase(config: Config, journaux: Logger, connexions?: number): Promise<BaseMaillage> {
  const base = await ouvrirBase(config, (err) => journaux.warn({ err }, 'connexion à la base perdue'), connexions)
  try {
    await migrer(base.db, join(RACINE, 'migrations'))
    await migrerJobs(base.pool)
    await chargerGeographieLivree(base.db, join(RACINE, 'dist', 'geographie'))
    await chargerChartesLivrees(base.db, join(RACINE, 'content', 'chartes'), new Date())
    // Nobody else is there, and nobody enters yet: whoever held these jobs is dead.
    if (base.premier) await libererJobsOrphelins(base.db)
    await base.accueillir()
    return base
  } catch (error) {
    await base.close()
    throw error
  }
}

/**
 * Is the site for whoever runs it alone? A proxy on the same machine shows it to everybody: the public address tells.
 * Elsewhere the demonstration, whose accounts anybody knows, is not for it.
 */
export function estChezSoi({ HOTE, URL_PUBLIQUE }: Pick<Config, 'HOTE' | 'URL_PUBLIQUE'>): boolean {
  return isLocal(HOTE) && (URL_PUBLIQUE === '' || isLocal(new URL(URL_PUBLIQUE).hostname))
}

const isLocal = (hote: string) => ['127.0.0.1', 'localhost', '::1', '[::1]'].includes(hote)

/**
 * A site shown to others keeps the secrets of its people and of its badges: the path of a folder, which anybody may guess,
 * must not be what encrypts them. With `DATABASE_URL`, that address is a secret already.
 */
export function exigerCle({
  CLE_SECRETE,
  DATABASE_URL,
  URL_PUBLIQUE
}: Pick<Config, 'CLE_SECRETE' | 'DATABASE_URL' | 'URL_PUBLIQUE'>): void {
  if (CLE_SECRETE || DATABASE_URL || estChezSoi({ HOTE: 'localhost', URL_PUBLIQUE })) return
  throw new ReglageRefuse(
    'CLE_SECRETE : ce site est montré à d’autres, et sa base est dans son dossier. Donnez une longue suite au hasard, et gardez-la hors des sauvegardes.'
  )
}

/** What a person reads when the start fails: our own sentence where we have one, everything we know otherwise. */
export function phraseDePanne(error: unknown): unknown {
  if (error instanceof ReglageRefuse) return `Un réglage ne convient pas :\n${error.message}`
  return error instanceof BaseImpossible ? error.message : error
}
