import { crc32, deflateSync } from 'node:zlib'

/** A PNG of one colour, with the chunks one wants between its header and its pixels. */
export function pngDeTest({
  largeur = 24,
  hauteur = 16,
  autres = []
}: {
  largeur?: number
  hauteur?: number
  autres?: readonly (readonly [string, string])[]
} = {}): Buffer {
  const entete = Buffer.alloc(13)
  entete.writeUInt32BE(largeur, 0)
  entete.writeUInt32BE(hauteur, 4)
  entete.set([8, 2, 0, 0, 0], 8)
  const ligne = Buffer.concat([Buffer.from([0]), Buffer.alloc(largeur * 3, 0x6a)])
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    morceau('IHDR', entete),
    ...autres.map(([nom, texte]) => morceau(nom, Buffer.from(texte, 'latin1'))),
    morceau('IDAT', deflateSync(Buffer.concat(Array.from({ length: hauteur }, () => ligne)))),
    morceau('IEND', Buffer.alloc(0))
  ])
}

function morceau(nom: string, contenu: Buffer): Buffer {
  const corps = Buffer.concat([Buffer.from(nom, 'latin1'), contenu])
  const bouts = Buffer.alloc(8)
  bouts.writeUInt32BE(contenu.length, 0)
  bouts.writeUInt32BE(crc32(corps), 4)
  return Buffer.concat([bouts.subarray(0, 4), corps, bouts.subarray(4)])
}
