import { type Declaration, declarer } from './declaration.ts'

const SOURCE_RESPONSABLES = 'responsables'
/** The demonstration's own: it goes with it. */
const SOURCE_RESPONSABLES_FICTIFS = 'responsables-fictifs'

/** The sources whose records are held by the responsables of the lieux, one by one: no delivery brings them. */
export const SOURCES_TENUES: readonly string[] = [SOURCE_RESPONSABLES, SOURCE_RESPONSABLES_FICTIFS]

export const isSourceTenue = (source: string): boolean => SOURCES_TENUES.includes(source)

export function declarerSourceResponsables({
  reseau,
  site,
  fictif
}: {
  readonly reseau: string
  readonly site: string
  readonly fictif: boolean
}): Declaration {
  return declarer({
    id: fictif ? SOURCE_RESPONSABLES_FICTIFS : SOURCE_RESPONSABLES,
    nom: 'Fiches tenues par leurs responsables',
    producteur: reseau,
    licence: 'Licence Ouverte 2.0',
    lien: `${site || 'http://localhost'}/sources`,
    ...(fictif && { fictif }),
    confiance: { parDefaut: 5 },
    origine: { type: 'fichier' },
    forme: { format: 'json' },
    cle: { colonnes: ['id'] },
    schema: 'v1'
  })
}
