import type { Octroi } from '../../../kernel/droit.ts'

/** Rows of the permission table. Actions that touch a dossier read them too, whoever calls. */
export const PERMISSIONS_CHARTE = {
  'charte:lire': { visiteur: 'partout' },
  // Each administrator, the charters of their réseau; the national ones, all of them.
  'charte:gerer': { administrateur: 'reseau' },
  'adhesion:lire': { visiteur: 'partout' },
  // An account adds its lieu, once the charter is accepted (CHA-05); it is in the administration's reach to look.
  'adhesion:commencer': { contributeur: 'partout', administrateur: 'partout' },
  // The lieu's own people write the declaration; one of them answers for it.
  'adhesion:preparer': { responsable: 'lieu', delegue: 'lieu' },
  'adhesion:engager': { responsable: 'lieu' },
  // Lieux of the directory are invited (introduction) by who knows them: their territory's people, or the secrétariat.
  'adhesion:inviter': { secretariat: 'reseau', coordinateur: 'territoire', pilote: 'territoire' },
  'adhesion:suivre': { comite: 'reseau', secretariat: 'reseau', administrateur: 'reseau' },
  // « Le comité de gouvernance peut s'opposer » (article 3), and only it lifts a suspension (article 13).
  'adhesion:decider': { comite: 'reseau' },
  // The secrétariat receives, warns, judges what was mended (articles 3 and 13).
  'adhesion:instruire': { secretariat: 'reseau' },
  // « Toute autre utilisation » of the Mark is asked for in writing (article 4).
  'marque:demander': { contributeur: 'partout', administrateur: 'partout' },
  // Anyone may say that a lieu does not keep to its charter, without an account.
  'reclamation:deposer': { visiteur: 'partout' },
  'adhesion:droit': { comite: 'reseau', secretariat: 'reseau' }
} as const satisfies Readonly<Record<string, Octroi>>

export type PermissionCharte = keyof typeof PERMISSIONS_CHARTE
