import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { beforeAll, describe, expect, it } from 'vitest'
import { listCourriels } from '../../../platform/mail/index.ts'
import { creerApplicationDeTest, HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { verifierMotDePasse } from '../actions/connecter.ts'
import { oublier } from '../actions/oublier.ts'
import { adresseDu, creerCompte, Navigateur, PHRASE_SECRETE } from './compte.fixture.ts'

let base: BaseDeTest

beforeAll(async () => {
  base = await creerBaseDeTest()
})

const MINUTE = 60_000
const plus = (ms: number) => new Date(HEURE_DE_TEST.getTime() + ms)
const site = (now = HEURE_DE_TEST) => creerApplicationDeTest(base.db, { now: () => now })

async function connecter(courriel: string, now = HEURE_DE_TEST): Promise<Navigateur> {
  const ici = new Navigateur(site(now))
  await ici.post('/connexion', { courriel, mot_de_passe: PHRASE_SECRETE })
  return ici
}

/** The secret that the page shows, read as an application would. */
async function lireSecret(ici: Navigateur): Promise<TOTP> {
  const [, lettres = ''] =
    /<span class="break num">([A-Z2-7 ]+)<\/span>/.exec(await (await ici.get('/compte/second-facteur')).text()) ?? []
  return new TOTP({ secret: Secret.fromBase32(lettres.replaceAll(' ', '')) })
}

const codeA = (totp: TOTP, now: Date) => totp.generate({ timestamp: now.getTime() })

async function activer(ici: Navigateur, now = HEURE_DE_TEST): Promise<{ totp: TOTP; codes: string[] }> {
  const totp = await lireSecret(ici)
  const page = await (await ici.post('/compte/second-facteur/activer', { code: codeA(totp, now) })).text()
  return { totp, codes: [...page.matchAll(/<li>([0-9A-Z]{5}-[0-9A-Z]{5})<\/li>/g)].map(([, code]) => code ?? '') }
}

describe('la double vérification', () => {
  it('s’active par un premier code, donne dix codes de secours, et prévient', async () => {
    await creerCompte(base.db, { courriel: 'ana@exemple.fr', pseudonyme: 'Ana' })
    const ici = await connecter('ana@exemple.fr')
    const avant = ici.temoin('session')
    expect((await ici.post('/compte/second-facteur/activer', { code: '000000' })).status).toBe(422)
    const { totp, codes } = await activer(ici)
    expect(codes).toHaveLength(10)
    expect(ici.temoin('session')).not.toBe(avant)
    expect((await listCourriels(base.db, 1))[0]?.sujet).toBe('La double vérification est activée')

    const autre = new Navigateur(site(plus(MINUTE)))
    const premier = await autre.post('/connexion', { courriel: 'ana@exemple.fr', mot_de_passe: PHRASE_SECRETE })
    expect(premier.headers.get('location')).toBe('/connexion/second-facteur')
    expect((await autre.get('/compte')).status).toBe(401)
    expect((await autre.post('/connexion/second-facteur', { code: '12345' })).status).toBe(422)
    const second = await autre.post('/connexion/second-facteur', { code: codeA(totp, plus(MINUTE)) })
    expect(second.headers.get('location')).toBe('/compte')
    expect((await autre.get('/compte')).status).toBe(200)
  })

  it('refuse un code déjà utilisé, même dans la demi-minute, même par une autre personne qui l’a vu', async () => {
    await creerCompte(base.db, { courriel: 'bob@exemple.fr', pseudonyme: 'Bob' })
    const { totp } = await activer(await connecter('bob@exemple.fr'))
    const [un, deux] = [
      await connecter('bob@exemple.fr', plus(MINUTE)),
      await connecter('bob@exemple.fr', plus(MINUTE))
    ]
    const code = codeA(totp, plus(MINUTE))
    expect((await un.post('/connexion/second-facteur', { code })).status).toBe(303)
    const rejoue = await deux.post('/connexion/second-facteur', { code })
    expect(rejoue.status).toBe(422)
    expect(await rejoue.text()).toContain('ne sert qu’une fois')
    // The one that activated it, and the one of the half minute before, do not come back either.
    for (const instant of [HEURE_DE_TEST, plus(MINUTE / 2)])
      expect((await deux.post('/connexion/second-facteur', { code: codeA(totp, instant) })).status).toBe(422)
  })

  it('de deux codes identiques envoyés ensemble, en accepte un', async () => {
    await creerCompte(base.db, { courriel: 'cid@exemple.fr', pseudonyme: 'Cid' })
    const { totp } = await activer(await connecter('cid@exemple.fr'))
    const code = codeA(totp, plus(MINUTE))
    const navigateurs = await Promise.all([1, 2, 3].map(() => connecter('cid@exemple.fr', plus(MINUTE))))
    const reponses = await Promise.all(navigateurs.map((n) => n.post('/connexion/second-facteur', { code })))
    expect(reponses.map(({ status }) => status).sort()).toEqual([303, 422, 422])
  })

  it('accepte un code de secours, une fois, et prévient', async () => {
    await creerCompte(base.db, { courriel: 'dan@exemple.fr', pseudonyme: 'Dan' })
    const { codes } = await activer(await connecter('dan@exemple.fr'))
    const un = await connecter('dan@exemple.fr')
    expect((await un.post('/connexion/second-facteur', { code: codes[0]?.toLowerCase() ?? '' })).status).toBe(303)
    expect((await listCourriels(base.db, 1))[0]?.sujet).toBe('Un code de secours vient de servir')
    const deux = await connecter('dan@exemple.fr')
    expect((await deux.post('/connexion/second-facteur', { code: codes[0] ?? '' })).status).toBe(422)
    const { rows } = await sql<{ tout: string }>`select json_agg(c)::text as tout from code_secours c`.execute(base.db)
    for (const code of codes) expect(rows[0]?.tout).not.toContain(code.replace('-', ''))
  })

  it('ne se devine pas : huit codes, puis il faut attendre', async () => {
    await creerCompte(base.db, { courriel: 'eva@exemple.fr', pseudonyme: 'Eva' })
    const { totp } = await activer(await connecter('eva@exemple.fr'))
    const ici = await connecter('eva@exemple.fr', plus(MINUTE))
    const statuts: number[] = []
    for (let i = 0; i < 10; i++)
      statuts.push((await ici.post('/connexion/second-facteur', { code: String(i).padStart(6, '0') })).status)
    expect(statuts.slice(0, 8)).toEqual(Array(8).fill(422))
    expect(statuts.slice(8)).toEqual([429, 429])
    expect((await ici.post('/connexion/second-facteur', { code: codeA(totp, plus(MINUTE)) })).status).toBe(429)
  })

  it('garde son secret chiffré, illisible sans la clé et dans un autre compte', async () => {
    await creerCompte(base.db, { courriel: 'fia@exemple.fr', pseudonyme: 'Fia' })
    const ici = await connecter('fia@exemple.fr')
    const { totp } = await activer(ici)
    const { rows } = await sql<{ secret: Buffer }>`
      select secret from totp t join compte c on c.id = t.compte_id where courriel = 'fia@exemple.fr'`.execute(base.db)
    expect(rows[0]?.secret.includes(Buffer.from(totp.secret.bytes))).toBe(false)
    const autreCle = creerApplicationDeTest(base.db, {
      now: () => plus(MINUTE),
      reglages: { CLE_SECRETE: 'une autre clé que celle de tout à l’heure' }
    })
    const la = new Navigateur(autreCle)
    await la.post('/connexion', { courriel: 'fia@exemple.fr', mot_de_passe: PHRASE_SECRETE })
    expect((await la.post('/connexion/second-facteur', { code: codeA(totp, plus(MINUTE)) })).status).toBe(422)
  })

  it('est exigée d’un administrateur : sans elle il reste un contributeur, et sa porte le mène à l’activer', async () => {
    await creerCompte(base.db, { courriel: 'gil@exemple.fr', pseudonyme: 'Gil', administrateur: true })
    const ici = await connecter('gil@exemple.fr')
    const porte = await ici.get('/administration')
    expect(porte.headers.get('location')).toBe('/compte/second-facteur?suite=%2Fadministration')
    expect((await ici.post('/administration/importer', {})).status).toBe(403)
    const { totp } = await activer(ici)
    expect((await ici.get('/administration')).status).toBe(200)
    expect((await ici.get('/compte/second-facteur')).status).toBe(200)
    await ici.post('/compte/second-facteur/retirer', {})
    expect(await (await ici.get('/compte/second-facteur')).text()).toContain('ne peut pas être retirée')
    // Twelve hours later the session lives on, and the role asks for another code.
    const plusTard = plus(12 * 60 * MINUTE)
    ici.sur(site(plusTard))
    expect((await ici.get('/compte')).status).toBe(200)
    expect((await ici.get('/administration')).status).toBe(303)
    const code = codeA(totp, plusTard)
    const verifie = await ici.post('/compte/second-facteur/verifier', { code, suite: '/administration' })
    expect(verifie.headers.get('location')).toBe('/administration')
    expect((await ici.get('/administration')).status).toBe(200)
  })
})

describe('les essais', () => {
  it('10 000 mots de passe sur un compte : presque tous sont refusés sans être regardés, et la personne entre de son navigateur', async () => {
    await creerCompte(base.db, { courriel: 'hugo@exemple.fr', pseudonyme: 'Hugo' })
    const sien = await connecter('hugo@exemple.fr')
    let regardes = 0
    for (let i = 0; i < 10_000; i++) {
      const provenance = { adresse: `192.0.2.${i % 250}`, appareil: i % 2 ? undefined : 'A'.repeat(43) }
      const essai = { courriel: 'hugo@exemple.fr', motDePasse: `essai numéro ${i}` }
      const juge = await verifierMotDePasse(base.db, essai, provenance, HEURE_DE_TEST)
      if (!juge.ok && juge.error.raison === 'inconnu') regardes++
    }
    expect(regardes).toBe(50)
    const dehors = await new Navigateur(site()).post('/connexion', {
      courriel: 'hugo@exemple.fr',
      mot_de_passe: PHRASE_SECRETE
    })
    expect(dehors.status).toBe(429)
    expect(await dehors.text()).toMatch(/réessayez mardi 9\s*juin 2026 à 11/)
    const chezLui = await sien.post('/connexion', { courriel: 'hugo@exemple.fr', mot_de_passe: PHRASE_SECRETE })
    expect(chezLui.status).toBe(303)
    const lien = await new Navigateur(site()).post('/connexion/lien', { courriel: 'hugo@exemple.fr' })
    expect(lien.status).toBe(303)
    expect((await connecter('hugo@exemple.fr', plus(61 * MINUTE))).temoin('session')).toBeDefined()
  }, 120_000)

  it('10 000 essais d’une adresse, sur mille comptes : l’adresse ne compte que pour les navigateurs inconnus', async () => {
    await creerCompte(base.db, { courriel: 'ines@exemple.fr', pseudonyme: 'Inès' })
    const habitue = await connecter('ines@exemple.fr')
    let regardes = 0
    for (let i = 0; i < 10_000; i++) {
      const essai = { courriel: `cible${i % 1_000}@exemple.fr`, motDePasse: `essai ${i}` }
      const juge = await verifierMotDePasse(base.db, essai, { adresse: 'inconnue', appareil: undefined }, HEURE_DE_TEST)
      if (!juge.ok && juge.error.raison === 'inconnu') regardes++
    }
    expect(regardes).toBeLessThanOrEqual(120)
    expect(
      (await habitue.post('/connexion', { courriel: 'ines@exemple.fr', mot_de_passe: PHRASE_SECRETE })).status
    ).toBe(303)
  }, 120_000)

  it('trente personnes derrière une adresse entrent, même en se trompant deux fois chacune', async () => {
    const now = plus(3 * 60 * MINUTE)
    for (let i = 0; i < 30; i++)
      await creerCompte(base.db, { courriel: `atelier${i}@exemple.fr`, pseudonyme: `Atelier ${i}` })
    const entrees = await Promise.all(
      Array.from({ length: 30 }, async (_, i) => {
        const ici = new Navigateur(site(now))
        const courriel = `atelier${i}@exemple.fr`
        for (let faute = 0; faute < 2; faute++)
          expect((await ici.post('/connexion', { courriel, mot_de_passe: 'je ne sais plus très bien' })).status).toBe(
            422
          )
        return (await ici.post('/connexion', { courriel, mot_de_passe: PHRASE_SECRETE, partage: 'oui' })).status
      })
    )
    expect(entrees).toEqual(Array(30).fill(303))
  }, 60_000)

  it('de messages : quatre pour une adresse, puis il faut attendre', async () => {
    const statuts: number[] = []
    for (let i = 0; i < 6; i++)
      statuts.push((await site().post('/mot-de-passe-oublie', { courriel: 'quelquun@exemple.fr' })).status)
    expect(statuts).toEqual([303, 303, 303, 303, 429, 429])
  })
})

describe('ce qui ouvre le compte', () => {
  it('ne se change que par qui s’est connecté il y a peu', async () => {
    await creerCompte(base.db, { courriel: 'jo@exemple.fr', pseudonyme: 'Jo' })
    const ici = (await connecter('jo@exemple.fr')).sur(site(plus(16 * MINUTE)))
    for (const chemin of ['/compte/mot-de-passe', '/compte/adresse', '/compte/mes-donnees'])
      expect((await ici.get(chemin)).headers.get('location'), chemin).toBe(
        `/connexion?suite=${encodeURIComponent(chemin)}`
      )
    expect((await ici.post('/compte/adresse', { courriel: 'x@exemple.fr' })).headers.get('location')).toContain(
      '/connexion'
    )
    expect(await (await ici.get('/connexion?suite=/compte/adresse')).text()).toContain('montrez encore une fois')
    await ici.post('/connexion', { courriel: 'jo@exemple.fr', mot_de_passe: PHRASE_SECRETE, suite: '/compte/adresse' })
    expect((await ici.get('/compte/adresse')).status).toBe(200)
  })

  it('l’adresse change quand l’ancienne et la nouvelle ont donné leur accord, dans cet ordre ou dans l’autre', async () => {
    await creerCompte(base.db, { courriel: 'kim@exemple.fr', pseudonyme: 'Kim' })
    const ici = await connecter('kim@exemple.fr')
    await ici.post('/compte/adresse', { courriel: 'kim.neuve@exemple.fr' })
    const nouvelle = await adresseDu(base.db, 'kim.neuve@exemple.fr')
    const ancienne = await adresseDu(base.db, 'kim@exemple.fr')
    const accorder = async (chemin: string) => {
      const [, , qui = '', jeton = ''] = chemin.split('/')
      return (await site().post('/changement-adresse', { qui, jeton })).text()
    }
    expect(await (await site().get(nouvelle)).text()).toContain('kim.neuve@exemple.fr')
    expect(await accorder(nouvelle)).toContain('Il manque celui de l’autre adresse')
    expect(await accorder(nouvelle)).toContain('Ce lien ne peut plus servir')
    expect((await connecter('kim.neuve@exemple.fr')).temoin('session')).toBeUndefined()
    expect(await accorder(ancienne)).toContain('L’adresse est changée')
    expect((await connecter('kim.neuve@exemple.fr')).temoin('session')).toBeDefined()
    expect((await connecter('kim@exemple.fr')).temoin('session')).toBeUndefined()
  })

  it('une connexion se ferme d’ailleurs ; celle d’une autre personne, non', async () => {
    const id = await creerCompte(base.db, { courriel: 'lou@exemple.fr', pseudonyme: 'Lou' })
    await creerCompte(base.db, { courriel: 'max@exemple.fr', pseudonyme: 'Max' })
    const [un, deux, autre] = [
      await connecter('lou@exemple.fr'),
      await connecter('lou@exemple.fr'),
      await connecter('max@exemple.fr')
    ]
    const { rows } = await sql<{
      id: string
    }>`select id from session where compte_id = ${id} order by ouverte_le`.execute(base.db)
    for (const { id: session } of rows) await autre.post('/compte/sessions/fermer', { session })
    expect((await un.get('/compte')).status).toBe(200)
    const [, session = ''] =
      /name="session" value="([0-9a-f-]{36})"[^]*?Fermer/.exec(
        (await (await deux.get('/compte/informations')).text()).replace(
          /<li>(?:(?!<\/li>)[^])*celui-ci(?:(?!<\/li>)[^])*<\/li>/,
          ''
        )
      ) ?? []
    await deux.post('/compte/sessions/fermer', { session })
    expect((await un.get('/compte')).status).toBe(401)
    expect((await deux.get('/compte')).status).toBe(200)
  })

  it('un pseudonyme se change, sauf pour celui d’une autre personne', async () => {
    await creerCompte(base.db, { courriel: 'nil@exemple.fr', pseudonyme: 'Nil' })
    const ici = await connecter('nil@exemple.fr')
    expect((await ici.post('/compte/informations', { pseudonyme: 'ANA', nom: '' })).status).toBe(422)
    expect((await ici.post('/compte/informations', { pseudonyme: 'Nil B.', nom: 'Nil Bernard' })).status).toBe(303)
    expect(await (await ici.get('/compte')).text()).toContain('Bienvenue, Nil Bernard.')
  })

  it('le mot de passe change si l’on connaît l’actuel, et ferme les autres connexions', async () => {
    await creerCompte(base.db, { courriel: 'ode@exemple.fr', pseudonyme: 'Ode' })
    const [ici, ailleurs] = [await connecter('ode@exemple.fr'), await connecter('ode@exemple.fr')]
    const mot_de_passe = 'falaise compas trottoir nuage'
    const faux = await ici.post('/compte/mot-de-passe', { actuel: 'pas celui-là du tout', mot_de_passe })
    expect(faux.status).toBe(422)
    expect(await faux.text()).toContain('Ce n’est pas votre mot de passe actuel')
    expect(
      (await ici.post('/compte/mot-de-passe', { actuel: PHRASE_SECRETE, mot_de_passe: 'ode@exemple.fr' })).status
    ).toBe(422)
    expect((await ici.post('/compte/mot-de-passe', { actuel: PHRASE_SECRETE, mot_de_passe })).status).toBe(303)
    expect((await ici.get('/compte')).status).toBe(200)
    expect((await ailleurs.get('/compte')).status).toBe(401)
  })

  it('un compte suspendu n’entre plus, et ses connexions ne valent plus rien', async () => {
    const id = await creerCompte(base.db, { courriel: 'pia@exemple.fr', pseudonyme: 'Pia' })
    const ici = await connecter('pia@exemple.fr')
    await sql`update compte set etat = 'suspendu' where id = ${id}`.execute(base.db)
    expect((await ici.get('/compte')).status).toBe(401)
    expect((await connecter('pia@exemple.fr')).temoin('session')).toBeUndefined()
    const avant = (await listCourriels(base.db, 500)).length
    await site().post('/connexion/lien', { courriel: 'pia@exemple.fr' })
    expect(await listCourriels(base.db, 500)).toHaveLength(avant)
  })

  it('en https, tient chacun de ses cookies à cette seule adresse', async () => {
    await creerCompte(base.db, { courriel: 'qui@exemple.fr', pseudonyme: 'Qui' })
    const reglages = { URL_PUBLIQUE: 'https://annuaire.exemple' }
    const entree = await creerApplicationDeTest(base.db, { reglages }).post(
      '/connexion',
      { courriel: 'qui@exemple.fr', mot_de_passe: PHRASE_SECRETE },
      { headers: { origin: 'https://annuaire.exemple' } }
    )
    for (const temoin of entree.headers.getSetCookie())
      expect(temoin).toMatch(/^__Host-(session|appareil|etape)=.*Path=\/;.*Secure/)
  })

  it('n’écrit jamais dans un message l’adresse d’un autre site, même si la demande s’en réclame', async () => {
    await creerCompte(base.db, { courriel: 'ray@exemple.fr', pseudonyme: 'Ray' })
    const { app } = site()
    await app.request('http://piege.exemple/mot-de-passe-oublie', {
      method: 'POST',
      body: new URLSearchParams({ courriel: 'ray@exemple.fr' }),
      headers: { origin: 'http://piege.exemple', host: 'piege.exemple' }
    })
    const [message] = await listCourriels(base.db, 1)
    expect(message?.destinataire).toBe('ray@exemple.fr')
    expect(message?.texte).not.toContain('piege')
  })

  it('s’oublie la nuit une fois périmé : jetons, connexions, compteurs, et les messages d’une semaine', async () => {
    await oublier(base.db, plus(100 * 24 * 60 * MINUTE))
    const { rows } = await sql<{ n: number }>`
      select (select count(*) from jeton)::int + (select count(*) from session)::int + (select count(*) from essai)::int
        + (select count(*) from courriel where motif like 'compte-%')::int as n`.execute(base.db)
    expect(rows[0]?.n).toBe(0)
  })
})
