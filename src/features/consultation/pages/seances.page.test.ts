import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { CLOTURE, creerConsultation } from '../consultation.fixture.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let apres: ReturnType<typeof creerApplicationDeTest>
/** Mediators of a territorial réseau, of the national one, of another one; and somebody without any role. */
let mediatrice: string
let autre: string
let etrangere: string
let personne: string

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db)
  apres = creerApplicationDeTest(base.db, { now: () => new Date(CLOTURE.getTime() + 60_000) })
  const compte = async (pseudonyme: string, reseau?: string) => {
    const courriel = `${pseudonyme.toLowerCase()}@exemple.fr`
    const id = await creerCompte(base.db, { courriel, pseudonyme, sansMotDePasse: true })
    if (reseau) await donner(base.db, id, { role: 'mediateur', reseau })
    return cookieDe(base.db, id)
  }
  mediatrice = await compte('Mediatrice', 'sicoval')
  autre = await compte('Autre', 'national')
  await sql`insert into reseau (id, genre, nom, accroche, ouvert_le, cree_le, modifie_le)
    values ('ailleurs', 'territorial', 'Ailleurs', '', now(), now(), now())`.execute(base.db)
  etrangere = await compte('Etrangere', 'ailleurs')
  personne = await compte('Sanrole')
})

const get = (chemin: string, cookie?: string, s = site) => s.get(chemin, cookie ? { headers: { cookie } } : {})
const lire = async (chemin: string, cookie?: string) => (await get(chemin, cookie)).text()
const post = (chemin: string, champs: Record<string, string>, cookie: string, s = site) =>
  s.post(chemin, champs, { headers: { cookie } })
const SEANCE = {
  nom: 'Atelier <du> mardi',
  tenue_le: '08/06/2026',
  presents: '12',
  texte: 'On veut <b>des</b> horaires.'
}

async function ecrire(adresse: string, champs = {}): Promise<string> {
  const fait = await post(`/consultations/${adresse}/seances/nouvelle`, { ...SEANCE, ...champs }, mediatrice)
  expect(fait.status).toBe(303)
  return (fait.headers.get('location') ?? '').replace(/\?.*/, '')
}

const comptes = async (seance: string) =>
  (
    await sql<{ accord: number; revoir: number; issue: string }>`
      select accord, revoir, issue from consultation_seance_item where seance_id = ${seance.split('/').at(-1)}`.execute(
      base.db
    )
  ).rows

