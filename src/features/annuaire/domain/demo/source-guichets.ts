import { declarer } from '../declaration.ts'
import type { Service } from './genres.ts'
import type { Hasard } from './hasard.ts'
import { jourFrancais, type Manieres, type Releve } from './releve.ts'
import { ecrireJour, type StyleDeJour } from './semaine.ts'

/** A network's own list: CSV for the French Excel, six columns of hours, an address in two cells. */
export const DECLARATION_GUICHETS = declarer({
  id: 'demo-guichets',
  nom: 'Guichets de proximité (fictif)',
  producteur: 'Réseau des Rives (inventé)',
  licence: 'Données fictives de démonstration',
  lien: 'https://guichets.example/donnees',
  contact: 'donnees@guichets.example',
  fictif: true,
  confiance: { parDefaut: 4 },
  origine: { type: 'fichier' },
  forme: { format: 'csv', delimiteur: ';', encodage: 'windows-1252' },
  cle: { colonnes: ['Code guichet'] },
  champs: {
    nom: { colonne: 'Nom du guichet' },
    adresse: { joindre: ['N°', 'Voie'], avec: ' ' },
    complement_adresse: { colonne: 'Complément' },
    code_postal: { colonne: 'CP' },
    commune: { colonne: 'Ville' },
    code_insee: { colonne: 'Code commune' },
    latitude: { colonne: 'Lat' },
    longitude: { colonne: 'Long' },
    telephone: { colonne: 'Tél.' },
    courriels: { colonne: 'Courriel' },
    site_web: { colonne: 'Site' },
    horaires: {
      jours: {
        lundi: 'Lundi',
        mardi: 'Mardi',
        mercredi: 'Mercredi',
        jeudi: 'Jeudi',
        vendredi: 'Vendredi',
        samedi: 'Samedi'
      }
    },
    presentation_resume: { colonne: 'En bref' },
    structure_parente: { colonne: 'Porteur' },
    date_maj: { colonne: 'Mis à jour le' }
  },
  termes: [
    {
      colonnes: ['Ce que l’on y fait'],
      separateurs: [' / '],
      termes: [
        { termes: ['Démarches en ligne'], donne: { services: ['Aide aux démarches administratives'] } },
        { termes: ['Premiers pas'], donne: { services: ['Maîtrise des outils numériques du quotidien'] } },
        { termes: ['Emploi et CV'], donne: { services: ['Insertion professionnelle via le numérique'] } },
        { termes: ['Arnaques et mots de passe'], donne: { services: ['Utilisation sécurisée du numérique'] } },
        { termes: ['Enfants et écrans'], donne: { services: ['Parentalité et éducation avec le numérique'] } },
        { termes: ['Création'], donne: { services: ['Loisirs et créations numériques'] } },
        { termes: ['Comprendre Internet'], donne: { services: ['Compréhension du monde numérique'] } },
        { termes: ['Ordinateur et Wi-Fi'], donne: { services: ['Accès internet et matériel informatique'] } },
        {
          termes: ['Ordinateurs à petit prix'],
          donne: { services: ['Acquisition de matériel informatique à prix solidaire'] }
        },
        { termes: ['Photocopies'] }
      ]
    },
    {
      colonnes: ['Format'],
      termes: [
        { termes: ['Guichet'], donne: { typologie: ['MSAP'] } },
        { termes: ['Mairie'], donne: { typologie: ['MUNI'] } },
        { termes: ['Bibliothèque'], donne: { typologie: ['BIB'] } },
        { termes: ['CCAS'], donne: { typologie: ['CCAS'] } },
        { termes: ['Solidarités'], donne: { typologie: ['MDS'] } },
        { termes: ['Espace numérique'], donne: { typologie: ['EPN'] } },
        { termes: ['Véhicule'], donne: { typologie: ['ENM'] } },
        { termes: ['Autre'] }
      ]
    },
    {
      colonnes: ['Tarif'],
      termes: [
        { termes: ['Gratuit'], donne: { frais_a_charge: ['Gratuit'] } },
        { termes: ['Gratuit selon la situation'], donne: { frais_a_charge: ['Gratuit sous condition'] } },
        { termes: ['Payant'], donne: { frais_a_charge: ['Payant'] } }
      ]
    }
  ],
  cases: [
    { colonne: 'Itinérant', oui: { itinerance: ['Itinérant'] }, non: { itinerance: ['Fixe'] } },
    {
      colonne: 'Sur rendez-vous',
      oui: { modalites_acces: ['Téléphoner'] },
      non: { modalites_acces: ['Se présenter'] }
    },
    { colonne: 'Agent Aidants Connect', oui: { dispositif_programmes_nationaux: ['Aidants Connect'] } }
  ]
})

