import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { ValeurLue } from '../domain/contribution.ts'
import type { RefusDeContribution } from '../domain/refus.ts'
import { insertValeurs, retenirSeance } from '../store/contribution.store.ts'
import { contribuerA, type OutilsDeContribution } from './contribuer.ts'
import { signer } from './signer.ts'

export interface ValeursADonner {
  /** What `lireValeurs` accepted. */
  readonly valeurs: readonly ValeurLue[]
  /** Said by people present at this meeting: several may say the same, never more than there were. */
  readonly seanceId?: string | undefined
}

/** Gives reference values to an item, each once per person (AMB-20). All of them already given: `deja`. */
export function ajouterValeurs(
  db: Db,
  itemId: string,
  { valeurs, seanceId }: ValeursADonner,
  outils: OutilsDeContribution
): Promise<Result<{ readonly ajoutees: number }, RefusDeContribution>> {
  return contribuerA(
    db,
    itemId,
    (module) => module.valeurs,
    outils,
    async (trx, ouverte) => {
      if (seanceId) await retenirSeance(trx, seanceId)
      const ajoutees = await insertValeurs(trx, signer(ouverte, { seanceId, outils }), valeurs, outils.now)
      return ajoutees === 0 ? refuse({ raison: 'deja' }) : ok({ ajoutees })
    }
  )
}
