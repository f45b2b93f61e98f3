import { createHash } from 'node:crypto'
import type { Acteur } from '../../../kernel/acteur.ts'
import { estAutorise } from '../../../kernel/droit.ts'
import { jsonCanonique } from '../../../kernel/json-canonique.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { estPublique, findContenu, listChartes } from '../../charte/index.ts'
import { findDecision } from '../../gouvernance/index.ts'
import { etatDe } from '../domain/etat.ts'
import { PERMISSIONS_CONSULTATION } from '../domain/permissions.ts'
import type { ReponseEcrite, Suite } from '../domain/reponse.ts'
import { type Consultation, lockConsultation } from '../store/consultation.store.ts'
import {
  countEnAttente,
  findItemEtReponse,
  type ItemEtReponse,
  listItemsEtReponses,
  saveReponse,
  saveRestitution,
  saveSynthese
} from '../store/reponse.store.ts'

/** Why an answer, a synthesis or the restitution was not written. */
export type RefusDeReponse =
  | { readonly raison: 'inconnue' }
  | { readonly raison: 'interdit' }
  /** It still receives opinions: to answer now would be not to wait for them. */
  | { readonly raison: 'pas-close' }
  /** Closed, but its counts are not frozen yet: a minute at most. */
  | { readonly raison: 'pas-figee' }
  | { readonly raison: 'suite-inconnue'; readonly genre: Suite['genre'] }
  /** Somebody else wrote since it was read. */
  | { readonly raison: 'autre-ecriture' }
  | { readonly raison: 'deja-restituee' }
  | { readonly raison: 'sans-reponse'; readonly items: readonly ItemEtReponse[] }
  /** Propositions wait for a moderator: published afterwards, they would have no answer. */
  | { readonly raison: 'en-attente'; readonly nombre: number }

export interface OutilsDeReponse {
  readonly acteur: Acteur
  readonly now: Date
}

/**
 * Answers an item, or corrects its answer. Before the restitution nobody else reads it; after, a correction leaves its
 * trace in the journal and on the page.
 * @param lue the revision that was read; 0: there was no answer yet
 */
export async function repondre(
  db: Db,
  consultationId: string,
  { numero, reponse, lue }: { readonly numero: number; readonly reponse: ReponseEcrite; readonly lue: number },
  outils: OutilsDeReponse
): Promise<Result<undefined, RefusDeReponse>> {
  return ecrire(db, consultationId, outils, async (trx, consultation) => {
    const item = await findItemEtReponse(trx, consultationId, numero)
    if (!item) return refuse({ raison: 'inconnue' })
    for (const suite of reponse.suites)
      if (!(await existe(trx, suite, consultation, outils.now)))
        return refuse({ raison: 'suite-inconnue', genre: suite.genre })
    const auteur = outils.acteur.nom
    if (!(await saveReponse(trx, item.id, { reponse, revision: lue, auteur }, outils.now)))
      return refuse({ raison: 'autre-ecriture' })
    if (consultation.restituee_le)
      await consigner(
        trx,
        {
          reseau: consultation.reseau_id,
          genre: 'consultation.reponse-corrigee',
          acteur: auteur,
          objet: `consultation/${consultationId}`,
          contenu: { item: item.numero, revision: lue + 1, empreinte: empreinteDe(reponse) }
        },
        outils.now
      )
    return ok(undefined)
  })
}

/** Writes what the organiser keeps of the whole. After the restitution it leaves its trace, like an answer. */
export async function ecrireSynthese(
  db: Db,
  consultationId: string,
  synthese: string,
  outils: OutilsDeReponse
): Promise<Result<undefined, RefusDeReponse>> {
  return ecrire(db, consultationId, outils, async (trx, consultation) => {
    if (consultation.synthese === synthese) return ok(undefined)
    await saveSynthese(trx, consultationId, synthese)
    if (consultation.restituee_le)
      await consigner(
        trx,
        {
          reseau: consultation.reseau_id,
          genre: 'consultation.synthese-corrigee',
          acteur: outils.acteur.nom,
          objet: `consultation/${consultationId}`,
          contenu: { empreinte: empreinteDe(synthese) }
        },
        outils.now
      )
    return ok(undefined)
  })
}

/** Makes the answers public, all together: an item without its answer stops it (« an answer to every item »). */
export async function restituer(
  db: Db,
  consultationId: string,
  outils: OutilsDeReponse
): Promise<Result<undefined, RefusDeReponse>> {
  return ecrire(db, consultationId, outils, async (trx, consultation) => {
    if (consultation.restituee_le) return refuse({ raison: 'deja-restituee' })
    if (!consultation.figee_le) return refuse({ raison: 'pas-figee' })
    const items = await listItemsEtReponses(trx, consultationId)
    const restent = items.filter(({ reponse }) => reponse === null)
    if (restent.length > 0) return refuse({ raison: 'sans-reponse', items: restent })
    const enAttente = await countEnAttente(trx, consultationId)
    if (enAttente > 0) return refuse({ raison: 'en-attente', nombre: enAttente })
    await saveRestitution(trx, consultationId, outils.now)
    await consigner(
      trx,
      {
        reseau: consultation.reseau_id,
        genre: 'consultation.restitution',
        acteur: outils.acteur.nom,
        objet: `consultation/${consultationId}`,
        contenu: { reponses: items.length, empreinte: empreinteDesReponses(items, consultation.synthese) }
      },
      outils.now
    )
    return ok(undefined)
  })
}

/** The SHA-256 of all the answers and of the synthesis, as they are made public. */
export const empreinteDesReponses = (items: readonly ItemEtReponse[], synthese: string): string =>
  empreinteDe({
    synthese,
    reponses: items
      .toSorted((a, b) => a.numero - b.numero)
      .map(({ numero, reponse }) => ({
        numero,
        sort: reponse?.sort,
        texte: reponse?.texte,
        version: reponse?.version_id,
        critere: reponse?.critere_id,
        decision: reponse?.decision_id
      }))
  })

const empreinteDe = (contenu: unknown): string => createHash('sha256').update(jsonCanonique(contenu)).digest('hex')

/** Under the row of the consultation, so that a restitution and an answer follow one another. */
function ecrire(
  db: Db,
  consultationId: string,
  { acteur, now }: OutilsDeReponse,
  faire: (trx: Trx, consultation: Consultation) => Promise<Result<undefined, RefusDeReponse>>
): Promise<Result<undefined, RefusDeReponse>> {
  return transaction(db, async (trx) => {
    const consultation = await lockConsultation(trx, consultationId)
    if (!consultation) return refuse({ raison: 'inconnue' })
    const droit = PERMISSIONS_CONSULTATION['consultation:organiser']
    if (!estAutorise(droit, acteur, { reseau: consultation.reseau_id })) return refuse({ raison: 'interdit' })
    const etat = etatDe(consultation, now)
    if (etat === 'brouillon' || etat === 'a-venir' || etat === 'ouverte') return refuse({ raison: 'pas-close' })
    return faire(trx, consultation)
  })
}

/** A criterion of a version that everybody may read, a decision of this réseau's register. */
async function existe(db: Db, suite: Suite, { reseau_id }: Consultation, now: Date): Promise<boolean> {
  if (suite.genre === 'decision') return (await findDecision(db, suite.decisionId))?.reseau_id === reseau_id
  const versions = (await listChartes(db)).flatMap((charte) => charte.versions)
  const version = versions.find(({ id }) => id === suite.versionId)
  if (!version || !estPublique(version, now)) return false
  return (await findContenu(db, version.id)).criteres.some(({ id }) => id === suite.critereId)
}
