import { posix } from 'node:path'
import { type Archive, archiveAbimee, ouvrirArchive } from './archive.ts'
import type { Carnet } from './carnet.ts'
import type { LigneBrute, Limites } from './lecture.ts'
import { ligneVide } from './ligne.ts'
import { assainir } from './lire-json.ts'
import { extrait, nombre } from './nombres.ts'
import { Refus } from './refus.ts'
import { Titres } from './titres.ts'
import { type StyleExcel, styleExcel, texteNombre } from './valeur-excel.ts'
import { type Balises, parcourirXml, XmlIllisible } from './xml.ts'

/** What a workbook holds besides its rows: read once, used for each reading of the sheet. */
export interface Classeur {
  readonly chemin: string
  readonly feuille: string
  readonly entree: string
  readonly depuis1904: boolean
  readonly textes: readonly string[]
  readonly styles: readonly StyleExcel[]
}

export async function ouvrirClasseur(
  chemin: string,
  feuille: string | undefined,
  limites: Limites,
  carnet: Carnet
): Promise<Classeur> {
  const archive = await ouvrirArchive(chemin, limites)
  try {
    const { feuilles, depuis1904 } = await lirePlan(archive)
    const voulue = feuille === undefined ? feuilles[0] : feuilles.find(({ nom }) => nom === feuille)
    if (!voulue) {
      const noms = feuilles.slice(0, 20).map(({ nom }) => `« ${extrait(nom)} »`)
      throw new Refus(
        'feuille',
        feuilles.length === 0
          ? 'Ce classeur ne contient aucune feuille de données.'
          : `Le classeur n’a pas de feuille « ${extrait(feuille ?? '')} ». Ses feuilles sont : ${noms.join(', ')}.`
      )
    }
    return {
      chemin,
      feuille: voulue.nom,
      entree: voulue.entree,
      depuis1904,
      textes: await lireTextes(archive, limites, carnet),
      styles: await lireStyles(archive)
    }
  } catch (erreur) {
    throw enRefus(erreur)
  } finally {
    archive.fermer()
  }
}

/** The data rows of the sheet: its first row that is not empty holds the titles. */
export async function* lignesXlsx(
  classeur: Classeur,
  limites: Limites,
  carnet: Carnet
): AsyncGenerator<LigneBrute, void> {
  let titres: Titres | undefined
  let total = 0
  for await (const cellules of rangees(classeur, limites, carnet)) {
    if (!titres) {
      titres = new Titres(
        Array.from(cellules, (cellule) => cellule ?? ''),
        carnet
      )
      continue
    }
    const ligne = ligneVide()
    let longueur = 0
    for (let rang = 0; rang < titres.nombre; rang++) {
      const cellule = cellules[rang] ?? ''
      ligne[titres.titre(rang)] = cellule
      longueur += cellule.length
    }
    for (let rang = titres.nombre; rang < cellules.length; rang++) {
      const cellule = cellules[rang] ?? ''
      if (cellule !== '') ligne[titres.titre(rang)] = cellule
      longueur += cellule.length
    }
    carnet.ligne++
    if (cellules.length > titres.nombre) {
      carnet.noter(
        'cellules-en-trop',
        'Des lignes ont plus de cellules que de titres : les cellules en trop sont gardées dans des colonnes « colonne N ».'
      )
    }
    if (longueur > limites.tailleLigne) {
      throw new Refus(
        'ligne-trop-longue',
        `La ligne de données ${nombre(carnet.ligne)} de la feuille dépasse ${nombre(limites.tailleLigne)} caractères. Raccourcissez ses textes.`
      )
    }
    // A text shared by many cells weighs little in the file and much once read.
    total += longueur
    if (total > limites.archiveTaille) {
      throw new Refus(
        'archive-piegee',
        `Les textes de ce classeur dépassent ${nombre(limites.archiveTaille)} caractères une fois dépliés : il n’est pas lu. ` +
          'Enregistrez la feuille utile au format CSV et importez-la.'
      )
    }
    yield ligne
  }
}

