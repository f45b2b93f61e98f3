import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parse } from 'csv-parse/sync'
import { afterEach, describe, expect, it } from 'vitest'
import { creerGeocodeur, type Geocodeur, type ReglagesGeocodeur } from './index.ts'

let serveur: Server | undefined
afterEach(() => new Promise<void>((resolve) => (serveur ? serveur.close(() => resolve()) : resolve())))

interface Recue {
  readonly methode: string
  readonly url: URL
  readonly corps: string
}

/** A stand-in of the national API, answering as `repondre` says. */
async function geocodeur(
  repondre: (recue: Recue, reponse: ServerResponse, rang: number) => void,
  reglages: Partial<ReglagesGeocodeur> = {}
): Promise<{ geo: Geocodeur; recues: Recue[]; attentes: number[] }> {
  const recues: Recue[] = []
  const attentes: number[] = []
  serveur = createServer((requete: IncomingMessage, reponse) => {
    let corps = ''
    requete.setEncoding('utf8')
    requete.on('data', (morceau: string) => (corps += morceau))
    requete.on('end', () => {
      const recue = { methode: requete.method ?? '', url: new URL(requete.url ?? '', 'http://local'), corps }
      recues.push(recue)
      repondre(recue, reponse, recues.length)
    })
  })
  await new Promise<void>((resolve) => serveur?.listen(0, '127.0.0.1', resolve))
  const { port } = serveur.address() as AddressInfo
  const geo = creerGeocodeur({
    url: `http://127.0.0.1:${port}/geocodage`,
    parSeconde: 10_000,
    attendre: async (ms) => {
      if (ms >= 1) attentes.push(ms)
    },
    ...reglages
  })
  if (!geo) throw new Error('pas de géocodeur')
  return { geo, recues, attentes }
}

const mairie = {
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [4.835, 45.7676] },
  properties: {
    label: '1 Place de la Comédie 69001 Lyon',
    score: 0.97,
    type: 'housenumber',
    id: '69381_1780_00001',
    postcode: '69001',
    citycode: '69381',
    city: 'Lyon',
    context: '69, Rhône'
  }
}
const json = (reponse: ServerResponse, valeur: unknown) =>
  reponse.setHeader('content-type', 'application/json').end(JSON.stringify(valeur))
const carte = (...features: unknown[]) => ({ type: 'FeatureCollection', features, query: '' })

