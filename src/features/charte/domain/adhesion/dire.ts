import { debutDuJour, jourDe, plusJours } from '../../../../kernel/dates-legales.ts'
import { formatDate } from '../../../../kernel/format-date.ts'
import type { Jour } from '../../../../kernel/jour.ts'
import type { ActeRefuse } from './actes.ts'
import type { Transition } from './avancer.ts'
import type { Echeance } from './echeances.ts'
import { activitesDeLaPeriode } from './periode.ts'
import type { Etat, EtatPublic, Situation } from './situation.ts'
import { etatPublic } from './situation.ts'

/** Who reads: anyone, the people of the lieu, the committee and the secrétariat. */
type Registre = 'public' | 'lieu' | 'bureau'

/** A state in words. `court` is a label, without a full stop; `phrase` says what it means, in one or two sentences. */
export interface EtatDit {
  readonly court: string
  readonly phrase: string
}

/** What happens if nobody does anything, and when. */
export interface Silence {
  readonly le: Date
  /** « mercredi 17 juin 2026 à 0 heure » */
  readonly quand: string
  /** « il reste 6 jours » */
  readonly reste: string
  /** What it will mean, and what would change it. */
  readonly sens: string
}

interface EcheanceDite {
  readonly quand: string
  readonly reste: string
  readonly quoi: string
  readonly regle: string
}

const COURTS: Readonly<Record<Etat, { readonly lieu: string; readonly bureau: string }>> = {
  REFERENCE: { lieu: 'Pas membre', bureau: 'Dans l’annuaire seulement' },
  INVITE: { lieu: 'Invité à rejoindre le réseau', bureau: 'Invité' },
  BROUILLON: { lieu: 'Déclaration commencée', bureau: 'Déclaration commencée' },
  DECLARE: { lieu: 'Déclaration envoyée', bureau: 'Déclaration envoyée' },
  FENETRE: { lieu: 'Candidature en cours', bureau: 'Le comité peut s’opposer' },
  OPPOSE: { lieu: 'Le comité s’est opposé', bureau: 'Opposition du comité' },
  MEMBRE: { lieu: 'Membre', bureau: 'Membre' },
  AVERTI: { lieu: 'Membre, avec un avertissement', bureau: 'Membre averti' },
  SUSPENDU: { lieu: 'Suspendu', bureau: 'Suspendu' },
  NON_RENOUVELE: { lieu: 'Adhésion non renouvelée', bureau: 'Non renouvelé' },
  RETIRE: { lieu: 'Parti du réseau', bureau: 'Parti' }
}

const COURTS_PUBLICS: Readonly<Record<Exclude<EtatPublic, 'reference'>, string>> = {
  invite: 'Invité à rejoindre le réseau',
  candidat: 'Candidature en cours',
  membre: 'Membre',
  'membre-de-droit': 'Membre de droit',
  suspendu: 'Suspendu'
}

/** The label of a state for the lieu's people or for the desk, without its dates: lists, filters. */
export const direCourt = (etat: Etat, registre: Exclude<Registre, 'public'>): string => COURTS[etat][registre]

/** The label of what anyone may know; undefined for a lieu that is only listed. */
const direCourtPublic = (etat: EtatPublic): string | undefined =>
  etat === 'reference' ? undefined : COURTS_PUBLICS[etat]

/**
 * A state in plain French. In public a warning is not said, nor a draft, an opposition, an end or a withdrawal: undefined.
 * @param situation the one that time has led to (`avancer`)
 * @param zone time zone of the réseau: its days are the ones that count
 */
export function direEtat(situation: Situation, registre: 'public', zone: string): EtatDit | undefined
export function direEtat(situation: Situation, registre: 'lieu' | 'bureau', zone: string): EtatDit
export function direEtat(situation: Situation, registre: Registre, zone: string): EtatDit | undefined {
  if (registre === 'public') {
    const court = direCourtPublic(etatPublic(situation))
    return court === undefined ? undefined : { court, phrase: phrasePublique(situation, zone) }
  }
  const enAlerte = situation.etat === 'MEMBRE' && situation.membre.alerteLe !== undefined
  return {
    court: enAlerte ? 'Membre, fiche à mettre à jour' : COURTS[situation.etat][registre],
    phrase: registre === 'lieu' ? phrasePourLeLieu(situation, zone) : phrasePourLeBureau(situation, zone)
  }
}

