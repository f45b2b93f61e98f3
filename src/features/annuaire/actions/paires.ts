import type { Trx } from '../../../platform/db/index.ts'
import type { Cle } from '../domain/rapprochement/rapprochement.ts'
import { type PaireAEcrire, replacePaires, replacePairesDe } from '../store/paire.store.ts'
import type { Regroupement } from './rapprochement-courant.ts'

/** Keeps the pairs that matching found worth showing, with the reasons it weighed: pages explain by them. */
export async function savePaires(trx: Trx, regroupement: Regroupement): Promise<void> {
  const { index } = regroupement
  const toWrite = (a: Cle, b: Cle, score: number, issue: PaireAEcrire['issue']): PaireAEcrire => ({
    a,
    b,
    score: Math.round(score),
    issue,
    // What is unknown weighs nothing and explains nothing.
    preuves: index.expliquer(a, b).filter(({ poids }) => poids !== 0)
  })
  if (regroupement.portee === 'tout') {
    const paires = [...index.paires()].map(({ a, b, score, issue }) =>
      toWrite(index.cle(a), index.cle(b), score, issue)
    )
    await replacePaires(trx, paires)
    return
  }
  const { recompares, paires } = regroupement.changements
  await replacePairesDe(
    trx,
    recompares,
    paires.map(({ a, b, score, issue }) => toWrite(a, b, score, issue))
  )
}
