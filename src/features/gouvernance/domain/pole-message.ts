import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { resserrer, sansControles } from '../../../kernel/texte.ts'

/** Whose people a message goes to, among the lieux of a territory; the same words filter the lists of the dashboard. */
export const PUBLICS_DU_MESSAGE = {
  tous: 'Tous les lieux',
  membres: 'Les lieux membres d’un réseau',
  candidats: 'Les lieux candidats',
  endormis: 'Les lieux dont la fiche dort'
} as const

export type PublicDuMessage = keyof typeof PUBLICS_DU_MESSAGE

export function parsePublic(texte: string | undefined): PublicDuMessage | undefined {
  return texte !== undefined && Object.hasOwn(PUBLICS_DU_MESSAGE, texte) ? (texte as PublicDuMessage) : undefined
}

/** Messages that one territory sends in seven days, whoever writes them: beyond, nobody reads them any more. */
export const MESSAGES_PAR_SEMAINE = 4
export const SEMAINE_MS = 7 * 86_400_000

export interface MessageAEcrire {
  readonly public: PublicDuMessage
  readonly sujet: string
  readonly texte: string
}

export interface FauteMessage {
  readonly champ: keyof MessageAEcrire
  readonly message: string
}

const SUJET_MAX = 120
const TEXTE_MAX = 4_000

/** Everything that a form may say wrong of a message, told at once. */
export function lireMessageDeTerritoire(
  saisie: Readonly<Record<string, string>>
): Result<MessageAEcrire, readonly FauteMessage[]> {
  const fautes: FauteMessage[] = []
  const cible = parsePublic(saisie.public)
  const sujet = resserrer(sansControles(saisie.sujet ?? ''))
  const texte = sansControles(saisie.texte ?? '')
    .replace(/\r\n?/g, '\n')
    .trim()
  if (!cible) fautes.push({ champ: 'public', message: 'Choisissez à qui vous écrivez.' })
  if (!/\p{L}/u.test(sujet)) fautes.push({ champ: 'sujet', message: 'Écrivez un sujet : de quoi parle ce message ?' })
  else if ([...sujet].length > SUJET_MAX)
    fautes.push({ champ: 'sujet', message: `Ce sujet est trop long : ${SUJET_MAX} signes au plus.` })
  if (!/\p{L}/u.test(texte)) fautes.push({ champ: 'texte', message: 'Écrivez votre message.' })
  else if ([...texte].length > TEXTE_MAX)
    fautes.push({ champ: 'texte', message: 'Ce message est trop long : 4 000 signes au plus.' })
  return cible && fautes.length === 0 ? ok({ public: cible, sujet, texte }) : refuse(fautes)
}
