import { type CronItem, Logger as JobsLogger, parseCronItems, type Runner, run, runMigrations } from 'graphile-worker'
import { sql } from 'kysely'
import type { BaseOuverte, Db, Trx } from '../db/index.ts'
import type { Logger } from '../journaux.ts'

/** A kind of work that waits: its name is unique, its payload is checked by the job itself before anything else. */
export interface Job {
  readonly nom: string
  /** Five-field cron expression, in UTC, for what runs by itself. */
  readonly cron?: string
  executer(payload: unknown, outils: OutilsJob): Promise<void>
}

export interface OutilsJob {
  readonly db: Db
  readonly now: () => Date
  readonly journaux: Logger
  /** 1 at the first try. */
  readonly essai: number
  readonly dernierEssai: boolean
}

export interface OptionsJob {
  readonly leJour?: Date
  readonly essais?: number
  /** Jobs of one queue run one after the other. */
  readonly file?: string
  /** A second job with the same key replaces the one still waiting. */
  readonly cle?: string
}

/** Queues in the transaction that causes it: rolled back, the job never was. */
export async function queueJob(
  trx: Trx,
  nom: string,
  payload: object,
  { leJour, essais = 8, file, cle }: OptionsJob = {}
): Promise<void> {
  await sql`
    select graphile_worker.add_job(
      ${nom}, payload => ${JSON.stringify(payload)}::json, run_at => ${leJour ?? null}::timestamptz,
      max_attempts => ${essais}::int, queue_name => ${file ?? null}::text, job_key => ${cle ?? null}::text)`.execute(
    trx
  )
}

export async function migrerJobs(pool: BaseOuverte['pool']): Promise<void> {
  await runMigrations({ pgPool: pool, logger: new JobsLogger(() => () => {}) })
}

/** Starts the worker. `stop` waits for the job that runs. */
export async function startJobs(
  pool: BaseOuverte['pool'],
  jobs: readonly Job[],
  { db, now, journaux }: { db: Db; now: () => Date; journaux: Logger }
): Promise<Runner> {
  const taskList = Object.fromEntries(
    jobs.map((job) => [
      job.nom,
      async (
        payload: unknown,
        { job: { attempts, max_attempts } }: { job: { attempts: number; max_attempts: number } }
      ) => {
        const debut = performance.now()
        try {
          await job.executer(payload, { db, now, journaux, essai: attempts, dernierEssai: attempts >= max_attempts })
          journaux.info({ job: job.nom, ms: Math.round(performance.now() - debut) }, 'travail terminé')
        } catch (err) {
          journaux.error({ job: job.nom, essai: attempts, err }, 'travail échoué')
          throw err
        }
      }
    ])
  )
  // Of one that fails again and again, the next time takes the place of the try that waits: they do not pile up.
  const crons: CronItem[] = jobs.flatMap(({ nom, cron }) =>
    cron ? [{ task: nom, match: cron, options: { backfillPeriod: 0, jobKey: `cron-${nom}` } }] : []
  )
  return run({
    pgPool: pool,
    taskList,
    parsedCronItems: parseCronItems(crons),
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 5_000,
    logger: new JobsLogger(() => (niveau, message) => {
      if (niveau === 'error' || niveau === 'warning') journaux.warn({ message }, 'travaux')
    })
  })
}

/** Jobs whose worker was killed stay locked for hours by default: a start on a single-process base frees them. */
export async function libererJobsOrphelins(db: Db): Promise<void> {
  await sql`
    select graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
    from graphile_worker._private_jobs where locked_by is not null
    having count(*) > 0`.execute(db)
}

/** How many jobs wait, and since when the oldest that is due does. */
export async function etatJobs(db: Db): Promise<{ enAttente: number; enEchec: number; plusAncien: Date | null }> {
  const { rows } = await sql<{ en_attente: number; en_echec: number; plus_ancien: Date | null }>`
    select count(*) filter (where attempts < max_attempts)::int as en_attente,
           count(*) filter (where attempts >= max_attempts)::int as en_echec,
           min(run_at) filter (where run_at < now() and locked_at is null and attempts < max_attempts) as plus_ancien
    from graphile_worker._private_jobs`.execute(db)
  const [etat] = rows
  return { enAttente: etat?.en_attente ?? 0, enEchec: etat?.en_echec ?? 0, plusAncien: etat?.plus_ancien ?? null }
}
