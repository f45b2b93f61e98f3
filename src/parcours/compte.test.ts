import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../app.tsx'
import { lireConfig } from '../config.ts'
import { adresseDu, creerCompte, PHRASE_SECRETE } from '../features/comptes/pages/compte.fixture.ts'
import { demarrerFournisseur, reglagesDuFournisseur } from '../features/comptes/pages/fournisseur.fixture.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
import { createJournaux } from '../platform/journaux.ts'
import { ecouter } from '../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../platform/testing/base.ts'
import {
  ordinateur,
  ouvrirNavigateur,
  telephone,
  verifierAccessibilite,
  visiter
} from '../platform/testing/navigateur.ts'
import { RACINE } from '../racine.ts'

let base: BaseDeTest
let navigateur: Browser
/** Keys are tied to a name: an address in figures has none. */
let origine: string
let avance = 0
let personne = { sub: 'personne', email: 'personne@exemple.fr' }

// The browser has its own clock: ours starts with it, and may run ahead.
const now = () => new Date(Date.now() + avance)
const avancer = (minutes: number) => {
  avance += minutes * 60_000
}

beforeAll(async () => {
  base = await creerBaseDeTest()
  let app: ReturnType<typeof createApp> | undefined
  const adresse = await ecouter({ fetch: (requete) => app?.fetch(requete) ?? new Response(null, { status: 503 }) })
  origine = adresse.replace('127.0.0.1', 'localhost')
  const issuer = await demarrerFournisseur(`${origine}/connexion/retour/essai`, () => personne)
  app = createApp({
    db: base.db,
    config: lireConfig({ JOURNAL_NIVEAU: 'silence', ...reglagesDuFournisseur(issuer) }),
    journaux: createJournaux('silence'),
    now,
    statiques: loadStatiques(join(RACINE, 'dist', 'client'))
  })
  navigateur = await ouvrirNavigateur()
})

const ouvrir = (contexte: Promise<BrowserContext>) => visiter(contexte, { attente: 8_000 })

const titre = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
const appuyer = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function connecter(page: Page, courriel: string, { partage = false } = {}): Promise<void> {
  await page.goto(`${origine}/connexion`)
  await page.locator('#courriel').fill(courriel)
  await page.getByLabel('Votre mot de passe').fill(PHRASE_SECRETE)
  if (partage) await page.getByLabel('Cet ordinateur est partagé').check()
  await appuyer(page, 'Me connecter')
}

async function inscrire(page: Page, courriel: string, pseudonyme: string, regarder: (page: Page) => Promise<void>) {
  await page.goto(origine)
  await page.getByRole('link', { name: 'Se connecter' }).click()
  await titre(page, 'Se connecter')
  await regarder(page)
  await page.getByRole('link', { name: 'Créer un compte' }).click()
  await titre(page, 'Créer un compte')
  await regarder(page)
  await page.getByLabel('Votre adresse électronique').fill(courriel)
  await page.getByLabel('Votre pseudonyme').fill(pseudonyme)
  await page.getByLabel('Votre mot de passe').fill('trop court')
  await appuyer(page, 'Créer mon compte')
  await page.getByRole('link', { name: /Il faut au moins 14 signes/ }).waitFor()
  await regarder(page)
  expect(await page.getByLabel('Votre adresse électronique').inputValue()).toBe(courriel)
  await page.getByLabel('Votre mot de passe').fill(PHRASE_SECRETE)
  await appuyer(page, 'Créer mon compte')
  await titre(page, 'Regardez vos courriels')
  await regarder(page)
  await page.goto(`${origine}/dev/courriels`)
  await page.getByRole('link', { name: 'Confirmez votre adresse pour ouvrir votre compte' }).first().click()
  const [lien = ''] = /https?:\/\/\S+\/confirmation\/\S+/.exec((await page.locator('pre').textContent()) ?? '') ?? []
  await page.goto(lien)
  await titre(page, 'Confirmer mon adresse')
  await regarder(page)
  await appuyer(page, 'Confirmer et ouvrir mon compte')
  await titre(page, 'Mon compte')
}

const rien = async () => {}

