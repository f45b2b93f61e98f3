import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { listRoutes } from './app.tsx'
import { createLienAdministration } from './features/comptes/index.ts'
import { cookieDe, donner } from './features/comptes/pages/attribution.fixture.ts'
import { creerCompte } from './features/comptes/pages/compte.fixture.ts'
import { openBase } from './platform/db/index.ts'
import { envoyerCourriel } from './platform/mail/index.ts'
import { cookieAdministration, creerApplicationDeTest, HEURE_DE_TEST } from './platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from './platform/testing/base.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let cookie: string
/** Somebody who holds the roles that running the site does not give: those of a lieu, of a committee, of a secrétariat. */
let titulaire: string

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db, {
    statiques: {
      styles: '/assets/style.css',
      police: undefined,
      ilots: {},
      feuilles: {},
      monter: (app) => void app.get('/assets/style.css', (c) => c.body('p{}', 200, { 'content-type': 'text/css' }))
    }
  })
  cookie = await cookieAdministration(base.db)
  const compteId = await creerCompte(base.db, { courriel: 'titulaire@exemple.fr', pseudonyme: 'Titulaire' })
  await donner(base.db, compteId, { role: 'responsable', reseau: 'national', lieux: [1] })
  await donner(base.db, compteId, { role: 'secretariat', reseau: 'national' })
  await donner(base.db, compteId, { role: 'comite', reseau: 'national', college: 'associations' })
  titulaire = await cookieDe(base.db, compteId)
})

// What anybody may do without signing in: to add a line here is to decide it.
const OUVERTES = [
  'sante:lire',
  'courriels-de-developpement:lire',
  'composants:lire',
  'administration:entrer',
  'compte:ouvrir',
  'lieux:lire',
  'sources:lire',
  'api:lire',
  'charte:lire',
  'adhesion:lire',
  'site:lire',
  'journal:lire',
  'reseaux:lire',
  'poles:lire',
  'gouvernance:lire',
  'consultation:lire',
  'consultation:participer',
  'messages:arreter',
  'signalements:deposer',
  'reclamation:deposer',
  'revendication:repondre'
]

const adresse = (chemin: string) => chemin.replace(':jeton', 'A'.repeat(43)).replaceAll(/:\w+/g, '1')

