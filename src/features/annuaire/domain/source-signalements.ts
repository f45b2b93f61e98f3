import { type Declaration, declarer } from './declaration.ts'
import type { LigneBrute } from './enregistrement.ts'
import type { Ajout } from './signalement.ts'

/** The réseau's own source: the missing lieux that the public reported and that a person checked. */
export const SOURCE_SIGNALEMENTS = 'signalements'

export function declarerSourceSignalements({ reseau, site }: { reseau: string; site: string }): Declaration {
  return declarer({
    id: SOURCE_SIGNALEMENTS,
    nom: 'Lieux signalés par le public',
    producteur: reseau,
    licence: 'Licence Ouverte 2.0',
    lien: `${site || 'http://localhost'}/lieux/manquant`,
    // A directory that knows the lieu better is believed first.
    confiance: { parDefaut: 2 },
    origine: { type: 'fichier' },
    forme: { format: 'json' },
    cle: { colonnes: ['id'] },
    schema: 'v1'
  })
}

/** A checked lieu as the row of a delivery: it says what was checked, and nothing of who reported it. */
export const ligneDeLAjout = (numero: number, { nom, adresse, code_postal, commune }: Ajout): LigneBrute => ({
  id: `signalement-${numero}`,
  nom,
  adresse,
  code_postal,
  commune
})
