interface Etape {
  readonly nom: string
  readonly commande: readonly [string, readonly string[]]
  readonly remede: string
}
export const ETAPES: readonly Etape[]
export function executer(etape: Etape): { readonly tient: boolean; readonly dit: string; readonly secondes: number }
