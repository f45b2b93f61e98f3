import { mkdtempSync, rmSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Forme, Limites, RefusLecture } from './lecture.ts'
import { lireFichier } from './lire-fichier.ts'

const dossier = mkdtempSync(join(tmpdir(), 'lecture-'))
process.on('exit', () => rmSync(dossier, { recursive: true, force: true }))
let numero = 0

/** Reads a delivery written on disk for the time of the reading; the rows are gathered. */
export async function lire(contenu: string | Buffer, forme: Forme, limites: Partial<Limites> = {}) {
  const chemin = join(dossier, String(++numero))
  try {
    await writeFile(chemin, contenu)
    const lecture = await lireFichier(chemin, forme, limites)
    if (!lecture.ok) return lecture
    const lignes = (await tout(lecture.value.lignes())).map((ligne) => ({ ...ligne }))
    return { ok: true, value: { ...lecture.value, lignes } } as const
  } finally {
    await rm(chemin, { force: true })
  }
}

export async function tout<T>(suite: AsyncIterable<T>): Promise<T[]> {
  const elements: T[] = []
  for await (const element of suite) elements.push(element)
  return elements
}

export async function lireBien(...arguments_: Parameters<typeof lire>) {
  const lecture = await lire(...arguments_)
  if (!lecture.ok) throw new Error(lecture.error.message)
  return lecture.value
}

export async function refusDe(...arguments_: Parameters<typeof lire>): Promise<RefusLecture> {
  const lecture = await lire(...arguments_)
  if (lecture.ok) throw new Error('La livraison a été acceptée.')
  return lecture.error
}
