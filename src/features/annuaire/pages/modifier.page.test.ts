import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import sharp from 'sharp'
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { creerApplicationDeTest, HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { creerBaseDeTest } from '../../../platform/testing/base.ts'
import { cookieDe, donner } from '../../comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../../comptes/pages/compte.fixture.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { enCsv, lignes, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'
import { lienFicheAJour } from '../actions/lien-fiche.ts'
import { prendreEnMain } from '../actions/tenir-fiche.ts'
import { lireFiches, remettreAZero, verifierAnnuaire } from '../store/annuaire.fixture.ts'
import { findLieu } from '../store/lieu.store.ts'

let db: Db
let lieu: number
let autre: number
let cookie: string
let compteId: string
let comptes = 0

const site = (now = HEURE_DE_TEST) => creerApplicationDeTest(db, { now: () => now })
const adresse = (suite = '') => `/lieux/${lieu}/modifier${suite && `/${suite}`}`
const lire = async (chemin: string, qui = cookie) => {
  const reponse = await site().get(chemin, { headers: { cookie: qui } })
  return { reponse, html: (await reponse.text()).replaceAll('\u00a0', ' ') }
}
const envoyer = async (
  chemin: string,
  champs: Record<string, string> | [string, string][] | FormData,
  qui = cookie
) => {
  const corps = champs instanceof FormData ? champs : new URLSearchParams(champs)
  const reponse = await site().app.request(chemin, {
    method: 'POST',
    body: corps,
    headers: { origin: 'http://localhost', host: 'localhost', cookie: qui }
  })
  return { reponse, html: (await reponse.text()).replaceAll('\u00a0', ' ') }
}
const valeurDe = (html: string, nom: string) =>
  new RegExp(`name="${nom}"[^>]*value="([^"]*)"`).exec(html)?.[1] ??
  new RegExp(`value="([^"]*)"[^>]*name="${nom}"`).exec(html)?.[1] ??
  ''
const publiees = async () => (await findLieu(db, lieu))?.publiees

/** What a browser would send of a form, as it stands in the page. */
function formulaire(html: string): [string, string][] {
  const champs: [string, string][] = []
  const attribut = (balise: string, nom: string) => new RegExp(` ${nom}="([^"]*)"`).exec(balise)?.[1]
  const corps = html.slice(html.indexOf('novalidate'), html.lastIndexOf('</form>'))
  for (const [balise] of corps.matchAll(/<input[^>]*>/g)) {
    const [type, nom] = [attribut(balise, 'type'), attribut(balise, 'name')]
    if (!nom || ((type === 'checkbox' || type === 'radio') && !/ checked/.test(balise))) continue
    champs.push([nom, attribut(balise, 'value') ?? ''])
  }
  for (const [, nom = '', texte = ''] of corps.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>([^<]*)<\/textarea>/g))
    champs.push([nom, texte])
  return champs
}
const avec = (champs: [string, string][], autres: Record<string, string>): [string, string][] => [
  ...champs.filter(([nom]) => !(nom in autres)),
  ...Object.entries(autres)
]

beforeAll(async () => {
  db = (await creerBaseDeTest()).db
})
beforeEach(async () => {
  await remettreAZero(db)
  const geo = await obtenirGeographie(db)
  await ouvrirAtelier(db, geo).importer(SOURCES.csv, enCsv(lignes(1, 3)))
  const fiches = await lireFiches(db)
  lieu = fiches[0]?.id ?? 0
  autre = fiches[1]?.id ?? 0
  compteId = await creerCompte(db, { courriel: `r${++comptes}@exemple.fr`, pseudonyme: `Responsable ${comptes}` })
  await donner(db, compteId, { role: 'responsable', reseau: 'national', lieux: [lieu] })
  cookie = await cookieDe(db, compteId)
})

