import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plusJours } from '../../../../kernel/dates-legales.ts'
import type { Jour } from '../../../../kernel/jour.ts'
import { type Acte, agir } from './actes.ts'
import { CHOIX_NATIONAUX, CONTENU_NATIONAL, declarer, regles } from './adhesion.fixture.ts'
import { avancer, type Transition } from './avancer.ts'
import { echeances } from './echeances.ts'
import { REGLES_DES_TRANSITIONS } from './regles.ts'
import { ETATS, estMembre, etatPublic, type Situation } from './situation.ts'

const REGLES = regles()
const JOUR = 86_400_000
const DEPART = Date.parse('2026-01-15T09:30:00Z')

const minutes = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 3 * 1440 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 40 * 1440 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 400 * 1440 }) }
)

const jourPres = (now: Date, ecart: number): Jour => plusJours(now.toISOString().slice(0, 10) as Jour, ecart)

/** An act, as a function of the instant it is done at: letters are dated around it. */
const acte: fc.Arbitrary<(now: Date) => Acte> = fc.oneof(
  ...(
    [
      { genre: 'inviter' },
      { genre: 'commencer' },
      { genre: 'commencer' },
      { genre: 'abandonner' },
      { genre: 'admettre-de-droit' },
      { genre: 'opposer', raisons: 'Une raison.' },
      { genre: 'opposer', raisons: '  ' },
      { genre: 'activite' },
      { genre: 'activite' },
      { genre: 'accepter-version' },
      { genre: 'rectifier' },
      { genre: 'juger', rectifie: true },
      { genre: 'juger', rectifie: false },
      { genre: 'lever', raisons: 'Une raison.' },
      { genre: 'lever', raisons: '' },
      { genre: 'rouvrir', raisons: 'Une raison.' },
      { genre: 'retirer', cesse: true, sansConfusion: true },
      { genre: 'retirer', cesse: true, sansConfusion: false }
    ] satisfies Acte[]
  ).map((un) => fc.constant(() => un)),
  fc.constant(() => declarer()),
  fc.integer({ min: -1, max: 16 }).map(
    (apres) =>
      (now: Date): Acte => ({ genre: 'deliberer', cloture: new Date(now.getTime() + apres * JOUR + 3_600_000) })
  ),
  fc
    .subarray(CONTENU_NATIONAL.criteres.map(({ id }) => ({ critere: id, justification: 'oui' })))
    .map((choix) => () => declarer({ choix })),
  fc
    .tuple(fc.integer({ min: -40, max: 3 }), fc.nat({ max: 6 }), fc.nat({ max: 6 }))
    .map(([recue, envoi, constat]) => (now: Date): Acte => {
      const recueLe = jourPres(now, recue)
      const envoyeeLe = plusJours(recueLe, -envoi)
      return { genre: 'avertir', recueLe, envoyeeLe, constateLe: plusJours(envoyeeLe, -constat) }
    })
)

type Histoire = readonly (readonly [number, (now: Date) => Acte])[]

const jours = (n: number) => n * 1440
/** Chance alone seldom joins: many histories begin as a member's, some under warning. */
const debuts: readonly Histoire[] = [
  [],
  [
    [10, () => ({ genre: 'commencer' })],
    [60, () => declarer()]
  ],
  [
    [10, () => ({ genre: 'commencer' })],
    [60, () => declarer()],
    [jours(20), () => ({ genre: 'activite' })]
  ],
  [
    [10, () => ({ genre: 'admettre-de-droit' })],
    [
      jours(30),
      (now) => ({
        genre: 'avertir',
        constateLe: jourPres(now, -9),
        envoyeeLe: jourPres(now, -5),
        recueLe: jourPres(now, -2)
      })
    ]
  ]
]

const histoire: fc.Arbitrary<Histoire> = fc
  .tuple(fc.constantFrom(...debuts), fc.array(fc.tuple(minutes, acte), { maxLength: 20 }))
  .map(([debut, suite]) => [...debut, ...suite])

interface Vie {
  readonly situation: Situation
  readonly transitions: readonly Transition[]
  readonly rappels: readonly string[]
  /** What each act found, and left. */
  readonly pas: readonly {
    readonly acte: Acte
    readonly ok: boolean
    readonly avant: Situation
    readonly apres: Situation
  }[]
}

