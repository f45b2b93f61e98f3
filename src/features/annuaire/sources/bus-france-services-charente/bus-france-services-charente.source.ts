import { declarer } from '../../domain/declaration.ts'

/** One bus, twelve stops, every other week: each stop is a place to go to, with its day and its week. */
export const BUS_FRANCE_SERVICES_CHARENTE = declarer({
  id: 'bus-france-services-charente',
  nom: 'Bus France services de Charente',
  producteur: 'Emmaüs Ruffec',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://www.emmaus-ruffec.com/espace-france-services.php',
  confiance: { parDefaut: 4 },
  origine: { type: 'fichier' },
  forme: { format: 'json' },
  cle: 'empreinte',
  schema: 'v0',
  geocodage: { score: 'result_score', minimum: 0.4 },
  semaines: { colonne: 'ouverture' },
  tournee: { par: ['SIRET'], quand: ['ouverture', 'horaires'], arret: ['commune', 'nom'] },
  champs: {
    pivot: { colonne: 'SIRET' },
    itinerance: { constante: ['Itinérant'] },
    typologie: { constante: ['RFS'] }
  }
})
