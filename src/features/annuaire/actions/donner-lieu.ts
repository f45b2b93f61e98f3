import { randomUUID } from 'node:crypto'
import type { Objet } from '../../../kernel/droit.ts'
import { RESEAU_NATIONAL } from '../../../kernel/role.ts'
import type { Db, Trx } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { envoyerCourriel } from '../../../platform/mail/index.ts'
import {
  digest,
  giveRole,
  listAttributionsDuLieu,
  listLieuxDuCompte,
  newJeton,
  withdrawLieu
} from '../../comptes/index.ts'
import type { Geographie } from '../../territoires/index.ts'
import { zonesDuLieu } from '../domain/permissions.ts'
import { ETATS_EN_VIGUEUR } from '../domain/revendication.ts'
import { courrielAncienContact, courrielDesaccord, courrielSuite } from '../mails/revendication.mail.tsx'
import { endLiens } from '../store/fiche-tenue.store.ts'
import { findLieu, type LieuPublic } from '../store/lieu.store.ts'
import {
  changeEtat,
  dropLiens,
  insertLienDeRevendication,
  insertRevendication,
  listContestataires,
  listEnVigueur,
  type Revendication
} from '../store/revendication.store.ts'
import { findLieuActuel } from './lieu-tenu.ts'
import { type OutilsFiche, prendreEnMain, rendreFiche } from './tenir-fiche.ts'

type RoleDeLieu = 'responsable' | 'delegue'

/** Somebody who looks after a lieu. */
export interface Responsable {
  readonly compteId: string
  readonly courriel: string
  readonly pseudonyme: string
  readonly role: RoleDeLieu
  readonly depuis: Date
}

/** Who looks after a lieu, responsables first, each person once. Accounts that are closed or suspended are not here. */
export async function listResponsables(db: Db, lieuId: number, now: Date): Promise<readonly Responsable[]> {
  const parCompte = new Map<string, Responsable>()
  for (const { compteId, courriel, pseudonyme, role, donneeLe } of await listAttributionsDuLieu(db, lieuId, now))
    if (!parCompte.has(compteId)) parCompte.set(compteId, { compteId, courriel, pseudonyme, role, depuis: donneeLe })
  return [...parCompte.values()]
}

/** A lieu that somebody looks after. */
export interface LieuTenu {
  readonly id: number
  readonly nom: string
  readonly adresse_page: string
  readonly commune: string | undefined
  readonly role: RoleDeLieu
  readonly depuis: Date
}

/** The lieux that an account looks after, as they are called today, by name. */
export async function listLieuxTenus(db: Db, compteId: string, now: Date): Promise<readonly LieuTenu[]> {
  const tenus = await Promise.all(
    (await listLieuxDuCompte(db, compteId, now)).map(async ({ lieuId, role, depuis }) => {
      const lieu = await findLieu(db, lieuId)
      return lieu
        ? [
            {
              id: lieu.id,
              nom: lieu.nom,
              adresse_page: lieu.adresse_page,
              commune: lieu.publiees.commune,
              role,
              depuis
            }
          ]
        : []
    })
  )
  return tenus.flat().sort((a, b) => a.nom.localeCompare(b.nom, 'fr') || a.id - b.id)
}

/** What the right to look after a lieu is, as a role to give. */
export const roleSurLieu = (role: RoleDeLieu, lieuId: number) => ({
  role,
  reseau: RESEAU_NATIONAL,
  territoires: [],
  college: undefined,
  lieux: [lieuId],
  jusquAu: undefined
})

/**
 * Gives the lieu to an account: the role, and for a responsable the fiche in hand. A delegate who becomes responsable is no
 * longer a delegate. The directory's lock is the caller's, who has written nothing in a journal yet: the fiche takes its lieux
 * first, so that nobody waits in a circle.
 * @returns what to call once the transaction is committed
 */