describe('le géocodeur', () => {
  it('n’existe pas tant que son adresse est vide', () => {
    expect(creerGeocodeur({ url: '' })).toBeUndefined()
  })

  it('cherche une adresse, dans un code postal et une commune', async () => {
    const { geo, recues } = await geocodeur((_, reponse) => json(reponse, carte(mairie)))
    const trouvees = await geo.chercher(
      { adresse: ' « 1 place de la\nComédie »', codePostal: '69001', codeInsee: '69381' },
      1
    )

    expect(trouvees).toEqual({
      ok: true,
      value: [
        {
          libelle: '1 Place de la Comédie 69001 Lyon',
          latitude: 45.7676,
          longitude: 4.835,
          score: 0.97,
          genre: 'numero',
          id: '69381_1780_00001',
          codePostal: '69001',
          codeInsee: '69381',
          commune: 'Lyon'
        }
      ]
    })
    expect(recues[0]?.url.pathname).toBe('/geocodage/search/')
    expect(Object.fromEntries(recues[0]?.url.searchParams ?? [])).toEqual({
      q: '1 place de la Comédie »',
      limit: '1',
      postcode: '69001',
      citycode: '69381'
    })
  })

  it('ne demande rien pour un texte trop court, et coupe un texte trop long', async () => {
    const { geo, recues } = await geocodeur((_, reponse) => json(reponse, carte()))
    expect(await geo.chercher({ adresse: ' - 3' })).toEqual({ ok: true, value: [] })
    expect(recues).toHaveLength(0)
    await geo.chercher({ adresse: 'rue '.repeat(500) })
    expect(recues[0]?.url.searchParams.get('q')?.length).toBeLessThanOrEqual(200)
  })

  it('géocode une liste par lots, et rend les réponses dans l’ordre des demandes', async () => {
    const { geo, recues } = await geocodeur(
      ({ corps }, reponse) => {
        const csv = /\r\n\r\n(rang,[\s\S]*?)\r\n--/.exec(corps)?.[1] ?? ''
        const lignes: Record<string, string>[] = parse(csv, { columns: true })
        const reponses = lignes
          .reverse()
          .map(({ rang, adresse }) =>
            adresse?.startsWith('inconnue')
              ? `${rang},,,,,,`
              : `${rang},48.5,-1.5,"Trouvée, ${adresse?.replaceAll('"', '""')}",0.8,street,50218`
          )
        reponse.end(
          `rang,latitude,longitude,result_label,result_score,result_type,result_citycode\n${reponses.join('\n')}\n`
        )
      },
      { parLot: 2 }
    )
    const trouvees = await geo.chercherTout([
      { adresse: '1 rue "du Port", Granville', codePostal: '50400' },
      { adresse: '?' },
      { adresse: 'inconnue au bataillon' },
      { adresse: '3 rue du Port' }
    ])

    expect(recues.map(({ methode, url }) => `${methode} ${url.pathname}`)).toEqual(
      Array(2).fill('POST /geocodage/search/csv/')
    )
    expect(trouvees.ok && trouvees.value.map((a) => a && `${a.libelle} ${a.genre} ${a.codeInsee}`)).toEqual([
      'Trouvée, 1 rue "du Port", Granville voie 50218',
      undefined,
      undefined,
      'Trouvée, 3 rue du Port voie 50218'
    ])
  })

  it('essaie de nouveau quand le service est occupé, en attendant le temps qu’il demande', async () => {
    const { geo, recues, attentes } = await geocodeur((_, reponse, rang) => {
      if (rang === 1) reponse.writeHead(429, { 'retry-after': '2' }).end()
      else if (rang === 2) reponse.writeHead(503).end()
      else json(reponse, carte(mairie))
    })
    expect(await geo.chercher({ adresse: 'place de la Comédie' })).toMatchObject({ ok: true })
    expect(recues).toHaveLength(3)
    expect(attentes).toEqual([2_000, 1_000])
  })

  it('renonce après les reprises prévues', async () => {
    const { geo, recues } = await geocodeur((_, reponse) => reponse.writeHead(502).end(), { reprises: 1 })
    expect(await geo.chercher({ adresse: 'place de la Comédie' })).toMatchObject({
      ok: false,
      error: { raison: 'injoignable' }
    })
    expect(recues).toHaveLength(2)
  })

  it('n’insiste pas devant un refus, et ne suit pas une redirection', async () => {
    const { geo, recues } = await geocodeur((_, reponse, rang) =>
      rang === 1 ? reponse.writeHead(400).end() : reponse.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
    )
    expect(await geo.chercher({ adresse: 'place de la Comédie' })).toMatchObject({
      ok: false,
      error: { raison: 'refus' }
    })
    expect(await geo.chercher({ adresse: 'place de la Comédie' })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('changé d’adresse') }
    })
    expect(recues).toHaveLength(2)
  })

  it('n’attend pas un service qui se tait', async () => {
    const { geo } = await geocodeur(() => undefined, { delai: 50, reprises: 0 })
    expect(await geo.chercher({ adresse: 'place de la Comédie' })).toMatchObject({
      ok: false,
      error: { raison: 'delai' }
    })
    serveur?.closeAllConnections()
  })

  it('ne lit pas une réponse démesurée', async () => {
    const { geo } = await geocodeur((_, reponse) => reponse.end('x'.repeat(100_000)), { tailleMax: 10_000 })
    expect(await geo.chercher({ adresse: 'place de la Comédie' })).toMatchObject({
      ok: false,
      error: { raison: 'trop-grand' }
    })
  })

  it.each([
    ['une page HTML', '<!doctype html>'],
    ['un autre JSON', '{"erreur":"clé"}'],
    [
      'une latitude impossible',
      JSON.stringify(carte({ ...mairie, geometry: { type: 'Point', coordinates: [4.8, 457] } }))
    ],
    [
      'un score hors de son échelle',
      JSON.stringify(carte({ ...mairie, properties: { ...mairie.properties, score: 12 } }))
    ]
  ])('refuse %s', async (_, corps) => {
    const { geo } = await geocodeur((_recue, reponse) => reponse.end(corps))
    expect(await geo.chercher({ adresse: 'place de la Comédie' })).toMatchObject({
      ok: false,
      error: { raison: 'illisible' }
    })
  })

  it.each([
    ['qui répond deux fois à une ligne', 'rang,latitude,longitude,result_label\n0,,,\n0,,,\n'],
    ['qui répond à une ligne jamais demandée', 'rang,latitude,longitude,result_label\n7,,,\n'],
    ['qui oublie une ligne', 'rang,latitude,longitude,result_label\n'],
    [
      'dont la longitude est un texte',
      'rang,latitude,longitude,result_label,result_score,result_type\n0,48,ici,Rue,0.5,street\n'
    ]
  ])('refuse un lot %s', async (_, corps) => {
    const { geo } = await geocodeur((_recue, reponse) => reponse.end(corps))
    expect(await geo.chercherTout([{ adresse: 'rue du Port' }])).toMatchObject({
      ok: false,
      error: { raison: 'illisible' }
    })
  })

  it('espace ses demandes', async () => {
    const { geo, attentes } = await geocodeur((_, reponse) => json(reponse, carte()), { parSeconde: 10 })
    await Promise.all([1, 2, 3].map(() => geo.chercher({ adresse: 'rue du Port' })))
    expect(attentes).toHaveLength(2)
    expect(attentes[1]).toBeGreaterThan(150)
  })
})
