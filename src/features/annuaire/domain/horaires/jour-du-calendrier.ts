import { jourFerie } from '../../../territoires/vocabulaire.ts'

/** What rules ask of a day. Worked out once per day: a search asks the same two days of thousands of texts. */
export interface JourDuCalendrier {
  /** YYYY-MM-DD. */
  readonly date: string
  readonly annee: number
  /** From 0. */
  readonly mois: number
  readonly jourDuMois: number
  /** How many days its month has. */
  readonly joursDuMois: number
  /** 0 is Monday. */
  readonly jour: number
  /** ISO 8601 week, 1 to 53. */
  readonly semaine: number
  /** The day before, YYYY-MM-DD. */
  readonly veille: string
  /** Name of its public holiday there. */
  ferie(departement: string | undefined): string | undefined
}

const connus = new Map<string, JourDuCalendrier>()
const CONNUS_MAX = 2000

export function jourDuCalendrier(date: string): JourDuCalendrier {
  const connu = connus.get(date)
  if (connu) return connu
  const minuit = new Date(`${date}T00:00:00Z`)
  const jour = (minuit.getUTCDay() + 6) % 7
  const [annee, mois] = [minuit.getUTCFullYear(), minuit.getUTCMonth()]
  // A week belongs to the year of its Thursday.
  const jeudi = minuit.getTime() + (3 - jour) * JOUR_MS
  const semaine = 1 + Math.floor((jeudi - Date.UTC(new Date(jeudi).getUTCFullYear(), 0, 1)) / (7 * JOUR_MS))
  const feries = new Map<string | undefined, string | undefined>()
  const lu: JourDuCalendrier = {
    date,
    annee,
    mois,
    jourDuMois: minuit.getUTCDate(),
    joursDuMois: new Date(Date.UTC(annee, mois + 1, 0)).getUTCDate(),
    jour,
    semaine,
    veille: decaler(date, -1),
    ferie(departement) {
      const connu = feries.get(departement)
      if (connu !== undefined || feries.has(departement)) return connu
      const nom = jourFerie(date, departement)
      feries.set(departement, nom)
      return nom
    }
  }
  if (connus.size >= CONNUS_MAX) connus.clear()
  connus.set(date, lu)
  return lu
}

/** « 2026-03-01 », -1 → « 2026-02-28 ». */
export function decaler(date: string, jours: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + jours * JOUR_MS).toISOString().slice(0, 10)
}

const JOUR_MS = 86_400_000
