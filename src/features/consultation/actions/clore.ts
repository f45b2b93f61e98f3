import { createHash } from 'node:crypto'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { ecrireDecompte, totauxDe } from '../domain/decompte.ts'
import { grouper } from '../domain/groupes.ts'
import {
  countParticipants,
  findDecompte,
  insertDecomptes,
  insertGroupes,
  listAClore,
  listOpinionsASituer,
  markFigee,
  prendreCloture
} from '../store/cloture.store.ts'
import { type Consultation, lockConsultation } from '../store/consultation.store.ts'

/** Closes what is due, each in its own transaction: late, twice or killed, each is counted once. Returns what failed. */
export async function cloreConsultations(db: Db, now: Date): Promise<readonly { id: string; cause: unknown }[]> {
  const echecs: { id: string; cause: unknown }[] = []
  for (const id of await listAClore(db, now))
    try {
      await transaction(db, (trx) => clore(trx, id, { now, acteur: 'systeme' }))
    } catch (cause) {
      echecs.push({ id, cause })
    }
  return echecs
}

/**
 * Freezes the counts of a consultation whose closing has come, and signs them in the journal of its réseau. Locks go one
 * way: the closing, which waits for those who write; its row; the journal. Whoever comes second finds it done.
 * @returns false when there was nothing to do
 */
export async function clore(
  trx: Trx,
  id: string,
  { now, acteur }: { readonly now: Date; readonly acteur: string }
): Promise<boolean> {
  await prendreCloture(trx, id)
  const consultation = await lockConsultation(trx, id)
  if (!consultation?.publiee_le || consultation.figee_le || !consultation.cloture || consultation.cloture > now)
    return false
  await insertDecomptes(trx, id)
  const participants = await countParticipants(trx, id)
  const decompte = await findDecompte(trx, consultation, participants)
  const empreinte = empreinteDe(ecrireDecompte(decompte))
  await insertGroupes(trx, id, grouper(await listOpinionsASituer(trx, consultation)))
  if (!(await markFigee(trx, id, { empreinte, participants }, now))) throw new Error(`la consultation ${id} a bougé`)
  await consigner(
    trx,
    {
      reseau: consultation.reseau_id,
      genre: 'consultation.close',
      acteur,
      objet: `consultation/${id}`,
      contenu: {
        cloture: consultation.cloture.toISOString(),
        empreinte,
        participants,
        items: decompte.items.length,
        ...totauxDe(decompte)
      }
    },
    now
  )
  return true
}

export interface DecompteSigne {
  /** Letter for letter what was signed. */
  readonly texte: string
  /** Its SHA-256, as `sha256sum` writes it, in the journal since the closing. */
  readonly empreinte: string
  readonly figeeLe: Date
  /** What is served today still is what was signed. */
  readonly tient: boolean
}

/** The signed counts; undefined while they are not frozen. */
export async function lireDecompte(db: Db, consultation: Consultation): Promise<DecompteSigne | undefined> {
  const { figee_le: figeeLe, figee_empreinte: empreinte, participants } = consultation
  if (!figeeLe || !empreinte || participants === null) return undefined
  const texte = ecrireDecompte(await findDecompte(db, consultation, participants))
  return { texte, empreinte, figeeLe, tient: empreinteDe(texte) === empreinte }
}

const empreinteDe = (texte: string): string => createHash('sha256').update(texte).digest('hex')
