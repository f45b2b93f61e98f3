import { HEURES_NON_PRECISEES, JOURS_NON_PRECISES } from './composition.ts'
import {
  type Cadre,
  type DateAnnuelle,
  type Etat,
  type JourChoisi,
  MINUTES_DU_JOUR,
  type Plage,
  type Regle,
  reunirPlages,
  SANS_CADRE
} from './modele.ts'
import { lireOsm } from './osm.ts'

const JOURS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const
const MOIS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ')

/**
 * Opening hours in French: « du mardi au vendredi de 9 h à 12 h 30 ; le 1er samedi du mois de 9 h à 12 h ; fermé pendant
 * les vacances scolaires ». What comes back through `lireSemaine` means the same. A text that is not OSM comes out as it is.
 */
export function ecrireHoraires(osm: string): string {
  const regles = ranger(lireOsm(osm))
  return regles ? phrases(regles).join('\u00a0; ') : osm.trim()
}

interface SemaineEnMots {
  /** Monday first: « 9 h à 12 h, 14 h à 17 h (sur rendez-vous) », « fermé ». */
  readonly jours: readonly { readonly jour: string; readonly heures: string }[]
  /** What the table cannot say: periods, holidays, days of the month, appointments. */
  readonly notes: readonly string[]
}

/** The usual week for a table of seven lines, and the rest in sentences; nothing when there is no usual week. */
export function semaineEnMots(osm: string): SemaineEnMots | undefined {
  const regles = ranger(lireOsm(osm))
  if (!regles) return undefined
  const { semaine, reste, dits } = resoudre(regles)
  if (!dits || semaine.every((creneaux) => creneaux.length === 0)) return undefined
  return {
    jours: semaine.map((creneaux, i) => ({
      jour: JOURS[i] ?? '',
      heures:
        creneaux.length === 0
          ? 'fermé'
          : parQualite(creneaux)
              .map(({ plages, etat, commentaire }) =>
                `${plages.length === 0 ? '' : plages.map(plageEnMots).join(', ')}${remarque(etat, commentaire)}`.trim()
              )
              .join(', ')
    })),
    notes: phrasesDuReste(reste, semaine, regles)
  }
}

interface Creneau {
  readonly plage: Plage | undefined
  readonly etat: Etat
  readonly commentaire: string | undefined
}

type Semaine = readonly (readonly Creneau[])[]

const estDeBase = (regle: Regle) =>
  regle.cadre === SANS_CADRE &&
  !regle.feries &&
  !regle.vacancesAussi &&
  regle.lien !== '||' &&
  regle.jours.every(({ rangs }) => rangs.length === 0)

/**
 * The usual week is said first: a reader takes what follows « semaines paires : » for those weeks. When a rule of the
 * usual week comes late and touches days that a period has spoken of, French would lie, and the text stays as it is.
 */
function ranger(regles: readonly Regle[] | undefined): readonly Regle[] | undefined {
  if (!regles) return undefined
  const premiere = regles.findIndex((regle) => !estDeBase(regle))
  if (premiere < 0) return regles
  const tardives = regles.slice(premiere).filter((regle) => estDeBase(regle) && !sansHeuresNiJours(regle))
  if (tardives.length === 0) return regles
  const avant = regles.slice(premiere).filter((regle) => !tardives.includes(regle))
  // What comes after the last of them keeps its place.
  const derniere = regles.lastIndexOf(tardives.at(-1) as Regle)
  const sautees = avant.filter((regle) => regles.indexOf(regle) < derniere)
  const touches = new Set(
    sautees.flatMap(({ jours }) => (jours.length === 0 ? [0, 1, 2, 3, 4, 5, 6] : jours.map(({ jour }) => jour)))
  )
  if (
    tardives.some(
      ({ jours, lien }) => lien === ',' || jours.length === 0 || jours.some(({ jour }) => touches.has(jour))
    )
  )
    return undefined
  return [...regles.slice(0, premiere), ...tardives, ...avant]
}

