import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../../platform/db/index.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { creerBaseDeTest } from '../../../platform/testing/base.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { enCsv, ligne, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'
import { lieuxDuPerimetre } from '../actions/lieux-du-perimetre.ts'

let db: Db
let site: ReturnType<typeof creerApplicationDeTest>

beforeAll(async () => {
  const base = await creerBaseDeTest()
  db = base.db
  site = creerApplicationDeTest(db)
  const atelier = ouvrirAtelier(db, await obtenirGeographie(db))
  const labege = { commune: 'Labège', code_postal: '31670', latitude: '43.53', longitude: '1.52' }
  await atelier.importer(
    SOURCES.csv,
    enCsv([
      ligne('l1', labege),
      ligne('l2', { ...labege, adresse: '2 place du Lac' }),
      ligne('l3', { commune: 'Toulouse', code_postal: '31000', latitude: '43.6', longitude: '1.44' }),
      ligne('l4')
    ])
  )
})

// No-break spaces are the sheet's business.
const lire = async (chemin: string) => (await (await site.get(chemin)).text()).replaceAll(/[\u00a0\u202f]/g, ' ')

describe('les lieux d’un réseau', () => {
  it('se comptent sur sa page et dans la liste, comme la recherche les compte', async () => {
    const page = await lire('/reseaux/sicoval')
    expect(page).toContain('2 lieux vous accueillent sur ce territoire.')
    expect(page).toContain('Démarches en ligne')
    const liste = await lire('/reseaux')
    expect(liste).toMatch(/du Sicoval \(36 communes\)<\/span><span>2 lieux<\/span>/)
    expect(liste).toContain('<span>4 lieux</span>')
    expect(await lire('/reseaux/national')).toContain('4 lieux vous accueillent en France.')
  })

  it.each([
    [{ genre: 'departement', code: '31' }, 3, '/lieux?departement=31'],
    [{ genre: 'epci', code: '243100633' }, 2, '/lieux?epci=243100633'],
    [{ genre: 'region', code: '76' }, 3, '/lieux?region=76'],
    [{ genre: 'commune', code: '05061' }, 1, '/lieux?commune=Gap']
  ] as const)('sur %o, sont %i, autant que %s en trouve', async (territoire, attendu, adresse) => {
    expect((await lieuxDuPerimetre(db, [territoire])).total).toBe(attendu)
    expect(await lire(adresse)).toMatch(new RegExp(`\\b${attendu} lieux?\\b`))
  })

  it('de plusieurs territoires ne comptent qu’une fois celui qui est dans deux', async () => {
    const compter = async (...territoires: Parameters<typeof lieuxDuPerimetre>[1][number][]) =>
      (await lieuxDuPerimetre(db, territoires)).total
    const [sicoval, gap] = [{ genre: 'epci', code: '243100633' } as const, { genre: 'commune', code: '05061' } as const]
    expect(await compter(sicoval, gap)).toBe(3)
    expect(await compter(sicoval, { genre: 'commune', code: '31254' })).toBe(2)
    expect(await compter({ genre: 'commune', code: '75056' }, { genre: 'commune', code: '13055' })).toBe(0)
  })
})
