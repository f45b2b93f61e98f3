import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { SYSTEME } from '../../../kernel/acteur.ts'
import { loadStatiques } from '../../../platform/http/statiques.ts'
import { findRupture } from '../../../platform/journal/index.ts'
import {
  cookieAdministration,
  creerApplicationDeTest,
  ecouter,
  HEURE_DE_TEST
} from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { ordinateur, ouvrirNavigateur, telephone, verifierAccessibilite } from '../../../platform/testing/navigateur.ts'
import { RACINE } from '../../../racine.ts'
import { retirerRole } from '../actions/attributions.ts'
import { cookieDe, donner } from './attribution.fixture.ts'
import { adresseDu, creerCompte, Navigateur, PHRASE_SECRETE } from './compte.fixture.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let cookie: string
const CHEMIN = '/administration/personnes'
const expediteur = { reseau: 'Essai', site: 'http://localhost' }

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db, { statiques: loadStatiques(join(RACINE, 'dist', 'client')) })
  cookie = await cookieAdministration(base.db)
})

let suite = 0
const compte = (pseudonyme = `Personne ${++suite}`) =>
  creerCompte(base.db, { courriel: `p${++suite}@exemple.fr`, pseudonyme, sansMotDePasse: true })
const get = (chemin: string, c = cookie) => site.get(chemin, { headers: { cookie: c } })
const post = (chemin: string, champs: Record<string, string>, c = cookie) =>
  site.post(chemin, champs, { headers: { cookie: c } })
const roles = async (id: string) =>
  (
    await sql<{ role: string; reseau_id: string; territoires: string[]; fin_le: Date | null }>`
      select role, reseau_id, territoires, fin_le from attribution where compte_id = ${id} and retiree_le is null
      order by role, reseau_id`.execute(base.db)
  ).rows
const journal = async (genre: string) =>
  (
    await sql<{ reseau: string; acteur: string; contenu: Record<string, unknown> }>`
      select reseau, acteur, contenu from journal where genre = ${genre} order by reseau, rang`.execute(base.db)
  ).rows

const COORDINATRICE = { role: 'coordinateur', reseau: 'national', territoires: 'Sicoval' }

