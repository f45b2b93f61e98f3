import type { Message } from '../../../platform/mail/index.ts'
import { direJour } from '../domain/adhesion/dire.ts'
import { type CadreLettre, ecrireAuBureau } from './lettre.tsx'

/** A suspension is lifted; who left under a sanction is let in again. */
type Retour = 'levee' | 'reouverture'

const versLeVote = ({ liens }: CadreLettre, retour: Retour) =>
  liens.vote ? [{ libelle: 'Proposer un vote, ou prendre part à celui qui est ouvert', lien: liens.vote[retour] }] : []

/** To the committee: a suspended lieu asks to come back, and must be answered (AMB-08). */
export const courrielDemandeDeRetour = (cadre: CadreLettre, retour: Retour): Message =>
  ecrireAuBureau(cadre, {
    nom: 'demande-de-retour',
    sujet: 'Un lieu demande à revenir',
    paragraphes: [
      `« ${cadre.lieu} » a écrit au comité le ${direJour(cadre.now, cadre.zone)}. Ce lieu a perdu son droit. Il dit ce qui a changé, et demande à revenir.`,
      'Le comité doit lui répondre : dire oui, ou dire non en donnant ses raisons. Tant qu’il ne répond pas, rien ne change pour le lieu.',
      ...versLeVote(cadre, retour)
    ]
  })

/** To the committee, a fortnight later and again: the lieu still waits (AMB-08). */
export const courrielRappelDemande = (cadre: CadreLettre, ecriteLe: Date, retour: Retour): Message =>
  ecrireAuBureau(cadre, {
    nom: 'demande-de-retour',
    sujet: 'Un lieu attend toujours votre réponse',
    paragraphes: [
      `« ${cadre.lieu} » a écrit au comité le ${direJour(ecriteLe, cadre.zone)} pour demander à revenir. Personne ne lui a encore répondu.`,
      'Le comité doit dire oui, ou dire non en donnant ses raisons.',
      ...versLeVote(cadre, retour)
    ]
  })