/** The first rules that speak of plain days, each replacing or completing the ones before, make the usual week. */
function resoudre(regles: readonly Regle[]): { semaine: Semaine; reste: readonly Regle[]; dits: boolean } {
  const semaine: (readonly Creneau[])[] = JOURS.map(() => [])
  let i = 0
  for (; i < regles.length; i++) {
    const regle = regles[i] as Regle
    if (!estDeBase(regle) || sansHeuresNiJours(regle)) break
    const jours = regle.jours.length === 0 ? [0, 1, 2, 3, 4, 5, 6] : regle.jours.map(({ jour }) => jour)
    const creneaux = toCreneaux(regle)
    for (const jour of jours) semaine[jour] = regle.lien === ',' ? [...(semaine[jour] ?? []), ...creneaux] : creneaux
  }
  return { semaine, reste: regles.slice(i), dits: i > 0 }
}

/** « "sur rendez-vous" » alone: no week, a condition. */
const sansHeuresNiJours = ({ jours, plages, etat }: Regle) =>
  jours.length === 0 && plages.length === 0 && etat === 'inconnu'

function toCreneaux({ plages, etat, commentaire }: Regle): readonly Creneau[] {
  if (etat === 'ferme') return []
  if (plages.length === 0) return [{ plage: undefined, etat, commentaire }]
  return plages.map((plage) => ({ plage, etat, commentaire }))
}

interface Qualite {
  readonly plages: readonly Plage[]
  readonly etat: Etat
  readonly commentaire: string | undefined
}

function parQualite(creneaux: readonly Creneau[]): readonly Qualite[] {
  const groupes = new Map<string, { plages: Plage[]; etat: Etat; commentaire: string | undefined }>()
  for (const { plage, etat, commentaire } of creneaux) {
    const cle = `${etat}\n${commentaire ?? ''}\n${plage === undefined}`
    const groupe = groupes.get(cle)
    if (groupe && plage) groupe.plages.push(plage)
    else groupes.set(cle, { plages: plage ? [plage] : [], etat, commentaire })
  }
  return [...groupes.values()].map((groupe) => ({ ...groupe, plages: reunirPlages(groupe.plages).plages }))
}

function phrases(regles: readonly Regle[]): readonly string[] {
  const { semaine, reste } = resoudre(regles)
  // « 09:00-12:00 » without a day, in the cell of one day.
  const [premiere] = regles
  const sansJour = premiere !== undefined && premiere.jours.length === 0 && reste.length < regles.length
  if (premiere && sansJour && premiere.commentaire?.startsWith(JOURS_NON_PRECISES)) {
    const exceptions = regles
      .slice(1, regles.length - reste.length)
      .map((regle) => assembler(joursEnMots(regle.jours), regle.plages, regle.etat, regle.commentaire))
    return [
      [...phrasesDUnJour(toCreneaux(premiere)), ...exceptions].join(', sauf '),
      ...phrasesDuReste(reste, semaine, regles)
    ]
  }
  const limites = joursFermesEnVacances(reste)
  const base =
    sansJour && memesTousLesJours(semaine) ? phrasesDUnJour(semaine[0] ?? []) : phrasesDeSemaine(semaine, limites)
  if (base.length === 0 && reste.length < regles.length) base.push('fermé')
  return [...base, ...phrasesDuReste(reste, semaine, regles)]
}

const memesTousLesJours = (semaine: Semaine) =>
  semaine.every((creneaux) => JSON.stringify(creneaux) === JSON.stringify(semaine[0]))

function phrasesDUnJour(creneaux: readonly Creneau[]): string[] {
  return parQualite(creneaux).map(({ plages, etat, commentaire }) =>
    estToutLeTemps(plages) && commentaire === undefined
      ? '24\u00a0h sur 24, 7 jours sur 7'
      : `${plagesEnPhrase(plages)}${remarque(etat, commentaire)}`.trim()
  )
}

