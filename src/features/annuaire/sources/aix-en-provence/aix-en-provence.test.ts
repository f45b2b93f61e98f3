import { describe, expect, it } from 'vitest'
import { essayerUne } from '../essai.fixture.ts'
import { AIX_EN_PROVENCE } from './aix-en-provence.source.ts'

describe('Aix-en-Provence', () => {
  it('lit l’ancien schéma, dont une colonne a pris une majuscule et une autre perdu un s', () => {
    const { valeurs } = essayerUne(AIX_EN_PROVENCE, {
      id: '1',
      pivot: 'W131000001',
      nom: 'Pôle Emploi Exemple',
      commune: 'Meylan',
      code_postal: '38240',
      Adresse: '1 PLACE HAUTE',
      typologie: 'PE',
      services: 'Devenir autonome dans les démarches administratives;Accéder à du matériel',
      labels_nationaux: 'CNFS;Aidants Connect',
      public_accueillis: 'Adultes;Seniors (+ 65 ans)'
    })
    expect(valeurs).toMatchObject({
      pivot: 'W131000001',
      adresse: '1 PLACE HAUTE',
      typologie: ['FT'],
      dispositif_programmes_nationaux: ['Conseillers numériques', 'Aidants Connect'],
      publics_specifiquement_adresses: ['Seniors']
    })
  })
})
