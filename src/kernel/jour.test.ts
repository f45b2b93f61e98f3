import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseJour } from './jour.ts'

it.each([
  ['2024-03-01', '2024-03-01'],
  ['2024-03-01T10:00:00.000Z', '2024-03-01'],
  ['2024-3-1 08:15', '2024-03-01'],
  ['01/03/2024', '2024-03-01'],
  ['05/05/2021 14:29:42', '2021-05-05'],
  ['1.3.24', '2024-03-01'],
  ['20240229', '2024-02-29'],
  ['3 mars 2024', '2024-03-03'],
  ['lundi 1er août 2022', '2022-08-01'],
  ['1646092800', '2022-03-01'],
  ['1646092800000', '2022-03-01'],
  ['01/01/1970', '1970-01-01'],
  ['2023-02-29', undefined],
  ['31/04/2024', undefined],
  ['13/13/2024', undefined],
  ['hier', undefined],
  ['0000-00-00', undefined]
])('La date « %s » se lit %s', (texte, attendu) => {
  expect(parseJour(texte)).toBe(attendu)
})

it('ne plante sur aucun texte, et relire un jour lu ne change rien', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/)), (texte) => {
      const jour = parseJour(texte)
      return jour === undefined || parseJour(jour) === jour
    })
  )
})

it('compte les jours comme le calendrier', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2002-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), (date) => {
      expect(parseJour(String(date.getTime()).padStart(13, '0'))).toBe(date.toISOString().slice(0, 10))
    })
  )
})
