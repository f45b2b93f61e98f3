import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { charteLivree, contenu, critere } from './charte.fixture.ts'
import { verifierDeclaration } from './declaration.ts'

const nationale = charteLivree('nationale').contenu
const sicoval = charteLivree('sicoval').contenu
const choix = (...ids: string[]) => ids.map((id) => ({ critere: id, justification: 'Agrément 12' }))

describe('« les 2 conditions génériques […] et au moins 5 critères spécifiques » (article 5)', () => {
  it('accepte 2 conditions et 5 critères, de n’importe quelles familles', () => {
    expect(verifierDeclaration(nationale, choix('m1', 'm2', 'c1', 'c2', 'c3', 'c4', 'c5')).ok).toBe(true)
    expect(verifierDeclaration(nationale, choix('m1', 'm2', 'c1', 'c9', 'c21', 'c30', 'c40')).ok).toBe(true)
  })

  it('refuse 4 critères, et dit combien il en manque', () => {
    expect(verifierDeclaration(nationale, choix('m1', 'm2', 'c1', 'c2', 'c3', 'c4'))).toEqual({
      ok: false,
      error: [{ raison: 'trop-peu-de-criteres', choisis: 4, minimum: 5 }]
    })
  })

  it('compte une fois un critère choisi deux fois', () => {
    const refus = verifierDeclaration(nationale, choix('m1', 'm2', 'c1', 'c1', 'c1', 'c1', 'c1'))
    expect(refus).toMatchObject({ error: [{ choisis: 1 }] })
  })

  it('refuse qu’il manque une condition, et la nomme, même avec les 40 critères', () => {
    const tous = nationale.criteres.filter(({ genre }) => genre === 'critere').map(({ id }) => id)
    expect(tous).toHaveLength(40)
    expect(verifierDeclaration(nationale, choix('m2', ...tous))).toEqual({
      ok: false,
      error: [{ raison: 'condition-manquante', critere: 'm1' }]
    })
  })

  it('nomme le critère que la charte ne connaît pas, et ne le compte pas', () => {
    expect(verifierDeclaration(nationale, choix('m1', 'm2', 'c1', 'c2', 'c3', 'c4', 'c41'))).toEqual({
      ok: false,
      error: [
        { raison: 'critere-inconnu', critere: 'c41' },
        { raison: 'trop-peu-de-criteres', choisis: 4, minimum: 5 }
      ]
    })
  })
})

it('« sous réserve de l’obtention des labels et agréments requis » : le critère 21 se montre', () => {
  const sans = [...choix('m1', 'm2', 'c1', 'c2', 'c3', 'c4'), { critere: 'c21', justification: '  ' }]
  expect(verifierDeclaration(nationale, sans)).toEqual({
    ok: false,
    error: [{ raison: 'justificatif-manquant', critere: 'c21' }]
  })
})

it('au Sicoval, demande les six engagements', () => {
  expect(verifierDeclaration(sicoval, choix('e1', 'e2', 'e3', 'e4', 'e5', 'e6')).ok).toBe(true)
  expect(verifierDeclaration(sicoval, choix('e1', 'e2', 'e3', 'e4', 'e6'))).toMatchObject({
    error: [{ raison: 'engagement-manquant', critere: 'e5' }]
  })
})

it('accepte tout juste ce que la charte demande : ni une condition, ni un critère de moins', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 5 }),
      fc.nat({ max: 20 }),
      fc.nat({ max: 20 }),
      fc.func(fc.boolean()),
      (conditions, criteres, minimum, coche) => {
        const charte = contenu({
          criteres: [
            ...Array.from({ length: conditions }, (_, i) => critere(`m${i}`, { genre: 'condition' })),
            ...Array.from({ length: criteres }, (_, i) => critere(`c${i}`))
          ],
          parametres: { criteres_minimum: minimum }
        })
        const choisis = charte.criteres.filter(({ id }) => coche(id))
        const attendu =
          choisis.filter(({ genre }) => genre === 'condition').length === conditions &&
          choisis.filter(({ genre }) => genre === 'critere').length >= minimum
        expect(
          verifierDeclaration(
            charte,
            choisis.map(({ id }) => ({ critere: id }))
          ).ok
        ).toBe(attendu)
      }
    )
  )
})
