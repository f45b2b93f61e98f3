import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { type Geographie, obtenirGeographie } from '../../territoires/index.ts'
import type { Valeurs } from '../domain/enregistrement.ts'
import { peutAnnuaire, zonesDuLieu } from '../domain/permissions.ts'
import { findTenue } from '../store/fiche-tenue.store.ts'
import type { LieuPublic } from '../store/lieu.store.ts'
import { lockAnnuaire } from '../store/livraison.store.ts'
import { findLieuActuel } from './lieu-tenu.ts'
import type { OutilsFiche } from './tenir-fiche.ts'

export type RefusFiche =
  | { readonly raison: 'lieu-inconnu' | 'interdit' }
  /** Somebody else changed this section since it was shown: what the fiche says now. */
  | { readonly raison: 'changee'; readonly valeurs: Valeurs }

/** Anything that somebody writes on a fiche they hold: in one transaction, under the directory's lock, with the right asked again. */
export async function ecrireFiche<E extends { readonly raison: string }>(
  db: Db,
  lieuId: number,
  { acteur }: OutilsFiche,
  ecrire: (trx: Trx, geo: Geographie, lieu: LieuPublic) => Promise<Result<() => void, E>>
): Promise<Result<undefined, E | RefusFiche>> {
  const geo = await obtenirGeographie(db)
  let apresValidation = () => {}
  const issue = await transaction(db, async (trx): Promise<Result<undefined, E | RefusFiche>> => {
    await lockAnnuaire(trx)
    const lieu = await findLieuActuel(trx, lieuId)
    if (!lieu || (lieu.retire_le && !(await findTenue(trx, lieu.id)))) return refuse({ raison: 'lieu-inconnu' })
    if (!peutAnnuaire('fiche:tenir', acteur, { lieu: lieu.id, dans: zonesDuLieu(geo, lieu) }))
      return refuse({ raison: 'interdit' })
    const ecrit = await ecrire(trx, geo, lieu)
    if (!ecrit.ok) return ecrit
    apresValidation = ecrit.value
    return ok(undefined)
  })
  if (issue.ok) apresValidation()
  return issue
}
