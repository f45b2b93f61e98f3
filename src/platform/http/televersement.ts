import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import busboy from '@fastify/busboy'
import { HTTPException } from 'hono/http-exception'
import type { Contexte } from './feature.ts'
import { sansNul } from './formulaire.ts'

export interface FormulaireRecu {
  readonly champs: Readonly<Record<string, string>>
  /** The file that was sent; undefined when none was chosen. */
  readonly fichier: { readonly chemin: string; readonly nom: string; readonly taille: number } | undefined
  readonly tropGros: boolean
  /** Forgets the file. */
  supprimer(): Promise<void>
}

/** Bytes that the fields and the seams of a form add to its file. */
const AUTOUR_DU_FICHIER = 1_000_000

/**
 * A posted form with at most one file, written to disk as it comes: nothing is held whole in memory. A body that is no
 * form is a 400, and one far larger than the file may be a 413, said before it has all come.
 */
export async function recevoirFormulaire(c: Contexte, { tailleMax }: { tailleMax: number }): Promise<FormulaireRecu> {
  const type = c.req.header('content-type') ?? ''
  if (!/^multipart\/form-data\s*;.*boundary=/i.test(type) || !c.req.raw.body) throw new HTTPException(400)
  const dossier = await mkdtemp(join(tmpdir(), 'maillage-envoi-'))
  const supprimer = () => rm(dossier, { recursive: true, force: true })
  const champs: Record<string, string> = Object.create(null)
  let fichier: FormulaireRecu['fichier']
  let tropGros = false
  const fluxRecus: Readable[] = []
  const ecritures: Promise<void>[] = []
  try {
    const lecteur = new busboy.Busboy({
      headers: { 'content-type': type },
      limits: { files: 1, fields: 50, fieldSize: 64 * 1024, fileSize: tailleMax }
    })
    lecteur.on('field', (nom, valeur) => {
      champs[nom] = sansNul(valeur).trim()
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
      fluxRecus.push(flux)
      const ecriture = pipeline(flux, createWriteStream(chemin)).then(() => {
        if (nomFichier || taille > 0) fichier = { chemin, nom: sansNul(nomFichier) || 'fichier', taille }
      })
      // Waited for below. Of a form cut short, it fails before anybody waits: nobody else may catch it.
      ecriture.catch(() => undefined)
      ecritures.push(ecriture)
    })
    await pipeline(Readable.fromWeb(c.req.raw.body as never), bounded(tailleMax + AUTOUR_DU_FICHIER), lecteur).catch(
      (error) => {
        throw error instanceof HTTPException ? error : new HTTPException(400, { cause: error })
      }
    )
    await Promise.all(ecritures)
    return { champs, fichier, tropGros, supprimer }
  } catch (error) {
    for (const flux of fluxRecus) flux.destroy()
    await Promise.allSettled(ecritures)
    await supprimer()
    throw error
  }
}

function bounded(max: number) {
  return async function* (octets: AsyncIterable<Uint8Array>) {
    let taille = 0
    for await (const morceau of octets) {
      taille += morceau.length
      if (taille > max) throw new HTTPException(413)
      yield morceau
    }
  }
}
