import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { listRoutes } from '../../../app.tsx'
import type { Feature } from '../../../platform/http/feature.ts'
import { creerApplicationDeTest, HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest, creerBaseDuTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { chargerChartesLivrees } from '../../charte/index.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { type Atelier, enCsv, enJson, ligne, lignes, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'
import { FACETTES } from '../domain/facette.ts'
import { parametresDeRecherche } from '../domain/recherche.ts'
import { annuaire } from '../feature.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let atelier: Atelier

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db)
  await chargerChartesLivrees(base.db, join(RACINE, 'content', 'chartes'), HEURE_DE_TEST)
  atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db))
  await atelier.importer(
    SOURCES.csv,
    enCsv([
      ...lignes(1, 20),
      ligne('l21', { nom: '<script>alert(1)</script>', presentation_detail: '=HYPERLINK("http://exemple.fr")' }),
      ligne('l22', {
        telephone: '06 12 34 56 78',
        courriels: 'camille.durand@exemple.fr',
        presentation_detail: 'Demander Camille au 06 12 34 56 78.'
      }),
      ligne('l23', {
        commune: 'Mende',
        code_postal: '48000',
        latitude: '44.518',
        longitude: '3.50',
        services: 'Loisirs et créations numériques'
      })
    ])
  )
  await atelier.importer(SOURCES.json, enJson([...lignes(1, 3), ...lignes(40, 45)]))
})

const json = async (chemin: string, init?: RequestInit) => (await site.get(chemin, init)).json() as Promise<any>
const numeroDe = async (cle: string) =>
  (await sql<{ lieu_id: number }>`select lieu_id from enregistrement where cle = ${cle}`.execute(base.db)).rows[0]
    ?.lieu_id

