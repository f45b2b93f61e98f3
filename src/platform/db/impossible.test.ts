import { expect, it } from 'vitest'
import { expliquer } from './impossible.ts'

it.each([
  ['initdb: error: could not write file: No space left on device', 'le disque est plein'],
  ['EROFS', 'lecture seule'],
  ['spawn ENOEXEC', 'une autre machine'],
  ['postgres: error while loading shared libraries: libicui18n.so.60', 'installation est incomplète'],
  ['FATAL:  database files are incompatible with server', 'une autre version de PostgreSQL'],
  ['LOG: un\nFATAL: autre chose', 'LOG: un FATAL: autre chose']
])('explique « %s »', (dit, phrase) => {
  expect(expliquer(dit)).toContain(phrase)
})
