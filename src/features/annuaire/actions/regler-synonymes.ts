import type { Acteur } from '../../../kernel/acteur.ts'
import { normaliser } from '../../../kernel/texte.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { SYNONYMES_LIVRES, type Synonyme, synonymesEnVigueur } from '../domain/synonymes.ts'
import { listSynonymesSaisis } from '../store/index.store.ts'
import { deleteSynonyme, saveSynonyme } from '../store/synonyme.store.ts'

export interface SynonymeAffiche extends Synonyme {
  /** Ships with the product, changed here, or added here; `oublie`: ships, and was emptied here. */
  readonly origine: 'livre' | 'change' | 'ajoute' | 'oublie'
}

const LIVRES = new Map(SYNONYMES_LIVRES.map((s) => [s.expression, s]))
const MONTRES = 100

/** Expressions that hold these words, in order, one hundred at most; what was said here comes first. */
export async function listerSynonymes(
  db: Db,
  filtre: string
): Promise<{ readonly total: number; readonly synonymes: readonly SynonymeAffiche[] }> {
  const saisis = await listSynonymesSaisis(db)
  const dits = new Set(saisis.map(({ expression }) => expression))
  const origine = ({ expression, valeurs, mots }: Synonyme): SynonymeAffiche['origine'] => {
    if (!dits.has(expression)) return 'livre'
    if (!LIVRES.has(expression)) return 'ajoute'
    return valeurs.length + mots.length > 0 ? 'change' : 'oublie'
  }
  const oublies = saisis.filter(({ valeurs, mots }) => valeurs.length + mots.length === 0)
  const cherche = normaliser(filtre)
  const tous = [...synonymesEnVigueur(saisis), ...oublies]
    .filter(({ expression }) => expression.includes(cherche))
    .map((s): SynonymeAffiche => ({ ...s, origine: origine(s) }))
    .sort(
      (a, b) => Number(a.origine === 'livre') - Number(b.origine === 'livre') || (a.expression < b.expression ? -1 : 1)
    )
  return { total: tous.length, synonymes: tous.slice(0, MONTRES) }
}

/** What an expression means now; an unknown one means nothing yet. */
export async function lireSynonyme(db: Db, expression: string): Promise<Synonyme> {
  const saisis = await listSynonymesSaisis(db)
  return (
    saisis.find((s) => s.expression === expression) ?? LIVRES.get(expression) ?? { expression, valeurs: [], mots: [] }
  )
}

export async function reglerSynonyme(db: Db, synonyme: Synonyme, acteur: Acteur, now: Date): Promise<void> {
  await transaction(db, async (trx) => {
    await saveSynonyme(trx, synonyme, acteur.nom, now)
    await consigner(
      trx,
      {
        reseau: 'national',
        genre: 'synonyme.regle',
        acteur: acteur.nom,
        objet: `synonyme ${synonyme.expression}`,
        contenu: {
          valeurs: synonyme.valeurs.map(({ facette, valeur }) => `${facette} : ${valeur}`).join(' | '),
          mots: synonyme.mots.join(' | ')
        }
      },
      now
    )
  })
}

/** Back to what ships. */
export async function retablirSynonyme(db: Db, expression: string, acteur: Acteur, now: Date): Promise<void> {
  await transaction(db, async (trx) => {
    if (!(await deleteSynonyme(trx, expression))) return
    await consigner(
      trx,
      {
        reseau: 'national',
        genre: 'synonyme.retabli',
        acteur: acteur.nom,
        objet: `synonyme ${expression}`,
        contenu: {}
      },
      now
    )
  })
}
