import { debutDuJour, dernierJour, jourDe, jourOuvre, plusJours } from '../../../../kernel/dates-legales.ts'
import type { Jour } from '../../../../kernel/jour.ts'
import { ok, type Result, refuse } from '../../../../kernel/result.ts'
import type { Contenu } from '../charte.ts'
import { type Choix, type RefusDeclaration, verifierDeclaration } from '../declaration.ts'
import { type Avancee, avancer, devenirMembre, type Transition } from './avancer.ts'
import { ouvrirAppartenance, vivre } from './periode.ts'
import type { Numero, Regles } from './regles.ts'
import type { Etat, Situation } from './situation.ts'

/** What somebody does to an adhesion. Who may is the permission table's business; what it changes is here. */
export type Acte =
  | { readonly genre: 'inviter' }
  /** The responsable accepts the charter: a precondition (T2, T17). */
  | { readonly genre: 'commencer' }
  | { readonly genre: 'abandonner' }
  /** Sends the declaration; the secrétariat receives it at the same instant, on the platform (AMB-03). */
  | {
      readonly genre: 'declarer'
      readonly version: number
      /** What that version says. */
      readonly contenu: Contenu
      readonly choix: readonly Choix[]
      readonly sincere: boolean
    }
  | { readonly genre: 'admettre-de-droit' }
  /** A decision of the committee, with its written reasons. */
  | { readonly genre: 'opposer'; readonly raisons: string }
  /** An opposition is put to the vote of the committee: counted once, at its closing, before silence speaks. */
  | { readonly genre: 'deliberer'; readonly cloture: Date }
  /** What the vote decided; done at its closing, whenever it is counted. */
  | { readonly genre: 'conclure'; readonly oppose: boolean; readonly raisons: string }
  | { readonly genre: 'activite' }
  | { readonly genre: 'confirmer' }
  | { readonly genre: 'accepter-version' }
  /** The notice of receipt of the registered letter came back. */
  | { readonly genre: 'avertir'; readonly constateLe: Jour; readonly envoyeeLe: Jour; readonly recueLe: Jour }
  | { readonly genre: 'rectifier' }
  | { readonly genre: 'juger'; readonly rectifie: boolean }
  /** A decision of the committee, with its written reasons. */
  | { readonly genre: 'lever'; readonly raisons: string }
  | { readonly genre: 'rouvrir'; readonly raisons: string }
  /** The member stops using the signage, and undertakes not to create a confusingly named network (article 13). */
  | { readonly genre: 'retirer'; readonly cesse: boolean; readonly sansConfusion: boolean }

export type ActeRefuse =
  /** This act has no meaning in this state, the one time has led to. */
  | { readonly raison: 'etat'; readonly etat: Etat }
  | { readonly raison: 'trop-tard'; readonly fin: Date }
  | { readonly raison: 'barre' }
  | { readonly raison: 'sans-raisons' }
  | { readonly raison: 'declaration'; readonly fautes: readonly RefusDeclaration[] }
  | { readonly raison: 'pas-sincere' }
  | { readonly raison: 'version-depassee'; readonly enVigueur: number }
  | { readonly raison: 'date-a-venir' }
  | { readonly raison: 'recue-avant-envoi' }
  | { readonly raison: 'envoyee-avant-manquement' }
  /** Received before the lieu was a member, or before its last warning or suspension ended. */
  | { readonly raison: 'recue-avant-adhesion'; readonly depuis: Date }
  | { readonly raison: 'sans-procedure' }
  | { readonly raison: 'deja-dit' }
  | { readonly raison: 'engagements' }
  /** The committee is already voting. */
  | { readonly raison: 'deliberation'; readonly cloture: Date }
  | { readonly raison: 'cloture-hors-delai'; readonly fin: Date }

/**
 * An act at an instant. What time has brought since comes first: an opposition one millisecond late finds a member.
 * @returns where it leads, with every transition on the way and its legal instant
 */
export function agir(depart: Situation, acte: Acte, regles: Regles, now: Date): Result<Avancee, ActeRefuse> {
  const avant = avancer(depart, regles, now)
  const issue = decider(avant.situation, acte, regles, now)
  if (!issue.ok) {
    const tard = acte.genre === 'opposer' || acte.genre === 'deliberer' ? tropTard(depart) : undefined
    return tard && issue.error.raison === 'etat' ? refuse({ raison: 'trop-tard', fin: tard }) : issue
  }
  // An act may open what is already over: a letter typed late, a suspension lifted after the end of the period.
  const apres = avancer(issue.value.situation, regles, now)
  return ok({
    situation: apres.situation,
    transitions: [...avant.transitions, ...issue.value.transitions, ...apres.transitions],
    rappels: [...avant.rappels, ...apres.rappels]
  })
}

const tropTard = (situation: Situation): Date | undefined => (situation.etat === 'FENETRE' ? situation.fin : undefined)

