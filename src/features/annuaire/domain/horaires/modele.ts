/** What an OSM opening_hours text says, rule by rule. Only what this project writes or meets: no sunrise, no Easter. */

/** Minutes from midnight; `fin` passes 1440 when the lieu closes after midnight. */
export interface Plage {
  readonly debut: number
  readonly fin: number
  /** « 10:00+ »: nobody said until when. */
  readonly ouverteFin?: true
}

export type Etat = 'ouvert' | 'ferme' | 'inconnu'

/** A date of every year (or of one): months count from 0. */
export interface DateAnnuelle {
  readonly annee?: number
  readonly mois: number
  readonly jour?: number
}

export interface Periode {
  readonly du: DateAnnuelle
  readonly au?: DateAnnuelle
}

export interface Semaines {
  readonly du: number
  readonly au: number
  readonly pas: number
}

/** When a rule applies, days aside. */
export interface Cadre {
  readonly periodes: readonly Periode[]
  readonly semaines: readonly Semaines[]
  /** School holidays, together with the days: « SH Mo-Fr ». */
  readonly vacances: boolean
}

/** Monday is 0. `rangs`: the first, the third, the last (-1) of the month; empty for all. */
export interface JourChoisi {
  readonly jour: number
  readonly rangs: readonly number[]
}

export interface Regle {
  /** How it follows the rule before: « ; » replaces the same days, « , » adds, « || » speaks when nothing else does. */
  readonly lien: ';' | ',' | '||'
  readonly cadre: Cadre
  /** Empty: every day. */
  readonly jours: readonly JourChoisi[]
  /** Public holidays, school holidays: listed with the days, « Mo-Fr,PH ». */
  readonly feries: boolean
  readonly vacancesAussi: boolean
  /** Empty: the whole day. */
  readonly plages: readonly Plage[]
  readonly etat: Etat
  readonly commentaire?: string | undefined
}

export const SANS_CADRE: Cadre = { periodes: [], semaines: [], vacances: false }
export const CODES_JOURS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const
export const CODES_MOIS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
export const MINUTES_DU_JOUR = 1440

const deux = (n: number) => String(n).padStart(2, '0')

/** 570 → « 09:30 »; after midnight the next day's clock, except for midnight itself. */
function horloge(minutes: number): string {
  const total = minutes > MINUTES_DU_JOUR ? minutes - MINUTES_DU_JOUR : minutes
  return `${deux(Math.floor(total / 60))}:${deux(total % 60)}`
}

const ecrirePlages = (plages: readonly Plage[]): string =>
  plages
    .map(({ debut, fin, ouverteFin }) => (ouverteFin ? `${horloge(debut)}+` : `${horloge(debut)}-${horloge(fin)}`))
    .join(',')

/** Three days in a row or more are a range: « Mo-We,Fr ». */
function ecrireJours(jours: readonly JourChoisi[]): string {
  const simples = new Set(jours.filter(({ rangs }) => rangs.length === 0).map(({ jour }) => jour))
  const morceaux: string[] = []
  for (let jour = 0; jour < 7; ) {
    if (!simples.has(jour)) {
      jour++
      continue
    }
    let fin = jour
    while (simples.has(fin + 1)) fin++
    if (fin - jour >= 2) morceaux.push(`${CODES_JOURS[jour]}-${CODES_JOURS[fin]}`)
    else for (let j = jour; j <= fin; j++) morceaux.push(CODES_JOURS[j] ?? '')
    jour = fin + 1
  }
  for (const { jour, rangs } of jours) if (rangs.length > 0) morceaux.push(`${CODES_JOURS[jour]}[${rangs.join(',')}]`)
  return morceaux.join(',')
}

function ecrireDate({ annee, mois, jour }: DateAnnuelle): string {
  return [annee, CODES_MOIS[mois], jour === undefined ? undefined : deux(jour)].filter((m) => m !== undefined).join(' ')
}

function ecrireCadre({ periodes, semaines }: Cadre): string[] {
  const morceaux: string[] = []
  if (periodes.length > 0)
    morceaux.push(periodes.map(({ du, au }) => (au ? `${ecrireDate(du)}-${ecrireDate(au)}` : ecrireDate(du))).join(','))
  if (semaines.length > 0)
    morceaux.push(
      `week ${semaines
        .map(({ du, au, pas }) => (du === au ? deux(du) : `${deux(du)}-${deux(au)}${pas > 1 ? `/${pas}` : ''}`))
        .join(',')}`
    )
  return morceaux
}

/** Double quotes end a comment, and OSM has no way to write one inside. */
const commentaireOsm = (texte: string): string =>
  texte
    .replaceAll('"', '’')
    .replace(/[\u0000-\u001f\u007f-\u009f\s]+/g, ' ')
    .trim()

function ecrireRegle(regle: Regle): string {
  const { cadre, jours, feries, vacancesAussi, plages, etat, commentaire } = regle
  const morceaux = ecrireCadre(cadre)
  if (cadre.vacances) morceaux.push('SH')
  const selecteur = [ecrireJours(jours), feries ? 'PH' : '', vacancesAussi ? 'SH' : ''].filter(Boolean).join(',')
  if (selecteur !== '') morceaux.push(selecteur)
  // After a comma, times without days would belong to the rule before.
  else if (regle.lien === ',' && morceaux.length === 0) morceaux.push('Mo-Su')
  if (plages.length > 0) morceaux.push(ecrirePlages(plages))
  if (etat === 'ferme') morceaux.push('off')
  if (etat === 'ouvert' && (commentaire !== undefined || plages.length === 0)) morceaux.push('open')
  if (etat === 'inconnu' && commentaire === undefined) morceaux.push('unknown')
  if (commentaire !== undefined) morceaux.push(`"${commentaireOsm(commentaire)}"`)
  return morceaux.join(' ')
}

const estPermanent = ({ cadre, jours, feries, vacancesAussi, plages, etat, commentaire }: Regle) =>
  cadre === SANS_CADRE &&
  etat === 'ouvert' &&
  commentaire === undefined &&
  !feries &&
  !vacancesAussi &&
  (jours.length === 0 || jours.filter(({ rangs }) => rangs.length === 0).length === 7) &&
  plages.length === 1 &&
  plages[0]?.debut === 0 &&
  plages[0].fin === MINUTES_DU_JOUR

export function ecrireOsm(regles: readonly Regle[]): string {
  const [seule, autre] = regles
  if (seule && !autre && estPermanent(seule)) return '24/7'
  let texte = ''
  for (const regle of regles) {
    const ecrite = ecrireRegle(regle)
    if (texte === '') texte = ecrite
    else texte += regle.lien === '||' ? ` || ${ecrite}` : `${regle.lien} ${ecrite}`
  }
  return texte
}

export interface Reunion {
  readonly plages: readonly Plage[]
  /** Two ranges held part of the same time. */
  readonly chevauchement: boolean
}

/** Sorted, repeated ones once, and those that touch or cross made one. */
export function reunirPlages(plages: readonly Plage[]): Reunion {
  const triees = plages.toSorted((a, b) => a.debut - b.debut || a.fin - b.fin)
  const unies: Plage[] = []
  let chevauchement = false
  for (const plage of triees) {
    const derniere = unies.at(-1)
    if (!derniere || plage.ouverteFin || derniere.ouverteFin || plage.debut > derniere.fin) unies.push(plage)
    else {
      if (plage.debut < derniere.fin) chevauchement = true
      unies[unies.length - 1] = { debut: derniere.debut, fin: Math.max(derniere.fin, plage.fin) }
    }
  }
  return { plages: unies, chevauchement }
}
