import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { aplatir } from './aplatir.ts'
import { Carnet } from './carnet.ts'
import { devinerDelimiteur } from './delimiteur.ts'
import { choisirEncodage, decoder, type Encodage } from './encodage.ts'
import { examinerOctets } from './examiner-octets.ts'
import { type Forme, type Lecture, LIMITES, type LigneBrute, type Limites, type RefusLecture } from './lecture.ts'
import { lignesCsv } from './lire-csv.ts'
import { ligneDeFeature } from './lire-geojson.ts'
import { enregistrementsJson } from './lire-json.ts'
import { lignesXlsx, ouvrirClasseur } from './lire-xlsx.ts'
import { verifierNature } from './nature.ts'
import { nombre, taille } from './nombres.ts'
import { Refus } from './refus.ts'

/**
 * Opens a table file. The whole file is read once to be checked, so that an import either knows every row can be
 * read or is refused before it begins; `lignes()` then reads it again, a row at a time.
 */
export async function lireFichier(
  chemin: string,
  forme: Forme,
  limites: { readonly [Nom in keyof Limites]?: Limites[Nom] | undefined } = {}
): Promise<Result<Lecture, RefusLecture>> {
  try {
    const donnees = Object.entries(limites).filter(([, limite]) => limite !== undefined)
    return ok(await ouvrir(chemin, forme, { ...LIMITES, ...Object.fromEntries(donnees) }))
  } catch (erreur) {
    if (erreur instanceof Refus) return refuse(erreur.refus)
    throw erreur
  }
}

interface Source {
  readonly encodage?: string
  readonly delimiteur?: string
  readonly feuille?: string
  lignes(carnet: Carnet): AsyncGenerator<LigneBrute, void>
}

async function ouvrir(chemin: string, forme: Forme, limites: Limites): Promise<Lecture> {
  verifierNature(await debutDe(chemin, limites), forme.format)
  const carnet = new Carnet()
  const source =
    forme.format === 'xlsx'
      ? await sourceXlsx(chemin, forme, limites, carnet)
      : await sourceTexte(chemin, forme, limites, carnet)

  const colonnes = new Set<string>()
  let total = 0
  for await (const ligne of source.lignes(carnet)) {
    if (++total > limites.lignes) throw tropDeLignes(limites)
    for (const colonne in ligne) colonnes.add(colonne)
    if (colonnes.size > limites.colonnes) throw tropDeColonnes(limites)
  }
  if (total === 0) {
    throw new Refus(
      'vide',
      'La livraison est vide : le fichier ne contient aucune ligne de données. Les données déjà importées ne sont pas touchées ; vérifiez l’export auprès du producteur.'
    )
  }

  const { lignes, ...trouve } = source
  return { ...trouve, colonnes: [...colonnes], total, avis: carnet.avis(), lignes: () => lignes(new Carnet()) }
}

async function sourceXlsx(chemin: string, forme: Forme, limites: Limites, carnet: Carnet): Promise<Source> {
  const classeur = await ouvrirClasseur(chemin, forme.feuille?.trim() ? forme.feuille : undefined, limites, carnet)
  return { feuille: classeur.feuille, lignes: (carnet) => lignesXlsx(classeur, limites, carnet) }
}

async function sourceTexte(chemin: string, forme: Forme, limites: Limites, carnet: Carnet): Promise<Source> {
  const encodage = await encodageDe(chemin, forme)
  const textes = () => decoder(createReadStream(chemin, { highWaterMark: 1 << 18 }), encodage)

  const echantillon = await debutTexte(textes())
  if ((echantillon.match(/Ã[\u0080-\u00bf©¨ª«´®¯¹»§]|â€™/g)?.length ?? 0) >= 3) {
    carnet.noter(
      'double-encodage',
      'Des accents semblent encodés deux fois (« Ã© » pour « é ») : le producteur a sans doute converti le fichier deux fois.'
    )
  }
  if (forme.format === 'csv') {
    const delimiteur = delimiteurDe(echantillon, forme)
    return { encodage, delimiteur, lignes: (carnet) => lignesCsv(textes(), delimiteur, limites, carnet) }
  }
  const versLigne = forme.format === 'json' ? aplatir : ligneDeFeature
  const ou = forme.chemin?.trim() ? forme.chemin : forme.format === 'geojson' ? 'features' : undefined
  return {
    encodage,
    async *lignes(carnet) {
      for await (const objet of enregistrementsJson(textes, ou, limites, carnet)) {
        const ligne = versLigne(objet, carnet)
        if (Object.values(ligne).every((texte) => texte === '')) {
          carnet.noter('lignes-vides', 'Des lignes vides ont été ignorées.')
          continue
        }
        carnet.ligne++
        yield ligne
      }
    }
  }
}

