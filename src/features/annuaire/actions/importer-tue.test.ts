import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { findRupture } from '../../../platform/journal/index.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { GEOGRAPHIE } from '../domain/nettoyage/geographie.fixture.ts'
import { photographier } from '../store/photographie.fixture.ts'
import { type Atelier, enCsv, ligne, lignes, ouvrirAtelier, SOURCES } from './import.fixture.ts'

let base: BaseDeTest
let atelier: Atelier

beforeAll(async () => {
  base = await creerBaseDeTest()
  atelier = ouvrirAtelier(base.db, GEOGRAPHIE)
  await atelier.importer(SOURCES.csv, enCsv(lignes(1, 40)))
})

const etats = async () =>
  (await sql<{ etat: string }>`select etat from livraison order by id`.execute(base.db)).rows.map(({ etat }) => etat)

it.each(['lecture', 'écriture', 'rapport'])(
  'tué pendant « %s », un import ne laisse rien de lui dans l’annuaire',
  async (etape) => {
    const avant = await photographier(base.db)
    const chemin = await atelier.ecrire(enCsv([ligne('l1', { nom: 'Tout autre nom' }), ...lignes(3, 60)]))
    await tuer(chemin, etape, '2026-06-02')
    expect(await photographier(base.db)).toEqual(avant)
    expect((await etats()).at(-1)).toBe('en-cours')
  }
)

it('l’import suivant marque ceux qui ont été interrompus, et réussit', async () => {
  const fin = await atelier.importer(SOURCES.csv, enCsv([ligne('l1', { nom: 'Tout autre nom' }), ...lignes(3, 60)]), {
    dateeDu: '2026-06-02'
  })
  expect(fin).toMatchObject({ etat: 'appliquee', nouvelles: 20, modifiees: 1, disparues: 1 })
  expect(await etats()).toEqual(['appliquee', ...Array(3).fill('interrompue'), 'appliquee'])
  expect(await findRupture(base.db, 'national')).toBeUndefined()
})

it('n’appelle pas interrompu un import qui tourne encore', async () => {
  const chemin = await atelier.ecrire(enCsv(lignes(1, 50)))
  const vivant = demarrer(chemin, 'lecture', '2026-06-03')
  await vivant.arrive
  await atelier.importer(SOURCES.json, '{"resultats":{"lieux":[]}}')
  expect((await etats()).slice(-2)).toEqual(['en-cours', 'refusee'])
  await vivant.tuer()
})

function demarrer(chemin: string, etape: string, dateeDu: string) {
  const enfant = spawn(
    process.execPath,
    [
      '--import',
      join(RACINE, 'tools', 'jsx.mjs'),
      join(import.meta.dirname, 'importer-tue.fixture.ts'),
      base.url,
      chemin,
      etape,
      dateeDu
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], cwd: RACINE }
  )
  let dit = ''
  const arrive = new Promise<void>((resolve, reject) => {
    for (const flux of [enfant.stdout, enfant.stderr])
      flux.on('data', (octets: Buffer) => {
        dit += octets.toString()
        if (dit.includes('arrêt')) resolve()
      })
    enfant.once('exit', (code) => reject(new Error(`l’import s’est arrêté seul (${code}) : ${dit}`)))
  })
  return {
    arrive,
    tuer: () =>
      new Promise<void>((resolve) => {
        enfant.removeAllListeners('exit').once('exit', () => resolve())
        enfant.kill('SIGKILL')
      })
  }
}

async function tuer(chemin: string, etape: string, dateeDu: string): Promise<void> {
  const { arrive, tuer: achever } = demarrer(chemin, etape, dateeDu)
  await arrive
  await achever()
  // The server notices the lost connection by itself, and undoes what it had begun.
  for (let essai = 0; ; essai++) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`.execute(
      base.db
    )
    if (rows[0]?.n === 0) return
    if (essai > 100) throw new Error('PostgreSQL n’a pas vu la mort de l’import')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
