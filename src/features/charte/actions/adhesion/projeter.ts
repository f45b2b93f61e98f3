import type { Db } from '../../../../platform/db/index.ts'
import { findReseau, type Reseau } from '../../../reseaux/index.ts'
import { avancer } from '../../domain/adhesion/avancer.ts'
import type { Situation } from '../../domain/adhesion/situation.ts'
import type { Dossier } from '../../store/adhesion.store.ts'
import { listRetards } from '../../store/montrer.store.ts'
import { chargerRegles } from './regles-de-la-charte.ts'

/** A dossier where time has led it, whatever was last written. */
export interface AdhesionActuelle {
  readonly dossier: Dossier
  readonly situation: Situation
  readonly reseau: Reseau
}

/** Where these dossiers stand at `now`. Rules are read only for those that something has overtaken. */
export async function projeterAdhesions(db: Db, dossiers: readonly Dossier[], now: Date): Promise<AdhesionActuelle[]> {
  const retards = await listRetards(
    db,
    dossiers.map(({ id }) => id),
    now
  )
  return Promise.all(
    dossiers.map(async (dossier) => {
      const reseau = await findReseau(db, dossier.reseauId)
      if (!reseau) throw new Error(`Le réseau ${dossier.reseauId} n’existe pas.`)
      if (!retards.has(dossier.id)) return { dossier, situation: dossier.situation, reseau }
      const regles = await chargerRegles(db, dossier.charteId)
      return { dossier, situation: avancer(dossier.situation, regles, now).situation, reseau }
    })
  )
}
