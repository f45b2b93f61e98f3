/** When the totals of opinions are shown; one's own opinion always is (AMB-22). */
export const RESULTATS = {
  cloture: 'À la clôture',
  'apres-avis': 'À chacun, après son avis',
  toujours: 'Tout le temps'
} as const
export type Resultats = keyof typeof RESULTATS

/** Whether « À revoir » asks for a reason (AMB-24). */
export const RAISONS = {
  invitee: 'Invitée',
  exigee: 'Exigée pour « à revoir »',
  aucune: 'Pas demandée'
} as const
export type Raison = keyof typeof RAISONS

/** Whether people may add an item, and when it is seen. */
export const PROPOSITIONS = {
  non: 'Non',
  'apres-moderation': 'Oui, vues après une relecture',
  aussitot: 'Oui, vues aussitôt'
} as const
export type Propositions = keyof typeof PROPOSITIONS

/** The order of the items: another first one for each visitor, or the organiser's. */
export const ORDRES = { tournant: 'Différent pour chaque personne', fixe: 'Le même pour tous' } as const
export type Ordre = keyof typeof ORDRES

/** What the items of a module are: propositions, or the articles of a draft text. */
export const NATURES = { items: 'Des propositions', texte: 'Un projet de texte, en articles' } as const
export type Nature = keyof typeof NATURES

/** The ways to contribute that a module opens, beside the opinion and the proposals. */
export const FACONS = ['commentaires', 'valeurs', 'fichiers', 'actions'] as const
export type Facon = (typeof FACONS)[number]

/** What a module lets people do: its switches (CON-13, AMB-23). */
export interface Reglages extends Readonly<Record<Facon, boolean>> {
  readonly nature: Nature
  readonly avis: boolean
  readonly libelle_accord: string
  readonly libelle_revoir: string
  readonly raison: Raison
  readonly propositions: Propositions
  readonly libelle_proposition: string
  readonly resultats: Resultats
  readonly ordre: Ordre
}

export const REGLAGES_PAR_DEFAUT: Reglages = {
  nature: 'items',
  avis: true,
  libelle_accord: 'D’accord',
  libelle_revoir: 'À revoir',
  raison: 'invitee',
  commentaires: true,
  valeurs: true,
  fichiers: true,
  actions: true,
  propositions: 'aussitot',
  libelle_proposition: 'Proposer une idée',
  resultats: 'cloture',
  ordre: 'tournant'
}

/** True when this person may see the totals now: the rule of the module, or the counts are frozen. */
export function montreTotaux(
  { resultats }: Pick<Reglages, 'resultats'>,
  { figee, aRepondu }: { readonly figee: boolean; readonly aRepondu: boolean }
): boolean {
  return figee || resultats === 'toujours' || (resultats === 'apres-avis' && aRepondu)
}
