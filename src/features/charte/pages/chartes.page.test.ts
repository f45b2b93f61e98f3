import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { creerApplicationDeTest, HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest, creerBaseDuTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { chargerChartesLivrees } from '../index.ts'
import { lirePdf } from './pdf.fixture.ts'

const CHARTES = join(RACINE, 'content', 'chartes')

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
beforeAll(async () => {
  base = await creerBaseDeTest()
  await chargerChartesLivrees(base.db, CHARTES, HEURE_DE_TEST)
  site = creerApplicationDeTest(base.db)
})

const lire = async (chemin: string) => {
  const reponse = await site.get(chemin)
  expect(reponse.status, chemin).toBe(200)
  return (await reponse.text()).replace(/[\u00a0\u202f]/g, ' ')
}

describe('la liste des chartes', () => {
  it('range chaque charte sous son réseau, avec ce qu’elle demande', async () => {
    const page = await lire('/chartes')
    expect(page).toContain('Charte nationale de la médiation numérique')
    expect(page).toContain('Pour adhérer : 2 conditions, et au moins 5 critères parmi 40.')
    expect(page).toContain('Pour adhérer : 6 engagements.')
    expect(page.indexOf('Réseau national')).toBeLessThan(page.indexOf('Médiation numérique du Sicoval'))
  })

  it('dit qu’il n’y en a pas encore', async () => {
    const vide = await creerBaseDuTest()
    const page = await (await creerApplicationDeTest(vide.db).get('/chartes')).text()
    expect(page).toContain('Aucune charte n’est encore publiée.')
  })
})

describe('la charte nationale', () => {
  it('dit en dates ce que veut dire adhérer, et ce que vaut le silence', async () => {
    const page = await lire('/chartes/nationale')
    expect(page).toContain('Version 1')
    expect(page).toContain('Le comité a 15 jours pour s’opposer')
    // Received on the 9th: the 15 following days, then a member at midnight (§5.4).
    expect(page).toContain('une déclaration reçue le mardi 9 juin 2026')
    expect(page).toContain('jusqu’au mercredi 24 juin 2026, minuit')
    expect(page).toContain('membre à partir du jeudi 25 juin 2026, à 0 heure')
    expect(page).toContain('Le silence du comité vaut accord')
    expect(page).toContain('Après 11 mois sans mise à jour')
    expect(page).toContain('Un rappel suit, 14 jours puis 3 jours avant la fin.')
  })

  it('montre chaque critère, son « en savoir plus » et l’article d’où il vient', async () => {
    const page = await lire('/chartes/nationale')
    for (let n = 1; n <= 40; n++) expect(page).toContain(`Texte d’origine : article 7, critère ${n}<`)
    expect(page.match(/<summary>/g)).toHaveLength(10)
    for (let n = 1; n <= 13; n++) expect(page).toContain(`Article ${n}. `)
    expect(page).toContain('Ce qu’il faut montrer')
  })
})

describe('la charte du Sicoval', () => {
  it('se signe sans délai, sans fin, et se confirme une fois par an', async () => {
    const page = await lire('/chartes/sicoval')
    expect(page).toContain('Les 6 engagements')
    expect(page).toContain('Votre adhésion vaut dès que vous avez signé.')
    expect(page).toContain('Vous confirmez vos engagements une fois par an.')
    expect(page).not.toContain('s’opposer')
    for (const titre of ['Les valeurs', 'Qui fait quoi', 'Les avantages', 'Le visuel du réseau'])
      expect(page).toContain(titre)
  })
})

it('se lit depuis la page de son réseau', async () => {
  expect(await lire('/reseaux/sicoval')).toContain('<a href="/chartes/sicoval">')
})

describe('ce qui n’existe pas', () => {
  it.each([
    '/chartes/inconnue',
    '/chartes/nationale/versions/2',
    '/chartes/nationale/versions/2.pdf',
    '/chartes/nationale/versions/x',
    '/chartes/nationale/versions/1.doc',
    `/chartes/${'x'.repeat(500)}`,
    '/chartes/%00/comparer'
  ])('%s : introuvable, sans panne', async (chemin) => {
    expect((await site.get(chemin)).status).toBe(404)
  })
})

describe('le document PDF', () => {
  it.each([
    ['nationale', 'Accueillir tout le monde, sans discrimination'],
    ['sicoval', 'Figurer sur RhinOcc']
  ])('de la charte %s est balisé, en français, et dit tout', async (id, phrase) => {
    const reponse = await site.get(`/chartes/${id}/versions/1.pdf`)
    expect(reponse.headers.get('content-type')).toBe('application/pdf')
    const octets = new Uint8Array(await reponse.arrayBuffer())
    const { structure, texte } = lirePdf(octets)
    expect(structure).toMatch(/\/MarkInfo|\/Marked true/)
    expect(structure).toContain('/StructTreeRoot')
    expect(structure).toMatch(/\/Lang \(fr-FR\)/)
    expect(structure).toContain('/DisplayDocTitle true')
    for (const balise of ['H1', 'H2', 'H3', 'H4', 'P', 'L', 'LI', 'LBody'])
      expect(structure).toContain(`/S /${balise}\n`)
    expect(structure).toContain('AtkinsonHyperlegible')
    expect(texte.replaceAll('\n', ' ')).toContain(phrase)
    expect(texte).toMatch(/Page 1 sur \d+/)
    expect(texte).not.toContain('?'.repeat(3))
    // Kept, and the same.
    const encore = new Uint8Array(await (await site.get(`/chartes/${id}/versions/1.pdf`)).arrayBuffer())
    expect(Buffer.from(encore).equals(Buffer.from(octets))).toBe(true)
  })
})

describe('le chargement', () => {
  it('ne change rien la seconde fois, et tient le journal du réseau', async () => {
    const compter = async () =>
      (
        await sql<{ n: number; j: number }>`
          select (select count(*)::int from charte_version) as n,
            (select count(*)::int from journal where genre = 'charte.publiee') as j`.execute(base.db)
      ).rows[0]
    const avant = await compter()
    await chargerChartesLivrees(base.db, CHARTES, new Date(HEURE_DE_TEST.getTime() + 86_400_000))
    expect(await compter()).toEqual(avant)
    expect(avant).toEqual({ n: 2, j: 2 })
  })
})
