import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { etatVersion, versionEnVigueur } from './version.ts'

const le = (jour: string) => new Date(`${jour}T00:00:00Z`)
const v = (numero: number, jour: string | null) => ({ numero, publiee_le: jour === null ? null : le(jour) })
const versions = [v(1, '2026-01-01'), v(2, '2026-06-01'), v(3, '2026-09-01'), v(4, null)]

describe('« le contenu exact de la Charte sera toujours fonction de la version » en ligne (article 1)', () => {
  it('est, à un instant, la dernière version entrée en vigueur', () => {
    expect(versionEnVigueur(versions, le('2025-12-31'))).toBeUndefined()
    expect(versionEnVigueur(versions, le('2026-01-01'))?.numero).toBe(1)
    expect(versionEnVigueur(versions, new Date(le('2026-06-01').getTime() - 1))?.numero).toBe(1)
    expect(versionEnVigueur(versions, le('2026-06-01'))?.numero).toBe(2)
    expect(versionEnVigueur(versions, le('2030-01-01'))?.numero).toBe(3)
  })

  it('donne à chaque version son état, sans que rien ne se lance à minuit', () => {
    expect(versions.map((une) => etatVersion(une, versions, le('2026-07-01')))).toEqual([
      'remplacee',
      'publiee',
      'programmee',
      'brouillon'
    ])
  })

  it('n’en a jamais deux', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 1000 }), { maxLength: 12 }), fc.nat({ max: 1000 }), (dates, instant) => {
        const toutes = dates.map((ms, i) => ({ numero: i + 1, publiee_le: new Date(ms) }))
        const etats = toutes.map((une) => etatVersion(une, toutes, new Date(instant)))
        expect(etats.filter((etat) => etat === 'publiee').length).toBe(dates.some((ms) => ms <= instant) ? 1 : 0)
      })
    )
  })
})
