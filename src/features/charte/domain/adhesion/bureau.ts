import type { Attribution } from '../../../../kernel/role.ts'
import type { FauteDeChamp } from '../parametre.ts'
import type { PermissionCharte } from '../permissions.ts'
import type { Numero } from './regles.ts'
import type { Situation } from './situation.ts'

/** The queues of the desk: what waits for somebody, then the rest. */
export const FILES = [
  {
    cle: 'a-examiner',
    titre: 'Déclarations à examiner',
    vide: 'Aucune déclaration n’attend.',
    texte: 'Sans opposition du comité avant la date, le lieu devient membre.'
  },
  {
    cle: 'a-juger',
    titre: 'Réponses à juger',
    vide: 'Aucune réponse n’attend.',
    texte: 'Ces lieux disent avoir corrigé. Le secrétariat vérifie.'
  },
  {
    cle: 'avertissements',
    titre: 'Avertissements en cours',
    vide: 'Aucun avertissement n’est en cours.',
    texte: 'Sans réponse du lieu avant la date, il est suspendu.'
  },
  {
    cle: 'demandes',
    titre: 'Demandes de retour',
    vide: 'Aucune demande n’attend.',
    texte: 'Ces lieux demandent au comité de lever leur suspension, ou de pouvoir revenir.'
  },
  {
    cle: 'suspendus',
    titre: 'Lieux suspendus',
    vide: 'Aucun lieu n’est suspendu.',
    texte: 'Seul le comité lève une suspension.'
  },
  {
    cle: 'sous-sanction',
    titre: 'Partis sous sanction',
    vide: 'Aucun lieu n’est parti sous sanction.',
    texte: 'Ils ne reviennent qu’avec l’accord du comité.'
  },
  { cle: 'membres', titre: 'Membres', vide: 'Aucun membre pour l’instant.', texte: 'Tous les membres du réseau.' },
  {
    cle: 'autres',
    titre: 'Autres dossiers',
    vide: 'Aucun autre dossier.',
    texte: 'Invités, déclarations commencées, oppositions, adhésions finies.'
  }
] as const

export type File = (typeof FILES)[number]['cle']

/** The queues that the home of the desk shows: where somebody has something to do. */
export const FILES_EN_ATTENTE: readonly File[] = [
  'a-examiner',
  'a-juger',
  'demandes',
  'avertissements',
  'suspendus',
  'sous-sanction'
]

/** What the desk may do, and who may. One page each. */
export const ACTES_DU_BUREAU = {
  opposer: { permission: 'adhesion:decider', titre: 'S’opposer à cette adhésion', lien: 'S’opposer' },
  lever: { permission: 'adhesion:decider', titre: 'Lever la suspension', lien: 'Lever la suspension' },
  refuser: { permission: 'adhesion:decider', titre: 'Refuser cette demande', lien: 'Refuser la demande' },
  rouvrir: {
    permission: 'adhesion:decider',
    titre: 'Permettre au lieu de revenir',
    lien: 'Permettre au lieu de revenir'
  },
  avertir: { permission: 'adhesion:instruire', titre: 'Préparer un avertissement', lien: 'Préparer un avertissement' },
  reception: {
    permission: 'adhesion:instruire',
    titre: 'L’avis de réception est revenu',
    lien: 'L’avis de réception est revenu'
  },
  juger: {
    permission: 'adhesion:instruire',
    titre: 'Juger ce que le lieu a corrigé',
    lien: 'Juger ce qui est corrigé'
  },
  retirer: {
    permission: 'adhesion:instruire',
    titre: 'Inscrire un départ reçu par courrier',
    lien: 'Inscrire un départ'
  }
} as const satisfies Readonly<Record<string, { permission: PermissionCharte; titre: string; lien: string }>>

export type ActeDuBureau = keyof typeof ACTES_DU_BUREAU

/** What the committee alone decides: by a vote, or one member for all, as its rule says. */
export function decisionDuComite(acte: ActeDuBureau): 'opposition' | 'levee' | 'reouverture' | 'refus' | undefined {
  switch (acte) {
    case 'opposer':
      return 'opposition'
    case 'lever':
      return 'levee'
    case 'rouvrir':
      return 'reouverture'
    case 'refuser':
      return 'refus'
    case 'avertir':
    case 'reception':
    case 'juger':
    case 'retirer':
      return undefined
  }
}

