import type { Valeurs } from './enregistrement.ts'
import { PIVOT_INCONNU } from './fiche.ts'
import type { Provenances } from './fusion.ts'
import { CHAMPS, NOMS_CHAMPS, type NomChamp } from './schema.ts'

/** A lieu as the official schema writes it: lists joined by « | », absent fields left out. */
export type LieuEchange = { readonly [C in NomChamp]?: (typeof CHAMPS)[C]['genre'] extends 'nombre' ? number : string }

export interface AEchanger {
  readonly id: number
  readonly publiees: Valeurs
  readonly provenance: Provenances
}

/** What is public of a lieu, in the schema. `id` is Maillage's number; `source` names every source of the fiche. */
export function toEchange(
  { id, publiees, provenance }: AEchanger,
  nomsDesSources: ReadonlyMap<string, string>
): LieuEchange {
  const lieu: Record<string, string | number> = {}
  for (const nom of NOMS_CHAMPS) {
    const valeur = publiees[nom]
    if (valeur === undefined) continue
    lieu[nom] = Array.isArray(valeur) ? valeur.join('|') : (valeur as string | number)
  }
  lieu.id = String(id)
  lieu.source = sourcesDe(provenance)
    .map((source) => nomsDesSources.get(source) ?? source)
    .join(', ')
  return Object.fromEntries(
    NOMS_CHAMPS.flatMap((nom) => (lieu[nom] === undefined ? [] : [[nom, lieu[nom]]]))
  ) as LieuEchange
}

/** A line of the official exports: the required `pivot` bears the filler that the trade uses where nobody knows it. */
export function toExportOfficiel(lieu: AEchanger, nomsDesSources: ReadonlyMap<string, string>): LieuEchange {
  const echange = toEchange(lieu, nomsDesSources)
  return { ...echange, pivot: echange.pivot ?? PIVOT_INCONNU }
}

/** Every source that gives a value of the fiche, by name of source. */
export function sourcesDe(provenance: Provenances): string[] {
  const sources = new Set<string>()
  for (const nom of NOMS_CHAMPS) {
    const de = provenance[nom]
    if (!de) continue
    sources.add(de.source)
    for (const origines of Object.values(de.valeurs ?? {})) for (const { source } of origines) sources.add(source)
  }
  return [...sources].sort()
}

export interface ProvenanceEchange {
  readonly source: string
  readonly date: string
  readonly regle: string
  /** For a list: which sources give each value. */
  readonly valeurs?: Readonly<Record<string, readonly string[]>>
}

/** Field by field, only for the fields that are public. */
export function toProvenance({ publiees, provenance }: AEchanger): Readonly<Record<string, ProvenanceEchange>> {
  return Object.fromEntries(
    NOMS_CHAMPS.flatMap((nom) => {
      const de = provenance[nom]
      if (!de || publiees[nom] === undefined) return []
      const affichees = publiees[nom]
      const valeurs =
        de.valeurs && Array.isArray(affichees)
          ? Object.fromEntries(
              (affichees as readonly string[]).map((v) => [
                v,
                [...new Set((de.valeurs?.[v] ?? []).map(({ source }) => source))]
              ])
            )
          : undefined
      return [[nom, { source: de.source, date: de.date, regle: de.regle, ...(valeurs && { valeurs }) }]]
    })
  )
}

export interface FeatureGeoJson {
  readonly type: 'Feature'
  readonly id: string
  readonly geometry: { readonly type: 'Point'; readonly coordinates: readonly [number, number] } | null
  readonly properties: LieuEchange & { readonly position_approchee: boolean }
}

/** GeoJSON (RFC 7946): longitude first. A position that is only the commune's says so. */
export function toFeature(
  lieu: AEchanger & {
    readonly latitude: number | null
    readonly longitude: number | null
    readonly position_approchee: boolean
  },
  nomsDesSources: ReadonlyMap<string, string>
): FeatureGeoJson {
  return {
    type: 'Feature',
    id: String(lieu.id),
    geometry:
      lieu.latitude === null || lieu.longitude === null
        ? null
        : { type: 'Point', coordinates: [lieu.longitude, lieu.latitude] },
    properties: { ...toEchange(lieu, nomsDesSources), position_approchee: lieu.position_approchee }
  }
}
