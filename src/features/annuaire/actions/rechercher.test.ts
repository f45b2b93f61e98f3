import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { enCsv, ligne, ouvrirAtelier, SOURCES } from './import.fixture.ts'
import { lireRechercheDe, rechercher } from './rechercher.ts'

const now = new Date('2026-06-09T08:00:00Z')
let base: BaseDeTest

beforeAll(async () => {
  base = await creerBaseDeTest()
  await ouvrirAtelier(base.db, await obtenirGeographie(base.db)).importer(
    SOURCES.csv,
    enCsv([
      ligne('l1', {
        nom: 'Médiathèque du Centre',
        latitude: '44.5593',
        longitude: '6.0797',
        frais_a_charge: 'Gratuit'
      }),
      ligne('l2', { nom: 'Espace des Alpes', latitude: '44.5720', longitude: '6.0300' }),
      ligne('l3', {
        nom: 'Fablab de Veynes',
        commune: 'Veynes',
        code_postal: '05400',
        latitude: '44.5340',
        longitude: '5.8230',
        services: 'Loisirs et créations numériques',
        frais_a_charge: 'Payant'
      })
    ])
  )
})

async function chercher(adresse: string, autres: Partial<Parameters<typeof rechercher>[2]> = {}) {
  const lue = await lireRechercheDe(base.db, new URLSearchParams(adresse))
  const resultats = await rechercher(base.db, lue, { now, ...autres })
  return { ...resultats, noms: resultats.lieux.map(({ lieu }) => lieu.nom) }
}

describe('où l’on cherche', () => {
  it('une commune seule est la commune ; avec une distance, un cercle', async () => {
    expect((await chercher('commune=Gap')).total).toBe(2)
    expect((await chercher('commune=Gap&rayon=50')).total).toBe(3)
    expect((await chercher('code_postal=05400&rayon=50')).total).toBe(3)
  })

  it('une position l’emporte sur une commune, et compte les distances', async () => {
    const { ou, lieux } = await chercher('commune=Veynes&lat=44.56&lon=6.08&rayon=10')
    expect(ou.genre).toBe('position')
    expect(lieux[0]?.lieu.nom).toBe('Médiathèque du Centre')
    expect(lieux[0]?.distance).toBeLessThan(150)
  })

  it('un département, une région, une intercommunalité se disent par leur nom', async () => {
    for (const nom of ['Hautes-Alpes', '05', 'Provence-Alpes-Côte d’Azur'])
      expect((await chercher(`commune=${encodeURIComponent(nom)}`)).total, nom).toBe(3)
  })

  it('un lieu inconnu ne vide pas la recherche : elle continue sans lui, et le dit', async () => {
    const { ou, total } = await chercher('commune=Nulle-Part')
    expect(ou).toEqual({ genre: 'inconnu', tape: 'Nulle-Part', adresseSansGeocodeur: false })
    expect(total).toBe(3)
  })

  it('une distance sans lieu est laissée de côté', async () => {
    const { ignores } = await chercher('rayon=10')
    expect(ignores).toMatchObject([{ parametre: 'rayon' }])
  })
})

