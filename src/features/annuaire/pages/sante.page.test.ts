import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { transaction } from '../../../platform/db/index.ts'
import { cookieAdministration, creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { type Atelier, enCsv, lignes, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'
import { declarer } from '../domain/declaration.ts'
import { insertLivraison } from '../store/livraison.store.ts'
import { viderAnnuaire } from '../store/photographie.fixture.ts'
import { saveSource } from '../store/source.store.ts'

let base: BaseDeTest
let atelier: Atelier
let maintenant = new Date('2026-06-01T08:00:00Z')
let site: ReturnType<typeof creerApplicationDeTest>
let cookie: string

beforeAll(async () => {
  base = await creerBaseDeTest()
  atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db), { now: () => maintenant })
  site = creerApplicationDeTest(base.db, { now: () => maintenant })
})
beforeEach(async () => {
  await viderAnnuaire(base.db)
  await sql`delete from graphile_worker._private_jobs`.execute(base.db)
  cookie = await cookieAdministration(base.db, new Date('2026-06-20T08:00:00Z'))
})

const URL_SOURCE = 'https://donnees.exemple/lieux.csv'
const AUTOMATIQUE = declarer({
  ...SOURCES.csv,
  id: 'essai-url',
  nom: 'Essai par adresse',
  origine: { type: 'url', url: URL_SOURCE, cron: '0 4 * * *' }
})

const livrer = (le: string, fin: number) => {
  maintenant = new Date(`${le}T08:00:00Z`)
  return atelier.importer(SOURCES.csv, enCsv(lignes(1, fin)), { dateeDu: le })
}
/** A fetch that failed, as the job leaves it. */
async function echouer(le: string, message: string) {
  const id = await transaction(base.db, (trx) =>
    insertLivraison(trx, {
      sourceId: AUTOMATIQUE.id,
      dateeDu: le,
      recueLe: new Date(`${le}T04:00:00Z`),
      origine: URL_SOURCE,
      empreinteDeclaration: 'x',
      demandeePar: 'systeme',
      enFile: true
    })
  )
  await sql`update livraison set etat = 'refusee', message = ${message}, finie_le = recue_le where id = ${id}`.execute(
    base.db
  )
}
async function lire(chemin: string, le = '2026-06-20') {
  maintenant = new Date(`${le}T10:00:00Z`)
  const reponse = await site.get(chemin, { headers: { cookie } })
  return { statut: reponse.status, texte: (await reponse.text()).replace(/[\u00a0\u202f]/g, ' ') }
}
const poster = (chemin: string, champs: Record<string, string> = {}) =>
  site.post(chemin, champs, { headers: { cookie } })

