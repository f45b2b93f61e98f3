import type { Format } from './lecture.ts'
import { extrait } from './nombres.ts'
import { Refus } from './refus.ts'

/**
 * Looks at the first bytes and refuses what is plainly not the declared format, an error page above all:
 * servers answer 200 with a login form. What is left is for the reader of the format to judge.
 */
export function verifierNature(debut: Buffer, format: Format): void {
  const zip = debut.subarray(0, 4).equals(ZIP)
  if (format === 'xlsx' && zip) return

  const texte = debutTexte(debut)
  if (HTML.test(texte)) {
    const titre = /<title[^>]*>([^<]*)/i.exec(texte)?.[1]?.trim()
    throw new Refus(
      'page-html',
      `Une page web a été livrée à la place des données${titre ? ` (son titre : « ${extrait(titre)} »)` : ''}. ` +
        'L’adresse a sans doute changé, ou demande une connexion : ouvrez-la dans un navigateur pour vérifier.'
    )
  }
  for (const { octets, nom, conseil } of SIGNATURES) {
    if (debut.subarray(0, octets.length).equals(octets)) throw autreFormat(nom, format, conseil)
  }
  if (zip) {
    throw autreFormat(
      'un classeur XLSX ou une archive ZIP',
      format,
      'Déclarez le format XLSX, ou livrez le fichier contenu dans l’archive.'
    )
  }
  if (XML.test(texte)) throw autreFormat('un document XML', format, 'Demandez une livraison en CSV ou en JSON.')
  if (format === 'csv' && JSON_PROBABLE.test(texte)) {
    throw autreFormat('du JSON', format, 'Déclarez le format JSON pour cette source.')
  }
  if (format === 'xlsx') {
    throw autreFormat(
      'autre chose',
      format,
      'Ouvrez-le dans un tableur et enregistrez-le au format XLSX, ou déclarez le bon format.'
    )
  }
}

const NOMS: Record<Format, string> = { csv: 'CSV', json: 'JSON', geojson: 'GeoJSON', xlsx: 'XLSX' }

const autreFormat = (nom: string, attendu: Format, conseil: string): Refus =>
  new Refus('autre-format', `Le fichier devait être du ${NOMS[attendu]}, mais c’est ${nom}. ${conseil}`)

function debutTexte(debut: Buffer): string {
  if (debut[0] === 0xff && debut[1] === 0xfe) return debut.subarray(2).toString('utf16le')
  return debut.toString('utf8').replace(/^\uFEFF/, '')
}

const ZIP = Buffer.from('PK\x03\x04', 'latin1')
const HTML =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|title|meta|h1)\b/i
const XML = /^\s*<(?:\?xml|!doctype|rss\b|feed\b|kml\b)/i
const JSON_PROBABLE = /^\s*(?:\[\s*\{\s*"|\{\s*"(?:[^"\\]|\\.)*"\s*:)/

const SIGNATURES = [
  {
    octets: Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    nom: 'un ancien classeur Excel (XLS) ou un classeur protégé par mot de passe',
    conseil: 'Retirez le mot de passe et enregistrez-le au format XLSX.'
  },
  {
    octets: Buffer.from([0x1f, 0x8b]),
    nom: 'un fichier compressé (gzip)',
    conseil: 'Décompressez-le avant de l’importer.'
  },
  {
    octets: Buffer.from('%PDF-'),
    nom: 'un document PDF',
    conseil: 'Demandez les données elles-mêmes, en CSV ou en JSON.'
  },
  {
    octets: Buffer.from('7z\xbc\xaf', 'latin1'),
    nom: 'une archive 7z',
    conseil: 'Décompressez-la avant de l’importer.'
  },
  { octets: Buffer.from('Rar!'), nom: 'une archive RAR', conseil: 'Décompressez-la avant de l’importer.' }
]
