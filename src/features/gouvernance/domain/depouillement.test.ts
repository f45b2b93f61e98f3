import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COLLEGES, type College } from '../../../kernel/role.ts'
import { depouiller, type Electeur, type Sens, type Voix } from './depouillement.ts'
import {
  MAJORITES,
  type Majorite,
  QUORUMS,
  type Quorum,
  quorumDe,
  REGLE_PAR_DEFAUT,
  type RegleDeVote
} from './regle.ts'

const CLOTURE = new Date('2026-07-01T21:59:00Z')
const AVANT = new Date(CLOTURE.getTime() - 1)

const membres = (nombre: number, college: College = 'associations'): Electeur[] =>
  Array.from({ length: nombre }, (_, i) => ({ compteId: `${college}-${i}`, college }))

const voix = (electorat: readonly Electeur[], ...sens: Sens[]): Voix[] =>
  sens.map((un, i) => ({ titulaire: electorat[i]?.compteId ?? '', sens: un, le: AVANT }))

describe('un vote du comité', () => {
  it('s’adopte à la majorité des voix, à égalité ne s’adopte pas, et s’abstenir n’est d’aucun côté', () => {
    const electorat = membres(6)
    const resultat = (...sens: Sens[]) =>
      depouiller(voix(electorat, ...sens), electorat, REGLE_PAR_DEFAUT, CLOTURE).resultat
    expect(resultat('pour', 'pour', 'contre')).toBe('adoptee')
    expect(resultat('pour', 'contre')).toBe('egalite')
    expect(resultat('pour', 'contre', 'contre')).toBe('rejetee')
    expect(resultat('pour', 'abstention', 'abstention')).toBe('adoptee')
    expect(resultat('abstention', 'abstention')).toBe('egalite')
  })

  it('ne compte pas sous le quorum d’un tiers, même unanime', () => {
    const electorat = membres(7)
    expect(quorumDe(7, 'tiers')).toBe(3)
    expect(depouiller(voix(electorat, 'pour', 'pour'), electorat, REGLE_PAR_DEFAUT, CLOTURE)).toMatchObject({
      resultat: 'sans-quorum',
      quorumAtteint: false,
      votants: 2
    })
    expect(
      depouiller(voix(electorat, 'pour', 'pour', 'abstention'), electorat, REGLE_PAR_DEFAUT, CLOTURE).resultat
    ).toBe('adoptee')
    expect(depouiller([], [], REGLE_PAR_DEFAUT, CLOTURE).resultat).toBe('sans-quorum')
  })

  it('atteint le quorum à la dernière milliseconde, et plus à la suivante', () => {
    const electorat = membres(6)
    const derniere = (le: Date): Voix[] => [
      ...voix(electorat, 'pour'),
      { titulaire: 'associations-1', sens: 'pour', le }
    ]
    expect(depouiller(derniere(AVANT), electorat, REGLE_PAR_DEFAUT, CLOTURE).resultat).toBe('adoptee')
    expect(depouiller(derniere(CLOTURE), electorat, REGLE_PAR_DEFAUT, CLOTURE).resultat).toBe('sans-quorum')
  })

  it('demande plus quand la règle demande plus', () => {
    const electorat = membres(9)
    const avec = (majorite: Majorite, ...sens: Sens[]) =>
      depouiller(voix(electorat, ...sens), electorat, { quorum: 'aucun', majorite }, CLOTURE).resultat
    expect(avec('absolue', 'pour', 'pour', 'contre', 'abstention')).toBe('rejetee')
    expect(avec('absolue', 'pour', 'pour', 'pour', 'contre', 'abstention')).toBe('adoptee')
    expect(avec('deux-tiers', 'pour', 'pour', 'contre')).toBe('adoptee')
    expect(avec('deux-tiers', 'pour', 'pour', 'pour', 'contre', 'contre')).toBe('rejetee')
  })

  it('se lit collège par collège, sans celui qui n’a pas de siège', () => {
    const electorat = [...membres(2, 'collectivites'), ...membres(1, 'citoyens')]
    expect(
      depouiller(voix(electorat, 'pour', 'contre', 'pour'), electorat, REGLE_PAR_DEFAUT, CLOTURE).colleges
    ).toEqual([
      { college: 'collectivites', electeurs: 2, pour: 1, contre: 1, abstentions: 0 },
      { college: 'citoyens', electeurs: 1, pour: 1, contre: 0, abstentions: 0 }
    ])
  })
})

const regle: fc.Arbitrary<RegleDeVote> = fc.record({
  quorum: fc.constantFrom(...(Object.keys(QUORUMS) as Quorum[])),
  majorite: fc.constantFrom(...(Object.keys(MAJORITES) as Majorite[]))
})
const college = fc.constantFrom(...(Object.keys(COLLEGES) as College[]))
const scrutin = fc
  .array(
    fc.record({
      college,
      assis: fc.boolean(),
      sens: fc.option(fc.constantFrom<Sens>('pour', 'contre', 'abstention')),
      retard: fc.integer({ min: -5, max: 5 })
    }),
    { maxLength: 25 }
  )
  .map((gens) => ({
    electorat: gens.flatMap(({ college: sien, assis }, i) => (assis ? [{ compteId: `m${i}`, college: sien }] : [])),
    voix: gens.flatMap(({ sens, retard }, i): Voix[] =>
      sens ? [{ titulaire: `m${i}`, sens, le: new Date(CLOTURE.getTime() + retard) }] : []
    )
  }))

describe('quels que soient les votes', () => {
  it('l’ordre ne compte pas, ni ce qui arrive tard ou d’ailleurs', () => {
    fc.assert(
      fc.property(scrutin, regle, fc.func(fc.integer()), ({ electorat, voix: toutes }, r, hasard) => {
        const compte = depouiller(toutes, electorat, r, CLOTURE)
        const melees = [...toutes].sort((a, b) => hasard(a.titulaire) - hasard(b.titulaire))
        expect(depouiller(melees, [...electorat].reverse(), r, CLOTURE)).toEqual(compte)
        const assis = new Set(electorat.map(({ compteId }) => compteId))
        const valables = toutes.filter(({ titulaire, le }) => assis.has(titulaire) && le < CLOTURE)
        expect(depouiller(valables, electorat, r, CLOTURE)).toEqual(compte)
        expect(compte.votants).toBe(valables.length)
      })
    )
  })

  it('rien ne s’adopte à égalité, sans quorum, ou sans plus de pour que de contre', () => {
    fc.assert(
      fc.property(scrutin, regle, ({ electorat, voix: toutes }, r) => {
        const { resultat, pour, contre, votants, electeurs, quorumAtteint } = depouiller(toutes, electorat, r, CLOTURE)
        expect(electeurs).toBe(electorat.length)
        expect(quorumAtteint).toBe(
          votants >= Math.max(1, Math.ceil((electeurs * QUORUMS[r.quorum].num) / QUORUMS[r.quorum].den))
        )
        if (resultat === 'adoptee') {
          expect(pour).toBeGreaterThan(contre)
          expect(quorumAtteint).toBe(true)
        }
        if (quorumAtteint && pour === contre) expect(resultat).toBe('egalite')
      })
    )
  })

  it('les collèges font le total', () => {
    fc.assert(
      fc.property(scrutin, regle, ({ electorat, voix: toutes }, r) => {
        const compte = depouiller(toutes, electorat, r, CLOTURE)
        for (const cle of ['electeurs', 'pour', 'contre', 'abstentions'] as const)
          expect(compte.colleges.reduce((somme, un) => somme + un[cle], 0)).toBe(compte[cle])
      })
    )
  })
})
