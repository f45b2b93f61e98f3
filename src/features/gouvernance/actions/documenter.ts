import { randomUUID } from 'node:crypto'
import type { Acteur } from '../../../kernel/acteur.ts'
import { estAutorise } from '../../../kernel/droit.ts'
import { jsonCanonique } from '../../../kernel/json-canonique.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { digest } from '../../comptes/index.ts'
import { PERMISSIONS_COMITE } from '../domain/comite-permissions.ts'
import {
  type CompteRendu,
  type Etude,
  findCompteRendu,
  findEtude,
  saveCompteRendu,
  saveEtude
} from '../store/document.store.ts'

interface Outils {
  readonly acteur: Acteur
  readonly now: Date
}

export type RefusDeDocument = { readonly raison: 'interdit' | 'inconnu' | 'publie' }

/** Writes a minute of the committee, or publishes it; published, it does not change. Returns its number. */
export function ecrireCompteRendu(
  db: Db,
  reseau: string,
  saisie: Pick<CompteRendu, 'tenue_le' | 'titre' | 'presents' | 'texte'> & {
    readonly id?: string | undefined
    readonly publier: boolean
  },
  outils: Outils
): Promise<Result<string, RefusDeDocument>> {
  const { id, publier, ...contenu } = saisie
  return ecrire(
    db,
    reseau,
    { id, trouver: findCompteRendu, genre: 'comite.compte-rendu' },
    outils,
    async (trx, numero) => {
      const ecrit = await saveCompteRendu(trx, {
        ...contenu,
        id: numero,
        reseau_id: reseau,
        auteur: outils.acteur.nom,
        modifie_le: outils.now,
        publie_le: publier ? outils.now : null
      })
      return ecrit ? { publie: publier, contenu } : undefined
    }
  )
}

/** Writes a study that the committee commissions, or what became of it. Returns its number. */
export function ecrireEtude(
  db: Db,
  reseau: string,
  saisie: Pick<Etude, 'titre' | 'texte' | 'etat' | 'lien'> & {
    readonly id?: string | undefined
    readonly publier: boolean
  },
  outils: Outils
): Promise<Result<string, RefusDeDocument>> {
  const { id, publier, ...contenu } = saisie
  return ecrire(
    db,
    reseau,
    { id, trouver: findEtude, genre: 'comite.etude' },
    outils,
    async (trx, numero, ancienne) => {
      await saveEtude(trx, {
        ...contenu,
        id: numero,
        reseau_id: reseau,
        auteur: outils.acteur.nom,
        modifiee_le: outils.now,
        publiee_le: publier ? (ancienne?.publiee_le ?? outils.now) : null
      })
      return { publie: publier, contenu }
    }
  )
}

async function ecrire<D extends { readonly reseau_id: string }>(
  db: Db,
  reseau: string,
  {
    id,
    trouver,
    genre
  }: {
    readonly id: string | undefined
    readonly trouver: (db: Db, id: string) => Promise<D | undefined>
    readonly genre: string
  },
  { acteur, now }: Outils,
  sauver: (
    trx: Trx,
    id: string,
    ancien: D | undefined
  ) => Promise<{ readonly publie: boolean; readonly contenu: unknown } | undefined>
): Promise<Result<string, RefusDeDocument>> {
  return transaction(db, async (trx) => {
    if (!estAutorise(PERMISSIONS_COMITE['comite:documenter'], acteur, { reseau })) return refuse({ raison: 'interdit' })
    const ancien = id ? await trouver(trx, id) : undefined
    if (id && ancien?.reseau_id !== reseau) return refuse({ raison: 'inconnu' })
    const numero = id ?? randomUUID()
    const ecrit = await sauver(trx, numero, ancien)
    if (!ecrit) return refuse({ raison: 'publie' })
    if (ecrit.publie)
      await consigner(
        trx,
        {
          reseau,
          genre,
          acteur: acteur.nom,
          objet: `document/${numero}`,
          contenu: { texte: digest(jsonCanonique(ecrit.contenu)) }
        },
        now
      )
    return ok(numero)
  })
}
