import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Membre, reporterIdentifiants } from './identifiants.ts'

const m = (lieu: number | undefined): Membre => ({ lieu, retour: undefined, natif: false })
const membre = fc.record({
  lieu: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
  retour: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
  natif: fc.boolean()
})
const groupes = fc.array(fc.array(membre, { minLength: 1, maxLength: 4 }), { maxLength: 6 })

describe('les numéros publics', () => {
  it('suivent les enregistrements : un groupe garde le lieu d’où vient la plupart d’entre eux', () => {
    expect(reporterIdentifiants([[m(7), m(7), m(3)], [m(undefined)]])).toEqual({
      lieux: [7, undefined],
      remplaces: new Map([[3, 0]])
    })
  })

  it('d’un lieu coupé en deux, restent à la plus grosse part', () => {
    expect(reporterIdentifiants([[m(5)], [m(5), m(5)]]).lieux).toEqual([undefined, 5])
  })

  it('à égalité, gardent le plus ancien', () => {
    expect(reporterIdentifiants([[m(9), m(4)]])).toEqual({ lieux: [4], remplaces: new Map([[9, 0]]) })
  })

  it('ne sont jamais donnés deux fois, ni à un groupe qui n’y a aucun enregistrement', () => {
    fc.assert(
      fc.property(groupes, (gs) => {
        const { lieux, remplaces } = reporterIdentifiants(gs)
        const donnes = lieux.filter((id) => id !== undefined)
        expect(new Set(donnes).size).toBe(donnes.length)
        lieux.forEach((id, g) => {
          if (id !== undefined) expect(gs[g]?.flatMap(({ lieu, retour }) => [lieu, retour])).toContain(id)
        })
        for (const [id, g] of remplaces) {
          expect(donnes).not.toContain(id)
          expect(gs[g]?.map(({ lieu }) => lieu)).toContain(id)
        }
      })
    )
  })

  it('n’en laissent perdre aucun : chaque lieu d’avant continue, ou dit qui le remplace', () => {
    fc.assert(
      fc.property(groupes, (gs) => {
        const { lieux, remplaces } = reporterIdentifiants(gs)
        for (const { lieu } of gs.flat())
          if (lieu !== undefined) expect(lieux.includes(lieu) || remplaces.has(lieu)).toBe(true)
      })
    )
  })

  it('ne dépendent pas de l’ordre des enregistrements dans un groupe', () => {
    fc.assert(
      fc.property(groupes, (gs) => {
        expect(reporterIdentifiants(gs.map((g) => [...g].reverse()))).toEqual(reporterIdentifiants(gs))
      })
    )
  })
})
