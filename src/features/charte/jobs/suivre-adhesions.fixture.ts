import { openBase, transaction } from '../../../platform/db/index.ts'
import { startJobs } from '../../../platform/jobs/index.ts'
import { createJournaux } from '../../../platform/journaux.ts'
import { jobEnvoyerCourriel } from '../../../platform/mail/index.ts'
import { agirSur } from '../actions/adhesion/agir-sur.ts'

// A process of its own, to be killed: it admits a member, commits, and is sending the messages when it dies.
const [url = '', dossier = '', smtpUrl = '', instant = ''] = process.argv.slice(2)
const now = () => new Date(instant)
const { db, pool } = openBase(url, { onError: () => {} })
const job = jobEnvoyerCourriel({ smtpUrl, expediteur: 'Maillage <maillage@exemple.fr>' })
await startJobs(pool, [job], { db, now, journaux: createJournaux('silence') })
await transaction(db, (trx) => agirSur(trx, dossier, { genre: 'admettre-de-droit' }, { acteur: 'systeme', now: now() }))
process.stdout.write('inscrit\n')
