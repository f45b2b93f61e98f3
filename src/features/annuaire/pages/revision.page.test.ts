import { beforeAll, describe, expect, it } from 'vitest'
import { cookieAdministration, creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { enCsv, enJson, ligne, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'
import { pairesInventees } from '../actions/revision.fixture.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let cookie: string

const PIEGE = '<script>alert(1)</script>'

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db)
  cookie = await cookieAdministration(base.db)
  const atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db))
  const { csv, json } = pairesInventees()
  await atelier.importer(
    SOURCES.csv,
    enCsv([
      ...csv,
      ligne('loin', { nom: PIEGE, latitude: '48.85', longitude: '2.35' }),
      ligne('sans', { nom: 'Salle Sans Position', latitude: '', longitude: '', adresse: '' }),
      ligne('contre', { nom: 'Maison des Contraires', telephone: '06 12 34 56 78' })
    ])
  )
  await atelier.importer(
    SOURCES.json,
    enJson([...json, ligne('contre', { nom: 'Maison des Contraires', telephone: '04 92 55 55 55' })])
  )
})

const entetes = () => ({ headers: { cookie } })
async function lire(chemin: string) {
  const reponse = await site.get(chemin, entetes())
  return { statut: reponse.status, texte: (await reponse.text()).replace(/[\u00a0\u202f]/g, ' ') }
}
async function repondre(chemin: string, champs: Record<string, string>) {
  const reponse = await site.post(chemin, champs, entetes())
  return {
    statut: reponse.status,
    vers: (reponse.headers.get('location') ?? '').replace(/#.*/, ''),
    texte: await reponse.text()
  }
}
const champCache = (texte: string, nom: string) => new RegExp(`name="${nom}" value="([^"]*)"`).exec(texte)?.[1] ?? ''
const FILES = ['', '/valeurs', '/positions', '/contradictions'].map((fin) => `/administration/revision${fin}`)

it.each(FILES)('%s reste fermé à qui n’administre pas', async (chemin) => {
  expect((await site.get(chemin)).status).toBe(401)
  expect((await site.post(`/administration/revision`, {})).status).toBe(401)
})

it.each(FILES)('%s dit combien attendent dans chaque file, et se borne à un département', async (chemin) => {
  const { statut, texte } = await lire(chemin)
  expect(statut).toBe(200)
  expect(texte).toMatch(/Même lieu ou non <span class="num">\d+/)
  const borne = await lire(`${chemin}?departement=75`)
  expect(borne.texte).toContain('Même lieu ou non <span class="num">0</span>')
  expect(borne.texte).toContain('departement=75')
  expect((await lire(`${chemin}?departement=zz&apres=a.b&paire=x&doute=1-nom`)).statut).toBe(200)
  expect(borne.texte).not.toContain(PIEGE)
})

it.each(FILES)('%s suit la typographie française', async (chemin) => {
  const main = /<main[^]*<\/main>/.exec(await (await site.get(chemin, entetes())).text())?.[0] ?? ''
  // What sources write is theirs.
  const texte = main.replace(/<(table|dl|select)[^]*?<\/\1>/g, '').replace(/<[^>]+>/g, '\n')
  expect(texte).not.toMatch(/ [?!;:»]|« /)
  expect(texte).not.toContain("'")
})

describe('une paire', () => {
  it('montre les deux fiches, ce qui diffère en mots, et les preuves', async () => {
    const { texte } = await lire('/administration/revision')
    for (const mot of ['Est-ce le même lieu', 'Identique', 'Différent', 'Les preuves', 'D’après les preuves'])
      expect(texte).toContain(mot)
    expect(texte.match(/href="\/lieux\/\d+-/g)?.length).toBe(2)
  })

  it('reçoit une réponse, laisse place à la suivante, et revient quand on annule', async () => {
    const avant = (await lire('/administration/revision')).texte
    const paire = champCache(avant, 'paire')
    const { statut, vers } = await repondre('/administration/revision', { paire, reponse: 'meme' })
    expect(statut).toBe(303)
    const apres = (await lire(vers)).texte
    expect(apres).toContain('C’est noté : le même lieu')
    expect(champCache(apres, 'paire')).not.toBe(paire)

    const retour = await repondre('/administration/revision/annulation', {
      file: 'paires',
      lot: champCache(apres, 'lot'),
      de: paire
    })
    const revenue = (await lire(retour.vers)).texte
    expect(revenue).toContain('Votre réponse est annulée')
    expect(champCache(revenue, 'paire')).toBe(paire)
    const encore = await repondre('/administration/revision/annulation', {
      file: 'paires',
      lot: champCache(apres, 'lot'),
      de: paire
    })
    expect((await lire(encore.vers)).texte).toContain('Cette réponse était déjà annulée')
  })

  it('déjà jugée par quelqu’un d’autre : le dit, ne change rien, et passe à la suivante', async () => {
    const paire = champCache((await lire('/administration/revision?departement=23')).texte, 'paire')
    const [une, autre] = await Promise.all([
      repondre('/administration/revision', { paire, reponse: 'different', departement: '23' }),
      repondre('/administration/revision', { paire, reponse: 'meme', departement: '23' })
    ])
    expect([une.statut, autre.statut]).toEqual([303, 303])
    const tard = [une.vers, autre.vers].find((vers) => vers.includes('fait=deja'))
    expect(tard).toContain('departement=23')
    const suite = (await lire(tard ?? '')).texte
    expect(suite).toContain('Quelqu’un a déjà répondu')
    expect(suite).not.toContain('Annuler ma dernière réponse</button>')
    expect(champCache(suite, 'paire')).not.toBe(paire)
  })

  it('passée, elle attend au début de la file', async () => {
    let texte = (await lire('/administration/revision?departement=05')).texte
    const premiere = champCache(texte, 'paire')
    const vues = new Set<string>()
    for (let suite: string | undefined = ''; suite !== undefined; ) {
      const paire = champCache(texte, 'paire')
      if (!paire) break
      expect(vues.has(paire)).toBe(false)
      vues.add(paire)
      suite = /href="([^"#]*)#question" accesskey="p"/.exec(texte)?.[1]?.replaceAll('&amp;', '&')
      texte = (await lire(suite ?? '')).texte
    }
    expect(texte).toContain('Vous êtes au bout de la file')
    expect(vues.size).toBeGreaterThan(3)
    expect(champCache((await lire('/administration/revision?departement=05')).texte, 'paire')).toBe(premiere)
  })

  it.each([
    { paire: '999999-9999999', reponse: 'meme' },
    { paire: '1-1', reponse: 'different' },
    { paire: '1-2', reponse: 'meme', departement: 'zz', apres: "'; drop" }
  ])('inconnue (%o) : la suivante', async (champs) => {
    const { statut, vers } = await repondre('/administration/revision', champs)
    expect(statut).toBe(303)
    expect((await lire(vers)).texte).toContain('Quelqu’un a déjà répondu')
  })

  it.each([{}, { paire: 'x', reponse: 'meme' }, { paire: '1-2', reponse: 'oui' }, { paire: '1-2' }])(
    'illisible (%o) : 404',
    async (champs) => {
      expect((await repondre('/administration/revision', champs as Record<string, string>)).statut).toBe(404)
    }
  )

  it('refuse un formulaire venu d’un autre site', async () => {
    const reponse = await site.post(
      '/administration/revision',
      { paire: '1-2', reponse: 'meme' },
      { headers: { cookie, origin: 'https://ailleurs.example' } }
    )
    expect(reponse.status).toBe(403)
  })
})

describe('une valeur douteuse', () => {
  it('montre la valeur, ce que la source écrit, la raison ; la réponse s’annule', async () => {
    const { texte } = await lire('/administration/revision/valeurs')
    expect(texte).toContain('48,85 ; 2,35')
    expect(texte).toContain('Les coordonnées sont loin de la commune')
    expect(texte).toMatch(/À \d+ km du centre de Gap/)
    expect(texte).not.toContain(PIEGE)
    const champs = { doute: champCache(texte, 'doute'), vu: champCache(texte, 'vu') }
    const { vers } = await repondre('/administration/revision/valeurs', { ...champs, reponse: 'fausse' })
    const suite = (await lire(vers)).texte
    expect(suite).toContain('C’est noté : la valeur est fausse')
    expect(suite).toContain('Toutes les valeurs douteuses de ce territoire ont leur réponse')
    const tard = await repondre('/administration/revision/valeurs', { ...champs, reponse: 'juste' })
    expect((await lire(tard.vers)).texte).toContain('Quelqu’un a déjà répondu')
    const retour = await repondre('/administration/revision/annulation', {
      file: 'valeurs',
      lot: champCache(suite, 'lot'),
      de: champs.doute
    })
    expect(champCache((await lire(retour.vers)).texte, 'doute')).toBe(champs.doute)
  })
})

describe('les listes', () => {
  it('mènent aux fiches sans position', async () => {
    const { texte } = await lire('/administration/revision/positions')
    expect(texte).toContain('Salle Sans Position')
    expect(texte).toContain('au centre de la commune')
  })

  it('taisent une coordonnée personnelle, et ne demandent pas de choisir ce qu’on ne voit pas', async () => {
    const { texte } = await lire('/administration/revision/contradictions')
    expect(texte).not.toContain('06 12 34 56 78')
    expect(texte).not.toContain('Maison des Contraires')
  })
})
