import type { Signature } from '../store/contribution.store.ts'
import type { OutilsDeContribution, Ouverte } from './contribuer.ts'

/** In whose name a contribution is written. */
export const signer = (
  { consultation, compteId, item }: Ouverte & { readonly item: { readonly id: string } },
  { seanceId, outils }: { readonly seanceId?: string | undefined; readonly outils: OutilsDeContribution }
): Signature => ({
  consultationId: consultation.id,
  itemId: item.id,
  compteId,
  seanceId,
  organisateur: outils.enOrganisateur ?? false
})
