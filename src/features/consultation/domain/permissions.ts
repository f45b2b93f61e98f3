import type { Octroi } from '../../../kernel/droit.ts'

/** Rows of the permission table. Actions that write look at them again, whoever calls. */
export const PERMISSIONS_CONSULTATION = {
  'consultation:lire': { visiteur: 'partout' },
  // A visitor may write: what they wrote is kept, and published once their e-mail is confirmed. To report needs no account.
  'consultation:participer': { visiteur: 'partout' },
  // What only an account has: its answers, what it follows.
  'consultation:suivre': { contributeur: 'partout', administrateur: 'partout' },
  'consultation:organiser': { comite: 'reseau', secretariat: 'reseau', administrateur: 'reseau' },
  'consultation:moderer': { moderateur: 'reseau', secretariat: 'reseau', administrateur: 'reseau' },
  // To write for a person present, with that person's agreement; to hold a meeting.
  'consultation:assister': {
    mediateur: 'reseau',
    aidant: 'reseau',
    pilote: 'reseau',
    coordinateur: 'reseau',
    responsable: 'reseau',
    delegue: 'reseau',
    comite: 'reseau',
    secretariat: 'reseau',
    administrateur: 'reseau'
  }
} as const satisfies Readonly<Record<string, Octroi>>
