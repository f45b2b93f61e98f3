import type { SurReunion } from '../../../platform/http/feature.ts'
import { toucherLieux } from '../../annuaire/index.ts'
import { moveActions } from '../store/action-projet.store.ts'

/** What a lieu announced follows it where it was merged. A split leaves it where it is: nobody knows whose it was. */
export const suivreReunionsDesActions: SurReunion = async (trx, deplacements) => {
  const reunions = deplacements.filter(({ genre }) => genre === 'reunion')
  for (const { de, vers } of reunions) await moveActions(trx, de, vers)
  await toucherLieux(
    trx,
    reunions.map(({ vers }) => vers)
  )
}
