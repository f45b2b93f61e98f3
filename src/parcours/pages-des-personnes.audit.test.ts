import { join } from 'node:path'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { chargerDemonstration } from '../features/annuaire/index.ts'
import { chargerChartesLivrees, chargerDemonstrationCharte } from '../features/charte/index.ts'
import { chargerComptesDemonstration, findCompteDemonstration } from '../features/comptes/index.ts'
import { cookieDe, donner } from '../features/comptes/pages/attribution.fixture.ts'
import { adresseDu, creerCompte } from '../features/comptes/pages/compte.fixture.ts'
import { compterMotionsDues } from '../features/gouvernance/actions/compter.ts'
import type { Db } from '../platform/db/index.ts'
import { loadStatiques } from '../platform/http/statiques.ts'
import { creerApplicationDeTest, ecouter } from '../platform/testing/application.ts'
import { creerBaseDeTest } from '../platform/testing/base.ts'
import { ouvrirNavigateur, verifierAccessibilite } from '../platform/testing/navigateur.ts'
import { RACINE } from '../racine.ts'
import {
  GESTES_CONSULTATION,
  PAGES_CONSULTATION,
  REFUS_CONSULTATION,
  vivreConsultations
} from './consultations-a-auditer.fixture.ts'
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
    '{pole-public}',
    '/reclamer',
    '/reclamations/envoyee',
    '{reclamation-a-confirmer}',
    '/reclamations/confirmee',
    '/gouvernance',
    '/gouvernance/decisions',
    '{decision}',
    '{compte-rendu}',
    '/fiche-a-jour',
    '/invitations/inconnue',
    '/revendication/inconnue',
    '/messages/arret/inconnue',
    ...(PAGES_CONSULTATION.visiteur ?? [])
  ],
  responsable: [
    ...(PAGES_CONSULTATION.responsable ?? []),
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
    '{reclamation-du-lieu}',
    '/marque/demander'
  ],
  // The committee and the secrétariat at once: what one may do, the other reads.
  bureau: [
    ...(PAGES_CONSULTATION.bureau ?? []),
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
    '{reclamation}',
    '{demande-de-marque}',
    '/comite',
    '/comite/proposer?genre=deliberation&reseau=national',
    '/comite/proposer?genre=levee&adhesion={suspendu}',
    '{vote-ouvert}',
    '{vote-compte}',
    '/comite/comptes-rendus/nouveau?reseau=national',
    '{brouillon-de-compte-rendu}',
    '/comite/etudes/nouveau?reseau=national'
  ],
  pilote: [
    '/pilotage',
    '/pilotage/france',
    '/pilotage/france/lieux',
    '/pilotage/france/message',
    '/pilotage/france/messages',
    '/administration/revendications',
    '/administration/poles',
    '/administration/poles/nouveau',
    '{pole}',
    '/comite/regle'
  ]
}

