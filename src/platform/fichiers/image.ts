import { inflateSync } from 'node:zlib'
import { ok, type Result, refuse } from '../../kernel/result.ts'

/** A picture that browsers draw and that carries nothing else: no place, no author, no preview, no program. */
export interface ImagePropre {
  readonly type: 'image/png' | 'image/jpeg'
  readonly octets: Buffer
  readonly largeur: number
  readonly hauteur: number
}

export type ImageRefusee = 'vide' | 'svg' | 'autre-format' | 'abimee' | 'trop-grande' | 'tournee'

/** Pixels on a side: beyond, a small file can fill the memory of a phone. */
export const COTE_MAX = 2_000

/**
 * Reads a PNG or a JPEG by its content, whatever its name says, and writes it again with only what draws it. An SVG is
 * refused: it can hold programs and fetch other files.
 */
export function lireImage(octets: Buffer): Result<ImagePropre, ImageRefusee> {
  if (octets.length === 0) return refuse('vide')
  if (octets.subarray(0, 8).equals(SIGNATURE_PNG)) return lirePng(octets)
  if (octets[0] === 0xff && octets[1] === 0xd8) return lireJpeg(octets)
  return refuse(
    /<(svg|!doctype svg|\?xml)/i.test(octets.subarray(0, 1_000).toString('latin1')) ? 'svg' : 'autre-format'
  )
}

const SIGNATURE_PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
// What draws: size, palette, transparency, colour correction, pixels. Texts, dates, EXIF and animations stay behind.
const MORCEAUX_PNG = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'IDAT', 'IEND'])
/** Numbers per pixel, by kind of colour. */
const CANAUX: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

function lirePng(octets: Buffer): Result<ImagePropre, ImageRefusee> {
  const gardes: Buffer[] = [SIGNATURE_PNG]
  const pixels: Buffer[] = []
  let entete: Buffer | undefined
  let place = 8
  for (;;) {
    if (place + 12 > octets.length) return refuse('abimee')
    const longueur = octets.readUInt32BE(place)
    const fin = place + 12 + longueur
    if (fin > octets.length) return refuse('abimee')
    const nom = octets.toString('latin1', place + 4, place + 8)
    const contenu = octets.subarray(place + 8, fin - 4)
    if (!entete && nom !== 'IHDR') return refuse('abimee')
    if (nom === 'IHDR') entete = contenu
    if (nom === 'IDAT') pixels.push(contenu)
    if (MORCEAUX_PNG.has(nom)) gardes.push(octets.subarray(place, fin))
    place = fin
    // What follows the end is no picture.
    if (nom === 'IEND') break
  }
  if (!entete || entete.length !== 13) return refuse('abimee')
  const [largeur, hauteur] = [entete.readUInt32BE(0), entete.readUInt32BE(4)]
  const [profondeur, couleur, entrelacee] = [entete.readUInt8(8), entete.readUInt8(9), entete.readUInt8(12)]
  if (largeur === 0 || hauteur === 0) return refuse('abimee')
  if (largeur > COTE_MAX || hauteur > COTE_MAX) return refuse('trop-grande')
  const canaux = CANAUX[couleur]
  if (!canaux || ![1, 2, 4, 8, 16].includes(profondeur)) return refuse('abimee')
  const ligne = 1 + Math.ceil((largeur * canaux * profondeur) / 8)
  try {
    // Seven passes of an interlaced picture each start their lines anew.
    const maxOutputLength = ligne * hauteur + (entrelacee ? 8 * (largeur + hauteur) * canaux : 0) + 1
    const dessin = inflateSync(Buffer.concat(pixels), { maxOutputLength })
    if (entrelacee ? dessin.length < hauteur : dessin.length !== ligne * hauteur) return refuse('abimee')
  } catch {
    return refuse('abimee')
  }
  return ok({ type: 'image/png', octets: Buffer.concat(gardes), largeur, hauteur })
}

