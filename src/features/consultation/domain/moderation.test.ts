import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EtatPublication, GesteDeModeration } from './item.ts'
import {
  type DecisionPrise,
  decisionAContester,
  direMotif,
  GESTES,
  gestesPossibles,
  MOTIFS,
  motifsDe,
  parseCible,
  parseGeste,
  parseMotif
} from './moderation.ts'

const ETATS: readonly EtatPublication[] = ['attente', 'publie', 'refuse', 'retire', 'retire-auteur']
const REPONDU = new Date('2026-06-10T08:00:00Z')
const decision = (geste: GesteDeModeration, repondu = false): DecisionPrise => ({
  id: geste,
  geste,
  repondu_le: repondu ? REPONDU : null
})

describe('ce qu’une personne de la modération peut décider', () => {
  it.each([
    ['attente', false, [], ['publier', 'refuser']],
    ['publie', false, [], ['retirer']],
    ['publie', true, [], ['garder', 'retirer']],
    ['retire', false, [decision('retirer')], ['retablir']],
    ['retire', false, [decision('retirer', true)], ['retablir', 'retirer']],
    ['refuse', false, [decision('refuser', true)], ['retablir', 'refuser']],
    ['retire-auteur', true, [], []]
  ] as const)('d’un texte « %s » (signalé : %s)', (etat, signalee, decisions, gestes) =>
    expect(gestesPossibles(etat, { signalee, decisions })).toEqual(gestes)
  )

  it('jamais ce qu’un auteur a retiré, et toujours avec une raison de la liste qui va avec le geste', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...ETATS),
        fc.boolean(),
        fc.array(
          fc.tuple(
            fc.constantFrom<GesteDeModeration>('publier', 'refuser', 'retirer', 'retablir', 'garder'),
            fc.boolean()
          )
        ),
        (etat, signalee, faits) => {
          const decisions = faits.map(([geste, repondu]) => decision(geste, repondu))
          for (const geste of gestesPossibles(etat, { signalee, decisions })) {
            expect(etat).not.toBe('retire-auteur')
            expect(Object.keys(motifsDe(geste)).some((motif) => parseMotif(motif) !== undefined)).toBe(
              !GESTES[geste].favorable
            )
            // What is decided again without a change of state is a report, or an answer, that was looked at.
            if (GESTES[geste].vers === etat) expect(signalee || decisions.at(-1)?.repondu_le).toBeTruthy()
          }
        }
      )
    ))
})

describe('le droit de réponse', () => {
  it('va à la dernière décision défavorable, une fois', () => {
    expect(decisionAContester([])).toBeUndefined()
    expect(decisionAContester([decision('retirer')])?.geste).toBe('retirer')
    expect(decisionAContester([decision('garder')])).toBeUndefined()
    expect(decisionAContester([decision('retirer', true)])).toBeUndefined()
    // Confirmed after an answer: the exchange is over.
    expect(decisionAContester([decision('retirer', true), decision('retirer')])).toBeUndefined()
  })

  it('revient quand le texte, remis en ligne, est retiré pour autre chose', () =>
    expect(decisionAContester([decision('refuser', true), decision('retablir'), decision('retirer')])?.geste).toBe(
      'retirer'
    ))
})

describe('ce qui vient d’une adresse ou d’un formulaire', () => {
  it('n’est lu que s’il existe', () => {
    for (const faux of ['toString', '__proto__', 'constructor', '', 'Publier']) {
      expect(parseMotif(faux)).toBeUndefined()
      expect(parseGeste(faux)).toBeUndefined()
      expect(parseCible(faux, '1')).toBeUndefined()
    }
    expect(parseCible('opinion', '12')).toEqual({ genre: 'opinion', id: 12 })
    for (const faux of ['0', '-1', '1e3', '99999999999999999999', ''])
      expect(parseCible('opinion', faux)).toBeUndefined()
    expect(parseCible('item', "' or 1=1")).toBeUndefined()
  })

  it('dit chaque motif en mots, et un ancien tel quel', () => {
    for (const [motif, mots] of Object.entries(MOTIFS)) expect(direMotif(motif)).toBe(mots)
    expect(direMotif('toString')).toBe('toString')
  })
})
