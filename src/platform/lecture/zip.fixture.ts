import { crc32, deflateRawSync } from 'node:zlib'

export interface EntreeZip {
  readonly nom: string
  readonly contenu: string | Buffer
  /** Lies about the size once inflated. */
  readonly tailleDeclaree?: number
  /** Kept as it is, as the first entry of an OpenDocument. */
  readonly stocke?: boolean
  /** Says that a password is needed. */
  readonly chiffre?: boolean
}

/** A ZIP archive, made by hand so that tests may make dishonest ones. */
export function zip(entrees: readonly EntreeZip[]): Buffer {
  const morceaux: Buffer[] = []
  const table: Buffer[] = []
  let position = 0
  for (const { nom, contenu, tailleDeclaree, stocke = false, chiffre = false } of entrees) {
    const clair = Buffer.from(contenu)
    const comprime = stocke ? clair : deflateRawSync(clair, { level: 9 })
    const nomOctets = Buffer.from(nom)
    const commun = Buffer.alloc(26)
    commun.writeUInt16LE(20, 0)
    commun.writeUInt16LE(chiffre ? 1 : 0, 2)
    commun.writeUInt16LE(stocke ? 0 : 8, 4)
    commun.writeUInt32LE(crc32(clair), 10)
    commun.writeUInt32LE(comprime.length, 14)
    commun.writeUInt32LE(tailleDeclaree ?? clair.length, 18)
    commun.writeUInt16LE(nomOctets.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), commun, nomOctets, comprime])
    const central = Buffer.alloc(46)
    central.write('PK\x01\x02', 0, 'latin1')
    central.writeUInt16LE(20, 4)
    commun.copy(central, 6)
    central.writeUInt32LE(position, 42)
    table.push(Buffer.concat([central, nomOctets]))
    morceaux.push(local)
    position += local.length
  }
  const central = Buffer.concat(table)
  const fin = Buffer.alloc(22)
  fin.write('PK\x05\x06', 0, 'latin1')
  fin.writeUInt16LE(entrees.length, 8)
  fin.writeUInt16LE(entrees.length, 10)
  fin.writeUInt32LE(central.length, 12)
  fin.writeUInt32LE(position, 16)
  return Buffer.concat([...morceaux, central, fin])
}

/** A workbook of one sheet, from the XML of its rows. */
export function classeur(
  rangees: string,
  textes: readonly string[] = [],
  feuilles: readonly string[] = ['Lieux']
): Buffer {
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const liens = (contenu: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${contenu}</Relationships>`
  return zip([
    {
      nom: '_rels/.rels',
      contenu: liens(`<Relationship Id="r1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/>`)
    },
    {
      nom: 'xl/workbook.xml',
      contenu: `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns:r="${rel}"><sheets>${feuilles
        .map((nom, i) => `<sheet name="${nom}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
        .join('')}</sheets></workbook>`
    },
    {
      nom: 'xl/_rels/workbook.xml.rels',
      contenu: liens(
        feuilles
          .map(
            (_, i) => `<Relationship Id="rId${i + 1}" Type="${rel}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`
          )
          .join('')
      )
    },
    {
      nom: 'xl/styles.xml',
      contenu:
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/><numFmt numFmtId="165" formatCode="00000"/>' +
        '<numFmt numFmtId="166" formatCode="&quot;Standard&quot; 0.00"/></numFmts>' +
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>'
    },
    { nom: 'xl/sharedStrings.xml', contenu: `<sst>${textes.map((texte) => `<si>${texte}</si>`).join('')}</sst>` },
    ...feuilles.map((nom, i) => ({
      nom: `xl/worksheets/sheet${i + 1}.xml`,
      contenu: `<worksheet><sheetData>${i === 0 ? rangees : `<row><c t="inlineStr"><is><t>feuille</t></is></c></row><row><c t="inlineStr"><is><t>${nom}</t></is></c></row>`}</sheetData></worksheet>`
    }))
  ])
}
