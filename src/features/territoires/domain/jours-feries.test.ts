import OpeningHours from 'opening_hours'
import { describe, expect, it } from 'vitest'
import { jourFerie, joursFeries } from './jours-feries.ts'

describe('Les jours fériés', () => {
  it('sont onze au plan national, en 2026', () => {
    expect([...joursFeries(2026, '87')]).toEqual([
      ['2026-01-01', 'Jour de l’An'],
      ['2026-04-06', 'Lundi de Pâques'],
      ['2026-05-01', 'Fête du Travail'],
      ['2026-05-08', 'Victoire de 1945'],
      ['2026-05-14', 'Ascension'],
      ['2026-05-25', 'Lundi de Pentecôte'],
      ['2026-07-14', 'Fête nationale'],
      ['2026-08-15', 'Assomption'],
      ['2026-11-01', 'Toussaint'],
      ['2026-11-11', 'Armistice de 1918'],
      ['2026-12-25', 'Noël']
    ])
  })

  it.each([
    ['2026-12-26', '67', 'Saint-Étienne'],
    ['2026-04-03', '57', 'Vendredi saint'],
    ['2026-05-27', '971', 'Abolition de l’esclavage'],
    ['2026-05-22', '972', 'Abolition de l’esclavage'],
    ['2026-06-10', '973', 'Abolition de l’esclavage'],
    ['2026-12-20', '974', 'Abolition de l’esclavage'],
    ['2026-04-27', '976', 'Abolition de l’esclavage'],
    ['2026-10-09', '977', 'Abolition de l’esclavage'],
    ['2026-05-28', '978', 'Abolition de l’esclavage'],
    ['2026-09-24', '988', 'Fête de la Citoyenneté'],
    ['2008-05-01', '75', 'Fête du Travail, Ascension']
  ])('le %s dans le %s : %s', (date, departement, nom) => {
    expect(jourFerie(date, departement)).toBe(nom)
  })

  it.each([
    ['2026-12-26', '75'],
    ['2026-05-27', '974'],
    ['2026-11-02', undefined],
    ['n’importe quoi', '75']
  ])('le %s dans le %s est un jour ordinaire', (date, departement) => {
    expect(jourFerie(date, departement)).toBeUndefined()
  })

  // The library adds customs (Good Friday, 21 July in the Antilles) and dates Saint-Martin's day on the 27th.
  it.each([
    ['87', 'Nouvelle-Aquitaine', []],
    ['57', 'Moselle', []],
    ['67', 'Bas-Rhin', []],
    ['68', 'Haut-Rhin', []],
    ['971', 'Guadeloupe', ['Vendredi saint', '07-21']],
    ['972', 'Martinique', ['Vendredi saint', '07-21']],
    ['973', 'Guyane', []],
    ['974', 'La Réunion', []],
    ['976', 'Mayotte', []],
    ['977', 'Saint-Barthélemy', ['Vendredi saint']],
    ['978', 'Saint-Martin', ['05-27', '05-28']],
    ['986', 'Wallis-et-Futuna', []],
    ['987', 'Polynésie française', []],
    ['988', 'Nouvelle-Calédonie', []]
  ])(
    'sont, dans le %s (%s), ceux que connaît la bibliothèque de référence, aux usages locaux près',
    (code, etat, usages) => {
      const lieu = { lat: '48', lon: '2', address: { country_code: 'fr', state: etat } }
      const reference = new OpeningHours('PH', lieu as never, { locale: 'fr' } as never)
      for (let annee = 2024; annee <= 2038; annee++) {
        const connus = new Set(joursFeries(annee, code).keys())
        const saint = [...joursFeries(annee, '67')].find(([, nom]) => nom === 'Vendredi saint')?.[0]
        const ecartes = new Set(usages.map((un) => (un === 'Vendredi saint' ? saint : `${annee}-${un}`)))
        for (let jour = 1; jour <= 366; jour++) {
          const midi = new Date(annee, 0, jour, 12)
          const date = new Date(midi.getTime()).toISOString().slice(0, 10)
          if (midi.getFullYear() === annee && !ecartes.has(date))
            expect(reference.getState(midi), date).toBe(connus.has(date))
        }
      }
    }
  )
})
