import { SYSTEME } from '../../../kernel/acteur.ts'
import { transaction } from '../../../platform/db/index.ts'
import type { Job } from '../../../platform/jobs/index.ts'
import { mettreAJour } from '../actions/adhesion/agir-sur.ts'
import { listDossiersDus } from '../store/adhesion.store.ts'

const PAR_LOT = 200

/**
 * Applies the dates that the rules computed to the adhesions whose moment has come, each in its own transaction. Late, twice
 * or killed, the next run finds the same dates (I6).
 */
export const jobSuivreAdhesions: Job = {
  nom: 'suivre-adhesions',
  cron: '* * * * *',
  async executer(_, { db, now }) {
    const instant = now()
    const outils = { acteur: SYSTEME.nom, now: instant }
    const echecs: { readonly id: string; readonly cause: unknown }[] = []
    // What stays due after its turn is left for the next run.
    const laisses = new Set<string>()
    for (;;) {
      const dus = await listDossiersDus(db, instant, PAR_LOT + laisses.size)
      const lot = dus.filter((id) => !laisses.has(id))
      if (lot.length === 0) break
      for (const id of lot)
        try {
          if (!(await transaction(db, (trx) => mettreAJour(trx, id, outils)))) laisses.add(id)
        } catch (cause) {
          laisses.add(id)
          echecs.push({ id, cause })
        }
    }
    if (echecs.length > 0)
      throw new Error(
        `${echecs.length} adhésion${echecs.length > 1 ? 's n’ont' : ' n’a'} pas pu avancer : ${echecs.map(({ id }) => id).join(', ')}`,
        { cause: echecs[0]?.cause }
      )
  }
}