export async function donnerLieu(
  trx: Trx,
  geo: Geographie,
  { compteId, lieuId, role }: { readonly compteId: string; readonly lieuId: number; readonly role: RoleDeLieu },
  outils: OutilsFiche
): Promise<() => void> {
  const { acteur, now } = outils
  const apresValidation = role === 'responsable' ? await prendreEnMain(trx, geo, lieuId, outils) : () => {}
  const siens = (await listResponsables(trx, lieuId, now)).find((un) => un.compteId === compteId)
  if (role === 'responsable' && siens?.role === 'delegue') {
    await withdrawLieu(trx, acteur.nom, { compteId, lieuId }, now)
    for (const { id, preuve } of await listEnVigueur(trx, lieuId, compteId))
      if (preuve === 'delegation') await changeEtat(trx, id, ETATS_EN_VIGUEUR, 'terminee', { finie_le: now })
  }
  // Already there, under this number or one that became it: nothing to give twice.
  if (siens?.role !== role && siens?.role !== 'responsable') {
    const fait = await giveRole(trx, acteur.nom, { compteId, role: roleSurLieu(role, lieuId) }, undefined, now)
    if (!fait.ok && fait.error !== 'deja') throw new Error(`le rôle ${role} n’a pu être donné : ${fait.error}`)
  }
  return apresValidation
}

/**
 * The account that has just created the fiche of a lieu is its responsable. In the transaction of `creerFiche`, whose lock
 * of the directory is still held.
 */
export async function attribuerResponsable(
  trx: Trx,
  { compteId, lieuId }: { readonly compteId: string; readonly lieuId: number },
  { acteur, now }: OutilsFiche
): Promise<void> {
  const id = randomUUID()
  await insertRevendication(trx, { id, lieuId, compteId, etat: 'active', preuve: 'creation' }, now)
  const role = roleSurLieu('responsable', lieuId)
  const fait = await giveRole(trx, acteur.nom, { compteId, role }, undefined, now)
  if (!fait.ok && fait.error !== 'deja') throw new Error(`le rôle de responsable n’a pu être donné : ${fait.error}`)
  await consignerRevendication(trx, { id, etat: 'active', preuve: 'creation', lieuId }, acteur.nom, now)
}

/**
 * Takes the lieu back from an account. When no responsable is left, the sources speak again and the delegates stop too:
 * they helped somebody. The directory's lock is the caller's.
 * @returns undefined when this account held nothing there; else what to call once the transaction is committed
 */
export async function reprendreLieu(
  trx: Trx,
  geo: Geographie,
  { compteId, lieu }: { readonly compteId: string; readonly lieu: LieuPublic },
  outils: OutilsFiche
): Promise<{ readonly rendue: boolean; readonly apresValidation: () => void } | undefined> {
  const { acteur, now, reseau, site } = outils
  const gens = await listResponsables(trx, lieu.id, now)
  if (!gens.some((un) => un.compteId === compteId)) return undefined
  const restants = gens.filter((un) => un.compteId !== compteId)
  if (restants.some(({ role }) => role === 'responsable')) {
    await endFor(trx, lieu, compteId, outils)
    return { rendue: false, apresValidation: () => {} }
  }
  // The lieux, then the journals: whoever locks them does so in this order.
  const apresValidation = await rendreFiche(trx, geo, lieu.id, outils)
  await endFor(trx, lieu, compteId, outils)
  for (const { compteId: delegue, courriel } of restants) {
    await endFor(trx, lieu, delegue, outils)
    await envoyerCourriel(
      trx,
      courrielSuite({
        a: courriel,
        reseau,
        lieu: lieu.nom,
        suite: 'fiche-rendue',
        lien: `${site}/lieux/${lieu.id}/revendiquer`
      }),
      now
    )
  }
  await consigner(
    trx,
    {
      reseau: RESEAU_NATIONAL,
      genre: 'annuaire.sans-responsable',
      acteur: acteur.nom,
      objet: `lieu/${lieu.id}`,
      contenu: {}
    },
    now
  )
  return { rendue: true, apresValidation }
}

async function endFor(trx: Trx, lieu: LieuPublic, compteId: string, outils: OutilsFiche) {
  for (const revendication of await listEnVigueur(trx, lieu.id, compteId)) await end(trx, lieu, revendication, outils)
  // A reminder's link is in the mailbox of who leaves too.
  await endLiens(trx, lieu.id, outils.now)
  return withdrawLieu(trx, outils.acteur.nom, { compteId, lieuId: lieu.id }, outils.now)
}

