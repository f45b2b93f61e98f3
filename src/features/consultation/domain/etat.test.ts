import { describe, expect, it } from 'vitest'
import { etatDe, type Instants } from './etat.ts'

const consultation: Instants = {
  ouverture: new Date('2026-07-09T07:00:00Z'),
  cloture: new Date('2026-10-09T16:00:00Z'),
  publiee_le: new Date('2026-06-01T07:00:00Z'),
  figee_le: null,
  restituee_le: null,
  archivee_le: null
}
const le = (instant: string, autres: Partial<Instants> = {}) =>
  etatDe({ ...consultation, ...autres }, new Date(instant))

describe('une consultation vit par ses instants', () => {
  it.each([
    ['2026-07-09T06:59:59.999Z', 'a-venir'],
    ['2026-07-09T07:00:00.000Z', 'ouverte'],
    ['2026-10-09T15:59:59.999Z', 'ouverte'],
    ['2026-10-09T16:00:00.000Z', 'close']
  ])('le %s elle est « %s »', (instant, etat) => expect(le(instant)).toBe(etat))

  it('sans date de fin, elle reste ouverte jusqu’à ce que quelqu’un la close', () => {
    expect(le('2036-01-01T00:00:00Z', { cloture: null })).toBe('ouverte')
    const cloture = new Date('2027-01-01T00:00:00Z')
    expect(le('2036-01-01T00:00:00Z', { cloture, figee_le: cloture })).toBe('close')
  })

  it('restituée puis archivée, elle ne redevient rien d’autre', () => {
    const figee_le = new Date('2026-10-09T16:00:30Z')
    const restituee_le = new Date('2026-12-01T08:00:00Z')
    expect(le('2026-12-02T00:00:00Z', { figee_le, restituee_le })).toBe('restituee')
    expect(le('2027-12-02T00:00:00Z', { figee_le, restituee_le, archivee_le: restituee_le })).toBe('archivee')
  })

  it('qui n’est pas publiée n’est rien pour personne', () =>
    expect(le('2026-08-01T00:00:00Z', { publiee_le: null })).toBe('brouillon'))
})
