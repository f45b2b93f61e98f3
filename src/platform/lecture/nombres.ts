/** 1234567 → « 1 234 567 », with the narrow no-break space of French typography. */
export const nombre = (n: number): string => new Intl.NumberFormat('fr-FR').format(n)

/** 200000000 → « 200 Mo ». */
export function taille(octets: number): string {
  if (octets < 1_000) return `${nombre(octets)} octets`
  if (octets < 1_000_000) return `${nombre(Math.round(octets / 1_000))} ko`
  return `${nombre(Math.round(octets / 100_000) / 10)} Mo`
}

/** A piece of somebody's file, short enough and clean enough to sit in a message. */
export function extrait(texte: string, longueur = 60): string {
  const propre = texte.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\s]+/gu, ' ').trim()
  if (propre.length <= longueur) return propre
  return `${propre.slice(0, longueur).replace(/\p{Surrogate}$/u, '')}…`
}