describe('donner un rôle', () => {
  it('à quelqu’un qu’on trouve par son adresse exacte', async () => {
    await creerCompte(base.db, { courriel: 'Ana.Lopes@exemple.fr', pseudonyme: 'Ana', sansMotDePasse: true })
    for (const fausse of ['ana', 'ana.lope@exemple.fr', '%@exemple.fr']) {
      const refus = await post(`${CHEMIN}/recherche`, { courriel: fausse })
      expect(refus.status).toBe(422)
      expect(await refus.text()).toContain(`value="${fausse}"`)
    }
    const trouvee = await post(`${CHEMIN}/recherche`, { courriel: 'ana.lopes@EXEMPLE.fr' })
    expect(trouvee.status).toBe(303)
    const page = await (await get(trouvee.headers.get('location') ?? '')).text()
    expect(page).toContain('Ana')
    expect(page).not.toContain('exemple.fr"')
  })

  it('l’écrit avec son territoire, le consigne dans la chaîne du réseau, et prévient la personne', async () => {
    const id = await creerCompte(base.db, { courriel: 'bea@exemple.fr', pseudonyme: 'Béa', sansMotDePasse: true })
    const fait = await post(`${CHEMIN}/${id}/roles`, {
      ...COORDINATRICE,
      reseau: 'sicoval',
      territoires: 'sicoval\nToulouse',
      fin: '31/12/2026'
    })
    expect(fait.headers.get('location')).toBe(`${CHEMIN}/${id}?fait=donne`)
    expect(await roles(id)).toEqual([
      {
        role: 'coordinateur',
        reseau_id: 'sicoval',
        territoires: ['commune:31555', 'epci:243100633'],
        // The last day is held whole, in Paris.
        fin_le: new Date('2026-12-31T23:00:00Z')
      }
    ])
    const page = await (await get(`${CHEMIN}/${id}`)).text()
    expect(page).toContain('Toulouse (Haute-Garonne)')
    expect(page).toContain('31\u00a0décembre 2026')
    expect(page).toContain('par l’administration')
    expect((await journal('role.donne')).at(-1)).toMatchObject({
      reseau: 'sicoval',
      acteur: 'administrateur',
      contenu: { compte: id, role: 'coordinateur' }
    })
    expect(await findRupture(base.db, 'sicoval')).toBeUndefined()
    expect(await adresseDu(base.db, 'bea@exemple.fr')).toBe('/compte')
    expect(await (await get(`${CHEMIN}?reseau=sicoval&role=coordinateur`)).text()).toContain('Béa')
    expect(await (await get(`${CHEMIN}?role=editeur`)).text()).not.toContain('Béa')
  })

  it('est refusé avec chaque raison, et garde ce qui a été écrit', async () => {
    const id = await compte()
    const refuser = async (champs: Record<string, string>, phrase: string) => {
      const reponse = await post(`${CHEMIN}/${id}/roles`, champs)
      expect(reponse.status, phrase).toBe(422)
      const page = await reponse.text()
      expect(page).toContain(phrase)
      for (const texte of [champs.territoires, champs.lieux, champs.fin]) if (texte) expect(page).toContain(texte)
    }
    await refuser({}, 'Choisissez un rôle.')
    await refuser({ role: 'roi', reseau: 'national' }, 'Choisissez un rôle.')
    await refuser({ ...COORDINATRICE, reseau: 'ailleurs' }, 'Choisissez un réseau.')
    await refuser({ ...COORDINATRICE, territoires: '' }, 'Écrivez au moins un territoire')
    await refuser(
      { ...COORDINATRICE, territoires: 'Trifouillis' },
      'Nous ne connaissons pas le territoire « Trifouillis »'
    )
    await refuser({ ...COORDINATRICE, territoires: 'Paris' }, 'Paris (Paris) ; Paris (département)')
    await refuser({ role: 'editeur', reseau: 'national', territoires: 'Sicoval' }, 'laissez les territoires vides')
    await refuser({ role: 'comite', reseau: 'national' }, 'Choisissez le collège')
    await refuser({ role: 'editeur', reseau: 'national', college: 'poles' }, 'Seul un membre du comité')
    await refuser({ role: 'responsable', reseau: 'national' }, 'Écrivez le numéro')
    await refuser({ role: 'responsable', reseau: 'national', lieux: 'douze' }, '« douze » n’est pas le numéro')
    await refuser({ role: 'responsable', reseau: 'national', lieux: '999999' }, 'Un de ces numéros')
    await refuser({ role: 'editeur', reseau: 'national', fin: '31/02/2027' }, 'Cette date ne se lit pas')
    await refuser({ role: 'editeur', reseau: 'national', fin: '01/01/2020' }, 'Cette date est passée')
    expect(await roles(id)).toEqual([])
    expect((await post(`${CHEMIN}/${id}/roles`, COORDINATRICE)).status).toBe(303)
    await refuser(COORDINATRICE, 'Cette personne a déjà ce rôle')
    expect((await post(`${CHEMIN}/${crypto.randomUUID()}/roles`, COORDINATRICE)).status).toBe(404)
  })

  it('ne se fait que dans le réseau qu’on administre, même en forgeant le formulaire', async () => {
    const [admin, cible] = [await compte(), await compte()]
    await donner(base.db, admin, { role: 'administrateur', reseau: 'sicoval' })
    const sien = await cookieDe(base.db, admin)
    const page = await (await get(`${CHEMIN}/${cible}`, sien)).text()
    expect(page).toContain('value="sicoval"')
    expect(page).not.toContain('value="national"')
    expect((await post(`${CHEMIN}/${cible}/roles`, { role: 'editeur', reseau: 'national' }, sien)).status).toBe(422)
    expect((await post(`${CHEMIN}/${cible}/roles`, { role: 'administrateur', reseau: 'national' }, sien)).status).toBe(
      422
    )
    expect((await post(`${CHEMIN}/${cible}/roles`, { role: 'editeur', reseau: 'sicoval' }, sien)).status).toBe(303)
    expect(await roles(cible)).toMatchObject([{ role: 'editeur', reseau_id: 'sicoval' }])
    expect((await journal('role.donne')).at(-1)?.acteur).toBe(`compte:${admin}`)

    const national = await donner(base.db, cible, { role: 'editeur', reseau: 'national' })
    expect((await post(`${CHEMIN}/roles/${national}/retrait`, {}, sien)).status).toBe(403)
    expect(await (await get(CHEMIN, sien)).text()).not.toContain('data-l="Réseau">Réseau national')
  })
})

