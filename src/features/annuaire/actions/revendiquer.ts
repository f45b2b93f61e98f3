import { randomUUID } from 'node:crypto'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { envoyerCourriel } from '../../../platform/mail/index.ts'
import { countGeste, digest, listTitulaires, newJeton } from '../../comptes/index.ts'
import { type Geographie, obtenirGeographie } from '../../territoires/index.ts'
import {
  type AdressePubliee,
  ETATS_OUVERTS,
  finDuDelai,
  JOURS_D_ATTENTE,
  JOURS_DE_CONTESTATION,
  jugerAdresse,
  type RefusDePreuve
} from '../domain/revendication.ts'
import { courrielAJuger, courrielDemandeAide, courrielPreuve, courrielSuite } from '../mails/revendication.mail.tsx'
import type { LieuPublic } from '../store/lieu.store.ts'
import { lockAnnuaire } from '../store/livraison.store.ts'
import {
  changeEtat,
  dropLiens,
  findLienDeRevendication,
  findOuverte,
  findRevendication,
  insertLienDeRevendication,
  insertRevendication,
  markLienServi,
  type Revendication,
  readAdresses,
  wasRefused
} from '../store/revendication.store.ts'
import {
  consignerRevendication,
  donnerLieu,
  findLieuRevendique,
  finirSansRole,
  listResponsables,
  objetDu,
  prevenirAnciens,
  type Responsable
} from './donner-lieu.ts'
import type { OutilsFiche } from './tenir-fiche.ts'

/** What somebody who would like to look after a lieu is shown. */
export interface Possibilites {
  readonly lieu: LieuPublic
  readonly adresses: readonly (AdressePubliee & { readonly refus: RefusDePreuve | undefined })[]
  readonly responsables: readonly Responsable[]
  /** What this account already is there. */
  readonly role: Responsable['role'] | undefined
  readonly ouverte: Revendication | undefined
  /** A person has already said no to this account here: its mailbox cannot undo that. */
  readonly refusee: boolean
}

/** Everything that decides how this account may claim this lieu. */
export async function lirePossibilites(db: Db, lieu: LieuPublic, compteId: string, now: Date): Promise<Possibilites> {
  const [lues, tous, ouverte, refusee] = await Promise.all([
    readAdresses(db, lieu),
    listResponsables(db, lieu.id, now),
    findOuverte(db, lieu.id, compteId),
    wasRefused(db, lieu.id, compteId)
  ])
  return {
    lieu,
    adresses: lues.map((adresse) => {
      const juge = jugerAdresse(adresse, now)
      return { ...adresse, refus: juge.ok ? undefined : juge.error }
    }),
    responsables: tous.filter(({ role }) => role === 'responsable'),
    role: tous.find((un) => un.compteId === compteId)?.role,
    ouverte,
    refusee
  }
}

/** How the person means to show that the lieu is theirs to look after. */
export type Moyen =
  | { readonly genre: 'adresse'; readonly courriel: string }
  | { readonly genre: 'decision'; readonly texte: string }
  | { readonly genre: 'delegation'; readonly texte: string }

export type DemandeRefusee =
  | { readonly raison: 'lieu-inconnu' | 'deja-la' | 'deja-demandee' | 'moyen-refuse' }
  | { readonly raison: 'trop'; readonly jusqua: Date }

