import { createHash } from 'node:crypto'
import type { Acteur } from '../../../kernel/acteur.ts'
import { jsonCanonique } from '../../../kernel/json-canonique.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { RESEAU_NATIONAL } from '../../../kernel/role.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { queueJob } from '../../../platform/jobs/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { envoyerCourriel } from '../../../platform/mail/index.ts'
import { siteDesCourriels } from '../../../platform/mail/site.ts'
import { digest, newJeton } from '../../comptes/index.ts'
import { findReseau } from '../../reseaux/index.ts'
import { findPole } from '../../territoires/index.ts'
import { MESSAGES_PAR_SEMAINE, type MessageAEcrire, type PublicDuMessage, SEMAINE_MS } from '../domain/pole-message.ts'
import { courrielDeTerritoire } from '../mails/message-de-territoire.mail.tsx'
import {
  countDestinataires,
  countMessagesDepuis,
  deleteRefus,
  findEnvoiParLien,
  findMessage,
  finishMessage,
  insertMessage,
  insertRefus,
  listEnvoisAFaire,
  lockMessage,
  lockTerritoire,
  markEnvoi
} from '../store/pole-message.store.ts'
import { findSecteur, regarder } from './poles-secteurs.ts'

export const JOB_MESSAGE = 'envoyer-message-de-territoire'

/** What one message would do, before it leaves. */
export async function apercevoirMessage(
  db: Db,
  secteur: NonNullable<Awaited<ReturnType<typeof findSecteur>>>,
  cible: PublicDuMessage,
  now: Date
): Promise<{ readonly destinataires: number; readonly restants: number }> {
  const [destinataires, ecrits] = await Promise.all([
    countDestinataires(db, await regarder(db, secteur, now), cible, secteur.territoire),
    countMessagesDepuis(db, secteur.territoire, new Date(now.getTime() - SEMAINE_MS))
  ])
  return { destinataires, restants: Math.max(0, MESSAGES_PAR_SEMAINE - ecrits) }
}

export type EnvoiRefuse =
  /** Not, or no longer, a territory of this person. */
  'hors-territoire' | 'trop-de-messages' | 'personne'

/**
 * Sends a message to the people who look after the lieux of a territory, one each. `id`: the form's own number; the same
 * form sent twice writes once.
 * @returns how many people it goes to
 */
export async function envoyerMessage(
  db: Db,
  acteur: Acteur,
  { id, secteur: cle, message }: { readonly id: string; readonly secteur: string; readonly message: MessageAEcrire },
  now: Date
): Promise<Result<number, EnvoiRefuse>> {
  const secteur = await findSecteur(db, acteur, cle, now)
  if (!secteur) return refuse('hors-territoire')
  const { territoire } = secteur
  return transaction(db, async (trx): Promise<Result<number, EnvoiRefuse>> => {
    await lockTerritoire(trx, territoire)
    const deja = await findMessage(trx, id)
    if (deja) return deja.territoire === territoire ? ok(deja.destinataires) : refuse('hors-territoire')
    const ecrits = await countMessagesDepuis(trx, territoire, new Date(now.getTime() - SEMAINE_MS))
    if (ecrits >= MESSAGES_PAR_SEMAINE) return refuse('trop-de-messages')
    const destinataires = await insertMessage(
      trx,
      { id, territoire, nom_territoire: secteur.nom, ...message, auteur: acteur.nom },
      await regarder(trx, secteur, now)
    )
    if (destinataires === 0) return refuse('personne')
    await queueJob(trx, JOB_MESSAGE, { message: id })
    // What it says is not here: the row that says it can be erased.
    await consigner(
      trx,
      {
        reseau: RESEAU_NATIONAL,
        genre: 'territoire.message',
        acteur: acteur.nom,
        objet: `message/${id}`,
        contenu: {
          territoire,
          public: message.public,
          destinataires,
          empreinte: createHash('sha256')
            .update(jsonCanonique({ ...message }))
            .digest('hex')
        }
      },
      now
    )
    return ok(destinataires)
  })
}

/** People written to in one transaction: a large territory leaves room for everybody else's messages. */
const LOT = 100

/** Sends the next lot of a message, and asks for the following one. Interrupted, it neither repeats nor misses anyone. */
export async function envoyerLot(db: Db, id: string, now: Date): Promise<void> {
  await transaction(db, async (trx) => {
    const message = await lockMessage(trx, id)
    if (message?.etat !== 'en-cours') return
    const [reseau, contact, lot] = await Promise.all([
      findReseau(trx, RESEAU_NATIONAL),
      contactDe(trx, message.territoire),
      listEnvoisAFaire(trx, message, LOT)
    ])
    for (const { compteId, courriel, arrete } of lot) {
      const jeton = arrete ? undefined : newJeton()
      await markEnvoi(trx, id, compteId, jeton && digest(jeton), now)
      if (!jeton) continue
      await envoyerCourriel(
        trx,
        courrielDeTerritoire({
          a: courriel,
          reseau: reseau?.nom ?? '',
          territoire: message.nom_territoire,
          sujet: message.sujet,
          texte: message.texte,
          contact,
          arreter: `${siteDesCourriels().adresse}/messages/arret/${jeton}`
        }),
        now
      )
    }
    if (lot.length < LOT) await finishMessage(trx, id, now)
    else await queueJob(trx, JOB_MESSAGE, { message: id })
  })
}

/** Where to answer, when the territory is a pôle that says so. */
async function contactDe(db: Db, territoire: string): Promise<string | undefined> {
  const [, pole] = /^pole:(.+)$/.exec(territoire) ?? []
  return pole ? ((await findPole(db, pole))?.contact_courriel ?? undefined) : undefined
}

/** What the link of a message is about. Undefined when it is nobody's. */
export const lireLienDArret = (db: Db, jeton: string) => findEnvoiParLien(db, digest(jeton))

/** Stops the messages of that territory for whoever the link belongs to, or lets them come again. False: nobody's link. */
export function reglerMessages(db: Db, jeton: string, voulu: 'arreter' | 'reprendre', now: Date): Promise<boolean> {
  return transaction(db, async (trx) => {
    const envoi = await lireLienDArret(trx, jeton)
    if (!envoi) return false
    if (voulu === 'arreter') await insertRefus(trx, envoi.compteId, envoi.territoire, now)
    else await deleteRefus(trx, envoi.compteId, envoi.territoire)
    return true
  })
}