type Decision = { readonly situation: Situation; readonly transitions: readonly Transition[] }

function decider(situation: Situation, acte: Acte, regles: Regles, now: Date): Result<Decision, ActeRefuse> {
  const wrong = refuse<ActeRefuse>({ raison: 'etat', etat: situation.etat })
  const passer = (numero: Numero, vers: Situation, le = now): Result<Decision, ActeRefuse> =>
    ok({ situation: vers, transitions: [{ numero, de: situation.etat, vers: vers.etat, le }] })

  switch (acte.genre) {
    case 'inviter':
      return situation.etat === 'REFERENCE' ? passer('T1', { etat: 'INVITE', depuis: now }) : wrong
    case 'commencer':
      switch (situation.etat) {
        case 'REFERENCE':
        case 'INVITE':
          return passer('T2', { etat: 'BROUILLON', depuis: now })
        case 'OPPOSE':
        case 'NON_RENOUVELE':
          return passer('T17', { etat: 'BROUILLON', depuis: now })
        case 'RETIRE':
          return situation.barre ? refuse({ raison: 'barre' }) : passer('T17', { etat: 'BROUILLON', depuis: now })
        default:
          return wrong
      }
    case 'abandonner':
      return situation.etat === 'BROUILLON' ? passer('abandon', { etat: 'REFERENCE' }) : wrong
    case 'declarer':
      return situation.etat === 'BROUILLON' ? declarer(acte, regles, now) : wrong
    case 'admettre-de-droit':
      switch (situation.etat) {
        case 'REFERENCE':
        case 'INVITE':
        case 'BROUILLON':
        case 'DECLARE':
        case 'FENETRE':
        case 'NON_RENOUVELE':
          return passer(
            'T7',
            devenirMembre(ouvrirAppartenance({ version: regles.enVigueur(now), origine: 'droit', le: now }, regles))
          )
        default:
          return wrong
      }
    case 'opposer':
      if (situation.etat !== 'FENETRE') return wrong
      if (situation.deliberation) return refuse({ raison: 'deliberation', cloture: situation.deliberation })
      if (acte.raisons.trim() === '') return refuse({ raison: 'sans-raisons' })
      return passer('T5', { etat: 'OPPOSE', depuis: now })
    case 'deliberer':
      if (situation.etat !== 'FENETRE') return wrong
      if (situation.deliberation) return refuse({ raison: 'deliberation', cloture: situation.deliberation })
      if (acte.cloture <= now || acte.cloture >= situation.fin)
        return refuse({ raison: 'cloture-hors-delai', fin: situation.fin })
      return ok({ situation: { ...situation, deliberation: acte.cloture }, transitions: [] })
    case 'conclure': {
      if (situation.etat !== 'FENETRE' || !situation.deliberation) return wrong
      if (acte.oppose && acte.raisons.trim() === '') return refuse({ raison: 'sans-raisons' })
      if (acte.oppose) return passer('T5', { etat: 'OPPOSE', depuis: now })
      const { deliberation: _, ...silencieuse } = situation
      return ok({ situation: silencieuse, transitions: [] })
    }
    case 'activite': {
      if (!('membre' in situation)) return ok({ situation, transitions: [] })
      const membre = vivre(situation.membre, now, regles)
      if (situation.etat !== 'MEMBRE' || !membre.alerteLe)
        return ok({ situation: { ...situation, membre }, transitions: [] })
      const { alerteLe: _, ...tranquille } = membre
      return passer('T10', { ...situation, membre: tranquille })
    }
    case 'confirmer':
      if (!('membre' in situation) || situation.etat === 'SUSPENDU') return wrong
      return ok({ situation: { ...situation, membre: { ...situation.membre, confirmeeLe: now } }, transitions: [] })
    case 'accepter-version':
      if (!('membre' in situation) || situation.etat === 'SUSPENDU') return wrong
      return ok({
        situation: { ...situation, membre: { ...situation.membre, version: regles.enVigueur(now) } },
        transitions: []
      })
    case 'avertir':
      return situation.etat === 'MEMBRE' ? avertir(situation, acte, regles, now) : wrong
    case 'rectifier':
      if (situation.etat !== 'AVERTI') return wrong
      if (situation.avertissement.rectifieLe) return refuse({ raison: 'deja-dit' })
      return ok({
        situation: { ...situation, avertissement: { ...situation.avertissement, rectifieLe: now } },
        transitions: []
      })
    case 'juger': {
      if (situation.etat !== 'AVERTI') return wrong
      if (acte.rectifie) return passer('T13', { etat: 'MEMBRE', depuis: now, membre: situation.membre, rappels: [] })
      const { rectifieLe: _, ...avertissement } = situation.avertissement
      // Before the end, the member may still mend; after it, the right was lost when the delay ended.
      return ok({ situation: { ...situation, avertissement }, transitions: [] })
    }
    case 'lever':
      if (situation.etat !== 'SUSPENDU') return wrong
      if (acte.raisons.trim() === '') return refuse({ raison: 'sans-raisons' })
      return passer('T15', { etat: 'MEMBRE', depuis: now, membre: situation.membre, rappels: [] })
    case 'rouvrir':
      if (situation.etat !== 'RETIRE' || !situation.barre) return wrong
      if (acte.raisons.trim() === '') return refuse({ raison: 'sans-raisons' })
      return passer('reouverture', { ...situation, barre: false })
    case 'retirer':
      switch (situation.etat) {
        case 'DECLARE':
        case 'FENETRE':
        case 'MEMBRE':
        case 'AVERTI':
        case 'SUSPENDU':
          if (!acte.cesse || !acte.sansConfusion) return refuse({ raison: 'engagements' })
          return passer('T16', {
            etat: 'RETIRE',
            depuis: now,
            barre: situation.etat === 'AVERTI' || situation.etat === 'SUSPENDU'
          })
        default:
          return wrong
      }
  }
}

