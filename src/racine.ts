import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

function findRacine(dossier: string): string {
  if (existsSync(join(dossier, 'package.json')) && existsSync(join(dossier, 'migrations'))) return dossier
  const parent = dirname(dossier)
  if (parent === dossier) throw new Error('Le dossier de Maillage est introuvable.')
  return findRacine(parent)
}

/** The project's folder, whether the code runs from `src/` or from the bundle in `dist/serveur/`. */
export const RACINE = findRacine(import.meta.dirname)

export const VERSION: string = JSON.parse(readFileSync(join(RACINE, 'package.json'), 'utf8')).version