function phrasePublique(situation: Situation, zone: string): string {
  switch (situation.etat) {
    case 'INVITE':
      return 'Ce lieu a été invité à rejoindre le réseau.'
    case 'DECLARE':
      return `Ce lieu a envoyé sa déclaration le ${direJour(situation.depuis, zone)}.`
    case 'FENETRE':
      return `Ce lieu a envoyé sa déclaration le ${direJour(situation.recueLe, zone)}. Le comité peut s’opposer jusqu’au ${direDernierJour(situation.fin, zone)} compris.`
    case 'MEMBRE':
    case 'AVERTI': {
      const { membreDepuis, fin } = situation.membre
      const depuis = `Membre depuis le ${direJour(membreDepuis, zone)}`
      return fin ? `${depuis}, jusqu’au ${direDernierJour(fin, zone)} compris.` : `${depuis}.`
    }
    case 'SUSPENDU':
      return `Ce lieu n’a plus le droit d’utiliser la marque du réseau depuis le ${direJour(situation.depuis, zone)}.`
    default:
      return ''
  }
}

function phrasePourLeLieu(situation: Situation, zone: string): string {
  switch (situation.etat) {
    case 'REFERENCE':
      return 'Votre lieu est dans l’annuaire. Il n’est pas membre de ce réseau.'
    case 'INVITE':
      return `Votre lieu a été invité le ${direJour(situation.depuis, zone)}. Vous êtes libre d’accepter, ou non.`
    case 'BROUILLON':
      return `Vous avez commencé votre déclaration le ${direJour(situation.depuis, zone)}. Elle n’est pas encore envoyée.`
    case 'DECLARE':
      return `Votre déclaration est partie le ${direJour(situation.depuis, zone)}.`
    case 'FENETRE':
      return `Le secrétariat a reçu votre déclaration le ${direJour(situation.recueLe, zone)}. Le comité peut s’opposer jusqu’au ${direDernierJour(situation.fin, zone)} compris, en donnant ses raisons.`
    case 'OPPOSE':
      return `Le comité s’est opposé à votre adhésion le ${direJour(situation.depuis, zone)}. Vous pouvez lire ses raisons, corriger, et faire une nouvelle déclaration quand vous voulez.`
    case 'MEMBRE': {
      const { membreDepuis, fin, alerteLe } = situation.membre
      const depuis = `Votre lieu est membre depuis le ${direJour(membreDepuis, zone)}.`
      if (fin && alerteLe)
        return `${depuis} Une alerte est partie le ${direJour(alerteLe, zone)} : la fiche n’a pas été mise à jour depuis longtemps. Vous avez jusqu’au ${direDernierJour(fin, zone)} compris pour dire qu’elle est à jour.`
      return fin ? `${depuis} La période en cours va jusqu’au ${direDernierJour(fin, zone)} compris.` : depuis
    }
    case 'AVERTI': {
      const { recueLe, fin, rectifieLe } = situation.avertissement
      const recue = `Vous avez reçu un avertissement le ${direJour(recueLe, zone)}. Votre lieu reste membre.`
      return rectifieLe
        ? `${recue} Vous avez dit le ${direJour(rectifieLe, zone)} que tout est corrigé. Le secrétariat va vous répondre.`
        : `${recue} Vous avez jusqu’au ${direDernierJour(fin, zone)} compris pour corriger.`
    }
    case 'SUSPENDU':
      return `Votre lieu est suspendu depuis le ${direJour(situation.depuis, zone)}. Il ne peut plus utiliser la marque du réseau. Seul le comité peut lever cette suspension.`
    case 'NON_RENOUVELE':
      return `Votre adhésion s’est arrêtée le ${direJour(situation.depuis, zone)} : la fiche n’avait pas été mise à jour. Vous pouvez faire une nouvelle déclaration quand vous voulez.`
    case 'RETIRE':
      return situation.barre
        ? `Votre lieu a quitté le réseau le ${direJour(situation.depuis, zone)}, après un avertissement. Il faut l’accord du comité pour revenir.`
        : `Votre lieu a quitté le réseau le ${direJour(situation.depuis, zone)}. Vous pouvez revenir quand vous voulez, avec une nouvelle déclaration.`
  }
}