const estToutLeTemps = (plages: readonly Plage[]) =>
  plages.length === 1 && plages[0]?.debut === 0 && plages[0].fin === MINUTES_DU_JOUR

/** One phrase for the days that share hours and condition; hours under another condition are said apart. */
function phrasesDeSemaine(semaine: Semaine, limites: ReadonlySet<number> = new Set()): string[] {
  const groupes = new Map<string, { jours: number[]; qualite: Qualite; scolaire: boolean }>()
  for (const [jour, creneaux] of semaine.entries())
    for (const qualite of parQualite(creneaux)) {
      const scolaire = limites.has(jour)
      const cle = JSON.stringify([qualite, scolaire])
      const groupe = groupes.get(cle)
      if (groupe) groupe.jours.push(jour)
      else groupes.set(cle, { jours: [jour], qualite, scolaire })
    }
  return [...groupes.values()].map(({ jours, qualite: { plages, etat, commentaire }, scolaire }) => {
    const quand = joursEnMots(jours.map((jour) => ({ jour, rangs: [] })))
    return assembler(quand, plages, etat, commentaire) + (scolaire ? ' (en période scolaire)' : '')
  })
}

function assembler(quand: string, plages: readonly Plage[], etat: Etat, commentaire: string | undefined): string {
  if (etat === 'ferme') return `fermé ${quand}`
  // « le samedi sur rendez-vous »: no hours, the condition is the sentence.
  if (
    plages.length === 0 &&
    commentaire !== undefined &&
    !commentaire.startsWith(HEURES_NON_PRECISEES) &&
    etat === 'inconnu'
  )
    return `${quand} ${commentaire}`
  return `${[quand, plagesEnPhrase(plages)].filter(Boolean).join(' ')}${remarque(etat, commentaire)}`
}

function remarque(etat: Etat, commentaire: string | undefined): string {
  if (commentaire !== undefined) return ` (${commentaire})`
  return etat === 'inconnu' ? ' (à confirmer)' : ''
}

function plagesEnPhrase(plages: readonly Plage[]): string {
  if (plages.length === 0) return ''
  return enumerer(
    plages.map((plage) => (plage.ouverteFin ? `à partir de ${heureEnMots(plage.debut)}` : `de ${plageEnMots(plage)}`))
  )
}

function plageEnMots({ debut, fin, ouverteFin }: Plage): string {
  if (ouverteFin) return `à partir de ${heureEnMots(debut)}`
  if (debut === 0 && fin === MINUTES_DU_JOUR) return '0\u00a0h à minuit'
  return `${heureEnMots(debut)} à ${heureEnMots(fin)}`
}

function heureEnMots(minutes: number): string {
  if (minutes === MINUTES_DU_JOUR) return 'minuit'
  const [h, m] = [Math.floor(minutes / 60) % 24, minutes % 60]
  return m === 0 ? `${h}\u00a0h` : `${h}\u00a0h\u00a0${String(m).padStart(2, '0')}`
}

const enumerer = (mots: readonly string[]) =>
  mots.length < 2 ? (mots[0] ?? '') : `${mots.slice(0, -1).join(', ')} et ${mots.at(-1)}`

function joursEnMots(jours: readonly JourChoisi[]): string {
  const simples = jours.filter(({ rangs }) => rangs.length === 0).map(({ jour }) => jour)
  const duMois = jours.filter(({ rangs }) => rangs.length > 0)
  const morceaux: string[] = []
  if (simples.length === 7) morceaux.push('tous les jours')
  else if (simples.length > 0) {
    const [premier = 0, dernier = 0] = [simples[0], simples.at(-1)]
    if (simples.length > 2 && dernier - premier === simples.length - 1)
      morceaux.push(`du ${JOURS[premier]} au ${JOURS[dernier]}`)
    else morceaux.push(enumerer(simples.map((jour) => `le ${JOURS[jour]}`)))
  }
  for (const { jour, rangs } of duMois)
    morceaux.push(`${enumerer(rangs.map((rang) => `le ${rangEnMots(rang)}`))} ${JOURS[jour]} du mois`)
  return enumerer(morceaux)
}

