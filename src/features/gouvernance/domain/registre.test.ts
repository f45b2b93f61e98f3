import { describe, expect, it } from 'vitest'
import { direPubliquement } from './registre.ts'

const decision = {
  genre: 'opposition',
  effet: 'opposition',
  titre: 'S’opposer à l’adhésion de « Le Café (du coin) »',
  texte: 'LE CAFÉ (DU COIN) vend du matériel. Voir contact@cafe.example ou 05 55 12 34 56. Association Essai le dit.',
  lieu: 'Le Café (du coin)',
  structure: 'Association Essai'
} as const

describe('une décision, au public', () => {
  it('ne nomme pas un lieu qui n’est pas devenu membre, même si le comité l’a écrit', () => {
    expect(direPubliquement(decision)).toEqual({
      titre: 'Opposition à l’adhésion d’un lieu',
      texte: '[nom caché] vend du matériel. Voir [adresse cachée] ou [numéro caché]. [nom caché] le dit.',
      nomme: false
    })
    expect(direPubliquement({ ...decision, effet: 'aucun' }).nomme).toBe(false)
  })

  it('nomme le lieu dont la suspension est levée, et non celui qui reste suspendu', () => {
    expect(direPubliquement({ ...decision, genre: 'levee', effet: 'levee' })).toMatchObject({
      titre: decision.titre,
      texte: 'LE CAFÉ (DU COIN) vend du matériel. Voir [adresse cachée] ou [numéro caché]. Association Essai le dit.',
      nomme: true
    })
    expect(direPubliquement({ ...decision, genre: 'levee', effet: 'refus' }).titre).toBe(
      'Levée de la suspension d’un lieu'
    )
  })
})
