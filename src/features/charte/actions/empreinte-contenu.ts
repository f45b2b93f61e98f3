import { createHash } from 'node:crypto'
import { jsonCanonique } from '../../../kernel/json-canonique.ts'
import type { Contenu } from '../domain/charte.ts'

/** What the journal keeps of a published version: years later, its text can be proven to be the one of that day. */
export function empreinteContenu(contenu: Contenu): string {
  return createHash('sha256').update(jsonCanonique(contenu)).digest('hex')
}
