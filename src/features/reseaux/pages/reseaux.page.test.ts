import { beforeAll, describe, expect, it } from 'vitest'
import { pngDeTest } from '../../../platform/fichiers/image.fixture.ts'
import type { Feature } from '../../../platform/http/feature.ts'
import { cookieAdministration, creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { comptes } from '../../comptes/feature.ts'
import { reseaux } from '../feature.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let cookie: string

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db)
  cookie = await cookieAdministration(base.db)
})

// No-break spaces are the sheet's business.
const net = (html: string) => html.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll('&quot;', '"')
const lire = async (chemin: string, init: RequestInit = { headers: { cookie } }) =>
  net(await (await site.get(chemin, init)).text())
const visiter = (chemin: string) => lire(chemin, {})
const poster = (chemin: string, champs: Record<string, string> | FormData) =>
  site.post(chemin, champs, { headers: { cookie } })
const ADMIN = '/administration/reseaux'

async function creer(adresse: string, nom = 'Le Fil du Vercors'): Promise<string> {
  const reponse = await poster(ADMIN, { nom, accroche: 'Des lieux en montagne', adresse })
  expect(reponse.status).toBe(303)
  return `${ADMIN}/${adresse}`
}
const TEXTES = {
  nom: 'Le Fil du Vercors',
  accroche: 'Des lieux en montagne',
  presentation: 'Un réseau.\n\nOn y vient :\n- apprendre\n- créer <b>',
  identite: 'Un fil rouge.',
  couleur: '#ffcc00',
  couleur_accent: '',
  fuseau: 'Europe/Paris'
}

describe('la liste des réseaux', () => {
  it('montre le national, puis les territoires, leur périmètre et leurs lieux', async () => {
    const page = await visiter('/reseaux')
    expect(page.indexOf('href="/reseaux/national"')).toBeLessThan(page.indexOf('href="/reseaux/sicoval"'))
    expect(page).toContain('Partout en France')
    expect(page).toMatch(/Communauté d’agglomération du Sicoval \(\d+ communes\)/)
    expect(page).toContain('aucun lieu')
  })
})