function lireJpeg(octets: Buffer): Result<ImagePropre, ImageRefusee> {
  const gardes: Buffer[] = [octets.subarray(0, 2)]
  let taille: { largeur: number; hauteur: number } | undefined
  let tournee = false
  let place = 2
  for (;;) {
    if (place + 4 > octets.length || octets[place] !== 0xff) return refuse('abimee')
    const genre = octets[place + 1] as number
    if (genre === 0xff) {
      place++
      continue
    }
    const fin = place + 2 + octets.readUInt16BE(place + 2)
    if (genre === 0 || genre === 0xd9 || fin > octets.length || fin < place + 4) return refuse('abimee')
    const segment = octets.subarray(place, fin)
    if (isTaille(genre)) {
      if (segment.length < 9) return refuse('abimee')
      taille = { hauteur: segment.readUInt16BE(5), largeur: segment.readUInt16BE(7) }
    }
    if (genre === 0xe1) tournee ||= isTournee(segment)
    // JFIF and Adobe say how colours are coded; every other application segment and the comments are about people.
    const autour = (genre >= 0xe0 && genre <= 0xef) || genre === 0xfe
    const utile = (genre === 0xe0 && has(segment, 'JFIF\0')) || (genre === 0xee && has(segment, 'Adobe'))
    // A JFIF header may hold a preview, which shows what was cut since.
    if (!autour || utile) gardes.push(genre === 0xe0 && utile ? JFIF : segment)
    place = fin
    if (genre === 0xda) break
  }
  const finDuDessin = octets.lastIndexOf(Buffer.from([0xff, 0xd9]))
  if (!taille || taille.largeur === 0 || taille.hauteur === 0 || finDuDessin < place) return refuse('abimee')
  if (taille.largeur > COTE_MAX || taille.hauteur > COTE_MAX) return refuse('trop-grande')
  if (tournee) return refuse('tournee')
  const dessin = sansSegments(octets.subarray(place, finDuDessin))
  if (!dessin) return refuse('abimee')
  return ok({
    type: 'image/jpeg',
    octets: Buffer.concat([...gardes, dessin, Buffer.from([0xff, 0xd9])]),
    ...taille
  })
}

const JFIF = Buffer.from([0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0])
/** Start of frame: the size of the picture. Tables share the range. */
const isTaille = (genre: number) => genre >= 0xc0 && genre <= 0xcf && genre !== 0xc4 && genre !== 0xc8 && genre !== 0xcc
const has = (segment: Buffer, mot: string) => segment.toString('latin1', 4, 4 + mot.length) === mot

/** Progressive pictures have several scans, between which comments could come back: none is kept. */
function sansSegments(dessin: Buffer): Buffer | undefined {
  const gardes: Buffer[] = []
  let debut = 0
  let place = 0
  for (;;) {
    place = dessin.indexOf(0xff, place)
    if (place < 0 || place + 1 >= dessin.length) break
    const genre = dessin[place + 1] as number
    // A stuffed byte, a restart mark, a filler: still the drawing.
    if (genre === 0 || (genre >= 0xd0 && genre <= 0xd7) || genre === 0xff) {
      place += genre === 0xff ? 1 : 2
      continue
    }
    // The end of the picture: what follows is another file.
    if (genre === 0xd9) return Buffer.concat([...gardes, dessin.subarray(debut, place)])
    if (place + 4 > dessin.length) return undefined
    const fin = place + 2 + dessin.readUInt16BE(place + 2)
    if (fin > dessin.length) return undefined
    if ((genre >= 0xe0 && genre <= 0xef) || genre === 0xfe) {
      gardes.push(dessin.subarray(debut, place))
      debut = fin
    }
    place = fin
  }
  return Buffer.concat([...gardes, dessin.subarray(debut)])
}

/** EXIF says that the picture is to be turned: without it, it would lie on its side. */
function isTournee(segment: Buffer): boolean {
  if (!has(segment, 'Exif\0\0') || segment.length < 20) return false
  const tiff = segment.subarray(10)
  const petit = tiff.toString('latin1', 0, 2) === 'II'
  const u16 = (i: number) => (i + 2 > tiff.length ? 0 : petit ? tiff.readUInt16LE(i) : tiff.readUInt16BE(i))
  const u32 = (i: number) => (i + 4 > tiff.length ? 0 : petit ? tiff.readUInt32LE(i) : tiff.readUInt32BE(i))
  const table = u32(4)
  for (let i = 0; i < Math.min(u16(table), 100); i++) {
    const entree = table + 2 + i * 12
    if (u16(entree) === 0x0112) return u16(entree + 8) > 1
  }
  return false
}
