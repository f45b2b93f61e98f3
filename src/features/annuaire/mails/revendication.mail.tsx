import { htmlCourriel } from '../../../platform/mail/gabarit.tsx'
import type { Message } from '../../../platform/mail/index.ts'
import { jourEnMots } from '../../../platform/ui/composants/date/date.tsx'
import { dernierInstant, JOURS_D_ATTENTE } from '../domain/revendication.ts'

/** Names these messages in the queue: they are forgotten with the addresses they went to. */
export const MOTIF_REVENDICATION = 'revendication'

/** Whom it goes to, who signs, and the name of the lieu. */
interface Envoi {
  readonly a: string
  readonly reseau: string
  readonly lieu: string
}

type Paragraphe = string | false | { readonly lien: string; readonly libelle: string }

// One letter in its two forms, the same words in both.
function ecrire({ a, reseau }: Envoi, sujet: string, paragraphes: readonly Paragraphe[]): Message {
  const corps = ['Bonjour,', ...paragraphes.filter((p) => p !== false), reseau]
  return {
    a,
    sujet: sujet.slice(0, 200),
    texte: corps.map((p) => (typeof p === 'string' ? p : `${p.libelle}\u00a0:\n${p.lien}`)).join('\n\n'),
    html: htmlCourriel(
      sujet,
      corps.map((p) => <p>{typeof p === 'string' ? p : <a href={p.lien}>{p.libelle}</a>}</p>)
    ),
    motif: MOTIF_REVENDICATION
  }
}

/** To the published address of a lieu: does this person look after it? */
export const courrielPreuve = (de: Envoi & { readonly pseudonyme: string; readonly lien: string }): Message =>
  ecrire(de, `Qui s’occupe de la fiche de « ${de.lieu} » ?`, [
    `« ${de.pseudonyme} » demande à s’occuper de la fiche de « ${de.lieu} » dans l’annuaire. Nous vous écrivons parce que votre adresse est publiée sur cette fiche.`,
    'Vous connaissez cette personne, ou c’est vous ? Ouvrez ce lien, puis appuyez sur le bouton : elle pourra changer les horaires, le téléphone et le reste de la fiche.',
    { lien: de.lien, libelle: 'Répondre à cette demande' },
    `Vous ne la connaissez pas ? Ne faites rien. Sans votre accord, rien ne change. Ce lien sert une fois, pendant ${JOURS_D_ATTENTE} jours.`
  ])

/** To who decides on that ground: a claim waits, or was contested. */
export const courrielAJuger = (
  de: Envoi & { readonly objet: 'demande' | 'contestation'; readonly lien: string }
): Message =>
  ecrire(de, `${de.objet === 'demande' ? 'Une demande à lire' : 'Un désaccord à régler'} : ${de.lieu}`, [
    de.objet === 'demande'
      ? `Une personne demande à s’occuper de la fiche de « ${de.lieu} ». Rien ne le prouve encore : c’est à vous de décider.`
      : `Quelqu’un conteste que la personne qui s’occupe de la fiche de « ${de.lieu} » en soit responsable. C’est à vous de décider.`,
    { lien: de.lien, libelle: 'Lire et répondre' }
  ])

/** To the former contact of a lieu: somebody looks after it now, and this can be contested until a day. */
export const courrielAncienContact = (
  de: Envoi & { readonly pseudonyme: string; readonly lien: string; readonly contesteAvant: Date }
): Message =>
  ecrire(de, `La fiche de « ${de.lieu} » a un responsable`, [
    `« ${de.pseudonyme} » s’occupe maintenant de la fiche de « ${de.lieu} » dans l’annuaire. Cette personne peut en changer les horaires, le téléphone et le reste.`,
    'C’est normal ? Vous n’avez rien à faire.',
    `Ce n’est pas normal ? Dites-le jusqu’au ${jourEnMots(dernierInstant(de.contesteAvant))} inclus. Une personne du réseau décidera.`,
    { lien: de.lien, libelle: 'Dire que ce n’est pas normal' }
  ])

export type SuiteDeRevendication =
  | 'acceptee'
  | 'refusee'
  | 'contestee'
  | 'maintenue'
  | 'retiree'
  | 'sans-reponse'
  | 'aide-acceptee'
  | 'aide-refusee'
  | 'aide-sans-reponse'
  | 'acces-retire'
  | 'fiche-rendue'

