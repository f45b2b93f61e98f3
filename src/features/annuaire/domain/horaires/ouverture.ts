import { decaler, type JourDuCalendrier, jourDuCalendrier } from './jour-du-calendrier.ts'
import {
  type DateAnnuelle,
  type Etat,
  type JourChoisi,
  MINUTES_DU_JOUR,
  type Periode,
  type Plage,
  type Regle,
  SANS_CADRE
} from './modele.ts'
import { lireOsm } from './osm.ts'

/**
 * Is it open at that moment? Follows OSM's own rules (a later one replaces, adds or speaks when nothing else does), and
 * says « inconnu » wherever somebody could travel for nothing: by appointment, no closing time, a public holiday or
 * school holidays that the text leaves open.
 */

/** A moment on the lieu's own wall clock. */
export interface MomentLocal {
  /** YYYY-MM-DD. */
  readonly date: string
  /** From midnight, 0 to 1439. */
  readonly minutes: number
}

/** Why nobody can tell. */
export type Motif =
  | { readonly genre: 'commentaire'; readonly texte: string }
  | { readonly genre: 'ferie'; readonly nom: string }
  | { readonly genre: 'vacances' }
  | { readonly genre: 'fin-inconnue' }
  | { readonly genre: 'non-precise' }

/** A part of a day; what no part covers is closed. */
export interface Tranche {
  /** Minutes from midnight; `fin` passes 1440 when the lieu closes after midnight. */
  readonly debut: number
  readonly fin: number
  readonly etat: 'ouvert' | 'inconnu'
  readonly motif?: Motif
}

/** In order, without overlap. */
export type Journee = readonly Tranche[]

export interface HorairesCompiles {
  /** The parts of the spans that begin that day. */
  journee(date: string): Journee
  /** Name of the public holiday whose hours the text leaves open. */
  ferieTu(date: string): string | undefined
  /** True when a span passes midnight: the day before matters too. */
  readonly passeMinuit: boolean
}

/** Undefined when the text is not the OSM that we read: it is shown as written, and is neither open nor closed. */
export function compilerHoraires(osm: string, departement: string | undefined): HorairesCompiles | undefined {
  const regles = lireOsm(osm)
  if (!regles?.every(({ cadre }) => cadre.periodes.every(estLisible))) return undefined
  return new Horaires(regles, departement)
}

export function etatA(horaires: HorairesCompiles, moment: MomentLocal): Etat {
  return trancheA(horaires, moment)?.etat ?? 'ferme'
}

/** The part of the day that holds this moment, or undefined when it is closed. */
export function trancheA(horaires: HorairesCompiles, { date, minutes }: MomentLocal): Tranche | undefined {
  const celle = trouver(horaires.journee(date), minutes)
  if (!horaires.passeMinuit || celle?.etat === 'ouvert') return celle
  // A span belongs to the day it begins: what Tuesday says does not shorten Monday's night.
  return trouver(horaires.journee(jourDuCalendrier(date).veille), minutes + MINUTES_DU_JOUR) ?? celle
}

export interface Changement {
  readonly etat: Etat
  readonly date: string
  readonly minutes: number
  /** Days from the moment asked: 0 is the same day. */
  readonly dans: number
  readonly motif?: Motif | undefined
}

/** Five weeks hold what opens once a month, as a bus on its round; further, nobody plans from a fiche. */
const HORIZON_JOURS = 35

/** When the state next changes, or next becomes the one asked; undefined when it does not within five weeks. */
export function prochainChangement(
  horaires: HorairesCompiles,
  moment: MomentLocal,
  vers?: Etat
): Changement | undefined {
  const depart = etatA(horaires, moment)
  for (let dans = 0; dans <= HORIZON_JOURS; dans++) {
    const date = dans === 0 ? moment.date : decaler(moment.date, dans)
    for (const minutes of bornesDuJour(horaires, date)) {
      if (dans === 0 && minutes <= moment.minutes) continue
      const tranche = trancheA(horaires, { date, minutes })
      const etat = tranche?.etat ?? 'ferme'
      if (vers === undefined ? etat !== depart : etat === vers)
        return { etat, date, minutes, dans, motif: tranche?.motif }
    }
  }
  return undefined
}