describe('la santé des sources', () => {
  it('met en tête ce qui demande un regard, et dit ce que chacune a livré', async () => {
    await transaction(base.db, (trx) => saveSource(trx, AUTOMATIQUE, new Date('2026-06-01T00:00:00Z')))
    for (const [jour, n] of [
      ['2026-06-01', 10],
      ['2026-06-02', 12],
      ['2026-06-03', 15]
    ] as const)
      await livrer(jour, n)
    await echouer('2026-06-20', 'Le site donnees.exemple ne répond pas.')
    const { texte } = await lire('/administration/sources')
    expect(texte).toContain('2 sources demandent un regard')
    expect(texte.indexOf('Essai par adresse')).toBeLessThan(texte.indexOf('Essai CSV'))
    expect(texte).toContain('En panne</span></span> depuis le 20 juin 2026')
    expect(texte).toContain('Muette</span></span> depuis le 3 juin 2026')
    expect(texte).toContain('en hausse (+3)')
  })

  it('montre une source : sa tendance en mots, en image et en tableau, sa dernière erreur, sa prochaine lecture', async () => {
    for (const [jour, n] of [
      ['2026-06-01', 10],
      ['2026-06-02', 12]
    ] as const)
      await livrer(jour, n)
    const { texte } = await lire('/administration/sources/essai-csv', '2026-06-03')
    expect(texte).toContain('La source grandit : 10 lignes gardées le 1er juin 2026, 12 le 2 juin 2026.')
    expect(texte).toMatch(/<svg role="img" aria-label="La source grandit/)
    expect(texte).not.toContain('style=')
    expect(texte).not.toContain('Reprendre maintenant')

    await transaction(base.db, (trx) => saveSource(trx, AUTOMATIQUE, new Date('2026-06-01T00:00:00Z')))
    await echouer('2026-06-20', 'Le site <b>donnees.exemple</b> ne répond pas.')
    const panne = (await lire('/administration/sources/essai-url')).texte
    expect(panne).toContain('Le site &lt;b&gt;donnees.exemple&lt;/b&gt; ne répond pas.')
    expect(panne).toContain('En panne depuis le 20 juin 2026')
    expect(panne).toContain('lue chaque jour au plus tard')
    expect(panne).toContain('dans le quart d’heure')
    expect(panne).toContain('Reprendre maintenant')
  })

  it('mène à la livraison qui attend une personne', async () => {
    await livrer('2026-06-01', 10)
    const { id } = await livrer('2026-06-02', 5)
    const { texte } = await lire('/administration/sources', '2026-06-02')
    expect(texte).toContain(`href="/administration/livraisons/${id}">Livraison de « Essai CSV » à confirmer`)
    expect((await lire('/administration/sources/essai-csv', '2026-06-02')).texte).toContain(
      'Voir cette livraison et répondre'
    )
  })

  it('reprend maintenant, une fois, même si l’on appuie deux fois', async () => {
    await transaction(base.db, (trx) => saveSource(trx, AUTOMATIQUE, new Date('2026-06-01T00:00:00Z')))
    await echouer('2026-06-20', 'Le site ne répond pas.')
    maintenant = new Date('2026-06-20T10:00:00Z')
    const premiere = await poster('/administration/sources/essai-url/reprise')
    expect(premiere.status).toBe(303)
    expect(premiere.headers.get('location')).toMatch(/^\/administration\/livraisons\/\d+$/)
    expect((await poster('/administration/sources/essai-url/reprise')).headers.get('location')).toBe(
      '/administration/sources/essai-url'
    )
    const { rows } = await sql`select 1 from livraison where etat = 'en-cours'`.execute(base.db)
    expect(rows).toHaveLength(1)
  })

  it('nomme qui veille, garde une adresse mal écrite et dit quoi corriger', async () => {
    await livrer('2026-06-01', 10)
    maintenant = new Date('2026-06-20T10:00:00Z')
    const refus = await poster('/administration/sources/essai-csv/veilleur', { veilleur: 'camille chez exemple' })
    expect(refus.status).toBe(422)
    const texte = await refus.text()
    expect(texte).toContain('value="camille chez exemple"')
    expect(texte).toContain('Écrivez une adresse comme nom@exemple.fr')
    expect((await poster('/administration/sources/essai-csv/veilleur', { veilleur: 'v@exemple.fr' })).status).toBe(303)
    expect((await lire('/administration/sources/essai-csv')).texte).toContain('value="v@exemple.fr"')
    await poster('/administration/sources/essai-csv/veilleur', { veilleur: '' })
    expect((await lire('/administration/sources/essai-csv')).texte).not.toContain('v@exemple.fr')
  })

  it.each(['/administration/sources/inconnue', '/administration/sources/a%00b', '/administration/sources/%F0%9F'])(
    '%s n’existe pas, et ne casse rien',
    async (chemin) => {
      expect((await lire(chemin)).statut).toBe(404)
      for (const suite of ['veilleur', 'reprise'])
        expect((await poster(`${chemin}/${suite}`, { veilleur: 'x' })).status).toBe(404)
    }
  )

  it('une source apportée à la main ne se reprend pas', async () => {
    await livrer('2026-06-01', 10)
    expect((await poster('/administration/sources/essai-csv/reprise')).status).toBe(404)
  })
})
