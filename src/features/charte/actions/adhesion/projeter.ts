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
  const enRetard = dossiers.filter(({ id }) => retards.has(id))
  const [reseaux, regles] = await Promise.all([
    readOnce(
      dossiers,
      ({ reseauId }) => reseauId,
      (id) => findReseau(db, id)
    ),
    readOnce(
      enRetard,
      ({ charteId }) => charteId,
      (id) => chargerRegles(db, id)
    )
  ])
  return dossiers.map((dossier) => {
    const reseau = reseaux.get(dossier.reseauId)
    if (!reseau) throw new Error(`Le réseau ${dossier.reseauId} n’existe pas.`)
    const depassees = retards.has(dossier.id) ? regles.get(dossier.charteId) : undefined
    const situation = depassees ? avancer(dossier.situation, depassees, now).situation : dossier.situation
    return { dossier, situation, reseau }
  })
}

async function readOnce<T>(
  dossiers: readonly Dossier[],
  cleDe: (dossier: Dossier) => string,
  lire: (cle: string) => Promise<T>
): Promise<ReadonlyMap<string, T>> {
  const cles = [...new Set(dossiers.map(cleDe))]
  return new Map(await Promise.all(cles.map(async (cle) => [cle, await lire(cle)] as const)))
}
