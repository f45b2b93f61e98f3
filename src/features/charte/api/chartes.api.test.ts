import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { creerApplicationDeTest, HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { creerBaseDeTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { chargerChartesLivrees } from '../index.ts'

let site: ReturnType<typeof creerApplicationDeTest>
beforeAll(async () => {
  const base = await creerBaseDeTest()
  await chargerChartesLivrees(base.db, join(RACINE, 'content', 'chartes'), HEURE_DE_TEST)
  site = creerApplicationDeTest(base.db)
})

const lire = async (chemin: string) => {
  const reponse = await site.get(chemin)
  return { statut: reponse.status, type: reponse.headers.get('content-type') ?? '', corps: await reponse.json() }
}

describe('l’API des chartes', () => {
  it('donne la liste de celles qui sont en vigueur', async () => {
    const { corps } = await lire('/api/v1/chartes')
    expect(corps.chartes).toHaveLength(2)
    expect(corps.chartes[0]).toEqual({
      id: 'sicoval',
      nom: 'Charte du réseau des médiateurs numériques du Sicoval',
      reseau: 'sicoval',
      version: 1,
      en_vigueur_depuis: '2026-06-09T08:00:00.000Z',
      page: '/chartes/sicoval/versions/1',
      pdf: '/chartes/sicoval/versions/1.pdf'
    })
  })

  it('donne une charte entière, avec ses délais et ses critères', async () => {
    const { corps } = await lire('/api/v1/chartes/nationale')
    expect(corps.parametres).toMatchObject({
      criteres_minimum: 5,
      opposition_jours: 15,
      periode_mois: 12,
      alerte_mois: 11
    })
    expect(corps.criteres).toHaveLength(42)
    expect(corps.articles).toHaveLength(13)
    expect(corps.versions).toEqual([{ numero: 1, en_vigueur_depuis: '2026-06-09T08:00:00.000Z' }])
    expect((await lire('/api/v1/chartes/nationale?version=1')).corps).toEqual(corps)
  })

  it.each([
    ['/api/v1/chartes/inconnue', 404],
    ['/api/v1/chartes/nationale?version=2', 404],
    ['/api/v1/chartes/nationale?version=0', 400],
    ['/api/v1/chartes/nationale?surprise=1', 400],
    ['/api/v1/chartes?surprise=1', 400],
    ['/api/v1/chartes/Nationale%00', 400]
  ])('%s : %i, en français', async (chemin, attendu) => {
    const { statut, type, corps } = await lire(chemin)
    expect(statut).toBe(attendu)
    expect(type).toContain('application/problem+json')
    expect(corps.detail).toMatch(/[a-zé]/)
  })

  it('est décrite', async () => {
    const { corps } = await lire('/api/v1/openapi.json')
    expect(Object.keys(corps.paths)).toEqual(expect.arrayContaining(['/api/v1/chartes', '/api/v1/chartes/{id}']))
  })
})
