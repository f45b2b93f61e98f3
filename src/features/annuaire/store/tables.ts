import type { ColumnType, Generated } from 'kysely'
import type { DeclarationEnCours } from '../domain/brouillon.ts'
import type { Valeurs } from '../domain/enregistrement.ts'
import type { Confiance, Provenances } from '../domain/fusion.ts'
import type { EtatRevendication, PreuveRevendication } from '../domain/revendication.ts'
import type { NomChamp } from '../domain/schema.ts'
import type { Ajout, GenreSignalement, Propose, SuiteSignalement } from '../domain/signalement.ts'

type Json<T> = ColumnType<T, string, string>

export const ETATS_LIVRAISON = [
  'en-cours',
  'appliquee',
  'inchangee',
  'ancienne',
  'en-attente',
  'refusee',
  'interrompue'
] as const
export type EtatLivraison = (typeof ETATS_LIVRAISON)[number]

/** Non-empty cells of a delivery, by what became of them. */
export interface CompteCellules {
  readonly total: number
  readonly gardees: number
  readonly corrigees: number
  readonly listees: number
  readonly perdues: number
}

export interface TableSource {
  id: string
  declaration: Json<unknown>
  nom: string
  producteur: string
  licence: string
  lien: string | null
  fictive: boolean
  etag: string | null
  modifiee_le_http: string | null
  creee_le: Date
  modifiee_le: Date
}

export interface TableLivraison {
  id: Generated<number>
  source_id: string
  datee_du: string
  recue_le: Date
  finie_le: Date | null
  origine: string
  empreinte: string | null
  empreinte_declaration: string
  demandee_par: string
  en_file: boolean
  fichier_id: number | null
  rapport_id: number | null
  etat: EtatLivraison
  etape: Generated<string>
  avancement: Generated<number>
  message: string | null
  lues: number | null
  gardees: number | null
  refusees: number | null
  doublons: number | null
  nouvelles: number | null
  modifiees: number | null
  inchangees: number | null
  disparues: number | null
  revenues: number | null
  cellules: Json<CompteCellules> | null
  regles: Json<Readonly<Record<string, number>>> | null
  avis: Json<readonly { readonly message: string; readonly nombre: number }[]> | null
}

export interface TableEnregistrement {
  id: Generated<number>
  source_id: string
  cle: string
  valeurs: Json<Valeurs>
  complements: Json<Readonly<Record<string, string>>>
  brut: Json<readonly Readonly<Record<string, string>>[]>
  doutes: Json<readonly NomChamp[]>
  empreinte: string
  premiere_livraison: number
  modifie_par: number
  derniere_livraison: number
  disparu_par: number | null
  lieu_id: number | null
  lieux_passes: Generated<number[]>
  cles_passees: Generated<string[]>
  renumerote_par: Generated<number | null>
  revenu_par: Generated<number | null>
}

export interface TableLieu {
  id: Generated<number>
  nom: string
  adresse_page: string
  valeurs: Json<Valeurs>
  provenance: Json<Provenances>
  publiees: Json<Valeurs>
  empreinte: string
  fictif: boolean
  code_insee: string | null
  departement: string | null
  latitude: number | null
  longitude: number | null
  position_approchee: boolean
  complet: boolean
  cree_le: Date
  modifie_le: Date
  retire_le: Date | null
  remplace_par: number | null
  sources: string[]
  mots: string
  revision: number
}

export interface TableDecision {
  id: Generated<number>
  lot: string
  genre: 'meme' | 'different' | 'valeur' | 'ecarte'
  a_source: string
  a_cle: string
  b_source: string | null
  b_cle: string | null
  champ: NomChamp | null
  valeur: ColumnType<unknown, string | null, string | null>
  auteur: string
  motif: string
  prise_le: Date
  annulee_le: Date | null
  annulee_par: string | null
}

export type CauseChangement = 'livraison' | 'decision' | 'annulation'
export type GenreChangement = 'creation' | 'valeur' | 'arrivee' | 'depart' | 'reunion' | 'retablissement' | 'retrait'

export interface TableChangement {
  id: Generated<number>
  lieu_id: number
  le: Date
  cause: CauseChangement
  livraison_id: number | null
  lot: string | null
  genre: GenreChangement
  champ: NomChamp | null
  avant: unknown
  apres: unknown
  source_id: string | null
  cle: string | null
  autre_lieu: number | null
}

