import { declarer } from '../declaration.ts'
import { GENRES } from './genres.ts'
import type { Hasard } from './hasard.ts'
import { type Manieres, matricule, type Releve } from './releve.ts'
import { ecrireOsm } from './semaine.ts'

/** Volunteers who keep a map: GeoJSON in today's schema, lists with `|`. The most recent of the four. */
export const DECLARATION_OUVERT = declarer({
  id: 'demo-ouvert',
  nom: 'Annuaire ouvert (fictif)',
  producteur: 'Les Cartographes du dimanche (association inventée)',
  licence: 'Données fictives de démonstration',
  lien: 'https://annuaire-ouvert.example',
  fictif: true,
  confiance: { parDefaut: 3 },
  origine: { type: 'fichier' },
  forme: { format: 'geojson' },
  cle: { colonnes: ['id'] },
  schema: 'v1'
})

export const MANIERES_OUVERT: Manieres = {
  source: 'ouvert',
  livreeLe: '2026-06-02',
  anciennete: [0, 500],
  majuscules: 0.02,
  abreviations: 0.05,
  fautes: 0.015,
  precision: 8,
  sansPosition: 0.01,
  sansCodePostal: 0.03,
  inversees: 0.003,
  cedex: 0.01,
  anciennesCommunes: 0.05,
  zerosPerdus: 0.02,
  courriersNominatifs: 0
}

export function elementOuvert(r: Releve, de: Hasard): Record<string, unknown> {
  const proprietes: Record<string, string> = {
    id: `ouvert-${matricule(de, 12)}`,
    nom: r.nom,
    pivot: de.chance(0.1) ? '00000000000000' : '',
    commune: r.ville,
    code_postal: r.codePostal,
    code_insee: r.codeInsee,
    adresse: [r.numero, r.voie].filter(Boolean).join(' '),
    complement_adresse: r.complement ?? '',
    typologie: GENRES[r.genre].typologies.join('|'),
    telephone: r.telephone ?? '',
    courriels: r.courriel ?? '',
    site_web: r.site ?? '',
    horaires: r.semaine ? `${ecrireOsm(r.semaine)}${de.chance(0.4) ? '; PH off' : ''}` : '',
    presentation_resume: r.resume,
    presentation_detail: de.chance(0.8) || r.rang === 0 ? r.detail : '',
    source: 'Annuaire ouvert',
    itinerance: r.genre === 'bus' ? 'Itinérant' : de.chance(0.6) ? 'Fixe' : '',
    structure_parente: r.structure ?? '',
    date_maj: r.le,
    services: r.services.join('|'),
    publics_specifiquement_adresses: r.publics.join('|'),
    prise_en_charge_specifique: r.prisesEnCharge.join('|'),
    frais_a_charge: r.frais ?? '',
    dispositif_programmes_nationaux: r.programmes.join('|'),
    formations_labels: r.labels.join('|'),
    modalites_acces: r.acces.join('|'),
    modalites_accompagnement: r.accompagnement.join('|'),
    fiche_acces_libre: r.accesLibre ?? '',
    prise_rdv: r.rendezVous ?? ''
  }
  return {
    type: 'Feature',
    geometry: r.point ? { type: 'Point', coordinates: [r.point.longitude, r.point.latitude] } : null,
    properties: proprietes
  }
}
