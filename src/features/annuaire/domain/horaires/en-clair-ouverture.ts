import { fuseauDuDepartement } from '../../../territoires/vocabulaire.ts'
import { JOURS, minutesEnMots } from '../horaires-semaine.ts'
import { decaler, jourDuCalendrier } from './jour-du-calendrier.ts'
import { type Etat, MINUTES_DU_JOUR } from './modele.ts'
import { momentLocal } from './moment.ts'
import {
  type Changement,
  compilerHoraires,
  type HorairesCompiles,
  type Journee,
  type MomentLocal,
  type Motif,
  prochainChangement,
  type Tranche,
  trancheA
} from './ouverture.ts'

export interface OuvertureEnMots {
  readonly etat: Etat
  /** « Ouvert jusqu’à 18 h », « Fermé, ouvre mardi à 9 h », « Jour férié, renseignez-vous ». No final stop. */
  readonly texte: string
}

/** For a card: the state now, by the lieu's own clock; undefined when its hours are not known or not read. */
export function ouvertureEnMots(
  horaires: string | undefined,
  departement: string | null | undefined,
  maintenant: Date
): OuvertureEnMots | undefined {
  if (!horaires) return undefined
  const compiles = horairesCompiles(horaires, departement ?? undefined)
  if (!compiles) return undefined
  const fuseau = fuseauDuDepartement(departement)
  const moment = momentLocal({ genre: 'instant', instant: maintenant.getTime() }, fuseau)
  // The clock hands out one moment per minute: the same one means that nothing has changed.
  const dite = dites.get(compiles)
  if (dite?.moment === moment) return dite.mots
  const mots = ouvertureAu(compiles, moment)
  dites.set(compiles, { moment, mots })
  return mots
}

/** Looking for the next opening costs more than telling the state, and the same cards are asked all along a minute. */
const dites = new WeakMap<HorairesCompiles, { readonly moment: MomentLocal; readonly mots: OuvertureEnMots }>()

/** The same, for hours already compiled and a moment of the lieu's clock. */
export function ouvertureAu(horaires: HorairesCompiles, moment: MomentLocal): OuvertureEnMots {
  const tranche = trancheA(horaires, moment)
  switch (tranche?.etat) {
    case 'ouvert':
      return { etat: 'ouvert', texte: ouvertEnMots(prochainChangement(horaires, moment)) }
    case 'inconnu':
      return { etat: 'inconnu', texte: douteEnMots(tranche) }
    case undefined:
      return { etat: 'ferme', texte: fermeEnMots(horaires, moment) }
  }
}

const compiles = new Map<string, HorairesCompiles | undefined>()
/** The lieux of the pages most asked for: about 20 MB at the most. */
const COMPILES_MAX = 10_000

/** `compilerHoraires`, remembered: the same cards come back on page after page. */
export function horairesCompiles(osm: string, departement: string | undefined): HorairesCompiles | undefined {
  const cle = `${departement ?? ''}\u0000${osm}`
  const connus = compiles.get(cle)
  if (connus || compiles.has(cle)) return connus
  const lus = compilerHoraires(osm, departement)
  if (compiles.size >= COMPILES_MAX) compiles.clear()
  compiles.set(cle, lus)
  return lus
}

function ouvertEnMots(fin: Changement | undefined): string {
  if (!fin) return 'Ouvert jour et nuit'
  const jusqua = `Ouvert jusqu’à ${finEnMots(fin)}`
  return fin.etat === 'inconnu' ? `${jusqua}, ensuite à confirmer` : jusqua
}

/** Until 8 in the morning it is still the same evening. */
const PETIT_MATIN = 8 * 60

function finEnMots({ dans, date, minutes }: Changement): string {
  if (dans === 0 || (dans === 1 && minutes > 0 && minutes <= PETIT_MATIN)) return minutesEnMots(minutes)
  if (dans === 1 && minutes === 0) return minutesEnMots(MINUTES_DU_JOUR)
  return jourEtHeure({ dans, date, minutes })
}

function fermeEnMots(horaires: HorairesCompiles, moment: MomentLocal): string {
  const ouverture = prochainChangement(horaires, moment, 'ouvert')
  if (ouverture) return `Fermé, ouvre ${jourEtHeure(ouverture)}`
  const peutEtre = prochainChangement(horaires, moment, 'inconnu')
  if (peutEtre)
    return `Fermé, peut-être ouvert ${jourEtHeure(peutEtre)}\u00a0: ${motifEnMots(peutEtre.motif ?? { genre: 'non-precise' })}`
  return 'Fermé pour plus d’un mois'
}