function phrasePourLeBureau(situation: Situation, zone: string): string {
  switch (situation.etat) {
    case 'REFERENCE':
      return 'Ce lieu est dans l’annuaire, sans lien avec le réseau.'
    case 'INVITE':
      return `Invité le ${direJour(situation.depuis, zone)}. Il n’a pas encore répondu.`
    case 'BROUILLON':
      return `Déclaration commencée le ${direJour(situation.depuis, zone)}, pas encore envoyée.`
    case 'DECLARE':
      return `Déclaration envoyée le ${direJour(situation.depuis, zone)}.`
    case 'FENETRE':
      return `Déclaration reçue le ${direJour(situation.recueLe, zone)}. Une opposition est possible jusqu’au ${direDernierJour(situation.fin, zone)} compris.`
    case 'OPPOSE':
      return `Opposition du comité le ${direJour(situation.depuis, zone)}. Le lieu peut faire une nouvelle déclaration.`
    case 'MEMBRE': {
      const { membreDepuis, fin, origine, alerteLe } = situation.membre
      const depuis = `Membre${origine === 'droit' ? ' de droit' : ''} depuis le ${direJour(membreDepuis, zone)}.`
      const periode = fin ? ` Période en cours jusqu’au ${direDernierJour(fin, zone)} compris.` : ''
      const alerte = alerteLe ? ` Alerte d’inactivité le ${direJour(alerteLe, zone)}.` : ''
      return `${depuis}${periode}${alerte}`
    }
    case 'AVERTI': {
      const { recueLe, fin, rectifieLe } = situation.avertissement
      const recue = `Lettre reçue le ${direJour(recueLe, zone)}. Le lieu a jusqu’au ${direDernierJour(fin, zone)} compris pour corriger.`
      return rectifieLe
        ? `${recue} Il a dit le ${direJour(rectifieLe, zone)} que tout est corrigé : c’est au secrétariat de juger.`
        : `${recue} Il n’a pas encore répondu.`
    }
    case 'SUSPENDU':
      return `Suspendu depuis le ${direJour(situation.depuis, zone)}. Seule une décision du comité lève la suspension.`
    case 'NON_RENOUVELE':
      return `Adhésion arrêtée le ${direJour(situation.depuis, zone)}, faute de mise à jour de la fiche.`
    case 'RETIRE':
      return situation.barre
        ? `Parti le ${direJour(situation.depuis, zone)}, sous sanction. Seul le comité peut lui permettre de revenir.`
        : `Parti le ${direJour(situation.depuis, zone)}.`
  }
}

/**
 * What silence will mean (ADH-13): of the committee for a candidate, of the member for its renewal or its warning.
 * Undefined where nothing happens by itself.
 */
export function direSilence(
  situation: Situation,
  registre: 'lieu' | 'bureau',
  zone: string,
  now: Date
): Silence | undefined {
  const vous = registre === 'lieu'
  const dire = (le: Date, sens: string): Silence => ({
    le,
    quand: direInstant(le, zone),
    reste: direReste(le, now, zone),
    sens
  })
  switch (situation.etat) {
    case 'FENETRE':
      return dire(
        situation.fin,
        vous
          ? 'C’est le comité qui décide. S’il ne dit rien avant cette date, votre lieu devient membre, tout de suite. Vous n’avez rien à faire.'
          : 'Sans opposition avant cette date, le lieu devient membre. Le silence vaut accord.'
      )
    case 'AVERTI':
      if (situation.avertissement.rectifieLe)
        return dire(
          situation.avertissement.fin,
          vous
            ? 'Votre réponse est arrivée à temps. Rien ne change tant que le secrétariat n’a pas jugé.'
            : 'La réponse du lieu est arrivée à temps. Il reste membre tant qu’elle n’est pas jugée.'
        )
      return dire(
        situation.avertissement.fin,
        vous
          ? 'Si vous ne dites pas avant cette date que tout est corrigé, votre lieu sera suspendu. Il ne pourra plus utiliser la marque du réseau.'
          : 'Sans réponse du lieu avant cette date, il est suspendu.'
      )
    case 'MEMBRE': {
      const { membre } = situation
      if (!membre.fin) return undefined
      if (activitesDeLaPeriode(membre).length > 0)
        return dire(
          membre.fin,
          vous
            ? 'La fiche a été mise à jour pendant la période. L’adhésion se renouvellera toute seule. Vous n’avez rien à faire.'
            : 'La fiche a été mise à jour : l’adhésion se renouvellera toute seule.'
        )
      return dire(
        membre.fin,
        vous
          ? 'Si la fiche n’est pas mise à jour avant cette date, l’adhésion s’arrêtera. Il suffit de dire que la fiche est à jour.'
          : 'Sans mise à jour de la fiche avant cette date, l’adhésion s’arrêtera.'
      )
    }
    default:
      return undefined
  }
}

