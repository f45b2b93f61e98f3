export const DELIMITEURS = [',', ';', '\t', '|'] as const

/**
 * The delimiter of a CSV file, from its beginning: the one that cuts the most rows into as many cells as the
 * titles. A file of one column takes a delimiter that its beginning never uses.
 */
export function devinerDelimiteur(echantillon: string): string {
  const notes = DELIMITEURS.map((delimiteur) => ({ delimiteur, ...noter(echantillon, delimiteur) }))
  const possibles = notes.filter(({ cellules }) => cellules > 1)
  if (possibles.length === 0) return DELIMITEURS.find((d) => !echantillon.includes(d)) ?? ','
  possibles.sort(
    (a, b) => b.accord * Math.sqrt(b.cellules) - a.accord * Math.sqrt(a.cellules) || b.cellules - a.cellules
  )
  return possibles[0]?.delimiteur ?? ','
}

/** Cells in the title row, and the share of the rows that have as many. */
function noter(texte: string, delimiteur: string): { cellules: number; accord: number } {
  let titres = 0
  let lignes = 0
  let pareilles = 0
  let cellules = 1
  let debutCellule = true
  let entreGuillemets = false
  let vide = true
  for (let i = 0; i < texte.length && lignes < 200; i++) {
    const c = texte[i]
    if (entreGuillemets) {
      if (c === '"') {
        if (texte[i + 1] === '"') i++
        else entreGuillemets = false
      }
      continue
    }
    if (c === '"' && debutCellule) {
      entreGuillemets = true
      debutCellule = false
      vide = false
    } else if (c === delimiteur) {
      cellules++
      debutCellule = true
      vide = false
    } else if (c === '\n' || c === '\r') {
      if (!vide) {
        lignes++
        if (lignes === 1) titres = cellules
        else if (cellules === titres) pareilles++
      }
      cellules = 1
      debutCellule = true
      vide = true
    } else {
      debutCellule = false
      vide = false
    }
  }
  // The last row of the sample may be cut: it only counts when it is the title row.
  if (lignes === 0) titres = cellules
  return { cellules: titres, accord: lignes > 1 ? pareilles / (lignes - 1) : 1 }
}