/** « aujourd’hui à 14 h », « demain à 9 h », « mardi à 9 h », « mardi prochain à 9 h », « mardi 23 juin à 9 h ». */
function jourEtHeure({ dans, date, minutes }: Pick<Changement, 'dans' | 'date' | 'minutes'>): string {
  const heure = `à ${minutesEnMots(minutes)}`
  if (dans === 0) return `aujourd’hui ${heure}`
  if (dans === 1) return `demain ${heure}`
  const { jour, jourDuMois, mois } = jourDuCalendrier(date)
  if (dans < 7) return `${JOURS[jour]} ${heure}`
  if (dans === 7) return `${JOURS[jour]} prochain ${heure}`
  return `${JOURS[jour]} ${jourDuMois === 1 ? '1er' : jourDuMois} ${MOIS[mois]} ${heure}`
}

const MOIS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ')

function douteEnMots({ motif, debut }: Tranche): string {
  if (motif?.genre === 'fin-inconnue')
    return `Ouvert à partir de ${minutesEnMots(debut)}, heure de fermeture non précisée`
  const mots = motifEnMots(motif ?? { genre: 'non-precise' })
  return mots.charAt(0).toUpperCase() + mots.slice(1)
}

/** A comment is a few words; beyond, it is read on the fiche. */
const COMMENTAIRE_MAX = 60

/** « sur rendez-vous », « jour férié, renseignez-vous ». */
function motifEnMots(motif: Motif): string {
  switch (motif.genre) {
    case 'commentaire':
      return motif.texte.length > COMMENTAIRE_MAX ? 'sous conditions, renseignez-vous' : motif.texte
    case 'ferie':
      return 'jour férié, renseignez-vous'
    case 'vacances':
      return 'selon les vacances scolaires, renseignez-vous'
    case 'fin-inconnue':
      return 'heure de fermeture non précisée'
    case 'non-precise':
      return 'à confirmer, renseignez-vous'
  }
}

export interface JourAVenir {
  /** YYYY-MM-DD. */
  readonly date: string
  /** 0 is Monday. */
  readonly jour: number
  /** Name of its public holiday. */
  readonly ferie: string | undefined
  /** True when the text leaves that holiday open, on a day when hours are usual. */
  readonly aDemander: boolean
  /** « 9 h à 12 h, 14 h à 18 h », « fermé », « renseignez-vous ». */
  readonly texte: string
}

/** That day and the six after, holidays and alternate weeks included. */
export function prochainsJours(
  horaires: HorairesCompiles,
  departement: string | undefined,
  depuis: string
): readonly JourAVenir[] {
  return [0, 1, 2, 3, 4, 5, 6].map((dans) => {
    const date = decaler(depuis, dans)
    const { jour, ferie } = jourDuCalendrier(date)
    const journee = horaires.journee(date)
    const aDemander = journee.length > 0 && horaires.ferieTu(date) !== undefined
    return {
      date,
      jour,
      ferie: ferie(departement),
      aDemander,
      texte: aDemander ? 'renseignez-vous' : journeeEnMots(journee)
    }
  })
}

/** « 9 h à 12 h, 14 h à 17 h (sur rendez-vous) », « fermé », « ouvert toute la journée ». */
function journeeEnMots(journee: Journee): string {
  if (journee.length === 0) return 'fermé'
  const groupes: { readonly motif: string | undefined; readonly heures: string[] }[] = []
  for (const { debut, fin, motif } of journee) {
    const sansFin = motif?.genre === 'fin-inconnue'
    const raison = motif && !sansFin ? motifDuJour(motif) : undefined
    const heures = sansFin
      ? `à partir de ${minutesEnMots(debut)}`
      : debut === 0 && fin >= MINUTES_DU_JOUR
        ? 'toute la journée'
        : `${minutesEnMots(debut)}\u00a0à\u00a0${minutesEnMots(fin)}`
    const dernier = groupes.at(-1)
    // One reason for the morning and the afternoon is said once.
    if (dernier && dernier.motif === raison) dernier.heures.push(heures)
    else groupes.push({ motif: raison, heures: [heures] })
  }
  return groupes
    .map(({ motif, heures }) => {
      const mots = heures.join(', ')
      if (mots === 'toute la journée') return motif ?? 'ouvert toute la journée'
      return motif === undefined ? mots : `${mots} (${motif})`
    })
    .join(', ')
}

/** Beside its hours there is room for the whole comment, and no need to say again to ask. */
function motifDuJour(motif: Motif): string {
  return motif.genre === 'commentaire' ? motif.texte : motifEnMots(motif).replace(', renseignez-vous', '')
}