const SUITES: Readonly<Record<SuiteDeRevendication, { sujet: string; phrases: (lieu: string) => readonly string[] }>> =
  {
    acceptee: {
      sujet: 'Vous êtes responsable de la fiche',
      phrases: (lieu) => [
        `Votre demande est acceptée : vous vous occupez maintenant de la fiche de « ${lieu} ». Vous pouvez la changer, et inviter des collègues.`
      ]
    },
    refusee: {
      sujet: 'Réponse à votre demande',
      phrases: (lieu) => [`Votre demande pour « ${lieu} » n’a pas été acceptée.`]
    },
    contestee: {
      sujet: 'Quelqu’un n’est pas d’accord',
      phrases: (lieu) => [
        `Une personne conteste que vous soyez responsable de « ${lieu} ». Quelqu’un du réseau va décider.`,
        'En attendant, rien ne change : vous vous occupez toujours de la fiche.'
      ]
    },
    maintenue: {
      sujet: 'Vous restez responsable',
      phrases: (lieu) => [`Le désaccord est réglé : vous restez responsable de la fiche de « ${lieu} ».`]
    },
    retiree: {
      sujet: 'Vous n’êtes plus responsable',
      phrases: (lieu) => [`Le désaccord est réglé : vous n’êtes plus responsable de la fiche de « ${lieu} ».`]
    },
    'sans-reponse': {
      sujet: 'Votre demande est restée sans réponse',
      phrases: (lieu) => [
        `Personne n’a répondu à l’adresse publiée sur la fiche de « ${lieu} ». Votre demande est refermée.`,
        'Vous pouvez demander à la personne qui suit ce territoire : elle décidera.'
      ]
    },
    'aide-acceptee': {
      sujet: 'Vous pouvez aider à tenir la fiche',
      phrases: (lieu) => [`Votre demande est acceptée : vous pouvez maintenant changer la fiche de « ${lieu} ».`]
    },
    'aide-refusee': {
      sujet: 'Réponse à votre demande',
      phrases: (lieu) => [`Le responsable de « ${lieu} » n’a pas accepté votre demande.`]
    },
    'aide-sans-reponse': {
      sujet: 'Votre demande est restée sans réponse',
      phrases: (lieu) => [
        `Le responsable de « ${lieu} » n’a pas répondu. Votre demande est refermée.`,
        'Vous pouvez demander à la personne qui suit ce territoire : elle décidera.'
      ]
    },
    'acces-retire': {
      sujet: 'Vous ne vous occupez plus de la fiche',
      phrases: (lieu) => [`Vous ne pouvez plus changer la fiche de « ${lieu} ». Ce que vous avez écrit reste.`]
    },
    'fiche-rendue': {
      sujet: 'La fiche n’a plus de responsable',
      phrases: (lieu) => [
        `Le dernier responsable de « ${lieu} » est parti. La fiche dit de nouveau ce que disent les annuaires, et vous ne pouvez plus la changer.`,
        'Vous vous occupez toujours de ce lieu ? Vous pouvez demander à en devenir responsable.'
      ]
    }
  }

/** To who asked, helps or looks after a lieu: what has just become of it. */
export function courrielSuite(
  de: Envoi & { readonly suite: SuiteDeRevendication; readonly motif?: string; readonly lien: string }
): Message {
  const { sujet, phrases } = SUITES[de.suite]
  return ecrire(de, `${sujet} : ${de.lieu}`, [
    ...phrases(de.lieu),
    de.motif ? `Le mot de la personne qui a décidé : ${de.motif}` : false,
    { lien: de.lien, libelle: 'Voir' }
  ])
}

const DESACCORDS = {
  recue: (lieu: string) => [
    `Nous avons bien reçu votre message sur la fiche de « ${lieu} ». Une personne du réseau va décider.`,
    'Nous vous écrirons sa réponse. Vous n’avez rien d’autre à faire.'
  ],
  maintenue: (lieu: string) => [
    `Vous aviez signalé un désaccord sur la fiche de « ${lieu} ». La personne qui s’en occupe en reste responsable.`
  ],
  retiree: (lieu: string) => [
    `Vous aviez signalé un désaccord sur la fiche de « ${lieu} ». Vous aviez raison de le dire : cette personne n’en est plus responsable.`
  ]
} as const

/** To who contested: it was received, then what was decided. */
export const courrielDesaccord = (
  de: Envoi & { readonly issue: keyof typeof DESACCORDS; readonly motif?: string }
): Message =>
  ecrire(de, `${de.issue === 'recue' ? 'Votre désaccord est reçu' : 'Réponse à votre désaccord'} : ${de.lieu}`, [
    ...DESACCORDS[de.issue](de.lieu),
    de.motif ? `Le mot de la personne qui a décidé : ${de.motif}` : false
  ])

/** To the responsable: somebody would like to help. */
export const courrielDemandeAide = (de: Envoi & { readonly pseudonyme: string; readonly lien: string }): Message =>
  ecrire(de, `« ${de.pseudonyme} » veut vous aider : ${de.lieu}`, [
    `« ${de.pseudonyme} » demande à vous aider à tenir la fiche de « ${de.lieu} ». Cette personne pourra la changer, mais pas inviter d’autres collègues.`,
    { lien: de.lien, libelle: 'Accepter ou refuser' },
    `Sans réponse de votre part, sa demande se referme au bout de ${JOURS_D_ATTENTE} jours.`
  ])
