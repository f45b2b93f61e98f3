import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Where the key comes from: the setting, or what already guards the database. Never the database itself. */
export interface ReglagesDeCle {
  readonly CLE_SECRETE: string
  readonly DATABASE_URL: string
  readonly MAILLAGE_DATA: string
}

const keyFrom = ({ CLE_SECRETE, DATABASE_URL, MAILLAGE_DATA }: ReglagesDeCle): Buffer =>
  Buffer.from(hkdfSync('sha256', CLE_SECRETE || DATABASE_URL || MAILLAGE_DATA, 'maillage', 'totp', 32))

/** AES-256-GCM, tied to the account: a row copied into another account is no secret of that one. */
export function encrypt(secret: Uint8Array, compteId: string, reglages: ReglagesDeCle): Buffer {
  const iv = randomBytes(12)
  const chiffre = createCipheriv('aes-256-gcm', keyFrom(reglages), iv).setAAD(Buffer.from(compteId))
  const texte = Buffer.concat([chiffre.update(secret), chiffre.final()])
  return Buffer.concat([iv, chiffre.getAuthTag(), texte])
}

/** Undefined when the key has changed since: the person has recovery codes, and enrols again. */
export function decrypt(octets: Buffer, compteId: string, reglages: ReglagesDeCle): Buffer | undefined {
  try {
    const chiffre = createDecipheriv('aes-256-gcm', keyFrom(reglages), octets.subarray(0, 12))
      .setAAD(Buffer.from(compteId))
      .setAuthTag(octets.subarray(12, 28))
    return Buffer.concat([chiffre.update(octets.subarray(28)), chiffre.final()])
  } catch {
    return undefined
  }
}
