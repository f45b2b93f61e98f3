import { type Contenu, deGenre } from './charte.ts'

export interface Etape {
  readonly titre: string
  readonly phrases: readonly string[]
}

const S = '\u00a0'
const jours = (n: number) => `${n}${S}jour${n > 1 ? 's' : ''}`

/** « 2 conditions, et au moins 5 critères parmi 40 » */
export function demandeEnMots(contenu: Contenu): string {
  const conditions = deGenre(contenu, 'condition').length
  const criteres = deGenre(contenu, 'critere').length
  const engagements = deGenre(contenu, 'engagement').length
  const minimum = contenu.parametres.criteres_minimum
  const parts = [
    conditions > 0 && `${conditions}${S}condition${conditions > 1 ? 's' : ''}`,
    minimum > 0 && `au moins ${minimum}${S}critère${minimum > 1 ? 's' : ''} parmi ${criteres}`,
    engagements > 0 && `${engagements}${S}engagement${engagements > 1 ? 's' : ''}`
  ].filter((part) => part !== false)
  return parts.join(', et ')
}

/**
 * What joining means, as this version's figures say it: who acts, by when, and what silence means (articles 3 and 13).
 * @param recue a day of receipt to illustrate with (YYYY-MM-DD); @param enMots writes a day in full
 */
export function etapesAdhesion(contenu: Contenu, recue: string, enMots: (jour: string) => string): Etape[] {
  const p = contenu.parametres
  const engagements = deGenre(contenu, 'engagement').length
  const etapes: Etape[] = [
    {
      titre: p.opposition_jours === null ? 'Vous signez' : 'Vous envoyez une déclaration',
      phrases: [
        `Vous dites que votre lieu respecte ce qui est demandé${S}: ${demandeEnMots(contenu)}.`,
        contenu.criteres.some(({ justificatif }) => justificatif !== '')
          ? 'Vous n’avez pas de dossier à joindre, sauf quand un critère le demande.'
          : 'Vous n’avez pas de dossier à joindre.'
      ]
    }
  ]
  if (p.opposition_jours === null)
    etapes.push({ titre: 'C’est fait tout de suite', phrases: ['Votre adhésion vaut dès que vous avez signé.'] })
  else
    etapes.push(
      {
        titre: `Le comité a ${jours(p.opposition_jours)} pour s’opposer`,
        phrases: [
          'Les jours se comptent à partir du lendemain de la réception, samedis, dimanches et jours fériés compris. Une opposition donne toujours ses raisons.',
          `Par exemple, pour une déclaration reçue le ${enMots(recue)}${S}: le comité peut s’opposer jusqu’au ${enMots(plusJours(recue, p.opposition_jours))}, minuit.`
        ]
      },
      {
        titre: 'Sans réponse, vous êtes membre',
        phrases: [
          'Le silence du comité vaut accord. Vous n’avez rien à faire.',
          `Dans cet exemple, votre lieu est membre à partir du ${enMots(plusJours(recue, p.opposition_jours + 1))}, à 0${S}heure.`
        ]
      }
    )
  if (p.periode_mois === null)
    etapes.push({
      titre: 'Votre adhésion n’a pas de date de fin',
      phrases: [
        p.confirmation_mois === null
          ? 'Elle dure tant que vous respectez la charte.'
          : `Vous confirmez ${engagements > 0 ? 'vos engagements' : 'que vous respectez la charte'} ${tousLes(p.confirmation_mois)}.`
      ]
    })
  else
    etapes.push({
      titre: `Votre adhésion dure ${p.periode_mois}${S}mois et se renouvelle seule`,
      phrases: [
        `Pour cela, mettez à jour la fiche de votre lieu au moins une fois pendant ces ${p.periode_mois}${S}mois. Dire «${S}ma fiche est à jour${S}» suffit.`,
        ...(p.alerte_mois === null
          ? []
          : [`Après ${p.alerte_mois}${S}mois sans mise à jour, le responsable de la fiche reçoit une alerte.`]),
        ...(p.rappels_jours.length === 0
          ? []
          : [`Un rappel suit, ${p.rappels_jours.map(jours).join(' puis ')} avant la fin.`]),
        'Sans mise à jour, l’adhésion s’arrête à la fin de la période. Votre lieu reste dans l’annuaire, sans être membre, et vous pouvez le déclarer à nouveau.',
        ...(p.confirmation_mois === null ? [] : [`Vous confirmez vos engagements ${tousLes(p.confirmation_mois)}.`])
      ]
    })
  if (p.mise_en_conformite_jours !== null)
    etapes.push({
      titre: 'Si la charte n’est pas respectée',
      phrases: [
        `Vous recevez un avertissement, par lettre avec avis de réception. Vous avez ${jours(p.mise_en_conformite_jours)} après l’avoir reçue pour corriger.${p.report_jour_ouvre ? ' Si le dernier jour est un samedi, un dimanche ou un jour férié, vous avez jusqu’au jour ouvré suivant.' : ''}`,
        'Sans correction, votre lieu perd aussitôt le droit de se dire membre. Seul le comité peut le lui rendre.'
      ]
    })
  etapes.push({
    titre: 'Vous pouvez partir quand vous voulez',
    phrases: ['Vous prévenez le réseau, et vous cessez aussitôt d’utiliser son logo.']
  })
  return etapes
}

function tousLes(mois: number): string {
  if (mois === 12) return 'une fois par an'
  return mois === 1 ? 'tous les mois' : `tous les ${mois}${S}mois`
}

/** Calendar days: « 15 jours après réception » (article 3), the day of receipt not counted. */
function plusJours(jour: string, n: number): string {
  return new Date(Date.parse(`${jour}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)
}
