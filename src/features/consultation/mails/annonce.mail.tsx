import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre, type Paragraphe } from '../../../platform/mail/lettre.tsx'
import { jourEnMots } from '../../../platform/ui/composants/date/date.tsx'
import type { Evenement } from '../domain/annonce.ts'

export interface Annonce {
  readonly a: string
  readonly evenement: Evenement
  readonly titre: string
  readonly question: string
  /** In full words; none of an emerging topic. */
  readonly cloture: string | undefined
  /** A civil day, YYYY-MM-DD. */
  readonly reponseAvant: string | null
  readonly lien: string
  /** Where one stops following, without signing in. */
  readonly arreter: string
  readonly signature: string
}

/** To those who follow a consultation, or every new one: what has just happened to it. */
export function courrielAnnonce(annonce: Annonce): Message {
  const { a, evenement, lien, arreter, signature } = annonce
  const { sujet, phrases, libelle } = dire(annonce)
  return ecrireLettre({
    a,
    sujet,
    motif: `consultation-${evenement}`,
    signature,
    paragraphes: [
      ...phrases,
      { lien, libelle },
      'Vous recevez ce message parce que vous avez demandé à suivre les consultations.',
      { lien: arreter, libelle: 'Ne plus recevoir ces messages' }
    ]
  })
}

function dire({ evenement, titre, question, cloture, reponseAvant }: Annonce): {
  readonly sujet: string
  readonly phrases: readonly Paragraphe[]
  readonly libelle: string
} {
  switch (evenement) {
    case 'ouverture':
      return {
        sujet: `Votre avis est attendu : ${titre}`,
        phrases: [
          `La consultation « ${titre} » est ouverte${cloture ? `, jusqu’au ${cloture}` : ''}.`,
          ...(question ? [{ citation: question }] : [])
        ],
        libelle: 'Donner votre avis'
      }
    case 'bientot':
      return {
        sujet: `Plus que trois jours : ${titre}`,
        phrases: [
          `La consultation « ${titre} » se clôt le ${cloture ?? ''}.`,
          'Jusque-là, vous pouvez donner votre avis, le changer ou le retirer.'
        ],
        libelle: 'Voir la consultation'
      }
    case 'cloture':
      return {
        sujet: `La consultation est close : ${titre}`,
        phrases: [
          `La consultation « ${titre} » est close. Les comptes sont arrêtés : vous pouvez les lire.`,
          reponseAvant
            ? `L’organisateur répond à chaque proposition avant le ${jourEnMots(reponseAvant)}.`
            : 'L’organisateur répond ensuite à chaque proposition.'
        ],
        libelle: 'Lire les résultats'
      }
    case 'restitution':
      return {
        sujet: `Ce que votre consultation est devenue : ${titre}`,
        phrases: [
          `L’organisateur a répondu à chaque proposition de la consultation « ${titre} ».`,
          'La synthèse dit ce qui est retenu, ce qui ne l’est pas, et pourquoi.'
        ],
        libelle: 'Lire les réponses'
      }
  }
}
