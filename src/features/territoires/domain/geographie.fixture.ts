import type { Commune } from './commune.ts'
import type { Decoupage } from './geographie.ts'

function commune(changements: Partial<Commune> & { readonly code: string; readonly nom: string }): Commune {
  return {
    departement: changements.code.slice(0, 2),
    region: '84',
    epci: undefined,
    population: 1_000,
    codesPostaux: [],
    centre: undefined,
    ...changements
  }
}

/** A France of eight communes: two namesakes, a new commune, a large city and its arrondissements. */
export const PETITE_FRANCE: Decoupage = {
  communes: [
    commune({
      code: '01025',
      nom: 'Bâgé-Dommartin',
      epci: '200070118',
      population: 4_050,
      codesPostaux: ['01380'],
      centre: { latitude: 46.32, longitude: 4.98, origine: 'voisines' }
    }),
    commune({ code: '17300', nom: 'La Rochelle', region: '75', population: 77_000, codesPostaux: ['17000'] }),
    commune({ code: '30247', nom: 'Saint-Denis', region: '76', population: 284, codesPostaux: ['30500'] }),
    commune({
      code: '69123',
      nom: 'Lyon',
      population: 519_127,
      codesPostaux: ['69001', '69003'],
      centre: { latitude: 45.7485, longitude: 4.8467, origine: 'ville' }
    }),
    commune({ code: '70450', nom: 'Rochelle', region: '27', population: 40, codesPostaux: ['70120'] }),
    commune({ code: '70451', nom: 'La Roche-Morey', region: '27', population: 253, codesPostaux: ['70120'] }),
    commune({ code: '93066', nom: 'Saint-Denis', region: '11', population: 150_000, codesPostaux: ['93200', '93210'] }),
    commune({
      code: '97411',
      nom: 'Saint-Denis',
      departement: '974',
      region: '04',
      population: 155_000,
      codesPostaux: ['97400']
    })
  ],
  anciennes: [
    { code: '01025', nom: 'Bâgé-la-Ville', commune: '01025', genre: 'commune-deleguee' },
    { code: '01144', nom: undefined, commune: '01025', genre: 'ancien-code' },
    { code: '69383', nom: 'Lyon 3e Arrondissement', commune: '69123', genre: 'arrondissement-municipal' },
    { code: '93059', nom: 'Pierrefitte-sur-Seine', commune: '93066', genre: 'commune-deleguee' }
  ],
  epcis: [{ code: '200070118', nom: 'CC Bresse et Saône' }],
  departements: [
    { code: '01', nom: 'Ain', region: '84' },
    { code: '17', nom: 'Charente-Maritime', region: '75' },
    { code: '30', nom: 'Gard', region: '76' },
    { code: '69', nom: 'Rhône', region: '84' },
    { code: '70', nom: 'Haute-Saône', region: '27' },
    { code: '93', nom: 'Seine-Saint-Denis', region: '11' },
    { code: '974', nom: 'La Réunion', region: '04' }
  ],
  regions: [
    { code: '04', nom: 'La Réunion' },
    { code: '11', nom: 'Île-de-France' },
    { code: '27', nom: 'Bourgogne-Franche-Comté' },
    { code: '75', nom: 'Nouvelle-Aquitaine' },
    { code: '76', nom: 'Occitanie' },
    { code: '84', nom: 'Auvergne-Rhône-Alpes' }
  ]
}
