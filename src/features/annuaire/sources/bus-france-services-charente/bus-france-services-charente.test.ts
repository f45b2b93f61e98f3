import { describe, expect, it } from 'vitest'
import { essayer } from '../essai.fixture.ts'
import { BUS_FRANCE_SERVICES_CHARENTE } from './bus-france-services-charente.source.ts'

const MEYLAN = {
  id: '1',
  SIRET: '732 829 320 00074',
  nom: 'Bus Exemple - [Place de la mairie]',
  commune: 'Meylan',
  code_postal: '38240',
  adresse: 'Place de la Mairie',
  latitude: '45.2097',
  longitude: '5.7778',
  result_score: '0.75',
  telephone: '33476001122',
  horaires: 'Mo 09:30-12:30,13:30-15:30; PH off',
  labels_nationaux: 'France Services;CNFS;APTIC',
  ouverture: 'Semaine impaire'
}
const SAINT_EGREVE = {
  ...MEYLAN,
  id: '2',
  nom: 'Bus Exemple - [Face à la gare]',
  commune: 'Saint-Egrève',
  code_postal: '38120',
  horaires: 'Tu 09:00-12:30; PH off',
  ouverture: 'Semaine paire'
}

describe('Bus France services de Charente', () => {
  it('fait de chaque arrêt un lieu itinérant, ouvert une semaine sur deux', () => {
    const { enregistrements, comptes } = essayer(BUS_FRANCE_SERVICES_CHARENTE, [MEYLAN, SAINT_EGREVE])
    expect(enregistrements.map(({ valeurs }) => valeurs.horaires)).toEqual([
      'week 01-53/2 Mo 09:30-12:30,13:30-15:30; PH off',
      'week 02-53/2 Tu 09:00-12:30; PH off'
    ])
    expect(enregistrements[0]?.valeurs).toMatchObject({
      itinerance: ['Itinérant'],
      telephone: '+33476001122',
      dispositif_programmes_nationaux: ['France Services', 'Conseillers numériques']
    })
    expect(comptes.perdues).toEqual([])
  })

  it('garde à chaque arrêt la tournée entière', () => {
    const { enregistrements } = essayer(BUS_FRANCE_SERVICES_CHARENTE, [MEYLAN, SAINT_EGREVE])
    const tournee = [
      'Semaine impaire, Mo 09:30-12:30,13:30-15:30; PH off : Meylan, Bus Exemple - [Place de la mairie]',
      'Semaine paire, Tu 09:00-12:30; PH off : Saint-Egrève, Bus Exemple - [Face à la gare]'
    ].join('\n')
    expect(enregistrements.map(({ complements }) => complements.tournee)).toEqual([tournee, tournee])
  })
})
