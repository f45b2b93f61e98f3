import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Membre, rendreNumeros, reporterIdentifiants } from './identifiants.ts'

const dans = (lieu: number | undefined, autres: Partial<Membre> = {}): Membre => ({
  lieu,
  retour: undefined,
  natif: true,
  ...autres
})

describe('le numéro d’une fiche', () => {
  it('suit la plupart de ses enregistrements ; l’autre mène à elle', () => {
    const { lieux, remplaces } = reporterIdentifiants([[dans(1), dans(2), dans(2)]])
    expect(lieux).toEqual([2])
    expect([...remplaces]).toEqual([[1, 0]])
  })

  it('reste à la plus grosse part d’une fiche qui se sépare', () => {
    expect(reporterIdentifiants([[dans(1)], [dans(1), dans(1)]]).lieux).toEqual([undefined, 1])
  })

  it('à parts égales, reste à ceux qui ont toujours été là', () => {
    expect(reporterIdentifiants([[dans(1, { natif: false })], [dans(1)]]).lieux).toEqual([undefined, 1])
  })

  it('revient d’abord à ceux qu’une décision annulée avait emmenés', () => {
    const { lieux, remplaces } = reporterIdentifiants([[dans(1, { retour: 5 }), dans(1), dans(1)], [dans(1)]])
    expect(lieux).toEqual([5, 1])
    expect(remplaces.size).toBe(0)
  })
})

describe('un groupe sans numéro', () => {
  it('reprend celui que la plupart des siens avaient, de préférence à eux seuls, le plus ancien dans le doute', () => {
    const libres = new Map([
      [3, 2],
      [4, 1],
      [7, 1]
    ])
    const rendre = (membres: { groupe: number; lieuxPasses: number[] }[]) =>
      rendreNumeros(membres, new Set([0]), libres).get(0)
    expect(
      rendre([
        { groupe: 0, lieuxPasses: [7, 3] },
        { groupe: 0, lieuxPasses: [3] }
      ])
    ).toBe(3)
    expect(
      rendre([
        { groupe: 0, lieuxPasses: [3, 7] },
        { groupe: 1, lieuxPasses: [3] }
      ])
    ).toBe(7)
    expect(rendre([{ groupe: 0, lieuxPasses: [7, 3] }])).toBe(7)
    expect(rendre([{ groupe: 0, lieuxPasses: [8] }])).toBeUndefined()
  })
})

const membre = fc.record({
  lieu: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
  retour: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined, freq: 4 }),
  natif: fc.boolean()
})

it('ne donne jamais un numéro à deux groupes, et ne perd aucun lieu : gardé, ou menant à un groupe', () => {
  fc.assert(
    fc.property(fc.array(fc.array(membre, { minLength: 1, maxLength: 5 }), { maxLength: 6 }), (groupes) => {
      const { lieux, remplaces } = reporterIdentifiants(groupes)
      const donnes = lieux.filter((lieu) => lieu !== undefined)
      expect(new Set(donnes).size).toBe(donnes.length)
      for (const lieu of new Set(groupes.flat().flatMap((m) => m.lieu ?? [])))
        expect(donnes.includes(lieu) !== remplaces.has(lieu), `le lieu ${lieu}`).toBe(true)
      for (const [lieu, g] of remplaces) expect(groupes[g]?.some((m) => m.lieu === lieu)).toBe(true)
    })
  )
})
