import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { charteLivree, contenu, critere } from './charte.fixture.ts'
import { type ChoixEcrit, compteEnMots, etapeFaite, etapesDeclaration, reprendreChoix } from './etapes-declaration.ts'
import { empreinteChoix, lireChoix, lireStructure } from './saisie-declaration.ts'

const national = charteLivree('nationale').contenu
const coche = (...ids: string[]): ChoixEcrit[] => ids.map((id) => ({ critere: id, choisi: true, justification: '' }))
const clair = (texte: string) => texte.replaceAll('\u00a0', ' ')

describe('les pages d’une déclaration', () => {
  it('suivent la charte : une par famille de critères, et rien de plus que ce qu’elle demande', () => {
    expect(etapesDeclaration(national).map(({ cle }) => cle)).toEqual([
      'charte',
      'structure',
      'exigences',
      'criteres-1',
      'criteres-2',
      'criteres-3',
      'criteres-4',
      'criteres-5',
      'criteres-6',
      'criteres-7',
      'relire'
    ])
    const sicoval = etapesDeclaration(charteLivree('sicoval').contenu)
    expect(sicoval.map(({ cle }) => cle)).toEqual(['charte', 'structure', 'exigences', 'relire'])
    expect(sicoval[2]?.titre).toBe('Les engagements')
    expect(
      etapesDeclaration(contenu({ criteres: [critere('e1', { genre: 'engagement' })] })).map(({ titre }) => titre)
    ).toContain('L’engagement')
    // Every criterion of any charter is asked on one page, once.
    const demandes = etapesDeclaration(national).flatMap(({ criteres }) => criteres.map(({ id }) => id))
    expect([...demandes].sort()).toEqual(national.criteres.map(({ id }) => id).sort())
  })

  it('disent combien de critères sont choisis, et combien il en faut', () => {
    expect(clair(compteEnMots(national, coche('m1', 'm2')))).toBe('Aucun critère choisi, il en faut 5')
    expect(clair(compteEnMots(national, coche('c1', 'c2', 'c3')))).toBe('3 critères choisis, il en faut 5')
    expect(clair(compteEnMots(national, coche('c1', 'c2', 'c3', 'c4', 'c5')))).toContain('c’est assez : il en faut 5')
    expect(clair(compteEnMots(contenu({ parametres: { criteres_minimum: 0 } }), coche('c1')))).toBe('1 critère choisi')
  })

  it('ne disent faite que ce qui peut partir', () => {
    const derniere = etapesDeclaration(national).at(-1)
    if (!derniere) throw new Error('aucune page')
    const complete = { structure: 'S', signataire: 'N', choix: coche('m1', 'm2', 'c1', 'c2', 'c3', 'c4', 'c5') }
    expect(etapeFaite(derniere, national, complete)).toBe(true)
    expect(etapeFaite(derniere, national, { ...complete, signataire: '' })).toBe(false)
    expect(etapeFaite(derniere, national, { ...complete, choix: coche('m1', 'c1', 'c2', 'c3', 'c4', 'c5') })).toBe(
      false
    )
    expect(etapeFaite(derniere, national, { ...complete, choix: [...complete.choix, ...coche('c21')] })).toBe(false)
  })
})

describe('ce qui est écrit', () => {
  it('sur la structure se garde toujours, même faux, et dit ce qui reste à corriger', () => {
    const lue = lireStructure({
      structure: '  Les   Cimes ',
      statut: 'groupe de citoyens',
      pivot: 'W123456789',
      signataire: 'Zoé'
    })
    expect(lue).toEqual({
      valeurs: {
        structure: 'Les Cimes',
        statut: 'groupe de citoyens',
        pivot: 'W123456789',
        signataire: 'Zoé',
        qualite: ''
      },
      fautes: []
    })
    expect(
      lireStructure({ structure: 'a'.repeat(201), pivot: '12', statut: 'roi', signataire: 'Z' }).fautes.map(
        ({ champ }) => champ
      )
    ).toEqual(['structure', 'statut', 'pivot'])
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('structure', 'statut', 'pivot', 'signataire', 'qualite'),
          fc.string({ maxLength: 400 })
        ),
        (champs) => {
          const { valeurs } = lireStructure(champs)
          expect(valeurs.structure.length).toBeLessThanOrEqual(200)
          expect(valeurs.pivot.length).toBeLessThanOrEqual(14)
          expect(valeurs.statut.length).toBeLessThanOrEqual(60)
          // What was kept reads the same the next time.
          expect(lireStructure({ ...valeurs }).valeurs).toEqual(valeurs)
        }
      )
    )
  })

  it('sur les critères ne prend rien d’une autre page', () => {
    const page = national.criteres.filter(({ id }) => ['c1', 'c2'].includes(id))
    expect(lireChoix({ 'choix-c1': 'oui', 'choix-c9': 'oui' }, page)).toEqual({
      ok: false,
      error: { inconnu: 'choix-c9' }
    })
    expect(lireChoix({ 'choix-c1': 'oui', 'justification-c2': ' Un jour. ' }, page)).toMatchObject({
      value: {
        choix: [
          { critere: 'c1', choisi: true, justification: '' },
          { critere: 'c2', choisi: false, justification: 'Un jour.' }
        ],
        fautes: []
      }
    })
  })

  it('se reconnaît : la même page donne la même empreinte, un mot de plus en donne une autre', () => {
    const page = national.criteres.filter(({ id }) => ['c1', 'c2'].includes(id))
    const texte = fc.string({ maxLength: 20 })
    fc.assert(
      fc.property(fc.boolean(), texte, texte, (choisi, un, autre) => {
        const choix = (justification: string): ChoixEcrit[] => [{ critere: 'c1', choisi, justification }]
        expect(empreinteChoix([...choix(un), ...coche('c9')], page)).toBe(empreinteChoix(choix(un), page))
        expect(empreinteChoix(choix(un), page) === empreinteChoix(choix(autre), page)).toBe(un === autre)
      })
    )
  })

  it('passe d’une version à l’autre tant que le critère existe', () => {
    expect(reprendreChoix(contenu(), coche('c1', 'c9', 'm1')).map(({ critere: id }) => id)).toEqual(['c1', 'm1'])
  })
})
