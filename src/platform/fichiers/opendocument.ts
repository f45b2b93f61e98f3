import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { DocumentRefuse } from './document.ts'

const TYPES = [
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
  'application/vnd.oasis.opendocument.graphics'
] as const
type TypeOpenDocument = (typeof TYPES)[number]

const ENTREES_MAX = 2_000
/** Bytes once inflated, all entries together, and those that are read. */
const GONFLE_MAX = 60_000_000
const XML_MAX = 20_000_000

/** A ZIP whose first entry says, in clear and at its place, that it is an OpenDocument (ODF 1.3, part 2, 3.3). */
export const estOpenDocument = (octets: Buffer): boolean =>
  octets.length > 38 &&
  octets.readUInt32LE(0) === 0x04034b50 &&
  octets.readUInt16LE(8) === 0 &&
  octets.toString('latin1', 26, 38) === '\x08\0\0\0mimetype'

/** The kind of an OpenDocument that holds no program; nothing is inflated before the sizes it declares are judged. */
export async function lireOpenDocument(octets: Buffer): Promise<Result<TypeOpenDocument, DocumentRefuse>> {
  const dit = octets.toString('latin1', 38, 38 + octets.readUInt32LE(18))
  const type = TYPES.find((connu) => connu === dit)
  if (!type) return refuse('autre-format')
  let zip: ZipFile | undefined
  try {
    zip = await yauzl.fromBufferPromise(octets, { validateEntrySizes: true })
    const faute = await examiner(zip)
    return faute ? refuse(faute) : ok(type)
  } catch {
    // yauzl and zlib say in English what they could not read: damaged, dishonest, or cut short.
    return refuse('abime')
  } finally {
    zip?.close()
  }
}

async function examiner(zip: ZipFile): Promise<DocumentRefuse | undefined> {
  if (zip.entryCount > ENTREES_MAX) return 'trop-grand'
  // A comment may hold another file.
  if (zip.comment !== '') return 'abime'
  const entrees: Entry[] = []
  let gonfle = 0
  for await (const entree of zip.eachEntry()) {
    gonfle += entree.uncompressedSize
    if (gonfle > GONFLE_MAX) return 'trop-grand'
    if (entree.isEncrypted()) return 'protege'
    if (/^(?:Basic|Scripts)\//i.test(entree.fileName)) return 'programme'
    entrees.push(entree)
  }
  const noms = entrees.map(({ fileName }) => fileName)
  // Of two entries of one name, each reader picks its own.
  if (new Set(noms).size < noms.length || !noms.includes('content.xml') || !noms.includes(MANIFESTE)) return 'abime'
  for (const entree of entrees) {
    const faute = await examinerEntree(zip, entree)
    if (faute) return faute
  }
  return undefined
}

const MANIFESTE = 'META-INF/manifest.xml'

/** Inflates each entry, so that none gives more than it declared, and reads those that say what the document does. */
async function examinerEntree(zip: ZipFile, entree: Entry): Promise<DocumentRefuse | undefined> {
  const { fileName } = entree
  const aLire = fileName === MANIFESTE || /(?:^|\/)(?:content|styles)\.xml$/.test(fileName)
  if (aLire && entree.uncompressedSize > XML_MAX) return 'trop-grand'
  const lus: Buffer[] = []
  for await (const octets of await zip.openReadStreamPromise(entree)) if (aLire) lus.push(octets)
  if (!aLire) return undefined
  const texte = Buffer.concat(lus).toString('latin1')
  // Written in two bytes a sign, nothing below would be seen.
  if (texte.includes('\0')) return 'abime'
  if (fileName !== MANIFESTE)
    return /<office:script[\s>/]|<script:event-listener\b|<script:event\b/i.test(texte) ? 'programme' : undefined
  if (/encryption-data/i.test(texte)) return 'protege'
  return /full-path\s*=\s*["'](?:Basic|Scripts)\/|media-type\s*=\s*["'][^"']*(?:script|oleobject)/i.test(texte)
    ? 'programme'
    : undefined
}