describe('retirer un rôle', () => {
  it('cesse à la requête suivante, session ouverte ; donné, il vaut de même', async () => {
    const id = await compte()
    const sien = await cookieDe(base.db, id)
    expect((await get('/administration/revision', sien)).status).toBe(403)
    const attribution = await donner(base.db, id, {
      role: 'coordinateur',
      reseau: 'national',
      territoires: [{ genre: 'departement', code: '31' }]
    })
    expect((await get('/administration', sien)).status).toBe(200)
    const retrait = await post(`${CHEMIN}/roles/${attribution}/retrait`, {})
    expect(retrait.headers.get('location')).toBe(`${CHEMIN}/${id}?fait=retire`)
    expect((await get('/administration', sien)).status).toBe(403)
    expect((await journal('role.retire')).at(-1)?.contenu).toMatchObject({ compte: id, role: 'coordinateur' })

    const encore = await post(`${CHEMIN}/roles/${attribution}/retrait`, {})
    expect(encore.status).toBe(409)
    expect(await encore.text()).toContain('déjà retiré')
    expect((await post(`${CHEMIN}/roles/nimporte/retrait`, {})).status).toBe(409)
  })

  it('arrive seul au dernier jour ; le même rôle se redonne ensuite', async () => {
    // On its own database: a session opened later forgets those that have ended.
    const { db } = await creerBaseDeTest()
    const id = await creerCompte(db, { courriel: 'fin@exemple.fr', pseudonyme: 'Fin', sansMotDePasse: true })
    const fin = { role: 'editeur', reseau: 'national', fin: '2026-06-10' }
    const le = (instant: string) => creerApplicationDeTest(db, { now: () => new Date(instant) })
    const donnerLe = async (instant: string, champs: Record<string, string>) => {
      const dehors = await cookieAdministration(db, new Date(instant))
      return (await le(instant).post(`${CHEMIN}/${id}/roles`, champs, { headers: { cookie: dehors } })).status
    }
    const sien = await cookieDe(db, id)
    const voir = async (instant: string) =>
      (await le(instant).get('/administration', { headers: { cookie: sien } })).status
    expect(await donnerLe('2026-06-09T08:00:00Z', fin)).toBe(303)
    expect(await voir('2026-06-10T21:59:00Z')).toBe(200)
    expect(await voir('2026-06-10T22:00:00Z')).toBe(403)
    expect(await donnerLe('2026-06-11T08:00:00Z', { ...fin, fin: '' })).toBe(303)
    expect(await voir('2026-06-12T08:00:00Z')).toBe(200)
  })

  it('laisse toujours quelqu’un pour administrer le site, même si deux se retirent ensemble', async () => {
    const autre = await creerBaseDeTest()
    const [a, b] = await Promise.all(
      ['a', 'b'].map((nom) =>
        creerCompte(autre.db, { courriel: `${nom}@exemple.fr`, pseudonyme: `Admin ${nom}`, sansMotDePasse: true })
      )
    )
    const donnees = [
      await donner(autre.db, a ?? '', { role: 'administrateur', reseau: 'national' }),
      await donner(autre.db, b ?? '', { role: 'administrateur', reseau: 'national' })
    ]
    const issues = await Promise.all(donnees.map((id) => retirerRole(autre.db, SYSTEME, id, expediteur, HEURE_DE_TEST)))
    expect(issues.filter(({ ok }) => ok)).toHaveLength(1)
    expect(issues.find(({ ok }) => !ok)).toEqual({ ok: false, error: 'dernier-administrateur' })
    const page = await creerApplicationDeTest(autre.db).post(
      `${CHEMIN}/roles/${donnees[issues.findIndex(({ ok }) => !ok)]}/retrait`,
      {},
      { headers: { cookie: await cookieAdministration(autre.db) } }
    )
    expect(page.status).toBe(409)
    expect(await page.text()).toContain('dernière personne qui administre')

    // Nor does that person's account close before somebody else has the role.
    const restante = (issues[0]?.ok ? b : a) ?? ''
    const fermer = async () =>
      (
        await creerApplicationDeTest(autre.db).get('/compte/resilier', {
          headers: { cookie: await cookieDe(autre.db, restante) }
        })
      ).text()
    expect(await fermer()).toContain('vous êtes la dernière personne à la tenir')
    await donner(autre.db, (issues[0]?.ok ? a : b) ?? '', { role: 'administrateur', reseau: 'national' })
    expect(await fermer()).not.toContain('vous êtes la dernière personne')
  })
})

