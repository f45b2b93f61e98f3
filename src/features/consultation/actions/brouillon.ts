import type { Acteur } from '../../../kernel/acteur.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { countGeste, digest, newJeton } from '../../comptes/index.ts'
import { CONTENU_MAX, expirationDe, type GesteGarde, isGesteGarde } from '../domain/brouillon.ts'
import { etatDe } from '../domain/etat.ts'
import { parseSens } from '../domain/opinion.ts'
import type { RefusDAvis } from '../domain/refus.ts'
import {
  claimBrouillon,
  deleteBrouillons,
  finishBrouillon,
  insertBrouillon,
  releaseBrouillon
} from '../store/brouillon.store.ts'
import { findConsultationById } from '../store/consultation.store.ts'
import { findItemById, type ItemCompte } from '../store/item.store.ts'
import type { OutilsDeContribution } from './contribuer.ts'
import { donnerAvis } from './donner-avis.ts'

/** What a visitor wrote, as the form sent it. */
export interface AGarder {
  readonly consultationId: string
  readonly itemId?: string
  readonly moduleId?: string
  readonly geste: GesteGarde
  readonly contenu: Readonly<Record<string, string>>
}

export type RefusDeGarde = RefusDAvis | { readonly raison: 'trop-long' }

/**
 * Keeps what a visitor wrote until they have an account, under the digest of a token that they alone receive.
 * @returns the token
 */
export async function garderBrouillon(
  db: Db,
  aGarder: AGarder,
  { now, salle }: OutilsDeContribution
): Promise<Result<string, RefusDeGarde>> {
  const consultation = await findConsultationById(db, aGarder.consultationId)
  const etat = consultation && etatDe(consultation, now)
  if (!consultation || etat === 'brouillon') return refuse({ raison: 'inconnu' })
  if (etat === 'a-venir') return refuse({ raison: 'a-venir', ouverture: consultation.ouverture })
  if (etat !== 'ouverte') return refuse({ raison: 'close' })
  if (Buffer.byteLength(JSON.stringify(aGarder.contenu)) > CONTENU_MAX) return refuse({ raison: 'trop-long' })
  const jusqua = await countGeste(db, 'contributions-passants', salle, now)
  if (jusqua) return refuse({ raison: 'trop-souvent', jusqua })
  const jeton = newJeton()
  const { consultationId, itemId, moduleId, geste, contenu } = aGarder
  const expireLe = expirationDe(consultation, now)
  await transaction(db, (trx) =>
    insertBrouillon(trx, { empreinte: digest(jeton), consultationId, itemId, moduleId, geste, contenu, expireLe }, now)
  )
  return ok(jeton)
}

/**
 * Publishes what was kept, once: it is taken first, and put back when it is refused. Interrupted in between, it can be
 * taken again a little later; an action that finds the same words says « deja », and that is what was wanted.
 * @returns where it can be read, from the consultation's address
 */
export async function publierBrouillon(
  db: Db,
  empreinte: string,
  outils: OutilsDeContribution
): Promise<Result<string, RefusDAvis>> {
  const compteId = outils.acteur.compte?.id
  if (!compteId) return refuse({ raison: 'sans-compte' })
  const pris = await transaction(db, (trx) => claimBrouillon(trx, empreinte, compteId, outils.now))
  if (!pris) return refuse({ raison: 'deja' })
  let fait: Result<string, RefusDAvis> = refuse({ raison: 'inconnu' })
  try {
    const publier = isGesteGarde(pris.geste) ? PUBLIEURS[pris.geste] : undefined
    if (publier)
      fait = await publier(db, { itemId: pris.item_id, moduleId: pris.module_id, contenu: pris.contenu }, outils)
  } finally {
    const issue = fait.ok ? fait.value : undefined
    await transaction(db, (trx) =>
      issue === undefined ? releaseBrouillon(trx, empreinte) : finishBrouillon(trx, empreinte, issue)
    )
  }
  return fait
}

/** Erases the drafts that nobody can read any more. */
export const oublierBrouillons = (db: Db, avant: Date): Promise<void> =>
  transaction(db, (trx) => deleteBrouillons(trx, avant))

interface APublier {
  readonly itemId: string | null
  readonly moduleId: string | null
  readonly contenu: Readonly<Record<string, string>>
}

type Publieur = (db: Db, brouillon: APublier, outils: OutilsDeContribution) => Promise<Result<string, RefusDAvis>>

/** Of each gesture, who publishes it: the same action as the form's. */
const PUBLIEURS: Partial<Readonly<Record<GesteGarde, Publieur>>> = {
  avis: surItem(async (db, item, { sens: dit, raison = '' }, { acteur, now }) => {
    const sens = parseSens(dit)
    if (!sens) return refuse({ raison: 'inconnu' })
    const fait = await donnerAvis(db, { itemId: item.id }, { sens, raison }, { acteur, now })
    return fait.ok ? ok('avis') : fait
  })
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
