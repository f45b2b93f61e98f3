import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliserNomCommune } from './nom-commune.ts'

describe('le nom d’une commune', () => {
  it.each([
    ['Saint-Étienne', 'saint etienne'],
    ['ST ETIENNE', 'saint etienne'],
    ['Ste-Foy-lès-Lyon', 'sainte foy les lyon'],
    ['Villeneuve-lez-Avignon', 'villeneuve les avignon'],
    ['Lez', 'lez'],
    ['Le Havre', 'havre'],
    ['HAVRE (LE)', 'havre'],
    ['Havre, Le', 'havre'],
    ['L’Haÿ-les-Roses', 'hay les roses'],
    ["l'hay les roses", 'hay les roses'],
    ['Les Sables-d’Olonne', 'sables d olonne'],
    ['Œuilly', 'oeuilly'],
    ['Chalon s/ Saône', 'chalon sur saone'],
    ['Saint-Denis (La Réunion)', 'saint denis'],
    ['(Paris)', 'paris'],
    ['59000 LILLE CEDEX 9', 'lille'],
    ['Évry-Courcouronnes Cédex', 'evry courcouronnes'],
    ['DIJON BP 17610', 'dijon'],
    ['', ''],
    ['CEDEX', ''],
    ['La', 'la']
  ])('« %s » se lit « %s »', (ecrit, attendu) => {
    expect(normaliserNomCommune(ecrit)).toBe(attendu)
  })

  it.each([
    'Paris 12',
    'Paris 12e',
    'PARIS 12E ARRONDISSEMENT',
    'Paris 12ème arrdt',
    'Paris-12',
    'paris12',
    'Paris XII',
    'Paris XIIe arrondissement',
    '75012 Paris 12',
    '12e arrondissement de Paris',
    'Paris (12) 12e'
  ])('« %s » est le douzième arrondissement de Paris', (ecrit) => {
    expect(normaliserNomCommune(ecrit)).toBe('paris 12')
  })

  it('connaît les arrondissements de Lyon et de Marseille, et seulement ceux qui existent', () => {
    expect(normaliserNomCommune('Lyon 03')).toBe('lyon 3')
    expect(normaliserNomCommune('Lyon 1er')).toBe('lyon 1')
    expect(normaliserNomCommune('LYON CEDEX 03')).toBe('lyon')
    expect(normaliserNomCommune('Marseille 4ème')).toBe('marseille 4')
    expect(normaliserNomCommune('Lyon 12')).toBe('lyon 12')
    expect(normaliserNomCommune('Paris 21e')).toBe('paris 21e')
    expect(normaliserNomCommune('Toulouse 3e')).toBe('toulouse 3e')
  })

  it('ne change plus une fois normalisé', () => {
    const morceau = fc.constantFrom(
      ...[
        'le',
        'La ',
        'les-',
        "L'",
        'St',
        'Ste.',
        's/',
        'lez',
        'cedex ',
        '9',
        '03',
        '75012',
        'BP',
        '(',
        ')',
        'Paris',
        'lyon',
        'xii',
        'e',
        '12ème'
      ],
      ...['arrondissement', 'de', 'œ', 'É', 'ﬆ', ' ', '-', 'Havre']
    )
    const nom = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(morceau, { maxLength: 8 }).map((m) => m.join(' ')),
      fc.array(morceau).map((m) => m.join(''))
    )
    fc.assert(
      fc.property(nom, (ecrit) => {
        const une = normaliserNomCommune(ecrit)
        expect(normaliserNomCommune(une)).toBe(une)
        expect(une).toMatch(/^([a-z0-9]+( [a-z0-9]+)*)?$/)
      }),
      { numRuns: 1_000 }
    )
  })
})
