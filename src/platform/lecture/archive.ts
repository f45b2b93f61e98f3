import type { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import type { Limites } from './lecture.ts'
import { nombre, taille } from './nombres.ts'
import { Refus } from './refus.ts'

/** An archive whose table of contents was found harmless. */
export interface Archive {
  readonly noms: ReadonlySet<string>
  /** The bytes of an entry; more bytes than its declared size is an error of the stream. */
  lire(nom: string): Promise<Readable | undefined>
  fermer(): void
}

/**
 * Opens a ZIP archive by its central directory, which alone says what will be inflated. The sizes are judged
 * before anything is inflated, and yauzl stops an entry that gives more than it declared.
 */
export async function ouvrirArchive(chemin: string, limites: Limites): Promise<Archive> {
  let zip: ZipFile
  try {
    zip = await yauzl.openPromise(chemin, { autoClose: false, validateEntrySizes: true })
  } catch (erreur) {
    throw archiveAbimee(erreur)
  }
  try {
    const entrees = await inventaire(zip, limites)
    return {
      noms: new Set(entrees.keys()),
      lire: async (nom) => {
        const entree = entrees.get(nom)
        return entree && (await zip.openReadStreamPromise(entree))
      },
      fermer: () => zip.close()
    }
  } catch (erreur) {
    zip.close()
    throw erreur instanceof Refus ? erreur : archiveAbimee(erreur)
  }
}

async function inventaire(zip: ZipFile, limites: Limites): Promise<Map<string, Entry>> {
  if (zip.entryCount > limites.archiveEntrees) {
    throw piegee(`elle contient ${nombre(zip.entryCount)} fichiers (${nombre(limites.archiveEntrees)} au plus)`)
  }
  const entrees = new Map<string, Entry>()
  let gonflee = 0
  let comprimee = 0
  for await (const entree of zip.eachEntry()) {
    gonflee += entree.uncompressedSize
    comprimee += entree.compressedSize
    if (gonflee > limites.archiveTaille) {
      throw piegee(`décompressée, elle dépasserait ${taille(limites.archiveTaille)}`)
    }
    if (entree.isEncrypted()) {
      throw new Refus('archive', 'Le classeur est protégé par un mot de passe. Retirez-le, puis recommencez.')
    }
    entrees.set(entree.fileName, entree)
  }
  // Small workbooks of repeated styles may reach high ratios without harm.
  if (gonflee > 10_000_000 && gonflee > comprimee * limites.archiveRapport) {
    throw piegee(`${taille(comprimee)} y deviendraient ${taille(gonflee)} une fois décompressés`)
  }
  return entrees
}

const piegee = (fait: string): Refus =>
  new Refus(
    'archive-piegee',
    `Cette archive n’est pas ouverte, car ${fait} : c’est une archive piégée, ou un classeur bien trop gros. ` +
      'Enregistrez la feuille utile au format CSV et importez-la.'
  )

export function archiveAbimee(_erreur: unknown): Refus {
  return new Refus(
    'archive',
    'Le classeur est abîmé ou incomplet : son archive ne s’ouvre pas. Ouvrez-le dans un tableur et enregistrez-le à nouveau en XLSX, ou demandez une nouvelle livraison.'
  )
}
