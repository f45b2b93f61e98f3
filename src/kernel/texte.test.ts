import fc from 'fast-check'
import { expect, it } from 'vitest'
import { couper, normaliser, resserrer, sansControles } from './texte.ts'

it.each([
  ['L’Haÿ-les-Roses', 'l hay les roses'],
  ['  CŒUR  d’Ostrevent ', 'coeur d ostrevent'],
  ['Médiathèque « Le Fil »', 'mediatheque le fil'],
  ['Saint‑Étienne', 'saint etienne']
])('%s se compare comme « %s »', (texte, attendu) => {
  expect(normaliser(texte)).toBe(attendu)
})

it('normaliser deux fois ne change plus rien', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (texte) => normaliser(normaliser(texte)) === normaliser(texte))
  )
})

it('retire les caractères invisibles qui inversent la lecture', () => {
  expect(sansControles('mairie\u202egpj.exe\u0000')).toBe('mairiegpj.exe')
})

it('coupe sur un mot et le montre', () => {
  expect(couper('Ateliers du mardi et du jeudi', 20)).toBe('Ateliers du mardi…')
  expect(couper('court', 20)).toBe('court')
})

it('les espaces insécables deviennent des espaces', () => {
  expect(resserrer('12\u00a0 rue\tdes\nAcacias ')).toBe('12 rue des Acacias')
})