const QUOI: Readonly<Record<Echeance['genre'], string>> = {
  silence: 'Sans opposition du comité, le lieu devient membre.',
  depouillement: 'Le vote du comité se termine. Sans majorité contre, le lieu deviendra membre à la fin du délai.',
  alerte: 'Sans mise à jour de la fiche, le responsable du lieu reçoit une alerte.',
  'fin-de-periode': 'La période d’adhésion se termine.',
  'fin-de-mise-en-conformite': 'Si rien n’est corrigé, le lieu est suspendu.',
  'rappel-comite': 'Le comité reçoit un rappel.',
  'rappel-fin': 'Le responsable du lieu reçoit un rappel.',
  'rappel-jugement': 'Le délai est passé : le secrétariat doit juger la réponse du lieu.',
  confirmation: 'Le lieu doit confirmer ses engagements.'
}

/** What is to come, when, in how long, and the rule that gives the date. */
export function direEcheance({ genre, le, regle }: Echeance, zone: string, now: Date): EcheanceDite {
  return { quand: direInstant(le, zone), reste: direReste(le, now, zone), quoi: QUOI[genre], regle }
}

/** A transition as a line of history, without its date. */
export function direTransition({ numero, vers }: Pick<Transition, 'numero' | 'vers'>): string {
  switch (numero) {
    case 'T1':
      return 'Le lieu est invité à rejoindre le réseau.'
    case 'T2':
      return 'Le lieu accepte la charte et commence sa déclaration.'
    case 'T3':
      return 'Le lieu envoie sa déclaration.'
    case 'T4':
      return 'Le secrétariat reçoit la déclaration.'
    case 'T5':
      return 'Le comité s’oppose à l’adhésion.'
    case 'T6':
      return 'Le délai est passé sans opposition : le lieu devient membre.'
    case 'T7':
      return 'Le lieu devient membre de droit.'
    case 'T8':
      return 'L’adhésion est renouvelée.'
    case 'T9':
      return 'Une alerte part : la fiche n’a pas été mise à jour depuis longtemps.'
    case 'T10':
      return 'La fiche est mise à jour : l’alerte est levée.'
    case 'T11':
      return 'L’adhésion s’arrête, faute de mise à jour de la fiche.'
    case 'T12':
      return 'Le lieu reçoit un avertissement.'
    case 'T13':
      return 'Le secrétariat juge que tout est corrigé : l’avertissement est levé.'
    case 'T14':
      return 'Le lieu est suspendu.'
    case 'T15':
      return 'Le comité lève la suspension.'
    case 'T16':
      return 'Le lieu quitte le réseau.'
    case 'T17':
      return 'Le lieu commence une nouvelle déclaration.'
    case 'signature':
      return 'Le lieu signe la charte et devient membre.'
    case 'abandon':
      return 'La déclaration commencée est abandonnée.'
    case 'reouverture':
      return 'Le comité permet au lieu de revenir.'
    case 'reunion':
      return `Des fiches ont été réunies ou séparées. État gardé : ${COURTS[vers].bureau.toLowerCase()}.`
  }
}

