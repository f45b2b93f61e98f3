import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ServeurEmbarque, startEmbarque } from './embarque.ts'
import { readPostmaster, serves } from './processus.ts'

let dossier: string
beforeAll(() => {
  dossier = mkdtempSync(join(tmpdir(), 'maillage-embarque-'))
  chmodSync(dossier, 0o755)
})
afterAll(() => rmSync(dossier, { recursive: true, force: true, maxRetries: 5 }))

const isRunning = (data: string) => {
  const present = readPostmaster(join(data, 'postgres'))
  return present !== undefined && serves(present.pid, join(data, 'postgres'))
}

async function query(serveur: ServeurEmbarque, texte: string) {
  const client = new pg.Client({ connectionString: serveur.url('postgres') })
  await client.connect()
  const { rows } = await client.query(texte)
  await client.end()
  return rows
}

// Another process that uses the folder for a while, then leaves, or is killed.
function usager(data: string, ms: number, fin: 'quitter' | 'tuer') {
  const code = `
    import { startEmbarque } from ${JSON.stringify(join(import.meta.dirname, 'embarque.ts'))}
    import pg from 'pg'
    const serveur = await startEmbarque(${JSON.stringify(data)}, ['-c', 'fsync=off'])
    await serveur.accueillir()
    const client = new pg.Client({ connectionString: serveur.url('postgres') })
    await client.connect()
    const limite = performance.now() + ${ms}
    do await client.query('insert into passage default values') ; while (performance.now() < limite)
    await client.end()
    ${fin === 'tuer' ? "process.kill(process.pid, 'SIGKILL')" : 'await serveur.quitter()'}
    process.exit(0)`
  return new Promise<string>((resolve) => {
    const enfant = spawn(process.execPath, ['--input-type=module', '-e', code], { cwd: import.meta.dirname })
    let dit = ''
    enfant.stderr.on('data', (morceau) => {
      dit += morceau
    })
    enfant.once('close', (code, signal) => resolve(code === 0 || signal === 'SIGKILL' ? '' : dit))
  })
}

it('ne s’arrête qu’avec le dernier qui s’en sert, qui que ce soit qui l’ait démarré', { timeout: 60_000 }, async () => {
  const data = join(dossier, 'a')
  const premier = await startEmbarque(data)
  await query(premier, 'create table passage (le timestamptz not null default now())')
  await premier.accueillir()
  const second = await startEmbarque(data)
  expect([premier.premier, second.premier]).toEqual([true, false])
  await premier.quitter()
  expect(await query(second, 'select 1 as un')).toEqual([{ un: 1 }])
  await second.quitter()
  expect(isRunning(data)).toBe(false)
})

it('ne perd personne quand beaucoup arrivent, partent et meurent à la fois', { timeout: 120_000 }, async () => {
  const data = join(dossier, 'a')
  const passages = Array.from({ length: 16 }, async (_, i) => {
    await new Promise((resolve) => setTimeout(resolve, (i * 137) % 900))
    return usager(data, (i * 71) % 300, i % 4 === 3 ? 'tuer' : 'quitter')
  })
  expect(await Promise.all(passages)).toEqual(passages.map(() => ''))
  // The last one may have been killed: whoever comes next finds the server, and stops it.
  const dernier = await startEmbarque(data)
  expect(dernier.premier).toBe(true)
  expect((await query(dernier, 'select count(*)::int >= 16 as tous from passage'))[0]).toEqual({ tous: true })
  await dernier.quitter()
  expect(isRunning(data)).toBe(false)
})

it('repart après une coupure de courant, quand le numéro du serveur est celui d’un autre programme', {
  timeout: 60_000
}, async () => {
  const data = join(dossier, 'a')
  writeFileSync(join(data, 'postgres', 'postmaster.pid'), `${process.pid}\n${data}/postgres\n1\n5432\n\n127.0.0.1\n`)
  const serveur = await startEmbarque(data)
  expect(await query(serveur, 'select 1 as un')).toEqual([{ un: 1 }])
  await serveur.quitter()
})

it('efface ce qu’une création tuée a laissé, et recommence', { timeout: 60_000 }, async () => {
  const data = join(dossier, 'b')
  mkdirSync(join(data, 'postgres.neuf-4000000'), { recursive: true })
  writeFileSync(join(data, 'postgres.neuf-4000000', 'PG_VERSION'), '18')
  const serveur = await startEmbarque(data)
  await serveur.quitter()
  expect(readdirSync(data)).toEqual(['postgres'])
})

it('n’écrit pas par-dessus un dossier qui n’est pas le sien, et le dit', async () => {
  const data = join(dossier, 'c')
  mkdirSync(join(data, 'postgres'), { recursive: true })
  writeFileSync(join(data, 'postgres', 'photos.zip'), '')
  await expect(startEmbarque(data)).rejects.toThrow('n’est pas une base')
  expect(existsSync(join(data, 'postgres', 'photos.zip'))).toBe(true)
  expect(readdirSync(data)).toEqual(['postgres'])
})

it('dit qu’un fichier est à la place du dossier', async () => {
  writeFileSync(join(dossier, 'fichier'), '')
  await expect(startEmbarque(join(dossier, 'fichier', 'base'))).rejects.toThrow(
    /ne convient pas : un fichier porte ce nom/
  )
})
