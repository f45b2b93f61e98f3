import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, it } from 'vitest'
import { listRoutes } from '../app.tsx'
import { enCsv, ouvrirAtelier, SOURCES } from '../features/annuaire/actions/import.fixture.ts'
import { LIEUX_A_ORIENTER } from '../features/annuaire/actions/orienter.fixture.ts'
import { declarerSourcesLivrees } from '../features/annuaire/index.ts'
import { modifierBrouillon, preparerVersion } from '../features/charte/actions/editer.ts'
import { chargerChartesLivrees } from '../features/charte/index.ts'
import { obtenirGeographie } from '../features/territoires/index.ts'
import { ok } from '../kernel/result.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
import { cookieAdministration, creerApplicationDeTest, ecouter } from '../platform/testing/application.ts'
import { creerBaseDeTest } from '../platform/testing/base.ts'
import { ouvrirNavigateur, verifierAccessibilite } from '../platform/testing/navigateur.ts'
import { RACINE } from '../racine.ts'
import { ECRANS, THEMES } from './ecrans.fixture.ts'

/**
 * `npm run audit`: axe on every page that opens by its address, and on the states below, in light and in dark, on a phone,
 * on a desk, and at 400 %. `npm test` checks the pairs that matter most. Below, states that an address alone does not show.
 */
const ETATS: readonly { nom: string; chemin: string; agir?: (page: Page) => Promise<void> }[] = (
  [
    ['une recherche', '/lieux?q=imp%C3%B4ts&commune=Gap&rayon=20'],
    [
      'une recherche filtrée, ouverte le mardi',
      '/lieux?commune=Gap&rayon=50&frais_a_charge=Gratuit&ouvert=mardi-15:00'
    ],
    ['aucun résultat', '/lieux?q=zzzz&commune=Gap'],
    ['une demande qui ne tient pas', '/lieux?tri=hasard&rayon=-4&page=99&ouvert=demain&services=Rien'],
    ['une commune inconnue', '/lieux?commune=Nulle-Part-sur-Rien'],
    ['les filtres en page entière', '/lieux?commune=Gap&rayon=20&vue=filtres'],
    ['la carte', '/lieux?commune=Gap&rayon=20&vue=carte'],
    ['l’orientation refusée', '/orienter', (page) => page.getByRole('button', { name: 'Trouver des lieux' }).click()],
    [
      'l’orientation',
      '/orienter',
      async (page) => {
        await page.getByLabel('Démarches en ligne').check()
        await page.getByLabel('Où se trouve-t-elle ?').fill('Gap')
        await page.getByRole('button', { name: 'Trouver des lieux' }).click()
        await page.getByRole('heading', { level: 1, name: /à proposer/ }).waitFor()
      }
    ],
    ['ailleurs pour un service', '/orienter/autour?lieu=1&service=Loisirs+et+cr%C3%A9ations+num%C3%A9riques'],
    ['une adresse qui n’existe pas', '/nulle-part']
  ] as readonly (readonly [string, string, ((page: Page) => Promise<void>)?])[]
).map(([nom, chemin, agir]) => ({ nom, chemin, ...(agir && { agir }) }))

