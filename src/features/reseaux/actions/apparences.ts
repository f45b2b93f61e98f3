import type { Db } from '../../../platform/db/index.ts'
import type { CadrePage } from '../../../platform/ui/page.tsx'
import { sigleDe } from '../domain/identite.ts'
import { listReseaux, RESEAU_NATIONAL, type Reseau } from '../store/reseau.store.ts'

type Apparence = CadrePage['reseau']

interface Gardees {
  readonly le: number
  readonly parSlug: Promise<ReadonlyMap<string, Apparence>>
}

// By database: a process has one, the tests have several. Another process's change is seen after this long.
const gardees = new WeakMap<Db, Gardees>()
const FRAICHEUR_MS = 5_000

/**
 * What the header shows at this address: the réseau of `/reseaux/<slug>` and of every page under it, the national one
 * elsewhere. Undefined when nothing is known: the settings then name it.
 */
export async function apparenceDe(db: Db, chemin: string): Promise<Apparence | undefined> {
  const parSlug = await charger(db).catch(() => undefined)
  const slug = /^\/reseaux\/([a-z0-9-]+)(?:\/|$)/.exec(chemin)?.[1]
  return parSlug?.get(slug ?? '') ?? parSlug?.get(RESEAU_NATIONAL)
}

/** To be called once a réseau has changed. */
export function oublierApparences(db: Db): void {
  gardees.delete(db)
}

function charger(db: Db): Promise<ReadonlyMap<string, Apparence>> {
  const le = performance.now()
  const connues = gardees.get(db)
  if (connues && le - connues.le < FRAICHEUR_MS) return connues.parSlug
  const parSlug = listReseaux(db).then(
    (reseaux) => new Map(reseaux.filter(({ ouvert_le }) => ouvert_le).map((un) => [un.id, apparence(un)]))
  )
  const neuves = { le, parSlug }
  gardees.set(db, neuves)
  // A failed reading is not remembered.
  parSlug.catch(() => {
    if (gardees.get(db) === neuves) gardees.delete(db)
  })
  return parSlug
}

/** How a réseau looks in the header. `sous`: where its sheet is, when not under its own address. */
export function apparence(reseau: Reseau, sous = `/reseaux/${reseau.id}`): Apparence {
  const { id, genre, nom, accroche, couleur, couleur_accent, version } = reseau
  const national = genre === 'national'
  return {
    nom,
    accroche: accroche || undefined,
    accueil: national ? '/' : `/reseaux/${id}`,
    logo: logoDe(reseau),
    sigle: national ? undefined : sigleDe(nom),
    feuille: couleur || couleur_accent ? `${sous}/theme.css?v=${version}` : undefined
  }
}

export function logoDe({ id, logo_empreinte, logo_largeur, logo_hauteur }: Reseau): Apparence['logo'] {
  return logo_empreinte && logo_largeur && logo_hauteur
    ? { src: `/reseaux/${id}/logo/${logo_empreinte}`, largeur: logo_largeur, hauteur: logo_hauteur }
    : undefined
}