/** Minutes of the day where the state may change, ascending. */
function bornesDuJour(horaires: HorairesCompiles, date: string): number[] {
  const bornes = new Set<number>([0])
  for (const { debut, fin } of horaires.journee(date)) bornes.add(debut).add(fin)
  if (horaires.passeMinuit)
    for (const { debut, fin } of horaires.journee(jourDuCalendrier(date).veille))
      bornes.add(debut - MINUTES_DU_JOUR).add(fin - MINUTES_DU_JOUR)
  return [...bornes].filter((borne) => borne >= 0 && borne < MINUTES_DU_JOUR).sort((a, b) => a - b)
}

function trouver(journee: Journee, minutes: number): Tranche | undefined {
  for (const tranche of journee) if (minutes < tranche.fin) return minutes >= tranche.debut ? tranche : undefined
  return undefined
}

const FERMEE: Journee = []
/** Days kept for texts that are more than a week: a search asks one or two. */
const JOURNEES_MAX = 8

class Horaires implements HorairesCompiles {
  readonly passeMinuit: boolean
  readonly #regles: readonly Regle[]
  /** In the order that holidays want. */
  readonly #reglesFeriees: readonly Regle[]
  readonly #departement: string | undefined
  readonly #permanents: boolean
  readonly #vacances: boolean
  /** Monday first, holidays apart: enough when no rule looks at the date. */
  readonly #semaine: readonly Journee[] | undefined
  #journees: Map<string, Journee> | undefined

  constructor(regles: readonly Regle[], departement: string | undefined) {
    this.#regles = prolongerReplis(regles)
    this.#reglesFeriees = feriesEnDernier(this.#regles)
    this.#departement = departement
    this.passeMinuit = regles.some(({ plages }) => plages.some(({ fin }) => fin > MINUTES_DU_JOUR))
    this.#vacances = regles.some(({ cadre, vacancesAussi }) => cadre.vacances || vacancesAussi)
    const [seule] = regles
    this.#permanents =
      regles.length === 1 &&
      seule !== undefined &&
      !aUnSelecteur(seule) &&
      seule.etat === 'ouvert' &&
      seule.plages.every(({ debut, fin }) => debut === 0 && fin === MINUTES_DU_JOUR)
    const simple =
      !this.#vacances && regles.every((r) => r.cadre === SANS_CADRE && r.jours.every((j) => j.rangs.length === 0))
    this.#semaine = simple ? this.#semaineType() : undefined
  }

  /** Most days of a week are alike: they share their parts. */
  #semaineType(): readonly Journee[] {
    const vues: { readonly couches: readonly Regle[]; readonly journee: Journee }[] = []
    return SEMAINE_TYPE.map((jour) => {
      const couches = this.#couches(jour, false, false)
      const pareille = vues.find((vue) => memesRegles(vue.couches, couches))
      if (pareille) return pareille.journee
      const journee = superposer(couches)
      vues.push({ couches, journee })
      return journee
    })
  }

  journee(date: string): Journee {
    const jour = jourDuCalendrier(date)
    const ferie = this.#permanents ? undefined : jour.ferie(this.#departement)
    if (ferie === undefined && this.#semaine) return this.#semaine[jour.jour] ?? FERMEE
    const connue = this.#journees?.get(date)
    if (connue) return connue
    const resolue = this.#resoudre(jour, ferie !== undefined)
    const journee = ferie !== undefined && !this.#ditLeFerie(jour) ? douter(resolue, ferie) : resolue
    if (!this.#journees || this.#journees.size >= JOURNEES_MAX) this.#journees = new Map()
    this.#journees.set(date, journee)
    return journee
  }

  ferieTu(date: string): string | undefined {
    if (this.#permanents) return undefined
    const jour = jourDuCalendrier(date)
    return this.#ditLeFerie(jour) ? undefined : jour.ferie(this.#departement)
  }

  #resoudre(jour: JourDuCalendrier, ferie: boolean): Journee {
    const hors = superposer(this.#couches(jour, ferie, false))
    // Their dates change with the zone and the year, and nobody gave them: what they would change is not known.
    return this.#vacances ? comparer(hors, superposer(this.#couches(jour, ferie, true))) : hors
  }

  /** The rules that speak of that day, those that a later one replaces left out. */
  #couches(jour: JourDuCalendrier, ferie: boolean, vacances: boolean): readonly Regle[] {
    let couches: Regle[] = []
    let avant: Regle | undefined
    for (const regle of ferie ? this.#reglesFeriees : this.#regles) {
      if (convient(regle, jour, ferie, vacances)) {
        if (remplace(regle, avant)) couches = []
        couches.push(regle)
      }
      avant = regle
    }
    return couches
  }

  /** The text says what happens that day: by its holidays, or by its date. */
  #ditLeFerie(jour: JourDuCalendrier): boolean {
    return this.#regles.some(
      (regle) =>
        (regle.feries && regle.lien !== '||' && cadreConvient(regle, jour, true)) ||
        (regle.cadre.periodes.some((periode) => estLeJour(periode, jour)) && convient(regle, jour, true, false))
    )
  }
}

