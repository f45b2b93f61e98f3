import { createHash, randomUUID } from 'node:crypto'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { Document } from '../../../platform/fichiers/document.ts'
import { deposerFichier } from '../../../platform/fichiers/index.ts'
import { FICHIER_OCTETS_MAX, FICHIERS_EN_TOUT_MAX, FICHIERS_MAX, OCTETS_EN_TOUT_MAX } from '../domain/contribution.ts'
import type { RefusDeContribution } from '../domain/refus.ts'
import { countPieces, insertContribution, retenirLaMain } from '../store/contribution.store.ts'
import { contribuerA, type OutilsDeContribution } from './contribuer.ts'
import { signer } from './signer.ts'

/**
 * Adds a file to an item (CON-10).
 * @param document what `lireDocument` accepted
 */
export function deposerPiece(
  db: Db,
  itemId: string,
  document: Document,
  outils: OutilsDeContribution
): Promise<Result<{ readonly id: string }, RefusDeContribution>> {
  const { nom, type, octets } = document
  return contribuerA(
    db,
    itemId,
    (module) => module.fichiers,
    outils,
    async (trx, ouverte) => {
      const signature = signer(ouverte, { outils })
      await retenirLaMain(trx, itemId, ouverte.compteId)
      const deja = await countPieces(trx, signature, createHash('sha256').update(octets).digest('hex'))
      if (deja.meme) return refuse({ raison: 'deja' })
      if (deja.nombre >= FICHIERS_MAX) return refuse({ raison: 'trop-de-fichiers' })
      if (deja.enTout >= FICHIERS_EN_TOUT_MAX) return refuse({ raison: 'trop-de-fichiers-en-tout' })
      if (deja.octets + octets.length > OCTETS_EN_TOUT_MAX) return refuse({ raison: 'plus-de-place' })
      const fichier = await deposerFichier(
        trx,
        { nom: 'consultation', flux: enUnMorceau(octets), tailleMax: FICHIER_OCTETS_MAX },
        outils.now
      )
      if (!fichier) throw new Error('le fichier vérifié est plus lourd que permis')
      const id = randomUUID()
      await insertContribution(
        trx,
        id,
        signature,
        { genre: 'fichier', texte: '', fichierId: fichier.id, nom, type },
        outils.now
      )
      return ok({ id })
    }
  )
}

async function* enUnMorceau(octets: Buffer) {
  yield octets
}
