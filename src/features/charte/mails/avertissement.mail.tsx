import type { Jour } from '../../../kernel/jour.ts'
import type { Message } from '../../../platform/mail/index.ts'
import { direJour } from '../domain/adhesion/dire.ts'
import { type CadreLettre, dernierJour, ecrireAuLieu } from './lettre.tsx'

/** To a member that received a registered letter: what is wrong, until when to mend it, how to say it is (T12, article 13). */
export const courrielAvertissement = (
  cadre: CadreLettre,
  { recueLe, fin, manquement }: { readonly recueLe: Jour; readonly fin: Date; readonly manquement: string }
): Message =>
  ecrireAuLieu(cadre, {
    nom: 'avertissement',
    sujet: 'Un avertissement du secrétariat',
    paragraphes: [
      `Vous avez reçu le ${direJour(recueLe, cadre.zone)} une lettre du secrétariat, à propos de « ${cadre.lieu} ». Voici ce qui est à corriger :`,
      { citation: manquement },
      `Vous avez jusqu’au ${dernierJour(fin, cadre.zone)} compris. D’ici là, votre lieu reste membre, et rien n’est dit au public.`,
      'Quand tout est corrigé, dites-le sur cette page. Le secrétariat vous répondra.',
      { libelle: 'Dire que tout est corrigé', lien: cadre.liens.suivi },
      `Sans réponse de votre part, votre lieu sera suspendu le ${direJour(fin, cadre.zone)}.`
    ]
  })
