import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RACINE } from '../../../racine.ts'
import { CADRES } from '../domain/cadres.ts'
import type { FondDeCarte } from '../domain/fond-de-carte.ts'

export interface FondLu {
  readonly fond: FondDeCarte
  /** As the browser receives it. */
  readonly texte: string
  /** A digest of the text, for an address that changes with it. */
  readonly empreinte: string
}

// Files of the build: they do not change while a process runs.
const lus = new Map<string, Promise<FondLu>>()

/** The base map of a frame of `CADRES`, undefined for any other name. Read once. */
export function lireFondDeCarte(cle: string): Promise<FondLu> | undefined {
  if (!CADRES.some((cadre) => cadre.cle === cle)) return undefined
  const connu = lus.get(cle)
  if (connu) return connu
  const lu = lire(cle)
  lus.set(cle, lu)
  lu.catch(() => lus.delete(cle))
  return lu
}

async function lire(cle: string): Promise<FondLu> {
  const fichier = join(RACINE, 'dist', 'carte', `${cle}.json`)
  const texte = await readFile(fichier, 'utf8').catch((cause: unknown) => {
    throw new Error(`Le fond de carte manque (${fichier}) : construisez l’application d’abord.`, { cause })
  })
  return {
    fond: JSON.parse(texte) as FondDeCarte,
    texte,
    empreinte: createHash('sha256').update(texte).digest('base64url').slice(0, 12)
  }
}
