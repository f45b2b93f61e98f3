import { type Selectable, sql } from 'kysely'
import type { RoleDonne } from '../../../kernel/role.ts'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../../../platform/db/index.ts'
import { ROLES_A_SECOND_FACTEUR } from '../domain/second-facteur.ts'
import type { TablesComptes } from './tables.ts'

export interface Compte extends Selectable<TablesComptes['compte']> {
  /** A role it was given, first of those that demand a second factor; an ended one counts until it is withdrawn. */
  readonly role: RoleDonne | null
}

const comptes = (db: Db) =>
  avecTables<TablesComptes>(db)
    .selectFrom('compte')
    .selectAll()
    .select(
      sql<RoleDonne | null>`(select a.role from attribution a where a.compte_id = compte.id and a.retiree_le is null
        order by a.role = any(${[...ROLES_A_SECOND_FACTEUR]}::text[]) desc, a.id limit 1)`.as('role')
    )

export async function findCompte(db: Db, id: string): Promise<Compte | undefined> {
  return comptes(db).where('id', '=', id).executeTakeFirst()
}

/** The address of an account: for tables that knew the person before it had one. */
export async function findAdresseDuCompte(db: Db, id: string): Promise<string | undefined> {
  return (await findCompte(db, id))?.courriel
}

/** By its address, whatever the capitals. */
export async function findCompteByCourriel(db: Db, courriel: string): Promise<Compte | undefined> {
  return comptes(db).where(sql<boolean>`lower(courriel) = lower(${courriel})`).executeTakeFirst()
}

export async function isPseudonymeTaken(db: Db, pseudonyme: string, saufCompte?: string): Promise<boolean> {
  const pris = await avecTables<TablesComptes>(db)
    .selectFrom('compte')
    .select('id')
    .where(sql<boolean>`lower(sans_accents(pseudonyme)) = lower(sans_accents(${pseudonyme}))`)
    .executeTakeFirst()
  return pris !== undefined && pris.id !== saufCompte
}

/**
 * Makes the account. `courriel` or `pseudonyme` when one of them was taken meanwhile, by somebody faster: the unique
 * indexes decide, not a reading before.
 */
export async function insertCompte(
  trx: Trx,
  compte: {
    readonly id: string
    readonly courriel: string
    readonly pseudonyme: string
    readonly motDePasse: string | null
    readonly now: Date
  }
): Promise<'courriel' | 'pseudonyme' | undefined> {
  const { id, courriel, pseudonyme, motDePasse, now } = compte
  const { numInsertedOrUpdatedRows } = await avecTablesTrx<TablesComptes>(trx)
    .insertInto('compte')
    .values({
      id,
      courriel,
      confirmee_le: now,
      pseudonyme,
      nom: null,
      mot_de_passe: motDePasse,
      mot_de_passe_le: motDePasse ? now : null,
      cree_le: now
    })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 1n) return undefined
  return (await findCompteByCourriel(trx, courriel)) ? 'courriel' : 'pseudonyme'
}

export async function saveMotDePasse(trx: Trx, id: string, motDePasse: string, now: Date): Promise<void> {
  await avecTablesTrx<TablesComptes>(trx)
    .updateTable('compte')
    .set({ mot_de_passe: motDePasse, mot_de_passe_le: now })
    .where('id', '=', id)
    .execute()
}

/** False when somebody took that pseudonym meanwhile. */
export async function saveNoms(trx: Trx, id: string, pseudonyme: string, nom: string | null): Promise<boolean> {
  if (await isPseudonymeTaken(trx, pseudonyme, id)) return false
  await avecTablesTrx<TablesComptes>(trx).updateTable('compte').set({ pseudonyme, nom }).where('id', '=', id).execute()
  return true
}

export async function saveCourriel(trx: Trx, id: string, courriel: string, now: Date): Promise<void> {
  await avecTablesTrx<TablesComptes>(trx)
    .updateTable('compte')
    .set({ courriel, confirmee_le: now })
    .where('id', '=', id)
    .execute()
}

/* ── Devices ───────────────────────────────────────────────────────────────────────────────────────────────────── */

export async function saveAppareil(trx: Trx, empreinte: string, compteId: string, now: Date): Promise<void> {
  await avecTablesTrx<TablesComptes>(trx)
    .insertInto('appareil')
    .values({ empreinte, compte_id: compteId, cree_le: now })
    .onConflict((oc) => oc.doNothing())
    .execute()
}

