/**
 * The plain week written in an OSM opening-hours text: « Mo-Fr 09:00-12:00,14:00-17:00; Sa 10:00-12:00 ».
 * Anything richer (weeks, months, « by appointment », sunrise…) is not a plain week: the reader answers undefined and
 * the page shows the text itself. Public holidays are set aside: they change no day of the usual week.
 */

/** Minutes from midnight; `fin` may pass 1440 when the lieu closes after midnight. */
export interface Plage {
  readonly debut: number
  readonly fin: number
}

/** Seven days, Monday first. An empty day is closed. */
export type Semaine = readonly (readonly Plage[])[]

export interface HorairesSimples {
  readonly semaine: Semaine
  /** What the text says of public holidays: closed, open, or nothing. */
  readonly joursFeries: 'ferme' | 'ouvert' | undefined
}

export const JOURS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const

const CODES = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']
const TOUS = [0, 1, 2, 3, 4, 5, 6]
const MINUTES_DU_JOUR = 1440
// A week written day by day takes 200 characters; beyond this it is prose.
const LONGUEUR_MAX = 400

export function lireSemaine(horaires: string): HorairesSimples | undefined {
  if (horaires.length > LONGUEUR_MAX) return undefined
  const regles = horaires
    .split(';')
    .map((regle) => regle.trim())
    .filter(Boolean)
  if (regles.length === 0) return undefined

  const jours: (readonly Plage[] | undefined)[] = TOUS.map(() => undefined)
  let joursFeries: HorairesSimples['joursFeries']
  for (const texte of regles) {
    const regle = lireRegle(texte)
    if (!regle) return undefined
    // In OSM a later rule replaces what an earlier one said of the same day.
    for (const jour of regle.jours) jours[jour] = regle.plages
    if (regle.feries) joursFeries = regle.plages.length > 0 ? 'ouvert' : 'ferme'
  }
  // Only holidays, or every day closed: this describes no week.
  if (jours.every((plages) => !plages || plages.length === 0)) return undefined
  return { semaine: jours.map((plages) => plages ?? []), joursFeries }
}

interface Regle {
  readonly jours: readonly number[]
  readonly feries: boolean
  readonly plages: readonly Plage[]
}

const REGLE = /^(?:([A-Za-z][A-Za-z, -]*?)[ :]*)?(\d{1,2}:\d{2}.*|off|closed)$/i

function lireRegle(texte: string): Regle | undefined {
  if (texte === '24/7') return { jours: TOUS, feries: false, plages: [{ debut: 0, fin: MINUTES_DU_JOUR }] }
  const [, quand, heures = ''] = REGLE.exec(texte) ?? []
  const jours = quand === undefined ? { jours: TOUS, feries: false } : lireJours(quand)
  const plages = /^(off|closed)$/i.test(heures) ? [] : lirePlages(heures)
  return jours && plages && { ...jours, plages }
}

function lireJours(texte: string): { jours: readonly number[]; feries: boolean } | undefined {
  const jours = new Set<number>()
  let feries = false
  for (const morceau of texte.split(',').map((m) => m.trim())) {
    if (morceau === 'PH') {
      feries = true
      continue
    }
    const [debut = '', fin = debut, reste] = morceau.split('-').map((code) => code.trim())
    const [a, b] = [CODES.indexOf(debut), CODES.indexOf(fin)]
    if (a < 0 || b < 0 || reste !== undefined) return undefined
    for (let jour = a; ; jour = (jour + 1) % 7) {
      jours.add(jour)
      if (jour === b) break
    }
  }
  return { jours: [...jours], feries }
}

const PLAGE = /^(\d{1,2}):(\d{2}) ?- ?(\d{1,2}):(\d{2})$/

function lirePlages(texte: string): readonly Plage[] | undefined {
  const plages: Plage[] = []
  for (const morceau of texte.split(',').map((m) => m.trim())) {
    const nombres = PLAGE.exec(morceau)?.slice(1).map(Number)
    if (!nombres) return undefined
    const [h1, m1, h2, m2] = nombres as [number, number, number, number]
    if (h1 > 24 || h2 > 24 || m1 > 59 || m2 > 59) return undefined
    const debut = h1 * 60 + m1
    const fin = h2 * 60 + m2
    if (debut === fin || debut > MINUTES_DU_JOUR || fin > MINUTES_DU_JOUR) return undefined
    plages.push({ debut, fin: fin > debut ? fin : fin + MINUTES_DU_JOUR })
  }
  plages.sort((a, b) => a.debut - b.debut)
  // Two overlapping spans are a mistake somebody should read in the text itself.
  if (plages.some((plage, i) => i > 0 && plage.debut < (plages[i - 1]?.fin ?? 0))) return undefined
  return plages
}

/** « 9 h à 12 h, 14 h à 18 h 30 », « fermé », « ouvert toute la journée ». */
export function plagesEnMots(plages: readonly Plage[]): string {
  if (plages.length === 0) return 'fermé'
  if (plages.some(({ debut, fin }) => debut === 0 && fin >= MINUTES_DU_JOUR)) return 'ouvert toute la journée'
  return plages.map(({ debut, fin }) => `${minutesEnMots(debut)}\u00a0à\u00a0${minutesEnMots(fin)}`).join(', ')
}

/** 570 → « 9 h 30 », 1440 → « minuit ». */
export function minutesEnMots(minutes: number): string {
  if (minutes === MINUTES_DU_JOUR) return 'minuit'
  const [h, m] = [Math.floor(minutes / 60) % 24, minutes % 60]
  return m === 0 ? `${h}\u00a0h` : `${h}\u00a0h\u00a0${String(m).padStart(2, '0')}`
}
