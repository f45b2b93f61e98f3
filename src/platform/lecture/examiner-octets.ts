import type { Encodage, Examen } from './encodage.ts'

/** Reads every byte once: what encoding can this be, and is it text at all. */
export async function examinerOctets(octets: AsyncIterable<Buffer>): Promise<Examen> {
  let bom: Encodage | undefined
  let fautif: { octet: number; ligne: number } | undefined
  let multioctets = 0
  let invalides = 0
  let premierNul: number | undefined
  let nulsPairs = 0
  let nulsImpairs = 0
  let accentsMac = 0
  let accentsWindows = 0
  let position = 0
  let ligne = 1
  // Continuation bytes still expected by UTF-8, and the range of the next one.
  let attendus = 0
  let min = 0x80
  let max = 0xbf

  for await (const morceau of octets) {
    if (position === 0) bom = marque(morceau)
    for (let i = 0; i < morceau.length; i++) {
      const octet = morceau[i] as number
      if (octet < 0x80 && attendus === 0) {
        if (octet === 0x0a) ligne++
        else if (octet === 0) {
          premierNul ??= position + i
          if ((position + i) % 2 === 0) nulsPairs++
          else nulsImpairs++
        }
        continue
      }
      if (MAC[octet]) accentsMac++
      else if (WINDOWS[octet]) accentsWindows++

      if (attendus > 0) {
        if (octet >= min && octet <= max) {
          min = 0x80
          max = 0xbf
          if (--attendus === 0) multioctets++
          continue
        }
        attendus = 0
        min = 0x80
        max = 0xbf
        invalides++
        fautif ??= { octet: position + i, ligne }
        i-- // the byte that broke the sequence may start another one
        continue
      }
      if (octet >= 0xc2 && octet <= 0xdf) attendus = 1
      else if (octet >= 0xe0 && octet <= 0xef) {
        attendus = 2
        if (octet === 0xe0) min = 0xa0
        if (octet === 0xed) max = 0x9f
      } else if (octet >= 0xf0 && octet <= 0xf4) {
        attendus = 3
        if (octet === 0xf0) min = 0x90
        if (octet === 0xf4) max = 0x8f
      } else {
        invalides++
        fautif ??= { octet: position + i, ligne }
      }
    }
    position += morceau.length
  }
  if (attendus > 0) {
    invalides++
    fautif ??= { octet: position, ligne }
  }
  return {
    bom,
    fautif,
    multioctets,
    invalides,
    premierNul,
    nulsPairs,
    nulsImpairs,
    accentsMac,
    accentsWindows,
    taille: position
  }
}

function marque(debut: Buffer): Encodage | undefined {
  if (debut[0] === 0xef && debut[1] === 0xbb && debut[2] === 0xbf) return 'utf-8'
  if (debut[0] === 0xff && debut[1] === 0xfe) return 'utf-16le'
  if (debut[0] === 0xfe && debut[1] === 0xff) return 'utf-16be'
  return undefined
}

const table = (octets: readonly number[]): Uint8Array => {
  const marques = new Uint8Array(256)
  for (const octet of octets) marques[octet] = 1
  return marques
}

// à â ç è é ê ë î ï ô ù û
const MAC = table([0x88, 0x89, 0x8d, 0x8f, 0x8e, 0x90, 0x91, 0x94, 0x95, 0x99, 0x9d, 0x9e])
const WINDOWS = table([0xe0, 0xe2, 0xe7, 0xe8, 0xe9, 0xea, 0xeb, 0xee, 0xef, 0xf4, 0xf9, 0xfb])
