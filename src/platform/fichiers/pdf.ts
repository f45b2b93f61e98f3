import { inflateSync } from 'node:zlib'
import type { DocumentRefuse } from './document.ts'

// What runs, opens a program, carries another file, or hides all this behind a key (ISO 32000-1, 12.6.4, 7.11.4, 7.6).
const PROGRAMMES = /\/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA\s*(?:\[|\d+\s+\d+\s+R))(?![A-Za-z0-9])/
const CHIFFRE = /\/Encrypt(?![A-Za-z0-9])/
/** Bytes that the objects packed in one file may unfold into. */
const DEPLIE_MAX = 50_000_000
/** From where the end of the file is looked for. */
const FIN = 2_048

/**
 * Why a PDF is refused; nothing when it is whole and holds no program. What is written in its pages is not read: only the
 * objects that say what it does, those packed in object streams included.
 */
export function lirePdf(octets: Buffer): DocumentRefuse | undefined {
  // What follows the end would be another file.
  if (!/startxref\s+\d+\s+%%EOF[\s\0]*$/.test(octets.toString('latin1', Math.max(0, octets.length - FIN))))
    return 'abime'
  const texte = octets.toString('latin1')
  const clair = sansEchappements(texte)
  if (CHIFFRE.test(clair)) return 'protege'
  if (PROGRAMMES.test(clair)) return 'programme'
  let reste = DEPLIE_MAX
  let debut = 0
  for (const { index, 0: mot } of texte.matchAll(/(?<!end)stream(?:\r\n|\n|\r)/g)) {
    const entete = sansEchappements(texte.slice(debut, index))
    debut = index + mot.length
    if (!/\/ObjStm(?![A-Za-z0-9])/.test(entete)) continue
    const fin = texte.indexOf('endstream', debut)
    if (fin < 0) return 'abime'
    // Folded twice, or by differences, what it says would not be seen below.
    const dictionnaire = entete.slice(entete.lastIndexOf('obj'))
    if (/\/Predictor\s*(?!1\b)\d/.test(dictionnaire) || dictionnaire.split('/FlateDecode').length !== 2) return 'abime'
    const paquet = deplier(octets.subarray(debut, fin), reste)
    // Packed in another way, it cannot be read here: nobody would know what it does.
    if (paquet === undefined) return 'abime'
    if (paquet === 'trop-grand') return paquet
    reste -= paquet.length
    if (PROGRAMMES.test(sansEchappements(paquet))) return 'programme'
  }
  return undefined
}

/** A name may write any of its letters by its number: /J#61vaScript. */
const sansEchappements = (texte: string) =>
  texte.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

function deplier(octets: Buffer, maxOutputLength: number): string | 'trop-grand' | undefined {
  try {
    return inflateSync(octets, { maxOutputLength }).toString('latin1')
  } catch (erreur) {
    return (erreur as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'trop-grand' : undefined
  }
}
