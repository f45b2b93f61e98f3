import type { Brand } from './brand.ts'

export type CodeInsee = Brand<string, 'CodeInsee'>

/** The shape of a commune's INSEE code. Whether it exists is for the geography to say. */
export function parseCodeInsee(text: string): CodeInsee | undefined {
  const code = text.trim().toUpperCase()
  return /^(?:[013-9]\d|2[AB1-9])\d{3}$/.test(code) && !code.startsWith('00') ? (code as CodeInsee) : undefined
}
