import sharp from 'sharp'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Db, Trx } from '../../../platform/db/index.ts'
import { deposerFichier, supprimerFichier } from '../../../platform/fichiers/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import type { LieuPublic } from '../store/lieu.store.ts'
import { deletePhoto, insertPhoto, listPhotos, type Photo, saveAlternative, saveOrdre } from '../store/photo.store.ts'
import { ecrireFiche, type RefusFiche } from './ecrire-fiche.ts'
import { noterActivite } from './suivre-activites.ts'
import type { OutilsFiche } from './tenir-fiche.ts'
import { toucherLieux } from './toucher-lieux.ts'

/** Photos that one lieu may show. */
export const PHOTOS_MAX = 6
/** Bytes of the picture that is sent: what a phone takes. */
export const PHOTO_OCTETS_MAX = 12_000_000
/** Pixels: a small file can unfold into gigabytes. 50 million is more than any phone takes. */
const PIXELS_MAX = 50_000_000
const COTE_MAX = 1_600
export const VIGNETTE_LARGEUR = 480
export const ALTERNATIVE_MAX = 300

export type RefusPhoto =
  | RefusFiche
  | { readonly raison: 'trop-de-photos' | 'photo-inconnue' | 'sans-alternative' | 'alternative-longue' }
  | { readonly raison: 'illisible' | 'autre-format' | 'trop-grande' }

interface PhotoLue {
  readonly grande: Buffer
  readonly vignette: Buffer
  readonly largeur: number
  readonly hauteur: number
}

// By what it holds, never by its name. SVG and the others can hold programs, or fetch other files: their readers are not woken.
const DEBUTS = [/^\xff\xd8\xff/, /^\x89PNG\r\n\x1a\n/, /^RIFF[^]{4}WEBP/]
/** Milliseconds: a picture made to be slow to read is given up. */
const DELAI_S = 20

/**
 * Reads a photo and writes it again, upright, at most 1,600 pixels on a side, as a JPEG that carries nothing else: no place,
 * no author, no device.
 */
async function lirePhoto(
  octets: Buffer
): Promise<Result<PhotoLue, { raison: 'illisible' | 'autre-format' | 'trop-grande' }>> {
  const debut = octets.toString('latin1', 0, 12)
  if (!DEBUTS.some((forme) => forme.test(debut))) return refuse({ raison: 'autre-format' })
  try {
    const ouvrir = () =>
      sharp(octets, { limitInputPixels: PIXELS_MAX, failOn: 'error', pages: 1 }).timeout({ seconds: DELAI_S })
    const { width = 0, height = 0 } = await sharp(octets, { limitInputPixels: false }).metadata()
    if (width * height > PIXELS_MAX) return refuse({ raison: 'trop-grande' })
    const { data: grande, info } = await ouvrir()
      .autoOrient()
      .resize({ width: COTE_MAX, height: COTE_MAX, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 80, mozjpeg: true })
      .toBuffer({ resolveWithObject: true })
    const vignette = await sharp(grande)
      .resize({ width: VIGNETTE_LARGEUR, height: VIGNETTE_LARGEUR, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 75, mozjpeg: true })
      .toBuffer()
    return ok({ grande, vignette, largeur: info.width, hauteur: info.height })
  } catch {
    // sharp says in English what it could not read: damaged, cut short, or no picture at all.
    return refuse({ raison: 'illisible' })
  }
}

/** Adds a photo at the end. It is written again before anything is locked. */
export async function ajouterPhoto(
  db: Db,
  lieuId: number,
  { octets, alternative }: { readonly octets: Buffer; readonly alternative: string },
  outils: OutilsFiche
): Promise<Result<undefined, RefusPhoto>> {
  const dite = lireAlternative(alternative)
  if (!dite.ok) return dite
  const lue = await lirePhoto(octets)
  if (!lue.ok) return lue
  return changerPhotos(db, lieuId, 'photo-ajoutee', outils, async (trx, lieu, photos) => {
    if (photos.length >= PHOTOS_MAX) return refuse({ raison: 'trop-de-photos' })
    const { grande, vignette, largeur, hauteur } = lue.value
    await insertPhoto(trx, {
      lieu_id: lieu.id,
      fichier_id: await keep(trx, `photo-${lieu.id}`, grande, outils.now),
      vignette_id: await keep(trx, `vignette-${lieu.id}`, vignette, outils.now),
      alternative: dite.value,
      largeur,
      hauteur,
      rang: photos.filter(({ lieu_id }) => lieu_id === lieu.id).length + 1,
      ajoutee_le: outils.now
    })
    return ok(undefined)
  })
}

