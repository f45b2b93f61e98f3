import type { Carnet } from './carnet.ts'
import type { LigneBrute } from './lecture.ts'
import { ligneVide } from './ligne.ts'
import { type Enregistrement, estNombre } from './lire-json.ts'
import { extrait } from './nombres.ts'

/**
 * An object as one row: `{ adresse: { commune } }` becomes the column `adresse.commune`; a list of plain values
 * is joined with `|`, unless one of them holds a `|`: that list, like a list of objects, stays as JSON text.
 */
export function aplatir(objet: Enregistrement, carnet: Carnet): LigneBrute {
  const ligne = ligneVide()
  verser(objet, '', ligne, carnet)
  return ligne
}

function verser(objet: Enregistrement, prefixe: string, ligne: Record<string, string>, carnet: Carnet): void {
  for (const [cle, valeur] of Object.entries(objet)) {
    if (valeur === null || valeur === undefined) continue
    if (typeof valeur === 'object' && !Array.isArray(valeur) && !estNombre(valeur)) {
      verser(valeur as Enregistrement, `${prefixe}${cle}.`, ligne, carnet)
    } else {
      poser(ligne, `${prefixe}${cle}`, texteDe(valeur), carnet)
    }
  }
}

/** Adds a value; a column already taken (`a.b` written flat and nested) gets a suffix. */
export function poser(ligne: Record<string, string>, colonne: string, texte: string, carnet: Carnet): void {
  const voulu = colonne === '' ? 'sans titre' : colonne
  let nom = voulu
  for (let n = 2; nom in ligne; n++) nom = `${voulu} (${n})`
  if (nom !== voulu) {
    carnet.noter(
      'cle-en-double',
      `La clé « ${extrait(voulu)} » figure deux fois dans un même enregistrement : la suite est lue sous « ${extrait(nom)} ».`,
      carnet.ligne + 1
    )
  }
  ligne[nom] = texte
}

function texteDe(valeur: unknown): string {
  if (typeof valeur === 'string') return valeur
  if (estNombre(valeur)) return valeur.rawJSON
  if (!Array.isArray(valeur)) return String(valeur)

  const pleins = valeur.filter((element) => element !== null && element !== '')
  if (pleins.length === 0) return ''
  const scalaires = pleins.every((element) => typeof element !== 'object' || estNombre(element))
  if (!scalaires) return JSON.stringify(valeur)
  const textes = pleins.map(texteDe)
  return textes.some((texte) => texte.includes('|')) ? JSON.stringify(valeur) : textes.join('|')
}
