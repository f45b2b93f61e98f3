import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { debutDuJour, heureLocale, instantLocal, jourApres, lireHeure } from './heure-locale.ts'
import { jourCivil } from './jour-civil.ts'
import { ok, refuse } from './result.ts'

const PARIS = 'Europe/Paris'
const a = (heure: number, minute = 0) => ({ heure, minute })

describe('une heure écrite', () => {
  it.each([
    ['14:30', a(14, 30)],
    ['14h30', a(14, 30)],
    ['9 h', a(9)],
    ['9\u00a0h\u00a005', a(9, 5)],
    ['18', a(18)],
    ['00:00', a(0)],
    ['24:00', undefined],
    ['14:60', undefined],
    ['14:5', undefined],
    ['midi', undefined],
    ['', undefined]
  ])('« %s » se lit', (texte, attendu) => {
    expect(lireHeure(texte)).toEqual(attendu)
  })
})

describe('une heure du lieu', () => {
  it.each([
    ['2026-06-16', a(14, 30), PARIS, '2026-06-16T12:30:00.000Z'],
    ['2026-12-16', a(14, 30), PARIS, '2026-12-16T13:30:00.000Z'],
    ['2026-06-16', a(8), 'America/Guadeloupe', '2026-06-16T12:00:00.000Z'],
    ['2026-06-16', a(8), 'Pacific/Noumea', '2026-06-15T21:00:00.000Z'],
    ['2028-02-29', a(23, 59), 'Indian/Reunion', '2028-02-29T19:59:00.000Z']
  ])('le %s à %o, %s : %s', (jour, heure, fuseau, instant) => {
    expect(instantLocal(jour, heure, fuseau)).toEqual(ok(new Date(instant)))
  })

  it('n’existe pas quand la montre la saute, et se dit double quand elle y repasse', () => {
    expect(instantLocal('2026-03-29', a(2, 30), PARIS)).toEqual(refuse('sautee'))
    expect(instantLocal('2026-10-25', a(2, 30), PARIS)).toEqual(refuse('double'))
    expect(instantLocal('2026-03-29', a(2, 30), 'Indian/Reunion').ok).toBe(true)
    expect(instantLocal('2026-03-08', a(2, 30), 'America/Miquelon')).toEqual(refuse('sautee'))
  })

  it('se relit telle qu’elle a été écrite, partout et toujours', () => {
    const fuseaux = [
      PARIS,
      'America/Guadeloupe',
      'America/Miquelon',
      'Pacific/Noumea',
      'Pacific/Wallis',
      'Indian/Mayotte'
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...fuseaux),
        fc.integer({ min: 0, max: 3_650 }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        (fuseau, jours, heure, minute) => {
          const jour = jourApres('2024-01-01', jours)
          const instant = instantLocal(jour, { heure, minute }, fuseau)
          // Clocks change in the first hours of a Sunday, and nowhere else.
          if (!instant.ok) return heure <= 3 && new Date(jour).getUTCDay() === 0
          expect(jourCivil(instant.value, fuseau)).toBe(jour)
          expect(lireHeure(heureLocale(instant.value, fuseau))).toEqual({ heure, minute })
          expect(debutDuJour(jour, fuseau).getTime()).toBeLessThanOrEqual(instant.value.getTime())
          return true
        }
      )
    )
  })
})
