import { randomUUID } from 'node:crypto'
import type { Acteur } from '../../../kernel/acteur.ts'
import { estAutorise } from '../../../kernel/droit.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { findLieuActuel } from '../../annuaire/index.ts'
import { countGeste } from '../../comptes/index.ts'
import type { Totaux } from '../domain/opinion.ts'
import { PERMISSIONS_CONSULTATION } from '../domain/permissions.ts'
import { type CompteLu, ecritureDe, peutAssister, type SeanceLue, suitLaCloture } from '../domain/seance.ts'
import { type Consultation, retenirCloture } from '../store/consultation.store.ts'
import { estFermee } from '../store/opinion.store.ts'
import {
  addAvisDeSeance,
  estPlusQuePresents,
  insertSeance,
  type Seance,
  saveCompteDeSeance,
  saveSeance
} from '../store/seance.store.ts'

export type RefusDeSeance =
  | 'inconnue'
  | 'interdit'
  /** Before the opening, while the counts are being frozen, once archived; a meeting held before they were. */
  | 'fermee'
  /** A count, once the counts are frozen. */
  | 'plus-de-compte'
  | 'lieu-inconnu'
  | 'trop-souvent'
  | 'plus-que-presents'
  /** Somebody else counted meanwhile. */
  | 'autre-compte'

interface Outils {
  readonly acteur: Acteur
  readonly now: Date
}

/** Who held the meeting, or organises the consultation. Others help in it, and change nothing that they did not count. */
export const tient = (acteur: Acteur, seance: Pick<Seance, 'tenue_par'>, { reseau_id }: Consultation): boolean =>
  (acteur.compte !== undefined && seance.tenue_par === acteur.compte.id) ||
  estAutorise(PERMISSIONS_CONSULTATION['consultation:organiser'], acteur, { reseau: reseau_id })

/** Opens a meeting (CON-22), during the consultation or once it is counted. Its number. */
export async function ouvrirSeance(
  db: Db,
  consultationId: string,
  lue: SeanceLue,
  outils: Outils
): Promise<Result<string, RefusDeSeance>> {
  if (await countGeste(db, 'contributions', outils.acteur.nom, outils.now)) return refuse('trop-souvent')
  return ecrireEnSeance(db, consultationId, outils, async (trx) => {
    const lieu = await lieuDe(trx, lue)
    if (lieu === undefined) return refuse('lieu-inconnu')
    const id = randomUUID()
    await insertSeance(trx, {
      ...enBase(lue, lieu),
      id,
      consultation_id: consultationId,
      tenue_par: outils.acteur.compte?.id ?? null,
      creee_le: outils.now
    })
    return ok(id)
  })
}

/** Corrects a meeting. Its attendance cannot be lower than what is counted; counted and frozen, it stays as it was. */
export const modifierSeance = (
  db: Db,
  seance: Seance,
  lue: SeanceLue,
  outils: Outils
): Promise<Result<string, RefusDeSeance>> =>
  ecrireEnSeance(db, seance.consultation_id, outils, async (trx, consultation) => {
    if (!tient(outils.acteur, seance, consultation)) return refuse('interdit')
    if (!ecritureDeSeance(seance, consultation, outils.now)) return refuse('fermee')
    const lieu = await lieuDe(trx, lue)
    if (lieu === undefined) return refuse('lieu-inconnu')
    await saveSeance(trx, seance.id, enBase(lue, lieu))
    return ok(seance.id)
  })

/**
 * Writes a show of hands on an item, and what came out of it; once the counts are frozen, these words alone.
 * `lu`: what was shown when the hands were counted.
 */
export const compterMains = (
  db: Db,
  seance: Seance,
  { itemId, compte, lu }: { readonly itemId: string; readonly compte: CompteLu; readonly lu: Totaux },
  outils: Outils
): Promise<Result<string, RefusDeSeance>> =>
  ecrireEnSeance(db, seance.consultation_id, outils, async (trx, consultation) => {
    if (!tient(outils.acteur, seance, consultation)) return refuse('interdit')
    const ecriture = ecritureDeSeance(seance, consultation, outils.now)
    if (!ecriture) return refuse('fermee')
    if (ecriture === 'issue' && compte.accord + compte.revoir > 0) return refuse('plus-de-compte')
    const ecrit = await saveCompteDeSeance(trx, { seanceId: seance.id, itemId, compte, lu })
    return ecrit ? ok(seance.id) : refuse('autre-compte')
  })

/** Adds the opinion of a person present, or takes back one that was a mistake. Whose it is is written nowhere. */
export const compterAvis = (
  db: Db,
  seance: Seance,
  avis: { readonly itemId: string; readonly sens: keyof Totaux; readonly ecart: 1 | -1 },
  outils: Outils
): Promise<Result<string, RefusDeSeance>> =>
  ecrireEnSeance(db, seance.consultation_id, outils, async (trx, consultation) => {
    if (ecritureDeSeance(seance, consultation, outils.now) !== 'avis') return refuse('fermee')
    return (await addAvisDeSeance(trx, { seanceId: seance.id, ...avis })) ? ok(seance.id) : refuse('inconnue')
  })

/** What may be written at this hour in this very meeting: one that was counted changes no more once counts are frozen. */
export function ecritureDeSeance(
  seance: Pick<Seance, 'creee_le'>,
  consultation: Consultation,
  now: Date
): ReturnType<typeof ecritureDe> {
  const ecriture = ecritureDe(consultation, now)
  return ecriture === 'issue' && !suitLaCloture(seance, consultation) ? undefined : ecriture
}

async function ecrireEnSeance(
  db: Db,
  consultationId: string,
  { acteur, now }: Outils,
  ecrire: (trx: Trx, consultation: Consultation) => Promise<Result<string, RefusDeSeance>>
): Promise<Result<string, RefusDeSeance>> {
  try {
    return await transaction(db, async (trx): Promise<Result<string, RefusDeSeance>> => {
      const consultation = await retenirCloture(trx, consultationId)
      if (!consultation) return refuse('inconnue')
      if (!peutAssister(acteur, consultation.reseau_id)) return refuse('interdit')
      if (!ecritureDe(consultation, now)) return refuse('fermee')
      return await ecrire(trx, consultation)
    })
  } catch (erreur) {
    if (estPlusQuePresents(erreur)) return refuse('plus-que-presents')
    if (estFermee(erreur)) return refuse('fermee')
    throw erreur
  }
}

/** The lieu as it is now; null: none was given; undefined: nobody knows it. */
async function lieuDe(trx: Trx, { lieuId }: SeanceLue): Promise<number | null | undefined> {
  if (lieuId === null) return null
  const lieu = await findLieuActuel(trx, lieuId)
  return lieu && !lieu.retire_le ? lieu.id : undefined
}

const enBase = ({ nom, tenueLe, presents, texte }: SeanceLue, lieu: number | null) => ({
  nom,
  tenue_le: tenueLe,
  presents,
  texte,
  lieu_id: lieu
})
