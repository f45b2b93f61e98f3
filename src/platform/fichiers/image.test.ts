import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pngDeTest } from './image.fixture.ts'
import { lireImage } from './image.ts'

const segment = (genre: number, contenu: string | Buffer) => {
  const octets = Buffer.from(contenu as string, 'latin1')
  const tete = Buffer.from([0xff, genre, 0, 0])
  tete.writeUInt16BE(octets.length + 2, 2)
  return Buffer.concat([tete, octets])
}
const JFIF = 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0'
const TAILLE = Buffer.from([8, 0, 20, 0, 30, 1, 1, 0x11, 0])
/** As far as a reader that does not decode can tell. */
const jpeg = (...avant: Buffer[]) =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, JFIF),
    ...avant,
    segment(0xc0, TAILLE),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([1, 2, 3, 0xff, 0, 4, 0xff, 0xd0, 5]),
    segment(0xfe, 'second secret'),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([6, 7, 0xff, 0xd9])
  ])
const exif = (sens: number) =>
  segment(
    0xe1,
    Buffer.concat([
      Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01', 'latin1'),
      Buffer.from([0, sens, 0, 0]),
      Buffer.from('GPS 43.5 N')
    ])
  )

describe('une image déposée', () => {
  it('en PNG, garde ses pixels et perd tout ce qu’elle dit d’autre', () => {
    const lue = lireImage(
      pngDeTest({
        autres: [
          ['tEXt', 'Author\0Camille'],
          ['eXIf', 'GPS'],
          ['gAMA', '\0\0\xb1\x8f']
        ]
      })
    )
    expect(lue).toMatchObject({ ok: true, value: { type: 'image/png', largeur: 24, hauteur: 16 } })
    const octets = lue.ok ? lue.value.octets.toString('latin1') : ''
    expect(octets).not.toMatch(/Camille|GPS/)
    expect(octets).toContain('gAMA')
  })

  it('perd ce qui a été collé après sa fin', () => {
    const lue = lireImage(Buffer.concat([pngDeTest(), Buffer.from('<script>alert(1)</script>')]))
    expect(lue.ok && lue.value.octets.equals(pngDeTest())).toBe(true)
    const photo = lireImage(Buffer.concat([jpeg(), Buffer.from('<script>')]))
    expect(photo.ok && photo.value.octets.includes('<script>')).toBe(false)
  })

  it('en JPEG, perd le lieu, l’auteur et les commentaires, même entre deux passages', () => {
    const lue = lireImage(jpeg(exif(1), segment(0xfe, 'premier secret')))
    expect(lue).toMatchObject({ ok: true, value: { type: 'image/jpeg', largeur: 30, hauteur: 20 } })
    expect(lue.ok && lue.value.octets.toString('latin1')).not.toMatch(/GPS|secret|Exif/)
    expect(lue.ok && lue.value.octets.includes(Buffer.from([1, 2, 3, 0xff, 0, 4]))).toBe(true)
  })

  it('est refusée quand elle n’est pas ce que l’on peut montrer, et dit pourquoi', () => {
    const raison = (octets: Buffer) => {
      const lue = lireImage(octets)
      return lue.ok ? 'acceptée' : lue.error
    }
    expect(raison(Buffer.alloc(0))).toBe('vide')
    expect(raison(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'))).toBe('svg')
    expect(raison(Buffer.from('<?xml version="1.0"?><svg/>'))).toBe('svg')
    expect(raison(Buffer.from('GIF89a…'))).toBe('autre-format')
    expect(raison(Buffer.from('%PDF-1.7'))).toBe('autre-format')
    expect(raison(pngDeTest({ largeur: 2_001, hauteur: 2 }))).toBe('trop-grande')
    expect(raison(pngDeTest().subarray(0, 60))).toBe('abimee')
    expect(raison(jpeg().subarray(0, 40))).toBe('abimee')
    expect(raison(jpeg(exif(6)))).toBe('tournee')
  })

  it('qui ment sur sa taille, pour remplir la mémoire, est refusée', () => {
    const menteuse = pngDeTest({ largeur: 2_000, hauteur: 2_000 })
    menteuse.writeUInt32BE(10, 16)
    menteuse.writeUInt32BE(10, 20)
    expect(lireImage(menteuse).ok).toBe(false)
  })

  it('ne fait jamais échouer le lecteur, quels que soient ses octets', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('png', 'jpeg', 'rien'),
        fc.nat(60),
        (bruit, debut, ou) => {
          const modele = debut === 'png' ? pngDeTest() : debut === 'jpeg' ? jpeg(exif(1)) : Buffer.alloc(0)
          const octets = Buffer.concat([modele.subarray(0, ou), Buffer.from(bruit), modele.subarray(ou)])
          const lue = lireImage(octets)
          // What is kept is read again as the same picture.
          if (lue.ok)
            expect(lireImage(lue.value.octets)).toMatchObject({ ok: true, value: { octets: lue.value.octets } })
        }
      )
    )
  })
})
