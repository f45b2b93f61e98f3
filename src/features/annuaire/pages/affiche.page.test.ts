import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadStatiques } from '../../../platform/http/statiques.ts'
import { creerApplicationDeTest, ecouter } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { ordinateur, ouvrirNavigateur, telephone, verifierAccessibilite } from '../../../platform/testing/navigateur.ts'
import { RACINE } from '../../../racine.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { enCsv, ligne, lignes, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'

let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
let adresse: string
let navigateur: Browser

const LONGUE = 'Un accueil sur rendez-vous pour toutes les démarches, '

beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db, {
    reglages: { URL_PUBLIQUE: 'https://maillage.exemple' },
    statiques: loadStatiques(join(RACINE, 'dist', 'client'))
  })
  const atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db))
  await atelier.importer(
    SOURCES.csv,
    enCsv([
      ...lignes(1, 61, { frais_a_charge: 'Gratuit', horaires: 'Tu-Fr 09:00-12:30,14:00-18:00; Sa 09:00-12:00' }),
      ligne('l71', {
        nom: 'Médiathèque de Mende',
        adresse: '3 rue des Écoles',
        commune: 'Mende',
        code_postal: '48000',
        latitude: '44.518',
        longitude: '3.50',
        horaires: 'Mo 14:00-18:00',
        telephone: '04 66 00 00 01',
        frais_a_charge: 'Gratuit'
      }),
      ligne('l72', {
        nom: 'Centre social de Mende',
        commune: 'Mende',
        code_postal: '48000',
        latitude: '44.52',
        longitude: '3.51',
        telephone: '06 12 34 56 78',
        complement_adresse: LONGUE.repeat(12)
      })
    ])
  )
  adresse = await ecouter(site.app)
  navigateur = await ouvrirNavigateur()
})

const html = async (chemin: string) => (await (await site.get(chemin)).text()).replace(/[\u00a0\u202f]/g, ' ')

