import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { type Geographie, obtenirGeographie } from '../../territoires/index.ts'
import { type Atelier, enCsv, lignes, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'
import { Annuaire, contenu, evenement, QUATRE } from '../actions/regrouper.fixture.ts'
import { remettreAZero } from '../store/annuaire.fixture.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let geo: Geographie
let atelier: Atelier

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db)
  geo = await obtenirGeographie(base.db)
})
beforeEach(async () => {
  await remettreAZero(base.db)
  atelier = ouvrirAtelier(base.db, geo)
})

const json = async (chemin: string) => (await site.get(chemin)).json() as Promise<any>

/** What a re-user keeps, told only by the feed. */
class Copie {
  readonly lieux = new Map<string, unknown>()
  #depuis = '0'

  /** Reads so many pages, or until the end. */
  async suivre(limite: number, pages = Number.POSITIVE_INFINITY): Promise<'a-jour' | 'en-chemin'> {
    for (let page = 0; page < pages; page++) {
      const reponse = await site.get(`/api/v1/lieux/changements?depuis=${this.#depuis}&limite=${limite}`)
      if (reponse.status === 410) {
        this.lieux.clear()
        this.#depuis = '0'
        continue
      }
      expect(reponse.status).toBe(200)
      const { changements, suivant, jusqua } = (await reponse.json()) as any
      expect(changements.length).toBeLessThanOrEqual(limite)
      for (const { id, genre, lieu } of changements) {
        if (genre === 'ecrit') this.lieux.set(id, lieu)
        else this.lieux.delete(id)
      }
      this.#depuis = suivant ?? String(jusqua)
      if (suivant === null) return 'a-jour'
    }
    return 'en-chemin'
  }
}

async function annuairePublic(): Promise<Map<string, unknown>> {
  const { lieux, suivant } = await json('/api/v1/lieux?limite=1000')
  expect(suivant).toBeNull()
  return new Map(lieux.map((lieu: { id: string }) => [lieu.id, lieu]))
}

// Kept from one run to the next: it must find out by itself that the directory was emptied.
const copie = new Copie()

it('suivi depuis 0, page par page, pendant que l’annuaire change, le fil donne exactement l’annuaire public', async () => {
  await fc.assert(
    fc
      .asyncProperty(
        contenu,
        contenu,
        fc.array(fc.record({ e: evenement, pages: fc.nat(2) }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 4 }),
        async (une, deux, evenements, limite) => {
          const annuaire = new Annuaire(base.db, geo)
          await annuaire.livrer(QUATRE[0] as (typeof QUATRE)[number], une, '2026-05-01')
          await annuaire.livrer(QUATRE[1] as (typeof QUATRE)[number], deux, '2026-05-01')
          for (const { e, pages } of evenements) {
            await annuaire.vivre(e)
            await copie.suivre(limite, pages)
          }
          expect(await copie.suivre(limite)).toBe('a-jour')
          expect(copie.lieux).toEqual(await annuairePublic())
        }
      )
      .beforeEach(() => remettreAZero(base.db)),
    { numRuns: 25, endOnFailure: true }
  )
}, 120_000)

describe('le fil des changements', () => {
  it('donne l’annuaire, puis seulement ce qui a changé, retraits compris', async () => {
    await atelier.importer(SOURCES.csv, enCsv(lignes(1, 4)))
    const debut = await json('/api/v1/lieux/changements')
    expect(debut.changements).toHaveLength(4)
    expect(debut.changements[0]).toEqual({
      revision: debut.jusqua,
      id: expect.stringMatching(/^\d+$/),
      genre: 'ecrit',
      remplace_par: null,
      le: '2026-06-09T08:00:00.000Z',
      lieu: await json(`/api/v1/lieux/${debut.changements[0].id}`)
    })
    expect((await json(`/api/v1/lieux/changements?depuis=${debut.jusqua}`)).changements).toEqual([])

    await atelier.importer(SOURCES.csv, enCsv([...lignes(1, 2), ...lignes(3, 3, { presentation_resume: 'Rénové.' })]), {
      dateeDu: '2026-06-02',
      confirmer: true
    })
    const suite = await json(`/api/v1/lieux/changements?depuis=${debut.jusqua}`)
    const parGenre = Object.groupBy(suite.changements as { genre: string; id: string; lieu?: any }[], (c) => c.genre)
    expect(parGenre.ecrit?.some(({ lieu }) => lieu.presentation_resume === 'Rénové.')).toBe(true)
    expect(parGenre.retire).toEqual([
      expect.objectContaining({ id: debut.changements[3].id, remplace_par: null, revision: suite.jusqua })
    ])
    expect(parGenre.retire?.[0]).not.toHaveProperty('lieu')
  })

  it('se lit page par page, et l’en-tête Link mène à la suivante', async () => {
    await atelier.importer(SOURCES.csv, enCsv(lignes(1, 7)))
    const vus: string[] = []
    let chemin: string | undefined = '/api/v1/lieux/changements?limite=3'
    while (chemin) {
      const reponse: Response = await site.get(chemin)
      vus.push(...((await reponse.json()) as any).changements.map(({ id }: { id: string }) => id))
      chemin = /^<([^>]+)>; rel="next"$/.exec(reponse.headers.get('link') ?? '')?.[1]
    }
    expect(vus).toHaveLength(7)
    expect(new Set(vus).size).toBe(7)
  })

  it('ne publie pas plus que l’annuaire', async () => {
    await atelier.importer(
      SOURCES.csv,
      enCsv(lignes(1, 1, { telephone: '06 12 34 56 78', courriels: 'camille.durand@exemple.fr' }))
    )
    const texte = await (await site.get('/api/v1/lieux/changements')).text()
    expect(texte).not.toMatch(/6\s?12\s?34\s?56\s?78|camille/)
  })

  it('dit de reprendre à une copie qui ne peut plus suivre, et à une révision d’ailleurs', async () => {
    await atelier.importer(SOURCES.csv, enCsv(lignes(1, 3)))
    const { jusqua } = await json('/api/v1/lieux/changements')
    const { suivant } = await json('/api/v1/lieux/changements?limite=1')
    await remettreAZero(base.db)
    await atelier.importer(SOURCES.csv, enCsv(lignes(1, 3)))
    for (const depuis of [jusqua, suivant, 999_999, '1-1-999999']) {
      const reponse = await site.get(`/api/v1/lieux/changements?depuis=${depuis}`)
      expect(reponse.status, depuis).toBe(410)
      expect(await reponse.json()).toMatchObject({ type: '/api#reprendre', status: 410 })
    }
    // Begun again, it goes to the end.
    expect(await new Copie().suivre(1)).toBe('a-jour')
  })

  it.each(['abc', '-1', '1-2', '1.5', '9'.repeat(16)])('refuse « depuis=%s »', async (depuis) => {
    const reponse = await site.get(`/api/v1/lieux/changements?depuis=${depuis}`)
    expect(reponse.status).toBe(400)
    expect(await reponse.json()).toMatchObject({ parametres: [{ nom: 'depuis', valeur: depuis }] })
  })
})
