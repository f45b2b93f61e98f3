import type { Message } from '../../../platform/mail/index.ts'
import { direJour, direReste } from '../domain/adhesion/dire.ts'
import { type CadreLettre, ecrireAuLieu } from './lettre.tsx'

/**
 * To a member whose period ends soon and whose fiche has not lived in it: one message per threshold (AMB-06).
 * @param aJour the link that says « ma fiche est à jour » without signing in
 */
export const courrielRappelFin = (
  cadre: CadreLettre,
  { fin, aJour }: { readonly fin: Date; readonly aJour: string }
): Message =>
  ecrireAuLieu(cadre, {
    nom: 'rappel-fin',
    sujet: 'Un geste pour garder votre adhésion',
    paragraphes: [
      `L’adhésion de « ${cadre.lieu} » s’arrête le ${direJour(fin, cadre.zone)} si la fiche n’est pas mise à jour avant : ${direReste(fin, cadre.now, cadre.zone)}.`,
      'Tout est juste sur la fiche ? Dites-le en un geste, sans vous connecter : l’adhésion se renouvellera toute seule.',
      { libelle: 'Ma fiche est à jour', lien: aJour },
      'Quelque chose a changé ? Corrigez la fiche : cela suffit aussi.',
      { libelle: 'Modifier la fiche', lien: cadre.liens.modifier }
    ]
  })