async function encodageDe(chemin: string, forme: Forme): Promise<Encodage> {
  const examen = await examinerOctets(createReadStream(chemin, { highWaterMark: 1 << 18 }))
  const encodage = choisirEncodage(examen, forme.encodage)
  if (examen.premierNul !== undefined && !encodage.startsWith('utf-16')) {
    throw new Refus(
      'octets-nuls',
      `Le fichier contient des octets nuls (le premier à l’octet ${nombre(examen.premierNul + 1)}) : ce n’est pas un fichier texte, ou il est abîmé. ` +
        'Demandez une nouvelle livraison, ou réenregistrez-le en UTF-8.'
    )
  }
  return encodage
}

function delimiteurDe(echantillon: string, forme: Forme): string {
  const declare = forme.delimiteur === '\\t' || forme.delimiteur === 'tab' ? '\t' : forme.delimiteur
  if (declare) {
    if (declare.length === 1 && !'"\r\n'.includes(declare)) return declare
    throw new Refus(
      'delimiteur',
      `Le délimiteur déclaré, « ${declare.slice(0, 20)} », ne convient pas : il faut un seul caractère, comme la virgule, le point-virgule, la tabulation ou la barre verticale.`
    )
  }
  const selonExcel = /^"?sep=([,;\t|])"?\r?\n/i.exec(echantillon)?.[1]
  return selonExcel ?? devinerDelimiteur(echantillon)
}

const ECHANTILLON = 1 << 16

async function debutTexte(textes: AsyncGenerator<string>): Promise<string> {
  let debut = ''
  for await (const texte of textes) {
    debut += texte
    if (debut.length >= ECHANTILLON) break
  }
  return debut.slice(0, ECHANTILLON)
}

async function debutDe(chemin: string, limites: Limites): Promise<Buffer> {
  let octets: number
  try {
    const infos = await stat(chemin)
    // A pipe or a device would never end.
    if (!infos.isFile()) throw new Refus('introuvable', 'Le chemin donné n’est pas celui d’un fichier.')
    octets = infos.size
  } catch (erreur) {
    if (erreur instanceof Refus || !ABSENT.has((erreur as NodeJS.ErrnoException).code ?? '')) throw erreur
    throw new Refus('introuvable', `Le fichier « ${chemin} » n’existe pas ou n’est pas lisible. Vérifiez son chemin.`)
  }
  if (octets > limites.tailleMax) {
    throw new Refus(
      'trop-gros',
      `Le fichier pèse ${taille(octets)} ; la limite est de ${taille(limites.tailleMax)}. Livrez seulement les lignes et les colonnes utiles, ou découpez-le.`
    )
  }
  if (octets === 0) {
    throw new Refus(
      'vide',
      'Le fichier est vide (0 octet). Relancez le téléchargement, ou demandez une nouvelle livraison.'
    )
  }
  try {
    const fichier = await open(chemin)
    try {
      const { buffer, bytesRead } = await fichier.read(Buffer.alloc(ECHANTILLON), 0, ECHANTILLON, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await fichier.close()
    }
  } catch (erreur) {
    if (!ABSENT.has((erreur as NodeJS.ErrnoException).code ?? '')) throw erreur
    throw new Refus('introuvable', `Le fichier « ${chemin} » n’existe pas ou n’est pas lisible. Vérifiez son chemin.`)
  }
}

const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'EACCES', 'EPERM', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'])

const tropDeLignes = (limites: Limites): Refus =>
  new Refus(
    'trop-de-lignes',
    `Le fichier dépasse ${nombre(limites.lignes)} lignes. Découpez-le, ou livrez seulement les lignes utiles.`
  )

const tropDeColonnes = (limites: Limites): Refus =>
  new Refus(
    'trop-de-colonnes',
    `Le fichier dépasse ${nombre(limites.colonnes)} colonnes. Vérifiez le chemin de la liste, ou livrez seulement les colonnes utiles.`
  )
