import { describe, expect, it } from 'vitest'
import { debutDuJour } from '../../../../kernel/dates-legales.ts'
import type { Jour } from '../../../../kernel/jour.ts'
import {
  direActeRefuse,
  direEcheance,
  direEtat,
  direInstant,
  direJour,
  direReste,
  direSilence,
  direTransition
} from './dire.ts'
import { REGLES_DES_TRANSITIONS } from './regles.ts'
import { type Appartenance, ETATS, type Situation } from './situation.ts'

const PARIS = 'Europe/Paris'
const REUNION = 'Indian/Reunion'
const jour = (texte: string) => texte as Jour
const a = (texte: string, zone = PARIS) => debutDuJour(jour(texte), zone)
const clair = (texte: string | undefined) => texte?.replaceAll('\u00a0', ' ')

const membre: Appartenance = {
  origine: 'declaration',
  version: 1,
  membreDepuis: a('2026-06-17'),
  ancre: jour('2026-06-17'),
  mois: 0,
  debut: a('2026-06-17'),
  fin: a('2027-06-17'),
  activites: []
}
const SITUATIONS: readonly Situation[] = [
  { etat: 'REFERENCE' },
  { etat: 'INVITE', depuis: a('2026-05-01') },
  { etat: 'BROUILLON', depuis: a('2026-05-02') },
  { etat: 'DECLARE', depuis: a('2026-06-01'), version: 1 },
  {
    etat: 'FENETRE',
    depuis: a('2026-06-01'),
    version: 1,
    recueLe: new Date('2026-06-01T13:42:00Z'),
    fin: a('2026-06-17'),
    rappels: []
  },
  { etat: 'OPPOSE', depuis: a('2026-06-10') },
  { etat: 'MEMBRE', depuis: a('2026-06-17'), membre, rappels: [] },
  {
    etat: 'AVERTI',
    depuis: a('2026-09-03'),
    membre,
    avertissement: { recueLe: jour('2026-09-03'), fin: a('2026-09-19') },
    rappels: []
  },
  { etat: 'SUSPENDU', depuis: a('2026-09-19'), membre },
  { etat: 'NON_RENOUVELE', depuis: a('2027-06-17') },
  { etat: 'RETIRE', depuis: a('2026-12-01'), barre: true }
]
const de = (etat: Situation['etat']): Situation => SITUATIONS.find((une) => une.etat === etat) ?? { etat: 'REFERENCE' }