describe.each([
  ['sur un téléphone', () => telephone(navigateur), verifierAccessibilite, 'tel'],
  ['sur un téléphone sans JavaScript', () => telephone(navigateur, { javaScript: false }), rien, 'sans'],
  // Without scripts a desk gets the phone's page: once is enough.
  ['sur un ordinateur', () => ordinateur(navigateur), verifierAccessibilite, 'ordi']
])('%s', (_, contexte, regarder, nom) => {
  it('une personne crée son compte, confirme, se déconnecte et se reconnecte', async () => {
    const page = await ouvrir(contexte())
    const courriel = `${nom}@exemple.fr`
    await inscrire(page, courriel, `Pseudo ${nom}`, regarder)
    await page.getByText(`Bienvenue, Pseudo ${nom}.`).waitFor()
    await regarder(page)
    await appuyer(page, 'Me déconnecter')
    await titre(page, 'Votre connexion est fermée')
    await regarder(page)
    await page.goto(`${origine}/compte`)
    await titre(page, 'Cette page demande de se connecter')
    await page.getByRole('main').getByRole('link', { name: 'Se connecter' }).click()
    await page.locator('#courriel').fill(courriel)
    await page.getByLabel('Votre mot de passe').fill('ce n’est pas celui-là')
    await appuyer(page, 'Me connecter')
    await page.getByRole('heading', { name: 'Cette adresse et ce mot de passe ne vont pas ensemble' }).waitFor()
    await regarder(page)
    await page.getByLabel('Votre mot de passe').fill(PHRASE_SECRETE)
    await appuyer(page, 'Me connecter')
    await titre(page, 'Mon compte')
    for (const [lien, attendu] of [
      ['Contribuer', 'Contribuer'],
      ['Récapitulatif', 'Récapitulatif'],
      ['Informations du compte', 'Informations du compte'],
      ['Changer de mot de passe', 'Changer de mot de passe'],
      ['Résilier', 'Fermer mon compte']
    ] as const) {
      await page.goto(`${origine}/compte`)
      await page.getByRole('main').getByRole('link', { name: lien, exact: true }).click()
      await titre(page, attendu)
      await regarder(page)
    }
    await page.goto(`${origine}/compte/adresse`)
    await regarder(page)
  })

  it('une personne entre par un lien, ou change un mot de passe oublié', async () => {
    const page = await ouvrir(contexte())
    const courriel = `oubli-${nom}@exemple.fr`
    await creerCompte(base.db, { courriel, pseudonyme: `Oubli ${nom}`, now: now() })
    await page.goto(`${origine}/connexion`)
    await page.locator('#courriel-lien').fill(courriel)
    await appuyer(page, 'Recevoir un lien par courriel')
    await titre(page, 'Regardez vos courriels')
    await regarder(page)
    const lien = await adresseDu(base.db, courriel)
    await page.goto(origine + lien)
    await regarder(page)
    await appuyer(page, 'Me connecter')
    await titre(page, 'Mon compte')
    await page.goto(origine + lien)
    await page.getByRole('heading', { name: 'Ce lien ne peut plus servir' }).waitFor()
    await regarder(page)
    await page.goto(`${origine}/mot-de-passe-oublie`)
    await regarder(page)
    await page.getByLabel('Votre adresse électronique').fill(courriel)
    await appuyer(page, 'Recevoir le lien')
    await titre(page, 'Regardez vos courriels')
    await page.goto(origine + (await adresseDu(base.db, courriel)))
    await regarder(page)
    await page.getByLabel('Votre nouveau mot de passe').fill('falaise compas trottoir nuage')
    await appuyer(page, 'Changer mon mot de passe')
    await titre(page, 'Votre mot de passe est changé')
    await regarder(page)
    await page.goto(`${origine}/compte`)
    await titre(page, 'Cette page demande de se connecter')
  })

  it('une personne active la double vérification, puis entre avec un code, ou un code de secours', async () => {
    const page = await ouvrir(contexte())
    const courriel = `double-${nom}@exemple.fr`
    await creerCompte(base.db, { courriel, pseudonyme: `Double ${nom}`, now: now() })
    await connecter(page, courriel)
    await page.goto(`${origine}/compte/informations`)
    await page.getByRole('link', { name: 'La mettre en place' }).click()
    await titre(page, 'Double vérification')
    await regarder(page)
    const lettres = (await page.locator('ol .num').textContent()) ?? ''
    const totp = new TOTP({ secret: Secret.fromBase32(lettres.replaceAll(/\s/g, '')) })
    await page.getByLabel('Votre code').fill('000000')
    await appuyer(page, 'Activer la double vérification')
    await page.getByRole('heading', { name: 'Ce code n’est pas le bon' }).waitFor()
    await regarder(page)
    await page.getByLabel('Votre code').fill(totp.generate({ timestamp: now().getTime() }))
    await appuyer(page, 'Activer la double vérification')
    await titre(page, 'Vos codes de secours')
    await regarder(page)
    const secours = (await page.locator('.codes li').first().textContent()) ?? ''
    await page.getByRole('link', { name: 'J’ai gardé mes codes' }).click()
    await page.goto(`${origine}/compte/second-facteur`)
    await page.getByText('Il vous reste 10 codes de secours').waitFor()
    await regarder(page)
    for (const code of [() => totp.generate({ timestamp: now().getTime() }), () => secours]) {
      await page.goto(`${origine}/compte`)
      await appuyer(page, 'Me déconnecter')
      avancer(2)
      await connecter(page, courriel)
      await titre(page, 'Double vérification')
      await regarder(page)
      await page.getByLabel('Votre code').fill(code())
      await appuyer(page, 'Vérifier')
      await titre(page, 'Mon compte')
    }
  })

  it('sur un ordinateur partagé, rien ne reste après la fermeture du navigateur, ni après une pause', async () => {
    const page = await ouvrir(contexte())
    const courriel = `partage-${nom}@exemple.fr`
    await creerCompte(base.db, { courriel, pseudonyme: `Partage ${nom}`, now: now() })
    await connecter(page, courriel, { partage: true })
    await titre(page, 'Mon compte')
    // -1: the cookie goes away with the browser.
    expect((await page.context().cookies()).map(({ expires }) => expires)).toEqual([-1])
    avancer(31)
    await page.goto(`${origine}/compte`)
    await titre(page, 'Cette page demande de se connecter')
  })

  it('une personne entre par un autre service, y choisit son nom, et retrouve son compte', async () => {
    personne = { sub: `service-${nom}`, email: `service-${nom}@exemple.fr` }
    const page = await ouvrir(contexte())
    await page.goto(`${origine}/connexion`)
    await page.getByRole('link', { name: 'Continuer avec EssaiConnect' }).click()
    await titre(page, 'Créer un compte')
    await regarder(page)
    await page.getByLabel('Votre pseudonyme').fill(`Service ${nom}`)
    await appuyer(page, 'Créer mon compte')
    await titre(page, 'Regardez vos courriels')
    await page.goto(origine + (await adresseDu(base.db, personne.email)))
    await titre(page, 'Confirmer mon adresse')
    await regarder(page)
    await appuyer(page, 'Confirmer et ouvrir mon compte')
    await page.getByText(`Bienvenue, Service ${nom}.`).waitFor()
    await appuyer(page, 'Me déconnecter')
    await page.goto(`${origine}/connexion`)
    await page.getByRole('link', { name: 'Continuer avec EssaiConnect' }).click()
    await page.getByText(`Bienvenue, Service ${nom}.`).waitFor()
  })

  it('une personne reçoit ses données, une fois, puis ferme son compte', async () => {
    const page = await ouvrir(contexte())
    const courriel = `fin-${nom}@exemple.fr`
    await creerCompte(base.db, { courriel, pseudonyme: `Fin ${nom}`, now: now() })
    await connecter(page, courriel)
    await page.goto(`${origine}/compte/mes-donnees`)
    await regarder(page)
    await appuyer(page, 'Préparer mon fichier')
    const lien = page.getByRole('link', { name: 'Télécharger mes données' })
    await regarder(page)
    const href = (await lien.getAttribute('href')) ?? ''
    const [telechargement] = await Promise.all([page.waitForEvent('download'), lien.click()])
    const donnees = JSON.parse(await readFile((await telechargement.path()) ?? '', 'utf8'))
    expect(donnees.compte.compte).toMatchObject({ courriel, pseudonyme: `Fin ${nom}` })
    await page.goto(origine + href)
    await page.getByRole('heading', { name: 'Ce lien ne peut plus servir' }).waitFor()
    await regarder(page)
    await page.goto(`${origine}/compte/resilier`)
    await page.getByLabel('Votre mot de passe').fill('ce n’est pas celui-là')
    await appuyer(page, 'Fermer mon compte et tout effacer')
    await page.getByRole('link', { name: /Rien n’a été effacé/ }).waitFor()
    await regarder(page)
    await page.getByLabel('Votre mot de passe').fill(PHRASE_SECRETE)
    await appuyer(page, 'Fermer mon compte et tout effacer')
    await titre(page, 'Votre compte est fermé')
    await regarder(page)
    expect(await page.context().cookies()).toEqual([])
    await connecter(page, courriel)
    await page.getByRole('heading', { name: 'Cette adresse et ce mot de passe ne vont pas ensemble' }).waitFor()
  })
})

