import { ok, type Result, refuse } from '../../../../kernel/result.ts'
import { lireJour, lireSemaine } from './index.ts'

/** One line of the answer: hours, or why not. */
export type LigneHoraires =
  | { readonly osm: string; readonly avertissements?: readonly string[] }
  | { readonly raison: string }

/** A file of `{kind, raw}`: one answer per entry, in order; an entry that is not one gets its reason too. */
export function lireDemandeHoraires(contenu: Uint8Array | undefined): Result<readonly LigneHoraires[], string> {
  if (contenu === undefined) return refuse('Le fichier est introuvable, ou ne se laisse pas lire.')
  let demande: unknown
  try {
    demande = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(contenu))
  } catch {
    return refuse('Le fichier n’est pas du JSON en UTF-8.')
  }
  if (!Array.isArray(demande))
    return refuse('Le fichier doit être un tableau de {"kind": "day" ou "week", "raw": "…"}.')
  return ok(demande.map(lireEntree))
}

function lireEntree(entree: unknown): LigneHoraires {
  if (typeof entree !== 'object' || entree === null) return { raison: 'L’entrée n’est pas un objet {kind, raw}.' }
  const { kind, raw } = entree as { kind?: unknown; raw?: unknown }
  if (kind !== 'day' && kind !== 'week') return { raison: '« kind » doit être « day » ou « week ».' }
  if (typeof raw !== 'string') return { raison: '« raw » doit être un texte.' }
  const lu = kind === 'day' ? lireJour(raw) : lireSemaine(raw)
  if (!lu.ok) return { raison: lu.error }
  const { osm, avertissements } = lu.value
  return avertissements.length > 0 ? { osm, avertissements } : { osm }
}
