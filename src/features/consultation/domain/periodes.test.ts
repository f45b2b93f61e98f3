import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CASE_MIN, regrouper } from './periodes.ts'

const BORNES = { du: '2026-06-01', au: '2026-06-30' }
const jour = (n: number, nombre: number) => ({ jour: `2026-06-${String(n).padStart(2, '0')}`, nombre })

describe('les jours trop maigres sont réunis', () => {
  it('un jour assez plein reste seul, les autres se suivent jusqu’à cinq', () =>
    expect(regrouper([jour(2, 7), jour(3, 2), jour(5, 2), jour(9, 1), jour(10, 6)], BORNES)).toEqual([
      { du: '2026-06-02', au: '2026-06-02', nombre: 7, entiere: false },
      { du: '2026-06-03', au: '2026-06-09', nombre: 5, entiere: false },
      { du: '2026-06-10', au: '2026-06-10', nombre: 6, entiere: false }
    ]))

  it('ce qui reste à la fin rejoint la dernière période, qui va jusqu’au bout sans dire quel jour', () =>
    expect(regrouper([jour(2, 5), jour(20, 1)], BORNES)).toEqual([
      { du: '2026-06-02', au: '2026-06-30', nombre: 6, entiere: false }
    ]))

  it('moins de cinq en tout : la période entière, et aucun jour', () =>
    expect(regrouper([jour(2, 1), jour(20, 2)], BORNES)).toEqual([{ ...BORNES, nombre: 3, entiere: true }]))

  it('rien ne donne rien', () => expect(regrouper([], BORNES)).toEqual([]))

  it('quels que soient les jours, la somme ne change pas et aucune case n’est petite', () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ n: fc.integer({ min: 1, max: 30 }), nombre: fc.integer({ min: 1, max: 8 }) })),
        (cases) => {
          const jours = [...new Map(cases.map(({ n, nombre }) => [n, jour(n, nombre)])).values()]
          const periodes = regrouper(jours, BORNES)
          const somme = (liste: readonly { readonly nombre: number }[]) =>
            liste.reduce((s, { nombre }) => s + nombre, 0)
          expect(somme(periodes)).toBe(somme(jours))
          for (const { nombre, entiere } of periodes) expect(entiere || nombre >= CASE_MIN).toBe(true)
          // One after the other, never over the same day.
          periodes.slice(1).forEach(({ du }, i) => {
            expect(du > (periodes[i]?.au ?? '')).toBe(true)
          })
        }
      )
    ))
})
