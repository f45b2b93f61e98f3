import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import PDFDocument from 'pdfkit'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { type EntreeZip, zip } from '../lecture/zip.fixture.ts'
import { lireDocument, nommerDocument } from './document.ts'
import { pngDeTest } from './image.fixture.ts'

const ODT = 'application/vnd.oasis.opendocument.text'

/** A PDF of these objects, as far as a reader that does not draw can tell. */
const pdf = (...objets: (string | Buffer)[]) =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n'),
    ...objets.map((objet, n) =>
      Buffer.concat([Buffer.from(`${n + 1} 0 obj\n`), Buffer.from(objet), Buffer.from('\nendobj\n')])
    ),
    Buffer.from('trailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n')
  ])
const paquet = (contenu: string | Buffer, type = '/ObjStm') => {
  const octets = deflateSync(contenu)
  return Buffer.concat([
    Buffer.from(`<< /Type ${type} /Filter /FlateDecode /Length ${octets.length} >>\nstream\r\n`),
    octets,
    Buffer.from('\nendstream')
  ])
}

const doublement = (contenu: string) => {
  const octets = deflateSync(deflateSync(contenu))
  return Buffer.concat([
    Buffer.from(`<< /Type /ObjStm /Filter [/FlateDecode /FlateDecode] /Length ${octets.length} >>\nstream\r\n`),
    octets,
    Buffer.from('\nendstream')
  ])
}

const MANIFESTE: EntreeZip = {
  nom: 'META-INF/manifest.xml',
  contenu: `<manifest:manifest><manifest:file-entry manifest:full-path="/" manifest:media-type="${ODT}"/></manifest:manifest>`
}
const CONTENU: EntreeZip = {
  nom: 'content.xml',
  contenu: '<office:document-content><office:scripts/><office:body/></office:document-content>'
}
const odt = (autres: readonly EntreeZip[] = [CONTENU, MANIFESTE], mimetype: Partial<EntreeZip> = {}) =>
  zip([{ nom: 'mimetype', contenu: ODT, stocke: true, ...mimetype }, ...autres])

const issue = async (octets: Buffer, nom = 'affiche.pdf') => {
  const lu = await lireDocument(octets, nom)
  return lu.ok ? lu.value.type : lu.error
}

