const MINUTE_S = 60
const HEURE_S = 60 * MINUTE_S
const JOUR_S = 24 * HEURE_S

/** So many tries within so many seconds. */
export interface Limite {
  readonly nom: string
  readonly nombre: number
  readonly duree: number
}

/**
 * What is counted, and never by the network address alone: a library has one for thirty people.
 * A browser where this account has already signed in is counted by itself, so that strangers cannot lock its owner out.
 */
export const LIMITES = {
  /** A known browser, for its account. */
  appareil: { nom: 'appareil', nombre: 10, duree: 15 * MINUTE_S },
  /** From one address, to one account, in unknown browsers. */
  couple: { nom: 'couple', nombre: 6, duree: 15 * MINUTE_S },
  /** To one account, in unknown browsers wherever they are (ASVS 6.3.1: fewer than a hundred an hour). */
  compte: { nom: 'compte', nombre: 50, duree: HEURE_S },
  /** From one address, failures in unknown browsers whatever the account: room for a whole workshop that mistypes. */
  passants: { nom: 'passants', nombre: 120, duree: HEURE_S },
  /** Codes of a second factor, per account: at six digits and three of them valid, a guess stays a wonder. */
  code: { nom: 'code', nombre: 8, duree: 15 * MINUTE_S },
  /** Messages asked for one address. */
  message: { nom: 'message', nombre: 4, duree: 15 * MINUTE_S },
  /** Messages and sign-ups asked by unknown browsers of one network address: room for a workshop that signs up. */
  envois: { nom: 'envois', nombre: 120, duree: HEURE_S },
  /** Challenges of keys and departures to a provider, by network address and kind of browser: each writes a row. */
  defis: { nom: 'defis', nombre: 600, duree: HEURE_S },
  /** What one session asks that costs: exports, messages. */
  session: { nom: 'session', nombre: 10, duree: HEURE_S },
  /** Lieux that one account asks to look after. */
  revendications: { nom: 'revendications', nombre: 5, duree: JOUR_S },
  /** Messages that ask one published mailbox who looks after its lieu, whoever asks. */
  boites: { nom: 'boites', nombre: 10, duree: JOUR_S },
  /** Colleagues that one account invites. */
  invitations: { nom: 'invitations', nombre: 20, duree: JOUR_S },
  /** Votes that one member asks of a committee, and substitutes they try to name: each writes to the others. */
  comite: { nom: 'comite', nombre: 30, duree: JOUR_S },
  /** Invitations to a lieu that one mailbox receives, whoever sends them. */
  collegues: { nom: 'collegues', nombre: 5, duree: JOUR_S },
  /** Uses of the Mark that one account asks for. */
  marques: { nom: 'marques', nombre: 5, duree: JOUR_S },
  /** Messages that ask one mailbox to confirm a complaint about a lieu. */
  reclamations: { nom: 'reclamations', nombre: 5, duree: JOUR_S },
  /** Complaints from one network address and kind of browser: a whole room may complain. */
  plaignants: { nom: 'plaignants', nombre: 30, duree: HEURE_S },
  /** Lieux that one account invites to join a réseau. */
  invites: { nom: 'invites', nombre: 200, duree: JOUR_S },
  /** Fiches of lieux that one account creates. */
  creations: { nom: 'creations', nombre: 10, duree: JOUR_S },
  /** Refusals of one declaration that the journal keeps: to try again adds nothing to what is known. */
  refus: { nom: 'refus', nombre: 3, duree: JOUR_S },
  /** What one account adds to consultations: comments, values, files, actions, proposals. */
  contributions: { nom: 'contributions', nombre: 80, duree: HEURE_S },
  /** The same from one network address and kind of browser: a whole room contributes. */
  'contributions-salle': { nom: 'contributions-salle', nombre: 2_000, duree: HEURE_S },
  /** Files that one account sends to consultations, kept or not: to look into one costs much. */
  depots: { nom: 'depots', nombre: 60, duree: HEURE_S },
  /** Contributions kept before somebody signs in, and reports without an account, by network address and kind of browser. */
  'contributions-passants': { nom: 'contributions-passants', nombre: 300, duree: HEURE_S },
  /** Orientation slips that one account sends. */
  orientations: { nom: 'orientations', nombre: 30, duree: JOUR_S },
  /** Orientation slips that one mailbox receives, whoever sends them. */
  orientes: { nom: 'orientes', nombre: 6, duree: JOUR_S },
  /** One form sends one slip, however often its button is pressed. */
  orientation: { nom: 'orientation', nombre: 1, duree: JOUR_S }
} as const satisfies Record<string, Limite>