/** Lives a history; `reveils`: minutes after each act when the scheduler happens to run, as often as it likes. */
function vivreHistoire(h: Histoire, reveils: readonly number[]): Vie {
  let situation: Situation = { etat: 'REFERENCE' }
  let instant = DEPART
  const transitions: Transition[] = []
  const rappels: string[] = []
  const pas: { acte: Acte; ok: boolean; avant: Situation; apres: Situation }[] = []
  // The vote's issue hangs on its closing alone, whoever counts it and whenever.
  const depouiller = (now: Date) => {
    if (situation.etat !== 'FENETRE' || !situation.deliberation || situation.deliberation > now) return
    const oppose = situation.deliberation.getTime() % 7 < 3
    const issue = agir(situation, { genre: 'conclure', oppose, raisons: 'Le vote.' }, REGLES, situation.deliberation)
    if (!issue.ok) throw new Error(issue.error.raison)
    situation = issue.value.situation
    transitions.push(...issue.value.transitions)
    rappels.push(...issue.value.rappels.map(({ cle }) => cle))
  }
  const avance = (now: Date) => {
    depouiller(now)
    const fait = avancer(situation, REGLES, now)
    situation = fait.situation
    transitions.push(...fait.transitions)
    rappels.push(...fait.rappels.map(({ cle }) => cle))
  }
  for (const [attente, faire] of h) {
    const suivant = instant + attente * 60_000
    for (const reveil of reveils) if (instant + reveil * 60_000 < suivant) avance(new Date(instant + reveil * 60_000))
    instant = suivant
    const now = new Date(instant)
    depouiller(now)
    const avant = avancer(situation, REGLES, now).situation
    const fait = faire(now)
    const issue = agir(situation, fait, REGLES, now)
    if (issue.ok) {
      situation = issue.value.situation
      transitions.push(...issue.value.transitions)
      rappels.push(...issue.value.rappels.map(({ cle }) => cle))
    } else avance(now)
    pas.push({ acte: fait, ok: issue.ok, avant, apres: situation })
  }
  avance(new Date(instant + 800 * JOUR))
  return { situation, transitions, rappels, pas }
}

const reveils = fc.array(fc.integer({ min: 0, max: 60 * 1440 }), { maxLength: 6 }).map((r) => r.sort((a, b) => a - b))