describe('un fichier déposé est lu par son contenu', () => {
  it('un PDF entier et sans programme est gardé tel quel, ses pages compressées comprises', async () => {
    const dessine = new PDFDocument()
    const morceaux: Buffer[] = []
    dessine.on('data', (octets: Buffer) => morceaux.push(octets))
    dessine.text('Le mardi sans rendez-vous. /Launch').end()
    await new Promise((suite) => dessine.on('end', suite))
    const octets = Buffer.concat(morceaux)
    expect(await lireDocument(octets, 'enquête.pdf')).toEqual({
      ok: true,
      value: { nom: 'enquête.pdf', type: 'application/pdf', octets }
    })
    // What a page says is not what a document does.
    expect(await issue(pdf(paquet('/JavaScript (alerte)', '/XObject')))).toBe('application/pdf')
  })

  it.each([
    ['coupé', pdf('<<>>').subarray(0, -8), 'abime'],
    ['suivi d’un autre fichier', Buffer.concat([pdf('<<>>'), zip([CONTENU])]), 'abime'],
    ['précédé d’une page', Buffer.concat([Buffer.from('<html>'), pdf('<<>>')]), 'autre-format'],
    ['avec un script', pdf('<< /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>'), 'programme'],
    ['avec un script écrit autrement', pdf('<< /S /J#61v#61Script /JS (1) >>'), 'programme'],
    ['avec un script rangé dans un paquet', pdf(paquet('1 0 << /S /JavaScript /JS (1) >>')), 'programme'],
    ['avec un paquet dont le nom se cache', pdf(paquet('<< /S /JavaScript >>', '/Obj#53tm')), 'programme'],
    ['qui lance un programme', pdf('<< /S/Launch/F(calc.exe) >>'), 'programme'],
    ['qui transporte un fichier', pdf('<< /Names << /EmbeddedFiles 3 0 R >> >>'), 'programme'],
    ['sous clé', pdf('<< /Encrypt 4 0 R >>'), 'protege'],
    ['avec un paquet illisible', pdf('<< /Type /ObjStm >>\nstream\nabc\nendstream'), 'abime'],
    ['avec un paquet plié deux fois', pdf(doublement('1 0 << /S /JavaScript /JS (1) >>')), 'abime'],
    ['avec une bombe', pdf(paquet(Buffer.alloc(60_000_000))), 'trop-grand']
  ])('un PDF %s est refusé', async (_, octets, raison) => expect(await issue(octets)).toBe(raison))

  it('un document OpenDocument est gardé tel quel, et nommé pour ce qu’il est', async () => {
    expect(await lireDocument(odt(), 'affiche.pdf')).toMatchObject({
      ok: true,
      value: { type: ODT, nom: 'affiche.odt' }
    })
  })

  it.each([
    ['un DOCX renommé', zip([{ nom: '[Content_Types].xml', contenu: '<Types/>' }]), 'autre-format'],
    [
      'une autre archive qui se dit document',
      odt([CONTENU, MANIFESTE], { contenu: 'application/java-archive' }),
      'autre-format'
    ],
    ['un type compressé', odt([CONTENU, MANIFESTE], { stocke: false }), 'autre-format'],
    ['des macros', odt([CONTENU, MANIFESTE, { nom: 'Basic/Standard/Module1.xml', contenu: 'Sub Main' }]), 'programme'],
    ['un script', odt([CONTENU, MANIFESTE, { nom: 'Scripts/python/a.py', contenu: 'import os' }]), 'programme'],
    [
      'un script annoncé',
      odt([
        CONTENU,
        { ...MANIFESTE, contenu: '<manifest:file-entry manifest:full-path="x" manifest:media-type="text/javascript"/>' }
      ]),
      'programme'
    ],
    [
      'un geste qui lance une macro',
      odt([
        {
          ...CONTENU,
          contenu:
            '<office:scripts><office:event-listeners><script:event-listener/></office:event-listeners></office:scripts>'
        },
        MANIFESTE
      ]),
      'programme'
    ],
    ['un mot de passe', odt([CONTENU, { ...MANIFESTE, contenu: '<manifest:encryption-data/>' }]), 'protege'],
    ['un mot de passe d’archive', odt([{ ...CONTENU, chiffre: true }, MANIFESTE]), 'protege'],
    ['rien dedans', odt([]), 'abime'],
    ['deux contenus', odt([CONTENU, CONTENU, MANIFESTE]), 'abime'],
    ['une archive coupée', odt().subarray(0, -30), 'abime'],
    ['un fichier collé à la fin', Buffer.concat([odt(), Buffer.from('MZ')]), 'abime'],
    ['un chemin qui remonte', odt([CONTENU, MANIFESTE, { nom: '../../etc/passwd', contenu: '' }]), 'abime'],
    ['trop d’entrées', odt(Array.from({ length: 2_001 }, (_, n) => ({ nom: `${n}`, contenu: '' }))), 'trop-grand']
  ])('un document avec %s est refusé', async (_, octets, raison) => expect(await issue(octets)).toBe(raison))

  it('une bombe est refusée sur ce qu’elle déclare, ou dès qu’elle donne plus', async () => {
    const bombe = { nom: 'Pictures/a.png', contenu: Buffer.alloc(61_000_000) }
    const avant = performance.now()
    expect(await issue(odt([CONTENU, MANIFESTE, { ...bombe, contenu: 'a', tailleDeclaree: 4_000_000_000 }]))).toBe(
      'trop-grand'
    )
    expect(performance.now() - avant).toBeLessThan(200)
    expect(await issue(odt([CONTENU, MANIFESTE, bombe]))).toBe('trop-grand')
    expect(await issue(odt([CONTENU, MANIFESTE, { ...bombe, tailleDeclaree: 10 }]))).toBe('abime')
  })

  it('une image est récrite sans rien qui parle de la personne, et perd ce qui y est collé', async () => {
    const photo = await sharp({ create: { width: 3_000, height: 20, channels: 3, background: '#456' } })
      .withExif({ IFD0: { Artist: 'Camille' }, IFD3: { GPSLatitude: '43/1 30/1 0/1' } })
      .jpeg()
      .toBuffer()
    expect(photo.includes('Camille')).toBe(true)
    const lue = await lireDocument(Buffer.concat([photo, zip([CONTENU])]), 'IMG_1234.exe')
    if (!lue.ok) throw new Error(lue.error)
    expect(lue.value).toMatchObject({ type: 'image/jpeg', nom: 'IMG_1234.jpg' })
    expect(lue.value.octets.toString('latin1')).not.toMatch(/Camille|Exif|content\.xml/)
    expect((await sharp(lue.value.octets).metadata()).width).toBe(2_400)
    expect(await issue(pngDeTest({ autres: [['tEXt', 'Author\0Camille']] }))).toBe('image/png')
    expect(await issue(await sharp(photo).webp().toBuffer())).toBe('image/jpeg')
    expect(await issue(photo.subarray(0, 120))).toBe('abime')
  })

  it.each([
    ['vide', Buffer.alloc(0), 'vide'],
    ['un programme renommé', Buffer.from('MZ\x90\0…This program cannot be run in DOS mode'), 'autre-format'],
    ['une page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'autre-format'],
    [
      'un dessin qui peut agir',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
      'autre-format'
    ]
  ])('%s est refusé', async (_, octets, raison) => expect(await issue(octets)).toBe(raison))

  it('quels que soient ses octets, un fichier est gardé ou refusé, jamais une panne', async () => {
    const modeles = [pdf(paquet('<<>>')), odt(), pngDeTest(), Buffer.alloc(0)]
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 60 }),
        fc.constantFrom(...modeles),
        fc.nat(400),
        async (bruit, modele, ou) => {
          const octets = Buffer.concat([modele.subarray(0, ou), Buffer.from(bruit), modele.subarray(ou)])
          expect(await lireDocument(octets, 'a')).toHaveProperty('ok')
        }
      ),
      { numRuns: 60 }
    )
  })
})

describe('le nom montré', () => {
  it.each([
    ['C:\\Users\\camille\\Bureau\\Enquête été.PDF', 'Enquête été.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['facture\u202efdp.exe', 'facturefdp.pdf'],
    ['"><script>alert(1)</script>.pdf', 'script.pdf'],
    ['note v1.2.docx', 'note v1.2.pdf'],
    ['.pdf', 'fichier.pdf'],
    ['\ud800', '\ufffd.pdf']
  ])('« %s » devient « %s »', (nom, montre) => expect(nommerDocument(nom, 'application/pdf')).toBe(montre))

  it('ne ment jamais : court, sans chemin ni signe caché, avec la fin de ce qu’il est', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (nom) => {
        const montre = nommerDocument(nom, ODT)
        expect(montre).toMatch(/^[^/\\<>:"|?*\p{Cc}\u202a-\u202e\u2066-\u2069]{1,96}\.odt$/u)
        expect(montre.length).toBeLessThanOrEqual(100)
        expect(() => encodeURIComponent(montre)).not.toThrow()
      }),
      { numRuns: 50 }
    )
  })
})
