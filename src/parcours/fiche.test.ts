import { join } from 'node:path'
import { sql } from 'kysely'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { enCsv, ligne, ouvrirAtelier, SOURCES } from '../features/annuaire/actions/import.fixture.ts'
import {
  DISPOSITIF_PROGRAMMES_NATIONAUX,
  FORMATIONS_LABELS,
  MODALITES_ACCES,
  MODALITES_ACCOMPAGNEMENT,
  PRISE_EN_CHARGE_SPECIFIQUE,
  PUBLICS_SPECIFIQUEMENT_ADRESSES,
  SERVICES
} from '../features/annuaire/domain/schema.ts'
import { obtenirGeographie } from '../features/territoires/index.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
import { creerApplicationDeTest, ecouter } from '../platform/testing/application.ts'
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
let origine: string
let navigateur: Browser
let maintenant: Date

const PHRASE =
  'On vous accueille sans rendez-vous, avec vos papiers et vos questions, et l’on prend le temps qu’il faut pour que vous repartiez en sachant refaire. '
const tout = (valeurs: readonly string[]) => valeurs.join('|')

/** Everything the schema can hold, at its longest. */
const PLEIN = {
  nom: `Pôle de ressources et d’accompagnement aux usages numériques du Champsaur, de Vienne-et-Gartempe et des vallées ${'voisines '.repeat(12)}`,
  complement_adresse: `Bâtiment C, au fond de la deuxième cour, ${'après le grand tilleul, '.repeat(12)}sonnez`,
  presentation_resume: PHRASE.repeat(6),
  presentation_detail: Array.from({ length: 12 }, () => PHRASE.repeat(3)).join('\n'),
  typologie: 'BIB|TIERS_LIEUX|CCAS|RFS|ASSO',
  services: tout(SERVICES),
  publics_specifiquement_adresses: tout(PUBLICS_SPECIFIQUEMENT_ADRESSES),
  prise_en_charge_specifique: tout(PRISE_EN_CHARGE_SPECIFIQUE),
  frais_a_charge: 'Gratuit sous condition|Payant',
  dispositif_programmes_nationaux: tout(DISPOSITIF_PROGRAMMES_NATIONAUX),
  formations_labels: tout(FORMATIONS_LABELS),
  autres_formations_labels: Array.from({ length: 20 }, (_, i) => `Label inventé numéro ${i}`).join('|'),
  modalites_acces: tout(MODALITES_ACCES),
  modalites_accompagnement: tout(MODALITES_ACCOMPAGNEMENT),
  itinerance: 'Itinérant|Fixe',
  structure_parente: 'Communauté de communes des vallées inventées du Champsaur et du Valgaudemar',
  courriels: 'accueil@exemple.fr|contact@exemple.fr|mediatheque@exemple.fr',
  site_web: Array.from({ length: 6 }, (_, i) => `https://www.exemple.fr/${'tres-long-chemin-'.repeat(12)}${i}`).join(
    '|'
  ),
  fiche_acces_libre: 'https://acceslibre.beta.gouv.fr/app/05-gap/a/bibliotheque/erp/essai/',
  prise_rdv: 'https://www.exemple.fr/rdv',
  date_maj: '2026-05-20'
}

const LIEUX = {
  ordinaire: ligne('l1', { horaires: 'Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:30-12:30', itinerance: 'Fixe' }),
  plein: ligne('l2', { ...PLEIN, horaires: 'Mo-Fr 08:30-12:00,13:30-18:00; Sa 09:00-12:00; PH off' }),
  'plein, horaires changeants': ligne('l3', {
    ...PLEIN,
    nom: `Médiathèque intercommunale des Écrins ${'et des villages d’alentour '.repeat(8)}`,
    courriels: 'ecrins@exemple.fr',
    site_web: 'https://ecrins.exemple.fr/',
    commune: 'Mende',
    code_postal: '48000',
    latitude: '44.518',
    longitude: '3.50',
    horaires:
      'Mo 09:00-12:00 "sur rendez-vous uniquement, auprès de l’accueil"; week 02-53/2 We 14:00-18:00; Th[1,3] 10:00-12:00; Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00 open "sans rendez-vous"; SH off; Aug off; Dec 24-Jan 02 off; PH off'
  }),
  illisible: ligne('l4'),
  'sans horaires': ligne('l5', { telephone: '' }),
  itinerant: ligne('l6', {
    adresse: '',
    latitude: '',
    longitude: '',
    itinerance: 'Itinérant',
    services: '',
    horaires: 'Tu[1] 14:00-17:00 "sur rendez-vous"'
  }),
  parti: ligne('l7', { horaires: 'Mo-Fr 09:00-12:00' })
}

const ILLISIBLE = 'quand la porte est ouverte, demandez à la boulangerie'
const OUVERT = new Date('2026-06-09T08:00:00Z')

