import { describe, expect, it } from 'vitest'
import { comparerFiches, parseApres, writeApres } from './revision.ts'

describe('deux fiches côte à côte', () => {
  it('disent ce qui est identique, différent, en partie identique, ou d’un seul côté', () => {
    const lignes = comparerFiches(
      { nom: 'MÉDIATHÈQUE du Four', telephone: '+33492000001', typologie: ['BIB', 'EPN'], adresse: '1 rue Haute' },
      { nom: 'médiathèque du four', telephone: '+33492000002', typologie: ['BIB'] }
    )
    expect(lignes.map(({ champ, accord }) => [champ, accord])).toEqual([
      ['nom', 'identique'],
      ['adresse', 'un-seul'],
      ['telephone', 'different'],
      ['typologie', 'en-partie']
    ])
  })
})

describe('la place dans une file', () => {
  it('s’écrit dans l’adresse, et s’y relit', () => {
    expect(parseApres(writeApres([-130592, -2, 5, 12, 40]), 5)).toEqual([-130592, -2, 5, 12, 40])
  })

  it.each([undefined, '', '1.2', '1.2.x', '1.2.3.4', '1.2.9999999999999999', "1.2.3'--"])('ignore « %s »', (texte) => {
    expect(parseApres(texte, 3)).toBeUndefined()
  })
})
