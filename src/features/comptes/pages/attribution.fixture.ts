import { randomUUID } from 'node:crypto'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { openSessionOf } from '../actions/session.ts'
import type { RoleADonner } from '../domain/attribution.ts'
import { insertAttribution } from '../store/attribution.store.ts'

/** A role, as if an administrator had given it. Returns its number. */
export async function donner(
  db: Db,
  compteId: string,
  role: Partial<RoleADonner> & Pick<RoleADonner, 'role' | 'reseau'>,
  now = HEURE_DE_TEST
): Promise<string> {
  const id = randomUUID()
  const entier = { territoires: [], college: undefined, lieux: [], jusquAu: undefined, ...role }
  const ecrit = await transaction(db, (trx) => insertAttribution(trx, id, compteId, entier, 'systeme', now))
  if (!ecrit) throw new Error(`le rôle ${role.role} est déjà donné`)
  return id
}

/** The cookie of somebody who has just signed in, with a second factor unless told otherwise. */
export async function cookieDe(
  db: Db,
  compteId: string,
  { secondFacteur = true, now = HEURE_DE_TEST }: { secondFacteur?: boolean; now?: Date } = {}
): Promise<string> {
  const session = await transaction(db, (trx) =>
    openSessionOf(
      trx,
      { compteId, partage: false, secondFacteur, navigateur: 'essai', remplace: undefined, appareil: undefined },
      now
    )
  )
  return `session=${session.jeton}`
}