describe('les adresses du site', () => {
  it('sont toutes déclarées avec leur permission : rien d’autre ne répond', () => {
    const montees = new Set(
      site.app.routes
        .filter(({ method, path }) => !(method === 'ALL' && /[*]$/.test(path)))
        .map(({ method, path }) => `${method} ${path}`)
    )
    const declarees = new Set(listRoutes().map(({ methode, chemin }) => `${methode.toUpperCase()} ${chemin}`))
    montees.delete('GET /assets/style.css')
    expect([...montees].sort()).toEqual([...declarees].sort())
  })

  it.each(listRoutes())(
    '$methode $chemin s’ouvre à qui a « $permission », et à personne d’autre',
    async ({ methode, chemin, permission }) => {
      const init = {
        method: methode.toUpperCase(),
        headers: {
          origin: 'http://localhost',
          ...(methode === 'post' && { 'content-type': 'application/x-www-form-urlencoded' })
        },
        ...(methode === 'post' && { body: 'a=1' })
      }
      const visiteur = await site.app.request(adresse(chemin), init)
      const reservee = !OUVERTES.includes(permission)
      expect(visiteur.status === 401).toBe(reservee)
      if (['/administration/sortie', '/deconnexion'].includes(chemin)) return
      const reponses = await Promise.all(
        [cookie, titulaire].map((sien) =>
          site.app.request(adresse(chemin), { ...init, headers: { ...init.headers, cookie: sien } })
        )
      )
      expect(reponses.some(({ status }) => ![401, 403].includes(status))).toBe(true)
      for (const { status, headers } of reponses) {
        expect(status).toBeLessThan(500)
        expect(headers.get('cache-control')).toContain('no-store')
      }
    }
  )

  it('refusent un formulaire envoyé par un autre site, et n’en font rien', async () => {
    for (const { chemin } of listRoutes().filter(({ methode }) => methode === 'post')) {
      const reponse = await site.app.request(adresse(chemin), {
        method: 'POST',
        body: 'a=1',
        headers: { cookie, origin: 'https://ailleurs.exemple', 'content-type': 'application/x-www-form-urlencoded' }
      })
      expect(reponse.status, chemin).toBe(403)
      expect(await reponse.text()).toContain('Rien n’a été changé')
    }
  })

  it('portent toutes les mêmes protections, erreurs et fichiers compris', async () => {
    for (const chemin of [
      '/',
      '/lieux',
      '/assets/style.css',
      '/introuvable',
      '/administration',
      '/api/v1/lieux',
      '/api/v1/rien',
      '/api/v1/lieux?limite=0',
      '/api/v1/lieux/changements',
      '/lieux.json',
      '/integrer',
      '/integre/theme.css',
      '/sante',
      '/robots.txt'
    ]) {
      const { headers } = await site.get(chemin)
      const csp = headers.get('content-security-policy') ?? ''
      expect(csp, chemin).toContain("default-src 'none'")
      expect(csp, chemin).not.toMatch(/unsafe|\*/)
      expect(headers.get('x-content-type-options'), chemin).toBe('nosniff')
      expect(headers.get('x-frame-options'), chemin).toBe('DENY')
      expect(headers.get('referrer-policy'), chemin).toBe('same-origin')
      expect(headers.get('x-powered-by'), chemin).toBeNull()
    }
  })

  it('répondent à HEAD comme à GET, sans corps ; les autres méthodes ne trouvent rien', async () => {
    for (const chemin of ['/', '/lieux', '/sante', '/api/v1/lieux', '/introuvable']) {
      const [get, head] = [await site.get(chemin), await site.get(chemin, { method: 'HEAD' })]
      expect(head.status).toBe(get.status)
      expect(await head.text()).toBe('')
    }
    for (const method of ['PUT', 'DELETE', 'PATCH', 'PROPFIND'])
      expect((await site.get('/lieux', { method, headers: { origin: 'http://localhost' } })).status).toBe(404)
    const avance = await site.get('/api/v1/lieux', {
      method: 'OPTIONS',
      headers: { origin: 'https://ailleurs.exemple', 'access-control-request-method': 'GET' }
    })
    expect(avance.status).toBe(204)
    expect(avance.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('n’acceptent pas un formulaire plus gros qu’un formulaire', async () => {
    const reponse = await site.post('/administration/entree', { jeton: 'x'.repeat(70_000) })
    expect(reponse.status).toBe(413)
    expect(await reponse.text()).toContain('trop volumineux')
  })

  it('mènent toutes quelque part : aucun lien d’aucune page n’est mort', async () => {
    const aVoir = ['/']
    const vus = new Set<string>()
    for (let chemin = aVoir.shift(); chemin !== undefined; chemin = aVoir.shift()) {
      if (vus.has(chemin) || vus.size > 120) continue
      vus.add(chemin)
      const reponse = await site.get(chemin, { headers: { cookie } })
      expect(reponse.status, chemin).toBeLessThan(400)
      if (!reponse.headers.get('content-type')?.includes('html')) continue
      for (const [, lien = ''] of (await reponse.text()).matchAll(/<(?:a|link)\b[^>]*\shref="(\/[^"#]*)/g))
        aVoir.push(lien.replaceAll('&amp;', '&'))
    }
    expect(vus.size).toBeGreaterThan(8)
  })
})

describe('n’importe quelle adresse', () => {
  const texte = fc.oneof(
    fc.string({ maxLength: 40, unit: 'binary' }),
    fc.constantFrom(
      '\u0000',
      '%00',
      '%',
      '%E0%A4%A',
      "' or 1=1 --",
      '<script>',
      '../../etc/passwd',
      '-1',
      '1e9',
      '9'.repeat(30),
      'x'.repeat(10_000)
    )
  )
  const parametre = fc.tuple(
    fc.constantFrom(
      'q',
      'commune',
      'departement',
      'services',
      'source',
      'curseur',
      'limite',
      'format',
      'provenance',
      'lieu',
      'service',
      'page',
      'territoire',
      'avant',
      'v',
      '__proto__'
    ),
    texte
  )
  const encoder = (t: string) => encodeURIComponent(t.toWellFormed())

  it('reçoit une réponse en français, jamais une panne', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          '/',
          '/lieux',
          '/lieux.csv',
          '/lieux.geojson',
          '/reseaux',
          '/reseaux/sicoval/theme.css',
          '/journal/tetes',
          '/journal/tetes.json',
          '/administration/reseaux/sicoval',
          '/orienter/autour',
          '/sources',
          '/api',
          '/api/v1/lieux',
          '/api/v1/sources',
          '/api/v1/lieux/1',
          '/composants',
          '/administration/importer',
          '/administration/livraisons'
        ),
        fc.array(parametre, { maxLength: 4 }),
        fc.boolean(),
        async (chemin, parametres, brut) => {
          const query = parametres
            .map(([nom, valeur]) => `${nom}=${brut ? valeur.replace(/[^\x21-\x7e]|#/g, '') : encoder(valeur)}`)
            .join('&')
          const reponse = await site.get(`${chemin}?${query}`, { headers: { cookie } })
          expect(reponse.status).toBeLessThan(500)
          await reponse.text()
        }
      ),
      { numRuns: 150 }
    )
  })

  it('jusque dans le chemin', async () => {
    const chemins = listRoutes().filter(({ methode, chemin }) => methode === 'get' && chemin.includes(':'))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...chemins.map(({ chemin }) => chemin)), texte, async (chemin, valeur) => {
        const reponse = await site.get(
          chemin.replaceAll(/:\w+/g, () => encoder(valeur).slice(0, 4_000) || 'x'),
          { headers: { cookie } }
        )
        expect(reponse.status, chemin).toBeLessThan(500)
      }),
      { numRuns: 100 }
    )
  })
})

