import { describe, expect, it } from 'vitest'
import { essayer, essayerUne } from '../essai.fixture.ts'
import { DATA_INCLUSION } from './data-inclusion.source.ts'

const LIGNE = {
  id: '176',
  source: 'cd99',
  nom: 'Maison Exemple',
  services: 'Favoriser mon insertion professionnelle;Accéder à du matériel',
  pivot: '73282932000074',
  typologie: 'PE',
  commune: 'Cran-Gevrier',
  code_postal: '74960',
  code_insee: '74093',
  adresse: 'Pôle social\r\n12 rue Basse',
  presentation_resume: 'Accueil &amp; écoute<br />pour tous.',
  modalites_accompagnement:
    "Dans un atelier : j'apprends collectivement à utiliser le numérique;A ma place : une personne habilitée fait les démarches à ma place",
  publics_accueillis:
    'Adultes;Jeunes (16-26 ans);Handicaps psychiques : troubles psychiatriques donnant lieu à des atteintes comportementales',
  horaires: 'Lundi au vendredi : 9h-18h',
  date_maj: '2022-07-26'
}

describe('data·inclusion', () => {
  it('lit l’ancien schéma de plusieurs producteurs', () => {
    const { cle, valeurs, complements } = essayerUne(DATA_INCLUSION, LIGNE)
    expect(cle).toBe('cd99:176')
    expect(valeurs).toMatchObject({
      id: '176',
      source: 'cd99',
      pivot: '73282932000074',
      typologie: ['FT'],
      commune: 'Annecy',
      code_insee: '74010',
      adresse: 'Pôle social, 12 rue Basse',
      presentation_resume: 'Accueil & écoute\npour tous.',
      modalites_accompagnement: ['Dans un atelier collectif', 'Accompagnement individuel'],
      publics_specifiquement_adresses: ['Jeunes']
    })
    expect(valeurs.prise_en_charge_specifique).toBeUndefined()
    expect(complements).toMatchObject({ commune: 'Cran-Gevrier' })
    expect(valeurs.horaires).toBe('Mo-Fr 09:00-18:00')
  })

  it('ne confond pas les mêmes numéros de deux producteurs', () => {
    const { enregistrements } = essayer(DATA_INCLUSION, [LIGNE, { ...LIGNE, source: 'cd98', nom: 'Autre maison' }])
    expect(enregistrements.map(({ cle }) => cle)).toEqual(['cd99:176', 'cd98:176'])
  })
})
