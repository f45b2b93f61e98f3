const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Bytes as multibase base58btc: keys and signatures of Data Integrity (Controlled Identifiers 1.0, § 2.4). */
export function versMultibase(octets: Uint8Array): string {
  const chiffres: number[] = []
  for (const octet of octets) {
    let reste = octet
    for (let i = 0; i < chiffres.length; i++) {
      reste += (chiffres[i] ?? 0) << 8
      chiffres[i] = reste % 58
      reste = Math.floor(reste / 58)
    }
    for (; reste > 0; reste = Math.floor(reste / 58)) chiffres.push(reste % 58)
  }
  const zeros = octets.findIndex((octet) => octet !== 0)
  const tete = ALPHABET.charAt(0).repeat(zeros === -1 ? octets.length : zeros)
  return `z${tete}${chiffres
    .reverse()
    .map((chiffre) => ALPHABET.charAt(chiffre))
    .join('')}`
}

/** The bytes of a base58btc text; undefined when it is not one. */
export function depuisMultibase(texte: string): Uint8Array | undefined {
  if (!texte.startsWith('z')) return undefined
  const corps = texte.slice(1)
  const octets: number[] = []
  for (const signe of corps) {
    let reste = ALPHABET.indexOf(signe)
    if (reste === -1) return undefined
    for (let i = 0; i < octets.length; i++) {
      reste += (octets[i] ?? 0) * 58
      octets[i] = reste & 255
      reste >>= 8
    }
    for (; reste > 0; reste >>= 8) octets.push(reste & 255)
  }
  const zeros = /^1*/.exec(corps)?.[0].length ?? 0
  return Uint8Array.from([...new Array<number>(zeros).fill(0), ...octets.reverse()])
}
