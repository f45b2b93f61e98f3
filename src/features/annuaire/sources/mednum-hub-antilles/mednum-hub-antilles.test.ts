import { describe, expect, it } from 'vitest'
import { essayerUne } from '../essai.fixture.ts'
import { MEDNUM_HUB_ANTILLES } from './mednum-hub-antilles.source.ts'

const LIGNE = {
  id: 'abc-mediation-numerique-exemple',
  nom: 'CYBER BASE EXEMPLE',
  services: 'Prendre en main un ordinateur Devenir autonome dans les démarches administratives Accéder à du matérie',
  pivot: '00000000000000',
  'pivot (siret ou rna)': '73282932000074',
  commune: 'SAINT-DENIS',
  code_postal: '97400',
  adresse: 'Bourg',
  labels_nationaux: 'Aucun dispositif',
  source: ''
}

describe('Hub Antilles', () => {
  it('sépare les services écrits à la suite, et garde la phrase', () => {
    const { valeurs, complements, remarques } = essayerUne(MEDNUM_HUB_ANTILLES, LIGNE)
    expect(valeurs.services).toEqual(
      expect.arrayContaining(['Maîtrise des outils numériques du quotidien', 'Aide aux démarches administratives'])
    )
    expect(complements.services).toBe(LIGNE.services)
    expect(remarques.map(({ regle }) => regle)).not.toContain('valeur-inconnue')
  })

  it('prend le vrai numéro quand l’autre colonne est remplie de zéros', () => {
    expect(essayerUne(MEDNUM_HUB_ANTILLES, LIGNE).valeurs).toMatchObject({
      pivot: '73282932000074',
      commune: 'Saint-Denis',
      code_insee: '97411',
      typologie: ['EPN']
    })
  })

  it('marque les lignes reprises d’une liste nationale', () => {
    const { remarques, valeurs } = essayerUne(MEDNUM_HUB_ANTILLES, { ...LIGNE, source: 'france-services' })
    expect(valeurs.source).toBe('france-services')
    expect(remarques.filter(({ regle }) => regle === 'ligne-copiee')).toHaveLength(1)
  })

  it('ne tire rien de « Aucun dispositif »', () => {
    expect(essayerUne(MEDNUM_HUB_ANTILLES, LIGNE).valeurs.dispositif_programmes_nationaux).toBeUndefined()
  })
})