describe('/api/v1/lieux', () => {
  it('donne les lieux dans le schéma officiel, et de quoi lire la suite', async () => {
    const page = await json('/api/v1/lieux?limite=5')
    expect(page).toMatchObject({ total: 29, suivant: expect.any(String) })
    expect(page.lieux).toHaveLength(5)
    expect(page.lieux[0]).toMatchObject({
      commune: 'Gap',
      code_insee: '05061',
      telephone: expect.stringMatching(/^\+33/)
    })
    expect(page.lieux[0]).not.toHaveProperty('provenance')
  })

  it('se parcourt jusqu’au bout sans répéter ni oublier', async () => {
    const vus: string[] = []
    let suivant: string | null = '0'
    while (suivant !== null) {
      const page = await json(`/api/v1/lieux?limite=7&curseur=${suivant}`)
      vus.push(...page.lieux.map(({ id }: { id: string }) => id))
      suivant = page.suivant
    }
    expect(new Set(vus).size).toBe(29)
    expect(vus).toHaveLength(29)
    const lien = (await site.get('/api/v1/lieux?limite=7&q=atelier')).headers.get('link')
    expect(lien).toMatch(/^<\/api\/v1\/lieux\?limite=7&q=atelier&curseur=\d+>; rel="next"$/)
  })

  it.each([
    ['q=m%C3%A9l%C3%A8ze', 'accents et majuscules à part', (t: number) => t > 5],
    ['q=MELEZE', 'sans accent', (t: number) => t > 5],
    ['commune=Mende', 'par le nom', (t: number) => t === 1],
    ['commune=48000', 'par le code postal', (t: number) => t === 1],
    ['commune=48095', 'par le code INSEE', (t: number) => t === 1],
    ['code_postal=48000', 'par le code postal', (t: number) => t === 1],
    ['region=93', 'par la région', (t: number) => t === 28],
    ['epci=200067825', 'par l’intercommunalité', (t: number) => t === 28],
    ['frais_a_charge=inconnu', 'ce que personne ne dit', (t: number) => t === 29],
    ['frais_a_charge=Gratuit', 'ce que personne ne dit n’est pas un oui', (t: number) => t === 0],
    ['lat=44.518&lon=3.5&rayon=5', 'autour d’une position', (t: number) => t === 1],
    ['ouvert=mardi-18:00', 'ouvert à un moment', (t: number) => t === 0],
    ['departement=48', 'par le département', (t: number) => t === 1],
    ['services=Loisirs et créations numériques', 'par le service', (t: number) => t === 1],
    [
      'services=Loisirs et créations numériques|Aide aux démarches administratives',
      'l’un ou l’autre',
      (t: number) => t === 29
    ],
    ['source=essai-json', 'par la source', (t: number) => t === 9],
    ['source=essai-json&departement=48', 'deux filtres à la fois', (t: number) => t === 0]
  ])('cherche %s (%s)', async (query, _, attendu) => {
    const { total, lieux } = await json(`/api/v1/lieux?${query}`)
    expect(attendu(total), `${total} lieux`).toBe(true)
    expect(lieux).toHaveLength(total)
  })

  it('dit, si on la demande, la source et la date de chaque champ', async () => {
    const lieu = await json(`/api/v1/lieux/${await numeroDe('l1')}?provenance=oui`)
    const { provenance, ...champs } = lieu
    for (const champ of Object.keys(champs))
      if (!['id', 'source'].includes(champ)) expect(provenance, champ).toHaveProperty(champ)
    expect(provenance.nom).toEqual({ source: 'essai-csv', date: '2026-06-01', regle: 'accord' })
    expect(provenance.services.valeurs['Aide aux démarches administratives'].sort()).toEqual([
      'essai-csv',
      'essai-json'
    ])
    expect(lieu.source).toBe('Essai CSV, Essai JSON')
  })

  it('donne du GeoJSON, longitude d’abord', async () => {
    const reponse = await site.get('/api/v1/lieux?departement=48', { headers: { accept: 'application/geo+json' } })
    expect(reponse.headers.get('content-type')).toContain('application/geo+json')
    expect(await reponse.json()).toMatchObject({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          geometry: { type: 'Point', coordinates: [3.5, 44.518] },
          properties: { position_approchee: false }
        }
      ]
    })
  })

  it('donne du CSV, dont aucune cellule n’est une formule', async () => {
    const reponse = await site.get('/api/v1/lieux?format=csv')
    expect(reponse.headers.get('content-disposition')).toBe('attachment; filename="lieux.csv"')
    const rangees = parse(await reponse.text(), { columns: true, bom: true }) as Record<string, string>[]
    expect(rangees).toHaveLength(29)
    expect(rangees.find(({ nom }) => nom === 'alert(1)')?.presentation_detail).toBe('\'=HYPERLINK("http://exemple.fr")')
  })

  it.each(['json', 'geojson', 'csv'])(
    'ne publie en %s ni portable, ni adresse nominative, où qu’ils soient écrits',
    async (format) => {
      for (const chemin of ['/api/v1/lieux?limite=1000', `/api/v1/lieux/${await numeroDe('l22')}?provenance=oui`]) {
        const texte = await (await site.get(`${chemin}${chemin.includes('?') ? '&' : '?'}format=${format}`)).text()
        expect(texte).toContain(ligne('l22').nom)
        expect(texte).not.toMatch(/6\s?12\s?34\s?56\s?78|camille\.durand/)
      }
    }
  )

  it.each([
    ['limite=0', 'limite', 'au moins 1'],
    ['limite=1001', 'limite', 'au plus 1000'],
    ['limite=1.5', 'limite', 'un nombre entier'],
    ['limite=beaucoup', 'limite', 'un nombre'],
    ['curseur=abc', 'curseur', 'la valeur `suivant` de la page précédente'],
    ['curseur=-1', 'curseur', 'la valeur `suivant` de la page précédente'],
    ['services=jardinage', 'services', 'une des valeurs du schéma'],
    ['format=xml', 'format', 'json, geojson ou csv'],
    ['provenance=peut-etre', 'provenance', 'oui ou non'],
    ['departement=Ain', 'departement', 'un code de département'],
    ['q=a%00b', 'q', 'un texte sans caractère nul'],
    ['source=a%00b', 'source', 'un texte sans caractère nul'],
    ['commune=%00', 'commune', 'un texte sans caractère nul'],
    [`q=${'x'.repeat(10_000)}`, 'q', 'pas plus de 200 caractères'],
    ['q=a&q=b', 'q', 'un texte'],
    ['commune=Nulle-Part', 'commune', 'aucun territoire connu'],
    ['departement=99', 'departement', 'nous ne connaissons pas'],
    ['source=personne', 'source', 'n’est pas une réponse connue'],
    ['lat=95&lon=3', 'lat', 'une latitude entre -90 et 90'],
    ['lat=45', 'lat', 'une position demande'],
    ['rayon=1e9&commune=Gap', 'rayon', 'une distance en kilomètres'],
    ['rayon=5', 'rayon', 'une distance se compte depuis un lieu'],
    ['ouvert=hier', 'ouvert', 'un jour et une heure'],
    ['tri=hasard', 'tri', 'un de ces mots'],
    ['page=2', 'page', 'curseur'],
    ['tri=fraicheur&page=0', 'page', 'un numéro de page'],
    ['tri=fraicheur&page=99', 'page', 'qu’une page'],
    ['tri=fraicheur&curseur=4', 'curseur', 'page'],
    ['comptes=1', 'comptes', 'oui ou non'],
    ['couleur=rouge', 'couleur', 'ce paramètre n’existe pas ici'],
    ['__proto__=1', '__proto__', 'ce paramètre n’existe pas ici']
  ])('refuse %s et dit quoi corriger', async (query, nom, message) => {
    const reponse = await site.get(`/api/v1/lieux?${query}`)
    expect(reponse.status).toBe(400)
    expect(reponse.headers.get('content-type')).toContain('application/problem+json')
    expect(reponse.headers.get('access-control-allow-origin')).toBe('*')
    expect(await reponse.json()).toEqual({
      type: '/api#parametres-refuses',
      title: 'Cette demande ne peut pas être comprise',
      status: 400,
      detail: expect.stringContaining(nom),
      parametres: [
        {
          nom,
          valeur: new URLSearchParams(query).get(nom)?.slice(0, 200),
          message: expect.stringContaining(message)
        }
      ]
    })
  })

  it('dit à quelle distance est chaque lieu, quand la recherche nomme un endroit', async () => {
    const { lieux, endroit } = await json('/api/v1/lieux?commune=Gap&rayon=30&tri=distance&limite=1000')
    expect(endroit).toEqual({ genre: 'commune', code: '05061', nom: 'Gap', approche: false, autres: expect.any(Array) })
    const distances: number[] = lieux.map(({ distance_m }: { distance_m: number }) => distance_m)
    expect(distances).toHaveLength(28)
    expect(distances).toEqual([...distances].sort((a, b) => a - b))
    const parNumero = await json('/api/v1/lieux?commune=Gap&rayon=30&limite=1000')
    expect(parNumero.lieux.map(({ distance_m }: { distance_m: number }) => distance_m).sort()).toEqual(distances.sort())
    const { features } = await json('/api/v1/lieux?commune=Gap&limite=1&format=geojson')
    expect(features[0].properties.distance_m).toBeGreaterThan(0)
    for (const lieu of (await json('/api/v1/lieux')).lieux) expect(lieu).not.toHaveProperty('distance_m')
  })

  it('se lit page par page dans un autre ordre', async () => {
    const vus: string[] = []
    let page: number | null = 1
    while (page !== null) {
      const reponse = await site.get(`/api/v1/lieux?tri=fraicheur&limite=10&page=${page}`)
      const lue = (await reponse.json()) as any
      vus.push(...lue.lieux.map(({ id }: { id: string }) => id))
      expect(lue.suivant).toBeNull()
      page = lue.page_suivante
      expect(reponse.headers.get('link')).toBe(
        page && `</api/v1/lieux?tri=fraicheur&limite=10&page=${page}>; rel="next"`
      )
    }
    expect(vus).toHaveLength(29)
    expect(new Set(vus).size).toBe(29)
  })

  it('compte, si on le demande, ce que donnerait chaque réponse', async () => {
    const { comptes } = await json('/api/v1/lieux?comptes=oui&limite=1')
    expect(comptes.services).toEqual({
      'Aide aux démarches administratives': 28,
      'Loisirs et créations numériques': 1
    })
    expect(comptes.source['essai-json']).toBe(9)
    for (const [valeur, combien] of Object.entries(comptes.services))
      expect((await json(`/api/v1/lieux?services=${encodeURIComponent(valeur)}`)).total).toBe(combien)
    expect(await json('/api/v1/lieux')).not.toHaveProperty('comptes')
  })

  it('nomme d’un coup tout ce qui est à corriger', async () => {
    const { parametres } = await json(
      '/api/v1/lieux?limite=0&format=xml&zzz=1&lat=95&rayon=loin&tri=x&services=Aide&services=jardinage&page=0'
    )
    expect(parametres.map(({ nom, valeur }: any) => `${nom}=${valeur}`).sort()).toEqual([
      'format=xml',
      'lat=95',
      'limite=0',
      'page=0',
      'rayon=loin',
      'services=Aide',
      'services=jardinage',
      'tri=x',
      'zzz=1'
    ])
  })
})

