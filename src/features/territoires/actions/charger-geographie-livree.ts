import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Db, transaction } from '../../../platform/db/index.ts'
import {
  FICHIERS_GEOGRAPHIE,
  lireFichiersGeographie,
  type NomFichierGeographie
} from '../domain/fichiers-geographie.ts'
import { findVersion, lockVersion, replaceDecoupage } from '../store/geographie.store.ts'

export interface ChargementLivree {
  /** False when the database already held this version. */
  readonly chargee: boolean
  readonly version: string
}

/**
 * Loads the files that `tools/geographie.mjs` wrote in `dossier`: at the first start, and each time the packages they
 * come from have changed. Otherwise it costs one query.
 */
export async function chargerGeographieLivree(db: Db, dossier: string): Promise<ChargementLivree> {
  const version = await lireVersion(dossier)
  if ((await findVersion(db)).livree === version) return { chargee: false, version }

  const noms = Object.keys(FICHIERS_GEOGRAPHIE) as NomFichierGeographie[]
  const textes = await Promise.all(noms.map((nom) => readFile(join(dossier, `${nom}.tsv`), 'utf8')))
  const decoupage = lireFichiersGeographie(
    Object.fromEntries(noms.map((nom, i) => [nom, textes[i]])) as Record<NomFichierGeographie, string>
  )

  return transaction(db, async (trx) => {
    if ((await lockVersion(trx)).livree === version) return { chargee: false, version }
    await replaceDecoupage(trx, decoupage, version)
    return { chargee: true, version }
  })
}

async function lireVersion(dossier: string): Promise<string> {
  const fichier = join(dossier, 'version.json')
  try {
    const { version } = JSON.parse(await readFile(fichier, 'utf8')) as { version?: unknown }
    if (typeof version === 'string' && version !== '') return version
  } catch (cause) {
    throw new Error(`Les fichiers des communes manquent (${fichier}) : construisez l’application d’abord.`, { cause })
  }
  throw new Error(`${fichier} ne dit pas de quelle version il vient : construisez l’application de nouveau.`)
}