/** Pages whose address needs something that exists. */
const EXEMPLES: Readonly<Record<string, string>> = {
  '/lieux/:adresse': '/lieux/1',
  '/lieux/:adresse/histoire': '/lieux/1/histoire',
  '/lieux/:adresse/signaler': '/lieux/1/signaler',
  '/lieux/:adresse/reclamer': '/lieux/1/reclamer',
  '/sources/:id': '/sources/essai-csv',
  '/administration/sources/:id': '/administration/sources/essai-csv',
  '/reseaux/:slug': '/reseaux/sicoval',
  '/administration/reseaux/:slug': '/administration/reseaux/sicoval',
  '/administration/reseaux/:slug/apercu': '/administration/reseaux/sicoval/apercu',
  '/chartes/:id': '/chartes/nationale',
  '/chartes/:id/comparer': '/chartes/nationale/comparer',
  '/chartes/:id/versions/:numero': '/chartes/sicoval/versions/1',
  '/administration/chartes/:id': '/administration/chartes/nationale',
  ...Object.fromEntries(
    ['', '/apercu', '/comparer', '/presentation', '/parametres'].map((fin) => [
      `/administration/chartes/:id/versions/:numero${fin}`,
      `/administration/chartes/nationale/versions/2${fin}`
    ])
  ),
  ...Object.fromEntries(
    ['', '/ajouter', '/:element'].map((fin) => [
      `/administration/chartes/:id/versions/:numero/listes/:liste${fin}`,
      `/administration/chartes/nationale/versions/2/listes/criteres${fin.replace(':element', 'c21')}`
    ])
  )
}

const pages = (prefixe: (chemin: string) => boolean) => [
  ...new Set(
    listRoutes()
      .filter(({ methode, chemin }) => methode === 'get' && prefixe(chemin) && !chemin.startsWith('/api/v1'))
      .flatMap(({ chemin }) => EXEMPLES[chemin] ?? (chemin.includes(':') ? [] : [chemin]))
  )
]
const PUBLIQUES = pages((chemin) => !chemin.startsWith('/administration'))
const ADMINISTRATION = pages((chemin) => chemin.startsWith('/administration'))

let navigateur: Browser
let origine: string
let cookie: string

beforeAll(async () => {
  const { db } = await creerBaseDeTest()
  const now = () => new Date()
  await declarerSourcesLivrees(db, now())
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), now())
  // A draft, whose editor is open, and which says something else than the version in force.
  await preparerVersion(db, 'nationale', { now: now() })
  await modifierBrouillon(db, { charte: 'nationale', numero: 2, revision: 1 }, { now: now() }, (contenu) =>
    ok({ ...contenu, criteres: contenu.criteres.slice(0, 41), resume: contenu.resume.replace('chacun', 'tous') })
  )
  await ouvrirAtelier(db, await obtenirGeographie(db)).importer(SOURCES.csv, enCsv(LIEUX_A_ORIENTER))
  const { app } = creerApplicationDeTest(db, {
    now,
    reglages: { AIDE_TELEPHONE: '01 23 45 67 89' },
    statiques: loadStatiques(join(RACINE, 'dist', 'client'))
  })
  origine = await ecouter(app)
  cookie = (await cookieAdministration(db, now())).replace(/^session=/, '')
  navigateur = await ouvrirNavigateur()
})

describe.each(ECRANS)('Sur %s', (_, viewport) => {
  describe.each(THEMES)('en thème %s', (colorScheme) => {
    it.each(PUBLIQUES)('%s', (chemin) => verifier(chemin))
    it.each(ADMINISTRATION)('%s', (chemin) => verifier(chemin, { admin: true }))
    it.each(ETATS)('$nom', ({ chemin, agir }) => verifier(chemin, { agir }))

    async function verifier(
      chemin: string,
      { admin = false, agir }: { admin?: boolean; agir?: ((page: Page) => Promise<void>) | undefined } = {}
    ): Promise<void> {
      const contexte = await navigateur.newContext({ viewport, colorScheme, locale: 'fr-FR' })
      try {
        if (admin) await contexte.addCookies([{ name: 'session', value: cookie, url: origine }])
        const page = await contexte.newPage()
        page.setDefaultTimeout(5_000)
        const reponse = await page.request.get(`${origine}${chemin}`, { maxRedirects: 5 })
        // Sheets, pictures and files are no pages.
        if (!(reponse.headers()['content-type'] ?? '').startsWith('text/html')) return
        await page.goto(`${origine}${chemin}`)
        await agir?.(page)
        await verifierAccessibilite(page)
      } finally {
        await contexte.close()
      }
    }
  })
})
