import { describe, expect, it } from 'vitest'
import { essayerUne } from '../essai.fixture.ts'
import { NUMI } from './numi.source.ts'

const LIGNE = {
  id: '100-exemple',
  source: 'conseiller-numerique',
  horaires_ouverture: 'Mo-Fr 09:00-12:00',
  thematiques: 'numerique|numerique--prendre-en-main-un-ordinateur',
  date_maj: '09/02/2023',
  siret: '73282932000074',
  nom: 'MEDIATHEQUE EXEMPLE',
  commune: 'MEYLAN',
  adresse: '2 RUE BASSE',
  code_postal: '38240',
  latitude: '45.2097',
  longitude: '5.7778',
  _di_surrogate_id: 'exemple-100',
  _di_geocodage_score: '0.9',
  _di_geocodage_code_insee: '38229',
  labels_nat: 'conseiller-numerique;france-service',
  services: 'numerique;numerique--prendre-en-main-un-ordinateur;numerique--creer-avec-le-numerique',
  publics_accueillis: 'adultes;jeunes-16-26;seniors-65;personnes-en-situation-illettrisme',
  modalites_accompagnement: 'accompagnement;atelier;delegation',
  conditions_acces: 'gratuit;pass-numerique'
}

describe('Numi', () => {
  it('lit les mots entre tirets du premier data·inclusion', () => {
    expect(essayerUne(NUMI, LIGNE).valeurs).toMatchObject({
      pivot: '73282932000074',
      horaires: 'Mo-Fr 09:00-12:00',
      typologie: ['BIB'],
      code_insee: '38229',
      dispositif_programmes_nationaux: ['Conseillers numériques', 'France Services'],
      services: ['Maîtrise des outils numériques du quotidien', 'Loisirs et créations numériques'],
      publics_specifiquement_adresses: ['Jeunes', 'Seniors'],
      prise_en_charge_specifique: ['Illettrisme'],
      modalites_accompagnement: ['Accompagnement individuel', 'Dans un atelier collectif'],
      frais_a_charge: ['Gratuit']
    })
  })

  it('reconnaît une ligne copiée d’une autre source, et le marque', () => {
    expect(essayerUne(NUMI, LIGNE).remarques).toContainEqual({
      genre: 'doute',
      champ: 'source',
      avant: 'conseiller-numerique',
      apres: 'conseillers-numeriques',
      regle: 'ligne-copiee'
    })
  })

  it('garde le nom d’un producteur que l’on n’a pas, sans douter de sa ligne', () => {
    const { valeurs, remarques } = essayerUne(NUMI, { ...LIGNE, source: 'odspep' })
    expect(valeurs.source).toBe('odspep')
    expect(remarques.filter(({ champ, genre }) => champ === 'source' && genre === 'doute')).toEqual([])
  })

  it('ne suit pas une position calculée d’après une adresse mal reconnue', () => {
    const { valeurs, complements } = essayerUne(NUMI, { ...LIGNE, _di_geocodage_score: '0.21' })
    expect(valeurs.latitude).toBeUndefined()
    expect(complements).toMatchObject({ latitude: '45.2097', longitude: '5.7778' })
  })
})
