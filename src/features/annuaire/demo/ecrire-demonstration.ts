import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { ligneCsv } from '../../../platform/lecture/index.ts'
import type { Declaration } from '../domain/declaration.ts'
import {
  type ContenuDemo,
  type FichierDemo,
  inventerDemonstration,
  type Terrain
} from '../domain/demo/demonstration.ts'

export interface FichierEcrit {
  readonly declaration: Declaration
  readonly chemin: string
  /** The day of its delivery, YYYY-MM-DD. */
  readonly dateeDu: string
}

/**
 * Writes the four invented directories in `dossier`, ready for the ordinary import. The same territory always gives the
 * same bytes; those already there are replaced.
 */
export async function ecrireDemonstration(dossier: string, terrain: Terrain): Promise<FichierEcrit[]> {
  const { fichiers } = inventerDemonstration(terrain)
  await mkdir(dossier, { recursive: true })
  return Promise.all(
    fichiers.map(async (fichier) => {
      const chemin = join(dossier, fichier.nom)
      await writeFile(chemin, octetsDe(fichier))
      return { declaration: fichier.declaration, chemin, dateeDu: fichier.dateeDu }
    })
  )
}

export function octetsDe({ contenu }: Pick<FichierDemo, 'contenu'>): Buffer {
  if (contenu.genre === 'csv') return iconv.encode(ecrireLignes(contenu), 'windows-1252')
  // One record per line: a person can read the file, and compare two of them.
  const elements = contenu.elements.map((element) => JSON.stringify(element)).join(',\n')
  return Buffer.from(`${contenu.avant}\n${elements}\n${contenu.apres}\n`)
}

function ecrireLignes({ colonnes, lignes }: Extract<ContenuDemo, { genre: 'csv' }>): string {
  return [colonnes, ...lignes.map((ligne) => colonnes.map((colonne) => ligne[colonne] ?? ''))]
    .map((cellules) => ligneCsv(cellules, ';'))
    .join('')
}