/** True when the account with this address has already signed in in this browser. */
export async function isAppareilKnown(db: Db, empreinte: string, courriel: string): Promise<boolean> {
  const connu = await avecTables<TablesComptes>(db)
    .selectFrom('appareil as a')
    .innerJoin('compte as c', 'c.id', 'a.compte_id')
    .select('a.compte_id')
    .where('a.empreinte', '=', empreinte)
    .where(sql<boolean>`lower(c.courriel) = lower(${courriel})`)
    .executeTakeFirst()
  return connu !== undefined
}

export async function dropAppareils(trx: Trx, compteId: string): Promise<void> {
  await avecTablesTrx<TablesComptes>(trx).deleteFrom('appareil').where('compte_id', '=', compteId).execute()
}

/* ── Change of address ─────────────────────────────────────────────────────────────────────────────────────────── */

export async function saveChangement(trx: Trx, compteId: string, nouvelle: string, now: Date): Promise<void> {
  const valeurs = { nouvelle, demande_le: now, accord_ancienne_le: null, accord_nouvelle_le: null }
  await avecTablesTrx<TablesComptes>(trx)
    .insertInto('changement_adresse')
    .values({ compte_id: compteId, ...valeurs })
    .onConflict((oc) => oc.column('compte_id').doUpdateSet(valeurs))
    .execute()
}

export async function findChangement(db: Db, compteId: string) {
  return avecTables<TablesComptes>(db)
    .selectFrom('changement_adresse')
    .selectAll()
    .where('compte_id', '=', compteId)
    .executeTakeFirst()
}

/** One of the two mailboxes agrees. The row comes back while it still asks for that same address. */
export async function agreeChangement(
  trx: Trx,
  compteId: string,
  nouvelle: string,
  qui: 'ancienne' | 'nouvelle',
  now: Date
) {
  return avecTablesTrx<TablesComptes>(trx)
    .updateTable('changement_adresse')
    .set(qui === 'ancienne' ? { accord_ancienne_le: now } : { accord_nouvelle_le: now })
    .where('compte_id', '=', compteId)
    .where('nouvelle', '=', nouvelle)
    .returningAll()
    .executeTakeFirst()
}

export async function dropChangement(trx: Trx, compteId: string): Promise<void> {
  await avecTablesTrx<TablesComptes>(trx).deleteFrom('changement_adresse').where('compte_id', '=', compteId).execute()
}

/* ── Identities at providers ───────────────────────────────────────────────────────────────────────────────────── */

export async function findIdentite(db: Db, emetteur: string, sujet: string): Promise<string | undefined> {
  const ligne = await avecTables<TablesComptes>(db)
    .selectFrom('identite_externe')
    .select('compte_id')
    .where('emetteur', '=', emetteur)
    .where('sujet', '=', sujet)
    .executeTakeFirst()
  return ligne?.compte_id
}

/** False when that identity already opens an account, this one or another. */
export async function saveIdentite(
  trx: Trx,
  identite: { readonly emetteur: string; readonly sujet: string; readonly compteId: string },
  now: Date
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await avecTablesTrx<TablesComptes>(trx)
    .insertInto('identite_externe')
    .values({ emetteur: identite.emetteur, sujet: identite.sujet, compte_id: identite.compteId, liee_le: now })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export async function listIdentites(db: Db, compteId: string) {
  return avecTables<TablesComptes>(db)
    .selectFrom('identite_externe')
    .select(['emetteur', 'liee_le'])
    .where('compte_id', '=', compteId)
    .orderBy('emetteur')
    .execute()
}

export async function deleteIdentite(trx: Trx, compteId: string, emetteur: string): Promise<void> {
  await avecTablesTrx<TablesComptes>(trx)
    .deleteFrom('identite_externe')
    .where('compte_id', '=', compteId)
    .where('emetteur', '=', emetteur)
    .execute()
}

/** The account and all that hangs on it: keys, sessions, tokens, devices. */
export async function deleteCompte(trx: Trx, id: string): Promise<void> {
  const t = avecTablesTrx<TablesComptes>(trx)
  const compte = await t.deleteFrom('compte').where('id', '=', id).returning('courriel').executeTakeFirst()
  // A sign-up that still waits for the same mailbox holds the address too.
  if (compte)
    await t
      .deleteFrom('jeton')
      .where(sql<boolean>`lower(donnees #>> '{courriel}') = lower(${compte.courriel})
        or lower(donnees #>> '{creer,courriel}') = lower(${compte.courriel})`)
      .execute()
}