export const NOMS_DES_ACTES = Object.keys(ACTES_DU_BUREAU) as readonly ActeDuBureau[]

/**
 * What may be done in this situation, whoever asks.
 * @param situation the one that time has led to (`avancer`)
 * @param delaiPourCorriger whether the charter has a procedure of warning
 * @param lettreEnRoute whether a letter waits for its notice of receipt
 * @param demande whether the lieu has asked to come back, and waits
 */
export function actesPossibles(
  situation: Situation,
  {
    delaiPourCorriger,
    lettreEnRoute,
    demande
  }: { readonly delaiPourCorriger: boolean; readonly lettreEnRoute: boolean; readonly demande: boolean }
): ActeDuBureau[] {
  switch (situation.etat) {
    case 'DECLARE':
      return ['retirer']
    case 'FENETRE':
      return ['opposer', 'retirer']
    case 'MEMBRE':
      return [
        ...(lettreEnRoute ? (['reception'] as const) : []),
        ...(delaiPourCorriger ? (['avertir'] as const) : []),
        'retirer'
      ]
    case 'AVERTI':
      return ['juger', 'retirer']
    case 'SUSPENDU':
      return ['lever', ...(demande ? (['refuser'] as const) : []), 'retirer']
    case 'RETIRE':
      return situation.barre ? ['rouvrir', ...(demande ? (['refuser'] as const) : [])] : []
    case 'REFERENCE':
    case 'INVITE':
    case 'BROUILLON':
    case 'OPPOSE':
    case 'NON_RENOUVELE':
      return []
  }
}

/** Pieces that answer a lieu's request to come back. */
export const REPONSES: readonly string[] = ['levee', 'reouverture', 'refus-de-levee']

/** The request that waits for the committee's answer, if one does. */
export function demandeEnAttente<P extends { readonly genre: string; readonly ecrite_le: Date }>(
  pieces: readonly P[]
): P | undefined {
  const derniere = pieces
    .filter(({ genre }) => genre === 'demande' || REPONSES.includes(genre))
    .reduce<P | undefined>((a, b) => (a && a.ecrite_le >= b.ecrite_le ? a : b), undefined)
  return derniere?.genre === 'demande' ? derniere : undefined
}

/** Who looks after a lieu judges nothing about it. */
export const estPartie = (attributions: readonly Attribution[], lieuId: number): boolean =>
  attributions.some(
    ({ role, lieux }) => (role === 'responsable' || role === 'delegue') && (lieux ?? []).includes(lieuId)
  )

/** Who made a transition: roles, never people. A deadline is nobody's act. */
export function direAuteur(numero: Numero, { surPapier }: { readonly surPapier: boolean }): string {
  switch (numero) {
    case 'T5':
    case 'T15':
    case 'reouverture':
      return 'Le comité'
    case 'T4':
    case 'T12':
    case 'T13':
      return 'Le secrétariat'
    case 'T7':
      return 'Le bureau, d’après une liste'
    case 'T16':
      return surPapier ? 'Le secrétariat, d’après une lettre du lieu' : 'Le responsable du lieu'
    case 'T1':
      return 'Le réseau'
    case 'T2':
    case 'T3':
    case 'T17':
    case 'signature':
    case 'abandon':
      return 'Le responsable du lieu'
    case 'T10':
      return 'La fiche du lieu'
    case 'T6':
    case 'T8':
    case 'T9':
    case 'T11':
    case 'T14':
      return 'Le délai'
    case 'reunion':
      return 'L’annuaire'
  }
}

export const RAISONS = { min: 20, max: 5_000 } as const

/** Written reasons, as a page sends them: browsers end lines with CRLF. */
export const netTexte = (texte: string | undefined): string => (texte ?? '').replace(/\r\n?/g, '\n').trim()

/** What is wrong with written reasons, if anything. */
export function verifierRaisons(champ: string, texte: string): FauteDeChamp | undefined {
  if (texte === '') return { champ, message: 'Écrivez les raisons : le lieu doit pouvoir les lire.' }
  if (texte.length < RAISONS.min)
    return { champ, message: `Écrivez au moins ${RAISONS.min} signes, pour que le lieu comprenne.` }
  if (texte.length > RAISONS.max)
    return {
      champ,
      message: `Écrivez 5\u202f000 signes au plus. Il y en a ${new Intl.NumberFormat('fr-FR').format(texte.length)}.`
    }
  return undefined
}
