import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { findLien, findTenue, useLien } from '../store/fiche-tenue.store.ts'
import type { LieuPublic } from '../store/lieu.store.ts'
import { lockAnnuaire } from '../store/livraison.store.ts'
import { digestJeton } from './lien-fiche.ts'
import { findLieuActuel } from './lieu-tenu.ts'
import { noterActivite } from './suivre-activites.ts'
import { changerFiche, type OutilsFiche } from './tenir-fiche.ts'

export type LienLu =
  | { readonly etat: 'inconnu' }
  | { readonly etat: 'valable' | 'servi' | 'depasse'; readonly lieu: LieuPublic; readonly serviLe: Date | undefined }

/** Where a reminder's link leads: the lieu, and whether the link may still serve. Reading changes nothing. */
export async function lireLien(db: Db, jeton: string, now: Date): Promise<LienLu> {
  const lien = await findLien(db, digestJeton(jeton))
  const lieu = lien && (await findLieuActuel(db, lien.lieuId))
  if (!lien || !lieu || lieu.retire_le) return { etat: 'inconnu' }
  return {
    etat: lien.serviLe ? 'servi' : lien.expireLe <= now ? 'depasse' : 'valable',
    lieu,
    serviLe: lien.serviLe
  }
}

/**
 * « Ma fiche est à jour », by the link of the reminder: without signing in, once. Only a held fiche gets a new date; on
 * another one the word is kept as a sign of life, and takes nothing in hand.
 */
export async function confirmerParLien(
  db: Db,
  jeton: string,
  outils: OutilsFiche
): Promise<Result<undefined, 'lien-use'>> {
  const geo = await obtenirGeographie(db)
  let apresValidation = () => {}
  const issue = await transaction(db, async (trx): Promise<Result<undefined, 'lien-use'>> => {
    await lockAnnuaire(trx)
    const lieuId = await useLien(trx, digestJeton(jeton), outils.now)
    const lieu = lieuId === undefined ? undefined : await findLieuActuel(trx, lieuId)
    if (!lieu) return refuse('lien-use')
    if (await findTenue(trx, lieu.id))
      apresValidation = await changerFiche(trx, geo, lieu, (v) => v, 'confirmation', outils)
    else await noterActivite(trx, { lieu: lieu.id, genre: 'confirmation', le: outils.now })
    return ok(undefined)
  })
  if (issue.ok) apresValidation()
  return issue
}