describe('modifier sa fiche', () => {
  it('mène qui ne tient pas le lieu à le demander, et ne lui ouvre rien d’autre', async () => {
    const inconnu = await cookieDe(
      db,
      await creerCompte(db, { courriel: `x${++comptes}@exemple.fr`, pseudonyme: `X ${comptes}` })
    )
    for (const qui of ['', inconnu]) {
      const { reponse } = await lire(adresse(), qui)
      expect(reponse.status).toBe(303)
      expect(reponse.headers.get('location')).toMatch(/\/revendiquer$/)
    }
    expect((await lire(adresse('contacts'), inconnu)).reponse.status).toBe(403)
    expect((await lire(adresse('contacts'), '')).reponse.status).toBe(401)
    expect((await lire(`/lieux/${autre}/modifier/contacts`)).reponse.status).toBe(403)
    expect((await envoyer(`/lieux/${autre}/modifier/a-jour`, {})).reponse.status).toBe(403)
    expect((await lire(adresse('nimporte'))).reponse.status).toBe(404)
  })

  it('montre l’aperçu puis publie, et garde ce qui est faux dans la page', async () => {
    const page = await lire(adresse('contacts'))
    expect(page.html).toContain('04 92 00 00 01')
    const champs = formulaire(page.html)
    const faux = await envoyer(
      adresse('contacts'),
      avec(champs, { telephone: 'demandez Rose', courriels: 'accueil@exemple.fr', geste: 'publier' })
    )
    expect(faux.reponse.status).toBe(422)
    expect(faux.html).toContain('Écrivez un seul numéro de téléphone')
    expect(faux.html).toContain('demandez Rose')
    expect(faux.html).toContain('accueil@exemple.fr')

    const bon = avec(champs, { telephone: '04 92 53 00 00', courriels: 'accueil@exemple.fr\r\nmairie@exemple.fr' })
    const apercu = await envoyer(adresse('contacts'), avec(bon, { geste: 'apercu' }))
    expect(apercu.html).toContain('rien n’est encore publié')
    expect(apercu.html).toContain('04 92 53 00 00')
    expect(await publiees()).toMatchObject({ telephone: '+33492000001' })
    const corriger = await envoyer(adresse('contacts'), avec(bon, { geste: 'corriger' }))
    expect(corriger.html).toContain('04 92 53 00 00')

    const publie = await envoyer(adresse('contacts'), avec(bon, { geste: 'publier' }))
    expect(publie.reponse.status).toBe(303)
    expect(await publiees()).toMatchObject({
      telephone: '+33492530000',
      courriels: ['accueil@exemple.fr', 'mairie@exemple.fr'],
      date_maj: '2026-06-09'
    })
    expect((await lire(publie.reponse.headers.get('location') ?? '')).html).toContain('C’est publié : Contacts')
    const { rows } = await sql`select genre from fiche_activite where lieu_id = ${lieu}`.execute(db)
    expect(rows).toEqual([{ genre: 'modification' }])
    await verifierAnnuaire(db)
  })

  it('rend chaque page telle qu’elle se publie sans rien changer', async () => {
    const avant = await publiees()
    for (const section of ['adresse', 'contacts', 'horaires', 'aides', 'acces', 'presentation']) {
      const { html, reponse } = await lire(adresse(section))
      expect(reponse.status).toBe(200)
      const champs = avec(formulaire(html), section === 'horaires' ? { facon: 'rien' } : {})
      const publie = await envoyer(adresse(section), [...champs, ['geste', 'publier']])
      expect([section, publie.reponse.status]).toEqual([section, 303])
    }
    const { date_maj: _, ...apres } = (await publiees()) ?? {}
    const { date_maj: __, ...dites } = avant ?? {}
    expect(apres).toEqual(dites)
  })

  it('comprend des horaires collés, dit ce qu’il ne comprend pas, et relit la semaine', async () => {
    const vue = valeurDe((await lire(adresse('horaires'))).html, 'vue')
    const rate = await envoyer(adresse('horaires'), {
      vue,
      facon: 'texte',
      texte: 'quand il fait beau',
      geste: 'publier'
    })
    expect(rate.reponse.status).toBe(422)
    expect(rate.html).toContain('quand il fait beau')
    expect(rate.html).toContain('lundi au vendredi 9h-12h')
    const lu = await envoyer(adresse('horaires'), {
      vue,
      facon: 'texte',
      texte: 'lundi au vendredi 9h-12h',
      geste: 'apercu'
    })
    expect(lu.html).toContain('9 h à 12 h')
    const publie = await envoyer(adresse('horaires'), {
      vue,
      facon: 'texte',
      texte: 'lundi au vendredi 9h-12h',
      geste: 'publier'
    })
    expect(publie.reponse.status).toBe(303)
    expect(await publiees()).toMatchObject({ horaires: 'Mo-Fr 09:00-12:00' })
    const page = await lire(adresse('horaires'))
    expect(valeurDe(page.html, 'matin-4')).toBe('9h-12h')
    const jour = await envoyer(
      adresse('horaires'),
      avec(formulaire(page.html), { 'apres-midi-0': '14h-17h', 'rdv-1': 'oui', geste: 'publier' })
    )
    expect(jour.reponse.status).toBe(303)
    expect(await publiees()).toMatchObject({
      horaires: 'Mo 09:00-12:00,14:00-17:00; Tu 09:00-12:00 "sur rendez-vous"; We-Fr 09:00-12:00'
    })
  })

  it('ne perd rien quand deux personnes écrivent la même partie', async () => {
    const [a, b] = [
      formulaire((await lire(adresse('presentation'))).html),
      formulaire((await lire(adresse('presentation'))).html)
    ]
    const un = await envoyer(
      adresse('presentation'),
      avec(a, { presentation_resume: 'Un lieu calme.', geste: 'publier' })
    )
    expect(un.reponse.status).toBe(303)
    const deux = await envoyer(
      adresse('presentation'),
      avec(b, { presentation_resume: 'Un lieu vivant.', geste: 'publier' })
    )
    expect(deux.reponse.status).toBe(409)
    expect(deux.html).toContain('Quelqu’un d’autre a changé cette partie')
    expect(deux.html).toContain('Un lieu calme.')
    expect(deux.html).toContain('Un lieu vivant.')
    expect(await publiees()).toMatchObject({ presentation_resume: 'Un lieu calme.' })
    const trois = await envoyer(adresse('presentation'), [...formulaire(deux.html), ['geste', 'publier']])
    expect(trois.reponse.status).toBe(303)
    expect(await publiees()).toMatchObject({ presentation_resume: 'Un lieu vivant.' })
  })

  it('refuse en français ce qui est forgé, trop long ou impossible, et n’écrit rien', async () => {
    const avant = await publiees()
    const essais: readonly [string, Record<string, string>, number][] = [
      ['aides', { services: 'Service inventé', geste: 'publier' }, 422],
      ['presentation', { presentation_detail: 'é'.repeat(2_001), geste: 'publier' }, 422],
      ['adresse', { nom: '', geste: 'publier' }, 422],
      ['adresse', { commune: 'Nulle-Part', geste: 'publier' }, 422],
      ['adresse', { latitude: '48.85', longitude: '2.35', geste: 'publier' }, 422],
      ['adresse', { pivot: '12345678901234', geste: 'publier' }, 422],
      ['contacts', { site_web: 'javascript:alert(1)', geste: 'publier' }, 422],
      ['horaires', { facon: 'autre', geste: 'publier' }, 422],
      ['presentation', { vue: 'forgee', presentation_resume: 'Non.', geste: 'publier' }, 409]
    ]
    for (const [section, champs, statut] of essais) {
      const page = await lire(adresse(section))
      const { reponse, html } = await envoyer(adresse(section), avec(formulaire(page.html), champs))
      expect([section, champs, reponse.status]).toEqual([section, champs, statut])
      expect(html).toContain('<html lang="fr">')
    }
    expect((await envoyer(adresse('proposition'), { reponse: 'peut-être' })).reponse.status).toBe(400)
    expect(await publiees()).toEqual(avant)
    const { rows } = await sql`select from source where id = 'responsables'`.execute(db)
    expect(rows).toEqual([])
  })

  it('place une nouvelle adresse sur la carte, et garde le point que l’on a écrit soi-même', async () => {
    const point = { type: 'Point', coordinates: [6.0801, 44.5601] }
    const properties = { label: '3 rue Neuve 05000 Gap', score: 0.9, type: 'housenumber', citycode: '05061' }
    const ban = createServer((_, reponse) => {
      reponse.setHeader('content-type', 'application/json')
      reponse.end(
        JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', geometry: point, properties }] })
      )
    })
    await new Promise<void>((pret) => ban.listen(0, '127.0.0.1', pret))
    onTestFinished(() => void ban.close())
    const { port } = ban.address() as AddressInfo
    const ici = creerApplicationDeTest(db, { reglages: { GEOCODEUR_URL: `http://127.0.0.1:${port}` } })
    const publier = async (autres: Record<string, string>) => {
      const champs = avec(formulaire((await lire(adresse('adresse'))).html), { ...autres, geste: 'publier' })
      return ici.post(adresse('adresse'), Object.fromEntries(champs), { headers: { cookie } })
    }
    expect((await publier({ adresse: '3 rue Neuve' })).status).toBe(303)
    expect(await publiees()).toMatchObject({ adresse: '3 rue Neuve', latitude: 44.5601, longitude: 6.0801 })
    expect((await publier({ latitude: '44.55', longitude: '6.07' })).status).toBe(303)
    expect(await publiees()).toMatchObject({ latitude: 44.55, longitude: 6.07 })
    // Nothing of the address changes: the point that was typed stays.
    expect((await publier({ complement_adresse: 'bâtiment B' })).status).toBe(303)
    expect(await publiees()).toMatchObject({ complement_adresse: 'bâtiment B', latitude: 44.55 })
  })

  it('ne laisse plus écrire qui a perdu le rôle entre deux pages', async () => {
    const champs = formulaire((await lire(adresse('presentation'))).html)
    await sql`delete from attribution where compte_id = ${compteId}`.execute(db)
    const { reponse } = await envoyer(
      adresse('presentation'),
      avec(champs, { presentation_resume: 'Non.', geste: 'publier' })
    )
    expect(reponse.status).toBe(403)
    expect(await publiees()).not.toHaveProperty('presentation_resume')
  })
})