/** Rows that have at least one cell, as sparse arrays without empty cells at their end. */
async function* rangees(
  classeur: Classeur,
  limites: Limites,
  carnet: Carnet
): AsyncGenerator<readonly (string | undefined)[], void> {
  const archive = await ouvrirArchive(classeur.chemin, limites)
  try {
    const prets: (string | undefined)[][] = []
    let rangee: (string | undefined)[] = []
    let cellule: { rang: number; type: string; style: StyleExcel; brut: string } | undefined
    let suivant = 0
    let lit = false
    let phonetique = 0

    const balises: Balises = {
      ouvre(nom, attributs) {
        if (nom === 'row') {
          rangee = []
          suivant = 0
        } else if (nom === 'c') {
          const rang = attributs['r'] === undefined ? suivant : rangDe(attributs['r'])
          suivant = rang + 1
          cellule = {
            rang,
            type: attributs['t'] ?? 'n',
            style: classeur.styles[Number(attributs['s'] ?? -1)],
            brut: ''
          }
        } else if (nom === 'v' || nom === 't') {
          lit = phonetique === 0
        } else if (nom === 'rPh') {
          phonetique++
        }
      },
      texte(texte) {
        if (lit && cellule) cellule.brut += texte
      },
      ferme(nom) {
        if (nom === 'v' || nom === 't') {
          lit = false
        } else if (nom === 'rPh') {
          phonetique--
        } else if (nom === 'c' && cellule) {
          const texte = texteCellule(cellule, classeur, carnet)
          if (texte !== '') {
            if (cellule.rang >= limites.colonnes) throw tropDeColonnes(limites)
            rangee[cellule.rang] = texte
          }
          cellule = undefined
        } else if (nom === 'row' && rangee.length > 0) {
          prets.push(rangee)
          rangee = []
        }
      }
    }

    const flux = await archive.lire(classeur.entree)
    if (!flux) throw archiveAbimee(undefined)
    for await (const _ of parcourirXml(flux, balises)) {
      yield* prets
      prets.length = 0
    }
  } catch (erreur) {
    throw enRefus(erreur)
  } finally {
    archive.fermer()
  }
}

function texteCellule(
  cellule: { type: string; style: StyleExcel; brut: string },
  classeur: Classeur,
  carnet: Carnet
): string {
  const { type, brut } = cellule
  switch (type) {
    case 's':
      return classeur.textes[Number(brut)] ?? ''
    case 'b':
      return brut === '1' ? 'true' : brut === '0' ? 'false' : brut
    case 'e':
      carnet.noter(
        'cellule-en-erreur',
        'Des cellules contiennent une erreur de calcul (#N/A, #REF!…) : elles sont lues comme vides.',
        carnet.ligne + 1
      )
      return ''
    case 'n':
      return brut === '' ? '' : texteNombre(brut, cellule.style, classeur.depuis1904)
    default:
      return deplier(brut, carnet)
  }
}

async function lirePlan(
  archive: Archive
): Promise<{ feuilles: { nom: string; entree: string }[]; depuis1904: boolean }> {
  const liens = new Map<string, { type: string; cible: string }>()
  const lireLiens = (base: string): Balises => ({
    ouvre(nom, { Id, Type, Target }) {
      if (nom !== 'Relationship' || !Id || !Target) return
      const cible = Target.startsWith('/') ? Target.slice(1) : posix.join(base, Target)
      liens.set(Id, { type: (Type ?? '').split('/').at(-1) ?? '', cible })
    }
  })
  await lireEntree(archive, '_rels/.rels', lireLiens(''))
  const plan = [...liens.values()].find(({ type }) => type === 'officeDocument')?.cible ?? 'xl/workbook.xml'
  if (!archive.noms.has(plan)) throw pasUnClasseur(archive)

  liens.clear()
  const dossier = posix.dirname(plan)
  await lireEntree(archive, posix.join(dossier, '_rels', `${posix.basename(plan)}.rels`), lireLiens(dossier))
  const feuilles: { nom: string; entree: string }[] = []
  let depuis1904 = false
  await lireEntree(archive, plan, {
    ouvre(nom, attributs) {
      if (nom === 'workbookPr') depuis1904 = /^(1|true)$/.test(attributs['date1904'] ?? '')
      if (nom !== 'sheet') return
      const lien = Object.entries(attributs).find(([cle]) => cle.endsWith(':id'))?.[1]
      const cible = lien === undefined ? undefined : liens.get(lien)
      // Chart sheets have no cells.
      if (cible && cible.type === 'worksheet') feuilles.push({ nom: attributs['name'] ?? '', entree: cible.cible })
    }
  })
  return { feuilles, depuis1904 }
}

