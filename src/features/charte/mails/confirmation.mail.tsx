import type { Message } from '../../../platform/mail/index.ts'
import { type CadreLettre, ecrireAuLieu } from './lettre.tsx'

/** To a member of a charter whose engagements are confirmed from time to time. Silence takes nothing away. */
export const courrielConfirmation = (cadre: CadreLettre, { mois }: { readonly mois: number | null }): Message =>
  ecrireAuLieu(cadre, {
    nom: 'confirmation',
    sujet: 'Confirmez vos engagements',
    paragraphes: [
      `${mois === 12 || mois === null ? 'Une fois par an' : `Tous les ${mois} mois`}, les membres du réseau confirment leurs engagements. C’est le tour de « ${cadre.lieu} ».`,
      'Relisez-les, puis confirmez en un geste.',
      { libelle: 'Confirmer mes engagements', lien: cadre.liens.suivi },
      'Votre lieu reste membre en attendant.'
    ]
  })