/** Changes the words of a photo, moves it one place up, or removes it. */
export async function changerPhoto(
  db: Db,
  lieuId: number,
  photoId: number,
  geste: { readonly genre: 'monter' | 'retirer' } | { readonly genre: 'decrire'; readonly alternative: string },
  outils: OutilsFiche
): Promise<Result<undefined, RefusPhoto>> {
  return changerPhotos(db, lieuId, `photo-${geste.genre}`, outils, async (trx, _lieu, photos) => {
    const photo = photos.find(({ id }) => id === photoId)
    if (!photo) return refuse({ raison: 'photo-inconnue' })
    // Ranks are kept among the photos of one fiche, even once it joined another.
    const siennes = photos.filter(({ lieu_id }) => lieu_id === photo.lieu_id)
    switch (geste.genre) {
      case 'decrire': {
        const dite = lireAlternative(geste.alternative)
        if (!dite.ok) return dite
        await saveAlternative(trx, photo.id, dite.value)
        return ok(undefined)
      }
      case 'retirer':
        await deletePhoto(trx, photo.id)
        for (const fichier of [photo.fichier_id, photo.vignette_id]) await supprimerFichier(trx, fichier)
        await saveOrdre(
          trx,
          siennes.flatMap(({ id }) => (id === photo.id ? [] : [id]))
        )
        return ok(undefined)
      case 'monter': {
        const ids = siennes.map(({ id }) => id)
        const rang = ids.indexOf(photo.id)
        if (rang > 0) ids.splice(rang - 1, 2, photo.id, ids[rang - 1] ?? photo.id)
        await saveOrdre(trx, ids)
        return ok(undefined)
      }
    }
  })
}

function lireAlternative(texte: string): Result<string, { raison: 'sans-alternative' | 'alternative-longue' }> {
  const net = texte.replace(/\s+/g, ' ').trim()
  if (!/\p{L}/u.test(net)) return refuse({ raison: 'sans-alternative' })
  return net.length > ALTERNATIVE_MAX ? refuse({ raison: 'alternative-longue' }) : ok(net)
}

async function changerPhotos(
  db: Db,
  lieuId: number,
  geste: string,
  outils: OutilsFiche,
  changer: (trx: Trx, lieu: LieuPublic, photos: readonly Photo[]) => Promise<Result<undefined, RefusPhoto>>
): Promise<Result<undefined, RefusPhoto>> {
  return ecrireFiche<RefusPhoto>(db, lieuId, outils, async (trx, _geo, lieu) => {
    const change = await changer(trx, lieu, await listPhotos(trx, lieu.id))
    if (!change.ok) return change
    await noterActivite(trx, { lieu: lieu.id, genre: 'modification', le: outils.now })
    await toucherLieux(trx, [lieu.id])
    await consigner(
      trx,
      {
        reseau: 'national',
        genre: 'annuaire.fiche',
        acteur: outils.acteur.nom,
        objet: `lieu/${lieu.id}`,
        contenu: { geste }
      },
      outils.now
    )
    return ok(() => {})
  })
}

async function keep(trx: Trx, nom: string, octets: Buffer, now: Date): Promise<number> {
  const fichier = await deposerFichier(trx, { nom, flux: enUnMorceau(octets), tailleMax: PHOTO_OCTETS_MAX }, now)
  if (!fichier) throw new Error('la photo récrite est plus lourde que permis')
  return fichier.id
}

async function* enUnMorceau(octets: Buffer) {
  yield octets
}