const rangEnMots = (rang: number) =>
  rang === 1 ? '1er' : rang === -1 ? 'dernier' : rang < 0 ? `${-rang}e avant la fin` : `${rang}e`

// ------------------------------------------------------------------------------------------------- beyond the week

function joursFermesEnVacances(reste: readonly Regle[]): ReadonlySet<number> {
  return new Set(
    reste.flatMap(({ cadre, etat, jours }) =>
      cadre.vacances && cadre.periodes.length === 0 && etat === 'ferme' ? jours.map(({ jour }) => jour) : []
    )
  )
}

const cleDuCadre = ({ cadre }: Regle) => JSON.stringify(cadre)

function phrasesDuReste(reste: readonly Regle[], semaine: Semaine, toutes: readonly Regle[]): string[] {
  const resultat: string[] = []
  for (let i = 0; i < reste.length; ) {
    const regle = reste[i] as Regle
    // Rules of one period follow each other: they are its week.
    const aUnCadre = regle.cadre !== SANS_CADRE || (regle.vacancesAussi && regle.etat === 'ferme')
    const suivantes = aUnCadre ? suiteDuCadre(reste, i) : 0
    if (suivantes > 0) {
      resultat.push(phraseDeCadre(reste.slice(i, i + suivantes), semaine))
      i += suivantes
      continue
    }
    resultat.push(phraseDeRegle(regle, toutes))
    i++
  }
  return resultat.filter(Boolean)
}

/** How many rules speak of one same period, with hours among them. */
function suiteDuCadre(reste: readonly Regle[], i: number): number {
  const premiere = reste[i] as Regle
  const tete = premiere.vacancesAussi && premiere.etat === 'ferme' && premiere.jours.length === 0 && !premiere.feries
  const suite = reste[i + 1]
  // « SH off; SH Mo-Fr 10:00-19:00 »
  if (tete && !(suite && suite.cadre.vacances && suite.etat !== 'ferme')) return 0
  const cle = tete ? cleDuCadre(suite as Regle) : cleDuCadre(premiere)
  let n = tete ? 1 : 0
  while (
    i + n < reste.length &&
    cleDuCadre(reste[i + n] as Regle) === cle &&
    (reste[i + n] as Regle).lien !== '||' &&
    !(reste[i + n] as Regle).feries
  )
    n++
  const groupe = reste.slice(i, i + n)
  return groupe.some(({ etat }) => etat !== 'ferme') ? n : 0
}

function phraseDeCadre(groupe: readonly Regle[], base: Semaine): string {
  const { cadre } = groupe.at(-1) as Regle
  const [premiere] = groupe
  const efface = premiere?.etat === 'ferme' && premiere.jours.length === 0
  const ajoute = premiere?.lien === ','
  const jours: (readonly Creneau[])[] = JOURS.map((_, i) =>
    efface || ajoute || cadre.semaines.length > 0 ? [] : (base[i] ?? [])
  )
  const duMois: string[] = []
  const sansJour = groupe.every((regle) => regle.jours.length === 0)
  for (const regle of groupe) {
    if (efface && regle === premiere) continue
    const creneaux = toCreneaux(regle)
    const simples =
      regle.jours.length === 0
        ? [0, 1, 2, 3, 4, 5, 6]
        : regle.jours.filter(({ rangs }) => rangs.length === 0).map(({ jour }) => jour)
    for (const jour of simples) jours[jour] = regle.lien === ',' ? [...(jours[jour] ?? []), ...creneaux] : creneaux
    const rangs = regle.jours.filter((jour) => jour.rangs.length > 0)
    if (rangs.length > 0) duMois.push(assembler(joursEnMots(rangs), regle.plages, regle.etat, regle.commentaire))
  }
  const mots = sansJour && memesTousLesJours(jours) ? phrasesDUnJour(jours[0] ?? []) : phrasesDeSemaine(jours)
  return `${cadreEnMots(cadre)}\u00a0: ${[...mots, ...duMois].join('\u00a0; ')}`
}

