import type { Valeurs } from './enregistrement.ts'
import type { AComparer } from './rapprochement/rapprochement.ts'
import { isSourceTenue } from './source-responsables.ts'

/** A current record as matching compares it. */
export function toAComparer({
  source,
  cle,
  fictif,
  valeurs: v
}: {
  readonly source: string
  readonly cle: string
  readonly fictif: boolean
  readonly valeurs: Valeurs
}): AComparer {
  return {
    source,
    cle,
    fictif,
    tenu: isSourceTenue(source),
    nom: v.nom,
    adresse: v.adresse,
    complement_adresse: v.complement_adresse,
    commune: v.commune,
    code_postal: v.code_postal,
    code_insee: v.code_insee,
    latitude: v.latitude,
    longitude: v.longitude,
    telephones: v.telephone ? [v.telephone] : [],
    courriels: v.courriels ?? [],
    sites: v.site_web ?? [],
    pivot: v.pivot,
    typologies: v.typologie ?? [],
    itinerance: v.itinerance ?? [],
    structure_parente: v.structure_parente,
    date_maj: v.date_maj
  }
}
