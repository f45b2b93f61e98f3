import { describe, expect, it } from 'vitest'
import { ecrireHoraires, semaineEnMots } from './index.ts'

const mots = (osm: string) => ecrireHoraires(osm).replaceAll('\u00a0', ' ')

describe('Les horaires en français', () => {
  it.each([
    ['Tu-Fr 09:00-12:30; SH off', 'du mardi au vendredi de 9 h à 12 h 30 ; fermé pendant les vacances scolaires'],
    [
      'Mo,We 09:00-12:00,14:00-17:00; PH off',
      'le lundi et le mercredi de 9 h à 12 h et de 14 h à 17 h ; fermé les jours fériés'
    ],
    ['Mo-Fr 09:00-12:00; We off', 'le lundi, le mardi, le jeudi et le vendredi de 9 h à 12 h'],
    ['Sa[1] 09:00-12:00', 'le 1er samedi du mois de 9 h à 12 h'],
    ['Th[-1] 14:00-17:00', 'le dernier jeudi du mois de 14 h à 17 h'],
    ['Sa 10:00-12:00, Sa[1] 14:00-17:00', 'le samedi de 10 h à 12 h ; aussi le 1er samedi du mois de 14 h à 17 h'],
    ['Mo-Fr 09:00-12:00 "sur rendez-vous"', 'du lundi au vendredi de 9 h à 12 h (sur rendez-vous)'],
    ['Sa "sur rendez-vous"', 'le samedi sur rendez-vous'],
    ['Mo 09:00-12:00 || "sur rendez-vous"', 'le lundi de 9 h à 12 h ; et sur rendez-vous'],
    ['week 02-53/2 Mo 09:00-12:00', 'semaines paires : le lundi de 9 h à 12 h'],
    [
      'Apr-Oct Mo-Sa 09:00-18:00; Dec 25 off',
      'd’avril à octobre : du lundi au samedi de 9 h à 18 h ; fermé le 25 décembre'
    ],
    [
      'We 13:00-18:00; SH off; SH Mo-Fr 10:00-19:00',
      'le mercredi de 13 h à 18 h ; pendant les vacances scolaires : du lundi au vendredi de 10 h à 19 h'
    ],
    // In OSM, Saturday keeps its usual hours in July: French must say it.
    [
      'Mo-Sa 09:00-18:00; Jul Mo-Fr 09:00-12:00',
      'du lundi au samedi de 9 h à 18 h ; en juillet : du lundi au vendredi de 9 h à 12 h ; le samedi de 9 h à 18 h'
    ],
    ['Mo-Fr 10:00+', 'du lundi au vendredi à partir de 10 h'],
    ['24/7', '24 h sur 24, 7 jours sur 7'],
    ['off', 'fermé'],
    ['"sur rendez-vous"', 'sur rendez-vous'],
    ['Mo 14:00-24:00', 'le lundi de 14 h à minuit']
  ])('« %s » : « %s »', (osm, attendu) => {
    expect(mots(osm)).toBe(attendu)
  })

  it('laisse tel quel ce qui n’est pas au format d’échange, ou que le français trahirait', () => {
    expect(mots('sunrise-sunset')).toBe('sunrise-sunset')
    expect(mots('week 02-53/2 Mo 09:00-12:00; Mo 14:00-17:00')).toBe('week 02-53/2 Mo 09:00-12:00; Mo 14:00-17:00')
  })

  it('donne sept lignes pour le tableau, et le reste en notes', () => {
    const { jours = [], notes } = semaineEnMots('Mo-Fr 09:00-12:00; Sa[1] 10:00-12:00; SH off') ?? {}
    expect(jours.map(({ heures }) => heures.replaceAll('\u00a0', ' '))).toEqual([
      ...Array(5).fill('9 h à 12 h'),
      'fermé',
      'fermé'
    ])
    expect(notes?.map((note) => note.replaceAll('\u00a0', ' '))).toEqual([
      'le 1er samedi du mois de 10 h à 12 h',
      'fermé pendant les vacances scolaires'
    ])
    expect(semaineEnMots('"sur rendez-vous"')).toBeUndefined()
  })
})
