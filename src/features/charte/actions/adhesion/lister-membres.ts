import type { Db } from '../../../../platform/db/index.ts'
import type { Origine } from '../../domain/adhesion/situation.ts'
import { finConnue } from '../../domain/marque/preuve.ts'
import { listDossiers } from '../../store/adhesion.store.ts'
import { findCharte } from '../../store/charte.store.ts'
import { type LigneRegistre, listRegistre } from '../../store/montrer.store.ts'
import { projeterAdhesions } from './projeter.ts'

/** A member of a réseau, as anyone may know it. A warning is not here: it is not public. */
export interface Membre extends LigneRegistre {
  readonly origine: Origine
  readonly depuis: Date
  /** The instant after the period, when it is still to come: one already past would tell a warning. */
  readonly fin: Date | undefined
  /** Number of the version of the charter that binds. */
  readonly version: number | undefined
}

/**
 * The members of a réseau at `now`, by the number of their lieu: what time has brought counts, though nobody has written it
 * yet.
 * @param apres number of the last lieu of the page before; 0 for the first one
 * @returns `suivant`: what to give as `apres` for the next page, undefined on the last one
 */
export async function listerMembres(
  db: Db,
  reseauId: string,
  { apres, limite }: { readonly apres: number; readonly limite: number },
  now: Date
): Promise<{ readonly membres: readonly Membre[]; readonly suivant: number | undefined }> {
  const lignes = await listRegistre(db, reseauId, { apres, limite: limite + 1 }, now)
  const page = lignes.slice(0, limite)
  const dossiers = await listDossiers(
    db,
    page.map(({ id }) => id)
  )
  const actuelles = new Map((await projeterAdhesions(db, dossiers, now)).map((une) => [une.dossier.id, une]))
  const charteIds = [...new Set(dossiers.map(({ charteId }) => charteId))]
  const versions = (await Promise.all(charteIds.map((id) => findCharte(db, id)))).flatMap(
    (charte) => charte?.versions ?? []
  )
  const membres = page.flatMap((ligne): Membre[] => {
    const situation = actuelles.get(ligne.id)?.situation
    if (situation?.etat !== 'MEMBRE' && situation?.etat !== 'AVERTI') return []
    const { origine, membreDepuis, version } = situation.membre
    const structure = origine === 'declaration' ? ligne.structure : ''
    const numero = versions.find(({ id }) => id === version)?.numero
    return [{ ...ligne, structure, origine, depuis: membreDepuis, fin: finConnue(situation, now), version: numero }]
  })
  return { membres, suivant: lignes.length > limite ? page.at(-1)?.lieuId : undefined }
}
