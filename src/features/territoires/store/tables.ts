import type { Generated } from 'kysely'
import type { Jour } from '../../../kernel/jour.ts'
import type { Zone } from '../../../kernel/role.ts'
import type { OriginePosition } from '../domain/commune.ts'
import type { CommuneAncienne } from '../domain/geographie.ts'

export interface TablesTerritoires {
  region: { code: string; nom: string }
  departement: { code: string; nom: string; region: string }
  epci: { code: string; nom: string }
  commune: {
    code: string
    nom: string
    departement: string
    region: string
    epci: string | null
    population: number | null
    codes_postaux: string[]
    latitude: number | null
    longitude: number | null
    origine: OriginePosition | null
  }
  commune_ancienne: { code: string; nom: string | null; commune: string; genre: CommuneAncienne['genre'] }
  pole: {
    id: string
    nom: string
    texte: string
    contact_courriel: string | null
    contact_telephone: string | null
    version: Generated<number>
    cree_le: Date
    modifie_le: Date
    ferme_le: Date | null
  }
  /** `au`: the last day, whole; null until somebody ends it. */
  pole_territoire: { pole_id: string; genre: Zone['genre']; code: string; du: Jour; au: Jour | null }
  geographie_version: {
    seule: boolean
    revision: number
    livree: string | null
    livree_le: Date | null
    centres: string | null
    centres_le: Date | null
  }
}