/** Seven days of which only the name matters. */
const SEMAINE_TYPE = [5, 6, 7, 8, 9, 10, 11].map((jour) => jourDuCalendrier(`2026-01-${String(jour).padStart(2, '0')}`))

const memesRegles = (a: readonly Regle[], b: readonly Regle[]) =>
  a.length === b.length && a.every((regle, i) => regle === b[i])

/** « A || B, C »: C completes B, and speaks only when A does not. */
function prolongerReplis(regles: readonly Regle[]): readonly Regle[] {
  let repli = false
  return regles.map((regle) => {
    if (regle.lien !== ',') repli = regle.lien === '||'
    return repli && regle.lien === ',' ? { ...regle, lien: '||' } : regle
  })
}

/** « PH off; Mo-Fr … »: OSM would open on a holiday Monday, its author did not. What is said of holidays alone comes last. */
function feriesEnDernier(regles: readonly Regle[]): readonly Regle[] {
  const blocs: Regle[][] = []
  for (const regle of regles) {
    const dernier = blocs.at(-1)
    if (regle.lien === ';' || !dernier) blocs.push([regle])
    else dernier.push(regle)
  }
  const desFeries = ([tete]: readonly Regle[]) => tete?.feries === true && tete.jours.length === 0
  const ordinaire = blocs.findLastIndex((bloc) => !desFeries(bloc) && bloc[0]?.cadre.periodes.length === 0)
  const avant = blocs.slice(0, ordinaire + 1)
  return [...avant.filter((bloc) => !desFeries(bloc)), ...avant.filter(desFeries), ...blocs.slice(ordinaire + 1)].flat()
}

const aUnSelecteur = ({ cadre, jours, feries, vacancesAussi }: Regle) =>
  cadre !== SANS_CADRE || jours.length > 0 || feries || vacancesAussi

/** A closing takes hours away; any other rule after « ; » takes the place of what was said of that day. */
function remplace(regle: Regle, avant: Regle | undefined): boolean {
  if (regle.lien !== ';' || regle.etat === 'ferme') return false
  return aUnSelecteur(regle) || (regle.etat === 'ouvert' && avant !== undefined && !aUnSelecteur(avant))
}

function convient(regle: Regle, jour: JourDuCalendrier, ferie: boolean, vacances: boolean): boolean {
  if (!cadreConvient(regle, jour, vacances)) return false
  const { jours, feries, vacancesAussi } = regle
  if (jours.length === 0 && !feries && !vacancesAussi) return true
  return (feries && ferie) || (vacancesAussi && vacances) || jours.some((choisi) => estChoisi(choisi, jour))
}

function cadreConvient({ cadre }: Regle, jour: JourDuCalendrier, vacances: boolean): boolean {
  if (cadre === SANS_CADRE) return true
  const { periodes, semaines } = cadre
  if (cadre.vacances && !vacances) return false
  if (periodes.length > 0 && !periodes.some((periode) => estDans(periode, jour))) return false
  return (
    semaines.length === 0 ||
    semaines.some(({ du, au, pas }) => jour.semaine >= du && jour.semaine <= au && (jour.semaine - du) % pas === 0)
  )
}

function estChoisi({ jour, rangs }: JourChoisi, { jour: celui, jourDuMois, joursDuMois }: JourDuCalendrier): boolean {
  if (jour !== celui) return false
  if (rangs.length === 0) return true
  const rang = Math.ceil(jourDuMois / 7)
  const avantLaFin = Math.ceil((joursDuMois - jourDuMois + 1) / 7)
  return rangs.includes(rang) || rangs.includes(-avantLaFin)
}

/** A year on the second date alone says nothing of the years before. */
const estLisible = ({ du, au }: Periode) => au === undefined || au.annee === undefined || du.annee !== undefined

const estLeJour = ({ du, au }: Periode, jour: JourDuCalendrier) =>
  au === undefined && du.jour !== undefined && estDans({ du }, jour)

