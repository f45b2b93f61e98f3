import type { Acteur } from '../../../kernel/acteur.ts'
import type { Objet } from '../../../kernel/droit.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Db, Trx } from '../../../platform/db/index.ts'
import { type Geographie, obtenirGeographie } from '../../territoires/index.ts'
import { peutAnnuaire, zonesDuLieu } from '../domain/permissions.ts'
import { findLieu, type LieuPublic, shareLieu } from '../store/lieu.store.ts'

/** What to ask a right about: this lieu, and every place that holds it. */
export async function objetDuLieu(db: Db, lieu: LieuPublic): Promise<Objet> {
  return { lieu: lieu.id, dans: zonesDuLieu(await obtenirGeographie(db), lieu) }
}

/** Of a lieu that merging took away, the one in its place. */
export async function findLieuActuel(db: Db, id: number): Promise<LieuPublic | undefined> {
  let lieu = await findLieu(db, id)
  for (let pas = 0; lieu && lieu.remplace_par !== null && pas < 10; pas++) lieu = await findLieu(db, lieu.remplace_par)
  return lieu
}

/**
 * For what somebody writes about a lieu that they look after: it stays one lieu, and theirs, until the transaction ends. A
 * merge waits, so that nothing is written on a lieu that has just gone.
 */
export async function retenirLieuTenu(
  trx: Trx,
  id: number,
  { acteur, geo }: { readonly acteur: Acteur; readonly geo: Geographie }
): Promise<Result<LieuPublic, 'lieu-inconnu' | 'interdit'>> {
  await shareLieu(trx, id)
  const lieu = await findLieu(trx, id)
  if (!lieu || lieu.retire_le) return refuse('lieu-inconnu')
  const objet = { lieu: lieu.id, dans: zonesDuLieu(geo, lieu) }
  return peutAnnuaire('fiche:tenir', acteur, objet) ? ok(lieu) : refuse('interdit')
}
