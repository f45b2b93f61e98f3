import { describe, expect, it } from 'vitest'
import { essayerUne } from '../essai.fixture.ts'
import { FIBRE_64 } from './fibre-64.source.ts'

const LIGNE = {
  Nomdelastructure: 'CYBER-BASE EXEMPLE',
  Adressenumeronomdelavoie: '12 allee Basse',
  'Complementdadresseexquartier...': 'Batiment B',
  Codepostal: '38240',
  Ville: 'MEYLAN',
  Telephone: '0476001122',
  SiteWeb: 'www.exemple.fr',
  Demarchesadministratives: 'Pas du tout',
  InitiationaunumeriqueFormationApprentissagePerfectionnement: 'De temps en temps',
  Enlibreacces: 'X',
  Enitinerance: 'X',
  Surrendezvousinscription: 'X',
  Collectivement: 'X',
  Lestarifsdemastructure: "10 euros l' adhesion a notre association\nles ateliers numeriques sont gratuits",
  Precisezsiaccueildepublicspecifique: 'Les seniors sont majoritaires'
}

describe('La Fibre 64', () => {
  it('lit des cases cochées et des fréquences', () => {
    const { valeurs, complements } = essayerUne(FIBRE_64, LIGNE)
    expect(valeurs).toMatchObject({
      typologie: ['EPN'],
      complement_adresse: 'Batiment B',
      site_web: ['http://www.exemple.fr'],
      services: ['Maîtrise des outils numériques du quotidien'],
      itinerance: ['Itinérant'],
      modalites_acces: ['Se présenter'],
      modalites_accompagnement: ['En autonomie', 'Dans un atelier collectif'],
      publics_specifiquement_adresses: ['Seniors']
    })
    expect(complements).toMatchObject({ Demarchesadministratives: 'Pas du tout', Surrendezvousinscription: 'X' })
  })

  it('ne dit pas gratuit ce qui demande d’adhérer', () => {
    expect(essayerUne(FIBRE_64, LIGNE).valeurs.frais_a_charge).toEqual(['Gratuit sous condition'])
    expect(
      essayerUne(FIBRE_64, { ...LIGNE, Lestarifsdemastructure: 'Service Public (gratuite)' }).valeurs.frais_a_charge
    ).toEqual(['Gratuit'])
  })
})
