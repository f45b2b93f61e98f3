type Tableau = Float64Array | Uint32Array | Uint16Array | Uint8Array | Int8Array | Int32Array

/** The same array, longer when it must be: never shorter than `longueur`. */
export function agrandir<T extends Tableau>(tableau: T, longueur: number): T {
  if (tableau.length >= longueur) return tableau
  const type = tableau.constructor as new (longueur: number) => T
  const grand = new type(longueur)
  grand.set(tableau as never)
  return grand
}

/** Rows of the array in another order, in an array of `longueur`. */
export function permuter<T extends Tableau>(tableau: T, ordre: Uint32Array, longueur: number): T {
  const type = tableau.constructor as new (longueur: number) => T
  const range = new type(longueur)
  for (let i = 0; i < ordre.length; i++) range[i] = tableau[ordre[i]!]!
  return range
}
