import type { Db } from '../../../platform/db/index.ts'
import { normaliserNomCommune, obtenirGeographie } from '../../territoires/index.ts'
import { type FiltreLieux, listLieux, type PageLieux } from '../store/lieu.store.ts'

/** What a person or a program asks for, as typed. */
export interface RechercheLieux {
  readonly q?: string | undefined
  /** A commune's name, its INSEE code, or a postcode. */
  readonly commune?: string | undefined
  readonly departement?: string | undefined
  readonly services?: readonly string[] | undefined
  readonly sources?: readonly string[] | undefined
}

export interface ResultatRecherche extends PageLieux {
  /** The communes that the text names; undefined when none was asked for. */
  readonly communes: readonly { readonly code: string; readonly nom: string }[] | undefined
}

/**
 * A page of the lieux that answer the search, by ascending number. A territory nobody knows finds nothing, and says so by
 * an empty `communes`.
 */
export async function chercherLieux(
  db: Db,
  recherche: RechercheLieux,
  page: { apres?: number; limite: number }
): Promise<ResultatRecherche> {
  const communes = recherche.commune ? await findCommunes(db, recherche.commune) : undefined
  const filtre: FiltreLieux = {
    q: recherche.q || undefined,
    departement: recherche.departement || undefined,
    services: recherche.services ?? [],
    sources: recherche.sources ?? [],
    ...(communes && { communes: communes.map(({ code }) => code) })
  }
  return { ...(await listLieux(db, filtre, page)), communes }
}

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
