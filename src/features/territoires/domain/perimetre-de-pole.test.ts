import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plusJours } from '../../../kernel/dates-legales.ts'
import type { Jour } from '../../../kernel/jour.ts'
import type { Zone } from '../../../kernel/role.ts'
import {
  changementsDePerimetre,
  changerPerimetre,
  perimetreAuJour,
  type TerritoireDePole
} from './perimetre-de-pole.ts'

const jour = (texte: string) => texte as Jour
const LIMOUSIN: Zone = { genre: 'departement', code: '87' }
const CREUSE: Zone = { genre: 'departement', code: '23' }
const AQUITAINE: Zone = { genre: 'region', code: '75' }

describe('le périmètre d’un pôle', () => {
  it('est celui du jour : le dernier jour est entier, le suivant est déjà l’autre', () => {
    const premier = changerPerimetre([], [LIMOUSIN, CREUSE], jour('2014-01-01'))
    const apres = changerPerimetre(premier, [AQUITAINE], jour('2016-01-01'))
    expect(perimetreAuJour(apres, jour('2013-12-31'))).toEqual([])
    expect(perimetreAuJour(apres, jour('2015-12-31'))).toEqual([CREUSE, LIMOUSIN])
    expect(perimetreAuJour(apres, jour('2016-01-01'))).toEqual([AQUITAINE])
  })

  it('annonce ce qui vient, ce qui part, et quand', () => {
    const premier = changerPerimetre([], [LIMOUSIN], jour('2014-01-01'))
    expect(changementsDePerimetre(changerPerimetre(premier, [LIMOUSIN, CREUSE], jour('2027-02-28')))).toEqual([
      { jour: '2014-01-01', ajouts: [LIMOUSIN], retraits: [] },
      { jour: '2027-02-28', ajouts: [CREUSE], retraits: [] }
    ])
  })

  it('oublie un changement annoncé quand un autre le remplace, et garde une zone qui revient', () => {
    const annonce = changerPerimetre(changerPerimetre([], [LIMOUSIN], jour('2020-01-01')), [CREUSE], jour('2030-01-01'))
    const remplace = changerPerimetre(annonce, [LIMOUSIN, CREUSE], jour('2029-06-01'))
    expect(perimetreAuJour(remplace, jour('2031-01-01'))).toEqual([CREUSE, LIMOUSIN])
    const retour = changerPerimetre(changerPerimetre(remplace, [], jour('2032-01-01')), [CREUSE], jour('2033-01-01'))
    expect(perimetreAuJour(retour, jour('2032-06-01'))).toEqual([])
    expect(perimetreAuJour(retour, jour('2033-01-01'))).toEqual([CREUSE])
  })

  it('ne change rien au passé, est celui voulu ensuite, et ne compte jamais deux fois une zone', () => {
    const jours = fc.integer({ min: 0, max: 60 }).map((n) => plusJours(jour('2026-01-01'), n))
    const zones = fc.uniqueArray(fc.constantFrom(LIMOUSIN, CREUSE, AQUITAINE), { maxLength: 3 })
    fc.assert(
      fc.property(fc.array(fc.tuple(zones, jours), { maxLength: 5 }), zones, jours, jours, (suite, voulues, le, un) => {
        const avant = suite.reduce<readonly TerritoireDePole[]>((t, [z, j]) => changerPerimetre(t, z, j), [])
        const apres = changerPerimetre(avant, voulues, le)
        const trie = (z: readonly Zone[]) => z.map(({ code }) => code).sort()
        expect(trie(perimetreAuJour(apres, un))).toEqual(trie(un < le ? perimetreAuJour(avant, un) : voulues))
      })
    )
  })
})
