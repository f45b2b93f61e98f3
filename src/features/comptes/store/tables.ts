import type { Role } from '../../../kernel/acteur.ts'

export interface TablesComptes {
  lien_administration: { empreinte: string; cree_le: Date; expire_le: Date; utilise_le: Date | null }
  session: { empreinte: string; role: Exclude<Role, 'visiteur'>; ouverte_le: Date; expire_le: Date }
}
