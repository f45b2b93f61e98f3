import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { createApp, jobsDesFeatures } from './app.tsx'
import { lireConfig } from './config.ts'
import { estChezSoi, exigerCle, phraseDePanne, preparerBase } from './demarrage.ts'
import {
  bandeauDemonstration,
  chargerDemonstration,
  declarerSourcesLivrees,
  suivreAnnuaire
} from './features/annuaire/index.ts'
import { attendDemonstrationCharte, chargerDemonstrationCharte } from './features/charte/index.ts'
import {
  COMPTES_DEMONSTRATION,
  chargerComptesDemonstration,
  effacerComptesDemonstration,
  PHRASE_DEMONSTRATION
} from './features/comptes/index.ts'
import { chargerDemonstrationConsultation } from './features/consultation/index.ts'
import { nommerReseauNational } from './features/reseaux/index.ts'
import { SYSTEME } from './kernel/acteur.ts'
import { loadStatiques } from './platform/http/statiques.ts'
import { startJobs } from './platform/jobs/index.ts'
import { createJournaux } from './platform/journaux.ts'
import { jobEnvoyerCourriel } from './platform/mail/index.ts'
import { nommerSite } from './platform/mail/site.ts'
import { RACINE, VERSION } from './racine.ts'

const debut = performance.now()
const now = () => new Date()

/** Beyond this, what still runs is cut: PostgreSQL undoes it, and the job is done again at the next start. */
const ARRET_MAXIMAL_MS = 10_000

const fermetures: (() => Promise<unknown>)[] = []
let arret: Promise<never> | undefined

// A terminal sends Ctrl-C to the launcher and to us, and the launcher passes it on: stopping twice is stopping once.
function stop(code: number): Promise<never> {
  arret ??= (async () => {
    for (const fermer of fermetures.reverse()) await fermer()
    process.exit(code)
  })()
  return arret
}

async function start() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))

  const config = lireConfig(process.env)
  exigerCle(config)
  const journaux = createJournaux(config.JOURNAL_NIVEAU)
  const statiques = loadStatiques(join(RACINE, 'dist', 'client'))
  const preparation = preparerBase(config, journaux)
  // Stopped while it prepares: the base is closed as soon as it is there.
  fermetures.push(async () => {
    const base = await preparation.catch(() => undefined)
    await atMost(ARRET_MAXIMAL_MS, base?.close())
    await base?.abandonner()
  })
  const base = await preparation
  if (arret) return

  await nommerReseauNational(
    base.db,
    { nom: config.RESEAU_NOM, accroche: config.RESEAU_ACCROCHE },
    { acteur: SYSTEME, now: now() }
  )
  // Tried at home, then shown to everybody: what opens with a known phrase is closed before anyone enters.
  if (!base.embarquee || !estChezSoi(config)) await effacerComptesDemonstration(base.db)
  // The features say first what they add to the search; the directory is then read once, before anyone asks.
  const app = createApp({ db: base.db, config, journaux, now, statiques, bandeau: bandeauDemonstration(base.db) })
  const ecoute = await suivreAnnuaire(base)
  fermetures.push(() => ecoute.fermer())
  const serveur = await listen(app.fetch, config.HOTE, config.PORT).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      console.error(
        `Le port ${config.PORT} est déjà pris : Maillage tourne peut-être déjà ici. Arrêtez-le, ou choisissez un autre port : PORT=3001 npm start`
      )
    else console.error(`Impossible d’écouter sur ${config.HOTE}:${config.PORT} : ${error.message}`)
    return stop(1)
  })
  fermetures.push(async () => {
    const ferme = new Promise((resolve) => serveur.close(resolve))
    if ('closeIdleConnections' in serveur) serveur.closeIdleConnections()
    await atMost(2_000, ferme)
    if ('closeAllConnections' in serveur) serveur.closeAllConnections()
  })
  const { port } = serveur.address() as { port: number }
  const adresse = config.URL_PUBLIQUE || `http://${config.HOTE === '0.0.0.0' ? 'localhost' : config.HOTE}:${port}`
  const reglages = { ...config, URL_PUBLIQUE: adresse }
  nommerSite({ adresse, contact: config.EDITEUR_CONTACT })

  if (config.TRAVAUX) {
    const jobs = [
      ...jobsDesFeatures(reglages),
      jobEnvoyerCourriel({ smtpUrl: config.SMTP_URL, expediteur: config.COURRIEL_EXPEDITEUR })
    ]
    const travaux = await startJobs(base.pool, jobs, { db: base.db, now, journaux })
    fermetures.push(() => atMost(ARRET_MAXIMAL_MS, travaux.stop()))
  }
  console.log(
    `Maillage ${VERSION} est prêt : ${adresse} (${((performance.now() - debut) / 1000).toFixed(1)} s). Ctrl-C pour arrêter.`
  )
  if (base.dossier && !base.dossier.startsWith(config.MAILLAGE_DATA))
    console.log(
      `Le compte de PostgreSQL ne peut pas entrer dans ${config.MAILLAGE_DATA} : les données sont dans ${base.dossier}.`
    )
  if (config.MAILLAGE_DEMO && base.embarquee && estChezSoi(config)) {
    const outils = { now, courrielAdministration: config.COURRIEL_ADMINISTRATION, urlPublique: adresse }
    await chargerDemonstration(base.db, outils)
    if (await attendDemonstrationCharte(base.db)) {
      await chargerComptesDemonstration(base.db, now())
      await chargerDemonstrationCharte(base.db, { now: now(), site: adresse })
      console.log(
        `La démonstration est chargée : environ 5 000 lieux fictifs, et des comptes connus (${COMPTES_DEMONSTRATION.map(({ courriel }) => courriel).join(', ')}), phrase secrète « ${PHRASE_DEMONSTRATION} ». Pour la retirer : npm run maillage -- demo effacer`
      )
    }
    await chargerDemonstrationConsultation(base.db, join(RACINE, 'content', 'consultations'), now())
  }
  await declarerSourcesLivrees(base.db, now())
}

/** Waits for it, but no longer than that; what fails while stopping has nothing left to break. */
function atMost(ms: number, travail: Promise<unknown> | undefined): Promise<unknown> {
  return Promise.race([travail?.catch(() => {}), new Promise((resolve) => setTimeout(resolve, ms))])
}

function listen(fetch: (requete: Request) => Response | Promise<Response>, hostname: string, port: number) {
  return new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const serveur = serve({ fetch, hostname, port }, () => resolve(serveur))
    serveur.once('error', reject)
  })
}

await start().catch((error) => {
  // What breaks because we stop is not a failure.
  if (arret) return arret
  console.error(phraseDePanne(error))
  return stop(1)
})
