import type { Trx } from '../../../platform/db/index.ts'
import { toAComparer } from '../domain/comparable.ts'
import {
  type AComparer,
  type Changements,
  type Cle,
  type Decision,
  IndexRapprochement
} from '../domain/rapprochement/rapprochement.ts'
import { listDecisionsPaires } from '../store/decision.store.ts'
import { readComparables, readComparablesTouches } from '../store/enregistrement.store.ts'
import { readEtat } from '../store/etat.store.ts'

/**
 * The index of the last directory this process grouped, with the revision of the database it was true of. An import that
 * finds it still true compares only what it brings; another process may have changed the directory since: then it is built
 * again, from everything, and gives exactly the same groups.
 */
let courant: { readonly base: string; readonly revision: number; readonly index: IndexRapprochement } | undefined

/** Groups after a change: all of them, or only those that changed. */
export type Regroupement =
  | {
      readonly portee: 'tout'
      readonly index: IndexRapprochement
      readonly cles: readonly Cle[]
      readonly groupes: Int32Array
    }
  | { readonly portee: 'partie'; readonly index: IndexRapprochement; readonly changements: Changements }

/**
 * Groups the current records under the decisions in force.
 * @param livraisonId the delivery being applied; undefined when only decisions changed
 * @param retenir to be called once the transaction is committed, with the revision it wrote
 */
export async function rapprocherCourant(
  trx: Trx,
  livraisonId: number | undefined
): Promise<Regroupement & { retenir(revision: number): void }> {
  const { base, revision } = await readEtat(trx)
  const decisions: Decision[] = await listDecisionsPaires(trx)
  // Taken, not lent: if the transaction fails, an index it has modified must not serve again.
  const connu = courant?.base === base && courant.revision === revision ? courant.index : undefined
  courant = undefined
  const retenirIndex = (index: IndexRapprochement) => (nouvelle: number) => {
    courant = { base, revision: nouvelle, index }
  }
  if (connu) {
    const { ecrits, partis, renumerotes } =
      livraisonId === undefined
        ? { ecrits: [], partis: [], renumerotes: false }
        : await readComparablesTouches(trx, livraisonId)
    const vus = connu.mettreAJour({ modifies: ecrits.map(toAComparer), retires: partis, decisions })
    const changements = {
      ...vus,
      apres: renumerotes ? [...vus.apres, ...autresGroupes(connu, ecrits, vus.apres)] : vus.apres,
      recompares: [...vus.recompares, ...partis]
    }
    return { portee: 'partie', index: connu, changements, retenir: retenirIndex(connu) }
  }
  const records: AComparer[] = []
  for await (const record of readComparables(trx)) records.push(toAComparer(record))
  const index = new IndexRapprochement(records, decisions)
  return { portee: 'tout', index, cles: records, groupes: index.groupes(), retenir: retenirIndex(index) }
}

// A group of the same keys as before is another one when a key now names another record: the index only knows keys.
function autresGroupes(index: IndexRapprochement, ecrits: readonly Cle[], dits: readonly (readonly Cle[])[]): Cle[][] {
  const deja = new Set(dits.flat().map(nameOf))
  const restants = new Set(ecrits.map(nameOf).filter((nom) => !deja.has(nom)))
  const groupes = [...index.groupes()].flatMap((groupe, record) =>
    groupe < 0 ? [] : [{ groupe, cle: index.cle(record) }]
  )
  const voulus = new Set(groupes.flatMap(({ groupe, cle }) => (restants.has(nameOf(cle)) ? [groupe] : [])))
  const parGroupe = Map.groupBy(
    groupes.filter(({ groupe }) => voulus.has(groupe)),
    ({ groupe }) => groupe
  )
  return [...parGroupe.values()].map((membres) => membres.map(({ cle }) => cle))
}

const nameOf = ({ source, cle }: Cle) => `${source}\u0000${cle}`

/** Forgets the index: tests compare what a fresh process would find with what an old one remembers. */
export function oublierRapprochement(): void {
  courant = undefined
}
