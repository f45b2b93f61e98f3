import type { AComparer } from './rapprochement.ts'

/** A record that says only what the test wants it to say. */
export function fiche(dit: Partial<AComparer> = {}): AComparer {
  return {
    source: 'annuaire-a',
    cle: '1',
    nom: undefined,
    telephones: [],
    courriels: [],
    sites: [],
    typologies: [],
    itinerance: [],
    ...dit
  }
}

/** A complete record of an invented lieu. */
export function mediatheque(dit: Partial<AComparer> = {}): AComparer {
  return fiche({
    nom: 'Médiathèque Marguerite Belloc',
    adresse: '12 rue des Tilleuls',
    commune: 'Saint-Clair-sur-Vaure',
    code_postal: '31999',
    code_insee: '31998',
    latitude: 43.6,
    longitude: 1.44,
    telephones: ['+33561990001'],
    courriels: ['mediatheque@saint-clair-sur-vaure.example'],
    typologies: ['BIB'],
    ...dit
  })
}