describe('un rôle qui demande un second facteur', () => {
  it('attend qu’il soit donné : avant, la personne est une contributrice comme une autre', async () => {
    const id = await compte()
    await donner(base.db, id, { role: 'administrateur', reseau: 'national' })
    const sans = await cookieDe(base.db, id, { secondFacteur: false })
    const envoyee = await get(CHEMIN, sans)
    expect(envoyee.status).toBe(303)
    expect(envoyee.headers.get('location')).toBe(`/compte/second-facteur?suite=${encodeURIComponent(CHEMIN)}`)
    expect((await post(`${CHEMIN}/recherche`, { courriel: 'a@b.fr' }, sans)).status).toBe(403)
    expect((await get(CHEMIN, await cookieDe(base.db, id))).status).toBe(200)
  })

  it('un compte suspendu n’a plus rien', async () => {
    const id = await compte()
    await donner(base.db, id, { role: 'administrateur', reseau: 'national' })
    const sien = await cookieDe(base.db, id)
    await sql`update compte set etat = 'suspendu' where id = ${id}`.execute(base.db)
    expect((await get(CHEMIN, sien)).status).toBe(401)
  })
})

describe('inviter quelqu’un', () => {
  const inviter = (
    courriel: string,
    champs: Record<string, string> = { role: 'editeur', reseau: 'sicoval' },
    c = cookie
  ) => post(`${CHEMIN}/inviter`, { courriel, ...champs }, c)

  it('ouvre un compte par le lien du message, avec le rôle, une seule fois', async () => {
    expect((await inviter('neuve@exemple.fr')).headers.get('location')).toBe(`${CHEMIN}?fait=invitation`)
    const lien = await adresseDu(base.db, 'neuve@exemple.fr')
    const ici = new Navigateur(site)
    const page = await ici.get(lien)
    expect(page.headers.get('cache-control')).toContain('no-store')
    expect(await page.text()).toContain('«\u00a0Éditeur\u00a0»')
    const jeton = lien.split('/').at(-1) ?? ''
    const court = await ici.post('/invitation/compte', { jeton, pseudonyme: 'Nouvelle venue', mot_de_passe: 'court' })
    expect(court.status).toBe(422)
    expect(await court.text()).toContain('value="Nouvelle venue"')
    const saisie = { jeton, pseudonyme: 'Nouvelle venue', mot_de_passe: PHRASE_SECRETE }
    expect((await ici.post('/invitation/compte', saisie)).headers.get('location')).toBe('/compte')
    expect((await ici.get('/administration')).status).toBe(200)
    const encore = await new Navigateur(site).post('/invitation/compte', { ...saisie, pseudonyme: 'Une autre' })
    expect(encore.status).toBe(422)
    expect(await encore.text()).toContain('Une invitation sert une seule fois')
    expect((await new Navigateur(site).get(lien)).status).toBe(422)
  })

  it('donne le rôle à qui a déjà un compte, une fois connecté ; à personne d’autre', async () => {
    const id = await creerCompte(base.db, { courriel: 'deja@exemple.fr', pseudonyme: 'Déjà', sansMotDePasse: true })
    const autre = await cookieDe(base.db, await compte())
    await inviter('DEJA@exemple.fr')
    const lien = await adresseDu(base.db, 'deja@exemple.fr')
    const jeton = lien.split('/').at(-1) ?? ''
    expect(await (await site.get(lien)).text()).toContain(`/connexion?suite=${encodeURIComponent(lien)}`)
    expect(await (await get(lien, autre)).text()).toContain('un autre compte')
    await post('/invitation', { jeton }, autre)
    await site.post('/invitation/compte', { jeton, pseudonyme: 'Intrus', mot_de_passe: PHRASE_SECRETE })
    expect(await roles(id)).toEqual([])
    const sien = await cookieDe(base.db, id)
    const ensemble = await Promise.all([1, 2, 3].map(() => post('/invitation', { jeton }, sien)))
    expect(ensemble.map(({ status }) => status).sort()).toEqual([303, 422, 422])
    expect(await roles(id)).toMatchObject([{ role: 'editeur', reseau_id: 'sicoval' }])
    expect(await (await get(lien, sien)).text()).toContain('votre rôle est sur votre compte')
  })

  it('ne vaut plus quand qui invite a perdu le droit de le faire', async () => {
    const admin = await compte()
    const attribution = await donner(base.db, admin, { role: 'administrateur', reseau: 'sicoval' })
    await inviter('complice@exemple.fr', { role: 'administrateur', reseau: 'sicoval' }, await cookieDe(base.db, admin))
    const lien = await adresseDu(base.db, 'complice@exemple.fr')
    expect((await site.get(lien)).status).toBe(200)
    await post(`${CHEMIN}/roles/${attribution}/retrait`, {})
    expect((await site.get(lien)).status).toBe(422)
    const jeton = lien.split('/').at(-1) ?? ''
    const force = { jeton, pseudonyme: 'Complice', mot_de_passe: PHRASE_SECRETE }
    expect((await site.post('/invitation/compte', force)).status).toBe(422)
    const { rows } = await sql`select 1 from compte where courriel = 'complice@exemple.fr'`.execute(base.db)
    expect(rows).toEqual([])
  })

  it('est refusé avec chaque raison, et garde ce qui a été écrit', async () => {
    const refus = await inviter('pas une adresse', {
      role: 'coordinateur',
      reseau: 'sicoval',
      territoires: 'Nulle-part'
    })
    expect(refus.status).toBe(422)
    const page = await refus.text()
    for (const texte of ['pas complète', 'Nous ne connaissons pas', 'value="pas une adresse"', '>Nulle-part<'])
      expect(page).toContain(texte)
  })
})

