import { describe, expect, it } from 'vitest'
import { normaliser } from '../../../kernel/texte.ts'
import { FACETTES } from './facette.ts'
import { SYNONYMES_LIVRES, synonymesEnVigueur } from './synonymes.ts'

const trouver = (expression: string, parmi = SYNONYMES_LIVRES) =>
  parmi.find((s) => s.expression === normaliser(expression))
const valeursDe = (expression: string) => trouver(expression)?.valeurs.map(({ valeur }) => valeur) ?? []

describe('les mots de tous les jours', () => {
  it.each([
    ['impôts', 'Aide aux démarches administratives'],
    ['caf', 'Aide aux démarches administratives'],
    ['carte grise', 'Aide aux démarches administratives'],
    ['wifi', 'Accès internet et matériel informatique'],
    ['imprimer', 'Accès internet et matériel informatique'],
    ['CV', 'Insertion professionnelle via le numérique'],
    ['arnaques', 'Utilisation sécurisée du numérique'],
    ['Pronote', 'Parentalité et éducation avec le numérique'],
    ['imprimante 3D', 'Loisirs et créations numériques'],
    ['réparer', 'Acquisition de matériel informatique à prix solidaire'],
    ['médiathèque', 'BIB'],
    ['mairie', 'MUNI'],
    ['France services', 'RFS'],
    ['fauteuil roulant', 'Handicaps moteurs'],
    ['gratuit', 'Gratuit'],
    ['seniors', 'Seniors']
  ])('« %s » mène à « %s »', (expression, valeur) => {
    expect(valeursDe(expression)).toContain(valeur)
  })

  it('mènent aussi au lieu qui ne fait que cela', () => {
    expect(valeursDe('caf')).toEqual(expect.arrayContaining(['CAF', "Point d'accès numérique CAF"]))
    expect(valeursDe('Pôle emploi')).toContain('FT')
  })

  it('mènent à d’autres mots quand le schéma n’en a pas', () => {
    expect(trouver('autoréparation')).toMatchObject({
      valeurs: [],
      mots: expect.arrayContaining(['repair cafe', 'atelier de reparation'])
    })
  })

  it('ne mènent qu’à des réponses que les filtres proposent', () => {
    for (const { expression, valeurs } of SYNONYMES_LIVRES)
      for (const { facette, valeur } of valeurs)
        expect(FACETTES.find(({ cle }) => cle === facette)?.valeurs, expression).toContain(valeur)
  })

  it('ne sont dits qu’une fois chacun', () => {
    const expressions = SYNONYMES_LIVRES.map(({ expression }) => expression)
    expect(new Set(expressions).size).toBe(expressions.length)
  })

  it('cèdent à ce que l’administration en dit, et se taisent si elle les vide', () => {
    const sens = [{ facette: 'typologie', valeur: 'CAF' }]
    const enVigueur = synonymesEnVigueur([
      { expression: 'caf', valeurs: sens, mots: [] },
      { expression: 'wifi', valeurs: [], mots: [] },
      { expression: 'paperasse', valeurs: [], mots: ['demarche'] }
    ])
    expect(trouver('caf', enVigueur)?.valeurs).toEqual(sens)
    expect(trouver('wifi', enVigueur)).toBeUndefined()
    expect(trouver('paperasse', enVigueur)?.mots).toEqual(['demarche'])
  })
})