describe('une séance en présence', () => {
  it('s’écrit par qui accompagne, d’où qu’il soit pour une consultation nationale, et se lit par tous', async () => {
    const { adresse } = await creerConsultation(base.db)
    const nouvelle = `/consultations/${adresse}/seances/nouvelle`
    expect((await get(nouvelle, personne)).status).toBe(403)
    expect((await site.get(nouvelle)).status).toBe(401)
    expect((await get(nouvelle, mediatrice)).status).toBe(200)
    const fautes = await post(
      nouvelle,
      { ...SEANCE, tenue_le: '31/02/2026', presents: 'douze', lieu: 'chez moi' },
      mediatrice
    )
    expect(fautes.status).toBe(422)
    const page = await fautes.text()
    for (const mots of ['Écrivez le jour de la séance', 'le nombre de personnes présentes', '/lieux/', 'value="douze"'])
      expect(page).toContain(mots)
    expect((await post(nouvelle, { ...SEANCE, lieu: '/lieux/999999999' }, mediatrice)).status).toBe(422)
    const seance = await ecrire(adresse)
    expect(await lire(`/consultations/${adresse}`)).toContain('Toutes les séances')
    for (const chemin of [`/consultations/${adresse}/seances`, seance]) {
      const vue = await lire(chemin)
      expect(vue).toContain('Atelier &lt;du&gt; mardi')
      expect(vue).toContain('12\u00a0personnes présentes')
    }
    expect(await lire(seance)).toContain('On veut &lt;b&gt;des&lt;/b&gt; horaires.')
    expect(await lire(seance)).not.toContain('Aider une personne')
  })

  it('d’un réseau territorial n’est écrite que par les siens et par le réseau national', async () => {
    const { adresse } = await creerConsultation(base.db, { consultation: { reseau_id: 'sicoval' } })
    const ailleurs = await creerConsultation(base.db)
    const seance = await ecrire(adresse)
    expect((await get(`/consultations/${adresse}/seances/nouvelle`, autre)).status).toBe(200)
    // Others help in it; who holds it counts, and nobody reaches it by another consultation.
    expect((await get(`${seance}/items/1`, autre)).status).toBe(403)
    expect((await get(`${seance}/aider/1?accord=oui`, autre)).status).toBe(200)
    const [, id = ''] = seance.split('/seances/')
    expect((await get(`/consultations/${ailleurs.adresse}/seances/${id}`)).status).toBe(404)
    expect((await get(`/consultations/${adresse}/seances/nulle`)).status).toBe(404)
    expect((await get(`/consultations/${adresse}/seances/nouvelle`, etrangere)).status).toBe(403)
    expect((await post(`${seance}/aider/1?accord=oui`, { geste: 'accord' }, etrangere)).status).toBe(403)
    expect((await get(`/consultations/${ailleurs.adresse}/seances/nouvelle`, etrangere)).status).toBe(200)
  })

  it('compte les mains levées, jamais plus que de présents, et ne perd pas un compte fait entre-temps', async () => {
    const { adresse } = await creerConsultation(base.db, { items: 2 })
    const seance = await ecrire(adresse)
    const trop = await post(`${seance}/items/1`, { lu: '0-0', accord: '10', revoir: '3', issue: 'Oui' }, mediatrice)
    expect(trop.status).toBe(422)
    expect(await trop.text()).toContain('12 personnes présentes : les avis comptés ne peuvent pas être plus nombreux')
    const juste = { lu: '0-0', accord: '9', revoir: '3', issue: 'Adopté & noté' }
    expect((await post(`${seance}/items/1`, juste, mediatrice)).status).toBe(303)
    const croise = await post(`${seance}/items/1`, { ...juste, accord: '1' }, mediatrice)
    expect(croise.status).toBe(409)
    expect(await comptes(seance)).toEqual([{ accord: 9, revoir: 3, issue: 'Adopté & noté' }])
    const moins = await post(`${seance}/modifier`, { ...SEANCE, presents: '11' }, mediatrice)
    expect(moins.status).toBe(422)
    expect(await moins.text()).toContain('Des avis sont déjà comptés')
    expect((await post(`${seance}/modifier`, { ...SEANCE, presents: '13' }, mediatrice)).status).toBe(303)
    expect(await lire(seance)).toContain('13\u00a0personnes présentes')
    for (const [chemin, champs] of [
      [`${seance}/items/9`, juste],
      [`${seance}/items/abc`, juste]
    ] as const)
      expect((await post(chemin, champs, mediatrice)).status).toBe(404)
  })

  it('n’est montrée avec ses comptes qu’en même temps que les totaux, à part', async () => {
    const cachee = await creerConsultation(base.db)
    const montree = await creerConsultation(base.db, { module: { resultats: 'toujours' } })
    for (const { adresse } of [cachee, montree]) {
      const seance = await ecrire(adresse)
      await post(`${seance}/items/1`, { lu: '0-0', accord: '9', revoir: '3', issue: 'Adopté' }, mediatrice)
      const vues = `${await lire(`/consultations/${adresse}/items/1`)}${await lire(seance)}`
      expect(vues.includes('9 d’accord, 3 à revoir')).toBe(adresse === montree.adresse)
      expect(vues.includes('Adopté')).toBe(adresse === montree.adresse)
    }
    expect(await lire(`/consultations/${montree.adresse}/items/1`)).toContain('En séance, avec un médiateur')
    expect(await lire(`/consultations/${montree.adresse}/items/1`)).toContain('Personne n’a encore donné son avis')
  })
})

