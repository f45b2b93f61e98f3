import type { ColumnType, Generated } from 'kysely'
import type { Valeurs } from '../domain/enregistrement.ts'
import type { Provenances } from '../domain/fusion.ts'
import type { NomChamp } from '../domain/schema.ts'

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
  recherche: string
}

/** The tables this feature writes. A check compares this list with what its store writes. */
export interface TablesAnnuaire {
  source: TableSource
  livraison: TableLivraison
  enregistrement: TableEnregistrement
  lieu: TableLieu
}
