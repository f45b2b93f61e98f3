import { ok, type Result, refuse } from '../../kernel/result.ts'
import { couper, resserrer, sansControles } from '../../kernel/texte.ts'
import { estOpenDocument, lireOpenDocument } from './opendocument.ts'
import { lirePdf } from './pdf.ts'
import { estPhoto, recrirePhoto } from './photo.ts'

/** What people may hand to other people: documents that hold no program, pictures that say nothing of who took them. */
const EXTENSIONS = {
  'application/pdf': 'pdf',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
  'application/vnd.oasis.opendocument.graphics': 'odg',
  'image/png': 'png',
  'image/jpeg': 'jpg'
} as const

export type TypeDeDocument = keyof typeof EXTENSIONS

/** For the `accept` of a field: a help to choose, never a check. */
export const DOCUMENTS_ACCEPTES = [...Object.values(EXTENSIONS), 'jpeg', 'webp'].map((fin) => `.${fin}`).join(',')

export interface Document {
  /** Clean, at most 100 signs, with the extension of what it really is. */
  readonly nom: string
  readonly type: TypeDeDocument
  /** A picture is written again; the others are as they were sent. */
  readonly octets: Buffer
}

export type DocumentRefuse = 'vide' | 'autre-format' | 'abime' | 'programme' | 'protege' | 'trop-grand'

/** Reads what was sent by its content, whatever its name says. */
export async function lireDocument(octets: Buffer, nom: string): Promise<Result<Document, DocumentRefuse>> {
  if (octets.length === 0) return refuse('vide')
  const lu = await lireContenu(octets)
  if (!lu.ok) return lu
  return ok({ ...lu.value, nom: nommerDocument(nom, lu.value.type) })
}

async function lireContenu(octets: Buffer): Promise<Result<Omit<Document, 'nom'>, DocumentRefuse>> {
  if (octets.toString('latin1', 0, 5) === '%PDF-') {
    const faute = lirePdf(octets)
    return faute ? refuse(faute) : ok({ type: 'application/pdf', octets })
  }
  if (estOpenDocument(octets)) {
    const type = await lireOpenDocument(octets)
    return type.ok ? ok({ type: type.value, octets }) : type
  }
  return estPhoto(octets) ? recrirePhoto(octets) : refuse('autre-format')
}

/** Why a document is refused, and what to do. */
export function direDocumentRefuse(raison: DocumentRefuse): string {
  switch (raison) {
    case 'vide':
      return 'Ce fichier est vide. Vérifiez-le, puis choisissez-le de nouveau.'
    case 'autre-format':
      return 'Ce fichier n’est ni un PDF, ni un document OpenDocument (ODT, ODS, ODP, ODG), ni une image PNG, JPEG ou WebP. Enregistrez-le en PDF, puis recommencez.'
    case 'abime':
      return 'Ce fichier est abîmé ou incomplet. Ouvrez-le, enregistrez-le de nouveau, puis recommencez.'
    case 'programme':
      return 'Ce fichier contient un programme (une macro, un script) ou un autre fichier. Enregistrez-le en PDF simple, puis recommencez.'
    case 'protege':
      return 'Ce fichier est protégé par un mot de passe : personne ne pourrait le vérifier. Retirez la protection, puis recommencez.'
    case 'trop-grand':
      return 'Ce fichier deviendrait trop grand une fois ouvert. Réduisez-le, puis recommencez.'
  }
}

const NOM_MAX = 100
// Signs that file systems keep for themselves, and invisible ones that `sansControles` leaves: they hide an extension.
const INTERDITS = /[<>:"|?*\u00ad\u061c\u2028\u2029\u2060-\u2065\u{e0000}-\u{e007f}]/gu

/** The name under which it is shown and handed over: no path, nothing that hides, the extension of what it is. */
export function nommerDocument(nom: string, type: TypeDeDocument): string {
  const fin = `.${EXTENSIONS[type]}`
  // The end of a name of any length: a header may hold tens of thousands of signs.
  const dernier =
    sansControles(nom.slice(-3 * NOM_MAX).toWellFormed())
      .split(/[/\\]/)
      .at(-1) ?? ''
  const net = resserrer(dernier.replace(INTERDITS, ' '))
    .replace(/\.[a-z][a-z0-9]{1,4}$/i, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  return `${couper(net || 'fichier', NOM_MAX - fin.length)}${fin}`
}
