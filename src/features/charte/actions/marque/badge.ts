import { randomInt } from 'node:crypto'
import { SYSTEME } from '../../../../kernel/acteur.ts'
import { type Db, transaction } from '../../../../platform/db/index.ts'
import type { ReglagesDeCle } from '../../../comptes/index.ts'
import { findReseau } from '../../../reseaux/index.ts'
import { adresseDeCle, documentBadge, documentEmetteur } from '../../domain/marque/attestation.ts'
import { PLACES } from '../../domain/marque/statuts.ts'
import { findResume } from '../../store/charte.store.ts'
import { findListeOuverte, findPlace, insertPlace, listCles, type Place } from '../../store/marque.store.ts'
import { obtenirCle } from './cles.ts'
import { garder } from './garder.ts'
import type { Preuve } from './lire-preuve.ts'
import { signer } from './signer.ts'

export interface OutilsBadge {
  readonly site: string
  readonly reglages: ReglagesDeCle
  readonly now: Date
}

/**
 * The signed badge of a member, as text. Asked twice in one period, it is the same to the byte. Undefined when the lieu is no
 * member now.
 * @throws CleIllisible
 */
export async function obtenirBadge(
  db: Db,
  { dossier, membre, reseau, charte, lieu, adresse }: Preuve,
  { site, reglages, now }: OutilsBadge
): Promise<string | undefined> {
  if (!membre) return undefined
  const cle = await obtenirCle(db, reseau.id, { reglages, acteur: SYSTEME.nom, now })
  const place = await obtenirPlace(db, reseau.id, dossier.id, membre.depuis, now)
  const resume = await findResume(db, membre.version.id)
  const { debut } = membre.appartenance
  const document = documentBadge({
    site,
    reseau,
    adhesion: dossier.id,
    lieu: { id: lieu.id, nom: lieu.nom, commune: adresse.commune },
    charte: { id: charte.id, nom: charte.nom, version: membre.version.numero, resume },
    debut,
    fin: membre.fin,
    place
  })
  const methode = adresseDeCle({ site, reseau }, cle.rang)
  // Neither before the period nor before the key.
  const le = debut > cle.creeLe ? debut : cle.creeLe
  return garder(db, JSON.stringify([methode, document]), async () =>
    JSON.stringify(await signer(document, { methode, privee: cle.privee }, le))
  )
}

/** Where the status of a membership is read, drawn by lot the first time. */
async function obtenirPlace(
  db: Db,
  reseauId: string,
  adhesionId: string,
  membreDepuis: Date,
  now: Date
): Promise<Place> {
  for (;;) {
    const place = await findPlace(db, adhesionId, membreDepuis)
    if (place) return place
    const liste = await findListeOuverte(db, reseauId)
    // A place already taken, at most one time in two: another is drawn.
    await transaction(db, (trx) =>
      insertPlace(trx, { reseauId, adhesionId, membreDepuis, liste, place: randomInt(PLACES) }, now)
    )
  }
}

/** What the réseau says of itself and of its keys; undefined for an unknown réseau. */
export async function lireEmetteur(db: Db, reseauId: string, { site, reglages, now }: OutilsBadge) {
  const reseau = await findReseau(db, reseauId)
  if (!reseau?.ouvert_le) return undefined
  await obtenirCle(db, reseauId, { reglages, acteur: SYSTEME.nom, now })
  const cles = await listCles(db, reseauId)
  return documentEmetteur(
    { site, reseau },
    cles.map(({ rang, publique, compromise_le }) => ({ rang, publique, compromiseLe: compromise_le ?? undefined }))
  )
}
