import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import { RACINE } from '../src/racine.ts'

const JAMAIS = new Set(['node_modules', 'dist', '.git', '.maillage', '.installation', 'coverage'])

/** A copy of this project, installed and built as this one is: its components are linked, not fetched again. */
export function copierDepot(vers: string): void {
  cpSync(RACINE, vers, { recursive: true, filter: (source) => source === RACINE || !JAMAIS.has(basename(source)) })
  const copier = (options: string, nom: string) =>
    spawnSync('cp', [options, join(RACINE, nom), vers], { stdio: 'ignore' }).status === 0
  // Hard links where both folders are on one disk.
  if (!copier('-al', 'node_modules')) copier('-a', 'node_modules')
  copier('-a', 'dist')
}

export interface Lancement {
  readonly processus: ChildProcess
  /** All that was printed so far. */
  texte(): string
  /** The address that the start announces. Throws with what was printed when it ends before. */
  adresse(): Promise<string>
  attendre(motif: RegExp): Promise<RegExpExecArray>
  fin: Promise<number | null>
  /** Ctrl-C in a terminal: the signal reaches npm, the launcher and the server at once. */
  ctrlC(): Promise<number | null>
  /** kill -9 of npm, the launcher and the server. */
  tuer(): Promise<unknown>
}

export interface OptionsLancement {
  readonly env?: Record<string, string>
  readonly cwd?: string
  readonly compte?: { readonly uid: number; readonly gid: number }
}

/** `npm <args>` for this copy, as a person types it in a terminal: nothing of the test's own npm is left around it. */
export function npm(
  depot: string,
  args: readonly string[],
  { env = {}, cwd = depot, compte }: OptionsLancement = {}
): Lancement {
  const processus = spawn('npm', ['--prefix', depot, '--no-update-notifier', ...args], {
    cwd,
    ...compte,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(
        Object.entries(process.env).filter(([nom]) =>
          /^(HOME|LANG|TMPDIR|USER|NODE_EXTRA_CA_CERTS|CHROMIUM_PATH)$/.test(nom)
        )
      ),
      PATH: (process.env.PATH ?? '')
        .split(delimiter)
        .filter((dossier) => !dossier.includes('node_modules'))
        .join(delimiter),
      JOURNAL_NIVEAU: 'error',
      PORT: '0',
      ...env
    }
  })
  let dit = ''
  const ecoutes = new Set<() => void>()
  for (const flux of [processus.stdout, processus.stderr])
    flux?.on('data', (morceau: Buffer) => {
      dit += morceau.toString()
      for (const ecoute of ecoutes) ecoute()
    })
  const fin = new Promise<number | null>((resolve) =>
    processus.once('close', (code) => {
      resolve(code)
      for (const ecoute of ecoutes) ecoute()
    })
  )
  const attendre = (motif: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const ecoute = () => {
        const vu = motif.exec(dit)
        if (vu) resolve(vu)
        else if (processus.exitCode !== null || processus.signalCode !== null)
          reject(new Error(`terminé sans dire ${motif} :\n${dit}`))
        else return
        ecoutes.delete(ecoute)
      }
      ecoutes.add(ecoute)
      ecoute()
    })
  const signal = (nom: NodeJS.Signals) => {
    try {
      process.kill(-(processus.pid as number), nom)
    } catch {}
    return fin
  }
  return {
    processus,
    texte: () => dit,
    attendre,
    adresse: async () => (await attendre(/est prêt : (http\S+)/))[1] as string,
    fin,
    ctrlC: () => signal('SIGINT'),
    tuer: () => signal('SIGKILL')
  }
}

export interface Vivant {
  readonly pid: number
  readonly commande: string
}

/** What runs from or in this folder. Linux only. */
export function vivants(dossier: string): Vivant[] {
  return readdirSync('/proc')
    .filter((nom) => /^\d+$/.test(nom) && Number(nom) !== process.pid)
    .flatMap((nom) => {
      try {
        const commande = readFileSync(`/proc/${nom}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
        const ici = commande.includes(dossier) || readlinkSync(`/proc/${nom}/cwd`).startsWith(dossier)
        return ici && commande ? [{ pid: Number(nom), commande }] : []
      } catch {
        return []
      }
    })
}

export const postgresDe = (dossier: string) =>
  vivants(dossier).filter(({ commande }) => /postgres/.test(commande) && !/node/.test(commande.split(' ')[0] ?? ''))
export const serveurDe = (depot: string) =>
  vivants(depot).filter(({ commande }) => commande.includes('tools/serveur.mjs'))

export function tuer(...qui: readonly Vivant[]): void {
  for (const { pid } of qui)
    try {
      process.kill(pid, 'SIGKILL')
    } catch {}
}

/** Number of lieux that the site serves. */
export async function compterLieux(adresse: string): Promise<number> {
  const reponse = await fetch(`${adresse}/api/v1/lieux?limite=1`)
  if (!reponse.ok) throw new Error(`${reponse.status} ${await reponse.text()}`)
  return ((await reponse.json()) as { total: number }).total
}
