import { normaliser } from './texte.ts'

/**
 * A short name for a text, the same everywhere and for ever (53 bits, cyrb53). It tells texts apart; it hides nothing
 * and proves nothing.
 */
export function empreinte(texte: string): string {
  let h1 = 0xdeadbeef
  let h2 = 0x41c6ce57
  for (let i = 0; i < texte.length; i++) {
    const code = texte.charCodeAt(i)
    h1 = Math.imul(h1 ^ code, 2654435761)
    h2 = Math.imul(h2 ^ code, 1597334677)
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909)
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909)
  return (4294967296 * (2097151 & h2) + (h1 >>> 0)).toString(36).padStart(11, '0')
}

/** Case, accents and punctuation do not make another text. */
export function empreinteDesMots(textes: readonly string[]): string {
  return empreinte(textes.map(normaliser).join('\n'))
}
