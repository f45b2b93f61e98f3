import type { Message } from '../../../platform/mail/index.ts'
import { direJour } from '../domain/adhesion/dire.ts'
import { type CadreLettre, ecrireAuLieu } from './lettre.tsx'

/**
 * To a member whose fiche has slept (T9, ADH-09): one press wakes it.
 * @param aJour the link that says « ma fiche est à jour » without signing in
 */
export const courrielAlerteInactivite = (
  cadre: CadreLettre,
  {
    mois,
    fin,
    renouvelee,
    aJour
  }: {
    readonly mois: number | null
    readonly fin?: Date | undefined
    /** An update of this period has already earned the renewal. */
    readonly renouvelee: boolean
    readonly aJour: string
  }
): Message =>
  ecrireAuLieu(cadre, {
    nom: 'alerte-inactivite',
    sujet: 'Dites-nous si votre fiche est à jour',
    paragraphes: [
      `La fiche de « ${cadre.lieu} » n’a pas changé depuis ${mois ?? 'plusieurs'} mois. Est-elle toujours juste ?`,
      'Oui, tout est juste ? Dites-le en un geste, sans vous connecter.',
      { libelle: 'Ma fiche est à jour', lien: aJour },
      'Quelque chose a changé ? Corrigez la fiche : cela suffit aussi.',
      { libelle: 'Modifier la fiche', lien: cadre.liens.modifier },
      ...(fin && !renouvelee
        ? [
            `Sans réponse de votre part, l’adhésion s’arrêtera le ${direJour(fin, cadre.zone)}. Un geste avant ce jour la renouvelle.`
          ]
        : [])
    ]
  })