/** What answers no, and says it in a page like the others. */
const REFUS: Readonly<Record<string, number>> = {
  ...REFUS_CONSULTATION,
  '/fiche-a-jour': 404,
  '/invitations/inconnue': 404,
  '/revendication/inconnue': 422,
  '/messages/arret/inconnue': 422,
  '/adhesions/{tenu-suspendu}/suivi/demander': 409,
  '/adhesions/{tenu-suspendu}/kit': 403
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
/** Pages that exist once somebody has done something, by what they are. */
const ecrites = new Map<string, string>()

beforeAll(async () => {
  const { db } = await creerBaseDeTest()
  const now = () => new Date()
  await chargerChartesLivrees(db, join(RACINE, 'content', 'chartes'), now())
  const { app, post } = creerApplicationDeTest(db, { now, statiques: loadStatiques(join(RACINE, 'dist', 'client')) })
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
  const poster = async (qui: string, chemin: string, champs: Record<string, string>) => {
    const cookie = cookies.get(qui) ?? ''
    const reponse = await post(adresse(chemin), champs, { headers: { cookie } })
    if (reponse.status !== 303) throw new Error(`${chemin} : ${reponse.status}`)
    return (reponse.headers.get('location') ?? '').replace(/[?#].*$/, '')
  }
  await vivre(db, poster)
  for (const [nom, chemin] of await vivreConsultations(db, poster, now())) ecrites.set(nom, chemin)
  origine = await ecouter(app)
  navigateur = await ouvrirNavigateur()
})

/** What a committee, a secrétariat and passers-by leave behind them: a vote, a decision, a complaint, a pôle. */
async function vivre(
  db: Db,
  poster: (qui: string, chemin: string, champs: Record<string, string>) => Promise<string>
): Promise<void> {
  const texte = 'Un texte assez long pour que chacun comprenne de quoi il s’agit.'
  const question = { genre: 'deliberation', reseau: 'national', titre: 'Ouvrir une étude', texte, jours: '1' }
  ecrites.set('vote-compte', await poster('bureau', '/comite/proposer', question))
  await compterMotionsDues(db, new Date(Date.now() + 3 * 86_400_000))
  const { rows: decisions } = await sql<{ id: string }>`select id from comite_decision`.execute(db)
  ecrites.set('decision', `/gouvernance/decisions/${decisions[0]?.id}`)
  const opposition = { genre: 'opposition', adhesion: adresse('{candidat}'), fondement: 'inexacte', texte }
  ecrites.set('vote-ouvert', await poster('bureau', '/comite/proposer', opposition))
  await poster('bureau', `${ecrites.get('vote-ouvert')}/avis`, { sorte: 'raison', avis: texte })

  const compteRendu = {
    reseau: 'national',
    tenue_le: '2026-01-15',
    titre: 'Réunion',
    presents: '- Citoyens : 2',
    texte
  }
  const nouveau = '/comite/comptes-rendus/nouveau'
  ecrites.set('compte-rendu', await poster('bureau', nouveau, { ...compteRendu, geste: 'publier' }))
  ecrites.set('brouillon-de-compte-rendu', await poster('bureau', nouveau, { ...compteRendu, geste: 'garder' }))

  const pole = {
    nom: 'Montagnes',
    texte,
    contact_courriel: 'contact@montagnes.example',
    territoires: 'Hautes-Alpes',
    jour: '01/01/2026'
  }
  ecrites.set('pole', await poster('pilote', '/administration/poles', pole))
  ecrites.set('pole-public', '/poles/montagnes')

  const plainte = { objet: 'charte', texte, quand: 'Le 3 mai', ou: 'À l’accueil' }
  const plaindre = (courriel: string) => poster('visiteur', '/adhesions/{tenu}/reclamer', { ...plainte, courriel })
  await plaindre('une@exemple.fr')
  await poster('visiteur', await adresseDu(db, 'une@exemple.fr'), {})
  const { rows } = await sql<{ id: string }>`select id from reclamation`.execute(db)
  const numero = rows[0]?.id ?? ''
  ecrites.set('reclamation', `/bureau/reclamations/${numero}`)
  await poster('bureau', `/bureau/reclamations/${numero}/transmettre`, { faits: texte })
  ecrites.set('reclamation-du-lieu', adresse(`/adhesions/{tenu}/reclamations/${numero}`))
  await plaindre('deux@exemple.fr')
  ecrites.set('reclamation-a-confirmer', await adresseDu(db, 'deux@exemple.fr'))

  const usage = { reseau: 'national', organisme: 'Mairie', usage: texte, du: '01/01/2030', au: '01/02/2030' }
  await poster('responsable', '/marque/demander', usage)
  const { rows: demandes } = await sql<{ id: string }>`select id from marque_demande`.execute(db)
  ecrites.set('demande-de-marque', `/bureau/marque/${demandes[0]?.id}`)
}

const adresse = (modele: string): string =>
  modele.replace(/\{(lieu:)?([a-z-]+)\}/g, (_, lieu: string | undefined, nom: string) => {
    const ecrite = ecrites.get(nom)
    if (ecrite) return ecrite
    const exemple = exemples.get(nom)
    if (!exemple) throw new Error(`pas d’exemple « ${nom} »`)
    return lieu ? String(exemple.lieu) : exemple.id
  })

describe.each(ECRANS)('Sur %s', (_, viewport) => {
  describe.each(THEMES)('en thème %s', (colorScheme) => {
    describe.each(Object.entries(PAGES))('pour : %s', (personne, chemins) => {
      it.each(chemins)('%s', (modele) =>
        ouvrir(personne, modele, async (page, statut) => {
          // A page that is not there has nothing to reproach itself with.
          expect(statut).toBe(REFUS[modele] ?? 200)
          await verifierAccessibilite(page)
        })
      )
    })
    it.each(GESTES_CONSULTATION)('$nom', ({ qui, chemin, agir }) =>
      ouvrir(qui, chemin, async (page) => {
        await agir(page)
        await page.waitForLoadState()
        await verifierAccessibilite(page)
      })
    )

    async function ouvrir(
      personne: string,
      modele: string,
      faire: (page: Page, statut: number | undefined) => Promise<void>
    ): Promise<void> {
      const contexte = await navigateur.newContext({ viewport, colorScheme, locale: 'fr-FR' })
      try {
        const cookie = cookies.get(personne)
        if (cookie)
          await contexte.addCookies([{ name: 'session', value: cookie.replace(/^session=/, ''), url: origine }])
        const page = await contexte.newPage()
        page.setDefaultTimeout(5_000)
        const reponse = await page.goto(`${origine}${adresse(modele)}`)
        await faire(page, reponse?.status())
      } finally {
        await contexte.close()
      }
    }
  })
})