/**
 * The first instant when it is too late to oppose a declaration received then, which is the first one of the membership;
 * undefined where the version has no window, and signing is enough. Pages say it before anything is sent.
 */
export function finDeFenetre(version: number, regles: Regles, recueLe: Date): Date | undefined {
  const { opposition_jours } = regles.parametres(version)
  if (opposition_jours === null) return undefined
  const dernier = dernierJour(jourDe(recueLe, regles.zone), opposition_jours)
  return debutDuJour(plusJours(dernier, 1), regles.zone)
}

/**
 * « Cette déclaration vaut notification au Secrétariat […] En l'absence d'opposition dans un délai de 15 jours à compter de
 * la réception » (article 3). Where the charter has no window, signing is enough.
 */
function declarer(
  { version, contenu, choix, sincere }: Extract<Acte, { genre: 'declarer' }>,
  regles: Regles,
  now: Date
): Result<Decision, ActeRefuse> {
  const enVigueur = regles.enVigueur(now)
  if (version !== enVigueur) return refuse({ raison: 'version-depassee', enVigueur })
  const verifiee = verifierDeclaration(contenu, choix)
  if (!verifiee.ok) return refuse({ raison: 'declaration', fautes: verifiee.error })
  if (!sincere) return refuse({ raison: 'pas-sincere' })
  const envoi: Transition = { numero: 'T3', de: 'BROUILLON', vers: 'DECLARE', le: now }
  const fin = finDeFenetre(version, regles, now)
  if (!fin)
    return ok({
      situation: devenirMembre(ouvrirAppartenance({ version, origine: 'declaration', le: now }, regles)),
      transitions: [envoi, { numero: 'signature', de: 'DECLARE', vers: 'MEMBRE', le: now }]
    })
  return ok({
    situation: { etat: 'FENETRE', depuis: now, version, recueLe: now, fin, rappels: [] },
    transitions: [envoi, { numero: 'T4', de: 'DECLARE', vers: 'FENETRE', le: now }]
  })
}

/** « Dans un délai de quinze jours suivant la réception d'une lettre recommandée avec avis de réception » (article 13). */
function avertir(
  situation: Extract<Situation, { etat: 'MEMBRE' }>,
  { constateLe, envoyeeLe, recueLe }: Extract<Acte, { genre: 'avertir' }>,
  regles: Regles,
  now: Date
): Result<Decision, ActeRefuse> {
  const { mise_en_conformite_jours, report_jour_ouvre } = regles.parametres(situation.membre.version)
  if (mise_en_conformite_jours === null) return refuse({ raison: 'sans-procedure' })
  if (recueLe > jourDe(now, regles.zone)) return refuse({ raison: 'date-a-venir' })
  if (recueLe < envoyeeLe) return refuse({ raison: 'recue-avant-envoi' })
  if (envoyeeLe < constateLe) return refuse({ raison: 'envoyee-avant-manquement' })
  // What a suspended lieu, or no member yet, receives warns nobody of what is done under this membership.
  if (recueLe < jourDe(situation.depuis, regles.zone))
    return refuse({ raison: 'recue-avant-adhesion', depuis: situation.depuis })
  const dernier = dernierJour(recueLe, mise_en_conformite_jours)
  const fin = debutDuJour(plusJours(report_jour_ouvre ? jourOuvre(dernier, regles.estFerie) : dernier, 1), regles.zone)
  const matin = debutDuJour(recueLe, regles.zone)
  const le = matin < situation.depuis ? situation.depuis : matin
  return ok({
    situation: { etat: 'AVERTI', depuis: le, membre: situation.membre, avertissement: { recueLe, fin }, rappels: [] },
    transitions: [{ numero: 'T12', de: 'MEMBRE', vers: 'AVERTI', le }]
  })
}
