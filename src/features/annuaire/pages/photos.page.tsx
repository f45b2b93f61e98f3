import { readFile } from 'node:fs/promises'
import type { Db } from '../../../platform/db/index.ts'
import { lireMorceaux } from '../../../platform/fichiers/index.ts'
import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { creerGuichet } from '../../../platform/http/flux.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { recevoirFormulaire } from '../../../platform/http/televersement.ts'
import type { ErreurDeChamp } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import {
  ALTERNATIVE_MAX,
  ajouterPhoto,
  changerPhoto,
  PHOTO_OCTETS_MAX,
  PHOTOS_MAX,
  type RefusPhoto,
  VIGNETTE_LARGEUR
} from '../actions/photos.ts'
import { adresseFiche } from '../domain/fiche.ts'
import type { LieuPublic } from '../store/lieu.store.ts'
import { findPhoto, listPhotos, type Photo } from '../store/photo.store.ts'
import { findLieuDeLAdresse, findLieuTenu, mayHold, outilsDe, toModifie } from './fiche-tenue.ts'
import { cheminModifier } from './vues/modifier.vue.tsx'
import { type PhotosProps, PhotosVue } from './vues/photos.vue.tsx'

const permission = 'fiche:tenir'

export const routesPhotos: readonly Route[] = [
  { methode: 'get', chemin: '/lieux/:adresse/modifier/photos', permission, traiter: showPhotos },
  { methode: 'post', chemin: '/lieux/:adresse/modifier/photos', permission, recoitFichier: true, traiter: submitPhoto },
  { methode: 'post', chemin: '/lieux/:adresse/modifier/photos/:photo', permission, traiter: submitGeste },
  { methode: 'get', chemin: '/lieux/:adresse/photos/:photo', permission: 'lieux:lire', traiter: sendPhoto },
  { methode: 'get', chemin: '/lieux/:adresse/photos/:photo/petite', permission: 'lieux:lire', traiter: sendVignette }
]

/** The photos of a lieu, as its fiche shows them. */
export async function photosDuLieu(db: Db, lieu: LieuPublic) {
  return (await listPhotos(db, lieu.id)).map((photo) => toVue(lieu, photo))
}

function toVue(lieu: LieuPublic, { id, alternative, largeur, hauteur }: Photo) {
  const echelle = Math.min(1, VIGNETTE_LARGEUR / Math.max(largeur, hauteur))
  const src = `${adresseFiche(lieu)}/photos/${id}`
  return {
    id,
    src,
    vignette: `${src}/petite`,
    alternative,
    largeur: Math.max(1, Math.round(largeur * echelle)),
    hauteur: Math.max(1, Math.round(hauteur * echelle))
  }
}

const MESSAGES: Readonly<Record<string, string>> = {
  ajoutee: 'La photo est sur la fiche',
  decrire: 'Le texte de la photo est changé',
  monter: 'La photo est montrée plus tôt',
  retirer: 'La photo est retirée'
}

async function showPhotos(c: Contexte): Promise<Response> {
  const porte = await findLieuTenu(c)
  if ('refus' in porte) return porte.refus
  c.header('cache-control', 'no-store')
  const fait = c.req.query('fait') ?? ''
  return renderPhotos(c, porte.lieu, { message: Object.hasOwn(MESSAGES, fait) ? MESSAGES[fait] : undefined })
}

async function renderPhotos(
  c: Contexte,
  lieu: LieuPublic,
  props: Pick<PhotosProps, 'alternative' | 'erreurs' | 'message'>,
  statut: 200 | 422 | 503 = 200
) {
  return rendrePage(
    c,
    <PhotosVue
      cadre={c.var.cadre}
      lieu={toModifie(lieu)}
      photos={await photosDuLieu(c.var.db, lieu)}
      max={PHOTOS_MAX}
      {...props}
    />,
    statut
  )
}

/** Unfolding a photo takes tens of megabytes: two at a time, the others are asked to come back. */
const guichet = creerGuichet(2)

