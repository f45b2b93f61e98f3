import { expect, it } from 'vitest'
import { estChezSoi, exigerCle } from './demarrage.ts'

it.each([
  ['127.0.0.1', '', true],
  ['localhost', 'http://localhost:3000', true],
  ['::1', 'http://[::1]:3000', true],
  // A proxy of the same machine, as most sites have one.
  ['127.0.0.1', 'https://maillage.exemple.fr', false],
  ['127.0.0.1', 'https://localhost.exemple.fr', false],
  ['0.0.0.0', '', false],
  ['192.0.2.7', 'http://localhost:3000', false]
])('écouté sur %s et montré à « %s », le site est-il pour soi seul ? %s', (HOTE, URL_PUBLIQUE, attendu) => {
  expect(estChezSoi({ HOTE, URL_PUBLIQUE })).toBe(attendu)
})

it('montré à d’autres avec sa base dans son dossier, le site ne démarre pas sans clé, et dit laquelle', () => {
  const ouvert = { CLE_SECRETE: '', DATABASE_URL: '', URL_PUBLIQUE: 'https://maillage.exemple.fr' }
  expect(() => exigerCle(ouvert)).toThrow('CLE_SECRETE')
  for (const ferme of [
    { ...ouvert, CLE_SECRETE: 'une longue suite au hasard' },
    { ...ouvert, DATABASE_URL: 'postgres://maillage@base/maillage' },
    { ...ouvert, URL_PUBLIQUE: '' }
  ])
    expect(() => exigerCle(ferme)).not.toThrow()
})
