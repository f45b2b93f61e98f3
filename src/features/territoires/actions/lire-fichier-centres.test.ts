import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lireCentresDeTexte, lireFichierCentres } from './lire-fichier-centres.ts'

const lire = (texte: string | Buffer) => lireCentresDeTexte(Buffer.from(texte))

describe('la lecture d’un fichier de centres', () => {
  it('trouve le délimiteur, les titres ou leur absence', () => {
    expect(lire('\uFEFFcode;latitude;longitude\r\n01001;46,15;4,92\r\n')).toEqual({
      ok: true,
      value: {
        titres: ['code', 'latitude', 'longitude'],
        lignes: [{ numero: 2, cellules: ['01001', '46,15', '4,92'] }]
      }
    })
    expect(lire('2A004\tAjaccio\t8.7\t41.9\n')).toEqual({
      ok: true,
      value: { titres: undefined, lignes: [{ numero: 1, cellules: ['2A004', 'Ajaccio', '8.7', '41.9'] }] }
    })
  })

  it('lit les accents d’un autre encodage sans s’arrêter', () => {
    expect(lire(Buffer.from('code,libellé,lat,lon\n01001,Abergement-Clémenciat,46,4\n', 'latin1'))).toMatchObject({
      ok: true,
      value: { titres: ['code', 'libellé', 'lat', 'lon'] }
    })
  })

  it('lit une liste JSON et un GeoJSON de points', () => {
    const centre = { type: 'Point', coordinates: [4.92, 46.15] }
    const ligne = { numero: 1, cellules: [JSON.stringify(centre), '01001'] }
    expect(lire(JSON.stringify([{ centre, code: '01001' }]))).toEqual({
      ok: true,
      value: { titres: ['centre', 'code'], lignes: [ligne] }
    })
    expect(
      lire(
        JSON.stringify({
          type: 'FeatureCollection',
          features: [{ type: 'Feature', properties: { code: '01001' }, geometry: centre }]
        })
      )
    ).toEqual({ ok: true, value: { titres: ['centre', 'code'], lignes: [ligne] } })
  })

  it.each([
    ['vide', '  \n', 'vide'],
    ['une page web', '<!doctype html><p>Erreur', 'page web'],
    ['un classeur', 'PK\x03\x04…', 'classeur'],
    ['un JSON coupé', '[{"code":"01001"', 'coupé'],
    ['un autre JSON', '{"total":3}', 'ni une liste'],
    ['des octets nuls', 'a\0b,c', 'pas un texte'],
    ['une seule colonne', 'code\n01001\n', 'une colonne'],
    ['un guillemet jamais fermé', 'code,lat,lon\n"01001,46,4\n', 'guillemets'],
    [
      'des contours',
      '{"type":"FeatureCollection","features":[{"properties":{"code":"01001"},"geometry":{"type":"Polygon","coordinates":[]}}]}',
      'contours'
    ]
  ])('refuse %s en le disant', (_, texte, attendu) => {
    expect(lire(texte)).toEqual({ ok: false, error: expect.stringContaining(attendu) })
  })

  it('dit qu’un fichier manque', async () => {
    expect(await lireFichierCentres('absent.csv')).toEqual({ ok: false, error: 'Le fichier absent.csv n’existe pas.' })
  })

  it('répond à n’importe quels octets', () => {
    const octets = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((o) => Buffer.from(o)),
      fc.string({ unit: fc.constantFrom(...'01A,;\t"\n\r{}[]: .-é'), maxLength: 80 }).map((t) => Buffer.from(t)),
      fc.json().map((t) => Buffer.from(t))
    )
    fc.assert(
      fc.property(octets, (o) => {
        expect(typeof lireCentresDeTexte(o).ok).toBe('boolean')
      }),
      { numRuns: 1_000 }
    )
  })
})
