/** Whom the communes and their positions come from, as their licences ask to be shown. */
export const ATTRIBUTIONS_GEOGRAPHIE: readonly {
  readonly quoi: string
  readonly producteur: string
  readonly licence: string
  readonly lien: string
}[] = [
  {
    quoi: 'Communes, intercommunalités, départements, régions, populations et codes postaux',
    producteur: 'INSEE, DGCL et La Poste, réunis par Etalab',
    licence: 'Licence Ouverte (Etalab)',
    lien: 'https://github.com/datagouv/decoupage-administratif'
  },
  {
    quoi: 'Positions approchées des communes',
    producteur: 'GeoNames',
    licence: 'Creative Commons Attribution 4.0 (CC BY 4.0)',
    lien: 'https://www.geonames.org/'
  },
  {
    quoi: 'Côtes et frontières du fond de carte intégré',
    producteur: 'Natural Earth, réuni par world-atlas',
    licence: 'Domaine public ; world-atlas : licence ISC',
    lien: 'https://www.naturalearthdata.com/'
  }
]
