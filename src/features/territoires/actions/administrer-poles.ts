import type { Acteur } from '../../../kernel/acteur.ts'
import { estAutorise, type Octroi } from '../../../kernel/droit.ts'
import type { Jour } from '../../../kernel/jour.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { RESEAU_NATIONAL, type Zone } from '../../../kernel/role.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { changerPerimetre } from '../domain/perimetre-de-pole.ts'
import { type IdentiteDePole, slugDePole } from '../domain/pole.ts'
import { closePole, insertPole, lockPole, type Pole, savePerimetre, savePole } from '../store/pole.store.ts'

/** Pôles are created and closed for the whole country (charter, article 9): by who runs the site. */
export const PERMISSIONS_TERRITOIRES = {
  'poles:gerer': { administrateur: 'partout' }
} as const satisfies Readonly<Record<string, Octroi>>

/** Who changes a pôle, and when. */
export interface GesteSurPole {
  readonly acteur: Acteur
  readonly now: Date
}

type Perimetre = { readonly zones: readonly Zone[]; readonly jour: Jour }

const peutGerer = (acteur: Acteur) => estAutorise(PERMISSIONS_TERRITOIRES['poles:gerer'], acteur, {})

/**
 * A new pôle, with its first perimeter.
 * @returns the end of its address, made of its name
 */
export async function creerPole(
  db: Db,
  identite: IdentiteDePole,
  { zones, jour }: Perimetre,
  geste: GesteSurPole
): Promise<Result<string, 'interdit' | 'adresse-prise'>> {
  if (!peutGerer(geste.acteur)) return refuse('interdit')
  const id = slugDePole(identite.nom)
  return transaction(db, async (trx) => {
    if (!(await insertPole(trx, id, identite, geste.now))) return refuse('adresse-prise')
    await savePerimetre(trx, id, changerPerimetre([], zones, jour), geste.now)
    await tell(trx, id, 'pole.cree', geste, { jour, zones: ecrire(zones) })
    return ok(id)
  })
}

export type PoleRefuse = 'interdit' | 'inconnu' | 'ferme' | 'modifie-entretemps'

/** Its name, what it does, its contacts. Its address stays. */
export function modifierPole(
  db: Db,
  id: string,
  { version, identite }: { readonly version: number; readonly identite: IdentiteDePole },
  geste: GesteSurPole
): Promise<Result<undefined, PoleRefuse>> {
  return surPole(db, id, geste, async (trx, pole) => {
    if (pole.version !== version) return refuse('modifie-entretemps')
    await savePole(trx, id, identite, geste.now)
    await tell(trx, id, 'pole.modifie', geste, { version: pole.version + 1 })
    return ok(undefined)
  })
}

/** From that day on, the pôle is where `zones` are. The roles of its pilots follow by themselves. */
export function changerPerimetreDePole(
  db: Db,
  id: string,
  { zones, jour }: Perimetre,
  geste: GesteSurPole
): Promise<Result<undefined, PoleRefuse>> {
  return surPole(db, id, geste, async (trx, pole) => {
    await savePerimetre(trx, id, changerPerimetre(pole.territoires, zones, jour), geste.now)
    await tell(trx, id, 'pole.perimetre', geste, { jour, zones: ecrire(zones) })
    return ok(undefined)
  })
}

/** Its pilots hold nothing of it any more; its page says that it is closed. */
export function fermerPole(db: Db, id: string, geste: GesteSurPole): Promise<Result<undefined, PoleRefuse>> {
  return surPole(db, id, geste, async (trx) => {
    await closePole(trx, id, geste.now)
    await tell(trx, id, 'pole.ferme', geste, {})
    return ok(undefined)
  })
}

async function surPole(
  db: Db,
  id: string,
  { acteur }: GesteSurPole,
  changer: (trx: Trx, pole: Pole) => Promise<Result<undefined, PoleRefuse>>
): Promise<Result<undefined, PoleRefuse>> {
  if (!peutGerer(acteur)) return refuse('interdit')
  return transaction(db, async (trx): Promise<Result<undefined, PoleRefuse>> => {
    const pole = await lockPole(trx, id)
    if (!pole) return refuse('inconnu')
    return pole.ferme_le ? refuse('ferme') : changer(trx, pole)
  })
}

const tell = (
  trx: Trx,
  id: string,
  genre: string,
  { acteur, now }: GesteSurPole,
  contenu: Readonly<Record<string, string | number>>
) => consigner(trx, { reseau: RESEAU_NATIONAL, genre, acteur: acteur.nom, objet: `pole/${id}`, contenu }, now)

const ecrire = (zones: readonly Zone[]) =>
  zones
    .map(({ genre, code }) => `${genre}:${code}`)
    .sort()
    .join(' ')
