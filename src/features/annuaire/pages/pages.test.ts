import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { type Atelier, enCsv, enJson, ligne, lignes, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let atelier: Atelier

const SCRIPT = '<script>alert("x")</script>'

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db)
  atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db))
  await atelier.importer(
    SOURCES.csv,
    enCsv([
      ...lignes(1, 40),
      ligne('l41', { nom: SCRIPT, presentation_detail: SCRIPT, horaires: SCRIPT, site_web: 'javascript:alert(1)' }),
      ligne('l42', {
        telephone: '06 12 34 56 78',
        courriels: 'camille.durand@exemple.fr',
        presentation_detail: 'Au 0612345678.'
      }),
      ligne('l43', {
        telephone: '04 50 60 32 04S',
        commune: 'Mende',
        code_postal: '48000',
        latitude: '44.518',
        longitude: '3.50',
        services: 'Loisirs et créations numériques'
      })
    ])
  )
  await atelier.importer(
    SOURCES.json,
    enJson([ligne('l1', { telephone: '04 92 99 99 99', date_maj: '2026-05-20' }), ...lignes(2, 4)])
  )
})

const html = async (chemin: string) => {
  const reponse = await site.get(chemin)
  return {
    statut: reponse.status,
    texte: (await reponse.text()).replace(/[\u00a0\u202f]/g, ' '),
    location: reponse.headers.get('location'),
    entetes: reponse.headers
  }
}
async function adresseDe(cle: string): Promise<string> {
  const { rows } = await sql<{ adresse: string }>`
    select '/lieux/' || l.id || '-' || l.adresse_page as adresse from lieu l join enregistrement e on e.lieu_id = l.id
    where e.cle = ${cle}`.execute(base.db)
  return rows[0]?.adresse ?? ''
}

it('l’accueil dit ce que l’on peut chercher, combien de lieux, et de quelles sources', async () => {
  const { statut, texte } = await html('/')
  expect(statut).toBe(200)
  expect(texte).toMatch(/43(\s|&nbsp;|<[^>]+>)*lieux/)
  expect(texte).toContain('Essai CSV')
  expect(texte).toContain('Essai JSON')
  expect(texte).toContain('name="commune"')
})