describe('quelle que soit la vie d’une adhésion', () => {
  it('I1 : le droit à la Marque vaut dans ces états, et dans eux seuls', () => {
    fc.assert(
      fc.property(histoire, (h) => {
        for (const { apres } of vivreHistoire(h, []).pas) {
          expect(estMembre(apres)).toBe(['MEMBRE', 'AVERTI'].includes(apres.etat))
          expect(estMembre(apres)).toBe(['membre', 'membre-de-droit'].includes(etatPublic(apres)))
        }
      })
    )
  })

  it('I2 : nul n’est membre sans avoir déclaré les 2 conditions et 5 critères, sauf de droit', () => {
    fc.assert(
      fc.property(histoire, (h) => {
        const { pas } = vivreHistoire(h, [])
        for (const { apres } of pas) {
          if (!('membre' in apres)) continue
          const declaree = pas.some(({ acte: a, ok }) => {
            if (!ok || a.genre !== 'declarer') return false
            const ids = new Set(a.choix.map(({ critere }) => critere))
            return ids.has('m1') && ids.has('m2') && [...ids].filter((id) => id.startsWith('c')).length >= 5
          })
          const deDroit = pas.some(({ acte: a, ok }) => ok && a.genre === 'admettre-de-droit')
          expect(apres.membre.origine === 'droit' ? deDroit : declaree).toBe(true)
        }
      }),
      { numRuns: 300 }
    )
  })

  it('I3 : on ne sort de la suspension que par une décision motivée du comité, ou en partant', () => {
    fc.assert(
      fc.property(histoire, reveils, (h, r) => {
        for (const { acte: a, ok, avant, apres } of vivreHistoire(h, r).pas) {
          if (avant.etat !== 'SUSPENDU' || apres.etat === 'SUSPENDU') continue
          expect(ok).toBe(true)
          expect(['lever', 'retirer']).toContain(a.genre)
          if (a.genre === 'lever') expect(a.raisons.trim()).not.toBe('')
        }
      }),
      { numRuns: 300 }
    )
  })

  it('I4 : pas d’opposition sans raisons, ni hors du délai', () => {
    fc.assert(
      fc.property(histoire, (h) => {
        for (const { acte: a, ok, avant } of vivreHistoire(h, []).pas) {
          if ((a.genre !== 'opposer' && a.genre !== 'deliberer') || !ok) continue
          if (a.genre === 'deliberer') {
            if (avant.etat !== 'FENETRE') throw new Error('hors du délai')
            expect(a.cloture.getTime()).toBeLessThan(avant.fin.getTime())
            continue
          }
          expect(a.raisons.trim()).not.toBe('')
          expect(avant.etat).toBe('FENETRE')
        }
      })
    )
  })

  it('I5 : chaque délai part d’une réception inscrite, et suit elle', () => {
    fc.assert(
      fc.property(histoire, reveils, (h, r) => {
        for (const { apres } of vivreHistoire(h, r).pas) {
          if (apres.etat === 'FENETRE') {
            const jours = (apres.fin.getTime() - apres.recueLe.getTime()) / JOUR
            // Fifteen whole days after the day of receipt; an hour more or less where clocks change.
            expect(jours).toBeGreaterThan(15 - 1 / 24 - 1e-6)
            expect(jours).toBeLessThanOrEqual(16 + 1 / 24)
          }
          if (apres.etat === 'AVERTI')
            expect(apres.avertissement.fin.getTime()).toBeGreaterThan(
              Date.parse(apres.avertissement.recueLe) + 15 * JOUR
            )
        }
      })
    )
  })

  it('I6 : en retard, deux fois ou jamais pendant des jours, le programme trouve les mêmes dates', () => {
    fc.assert(
      fc.property(histoire, reveils, (h, r) => {
        const aLHeure = vivreHistoire(h, r)
        const enRetard = vivreHistoire(h, [])
        const double = vivreHistoire(
          h,
          [...r, ...r].sort((a, b) => a - b)
        )
        expect(enRetard.situation).toEqual({ ...aLHeure.situation, ...rappelsDe(enRetard.situation) })
        expect(enRetard.transitions).toEqual(aLHeure.transitions)
        expect(double.transitions).toEqual(aLHeure.transitions)
        expect(double.rappels).toEqual(aLHeure.rappels)
        // A late scheduler may leave out messages that serve no more; it never sends one twice, nor another.
        const restants = [...aLHeure.rappels]
        for (const cle of enRetard.rappels) {
          expect(restants).toContain(cle)
          restants.splice(restants.indexOf(cle), 1)
        }
      }),
      { numRuns: 500 }
    )
  })

  it('rien de ce qui doit arriver n’est jamais déjà passé', () => {
    fc.assert(
      fc.property(histoire, minutes, (h, attente) => {
        const now = new Date(DEPART + attente * 60_000)
        let situation: Situation = { etat: 'REFERENCE' }
        for (const [, faire] of h) {
          const issue = agir(situation, faire(now), REGLES, now)
          if (issue.ok) situation = issue.value.situation
        }
        for (const { le } of echeances(situation, REGLES)) expect(le.getTime()).toBeGreaterThan(now.getTime())
      })
    )
  })

  it('un lieu suspendu ou parti sous sanction ne peut pas se déclarer à nouveau', () => {
    const suspendu = avancer(
      {
        etat: 'FENETRE',
        depuis: new Date(DEPART),
        version: 1,
        recueLe: new Date(DEPART),
        fin: new Date(DEPART + 16 * JOUR),
        rappels: []
      },
      REGLES,
      new Date(DEPART + 17 * JOUR)
    ).situation
    if (suspendu.etat !== 'MEMBRE') throw new Error('il devait être membre')
    for (const depart of [
      { etat: 'SUSPENDU', depuis: new Date(DEPART), membre: suspendu.membre },
      { etat: 'RETIRE', depuis: new Date(DEPART), barre: true }
    ] satisfies Situation[]) {
      expect(agir(depart, { genre: 'commencer' }, REGLES, new Date(DEPART + 20 * JOUR)).ok).toBe(false)
      expect(agir(depart, { genre: 'admettre-de-droit' }, REGLES, new Date(DEPART + 20 * JOUR)).ok).toBe(false)
      expect(agir(depart, declarer({ choix: CHOIX_NATIONAUX }), REGLES, new Date(DEPART + 20 * JOUR)).ok).toBe(false)
    }
  })
})

it('les histoires tirées au sort passent par tous les états, et par toutes les transitions', () => {
  const etats = new Set<string>()
  const numeros = new Set<string>()
  for (const h of fc.sample(histoire, { numRuns: 2_000, seed: 7 })) {
    const vie = vivreHistoire(h, [])
    for (const { avant, apres } of vie.pas) etats.add(avant.etat).add(apres.etat)
    for (const { numero } of vie.transitions) numeros.add(numero)
  }
  // « DECLARE » lasts no time: the platform receives what it sends.
  expect(ETATS.filter((etat) => !etats.has(etat))).toEqual(['DECLARE'])
  const voulues = Object.keys(REGLES_DES_TRANSITIONS).filter((numero) => !['signature', 'reunion'].includes(numero))
  expect(voulues.filter((numero) => !numeros.has(numero))).toEqual([])
})

// Which messages were decided is not part of the dates.
const rappelsDe = (situation: Situation) => ('rappels' in situation ? { rappels: situation.rappels } : {})
