import type { FauteDeChamp } from '../parametre.ts'
import type { PermissionCharte } from '../permissions.ts'
import type { Situation } from './situation.ts'

/** What the people of a lieu may do about its adhesion, and who among them. One page each. */
export const ACTES_DU_LIEU = {
  corriger: {
    permission: 'adhesion:preparer',
    titre: 'Dire que tout est corrigé',
    lien: 'Dire que tout est corrigé',
    fait: 'Votre réponse est envoyée au secrétariat'
  },
  demander: {
    permission: 'adhesion:preparer',
    titre: 'Demander à revenir',
    lien: 'Demander à revenir',
    fait: 'Votre demande est envoyée au comité'
  },
  confirmer: {
    permission: 'adhesion:engager',
    titre: 'Confirmer vos engagements',
    lien: 'Confirmer mes engagements',
    fait: 'Vos engagements sont confirmés'
  },
  accepter: {
    permission: 'adhesion:engager',
    titre: 'Accepter la nouvelle version de la charte',
    lien: 'Accepter la nouvelle version',
    fait: 'La nouvelle version est acceptée'
  },
  deplacer: {
    permission: 'adhesion:engager',
    titre: 'Changer le lieu qui garde l’adhésion',
    lien: 'Donner l’adhésion à l’autre lieu',
    fait: 'L’adhésion a changé de lieu'
  },
  quitter: {
    permission: 'adhesion:engager',
    titre: 'Quitter le réseau',
    lien: 'Quitter le réseau',
    fait: 'Votre départ est inscrit'
  }
} as const satisfies Readonly<
  Record<string, { permission: PermissionCharte; titre: string; lien: string; fait: string }>
>

export type ActeDuLieu = keyof typeof ACTES_DU_LIEU

export const NOMS_DES_ACTES_DU_LIEU = Object.keys(ACTES_DU_LIEU) as readonly ActeDuLieu[]

/**
 * What may be done in this situation, whoever asks.
 * @param situation the one that time has led to (`avancer`)
 * @param confirmation whether the charter asks to confirm the engagements
 * @param nouvelleVersion whether another version than the one that binds is in force
 * @param demande whether a request to come back waits for its answer
 * @param separee whether the fiche was split not long ago, so that the adhesion may go to the part that left
 */
export function actesDuLieu(
  situation: Situation,
  {
    confirmation,
    nouvelleVersion,
    demande,
    separee
  }: {
    readonly confirmation: boolean
    readonly nouvelleVersion: boolean
    readonly demande: boolean
    readonly separee: boolean
  }
): ActeDuLieu[] {
  const deplacer: ActeDuLieu[] = separee ? ['deplacer'] : []
  const courants: ActeDuLieu[] = [
    ...deplacer,
    ...(confirmation ? (['confirmer'] as const) : []),
    ...(nouvelleVersion ? (['accepter'] as const) : []),
    'quitter'
  ]
  switch (situation.etat) {
    case 'DECLARE':
    case 'FENETRE':
      return [...deplacer, 'quitter']
    case 'MEMBRE':
      return courants
    case 'AVERTI':
      return [...(situation.avertissement.rectifieLe ? [] : (['corriger'] as const)), ...courants]
    case 'SUSPENDU':
      return [...(demande ? [] : (['demander'] as const)), 'quitter']
    case 'RETIRE':
      return situation.barre && !demande ? ['demander'] : []
    case 'REFERENCE':
    case 'INVITE':
    case 'BROUILLON':
    case 'OPPOSE':
    case 'NON_RENOUVELE':
      return []
  }
}

/** Whether a declaration may be begun, or gone on with. */
export function peutDeclarer(situation: Situation): 'commencer' | 'continuer' | undefined {
  switch (situation.etat) {
    case 'BROUILLON':
      return 'continuer'
    case 'REFERENCE':
    case 'INVITE':
    case 'OPPOSE':
    case 'NON_RENOUVELE':
      return 'commencer'
    case 'RETIRE':
      return situation.barre ? undefined : 'commencer'
    case 'DECLARE':
    case 'FENETRE':
    case 'MEMBRE':
    case 'AVERTI':
    case 'SUSPENDU':
      return undefined
  }
}

const TEXTE = { min: 20, max: 5_000 } as const

/** What is wrong with what the lieu wrote, if anything. */
export function verifierTexteDuLieu(champ: string, texte: string): FauteDeChamp | undefined {
  if (texte === '') return { champ, message: 'Écrivez quelques phrases : c’est ce que l’on lira pour vous répondre.' }
  if (texte.length < TEXTE.min) return { champ, message: `Écrivez au moins ${TEXTE.min} signes.` }
  if (texte.length > TEXTE.max)
    return {
      champ,
      message: `Écrivez 5\u202f000 signes au plus. Il y en a ${new Intl.NumberFormat('fr-FR').format(texte.length)}.`
    }
  return undefined
}
