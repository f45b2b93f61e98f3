import { createHash } from 'node:crypto'
import type { Acteur } from '../../../kernel/acteur.ts'
import { jsonCanonique } from '../../../kernel/json-canonique.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { type ImageRefusee, lireImage } from '../../../platform/fichiers/image.ts'
import { deposerFichier, supprimerFichier } from '../../../platform/fichiers/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { obtenirGeographie, territoire } from '../../territoires/index.ts'
import {
  type FauteIdentite,
  lireIdentite,
  type ManquePourOuvrir,
  manquesPourOuvrir,
  parseSlug,
  proposerSlug,
  type SaisieIdentite,
  type SlugReseau
} from '../domain/identite.ts'
import { dejaCouvert, perimetreDe, type TerritoireDeReseau } from '../domain/perimetre.ts'
import {
  addTerritoire,
  findReseau,
  insertReseau,
  listTerritoires,
  lockReseau,
  nameNational,
  RESEAU_NATIONAL,
  type Reseau,
  removeTerritoire,
  saveIdentite,
  saveLogo,
  saveOuverture
} from '../store/reseau.store.ts'
import { oublierApparences } from './apparences.ts'

/** Who changes a réseau, and when. */
export interface Geste {
  readonly acteur: Acteur
  readonly now: Date
}

export type CreationRefusee =
  | { readonly raison: 'nom'; readonly faute: FauteIdentite }
  | { readonly raison: 'adresse-illisible' }
  | { readonly raison: 'adresse-prise'; readonly slug: string; readonly nom: string }

/** A new territorial réseau, closed until somebody opens it. Without an address, one is made of its name. */
export async function creerReseau(
  db: Db,
  { nom, accroche, adresse }: { readonly nom: string; readonly accroche: string; readonly adresse: string },
  { acteur, now }: Geste
): Promise<Result<SlugReseau, CreationRefusee>> {
  const lue = lireIdentite({ ...IDENTITE_VIDE, nom, accroche })
  if (!lue.ok) return refuse({ raison: 'nom', faute: lue.error[0] as FauteIdentite })
  const id = parseSlug(adresse.trim() || proposerSlug(lue.value.nom))
  if (!id) return refuse({ raison: 'adresse-illisible' })
  const cree = await changer(db, async (trx) => {
    if (!(await insertReseau(trx, { id, nom: lue.value.nom, accroche: lue.value.accroche }, now))) return false
    await tell(trx, id, 'reseau.cree', { acteur, now }, { empreinte: digest(lue.value) })
    return true
  })
  if (cree) return ok(id)
  return refuse({ raison: 'adresse-prise', slug: id, nom: (await findReseau(db, id))?.nom ?? id })
}

const IDENTITE_VIDE: SaisieIdentite = {
  nom: '',
  accroche: '',
  presentation: '',
  identite: '',
  couleur: '',
  couleur_accent: '',
  fuseau: ''
}

export type ModificationRefusee =
  | { readonly raison: 'inconnu' }
  | { readonly raison: 'saisie'; readonly fautes: readonly FauteIdentite[] }
  /** Somebody saved something else since the form was opened. */
  | { readonly raison: 'modifie-entretemps'; readonly actuel: Reseau }

export async function modifierReseau(
  db: Db,
  id: string,
  { version, saisie }: { readonly version: number; readonly saisie: SaisieIdentite },
  { acteur, now }: Geste
): Promise<Result<{ readonly change: boolean }, ModificationRefusee>> {
  const lue = lireIdentite(saisie)
  if (!lue.ok) return refuse({ raison: 'saisie', fautes: lue.error })
  return changer(db, async (trx) => {
    const actuel = await lockReseau(trx, id)
    if (!actuel) return refuse({ raison: 'inconnu' })
    const changes = Object.entries(lue.value).filter(([champ, valeur]) => actuel[champ as keyof Reseau] !== valeur)
    // The same words saved twice are no conflict, and no decision.
    if (changes.length === 0) return ok({ change: false })
    if (actuel.version !== version) return refuse({ raison: 'modifie-entretemps', actuel })
    await saveIdentite(trx, id, lue.value, now)
    const champs = changes.map(([champ]) => champ).join(', ')
    await tell(trx, id, 'reseau.modifie', { acteur, now }, { champs, empreinte: digest(lue.value) })
    return ok({ change: true })
  })
}

