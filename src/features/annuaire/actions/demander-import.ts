import { createReadStream } from 'node:fs'
import type { Acteur } from '../../../kernel/acteur.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { deposerFichier, supprimerFichier } from '../../../platform/fichiers/index.ts'
import { queueJob } from '../../../platform/jobs/index.ts'
import { isSourceTenue } from '../domain/source-responsables.ts'
import { detachFichier, insertLivraison, reopenLivraison, setAsideLivraison } from '../store/livraison.store.ts'
import { findSource } from '../store/source.store.ts'
import { digestDeclaration } from './importer.ts'

export const JOB_IMPORTER = 'importer-livraison'

export type DemandeRefusee = 'source-inconnue' | 'sans-adresse' | 'trop-gros'

export interface DemandeParPage {
  readonly sourceId: string
  /** The file that was sent; undefined to fetch the source's declared address. */
  readonly fichier: { readonly chemin: string; readonly nom: string } | undefined
  readonly dateeDu: string
  readonly acteur: Acteur
  readonly tailleMax: number
}

/** Keeps the file and queues its import, together. Returns the delivery's number. */
export async function demanderImport(
  db: Db,
  demande: DemandeParPage,
  now: Date
): Promise<Result<number, DemandeRefusee>> {
  const source = await findSource(db, demande.sourceId)
  // A delivery would take away every fiche that it does not hold.
  if (!source || isSourceTenue(demande.sourceId)) return refuse('source-inconnue')
  const { declaration } = source
  if (!demande.fichier && declaration.origine.type !== 'url') return refuse('sans-adresse')
  const adresse = declaration.origine.type === 'url' ? declaration.origine.url : ''
  return transaction(db, async (trx) => {
    let fichierId: number | undefined
    if (demande.fichier) {
      const depot = await deposerFichier(
        trx,
        { nom: demande.fichier.nom, flux: createReadStream(demande.fichier.chemin), tailleMax: demande.tailleMax },
        now
      )
      if (!depot) return refuse('trop-gros' as const)
      fichierId = depot.id
    }
    const id = await insertLivraison(trx, {
      sourceId: declaration.id,
      dateeDu: demande.dateeDu,
      recueLe: now,
      origine: demande.fichier?.nom ?? adresse,
      empreinteDeclaration: digestDeclaration(declaration),
      demandeePar: demande.acteur.nom,
      enFile: true,
      ...(fichierId !== undefined && { fichierId })
    })
    await queueJob(trx, JOB_IMPORTER, { id, confirmer: false }, { file: 'imports', essais: 3, cle: `livraison-${id}` })
    return ok(id)
  })
}

/** Lets through a delivery that waited for a person. False when it no longer waits: someone else answered, or it was dropped. */
export async function confirmerLivraison(db: Db, id: number): Promise<boolean> {
  return transaction(db, async (trx) => {
    if (!(await reopenLivraison(trx, id))) return false
    await queueJob(trx, JOB_IMPORTER, { id, confirmer: true }, { file: 'imports', essais: 3, cle: `livraison-${id}` })
    return true
  })
}

/** Refuses a delivery that waited for a person, and forgets its file. False when it no longer waits. */
export async function ecarterLivraison(db: Db, id: number, now: Date): Promise<boolean> {
  return transaction(db, async (trx) => {
    if (!(await setAsideLivraison(trx, id, now))) return false
    const fichier = await detachFichier(trx, id)
    if (fichier !== undefined) await supprimerFichier(trx, fichier)
    return true
  })
}
