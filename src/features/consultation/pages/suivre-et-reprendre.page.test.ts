import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { adresseDu, Navigateur, PHRASE_SECRETE } from '../../comptes/pages/compte.fixture.ts'
import { CLOTURE, creerConsultation } from '../consultation.fixture.ts'

const APRES = new Date(CLOTURE.getTime() + 60_000)

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let apres: ReturnType<typeof creerApplicationDeTest>

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db)
  apres = creerApplicationDeTest(base.db, { now: () => APRES })
})

const avis = async () =>
  (
    await sql<{ sens: string; raison: string; pseudonyme: string }>`
      select sens, raison, pseudonyme from opinion join compte on compte.id = compte_id`.execute(base.db)
  ).rows

/** A visitor gives an opinion: where they are sent. */
async function ecrireSansCompte(navigateur: Navigateur, adresse: string, raison: string): Promise<string> {
  const reponse = await navigateur.post(`/consultations/${adresse}/items/1/avis`, { sens: 'revoir', raison })
  expect(reponse.status).toBe(303)
  return reponse.headers.get('location') ?? ''
}

async function sInscrire(navigateur: Navigateur, suite: string, pseudonyme: string): Promise<string> {
  const courriel = `${pseudonyme.toLowerCase()}@exemple.fr`
  const champs = { courriel, pseudonyme, mot_de_passe: PHRASE_SECRETE, suite }
  expect((await navigateur.post('/inscription', champs)).status).toBe(303)
  return adresseDu(base.db, courriel)
}

async function confirmer(navigateur: Navigateur, lien: string, champs: Record<string, string> = {}): Promise<string> {
  const reponse = await navigateur.post('/confirmation', { jeton: lien.split('/').at(-1) ?? '', ...champs })
  expect(reponse.status).toBe(303)
  return reponse.headers.get('location') ?? ''
}

describe('ce qu’on écrit avant d’avoir un compte', () => {
  it('est gardé, relu, puis publié par la confirmation de l’adresse, une fois', async () => {
    const { adresse } = await creerConsultation(base.db)
    const navigateur = new Navigateur(site)
    const garde = await ecrireSansCompte(navigateur, adresse, 'Trop <b>court</b> & vague')
    expect(garde).toMatch(/^\/consultations\/reprendre\/[\w-]{43}$/)
    const reponse = await navigateur.get(garde)
    expect(reponse.headers.get('cache-control')).toContain('no-store')
    const page = await reponse.text()
    expect(page).toContain('Trop &lt;b&gt;court&lt;/b&gt; &amp; vague')
    expect(page).toMatch(/gardée jusqu’au mercredi 1er\sjuillet 2026 à 18/)
    expect(page).toContain(`/inscription?suite=${encodeURIComponent(garde)}`)
    expect(page).toContain('noindex')
    expect(page).not.toContain('Publier')

    const lien = await sInscrire(navigateur, garde, 'Capucine')
    const { rows } = await sql<{ texte: string }>`
      select texte from courriel where destinataire = 'capucine@exemple.fr'`.execute(base.db)
    expect(rows[0]?.texte).toContain('Votre contribution à la consultation « Un lieu accueillant')
    expect(await avis()).toEqual([])
    // From a telephone, where the message is read.
    const telephone = new Navigateur(site, { 'user-agent': 'telephone' })
    expect(await confirmer(telephone, lien, { mot_de_passe: PHRASE_SECRETE })).toBe(garde)
    expect(await avis()).toEqual([{ sens: 'revoir', raison: 'Trop <b>court</b> & vague', pseudonyme: 'Capucine' }])
    const publie = await (await telephone.get(garde)).text()
    expect(publie).toContain('C’est publié')
    expect(publie).toContain(`/consultations/${adresse}/items/1#avis`)
    expect(publie).not.toContain('vague')
    await Promise.all([telephone.post(garde, {}), telephone.post(garde, {})])
    expect(await avis()).toHaveLength(1)
  })

  it('ne se publie jamais par un lien qu’un autre a envoyé, mais d’un bouton', async () => {
    const { adresse } = await creerConsultation(base.db)
    const auteur = new Navigateur(site)
    const garde = await ecrireSansCompte(auteur, adresse, 'Mots d’un autre')
    const victime = new Navigateur(site)
    const lien = await sInscrire(victime, garde, 'Victime')
    expect(await confirmer(victime, lien)).toBe(garde)
    const page = await (await victime.get(garde)).text()
    expect(page).toContain('Publiez-la seulement si')
    expect((await avis()).some(({ raison }) => raison === 'Mots d’un autre')).toBe(false)
    // The same address asked by a visitor, then by the button.
    expect((await auteur.post(garde, {})).headers.get('location')).toBe(garde)
    expect((await avis()).some(({ raison }) => raison === 'Mots d’un autre')).toBe(false)
    expect((await victime.post(garde, {})).headers.get('location')).toBe(garde)
    expect((await avis()).filter(({ raison }) => raison === 'Mots d’un autre')).toEqual([
      { sens: 'revoir', raison: 'Mots d’un autre', pseudonyme: 'Victime' }
    ])
  })

  it('après la clôture, n’est pas publié, le dit, et se relit pour être copié', async () => {
    const { adresse } = await creerConsultation(base.db)
    const navigateur = new Navigateur(site)
    const garde = await ecrireSansCompte(navigateur, adresse, 'Arrivé trop tard')
    const lien = await sInscrire(navigateur, garde, 'Retard')
    navigateur.sur(apres)
    const { rowCount } = { rowCount: (await avis()).length }
    await sql`update jeton set expire_le = ${new Date(APRES.getTime() + 60_000)}`.execute(base.db)
    expect(await confirmer(navigateur, lien)).toBe(garde)
    expect(await avis()).toHaveLength(rowCount)
    const page = await (await navigateur.get(garde)).text()
    expect(page).toContain('n’a pas été publiée')
    expect(page).toContain('Arrivé trop tard')
    expect(page).not.toContain('Publier')
    const forcee = await navigateur.post(garde, {})
    expect(forcee.status).toBe(409)
    expect(await forcee.text()).toContain('La consultation est close')
  })

  it('un visiteur qui en écrit trop, ou trop long, le lit sans rien perdre', async () => {
    const { adresse } = await creerConsultation(base.db)
    const inconnu = await site.get(`/consultations/reprendre/${'A'.repeat(43)}`)
    expect(inconnu.status).toBe(404)
    expect((await site.get('/consultations/reprendre/a%00b')).status).toBe(404)
    await sql`update essai set points = 1000 where key like 'contributions-passants%'`.execute(base.db)
    const refuse = await site.post(`/consultations/${adresse}/items/1/avis`, { sens: 'revoir', raison: 'Un de trop' })
    expect(refuse.status).toBe(429)
    expect(await refuse.text()).toContain('Un de trop')
  })
})
