/** A row to write: column → value; what is absent is an empty cell. */
export type LigneAEcrire = Readonly<Record<string, string | number | boolean | null | undefined>>

export interface FormeCsv {
  readonly delimiteur?: ',' | ';' | '\t' | '|'
  /** Excel needs it to read UTF-8. */
  readonly bom?: boolean
}

/**
 * A CSV text (RFC 4180, UTF-8, CRLF) in pieces, whatever the number of rows. Cells that a spreadsheet would run
 * are neutralised (see `neutraliser`).
 */
export async function* ecrireCsv(
  colonnes: readonly string[],
  lignes: Iterable<LigneAEcrire> | AsyncIterable<LigneAEcrire>,
  { delimiteur = ',', bom = false }: FormeCsv = {}
): AsyncGenerator<string, void> {
  let morceau = (bom ? '\uFEFF' : '') + ligneCsv(colonnes, delimiteur)
  for await (const ligne of lignes) {
    morceau += ligneCsv(
      colonnes.map((colonne) => String(ligne[colonne] ?? '')),
      delimiteur
    )
    if (morceau.length >= MORCEAU) {
      yield morceau
      morceau = ''
    }
  }
  if (morceau !== '') yield morceau
}

/** One line, its end included, for who writes line by line. */
export function ligneCsv(cellules: readonly string[], delimiteur = ','): string {
  // An empty line would be taken for no row at all.
  if (cellules.length === 1 && cellules[0] === '') return '""\r\n'
  return `${cellules.map((cellule) => echapper(neutraliser(cellule), delimiteur)).join(delimiteur)}\r\n`
}

/**
 * A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, tab or carriage return: such a cell gets an
 * apostrophe, which spreadsheets hide. Plain numbers (`-0.57`, `+12,5`) and telephones (`+33 1 45 67 89 01`) are
 * left as they are, since they run nothing and are read by machines. A cell that already has apostrophes before
 * such a sign gets one more, so that `retablir` gives back every text exactly.
 */
export function neutraliser(texte: string): string {
  return DANGEREUX.test(texte) && !INOFFENSIF.test(texte) ? `'${texte}` : texte
}

/** Undoes `neutraliser`, for whoever reads back one of our exports. */
export function retablir(texte: string): string {
  return texte.startsWith("'") && DANGEREUX.test(texte) ? texte.slice(1) : texte
}

const MORCEAU = 1 << 16
const DANGEREUX = /^'*[=+\-@\t\r]/
const INOFFENSIF = /^(?:[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?|\+\d[\d .\u00a0\u202f]*)$/

function echapper(texte: string, delimiteur: string): string {
  // A first cell that begins with U+FEFF would be taken for the byte order mark.
  const aProteger = texte.includes(delimiteur) || /["\r\n]|^\uFEFF/.test(texte)
  return aProteger ? `"${texte.replaceAll('"', '""')}"` : texte
}
