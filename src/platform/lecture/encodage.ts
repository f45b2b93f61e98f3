import iconv from 'iconv-lite'
import { Refus } from './refus.ts'

export type Encodage = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-15' | 'macintosh'

/** What a pass over all the bytes found. */
export interface Examen {
  readonly bom?: Encodage | undefined
  /** First byte that UTF-8 does not allow, and its line. */
  readonly fautif?: { readonly octet: number; readonly ligne: number } | undefined
  /** Well-formed UTF-8 characters of several bytes. */
  readonly multioctets: number
  readonly invalides: number
  readonly premierNul?: number | undefined
  readonly nulsPairs: number
  readonly nulsImpairs: number
  /** Accented small letters of French as Mac OS Roman and as Windows-1252 write them. */
  readonly accentsMac: number
  readonly accentsWindows: number
  readonly taille: number
}

/** The encoding to read with: the one found, or the declared one when the bytes agree with it. */
export function choisirEncodage(examen: Examen, declare?: string): Encodage {
  const trouve = devinerEncodage(examen)
  if (declare === undefined || declare.trim() === '') {
    if (trouve === 'melange') {
      throw new Refus(
        'encodage',
        `Le fichier mélange plusieurs encodages : il est surtout en UTF-8, mais la ligne ${examen.fautif?.ligne} ` +
          'contient un octet que l’UTF-8 n’admet pas. Réenregistrez le fichier en UTF-8, puis recommencez.',
        examen.fautif?.ligne
      )
    }
    return trouve
  }

  const voulu = ALIAS[declare.trim().toLowerCase()]
  if (!voulu) {
    throw new Refus(
      'encodage',
      `L’encodage déclaré, « ${declare} », n’est pas connu. Les encodages lus sont : ${Object.values(NOMS).join(', ')}.`
    )
  }
  const convient =
    voulu === 'utf-8'
      ? !examen.fautif && (examen.bom ?? 'utf-8') === 'utf-8'
      : voulu.startsWith('utf-16')
        ? trouve === voulu
        : examen.bom === undefined && !(examen.multioctets > 0 && !examen.fautif)
  if (convient) return voulu

  const ou = voulu === 'utf-8' && examen.fautif && !examen.bom ? ` (ligne ${examen.fautif.ligne})` : ''
  const plutot = trouve === 'melange' ? 'un mélange d’encodages' : NOMS[trouve]
  throw new Refus(
    'encodage',
    `Le fichier n’est pas en ${NOMS[voulu]} comme déclaré${ou} : c’est plutôt ${plutot}. ` +
      'Corrigez l’encodage déclaré de la source, ou laissez-le vide pour qu’il soit reconnu.',
    ou ? examen.fautif?.ligne : undefined
  )
}

/** Decodes pieces of bytes into pieces of text, without the byte order mark. */
export async function* decoder(octets: AsyncIterable<Buffer>, encodage: Encodage): AsyncGenerator<string, void> {
  // iconv-lite rather than TextDecoder for the one-byte encodings: Node gave several wrong Windows-1252 decoders.
  const decodeur = encodage.startsWith('utf-') ? new TextDecoder(encodage, { fatal: true }) : undefined
  const parTable = decodeur ? undefined : iconv.getDecoder(encodage)
  try {
    for await (const morceau of octets) {
      yield decodeur ? decodeur.decode(morceau, { stream: true }) : (parTable?.write(morceau) ?? '')
    }
    yield decodeur ? decodeur.decode() : (parTable?.end() ?? '')
  } catch (erreur) {
    if ((erreur as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw erreur
    throw new Refus(
      'encodage',
      `Le fichier contient des octets que l’encodage ${NOMS[encodage]} n’admet pas : il est abîmé ou coupé. ` +
        'Demandez une nouvelle livraison, ou réenregistrez le fichier en UTF-8.'
    )
  }
}

const NOMS: Record<Encodage, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (petit-boutiste)',
  'utf-16be': 'UTF-16 (grand-boutiste)',
  'windows-1252': 'Windows-1252',
  'iso-8859-15': 'ISO-8859-15',
  macintosh: 'Mac OS Roman'
}

const ALIAS: Readonly<Record<string, Encodage | undefined>> = Object.assign(Object.create(null), {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'utf-8-sig': 'utf-8',
  ascii: 'utf-8',
  'us-ascii': 'utf-8',
  'utf-16': 'utf-16le',
  utf16: 'utf-16le',
  'utf-16le': 'utf-16le',
  utf16le: 'utf-16le',
  'utf-16be': 'utf-16be',
  utf16be: 'utf-16be',
  'windows-1252': 'windows-1252',
  windows1252: 'windows-1252',
  cp1252: 'windows-1252',
  ansi: 'windows-1252',
  latin1: 'windows-1252',
  latin: 'windows-1252',
  'latin-1': 'windows-1252',
  'iso-8859-1': 'windows-1252',
  iso88591: 'windows-1252',
  'iso-8859-15': 'iso-8859-15',
  latin9: 'iso-8859-15',
  'latin-9': 'iso-8859-15',
  macintosh: 'macintosh',
  macroman: 'macintosh'
})

function devinerEncodage(examen: Examen): Encodage | 'melange' {
  if (examen.bom && examen.bom !== 'utf-8') return examen.bom
  // Latin text in UTF-16 without its mark: every other byte is zero.
  const paires = examen.taille / 2
  if (examen.nulsImpairs > paires * 0.4 && examen.nulsPairs < paires * 0.1) return 'utf-16le'
  if (examen.nulsPairs > paires * 0.4 && examen.nulsImpairs < paires * 0.1) return 'utf-16be'
  if (!examen.fautif) return 'utf-8'
  if (examen.bom === 'utf-8' || examen.multioctets > examen.invalides) return 'melange'
  return examen.accentsMac > 2 * examen.accentsWindows ? 'macintosh' : 'windows-1252'
}