/** Asks to look after a lieu: one message to the published address, to who decides there, or to the responsable. */
export async function demanderLieu(
  db: Db,
  { lieuId, compteId, moyen }: { readonly lieuId: number; readonly compteId: string; readonly moyen: Moyen },
  outils: OutilsFiche
): Promise<Result<undefined, DemandeRefusee>> {
  const { acteur, now } = outils
  const jusqua =
    (await countGeste(db, 'revendications', compteId, now)) ??
    (moyen.genre === 'adresse' ? await countGeste(db, 'boites', moyen.courriel, now) : undefined)
  if (jusqua) return refuse({ raison: 'trop', jusqua })
  const geo = await obtenirGeographie(db)
  return transaction(db, async (trx): Promise<Result<undefined, DemandeRefusee>> => {
    const lieu = await findLieuRevendique(trx, lieuId)
    if (!lieu) return refuse({ raison: 'lieu-inconnu' })
    const possibilites = await lirePossibilites(trx, lieu, compteId, now)
    if (possibilites.role === 'responsable') return refuse({ raison: 'deja-la' })
    if (possibilites.ouverte) return refuse({ raison: 'deja-demandee' })
    if (!estOuvert(moyen, possibilites)) return refuse({ raison: 'moyen-refuse' })
    const id = randomUUID()
    const etat = ATTENTES[moyen.genre]
    const ecrite = await insertRevendication(
      trx,
      {
        id,
        lieuId: lieu.id,
        compteId,
        etat,
        preuve: moyen.genre,
        ...(moyen.genre === 'adresse' ? { adresse: moyen.courriel } : { texte: moyen.texte })
      },
      now
    )
    const revendication = ecrite ? await findRevendication(trx, id) : undefined
    if (!revendication) return refuse({ raison: 'deja-demandee' })
    if (moyen.genre === 'adresse') await writeToAdresse(trx, revendication, lieu, moyen.courriel, outils)
    else if (moyen.genre === 'decision') await alerterBureau(trx, geo, revendication, lieu, 'demande', outils)
    else await writeToResponsables(trx, revendication, possibilites, outils)
    await consignerRevendication(trx, { id, etat, preuve: moyen.genre, lieuId: lieu.id }, acteur.nom, now)
    return ok(undefined)
  })
}

const ATTENTES = {
  adresse: 'attente-preuve',
  decision: 'attente-decision',
  delegation: 'attente-responsable'
} as const

/** A lieu that somebody looks after is never taken by a message: the desk decides, or its responsable shares. */
function estOuvert(moyen: Moyen, { adresses, responsables, role, refusee }: Possibilites): boolean {
  switch (moyen.genre) {
    case 'decision':
      return true
    case 'delegation':
      return responsables.length > 0 && role === undefined
    case 'adresse':
      return (
        responsables.length === 0 &&
        !refusee &&
        adresses.some(({ courriel, refus }) => courriel === moyen.courriel && refus === undefined)
      )
  }
}

async function writeToAdresse(
  trx: Trx,
  { id, pseudonyme }: Revendication,
  lieu: LieuPublic,
  adresse: string,
  { reseau, site, now }: OutilsFiche
): Promise<void> {
  const jeton = newJeton()
  await insertLienDeRevendication(trx, {
    empreinte: digest(jeton),
    revendicationId: id,
    genre: 'preuve',
    adresse,
    expireLe: finDuDelai(now, JOURS_D_ATTENTE)
  })
  await envoyerCourriel(
    trx,
    courrielPreuve({ a: adresse, reseau, lieu: lieu.nom, pseudonyme, lien: `${site}/revendication/${jeton}` }),
    now
  )
}

async function writeToResponsables(
  trx: Trx,
  { pseudonyme }: Revendication,
  { lieu, responsables }: Possibilites,
  { reseau, site, now }: OutilsFiche
): Promise<void> {
  for (const { courriel } of responsables)
    await envoyerCourriel(
      trx,
      courrielDemandeAide({
        a: courriel,
        reseau,
        lieu: lieu.nom,
        pseudonyme,
        lien: `${site}/lieux/${lieu.id}/equipe`
      }),
      now
    )
}

/** Writes to who decides there: the pilots and coordinators of the territory; failing them, who runs the site. */
export async function alerterBureau(
  trx: Trx,
  geo: Geographie,
  { id, compte_id }: Revendication,
  lieu: LieuPublic,
  objet: 'demande' | 'contestation',
  { reseau, site, now }: OutilsFiche
): Promise<void> {
  const ou = objetDu(geo, lieu)
  // Nobody is asked to judge their own claim, nor about their own lieu.
  const gens = new Set([compte_id, ...(await listResponsables(trx, lieu.id, now)).map(({ compteId }) => compteId)])
  const autres = async (octroi: Parameters<typeof listTitulaires>[1]) =>
    (await listTitulaires(trx, octroi, ou, now)).filter(({ compteId }) => !gens.has(compteId))
  const proches = await autres({ pilote: 'territoire', coordinateur: 'territoire' })
  const juges = proches.length > 0 ? proches : await autres({ administrateur: 'partout' })
  for (const { courriel } of juges)
    await envoyerCourriel(
      trx,
      courrielAJuger({
        a: courriel,
        reseau,
        lieu: lieu.nom,
        objet,
        lien: `${site}/administration/revendications/${id}`
      }),
      now
    )
}

