import { blocs, typographier } from '../domain/texte.ts'
import type { Noeud } from './document.ts'

/**
 * The registered letter of a warning (article 13), for paper or its electronic equal. It says what is wrong, how long there is
 * to mend it, what to do, and what follows if nothing is done. The last day is not in it: it runs from the receipt.
 */
export function composerLettre(lettre: {
  readonly reseau: string
  readonly charte: string
  readonly destinataire: readonly string[]
  readonly support: 'papier' | 'electronique'
  readonly reference: string
  /** Days in full words. */
  readonly envoyee: string
  readonly constatee: string
  readonly manquement: string
  /** Days to mend, the day of receipt not counted; null where the charter has no such delay. */
  readonly jours: number | null
  /** Whether a delay that ends on a day off goes on to the next working day. */
  readonly report: boolean
  readonly site: string
}): Noeud[] {
  const { reseau, charte, destinataire, support, reference, envoyee, constatee, manquement, jours, report, site } =
    lettre
  const recommande =
    support === 'papier'
      ? 'Lettre recommandée avec avis de réception'
      : 'Lettre recommandée électronique avec avis de réception'
  const noeuds: Noeud[] = [
    { genre: 'discret', texte: `${reseau}, le secrétariat` },
    { genre: 'destinataire', lignes: destinataire },
    { genre: 'paragraphe', texte: `Le ${envoyee}` },
    { genre: 'discret', texte: `${recommande}, référence ${reference}` },
    { genre: 'titre', niveau: 1, texte: 'Avertissement' },
    { genre: 'paragraphe', texte: 'Madame, Monsieur,' },
    {
      genre: 'paragraphe',
      texte: `Votre lieu est membre du réseau. Il a accepté la « ${charte} ». Le ${constatee}, nous avons constaté ce qui suit.`
    },
    { genre: 'titre', niveau: 2, texte: 'Ce qui ne va pas' },
    ...blocs(manquement),
    { genre: 'titre', niveau: 2, texte: 'Ce que nous vous demandons' },
    {
      genre: 'liste',
      lignes: [
        'Corrigez ce qui ne va pas.',
        `Dites-le-nous : connectez-vous à ${site}, ouvrez « Mes adhésions », puis écrivez ce que vous avez corrigé.`,
        'Vous pouvez aussi nous répondre par courrier. Seule une réponse reçue dans le délai arrête la suspension.'
      ]
    },
    ...(jours === null
      ? []
      : ([
          { genre: 'titre', niveau: 2, texte: 'Le délai' },
          {
            genre: 'paragraphe',
            texte: `Vous avez ${jours}\u00a0jours. Ils se comptent à partir du lendemain du jour où vous recevez cette lettre.${
              report
                ? ' Si le dernier jour est un samedi, un dimanche ou un jour férié, vous avez jusqu’au jour ouvré suivant.'
                : ''
            }`
          }
        ] as const)),
    { genre: 'titre', niveau: 2, texte: 'Et sinon' },
    {
      genre: 'paragraphe',
      texte:
        'Pendant ce délai, votre lieu reste membre. Si rien n’est corrigé à la fin, il est suspendu aussitôt. Il ne peut alors plus utiliser la marque du réseau. Seul le comité peut lever une suspension (article 13 de la charte).'
    },
    { genre: 'paragraphe', texte: 'Si quelque chose vous paraît inexact dans cette lettre, écrivez-nous vite.' },
    { genre: 'paragraphe', texte: 'Le secrétariat' }
  ]
  return noeuds.map((noeud) =>
    'texte' in noeud
      ? { ...noeud, texte: typographier(noeud.texte) }
      : { ...noeud, lignes: noeud.lignes.map(typographier) }
  )
}