describe('/api/v1/lieux/{id}', () => {
  it('répond 404 à un numéro que personne ne porte, 400 à ce qui n’est pas un numéro', async () => {
    expect((await site.get('/api/v1/lieux/999999')).status).toBe(404)
    expect(await json('/api/v1/lieux/999999')).toMatchObject({
      type: '/api#lieu-inconnu',
      title: 'Aucun lieu ne porte ce numéro',
      status: 404
    })
    const refuse = await site.get('/api/v1/lieux/abc')
    expect(refuse.status).toBe(400)
    expect((await refuse.json()) as object).toMatchObject({
      parametres: [{ nom: 'id', valeur: 'abc', message: 'le numéro du lieu' }]
    })
  })

  it('mène au lieu qui a pris la suite (301), et répond 410 quand plus aucune source ne le cite', async () => {
    const loin = ligne('l5', {
      nom: 'Espace Verdon',
      adresse: '40 boulevard Carnot',
      latitude: '44.6',
      longitude: '6.12'
    })
    const reste = [...lignes(1, 3), ...lignes(40, 44)]
    await atelier.importer(SOURCES.json, enJson([loin, ...reste, ligne('l45')]), { dateeDu: '2026-06-02' })
    const { rows } = await sql<{
      lieu_id: number
    }>`select lieu_id from enregistrement where cle = 'l5' and source_id = 'essai-json'`.execute(base.db)
    const ancien = rows[0]?.lieu_id
    const retire = await numeroDe('l45')
    await atelier.importer(SOURCES.json, enJson([ligne('l5'), ...reste]), { dateeDu: '2026-06-03' })

    const reponse = await site.get(`/api/v1/lieux/${ancien}?format=geojson`)
    expect(reponse.status).toBe(301)
    expect(reponse.headers.get('location')).toBe(`/api/v1/lieux/${await numeroDe('l5')}?format=geojson`)
    expect(reponse.headers.get('cache-control')).toBe('no-cache')
    expect((await site.get(`/api/v1/lieux/${retire}`)).status).toBe(410)
    expect(await json(`/api/v1/lieux/${retire}`)).toMatchObject({ type: '/api#lieu-retire', status: 410 })
  })
})

