import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import busboy from '@fastify/busboy'
import type { Contexte } from './feature.ts'

export interface FormulaireRecu {
  readonly champs: Readonly<Record<string, string>>
  /** The file that was sent; undefined when none was chosen. */
  readonly fichier: { readonly chemin: string; readonly nom: string; readonly taille: number } | undefined
  readonly tropGros: boolean
  /** Forgets the file. */
  supprimer(): Promise<void>
}

/** A posted form with at most one file, written to disk as it comes: nothing is held whole in memory. */
export async function recevoirFormulaire(c: Contexte, { tailleMax }: { tailleMax: number }): Promise<FormulaireRecu> {
  const dossier = await mkdtemp(join(tmpdir(), 'maillage-envoi-'))
  const supprimer = () => rm(dossier, { recursive: true, force: true })
  const champs: Record<string, string> = {}
  let fichier: FormulaireRecu['fichier']
  let tropGros = false
  try {
    const type = c.req.header('content-type') ?? ''
    if (!type.startsWith('multipart/form-data') || !c.req.raw.body)
      return { champs: await simple(c), fichier, tropGros, supprimer }
    const lecteur = new busboy.Busboy({
      headers: { 'content-type': type },
      limits: { files: 1, fields: 50, fieldSize: 64 * 1024, fileSize: tailleMax }
    })
    const ecritures: Promise<void>[] = []
    lecteur.on('field', (nom, valeur) => {
      champs[nom] = valeur.trim()
    })
    lecteur.on('file', (_nom, flux, nomFichier) => {
      const chemin = join(dossier, 'fichier')
      let taille = 0
      flux.on('limit', () => {
        tropGros = true
      })
      flux.on('data', (octets: Buffer) => {
        taille += octets.length
      })
      ecritures.push(
        pipeline(flux, createWriteStream(chemin)).then(() => {
          if (nomFichier || taille > 0) fichier = { chemin, nom: nomFichier || 'fichier', taille }
        })
      )
    })
    await pipeline(Readable.fromWeb(c.req.raw.body as never), lecteur)
    await Promise.all(ecritures)
    return { champs, fichier, tropGros, supprimer }
  } catch (error) {
    await supprimer()
    throw error
  }
}

async function simple(c: Contexte): Promise<Record<string, string>> {
  const corps = await c.req.parseBody()
  return Object.fromEntries(
    Object.entries(corps).flatMap(([nom, valeur]) => (typeof valeur === 'string' ? [[nom, valeur.trim()]] : []))
  )
}
