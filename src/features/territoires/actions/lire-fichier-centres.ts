import { readFile, stat } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { TableauCentres } from '../domain/centres-officiels.ts'

/** The file of all communes weighs 3 MB with little else, 60 MB when it carries everything INSEE knows of them. */
const TAILLE_MAXIMALE = 100_000_000

/**
 * A file of commune centres as rows of texts: CSV or TSV with or without titles, a list in JSON, GeoJSON. Refusals are
 * French sentences. `platform/lecture` streams what strangers deliver under a declared format; this file is chosen by
 * the operator, small, of a format found from itself, and often without titles.
 */
export async function lireFichierCentres(chemin: string): Promise<Result<TableauCentres, string>> {
  let octets: Buffer
  try {
    const { size } = await stat(chemin)
    if (size > TAILLE_MAXIMALE)
      return refuse(`Le fichier dépasse ${TAILLE_MAXIMALE / 1_000_000} Mo : ce n’est pas une liste de communes.`)
    octets = await readFile(chemin)
  } catch (erreur) {
    const { code } = erreur as NodeJS.ErrnoException
    if (code === 'ENOENT') return refuse(`Le fichier ${chemin} n’existe pas.`)
    if (code === 'EISDIR') return refuse(`${chemin} est un dossier : donnez le fichier.`)
    if (code === 'EACCES') return refuse(`Le fichier ${chemin} ne peut pas être lu : vérifiez ses droits.`)
    throw erreur
  }
  return lireCentresDeTexte(octets)
}

export function lireCentresDeTexte(octets: Buffer): Result<TableauCentres, string> {
  if (octets.subarray(0, 4).toString('latin1') === 'PK\x03\x04' || octets.subarray(0, 2).equals(GZIP))
    return refuse('Le fichier est compressé, ou c’est un classeur : donnez-le en CSV, JSON ou GeoJSON.')
  if (octets.includes(0)) return refuse('Le fichier n’est pas un texte : donnez-le en CSV, JSON ou GeoJSON.')

  const texte = decoder(octets).trim()
  if (texte === '') return refuse('Le fichier est vide.')
  if (texte.startsWith('<')) return refuse('Le fichier est une page web ou du XML, pas une liste de communes.')
  return /^[[{]/.test(texte) ? lireJson(texte) : lireCsv(texte)
}

const GZIP = Buffer.from([0x1f, 0x8b])

/** Only codes and numbers matter here, and they read alike in every encoding of western Europe. */
function decoder(octets: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets)
  } catch {
    return new TextDecoder('windows-1252').decode(octets)
  }
}

function lireCsv(texte: string): Result<TableauCentres, string> {
  const premiere = texte.slice(0, 100_000).split(/\r\n|\n|\r/, 1)[0] ?? ''
  const compte = (delimiteur: string) => premiere.split(delimiteur).length
  const delimiteur = ['\t', ';', ',', '|'].reduce((a, b) => (compte(b) > compte(a) ? b : a))
  if (compte(delimiteur) < 2)
    return refuse('Le fichier n’a qu’une colonne : le code de la commune et sa position sont attendus.')

  try {
    const lignes = parse(texte, {
      delimiter: delimiteur,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
      info: true
    }) as unknown as { record: string[]; info: { lines: number } }[]
    const numerotees = lignes.map(({ record, info }) => ({ numero: info.lines, cellules: record }))
    // Without titles, the first cell is already a code.
    const sansTitres = /^(\d{4,5}|2[AB]\d{3})$/i.test(numerotees[0]?.cellules[0]?.trim() ?? '')
    return ok(
      sansTitres
        ? { titres: undefined, lignes: numerotees }
        : { titres: numerotees[0]?.cellules ?? [], lignes: numerotees.slice(1) }
    )
  } catch (erreur) {
    const ligne = /line (\d+)/.exec((erreur as Error).message)?.[1]
    return refuse(`Le CSV ne se lit pas${ligne ? ` à partir de la ligne ${ligne}` : ''} : vérifiez ses guillemets.`)
  }
}

const objet = z.record(z.string(), z.unknown())
const geojson = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({ properties: objet.nullable(), geometry: z.object({ type: z.string() }).loose().nullable() })
  )
})

function lireJson(texte: string): Result<TableauCentres, string> {
  let valeur: unknown
  try {
    valeur = JSON.parse(texte)
  } catch {
    return refuse('Le JSON ne se lit pas : le fichier est sans doute coupé.')
  }
  const carte = geojson.safeParse(valeur)
  if (carte.success) {
    const sansPoint = carte.data.features.find(
      ({ geometry, properties }) => geometry && geometry.type !== 'Point' && !properties?.['centre']
    )
    if (sansPoint)
      return refuse(
        `Le GeoJSON donne des contours (${sansPoint.geometry?.type}) : demandez les centres, un point par commune.`
      )
    return ok(tableau(carte.data.features.map(({ geometry, properties }) => ({ centre: geometry, ...properties }))))
  }
  const liste = z.array(objet).safeParse(valeur)
  if (liste.success) return ok(tableau(liste.data))
  return refuse('Le JSON n’est ni une liste de communes ni un GeoJSON.')
}

/** The row's number is its rank in the list. */
function tableau(objets: readonly Readonly<Record<string, unknown>>[]): TableauCentres {
  const titres = [...new Set(objets.flatMap((o) => Object.keys(o)))]
  return {
    titres,
    lignes: objets.map((o, i) => ({ numero: i + 1, cellules: titres.map((titre) => enTexte(o[titre])) }))
  }
}

const enTexte = (valeur: unknown): string =>
  valeur === null || valeur === undefined ? '' : typeof valeur === 'object' ? JSON.stringify(valeur) : String(valeur)
