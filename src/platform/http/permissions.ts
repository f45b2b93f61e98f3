import { estAutorise, type Objet, type Octroi, type Sujet } from '../../kernel/droit.ts'
import type { Feature } from './feature.ts'

export type TablePermissions = ReadonlyMap<string, Octroi>

/** The one table of permissions, gathered from the features. Two features cannot define the same row. */
export function buildPermissions(features: readonly Feature[]): TablePermissions {
  const table = new Map<string, Octroi>()
  for (const { nom, permissions } of features)
    for (const [permission, octroi] of Object.entries(permissions ?? {})) {
      if (table.has(permission)) throw new Error(`La permission « ${permission} » de ${nom} est déjà définie.`)
      table.set(permission, octroi)
    }
  return table
}

/**
 * True only when the table grants it: an unknown permission is refused. Without an object: « may enter »; with one, a role
 * held there covers it.
 */
export function isAllowed(table: TablePermissions, sujet: Sujet, permission: string, objet?: Objet): boolean {
  return estAutorise(table.get(permission), sujet, objet)
}