describe('une clé d’accès', () => {
  it('s’ajoute, ouvre le compte d’un geste, et se retire', async () => {
    await creerCompte(base.db, { courriel: 'cle@exemple.fr', pseudonyme: 'Clé', now: now() })
    const page = await ouvrir(ordinateur(navigateur))
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('WebAuthn.enable')
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true
      }
    })
    await connecter(page, 'cle@exemple.fr')
    await titre(page, 'Mon compte')
    await page.goto(`${origine}/compte/informations`)
    await page.getByLabel('Son nom').fill('Mon ordinateur')
    await appuyer(page, 'Ajouter une clé d’accès')
    await page.getByText('Votre clé d’accès est ajoutée').waitFor()
    await page.getByText('Mon ordinateur', { exact: true }).waitFor()
    await verifierAccessibilite(page)
    await page.goto(`${origine}/compte`)
    await appuyer(page, 'Me déconnecter')
    await page.goto(`${origine}/connexion`)
    await page.getByLabel('Cet ordinateur est partagé').check()
    await appuyer(page, 'Utiliser une clé d’accès')
    await page.getByText('Bienvenue, Clé.').waitFor()
    expect((await page.context().cookies()).map(({ expires }) => expires)).toEqual([-1])
    await page.goto(`${origine}/compte/informations`)
    await appuyer(page, 'Retirer la clé Mon ordinateur')
    await page.getByText('Mon ordinateur', { exact: true }).waitFor({ state: 'detached' })
    await page.goto(`${origine}/connexion`)
    await appuyer(page, 'Utiliser une clé d’accès')
    await page.getByRole('heading', { name: 'Cette clé d’accès n’ouvre aucun compte ici' }).waitFor()
    await verifierAccessibilite(page)
  })

  it('suffit à un administrateur comme double vérification', async () => {
    await creerCompte(base.db, {
      courriel: 'chef@exemple.fr',
      pseudonyme: 'Chef',
      administrateur: true,
      now: now()
    })
    const page = await ouvrir(telephone(navigateur))
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('WebAuthn.enable')
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true
      }
    })
    await connecter(page, 'chef@exemple.fr')
    await page.goto(`${origine}/administration`)
    await titre(page, 'Double vérification')
    await verifierAccessibilite(page)
    await page.getByRole('link', { name: 'clé d’accès' }).click()
    await appuyer(page, 'Ajouter une clé d’accès')
    await page.getByText('Votre clé d’accès est ajoutée').waitFor()
    await page.goto(`${origine}/administration`)
    await titre(page, 'Administration')
    await page.goto(`${origine}/compte`)
    await appuyer(page, 'Me déconnecter')
    await connecter(page, 'chef@exemple.fr')
    await titre(page, 'Double vérification')
    await verifierAccessibilite(page)
    await appuyer(page, 'Utiliser ma clé d’accès')
    await titre(page, 'Mon compte')
    await page.goto(`${origine}/administration`)
    await titre(page, 'Administration')
  })
})
