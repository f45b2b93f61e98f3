import type { ColumnType, Generated } from 'kysely'
import type { CompteDuCollege, Resultat, Sens } from '../domain/depouillement.ts'
import type { EffetDeDecision, EtatEtude, Fondement, GenreDecision, GenreMotion } from '../domain/motion.ts'
import type { PublicDuMessage } from '../domain/pole-message.ts'
import type { Majorite, ModeDuComite, Quorum } from '../domain/regle.ts'

export interface TableMessageTerritoire {
  id: string
  territoire: string
  nom_territoire: string
  public: PublicDuMessage
  sujet: string
  texte: string
  auteur: string
  etat: 'en-cours' | 'envoye'
  destinataires: number
  cree_le: Date
  fini_le: Date | null
}

export interface TableMotion {
  id: string
  reseau_id: string
  genre: GenreMotion
  adhesion_id: string | null
  titre: string
  texte: string
  fondement: Fondement | null
  proposee_par: string
  ouverte_le: Date
  cloture: Date
  cloture_regle: string
  quorum: Quorum
  majorite: Majorite
  corrige: string | null
  comptee_le: Date | null
}

export interface TableDecision {
  id: string
  reseau_id: string
  motion_id: string | null
  mode: ModeDuComite
  genre: GenreDecision
  adhesion_id: string | null
  piece_id: string | null
  titre: string
  texte: string
  fondement: Fondement | null
  prise_le: Date
  inscrite_le: Date
  quorum: Quorum | null
  majorite: Majorite | null
  electeurs: number | null
  ecartes: number | null
  pour: number | null
  contre: number | null
  abstentions: number | null
  colleges: ColumnType<readonly CompteDuCollege[], string, never>
  resultat: Resultat
  effet: EffetDeDecision
  corrige: string | null
}

export interface TableCompteRendu {
  id: string
  reseau_id: string
  /** A civil day, YYYY-MM-DD. */
  tenue_le: string
  titre: string
  presents: string
  texte: string
  auteur: string
  modifie_le: Date
  publie_le: Date | null
}

export interface TableEtude {
  id: string
  reseau_id: string
  titre: string
  texte: string
  etat: EtatEtude
  lien: string
  auteur: string
  modifiee_le: Date
  publiee_le: Date | null
}

interface Geste {
  motion_id: string
  titulaire_id: string | null
  par_suppleant: boolean
  sens: Sens
  le: Date
}

/** The tables this feature writes. A check compares this list with what its store writes. */
export interface TablesGouvernance {
  message_territoire: TableMessageTerritoire
  message_territoire_envoi: {
    message_id: string
    compte_id: string
    traite_le: Date | null
    envoye: boolean | null
    empreinte: string | null
  }
  message_territoire_refus: { compte_id: string; territoire: string; le: Date }
  comite_regle: {
    reseau_id: string
    mode: ModeDuComite
    quorum: Quorum
    majorite: Majorite
    jours: number
    presidence_id: string | null
    modifiee_le: Date
    modifiee_par: string
  }
  comite_suppleance: {
    id: string
    reseau_id: string
    titulaire_id: string
    suppleant_id: string
    du: Date
    au: Date | null
  }
  comite_deport: {
    id: string
    reseau_id: string
    compte_id: string
    lieu_id: number | null
    motion_id: string | null
    raison: string
    depuis: Date
    fin_le: Date | null
  }
  motion: TableMotion
  motion_avis: { id: string; motion_id: string; raison: boolean; texte: string; auteur: string; le: Date }
  vote: Geste & { id: string }
  vote_geste: Geste & { id: Generated<number> }
  comite_decision: TableDecision
  compte_rendu: TableCompteRendu
  etude: TableEtude
}