describe('ce que disent les annuaires', () => {
  it('se propose sans s’imposer ; une valeur refusée ne revient que si la source en change', async () => {
    const geo = await obtenirGeographie(db)
    const atelier = ouvrirAtelier(db, geo)
    const livrer = (telephone: string) =>
      atelier.importer(SOURCES.csv, enCsv(lignes(1, 3).map((l) => (l.id === 'l1' ? { ...l, telephone } : l))))
    const page = await lire(adresse('contacts'))
    await envoyer(adresse('contacts'), avec(formulaire(page.html), { telephone: '04 92 53 00 00', geste: 'publier' }))
    // What they replaced is not proposed to them.
    expect((await lire(adresse())).html).not.toContain('Des annuaires disent autre chose')

    await livrer('04 92 11 11 11')
    const propose = await lire(adresse())
    expect(propose.html).toContain('04 92 11 11 11')
    expect(await publiees()).toMatchObject({ telephone: '+33492530000' })
    const reponse = (html: string, choix: string) => ({
      champ: valeurDe(html, 'champ'),
      empreinte: valeurDe(html, 'empreinte'),
      reponse: choix
    })
    expect(
      (await envoyer(adresse('proposition'), reponse(propose.html, 'garder'))).reponse.headers.get('location')
    ).toContain('gardee')
    await livrer('04 92 11 11 11')
    expect((await lire(adresse())).html).not.toContain('Des annuaires disent autre chose')

    await livrer('04 92 22 22 22')
    const nouvelle = await lire(adresse())
    expect(
      (await envoyer(adresse('proposition'), reponse(propose.html, 'prendre'))).reponse.headers.get('location')
    ).toContain('changee')
    await envoyer(adresse('proposition'), reponse(nouvelle.html, 'prendre'))
    expect(await publiees()).toMatchObject({ telephone: '+33492222222' })
  })
})