beforeAll(async () => {
  base = await creerBaseDeTest()
  maintenant = OUVERT
  const atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db))
  await atelier.importer(SOURCES.csv, enCsv(Object.values(LIEUX)))
  const { parti, ...restent } = LIEUX
  await atelier.importer(SOURCES.csv, enCsv(Object.values(restent)), { dateeDu: '2026-06-04', confirmer: true })
  // The import keeps only hours that it can write in OSM; other writers of the directory may not.
  await sql`
    update lieu set publiees = publiees || ${JSON.stringify({ horaires: ILLISIBLE })}::jsonb
    where id = (select lieu_id from enregistrement where cle = ${LIEUX.illisible.id})`.execute(base.db)
  const { app } = creerApplicationDeTest(base.db, {
    now: () => maintenant,
    reglages: { AIDE_TELEPHONE: '01 23 45 67 89' },
    statiques: loadStatiques(join(RACINE, 'dist', 'client'))
  })
  origine = await ecouter(app)
  navigateur = await ouvrirNavigateur()
})

async function adresseDe(nom: keyof typeof LIEUX): Promise<string> {
  const { rows } = await sql<{ adresse: string }>`
    select '/lieux/' || l.id || '-' || l.adresse_page as adresse from lieu l join enregistrement e on e.lieu_id = l.id
    where e.cle = ${LIEUX[nom].id}`.execute(base.db)
  return `${origine}${rows[0]?.adresse}`
}

async function ouvrir(contexte: Promise<BrowserContext>): Promise<Page> {
  onTestFinished(() => {
    maintenant = OUVERT
  })
  const page = await visiter(contexte)
  return page
}

const ETATS: readonly (readonly [string, keyof typeof LIEUX, string, string])[] = [
  ['ouvert', 'ordinaire', '2026-06-09T08:00:00Z', 'Ouvert jusqu’à 12\u00a0h'],
  ['fermé', 'ordinaire', '2026-06-09T19:00:00Z', 'Fermé, ouvre demain à 9\u00a0h'],
  ['un jour férié', 'ordinaire', '2026-07-14T08:00:00Z', 'Jour férié, renseignez-vous avant de venir'],
  ['aux horaires qui changent', 'plein, horaires changeants', '2026-06-08T08:00:00Z', 'Les sept prochains jours.'],
  ['aux horaires illisibles', 'illisible', '2026-06-09T08:00:00Z', 'Horaires\u00a0: quand la porte est ouverte'],
  ['aux horaires inconnus', 'sans horaires', '2026-06-09T08:00:00Z', 'Horaires non connus'],
  ['itinérant, sans adresse', 'itinerant', '2026-06-09T08:00:00Z', 'Lieu itinérant'],
  ['disparu de sa source', 'parti', '2026-06-09T08:00:00Z', 'n’apparaît plus dans «\u00a0Essai CSV\u00a0»']
]

describe.each([
  ['320 px', () => telephone(navigateur)],
  ['1280 px', () => ordinateur(navigateur)]
])('à %s, la fiche d’un lieu', (_, contexte) => {
  it.each(ETATS)('%s le dit, et se lit sans gêne', async (_etat, nom, quand, attendu) => {
    const page = await ouvrir(contexte())
    maintenant = new Date(quand)
    await page.goto(await adresseDe(nom))
    expect(await page.locator('main').innerText()).toContain(attendu)
    await verifierAccessibilite(page)
    // What hides in the parts that open must be readable too.
    for (const details of await page.locator('main details').all()) await details.locator('summary').click()
    await verifierAccessibilite(page)
  })
})

describe('imprimée', () => {
  it.each(Object.keys(LIEUX) as (keyof typeof LIEUX)[])('la fiche « %s » tient sur une seule page A4', async (nom) => {
    const page = await ouvrir(ordinateur(navigateur))
    await page.goto(await adresseDe(nom))
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]/)

    // On that page: the code, the address, the telephone, the week; not what paper cannot use.
    await page.emulateMedia({ media: 'print' })
    const papier = (await page.locator('body').innerText()).replaceAll('\u00a0', ' ')
    expect(papier).toContain('Retrouvez cette fiche sur votre téléphone')
    expect(papier).toContain('imprimée le 9 juin 2026')
    for (const inutile of [
      'Itinéraire',
      'Signaler une erreur',
      'Ce lieu ne fait pas cela',
      'Besoin d’aide',
      'Ouvert jusqu’à'
    ])
      expect(papier).not.toContain(inutile)
    // Nothing is cut at the foot of the sheet: what is too long is cut where it stands.
    const deborde = await page.evaluate(() =>
      Math.max(...[...document.querySelectorAll('.fiche, .fiche__parties')].map((e) => e.scrollHeight - e.clientHeight))
    )
    expect(deborde).toBeLessThanOrEqual(1)
  })
})
