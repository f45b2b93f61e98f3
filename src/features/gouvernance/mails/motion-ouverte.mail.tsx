import type { Message } from '../../../platform/mail/index.ts'
import { ecrireLettre } from '../../../platform/mail/lettre.tsx'
import { direInstant, direReste } from '../../charte/index.ts'
import type { CadreDuComite } from './cadre-du-comite.ts'

/** To each member of the committee: somebody asks for a vote, why, and until when. */
export const courrielMotionOuverte = (
  { a, reseau, zone, now, lien }: CadreDuComite,
  { titre, texte, cloture }: { readonly titre: string; readonly texte: string; readonly cloture: Date }
): Message =>
  ecrireLettre({
    a,
    sujet: `Le comité vote\u00a0: ${titre}`.slice(0, 200),
    paragraphes: [
      `Votre vote est attendu avant le ${direInstant(cloture, zone)}\u00a0: ${direReste(cloture, now, zone)}.`,
      `La question\u00a0: ${titre}.`,
      'Voici ce qui est écrit à l’appui\u00a0:',
      { citation: texte },
      { libelle: 'Lire et voter', lien },
      'Si vous avez un lien avec ce sujet, dites-le sur cette page\u00a0: vous ne votez pas, et personne ne vous attend.'
    ],
    signature: reseau,
    motif: 'comite-motion'
  })
