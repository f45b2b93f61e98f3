import { describe, expect, it } from 'vitest'
import { essayerUne } from '../essai.fixture.ts'
import { ETAPES_NUMERIQUE } from './etapes-numerique.source.ts'

describe('Étapes numériques', () => {
  it('lit les colonnes de 2024', () => {
    expect(
      essayerUne(ETAPES_NUMERIQUE, {
        ID: '1',
        SIRET: '73282932000074',
        Nom: 'Bourg Exemple',
        Commune: 'Bourg-en-Bresse',
        'Code postal': '1000',
        'Code INSEE': '1053',
        Adresse: '45 avenue Exemple'
      }).valeurs
    ).toMatchObject({
      code_postal: '01000',
      code_insee: '01053',
      typologie: ['LA_POSTE'],
      formations_labels: ['Étapes numériques(La Poste)']
    })
  })

  it('lit celles de 2023, où l’adresse tient tout entière entre des tirets', () => {
    const { valeurs } = essayerUne(ETAPES_NUMERIQUE, {
      Département: '1',
      Site: 'BOURG EXEMPLE BP',
      Adresse: '45 AVENUE EXEMPLE---01000-BOURG EN BRESSE',
      'Présence d’un CN': 'oui',
      latitude: '46.21',
      longitude: '5.22',
      result_score: '0.82'
    })
    expect(valeurs).toMatchObject({
      nom: 'BOURG EXEMPLE BP',
      adresse: '45 AVENUE EXEMPLE',
      code_postal: '01000',
      commune: 'Bourg-en-Bresse',
      latitude: 46.21,
      dispositif_programmes_nationaux: ['Conseillers numériques']
    })
  })

  it('ne place pas au hasard un site dont l’adresse dit « site DR »', () => {
    const { valeurs } = essayerUne(ETAPES_NUMERIQUE, {
      Site: 'Salle Exemple',
      Adresse: 'site DR',
      'Présence d’un CN': 'Oui recrutement en cours',
      latitude: '49.63',
      longitude: '-1.59',
      result_score: '0.2218'
    })
    expect(valeurs.latitude).toBeUndefined()
    // Somebody will come: nobody is there.
    expect(valeurs.dispositif_programmes_nationaux).toBeUndefined()
  })
})
