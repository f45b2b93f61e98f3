import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estMobile, lireTelephones, parseTelephone } from './telephone.ts'

describe('Un téléphone', () => {
  it.each([
    ['04 50 60 32 04S', '+33450603204'],
    ['+33 (0)4 50 33 65 50', '+33450336550'],
    ['0033450336550', '+33450336550'],
    ['(+33)474327740', '+33474327740'],
    ['474327740', '+33474327740'],
    ['04.26.73.05.00', '+33426730500'],
    ['05-57-55-45-46', '+33557554546'],
    ['05/57/55/45/46', '+33557554546'],
    ['04 43 762 762', '+33443762762'],
    ['0 809 36 12 12', '+33809361212'],
    ['39 49', '3949'],
    ['3230', '3230'],
    ['1014', '1014'],
    ['Tél : 04 50 60 32 04 poste 12', '+33450603204'],
    ['02 62 79 00 49', '+262262790049'],
    ['+269269662010', '+262269662010'],
    ['0596 52 20 87', '+596596522087'],
    ['+33 594 34 17 47', '+594594341747'],
    ['+687 24 12 34', '+687241234']
  ])('« %s » se lit %s', (texte, attendu) => {
    expect(parseTelephone(texte)?.numero).toBe(attendu)
  })

  it.each(['054088085', '', 'sur demande', '00 00 00 00 00', '24.12.34', 'accueil@mairie.fr', '9'.repeat(3000)])(
    '« %s » n’en est pas un',
    (texte) => {
      expect(parseTelephone(texte)).toBeUndefined()
    }
  )

  it.each([
    ['0612345678', true],
    ['0692123456', true],
    ['0639123456', true],
    ['0690301234', true],
    ['0694251234', true],
    ['0696761234', true],
    ['+33639981234', true],
    ['+689 87 12 34 56', true],
    ['0450603204', false],
    ['0262790049', false],
    ['3949', false]
  ])('%s mobile : %s', (texte, mobile) => {
    const lu = parseTelephone(texte)
    expect(lu?.mobile).toBe(mobile)
    expect(estMobile(lu?.numero ?? '')).toBe(mobile)
  })

  it('garde l’indicatif de la métropole aux numéros réservés à la fiction, et donne le sien à Mayotte', () => {
    expect(parseTelephone('06 39 98 12 34')?.numero).toBe('+33639981234')
    expect(parseTelephone('06 39 12 34 56')?.numero).toBe('+262639123456')
  })

  it('en lit plusieurs dans une case', () => {
    const numeros = (texte: string) => lireTelephones(texte).map(({ numero }) => numero)
    expect(numeros('05 56 34 61 05 / 05 57 00 02 20')).toEqual(['+33556346105', '+33557000220'])
    expect(numeros('0450603204 0450603205')).toEqual(['+33450603204', '+33450603205'])
    expect(numeros('04 50 60 32 04 / 05')).toEqual(['+33450603204'])
    expect(numeros('0612345678 ET 09.81.82.79.97')).toEqual(['+33612345678', '+33981827997'])
  })

  it('ne plante sur aucun texte, et relire un numéro lu ne change rien', () => {
    const bruit = fc.string({ unit: fc.constantFrom(...'0123456789+() ./-Sx') })
    fc.assert(
      fc.property(fc.oneof(bruit, fc.string()), (texte) => {
        for (const { numero } of lireTelephones(texte)) expect(parseTelephone(numero)?.numero).toBe(numero)
      })
    )
  })

  it('ne cale pas sur une case énorme', () => {
    const debut = performance.now()
    lireTelephones('04 50 60 32 04S'.repeat(700_000))
    lireTelephones('0 '.repeat(5_000_000))
    expect(performance.now() - debut).toBeLessThan(1000)
  })
})
