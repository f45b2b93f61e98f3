import { normaliser } from '../../../kernel/texte.ts'
import { champsParColonne, type Declaration, reglesParChamp } from './declaration.ts'
import type { Enregistrement, LigneBrute, Refus, Remarque } from './enregistrement.ts'
import { LIMITE_CITATION } from './nettoyage/lecture.ts'
import { separer } from './nettoyage/vocabulaires.ts'
import type { NomChamp } from './schema.ts'

/** A non-empty cell that nothing explains: there must be none. */
interface CellulePerdue {
  readonly ligne: number
  readonly colonne: string
  readonly texte: string
}

export interface Comptes {
  readonly lues: number
  /** In a field or beside the fiche, word for word (spaces aside). */
  readonly gardees: number
  /** Changed by a named rule. */
  readonly corrigees: number
  /** Refused, doubtful or out of the schema, and listed with its rule; or in a refused row, listed with its reason. */
  readonly listees: number
  readonly perdues: readonly CellulePerdue[]
}

/**
 * Accounts for every non-empty cell, from what comes out only: this file reads none of the readers' memory, so that it
 * can prove them wrong.
 */
export function comptabiliser(
  declaration: Declaration,
  enregistrements: readonly Enregistrement[],
  refus: readonly Refus[]
): Comptes {
  const champs = champsParColonne(declaration)
  const separateurs = new Map<string, readonly string[] | undefined>(
    declaration.termes.flatMap((un) => un.colonnes.map((colonne) => [colonne, un.separateurs] as const))
  )
  for (const regles of reglesParChamp(declaration).values())
    for (const regle of regles) {
      if ('dissocier' in regle) separateurs.set(regle.dissocier, [regle.separateur])
      else if ('colonne' in regle && regle.separateurs) separateurs.set(regle.colonne, regle.separateurs)
    }
  const cles = declaration.cle === 'empreinte' ? [] : declaration.cle.colonnes
  const perdues: CellulePerdue[] = []
  let [gardees, corrigees, listees] = [0, 0, 0]

  for (const { brut } of refus) listees += cellules(brut).length
  for (const enregistrement of enregistrements)
    for (const [i, brut] of enregistrement.brut.entries())
      for (const [colonne, texte] of cellules(brut)) {
        const nourris = champs.get(colonne) ?? new Set<NomChamp>()
        const remarques = enregistrement.remarques.filter((remarque) => concerne(remarque, colonne, texte, nourris))
        if (remarques.some(({ genre }) => genre !== 'corrige')) listees++
        else if (remarques.length > 0) corrigees++
        else if (
          estGardee(enregistrement, colonne, texte, nourris, separateurs.get(colonne)) ||
          estCle(enregistrement, cles, colonne, texte)
        )
          gardees++
        else perdues.push({ ligne: enregistrement.lignes[i] ?? 0, colonne, texte })
      }
  return { lues: gardees + corrigees + listees + perdues.length, gardees, corrigees, listees, perdues }
}

const cellules = (brut: LigneBrute) => Object.entries(brut).filter(([, texte]) => texte.trim() !== '')

const serrer = (texte: string) => texte.replace(/\s+/g, '')

/** Remarks quote the cell, one of its items, or the text that it makes with its neighbours. */
function concerne({ champ, avant }: Remarque, colonne: string, texte: string, nourris: ReadonlySet<NomChamp>): boolean {
  if (champ !== colonne && !nourris.has(champ as NomChamp)) return false
  if (avant === '') return false
  if (avant === texte || avant === String(Number(texte))) return true
  // A long text is quoted by its beginning.
  const cite = avant.slice(0, LIMITE_CITATION)
  const serre = serrer(texte.slice(0, LIMITE_CITATION))
  if (serrer(cite).includes(serre) || (avant.length > LIMITE_CITATION && texte.startsWith(cite))) return true
  return champ === colonne && cite.split(' | ').every((item) => texte.includes(item.trim()))
}

function estGardee(
  { valeurs, complements }: Enregistrement,
  colonne: string,
  texte: string,
  nourris: ReadonlySet<NomChamp>,
  separateurs: readonly string[] | undefined
): boolean {
  const serre = serrer(texte)
  const acote = complements[colonne]
  if (acote !== undefined && serrer(acote).includes(serre)) return true
  const seules = [...nourris].flatMap((nom) => {
    const valeur = valeurs[nom]
    return valeur === undefined ? [] : Array.isArray(valeur) ? (valeur as readonly string[]) : [String(valeur)]
  })
  if (seules.some((valeur) => serrer(valeur).includes(serre))) return true
  const nombre = Number(texte)
  if (Number.isFinite(nombre) && seules.some((valeur) => valeur === String(nombre))) return true
  const items = separer(texte, separateurs)
  return (
    items.length > 0 &&
    items.every((item) => seules.some((valeur) => normaliser(valeur) === normaliser(item) && valeur === item.trim()))
  )
}

const estCle = ({ cle }: Enregistrement, cles: readonly string[], colonne: string, texte: string) =>
  cles.includes(colonne) && cle.includes(texte.trim())
