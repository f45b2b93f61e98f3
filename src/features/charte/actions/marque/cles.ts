import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { type Db, type Trx, transaction } from '../../../../platform/db/index.ts'
import { consigner } from '../../../../platform/journal/index.ts'
import { decrypt, encrypt, type ReglagesDeCle } from '../../../comptes/index.ts'
import { type Cle, findCleCourante, insertCle, lockCles, replaceCle } from '../../store/marque.store.ts'
import { lirePrivee, versMultikey } from './signer.ts'

export interface OutilsCle {
  readonly reglages: ReglagesDeCle
  /** Name for the journal. */
  readonly acteur: string
  readonly now: Date
}

export interface CleCourante {
  readonly rang: number
  readonly creeLe: Date
  readonly privee: KeyObject
}

/** The site's secret is not the one that encrypted the key: nothing can be signed until a new key is made. */
export class CleIllisible extends Error {}

/**
 * The key that signs for a réseau now. The first time it is asked for, it is made.
 * @throws CleIllisible
 */
export async function obtenirCle(db: Db, reseauId: string, outils: OutilsCle): Promise<CleCourante> {
  const cle =
    (await findCleCourante(db, reseauId)) ??
    (await transaction(db, async (trx) => {
      const cles = await lockCles(trx, reseauId)
      return cles.find(({ remplacee_le }) => !remplacee_le) ?? createCle(trx, reseauId, cles.length + 1, outils)
    }))
  const octets = decrypt(cle.privee, titulaire(cle), outils.reglages, 'marque')
  if (!octets) throw new CleIllisible(`La clé ${cle.rang} du réseau ${reseauId} ne se déchiffre pas.`)
  return { rang: cle.rang, creeLe: cle.cree_le, privee: lirePrivee(octets) }
}

/** A new key signs from now on. The one it replaces stays published: the badges that it signed go on verifying. */
export async function renouvelerCle(
  db: Db,
  reseauId: string,
  outils: OutilsCle
): Promise<{ readonly rang: number; readonly remplacee: number | undefined }> {
  return transaction(db, async (trx) => {
    const cles = await lockCles(trx, reseauId)
    const courante = cles.find(({ remplacee_le }) => !remplacee_le)
    if (courante) await replaceCle(trx, courante, undefined, outils.now)
    const { rang } = await createCle(trx, reseauId, cles.length + 1, outils)
    return { rang, remplacee: courante?.rang }
  })
}

/**
 * A key came into other hands: nothing that it signed verifies any more, whatever date its thief writes, and members take
 * their badge again. When it is the one that signs now, another takes its place.
 * @param depuis since when it is compromised
 * @returns false when the réseau has no such key
 */
export async function revoquerCle(
  db: Db,
  reseauId: string,
  rang: number,
  { depuis, ...outils }: OutilsCle & { readonly depuis: Date }
): Promise<boolean> {
  return transaction(db, async (trx) => {
    const cles = await lockCles(trx, reseauId)
    const cle = cles.find((une) => une.rang === rang)
    if (!cle) return false
    await replaceCle(trx, cle, depuis, outils.now)
    await consigner(
      trx,
      {
        reseau: reseauId,
        genre: 'marque.cle-compromise',
        acteur: outils.acteur,
        objet: `marque_cle/${rang}`,
        contenu: { depuis: depuis.toISOString() }
      },
      outils.now
    )
    if (!cle.remplacee_le) await createCle(trx, reseauId, cles.length + 1, outils)
    return true
  })
}

async function createCle(trx: Trx, reseauId: string, rang: number, { reglages, acteur, now }: OutilsCle): Promise<Cle> {
  const { d = '', x = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  const cle = {
    reseau_id: reseauId,
    rang,
    publique: versMultikey(Buffer.from(x, 'base64url')),
    privee: encrypt(Buffer.from(d, 'base64url'), titulaire({ reseau_id: reseauId, rang }), reglages, 'marque'),
    cree_le: now
  }
  await insertCle(trx, cle)
  await consigner(
    trx,
    {
      reseau: reseauId,
      genre: 'marque.cle',
      acteur,
      objet: `marque_cle/${rang}`,
      contenu: { publique: createHash('sha256').update(cle.publique).digest('hex') }
    },
    now
  )
  return { ...cle, remplacee_le: null, compromise_le: null }
}

const titulaire = ({ reseau_id, rang }: Pick<Cle, 'reseau_id' | 'rang'>): string => `marque/${reseau_id}/${rang}`