describe('aider une personne présente', () => {
  it('demande son accord, écrit ses mots sans aucun nom, et se reprend', async () => {
    const { adresse } = await creerConsultation(base.db, { items: 2 })
    const seance = await ecrire(adresse, { presents: '1' })
    const sans = await post(`${seance}/aider`, {}, mediatrice)
    expect(sans.status).toBe(422)
    expect(await sans.text()).toContain('Demandez d’abord son accord')
    expect((await get(`${seance}/aider/1`, mediatrice)).headers.get('location')).toBe(`${seance}#aider`)
    const etape = (await post(`${seance}/aider`, { accord: 'oui' }, mediatrice)).headers.get('location') ?? ''
    expect(etape).toBe(`${seance}/aider/1?accord=oui`)
    expect(await lire(etape, mediatrice)).toContain('Il reste 1\u00a0avis à donner')
    expect((await post(etape, { geste: 'revoir' }, mediatrice)).status).toBe(303)
    const plein = await post(etape, { geste: 'accord' }, mediatrice)
    expect(plein.status).toBe(409)
    expect(await plein.text()).toContain('1 personne présente')
    await post(etape, { geste: 'revoir-moins' }, mediatrice)
    await post(etape, { geste: 'revoir-moins' }, mediatrice)
    expect(await comptes(seance)).toEqual([{ accord: 0, revoir: 0, issue: '' }])
    expect((await post(etape, { geste: 'commentaire', commentaire: 'Plus de bancs' }, mediatrice)).status).toBe(303)
    // One person is there: of the same word said twice at once, one is written.
    const mots = await Promise.all(
      [1, 2].map(async () => (await post(etape, { geste: 'valeurs', valeur: 'Patience' }, mediatrice)).status)
    )
    expect(mots.sort()).toEqual([303, 409])
    const encore = await post(etape, { geste: 'valeurs', valeur: 'patience' }, mediatrice)
    expect(await encore.text()).toContain('autant de fois qu’il y a de personnes présentes')
    const vide = await post(etape, { geste: 'commentaire', commentaire: '  ' }, mediatrice)
    expect(vide.status).toBe(422)
    expect((await post(etape, { geste: 'forge' }, mediatrice)).status).toBe(409)
    const page = await lire(`/consultations/${adresse}/items/1`)
    expect(page).toContain('Plus de bancs')
    expect(page).toContain('Avec l’aide d’un médiateur')
    expect(page).not.toContain('Mediatrice')
    expect(page).toContain('Patience')
  })

  it('cinquante gestes de deux médiateurs au même instant ne comptent jamais plus que les présents', async () => {
    const { adresse } = await creerConsultation(base.db)
    const seance = await ecrire(adresse, { presents: '20' })
    const gestes = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        post(`${seance}/aider/1?accord=oui`, { geste: n % 3 ? 'accord' : 'revoir' }, n % 2 ? mediatrice : autre)
      )
    )
    const statuts = gestes.map(({ status }) => status)
    expect(statuts.filter((statut) => statut === 303)).toHaveLength(20)
    expect(statuts.filter((statut) => statut === 409)).toHaveLength(30)
    const [compte] = await comptes(seance)
    expect((compte?.accord ?? 0) + (compte?.revoir ?? 0)).toBe(20)
  })

  it('s’arrête à la clôture', async () => {
    const { adresse } = await creerConsultation(base.db)
    const seance = await ecrire(adresse)
    for (const [chemin, champs] of [
      [`${seance}/aider/1?accord=oui`, { geste: 'accord' }],
      [`${seance}/items/1`, { lu: '0-0', accord: '1', revoir: '0' }],
      [`${seance}/modifier`, SEANCE],
      [`/consultations/${adresse}/seances/nouvelle`, SEANCE]
    ] as const) {
      const refus = await post(chemin, champs, mediatrice, apres)
      expect(refus.status, chemin).toBe(409)
      expect(await refus.text()).toContain('pas ouverte')
    }
    expect(await comptes(seance)).toEqual([])
  })
})