describe('l’adhésion dite en français', () => {
  it('dit chaque état au lieu et au bureau, par une vraie phrase', () => {
    expect(SITUATIONS.map(({ etat }) => etat)).toEqual([...ETATS])
    for (const situation of SITUATIONS)
      for (const registre of ['lieu', 'bureau'] as const) {
        const dit = direEtat(situation, registre, PARIS)
        expect(dit.court).toMatch(/^\p{Lu}[^.]+$/u)
        expect(dit.phrase).toMatch(/^\p{Lu}.+\.$/u)
        expect(dit.phrase).not.toMatch(/undefined|NaN|[A-Z]{4,}/)
      }
  })

  it('tait en public l’avertissement, le brouillon, l’opposition, la fin et le départ ; dit la suspension', () => {
    const publics = Object.fromEntries(
      SITUATIONS.map((situation) => [situation.etat, direEtat(situation, 'public', PARIS)?.court])
    )
    expect(publics).toEqual({
      REFERENCE: undefined,
      INVITE: 'Invité à rejoindre le réseau',
      BROUILLON: undefined,
      DECLARE: 'Candidature en cours',
      FENETRE: 'Candidature en cours',
      OPPOSE: undefined,
      MEMBRE: 'Membre',
      AVERTI: 'Membre',
      SUSPENDU: 'Suspendu',
      NON_RENOUVELE: undefined,
      RETIRE: undefined
    })
    expect(direEtat(de('AVERTI'), 'public', PARIS)).toEqual(direEtat(de('MEMBRE'), 'public', PARIS))
    expect(clair(direEtat(de('MEMBRE'), 'public', PARIS)?.phrase)).toBe(
      'Membre depuis le mercredi 17 juin 2026, jusqu’au mercredi 16 juin 2027 compris.'
    )
    const droit: Situation = {
      etat: 'MEMBRE',
      depuis: a('2026-06-17'),
      membre: { ...membre, origine: 'droit' },
      rappels: []
    }
    expect(direEtat(droit, 'public', PARIS)?.court).toBe('Membre de droit')
  })

  it('écrit les dates en entier, dans les jours du réseau', () => {
    expect(clair(direInstant(a('2026-06-17'), PARIS))).toBe('mercredi 17 juin 2026 à 0 heure')
    expect(clair(direInstant(a('2026-06-17', REUNION), REUNION))).toBe('mercredi 17 juin 2026 à 0 heure')
    expect(clair(direInstant(new Date('2026-06-01T06:00:00Z'), PARIS))).toBe('lundi 1er juin 2026 à 8 heures')
    expect(clair(direInstant(new Date('2026-12-01T14:05:00Z'), PARIS))).toBe('mardi 1er décembre 2026 à 15 h 05')
    expect(clair(direJour(jour('2028-02-29'), PARIS))).toBe('mardi 29 février 2028')
  })

  it('compte ce qui reste en jours civils, même quand une nuit a 23 ou 25 heures', () => {
    const reste = (le: Date, now: string, zone = PARIS) => clair(direReste(le, new Date(now), zone))
    expect(reste(a('2026-06-17'), '2026-06-11T09:00:00Z')).toBe('il reste 6 jours')
    expect(reste(a('2026-06-17'), '2026-06-15T21:59:00Z')).toBe('il reste 2 jours')
    expect(reste(a('2026-06-17'), '2026-06-15T22:00:00Z')).toBe('c’est le dernier jour')
    expect(reste(a('2026-06-17'), '2026-06-16T21:59:59.999Z')).toBe('c’est le dernier jour')
    expect(reste(a('2026-06-17'), '2026-06-16T22:00:00Z')).toBe('c’est passé')
    expect(reste(new Date('2026-06-17T06:00:00Z'), '2026-06-17T05:00:00Z')).toBe('c’est aujourd’hui')
    expect(reste(new Date('2026-06-17T06:00:00Z'), '2026-06-16T05:00:00Z')).toBe('c’est demain')
    expect(reste(a('2026-03-31'), '2026-03-28T12:00:00Z')).toBe('il reste 3 jours')
    expect(reste(a('2026-10-27'), '2026-10-24T12:00:00Z')).toBe('il reste 3 jours')
    expect(reste(a('2026-06-17', REUNION), '2026-06-15T20:30:00Z', REUNION)).toBe('c’est le dernier jour')
  })

  it('dit ce que le silence voudra dire : du comité, de la fiche, du lieu averti', () => {
    const now = new Date('2026-06-11T09:00:00Z')
    const silence = (situation: Situation) => direSilence(situation, 'lieu', PARIS, now)
    expect(clair(silence(de('FENETRE'))?.quand)).toBe('mercredi 17 juin 2026 à 0 heure')
    expect(silence(de('FENETRE'))?.sens).toContain('S’il ne dit rien avant cette date, votre lieu devient membre')
    expect(silence(de('MEMBRE'))?.sens).toContain('l’adhésion s’arrêtera')
    expect(
      silence({ etat: 'MEMBRE', depuis: now, membre: { ...membre, activites: [a('2026-08-01')] }, rappels: [] })?.sens
    ).toContain('se renouvellera toute seule')
    expect(silence(de('AVERTI'))?.sens).toContain('sera suspendu')
    expect(
      silence({
        etat: 'AVERTI',
        depuis: now,
        membre,
        avertissement: { recueLe: jour('2026-09-03'), fin: a('2026-09-19'), rectifieLe: now },
        rappels: []
      })?.sens
    ).toContain('Rien ne change')
    const { fin: _, ...sansFin } = membre
    expect(silence({ etat: 'MEMBRE', depuis: now, membre: sansFin, rappels: [] })).toBeUndefined()
    expect(silence(de('SUSPENDU'))).toBeUndefined()
  })

  it('dit chaque échéance avec sa date, ce qui reste et sa règle', () => {
    expect(
      direEcheance(
        { genre: 'silence', cle: '', le: a('2026-06-17'), regle: '15 jours après la réception' },
        PARIS,
        new Date('2026-06-11T09:00:00Z')
      )
    ).toEqual({
      quand: 'mercredi 17\u00a0juin 2026 à 0\u00a0heure',
      reste: 'il reste 6\u00a0jours',
      quoi: 'Sans opposition du comité, le lieu devient membre.',
      regle: '15 jours après la réception'
    })
  })

  it('a une phrase pour chaque transition, et pour chaque refus', () => {
    const numeros = Object.keys(REGLES_DES_TRANSITIONS) as (keyof typeof REGLES_DES_TRANSITIONS)[]
    const phrases = numeros.map((numero) => direTransition({ numero, vers: 'MEMBRE' }))
    for (const phrase of phrases) expect(phrase).toMatch(/^\p{Lu}.+\.$/u)
    expect(new Set(phrases).size).toBe(numeros.length)
    expect(clair(direActeRefuse({ raison: 'trop-tard', fin: a('2026-06-17') }, PARIS))).toContain(
      'mercredi 17 juin 2026 à 0 heure'
    )
    expect(direActeRefuse({ raison: 'etat', etat: 'MEMBRE' }, PARIS)).toContain('membre')
  })
})