describe('la page d’un réseau', () => {
  it('a son nom, ses couleurs et ses initiales en tête, et cherche dans son périmètre', async () => {
    const page = await visiter('/reseaux/sicoval')
    expect(page).toContain('<b>Médiation numérique du Sicoval</b>')
    expect(page).toContain('aria-hidden="true">MS</span>')
    expect(page).toContain('<title>Accueil du réseau – Médiation numérique du Sicoval</title>')
    expect(page).toContain('href="/reseaux/sicoval/theme.css?v=1"')
    expect(page).toContain('<input type="hidden" name="epci" value="243100633"/>')
    expect(page).toContain('href="/lieux?epci=243100633"')
    expect(page).toMatch(/Les \d+ communes/)
    expect(page).toContain('Seules les structures signataires')
    expect(page).not.toMatch(/<style|style=|<script/)
  })

  it('garde cette allure à toute adresse sous la sienne, même introuvable ; ailleurs, celle du national', async () => {
    expect(await visiter('/reseaux/sicoval/rien/de/tel')).toContain('<b>Médiation numérique du Sicoval</b>')
    for (const chemin of ['/', '/reseaux', '/reseaux/national', '/reseaux/inconnu', '/lieux?epci=243100633'])
      expect(await visiter(chemin), chemin).toContain('<b>Réseau national de la médiation numérique</b>')
  })

  it('montre les parties que d’autres y ajoutent, dans leur ordre, et tait celles qui n’ont rien à dire', async () => {
    const autre: Feature = {
      nom: 'essai',
      blocsReseau: [
        { id: 'tard', titre: 'Plus tard', rang: 90, charger: async () => 'Voilà.', resumer: async () => 'une chose' },
        { id: 'tot', titre: 'Plus tôt', rang: 5, charger: async (_, { id }) => `Le réseau ${id}` },
        { id: 'rien', titre: 'Rien', rang: 1, charger: async () => undefined }
      ]
    }
    const ailleurs = creerApplicationDeTest(base.db, { features: [comptes, reseaux, autre] })
    const page = await (await ailleurs.get('/reseaux/sicoval')).text()
    expect(page.indexOf('Le réseau sicoval')).toBeLessThan(page.indexOf('Voilà.'))
    expect(page).toContain('<h2 id="titre-tard">Plus tard</h2>')
    expect(page).not.toContain('titre-rien')
    expect(await (await ailleurs.get('/reseaux')).text()).toContain('<span>une chose</span>')
  })

  it('n’existe pas tant que le réseau n’est pas ouvert, ni ses couleurs', async () => {
    await creer('ferme')
    for (const fin of ['', '/theme.css', '/logo/abc']) expect((await site.get(`/reseaux/ferme${fin}`)).status).toBe(404)
    expect(await visiter('/reseaux')).not.toContain('/reseaux/ferme')
  })

  it('donne ses couleurs dans une feuille que l’on garde, à une adresse qui change avec elles', async () => {
    const feuille = await site.get('/reseaux/sicoval/theme.css?v=1')
    expect(feuille.headers.get('content-type')).toContain('text/css')
    expect(feuille.headers.get('cache-control')).toContain('immutable')
    expect(await feuille.text()).toMatch(/^@media screen\{:root\{.*--brand:#4a2f7a/)
    expect((await site.get('/reseaux/sicoval/theme.css?v=9')).headers.get('cache-control')).toBe('no-cache')
  })
})

describe('l’administration des réseaux', () => {
  it('crée, complète, montre l’aperçu puis ouvre un troisième réseau', async () => {
    const admin = await creer('fil-du-vercors')
    expect(await lire(`${admin}?fait=cree`)).toContain('Le réseau est créé')
    expect((await poster(`${admin}/identite`, { ...TEXTES, version: '1' })).status).toBe(303)
    expect((await poster(`${admin}/territoires`, { territoire: 'Drôme' })).status).toBe(303)
    expect((await poster(`${admin}/territoires`, { territoire: 'Villard-de-Lans' })).status).toBe(303)

    const apercu = await lire(`${admin}/apercu`)
    expect(apercu).toContain('seuls les administrateurs voient cette page')
    expect(apercu).toContain(`href="${admin}/theme.css?v=2"`)
    expect(apercu).toContain('<li>créer &lt;b&gt;</li>')
    expect(await (await site.get(`${admin}/theme.css?v=2`, { headers: { cookie } })).text()).toContain('--brand:#')

    expect((await poster(`${admin}/ouverture`, { ouvrir: 'oui' })).status).toBe(303)
    const page = await visiter('/reseaux/fil-du-vercors')
    expect(page).toContain('<b>Le Fil du Vercors</b>')
    expect(page).toMatch(/Drôme et Villard-de-Lans \(\d+ communes\)/)
    expect(page).toContain('href="/lieux?departement=26"')
    expect(page).toContain('href="/lieux?commune=Villard-de-Lans+%28Is%C3%A8re%29"')
    expect(page).toContain('<option value="26">')
    expect(await visiter('/lieux?commune=26')).toContain('Drôme')
  })

  it('garde ce qui est écrit quand c’est refusé, et dit pourquoi champ par champ', async () => {
    const admin = await creer('refuse')
    const reponse = await poster(`${admin}/identite`, { ...TEXTES, version: '1', nom: '', couleur: 'jaune' })
    expect(reponse.status).toBe(422)
    const page = net(await reponse.text())
    expect(page).toContain('Donnez un nom au réseau.')
    expect(page).toContain('La couleur principale s’écrit avec # et six signes')
    expect(page).toContain('value="jaune"')
    expect(page).toContain('Un fil rouge.')
  })

  it('refuse une adresse prise en nommant qui l’a, et garde le nom écrit', async () => {
    const reponse = await poster(ADMIN, { nom: 'Un autre', accroche: 'Phrase', adresse: 'sicoval' })
    expect(reponse.status).toBe(422)
    const page = net(await reponse.text())
    expect(page).toContain('« sicoval » est déjà celle du réseau « Médiation numérique du Sicoval »')
    expect(page).toContain('value="Un autre"')
  })

  it('dit à la seconde personne que la première a enregistré, lui montre l’écart, et la laisse décider', async () => {
    const admin = await creer('a-deux')
    await poster(`${admin}/identite`, { ...TEXTES, version: '1', nom: 'Le nom de Claude' })
    const seconde = { ...TEXTES, version: '1', nom: 'Le nom de Dominique' }
    const refus = await poster(`${admin}/identite`, seconde)
    expect(refus.status).toBe(422)
    const page = net(await refus.text())
    expect(page).toContain('Une autre personne a modifié ce réseau')
    expect(page).toContain('Enregistré maintenant : « Le nom de Claude »')
    expect(page).toContain('value="Le nom de Dominique"')
    const [, version = ''] = /name="version" value="(\d+)"/.exec(page) ?? []
    expect((await poster(`${admin}/identite`, { ...seconde, version })).status).toBe(303)
    expect(await lire(admin)).toContain('Le nom de Dominique')
  })

  it('dit qu’une couleur ne se lit pas assez, laquelle la remplace, et garde celle que l’on voulait', async () => {
    const admin = await creer('jaune')
    await poster(`${admin}/identite`, { ...TEXTES, version: '1' })
    const page = await lire(admin)
    expect(page).toMatch(/#ffcc00 ne se lit pas assez sur fond clair. Les pages emploient #[0-9a-f]{6}, la plus proche/)
    expect(page).toContain('value="#ffcc00"')
  })

  it('demande lequel quand plusieurs territoires portent ce nom, sans rien ajouter avant', async () => {
    const admin = await creer('homonymes')
    const reponse = await poster(`${admin}/territoires`, { territoire: 'Saint-Denis' })
    expect(reponse.status).toBe(303)
    const adresse = reponse.headers.get('location') ?? ''
    expect(adresse).toBe(`${admin}?territoire=Saint-Denis#perimetre`)
    const page = await lire(adresse)
    expect(page).toContain('Lequel est « Saint-Denis » ?')
    expect(page).toContain('value="commune:93066"')
    expect(page).toContain('La Réunion')
    expect(page).toContain('Aucun territoire pour l’instant')
    expect((await poster(`${admin}/territoires`, { territoire: 'Saint-Denis', choix: 'commune:97411' })).status).toBe(
      303
    )
    expect(await lire(admin)).toContain('value="commune:97411"')
  })

  it('ouvre un code postal en ses communes', async () => {
    const admin = await creer('postal')
    const page = await lire(`${admin}?territoire=31670`)
    expect(page).toContain('value="commune:31254"')
    expect(page).not.toContain('value="code_postal')
  })

  it.each([
    ['Vilard-de-Lans', 'Nous ne connaissons pas « Vilard-de-Lans ». Cherchiez-vous « Villard-de-Lans » ?'],
    ['Atlantide-sur-Mer', 'Nous ne connaissons pas « Atlantide-sur-Mer ». Vérifiez le nom'],
    ['', 'Écrivez le nom d’une commune']
  ])('ne trouve pas « %s », le dit et le garde', async (territoire, attendu) => {
    const reponse = await poster(`${ADMIN}/sicoval/territoires`, { territoire })
    expect(reponse.status).toBe(422)
    const page = net(await reponse.text())
    expect(page).toContain(attendu)
    if (territoire) expect(page).toContain(`value="${territoire}"`)
  })

  it.each([
    ['Labège', '« Labège » est déjà dans le périmètre : « Communauté d’agglomération du Sicoval » le contient'],
    ['243100633', '« Communauté d’agglomération du Sicoval » est déjà dans le périmètre.']
  ])('n’ajoute pas « %s », que le périmètre contient déjà', async (territoire, attendu) => {
    const reponse = await poster(`${ADMIN}/sicoval/territoires`, { territoire })
    expect(reponse.status).toBe(422)
    expect(net(await reponse.text())).toContain(attendu)
  })

  it('prévient que deux réseaux se partagent un territoire', async () => {
    const admin = await creer('voisin')
    await poster(`${admin}/territoires`, { territoire: 'Labège' })
    const page = await lire(admin)
    expect(page).toContain('aussi celle de')
    expect(page).toContain(`href="${ADMIN}/sicoval"`)
  })

  it('n’ouvre pas un réseau incomplet, et dit tout ce qui manque', async () => {
    const admin = await creer('incomplet')
    const reponse = await poster(`${admin}/ouverture`, { ouvrir: 'oui' })
    expect(reponse.status).toBe(422)
    const page = net(await reponse.text())
    expect(page).toContain('écrivez la présentation du réseau')
    expect(page).toContain('ajoutez au moins un territoire')
  })

  it('ne prend que ce que la table connaît : un territoire inventé, un réseau absent', async () => {
    for (const choix of ['commune:99999', 'pays:1', 'epci:1;drop', 'region:'])
      expect((await poster(`${ADMIN}/sicoval/territoires`, { choix })).status, choix).toBe(422)
    for (const fin of ['', '/apercu', '/theme.css'])
      expect((await site.get(`${ADMIN}/absent${fin}`, { headers: { cookie } })).status).toBe(404)
    expect((await poster(`${ADMIN}/absent/identite`, { ...TEXTES, version: '1' })).status).toBe(404)
    expect((await poster(`${ADMIN}/absent/ouverture`, { ouvrir: 'oui' })).status).toBe(404)
    expect((await poster(`${ADMIN}/absent/territoires`, { territoire: 'Labège' })).status).toBe(404)
  })
})

describe('le logo', () => {
  const envoyer = (admin: string, octets: Buffer, nom = 'logo.png') => {
    const formulaire = new FormData()
    formulaire.set('logo', new File([new Uint8Array(octets)], nom))
    return poster(`${admin}/logo`, formulaire)
  }

  it('se sert à une adresse qui ne change jamais, sous son vrai genre, sans ce qu’il disait d’autre', async () => {
    const admin = await creer('avec-logo')
    expect((await envoyer(admin, pngDeTest({ autres: [['tEXt', 'Author\0Camille']] }), 'photo.html')).status).toBe(303)
    const [, src = ''] = /<img class="logo" src="([^"]+)"/.exec(await lire(admin)) ?? []
    expect(src).toMatch(/^\/reseaux\/avec-logo\/logo\/[0-9a-f]{64}$/)
    const image = await site.get(src)
    expect(image.headers.get('content-type')).toBe('image/png')
    expect(image.headers.get('cache-control')).toContain('immutable')
    expect(image.headers.get('x-content-type-options')).toBe('nosniff')
    expect(image.headers.get('content-security-policy')).toContain("default-src 'none'")
    const octets = Buffer.from(await image.arrayBuffer())
    expect(octets.equals(pngDeTest())).toBe(true)
    expect(await lire(`${admin}/apercu`)).toContain('class="mark mark--logo"')
    expect((await poster(`${admin}/logo/retirer`, {})).status).toBe(303)
    expect((await site.get(src)).status).toBe(404)
  })

  it.each([
    ['<svg onload="alert(1)"/>', 'logo.png', 'Un dessin SVG peut contenir des programmes'],
    ['GIF89a', 'logo.png', 'ni un PNG ni un JPEG'],
    ['', 'vide.png', 'Ce fichier est vide']
  ])('refuse %s', async (contenu, nom, attendu) => {
    const reponse = await envoyer(`${ADMIN}/sicoval`, Buffer.from(contenu), nom)
    expect(reponse.status).toBe(422)
    expect(net(await reponse.text())).toContain(attendu)
  })

  it('refuse une image trop lourde, ou l’absence d’image', async () => {
    const lourde = await envoyer(`${ADMIN}/sicoval`, Buffer.alloc(300_001, 1))
    expect(net(await lourde.text())).toContain('dépasse 300 ko')
    const rien = await poster(`${ADMIN}/sicoval/logo`, new FormData())
    expect([400, 422]).toContain(rien.status)
  })
})
