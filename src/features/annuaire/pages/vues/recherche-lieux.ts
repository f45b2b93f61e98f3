/** A search of lieux as its address says it. The API reads the same names. */
export interface RechercheLieux {
  readonly q?: string | undefined
  /** A name or a postcode, as typed. */
  readonly commune?: string | undefined
  /** Code, « 87 » or « 2A ». */
  readonly departement?: string | undefined
  readonly services?: readonly string[] | undefined
  readonly source?: string | undefined
}

/** The page of this search, « /lieux?q=imp%C3%B4ts&services=… »; empty criteria are left out. */
export function adresseListe(recherche: RechercheLieux, base = '/lieux'): string {
  const parametres = new URLSearchParams()
  for (const cle of ['q', 'commune', 'departement'] as const) {
    const valeur = recherche[cle]?.trim()
    if (valeur) parametres.set(cle, valeur)
  }
  for (const service of recherche.services ?? []) parametres.append('services', service)
  if (recherche.source) parametres.set('source', recherche.source)
  return parametres.size > 0 ? `${base}?${parametres}` : base
}
