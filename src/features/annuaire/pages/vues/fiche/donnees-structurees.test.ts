import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ecrireDonnees } from '../../../../../platform/ui/donnees-structurees.ts'
import { fiche, lieu } from '../exemples.fixture.ts'
import { donneesStructurees } from './donnees-structurees.ts'

const de = (valeurs: Parameters<typeof lieu>[0]) => donneesStructurees(fiche({ lieu: lieu(valeurs) }))

describe('les données pour les moteurs', () => {
  it.each([
    [['BIB', 'CCAS'], 'Library'],
    [['ASSO', 'CCAS'], 'GovernmentOffice'],
    [['ML'], 'EmploymentAgency'],
    [['TIERS_LIEUX'], 'LocalBusiness'],
    [undefined, 'LocalBusiness']
  ])('d’un lieu de type %j disent « %s »', (typologie, type) => {
    expect(de({ valeurs: { nom: 'x', ...(typologie && { typologie }) } })['@type']).toBe(type)
  })

  it('groupent les jours qui se ressemblent, et ferment à 23:59 ce qui ferme à minuit', () => {
    expect(
      de({ valeurs: { nom: 'x', horaires: 'Mo,Tu 09:00-12:00; Fr 20:00-24:00; Sa 22:00-02:00; PH off' } })
    ).toMatchObject({
      openingHoursSpecification: [
        { dayOfWeek: ['https://schema.org/Monday', 'https://schema.org/Tuesday'], opens: '09:00', closes: '12:00' },
        { dayOfWeek: ['https://schema.org/Friday'], opens: '20:00', closes: '23:59' },
        { dayOfWeek: ['https://schema.org/Saturday'], opens: '22:00', closes: '02:00' },
        { dayOfWeek: ['https://schema.org/PublicHolidays'], opens: '00:00', closes: '00:00' }
      ]
    })
  })

  it('ne devinent pas des horaires qu’une semaine simple ne tient pas', () => {
    for (const horaires of ['Mo 09:00-12:00 "sur rendez-vous"', 'week 02-53/2 Mo 09:00-12:00', 'quand on veut'])
      expect(de({ valeurs: { nom: 'x', horaires } })).not.toHaveProperty('openingHoursSpecification')
  })

  it('ne peuvent ni fermer leur élément ni en ouvrir un autre, et se relisent telles quelles', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('</script><script>alert(1)</script>', '<!--', ']]>\u2028')),
        (nom) => {
          const ecrit = ecrireDonnees({ nom })
          expect(ecrit).not.toMatch(/[<>&\u2028\u2029]/)
          expect(JSON.parse(ecrit)).toEqual({ nom })
        }
      )
    )
  })
})