describe('le lien du rappel', () => {
  const lien = (now = HEURE_DE_TEST) => transaction(db, (trx) => lienFicheAJour(trx, lieu, now))
  const jetonDe = (chemin: string) => new URL(chemin, 'http://localhost').searchParams.get('jeton') ?? ''
  const tenir = async () =>
    transaction(db, async (trx) =>
      prendreEnMain(trx, await obtenirGeographie(db), lieu, {
        acteur: { nom: 'compte:7', attributions: [] },
        now: new Date('2026-01-10T09:00:00Z'),
        reseau: 'Réseau',
        site: ''
      })
    )

  it('confirme la fiche en un geste, sans compte, une seule fois ; l’ouvrir ne change rien', async () => {
    ;(await tenir())()
    const chemin = await lien()
    const { rows } = await sql<{ empreinte: string }>`select empreinte from fiche_lien`.execute(db)
    expect(rows[0]?.empreinte).not.toBe(jetonDe(chemin))
    for (let fois = 0; fois < 2; fois++) {
      const { html, reponse } = await lire(chemin, '')
      expect(reponse.headers.get('cache-control')).toBe('no-store')
      expect(html).toContain('Ma fiche est à jour')
    }
    expect((await publiees())?.date_maj).not.toBe('2026-06-09')
    const fins = await Promise.all([1, 2, 3].map(() => envoyer('/fiche-a-jour', { jeton: jetonDe(chemin) }, '')))
    expect(fins.map(({ reponse }) => reponse.status)).toEqual([200, 200, 200])
    expect(fins.filter(({ html }) => html.includes('Merci, c’est noté'))).toHaveLength(1)
    expect(fins.filter(({ html }) => html.includes('C’est déjà noté, merci'))).toHaveLength(2)
    expect(await publiees()).toMatchObject({ date_maj: '2026-06-09' })
    const { rows: activite } = await sql`select genre from fiche_activite where lieu_id = ${lieu}`.execute(db)
    expect(activite).toEqual([{ genre: 'confirmation' }])
    expect((await lire(chemin, '')).html).toContain('C’est déjà noté')
  })

  it('ne sert plus à qui vient de quitter le lieu', async () => {
    await donner(db, compteId, { role: 'responsable', reseau: 'national', lieux: [autre] })
    const chemin = await transaction(db, (trx) => lienFicheAJour(trx, autre, HEURE_DE_TEST))
    expect((await lire(chemin, '')).html).toContain('Ma fiche est à jour')
    expect((await envoyer(`/lieux/${autre}/equipe/depart`, {})).reponse.status).toBe(303)
    const apres = await envoyer('/fiche-a-jour', { jeton: jetonDe(chemin) }, '')
    expect(apres.html).toContain('Ce lien est trop ancien')
    expect((await sql`select from fiche_activite where lieu_id = ${autre}`.execute(db)).rows).toEqual([])
  })

  it('dit gentiment qu’il est trop ancien, ou coupé', async () => {
    const vieux = await lien(new Date('2026-04-01T08:00:00Z'))
    expect((await lire(vieux, '')).html).toContain('Ce lien est trop ancien')
    expect((await envoyer('/fiche-a-jour', { jeton: jetonDe(vieux) }, '')).html).toContain('Ce lien est trop ancien')
    expect((await lire('/fiche-a-jour?jeton=abc', '')).reponse.status).toBe(404)
    expect((await envoyer('/fiche-a-jour', { jeton: 'x'.repeat(5_000) }, '')).reponse.status).toBe(404)
    expect((await sql`select from fiche_activite`.execute(db)).rows).toEqual([])
  })
})

