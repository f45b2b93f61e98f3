import { describe, expect, it } from 'vitest'
import { essayerUne } from '../essai.fixture.ts'
import { NOUVELLE_CALEDONIE } from './nouvelle-caledonie.source.ts'

const LIGNE = {
  nom: 'Case Exemple',
  commune: 'Poya',
  ridet: '1 234 567.001',
  code_postal: '98800',
  adresse: 'Tribu Exemple 98827 Poya (Nèkö)',
  'geolocalisation.lon': '165.155',
  'geolocalisation.lat': '-21.345',
  typologie: 'Point et bureau information jeunesse (PIJ/BIJ)',
  telephone: '+687205252',
  reseaux_sociaux: 'https://reseau.example/a, https://reseau.example/b,',
  horaires_lundi: '07:30-11:30, 12:15-16:00',
  horaires_mardi: '08:00 - 16:00',
  services: 'Accès-libre à un espace équipé ou connecté,\nAccompagnement individuel,\nVente solidaire de matériel',
  thematiques_proposees: 'Formation aux bases du numérique\n Culture, loisirs et divertissement',
  publics_accueillis: 'Jeunes (16-26 ans)/Etudiants\n Tout types de publics',
  accessibilite: 'Rampe, accès PMR',
  conditions_acces: 'Gratuit sous condition',
  date_soumission: '2023-09-20'
}

describe('Nouvelle-Calédonie', () => {
  it('lit un formulaire d’outre-mer', () => {
    expect(essayerUne(NOUVELLE_CALEDONIE, LIGNE).valeurs).toEqual({
      nom: 'Case Exemple',
      adresse: 'Tribu Exemple',
      code_postal: '98827',
      commune: 'Poya',
      code_insee: '98827',
      latitude: -21.345,
      longitude: 165.155,
      typologie: ['PIJ_BIJ'],
      telephone: '+687205252',
      site_web: ['https://reseau.example/a', 'https://reseau.example/b'],
      horaires: 'Mo 07:30-11:30,12:15-16:00; Tu 08:00-16:00',
      services: [
        'Accès internet et matériel informatique',
        'Acquisition de matériel informatique à prix solidaire',
        'Maîtrise des outils numériques du quotidien',
        'Loisirs et créations numériques'
      ],
      modalites_accompagnement: ['En autonomie', 'Accompagnement individuel'],
      publics_specifiquement_adresses: ['Jeunes', 'Étudiants'],
      prise_en_charge_specifique: ['Handicaps moteurs'],
      frais_a_charge: ['Gratuit sous condition'],
      date_maj: '2023-09-20'
    })
  })

  it('garde à côté le RIDET, que le schéma n’accepte plus, et le code postal recopié sur chaque ligne', () => {
    const { complements, valeurs } = essayerUne(NOUVELLE_CALEDONIE, LIGNE)
    expect(valeurs.pivot).toBeUndefined()
    expect(complements).toMatchObject({ ridet: '1 234 567.001', code_postal: '98800' })
  })

  it('refuse l’indicatif seul', () => {
    const { valeurs, remarques } = essayerUne(NOUVELLE_CALEDONIE, { ...LIGNE, telephone: '+687' })
    expect(valeurs.telephone).toBeUndefined()
    expect(remarques.map(({ regle }) => regle)).toContain('telephone-illisible')
  })
})
