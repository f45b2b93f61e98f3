import { expect, it } from 'vitest'
import { aHeure, debutDuJour, jourDe, jourOuvre, plusMois } from './dates-legales.ts'
import type { Jour } from './jour.ts'

const J = (texte: string) => texte as Jour

it('un jour commence à minuit, au premier instant qui existe, ici comme outre-mer', () => {
  expect(debutDuJour(J('2026-03-29'), 'Europe/Paris')).toEqual(new Date('2026-03-28T23:00:00Z'))
  expect(debutDuJour(J('2026-03-30'), 'Europe/Paris')).toEqual(new Date('2026-03-29T22:00:00Z'))
  expect(debutDuJour(J('2026-06-01'), 'Pacific/Noumea')).toEqual(new Date('2026-05-31T13:00:00Z'))
  // There, clocks skip midnight: the day begins at one.
  expect(debutDuJour(J('2026-03-28'), 'America/Miquelon')).toEqual(new Date('2026-03-28T02:00:00Z'))
  expect(debutDuJour(J('2026-03-29'), 'America/Nuuk')).toEqual(new Date('2026-03-29T01:00:00Z'))
})

it('un instant n’est pas le même jour partout', () => {
  const instant = new Date('2026-06-01T22:30:00Z')
  expect(jourDe(instant, 'Europe/Paris')).toBe('2026-06-02')
  expect(jourDe(instant, 'America/Martinique')).toBe('2026-06-01')
})

it('huit heures du matin, des deux côtés du changement d’heure', () => {
  expect(aHeure(J('2026-10-24'), 8, 'Europe/Paris')).toEqual(new Date('2026-10-24T06:00:00Z'))
  expect(aHeure(J('2026-10-25'), 8, 'Europe/Paris')).toEqual(new Date('2026-10-25T07:00:00Z'))
})

it('les mois gardent le numéro du jour, ou le dernier d’un mois plus court', () => {
  expect(plusMois(J('2027-08-31'), 11)).toBe('2028-07-31')
  expect(plusMois(J('2027-08-31'), 6)).toBe('2028-02-29')
  expect([12, 24, 36, 48].map((mois) => plusMois(J('2028-02-29'), mois))).toEqual([
    '2029-02-28',
    '2030-02-28',
    '2031-02-28',
    '2032-02-29'
  ])
})

it('un jour férié suivi d’un dimanche mène au lundi', () => {
  expect(jourOuvre(J('2026-08-15'), (jour) => jour === '2026-08-15')).toBe('2026-08-17')
  expect(jourOuvre(J('2026-08-18'), () => false)).toBe('2026-08-18')
})
