import type { Acteur } from '../../../kernel/acteur.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { RESEAU_NATIONAL } from '../../../kernel/role.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { noterActivite, retenirLieuTenu, toucherLieux } from '../../annuaire/index.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import type { ContenuAction } from '../domain/action-projet.ts'
import { countCreees, findAction, insertAction, updateAction } from '../store/action-projet.store.ts'

/** Who writes, about which lieu, when. */
export interface Geste {
  readonly lieuId: number
  readonly acteur: Acteur
  readonly now: Date
}

export type RefusAction =
  | 'lieu-inconnu'
  | 'interdit'
  /** No such action on this lieu. */
  | 'action-inconnue'
  /** Somebody wrote since it was read. */
  | 'deja-change'
  | 'trop-d-actions'

const PAR_JOUR = 50
const JOUR_MS = 86_400_000

/** A new action, under the number that its form came with: sent twice, it is there once. */
export function ajouterAction(
  db: Db,
  { id, contenu }: { readonly id: string; readonly contenu: ContenuAction },
  geste: Geste
): Promise<Result<undefined, RefusAction>> {
  return ecrire(db, geste, async (trx) => {
    const { lieuId, now } = geste
    const deja = await findAction(trx, id)
    if (deja) return deja.lieu_id === lieuId ? ok('rien') : refuse('action-inconnue')
    if ((await countCreees(trx, lieuId, new Date(now.getTime() - JOUR_MS))) >= PAR_JOUR) return refuse('trop-d-actions')
    // The same form, sent at the same instant by another process.
    return (await insertAction(trx, { id, lieuId, contenu }, now)) ? ok(noter('ajoutee', id)) : ok('rien')
  })
}

export interface Cible {
  readonly id: string
  /** What the person read. */
  readonly revision: number
}

export function modifierAction(
  db: Db,
  cible: Cible,
  contenu: ContenuAction,
  geste: Geste
): Promise<Result<undefined, RefusAction>> {
  return changer(db, cible, contenu, 'modifiee', geste)
}

/** No longer announced. It stays in the lieu's own list, and may come back. */
export function retirerAction(db: Db, cible: Cible, geste: Geste): Promise<Result<undefined, RefusAction>> {
  return changer(db, cible, { retire_le: geste.now }, 'retiree', geste)
}

export function retablirAction(db: Db, cible: Cible, geste: Geste): Promise<Result<undefined, RefusAction>> {
  return changer(db, cible, { retire_le: null }, 'retablie', geste)
}

type Genre = 'ajoutee' | 'modifiee' | 'retiree' | 'retablie'
const noter = (genre: Genre, id: string) => ({ genre, id })

function changer(
  db: Db,
  { id, revision }: Cible,
  champs: Parameters<typeof updateAction>[2],
  genre: Genre,
  geste: Geste
): Promise<Result<undefined, RefusAction>> {
  return ecrire(db, geste, async (trx) => {
    const { lieuId, now } = geste
    if ((await findAction(trx, id))?.lieu_id !== lieuId) return refuse('action-inconnue')
    return (await updateAction(trx, { id, lieuId, revision }, champs, now))
      ? ok(noter(genre, id))
      : refuse('deja-change')
  })
}

/** One transaction: the right, the writing, its line in the journal, the sign of life of the lieu, and whoever shows it. */
async function ecrire(
  db: Db,
  { lieuId, acteur, now }: Geste,
  faire: (trx: Trx) => Promise<Result<ReturnType<typeof noter> | 'rien', RefusAction>>
): Promise<Result<undefined, RefusAction>> {
  const geo = await obtenirGeographie(db)
  return transaction(db, async (trx) => {
    const lieu = await retenirLieuTenu(trx, lieuId, { acteur, geo })
    if (!lieu.ok) return lieu
    const fait = await faire(trx)
    if (!fait.ok) return fait
    if (fait.value === 'rien') return ok(undefined)
    const { genre, id } = fait.value
    // Before the journal: who follows the lieu's life takes their own locks first, then the chain.
    await noterActivite(trx, { lieu: lieuId, genre: 'action', le: now })
    await consigner(
      trx,
      {
        reseau: RESEAU_NATIONAL,
        genre: `action.${genre}`,
        acteur: acteur.nom,
        objet: `action ${id}`,
        contenu: { lieu: lieuId }
      },
      now
    )
    await toucherLieux(trx, [lieuId])
    return ok(undefined)
  })
}
