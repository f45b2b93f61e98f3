import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { choisirEmplacement, type Emplacement } from './emplacement.ts'
import { ensureGrappe, readSecret } from './grappe.ts'
import { BaseImpossible, expliquer } from './impossible.ts'
import { enter, type Presence } from './presence.ts'
import { isAlive, isInhabited, readPostmaster, serves } from './processus.ts'

/** A PostgreSQL that runs from a folder, shared by every process that starts it there. */
export interface ServeurEmbarque {
  readonly url: (base: string) => string
  /** Where its data are. */
  readonly dossier: string
  /** No other process uses it. Others that arrive wait until `accueillir`. */
  readonly premier: boolean
  accueillir(): Promise<void>
  /** Leaves it; the last process to leave stops it. */
  quitter(): Promise<void>
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

// A server just killed keeps its memory for a second or two; a rival start may also have been faster.
const PASSAGER =
  /lock file|pre-existing shared memory|starting up|Address already in use|could not bind|could not create any TCP/

/**
 * Starts PostgreSQL in `dossier` (created when missing), or joins the one that runs there: another process started it,
 * or a killed one left it running.
 */
export async function startEmbarque(dossier: string, options: readonly string[] = []): Promise<ServeurEmbarque> {
  const lieu = await choisirEmplacement(path.resolve(dossier))
  const limite = performance.now() + 60_000
  for (;;) {
    ensureGrappe(lieu)
    const rejoint = await join(lieu)
    if (typeof rejoint === 'object') return rejoint
    if (rejoint === 'absent') {
      clearStalePidFile(lieu.grappe)
      const refus = await launch(lieu, await freePort(), options)
      if (refus === undefined) continue
      if (!PASSAGER.test(refus) || performance.now() > limite)
        throw new BaseImpossible(`PostgreSQL ne démarre pas dans ${lieu.dossier} : ${expliquer(refus)}.`)
    } else if (performance.now() > limite)
      throw new BaseImpossible(`PostgreSQL tourne dans ${lieu.dossier} mais ne répond pas : ${rejoint}.`)
    await sleep(100)
  }
}

/** The running server, or why not: `absent`, or what it answered (it starts, it stops). */
async function join({ dossier, grappe }: Emplacement): Promise<ServeurEmbarque | 'absent' | string> {
  const present = readPostmaster(grappe)
  if (!present || !serves(present.pid, grappe)) return 'absent'
  const secret = readSecret(grappe)
  const url = (base: string) => `postgres://postgres:${secret}@127.0.0.1:${present.port}/${base}`
  let presence: Presence
  try {
    presence = await enter(url('postgres'))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return {
    url,
    dossier,
    premier: presence.premier,
    accueillir: presence.accueillir,
    quitter: async () => {
      if (!(await presence.quitter())) return
      try {
        process.kill(present.pid, 'SIGINT')
      } catch {}
      while (serves(present.pid, grappe)) await sleep(10)
    }
  }
}

/**
 * After a power cut the file names a number that another program bears now, and PostgreSQL would refuse for ever. It is
 * moved, then read: a rival start may have written its own in between, which is put back.
 */
function clearStalePidFile(grappe: string): void {
  const fichier = path.join(grappe, 'postmaster.pid')
  const ancien = readPostmaster(grappe)
  if (!ancien || !isAlive(ancien.pid) || isInhabited(grappe)) return
  const cote = `${fichier}.${process.pid}`
  try {
    fs.renameSync(fichier, cote)
    if (Number.parseInt(fs.readFileSync(cote, 'utf8'), 10) !== ancien.pid) fs.linkSync(cote, fichier)
    fs.rmSync(cote)
  } catch {
    // The rival was faster: its server is the one to join.
  }
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

/** Resolves once the server accepts connections, or with what it said before it stopped. */
function launch(
  { postgres, grappe, identite }: Emplacement,
  port: number,
  options: readonly string[]
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const reglages = ['listen_addresses=127.0.0.1', 'unix_socket_directories='].flatMap((r) => ['-c', r])
    const enfant = spawn(postgres, ['-D', grappe, '-p', String(port), ...reglages, ...options], {
      ...identite,
      cwd: grappe,
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      // A group of its own: Ctrl-C in the terminal is for us, and the server stops after us.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe']
    })
    let dit = ''
    enfant.once('error', (error) => resolve(error.message))
    enfant.once('exit', () => resolve(dit.slice(-2000) || 'arrêté sans un mot'))
    enfant.stderr.on('data', (morceau: Buffer) => {
      dit = (dit + morceau.toString()).slice(-4000)
      if (!dit.includes('ready to accept connections')) return
      // Later messages go nowhere: nobody reads this pipe once the parent is gone.
      enfant.stderr.removeAllListeners('data')
      enfant.stderr.resume()
      enfant.unref()
      ;(enfant.stderr as unknown as { unref?: () => void }).unref?.()
      resolve(undefined)
    })
  })
}
