import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCodeInsee } from './code-insee.ts'
import { memeDepartement, parseCodePostal } from './code-postal.ts'
import { empreinte, empreinteDesMots } from './empreinte.ts'
import { parseRna } from './rna.ts'
import { estSiren, parseSiret } from './siret.ts'

describe('Un SIRET', () => {
  it.each(['73282932000074', '732 829 320 00074', '13002526500013'])('%s est accepté', (texte) => {
    expect(parseSiret(texte)).toBe(texte.replaceAll(' ', ''))
  })
  it('de La Poste passe par la somme simple de ses chiffres', () => {
    expect(parseSiret('35600000000524')).toBe('35600000000524')
  })
  it.each(['00000000000000', '11111111111111', '73282932000075', '7328293200007', 'CAMARET', ''])(
    '%s est refusé',
    (texte) => {
      expect(parseSiret(texte)).toBeUndefined()
    }
  )
  it('commence par le SIREN de l’entreprise', () => {
    expect(estSiren('732829320')).toBe(true)
    expect(estSiren('000000000')).toBe(false)
  })
})

it.each([
  ['w751234567', 'W751234567'],
  ['W9R1001234', 'W9R1001234'],
  ['W2A0001234', 'W2A0001234'],
  ['751234567', undefined]
])('Le numéro d’association %s donne %s', (texte, attendu) => {
  expect(parseRna(texte)).toBe(attendu)
})

it.each([
  ['01004', '01004'],
  ['2a004', '2A004'],
  ['97105', '97105'],
  ['1004', undefined],
  ['00000', undefined]
])('Le code INSEE %s donne %s', (texte, attendu) => {
  expect(parseCodeInsee(texte)).toBe(attendu)
})

it.each([
  ['01000', '01000'],
  ['98800', '98800'],
  ['00100', undefined],
  ['96000', undefined],
  ['1000', undefined]
])('Le code postal %s donne %s', (texte, attendu) => {
  expect(parseCodePostal(texte)).toBe(attendu)
})

it('les codes postaux corses mènent à leurs deux départements', () => {
  expect(memeDepartement('20000', '2A')).toBe(true)
  expect(memeDepartement('20200', '2B')).toBe(true)
  expect(memeDepartement('20200', '2A')).toBe(false)
})

it('une empreinte est la même partout, quelle que soit la casse des mots', () => {
  expect(empreinte('Maillage')).toBe(empreinte('Maillage'))
  expect(empreinteDesMots(['Médiathèque', 'Rue de l’Église'])).toBe(
    empreinteDesMots(['MEDIATHEQUE', "rue de l'eglise"])
  )
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => a === b || empreinte(a) !== empreinte(b)))
})
