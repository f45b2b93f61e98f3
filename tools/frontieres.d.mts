export const MODULES_MINIMUM: number
export function croiser(dossiers?: readonly string[]): { readonly modules: number; readonly fautes: readonly string[] }
