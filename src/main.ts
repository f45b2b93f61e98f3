import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { createApp, jobsDesFeatures } from './app.tsx'
import { lireConfig, ReglageRefuse } from './config.ts'
import { preparerBase } from './demarrage.ts'
import { bandeauDemonstration, chargerDemonstration, declarerSourcesLivrees } from './features/annuaire/index.ts'
import { jobEnvoyerCourriel } from './platform/mail/index.ts'
import { loadStatiques } from './platform/http/statiques.ts'
import { libererJobsOrphelins, startJobs } from './platform/jobs/index.ts'
import { createJournaux } from './platform/journaux.ts'
import { RACINE, VERSION } from './racine.ts'

const debut = performance.now()
const now = () => new Date()

async function start() {
  const config = lireConfig(process.env)
  const journaux = createJournaux(config.JOURNAL_NIVEAU)
  const statiques = loadStatiques(join(RACINE, 'dist', 'client'))
  const base = await preparerBase(config, journaux)
  const fermetures: (() => Promise<unknown>)[] = [() => base.close()]
  let arret: Promise<void> | undefined
  // A terminal sends Ctrl-C to the launcher and to us, and the launcher passes it on: stopping twice is stopping once.
  const stop = (code: number) => {
    arret ??= (async () => {
      for (const fermer of fermetures.reverse()) await fermer().catch((err) => journaux.error({ err }, 'arrêt'))
      process.exit(code)
    })()
    return arret
  }
  for (const [signal, code] of [
    ['SIGINT', 0],
    ['SIGTERM', 0],
    ['SIGHUP', 0]
  ] as const)
    process.on(signal, () => void stop(code))

  const app = createApp({ db: base.db, config, journaux, now, statiques, bandeau: bandeauDemonstration(base.db) })
  const serveur = await listen(app.fetch, config.HOTE, config.PORT).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      console.error(
        `Le port ${config.PORT} est déjà pris : Maillage tourne peut-être déjà ici. Arrêtez-le, ou choisissez un autre port : PORT=3001 npm start`
      )
    else console.error(`Impossible d’écouter sur ${config.HOTE}:${config.PORT} : ${error.message}`)
    await stop(1)
    throw error
  })
  fermetures.push(async () => {
    serveur.close()
    if ('closeIdleConnections' in serveur) serveur.closeIdleConnections()
  })
  const { port } = serveur.address() as { port: number }
  const adresse = config.URL_PUBLIQUE || `http://${config.HOTE === '0.0.0.0' ? 'localhost' : config.HOTE}:${port}`
  const reglages = { ...config, URL_PUBLIQUE: adresse }

  if (config.TRAVAUX) {
    // Only the process that owns the embedded base may say that the others are dead.
    if (base.embarquee) await libererJobsOrphelins(base.db)
    const jobs = [
      ...jobsDesFeatures(reglages),
      jobEnvoyerCourriel({ smtpUrl: config.SMTP_URL, expediteur: config.COURRIEL_EXPEDITEUR })
    ]
    const travaux = await startJobs(base.pool, jobs, { db: base.db, now, journaux })
    fermetures.push(() => travaux.stop())
  }
  console.log(
    `Maillage ${VERSION} est prêt : ${adresse} (${((performance.now() - debut) / 1000).toFixed(1)} s). Ctrl-C pour arrêter.`
  )
  if (config.MAILLAGE_DEMO && base.embarquee && isLocal(config.HOTE)) {
    const outils = { now, courrielAdministration: config.COURRIEL_ADMINISTRATION, urlPublique: adresse }
    const demonstration = await chargerDemonstration(base.db, outils)
    if (demonstration === 'chargee')
      console.log(
        'La démonstration est chargée : environ 5 000 lieux fictifs. Pour la retirer : npm run maillage -- demo effacer'
      )
  }
  await declarerSourcesLivrees(base.db, now())
}

// The demonstration is for whoever tries Maillage on their own machine.
const isLocal = (hote: string) => ['127.0.0.1', 'localhost', '::1'].includes(hote)

function listen(fetch: (requete: Request) => Response | Promise<Response>, hostname: string, port: number) {
  return new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const serveur = serve({ fetch, hostname, port }, () => resolve(serveur))
    serveur.once('error', reject)
  })
}

await start().catch((error) => {
  console.error(error instanceof ReglageRefuse ? `Un réglage ne convient pas :\n${error.message}` : error)
  process.exit(1)
})
