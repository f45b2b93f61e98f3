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
  geographie_version: {
    seule: boolean
    revision: number
    livree: string | null
    livree_le: Date | null
    centres: string | null
    centres_le: Date | null
  }
}
