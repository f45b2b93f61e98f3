import { describe, expect, it } from 'vitest'
import { essayerUne } from '../essai.fixture.ts'
import { MULHOUSE } from './mulhouse.source.ts'

const LIGNE = {
  type_de_structure: 'Association et Centre social',
  nom_structure: 'Centre Exemple',
  adresse: '7 boulevard Haut',
  code_postal: '38240',
  commune: 'Meylan',
  telephone: '04 76 00 11 22 - 04 76 00 11 33',
  adresse_mail: 'a@exemple.fr et b@exemple.fr',
  type_public: 'Tout public',
  acces_equipement_numerique_et_internet: 'Oui, en libre accès pour les adhérents',
  tarif_acces_equipement: 'Gratuit pour les adhérents',
  accompagnement_pour_des_demarches_en_ligne: 'Oui, pour les téléprocédures',
  formations_ateliers: 'Non',
  modalites_d_acces_formations_ateliers: 'Sur inscription',
  contenu_niveau_formations_ateliers: 'Initiation aux outils de fabrication numérique',
  geom: '45.2097,5.7778'
}

describe('Mulhouse', () => {
  it('lit la réponse et garde la phrase', () => {
    const { valeurs, complements } = essayerUne(MULHOUSE, LIGNE)
    expect(valeurs).toMatchObject({
      latitude: 45.2097,
      longitude: 5.7778,
      courriels: ['a@exemple.fr', 'b@exemple.fr'],
      typologie: ['ASSO', 'CS'],
      frais_a_charge: ['Gratuit sous condition'],
      services: expect.arrayContaining([
        'Accès internet et matériel informatique',
        'Aide aux démarches administratives',
        'Loisirs et créations numériques'
      ])
    })
    expect(complements).toMatchObject({
      accompagnement_pour_des_demarches_en_ligne: 'Oui, pour les téléprocédures',
      acces_equipement_numerique_et_internet: 'Oui, en libre accès pour les adhérents'
    })
  })

  it('ne fait pas d’un « Non » un atelier', () => {
    expect(essayerUne(MULHOUSE, LIGNE).valeurs.modalites_accompagnement).not.toContain('Dans un atelier collectif')
  })
})
