import { aHeure, jourDe, plusJours, plusMois } from '../../../../kernel/dates-legales.ts'
import { activitesDeLaPeriode, alerteDe } from './periode.ts'
import type { Regles } from './regles.ts'
import type { Appartenance, Situation } from './situation.ts'

/** What is to happen by itself, at a legal instant, and the rule that gives it. */
export interface Echeance {
  readonly genre:
    | 'silence'
    /** A vote of the committee closes: what follows waits for its count. */
    | 'depouillement'
    | 'alerte'
    | 'fin-de-periode'
    | 'fin-de-mise-en-conformite'
    /** Messages: nothing changes but somebody is told. */
    | 'rappel-comite'
    | 'rappel-fin'
    | 'rappel-jugement'
    | 'confirmation'
  /** What tells one message from another of the same stage; empty for what changes the situation. */
  readonly cle: string
  readonly le: Date
  readonly regle: string
}

/** Messages of a deadline leave at this hour of the réseau's day: nobody is told at midnight. */
const HEURE_DES_RAPPELS = 8

/** Everything that waits, the earliest first. A message already decided is no longer there. */
export function echeances(situation: Situation, regles: Regles): Echeance[] {
  const attendues = attendre(situation, regles)
  const faits = 'rappels' in situation ? situation.rappels : []
  return attendues
    .filter(({ cle }) => cle === '' || !faits.includes(cle))
    .sort((a, b) => a.le.getTime() - b.le.getTime() || (a.cle < b.cle ? -1 : 1))
}

function attendre(situation: Situation, regles: Regles): Echeance[] {
  switch (situation.etat) {
    case 'REFERENCE':
    case 'INVITE':
    case 'BROUILLON':
    case 'DECLARE':
    case 'OPPOSE':
    case 'SUSPENDU':
    case 'NON_RENOUVELE':
    case 'RETIRE':
      return []
    case 'FENETRE': {
      const { opposition_jours, alertes_comite_jours } = regles.parametres(situation.version)
      const recue = jourDe(situation.recueLe, regles.zone)
      const fin: Echeance = situation.deliberation
        ? {
            genre: 'depouillement',
            cle: '',
            le: situation.deliberation,
            regle: 'fin du vote du comité, avant que le silence parle'
          }
        : {
            genre: 'silence',
            cle: '',
            le: situation.fin,
            regle: `${opposition_jours} jours après la réception, le jour de la réception non compté (article 3)`
          }
      return [
        fin,
        ...alertes_comite_jours.map(
          (jours): Echeance => ({
            genre: 'rappel-comite',
            cle: `comite-${jours}`,
            le: aHeure(plusJours(recue, jours), HEURE_DES_RAPPELS, regles.zone),
            regle: `${jours} jours après la réception : le silence du comité est un choix`
          })
        )
      ]
    }
    case 'MEMBRE':
      return [...dePeriode(situation.membre, regles), ...deConfirmation(situation.membre, regles)]
    case 'AVERTI': {
      const { avertissement, membre } = situation
      const { mise_en_conformite_jours } = regles.parametres(membre.version)
      const regle = `${mise_en_conformite_jours} jours après la réception de la lettre (article 13)`
      // Filed in time and not yet judged: no automatic suspension, the secrétariat is alerted (AMB-09).
      return avertissement.rectifieLe
        ? [{ genre: 'rappel-jugement', cle: 'jugement', le: avertissement.fin, regle }]
        : [{ genre: 'fin-de-mise-en-conformite', cle: '', le: avertissement.fin, regle }]
    }
  }
}

function dePeriode(membre: Appartenance, regles: Regles): Echeance[] {
  const { fin } = membre
  if (!fin) return []
  const { periode_mois, alerte_mois, rappels_jours } = regles.parametres(membre.version)
  const alerte = alerteDe(membre, regles)
  const dernier = jourDe(fin, regles.zone)
  const attendues: Echeance[] = [
    {
      genre: 'fin-de-periode',
      cle: '',
      le: fin,
      regle: `${periode_mois} mois après le début de la période (article 3)`
    }
  ]
  if (alerte)
    attendues.push({
      genre: 'alerte',
      cle: '',
      le: alerte,
      regle: `${alerte_mois} mois sans mise à jour de la fiche (article 3)`
    })
  // A member whose renewal is earned is left in peace.
  if (activitesDeLaPeriode(membre).length === 0)
    for (const jours of rappels_jours)
      attendues.push({
        genre: 'rappel-fin',
        cle: `fin-${membre.mois}-${jours}`,
        le: aHeure(plusJours(dernier, -jours), HEURE_DES_RAPPELS, regles.zone),
        regle: `${jours} jours avant la fin de la période`
      })
  return attendues
}

function deConfirmation(membre: Appartenance, regles: Regles): Echeance[] {
  const { confirmation_mois } = regles.parametres(membre.version)
  if (confirmation_mois === null) return []
  const depuis = jourDe(membre.confirmeeLe ?? membre.membreDepuis, regles.zone)
  const jour = plusMois(depuis, confirmation_mois)
  return [
    {
      genre: 'confirmation',
      cle: `confirmation-${jour}`,
      le: aHeure(jour, HEURE_DES_RAPPELS, regles.zone),
      regle: `${confirmation_mois} mois après la dernière confirmation des engagements`
    }
  ]
}
