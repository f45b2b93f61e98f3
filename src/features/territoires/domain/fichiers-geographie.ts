import type { OriginePosition } from './commune.ts'
import { type Decoupage, GENRES_ANCIENNE } from './geographie.ts'

/** The files that `tools/geographie.mjs` writes, with their columns. */
export const FICHIERS_GEOGRAPHIE = {
  communes: 'code nom departement region epci population codes_postaux latitude longitude origine',
  communes_anciennes: 'code nom commune type',
  epci: 'code nom',
  departements: 'code nom region',
  regions: 'code nom'
} as const

export type NomFichierGeographie = keyof typeof FICHIERS_GEOGRAPHIE

/** Reads the shipped files from their text. They are ours: a file that does not look like itself throws. */
export function lireFichiersGeographie(textes: Readonly<Record<NomFichierGeographie, string>>): Decoupage {
  return {
    communes: lignes(textes, 'communes').map(
      ([
        code = '',
        nom = '',
        departement = '',
        region = '',
        epci,
        population,
        codesPostaux,
        latitude,
        longitude,
        origine
      ]) => ({
        code,
        nom,
        departement,
        region,
        epci: epci || undefined,
        population: population ? Number(population) : undefined,
        codesPostaux: codesPostaux ? codesPostaux.split(' ') : [],
        centre: origine
          ? { latitude: Number(latitude), longitude: Number(longitude), origine: origine as OriginePosition }
          : undefined
      })
    ),
    anciennes: lignes(textes, 'communes_anciennes').map(([code = '', nom, commune = '', type]) => {
      const genre = GENRES_ANCIENNE.find((connu) => connu === type)
      if (!genre) throw new Error(`communes_anciennes.tsv : type inconnu « ${type} » pour ${code}`)
      return { code, nom: nom || undefined, commune, genre }
    }),
    epcis: lignes(textes, 'epci').map(([code = '', nom = '']) => ({ code, nom })),
    departements: lignes(textes, 'departements').map(([code = '', nom = '', region = '']) => ({ code, nom, region })),
    regions: lignes(textes, 'regions').map(([code = '', nom = '']) => ({ code, nom }))
  }
}

function lignes(textes: Readonly<Record<NomFichierGeographie, string>>, fichier: NomFichierGeographie): string[][] {
  const [titres = '', ...reste] = textes[fichier].trimEnd().split('\n')
  const attendus = FICHIERS_GEOGRAPHIE[fichier].replaceAll(' ', '\t')
  if (titres !== attendus) throw new Error(`${fichier}.tsv : colonnes inattendues « ${titres} »`)
  return reste.map((ligne) => ligne.split('\t'))
}
