import { describe, expect, it } from 'vitest'
import { essayer, essayerUne } from '../essai.fixture.ts'
import { HINAURA } from './hinaura.source.ts'

const LIGNE = {
  datetime_create: '05/05/2021 14:29:42',
  datetime_latest: '18/08/2022 15:18:56',
  'Nom du lieu ou de la structure *': 'Espace &amp; Compagnie',
  'Adresse postale *': '4 rue Haute\nBâtiment C',
  'Code postal': '38120',
  'Ville *': 'ST EGREVE',
  bf_latitude: '45.23',
  bf_longitude: '5.68',
  Téléphone: '04 50 60 32 04S',
  'Site Web': 'http://',
  'Type de lieu': 'Espace Public Numérique","Maison France Services","BIJ/PIJ (Information Jeunesse)',
  "Type d'opérateur": 'Public : Collectivité","Privé à but non lucratif (association, ONG...)',
  'Accueille un ou des Conseillers Numériques France Services': 'Oui',
  Lundi: 'Fermé',
  Mardi: '9h à 12h30 - 13h30 à 17h',
  Mercredi: '14h-18h',
  'Publics accueillis': 'Adultes,Seniors,"Jeunesse (11-26 ans)',
  'Accueil pour les personnes en situation de handicap':
    '<i class=""fas fa-deaf""></i> Surdité","<i class=""fas fa-wheelchair""></i> Accès Personnes à Mobilité Réduite',
  'Accompagnement de publics spécifiques': 'Personnes en situation d\'illettrisme","Personnes en insertion',
  Tarifs: 'Gratuit,Adhésion,"Agrée Pass Numérique (APTIC ou autres)',
  'À disposition': 'Réseau Wifi","Imprimante (service payant)',
  "Types d'accompagnement proposés":
    'Accompagnement individuel sans rendez-vous","Faire à la place de / habilité Aidants Connect',
  'Sensibilisations culture numérique':
    ' Utiliser le numérique à des fins créatives et récréatives","Utiliser le numérique pour la recherche d\'emploi (CV, plateformes professionnelles...)'
}

describe('Hinaura', () => {
  it('lit un formulaire : listes entre guillemets, jours, cases', () => {
    expect(essayerUne(HINAURA, LIGNE).valeurs).toEqual({
      nom: 'Espace & Compagnie',
      adresse: '4 rue Haute, Bâtiment C',
      code_postal: '38120',
      commune: 'Saint-Égrève',
      code_insee: '38382',
      latitude: 45.23,
      longitude: 5.68,
      telephone: '+33450603204',
      date_maj: '2022-08-18',
      horaires: 'Tu 09:00-12:30,13:30-17:00; We 14:00-18:00',
      typologie: ['EPN', 'RFS', 'PIJ_BIJ', 'ASSO'],
      dispositif_programmes_nationaux: ['France Services', 'Aidants Connect', 'Conseillers numériques'],
      publics_specifiquement_adresses: ['Seniors', 'Jeunes'],
      prise_en_charge_specifique: ['Surdité', 'Handicaps moteurs', 'Illettrisme'],
      frais_a_charge: ['Gratuit', 'Gratuit sous condition'],
      autres_formations_labels: ['APTIC'],
      services: [
        'Accès internet et matériel informatique',
        'Aide aux démarches administratives',
        'Loisirs et créations numériques',
        'Insertion professionnelle via le numérique'
      ],
      modalites_acces: ['Se présenter'],
      modalites_accompagnement: ['Accompagnement individuel']
    })
  })

  it('lit les courriels sous leur titre, faute de frappe comprise', () => {
    const titre =
      "Email (éviter les emails nominatifs - en cas d'email nominitatif seule la personne concernée est autorisé à l'ajouter)"
    expect(essayerUne(HINAURA, { ...LIGNE, [titre]: 'accueil@exemple.fr' }).valeurs.courriels).toEqual([
      'accueil@exemple.fr'
    ])
  })

  it('lit le téléphone qui fait tourner sans fin d’autres outils, et dit pourquoi elle l’a corrigé', () => {
    const { remarques } = essayerUne(HINAURA, LIGNE)
    expect(remarques).toContainEqual({
      genre: 'corrige',
      champ: 'telephone',
      avant: '04 50 60 32 04S',
      apres: '+33450603204',
      regle: 'telephone-entoure'
    })
  })

  it('garde deux fiches de même nom et de même adresse qui ne disent pas la même chose', () => {
    const { enregistrements, comptes } = essayer(HINAURA, [LIGNE, { ...LIGNE, Téléphone: '04 76 00 11 22' }, LIGNE])
    expect(new Set(enregistrements.map(({ cle }) => cle)).size).toBe(2)
    expect(comptes.perdues).toEqual([])
  })

  it('ne perd aucun jour quand l’un d’eux est une phrase', () => {
    const { valeurs, complements } = essayerUne(HINAURA, { ...LIGNE, Jeudi: 'permanence un jeudi sur deux' })
    expect(valeurs.horaires).toBeUndefined()
    expect(complements).toMatchObject({ Mardi: LIGNE.Mardi, Jeudi: 'permanence un jeudi sur deux' })
  })
})
