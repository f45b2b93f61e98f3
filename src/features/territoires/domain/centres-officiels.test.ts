import { describe, expect, it } from 'vitest'
import { lireCentres } from './centres-officiels.ts'
import { PETITE_FRANCE } from './geographie.fixture.ts'
import { creerGeographie } from './geographie.ts'

const france = creerGeographie(PETITE_FRANCE)
const lire = (titres: readonly string[] | undefined, ...lignes: readonly string[][]) =>
  lireCentres({ titres, lignes: lignes.map((cellules, i) => ({ numero: i + 2, cellules })) }, france)
const LYON = { code: '69123', latitude: 45.7676, longitude: 4.835 }

describe('un fichier de centres de communes', () => {
  it.each([
    ['sans titres', undefined, ['69123', 'Lyon', '69001', '69', '519127', '4.835', '45.7676']],
    [
      'de l’INSEE',
      ['TYPECOM', 'COM', 'LIBELLE', 'latitude', 'longitude'],
      ['COM', '69123', 'Lyon', '45.7676', '4.835']
    ],
    [
      'de data.gouv.fr, qui donne aussi les mairies',
      ['', 'code_insee', 'nom_standard', 'latitude_mairie', 'longitude_mairie', 'latitude_centre', 'longitude_centre'],
      ['0', '69123', 'Lyon', '45.1', '4.1', '45.7676', '4.835']
    ],
    [
      'où le code de la commune sans son département porte aussi un titre',
      ['code_commune_INSEE', 'code_postal', 'latitude', 'longitude', 'code_commune'],
      ['69123', '69001', '45.7676', '4.835', '123']
    ],
    ['de La Poste', ['#Code_commune_INSEE', 'Nom', '_geopoint'], ['69123', 'LYON 03', '45.7676, 4.835']],
    [
      'de geo.api.gouv.fr',
      ['nom', 'code', 'centre'],
      ['Lyon', '69123', '{"type":"Point","coordinates":[4.835,45.7676]}']
    ],
    ['avec des virgules décimales', ['Code INSEE', 'Latitude', 'Longitude'], ['69123', '45,7676', '4,835']]
  ])('se lit %s', (_, titres, ligne) => {
    expect(lire(titres, ligne)).toMatchObject({ ok: true, value: { centres: [LYON], inconnues: [], anciennes: [] } })
  })

  it('met de côté, et nomme, ce qui n’est pas une commune d’aujourd’hui', () => {
    const lus = lire(
      ['insee', 'lat', 'lon'],
      ['69123', '45.7676', '4.835'],
      ['69383', '45.76', '4.85'],
      ['01144', '46.3', '4.9'],
      ['01999', '46', '5']
    )
    expect(lus).toMatchObject({
      ok: true,
      value: { centres: [LYON], anciennes: ['69383', '01144'], inconnues: ['01999'] }
    })
  })

  it('remet le zéro qu’un tableur a retiré, et compte les lignes sans position', () => {
    const lus = lire(['insee', 'lat', 'lon'], ['1025', '46.3', '4.9'], ['69123', '', ''])
    expect(lus).toMatchObject({ ok: true, value: { centres: [{ code: '01025' }], codesCompletes: 1, sansPosition: 1 } })
  })

  it('accepte une commune répétée au même endroit, la refuse à deux endroits', () => {
    expect(lire(['insee', 'lat', 'lon'], ['69123', '45.7676', '4.835'], ['69123', '45.7676', '4.835'])).toMatchObject({
      ok: true
    })
    expect(lire(['insee', 'lat', 'lon'], ['69123', '45.7676', '4.835'], ['69123', '45.9', '4.835'])).toMatchObject({
      ok: false,
      error: { raison: 'lignes', lignes: [{ numero: 3, raison: expect.stringContaining('plus haut') }] }
    })
  })

  it.each([
    ['un code qui n’en est pas un', ['Lyon', '45.7', '4.8'], '« LYON » n’est pas un code INSEE'],
    ['une latitude impossible', ['69123', '457', '4.8'], 'deux degrés décimaux'],
    ['une projection Lambert', ['69123', '6519850', '842890'], 'deux degrés décimaux'],
    ['une longitude qui manque', ['69123', '45.7', ''], 'deux degrés décimaux'],
    ['zéro et zéro', ['69123', '0', '0'], 'deux degrés décimaux'],
    ['latitude et longitude inversées', ['69123', '4.835', '45.7676'], 'inversées']
  ])('est refusé entier pour %s, avec la ligne', (_, ligne, raison) => {
    expect(lire(['insee', 'lat', 'lon'], ['01025', '46.3', '4.9'], ligne)).toMatchObject({
      ok: false,
      error: { raison: 'lignes', lues: 2, lignes: [{ numero: 3, raison: expect.stringContaining(raison) }] }
    })
  })

  it('est refusé quand ses colonnes ne se reconnaissent pas, ou qu’il ne place rien', () => {
    expect(lire(['code', 'nom'], ['69123', 'Lyon'])).toMatchObject({ ok: false, error: { raison: 'colonnes' } })
    expect(lire(['nom', 'lat', 'lon'], ['Lyon', '45', '4'])).toMatchObject({ ok: false, error: { raison: 'colonnes' } })
    expect(lire(['code', 'lat', 'lon'])).toMatchObject({ ok: false, error: { raison: 'aucune' } })
  })
})
