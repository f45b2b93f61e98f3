import type { Acteur } from '../../../kernel/acteur.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Db } from '../../../platform/db/index.ts'
import { etatDe } from '../domain/etat.ts'
import { GESTES_DUREE_MS, GESTES_MAX, type Sens } from '../domain/opinion.ts'
import type { RefusDAvis } from '../domain/refus.ts'
import { findConsultationById, findModuleById } from '../store/consultation.store.ts'
import { findItemById } from '../store/item.store.ts'
import { countGestes, estFermee, saveOpinion } from '../store/opinion.store.ts'

/**
 * Gives, changes or withdraws an opinion until the closing (CON-05, CON-06, CON-17). What is refused is looked at after the
 * one statement that writes, never before.
 */
export async function donnerAvis(
  db: Db,
  itemId: string,
  { sens, raison, exigee }: { readonly sens: Sens; readonly raison: string; readonly exigee: boolean },
  { acteur, now }: { readonly acteur: Acteur; readonly now: Date }
): Promise<Result<undefined, RefusDAvis>> {
  const compteId = acteur.compte?.id
  if (!compteId) return refuse({ raison: 'sans-compte' })
  if (sens === 'revoir' && exigee && raison === '') return refuse({ raison: 'raison-exigee' })
  const donnee = { itemId, compteId, sens, raison: sens === 'retrait' ? '' : raison }
  try {
    if (await saveOpinion(db, donnee, now)) return ok(undefined)
  } catch (erreur) {
    if (estFermee(erreur)) return refuse({ raison: 'close' })
    throw erreur
  }
  return refuse(await pourquoi(db, itemId, compteId, now))
}

async function pourquoi(db: Db, itemId: string, compteId: string, now: Date): Promise<RefusDAvis> {
  const item = await findItemById(db, itemId)
  const [consultation, module] = item
    ? await Promise.all([findConsultationById(db, item.consultation_id), findModuleById(db, item.module_id)])
    : []
  if (!item || !consultation || !module || item.etat !== 'publie') return { raison: 'inconnu' }
  const etat = etatDe(consultation, now)
  if (etat === 'brouillon') return { raison: 'inconnu' }
  if (etat === 'a-venir') return { raison: 'a-venir', ouverture: consultation.ouverture }
  if (etat !== 'ouverte') return { raison: 'close' }
  if (!module.avis) return { raison: 'eteint' }
  if ((await countGestes(db, compteId, now)) >= GESTES_MAX)
    return { raison: 'trop-souvent', jusqua: new Date(now.getTime() + GESTES_DUREE_MS) }
  return { raison: 'close' }
}
