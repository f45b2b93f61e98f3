import type { Brand } from './brand.ts'

export type Rna = Brand<string, 'Rna'>

/** An association's number: W, its département (9R… overseas, 2A/2B in Corsica), then seven digits. */
export function parseRna(text: string): Rna | undefined {
  const rna = text.replace(/\s/g, '').toUpperCase()
  return /^W\d[0-9A-Z]\d{7}$/.test(rna) && !/^W0+$/.test(rna) ? (rna as Rna) : undefined
}
