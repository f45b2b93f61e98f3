import { type Facette, INCONNU } from './facette.ts'

/** What each parameter of a search means, for those who write addresses: the API's description and its page read this. */
export const SENS_PARAMETRES = {
  q: 'Des mots, comme on les dit : « impots », « caf », « wifi ». Accents, pluriels et fautes de frappe sont compris',
  commune:
    'Un endroit : commune, code postal, code INSEE, département, région, intercommunalité, ou une adresse quand ce site sait les chercher',
  code_postal: 'Code postal',
  departement: 'Code du département : 01, 2A, 974…',
  region: 'Code INSEE de la région',
  epci: 'Numéro SIREN de l’intercommunalité',
  lat: 'Latitude, avec « lon » ; arrondie à 100 m',
  lon: 'Longitude, avec « lat » ; arrondie à 100 m',
  rayon: 'Distance en kilomètres, avec un endroit',
  ouvert: 'Ouvert « maintenant », ou un jour et une heure : « mardi-18:00 », à l’heure du lieu',
  tri: 'Ordre des lieux : « pertinence », « distance », « fraicheur » ou « numero ». Sans lui, par numéro croissant, à parcourir par « curseur » ; avec un autre, à parcourir par « page »',
  page: 'Numéro de page, quand « tri » n’est pas « numero »'
} as const

/** What is the API's own. */
export const SENS_PROPRES = {
  curseur: 'La valeur « suivant » de la page précédente, quand l’ordre est celui des numéros',
  limite: 'Combien par page : 100 par défaut, 1000 au plus',
  provenance: 'Avec « oui » : la source, la date et la règle de chaque champ',
  comptes: 'Avec « oui » : combien de lieux donnerait chaque réponse de chaque facette',
  format: '« json », « geojson » ou « csv ». Sans ce paramètre, l’en-tête Accept décide ; à défaut, json'
} as const

export function sensFacette({ libelle, mode, inconnu }: Facette): string {
  return [
    libelle,
    `plusieurs valeurs, en répétant le paramètre ou séparées par « | » : ${mode === 'toutes' ? 'toutes à la fois' : 'l’une ou l’autre'}`,
    ...(inconnu ? [`« ${INCONNU} » : aucune source ne le dit`] : [])
  ].join('. ')
}
