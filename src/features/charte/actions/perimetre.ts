import type { Db } from '../../../platform/db/index.ts'
import { estDansLePerimetre, findReseau, listTerritoires, perimetreDe } from '../../reseaux/index.ts'
import type { GeographieFrance } from '../../territoires/index.ts'

/** Whether a lieu of this commune is on the ground of a réseau. The national one is everywhere. */
export async function lirePerimetre(
  db: Db,
  geo: GeographieFrance,
  reseauId: string
): Promise<(codeInsee: string | null | undefined) => boolean> {
  const reseau = await findReseau(db, reseauId)
  if (reseau?.genre === 'national') return () => true
  const perimetre = perimetreDe(geo, (await listTerritoires(db, reseauId)).get(reseauId) ?? [])
  return (codeInsee) => estDansLePerimetre(geo, perimetre, codeInsee)
}