export const MANIERES_GUICHETS: Manieres = {
  source: 'guichets',
  livreeLe: '2026-04-07',
  anciennete: [5, 420],
  majuscules: 0.06,
  abreviations: 0.08,
  fautes: 0.02,
  precision: 18,
  sansPosition: 0.03,
  sansCodePostal: 0.01,
  inversees: 0.004,
  cedex: 0.12,
  anciennesCommunes: 0.2,
  zerosPerdus: 0.5,
  courriersNominatifs: 0
}

const SERVICES: Readonly<Record<Service, string>> = {
  'Aide aux démarches administratives': 'Démarches en ligne',
  'Maîtrise des outils numériques du quotidien': 'Premiers pas',
  'Insertion professionnelle via le numérique': 'Emploi et CV',
  'Utilisation sécurisée du numérique': 'Arnaques et mots de passe',
  'Parentalité et éducation avec le numérique': 'Enfants et écrans',
  'Loisirs et créations numériques': 'Création',
  'Compréhension du monde numérique': 'Comprendre Internet',
  'Accès internet et matériel informatique': 'Ordinateur et Wi-Fi',
  'Acquisition de matériel informatique à prix solidaire': 'Ordinateurs à petit prix'
}

const FORMATS: Readonly<Partial<Record<Releve['genre'], string>>> = {
  guichet: 'Guichet',
  mairie: 'Mairie',
  mediatheque: 'Bibliothèque',
  ccas: 'CCAS',
  solidarites: 'Solidarités',
  epn: 'Espace numérique',
  bus: 'Véhicule'
}

const JOURS = ['Lundi', 'Mardi', 'Mercredi', 'Jeudi', 'Vendredi', 'Samedi'] as const

export const COLONNES_GUICHETS = [
  'Code guichet',
  'Nom du guichet',
  'Porteur',
  'Format',
  'N°',
  'Voie',
  'Complément',
  'CP',
  'Ville',
  'Code commune',
  'Lat',
  'Long',
  'Tél.',
  'Courriel',
  'Site',
  ...JOURS,
  'Itinérant',
  'Sur rendez-vous',
  'Tarif',
  'Agent Aidants Connect',
  'Ce que l’on y fait',
  'En bref',
  'Mis à jour le'
] as const

export function ligneDeGuichet(r: Releve, de: Hasard): Record<string, string> {
  const style: StyleDeJour = de.choisir(['horloge', 'horloge', 'horloge', 'tirets'])
  const numero = String(r.rang + 1).padStart(5, '0')
  return {
    'Code guichet': `GP-${numero}`,
    'Nom du guichet': r.nom,
    Porteur: r.structure ?? '',
    Format: FORMATS[r.genre] ?? 'Autre',
    'N°': r.numero ?? '',
    Voie: r.voie,
    Complément: r.complement ?? '',
    CP: r.codePostal,
    Ville: r.ville,
    'Code commune': r.codeInsee,
    Lat: ecrireDegres(r.point?.latitude, de),
    Long: ecrireDegres(r.point?.longitude, de),
    'Tél.': r.telephone ?? '',
    Courriel: r.courriel ?? (de.chance(0.1) ? 'n/a' : ''),
    Site: r.site ?? '',
    ...Object.fromEntries(JOURS.map((jour, i) => [jour, r.semaine ? ecrireJour(r.semaine[i], style) : ''])),
    Itinérant: r.genre === 'bus' ? 'Oui' : 'Non',
    'Sur rendez-vous': r.acces.includes('Téléphoner') ? 'Oui' : r.acces.includes('Se présenter') ? 'Non' : '',
    Tarif: r.frais === 'Gratuit sous condition' ? 'Gratuit selon la situation' : (r.frais ?? ''),
    'Agent Aidants Connect': r.programmes.includes('Aidants Connect') ? 'x' : '',
    'Ce que l’on y fait': [
      ...r.services.map((service) => SERVICES[service]),
      ...(de.chance(0.2) ? ['Photocopies'] : [])
    ].join(' / '),
    'En bref': r.resume,
    'Mis à jour le': jourFrancais(r.le)
  }
}

/** A spreadsheet set in French writes some numbers with a comma. */
const ecrireDegres = (degres: number | undefined, de: Hasard) =>
  degres === undefined ? '' : de.chance(0.02) ? String(degres).replace('.', ',') : String(degres)