describe('toutes les adresses de l’API', () => {
  const adresses = listRoutes()
    .filter(({ chemin }) => chemin.startsWith('/api/v1/'))
    .map(({ chemin }) => chemin.replaceAll(/:\w+/g, '1'))

  it.each(adresses)('%s nomme un paramètre qu’elle ne connaît pas', async (adresse) => {
    const reponse = await site.get(`${adresse}?inconnu_ici=oui`)
    expect(reponse.status).toBe(400)
    expect(reponse.headers.get('content-type')).toContain('application/problem+json')
    expect(await reponse.json()).toMatchObject({
      status: 400,
      parametres: [{ nom: 'inconnu_ici', valeur: 'oui', message: 'ce paramètre n’existe pas ici' }]
    })
  })

  it('répondent un problème à ce qui n’existe pas', async () => {
    const reponse = await site.get('/api/v1/rien')
    expect(reponse.status).toBe(404)
    expect(reponse.headers.get('content-type')).toContain('application/problem+json')
    expect(await reponse.json()).toMatchObject({ type: 'about:blank', status: 404, title: expect.any(String) })
  })
})

it('une facette qu’une autre partie du site ajoute se cherche, se décrit et se compte sans rien changer ici', async () => {
  const { db } = await creerBaseDuTest()
  const charte: Feature = {
    nom: 'essai',
    facettes: [
      {
        cle: 'charte',
        libelle: 'Charte',
        mode: 'une',
        valeurs: ['signataire'],
        enClair: (valeur) => valeur,
        charger: async (_, lieux) => new Map(lieux.slice(0, 2).map((id) => [id, ['signataire']]))
      }
    ]
  }
  const { get } = creerApplicationDeTest(db, { features: [annuaire, charte] })
  await ouvrirAtelier(db, await obtenirGeographie(db)).importer(SOURCES.csv, enCsv(lignes(1, 5)))
  const lire = async (chemin: string) => (await get(chemin)).json() as Promise<any>
  const { total, comptes } = await lire('/api/v1/lieux?charte=signataire&comptes=oui')
  expect([total, comptes.charte]).toEqual([2, { signataire: 2, inconnu: 3 }])
  expect(await lire('/api/v1/lieux?charte=jamais')).toMatchObject({ parametres: [{ nom: 'charte', valeur: 'jamais' }] })
  const doc = await lire('/api/v1/openapi.json')
  expect(doc.paths['/api/v1/lieux'].get.parameters).toContainEqual({
    name: 'charte',
    in: 'query',
    description: expect.stringContaining('Charte'),
    schema: { type: 'array', items: { type: 'string', enum: ['signataire'] } }
  })
})

