import { type LigneInventee, ligne } from './import.fixture.ts'

const DEMARCHES = 'Aide aux démarches administratives'

/** A handful of lieux around Gap, each with its own answer to « free? open? by foot? ». */
export const LIEUX_A_ORIENTER: readonly LigneInventee[] = [
  ligne('l1', {
    nom: 'Médiathèque du Centre',
    adresse: '1 place de la Mairie',
    services: `${DEMARCHES} | Accès internet et matériel informatique`,
    frais_a_charge: 'Gratuit',
    horaires: 'Tu-Sa 09:00-12:00',
    modalites_acces: 'Se présenter | Téléphoner',
    latitude: '44.5593',
    longitude: '6.0797'
  }),
  ligne('l2', {
    nom: 'Atelier payant',
    adresse: '22 avenue Foch',
    frais_a_charge: 'Payant',
    latitude: '44.5650',
    longitude: '6.0850'
  }),
  ligne('l3', {
    nom: 'Espace des Alpes',
    adresse: '140 route de Veynes',
    services: `${DEMARCHES} | Insertion professionnelle via le numérique`,
    frais_a_charge: 'Gratuit',
    horaires: 'Mo-Fr 14:00-19:00',
    modalites_accompagnement: 'Accompagnement individuel',
    prise_en_charge_specifique: 'Surdité',
    latitude: '44.5720',
    longitude: '6.0300'
  }),
  ligne('l4', {
    nom: 'Bus des Vallées',
    adresse: '3 chemin des Bois',
    itinerance: 'Itinérant',
    frais_a_charge: 'Gratuit',
    latitude: '44.6200',
    longitude: '6.0800'
  }),
  ligne('l5', {
    nom: 'Écoute à distance',
    adresse: '5 rue Carnot',
    commune: 'Briançon',
    code_postal: '05100',
    modalites_accompagnement: 'À distance',
    latitude: '44.8980',
    longitude: '6.6350'
  }),
  ligne('l6', {
    nom: 'Local discret',
    adresse: '61 cours Ladoucette',
    services: '',
    latitude: '44.5600',
    longitude: '6.0750'
  }),
  // Everything a slip may have to hold.
  ligne('l7', {
    nom: 'Maison de tous les services et de la citoyenneté numérique du Gapençais et de la Durance',
    adresse: '1250 avenue du Commandant Dumont, résidence des Trois Fontaines',
    complement_adresse: 'Bâtiment C, deuxième étage, porte de gauche, au-dessus de la crèche municipale',
    services: 'Utilisation sécurisée du numérique | Loisirs et créations numériques',
    courriels: 'contact@maison-de-tous-les-services.exemple.fr | accueil@maison-de-tous-les-services.exemple.fr',
    frais_a_charge: 'Gratuit sous condition',
    horaires:
      'Mo 08:30-12:00,13:30-17:00; Tu 08:30-12:00 "sur rendez-vous"; We 14:00-18:00; Th 09:00-12:30,14:00-18:30; Fr 08:30-12:00; Sa[1] 09:00-12:00; SH off; PH off; Aug off',
    itinerance: 'Itinérant',
    modalites_acces:
      'Se présenter | Téléphoner | Contacter par mail | Prendre un RDV en ligne | Envoyer un mail avec une fiche de prescription',
    latitude: '44.6100',
    longitude: '6.1500'
  })
]
