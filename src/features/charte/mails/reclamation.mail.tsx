import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre, type Paragraphe } from '../../../platform/mail/lettre.tsx'
import { ADRESSE_MOIS, type IssueReclamation, LIEN_JOURS } from '../domain/reclamation.ts'
import { typographier } from '../domain/texte.ts'

interface Cadre {
  readonly a: string
  readonly lieu: string
  readonly reseau: string
}

/** To who reports: the complaint counts once this link has been opened. It says something of them: it is forgotten. */
export const courrielAConfirmer = (cadre: Cadre, lien: string): Message => ({
  ...ecrire(cadre, 'a-confirmer', 'Confirmez votre réclamation', [
    `Vous avez écrit une réclamation à propos de « ${cadre.lieu} ».`,
    `Elle sera lue quand vous l’aurez confirmée. Vous avez ${LIEN_JOURS} jours.`,
    { libelle: 'Confirmer ma réclamation', lien },
    'Ce n’est pas vous ? Ne faites rien : elle sera effacée, et vous ne recevrez rien d’autre.'
  ]),
  oublier: true
})

/** To the secrétariat: somebody reports a lieu. Nothing of what is said leaves the desk. */
export const courrielReclamationRecue = (cadre: Cadre, lien: string): Message =>
  ecrire(cadre, 'recue', 'Une réclamation à instruire', [
    `Une personne dit que « ${cadre.lieu} » ne respecte pas la charte, ou utilise la marque sans droit.`,
    { libelle: 'Lire la réclamation', lien }
  ])

/** To the people of the lieu: what is reported, in the words of the secrétariat; never who reported it. */
export const courrielReclamationTransmise = (
  cadre: Cadre,
  { faits, reponseAvant, lien }: { readonly faits: string; readonly reponseAvant: string; readonly lien: string }
): Message =>
  ecrire(cadre, 'transmise', 'Le secrétariat vous demande votre avis', [
    `Le secrétariat a reçu une réclamation à propos de « ${cadre.lieu} ». Rien n’est décidé : il veut d’abord vous entendre.`,
    'Voici ce qui est dit :',
    { citation: faits },
    `Répondez avant le ${reponseAvant}. Après cette date, le secrétariat pourra conclure sans votre réponse.`,
    { libelle: 'Lire et répondre', lien }
  ])

/** To the secrétariat: the lieu answered. */
export const courrielReponseDuLieu = (cadre: Cadre, lien: string): Message =>
  ecrire(cadre, 'reponse', 'Le lieu a répondu à la réclamation', [
    `« ${cadre.lieu} » a répondu à la réclamation que vous lui avez transmise.`,
    { libelle: 'Lire sa réponse', lien }
  ])

const ISSUES_POUR_LA_PERSONNE: Readonly<Record<IssueReclamation, string>> = {
  'sans-suite': 'Le secrétariat a étudié votre réclamation. Il la ferme sans suite.',
  rappel: 'Le secrétariat a étudié votre réclamation. Il a rappelé au lieu ce que la charte lui demande.',
  avertissement:
    'Le secrétariat a étudié votre réclamation. Il demande au lieu, par une lettre recommandée, de corriger ce qui ne va pas.'
}

/** To who reported: how it ended. Reasons are given when nothing was done. */
export const courrielIssuePourLaPersonne = (
  cadre: Cadre,
  { issue, raisons }: { readonly issue: IssueReclamation; readonly raisons: string }
): Message => ({
  ...ecrire(cadre, 'issue', 'La réponse à votre réclamation', [
    ISSUES_POUR_LA_PERSONNE[issue],
    ...(issue === 'sans-suite' ? ['Voici pourquoi :', { citation: raisons }] : []),
    'Merci de nous avoir écrit : c’est ainsi que la charte garde son sens.',
    `Le lieu n’a su ni votre nom, ni votre adresse. Nous effacerons votre adresse dans ${ADRESSE_MOIS} mois.`
  ]),
  oublier: true
})

const ISSUES_POUR_LE_LIEU: Readonly<Record<IssueReclamation, { readonly sujet: string; readonly phrase: string }>> = {
  'sans-suite': {
    sujet: 'La réclamation est fermée',
    phrase: 'Le secrétariat ferme sans suite la réclamation dont il vous avait parlé. Voici ses raisons :'
  },
  rappel: {
    sujet: 'Un rappel du secrétariat',
    phrase: 'Le secrétariat a étudié la réclamation dont il vous avait parlé. Il s’en tient à un rappel. Le voici :'
  },
  avertissement: {
    sujet: 'La suite de la réclamation',
    phrase:
      'Le secrétariat a étudié la réclamation dont il vous avait parlé. Il vous écrit par lettre recommandée. Elle dira ce qui est à corriger, et jusqu’à quand.'
  }
}

/** To the people of the lieu that had been told: how it ended. */
export const courrielIssuePourLeLieu = (
  cadre: Cadre,
  { issue, raisons, lien }: { readonly issue: IssueReclamation; readonly raisons: string; readonly lien: string }
): Message => {
  const { sujet, phrase } = ISSUES_POUR_LE_LIEU[issue]
  return ecrire(cadre, 'close', sujet, [
    phrase,
    ...(issue === 'avertissement' ? [] : [{ citation: raisons }]),
    { libelle: 'Relire les échanges', lien }
  ])
}

function ecrire({ a, lieu, reseau }: Cadre, nom: string, sujet: string, paragraphes: readonly Paragraphe[]): Message {
  return ecrireLettre({
    a,
    sujet: typographier(`${sujet} : ${lieu}`).slice(0, 200),
    paragraphes: paragraphes.map((p) => (typeof p === 'string' ? typographier(p) : p)),
    signature: reseau,
    motif: `reclamation-${nom}`
  })
}