function phraseDeRegle(regle: Regle, toutes: readonly Regle[]): string {
  const { cadre, jours, feries, vacancesAussi, plages, etat, commentaire, lien } = regle
  // Said with the days themselves: « (en période scolaire) ».
  if (cadre.vacances && etat === 'ferme' && cadre.periodes.length === 0 && jours.length > 0) return ''
  if (etat === 'ferme') {
    const quand: string[] = []
    if (jours.length > 0) quand.push(joursEnMots(jours))
    if (cadre !== SANS_CADRE) quand.push(fermetureEnMots(cadre))
    if (vacancesAussi) quand.push('pendant les vacances scolaires')
    if (feries) quand.push('les jours fériés')
    return `fermé ${quand.join(' et ')}`.trim()
  }
  if (lien === '||') {
    if (jours.length === 0) return `et ${commentaire ?? 'à confirmer'}`
    return `${joursEnMots(jours)} aussi ${commentaire ?? 'à confirmer'}`
  }
  const quand = [
    joursEnMots(jours),
    feries ? 'les jours fériés' : '',
    vacancesAussi ? 'pendant les vacances scolaires' : '',
    cadre === SANS_CADRE ? '' : cadreEnMots(cadre)
  ].filter(Boolean)
  if (quand.length === 0 && plages.length === 0) return commentaire ?? 'à confirmer'
  const duMois = jours.some(({ rangs }) => rangs.length > 0)
  const ailleurs =
    duMois &&
    toutes.some(
      (autre) =>
        autre !== regle &&
        estDeBase(autre) &&
        autre.etat !== 'ferme' &&
        (autre.jours.length === 0 || autre.jours.some(({ jour }) => jours.some((un) => un.jour === jour)))
    )
  const nom = enumerer(quand)
  if (ailleurs && lien === ',') return `aussi ${assembler(nom, plages, etat, commentaire)}`
  if (ailleurs && plages.length > 0) return assembler(`${nom}, seulement`, plages, etat, commentaire)
  return assembler(nom, plages, etat, commentaire)
}

function dateEnMots({ annee, mois, jour }: DateAnnuelle): string {
  return [jour === 1 ? '1er' : jour, MOIS[mois], annee].filter((mot) => mot !== undefined).join(' ')
}

function periodesEnMots({ periodes }: Cadre): string {
  return enumerer(
    periodes.map(({ du, au }) => {
      if (!au) return du.jour === undefined ? `en ${dateEnMots(du)}` : `le ${dateEnMots(du)}`
      return du.jour === undefined
        ? `${/^[ao]/.test(dateEnMots(du)) ? 'd’' : 'de '}${dateEnMots(du)} à ${dateEnMots(au)}`
        : `du ${dateEnMots(du)} au ${dateEnMots(au)}`
    })
  )
}

function semainesEnMots({ semaines }: Cadre): string {
  return semaines
    .map(({ du, au, pas }) => {
      if (pas === 2 && au >= 52 && du <= 2) return du === 1 ? 'semaines impaires' : 'semaines paires'
      if (du === au) return `semaine ${du}`
      return `semaines ${du} à ${au}${pas > 1 ? `, une sur ${pas}` : ''}`
    })
    .join(' et ')
}

function cadreEnMots(cadre: Cadre): string {
  const mots = [semainesEnMots(cadre), periodesEnMots(cadre)].filter(Boolean)
  if (cadre.vacances) mots.push('pendant les vacances scolaires')
  return mots.join(', ')
}

function fermetureEnMots(cadre: Cadre): string {
  const mots = cadreEnMots(cadre)
  return cadre.semaines.length > 0 && !mots.startsWith('les ') ? `les ${mots}` : mots
}
