import type { Acteur } from '../../../kernel/acteur.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Db } from '../../../platform/db/index.ts'
import { etatDe } from '../domain/etat.ts'
import { GESTES_DUREE_MS, GESTES_MAX, type Sens } from '../domain/opinion.ts'
import type { RefusDAvis } from '../domain/refus.ts'
import { type Consultation, findConsultationById, findModuleById, type Module } from '../store/consultation.store.ts'
import { findItemById, findItemByNumero, type Item } from '../store/item.store.ts'
import { type CibleDOpinion, countGestes, estFermee, saveOpinion } from '../store/opinion.store.ts'

/** What somebody says of an item, and why. */
export interface Avis {
  readonly sens: Sens
  readonly raison: string
}

/**
 * Gives, changes or withdraws an opinion until the closing (CON-05, CON-06, CON-17). What is refused is looked at after the
 * one statement that writes, never before.
 */
export async function donnerAvis(
  db: Db,
  cible: CibleDOpinion,
  avis: Avis,
  { acteur, now }: { readonly acteur: Acteur; readonly now: Date }
): Promise<Result<undefined, RefusDAvis>> {
  const compteId = acteur.compte?.id
  if (!compteId) return refuse({ raison: 'sans-compte' })
  try {
    if (await saveOpinion(db, { ...cible, ...avis, compteId }, now)) return ok(undefined)
  } catch (erreur) {
    if (estFermee(erreur)) return refuse({ raison: 'close' })
    throw erreur
  }
  const item = await ('itemId' in cible ? findItemById(db, cible.itemId) : findItemByNumero(db, cible))
  const [consultation, module] = item
    ? await Promise.all([findConsultationById(db, item.consultation_id), findModuleById(db, item.module_id)])
    : []
  const refus = item && consultation && module ? refuserAvis({ item, consultation, module }, avis, now) : undefined
  if (refus || !item) return refuse(refus ?? { raison: 'inconnu' })
  if ((await countGestes(db, compteId, now)) >= GESTES_MAX)
    return refuse({ raison: 'trop-souvent', jusqua: new Date(now.getTime() + GESTES_DUREE_MS) })
  return refuse({ raison: 'close' })
}

/** Why this item takes no such opinion now, from anybody. */
export function refuserAvis(
  { item, consultation, module }: { readonly item: Item; readonly consultation: Consultation; readonly module: Module },
  { sens, raison }: Avis,
  now: Date
): RefusDAvis | undefined {
  const etat = etatDe(consultation, now)
  if (item.etat !== 'publie' || etat === 'brouillon') return { raison: 'inconnu' }
  if (etat === 'a-venir') return { raison: 'a-venir', ouverture: consultation.ouverture }
  if (etat !== 'ouverte') return { raison: 'close' }
  if (!module.avis) return { raison: 'eteint' }
  return sens === 'revoir' && module.raison === 'exigee' && raison === '' ? { raison: 'raison-exigee' } : undefined
}
