import type { Message } from '../../../platform/mail/index.ts'
import { direJour } from '../domain/adhesion/dire.ts'
import { type CadreLettre, dernierJour, ecrireAuBureau } from './lettre.tsx'

/** To the secrétariat: the member says that it mended; then, when the delay is over, that nobody has judged (AMB-09). */
export const courrielCorrectionAJuger = (
  cadre: CadreLettre,
  { rectifieLe, fin }: { readonly rectifieLe: Date; readonly fin: Date }
): Message => {
  const tard = fin <= cadre.now
  return ecrireAuBureau(cadre, {
    nom: 'correction-a-juger',
    sujet: tard ? 'Une réponse attend toujours votre jugement' : 'Un lieu dit avoir corrigé',
    paragraphes: [
      `« ${cadre.lieu} », averti, a dit le ${direJour(rectifieLe, cadre.zone)} que tout est corrigé.`,
      tard
        ? `Le délai s’est terminé le ${dernierJour(fin, cadre.zone)}. Le lieu a répondu à temps : il reste membre tant que sa réponse n’est pas jugée.`
        : `Jugez sa réponse, si possible avant la fin du délai, le ${dernierJour(fin, cadre.zone)}. Il reste membre tant qu’elle n’est pas jugée.`
    ]
  })
}
