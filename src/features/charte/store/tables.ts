import type { Generated } from 'kysely'
import type { Numero } from '../domain/adhesion/regles.ts'
import type { Etat, Origine } from '../domain/adhesion/situation.ts'
import type { GenreCritere, Parametres } from '../domain/charte.ts'
import type { EtatReclamation, GenreEtape, IssueReclamation, ObjetReclamation } from '../domain/reclamation.ts'
import type { GenreRubrique } from '../domain/rubrique.ts'

export interface TableAdhesion {
  id: string
  reseau_id: string
  charte_id: string
  lieu_id: number
  etat: Etat
  depuis: Date
  version_id: number | null
  origine: Origine | null
  recue_le: Date | null
  fenetre_fin: Date | null
  deliberation_fin: Date | null
  membre_depuis: Date | null
  ancre: string | null
  mois: number | null
  periode_debut: Date | null
  periode_fin: Date | null
  activites: Date[]
  alerte_le: Date | null
  confirmee_le: Date | null
  lettre_recue_le: string | null
  conformite_fin: Date | null
  rectifie_le: Date | null
  barre: boolean
  rappels: string[]
  absorbee_par: string | null
  /** Where it was opened, when a merge took it elsewhere. */
  lieu_ouverture: number | null
  revision: Generated<number>
  cree_le: Date
  modifie_le: Date
}

export type GenrePiece =
  | 'opposition'
  | 'avertissement'
  | 'rectification'
  | 'jugement'
  | 'levee'
  | 'reouverture'
  | 'retrait'
  | 'demande'
  | 'refus-de-levee'

export interface TablePiece {
  id: string
  adhesion_id: string
  genre: GenrePiece
  fondement: 'non-conformite' | 'inexacte' | null
  texte: string
  auteur: string
  ecrite_le: Date
  support: 'papier' | 'electronique' | null
  reference: string | null
  constatee_le: string | null
  envoyee_le: string | null
  recue_le: string | null
  favorable: boolean | null
  /** Of a request: when the committee was last reminded of it. */
  rappelee_le: Generated<Date | null>
}

export interface TableDeclaration {
  id: string
  adhesion_id: string
  version_id: number
  charte_acceptee_le: Date
  acceptee_par: string
  structure: Generated<string>
  statut: Generated<string>
  pivot: Generated<string>
  signataire: Generated<string>
  qualite: Generated<string>
  sincere: Generated<boolean>
  revision: Generated<number>
  commencee_le: Date
  modifiee_le: Date
  envoyee_le: Date | null
  envoyee_par: string | null
  abandonnee_le: Date | null
}

export type GenreListe = 'epn' | 'reconditionneurs' | 'autre'
export type EtatLigne = 'a-rapprocher' | 'rapprochee' | 'a-verifier' | 'sans-lieu' | 'ecartee'

export interface TableListe {
  id: string
  reseau_id: string
  charte_id: string
  nom: string
  genre: GenreListe
  fictif: Generated<boolean>
  creee_le: Date
  creee_par: string
}

export interface TableLivraisonDeListe {
  id: Generated<number>
  liste_id: string
  datee_du: string
  empreinte: string
  importee_par: string
  importee_le: Date
  lues: number
  gardees: number
  nouvelles: number
  parties: number
  fautes: Generated<readonly { readonly ligne: number; readonly message: string }[]>
}

export interface TableLigneDeListe {
  id: Generated<number>
  liste_id: string
  cle: string
  nom: string
  adresse: string
  code_postal: string
  commune: string
  pivot: string
  reference: string
  manuelle: Generated<boolean>
  etat: EtatLigne
  lieu_id: number | null
  jugee_le: Date | null
  depuis: string
  partie_le: string | null
  admise_le: Date | null
  refus: Etat | null
}

export interface TableReclamation {
  id: string
  reseau_id: string
  lieu_id: number
  adhesion_id: string | null
  objet: ObjetReclamation
  version_id: number | null
  critere_id: string | null
  quand: string
  ou: string
  texte: string
  etat: EtatReclamation
  deposee_le: Date
  confirmee_le: Date | null
  transmise_le: Date | null
  repondue_le: Date | null
  close_le: Date | null
  issue: IssueReclamation | null
  piece_id: string | null
  courriel: string | null
  empreinte: string
}

/** The tables this feature writes. A check compares this list with what its store writes. */
export interface TablesCharte {
  charte: { id: string; reseau_id: string; nom: string; cree_le: Date }
  charte_version: Ecrit<Parametres> & {
    id: Generated<number>
    charte_id: string
    numero: number
    publiee_le: Date | null
    revision: Generated<number>
    origine: 'livree' | 'saisie'
    empreinte_livree: string | null
    cree_le: Date
    modifie_le: Date
    resume: string
    preambule: string
  }
  charte_article: { version_id: number; rang: number; id: string; titre: string; texte: string; reference: string }
  charte_categorie: { version_id: number; rang: number; id: string; nom: string; texte: string; reference: string }
  charte_critere: {
    version_id: number
    rang: number
    id: string
    genre: GenreCritere
    categorie_id: string | null
    libelle: string
    texte: string
    en_savoir_plus: string
    justificatif: string
    reference: string
  }
  charte_rubrique: {
    version_id: number
    rang: number
    id: string
    genre: GenreRubrique
    titre: string
    texte: string
    reference: string
  }
  adhesion: TableAdhesion
  adhesion_echeance: { adhesion_id: string; genre: string; cle: string; le: Date; regle: string }
  adhesion_transition: {
    adhesion_id: string
    rang: number
    numero: Numero
    de: Etat
    vers: Etat
    le: Date
    inscrite_le: Date
    acteur: string
    piece_id: string | null
  }
  adhesion_piece: TablePiece
  adhesion_invitation: {
    id: string
    adhesion_id: string
    lieu_id: number
    le: Date
    empreinte: string
    refusee_le: Date | null
  }
  liste_de_droit: TableListe
  liste_livraison: TableLivraisonDeListe
  liste_ligne: TableLigneDeListe
  adhesion_avis_version: { adhesion_id: string; version_id: number; le: Date }
  adhesion_separation: { adhesion_id: string; de_lieu: number; vers_lieu: number; le: Date }
  declaration: TableDeclaration
  marque_cle: {
    reseau_id: string
    rang: number
    publique: string
    privee: Buffer
    cree_le: Date
    remplacee_le: Date | null
    compromise_le: Date | null
  }
  marque_place: {
    adhesion_id: string
    membre_depuis: Date
    reseau_id: string
    liste: number
    place: number
    attribuee_le: Date
  }
  marque_demande: {
    id: string
    reseau_id: string
    compte_id: string | null
    organisme: string
    usage: string
    du: string
    au: string
    deposee_le: Date
    reponse: 'accord' | 'refus' | null
    texte: Generated<string>
    repondue_le: Date | null
    repondue_par: string | null
  }
  declaration_critere: {
    declaration_id: string
    version_id: number
    critere_id: string
    justification: string
    /** Ticked. What is only written of a criterion stays with the draft. */
    choisi: Generated<boolean>
  }
  reclamation: TableReclamation
  reclamation_etape: {
    reclamation_id: string
    rang: number
    genre: GenreEtape
    le: Date
    auteur: string
    texte: Generated<string>
  }
  charte_acceptation: { version_id: number; acceptee_par: string; acceptee_le: Date }
}

type Ecrit<T> = { -readonly [C in keyof T]: T[C] extends readonly (infer E)[] ? E[] : T[C] }
