import { sql } from 'kysely'
import { onTestFinished } from 'vitest'
import { type Job, startJobs } from '../jobs/index.ts'
import { createJournaux } from '../journaux.ts'
import type { BaseDeTest } from './base.ts'

/** A worker for the test, stopped when it ends. */
export async function demarrerTravaux(base: BaseDeTest, jobs: readonly Job[], now: () => Date) {
  const travaux = await startJobs(base.pool, jobs, { db: base.db, now, journaux: createJournaux('silence') })
  let arrete = false
  const stop = async () => {
    if (arrete) return
    arrete = true
    await travaux.stop()
  }
  onTestFinished(stop)
  return { stop }
}

/** Runs the work that is due, until none is left. Work that failed waits for its next try, and is not waited for. */
export async function executerTravaux(base: BaseDeTest, jobs: readonly Job[], now: () => Date): Promise<void> {
  const { stop } = await demarrerTravaux(base, jobs, now)
  for (let essai = 0; (await countDus(base, jobs)) > 0; essai++) {
    if (essai > 300) throw new Error('les travaux ne finissent pas')
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  await stop()
}

async function countDus({ db }: BaseDeTest, jobs: readonly Job[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from graphile_worker.jobs
    where task_identifier = any(${jobs.map(({ nom }) => nom)}::text[])
      and (locked_at is not null or (attempts < max_attempts and run_at <= now()))`.execute(db)
  return rows[0]?.n ?? 0
}
