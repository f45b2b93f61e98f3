import { parseCronItems } from 'graphile-worker'

/** Looks back one day at most: a schedule missed for longer is due once, not once per day missed. */
const MINUTES_MAX = 24 * 60

/** True when a five-field cron expression (UTC) had a time to run after `depuis`, up to `jusqua` included. Throws when it is not one. */
export function cronIsDue(cron: string, depuis: Date, jusqua: Date): boolean {
  const [item] = parseCronItems([{ task: 'x', match: cron }])
  const derniere = Math.floor(jusqua.getTime() / 60_000)
  const premiere = Math.max(Math.floor(depuis.getTime() / 60_000) + 1, derniere - MINUTES_MAX)
  for (let minute = premiere; minute <= derniere; minute++) {
    const d = new Date(minute * 60_000)
    const digest = {
      min: d.getUTCMinutes(),
      hour: d.getUTCHours(),
      date: d.getUTCDate(),
      month: d.getUTCMonth() + 1,
      dow: d.getUTCDay()
    }
    if (item?.match(digest)) return true
  }
  return false
}

/** The first time of a five-field cron expression (UTC) after an instant, within a year. Throws when it is not one. */
export function nextCron(cron: string, apres: Date): Date | undefined {
  const [item] = parseCronItems([{ task: 'x', match: cron }])
  const premiere = Math.floor(apres.getTime() / 60_000) + 1
  for (let minute = premiere; minute < premiere + 366 * MINUTES_MAX; minute++) {
    const d = new Date(minute * 60_000)
    const digest = {
      min: d.getUTCMinutes(),
      hour: d.getUTCHours(),
      date: d.getUTCDate(),
      month: d.getUTCMonth() + 1,
      dow: d.getUTCDay()
    }
    if (item?.match(digest)) return d
  }
  return undefined
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
