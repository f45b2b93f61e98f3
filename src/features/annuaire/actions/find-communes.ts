import type { Db } from '../../../platform/db/index.ts'
import { normaliserNomCommune, obtenirGeographie } from '../../territoires/index.ts'

/** The communes that a name, an INSEE code or a postcode stands for. */
export async function findCommunes(db: Db, texte: string): Promise<readonly { code: string; nom: string }[]> {
  const geo = await obtenirGeographie(db)
  const net = texte.trim()
  const parCode = /^(\d{5}|2[AB]\d{3})$/i.test(net)
    ? [...geo.parCodePostal(net), geo.commune(net.toUpperCase())]
    : geo.parNom(normaliserNomCommune(net))
  const uniques = new Map(parCode.flatMap((commune) => (commune ? [[commune.code, commune] as const] : [])))
  return [...uniques.values()].map(({ code, nom }) => ({ code, nom }))
}