describe('ces pages', () => {
  it('se lisent à l’écran, au lecteur d’écran et au téléphone', { timeout: 120_000 }, async () => {
    const id = await compte('Une personne au nom assez long')
    await donner(base.db, id, { role: 'comite', reseau: 'national', college: 'collectivites' })
    const adresse = await ecouter(site.app)
    const navigateur = await ouvrirNavigateur()
    await inviterDirect()
    const lien = await adresseDu(base.db, 'axe@exemple.fr')
    for (const contexte of [await telephone(navigateur), await ordinateur(navigateur)]) {
      await contexte.addCookies([{ name: 'session', value: cookie.slice('session='.length), url: adresse }])
      const page = await contexte.newPage()
      for (const chemin of [CHEMIN, `${CHEMIN}/${id}`, `${CHEMIN}/inviter`]) {
        await page.goto(`${adresse}${chemin}`)
        await verifierAccessibilite(page)
      }
      await page.getByRole('button', { name: 'Envoyer l’invitation' }).click()
      await page.getByRole('heading', { name: /points à corriger/ }).waitFor()
      await verifierAccessibilite(page)
      await contexte.clearCookies()
      await page.goto(`${adresse}${lien}`)
      await verifierAccessibilite(page)
      await contexte.close()
    }
  })

  const inviterDirect = () =>
    post(`${CHEMIN}/inviter`, { courriel: 'axe@exemple.fr', role: 'editeur', reseau: 'national' })
})