async function lireTextes(archive: Archive, limites: Limites, carnet: Carnet): Promise<string[]> {
  const textes: string[] = []
  let texte = ''
  let lit = false
  let phonetique = 0
  const nom = [...archive.noms].find((entree) => /(^|\/)sharedStrings\.xml$/i.test(entree))
  if (nom === undefined) return textes
  await lireEntree(archive, nom, {
    ouvre(balise) {
      if (balise === 'si') texte = ''
      else if (balise === 'rPh') phonetique++
      else if (balise === 't') lit = phonetique === 0
    },
    texte(morceau) {
      if (lit && texte.length <= limites.tailleLigne) texte += morceau
    },
    ferme(balise) {
      if (balise === 't') lit = false
      else if (balise === 'rPh') phonetique--
      else if (balise === 'si') textes.push(deplier(texte, carnet))
    }
  })
  return textes
}

async function lireStyles(archive: Archive): Promise<StyleExcel[]> {
  const codes = new Map<number, string>()
  const styles: StyleExcel[] = []
  let dansCellules = false
  const nom = [...archive.noms].find((entree) => /(^|\/)styles\.xml$/i.test(entree))
  if (nom === undefined) return styles
  await lireEntree(archive, nom, {
    ouvre(balise, attributs) {
      if (balise === 'cellXfs') dansCellules = true
      else if (balise === 'numFmt') codes.set(Number(attributs['numFmtId']), attributs['formatCode'] ?? '')
      else if (balise === 'xf' && dansCellules) {
        const format = Number(attributs['numFmtId'] ?? 0)
        styles.push(styleExcel(format, codes.get(format)))
      }
    },
    ferme(balise) {
      if (balise === 'cellXfs') dansCellules = false
    }
  })
  return styles
}

async function lireEntree(archive: Archive, nom: string, balises: Balises): Promise<void> {
  const flux = await archive.lire(nom)
  if (!flux) return
  for await (const _ of parcourirXml(flux, balises)) {
    // nothing to give along the way
  }
}

/** Undoes the escapes of the format: `_x000D_` is a carriage return. */
const deplier = (texte: string, carnet: Carnet): string =>
  assainir(
    texte.includes('_x')
      ? texte.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      : texte,
    carnet
  )

/** Column of a cell reference, from 0: `A1` is 0, `AB12` is 27. */
function rangDe(reference: string): number {
  let rang = 0
  for (const lettre of /^[A-Z]{1,3}/i.exec(reference)?.[0].toUpperCase() ?? '')
    rang = rang * 26 + lettre.charCodeAt(0) - 64
  return Math.max(0, rang - 1)
}

const tropDeColonnes = (limites: Limites): Refus =>
  new Refus(
    'trop-de-colonnes',
    `La feuille dépasse ${nombre(limites.colonnes)} colonnes. Gardez seulement les colonnes utiles, puis recommencez.`
  )

function pasUnClasseur(archive: Archive): Refus {
  const contenu = archive.noms.has('content.xml')
    ? 'un document OpenDocument (ODS)'
    : archive.noms.has('word/document.xml')
      ? 'un document Word'
      : 'une archive ZIP ordinaire'
  return new Refus(
    'autre-format',
    `Le fichier devait être du XLSX, mais c’est ${contenu}. Ouvrez-le dans un tableur et enregistrez la feuille utile en XLSX ou en CSV.`
  )
}

function enRefus(erreur: unknown): unknown {
  if (erreur instanceof Refus) return erreur
  if (erreur instanceof XmlIllisible) {
    return new Refus(
      'illisible',
      'Le classeur est abîmé : une de ses parties ne se lit pas. Ouvrez-le dans un tableur et enregistrez-le à nouveau en XLSX.'
    )
  }
  // yauzl and zlib speak of the archive; anything else is ours to mend.
  const { code, message } = erreur as NodeJS.ErrnoException
  const deLArchive =
    code?.startsWith('Z_') || (code === undefined && erreur instanceof Error && erreur.constructor === Error)
  return deLArchive ? archiveAbimee(message) : erreur
}
