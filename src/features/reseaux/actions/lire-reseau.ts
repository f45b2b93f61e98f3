import type { Db } from '../../../platform/db/index.ts'
import {
  communeApprochee,
  type GeographieFrance,
  obtenirGeographie,
  type Territoire,
  territoire,
  trouverTerritoires
} from '../../territoires/index.ts'
import {
  type GenreTerritoireReseau,
  type Perimetre,
  perimetreDe,
  seCroisent,
  type TerritoireDeReseau
} from '../domain/perimetre.ts'
import { findReseau, listReseaux, listTerritoires, type Reseau } from '../store/reseau.store.ts'

/** A territory of a réseau with its words. */
export interface TerritoireNomme extends TerritoireDeReseau {
  /** « Communauté d’agglomération du Sicoval », « Labège ». For one that today's division no longer knows, its code. */
  readonly nom: string
  /** « intercommunalité », « Haute-Garonne » for a commune. */
  readonly precision: string
  readonly connu: boolean
  readonly communes: number
  /** What finds its lieux at `/lieux`. */
  readonly recherche: { readonly parametre: string; readonly valeur: string }
}

export interface ReseauLu {
  readonly reseau: Reseau
  readonly territoires: readonly TerritoireNomme[]
  readonly perimetre: Perimetre
}

export async function lireReseau(db: Db, id: string): Promise<ReseauLu | undefined> {
  const [reseau, territoires, geo] = await Promise.all([
    findReseau(db, id),
    listTerritoires(db, id),
    obtenirGeographie(db)
  ])
  return reseau && complete(geo, reseau, territoires.get(id) ?? [])
}

export async function lireReseaux(db: Db): Promise<readonly ReseauLu[]> {
  const [reseaux, territoires, geo] = await Promise.all([listReseaux(db), listTerritoires(db), obtenirGeographie(db)])
  return reseaux.map((reseau) => complete(geo, reseau, territoires.get(reseau.id) ?? []))
}

function complete(geo: GeographieFrance, reseau: Reseau, territoires: readonly TerritoireDeReseau[]): ReseauLu {
  return {
    reseau,
    territoires: territoires
      .map((un) => nommer(geo, un))
      .sort((a, b) => ORDRE.indexOf(a.genre) - ORDRE.indexOf(b.genre) || a.nom.localeCompare(b.nom, 'fr')),
    perimetre: reseau.genre === 'national' ? 'partout' : perimetreDe(geo, territoires)
  }
}

const ORDRE: readonly GenreTerritoireReseau[] = ['region', 'departement', 'epci', 'commune']

function nommer(geo: GeographieFrance, { genre, code }: TerritoireDeReseau): TerritoireNomme {
  const connu = territoire(geo, genre, code)
  return {
    genre,
    code,
    nom: connu ? nomEnClair(connu.nom) : code,
    precision: connu?.precision ?? 'code que le découpage d’aujourd’hui ne connaît plus',
    connu: connu !== undefined,
    communes: perimetreDe(geo, [{ genre, code }]).size,
    recherche: connu ? rechercheDe(geo, connu, genre) : { parametre: genre, valeur: code }
  }
}

/** Official names begin with initials that few people read. */
function nomEnClair(nom: string): string {
  return nom.replace(/^(CA|CC|CU) /, (_, sigle: string) => `${SIGLES[sigle]} `)
}

const SIGLES: Readonly<Record<string, string>> = {
  CA: 'Communauté d’agglomération',
  CC: 'Communauté de communes',
  CU: 'Communauté urbaine'
}

// An INSEE code reads like a postcode: a commune is searched by its name, with its département when that is clearer.
function rechercheDe(geo: GeographieFrance, connu: Territoire, genre: GenreTerritoireReseau) {
  if (genre !== 'commune') return { parametre: genre, valeur: connu.code }
  const valeur = [`${connu.nom} (${connu.precision})`, connu.code].find((texte) => {
    const [premier] = trouverTerritoires(geo, texte)
    return premier?.genre === 'commune' && premier.code === connu.code
  })
  return { parametre: 'commune', valeur: valeur ?? connu.nom }
}

/** The other réseaux whose perimeter meets this one: allowed, but better known. */
export async function reseauxVoisins(db: Db, { reseau, perimetre }: ReseauLu): Promise<readonly Reseau[]> {
  if (perimetre === 'partout') return []
  return (await lireReseaux(db)).flatMap((autre) =>
    autre.reseau.id !== reseau.id && autre.perimetre !== 'partout' && seCroisent(perimetre, autre.perimetre)
      ? [autre.reseau]
      : []
  )
}

/** Communes named one by one on a page; beyond, their number is enough. */
const COMMUNES_NOMMEES = 150

/** The communes of a perimeter by name, when they are few enough to be read. */
export async function communesDe(db: Db, perimetre: Perimetre): Promise<readonly string[]> {
  if (perimetre === 'partout' || perimetre.size > COMMUNES_NOMMEES) return []
  const geo = await obtenirGeographie(db)
  return [...perimetre].flatMap((code) => geo.commune(code)?.nom ?? []).sort((a, b) => a.localeCompare(b, 'fr'))
}

/** What a person typed, as territories that a réseau can have; a postcode gives its communes. */
export async function chercherTerritoires(db: Db, texte: string): Promise<readonly TerritoireNomme[]> {
  const geo = await obtenirGeographie(db)
  return trouverTerritoires(geo, texte)
    .flatMap(({ genre, code }): readonly TerritoireDeReseau[] =>
      genre === 'code_postal'
        ? geo.parCodePostal(code).map((commune) => ({ genre: 'commune', code: commune.code }))
        : [{ genre, code }]
    )
    .filter((un, rang, tous) => tous.findIndex((t) => t.genre === un.genre && t.code === un.code) === rang)
    .map((un) => nommer(geo, un))
}

export async function nommerTerritoires(
  db: Db,
  territoires: readonly TerritoireDeReseau[]
): Promise<readonly TerritoireNomme[]> {
  const geo = await obtenirGeographie(db)
  return territoires.map((un) => nommer(geo, un))
}

/** The commune that somebody may have meant, one letter apart: for a territory that nobody knows. */
export async function territoireApproche(db: Db, texte: string): Promise<string | undefined> {
  return communeApprochee(await obtenirGeographie(db), texte)?.nom
}
