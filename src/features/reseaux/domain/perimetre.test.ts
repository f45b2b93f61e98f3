import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PETITE_FRANCE } from '../../territoires/domain/geographie.fixture.ts'
import { creerGeographie } from '../../territoires/index.ts'
import { dejaCouvert, estDansLePerimetre, perimetreDe, seCroisent, type TerritoireDeReseau } from './perimetre.ts'

const geo = creerGeographie(PETITE_FRANCE)
const codes = (...territoires: TerritoireDeReseau[]) => [...perimetreDe(geo, territoires)].sort()

const territoire: fc.Arbitrary<TerritoireDeReseau> = fc.oneof(
  fc.record({
    genre: fc.constant('commune' as const),
    code: fc.constantFrom(...geo.communes.map(({ code }) => code), '69383', '00000')
  }),
  fc.record({ genre: fc.constant('epci' as const), code: fc.constantFrom('200070118', '999999999') }),
  fc.record({
    genre: fc.constant('departement' as const),
    code: fc.constantFrom(...geo.departements.map(({ code }) => code), '99')
  }),
  fc.record({
    genre: fc.constant('region' as const),
    code: fc.constantFrom(...geo.regions.map(({ code }) => code), '98')
  })
)
const territoires = fc.array(territoire, { maxLength: 6 })

describe('le périmètre d’un réseau', () => {
  it('est fait des communes de ses territoires, chacune une fois', () => {
    expect(codes({ genre: 'epci', code: '200070118' })).toEqual(['01025'])
    expect(codes({ genre: 'departement', code: '70' }, { genre: 'commune', code: '70450' })).toEqual(['70450', '70451'])
    expect(codes({ genre: 'region', code: '84' }, { genre: 'commune', code: '97411' })).toEqual([
      '01025',
      '69123',
      '97411'
    ])
  })

  it('compte une ancienne commune pour celle d’aujourd’hui, et rien pour un territoire disparu', () => {
    expect(codes({ genre: 'commune', code: '69383' })).toEqual(['69123'])
    expect(codes({ genre: 'epci', code: '999999999' }, { genre: 'commune', code: '00000' })).toEqual([])
  })

  it('est l’union des périmètres de ses parties, dans n’importe quel ordre', () => {
    fc.assert(
      fc.property(territoires, territoires, (a, b) => {
        const union = new Set([...perimetreDe(geo, a), ...perimetreDe(geo, b)])
        expect(perimetreDe(geo, [...a, ...b])).toEqual(union)
        expect(perimetreDe(geo, [...b, ...a])).toEqual(union)
      })
    )
  })

  it('ne contient que des communes d’aujourd’hui, et s’agrandit quand on ajoute', () => {
    fc.assert(
      fc.property(territoires, territoire, (presents, nouveau) => {
        const avant = perimetreDe(geo, presents)
        const apres = perimetreDe(geo, [...presents, nouveau])
        for (const code of apres) expect(geo.estActuelle(code)).toBe(true)
        for (const code of avant) expect(apres.has(code)).toBe(true)
      })
    )
  })

  it('contient un lieu par le code de sa commune, même ancien ; sans code, seul le national le contient', () => {
    const perimetre = perimetreDe(geo, [{ genre: 'departement', code: '69' }])
    expect(estDansLePerimetre(geo, perimetre, '69123')).toBe(true)
    expect(estDansLePerimetre(geo, perimetre, '69383')).toBe(true)
    expect(estDansLePerimetre(geo, perimetre, '01025')).toBe(false)
    expect(estDansLePerimetre(geo, perimetre, null)).toBe(false)
    expect(estDansLePerimetre(geo, 'partout', null)).toBe(true)
  })
})

describe('un territoire que l’on ajoute', () => {
  it('est déjà couvert par celui qui le contient, ou par plusieurs ensemble', () => {
    const ain = { genre: 'departement', code: '01' } as const
    const rhone = { genre: 'departement', code: '69' } as const
    expect(dejaCouvert(geo, [rhone, ain], { genre: 'epci', code: '200070118' })).toEqual(ain)
    expect(dejaCouvert(geo, [ain, rhone], { genre: 'region', code: '84' })).toBe('ensemble')
    expect(dejaCouvert(geo, [ain], { genre: 'region', code: '84' })).toBeUndefined()
    expect(dejaCouvert(geo, [], ain)).toBeUndefined()
  })

  it('est couvert exactement quand il n’apporte aucune commune', () => {
    fc.assert(
      fc.property(territoires, territoire, (presents, nouveau) => {
        const apporte = perimetreDe(geo, [...presents, nouveau]).size - perimetreDe(geo, presents).size
        expect(dejaCouvert(geo, presents, nouveau) !== undefined).toBe(apporte === 0)
      })
    )
  })

  it('se croise avec un autre quand une commune est aux deux', () => {
    fc.assert(
      fc.property(territoires, territoires, (a, b) => {
        const [un, autre] = [perimetreDe(geo, a), perimetreDe(geo, b)]
        expect(seCroisent(un, autre)).toBe(un.intersection(autre).size > 0)
        expect(seCroisent(autre, un)).toBe(seCroisent(un, autre))
      })
    )
  })
})
