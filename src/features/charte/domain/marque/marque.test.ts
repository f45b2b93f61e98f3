import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Jour } from '../../../../kernel/jour.ts'
import { ETATS, type Etat } from '../adhesion/situation.ts'
import { lireDemande, lireReponse } from './demande.ts'
import { historiquePublic } from './preuve.ts'
import { PLACES, statutDePlace, versBits } from './statuts.ts'

const passages = fc
  .array(fc.constantFrom(...ETATS), { maxLength: 30 })
  .map((etats) => etats.map((vers, rang) => ({ vers, le: new Date(rang * 86_400_000) })))

describe('l’histoire qu’un passant peut lire', () => {
  it('ne laisse jamais deviner un avertissement, ni comment un droit s’est terminé', () => {
    const tu = (etat: Etat): Etat =>
      etat === 'AVERTI' ? 'MEMBRE' : etat === 'NON_RENOUVELE' || etat === 'OPPOSE' ? 'RETIRE' : etat
    fc.assert(
      fc.property(passages, (suite) => {
        expect(historiquePublic(suite)).toEqual(historiquePublic(suite.map(({ vers, le }) => ({ vers: tu(vers), le }))))
      })
    )
  })

  it('commence par « membre », et ne dit jamais deux fois de suite la même chose', () => {
    fc.assert(
      fc.property(passages, (suite) => {
        const statuts = historiquePublic(suite).map(({ statut }) => statut)
        expect(statuts[0]).not.toBe('ancien-membre')
        statuts.forEach((statut, rang) => {
          expect(statut).not.toBe(statuts[rang - 1])
        })
      })
    )
  })

  it('ne garde rien de ce qui n’a pas abouti', () => {
    const le = new Date(0)
    expect(
      historiquePublic((['INVITE', 'BROUILLON', 'DECLARE', 'FENETRE', 'OPPOSE'] as const).map((vers) => ({ vers, le })))
    ).toEqual([])
  })
})

describe('une place dans la liste', () => {
  const debut = new Date('2026-06-16T22:00:00Z')
  it.each([
    ['MEMBRE', debut, false, undefined],
    ['AVERTI', debut, false, undefined],
    ['SUSPENDU', debut, false, 'suspension'],
    ['MEMBRE', debut, true, 'suspension'],
    ['RETIRE', undefined, false, 'revocation'],
    ['NON_RENOUVELE', undefined, false, 'revocation'],
    // The lieu came back: its first badge stays withdrawn.
    ['MEMBRE', new Date('2026-09-01T22:00:00Z'), false, 'revocation'],
    ['SUSPENDU', new Date('2026-09-01T22:00:00Z'), false, 'revocation']
  ] as const)('d’un lieu %s', (etat, membreDepuis, absorbee, attendu) => {
    expect(statutDePlace({ debut, etat, membreDepuis, absorbee })).toBe(attendu)
  })

  it('est un bit, le premier en tête d’octet', () => {
    expect([...versBits([0, 9]).slice(0, 2)]).toEqual([128, 64])
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(PLACES - 1), { maxLength: 40 }), (places) => {
        const bits = versBits(places)
        expect(bits.length * 8).toBe(PLACES)
        const lues = Array.from(bits).flatMap((octet, rang) =>
          octet === 0 ? [] : [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bit) => (octet & (128 >> bit) ? [rang * 8 + bit] : []))
        )
        expect(lues).toEqual([...places].sort((a, b) => a - b))
      }),
      { numRuns: 30 }
    )
  })
})

describe('la demande d’un autre usage', () => {
  it('se lit, ou dit toutes ses fautes ; aucune saisie ne la casse', () => {
    const aujourdhui = '2026-09-01' as Jour
    fc.assert(
      fc.property(
        fc.record({
          reseau: fc.string(),
          organisme: fc.string(),
          usage: fc.string(),
          du: fc.string(),
          au: fc.string()
        }),
        (saisie) => {
          const lue = lireDemande(saisie, ['national'], aujourdhui)
          if (!lue.ok) expect(lue.error.length).toBeGreaterThan(0)
        }
      )
    )
    const bonne = { reseau: 'national', organisme: 'Mairie', usage: 'Une affiche.', du: '01/09/2026', au: '01/09/2029' }
    expect(lireDemande(bonne, ['national'], aujourdhui)).toMatchObject({
      ok: true,
      value: { du: '2026-09-01', au: '2029-09-01' }
    })
    expect(lireDemande({ ...bonne, au: '02/09/2029' }, ['national'], aujourdhui)).toMatchObject({
      ok: false,
      error: [{ champ: 'au' }]
    })
    expect(lireDemande({ ...bonne, du: '31/08/2026', au: '30/09/2026' }, ['national'], aujourdhui)).toMatchObject({
      ok: false,
      error: [{ champ: 'du' }]
    })
  })

  it('reçoit un accord avec ou sans conditions, et un refus seulement avec ses raisons', () => {
    expect(lireReponse({ reponse: 'accord' })).toMatchObject({ ok: true })
    expect(lireReponse({ reponse: 'refus', texte: 'Trop commercial.' })).toMatchObject({ ok: true })
    expect(lireReponse({ reponse: 'refus' })).toMatchObject({ ok: false, error: [{ champ: 'texte' }] })
    expect(lireReponse({})).toMatchObject({ ok: false, error: [{ champ: 'reponse' }] })
  })
})