describe('la liste', () => {
  it.each([
    ['', '43 lieux'],
    ['?q=mélèze', 'lieux pour « mélèze »'],
    ['?commune=mende', '1 lieu à Mende'],
    ['?commune=48000', '1 lieu au code postal 48000 (Mende'],
    ['?commune=lozère', '1 lieu dans le département Lozère (48)'],
    ['?departement=48', '1 lieu dans le département Lozère (48)'],
    ['?commune=Mende&rayon=20', '1 lieu à moins de 20 km de Mende'],
    ['?lat=44.518&lon=3.5&rayon=5', '1 lieu à moins de 5 km de vous'],
    ['?q=&commune=&rayon=20&ouvert=&tri=', '43 lieux'],
    ['?services=Loisirs%20et%20créations%20numériques', '1 lieu'],
    ['?source=essai-json', '4 lieux'],
    ['?q=introuvable', 'Aucun lieu pour « introuvable »'],
    ['?commune=Nulle-Part', 'Nous ne connaissons pas « Nulle-Part »'],
    ['?services=n-importe-quoi', '43 lieux'],
    ['?services=n-importe-quoi', '« n-importe-quoi » n’est pas une réponse connue'],
    ['?services=inconnu', 'Aides non précisées'],
    ['?frais_a_charge=Gratuit&frais_a_charge=inconnu', 'Retirer'],
    ['?rayon=-3', 'Distance : « -3 », nous attendons une distance en kilomètres'],
    ['?commune=Mende&rayon=banane', '1 lieu à Mende'],
    ['?lat=1e9&lon=0', 'nous attendons une latitude'],
    ['?ouvert=jamais', 'Ouvert quand : « jamais »'],
    ['?tri=hasard', 'Classement : « hasard »'],
    ['?page=99999', 'il n’y a que 3 pages : voici la dernière'],
    ['?page=-1', 'Page : « -1 », nous attendons un numéro de page'],
    ['?departement=99', 'Nous ne connaissons pas « 99 »'],
    ['?vue=filtres', 'Voir les 43 lieux'],
    ['?vue=n-importe-quoi', '43 lieux'],
    ['?curseur=abc', '43 lieux']
  ])('%s annonce « %s »', async (query, titre) => {
    const { statut, texte } = await html(`/lieux${query}`)
    expect(statut).toBe(200)
    expect(texte.replace(/<[^>]*>/g, '').replaceAll('&nbsp;', ' ')).toContain(titre)
  })

  it('mène de page en page à tous les lieux, une fois chacun', async () => {
    const vus: string[] = []
    let chemin: string | undefined = '/lieux'
    while (chemin) {
      const { texte }: { texte: string } = await html(chemin)
      vus.push(...[...texte.matchAll(/href="(\/lieux\/\d+-[^"]*)"/g)].map(([, href]) => href ?? ''))
      chemin = /href="(\/lieux\?page=\d+)" rel="next"/.exec(texte)?.[1]
    }
    expect(vus).toHaveLength(43)
    expect(new Set(vus).size).toBe(43)
  })

  it('compte ce que chaque filtre donnerait, et le donne', async () => {
    const { texte } = await html('/lieux?departement=05')
    const comptes = [
      ...texte.matchAll(/name="(services|frais_a_charge)" value="([^"]*)"[^>]*><span>[^<]*<span class="num">\((\d+)\)/g)
    ]
    expect(comptes.length).toBeGreaterThan(1)
    for (const [, nom = '', valeur = '', compte] of comptes) {
      const choisie = new URLSearchParams([
        ['departement', '05'],
        [nom, valeur.replaceAll('&#39;', "'").replaceAll('&amp;', '&')]
      ])
      const { texte: page } = await html(`/lieux?${choisie}`)
      expect(page, valeur).toMatch(new RegExp(`<h1>${compte} lieux? `))
    }
  })

  it('écrit dans le champ le territoire que l’adresse donne par son code, et le rend au formulaire', async () => {
    const { texte } = await html('/lieux?departement=48')
    expect(texte).toMatch(/name="commune" value="Lozère"/)
    expect(texte).not.toContain('<input type="hidden" name="departement"')
    expect((await html('/lieux?departement=53')).texte).toMatch(/name="commune" value="53"/)
  })

  it('oublie la position d’avant quand un lieu est tapé', async () => {
    const { texte } = await html('/lieux?lat=44.5&lon=3.5&commune=Gap')
    expect(texte).toMatch(/<h1>\d+ lieux à Gap<\/h1>/)
    expect(texte).not.toContain('name="lat"')
  })

  it('s’emporte tout entière, filtres compris, sans formule ni contact personnel', async () => {
    const { texte, entetes } = await html('/lieux.csv?departement=05')
    expect(entetes.get('content-disposition')).toContain('lieux.csv')
    const rangees = parse(texte, { columns: true, bom: true }) as Record<string, string>[]
    expect(rangees).toHaveLength(42)
    expect(texte).not.toMatch(/12\s?34\s?56\s?78|camille/)
    const carte = JSON.parse((await html('/lieux.geojson?commune=mende')).texte)
    expect(carte.features).toHaveLength(1)
    expect(JSON.parse((await html('/lieux.geojson?commune=Nulle-Part&source=essai-json')).texte).features).toHaveLength(
      4
    )
  })
})

