import { describe, expect, it } from 'vitest'
import { essayerUne } from '../essai.fixture.ts'
import { LA_CREUSE } from './la-creuse.source.ts'

const LIGNE = {
  id: '1',
  nom: 'Meylan - Le Local',
  description: 'Ateliers le lundi, par une médiatrice. Adresse : 1 rue Basse, 38240 Meylan.',
  latitude: '45.2097',
  longitude: '5.7778',
  téléphone: '0476001122',
  adresse: '1 rue Basse',
  code_postal: '38240',
  commune: 'Meylan',
  horaires: 'Mercredi de 10H à 12H',
  services: 'Utiliser le numérique au quotidien',
  modalites_accompagnement: "Dans un atelier : j'apprends collectivement à utiliser le numérique"
}

describe('La Creuse', () => {
  it('lit des ateliers de village', () => {
    expect(essayerUne(LA_CREUSE, LIGNE).valeurs).toMatchObject({
      telephone: '+33476001122',
      services: ['Maîtrise des outils numériques du quotidien'],
      modalites_accompagnement: ['Dans un atelier collectif']
    })
  })

  it('ne publie pas la description, qui nomme des personnes', () => {
    const { valeurs, complements } = essayerUne(LA_CREUSE, LIGNE)
    expect(valeurs.presentation_detail).toBeUndefined()
    expect(complements.description).toBe(LIGNE.description)
  })
})
