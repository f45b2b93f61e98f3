import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type CsvError, parse } from 'csv-parse'
import type { Carnet } from './carnet.ts'
import type { LigneBrute, Limites } from './lecture.ts'
import { ligneVide } from './ligne.ts'
import { nombre } from './nombres.ts'
import { Refus } from './refus.ts'
import { Titres } from './titres.ts'

/** The data rows of a CSV text: the first row that is not empty holds the titles. */
export async function* lignesCsv(
  textes: AsyncIterable<string>,
  delimiteur: string,
  limites: Limites,
  carnet: Carnet
): AsyncGenerator<LigneBrute, void> {
  let titres: Titres | undefined
  for await (const cellules of enregistrements(textes, delimiteur, limites)) {
    if (!titres) {
      // Excel's own line, whose delimiter may have cut it.
      if (/^sep=.?$/i.test(cellules.join('').trim()) && cellules.length <= 2) continue
      while (cellules.length > 1 && cellules.at(-1) === '') cellules.pop()
      if (cellules.length > limites.colonnes) throw tropDeColonnes(cellules.length, limites)
      titres = new Titres(cellules, carnet)
      continue
    }

    while (cellules.length > titres.nombre && cellules.at(-1) === '') cellules.pop()
    if (cellules.length > limites.colonnes) throw tropDeColonnes(cellules.length, limites)
    const ligne = ligneVide()
    let vide = true
    for (let rang = 0; rang < titres.nombre; rang++) {
      const cellule = cellules[rang] ?? ''
      ligne[titres.titre(rang)] = cellule
      if (cellule !== '') vide = false
    }
    if (cellules.length > titres.nombre) {
      vide = false
      for (let rang = titres.nombre; rang < cellules.length; rang++) {
        const cellule = cellules[rang] as string
        if (cellule !== '') ligne[titres.titre(rang)] = cellule
      }
    }
    if (vide) {
      carnet.noter('lignes-vides', 'Des lignes vides ont été ignorées.')
      continue
    }
    carnet.ligne++
    if (cellules.length > titres.nombre) {
      carnet.noter(
        'cellules-en-trop',
        'Des lignes ont plus de cellules que de titres : les cellules en trop sont gardées dans des colonnes « colonne N ». ' +
          'Vérifiez que les textes contenant le délimiteur sont entre guillemets.'
      )
    } else if (cellules.length < titres.nombre) {
      carnet.noter(
        'cellules-manquantes',
        'Des lignes ont moins de cellules que de titres : celles qui manquent sont lues comme vides.'
      )
    }
    yield ligne
  }
}

async function* enregistrements(
  textes: AsyncIterable<string>,
  delimiteur: string,
  limites: Limites
): AsyncGenerator<string[], void> {
  const analyseur = parse({
    delimiter: delimiteur,
    // Files pasted together mix them.
    record_delimiter: ['\r\n', '\n', '\r'],
    // Gives the line of each row, for the refusals.
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    // Counted in bytes of UTF-8.
    max_record_size: limites.tailleLigne
  })
  const source = Readable.from(textes, { objectMode: false })
  // The parser is destroyed with the error of its source, which the loop below then meets.
  const fin = pipeline(source, analyseur).catch(() => undefined)
  let ligne = 0
  try {
    for await (const { info, record } of analyseur as AsyncIterable<{ info: { lines: number }; record: string[] }>) {
      ligne = info.lines
      yield record
    }
  } catch (erreur) {
    throw refusCsv(erreur, ligne + 1, limites)
  } finally {
    analyseur.destroy()
    source.destroy()
    await fin
  }
}

function refusCsv(erreur: unknown, ligne: number, limites: Limites): unknown {
  const code = (erreur as CsvError).code as string | undefined
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return new Refus(
      'guillemets',
      `Un guillemet ouvert vers la ligne ${nombre(ligne)} n’est jamais refermé : tout ce qui suit est pris pour un seul texte. ` +
        'Fermez ce guillemet, ou demandez une nouvelle livraison si le fichier est coupé.',
      ligne
    )
  }
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return new Refus(
      'ligne-trop-longue',
      `Une ligne dépasse ${nombre(limites.tailleLigne)} caractères, vers la ligne ${nombre(ligne)} du fichier. ` +
        'Un guillemet jamais refermé en est la cause la plus fréquente : vérifiez ce passage.',
      ligne
    )
  }
  if (code?.startsWith('CSV_')) {
    return new Refus(
      'illisible',
      `Le CSV ne se lit pas à partir de la ligne ${nombre(ligne)} : vérifiez ses guillemets et son délimiteur.`,
      ligne
    )
  }
  return erreur
}

const tropDeColonnes = (colonnes: number, limites: Limites): Refus =>
  new Refus(
    'trop-de-colonnes',
    `Une ligne compte ${nombre(colonnes)} cellules ; la limite est de ${nombre(limites.colonnes)} colonnes. ` +
      'Vérifiez le délimiteur, ou livrez seulement les colonnes utiles.'
  )
