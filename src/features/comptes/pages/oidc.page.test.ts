import { beforeAll, describe, expect, it } from 'vitest'
import { listCourriels } from '../../../platform/mail/index.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { adresseDu, creerCompte, Navigateur, PHRASE_SECRETE } from './compte.fixture.ts'
import { demarrerFournisseur, reglagesDuFournisseur } from './fournisseur.fixture.ts'

// Tokens of providers are dated by the machine's clock, which the library reads.
const now = () => new Date()
let base: BaseDeTest
let issuer: string
/** Who the provider says is there. */
let personne = { sub: 'personne', email: 'personne@exemple.fr' }

beforeAll(async () => {
  base = await creerBaseDeTest()
  issuer = await demarrerFournisseur('http://localhost/connexion/retour/essai', () => personne)
})

const reglages = () => reglagesDuFournisseur(issuer)

const nouveau = () => new Navigateur(creerApplicationDeTest(base.db, { now, reglages: reglages() }))

/** Follows the provider's redirections as a browser would, up to the way back to us. */
async function chezLeFournisseur(depart: string): Promise<string> {
  const temoins = new Map<string, string>()
  let adresse = depart
  for (let saut = 0; saut < 10; saut++) {
    if (adresse.startsWith('http://localhost/')) return adresse.slice('http://localhost'.length)
    const reponse = await fetch(adresse, {
      redirect: 'manual',
      headers: { cookie: [...temoins].map(([n, v]) => `${n}=${v}`).join('; ') }
    })
    for (const temoin of reponse.headers.getSetCookie()) {
      const [, nom = '', valeur = ''] = /^([^=]+)=([^;]*)/.exec(temoin) ?? []
      temoins.set(nom, valeur)
    }
    const suite = reponse.headers.get('location')
    if (!suite) throw new Error(`le fournisseur s’arrête sur ${adresse} : ${reponse.status} ${await reponse.text()}`)
    adresse = new URL(suite, adresse).href
  }
  throw new Error('le fournisseur tourne en rond')
}

async function passer(ici: Navigateur, chemin = '/connexion/avec/essai'): Promise<Response> {
  const depart = await ici.get(chemin)
  return ici.get(await chezLeFournisseur(depart.headers.get('location') ?? ''))
}

