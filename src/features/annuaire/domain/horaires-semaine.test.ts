import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lireSemaine, plagesEnMots } from './horaires-semaine.ts'

const mots = (horaires: string) =>
  lireSemaine(horaires)?.semaine.map((jour) => plagesEnMots(jour).replaceAll('\u00a0', ' '))

describe('lireSemaine', () => {
  it('lit une semaine simple, matin et après-midi', () => {
    expect(mots('Mo-Fr 09:00-12:00,14:00-17:30; Sa 10:00-12:00')).toEqual([
      ...Array(5).fill('9 h à 12 h, 14 h à 17 h 30'),
      '10 h à 12 h',
      'fermé'
    ])
  })

  it('lit des jours séparés par des virgules, et la semaine qui tourne', () => {
    expect(mots('Mo,We,Sa-Su 09:00-12:00')?.map((m) => m !== 'fermé')).toEqual([
      true,
      false,
      true,
      false,
      false,
      true,
      true
    ])
  })

  it('laisse une règle plus tardive remplacer les mêmes jours', () => {
    expect(mots('Mo-Fr 09:00-12:00; Tu 14:00-18:00; We off')?.slice(0, 3)).toEqual([
      '9 h à 12 h',
      '14 h à 18 h',
      'fermé'
    ])
  })

  it('met de côté les jours fériés, en retenant ce qui en est dit', () => {
    expect(lireSemaine('Mo-Fr 09:00-12:00; PH off')?.joursFeries).toBe('ferme')
    expect(lireSemaine('Mo-Su,PH 09:00-12:00')?.joursFeries).toBe('ouvert')
    expect(lireSemaine('Mo-Fr 09:00-12:00')?.joursFeries).toBeUndefined()
  })

  it('lit « 24/7 » et les heures sans jour', () => {
    expect(mots('24/7')?.[6]).toBe('ouvert toute la journée')
    expect(mots('09:00-12:00')?.[6]).toBe('9 h à 12 h')
  })

  it.each([
    '',
    'sur rendez-vous',
    'week 1-53/2 Mo 09:00-12:00',
    'Apr-Oct Mo 09:00-12:00',
    'Mo[1] 09:00-12:00',
    'Mo 09:00+',
    'Mo 09:00-12:00 "sur rendez-vous"',
    'Mo 09:00-12:00 || "autre"',
    'SH off',
    'PH off',
    'Mo 09:00-09:00',
    'Mo 25:00-26:00',
    'Mo 09:00-12:00,11:00-14:00',
    'lundi 9h-12h'
  ])('ne devine pas ce qui n’est pas une semaine simple : « %s »', (horaires) => {
    expect(lireSemaine(horaires)).toBeUndefined()
  })

  it('ne casse sur aucun texte', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (texte) => void lireSemaine(texte)))
  })
})
