/** Roles that decide for others, or read what others confided: their password alone is not enough (issue « Accounts »). */
export const ROLES_A_SECOND_FACTEUR: ReadonlySet<string> = new Set(['comite', 'secretariat', 'administrateur'])

/** True when one of these roles may only be used after a second factor. */
export function exigeSecondFacteur(roles: Iterable<string>): boolean {
  for (const role of roles) if (ROLES_A_SECOND_FACTEUR.has(role)) return true
  return false
}

/** Six digits, however they were spaced: the code of an application. */
export function parseCodeTotp(texte: string): string | undefined {
  const net = texte.replace(/\s/g, '')
  return /^\d{6}$/.test(net) ? net : undefined
}

/** Ten letters and digits without look-alikes, however they were spaced: one of the codes kept on paper. */
export function parseCodeSecours(texte: string): string | undefined {
  const net = texte.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(net) ? net : undefined
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Fifty bits of chance, written for paper: « 7K2PQ-9XM4T ». */
export function ecrireCodeSecours(hasard: Uint8Array): string {
  const signes = [...hasard.slice(0, 10)].map((octet) => ALPHABET[octet % 32]).join('')
  return `${signes.slice(0, 5)}-${signes.slice(5)}`
}