describe('l’administration', () => {
  it('s’ouvre par un lien, une seule fois', async () => {
    const { jeton } = await createLienAdministration(base.db, HEURE_DE_TEST)
    const page = await site.get(`/administration/entree/${jeton}`)
    expect(await page.text()).toContain(`value="${jeton}"`)
    const entree = await site.post('/administration/entree', { jeton })
    expect(entree.status).toBe(303)
    expect(entree.headers.get('set-cookie')).toMatch(/^session=[\w-]{43};.*HttpOnly.*SameSite=Lax/)
    const encore = await site.post('/administration/entree', { jeton })
    expect(encore.status).toBe(422)
    expect(await encore.text()).toContain('Ce lien ne peut plus servir')
  })

  it('de deux personnes qui ouvrent le lien ensemble, en laisse entrer une', async () => {
    const { jeton } = await createLienAdministration(base.db, HEURE_DE_TEST)
    const reponses = await Promise.all([1, 2, 3].map(() => site.post('/administration/entree', { jeton })))
    expect(reponses.map(({ status }) => status).sort()).toEqual([303, 422, 422])
  })

  it('n’ouvre plus un lien de plus de 15 minutes, ni une session de plus de 8 heures', async () => {
    const { jeton } = await createLienAdministration(base.db, HEURE_DE_TEST)
    const a = (minutes: number) =>
      creerApplicationDeTest(base.db, { now: () => new Date(HEURE_DE_TEST.getTime() + minutes * 60_000) })
    expect((await a(15).post('/administration/entree', { jeton })).status).toBe(422)
    expect((await a(14.9).post('/administration/entree', { jeton })).status).toBe(303)
    expect((await a(479).get('/administration', { headers: { cookie } })).status).toBe(200)
    expect((await a(480).get('/administration', { headers: { cookie } })).status).toBe(401)
  })

  it('ne garde en base ni le lien ni la session en clair', async () => {
    const { jeton } = await createLienAdministration(base.db, HEURE_DE_TEST)
    const { rows } = await sql<{ tout: string }>`
      select (select json_agg(l) from lien_administration l)::text || (select json_agg(s) from session s)::text
        || (select json_agg(j) from journal j)::text as tout`.execute(base.db)
    expect(rows[0]?.tout).not.toContain(jeton)
    expect(rows[0]?.tout).not.toContain(cookie.slice('session='.length))
  })

  it('se quitte : la session ne sert plus, et l’ordinateur oublie tout', async () => {
    const sien = await cookieAdministration(base.db)
    const sortie = await site.post('/administration/sortie', {}, { headers: { cookie: sien } })
    expect(sortie.status).toBe(303)
    expect(sortie.headers.get('clear-site-data')).toContain('"cache"')
    expect(sortie.headers.get('set-cookie')).toMatch(/Max-Age=0/)
    expect((await site.get('/administration', { headers: { cookie: sien } })).status).toBe(401)
  })

  it('en https, tient son cookie à cette seule adresse', async () => {
    const public_ = creerApplicationDeTest(base.db, { reglages: { URL_PUBLIQUE: 'https://annuaire.exemple' } })
    const { jeton } = await createLienAdministration(base.db, HEURE_DE_TEST)
    const entree = await public_.post(
      '/administration/entree',
      { jeton },
      { headers: { origin: 'https://annuaire.exemple' } }
    )
    expect(entree.headers.get('set-cookie')).toMatch(/^__Host-session=.*Path=\/.*Secure/)
    expect(entree.headers.get('strict-transport-security')).toContain('max-age=')
  })
})

