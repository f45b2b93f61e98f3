import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { join } from 'node:path'

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  try {
    // A zombie answers signals but serves nobody.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return true
  }
}

/** True when this process is a PostgreSQL of this folder: numbers are given again, after a restart of the machine first. */
export function serves(pid: number, grappe: string): boolean {
  if (!isAlive(pid)) return false
  if (!existsSync('/proc/self/cwd')) return true
  try {
    // A server works from its data folder; one that we may not look at is somebody else's.
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(grappe)
  } catch {
    return false
  }
}

/** True when any process, even one whose server was killed, still works in this folder. Where we cannot know: true. */
export function isInhabited(grappe: string): boolean {
  if (!existsSync('/proc/self/cwd')) return true
  return readdirSync('/proc').some((nom) => /^\d+$/.test(nom) && serves(Number(nom), grappe))
}

/** What the server of this folder wrote when it started: its process and its port. */
export function readPostmaster(grappe: string): { pid: number; port: number } | undefined {
  try {
    const lignes = readFileSync(join(grappe, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lignes[0]), port: Number(lignes[3]) }
  } catch {
    return undefined
  }
}
