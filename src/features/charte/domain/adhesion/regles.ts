import type { Jour } from '../../../../kernel/jour.ts'
import type { Parametres } from '../charte.ts'

/** What the rules read of the world: the versions of one charter, and the calendar of its réseau. */
export interface Regles {
  /** Time zone of the réseau: its days are the ones that count. */
  readonly zone: string
  readonly estFerie: (jour: Jour) => boolean
  readonly parametres: (version: number) => Parametres
  /** The version that binds at an instant. */
  readonly enVigueur: (instant: Date) => number
}

/** Names of the transitions, as the requirements number them. */
export type Numero =
  | 'T1'
  | 'T2'
  | 'T3'
  | 'T4'
  | 'T5'
  | 'T6'
  | 'T7'
  | 'T8'
  | 'T9'
  | 'T10'
  | 'T11'
  | 'T12'
  | 'T13'
  | 'T14'
  | 'T15'
  | 'T16'
  | 'T17'
  /** Where the charter has no window: signing is enough. */
  | 'signature'
  /** A draft given up. */
  | 'abandon'
  /** The bar of a withdrawal under sanction, lifted by the committee. */
  | 'reouverture'
  /** Fiches became one, or parted. */
  | 'reunion'

/** The rule that each transition follows, in plain French: kept with it, shown with it. */
export const REGLES_DES_TRANSITIONS: Readonly<Record<Numero, string>> = {
  T1: 'Un lieu connu de l’annuaire est invité à rejoindre le réseau (introduction de la charte).',
  T2: 'Le responsable du lieu accepte la charte, puis commence sa déclaration.',
  T3: 'La déclaration est envoyée avec tout ce que la charte demande (article 5).',
  T4: 'Le secrétariat reçoit la déclaration : le délai court à partir du lendemain (article 3).',
  T5: 'Le comité s’oppose dans le délai, en donnant ses raisons (article 3).',
  T6: 'Le délai est passé sans opposition : le silence vaut accord (article 3).',
  T7: 'Le lieu est sur une liste de membres de droit (articles 5 et 10-3).',
  T8: 'La période est finie et la fiche a été mise à jour : l’adhésion se renouvelle seule (article 3).',
  T9: 'La fiche n’a pas été mise à jour depuis longtemps : le responsable reçoit une alerte (article 3).',
  T10: 'La fiche est mise à jour : l’alerte tombe (article 3).',
  T11: 'La période est finie sans mise à jour de la fiche : l’adhésion ne se renouvelle pas (article 3).',
  T12: 'Le lieu a reçu un avertissement, par lettre avec avis de réception (article 13).',
  T13: 'Le manquement est corrigé dans le délai (article 13).',
  T14: 'Le délai pour corriger est passé : le lieu perd aussitôt son droit (article 13).',
  T15: 'Le comité lève la suspension (article 13).',
  T16: 'Le lieu quitte le réseau (article 13).',
  T17: 'Le lieu commence une nouvelle déclaration (article 3).',
  signature: 'La charte ne prévoit pas de délai d’opposition : la signature suffit.',
  abandon: 'La déclaration commencée est abandonnée.',
  reouverture: 'Le comité permet au lieu parti sous sanction de se déclarer à nouveau (article 13).',
  reunion: 'Des fiches ont été réunies ou séparées : l’état le plus sévère est gardé.'
}
