import { describe, expect, it } from 'vitest'
import { jourDe } from '../../../kernel/dates-legales.ts'
import { agir } from './adhesion/actes.ts'
import { CONTENU_NATIONAL, CONTENU_SICOVAL, regles, SICOVAL } from './adhesion/adhesion.fixture.ts'
import { avancer } from './adhesion/avancer.ts'
import { ETATS, type Situation } from './adhesion/situation.ts'
import { acteDe, instantDeLAge, inventerDeclaration, VIES } from './demonstration.ts'

const NATIONALE = regles()
const JOUR_MS = 86_400_000

/** Where each life leads on a day, by the rules alone. */
const issues = (now: Date): readonly Situation[] =>
  VIES.map(({ charte, etapes }, rang) => {
    const [ses, contenu] = charte === 'nationale' ? [NATIONALE, CONTENU_NATIONAL] : [SICOVAL, CONTENU_SICOVAL]
    let situation: Situation = { etat: 'REFERENCE' }
    const faire = (acte: ReturnType<typeof acteDe>, le: Date) => {
      if (!acte) return
      const issue = agir(situation, acte, ses, le)
      if (!issue.ok) throw new Error(`${now.toISOString()}, vie ${rang}, ${acte.genre} : ${issue.error.raison}`)
      situation = issue.value.situation
    }
    for (const etape of etapes) {
      const le = instantDeLAge(etape.age, ses, now)
      if (etape.genre === 'declarer') faire({ genre: 'commencer' }, le)
      faire(
        acteDe(etape, { version: 1, contenu, choix: inventerDeclaration('Gap', contenu, rang).choix }, ses, now),
        le
      )
    }
    return avancer(situation, ses, now).situation
  })

describe('les vies de la démonstration', () => {
  it('mènent aux mêmes états quel que soit le jour où l’on démarre, fêtes et années bissextiles comprises', () => {
    const attendus = issues(new Date('2026-11-22T15:00:00Z')).map(({ etat }) => etat)
    // Eleven days apart: every day of the week meets every month and, in the spring, the long week-ends.
    for (let jour = 0; jour < 2 * 366; jour += 11) {
      const now = new Date(Date.parse('2027-06-01T00:30:00Z') + jour * JOUR_MS + (jour % 24) * 3_600_000)
      const situations = issues(now)
      expect(situations.map(({ etat }) => etat)).toEqual(attendus)
      expect(situations.filter((une) => une.etat === 'MEMBRE' && une.membre.alerteLe !== undefined)).toHaveLength(1)
    }
    const jamais = ETATS.filter((etat) => !attendus.includes(etat))
    expect(jamais).toEqual(['REFERENCE', 'INVITE', 'BROUILLON', 'DECLARE'])
  })

  it('ne datent rien d’un dimanche ni d’un jour férié', () => {
    for (const le of ['2026-05-26T08:00:00Z', '2027-01-04T08:00:00Z', '2026-11-23T08:00:00Z'])
      for (const age of [1, 2, 3, 4, 10, 12]) {
        const jour = jourDe(instantDeLAge(age, NATIONALE, new Date(le)), NATIONALE.zone)
        expect([0, 6]).not.toContain(new Date(`${jour}T12:00:00Z`).getUTCDay())
        expect(NATIONALE.estFerie(jour)).toBe(false)
      }
  })
})
