import { SYSTEME } from '../../../kernel/acteur.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { listLieuxDesRoles } from '../../comptes/index.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { listLieuxEnMain } from '../store/fiche-tenue.store.ts'
import { lockAnnuaire } from '../store/livraison.store.ts'
import { type OutilsFiche, prendreEnMain, rendreFiche } from './tenir-fiche.ts'

/**
 * Fiches follow the roles, however these were given or ended: by a claim, among the roles, at their last day. A fiche that
 * nobody looks after any more goes back to the sources; the one of a lieu that has a responsable is held.
 */
export async function suivreRoles(
  db: Db,
  { now, reseau, site }: Omit<OutilsFiche, 'acteur'>
): Promise<{ readonly prises: number; readonly rendues: number }> {
  const outils: OutilsFiche = { acteur: SYSTEME, now, reseau, site }
  const geo = await obtenirGeographie(db)
  const { aPrendre, aRendre } = await compare(db, now)
  const faire = async (
    lieux: readonly number[],
    quoi: keyof Ecarts,
    geste: (trx: Trx, id: number) => Promise<() => void>
  ) => {
    let faits = 0
    for (const id of lieux) {
      const apresValidation = await transaction(db, async (trx) => {
        await lockAnnuaire(trx)
        // Somebody may have been quicker, or the lieu gone.
        if (!(await compare(trx, now))[quoi].includes(id)) return undefined
        return geste(trx, id)
      })
      apresValidation?.()
      if (apresValidation) faits++
    }
    return faits
  }
  return {
    prises: await faire(aPrendre, 'aPrendre', (trx, id) => prendreEnMain(trx, geo, id, outils)),
    rendues: await faire(aRendre, 'aRendre', (trx, id) => rendreFiche(trx, geo, id, outils))
  }
}

interface Ecarts {
  readonly aPrendre: readonly number[]
  readonly aRendre: readonly number[]
}

async function compare(db: Db, now: Date): Promise<Ecarts> {
  const [enMain, { responsables, tous }] = [new Set(await listLieuxEnMain(db)), await listLieuxDesRoles(db, now)]
  const suivis = new Set(tous)
  return {
    aPrendre: responsables.filter((id) => !enMain.has(id)),
    aRendre: [...enMain].filter((id) => !suivis.has(id))
  }
}
