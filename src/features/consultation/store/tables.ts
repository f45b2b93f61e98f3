import type { ColumnType, Generated } from 'kysely'
import type { Evenement } from '../domain/annonce.ts'
import type { RaisonGardee } from '../domain/brouillon.ts'
import type { EtatPublication, GenreContribution, GenreItem, GesteDeModeration, SortReponse } from '../domain/item.ts'
import type { Reglages } from '../domain/module.ts'
import type { Sens } from '../domain/opinion.ts'

export interface TableConsultation {
  id: string
  adresse: string
  reseau_id: string
  sujet: boolean
  titre: string
  question: string
  introduction: string
  ouverture: Date
  cloture: Date | null
  /** The closing as it was first announced, once published. */
  cloture_annoncee: Date | null
  /** A civil day, YYYY-MM-DD. */
  reponse_avant: string | null
  publiee_le: Date | null
  publiee_par: string | null
  figee_le: Date | null
  figee_empreinte: string | null
  participants: number | null
  restituee_le: Date | null
  archivee_le: Date | null
  synthese: Generated<string>
  sel: string
  dernier_numero: Generated<number>
  demonstration: Generated<boolean>
  creee_le: Date
  creee_par: string
  revision: Generated<number>
}

export interface TableModule extends Reglages {
  id: string
  consultation_id: string
  adresse: string
  rang: number
  titre: string
  question: string
}

export interface TableItem {
  id: string
  consultation_id: string
  module_id: string
  /** Unique in its consultation: its address. */
  numero: number
  genre: GenreItem
  parent_id: string | null
  rang: number
  titre: string
  texte: string
  motif: Generated<string>
  origine: 'organisateur' | 'contributeur'
  auteur_id: string | null
  etat: EtatPublication
  le: Date
}

export interface TableContribution {
  id: string
  consultation_id: string
  item_id: string
  genre: GenreContribution
  auteur_id: string | null
  seance_id: string | null
  organisateur: Generated<boolean>
  etat: EtatPublication
  le: Date
  parent_id: string | null
  niveau: ColumnType<number, never, never>
  niveau_parent: ColumnType<number | null, never, never>
  texte: Generated<string>
  valeur_id: string | null
  fichier_id: number | null
  fichier_nom: string | null
  fichier_type: string | null
  lieu_id: number | null
  action_projet_id: string | null
  lien: string | null
}

/** What a moderator looks at: exactly one of the three. */
export interface CibleEnBase {
  item_id: string | null
  contribution_id: string | null
  opinion_id: number | null
}

/** The tables this feature writes. A check compares this list with what its store writes. */
export interface TablesConsultation {
  consultation: TableConsultation
  consultation_module: TableModule
  consultation_item: TableItem
  opinion: {
    id: Generated<number>
    item_id: string
    compte_id: string | null
    sens: Sens
    raison: Generated<string>
    raison_retiree_le: Date | null
    eclat: number
    le: Date
  }
  opinion_geste: { id: Generated<number>; item_id: string; compte_id: string | null; sens: Sens; le: Date }
  opinion_compte: { item_id: string; eclat: number; accord: Generated<number>; revoir: Generated<number> }
  valeur: { id: string; cle: string; libelle: string; creee_le: Date }
  consultation_contribution: TableContribution
  consultation_item_compte: {
    item_id: string
    commentaires: number
    valeurs: number
    fichiers: number
    actions: number
    amendements: number
  }
  consultation_seance: {
    id: string
    consultation_id: string
    /** A civil day, YYYY-MM-DD. */
    tenue_le: string
    nom: string
    lieu_id: number | null
    presents: number
    texte: Generated<string>
    tenue_par: string | null
    creee_le: Date
  }
  consultation_seance_item: {
    seance_id: string
    presents: number
    item_id: string
    accord: Generated<number>
    revoir: Generated<number>
    issue: Generated<string>
  }
  consultation_signalement: CibleEnBase & {
    id: string
    motif: string
    texte: Generated<string>
    auteur_id: string | null
    le: Date
    traite_le: Date | null
  }
  consultation_moderation: CibleEnBase & {
    id: string
    geste: GesteDeModeration
    motif: string
    raison: string
    auteur: string
    le: Date
    reponse: Generated<string>
    repondu_le: Date | null
  }
  consultation_brouillon: {
    empreinte: string
    consultation_id: string
    item_id: string | null
    module_id: string | null
    geste: string
    contenu: ColumnType<Readonly<Record<string, string>>, string, string>
    cree_le: Date
    expire_le: Date
    compte_id: string | null
    publie_le: Date | null
    issue: string | null
    refus: RaisonGardee | null
    lot: string | null
  }
  consultation_abonnement: { id: string; compte_id: string; consultation_id: string | null; le: Date }
  consultation_annonce: {
    consultation_id: string
    evenement: Evenement
    le: Date
    /** The last account that it left for, in their order. */
    dernier: string | null
  }
  consultation_decompte: {
    item_id: string
    accord: number
    revoir: number
    accord_assistes: number
    revoir_assistes: number
    commentaires: number
    valeurs: number
    fichiers: number
    actions: number
  }
  consultation_groupe: { consultation_id: string; rang: number; effectif: number }
  consultation_groupe_avis: { consultation_id: string; rang: number; item_id: string; accord: number; revoir: number }
  consultation_reponse: {
    item_id: string
    sort: SortReponse
    texte: string
    version_id: number | null
    critere_id: string | null
    decision_id: string | null
    auteur: string
    le: Date
    revision: Generated<number>
  }
}
