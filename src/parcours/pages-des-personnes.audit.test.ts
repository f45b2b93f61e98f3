import { join } from 'node:path'
import { sql } from 'kysely'
import type { Browser } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { chargerDemonstration } from '../features/annuaire/index.ts'
import { chargerChartesLivrees, chargerDemonstrationCharte } from '../features/charte/index.ts'
import { chargerComptesDemonstration, findCompteDemonstration } from '../features/comptes/index.ts'
import { cookieDe, donner } from '../features/comptes/pages/attribution.fixture.ts'
import { creerCompte } from '../features/comptes/pages/compte.fixture.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
import { creerApplicationDeTest, ecouter } from '../platform/testing/application.ts'
import { creerBaseDeTest } from '../platform/testing/base.ts'
import { ouvrirNavigateur, verifierAccessibilite } from '../platform/testing/navigateur.ts'
import { RACINE } from '../racine.ts'
import { ECRANS, THEMES } from './ecrans.fixture.ts'

/**
 * `npm run audit`, second half: axe on the pages that a person opens with a role, on the lieux of the demonstration, where
 * every state of an adhesion is met. `{membre}`: the dossier of a member; `{lieu:membre}`: its lieu.
 */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  visiteur: [
    '/chartes/nationale/rejoindre',
    '/reseaux/national/membres',
    '/reseaux/sicoval/membres',
    ...['membre', 'suspendu', 'candidat', 'non-renouvele', 'averti', 'de-droit'].flatMap((etat) => [
      `/adhesions/{${etat}}`,
      `/lieux/{lieu:${etat}}`
    ]),
    '/adhesions/{membre}/reclamer',
    '/lieux/{lieu:membre}/reclamer',
    '/lieux?membre=national',
    '/poles',
    '/gouvernance',
    '/gouvernance/decisions',
    '/fiche-a-jour',
    '/invitations/inconnue',
    '/revendication/inconnue',
    '/messages/arret/inconnue'
  ],
  responsable: [
    '/mes-lieux',
    '/lieux/{lieu:de-droit}/revendiquer',
    '/mes-adhesions',
    '/chartes/nationale/rejoindre',
    '/chartes/nationale/rejoindre/nouveau',
    ...['tenu', 'tenu-averti', 'tenu-suspendu', 'tenu-candidat'].map((etat) => `/adhesions/{${etat}}/suivi`),
    '/adhesions/{tenu-averti}/suivi/corriger',
    '/adhesions/{tenu-suspendu}/suivi/demander',
    '/adhesions/{tenu}/suivi/quitter',
    '/adhesions/{tenu}/kit',
    '/adhesions/{tenu-suspendu}/kit',
    '/lieux/{lieu:tenu}/equipe',
    '/lieux/{lieu:tenu}/modifier',
    ...['adresse', 'contacts', 'horaires', 'aides', 'acces', 'presentation', 'photos'].map(
      (section) => `/lieux/{lieu:tenu}/modifier/${section}`
    ),
    '/lieux/{lieu:tenu}/actions',
    '/lieux/{lieu:tenu}/actions/nouvelle',
    '/lieux/{lieu:tenu}/adherer/nationale',
    '/marque/demander'
  ],
  // The committee and the secrétariat at once: what one may do, the other reads.
  bureau: [
    '/bureau',
    '/bureau?etat=membres',
    '/bureau/inviter',
    '/bureau/listes',
    '/bureau/marque',
    '/bureau/reclamations',
    ...['membre', 'suspendu', 'candidat', 'averti', 'non-renouvele', 'de-droit'].map(
      (etat) => `/bureau/adhesions/{${etat}}`
    ),
    '/bureau/adhesions/{candidat}/opposer',
    '/bureau/adhesions/{suspendu}/lever',
    '/bureau/adhesions/{membre}/avertir',
    '/bureau/adhesions/{averti}/juger',
    '/bureau/adhesions/{membre}/retirer',
    '/comite',
    '/comite/regle'
  ],
  pilote: [
    '/pilotage',
    '/pilotage/france',
    '/pilotage/france/lieux',
    '/pilotage/france/message',
    '/administration/revendications',
    '/administration/poles'
  ]
}

