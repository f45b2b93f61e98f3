import { type Echeance, echeances } from './echeances.ts'
import { activitesDeLaPeriode, ouvrirAppartenance, periodeSuivante } from './periode.ts'
import type { Numero, Regles } from './regles.ts'
import type { Appartenance, Etat, Situation } from './situation.ts'

/** A change of situation. `le` is its legal instant, whenever it was found out. */
export interface Transition {
  readonly numero: Numero
  readonly de: Etat
  readonly vers: Etat
  readonly le: Date
}

/** A message whose moment has come, and is not past. */
export interface Rappel {
  readonly genre: Extract<Echeance['genre'], 'rappel-comite' | 'rappel-fin' | 'rappel-jugement' | 'confirmation'>
  readonly cle: string
  readonly le: Date
}

export interface Avancee {
  readonly situation: Situation
  readonly transitions: readonly Transition[]
  readonly rappels: readonly Rappel[]
}

/**
 * Everything that time alone has made happen by `now`, each with its legal instant: asked late, twice or never for three
 * days, the answer is the same (I6). A message that something else has overtaken is not sent.
 */
export function avancer(depart: Situation, regles: Regles, now: Date): Avancee {
  let situation = depart
  const transitions: Transition[] = []
  const rappels: Rappel[] = []
  for (;;) {
    const [prochaine, suivante] = echeances(situation, regles)
    if (!prochaine || prochaine.le > now) return { situation, transitions, rappels }
    switch (prochaine.genre) {
      case 'depouillement':
        // Votes are not the rules' business: whoever counts them acts at the closing, then time goes on.
        return { situation, transitions, rappels }
      case 'rappel-comite':
      case 'rappel-fin':
      case 'rappel-jugement':
      case 'confirmation':
        if (!isOvertaken(prochaine, suivante, now))
          rappels.push({ genre: prochaine.genre, cle: prochaine.cle, le: prochaine.le })
        if ('rappels' in situation) situation = { ...situation, rappels: [...situation.rappels, prochaine.cle] }
        break
      case 'silence':
      case 'alerte':
      case 'fin-de-periode':
      case 'fin-de-mise-en-conformite': {
        const [numero, apres] = echoir(situation, prochaine, regles)
        transitions.push({ numero, de: situation.etat, vers: apres.etat, le: prochaine.le })
        situation = apres
      }
    }
  }
}

// « Trois jours » makes « quatorze jours » useless, and the end makes both; what asks for an answer goes on asking it.
const isOvertaken = ({ genre }: Echeance, suivante: Echeance | undefined, now: Date): boolean =>
  (genre === 'rappel-comite' || genre === 'rappel-fin') && suivante !== undefined && suivante.le <= now

/** What one deadline changes. */
function echoir(situation: Situation, { le }: Echeance, regles: Regles): [Numero, Situation] {
  switch (situation.etat) {
    case 'FENETRE':
      return [
        'T6',
        devenirMembre(ouvrirAppartenance({ version: situation.version, origine: 'declaration', le }, regles))
      ]
    case 'AVERTI':
      return ['T14', { etat: 'SUSPENDU', depuis: le, membre: situation.membre }]
    case 'MEMBRE': {
      const { membre } = situation
      if (!aFin(membre) || le < membre.fin) return ['T9', { ...situation, membre: { ...membre, alerteLe: le } }]
      // « Sauf en cas d'absence d'activité de mise à jour […] au cours de la période » (article 3).
      if (activitesDeLaPeriode(membre).length === 0) return ['T11', { etat: 'NON_RENOUVELE', depuis: le }]
      return [
        'T8',
        {
          ...situation,
          membre: periodeSuivante(membre, regles),
          rappels: situation.rappels.filter((cle) => !cle.startsWith('fin-'))
        }
      ]
    }
    default:
      throw new Error(`Rien n’échoit dans l’état ${situation.etat}.`)
  }
}

export const devenirMembre = (membre: Appartenance): Situation => ({
  etat: 'MEMBRE',
  depuis: membre.membreDepuis,
  membre,
  rappels: []
})

const aFin = (membre: Appartenance): membre is Appartenance & { readonly fin: Date } => membre.fin !== undefined
