/**
 * Where a text stops being JSON. Only called on a text that `JSON.parse` refused: its messages give the position of
 * some faults and not of others.
 */
export function premiereFaute(texte: string): number {
  let position = 0
  const lire = (motif: RegExp): string | undefined => {
    motif.lastIndex = position
    const lu = motif.exec(texte)?.[0]
    if (lu !== undefined) position += lu.length
    return lu
  }
  const blancs = () => lire(/[ \t\n\r]*/y)

  // True when a whole value was read; otherwise `position` stays on the fault.
  const valeur = (): boolean => {
    blancs()
    if (lire(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y) !== undefined) return true
    if (lire(/(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y) !== undefined) return true
    const ouvrant = lire(/[[{]/y)
    if (ouvrant === undefined) return false
    const fermant = ouvrant === '{' ? /\}/y : /\]/y
    blancs()
    if (lire(fermant) !== undefined) return true
    for (;;) {
      if (ouvrant === '{') {
        blancs()
        if (texte[position] !== '"' || !valeur()) return false
        blancs()
        if (lire(/:/y) === undefined) return false
      }
      if (!valeur()) return false
      blancs()
      if (lire(fermant) !== undefined) return true
      if (lire(/,/y) === undefined) return false
    }
  }
  if (valeur()) blancs()
  return position
}