function estDans({ du, au = du }: Periode, { annee, mois, jourDuMois }: JourDuCalendrier): boolean {
  const celui = mois * 32 + jourDuMois
  const debut = du.mois * 32 + (du.jour ?? 0)
  const fin = au.mois * 32 + (au.jour ?? 31)
  const [depuis, jusque] = annees(du, au, fin < debut)
  if (depuis !== undefined && jusque !== undefined) {
    const rang = annee * 500 + celui
    return rang >= depuis * 500 + debut && rang <= jusque * 500 + fin
  }
  return fin < debut ? celui >= debut || celui <= fin : celui >= debut && celui <= fin
}

const annees = (du: DateAnnuelle, au: DateAnnuelle, passeLAn: boolean) =>
  [du.annee, au.annee ?? (du.annee === undefined ? undefined : du.annee + (passeLAn ? 1 : 0))] as const

// ---------------------------------------------------------------------------------------------------- parts of the day

/** Each rule speaks over those before it; a fallback where they leave the day closed. */
function superposer(couches: readonly Regle[]): Journee {
  if (couches.length === 0) return FERMEE
  const pieces = couches.map(({ lien, etat, plages, commentaire }) => ({
    repli: lien === '||',
    etat,
    commentaire,
    plages: plages.length === 0 ? TOUT_LE_JOUR : plages
  }))
  const bornes = new Set(pieces.flatMap(({ plages }) => plages.flatMap(({ debut, fin }) => [debut, fin])))
  return decouper(bornes, (minutes) => {
    let etat: Etat = 'ferme'
    let motif: Motif | undefined
    for (const piece of pieces) {
      const rang = piece.plages.findIndex(({ debut, fin }) => minutes >= debut && minutes < fin)
      if (rang < 0 || (piece.repli && etat !== 'ferme')) continue
      const plage = piece.plages[rang]
      // « 07:00+,12:00-16:00 »: the second span also tells when the first one ends.
      const sansFin = plage?.ouverteFin === true && piece.etat === 'ouvert'
      if (sansFin && piece.plages.some((autre, i) => i !== rang && autre.debut > plage.debut && autre.fin <= minutes))
        continue
      etat = sansFin ? 'inconnu' : piece.etat
      motif =
        etat !== 'inconnu'
          ? undefined
          : piece.commentaire !== undefined
            ? { genre: 'commentaire', texte: piece.commentaire }
            : { genre: sansFin ? 'fin-inconnue' : 'non-precise' }
    }
    return etat === 'ferme' ? undefined : motif ? { etat, motif } : { etat }
  })
}

const TOUT_LE_JOUR: readonly Plage[] = [{ debut: 0, fin: MINUTES_DU_JOUR }]

/** What two readings of a day agree on; elsewhere, it depends on the school holidays. */
function comparer(hors: Journee, pendant: Journee): Journee {
  const bornes = new Set([...hors, ...pendant].flatMap(({ debut, fin }) => [debut, fin]))
  return decouper(bornes, (minutes) => {
    const [a, b] = [trouver(hors, minutes), trouver(pendant, minutes)]
    if (a?.etat === b?.etat) return a
    return { etat: 'inconnu', motif: { genre: 'vacances' } }
  })
}

const douter = (journee: Journee, nom: string): Journee =>
  journee.map(({ debut, fin }) => ({ debut, fin, etat: 'inconnu', motif: { genre: 'ferie', nom } }))

function decouper(
  bornes: ReadonlySet<number>,
  lire: (minutes: number) => Omit<Tranche, 'debut' | 'fin'> | undefined
): Journee {
  const triees = [...bornes].sort((a, b) => a - b)
  const tranches: Tranche[] = []
  for (let i = 0; i + 1 < triees.length; i++) {
    const [debut = 0, fin = 0] = [triees[i], triees[i + 1]]
    const lue = lire(debut)
    if (!lue) continue
    const derniere = tranches.at(-1)
    if (derniere?.fin === debut && derniere.etat === lue.etat && memeMotif(derniere.motif, lue.motif))
      tranches[tranches.length - 1] = { ...derniere, fin }
    else tranches.push({ debut, fin, etat: lue.etat, ...(lue.motif && { motif: lue.motif }) })
  }
  return tranches
}

function memeMotif(a: Motif | undefined, b: Motif | undefined): boolean {
  if (a?.genre !== b?.genre) return false
  return a?.genre !== 'commentaire' || b?.genre !== 'commentaire' || a.texte === b.texte
}
