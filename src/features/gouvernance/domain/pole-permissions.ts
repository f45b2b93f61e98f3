import type { Octroi } from '../../../kernel/droit.ts'

/** Rows of the permission table. `poles:gerer` is territoires': perimeters live there. */
export const PERMISSIONS_POLES = {
  'poles:lire': { visiteur: 'partout' },
  // A pôle's pilot and a coordinator see what lives on their ground, and write to its people (POL-08, ACT-18).
  'territoire:piloter': { pilote: 'territoire', coordinateur: 'territoire', administrateur: 'territoire' },
  // The link of a message is what opens: a mailbox has no session.
  'messages:arreter': { visiteur: 'partout' }
} as const satisfies Readonly<Record<string, Octroi>>
