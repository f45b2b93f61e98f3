import type { DocumentCherchable } from '../../../platform/recherche/index.ts'
import type { GeographieFrance } from '../../territoires/index.ts'
import type { Facette } from '../domain/facette.ts'
import { ecrireCalendrier } from '../domain/horaires/moment.ts'
import type { LieuDIndex } from '../store/index.store.ts'

/** Exact keys by which lieux are found: where they are. */
export const CLES_LIEU = ['commune', 'code_postal', 'departement', 'region', 'epci'] as const

/** Values that other features give of these lieux: facet, lieu, values. */
export type ValeursContribuees = ReadonlyMap<string, ReadonlyMap<number, readonly string[]>>

/** A lieu as the search engine reads it. Only what is public: a masked contact is not found either. */
export function toDocument(
  lieu: LieuDIndex,
  facettes: readonly Facette[],
  contribuees: ValeursContribuees,
  geo: GeographieFrance
): DocumentCherchable {
  const v = lieu.publiees
  const commune = lieu.code_insee ? geo.commune(lieu.code_insee) : undefined
  return {
    id: lieu.id,
    latitude: lieu.latitude ?? undefined,
    longitude: lieu.longitude ?? undefined,
    imprecision: lieu.position_approchee ? RAYON_DE_COMMUNE : undefined,
    textes: [
      // The name alone: whoever types a name in full finds it first.
      lieu.nom,
      join(v.commune, v.structure_parente, v.adresse, v.complement_adresse, v.code_postal, ...(v.services ?? [])),
      join(lieu.mots, ...(v.autres_formations_labels ?? [])),
      join(v.presentation_resume, v.presentation_detail?.slice(0, PRESENTATION_MAX))
    ],
    facettes: Object.fromEntries(
      facettes.map(({ cle, lire }) => [cle, lire ? lire(lieu) : (contribuees.get(cle)?.get(lieu.id) ?? [])])
    ),
    cles: {
      commune: commune?.code ?? lieu.code_insee ?? undefined,
      code_postal: v.code_postal,
      departement: lieu.departement ?? undefined,
      region: commune?.region ?? (lieu.departement ? geo.departement(lieu.departement)?.region : undefined),
      epci: commune?.epci
    },
    calendrier: v.horaires ? ecrireCalendrier(v.horaires, lieu.departement) : undefined,
    fraicheur: v.date_maj ? Number(v.date_maj.replaceAll('-', '')) : 0
  }
}

/** Metres: what lies in a commune is seldom farther from its centre. */
const RAYON_DE_COMMUNE = 3_000

/** Longer presentations only repeat themselves. */
const PRESENTATION_MAX = 4_000

const join = (...morceaux: readonly (string | undefined)[]) => morceaux.filter(Boolean).join(' ')
