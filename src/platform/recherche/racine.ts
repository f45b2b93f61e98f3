const CHIFFRE = /[0-9]/

/**
 * What plural, feminine and infinitive leave of a normalised French word: « formées » and « former » are one, « jeunes »
 * and « jeune » too. Lighter than Savoy's light stemmer, and kinder than his minimal one to words of five letters.
 */
export function racine(mot: string): string {
  if (mot.length < 4 || CHIFFRE.test(mot)) return mot
  let fin = mot.length
  let reste = mot

  if (mot.endsWith('x')) {
    if (fin >= 6 && mot.endsWith('aux') && mot[fin - 4] !== 'e') reste = `${mot.slice(0, -2)}l`
    else if (mot.endsWith('aux') || mot.endsWith('eux') || mot.endsWith('oux')) reste = mot.slice(0, -1)
  } else if (mot.endsWith('s') && mot[fin - 2] !== 's') reste = mot.slice(0, -1)

  fin = reste.length
  while (fin >= 5 && reste[fin - 1] === 'e') fin--
  if (fin >= 6 && reste[fin - 1] === 'r' && reste[fin - 2] === 'e') fin -= 2
  if (fin >= 4 && reste[fin - 1] === reste[fin - 2]) fin--
  return fin === reste.length ? reste : reste.slice(0, fin)
}