describe('les photos', () => {
  const image = (largeur: number, hauteur: number) =>
    sharp({ create: { width: largeur, height: hauteur, channels: 3, background: '#357' } })
  const ajouter = (octets: Uint8Array | undefined, alternative: string, nom = 'facade.jpg', qui = cookie) => {
    const champs = new FormData()
    champs.set('alternative', alternative)
    if (octets) champs.set('photo', new File([new Uint8Array(octets)], nom, { type: 'image/jpeg' }))
    return envoyer(adresse('photos'), champs, qui)
  }
  const photosDe = async () =>
    [
      ...(await (await site().get(`/lieux/${lieu}-${(await findLieu(db, lieu))?.adresse_page}`)).text()).matchAll(
        /<img src="([^"]*photos\/\d+\/petite)" alt="([^"]*)" width="(\d+)" height="(\d+)"/g
      )
    ].map(([, src, alt, largeur, hauteur]) => ({ src, alt, taille: [Number(largeur), Number(hauteur)] }))

  it('se montrent sur la fiche, droites, réduites et sans rien d’autre que l’image', async () => {
    const tournee = await image(3_000, 2_000)
      .withExif({ IFD0: { Copyright: 'Rose Dupont' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    expect((await ajouter(tournee, 'Façade en brique')).reponse.status).toBe(303)
    const [photo] = await photosDe()
    expect(photo).toMatchObject({ alt: 'Façade en brique', taille: [320, 480] })
    const servie = await site().get((photo?.src ?? '').replace('/petite', ''))
    expect(servie.headers.get('content-type')).toBe('image/jpeg')
    expect(servie.headers.get('cache-control')).toContain('immutable')
    const octets = Buffer.from(await servie.arrayBuffer())
    expect(octets.includes('Rose Dupont')).toBe(false)
    expect(await sharp(octets).metadata()).toMatchObject({ width: 1_067, height: 1_600, format: 'jpeg' })
    expect((await site().get((photo?.src ?? '').replace(`/lieux/${lieu}`, `/lieux/${autre}`))).status).toBe(404)
    // What was pasted after the picture is gone.
    const double = Buffer.concat([await image(40, 30).jpeg().toBuffer(), Buffer.from('<script>alert(1)</script>')])
    expect((await ajouter(double, 'Salle')).reponse.status).toBe(303)
    const polyglotte = await site().get((await photosDe())[1]?.src ?? '')
    expect(polyglotte.headers.get('x-content-type-options')).toBe('nosniff')
    expect(Buffer.from(await polyglotte.arrayBuffer()).includes('<script>')).toBe(false)
    // Withdrawn, the fiche shows nothing more, but to who holds it.
    await sql`update lieu set retire_le = ${HEURE_DE_TEST} where id = ${lieu}`.execute(db)
    expect((await site().get(photo?.src ?? '')).status).toBe(404)
    expect((await site().get(photo?.src ?? '', { headers: { cookie } })).status).toBe(200)
  })

  it('se rangent, se décrivent, se retirent ; la septième attend', async () => {
    const octets = await image(40, 30).png().toBuffer()
    for (let n = 1; n <= 6; n++) expect((await ajouter(octets, `Photo numéro ${n}`)).reponse.status).toBe(303)
    expect((await ajouter(octets, 'De trop')).html).toContain('Ce lieu a déjà 6 photos')
    const { html } = await lire(adresse('photos'))
    const ids = [...html.matchAll(/modifier\/photos\/(\d+)"/g)].map(([, id]) => id ?? '')
    expect(ids).toHaveLength(6)
    await envoyer(adresse(`photos/${ids[1]}`), { geste: 'monter' })
    await envoyer(adresse(`photos/${ids[2]}`), { geste: 'decrire', alternative: 'La salle' })
    await envoyer(adresse(`photos/${ids[0]}`), { geste: 'retirer' })
    expect((await photosDe()).map(({ alt }) => alt)).toEqual([
      'Photo numéro 2',
      'La salle',
      'Photo numéro 4',
      'Photo numéro 5',
      'Photo numéro 6'
    ])
    expect((await envoyer(adresse(`photos/${ids[3]}`), { geste: 'decrire', alternative: ' ' })).reponse.status).toBe(
      422
    )
    expect((await envoyer(adresse(`photos/${ids[0]}`), { geste: 'retirer' })).reponse.status).toBe(404)
    expect((await envoyer(adresse(`photos/${ids[3]}`), { geste: 'voler' })).reponse.status).toBe(400)
    expect((await sql`select from fichier where nom ~ '^(photo|vignette)'`.execute(db)).rows).toHaveLength(10)
  })

  it('refuse ce qui n’est pas une photo, quel que soit son nom, et ne garde rien', async () => {
    const bon = await image(40, 30).jpeg().toBuffer()
    // A picture whose header says thirty thousand pixels on a side, for a few bytes of data.
    const bombe = Buffer.from(await image(16, 16).png().toBuffer())
    bombe.writeUInt32BE(30_000, 16)
    bombe.writeUInt32BE(30_000, 20)
    const essais: readonly [Uint8Array | undefined, string, string][] = [
      [undefined, 'Façade', 'Choisissez une photo'],
      [bon, '  ', 'Écrivez ce que montre la photo'],
      [bon, 'a'.repeat(301), 'Écrivez un texte plus court'],
      [Buffer.from('MZ\u0090\u0000 programme'), 'Façade', 'n’est pas une photo'],
      [Buffer.from('GIF89a\u0001\u0000\u0001\u0000'), 'Façade', 'n’est pas une photo'],
      [
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>'),
        'Façade',
        'n’est pas une photo'
      ],
      [bombe, 'Façade', 'trop de points'],
      [bon.subarray(0, 200), 'Façade', 'ne se laisse pas lire']
    ]
    for (const [octets, alternative, message] of essais) {
      const { reponse, html } = await ajouter(octets, alternative)
      expect([message, reponse.status]).toEqual([message, 422])
      expect(html).toContain(message)
    }
    await sql`delete from attribution where compte_id = ${compteId}`.execute(db)
    expect((await ajouter(bon, 'Façade')).reponse.status).toBe(403)
    expect((await sql`select from fichier where nom ~ '^(photo|vignette)'`.execute(db)).rows).toEqual([])
    expect((await sql`select from fiche_photo`.execute(db)).rows).toEqual([])
  })
})
