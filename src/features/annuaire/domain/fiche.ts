import { normaliser } from '../../../kernel/texte.ts'
import type { Commune, Geographie } from '../../territoires/vocabulaire.ts'
import type { Valeurs } from './enregistrement.ts'
import { CHAMPS, NOMS_CHAMPS, type NomChamp, TYPOLOGIES } from './schema.ts'

/** The readable part of a fiche's address: « mediatheque-de-gap-gap ». At most 80 characters, never empty. */
export function adressePage({ nom, commune }: Valeurs): string {
  const mots = normaliser([nom, commune].filter(Boolean).join(' '))
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return mots.slice(0, 80).replace(/-+$/, '') || 'lieu'
}

/** Where its fiche is: the number is what counts, the words may change with the name. */
export function adresseFiche({ id, adresse_page }: { readonly id: number; readonly adresse_page: string }): string {
  return `/lieux/${id}-${adresse_page}`
}

/** What the list calls a lieu whose sources give no name. */
export function nomAffiche({ nom, typologie, commune }: Valeurs): string {
  if (nom) return nom
  const genre =
    typologie?.[0] && typologie[0] in TYPOLOGIES ? TYPOLOGIES[typologie[0] as keyof typeof TYPOLOGIES] : 'Lieu sans nom'
  return commune ? `${genre} à ${commune}` : genre
}

/** The filler that producers write for want of a SIRET: the schema requires the field and its pattern accepts it. */
export const PIVOT_INCONNU = '00000000000000'

/** Required by the schema and known by nobody but the sources: number, date and filler are ours to give. */
const EXIGES = NOMS_CHAMPS.filter((nom) => CHAMPS[nom].obligatoire && !['id', 'pivot', 'date_maj'].includes(nom))

/** True when the official exports may hold it: every field that the schema requires has a value. */
export function isComplet(valeurs: Valeurs): boolean {
  return EXIGES.every((nom) => valeurs[nom] !== undefined)
}

export interface Situation {
  readonly codeInsee: string | undefined
  readonly departement: string | undefined
  readonly latitude: number | undefined
  readonly longitude: number | undefined
  /** True when the position is the commune's, for want of the lieu's own. */
  readonly positionApprochee: boolean
}

/** Where a lieu stands for lists and maps. A position far from its commune is a doubt of its source, kept; a missing one is the commune's. */
export function situer(valeurs: Valeurs, geo: Geographie): Situation {
  const commune = findCommune(valeurs, geo)
  const departement = commune?.departement ?? departementDuCodePostal(valeurs.code_postal, geo)
  const codeInsee = commune?.code ?? valeurs.code_insee
  if (valeurs.latitude !== undefined && valeurs.longitude !== undefined)
    return {
      codeInsee,
      departement,
      latitude: valeurs.latitude,
      longitude: valeurs.longitude,
      positionApprochee: false
    }
  const { centre } = commune ?? {}
  return {
    codeInsee,
    departement,
    latitude: centre?.latitude,
    longitude: centre?.longitude,
    positionApprochee: centre !== undefined
  }
}

function findCommune({ code_insee, code_postal }: Valeurs, geo: Geographie): Commune | undefined {
  if (code_insee) return geo.commune(code_insee)
  const candidates = code_postal ? geo.parCodePostal(code_postal) : []
  return candidates.length === 1 ? candidates[0] : undefined
}

function departementDuCodePostal(codePostal: string | undefined, geo: Geographie): string | undefined {
  const communes = codePostal ? geo.parCodePostal(codePostal) : []
  return communes[0]?.departement
}

/** Fields that pages list, in their order: what a person asks first. */
export const CHAMPS_AFFICHES: readonly NomChamp[] = NOMS_CHAMPS.filter(
  (nom) => !['id', 'source', 'latitude', 'longitude'].includes(nom)
)