/** What the link sent to a published address is about, without using it. */
export async function lireDemandeDePreuve(
  db: Db,
  jeton: string,
  now: Date
): Promise<{ readonly lieu: LieuPublic; readonly revendication: Revendication } | undefined> {
  const lien = await findLienDeRevendication(db, digest(jeton), 'preuve', now)
  const revendication = lien && (await findRevendication(db, lien.revendicationId))
  const lieu = revendication?.etat === 'attente-preuve' && (await findLieuRevendique(db, revendication.lieu_id))
  return lieu ? { lieu, revendication } : undefined
}

/**
 * Whoever reads the mailbox confirms: the account that asked becomes responsable. The address is judged again, on the fiche
 * as it is now: if it no longer proves, or if somebody looks after the lieu meanwhile, the desk decides.
 */
export async function confirmerPreuve(
  db: Db,
  jeton: string,
  outils: OutilsFiche
): Promise<Result<{ readonly issue: 'active' | 'bureau' }, 'lien-refuse'>> {
  const { now, acteur } = outils
  const geo = await obtenirGeographie(db)
  let apresValidation = () => {}
  const issue = await transaction(db, async (trx): Promise<Result<{ issue: 'active' | 'bureau' }, 'lien-refuse'>> => {
    await lockAnnuaire(trx)
    const lue = await lireDemandeDePreuve(trx, jeton, now)
    if (!lue || !(await markLienServi(trx, digest(jeton), now))) return refuse('lien-refuse')
    const { revendication, lieu } = lue
    const { id, compte_id: compteId, adresse } = revendication
    const moyen = { genre: 'adresse', courriel: adresse ?? '' } as const
    const prouve = estOuvert(moyen, await lirePossibilites(trx, lieu, compteId, now))
    const contesteAvant = finDuDelai(now, JOURS_DE_CONTESTATION)
    const vers = prouve ? 'active' : 'attente-decision'
    if (prouve) await finirSansRole(trx, lieu, compteId, outils)
    const changement = { prouvee_le: now, ...(prouve && { conteste_avant: contesteAvant }) }
    if (!(await changeEtat(trx, id, ['attente-preuve'], vers, changement))) return refuse('lien-refuse')
    const noter = () =>
      consignerRevendication(trx, { id, etat: vers, preuve: 'adresse', lieuId: lieu.id }, acteur.nom, now)
    if (!prouve) {
      await alerterBureau(trx, geo, revendication, lieu, 'demande', outils)
      await noter()
      return ok({ issue: 'bureau' })
    }
    // Whoever pressed the button may be nobody we know: the fiche is taken in hand by the account that asked.
    const demandeur = { ...outils, acteur: { nom: `compte:${compteId}`, attributions: [] } }
    apresValidation = await donnerLieu(trx, geo, { compteId, lieuId: lieu.id, role: 'responsable' }, demandeur)
    await noter()
    await prevenirAnciens(trx, revendication, lieu, { adresseProuvee: moyen.courriel, contesteAvant }, outils)
    const { reseau, site } = outils
    // Somebody else may read that mailbox: the person learns it here.
    await envoyerCourriel(
      trx,
      courrielSuite({
        a: revendication.courriel,
        reseau,
        lieu: lieu.nom,
        suite: 'acceptee',
        lien: `${site}/mes-lieux`
      }),
      now
    )
    return ok({ issue: 'active' })
  })
  if (issue.ok) apresValidation()
  return issue
}

/** The person gives up what they asked. False when it had already been answered. */
export async function abandonnerDemande(
  db: Db,
  { lieuId, compteId }: { readonly lieuId: number; readonly compteId: string },
  { acteur, now }: OutilsFiche
): Promise<boolean> {
  return transaction(db, async (trx) => {
    const ouverte = await findOuverte(trx, lieuId, compteId)
    if (!ouverte) return false
    const { id, preuve, lieu_id } = ouverte
    if (!(await changeEtat(trx, id, ETATS_OUVERTS, 'abandonnee', { finie_le: now }))) return false
    await dropLiens(trx, id)
    await consignerRevendication(trx, { id, etat: 'abandonnee', preuve, lieuId: lieu_id }, acteur.nom, now)
    return true
  })
}
