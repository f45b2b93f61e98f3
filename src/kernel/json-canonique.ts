/** JSON whose keys are sorted, so that two equal contents have one writing: jsonb does not keep the order of keys. */
export function jsonCanonique(valeur: unknown): string {
  return JSON.stringify(trier(valeur))
}

function trier(valeur: unknown): unknown {
  if (Array.isArray(valeur)) return valeur.map(trier)
  if (valeur === null || typeof valeur !== 'object') return valeur
  return Object.fromEntries(
    Object.entries(valeur)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([cle, v]) => [cle, trier(v)])
  )
}