const ETATS: Readonly<Record<string, string>> = {
  membre: "etat = 'MEMBRE' and origine = 'declaration' and alerte_le is null",
  'de-droit': "etat = 'MEMBRE' and origine = 'droit'",
  candidat: "etat = 'FENETRE'",
  suspendu: "etat = 'SUSPENDU'",
  averti: "etat = 'AVERTI'",
  'non-renouvele': "etat = 'NON_RENOUVELE'",
  tenu: "etat = 'MEMBRE'",
  'tenu-averti': "etat = 'AVERTI'",
  'tenu-suspendu': "etat = 'SUSPENDU'",
  'tenu-candidat': "etat = 'FENETRE'"
}

let navigateur: Browser
let origine: string
const cookies = new Map<string, string>()
const exemples = new Map<string, { readonly id: string; readonly lieu: number }>()

beforeAll(async () => {
  const { db } = await creerBaseDeTest()
  const now = () => new Date()
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), now())
  const { app } = creerApplicationDeTest(db, { now, statiques: loadStatiques(join(RACINE, 'dist', 'client')) })
  await chargerDemonstration(db, { now, courrielAdministration: '', urlPublique: '' })
  await chargerComptesDemonstration(db, now())
  await chargerDemonstrationCharte(db, { now: now(), site: '' })

  const responsable = await findCompteDemonstration(db, 'responsable@demonstration.example')
  if (!responsable) throw new Error('la démonstration n’a pas de responsable')
  cookies.set('responsable', await cookieDe(db, responsable, { now: now() }))
  const bureau = await creerCompte(db, { courriel: 'bureau@exemple.fr', pseudonyme: 'Bureau', now: now() })
  await donner(db, bureau, { role: 'secretariat', reseau: 'national' }, now())
  await donner(db, bureau, { role: 'comite', reseau: 'national', college: 'associations' }, now())
  cookies.set('bureau', await cookieDe(db, bureau, { now: now() }))
  const pilote = await creerCompte(db, {
    courriel: 'site@exemple.fr',
    pseudonyme: 'Site',
    administrateur: true,
    now: now()
  })
  cookies.set('pilote', await cookieDe(db, pilote, { now: now() }))

  for (const [nom, condition] of Object.entries(ETATS)) {
    const tenu = nom.startsWith('tenu')
      ? sql`and lieu_id in (select unnest(lieux) from attribution where compte_id = ${responsable})`
      : sql``
    const { rows } = await sql<{ id: string; lieu_id: number }>`
      select id, lieu_id from adhesion where reseau_id = 'national' and ${sql.raw(condition)} ${tenu} order by id limit 1`.execute(
      db
    )
    const [une] = rows
    if (!une) throw new Error(`la démonstration n’a pas d’adhésion « ${nom} »`)
    exemples.set(nom, { id: une.id, lieu: une.lieu_id })
  }
  origine = await ecouter(app)
  navigateur = await ouvrirNavigateur()
})

const adresse = (modele: string): string =>
  modele.replace(/\{(lieu:)?([a-z-]+)\}/g, (_, lieu: string | undefined, nom: string) => {
    const exemple = exemples.get(nom)
    if (!exemple) throw new Error(`pas d’exemple « ${nom} »`)
    return lieu ? String(exemple.lieu) : exemple.id
  })

describe.each(ECRANS)('Sur %s', (_, viewport) => {
  describe.each(THEMES)('en thème %s', (colorScheme) => {
    describe.each(Object.entries(PAGES))('pour : %s', (personne, chemins) => {
      it.each(chemins)('%s', async (modele) => {
        const contexte = await navigateur.newContext({ viewport, colorScheme, locale: 'fr-FR' })
        try {
          const cookie = cookies.get(personne)
          if (cookie)
            await contexte.addCookies([{ name: 'session', value: cookie.replace(/^session=/, ''), url: origine }])
          const page = await contexte.newPage()
          page.setDefaultTimeout(5_000)
          const reponse = await page.goto(`${origine}${adresse(modele)}`)
          expect([401, 500]).not.toContain(reponse?.status())
          await verifierAccessibilite(page)
        } finally {
          await contexte.close()
        }
      })
    })
  })
})
