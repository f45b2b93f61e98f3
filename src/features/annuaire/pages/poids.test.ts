import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadStatiques } from '../../../platform/http/statiques.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { creerBaseDeTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { enCsv, ligne, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'
import { PUBLICS_SPECIFIQUEMENT_ADRESSES, SERVICES, TYPOLOGIES } from '../domain/schema.ts'

let site: ReturnType<typeof creerApplicationDeTest>

const KO = 1000

/** Lieux that say a lot, each its own way: pages of real directories are no lighter. */
const bavards = Array.from({ length: 60 }, (_, i) => {
  const prendre = (valeurs: readonly string[], combien: number) =>
    valeurs.filter((_, rang) => (rang * 7 + i * 5) % valeurs.length < combien).join('|')
  return ligne(`l${i + 1}`, {
    nom: `Espace numérique de proximité et d’accompagnement n° ${i + 1} ${'ABCDEFGHIJ'[i % 10]}`,
    services: prendre(SERVICES, 5),
    typologie: prendre(Object.keys(TYPOLOGIES), 3),
    publics_specifiquement_adresses: prendre(PUBLICS_SPECIFIQUEMENT_ADRESSES, 3),
    frais_a_charge: ['Gratuit', 'Gratuit sous condition', 'Payant'][i % 3] ?? '',
    prise_en_charge_specifique: ['Surdité', 'Handicaps moteurs', 'Illettrisme', ''][i % 4] ?? '',
    modalites_acces: ['Se présenter', 'Téléphoner', 'Se présenter|Téléphoner|Contacter par mail'][i % 3] ?? '',
    modalites_accompagnement: ['En autonomie', 'Accompagnement individuel', 'Dans un atelier collectif'][i % 3] ?? '',
    dispositif_programmes_nationaux: ['France Services', 'Conseillers numériques', 'Aidants Connect'][i % 3] ?? '',
    itinerance: ['Fixe', 'Itinérant'][i % 2] ?? '',
    horaires: `Mo-Fr 0${8 + (i % 2)}:${i % 6}0-12:00,14:00-1${7 + (i % 3)}:00; Sa 09:00-1${i % 3}:00`,
    presentation_resume: `Un accueil n° ${i * 37} pour vos démarches, vos impôts et ${i} ateliers par saison, près de la place.`,
    date_maj: `20${20 + (i % 7)}-0${1 + (i % 9)}-1${i % 9}`
  })
})

beforeAll(async () => {
  const base = await creerBaseDeTest()
  await ouvrirAtelier(base.db, await obtenirGeographie(base.db)).importer(SOURCES.csv, enCsv(bavards))
  // Weighed as built: the styles and scripts that visitors receive.
  site = creerApplicationDeTest(base.db, { statiques: loadStatiques(join(RACINE, 'dist', 'client')) })
})

/** Compressed bytes of a page and of what it asks for at once: styles, scripts, pictures. Fonts are counted apart. */
async function peser(chemin: string) {
  const page = await (await site.get(chemin)).text()
  const adresses = [
    ...page.matchAll(/<link rel="stylesheet" href="([^"]+)"/g),
    ...page.matchAll(/<script type="module" src="([^"]+)"/g),
    ...page.matchAll(/<img src="(\/[^"]+)"/g)
  ].map(([, adresse = '']) => adresse.replaceAll('&amp;', '&'))
  const poids: Record<string, number> = { page: gzipSync(page).length }
  for (const adresse of new Set(adresses)) {
    const reponse = await site.get(adresse)
    expect(reponse.status, adresse).toBe(200)
    poids[adresse.replace(/\?.*/, '')] = gzipSync(Buffer.from(await reponse.arrayBuffer())).length
  }
  const images = Object.keys(poids).filter((nom) => nom.endsWith('.svg'))
  const tout = Object.values(poids).reduce((a, b) => a + b, 0)
  return { poids, tout, sansImages: images.reduce((reste, nom) => reste - (poids[nom] ?? 0), tout), page }
}

describe('une page de recherche est légère', () => {
  it.each([
    '/lieux',
    '/lieux?q=impots&commune=Gap&rayon=20',
    '/lieux?commune=Gap&frais_a_charge=Gratuit&services=Aide+aux+d%C3%A9marches+administratives&ouvert=mardi-10:00',
    '/lieux?commune=Gap&vue=filtres',
    '/'
  ])('%s', async (chemin) => {
    const { poids, sansImages, page } = await peser(chemin)
    expect(poids.page, 'le HTML').toBeLessThan(20 * KO)
    expect(sansImages, `le HTML, la feuille et les scripts : ${JSON.stringify(poids)}`).toBeLessThan(40 * KO)
    // The map’s picture is lazy, and small screens do not show it.
    expect(page).not.toMatch(/<img(?![^>]*loading="lazy")/)
  })

  it('même avec la carte que l’on déplace', async () => {
    const { poids, tout } = await peser('/lieux?q=impots&commune=Gap&rayon=20&vue=carte')
    expect(tout, JSON.stringify(poids)).toBeLessThan(120 * KO)
  })

  it('sa feuille tient en moins de 15 ko, ses îlots en moins de 3 ko chacun', async () => {
    const { poids } = await peser('/lieux?commune=Gap')
    for (const [nom, octets] of Object.entries(poids)) {
      if (nom.endsWith('.css')) expect(octets, nom).toBeLessThan(15 * KO)
      if (nom.endsWith('.js')) expect(octets, nom).toBeLessThan(3 * KO)
    }
    expect(Object.keys(poids).filter((nom) => nom.endsWith('.js'))).toHaveLength(2)
  })

  it('ne demande rien à un autre site', async () => {
    const { page } = await peser('/lieux?commune=Gap')
    expect(page).not.toMatch(/(?:src|srcset)="(?:https?:)?\/\/|<link[^>]*href="(?:https?:)?\/\//)
  })
})
