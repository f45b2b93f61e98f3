import type { Acteur } from '../../../kernel/acteur.ts'
import { estAutorise } from '../../../kernel/droit.ts'
import { type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { countGeste } from '../../comptes/index.ts'
import { etatDe } from '../domain/etat.ts'
import { PERMISSIONS_CONSULTATION } from '../domain/permissions.ts'
import type { RefusDeContribution } from '../domain/refus.ts'
import { type Consultation, findModuleById, type Module, retenirCloture } from '../store/consultation.store.ts'
import { findItemById, type ItemCompte } from '../store/item.store.ts'
import { estFermee } from '../store/opinion.store.ts'

/** Who contributes, when, and from where: the network address and the kind of browser, to count by, never to keep. */
export interface OutilsDeContribution {
  readonly acteur: Acteur
  readonly now: Date
  readonly salle: string
  /** In the organiser's name: from before the opening on (AMB-21), and only for who holds that right there. */
  readonly enOrganisateur?: boolean
}

export interface Ouverte {
  readonly consultation: Consultation
  readonly module: Module
  readonly compteId: string
}

/**
 * Writes a contribution while its consultation is open: the closing waits for it, and counts it. The account and its room
 * are counted first, so that a refusal that costs nothing cannot be tried for ever.
 * @param ouvre what of the module must be switched on
 */
export async function contribuer<T>(
  db: Db,
  moduleId: string,
  ouvre: (module: Module) => boolean,
  { acteur, now, salle, enOrganisateur = false }: OutilsDeContribution,
  ecrire: (trx: Trx, ouverte: Ouverte) => Promise<Result<T, RefusDeContribution>>
): Promise<Result<T, RefusDeContribution>> {
  const compteId = acteur.compte?.id
  if (!compteId) return refuse({ raison: 'sans-compte' })
  const jusqua =
    (await countGeste(db, 'contributions', compteId, now)) ?? (await countGeste(db, 'contributions-salle', salle, now))
  if (jusqua) return refuse({ raison: 'trop-souvent', jusqua })
  try {
    return await transaction(db, async (trx): Promise<Result<T, RefusDeContribution>> => {
      const module = await findModuleById(trx, moduleId)
      const consultation = module && (await retenirCloture(trx, module.consultation_id))
      if (!module || !consultation) return refuse({ raison: 'inconnu' })
      const etat = etatDe(consultation, now)
      const objet = { reseau: consultation.reseau_id }
      if (enOrganisateur && !estAutorise(PERMISSIONS_CONSULTATION['consultation:organiser'], acteur, objet))
        return refuse({ raison: 'inconnu' })
      if (etat === 'brouillon' || etat === 'a-venir') {
        if (!enOrganisateur)
          return refuse(
            etat === 'brouillon' ? { raison: 'inconnu' } : { raison: 'a-venir', ouverture: consultation.ouverture }
          )
      } else if (etat !== 'ouverte') return refuse({ raison: 'close' })
      if (!ouvre(module)) return refuse({ raison: 'eteint' })
      return await ecrire(trx, { consultation, module, compteId })
    })
  } catch (erreur) {
    if (estFermee(erreur)) return refuse({ raison: 'close' })
    throw erreur
  }
}

/** The same, about an item that is seen. */
export async function contribuerA<T>(
  db: Db,
  itemId: string,
  ouvre: (module: Module) => boolean,
  outils: OutilsDeContribution,
  ecrire: (trx: Trx, ouverte: Ouverte & { readonly item: ItemCompte }) => Promise<Result<T, RefusDeContribution>>
): Promise<Result<T, RefusDeContribution>> {
  const vu = await findItemById(db, itemId)
  if (!vu) return refuse({ raison: 'inconnu' })
  return contribuer(db, vu.module_id, ouvre, outils, async (trx, ouverte) => {
    const item = await findItemById(trx, itemId)
    return item?.etat === 'publie' ? ecrire(trx, { ...ouverte, item }) : refuse({ raison: 'inconnu' })
  })
}
