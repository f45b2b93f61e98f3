import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { listCourriels } from '../../../platform/mail/index.ts'
import { creerApplicationDeTest, HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { adresseDu, creerCompte, Navigateur, PHRASE_SECRETE } from './compte.fixture.ts'

let base: BaseDeTest

beforeAll(async () => {
  base = await creerBaseDeTest()
})

const site = (now = HEURE_DE_TEST) => creerApplicationDeTest(base.db, { now: () => now })
const plus = (ms: number) => new Date(HEURE_DE_TEST.getTime() + ms)
const MINUTE = 60_000

describe('s’inscrire', () => {
  it('n’ouvre un compte qu’une fois l’adresse confirmée, par un bouton et non par le lien seul', async () => {
    const ici = new Navigateur(site())
    const inscription = await ici.post('/inscription', {
      courriel: 'Odile@Exemple.fr',
      pseudonyme: 'Odile du Lot',
      mot_de_passe: PHRASE_SECRETE
    })
    expect(inscription.headers.get('location')).toBe('/inscription/envoyee')
    const lien = await adresseDu(base.db, 'odile@exemple.fr')
    for (let fois = 0; fois < 3; fois++) expect((await ici.get(lien)).status).toBe(200)
    expect(await countComptes()).toBe(0)
    const jeton = lien.split('/').at(-1) ?? ''
    const entree = await ici.post('/confirmation', { jeton })
    expect(entree.headers.get('location')).toBe('/compte')
    expect(await (await ici.get('/compte')).text()).toContain('Bienvenue, Odile du Lot.')
    const encore = await ici.post('/confirmation', { jeton })
    expect(encore.status).toBe(422)
    expect(await encore.text()).toContain('Ce lien ne peut plus servir')
  })

  it('ouvert d’un autre navigateur, le lien redemande le mot de passe : une adresse empruntée n’ouvre rien', async () => {
    const voleur = new Navigateur(site())
    await voleur.post('/inscription', {
      courriel: 'victime@exemple.fr',
      pseudonyme: 'Victime',
      mot_de_passe: PHRASE_SECRETE
    })
    const jeton = (await adresseDu(base.db, 'victime@exemple.fr')).split('/').at(-1) ?? ''
    const victime = new Navigateur(site())
    expect(await (await victime.get(`/confirmation/${jeton}`)).text()).toContain('Le mot de passe que vous avez choisi')
    expect((await victime.post('/confirmation', { jeton })).status).toBe(422)
    expect((await victime.post('/confirmation', { jeton, mot_de_passe: 'autre chose que cela' })).status).toBe(422)
    expect((await victime.post('/confirmation', { jeton, mot_de_passe: PHRASE_SECRETE })).status).toBe(303)
  })

  it('répond de même à une adresse qui a déjà un compte, et n’en parle qu’à elle', async () => {
    await creerCompte(base.db, { courriel: 'deja@exemple.fr', pseudonyme: 'Déjà là' })
    const ici = new Navigateur(site())
    const reponse = await ici.post('/inscription', {
      courriel: 'DEJA@exemple.fr',
      pseudonyme: 'Quelqu’un',
      mot_de_passe: PHRASE_SECRETE
    })
    expect(reponse.headers.get('location')).toBe('/inscription/envoyee')
    const [dernier] = await listCourriels(base.db, 1)
    expect(dernier?.sujet).toBe('Vous avez déjà un compte')
    expect(dernier?.texte).not.toContain('/confirmation/')
  })

  it.each([
    [{ courriel: 'pas une adresse' }, 'n’est pas complète'],
    [{ pseudonyme: 'x' }, 'au moins 2 signes'],
    [{ pseudonyme: 'Modératrice' }, 'ferait croire à un rôle'],
    [{ pseudonyme: 'deja la' }, 'déjà pris'],
    [{ mot_de_passe: 'court' }, 'au moins 14 signes'],
    [{ mot_de_passe: 'motdepasse123456' }, 'Trop de personnes'],
    [{ mot_de_passe: 'jeanne-exemple-1984' }, 'ressemble à votre adresse']
  ])('avec %o, dit ce qui ne va pas et garde le reste', async (champs, phrase) => {
    const reponse = await new Navigateur(site()).post('/inscription', {
      courriel: 'jeanne@exemple.fr',
      pseudonyme: 'Jeanne',
      mot_de_passe: PHRASE_SECRETE,
      ...champs
    })
    expect(reponse.status).toBe(422)
    const page = await reponse.text()
    expect(page).toContain(phrase)
    expect(page).not.toContain(PHRASE_SECRETE)
  })

  it('ne lit que ce qu’il demande : un rôle glissé dans le formulaire ne donne rien', async () => {
    const ici = new Navigateur(site())
    const forge = { role: 'administrateur', compte_id: crypto.randomUUID(), etat: 'actif', confirmee_le: '2020-01-01' }
    await ici.post('/inscription', {
      courriel: 'forge@exemple.fr',
      pseudonyme: 'Forge',
      mot_de_passe: PHRASE_SECRETE,
      ...forge
    })
    const jeton = (await adresseDu(base.db, 'forge@exemple.fr')).split('/').at(-1) ?? ''
    await ici.post('/confirmation', { jeton, ...forge })
    const { rows } = await sql<{ roles: number }>`
      select (select count(*)::int from attribution a where a.compte_id = c.id) as roles
      from compte c where courriel = 'forge@exemple.fr'`.execute(base.db)
    expect(rows).toEqual([{ roles: 0 }])
    expect((await ici.get('/administration')).status).toBe(403)
  })
})

describe('se connecter', () => {
  beforeAll(() => creerCompte(base.db, { courriel: 'lea@exemple.fr', pseudonyme: 'Léa' }))
  const bons = { courriel: 'lea@exemple.fr', mot_de_passe: PHRASE_SECRETE }

  it('ouvre trente jours chez soi, et trente minutes sur un ordinateur partagé', async () => {
    const chezSoi = new Navigateur(site())
    const entree = await chezSoi.post('/connexion', bons)
    expect(entree.headers.getSetCookie().join('\n')).toMatch(/session=[\w-]{43};.*Expires=/)
    const partage = new Navigateur(site())
    const courte = await partage.post('/connexion', { ...bons, partage: 'oui' })
    const temoins = courte.headers.getSetCookie().filter((t) => !t.includes('Max-Age=0'))
    expect(temoins).toHaveLength(1)
    expect(temoins[0]).not.toMatch(/Expires|Max-Age/)
    const apres = async (n: Navigateur, ms: number) => (await n.sur(site(plus(ms))).get('/compte')).status
    expect(await apres(partage, 29 * MINUTE)).toBe(200)
    expect(await apres(partage, 58 * MINUTE)).toBe(200)
    expect(await apres(partage, 89 * MINUTE)).toBe(401)
    expect(await apres(chezSoi, 29 * 24 * 60 * MINUTE)).toBe(200)
    expect(await apres(chezSoi, 60 * 24 * 60 * MINUTE)).toBe(401)
  })

  it('ne dit jamais si c’est l’adresse ou le mot de passe', async () => {
    const essayer = async (courriel: string) =>
      (
        await (await new Navigateur(site()).post('/connexion', { courriel, mot_de_passe: 'pas le bon du tout' })).text()
      ).replaceAll(courriel, '')
    expect(await essayer('lea@exemple.fr')).toBe(await essayer('personne@exemple.fr'))
  })

  it.each([
    ['/compte/contribuer', '/compte/contribuer'],
    ['//ailleurs.exemple', '/compte'],
    ['/\\ailleurs.exemple', '/compte'],
    ['https://ailleurs.exemple', '/compte'],
    ['javascript:alert(1)', '/compte'],
    ['/\t/ailleurs.exemple', '/compte'],
    ['/deconnexion', '/compte']
  ])('avec la suite « %s », mène à %s', async (suite, attendue) => {
    const entree = await new Navigateur(site()).post('/connexion', { ...bons, suite })
    expect(entree.headers.get('location')).toBe(attendue)
  })

  it('par un lien reçu, une fois, pendant quinze minutes', async () => {
    const ici = new Navigateur(site())
    await ici.post('/connexion/lien', { courriel: 'lea@exemple.fr', suite: '/compte/contribuer' })
    const jeton = (await adresseDu(base.db, 'lea@exemple.fr')).split('/').at(-1) ?? ''
    expect((await ici.sur(site(plus(15 * MINUTE))).get(`/connexion/lien/${jeton}`)).status).toBe(422)
    expect((await ici.sur(site()).get(`/connexion/lien/${jeton}`)).status).toBe(200)
    expect((await ici.post('/connexion/lien/ouvrir', { jeton })).headers.get('location')).toBe('/compte/contribuer')
    expect((await new Navigateur(site()).post('/connexion/lien/ouvrir', { jeton })).status).toBe(422)
  })

  it('de deux personnes qui ouvrent le lien ensemble, en laisse entrer une', async () => {
    await new Navigateur(site()).post('/connexion/lien', { courriel: 'lea@exemple.fr' })
    const jeton = (await adresseDu(base.db, 'lea@exemple.fr')).split('/').at(-1) ?? ''
    const reponses = await Promise.all([1, 2, 3].map(() => site().post('/connexion/lien/ouvrir', { jeton })))
    expect(reponses.map(({ status }) => status).sort()).toEqual([303, 422, 422])
  })

  it('répond de même pour une adresse sans compte, et ne lui écrit pas', async () => {
    const avant = (await listCourriels(base.db, 500)).length
    const reponse = await new Navigateur(site()).post('/connexion/lien', { courriel: 'personne@exemple.fr' })
    expect(reponse.headers.get('location')).toBe('/connexion/lien/envoye')
    expect(await listCourriels(base.db, 500)).toHaveLength(avant)
  })

  it('refuse un formulaire envoyé par un autre site', async () => {
    const reponse = await site().post('/connexion', bons, { headers: { origin: 'https://ailleurs.exemple' } })
    expect(reponse.status).toBe(403)
    expect(reponse.headers.get('set-cookie')).toBeNull()
  })

  it('change de jeton à chaque entrée, et l’ancien ne sert plus', async () => {
    const ici = new Navigateur(site())
    await ici.post('/connexion', bons)
    const avant = ici.temoin('session')
    await ici.post('/connexion', bons)
    expect(ici.temoin('session')).not.toBe(avant)
    expect((await site().get('/compte', { headers: { cookie: `session=${avant}` } })).status).toBe(401)
  })
})

describe('se déconnecter', () => {
  it('ferme la session pour de bon, et demande au navigateur de tout oublier', async () => {
    await creerCompte(base.db, { courriel: 'noe@exemple.fr', pseudonyme: 'Noé' })
    const ici = new Navigateur(site())
    await ici.post('/connexion', { courriel: 'noe@exemple.fr', mot_de_passe: PHRASE_SECRETE })
    const garde = ici.temoin('session')
    expect((await ici.get('/compte')).headers.get('cache-control')).toBe('no-store')
    const sortie = await ici.post('/deconnexion', {})
    expect(sortie.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"')
    expect(ici.temoin('session')).toBeUndefined()
    const reponse = await site().get('/compte', { headers: { cookie: `session=${garde}` } })
    expect(reponse.status).toBe(401)
    expect(await reponse.text()).toContain('href="/connexion?suite=%2Fcompte"')
  })
})

describe('le mot de passe oublié', () => {
  beforeAll(() => creerCompte(base.db, { courriel: 'ida@exemple.fr', pseudonyme: 'Ida' }))

  it('se change par un lien, une fois, ferme toutes les connexions et prévient', async () => {
    const dehors = new Navigateur(site())
    await dehors.post('/connexion', { courriel: 'ida@exemple.fr', mot_de_passe: PHRASE_SECRETE })
    const ici = new Navigateur(site())
    await ici.post('/mot-de-passe-oublie', { courriel: 'ida@exemple.fr' })
    const jeton = (await adresseDu(base.db, 'ida@exemple.fr')).split('/').at(-1) ?? ''
    expect((await ici.get(`/mot-de-passe-oublie/${jeton}`)).status).toBe(200)
    expect((await ici.post('/mot-de-passe-oublie/nouveau', { jeton, mot_de_passe: 'court' })).status).toBe(422)
    const nouveau = 'falaise compas trottoir nuage'
    const fait = await ici.post('/mot-de-passe-oublie/nouveau', { jeton, mot_de_passe: nouveau })
    expect(fait.headers.get('location')).toBe('/mot-de-passe-oublie/change')
    expect((await dehors.get('/compte')).status).toBe(401)
    expect((await ici.post('/mot-de-passe-oublie/nouveau', { jeton, mot_de_passe: nouveau })).status).toBe(422)
    expect((await listCourriels(base.db, 1))[0]?.sujet).toBe('Votre mot de passe a changé')
    const essai = (mot_de_passe: string) =>
      new Navigateur(site()).post('/connexion', { courriel: 'ida@exemple.fr', mot_de_passe })
    expect((await essai(PHRASE_SECRETE)).status).toBe(422)
    expect((await essai(nouveau)).status).toBe(303)
  })

  it('pour une autre personne, ne change que le compte du lien, quoi que dise le formulaire', async () => {
    await creerCompte(base.db, { courriel: 'mal@exemple.fr', pseudonyme: 'Mal' })
    await new Navigateur(site()).post('/mot-de-passe-oublie', { courriel: 'mal@exemple.fr' })
    const jeton = (await adresseDu(base.db, 'mal@exemple.fr')).split('/').at(-1) ?? ''
    const avant = await motDePasseDe('ida@exemple.fr')
    await site().post('/mot-de-passe-oublie/nouveau', {
      jeton,
      mot_de_passe: 'falaise compas trottoir nuage',
      courriel: 'ida@exemple.fr',
      compte_id: 'ida'
    })
    expect(await motDePasseDe('ida@exemple.fr')).toBe(avant)
  })

  it('répond de même quand l’adresse n’a pas de compte', async () => {
    const [avec, sans] = await Promise.all(
      ['ida@exemple.fr', 'personne@exemple.fr'].map((courriel) => site().post('/mot-de-passe-oublie', { courriel }))
    )
    expect(avec?.headers.get('location')).toBe(sans?.headers.get('location'))
    expect(avec?.status).toBe(sans?.status)
  })

  it('un jeton d’un genre n’en vaut pas un autre', async () => {
    await new Navigateur(site(plus(MINUTE * 20))).post('/connexion/lien', { courriel: 'ida@exemple.fr' })
    const jeton = (await adresseDu(base.db, 'ida@exemple.fr')).split('/').at(-1) ?? ''
    const reponse = await site(plus(MINUTE * 20)).post('/mot-de-passe-oublie/nouveau', {
      jeton,
      mot_de_passe: 'falaise compas trottoir nuage'
    })
    expect(reponse.status).toBe(422)
  })
})

async function countComptes(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from compte`.execute(base.db)
  return rows[0]?.n ?? 0
}

async function motDePasseDe(courriel: string): Promise<string | undefined> {
  const { rows } = await sql<{ m: string }>`select mot_de_passe as m from compte where courriel = ${courriel}`.execute(
    base.db
  )
  return rows[0]?.m
}
