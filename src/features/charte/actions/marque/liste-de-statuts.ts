import { gzipSync } from 'node:zlib'
import { SYSTEME } from '../../../../kernel/acteur.ts'
import type { Db } from '../../../../platform/db/index.ts'
import { findReseau } from '../../../reseaux/index.ts'
import { avancer } from '../../domain/adhesion/avancer.ts'
import type { Regles } from '../../domain/adhesion/regles.ts'
import { adresseDeCle, documentListe } from '../../domain/marque/attestation.ts'
import { type MotifDeStatut, statutDePlace, versBits } from '../../domain/marque/statuts.ts'
import { type Dossier, listDossiers } from '../../store/adhesion.store.ts'
import { hasListe, listPlacesARegarder } from '../../store/marque.store.ts'
import { chargerRegles } from '../adhesion/regles-de-la-charte.ts'
import type { OutilsBadge } from './badge.ts'
import { obtenirCle } from './cles.ts'
import { garder } from './garder.ts'
import { signer } from './signer.ts'

const MINUTE_MS = 60_000
const LOT = 5_000

/**
 * A status list as it is now, signed, as text: what time has brought is counted, whatever was last written. Undefined for a
 * list where nobody has a place.
 * @throws CleIllisible
 */
export async function obtenirListe(
  db: Db,
  demandee: { readonly reseauId: string; readonly motif: MotifDeStatut; readonly numero: number },
  { site, reglages, now }: OutilsBadge
): Promise<string | undefined> {
  const { reseauId, motif, numero } = demandee
  const reseau = await findReseau(db, reseauId)
  if (!reseau || !(await hasListe(db, reseauId, numero))) return undefined
  const cle = await obtenirCle(db, reseauId, { reglages, acteur: SYSTEME.nom, now })
  const encodee = encoder(await listPlaces(db, reseauId, numero, motif, now))
  // Of one minute, the list is the same: it is signed once, and again as soon as a place changes.
  const le = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS)
  const document = documentListe({ site, reseau }, { motif, numero, encodee, le })
  const methode = adresseDeCle({ site, reseau }, cle.rang)
  return garder(db, JSON.stringify([methode, document]), async () =>
    JSON.stringify(await signer(document, { methode, privee: cle.privee }, le))
  )
}

/** The places of a list where this is now to be said. */
async function listPlaces(
  db: Db,
  reseauId: string,
  numero: number,
  motif: MotifDeStatut,
  now: Date
): Promise<number[]> {
  const places = await listPlacesARegarder(db, reseauId, numero, now)
  const ids = [...new Set(places.map(({ adhesionId }) => adhesionId))]
  const dossiers: Dossier[] = []
  for (let debut = 0; debut < ids.length; debut += LOT)
    dossiers.push(...(await listDossiers(db, ids.slice(debut, debut + LOT))))
  const regles = new Map<string, Regles>()
  for (const charteId of new Set(dossiers.map((dossier) => dossier.charteId)))
    regles.set(charteId, await chargerRegles(db, charteId))
  const statuts = new Map(
    dossiers.map((dossier) => {
      const siennes = regles.get(dossier.charteId)
      const situation = siennes ? avancer(dossier.situation, siennes, now).situation : dossier.situation
      return [dossier.id, { situation, absorbee: dossier.absorbeePar !== undefined }]
    })
  )
  return places.flatMap(({ adhesionId, membreDepuis, place }) => {
    const dossier = statuts.get(adhesionId)
    return dossier && statutDePlace(dossier, membreDepuis) === motif ? [place] : []
  })
}

/** Compressed, then base64url as a multibase (Bitstring Status List 1.0, § 3.2). */
const encoder = (places: readonly number[]): string => `u${gzipSync(versBits(places)).toString('base64url')}`
