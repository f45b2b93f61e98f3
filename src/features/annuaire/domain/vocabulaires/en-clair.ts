import { type NomChamp, TYPOLOGIES, type Typologie } from '../schema.ts'

/** Kinds of place as people call them, where the schema writes a plural, an acronym or an administrative name. */
const TYPOLOGIES_EN_CLAIR: Readonly<Partial<Record<Typologie, string>>> = {
  ACI: 'Chantier d’insertion',
  ACIPHC: 'Chantier d’insertion, premières heures',
  AFPA: 'Centre de formation pour adultes (Afpa)',
  AI: 'Association d’insertion',
  ASE: 'Aide sociale à l’enfance',
  ASSO: 'Association',
  ASSO_CHOMEUR: 'Association de chômeurs',
  AVIP: 'Crèche d’insertion',
  BIB: 'Bibliothèque ou médiathèque',
  CAARUD: 'Accueil pour usagers de drogues',
  CADA: 'Accueil de demandeurs d’asile',
  CAF: 'Caisse d’allocations familiales (CAF)',
  CAVA: 'Centre d’adaptation à la vie active',
  CC: 'Communauté de communes',
  CCAS: 'Centre communal d’action sociale (CCAS)',
  CCONS: 'Chambre de commerce, des métiers ou d’agriculture',
  CD: 'Département',
  CDAS: 'Centre d’action sociale du Département',
  CFP: 'Impôts (finances publiques)',
  CHRS: 'Hébergement et réinsertion',
  CHU: 'Hébergement d’urgence',
  CIAS: 'Centre intercommunal d’action sociale (CIAS)',
  CIDFF: 'Droits des femmes et des familles (CIDFF)',
  CMP: 'Centre médico-psychologique',
  CMS: 'Centre médico-social',
  CPAM: 'Assurance maladie (CPAM)',
  CPH: 'Hébergement provisoire',
  CSAPA: 'Soins des addictions',
  CSC: 'Centre socioculturel',
  DEETS: 'Services de l’État pour l’emploi',
  DEPT: 'Service social du Département',
  DIPLP: 'Lutte contre la pauvreté (État)',
  E2C: 'École de la deuxième chance',
  ENM: 'Bus ou camion numérique',
  EPCI: 'Intercommunalité',
  EPI: 'Espace public internet',
  EPIDE: 'École pour l’insertion (Epide)',
  FAIS: 'Fédération d’insertion',
  FT: 'France Travail (Pôle emploi)',
  GEIQ: 'Groupement d’employeurs pour l’insertion',
  HUDA: 'Hébergement de demandeurs d’asile',
  LA_POSTE: 'La Poste',
  MDPH: 'Maison des personnes handicapées (MDPH)',
  MDS: 'Maison des solidarités du Département',
  MJC: 'Maison des jeunes et de la culture (MJC)',
  ML: 'Mission locale (16-25 ans)',
  MSA: 'Sécurité sociale agricole (MSA)',
  MSAP: 'Maison de services au public',
  MUNI: 'Mairie',
  OACAS: 'Communauté solidaire',
  ODC: 'Organisme délégué par le Département',
  OF: 'Organisme de formation',
  PAD: 'Point d’accès au droit',
  PIJ_BIJ: 'Information jeunesse',
  PIMMS: 'Point d’accueil multiservices (Pimms)',
  PLIE: 'Plan local pour l’emploi (Plie)',
  PREF: 'Préfecture ou sous-préfecture',
  RFS: 'France services',
  RS_FJT: 'Foyer de jeunes travailleurs',
  SPIP: 'Insertion et probation',
  TIERS_LIEUX: 'Tiers-lieu, coworking',
  UDAF: 'Associations familiales (Udaf)'
}

type ValeursEnClair = Readonly<Partial<Record<NomChamp, Readonly<Record<string, string>>>>>

/** The schema's other values, said to somebody who never read it. A value that is plain already says itself. */
const VALEURS_EN_CLAIR: ValeursEnClair = {
  publics_specifiquement_adresses: {
    Jeunes: 'Jeunes',
    Étudiants: 'Étudiants',
    'Familles et/ou enfants': 'Familles et enfants',
    Seniors: 'Personnes âgées',
    Femmes: 'Femmes'
  },
  prise_en_charge_specifique: {
    Surdité: 'Personnes sourdes ou malentendantes',
    'Handicaps moteurs': 'Fauteuil, difficulté à se déplacer',
    'Handicaps mentaux': 'Handicap mental',
    Illettrisme: 'Difficulté à lire et à écrire',
    'Langues étrangères (anglais)': 'On y parle anglais',
    'Langues étrangères (autres)': 'On y parle d’autres langues',
    'Déficience visuelle': 'Personnes aveugles ou malvoyantes'
  },
  frais_a_charge: {
    Gratuit: 'Gratuit',
    'Gratuit sous condition': 'Gratuit pour certaines personnes',
    Payant: 'Payant'
  },
  modalites_acces: {
    'Se présenter': 'Venir sur place',
    Téléphoner: 'Téléphoner',
    'Contacter par mail': 'Écrire un courriel',
    'Prendre un RDV en ligne': 'Prendre rendez-vous en ligne',
    "Ce lieu n'accueille pas de public": 'Ce lieu ne reçoit pas le public',
    'Envoyer un mail avec une fiche de prescription': 'Être envoyé par un professionnel'
  },
  modalites_accompagnement: {
    'En autonomie': 'Vous faites seul, sur place',
    'Accompagnement individuel': 'Quelqu’un vous aide en tête à tête',
    'Dans un atelier collectif': 'En groupe, dans un atelier',
    'À distance': 'À distance, par téléphone ou en visio'
  },
  itinerance: { Itinérant: 'Vient à vous (bus, permanences)', Fixe: 'Toujours au même endroit' },
  dispositif_programmes_nationaux: {
    'Aidants Connect': 'Peut faire une démarche à votre place (Aidants Connect)',
    'Bibliothèques numérique de référence': 'Bibliothèque numérique de référence',
    'Certification PIX': 'Fait passer la certification Pix',
    'Conseillers numériques': 'Un conseiller numérique vous reçoit',
    'Emmaüs Connect': 'Emmaüs Connect',
    'France Services': 'France services',
    'Grande école du numérique': 'Grande école du numérique',
    'La Croix Rouge': 'Croix-Rouge',
    "Point d'accès numérique CAF": 'Ordinateur pour la CAF',
    'Promeneurs du net': 'Éducateurs présents en ligne (Promeneurs du net)',
    'Relais numérique (Emmaüs Connect)': 'Relais d’Emmaüs Connect'
  }
}

/** One of the schema's values as people speak of it; the official word where it is already plain. */
export function enClair(champ: NomChamp, valeur: string): string {
  if (champ === 'typologie') {
    const code = valeur as Typologie
    return TYPOLOGIES_EN_CLAIR[code] ?? TYPOLOGIES[code] ?? valeur
  }
  return VALEURS_EN_CLAIR[champ]?.[valeur] ?? valeur
}
