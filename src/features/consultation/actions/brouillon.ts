import type { Acteur } from '../../../kernel/acteur.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { countGeste, digest, newJeton } from '../../comptes/index.ts'
import {
  BROUILLONS_PAR_JOUR_MAX,
  CONTENU_MAX,
  expirationDe,
  type GesteGarde,
  isGesteGarde,
  JOUR_MS,
  LOT_MAX,
  type RaisonGardee
} from '../domain/brouillon.ts'
import { lireAction, lireCommentaire, lireValeurs } from '../domain/contribution.ts'
import { etatDe } from '../domain/etat.ts'
import { parseSens } from '../domain/opinion.ts'
import { lireAmendement, lireProposition } from '../domain/proposition.ts'
import type { RefusDAvis } from '../domain/refus.ts'
import {
  claimBrouillon,
  countBrouillons,
  deleteBrouillons,
  finishBrouillon,
  insertBrouillon,
  listLot,
  lockLot,
  releaseBrouillon
} from '../store/brouillon.store.ts'
import { findConsultationById } from '../store/consultation.store.ts'
import { findItemById, type ItemCompte } from '../store/item.store.ts'
import { associerAction } from './associer-action.ts'
import { commenter } from './commenter.ts'
import type { OutilsDeContribution } from './contribuer.ts'
import { donnerAvis } from './donner-avis.ts'
import { proposer } from './proposer.ts'
import { ajouterValeurs } from './valeurs.ts'

/** What a visitor wrote, as the form sent it. */
export interface AGarder {
  readonly consultationId: string
  readonly itemId?: string
  readonly moduleId?: string
  readonly geste: GesteGarde
  readonly contenu: Readonly<Record<string, string>>
}

export type RefusDeGarde =
  | RefusDAvis
  | { readonly raison: 'trop-long' }
  /** As many are kept with it as can be. */
  | { readonly raison: 'lot-plein' }

/**
 * Keeps what a visitor wrote until they have an account, under the digest of a token that they alone receive.
 * @param deja the token that this browser holds: what it opens and nobody has published, the new draft joins
 * @returns the token that opens it
 */
export async function garderBrouillon(
  db: Db,
  aGarder: AGarder,
  { now, salle }: OutilsDeContribution,
  deja?: string
): Promise<Result<string, RefusDeGarde>> {
  const consultation = await findConsultationById(db, aGarder.consultationId)
  const etat = consultation && etatDe(consultation, now)
  if (!consultation || etat === 'brouillon') return refuse({ raison: 'inconnu' })
  if (etat === 'a-venir') return refuse({ raison: 'a-venir', ouverture: consultation.ouverture })
  if (etat !== 'ouverte') return refuse({ raison: 'close' })
  if (Buffer.byteLength(JSON.stringify(aGarder.contenu)) > CONTENU_MAX) return refuse({ raison: 'trop-long' })
  const jusqua = await countGeste(db, 'contributions-passants', salle, now)
  if (jusqua) return refuse({ raison: 'trop-souvent', jusqua })
  // A kind of browser is easily invented: however many there seem to be, the whole is bounded.
  if ((await countBrouillons(db, consultation.id, new Date(now.getTime() - JOUR_MS))) >= BROUILLONS_PAR_JOUR_MAX)
    return refuse({ raison: 'trop-souvent', jusqua: new Date(now.getTime() + JOUR_MS) })
  const jeton = newJeton()
  const { consultationId, itemId, moduleId, geste, contenu } = aGarder
  const expireLe = expirationDe(consultation, now)
  return transaction(db, async (trx) => {
    const avec = deja ? { jeton: deja, nombre: await lockLot(trx, digest(deja), now) } : undefined
    if (avec?.nombre && avec.nombre >= LOT_MAX) return refuse({ raison: 'lot-plein' })
    const lot = avec?.nombre ? digest(avec.jeton) : undefined
    const empreinte = digest(jeton)
    await insertBrouillon(trx, { empreinte, consultationId, itemId, moduleId, geste, contenu, expireLe, lot }, now)
    return ok(lot && avec ? avec.jeton : jeton)
  })
}

export type RefusDePublication =
  | RefusDAvis
  /** Another proposition has that title. */
  | { readonly raison: 'titre-pris' }
  /** Somebody else has just published it. */
  | { readonly raison: 'prise' }

/**
 * Publishes all that is kept at one address, each on its own: what is refused stops nothing else.
 * @param avant only what was written until then
 * @returns why, of those that were refused
 */
export async function publierLot(
  db: Db,
  empreinte: string,
  outils: OutilsDeContribution,
  avant: Date = outils.now
): Promise<readonly RefusDePublication[]> {
  const refus: RefusDePublication[] = []
  for (const brouillon of await listLot(db, empreinte)) {
    if (brouillon.issue !== null || brouillon.cree_le > avant) continue
    const fait = await publierBrouillon(db, brouillon.empreinte, outils)
    if (!fait.ok && fait.error.raison !== 'prise') refus.push(fait.error)
  }
  return refus
}

/**
 * Publishes what was kept, once: it is taken first, and put back when it is refused. Interrupted in between, it can be
 * taken again a little later; an action that finds the same words says « deja », and that is what was wanted.
 * @returns where it can be read, from the consultation's address
 */
