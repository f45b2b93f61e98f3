import { describe, expect, it } from 'vitest'
import { essayerUne } from '../essai.fixture.ts'
import { CONSEILLERS_NUMERIQUES } from './conseillers-numeriques.source.ts'

const LIGNE = {
  id: '0123456789abcdef01234567',
  nom: 'MEDIATHEQUE DU PORT',
  services:
    'Prendre en main un smartphone ou une tablette;Prendre en main un ordinateur;Approfondir ma culture numérique',
  pivot: '00000000000000',
  commune: 'PARIS 19',
  code_postal: '75019',
  adresse: '2 QU DE L OURCQ',
  latitude: '48.886',
  longitude: '2.385',
  conditions_access: 'Gratuit : Je peux accéder gratuitement au lieu et à ses services',
  labels_nationaux: 'CNFS;Aidants Connect',
  horaires: 'Mo-Th 10h00-12h30,13h30-17h00; We off',
  source: 'conseiller-numerique',
  date_maj: '2022-06-16',
  structureId: 'fedcba9876543210fedcba98',
  telephone: '+596596675913'
}

describe('Conseillers numériques', () => {
  it('lit l’ancien schéma et sa colonne conditions_access', () => {
    const { valeurs, complements, remarques } = essayerUne(CONSEILLERS_NUMERIQUES, LIGNE)
    expect(valeurs).toMatchObject({
      id: LIGNE.id,
      commune: 'Paris',
      code_insee: '75056',
      services: ['Maîtrise des outils numériques du quotidien', 'Compréhension du monde numérique'],
      frais_a_charge: ['Gratuit'],
      dispositif_programmes_nationaux: ['Conseillers numériques', 'Aidants Connect'],
      horaires: 'Mo-Th 10:00-12:30,13:30-17:00; We off',
      date_maj: '2022-06-16',
      telephone: '+596596675913'
    })
    expect(valeurs.pivot).toBeUndefined()
    expect(complements).toEqual({ structureId: LIGNE.structureId })
    expect(remarques).toContainEqual({
      genre: 'refuse',
      champ: 'pivot',
      avant: '00000000000000',
      apres: undefined,
      regle: 'siret-de-remplissage'
    })
  })

  it('rend à Mayotte son indicatif, qui n’est pas celui des Comores', () => {
    expect(essayerUne(CONSEILLERS_NUMERIQUES, { ...LIGNE, telephone: '+269269601282' }).valeurs.telephone).toBe(
      '+262269601282'
    )
  })

  it('laisse à côté des horaires qui ne sont pas au format d’échange', () => {
    const { valeurs, complements } = essayerUne(CONSEILLERS_NUMERIQUES, { ...LIGNE, horaires: 'Mo 08:22' })
    expect(valeurs.horaires).toBeUndefined()
    expect(complements.horaires).toBe('Mo 08:22')
  })
})
