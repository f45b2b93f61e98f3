import { gzipSync } from 'node:zlib'
import { SYSTEME } from '../../../../kernel/acteur.ts'
import type { Db } from '../../../../platform/db/index.ts'
import { findReseau } from '../../../reseaux/index.ts'
import { avancer } from '../../domain/adhesion/avancer.ts'
import type { Regles } from '../../domain/adhesion/regles.ts'
import type { Situation } from '../../domain/adhesion/situation.ts'
import { adresseDeCle, documentListe } from '../../domain/marque/attestation.ts'
import { type MotifDeStatut, statutDePlace, versBits } from '../../domain/marque/statuts.ts'
import { listDossiers } from '../../store/adhesion.store.ts'
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
  const projetees = await projeter(
    db,
    places.flatMap(({ adhesionId, enRetard }) => (enRetard ? [adhesionId] : [])),
    now
  )
  return places.flatMap(({ adhesionId, place, debut, etat, membreDepuis, absorbee }) => {
    const situation = projetees.get(adhesionId)
    const lue = situation
      ? {
          debut,
          etat: situation.etat,
          membreDepuis: 'membre' in situation ? situation.membre.membreDepuis : undefined,
          absorbee
        }
      : { debut, etat, membreDepuis: membreDepuis ?? undefined, absorbee }
    return statutDePlace(lue) === motif ? [place] : []
  })
}

/** Where time has led the dossiers that it has overtaken. */
async function projeter(db: Db, ids: readonly string[], now: Date): Promise<ReadonlyMap<string, Situation>> {
  const regles = new Map<string, Regles>()
  const situations = new Map<string, Situation>()
  for (let debut = 0; debut < ids.length; debut += LOT)
    for (const { id, charteId, situation } of await listDossiers(db, ids.slice(debut, debut + LOT))) {
      const siennes = regles.get(charteId) ?? (await chargerRegles(db, charteId))
      regles.set(charteId, siennes)
      situations.set(id, avancer(situation, siennes, now).situation)
    }
  return situations
}

/** Compressed, then base64url as a multibase (Bitstring Status List 1.0, § 3.2). */
const encoder = (places: readonly number[]): string => `u${gzipSync(versBits(places)).toString('base64url')}`
