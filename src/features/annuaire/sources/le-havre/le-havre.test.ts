import { describe, expect, it } from 'vitest'
import { essayerUne } from '../essai.fixture.ts'
import { LE_HAVRE } from './le-havre.source.ts'

const LIGNE = {
  id: 'exemple',
  nom: 'Relais Exemple',
  pivot: '21760400000000',
  commune: 'Meylan',
  code_postal: '38240',
  code_insee: '38229',
  adresse: '17, rue Basse',
  labels_nationaux: 'France service',
  conditions_acces:
    'Gratuit : Je peux accéder gratuitement au lieu et à ses services/ Adhésion : L’accès au lieu et/ou à ses services nécessite d’y adhérer',
  modalites_accompagnement:
    'Seul : j’ai accès à du matériel et une connexion / A ma place : une personne habilitée fait les démarches à ma place.',
  publics_accueillis:
    'Seniors (+65 ans) / Familles/ enfant / Adultes / Jeunes (16/26 ans) / Public langues étrangères / Surdité',
  services: 'Accéder à une connexion Internet / Créer avec le numérique',
  horaires: 'Mo-Fr 09:00-12:00,14:00-17:00',
  source: 'Le Havre',
  typologie: 'Relais lecture'
}

describe('Le Havre', () => {
  it('sépare les valeurs par la barre, même quand elles en contiennent une', () => {
    expect(essayerUne(LE_HAVRE, LIGNE).valeurs).toMatchObject({
      typologie: ['RELAIS_LECTURE'],
      dispositif_programmes_nationaux: ['France Services'],
      services: ['Accès internet et matériel informatique', 'Loisirs et créations numériques'],
      frais_a_charge: ['Gratuit', 'Gratuit sous condition'],
      modalites_accompagnement: ['En autonomie', 'Accompagnement individuel'],
      publics_specifiquement_adresses: ['Seniors', 'Familles et/ou enfants', 'Jeunes'],
      prise_en_charge_specifique: ['Langues étrangères (autres)', 'Surdité']
    })
  })

  it('refuse un SIRET qu’un tableur a arrondi : vingt lieux porteraient le même', () => {
    const { valeurs, remarques } = essayerUne(LE_HAVRE, LIGNE)
    expect(valeurs.pivot).toBeUndefined()
    expect(remarques.map(({ regle }) => regle)).toContain('siret-arrondi')
  })
})
