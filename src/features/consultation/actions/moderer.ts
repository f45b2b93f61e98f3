import { randomUUID } from 'node:crypto'
import type { Acteur } from '../../../kernel/acteur.ts'
import { estAutorise } from '../../../kernel/droit.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { envoyerCourriel } from '../../../platform/mail/index.ts'
import { siteDesCourriels } from '../../../platform/mail/site.ts'
import { findAdresseDuCompte } from '../../comptes/index.ts'
import { findReseau } from '../../reseaux/index.ts'
import type { EtatPublication, GesteDeModeration } from '../domain/item.ts'
import {
  type Cible,
  decisionAContester,
  GESTES,
  gestesPossibles,
  motifsDe,
  type RefusDeModerer
} from '../domain/moderation.ts'
import { PERMISSIONS_CONSULTATION } from '../domain/permissions.ts'
import { courrielModeration } from '../mails/moderation.mail.tsx'
import { lockConsultation, retenirCloture } from '../store/consultation.store.ts'
import {
  type Chose,
  findChose,
  findCibleDe,
  insertDecision,
  listDecisions,
  listSignalements,
  lockChose,
  saveEtat,
  saveReponse
} from '../store/moderation.store.ts'

export interface AModerer {
  readonly cible: Cible
  readonly geste: GesteDeModeration
  /** A motive that suits the gesture. */
  readonly motif: string
  /** For the author, in the moderator's own words. */
  readonly raison: string
  /** The state and the number of decisions that the moderator has read: what was decided since is told first. */
  readonly vu: { readonly etat: EtatPublication; readonly decisions: number }
}

/**
 * Publishes, refuses, takes away, puts back or keeps (CON-26). The row of the thing is kept first: of two moderators, the
 * second one is told. The author is written to, except when nothing changed for them. No count of opinions moves.
 */
export async function moderer(
  db: Db,
  { cible, geste, motif, raison, vu }: AModerer,
  { acteur, now }: { readonly acteur: Acteur; readonly now: Date }
): Promise<Result<undefined, RefusDeModerer>> {
  try {
    return await transaction(db, async (trx): Promise<Result<undefined, RefusDeModerer>> => {
      const vue = await findChose(trx, cible)
      if (!vue) return refuse({ raison: 'inconnu' })
      await retenirConsultation(trx, vue)
      await lockChose(trx, cible)
      const chose = await findChose(trx, cible)
      if (!chose) return refuse({ raison: 'inconnu' })
      if (!estAutorise(PERMISSIONS_CONSULTATION['consultation:moderer'], acteur, { reseau: chose.reseau_id }))
        return refuse({ raison: 'interdit' })
      if (chose.auteur_id !== null && chose.auteur_id === acteur.compte?.id) return refuse({ raison: 'sien' })
      const decisions = await listDecisions(trx, cible)
      const signalee = (await listSignalements(trx, cible)).length > 0
      if (cible.genre === 'opinion' && !signalee && decisions.length === 0) return refuse({ raison: 'inconnu' })
      const attendu = chose.etat === vu.etat && decisions.length === vu.decisions
      if (!attendu || !gestesPossibles(chose.etat, { signalee, decisions }).includes(geste))
        return refuse({ raison: 'deja' })
      if (!Object.hasOwn(motifsDe(geste), motif)) return refuse({ raison: 'inconnu' })
      const { vers } = GESTES[geste]
      const maintenu = vers === chose.etat
      if (!maintenu && !(await saveEtat(trx, cible, { de: chose.etat, vers }, now))) return refuse({ raison: 'deja' })
      const id = randomUUID()
      await insertDecision(trx, cible, { id, geste, motif, raison, auteur: acteur.nom }, now)
      if (geste !== 'garder') await prevenir(trx, chose, { id, geste, motif, raison, maintenu }, now)
      await consigner(
        trx,
        {
          reseau: chose.reseau_id,
          genre: 'consultation.moderation',
          acteur: acteur.nom,
          objet: `consultation/${chose.consultation_id}`,
          contenu: { [cible.genre]: cible.id, geste, motif }
        },
        now
      )
      return ok(undefined)
    })
  } catch (erreur) {
    if ((erreur as { constraint?: string }).constraint === 'consultation_valeur_une_fois')
      return refuse({ raison: 'en-double' })
    throw erreur
  }
}

/**
 * Locks go as everywhere: the closing, the consultation's row, the thing, the journal. What is published is counted or comes
 * after the counts; it is answered, or comes after the restitution, which looks at every proposition under that row.
 */
async function retenirConsultation(trx: Trx, { cible, consultation_id }: Chose): Promise<void> {
  await retenirCloture(trx, consultation_id)
  if (cible.genre === 'item') await lockConsultation(trx, consultation_id)
}

async function prevenir(
  trx: Trx,
  chose: Chose,
  decision: Pick<AModerer, 'geste' | 'motif' | 'raison'> & { readonly id: string; readonly maintenu: boolean },
  now: Date
): Promise<void> {
  const a = chose.auteur_id ? await findAdresseDuCompte(trx, chose.auteur_id) : undefined
  if (!a) return
  const reseau = await findReseau(trx, chose.reseau_id)
  const { adresse: site } = siteDesCourriels()
  const consultation = `${site}/consultations/${chose.adresse}`
  const message = courrielModeration({
    a,
    reseau: reseau?.nom ?? '',
    nature: chose.nature,
    item: chose.item,
    consultation: chose.consultation,
    ...decision,
    liens: {
      decision: `${consultation}/moderations/${decision.id}`,
      item: `${consultation}/items/${chose.numero}`,
      regles: `${site}/consultations/regles`
    }
  })
  await envoyerCourriel(trx, message, now)
}

export type RefusDeRepondre = { readonly raison: 'inconnu' } | { readonly raison: 'deja' }

/** The right of reply: the author of what was refused or taken away answers once, and a moderator looks again. */
export function repondreAModeration(
  db: Db,
  decisionId: string,
  reponse: string,
  { acteur, now }: { readonly acteur: Acteur; readonly now: Date }
): Promise<Result<undefined, RefusDeRepondre>> {
  return transaction(db, async (trx) => {
    const cible = await findCibleDe(trx, decisionId)
    if (!cible) return refuse({ raison: 'inconnu' })
    await lockChose(trx, cible)
    const chose = await findChose(trx, cible)
    if (!acteur.compte || chose?.auteur_id !== acteur.compte.id) return refuse({ raison: 'inconnu' })
    if (decisionAContester(await listDecisions(trx, cible))?.id !== decisionId) return refuse({ raison: 'deja' })
    return (await saveReponse(trx, decisionId, reponse, now)) ? ok(undefined) : refuse({ raison: 'deja' })
  })
}