export type AjoutRefuse =
  | { readonly raison: 'inconnu' | 'national' | 'territoire-inconnu' | 'trop-de-territoires' }
  | { readonly raison: 'deja-couvert'; readonly par: TerritoireDeReseau | 'ensemble' }

const TERRITOIRES_MAX = 500

export async function ajouterTerritoire(
  db: Db,
  id: string,
  nouveau: TerritoireDeReseau,
  { acteur, now }: Geste
): Promise<Result<TerritoireDeReseau, AjoutRefuse>> {
  const geo = await obtenirGeographie(db)
  const connu = territoire(geo, nouveau.genre, nouveau.code)
  if (!connu || connu.genre === 'code_postal') return refuse({ raison: 'territoire-inconnu' })
  // A former commune is written as the present one.
  const ajoute: TerritoireDeReseau = { genre: connu.genre, code: connu.code }
  return changer(db, async (trx) => {
    const reseau = await lockReseau(trx, id)
    if (!reseau) return refuse({ raison: 'inconnu' })
    if (reseau.genre === 'national') return refuse({ raison: 'national' })
    const presents = (await listTerritoires(trx, id)).get(id) ?? []
    if (presents.length >= TERRITOIRES_MAX) return refuse({ raison: 'trop-de-territoires' })
    const par = dejaCouvert(geo, presents, ajoute)
    if (par) return refuse({ raison: 'deja-couvert', par })
    await addTerritoire(trx, id, ajoute)
    await tell(trx, id, 'reseau.territoire.ajoute', { acteur, now }, { ...ajoute })
    return ok(ajoute)
  })
}

export type RetraitRefuse = { readonly raison: 'inconnu' | 'dernier-territoire' }

/** Twice is once: what is no longer there is left alone. */
export async function retirerTerritoire(
  db: Db,
  id: string,
  { genre, code }: TerritoireDeReseau,
  { acteur, now }: Geste
): Promise<Result<undefined, RetraitRefuse>> {
  return changer(db, async (trx) => {
    const reseau = await lockReseau(trx, id)
    if (!reseau) return refuse({ raison: 'inconnu' })
    const presents = (await listTerritoires(trx, id)).get(id) ?? []
    const reste = presents.filter((t) => t.genre !== genre || t.code !== code)
    if (reste.length === presents.length) return ok(undefined)
    if (reseau.ouvert_le && reste.length === 0) return refuse({ raison: 'dernier-territoire' })
    await removeTerritoire(trx, id, { genre, code })
    await tell(trx, id, 'reseau.territoire.retire', { acteur, now }, { genre, code })
    return ok(undefined)
  })
}

export type LogoRefuse = { readonly raison: 'inconnu' | ImageRefusee }

/** Bytes that a logo may weigh: every page shows it, on old phones too. */
export const LOGO_OCTETS_MAX = 300_000

