import { parseCronItems } from 'graphile-worker'

/** Looks back one day at most: a schedule missed for longer is due once, not once per day missed. */
const MINUTES_MAX = 24 * 60

const MINUTE_MS = 60_000
const minuteOf = (instant: Date) => Math.floor(instant.getTime() / MINUTE_MS)

/** The first minute (since 1970) of a cron expression from `premiere` to `derniere`, both included. Throws when it is not one. */
function findMinute(cron: string, premiere: number, derniere: number): number | undefined {
  const [item] = parseCronItems([{ task: 'x', match: cron }])
  for (let minute = premiere; minute <= derniere; minute++) {
    const d = new Date(minute * MINUTE_MS)
    const digest = {
      min: d.getUTCMinutes(),
      hour: d.getUTCHours(),
      date: d.getUTCDate(),
      month: d.getUTCMonth() + 1,
      dow: d.getUTCDay()
    }
    if (item?.match(digest)) return minute
  }
  return undefined
}

/** True when a five-field cron expression (UTC) had a time to run after `depuis`, up to `jusqua` included. Throws when it is not one. */
export function cronIsDue(cron: string, depuis: Date, jusqua: Date): boolean {
  const derniere = minuteOf(jusqua)
  return findMinute(cron, Math.max(minuteOf(depuis) + 1, derniere - MINUTES_MAX), derniere) !== undefined
}

/** The first time of a five-field cron expression (UTC) after an instant, within a year. Throws when it is not one. */
export function nextCron(cron: string, apres: Date): Date | undefined {
  const premiere = minuteOf(apres) + 1
  const minute = findMinute(cron, premiere, premiere + 366 * MINUTES_MAX - 1)
  return minute === undefined ? undefined : new Date(minute * MINUTE_MS)
}

/** The longest wait, in milliseconds, between a few of its times: three days for « every weekday ». */
export function cronPeriod(cron: string, depuis: Date): number | undefined {
  let longue: number | undefined
  let precedente = nextCron(cron, depuis)
  for (let i = 0; i < 8 && precedente; i++) {
    const suivante = nextCron(cron, precedente)
    if (!suivante) break
    longue = Math.max(longue ?? 0, suivante.getTime() - precedente.getTime())
    precedente = suivante
  }
  return longue
}
