import type { Message } from '../../../platform/mail/index.ts'
import { direJour } from '../domain/adhesion/dire.ts'
import { type CadreLettre, ecrireAuBureau } from './lettre.tsx'

/** To the secrétariat: a lieu left (T16, article 13). */
export const courrielRetraitANoter = (
  cadre: CadreLettre,
  { le, barre }: { readonly le: Date; readonly barre: boolean }
): Message =>
  ecrireAuBureau(cadre, {
    nom: 'retrait-a-noter',
    sujet: 'Un lieu quitte le réseau',
    paragraphes: [
      `« ${cadre.lieu} » a quitté le réseau le ${direJour(le, cadre.zone)}. Il s’est engagé à ne plus utiliser la marque.`,
      ...(barre ? ['Il était sous avertissement ou suspendu : il ne pourra revenir qu’avec l’accord du comité.'] : [])
    ]
  })
