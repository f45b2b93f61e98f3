import type { Zone } from '../../../kernel/role.ts'
import { normaliser } from '../../../kernel/texte.ts'
import type { Geographie } from './commune.ts'
import type { GeographieFrance } from './geographie.ts'
import type { Territoire } from './territoire.ts'
import { trouverTerritoires } from './trouver-territoires.ts'

/** Every place that holds a commune, itself first. None for a code that nobody knows: what is nowhere is nobody's. */
export function zonesDeCommune(geo: Geographie, code: string | null | undefined): readonly Zone[] {
  const commune = code ? geo.commune(code) : undefined
  if (!commune) return []
  return [
    { genre: 'commune', code: commune.code },
    ...(commune.epci ? [{ genre: 'epci', code: commune.epci } as const] : []),
    ...zonesDuDepartement(geo, commune.departement)
  ]
}

/** The same for what is only known to be somewhere in a département. */
export function zonesDuDepartement(geo: Geographie, code: string | null | undefined): readonly Zone[] {
  const departement = code ? geo.departement(code) : undefined
  if (!departement) return []
  return [
    { genre: 'departement', code: departement.code },
    { genre: 'region', code: departement.region }
  ]
}

type TerritoireDeRole = Territoire & { readonly genre: Zone['genre'] }

/** The one territory that a text names, or those between which it does not choose: a role is not given by guess. */
export function choisirTerritoire(
  geo: GeographieFrance,
  texte: string
): { readonly choisi: TerritoireDeRole } | { readonly entre: readonly TerritoireDeRole[] } {
  const trouves = trouver(geo, texte)
  // « Haute-Garonne (département) », as our own answers write it.
  const precises = /\(/.test(texte)
    ? trouver(geo, texte.replace(/\(.*$/s, '')).filter((t) => memeNom(nomPrecis(t), texte))
    : []
  const [seul, autre] = precises.length > 0 ? precises : trouves
  return seul && !autre ? { choisi: seul } : { entre: trouves }
}

const trouver = (geo: GeographieFrance, texte: string) =>
  trouverTerritoires(geo, texte).filter((t): t is TerritoireDeRole => t.genre !== 'code_postal')

const memeNom = (a: string, b: string) => normaliser(a) === normaliser(b)

/** « Saint-Denis (La Réunion) »: reads back as the same territory. */
export const nomPrecis = ({ nom, precision }: Pick<Territoire, 'nom' | 'precision'>): string => `${nom} (${precision})`
