import { cadreDeTest } from '../../../../platform/ui/cadre.fixture.ts'
import type { AccueilProps } from './accueil.vue.tsx'
import type { FicheLieu, FicheProps } from './fiche/fiche.ts'
import type { ImportVuDepuisLaPage } from './import.vue.tsx'
import { resultats } from './liste/resultats.fixture.ts'
import type { ListeProps } from './liste.vue.tsx'
import type { SourceDeclaree } from './sources.vue.tsx'

// Invented places, numbers and sources; phones of the range reserved for fiction.

export function accueil(autres: Partial<AccueilProps> = {}): AccueilProps {
  return {
    cadre: cadreDeTest({ bandeau: 'Démonstration\u00a0: les lieux de ce site sont fictifs.' }),
    nombreLieux: 5012,
    sources: [
      { nom: 'Annuaire du département', href: '/sources/departement', lieux: 3120, derniereLivraison: '2026-06-01' },
      { nom: 'Les cafés numériques', href: '/sources/cafes', lieux: 12 }
    ],
    portes: [
      {
        href: '/lieux',
        libelle: 'J’ai besoin d’aide',
        phrase: 'Une démarche, un appareil, une question\u00a0: un lieu près de chez vous.'
      },
      { href: '/api', libelle: 'Je réutilise les données', phrase: 'L’annuaire en CSV, GeoJSON et par une API.' }
    ],
    ...autres
  }
}

export function liste(autres: Partial<ListeProps> = {}): ListeProps {
  return {
    cadre: cadreDeTest(),
    resultats: resultats(),
    lieuEcrit: 'Limoges',
    now: new Date('2026-06-09T13:42:05Z'),
    ...autres
  }
}

const DEPARTEMENT = { id: 'departement', nom: 'Annuaire du département' }
const CAFES = { id: 'cafes', nom: 'Les cafés numériques' }

export function lieu(autres: Partial<FicheLieu> = {}): FicheLieu {
  return {
    numero: 1,
    departement: '87',
    nom: 'L’Escale numérique',
    valeurs: {
      nom: 'L’Escale numérique',
      commune: 'Panazol',
      code_postal: '87350',
      adresse: '12 rue du Moulin-Blanc',
      latitude: 45.8391,
      longitude: 1.3092,
      typologie: ['BIB', 'TIERS_LIEUX'],
      telephone: '+33199004710',
      courriels: ['bonjour@escale.example'],
      site_web: ['https://www.escale.example/'],
      horaires: 'Tu-Fr 09:00-12:00,14:00-18:00; Sa 09:30-12:30; PH off',
      presentation_resume: 'Un lieu municipal à Panazol. On vous y aide, sans jugement, à votre rythme.',
      presentation_detail: 'Deux postes sont à votre disposition.\nVenez avec vos papiers.',
      itinerance: ['Fixe'],
      services: [
        'Aide aux démarches administratives',
        'Maîtrise des outils numériques du quotidien',
        'Utilisation sécurisée du numérique',
        'Accès internet et matériel informatique'
      ],
      publics_specifiquement_adresses: ['Seniors', 'Familles et/ou enfants'],
      prise_en_charge_specifique: ['Langues étrangères (anglais)'],
      frais_a_charge: ['Gratuit'],
      dispositif_programmes_nationaux: ['France Services', "Point d'accès numérique CAF"],
      modalites_acces: ['Se présenter', 'Téléphoner'],
      modalites_accompagnement: ['Accompagnement individuel', 'Dans un atelier collectif'],
      fiche_acces_libre: 'https://acceslibre.example/escale',
      prise_rdv: 'https://rdv.example/escale'
    },
    provenances: [
      {
        champ: 'telephone',
        valeur: '+33199004710',
        source: DEPARTEMENT,
        date: '2026-06-02',
        regle: 'Téléphone écrit au format international.',
        autres: [{ valeur: '+33199004711', source: CAFES, date: '2025-11-14' }]
      },
      { champ: 'adresse', valeur: '12 rue du Moulin-Blanc', source: DEPARTEMENT, date: '2026-06-02', autres: [] },
      {
        champ: 'services',
        valeur: ['Aide aux démarches administratives', 'Maîtrise des outils numériques du quotidien'],
        source: CAFES,
        autres: [
          { valeur: ['Aide aux démarches administratives'], source: DEPARTEMENT, date: '2026-06-02' },
          { valeur: ['Loisirs et créations numériques'], source: CAFES }
        ]
      },
      { champ: 'dispositif_programmes_nationaux', valeur: ["Point d'accès numérique CAF"], source: CAFES, autres: [] },
      { champ: 'date_maj', valeur: '2026-06-02', source: DEPARTEMENT, date: '2026-06-02', autres: [] }
    ],
    sources: [
      { nom: DEPARTEMENT.nom, href: '/sources/departement' },
      { nom: CAFES.nom, href: '/sources/cafes', disparuLe: '2026-03-03' }
    ],
    contactsMasques: ['portable'],
    positionApproximative: 'commune',
    misAJourLe: '2026-06-02',
    fictif: true,
    ...autres
  }
}

