import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Where the key comes from: the setting, or what already guards the database. Never the database itself. */
export interface ReglagesDeCle {
  readonly CLE_SECRETE: string
  readonly DATABASE_URL: string
  readonly MAILLAGE_DATA: string
}

/** What is encrypted: each kind has a key of its own, so that none is ever read as another. */
type Usage = 'totp' | 'marque'

const keyFrom = ({ CLE_SECRETE, DATABASE_URL, MAILLAGE_DATA }: ReglagesDeCle, usage: Usage): Buffer =>
  Buffer.from(hkdfSync('sha256', CLE_SECRETE || DATABASE_URL || MAILLAGE_DATA, 'maillage', usage, 32))

/** AES-256-GCM, tied to its owner (an account, a réseau): a row copied under another one is no secret of that one. */
export function encrypt(secret: Uint8Array, titulaire: string, reglages: ReglagesDeCle, usage: Usage = 'totp'): Buffer {
  const iv = randomBytes(12)
  const chiffre = createCipheriv('aes-256-gcm', keyFrom(reglages, usage), iv).setAAD(Buffer.from(titulaire))
  const texte = Buffer.concat([chiffre.update(secret), chiffre.final()])
  return Buffer.concat([iv, chiffre.getAuthTag(), texte])
}

/** Undefined when the key has changed since: a person has recovery codes, and enrols again. */
export function decrypt(
  octets: Buffer,
  titulaire: string,
  reglages: ReglagesDeCle,
  usage: Usage = 'totp'
): Buffer | undefined {
  try {
    const chiffre = createDecipheriv('aes-256-gcm', keyFrom(reglages, usage), octets.subarray(0, 12))
      .setAAD(Buffer.from(titulaire))
      .setAuthTag(octets.subarray(12, 28))
    return Buffer.concat([chiffre.update(octets.subarray(28)), chiffre.final()])
  } catch {
    return undefined
  }
}