/** Why an act was refused, for who tried it. Faults of a declaration have their own words. */
export function direActeRefuse(
  refus: ActeRefuse | { readonly raison: 'inconnue' },
  zone: string,
  registre: 'lieu' | 'bureau' = 'lieu'
): string {
  switch (refus.raison) {
    case 'inconnue':
      return 'Cette adhésion n’existe plus : sa fiche a peut-être été réunie avec une autre.'
    case 'etat':
      return `Ce n’est pas possible maintenant. État de l’adhésion : ${COURTS[refus.etat][registre].toLowerCase()}.`
    case 'trop-tard':
      return `Il est trop tard : le délai s’est terminé le ${direInstant(refus.fin, zone)}. Le lieu est devenu membre.`
    case 'barre':
      return 'Le lieu est parti après un avertissement. Il faut d’abord l’accord du comité pour revenir.'
    case 'sans-raisons':
      return 'Écrivez les raisons de la décision : le lieu doit pouvoir les lire.'
    case 'declaration':
      return 'Il manque quelque chose à la déclaration.'
    case 'pas-sincere':
      return 'Cochez la case qui dit que tout ce qui est déclaré est vrai.'
    case 'version-depassee':
      return 'La charte a changé pendant ce temps. Relisez la version en vigueur, puis recommencez.'
    case 'date-a-venir':
      return 'La lettre ne peut pas avoir été reçue à une date à venir.'
    case 'recue-avant-envoi':
      return 'La lettre ne peut pas avoir été reçue avant son envoi.'
    case 'envoyee-avant-manquement':
      return 'La lettre ne peut pas être partie avant le jour où le manquement a été constaté.'
    case 'recue-avant-adhesion':
      return `La lettre doit avoir été reçue à partir du ${direJour(refus.depuis, zone)} : avant, le lieu n’était pas membre, ou pas encore rétabli.`
    case 'sans-procedure':
      return 'La charte de ce réseau ne prévoit pas d’avertissement.'
    case 'deja-dit':
      return 'C’est déjà dit : le secrétariat a reçu la réponse du lieu.'
    case 'deliberation':
      return `Le comité vote déjà sur cette déclaration, jusqu’au ${direInstant(refus.cloture, zone)}.`
    case 'cloture-hors-delai':
      return `Le vote doit se terminer avant la fin du délai, le ${direInstant(refus.fin, zone)}.`
    case 'engagements':
      return 'Cochez les deux engagements pour quitter le réseau.'
  }
}

/** « mercredi 17 juin 2026 à 0 heure », « lundi 1er juin 2026 à 8 h 30 ». */
export function direInstant(le: Date, zone: string): string {
  const [heures = 0, minutes = 0] = formatDate({
    timeZone: zone,
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23'
  })
    .format(le)
    .split(':')
    .map(Number)
  const heure =
    minutes === 0
      ? `${heures}\u00a0${heures > 1 ? 'heures' : 'heure'}`
      : `${heures}\u00a0h\u00a0${String(minutes).padStart(2, '0')}`
  return `${direJour(le, zone)} à ${heure}`
}

/** « mercredi 17 juin 2026 ». A civil day is the same everywhere; an instant is read in the zone. */
export function direJour(le: Date | Jour, zone: string): string {
  const jour = le instanceof Date ? jourDe(le, zone) : le
  return formatDate({
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric'
  })
    .format(Date.parse(jour))
    .replace(/ 1 /, ' 1er ')
    .replace(/(\d(?:er)?) (?=\p{L}+ \d{4}$)/u, '$1\u00a0')
}

/** The last whole day before an end: « jusqu’au mardi 16 juin 2026 compris ». */
const direDernierJour = (fin: Date, zone: string): string => direJour(new Date(fin.getTime() - 1), zone)

/** In how long, in civil days of the zone: « il reste 6 jours », « c’est le dernier jour », « c’est passé ». */
export function direReste(le: Date, now: Date, zone: string): string {
  if (le <= now) return 'c’est passé'
  const aujourdhui = jourDe(now, zone)
  const jours = Math.round((Date.parse(jourDe(le, zone)) - Date.parse(aujourdhui)) / 86_400_000)
  if (jours === 0) return 'c’est aujourd’hui'
  if (jours > 1) return `il reste ${jours}\u00a0jours`
  return le.getTime() === debutDuJour(plusJours(aujourdhui, 1), zone).getTime()
    ? 'c’est le dernier jour'
    : 'c’est demain'
}
