import type { Octroi } from '../../../kernel/droit.ts'

/** Rows of the permission table. Who votes is told by the mandates of the day, and looked at again when the vote is cast. */
export const PERMISSIONS_COMITE = {
  'gouvernance:lire': { visiteur: 'partout' },
  // A substitute has no role of its own: the desk opens to an account, and shows only what its mandates say.
  'comite:entrer': { contributeur: 'partout', administrateur: 'partout' },
  'comite:suivre': { comite: 'reseau', secretariat: 'reseau', administrateur: 'reseau' },
  'comite:sieger': { comite: 'reseau' },
  // Minutes and studies: the committee, and who keeps its papers.
  'comite:documenter': { comite: 'reseau', secretariat: 'reseau' },
  'comite:regler': { administrateur: 'reseau' }
} as const satisfies Readonly<Record<string, Octroi>>
