import { randomUUID } from 'node:crypto'
import type { Acteur } from '../../../kernel/acteur.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { RoleDonne } from '../../../kernel/role.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { envoyerCourriel } from '../../../platform/mail/index.ts'
import { ecrireZone, peutGerer, type RoleADonner } from '../domain/attribution.ts'
import { courrielRole } from '../mails/role.mail.tsx'
import {
  type AttributionEcrite,
  findAttribution,
  insertAttribution,
  keepAutresLieux,
  listAttributionsDuLieu,
  listLieuxConnus,
  lockAdministrateurs,
  withdrawAttribution
} from '../store/attribution.store.ts'
import { findCompte } from '../store/compte.store.ts'
import type { Expediteur } from './expediteur.ts'

export type RoleRefuse =
  /** This person does not hold the right to give roles there. */
  | 'interdit'
  | 'compte-inconnu'
  | 'deja'
  /** One of the numbers is no lieu's. */
  | 'lieu-inconnu'

/** Gives a role to an account. It holds at that person's next request. */
export async function donnerRole(
  db: Db,
  acteur: Acteur,
  { compteId, role }: { readonly compteId: string; readonly role: RoleADonner },
  expediteur: Expediteur,
  now: Date
): Promise<Result<undefined, RoleRefuse>> {
  if (!peutGerer(acteur, role.reseau)) return refuse('interdit')
  return transaction(db, (trx) => giveRole(trx, acteur.nom, { compteId, role }, expediteur, now))
}

/**
 * The same inside a transaction, for who was found to have the right. `par`: the name that the journal keeps.
 * Without `expediteur` no message leaves: who calls writes to the person itself.
 */
export async function giveRole(
  trx: Trx,
  par: string,
  { compteId, role }: { readonly compteId: string; readonly role: RoleADonner },
  expediteur: Expediteur | undefined,
  now: Date
): Promise<Result<undefined, RoleRefuse>> {
  const compte = await findCompte(trx, compteId)
  if (!compte) return refuse('compte-inconnu')
  if ((await listLieuxConnus(trx, role.lieux)).length < role.lieux.length) return refuse('lieu-inconnu')
  const id = randomUUID()
  if (!(await insertAttribution(trx, id, compteId, role, par, now))) return refuse('deja')
  await consigner(
    trx,
    {
      reseau: role.reseau,
      genre: 'role.donne',
      acteur: par,
      objet: `attribution/${id}`,
      contenu: {
        compte: compteId,
        role: role.role,
        territoires: role.territoires.map(ecrireZone).sort().join(' '),
        ...(role.pole && { pole: role.pole }),
        college: role.college ?? null,
        lieux: role.lieux.join(' '),
        jusquAu: role.jusquAu ?? null
      }
    },
    now
  )
  if (expediteur) await tellRole(trx, compte.courriel, role.role, 'donne', expediteur, now)
  return ok(undefined)
}

const tellRole = (
  trx: Trx,
  a: string,
  role: RoleADonner['role'],
  fait: 'donne' | 'retire',
  { reseau, site }: Expediteur,
  now: Date
) => envoyerCourriel(trx, courrielRole({ a, reseau, role, fait, lien: `${site}/compte` }), now)

export type RetraitRefuse = 'interdit' | 'inconnue' | 'deja' | 'dernier-administrateur'

/** Withdraws a role. It stops at that person's next request. Somebody must always be able to run the site. */
export async function retirerRole(
  db: Db,
  acteur: Acteur,
  id: string,
  expediteur: Expediteur,
  now: Date
): Promise<Result<AttributionEcrite, RetraitRefuse>> {
  if (!UUID.test(id)) return refuse('inconnue')
  return transaction(db, async (trx): Promise<Result<AttributionEcrite, RetraitRefuse>> => {
    const attribution = await findAttribution(trx, id, now)
    if (!attribution) return refuse('inconnue')
    if (!peutGerer(acteur, attribution.reseau)) return refuse('interdit')
    if (attribution.role === 'administrateur') {
      const restants = await lockAdministrateurs(trx)
      if (restants.some((un) => un.id === id) && restants.every((un) => un.compteId === attribution.compteId))
        return refuse('dernier-administrateur')
    }
    if (!(await withdrawRole(trx, acteur.nom, attribution, expediteur, now))) return refuse('deja')
    return ok(attribution)
  })
}

/**
 * The same inside a transaction, for who was found to have the right. False when somebody has just done it.
 * Without `expediteur` no message leaves.
 */
async function withdrawRole(
  trx: Trx,
  par: string,
  { id, reseau, compteId, role }: Pick<AttributionEcrite, 'id' | 'reseau' | 'compteId' | 'role'>,
  expediteur: Expediteur | undefined,
  now: Date
): Promise<boolean> {
  if (!(await withdrawAttribution(trx, id, par, now))) return false
  await consigner(
    trx,
    { reseau, genre: 'role.retire', acteur: par, objet: `attribution/${id}`, contenu: { compte: compteId, role } },
    now
  )
  const compte = expediteur && (await findCompte(trx, compteId))
  if (compte) await tellRole(trx, compte.courriel, role, 'retire', expediteur, now)
  return true
}

/**
 * Withdraws from an account what it holds of one lieu, for who was found to have the right; the other lieux of the same
 * row stay. The numbers that merging led to this lieu count as this lieu. Returns the roles that stopped.
 */
export async function withdrawLieu(
  trx: Trx,
  par: string,
  { compteId, lieuId }: { readonly compteId: string; readonly lieuId: number },
  now: Date
): Promise<readonly RoleDonne[]> {
  const roles: RoleDonne[] = []
  for (const attribution of await listAttributionsDuLieu(trx, lieuId, now)) {
    if (attribution.compteId !== compteId) continue
    if (!(await withdrawRole(trx, par, attribution, undefined, now))) continue
    roles.push(attribution.role)
    if (attribution.autresLieux.length === 0) continue
    const reste = randomUUID()
    await keepAutresLieux(trx, attribution, reste, par, now)
    await consigner(
      trx,
      {
        reseau: attribution.reseau,
        genre: 'role.donne',
        acteur: par,
        objet: `attribution/${reste}`,
        contenu: { compte: compteId, role: attribution.role, lieux: attribution.autresLieux.join(' ') }
      },
      now
    )
  }
  return roles
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
