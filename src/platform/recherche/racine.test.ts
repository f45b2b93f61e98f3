import { expect, it } from 'vitest'
import { racine } from './racine.ts'

it.each([
  ['jeune', 'jeunes'],
  ['aide', 'aides'],
  ['former', 'formee', 'formees'],
  ['imprimer', 'imprime'],
  ['journal', 'journaux'],
  ['bureau', 'bureaux'],
  ['bon', 'bonne', 'bonnes'],
  ['particulier', 'particuliere', 'particulieres'],
  ['numerique', 'numeriques'],
  ['handicape', 'handicapee', 'handicapes']
])('« %s » se trouve aussi par « %s »', (...mots) => {
  expect(new Set(mots.map(racine)).size).toBe(1)
})

it.each([
  ['caf', 'cafe'],
  ['mairie', 'mari'],
  ['prix', 'pris'],
  ['87000', '8700'],
  ['mission', 'miss']
])('« %s » ne se confond pas avec « %s »', (mot, autre) => {
  expect(racine(mot)).not.toBe(racine(autre))
})
