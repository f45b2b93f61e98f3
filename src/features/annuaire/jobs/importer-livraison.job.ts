import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { SYSTEME } from '../../../kernel/acteur.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { lireMorceaux, supprimerFichier } from '../../../platform/fichiers/index.ts'
import type { Job, OutilsJob } from '../../../platform/jobs/index.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { JOB_IMPORTER } from '../actions/demander-import.ts'
import { importer } from '../actions/importer.ts'
import { recupererSource } from '../actions/recuperer-source.ts'
import { detachFichier, findLivraison, type Livraison } from '../store/livraison.store.ts'
import { findSource } from '../store/source.store.ts'

export interface ReglagesImport {
  readonly IMPORT_TAILLE_MAX: number
  readonly IMPORT_ADRESSES_INTERNES: boolean
  readonly COURRIEL_ADMINISTRATION: string
  readonly URL_PUBLIQUE: string
}

/** Imports what was asked from a page: the file that was sent, or the source's address. */
export function jobImporterLivraison(reglages: ReglagesImport): Job {
  return {
    nom: JOB_IMPORTER,
    async executer(payload, outils) {
      const { id, confirmer } = z.object({ id: z.number().int(), confirmer: z.boolean() }).parse(payload)
      const livraison = await findLivraison(outils.db, id)
      // Otherwise ended by an earlier try that could not say so to the queue.
      if (livraison?.etat === 'en-cours') {
        const dossier = await mkdtemp(join(tmpdir(), 'maillage-import-'))
        try {
          await run(livraison, { dossier, confirmer }, reglages, outils)
        } finally {
          await rm(dossier, { recursive: true, force: true })
        }
      }
      await forgetFichier(outils.db, id)
    }
  }
}

/** The uploaded file has served, unless a person has still to say whether the delivery is to be applied. */
async function forgetFichier(db: Db, id: number): Promise<void> {
  await transaction(db, async (trx) => {
    const fichierId = await detachFichier(trx, id)
    if (fichierId !== undefined) await supprimerFichier(trx, fichierId)
  })
}

async function run(
  livraison: Livraison,
  { dossier, confirmer }: { dossier: string; confirmer: boolean },
  reglages: ReglagesImport,
  { db, now }: OutilsJob
): Promise<Livraison | undefined> {
  const source = await findSource(db, livraison.source_id)
  if (!source) return undefined
  const outils = {
    now,
    geo: await obtenirGeographie(db),
    tailleMax: reglages.IMPORT_TAILLE_MAX * 1_000_000,
    courrielAdministration: reglages.COURRIEL_ADMINISTRATION,
    urlPublique: reglages.URL_PUBLIQUE
  }
  // Whoever asked is the author; the right to ask was checked then.
  const acteur = { ...SYSTEME, nom: livraison.demandee_par }
  if (livraison.fichier_id === null)
    return recupererSource(
      db,
      source,
      {
        dossier,
        acteur,
        confirmer,
        livraisonId: livraison.id,
        dateeDu: livraison.datee_du,
        autoriserInterne: reglages.IMPORT_ADRESSES_INTERNES
      },
      outils
    )
  const chemin = join(dossier, 'livraison')
  await pipeline(Readable.from(lireMorceaux(db, livraison.fichier_id)), createWriteStream(chemin))
  return importer(
    db,
    {
      declaration: source.declaration,
      chemin,
      origine: livraison.origine,
      dateeDu: livraison.datee_du,
      acteur,
      confirmer,
      livraisonId: livraison.id
    },
    outils
  )
}