export interface TablePaire {
  a_id: number
  b_id: number
  score: number
  issue: 'meme' | 'a-revoir' | 'different'
  preuves: Json<readonly unknown[]>
}

export type GenreAlerte = 'refusee' | 'attente' | 'muette' | 'colonnes'

export interface TableSourceAlerte {
  source_id: string
  genre: GenreAlerte
  evenement: string
  /** Days after the event. */
  seuil: number
  le: Date
}

export interface TableSignalement {
  id: Generated<number>
  genre: GenreSignalement
  lieu_id: number | null
  propose: Json<Propose>
  departement: string | null
  courriel: string | null
  empreinte: string | null
  depose_le: Date
  etat: Generated<'depose' | 'accepte' | 'refuse'>
  suite: SuiteSignalement | null
  message: Generated<string>
  ajout: ColumnType<Ajout | null, string | null, string | null>
  traite_le: Date | null
  traite_par: string | null
}

export interface TableBrouillonSource {
  id: string
  fichier_id: number
  declaration: Json<DeclarationEnCours>
  commence_par: string
  commence_le: Date
  modifie_le: Date
  source_id: string | null
}

export interface TableSynonyme {
  expression: string
  valeurs: Json<readonly { readonly facette: string; readonly valeur: string }[]>
  mots: string[]
  modifie_le: Date
  modifie_par: string
}

/** Signs of life of the lieux: what keeps an adhesion alive. */
export interface TableFicheActivite {
  id: Generated<number>
  lieu_id: number
  genre: 'modification' | 'confirmation' | 'action'
  le: Date
}

/** A link of a reminder. The address itself is written nowhere: only its digest is. */
export interface TableFicheLien {
  empreinte: string
  lieu_id: number
  cree_le: Date
  expire_le: Date
  servi_le: Date | null
}

export interface TableFichePhoto {
  id: Generated<number>
  lieu_id: number
  fichier_id: number
  vignette_id: number
  alternative: string
  /** Pixels. */
  largeur: number
  hauteur: number
  /** 1 is shown first. */
  rang: number
  ajoutee_le: Date
}

export interface TableRevendication {
  id: string
  lieu_id: number
  compte_id: string
  etat: EtatRevendication
  preuve: PreuveRevendication
  adresse: string | null
  texte: Generated<string>
  demandee_le: Date
  prouvee_le: Date | null
  decidee_le: Date | null
  decidee_par: string | null
  motif: Generated<string>
  conteste_avant: Date | null
  contestee_le: Date | null
  contestation: Generated<string>
  finie_le: Date | null
}

export interface TableRevendicationLien {
  empreinte: string
  revendication_id: string
  genre: 'preuve' | 'contestation'
  adresse: string
  expire_le: Date
  servi_le: Date | null
}

/** The tables this feature writes. A check compares this list with what its store writes. */
export interface TablesAnnuaire {
  source: TableSource
  livraison: TableLivraison
  enregistrement: TableEnregistrement
  lieu: TableLieu
  decision: TableDecision
  changement: TableChangement
  paire: TablePaire
  source_suivi: { source_id: string; veilleur: string; modifie_le: Date }
  source_alerte: TableSourceAlerte
  signalement: TableSignalement
  signalement_passage: { empreinte: string; lieu_id: number | null; le: Date }
  signalement_sel: { jour: string; sel: Buffer }
  brouillon_source: TableBrouillonSource
  annuaire_etat: {
    seul: boolean
    revision: number
    /** The revision at which rows of lieux were last deleted for good. */
    efface_a: number
    /** How many times the synonyms changed. */
    synonymes: number
    confiances: Json<Readonly<Record<string, Confiance>>>
  }
  /** What other features tell of the lieu changed: at which touch, for the last time. */
  lieu_touche: { id: Generated<number>; lieu_id: number; numero: Generated<number> }
  annuaire_touches: { seul: boolean; numero: number }
  synonyme: TableSynonyme
  fiche_activite: TableFicheActivite
  revendication: TableRevendication
  revendication_lien: TableRevendicationLien
  fiche_lien: TableFicheLien
  fiche_photo: TableFichePhoto
  proposition_ecartee: { lieu_id: number; champ: NomChamp; empreinte: string; le: Date }
}
