import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ecrireGrille, GRILLE_VIDE, JOUR_FERME, type JourDeGrille, lireGrille } from './grille.ts'
import { normaliserOsm } from './index.ts'

const grille = (...jours: readonly Partial<JourDeGrille>[]) => ({
  ...GRILLE_VIDE,
  jours: GRILLE_VIDE.jours.map((jour, i) => ({ ...jour, ...jours[i] }))
})

describe('la semaine en cases', () => {
  it('s’écrit en horaires, jours semblables ensemble', () => {
    const semaine = { matin: '9h-12h', apresMidi: '14h - 17h30' }
    expect(ecrireGrille(grille(semaine, semaine, { matin: '9:00-12:00', surRendezVous: true }))).toEqual({
      ok: true,
      value: 'Mo,Tu 09:00-12:00,14:00-17:30; We 09:00-12:00 "sur rendez-vous"'
    })
    expect(ecrireGrille(grille({ surRendezVous: true, note: 'sonnez' }))).toEqual({
      ok: true,
      value: 'Mo "sur rendez-vous, sonnez"'
    })
    expect(ecrireGrille(GRILLE_VIDE)).toEqual({ ok: true, value: '' })
  })

  it('nomme le jour et la case qui ne se comprend pas', () => {
    const refus = ecrireGrille(
      grille({ matin: '9h-12h' }, { matin: 'le matin' }, { matin: '9h-12h', apresMidi: '11h-15h' })
    )
    expect(refus).toMatchObject({ ok: false, error: [{ jour: 1 }, { jour: 2 }] })
    expect(ecrireGrille(grille({ note: 'sonnez' }))).toMatchObject({ ok: false, error: [{ jour: 0 }] })
    expect(ecrireGrille(grille({ matin: '9h-12h', note: 'x'.repeat(81) }))).toMatchObject({ ok: false })
    expect(ecrireGrille(grille({ matin: 'mardi 9h-12h' }))).toMatchObject({ ok: false, error: [{ jour: 0 }] })
  })

  it('se relit, et se tait quand les horaires disent plus qu’une semaine simple', () => {
    expect(lireGrille('Mo-Fr 09:00-12:00; PH off')).toMatchObject({
      feriesFermes: true,
      jours: [...Array(5).fill({ ...JOUR_FERME, matin: '9h-12h' }), JOUR_FERME, JOUR_FERME]
    })
    expect(lireGrille('Th 14:00-20:00; Fr 11:30-14:00')?.jours.slice(3, 5)).toEqual([
      { ...JOUR_FERME, apresMidi: '14h-20h' },
      { ...JOUR_FERME, matin: '11h30-14h' }
    ])
    for (const osm of [
      'Jul-Aug Mo 09:00-12:00',
      'week 2-53/2 Mo 09:00-12:00',
      'Mo[1] 09:00-12:00',
      'quand il fait beau'
    ])
      expect(lireGrille(osm), osm).toBeUndefined()
  })

  it('revient la même après avoir été écrite, quelles que soient les cases', () => {
    const heure = fc.integer({ min: 0, max: 47 }).map((n) => n * 15)
    const dire = (m: number) => `${Math.floor(m / 60)}h${String(m % 60).padStart(2, '0')}`
    const jour = fc.record({
      a: heure,
      duree: fc.integer({ min: 15, max: 300 }),
      deux: fc.boolean(),
      rv: fc.boolean(),
      ouvert: fc.boolean()
    })
    fc.assert(
      fc.property(fc.array(jour, { minLength: 7, maxLength: 7 }), (jours) => {
        const lue = grille(
          ...jours.map(({ a, duree, deux, rv, ouvert }) =>
            ouvert
              ? {
                  matin: `${dire(a)}-${dire(a + duree)}`,
                  apresMidi: deux ? `${dire(a + duree + 30)}-${dire(a + duree + 60)}` : '',
                  surRendezVous: rv
                }
              : {}
          )
        )
        const ecrite = ecrireGrille(lue)
        if (!ecrite.ok || ecrite.value === '') return
        const relue = lireGrille(ecrite.value)
        expect(relue, ecrite.value).toBeDefined()
        expect(relue && ecrireGrille(relue)).toEqual({ ok: true, value: normaliserOsm(ecrite.value) })
      })
    )
  })
})
