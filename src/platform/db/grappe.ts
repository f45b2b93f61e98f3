import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Emplacement } from './emplacement.ts'
import { BaseImpossible, expliquer } from './impossible.ts'
import { isAlive } from './processus.ts'

/** The password lies inside the cluster: both appear at once, and neither can be left behind without the other. */
const SECRET = 'maillage.secret'

export function readSecret(grappe: string): string {
  try {
    return fs.readFileSync(path.join(grappe, SECRET), 'utf8').trim()
  } catch (error) {
    throw new BaseImpossible(
      `Le mot de passe de la base ne se lit pas dans ${grappe} : ${expliquer(String((error as NodeJS.ErrnoException).code))}.`
    )
  }
}

/**
 * Makes the cluster unless it is there. It is written aside and renamed whole: a killed initialisation leaves no half
 * cluster, and of two first starts at once the slower one throws its own away.
 */
export function ensureGrappe(lieu: Emplacement): void {
  const { grappe, dossier } = lieu
  if (fs.existsSync(path.join(grappe, 'PG_VERSION'))) return
  sweep(dossier)
  const neuf = path.join(dossier, `postgres.neuf-${process.pid}`)
  const passe = `${neuf}.passe`
  try {
    initialise(lieu, neuf, passe)
    fs.renameSync(neuf, grappe)
  } catch (error) {
    if (fs.existsSync(path.join(grappe, 'PG_VERSION'))) return
    if (error instanceof BaseImpossible) throw error
    throw new BaseImpossible(
      `La base ne se crée pas dans ${dossier} : ${expliquer((error as NodeJS.ErrnoException).code ?? String(error))}.`
    )
  } finally {
    fs.rmSync(passe, { force: true })
    fs.rmSync(neuf, { recursive: true, force: true })
  }
}

function initialise({ initdb, dossier, identite }: Emplacement, neuf: string, passe: string): void {
  const secret = randomBytes(24).toString('base64url')
  fs.mkdirSync(neuf, { mode: 0o700 })
  fs.writeFileSync(passe, `${secret}\n`, { mode: 0o600 })
  own(neuf, identite)
  own(passe, identite)
  const { status, error, stderr } = spawnSync(
    initdb,
    ['-D', neuf, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passe}`, '-E', 'UTF8', '--locale=C.UTF-8'],
    { ...identite, cwd: '/', env: { ...process.env, LC_ALL: 'C' }, encoding: 'utf8' }
  )
  if (status !== 0)
    throw new BaseImpossible(
      `La base ne se crée pas dans ${dossier} : ${expliquer(error?.message ?? stderr ?? `initdb ${status}`)}.`
    )
  fs.writeFileSync(path.join(neuf, SECRET), `${secret}\n`, { mode: 0o600 })
  own(path.join(neuf, SECRET), identite)
}

function own(chemin: string, { uid, gid }: Emplacement['identite']): void {
  if (uid !== undefined && gid !== undefined) fs.chownSync(chemin, uid, gid)
}

// What a killed initialisation left.
function sweep(dossier: string): void {
  for (const nom of fs.readdirSync(dossier)) {
    const pid = /^postgres[.]neuf-(\d+)/.exec(nom)?.[1]
    if (pid && !isAlive(Number(pid))) fs.rmSync(path.join(dossier, nom), { recursive: true, force: true })
  }
}
