import { htmlCourriel } from '../../../platform/mail/gabarit.tsx'
import type { Message } from '../../../platform/mail/index.ts'
import { jourEnMots } from '../../../platform/ui/composants/date/date.tsx'
import type { GenreSignalement, SuiteSignalement } from '../domain/signalement.ts'

/** Names these messages in the queue: they are forgotten with the address they went to. */
export const MOTIF_REPONSE = 'signalement-reponse'

export interface ReponseAuSignalement {
  readonly a: string
  readonly reseau: string
  readonly genre: GenreSignalement
  readonly lieu: string
  /** Absolute address of the fiche, when there is one. */
  readonly lien: string | undefined
  readonly deposeLe: Date
  readonly issue: SuiteSignalement | 'refuse'
  /** What the person who answers adds, or why nothing was changed. */
  readonly message: string
  readonly joursGardee: number
}

const ISSUES: Readonly<Record<ReponseAuSignalement['issue'], { sujet: string; phrase: string }>> = {
  corrige: { sujet: 'C’est corrigé', phrase: 'Vous aviez raison. La fiche est corrigée.' },
  transmis: {
    sujet: 'Votre signalement est transmis',
    phrase:
      'Nous avons transmis votre signalement à ceux qui tiennent cette information. La fiche changera quand ils l’auront corrigée.'
  },
  ajoute: { sujet: 'Le lieu est ajouté', phrase: 'Ce lieu manquait. Il est maintenant dans l’annuaire.' },
  refuse: { sujet: 'Réponse à votre signalement', phrase: 'Nous l’avons lu, et nous n’avons rien changé.' }
}

/** To whoever reported something and left an address: what was done of it. */
export function courrielReponse(r: ReponseAuSignalement): Message {
  const { sujet, phrase } = ISSUES[r.issue]
  const rappel =
    r.genre === 'manquant'
      ? `Le ${jourEnMots(r.deposeLe)}, vous nous avez signalé un lieu manquant : « ${r.lieu} ».`
      : `Le ${jourEnMots(r.deposeLe)}, vous nous avez signalé une erreur sur la fiche « ${r.lieu} ».`
  const promesse = `Votre adresse électronique n’a servi qu’à cette réponse. Elle sera effacée dans ${r.joursGardee} jours.`
  const precision = r.message && (r.issue === 'refuse' ? `La raison : ${r.message}` : r.message)
  const lignes = [
    'Bonjour,',
    phrase,
    rappel,
    ...(precision ? [precision] : []),
    ...(r.lien ? [`Voir la fiche : ${r.lien}`] : []),
    'Merci de votre aide : elle sert à tous.',
    promesse,
    r.reseau
  ]
  return {
    a: r.a,
    sujet: `${sujet} : ${r.lieu}`.slice(0, 200),
    texte: lignes.join('\n\n'),
    html: htmlCourriel(
      sujet,
      <>
        <p>Bonjour,</p>
        <p>{phrase}</p>
        <p>{rappel}</p>
        {precision && <p>{precision}</p>}
        {r.lien && (
          <p>
            <a href={r.lien}>Voir la fiche</a>
          </p>
        )}
        <p>Merci de votre aide : elle sert à tous.</p>
        <p>{promesse}</p>
        <p>{r.reseau}</p>
      </>
    ),
    motif: MOTIF_REPONSE
  }
}
