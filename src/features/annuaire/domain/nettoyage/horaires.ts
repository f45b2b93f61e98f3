import type { NomJour } from '../declaration.ts'
import type { NomChamp } from '../schema.ts'
import { ecarter, type Lecture } from './lecture.ts'
import { donner } from './textes.ts'

export const JOURS_OSM: Readonly<Record<NomJour, string>> = {
  lundi: 'Mo',
  mardi: 'Tu',
  mercredi: 'We',
  jeudi: 'Th',
  vendredi: 'Fr',
  samedi: 'Sa',
  dimanche: 'Su'
}

const HEURE = '(?:[01]?\\d|2[0-4]):[0-5]\\d'
const JOUR = '(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)(?:\\[-?\\d(?:[,-]-?\\d)*\\])?'
const MOIS = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)'
const REGLE_OSM = new RegExp(
  `^(?:(?:${MOIS}(?: \\d{1,2})?(?:-(?:${MOIS}(?: )?)?(?:\\d{1,2})?)?(?:,${MOIS}(?:-${MOIS})?)*:? |week \\d{1,2}(?:-\\d{1,2}(?:/\\d)?)?:? )?` +
    `(?:${JOUR}(?:[-,] ?${JOUR})* ?)?)(?:${HEURE}-${HEURE}(?:, ?${HEURE}-${HEURE})*|off|closed)?(?: "[^"]{0,80}")?$`
)

/** Looks like OSM's opening_hours. Meaning (holidays, overlaps) is for the library that reads them later. */
export function estHoraireOsm(texte: string): boolean {
  if (texte === '24/7') return true
  if (texte.length > 500 || !/\d|off|closed/.test(texte)) return false
  return texte.split(/;|\|\|/).every((regle) => {
    const net = regle.trim()
    return net !== '' && /:\d\d-|off|closed/.test(net) && REGLE_OSM.test(net)
  })
}

/** A whole week in one cell. */
export function lireHoraires(texte: string, champ: NomChamp): Lecture {
  const net = texte.trim()
  if (net.length <= 500) {
    if (estHoraireOsm(net)) return { dons: [[champ, net]], remarques: [] }
    const repare = net.replace(
      /(\d{1,2})[hH](\d{2})/g,
      (_, heures: string, minutes: string) => `${heures.padStart(2, '0')}:${minutes}`
    )
    if (repare !== net && estHoraireOsm(repare)) return donner(champ, texte, repare, 'horaires-repares')
    if (/^(?:7 ?j(?:ours)?\/7|24 ?h(?:eures)?\/24)[ ,;et]*(?:24 ?h(?:eures)?\/24|7 ?j(?:ours)?\/7)$/i.test(net))
      return donner(champ, texte, '24/7', 'horaires-repares')
  }
  return ecarter(champ, texte, 'horaires-en-toutes-lettres')
}

/** `ferme`, the slots « 09:00-12:00,14:00-17:00 », or nothing when the text says something else. */
type JourLu = { readonly ferme: true } | { readonly plages: string }

const FERME = /^[: ]*(?:f[eé]rm[eé]e?s?|closed|off|-+|non|pas d['’ ]ouverture)[ .]*$/i
const HEURES = /(\d{1,2}) ?(?:h(?:eures?)?|:|\.(?=\d\d)) ?(\d{2})?/gi
/** What may stand around two times without changing what they say. */
const LIAISON = /^(?:[\s/–—,;&|à-]|de|et|puis|au|ouvert|matin|après-midi|apres-midi|:)*$/i

/** « 09:00 - 12:00 / 13:30 - 17:00 », « 9h à 12h30 et 14h-18h ». */
export function lireJour(texte: string): JourLu | undefined {
  const net = texte.trim()
  if (net.length > 120) return undefined
  if (FERME.test(net)) return { ferme: true }
  const heures = [...net.matchAll(HEURES)]
  if (heures.length === 0 || heures.length % 2 !== 0 || !LIAISON.test(net.replace(HEURES, ' '))) return undefined

  let remplissage = 0
  const plages: (readonly [number, number])[] = []
  for (let i = 0; i < heures.length; i += 2) {
    const [debut, fin] = [minutes(heures[i]), minutes(heures[i + 1])]
    // « 00:00 - 00:00 » fills an empty slot of the form.
    if (debut === 0 && fin === 0) {
      remplissage++
      continue
    }
    if (debut === undefined || fin === undefined || fin <= debut) return undefined
    if (!plages.some(([d, f]) => d === debut && f === fin)) plages.push([debut, fin])
  }
  if (remplissage * 2 === heures.length) return { ferme: true }
  plages.sort(([a], [b]) => a - b)
  // Slots that overlap speak of several weeks, or of a mistake: nobody can say which one holds.
  if (plages.length === 0 || plages.some(([debut], i) => debut < (plages[i - 1]?.[1] ?? 0))) return undefined
  return { plages: plages.map(([debut, fin]) => `${horloge(debut)}-${horloge(fin)}`).join(',') }
}

function minutes(heure: RegExpMatchArray | undefined): number | undefined {
  const [h, m] = [Number(heure?.[1]), Number(heure?.[2] ?? 0)]
  return h > 24 || m > 59 || h * 60 + m > 1440 ? undefined : h * 60 + m
}

const horloge = (total: number) =>
  `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`

const ORDRE = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const

/** Days that share their slots are said together: « Mo,Tu 09:00-12:00; We-Fr 14:00-17:00 ». */
export function semaineOsm(parJour: ReadonlyMap<string, string>): string | undefined {
  const groupes = new Map<string, number[]>()
  for (const [i, jour] of ORDRE.entries()) {
    const plages = parJour.get(jour)
    if (!plages) continue
    const jours = groupes.get(plages)
    if (jours) jours.push(i)
    else groupes.set(plages, [i])
  }
  if (groupes.size === 0) return undefined
  return [...groupes].map(([plages, jours]) => `${suites(jours)} ${plages}`).join('; ')
}

function suites(jours: readonly number[]): string {
  const morceaux: string[] = []
  for (let i = 0; i < jours.length; ) {
    let fin = i
    while (jours[fin + 1] === (jours[fin] ?? 0) + 1) fin++
    const [premier, dernier] = [ORDRE[jours[i] ?? 0], ORDRE[jours[fin] ?? 0]]
    if (fin - i >= 2) morceaux.push(`${premier}-${dernier}`)
    else for (let j = i; j <= fin; j++) morceaux.push(ORDRE[jours[j] ?? 0] ?? '')
    i = fin + 1
  }
  return morceaux.join(',')
}
