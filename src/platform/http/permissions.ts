import type { Acteur, Role } from '../../kernel/acteur.ts'
import type { Feature } from './feature.ts'

export type TablePermissions = ReadonlyMap<string, ReadonlySet<Role>>

/** The one table of permissions, gathered from the features. Two features cannot define the same row. */
export function buildPermissions(features: readonly Feature[]): TablePermissions {
  const table = new Map<string, ReadonlySet<Role>>()
  for (const { nom, permissions } of features)
    for (const [permission, roles] of Object.entries(permissions ?? {})) {
      if (table.has(permission)) throw new Error(`La permission « ${permission} » de ${nom} est déjà définie.`)
      table.set(permission, new Set(roles))
    }
  return table
}

/**
 * True only when the table grants it: an unknown permission or role is refused. Signing in takes nothing away: what is
 * open to visitors is open to contributors.
 */
export function isAllowed(table: TablePermissions, { role }: Acteur, permission: string): boolean {
  const roles = table.get(permission)
  return roles !== undefined && (roles.has(role) || (role === 'contributeur' && roles.has('visiteur')))
}
