import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { transaction } from '../../../platform/db/index.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { clore } from '../actions/clore.ts'
import { CLOTURE, creerConsultation } from '../consultation.fixture.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let apres: ReturnType<typeof creerApplicationDeTest>
const ENSUITE = new Date(CLOTURE.getTime() + 2 * 86_400_000)
let ensuite: ReturnType<typeof creerApplicationDeTest>
/** Mediators of a territorial réseau, of the national one, of another one; and somebody without any role. */
let mediatrice: string
let autre: string
let etrangere: string
let personne: string
let organisatrice: string

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db)
  apres = creerApplicationDeTest(base.db, { now: () => new Date(CLOTURE.getTime() + 60_000) })
  ensuite = creerApplicationDeTest(base.db, { now: () => ENSUITE })
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
  const organise = await creerCompte(base.db, {
    courriel: 'organise@exemple.fr',
    pseudonyme: 'Organise',
    sansMotDePasse: true
  })
  await donner(base.db, organise, { role: 'secretariat', reseau: 'national' })
  organisatrice = await cookieDe(base.db, organise, { now: ENSUITE })
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

describe('une séance tenue après la clôture', () => {
  const TOTAUX = 'elle dit ce qui a été décidé ensemble, elle ne change pas les totaux'
  const APRES = { ...SEANCE, nom: 'Assemblée', tenue_le: '02/07/2026', texte: '' }
  const figer = (id: string) => transaction(base.db, (trx) => clore(trx, id, { now: CLOTURE, acteur: 'systeme' }))
  const voir = async (chemin: string, cookie?: string) =>
    (await (await get(chemin, cookie, ensuite)).text()).replace(/[\u00a0\u202f]/g, ' ')

  /** A closed consultation with a meeting that was counted, and one held since by an organiser. */
  async function close() {
    const { adresse, id } = await creerConsultation(base.db, { items: 2 })
    const ici = `/consultations/${adresse}`
    const avant = await ecrire(adresse)
    await post(`${avant}/items/1`, { lu: '0-0', accord: '9', revoir: '3', issue: '' }, mediatrice)
    await figer(id)
    const decompte = await (await ensuite.get(`${ici}/decompte.json`)).text()
    expect(await voir(`${ici}/seances/nouvelle`, organisatrice)).toContain(TOTAUX)
    const fait = await post(`${ici}/seances/nouvelle`, APRES, organisatrice, ensuite)
    expect(fait.status).toBe(303)
    const seance = (fait.headers.get('location') ?? '').replace(/\?.*/, '')
    return { id, ici, avant, seance, decompte }
  }

  it('dit ce qui a été décidé partout où se lisent les séances, sans un compte, et le décompte signé ne bouge pas', async () => {
    const { ici, seance, decompte } = await close()
    const formulaire = await voir(`${seance}/items/2`, organisatrice)
    expect(formulaire).toContain(TOTAUX)
    expect(formulaire).not.toMatch(/name="(?:accord|revoir)"|main levée|Aucun avis/)
    for (const issue of ['Adoptée.', 'Adoptée <à> l’unanimité.'])
      expect((await post(`${seance}/items/2`, { issue }, organisatrice, ensuite)).status).toBe(303)
    const vue = await voir(seance)
    expect(vue).toContain(TOTAUX)
    expect(vue).toContain('Adoptée &lt;à&gt; l’unanimité.')
    expect(vue).not.toMatch(/Aucun avis|0 d’accord|Aider une personne/)
    expect(await voir(`${ici}/seances`)).toContain('Tenue après la clôture')
    const seule = await voir(`${ici}/items/2`)
    expect(seule).toContain('Adoptée &lt;à&gt; l’unanimité.')
    expect(seule).toContain('elle ne change pas les totaux')
    expect(seule).not.toMatch(/Aucun avis compté|0 d’accord/)
    const synthese = await voir(`${ici}/synthese`)
    expect(synthese).toContain('Adoptée &lt;à&gt; l’unanimité.')
    expect(synthese).toContain('Atelier &lt;du&gt; mardi')
    const csv = await voir(`${ici}/donnees/seances.csv`)
    expect(csv).toMatch(/Assemblée\W+12\W+2[;,][;,][;,]"?Adoptée/)
    expect(csv).toMatch(/mardi\W+12\W+1[;,]9[;,]3/)
    expect(await (await ensuite.get(`${ici}/decompte.json`)).text()).toBe(decompte)
    expect(await voir(`${ici}/decompte`)).toContain('Les comptes d’aujourd’hui sont ceux de la clôture')
  })

  it('ne compte plus personne, ne rouvre pas une séance d’avant, et se date d’après la clôture', async () => {
    const { id, ici, avant, seance, decompte } = await close()
    for (const [chemin, champs, statut, mots] of [
      [`${seance}/items/1`, { lu: '0-0', accord: '1', issue: 'Oui' }, 409, 'plus aucun avis n’est compté'],
      [`${seance}/aider`, { accord: 'oui' }, 409, 'rien n’est compté'],
      [`${seance}/aider/1?accord=oui`, { geste: 'commentaire', commentaire: 'Trop tard' }, 409, 'rien n’est compté'],
      [`${avant}/items/1`, { lu: '9-3', accord: '9', revoir: '3', issue: 'Autre' }, 409, 'ne change plus'],
      [`${avant}/items/2`, { lu: '0-0', issue: 'Autre' }, 409, 'ne change plus'],
      [`${avant}/modifier`, APRES, 409, 'ne change plus'],
      [`${seance}/modifier`, { ...APRES, tenue_le: '30/06/2026' }, 422, 'le jour de la clôture, ou après'],
      [`${ici}/seances/nouvelle`, { ...APRES, tenue_le: '30/06/2026' }, 422, 'le jour de la clôture, ou après'],
      [`${ici}/seances/nouvelle`, { ...APRES, tenue_le: '04/07/2026' }, 422, 'une fois commencée']
    ] as const) {
      const refus = await post(chemin, champs, organisatrice, ensuite)
      expect(refus.status, chemin).toBe(statut)
      expect(await refus.text(), chemin).toContain(mots)
    }
    expect((await post(`${seance}/items/1`, { issue: 'Oui' }, personne, ensuite)).status).toBe(403)
    expect((await post(`${seance}/items/1`, { issue: 'Oui' }, mediatrice, ensuite)).status).toBe(403)
    const leJour = { ...APRES, tenue_le: '01/07/2026', presents: '3' }
    expect((await post(`${seance}/modifier`, leJour, organisatrice, ensuite)).status).toBe(303)
    expect((await post(`${ici}/seances/nouvelle`, APRES, mediatrice, ensuite)).status).toBe(303)
    expect((await post(`${seance}/items/1`, { issue: 'Oui' }, organisatrice, ensuite)).status).toBe(303)
    // Past the pages, the base says the same.
    const [a = '', b = ''] = [avant, seance].map((chemin) => chemin.split('/').at(-1))
    for (const ecriture of [
      sql`update consultation_seance_item set accord = 1 where seance_id = ${b}`,
      sql`update consultation_seance_item set accord = 0, revoir = 0 where seance_id = ${a}`,
      sql`update consultation_seance_item set issue = 'Autre' where seance_id = ${a}`,
      sql`update consultation_seance set tenue_le = '2026-06-30' where id = ${b}`,
      sql`update consultation_seance set presents = 300 where id = ${a}`
    ])
      await expect(ecriture.execute(base.db)).rejects.toMatchObject({ code: 'MC001' })
    expect(await comptes(avant)).toEqual([{ accord: 9, revoir: 3, issue: '' }])
    expect(await (await ensuite.get(`${ici}/decompte.json`)).text()).toBe(decompte)
    // Archived, it is over.
    await sql`update consultation set archivee_le = ${new Date(CLOTURE.getTime() + 86_400_000)} where id = ${id}`.execute(
      base.db
    )
    for (const chemin of [`${seance}/items/1`, `${seance}/modifier`, `${ici}/seances/nouvelle`]) {
      const refus = await post(chemin, { ...APRES, issue: 'Non' }, organisatrice, ensuite)
      expect(refus.status, chemin).toBe(409)
      expect(await refus.text()).toContain('archivée')
    }
    await expect(
      sql`update consultation_seance_item set issue = 'Non' where seance_id = ${b}`.execute(base.db)
    ).rejects.toMatchObject({ code: 'MC001' })
    expect(await voir(seance)).toContain(TOTAUX)
    expect(await comptes(seance)).toEqual([{ accord: 0, revoir: 0, issue: 'Oui' }])
  })
})
