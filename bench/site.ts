import { spawn, spawnSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import { declarer } from '../src/features/annuaire/domain/declaration.ts'
import { importer } from '../src/features/annuaire/index.ts'
import type { GeographieFrance } from '../src/features/territoires/index.ts'
import { SYSTEME } from '../src/kernel/acteur.ts'
import type { Db } from '../src/platform/db/index.ts'
import { RACINE } from '../src/racine.ts'
import { genererLignes } from './lignes-generees.ts'

/** Builds what the server runs, when it is not up to date. */
export function construire(): void {
  if (spawnSync(process.execPath, [join(RACINE, 'tools', 'construire.mjs')], { stdio: 'inherit' }).status !== 0)
    throw new Error('la construction a échoué')
}

const GENEREE = declarer({
  id: 'generee',
  nom: 'Lignes générées',
  producteur: 'bench',
  licence: 'sans objet',
  lien: 'https://exemple.example',
  origine: { type: 'fichier' },
  forme: { format: 'csv' },
  cle: { colonnes: ['id'] },
  schema: 'v1'
})

/** Imports generated rows that make about this many lieux. Returns how many there are. */
export async function remplir(db: Db, geo: GeographieFrance, combien: number): Promise<number> {
  const dossier = await mkdtemp(join(tmpdir(), 'maillage-bench-'))
  const chemin = join(dossier, 'lignes.csv')
  // One row in ten repeats another lieu.
  await pipeline(Readable.from(genererLignes(Math.round(combien / 0.9), geo, true)), createWriteStream(chemin))
  await importer(
    db,
    { declaration: GENEREE, chemin, origine: 'bench', dateeDu: '2026-01-01', acteur: SYSTEME },
    {
      now: () => new Date(),
      geo,
      tailleMax: 1_000_000_000,
      courrielAdministration: 'bench@localhost',
      urlPublique: 'http://localhost'
    }
  )
  await rm(dossier, { recursive: true, force: true })
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from lieu where retire_le is null`.execute(db)
  return rows[0]?.n ?? 0
}

/** One process of the built server on this database, on a port of its own. */
export async function demarrer(
  url: string,
  reglages: Readonly<Record<string, string>> = {}
): Promise<{ readonly adresse: string; arreter(): void }> {
  const enfant = spawn(process.execPath, [join(RACINE, 'dist', 'serveur', 'main.js')], {
    env: {
      ...process.env,
      TZ: 'UTC',
      DATABASE_URL: url,
      PORT: '0',
      TRAVAUX: 'non',
      MAILLAGE_DEMO: 'non',
      ...reglages
    },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const adresse = await new Promise<string>((resolve, reject) => {
    let lu = ''
    enfant.stdout?.on('data', (octets) => {
      lu += octets
      const [, trouvee] = /est prêt : (http:\/\/[\d.]+:\d+)/.exec(lu) ?? []
      if (trouvee) resolve(trouvee)
      // The logs of requests are read and thrown away, as a collector would.
      if (lu.length > 10_000) lu = ''
    })
    enfant.once('exit', (code) => reject(new Error(`le serveur s’est arrêté (${code})`)))
  })
  return {
    adresse,
    arreter() {
      enfant.removeAllListeners('exit')
      enfant.kill('SIGTERM')
    }
  }
}