export function fiche(autres: Partial<FicheProps> = {}): FicheProps {
  return {
    cadre: cadreDeTest(),
    lieu: lieu(),
    adressePublique: 'https://limousin.example/lieux/1',
    canonique: 'https://limousin.example/lieux/1-l-escale-numerique-panazol',
    maintenant: { date: '2026-06-09', minutes: 15 * 60 },
    ...autres
  }
}

export function source(autres: Partial<SourceDeclaree> = {}): SourceDeclaree {
  return {
    id: 'departement',
    nom: 'Annuaire du département',
    producteur: 'Département de la Haute-Vienne',
    licence: { nom: 'Licence Ouverte 2.0', lien: 'https://licence.example/ouverte' },
    lien: 'https://donnees.example/annuaire-des-lieux-de-mediation-numerique-du-departement.csv',
    contact: 'donnees@departement.example',
    description: 'Les lieux recensés par le département, mis à jour chaque trimestre.',
    lieux: 3120,
    derniere: { date: '2026-06-01', lues: 3204, gardees: 3198, refusees: 6 },
    ...autres
  }
}

const BASE_IMPORT = {
  id: '42',
  source: { nom: 'Annuaire du département', href: '/sources/departement' },
  livraison: '2026-06-01',
  origine: 'annuaire-2026-06.csv',
  demandeLe: new Date('2026-06-09T13:42:00Z')
}

export const IMPORTS: Readonly<Record<ImportVuDepuisLaPage['etat'], ImportVuDepuisLaPage>> = {
  'en-attente': { ...BASE_IMPORT, etat: 'en-attente' },
  'en-cours': { ...BASE_IMPORT, etat: 'en-cours', etape: 'Lecture du fichier', lignes: 1200, total: 3204 },
  echoue: {
    ...BASE_IMPORT,
    etat: 'echoue',
    raison: 'Le fichier est une page internet, pas des données.',
    conseil: 'Ouvrez l’adresse dans un navigateur pour voir ce que le producteur répond.',
    finiLe: new Date('2026-06-09T13:42:09Z')
  },
  'a-confirmer': {
    ...BASE_IMPORT,
    etat: 'a-confirmer',
    raison: 'Cette livraison ferait disparaître 900 enregistrements sur 3 204.',
    confirmer: '/administration/livraisons/42/confirmation',
    ecarter: '/administration/livraisons/42/abandon'
  },
  'sans-effet': {
    ...BASE_IMPORT,
    etat: 'sans-effet',
    raison: 'Cette livraison est déjà connue depuis le 3 juin 2026.',
    finiLe: new Date('2026-06-09T13:42:09Z')
  },
  fini: {
    ...BASE_IMPORT,
    etat: 'fini',
    finiLe: new Date('2026-06-09T13:42:09Z'),
    rapport: '/administration/livraisons/42/rapport.csv',
    bilan: {
      lues: 3204,
      gardees: 3198,
      refusees: 6,
      nouvelles: 40,
      modifiees: 212,
      inchangees: 2946,
      disparues: 12,
      lieux: 5012,
      regles: [
        {
          nom: 'telephone-international',
          phrase: 'Téléphone écrit au format international.',
          genre: 'corrige',
          fois: 2870
        },
        { nom: 'coordonnees-loin', phrase: 'Position à plus de 20 km de la commune.', genre: 'doute', fois: 3 },
        { nom: 'telephone-illisible', phrase: 'Téléphone qui ne peut pas exister.', genre: 'refuse', fois: 1 }
      ]
    }
  }
}