describe('la fiche', () => {
  it('donne la source et la date de chaque champ, et ce que disent les autres', async () => {
    const { statut, texte } = await html(await adresseDe('l1'))
    expect(statut).toBe(200)
    const informations = texte.slice(texte.indexOf('id="informations"'))
    expect(informations).toContain('Essai CSV')
    expect(informations).toContain('Essai JSON')
    expect(informations).toMatch(/datetime="2026-05-20"|20 mai 2026/)
    expect(texte).toMatch(/04(\s|&nbsp;| )92/)
  })

  it('ne montre jamais un script pour ce qu’il est', async () => {
    for (const chemin of [
      await adresseDe('l41'),
      '/lieux?q=script',
      `/lieux?q=${encodeURIComponent(SCRIPT)}`,
      `/lieux?commune=${encodeURIComponent(SCRIPT)}`,
      `/lieux?departement=${encodeURIComponent('"><img src=x>')}`
    ]) {
      const { texte } = await html(chemin)
      // The data for search engines are no script, and nothing in them can end their element.
      const sansDonnees = texte.replace(/<script type="application\/ld\+json">[^<]*<\/script>/, '')
      expect(sansDonnees, chemin).not.toMatch(
        /<script(?![^>]*src=)|<img(?! src="\/lieux\/carte\.svg)|href="javascript/i
      )
    }
    // The import takes tags away; what is left, and what visitors type, is text.
    expect((await html(await adresseDe('l41'))).texte).toContain('alert(&quot;x&quot;)')
  })

  it('écrit ce que le visiteur a tapé, échappé', async () => {
    expect((await html(`/lieux?q=${encodeURIComponent(SCRIPT)}`)).texte).toContain('&lt;script&gt;alert(&quot;x&quot;)')
  })

  it('tait le portable et l’adresse nominative, et dit qu’elle les tait', async () => {
    const { texte } = await html(await adresseDe('l42'))
    expect(texte).not.toMatch(/12\s?34\s?56\s?78|camille\.durand/)
    expect(texte).toContain('portable est connu du réseau')
    expect(texte).toContain('adresse électronique personnelle est connue')
  })

  it('lit « 04 50 60 32 04S » comme le numéro qu’il est', async () => {
    expect((await html(await adresseDe('l43'))).texte).toContain('tel:+33450603204')
  })

  it('suit son numéro quand le nom change, sans que le navigateur le retienne pour toujours', async () => {
    const adresse = await adresseDe('l2')
    const [, numero] = /^\/lieux\/(\d+)-/.exec(adresse) ?? []
    for (const ancienne of [`/lieux/${numero}`, `/lieux/${numero}-un-ancien-nom`]) {
      const { statut, location, entetes } = await html(ancienne)
      expect([statut, location, entetes.get('cache-control')]).toEqual([301, adresse, 'no-cache'])
    }
  })

  it('répond 404 à ce qui n’est pas un lieu', async () => {
    for (const chemin of ['/lieux/0', '/lieux/999999', '/lieux/abc', '/lieux/1e3', '/lieux/-1'])
      expect((await html(chemin)).statut, chemin).toBe(404)
  })

  it('dit qu’un lieu a quitté une source, puis, quand aucune ne le cite plus, répond 410 et le montre encore', async () => {
    const partant = await adresseDe('l40')
    const cite = await adresseDe('l4')
    await atelier.importer(SOURCES.csv, enCsv(lignes(1, 39)), { dateeDu: '2026-06-04' })
    await atelier.importer(SOURCES.json, enJson(lignes(1, 3)), { dateeDu: '2026-06-05', confirmer: true })
    const encore = await html(cite)
    expect(encore.statut).toBe(200)
    expect(encore.texte).toContain('n’apparaît plus dans « Essai JSON » depuis le 5 juin 2026')
    const parti = await html(partant)
    expect(parti.statut).toBe(410)
    expect(parti.texte).toContain('n’apparaît plus dans « Essai CSV »')
    expect((await html('/lieux')).texte).not.toContain(partant)
  })
})

describe('les sources', () => {
  it('se lisent avec leur dernière livraison et leurs comptes', async () => {
    const { texte } = await html('/sources')
    expect(texte).toContain('Essai CSV')
    expect(texte).toContain('Producteur inventé')
    const une = await html('/sources/essai-csv')
    expect(une.statut).toBe(200)
    expect(une.texte).toContain('Licence Ouverte 2.0')
  })
  it.each(['/sources/inconnue', '/sources/%00', '/sources/ESSAI', `/sources/${'x'.repeat(5000)}`])(
    '%s n’existe pas',
    async (chemin) => {
      expect((await html(chemin)).statut).toBe(404)
    }
  )
})