describe('une adresse', () => {
  let demandes: string[] = []
  let repondre: (q: string) => { statut: number; corps: object } = () => ({ statut: 503, corps: {} })
  const serveur = createServer((requete, reponse) => {
    const q = new URL(requete.url ?? '/', 'http://localhost').searchParams.get('q') ?? ''
    demandes.push(q)
    const { statut, corps } = repondre(q)
    reponse.writeHead(statut, { 'content-type': 'application/json' }).end(JSON.stringify(corps))
  })
  let url: string
  beforeAll(async () => {
    await new Promise<void>((resolve) => serveur.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(serveur.address() as { port: number }).port}`
  })
  afterAll(() => void serveur.close())

  const trouvee = (label: string, score: number) => ({
    statut: 200,
    corps: {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          geometry: { type: 'Point', coordinates: [6.0301, 44.5719] },
          properties: { label, score, type: 'housenumber', id: 'x', postcode: '05000', citycode: '05061', city: 'Gap' }
        }
      ]
    }
  })
  const site = () => creerApplicationDeTest(base.db, { now: () => now, reglages: { GEOCODEUR_URL: url } })

  it('est trouvée par le géocodeur de l’opérateur : la recherche part de là, et ne le demande qu’une fois', async () => {
    demandes = []
    repondre = () => trouvee('140 Route de Veynes 05000 Gap', 0.92)
    const { get } = site()
    const chemin = `/lieux?commune=${encodeURIComponent('140 route de Veynes, Gap')}&rayon=2`
    const page = await (await get(chemin)).text()
    expect(page).toContain('140 Route de Veynes 05000 Gap')
    expect(page).toContain('Espace des Alpes')
    expect(page).not.toContain('Fablab de Veynes')
    await get(chemin)
    expect(demandes).toEqual(['140 route de Veynes, Gap'])
  })

  it.each([
    ['ne répond pas', () => ({ statut: 503, corps: {} })],
    ['trouve autre chose', () => trouvee('Route de Veynes 97100 Ailleurs', 0.2)]
  ])('quand le géocodeur %s, la commune de l’adresse suffit, et la page le dit', async (_, reponse) => {
    repondre = reponse
    const page = await (
      await site().get(`/lieux?commune=${encodeURIComponent('12 rue inconnue, Gap')}&rayon=20`)
    ).text()
    expect(page).toMatch(/pas situé cette adresse.*Gap/)
    expect(page).toContain('Médiathèque du Centre')
  })

  it('sans géocodeur, part de la commune et le dit', async () => {
    const { get } = creerApplicationDeTest(base.db, { now: () => now })
    const page = await (await get(`/lieux?commune=${encodeURIComponent('12 rue inconnue, Gap')}&rayon=20`)).text()
    expect(page).toMatch(/pas situé cette adresse.*Gap/)
  })
})

describe('ce que la page doit dire', () => {
  it('une page trop lointaine montre la dernière, et le dit', async () => {
    const { page, noms, ignores } = await chercher('page=40', { parPage: 2 })
    expect([page, noms.length]).toEqual([2, 1])
    expect(ignores).toMatchObject([{ parametre: 'page', valeur: '40' }])
  })

  it('les pages se suivent sans rien répéter ni oublier', async () => {
    const noms = []
    for (const page of [1, 2, 3]) noms.push(...(await chercher(`page=${page}&tri=fraicheur`, { parPage: 1 })).noms)
    expect(new Set(noms).size).toBe(3)
  })

  it('rien ne répond : chaque critère à relâcher avec ce qu’il rendrait, et les lieux les plus proches', async () => {
    const { total, relacher, proches } = await chercher('q=fablab&commune=Gap&frais_a_charge=Payant')
    expect(total).toBe(0)
    expect(relacher.map(({ libelle, total }) => [libelle, total])).toEqual([['« Gap »', 1]])
    expect(proches.map(({ lieu }) => lieu.nom)).toEqual(['Fablab de Veynes'])
  })

  it('ce que les sources taisent se compte à part, à demander par téléphone', async () => {
    const { total, aVerifier } = await chercher('frais_a_charge=Gratuit')
    expect(total).toBe(1)
    expect(aVerifier).toMatchObject([{ facette: { cle: 'frais_a_charge' }, total: 1 }])
    const [silence] = aVerifier
    expect((await rechercher(base.db, { recherche: silence?.recherche as never, ignores: [] }, { now })).total).toBe(1)
  })

  it('chaque filtre donne exactement ce qu’il annonce', async () => {
    const { comptes } = await chercher('commune=Gap&rayon=50')
    for (const [cle, valeurs] of Object.entries(comptes))
      for (const [valeur, annonce] of Object.entries(valeurs)) {
        const choisi = new URLSearchParams({ commune: 'Gap', rayon: '50', [cle]: valeur })
        expect((await chercher(String(choisi))).total, `${cle} = ${valeur}`).toBe(annonce)
      }
  })
})
