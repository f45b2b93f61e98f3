import { describe, expect, it } from 'vitest'
import { essayerUne } from '../essai.fixture.ts'
import { EPERNAY } from './epernay.source.ts'

const LIGNE = {
  GlobalID: '0-1-2',
  EditDate: '30/03/2023 08:46',
  'Nom de votre structure': 'Médiathèque Exemple',
  'Adresse de la structure': '10 Rue Haute, 74960, Cran-Gevrier, Annecy, Haute-Savoie, Auvergne-Rhône-Alpes, FRA',
  'Numéro de téléphone de la structure': '476001122',
  'Typologie de la structure': 'Bibliothèque / Médiathèque',
  "Quelles sont vos conditions d'accès ?": 'Gratuit_sous_condition_(situati',
  'Possédez-vous des labels nationaux ou régionaux ?': 'France_Services,Je_ne_sais_pas_',
  "Qu'apportez vous aux usagers qui viennent à votre rencontre ?":
    "Prendre_en_main_un_smartphone_o,Accéder_à_du_matériel_(accès_su,Soutenir_la_parentalité_et_l'éd",
  'Quel(s) type(s) de public accompagnez-vous  ?':
    "Tout_public,Seniors_(+_65_ans),Personnes_en_situation_d'illett,other",
  x: '6,1294',
  y: '45,8992'
}

describe('Épernay', () => {
  it('comprend les réponses que le formulaire a coupées à trente et une lettres', () => {
    expect(essayerUne(EPERNAY, LIGNE).valeurs).toMatchObject({
      services: [
        'Maîtrise des outils numériques du quotidien',
        'Accès internet et matériel informatique',
        'Parentalité et éducation avec le numérique'
      ],
      frais_a_charge: ['Gratuit sous condition'],
      publics_specifiquement_adresses: ['Seniors'],
      prise_en_charge_specifique: ['Illettrisme'],
      dispositif_programmes_nationaux: ['France Services'],
      typologie: ['BIB']
    })
  })

  it('tire d’une adresse la rue, le code postal et la commune d’aujourd’hui', () => {
    expect(essayerUne(EPERNAY, LIGNE).valeurs).toMatchObject({
      adresse: '10 Rue Haute',
      code_postal: '74960',
      commune: 'Annecy',
      latitude: 45.8992,
      longitude: 6.1294,
      telephone: '+33476001122'
    })
  })
})
