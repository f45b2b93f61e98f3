/** A place that is filled once, where the features are composed: a lower part calls it without knowing who filled it. */
export interface Branchement<T> {
  brancher(valeur: T): void
  lire(): T
}

const debranchements: (() => void)[] = []

/** @param depart what it holds until someone fills it */
export function creerBranchement<T>(depart: T): Branchement<T> {
  let valeur = depart
  debranchements.push(() => {
    valeur = depart
  })
  return {
    brancher: (nouvelle) => {
      valeur = nouvelle
    },
    lire: () => valeur
  }
}

/** Back to what each place held when the process began: test files share a process, and none must see what another composed. */
export function debrancherTout(): void {
  for (const debrancher of debranchements) debrancher()
}