describe('l’affiche d’une recherche', () => {
  it('dit de chaque lieu où, quand, comment joindre, pour quoi et à quel prix, avec son code', async () => {
    const texte = await html('/lieux/affiche?commune=Mende')
    expect(texte).toContain('Se faire aider avec le numérique')
    expect(texte).toContain('2 lieux à Mende')
    const mediatheque = texte.slice(texte.indexOf('<h3>Médiathèque de Mende'), texte.indexOf('Code de la fiche'))
    expect(mediatheque).toContain('3 rue des Écoles')
    expect(mediatheque).toContain('04 66 00 00 01')
    expect(mediatheque).toContain('Le lundi de 14 h à 18 h.')
    expect(mediatheque).toContain('Aide : démarches en ligne. Gratuit.')
    expect(texte).toContain('aria-label="Code de la fiche : Médiathèque de Mende"')
    expect(texte).toContain('Horaires non connus : appelez avant de venir.')
    expect(texte).not.toMatch(/6\s?12\s?34\s?56\s?78/)
  })

  it('porte au pied le jour, les sources et l’adresse du site, et reste hors des moteurs', async () => {
    const texte = await html('/lieux/affiche?commune=Mende')
    expect(texte).toMatch(/Imprimé le <time datetime="2026-06-09">/)
    expect(texte).toContain('Sources : Essai CSV.')
    expect(texte).toContain('maillage.exemple')
    expect(texte).toContain('<meta name="robots" content="noindex"/>')
  })

  it('range les lieux par commune, la plus proche d’abord quand la recherche part d’un endroit', async () => {
    const communes = (texte: string) =>
      [...texte.matchAll(/affiche__commune"><h2>([^<]+)/g)].map(([, commune]) => commune)
    expect(communes(await html('/lieux/affiche?frais_a_charge=Gratuit&tri=fraicheur'))).toEqual(['Gap', 'Mende'])
    expect(communes(await html('/lieux/affiche?lat=44.52&lon=3.5&tri=distance'))).toEqual(['Mende', 'Gap'])
  })

  it('tient soixante lieux, légère, et mène à la suivante', async () => {
    const texte = await html('/lieux/affiche?departement=05')
    expect(texte.match(/affiche__lieu/g)).toHaveLength(60)
    expect(texte).toContain('61 lieux dans le département Hautes-Alpes (05), 60 affichés ici (1 sur 2)')
    expect(texte).toContain('href="/lieux/affiche?departement=05&amp;page=2"')
    expect((await html('/lieux/affiche?departement=05&page=2')).match(/affiche__lieu/g)).toHaveLength(1)
    expect(gzipSync(texte).length).toBeLessThan(40_000)
  })

  it('se passe de ce qui ne convient pas, comme la page', async () => {
    expect(await html('/lieux/affiche?services=jardinage&page=abc&lat=999')).toContain('63 lieux')
    expect(await html('/lieux/affiche?q=introuvable')).toContain('Aucun lieu ne répond')
  })
})

describe('sur le papier', () => {
  it('est en A4, en grands caractères, sans barre d’écran, et ne coupe aucun lieu', async () => {
    const page = await (await ordinateur(navigateur)).newPage()
    await page.goto(`${adresse}/lieux/affiche`)
    await page.emulateMedia({ media: 'print' })
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    const formats = [...pdf.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)]
    for (const [, largeur, hauteur] of formats) {
      expect(Number(largeur)).toBeCloseTo(595, -1)
      expect(Number(hauteur)).toBeCloseTo(842, -1)
    }
    expect(formats.length).toBeGreaterThan(5)
    expect(formats.length).toBeLessThan(20)

    // As wide as what the page leaves between its margins, at 96 points an inch.
    await page.setViewportSize({ width: 688, height: 1_040 })
    const mesures = await page.evaluate(() => ({
      barre: [...document.querySelectorAll('.affiche .no-print')].map((e) => getComputedStyle(e).display),
      lieux: [...document.querySelectorAll('.affiche__lieu')].map((e) => ({
        coupe: getComputedStyle(e).breakInside,
        hauteur: e.getBoundingClientRect().height,
        plusPetit: Math.min(
          ...[...e.querySelectorAll('h3, p')].map((t) => Number.parseFloat(getComputedStyle(t).fontSize))
        ),
        code: e.querySelector('svg')?.getBoundingClientRect().width ?? 0
      }))
    }))
    expect(mesures.barre).toEqual(['none'])
    expect(mesures.lieux).toHaveLength(60)
    for (const { coupe, hauteur, plusPetit, code } of mesures.lieux) {
      expect(coupe).toBe('avoid')
      // Higher than a sheet, it would be cut whatever the rule.
      expect(hauteur).toBeLessThan(1_000)
      expect(plusPetit).toBeGreaterThanOrEqual((14 * 96) / 72 - 0.1)
      expect(code).toBeGreaterThan(100)
    }
    await page.context().close()
  })

  it.each(['/lieux/affiche?commune=Mende', '/lieux/affiche?departement=05', '/lieux/affiche?q=introuvable'])(
    '%s se lit aussi à l’écran, sur téléphone et sur ordinateur',
    async (chemin) => {
      for (const contexte of [await telephone(navigateur), await ordinateur(navigateur)]) {
        const page = await contexte.newPage()
        await page.goto(`${adresse}${chemin}`)
        await verifierAccessibilite(page)
        await contexte.close()
      }
    }
  )

  it('son code se lit : chaque point noir est à sa place', async () => {
    const page = await (await ordinateur(navigateur)).newPage()
    await page.goto(`${adresse}/lieux/affiche?commune=Mende`)
    const modules = await page.evaluate(async () => {
      const svg = document.querySelector('.affiche__lieu svg') as SVGSVGElement
      const cote = svg.viewBox.baseVal.width
      const copie = svg.cloneNode(true) as SVGSVGElement
      copie.setAttribute('width', String(cote * 4))
      copie.setAttribute('height', String(cote * 4))
      copie.setAttribute('color', '#000')
      const image = new Image()
      image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copie))}`
      await image.decode()
      const toile = document.createElement('canvas')
      toile.width = toile.height = cote * 4
      const dessin = toile.getContext('2d') as CanvasRenderingContext2D
      dessin.fillStyle = '#fff'
      dessin.fillRect(0, 0, cote * 4, cote * 4)
      dessin.drawImage(image, 0, 0)
      const lignes: string[] = []
      for (let y = 2; y < cote - 2; y++) {
        let ligne = ''
        for (let x = 2; x < cote - 2; x++)
          ligne += (dessin.getImageData(x * 4 + 2, y * 4 + 2, 1, 1).data[0] ?? 0) < 128 ? 1 : 0
        lignes.push(ligne)
      }
      return lignes.join('')
    })
    const { create } = await import('qrcode')
    const id = /\/lieux\/(\d+)-mediatheque/.exec(await html('/lieux?commune=Mende'))?.[1]
    const { data } = create(`https://maillage.exemple/lieux/${id}`, { errorCorrectionLevel: 'M' }).modules
    expect(modules).toBe([...data].map((noir) => (noir ? 1 : 0)).join(''))
    await page.context().close()
  })
})
