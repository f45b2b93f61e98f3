const ENTIER = new Intl.NumberFormat('fr-FR')

/** « 20 351 », with the narrow space that does not break. */
export function nombre(n: number): string {
  return ENTIER.format(n)
}

/** « 1 lieu », « 20 351 lieux », « aucun lieu ». In French 0 and 1 are singular. */
export function compter(n: number, singulier: string, pluriel: string, aucun = 'aucun'): string {
  if (n === 0) return `${aucun} ${singulier}`
  return `${nombre(n)}\u00a0${n < 2 ? singulier : pluriel}`
}

/** A share of a whole, « 78 % »; undefined of nothing. */
export function pourcentage(part: number, tout: number): string | undefined {
  return tout > 0 ? `${nombre(Math.round((100 * part) / tout))}\u00a0%` : undefined
}