async function publierBrouillon(
  db: Db,
  empreinte: string,
  outils: OutilsDeContribution
): Promise<Result<string, RefusDePublication>> {
  const compteId = outils.acteur.compte?.id
  if (!compteId) return refuse({ raison: 'sans-compte' })
  const pris = await transaction(db, (trx) => claimBrouillon(trx, empreinte, compteId, outils.now))
  if (!pris) return refuse({ raison: 'prise' })
  let fait: Result<string, RefusDePublication> | undefined
  try {
    const publier = isGesteGarde(pris.geste) ? PUBLIEURS[pris.geste] : undefined
    fait = publier
      ? await publier(db, { itemId: pris.item_id, moduleId: pris.module_id, contenu: pris.contenu }, outils)
      : refuse({ raison: 'inconnu' })
    return fait
  } finally {
    const issue = fait
    await transaction(db, (trx) =>
      issue?.ok ? finishBrouillon(trx, empreinte, issue.value) : releaseBrouillon(trx, empreinte, gardee(issue?.error))
    )
  }
}

const gardee = (refus: RefusDePublication | undefined): RaisonGardee | undefined =>
  refus && refus.raison !== 'prise' ? refus.raison : undefined

/** Erases the drafts that nobody can read any more. */
export const oublierBrouillons = (db: Db, avant: Date): Promise<void> =>
  transaction(db, (trx) => deleteBrouillons(trx, avant))

interface APublier {
  readonly itemId: string | null
  readonly moduleId: string | null
  readonly contenu: Readonly<Record<string, string>>
}

type Publieur = (
  db: Db,
  brouillon: APublier,
  outils: OutilsDeContribution
) => Promise<Result<string, RefusDePublication>>

/** Of each gesture, who publishes it: the same action as the form's. */
const PUBLIEURS: Readonly<Record<GesteGarde, Publieur>> = {
  avis: surItem(async (db, item, { sens: dit, raison = '' }, { acteur, now }) => {
    const sens = parseSens(dit)
    if (!sens) return refuse({ raison: 'inconnu' })
    const fait = await donnerAvis(db, { itemId: item.id }, { sens, raison }, { acteur, now })
    return fait.ok ? ok('avis') : fait
  }),
  commentaire: surItem(async (db, item, { texte = '', parentId }, outils) => {
    const lu = lireCommentaire(texte)
    if (!lu.ok) return refuse({ raison: 'inconnu' })
    const fait = await commenter(db, item.id, { texte: lu.value, ...(parentId && { parentId }) }, outils)
    return fait.ok ? ok('commentaires') : fait
  }),
  valeur: surItem(async (db, item, { valeurs = '' }, outils) => {
    const lues = lireValeurs(valeurs)
    if (!lues.ok) return refuse({ raison: 'inconnu' })
    const fait = await ajouterValeurs(db, item.id, { valeurs: lues.value }, outils)
    return fait.ok ? ok('valeurs') : fait
  }),
  action: surItem(async (db, item, { texte, lien, lieuId, actionProjetId }, outils) => {
    const lue = lireAction({ action: texte, lien })
    if (!lue.ok) return refuse({ raison: 'inconnu' })
    const action = { ...lue.value, lieuId: lieuId ? Number(lieuId) : undefined, actionProjetId }
    const fait = await associerAction(db, item.id, action, outils)
    return fait.ok ? ok('actions') : fait
  }),
  async proposition(db, { moduleId, contenu }, outils) {
    const lue = lireProposition(contenu)
    if (!moduleId || !lue.ok) return refuse({ raison: 'inconnu' })
    return adresseDe(await proposer(db, { moduleId, ...lue.value }, outils))
  },
  async amendement(db, { itemId, moduleId, contenu }, outils) {
    const article = itemId ? await findItemById(db, itemId) : undefined
    const lu = lireAmendement(contenu, article?.texte ?? '')
    // The article has become what the amendment asked for: nothing is left to change.
    if (!moduleId || !article || !lu.ok) return refuse({ raison: 'inconnu' })
    return adresseDe(await proposer(db, { moduleId, parentId: article.id, ...lu.value }, outils))
  }
}

function adresseDe(fait: Awaited<ReturnType<typeof proposer>>): Result<string, RefusDePublication> {
  if (fait.ok) return ok(`items/${fait.value.numero}`)
  return fait.error.raison === 'deja' ? refuse({ raison: 'titre-pris' }) : fait
}

/** A gesture about an item: it is read at the item's page, at the anchor that `publier` answers. */
function surItem(
  publier: (
    db: Db,
    item: ItemCompte,
    contenu: Readonly<Record<string, string>>,
    outils: OutilsDeContribution
  ) => Promise<Result<string, RefusDAvis>>
): Publieur {
  return async (db, { itemId, contenu }, outils) => {
    const item = itemId ? await findItemById(db, itemId) : undefined
    if (!item) return refuse({ raison: 'inconnu' })
    const fait = await publier(db, item, contenu, outils)
    if (!fait.ok && fait.error.raison !== 'deja') return fait
    return ok(`items/${item.numero}${fait.ok ? `#${fait.value}` : ''}`)
  }
}

/** Who has just confirmed their address, before any session is theirs. */
export const acteurDuCompte = (id: string): Acteur => ({
  nom: `compte:${id}`,
  compte: { id, pseudonyme: '', confirme: true, secondFacteur: false },
  attributions: []
})