async function submitPhoto(c: Contexte): Promise<Response> {
  const porte = await findLieuTenu(c)
  if ('refus' in porte) return porte.refus
  const recu = await recevoirFormulaire(c, { tailleMax: PHOTO_OCTETS_MAX })
  const rendre = guichet.prendre()
  try {
    const { alternative = '' } = recu.champs
    const refuser = (erreur: ErreurDeChamp, statut: 422 | 503 = 422) =>
      renderPhotos(c, porte.lieu, { alternative: alternative.slice(0, 1_000), erreurs: [erreur] }, statut)
    if (!rendre) {
      c.header('retry-after', '10')
      return await refuser(
        { champ: 'photo', message: 'Beaucoup de photos arrivent en ce moment. Réessayez dans une minute.' },
        503
      )
    }
    if (recu.tropGros) return await refuser({ champ: 'photo', message: 'Cette photo est trop lourde : 12 Mo au plus.' })
    if (!recu.fichier) return await refuser({ champ: 'photo', message: 'Choisissez une photo.' })
    const octets = await readFile(recu.fichier.chemin)
    const issue = await ajouterPhoto(c.var.db, porte.lieu.id, { octets, alternative }, outilsDe(c))
    if (issue.ok) return backTo(c, porte.lieu, 'ajoutee')
    return answerRefus(c, issue.error, refuser)
  } finally {
    rendre?.()
    await recu.supprimer()
  }
}

async function submitGeste(c: Contexte): Promise<Response> {
  const porte = await findLieuTenu(c)
  if ('refus' in porte) return porte.refus
  const photo = c.req.param('photo') ?? ''
  if (!/^\d{1,15}$/.test(photo)) return c.notFound()
  const { geste, alternative = '' } = await readFormulaire(c)
  if (geste !== 'decrire' && geste !== 'monter' && geste !== 'retirer') return pageErreur(c, 400)
  const issue = await changerPhoto(
    c.var.db,
    porte.lieu.id,
    Number(photo),
    geste === 'decrire' ? { genre: geste, alternative } : { genre: geste },
    outilsDe(c)
  )
  if (issue.ok) return backTo(c, porte.lieu, geste)
  return answerRefus(c, issue.error, ({ message }) =>
    renderPhotos(c, porte.lieu, { erreurs: [{ champ: `alternative-${photo}`, message }] }, 422)
  )
}

const backTo = (c: Contexte, lieu: LieuPublic, fait: string) =>
  c.redirect(`${cheminModifier(toModifie(lieu), 'photos')}?fait=${fait}`, 303)

async function answerRefus(
  c: Contexte,
  { raison }: RefusPhoto,
  refuser: (erreur: ErreurDeChamp) => Promise<Response>
): Promise<Response> {
  switch (raison) {
    case 'interdit':
      return pageErreur(c, 403)
    case 'lieu-inconnu':
    case 'photo-inconnue':
    case 'changee':
      return c.notFound()
    case 'trop-de-photos':
      return refuser({ champ: 'photo', message: `Ce lieu a déjà ${PHOTOS_MAX} photos. Retirez-en une d’abord.` })
    case 'sans-alternative':
      return refuser({ champ: 'alternative', message: 'Écrivez ce que montre la photo.' })
    case 'alternative-longue':
      return refuser({
        champ: 'alternative',
        message: `Écrivez un texte plus court : ${ALTERNATIVE_MAX} signes au plus.`
      })
    case 'autre-format':
      return refuser({ champ: 'photo', message: 'Ce fichier n’est pas une photo JPEG, PNG ou WebP.' })
    case 'trop-grande':
      return refuser({ champ: 'photo', message: 'Cette image a trop de points : 50 millions au plus. Réduisez-la.' })
    case 'illisible':
      return refuser({
        champ: 'photo',
        message: 'Ce fichier ne se laisse pas lire comme une photo. Il est peut-être abîmé.'
      })
  }
}

function sendPhoto(c: Contexte) {
  return send(c, ({ fichier_id }) => fichier_id)
}

function sendVignette(c: Contexte) {
  return send(c, ({ vignette_id }) => vignette_id)
}

/** A month: what an address gives never changes, and a photo that is taken away does not stay for years in a cache. */
const UN_MOIS_S = 30 * 86_400

async function send(c: Contexte, choisir: (photo: Photo) => number): Promise<Response> {
  const numero = c.req.param('photo') ?? ''
  const photo = /^\d{1,15}$/.test(numero) ? await findPhoto(c.var.db, Number(numero)) : undefined
  const lieu = photo && (await findLieuDeLAdresse(c))
  // A withdrawn fiche shows nothing, but to who still mends it.
  if (lieu?.retire_le && !(await mayHold(c, lieu))) return c.notFound()
  if (!photo || !lieu || !(await listPhotos(c.var.db, lieu.id)).some(({ id }) => id === photo.id)) return c.notFound()
  const octets = await Array.fromAsync(lireMorceaux(c.var.db, choisir(photo)))
  return c.body(new Uint8Array(Buffer.concat(octets)), 200, {
    'content-type': 'image/jpeg',
    'cache-control': `public, max-age=${UN_MOIS_S}, immutable`
  })
}