describe('la description de l’API', () => {
  it('est de l’OpenAPI 3.1, et décrit chaque adresse de l’API', async () => {
    const doc = await json('/api/v1/openapi.json')
    expect(doc.openapi).toBe('3.1.0')
    expect(doc.info).toMatchObject({ title: 'Maillage', version: '1' })
    expect(new URL(doc.servers[0].url).protocol).toMatch(/^https?:$/)
    const decrites = Object.entries(doc.paths).flatMap(([chemin, methodes]) =>
      Object.keys(methodes as object).map((m) => `${m} ${chemin.replace(/\{(\w+)\}/g, ':$1')}`)
    )
    const attendues = listRoutes().filter(
      ({ chemin }) => chemin.startsWith('/api/v1/') && !chemin.endsWith('openapi.json')
    )
    expect(decrites.sort()).toEqual(attendues.map(({ methode, chemin }) => `${methode} ${chemin}`).sort())
  })

  it('tient : chaque renvoi existe, chaque paramètre a son schéma, chaque réponse sa description', async () => {
    const doc = await json('/api/v1/openapi.json')
    for (const [, renvoi] of JSON.stringify(doc).matchAll(/"\$ref":"#\/([^"]+)"/g))
      expect(
        (renvoi ?? '').split('/').reduce((o, cle) => o?.[cle], doc),
        renvoi
      ).toBeDefined()
    for (const [chemin, methodes] of Object.entries<Record<string, any>>(doc.paths))
      for (const operation of Object.values(methodes)) {
        expect(operation.summary, chemin).toBeTruthy()
        const parametres: { name: string; in: string; required?: boolean; schema?: object }[] =
          operation.parameters ?? []
        expect(new Set(parametres.map((p) => `${p.in} ${p.name}`)).size).toBe(parametres.length)
        for (const p of parametres) expect(p.schema, `${chemin} ${p.name}`).toBeDefined()
        const duChemin = [...chemin.matchAll(/\{(\w+)\}/g)].map(([, nom]) => nom)
        expect(parametres.filter((p) => p.in === 'path' && p.required).map((p) => p.name)).toEqual(duChemin)
        expect(Object.keys(operation.responses)).not.toHaveLength(0)
        for (const reponse of Object.values<any>(operation.responses)) expect(reponse.description).toBeTruthy()
      }
  })

  it('décrit chaque paramètre de la page, et chaque exemple qu’elle donne répond', async () => {
    const doc = await json('/api/v1/openapi.json')
    const parametres = doc.paths['/api/v1/lieux'].get.parameters as any[]
    expect(parametres.map(({ name }) => name)).toEqual(expect.arrayContaining([...parametresDeRecherche(FACETTES)]))
    for (const { name, schema, description, required } of parametres) {
      expect(description ?? schema.description, name).toBeTruthy()
      expect(required ?? false, name).toBe(false)
    }
    for (const { cle, valeurs, inconnu } of FACETTES) {
      const { schema } = parametres.find(({ name }) => name === cle)
      expect(schema.type, cle).toBe('array')
      if (valeurs) expect(schema.items.enum, cle).toEqual([...valeurs, ...(inconnu ? ['inconnu'] : [])])
    }
    let exemples = 0
    for (const [chemin, { get }] of Object.entries<any>(doc.paths))
      for (const { name, in: dans, schema, example = schema.example } of get.parameters ?? []) {
        if (dans !== 'query' || example === undefined) continue
        const query = new URLSearchParams([example].flat().map((valeur: unknown) => [name, String(valeur)]))
        if (name === 'lat') query.set('lon', '6.079')
        if (name === 'lon') query.set('lat', '44.559')
        if (name === 'rayon') query.set('commune', 'Gap')
        if (name === 'page') query.set('tri', 'fraicheur')
        const [, genre = ''] = /^\/api\/v1\/([a-z]+)/.exec(chemin) ?? []
        const id = { chartes: 'nationale', reseaux: 'national' }[genre] ?? String(await numeroDe('l1'))
        const reponse = await site.get(`${chemin.replace('{id}', id)}?${query}`)
        expect(reponse.status, `${chemin}?${query}`).toBe(200)
        exemples++
      }
    expect(exemples).toBeGreaterThan(25)
  })

  it('a une page où chaque paramètre et chaque genre de problème est expliqué', async () => {
    const doc = await json('/api/v1/openapi.json')
    const texte = await (await site.get('/api')).text()
    for (const { name } of doc.paths['/api/v1/lieux'].get.parameters) expect(texte).toContain(`<code>${name}</code>`)
    for (const type of ['parametres-refuses', 'lieu-inconnu', 'lieu-retire', 'reprendre'])
      expect(texte).toContain(`id="${type}"`)
  })

  it('dit vrai : chaque champ donné par l’API y est décrit', async () => {
    const doc = await json('/api/v1/openapi.json')
    const { lieux } = await json('/api/v1/lieux?provenance=oui')
    for (const lieu of lieux)
      for (const champ of Object.keys(lieu)) expect(doc.components.schemas.Lieu.properties).toHaveProperty(champ)
    expect(await json('/api/v1/sources')).toMatchObject({
      sources: [
        { id: 'essai-csv', lieux: 23 },
        { id: 'essai-json', licence: 'Licence Ouverte 2.0' }
      ]
    })
  })
})
