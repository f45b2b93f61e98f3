import type { ColumnType, Generated } from 'kysely'
import type { College, RoleDonne } from '../../../kernel/role.ts'

export type EtatCompte = 'actif' | 'suspendu'

export interface TablesComptes {
  lien_administration: { empreinte: string; cree_le: Date; expire_le: Date; utilise_le: Date | null }
  session: {
    empreinte: string
    id: string
    role: 'administrateur' | null
    compte_id: string | null
    ouverte_le: Date
    expire_le: Date
    vue_le: Date
    partage: Generated<boolean>
    second_facteur_le: Generated<Date | null>
    navigateur: Generated<string>
  }
  compte: {
    id: string
    courriel: string
    confirmee_le: Date
    pseudonyme: string
    nom: string | null
    mot_de_passe: string | null
    mot_de_passe_le: Date | null
    etat: Generated<EtatCompte>
    cree_le: Date
  }
  attribution: {
    id: string
    compte_id: string
    role: RoleDonne
    reseau_id: string
    territoires: string[]
    /** Then its territories are the pôle's of the day. */
    pole_id: string | null
    college: College | null
    lieux: number[]
    donnee_par: string
    donnee_le: Date
    fin_le: Date | null
    retiree_par: string | null
    retiree_le: Date | null
  }
  jeton: {
    empreinte: string
    genre: string
    compte_id: string | null
    donnees: ColumnType<unknown, string, string>
    cree_le: Date
    expire_le: Date
  }
  totp: {
    compte_id: string
    secret: Buffer
    actif_le: Date | null
    dernier_compteur: Generated<number>
    cree_le: Date
  }
  code_secours: { id: string; compte_id: string; empreinte: string }
  passkey: {
    id: string
    compte_id: string
    cle_publique: Buffer
    compteur: number
    transports: string[]
    nom: string
    cree_le: Date
    utilisee_le: Date | null
  }
  identite_externe: { emetteur: string; sujet: string; compte_id: string; liee_le: Date }
  appareil: { empreinte: string; compte_id: string; cree_le: Date }
  changement_adresse: {
    compte_id: string
    nouvelle: string
    demande_le: Date
    accord_ancienne_le: Date | null
    accord_nouvelle_le: Date | null
  }
  essai: { key: string; points: number; expire: number | null }
}