describe('avec un service de connexion', () => {
  it('une personne inconnue choisit un pseudonyme, confirme son adresse, et entre ensuite d’un clic', async () => {
    personne = { sub: 'neuve', email: 'neuve@exemple.fr' }
    const ici = nouveau()
    const depart = await ici.get('/connexion/avec/essai?suite=/compte/contribuer')
    const demande = new URL(depart.headers.get('location') ?? '').searchParams
    expect(demande.get('code_challenge_method')).toBe('S256')
    for (const nom of ['state', 'nonce', 'code_challenge']) expect(demande.get(nom)?.length).toBeGreaterThan(40)
    const retour = await ici.get(await chezLeFournisseur(depart.headers.get('location') ?? ''))
    expect(retour.headers.get('location')).toBe('/connexion/premiere-fois')
    expect(await (await ici.get('/connexion/premiere-fois')).text()).toContain('value="neuve@exemple.fr"')
    await ici.post('/connexion/premiere-fois', { pseudonyme: 'Neuve', courriel: 'neuve@exemple.fr' })
    const lien = await adresseDu(base.db, 'neuve@exemple.fr')
    // The same link in another browser makes nothing: who sent it there is perhaps not who receives it.
    const jeton = lien.split('/').at(-1) ?? ''
    expect((await nouveau().get(lien)).status).toBe(422)
    expect((await nouveau().post('/connexion/relier', { jeton })).status).toBe(422)
    expect((await ici.get(lien)).status).toBe(200)
    const entree = await ici.post('/connexion/relier', { jeton })
    expect(entree.headers.get('location')).toBe('/compte/contribuer')
    expect((await passer(nouveau())).headers.get('location')).toBe('/compte')
    expect((await ici.post('/connexion/relier', { jeton })).status).toBe(422)
  })

  it('n’ouvre pas un compte qui a la même adresse, avant que sa boîte aux lettres soit d’accord', async () => {
    await creerCompte(base.db, { courriel: 'paul@exemple.fr', pseudonyme: 'Paul', now: now() })
    personne = { sub: 'faux-paul', email: 'PAUL@exemple.fr' }
    const ici = nouveau()
    const retour = await passer(ici)
    expect(await retour.text()).toContain('Il manque l’accord de votre boîte aux lettres')
    expect((await ici.get('/compte')).status).toBe(401)
    const lien = await adresseDu(base.db, 'paul@exemple.fr')
    expect((await nouveau().get(lien)).status).toBe(422)
    const entree = await ici.post('/connexion/relier', { jeton: lien.split('/').at(-1) ?? '' })
    expect(entree.headers.get('location')).toBe('/compte')
    expect((await listCourriels(base.db, 1))[0]?.sujet).toBe('Une nouvelle façon d’entrer dans votre compte')
  })

  it('se relie depuis son compte, s’en détache, et n’ouvre jamais deux comptes', async () => {
    for (const nom of ['rita', 'sami'])
      await creerCompte(base.db, { courriel: `${nom}@exemple.fr`, pseudonyme: nom, now: now() })
    personne = { sub: 'rita-ailleurs', email: 'rita.ailleurs@exemple.fr' }
    const rita = nouveau()
    await rita.post('/connexion', { courriel: 'rita@exemple.fr', mot_de_passe: PHRASE_SECRETE })
    expect((await passer(rita, '/connexion/avec/essai?relier=oui')).headers.get('location')).toBe(
      '/compte/informations?fait=service'
    )
    expect(await (await rita.get('/compte/informations')).text()).toContain('EssaiConnect ouvre votre compte')
    const sami = nouveau()
    await sami.post('/connexion', { courriel: 'sami@exemple.fr', mot_de_passe: PHRASE_SECRETE })
    expect(await (await passer(sami, '/connexion/avec/essai?relier=oui')).text()).toContain(
      'ouvre déjà un autre compte'
    )
    expect((await passer(nouveau())).headers.get('location')).toBe('/compte')
    await rita.post('/compte/services/detacher', { service: 'essai' })
    expect((await passer(nouveau())).headers.get('location')).toBe('/connexion/premiere-fois')
  })

  it('refuse une réponse d’un autre navigateur, rejouée, sans état ou venue d’un service inconnu', async () => {
    personne = { sub: 'tess', email: 'tess@exemple.fr' }
    const ici = nouveau()
    const depart = await ici.get('/connexion/avec/essai')
    const retour = await chezLeFournisseur(depart.headers.get('location') ?? '')
    expect((await nouveau().get(retour)).status).toBe(422)
    // Somebody else's browser used the state up: nobody enters with it any more.
    expect((await ici.get(retour)).status).toBe(422)
    expect((await ici.get('/connexion/retour/essai?code=x&state=y')).status).toBe(422)
    expect((await ici.get('/connexion/retour/essai')).status).toBe(422)
    expect((await ici.get('/connexion/retour/inconnu?state=x')).status).toBe(422)
    expect((await ici.get('/connexion/avec/inconnu')).status).toBe(404)
  })

  it('dit que le service ne répond pas, et laisse entrer autrement', async () => {
    const muet = new Navigateur(
      creerApplicationDeTest(base.db, {
        now,
        reglages: { OIDC_FOURNISSEURS: reglages().OIDC_FOURNISSEURS.replace(issuer, 'http://127.0.0.1:9') }
      })
    )
    const page = await muet.get('/connexion/avec/essai')
    expect(page.status).toBe(422)
    expect(await page.text()).toContain('Ce service ne répond pas')
  })

  it('ne prend que des services en https, sauf sur cette machine', () => {
    for (const faux of ['pas du json', '[{}]', reglages().OIDC_FOURNISSEURS.replace(issuer, 'http://ailleurs.exemple')])
      expect(() => creerApplicationDeTest(base.db, { reglages: { OIDC_FOURNISSEURS: faux } })).toThrow(
        /OIDC_FOURNISSEURS/
      )
  })
})
