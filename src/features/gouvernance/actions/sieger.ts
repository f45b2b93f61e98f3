import type { Acteur } from '../../../kernel/acteur.ts'
import { estAutorise } from '../../../kernel/droit.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { findLieu } from '../../annuaire/index.ts'
import { countGeste } from '../../comptes/index.ts'
import { PERMISSIONS_COMITE } from '../domain/comite-permissions.ts'
import type { RegleDuComite } from '../domain/regle.ts'
import {
  endDeport,
  findCompteParAdresse,
  insertDeport,
  listSieges,
  replaceSuppleant,
  saveRegle
} from '../store/comite.store.ts'

interface Outils {
  readonly acteur: Acteur
  readonly now: Date
}

export type RefusDuSiege =
  | { readonly raison: 'interdit' }
  | { readonly raison: 'lieu-inconnu' }
  | { readonly raison: 'compte-inconnu' }
  | { readonly raison: 'soi-meme' }
  | { readonly raison: 'trop-souvent'; readonly jusqua: Date }

const compteAssis = ({ acteur }: Outils, reseau: string): string | undefined =>
  estAutorise(PERMISSIONS_COMITE['comite:sieger'], acteur, { reseau }) ? acteur.compte?.id : undefined

/** A member says that they have a link with a lieu: they vote on nothing about it (GOV-11). */
export function declarerInteret(
  db: Db,
  { reseau, lieuId, raison }: { readonly reseau: string; readonly lieuId: number; readonly raison: string },
  outils: Outils
): Promise<Result<undefined, RefusDuSiege>> {
  return transaction(db, async (trx) => {
    const compteId = compteAssis(outils, reseau)
    if (!compteId) return refuse({ raison: 'interdit' })
    if (!(await findLieu(trx, lieuId))) return refuse({ raison: 'lieu-inconnu' })
    const deport = await insertDeport(trx, { reseauId: reseau, compteId, lieuId, raison }, outils.now)
    if (deport)
      await consigner(
        trx,
        {
          reseau,
          genre: 'comite.deport',
          acteur: outils.acteur.nom,
          objet: `lieu/${lieuId}`,
          contenu: { deport }
        },
        outils.now
      )
    return ok(undefined)
  })
}

/** The link is no more: they vote again on what opens from now on. */
export function retirerInteret(
  db: Db,
  { reseau, id }: { readonly reseau: string; readonly id: string },
  outils: Outils
): Promise<Result<undefined, RefusDuSiege>> {
  return transaction(db, async (trx) => {
    const compteId = compteAssis(outils, reseau)
    if (!compteId || !(await endDeport(trx, { id, compteId }, outils.now))) return refuse({ raison: 'interdit' })
    await consigner(
      trx,
      { reseau, genre: 'comite.retour', acteur: outils.acteur.nom, objet: `deport/${id}`, contenu: {} },
      outils.now
    )
    return ok(undefined)
  })
}

/**
 * Names who votes when the holder does not, or nobody any more (GOV-12). A few a day: an address is not to be guessed here.
 */
export async function choisirSuppleant(
  db: Db,
  { reseau, courriel }: { readonly reseau: string; readonly courriel: string | undefined },
  outils: Outils
): Promise<Result<undefined, RefusDuSiege>> {
  const titulaireId = compteAssis(outils, reseau)
  if (!titulaireId) return refuse({ raison: 'interdit' })
  const jusqua = courriel ? await countGeste(db, 'comite', titulaireId, outils.now) : undefined
  if (jusqua) return refuse({ raison: 'trop-souvent', jusqua })
  return transaction(db, async (trx) => {
    const suppleantId = courriel ? await findCompteParAdresse(trx, courriel) : undefined
    if (courriel && !suppleantId) return refuse({ raison: 'compte-inconnu' })
    if (suppleantId === titulaireId) return refuse({ raison: 'soi-meme' })
    await replaceSuppleant(trx, { reseauId: reseau, titulaireId, suppleantId }, outils.now)
    await consigner(
      trx,
      {
        reseau,
        genre: 'comite.suppleance',
        acteur: outils.acteur.nom,
        objet: `compte/${titulaireId}`,
        contenu: { suppleant: suppleantId ? `compte:${suppleantId}` : null }
      },
      outils.now
    )
    return ok(undefined)
  })
}

/** How the committee decides from now on. What is being voted keeps the rule it opened with. */
export function reglerComite(
  db: Db,
  reseau: string,
  regle: RegleDuComite,
  { acteur, now }: Outils
): Promise<Result<undefined, RefusDuSiege>> {
  return transaction(db, async (trx) => {
    if (!estAutorise(PERMISSIONS_COMITE['comite:regler'], acteur, { reseau })) return refuse({ raison: 'interdit' })
    const sieges = await listSieges(trx, reseau, now)
    if (regle.presidence && !sieges.some(({ compteId }) => compteId === regle.presidence))
      return refuse({ raison: 'compte-inconnu' })
    await saveRegle(trx, reseau, regle, acteur.nom, now)
    const { mode, quorum, majorite, jours, presidence } = regle
    await consigner(
      trx,
      {
        reseau,
        genre: 'comite.regle',
        acteur: acteur.nom,
        objet: `reseau/${reseau}`,
        contenu: { mode, quorum, majorite, jours, presidence: presidence ? `compte:${presidence}` : null }
      },
      now
    )
    return ok(undefined)
  })
}