describe('la boîte aux lettres de développement', () => {
  it('montre les messages que personne ne reçoit', async () => {
    await base.db
      .transaction()
      .execute((trx) =>
        envoyerCourriel(
          trx,
          { a: 'x@exemple.fr', sujet: 'Un <b>sujet</b>', texte: 'Le texte.', html: '', motif: 'essai' },
          HEURE_DE_TEST
        )
      )
    const liste = await (await site.get('/dev/courriels')).text()
    expect(liste).toContain('Un &lt;b&gt;sujet&lt;/b&gt;')
    const [, chemin = ''] = /href="(\/dev\/courriels\/\d+)"/.exec(liste) ?? []
    expect(await (await site.get(chemin)).text()).toContain('Le texte.')
  })

  it.each([
    { SMTP_URL: 'smtp://localhost:25' },
    { HOTE: '0.0.0.0' },
    { DATABASE_URL: 'postgres://ailleurs/base' },
    { URL_PUBLIQUE: 'https://annuaire.exemple' }
  ])('n’existe pas avec %o', async (reglages) => {
    const autre = creerApplicationDeTest(base.db, { reglages: reglages as Record<string, string> })
    expect((await autre.get('/dev/courriels')).status).toBe(404)
    expect((await autre.get('/dev/courriels/1')).status).toBe(404)
  })
})

describe('quand la base ne répond plus', () => {
  it('/sante le dit par un 503, et les pages aussi, en français', async () => {
    expect(await (await site.get('/sante')).json()).toMatchObject({ etat: 'ok', base: { etat: 'ok' } })
    const perdue = openBase('postgres://postgres:x@127.0.0.1:1/rien', { onError: () => {} })
    const autre = creerApplicationDeTest(perdue.db)
    const sante = await autre.get('/sante', { headers: { cookie } })
    expect(sante.status).toBe(503)
    expect(await sante.json()).toMatchObject({ etat: 'panne' })
    const page = await autre.get('/lieux', { headers: { cookie } })
    expect(page.status).toBe(503)
    expect(await page.text()).toContain('momentanément indisponible')
    expect((await autre.get('/api/v1/lieux')).headers.get('content-type')).toContain('json')
    await perdue.close()
  })
})