export async function changerLogo(
  db: Db,
  id: string,
  octets: Buffer,
  { acteur, now }: Geste
): Promise<Result<undefined, LogoRefuse>> {
  const image = lireImage(octets)
  if (!image.ok) return refuse({ raison: image.error })
  const { type, largeur, hauteur, octets: propres } = image.value
  return changer(db, async (trx) => {
    const reseau = await lockReseau(trx, id)
    if (!reseau) return refuse({ raison: 'inconnu' })
    const fichier = await deposerFichier(
      trx,
      { nom: `logo-${id}`, flux: enUnMorceau(propres), tailleMax: LOGO_OCTETS_MAX },
      now
    )
    // Written again, a picture is never larger than it came.
    if (!fichier) throw new Error('logo trop lourd')
    const logo = {
      logo_id: fichier.id,
      logo_type: type,
      logo_empreinte: fichier.empreinte,
      logo_largeur: largeur,
      logo_hauteur: hauteur
    }
    await saveLogo(trx, id, logo, now)
    if (reseau.logo_id !== null) await supprimerFichier(trx, reseau.logo_id)
    await tell(trx, id, 'reseau.logo.change', { acteur, now }, { empreinte: fichier.empreinte })
    return ok(undefined)
  })
}

async function* enUnMorceau(octets: Buffer) {
  yield octets
}

export async function retirerLogo(db: Db, id: string, { acteur, now }: Geste): Promise<boolean> {
  return changer(db, async (trx) => {
    const reseau = await lockReseau(trx, id)
    if (!reseau) return false
    if (reseau.logo_id === null) return true
    await saveLogo(trx, id, SANS_LOGO, now)
    await supprimerFichier(trx, reseau.logo_id)
    await tell(trx, id, 'reseau.logo.retire', { acteur, now }, {})
    return true
  })
}

const SANS_LOGO = { logo_id: null, logo_type: null, logo_empreinte: null, logo_largeur: null, logo_hauteur: null }

export type OuvertureRefusee =
  | { readonly raison: 'inconnu' | 'national' }
  | { readonly raison: 'incomplet'; readonly manques: readonly ManquePourOuvrir[] }

/** Shows the réseau to everybody, or takes its pages away; its data stay. Twice is once. */
export async function reglerOuverture(
  db: Db,
  id: string,
  ouvrir: boolean,
  { acteur, now }: Geste
): Promise<Result<undefined, OuvertureRefusee>> {
  const geo = await obtenirGeographie(db)
  return changer(db, async (trx) => {
    const reseau = await lockReseau(trx, id)
    if (!reseau) return refuse({ raison: 'inconnu' })
    if (reseau.genre === 'national') return refuse({ raison: 'national' })
    if ((reseau.ouvert_le !== null) === ouvrir) return ok(undefined)
    const communes = perimetreDe(geo, (await listTerritoires(trx, id)).get(id) ?? []).size
    const manques = ouvrir ? manquesPourOuvrir(reseau, communes) : []
    if (manques.length > 0) return refuse({ raison: 'incomplet', manques })
    await saveOuverture(trx, id, ouvrir ? now : null, now)
    await tell(trx, id, ouvrir ? 'reseau.ouvert' : 'reseau.ferme', { acteur, now }, {})
    return ok(undefined)
  })
}

/** At every start: the settings name the national réseau until somebody edits it in the pages. */
export async function nommerReseauNational(
  db: Db,
  { nom, accroche }: { readonly nom: string; readonly accroche: string },
  { acteur, now }: Geste
): Promise<void> {
  await changer(db, async (trx) => {
    if (await nameNational(trx, { nom, accroche }, now))
      await tell(trx, RESEAU_NATIONAL, 'reseau.nomme', { acteur, now }, { empreinte: digest({ nom, accroche }) })
  })
}

async function changer<R>(db: Db, ecrire: (trx: Trx) => Promise<R>): Promise<R> {
  const fait = await transaction(db, ecrire)
  oublierApparences(db)
  return fait
}

function tell(
  trx: Trx,
  id: string,
  genre: string,
  { acteur, now }: Geste,
  contenu: Readonly<Record<string, string | number | boolean | null>>
): Promise<string> {
  return consigner(trx, { reseau: id, genre, acteur: acteur.nom, objet: `reseau ${id}`, contenu }, now)
}

// The journal proves which words were in force without holding them.
const digest = (valeur: object) => createHash('sha256').update(jsonCanonique(valeur)).digest('hex')