/**
 * A role withdrawn among the roles, or come to its day, leaves the claim that gave it standing. It is over before the same
 * account holds the lieu again. The directory's lock is the caller's.
 */
export async function finirSansRole(trx: Trx, lieu: LieuPublic, compteId: string, outils: OutilsFiche): Promise<void> {
  const role = (await listResponsables(trx, lieu.id, outils.now)).find((un) => un.compteId === compteId)?.role
  for (const revendication of await listEnVigueur(trx, lieu.id, compteId))
    if (role !== (revendication.preuve === 'delegation' ? 'delegue' : 'responsable'))
      await end(trx, lieu, revendication, outils)
}

async function end(
  trx: Trx,
  lieu: LieuPublic,
  { id }: Pick<Revendication, 'id'>,
  { now, reseau }: OutilsFiche
): Promise<void> {
  await changeEtat(trx, id, ETATS_EN_VIGUEUR, 'terminee', { finie_le: now })
  // Who contested waits for an answer: this is one.
  for (const a of await listContestataires(trx, id))
    await envoyerCourriel(trx, courrielDesaccord({ a, reseau, lieu: lieu.nom, issue: 'retiree' }), now)
  await dropLiens(trx, id)
}

/**
 * Tells the former contact: whoever looked after the lieu already, and every address that the fiche shows, but the one that
 * has just proven. Each gets a link of its own to contest until `contesteAvant`.
 */
export async function prevenirAnciens(
  trx: Trx,
  { id, pseudonyme, courriel, compte_id }: Revendication,
  lieu: LieuPublic,
  { adresseProuvee, contesteAvant }: { readonly adresseProuvee: string | undefined; readonly contesteAvant: Date },
  { reseau, site, now }: OutilsFiche
): Promise<void> {
  const sauf = new Set([courriel, adresseProuvee].flatMap((a) => a?.toLowerCase() ?? []))
  const enPlace = (await listResponsables(trx, lieu.id, now)).filter(
    ({ role, compteId }) => role === 'responsable' && compteId !== compte_id
  )
  const adresses = new Map(
    [...enPlace.map((un) => un.courriel), ...(lieu.publiees.courriels ?? [])].map((a) => [a.toLowerCase(), a])
  )
  for (const [cle, a] of adresses) {
    if (sauf.has(cle)) continue
    const jeton = newJeton()
    await insertLienDeRevendication(trx, {
      empreinte: digest(jeton),
      revendicationId: id,
      genre: 'contestation',
      adresse: a,
      expireLe: contesteAvant
    })
    await envoyerCourriel(
      trx,
      courrielAncienContact({
        a,
        reseau,
        lieu: lieu.nom,
        pseudonyme,
        contesteAvant,
        lien: `${site}/contestation/${jeton}`
      }),
      now
    )
  }
}

/** What to ask a right about, where the geography is already read: inside a transaction it cannot be. */
export const objetDu = (geo: Geographie, lieu: LieuPublic): Objet => ({ lieu: lieu.id, dans: zonesDuLieu(geo, lieu) })

/** The lieu of a claim as it is today. A withdrawn one can be claimed by nobody. */
export async function findLieuRevendique(db: Db, lieuId: number): Promise<LieuPublic | undefined> {
  const lieu = await findLieuActuel(db, lieuId)
  return lieu && !lieu.retire_le ? lieu : undefined
}

// Identifiers only: neither who asked, nor their words, nor an address.
export const consignerRevendication = (
  trx: Trx,
  { id, etat, preuve, lieuId }: { id: string; etat: string; preuve: string; lieuId: number },
  par: string,
  now: Date
) =>
  consigner(
    trx,
    {
      reseau: RESEAU_NATIONAL,
      genre: 'annuaire.revendication',
      acteur: par,
      objet: `revendication/${id}`,
      contenu: { etat, preuve, lieu: lieuId }
    },
    now
  )
