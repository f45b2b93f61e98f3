import type { Brand } from './brand.ts'

export type CodePostal = Brand<string, 'CodePostal'>

export function parseCodePostal(text: string): CodePostal | undefined {
  const code = text.trim()
  return /^(?:0[1-9]|[1-8]\d|9[0-578])\d{3}$/.test(code) ? (code as CodePostal) : undefined
}

/**
 * The départements a postcode can lead to. The post office's first digits are the département's, Corsica (20…) and
 * Saint-Barthélemy and Saint-Martin (971…, now 977 and 978) excepted.
 */
export function memeDepartement(codePostal: string, departement: string): boolean {
  if (departement === '2A') return codePostal.startsWith('200') || codePostal.startsWith('201')
  if (departement === '2B') return codePostal.startsWith('202') || codePostal.startsWith('206')
  if (departement === '977' || departement === '978') return codePostal.startsWith('97')
  return codePostal.startsWith(departement)
}
