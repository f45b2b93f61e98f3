import { randomUUID } from 'node:crypto'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Db, Trx } from '../../../platform/db/index.ts'
import { adresseDe, adresseLibre } from '../domain/adresse.ts'
import { deplacer } from '../domain/organiser.ts'
import type { Proposition } from '../domain/saisie-consultation.ts'
import type { ContenuDeModule } from '../domain/saisie-module.ts'
import { type Consultation, findModule, listModules, type Module } from '../store/consultation.store.ts'
import { findItem, type ItemCompte } from '../store/item.store.ts'
import {
  deleteItem,
  deleteModule,
  insertModule,
  listItemsDeLOrganisateur,
  orderItems,
  orderModules,
  updateConsultation,
  updateItem,
  updateModule
} from '../store/organiser.store.ts'
import { type Cible, type Fait, type Geste, organiser, type RefusDOrganiser } from './organiser.ts'
import { ajouterItemA } from './organiser-items.ts'

export type RefusDePreparer =
  | RefusDOrganiser
  /** The module or the item is no longer there. */
  | { readonly raison: 'partie-inconnue' }
  /** A topic has one module. */
  | { readonly raison: 'un-module' }
  /** What its items are does not change under them. */
  | { readonly raison: 'nature' }
  | { readonly raison: 'trop' }

type Fini<T> = Promise<Result<T, RefusDePreparer>>

/** More than that, and nobody reads them. */
const MODULES_MAX = 20
const ITEMS_MAX = 2000

/** What was prepared changes the consultation: whoever read it before reads it again. */
async function fini<T>(trx: Trx, { id }: Consultation, value: T, genre: string, contenu: Fait['contenu']) {
  await updateConsultation(trx, id, {})
  return ok({ value, fait: { genre, contenu } })
}

const partieInconnue = () => refuse({ raison: 'partie-inconnue' as const })

/** Returns the address of the new module. */
export function ajouterModule(db: Db, cible: Cible, contenu: ContenuDeModule, geste: Geste): Fini<string> {
  return organiser<string, RefusDePreparer>(db, cible, 'preparer', geste, async (trx, consultation) => {
    const modules = await listModules(trx, consultation.id)
    if (consultation.sujet && modules.length > 0) return refuse({ raison: 'un-module' })
    if (modules.length >= MODULES_MAX) return refuse({ raison: 'trop' })
    const adresse = adresseLibre(adresseDe(contenu.titre, 'module'), new Set(modules.map((un) => un.adresse)))
    const rang = Math.max(0, ...modules.map((un) => un.rang)) + 1
    await insertModule(trx, { ...contenu, id: randomUUID(), consultation_id: consultation.id, adresse, rang })
    return fini(trx, consultation, adresse, 'module-ajoute', { module: adresse })
  })
}

export function reglerModule(
  db: Db,
  cible: Cible,
  adresse: string,
  contenu: ContenuDeModule,
  geste: Geste
): Fini<undefined> {
  return surModule(db, cible, adresse, geste, async (trx, consultation, module) => {
    const items = await listItemsDeLOrganisateur(trx, module.id)
    if (contenu.nature !== module.nature && items.length > 0) return refuse({ raison: 'nature' })
    await updateModule(trx, module.id, contenu)
    return fini(trx, consultation, undefined, 'module-regle', { module: adresse })
  })
}

export function deplacerModule(
  db: Db,
  cible: Cible,
  adresse: string,
  vers: 'haut' | 'bas',
  geste: Geste
): Fini<undefined> {
  return surModule(db, cible, adresse, geste, async (trx, consultation, module) => {
    const ids = (await listModules(trx, consultation.id)).map(({ id }) => id)
    await orderModules(trx, deplacer(ids, module.id, vers))
    return fini(trx, consultation, undefined, 'module-deplace', { module: adresse })
  })
}

export function retirerModule(db: Db, cible: Cible, adresse: string, geste: Geste): Fini<undefined> {
  return surModule(db, cible, adresse, geste, async (trx, consultation, module) => {
    await deleteModule(trx, module.id)
    return fini(trx, consultation, undefined, 'module-retire', { module: adresse })
  })
}

const surModule = (db: Db, cible: Cible, adresse: string, geste: Geste, faire: Faire<Module>): Fini<undefined> =>
  surPartie(db, cible, geste, (trx, { id }) => findModule(trx, id, adresse), faire)

/** Until the closing: what is added takes nothing away from what people answered. Returns its number. */
export function ajouterItem(
  db: Db,
  cible: Cible,
  moduleAdresse: string,
  proposition: Proposition,
  geste: Geste
): Fini<number> {
  return organiser<number, RefusDePreparer>(db, cible, 'completer', geste, async (trx, consultation) => {
    const module = await findModule(trx, consultation.id, moduleAdresse)
    if (!module) return partieInconnue()
    if ((await listItemsDeLOrganisateur(trx, module.id)).length >= ITEMS_MAX) return refuse({ raison: 'trop' })
    const numero = await ajouterItemA(trx, module, proposition, geste.now)
    return fini(trx, consultation, numero, 'item-ajoute', { item: numero })
  })
}

export function modifierItem(
  db: Db,
  cible: Cible,
  numero: number,
  proposition: Proposition,
  geste: Geste
): Fini<undefined> {
  return surItem(db, cible, numero, geste, async (trx, consultation, item) => {
    await updateItem(trx, item.id, proposition)
    return fini(trx, consultation, undefined, 'item-modifie', { item: numero })
  })
}

export function deplacerItem(
  db: Db,
  cible: Cible,
  numero: number,
  vers: 'haut' | 'bas',
  geste: Geste
): Fini<undefined> {
  return surItem(db, cible, numero, geste, async (trx, consultation, item) => {
    const ids = (await listItemsDeLOrganisateur(trx, item.module_id)).map(({ id }) => id)
    await orderItems(trx, deplacer(ids, item.id, vers))
    return fini(trx, consultation, undefined, 'item-deplace', { item: numero })
  })
}

export function retirerItem(db: Db, cible: Cible, numero: number, geste: Geste): Fini<undefined> {
  return surItem(db, cible, numero, geste, async (trx, consultation, item) => {
    await deleteItem(trx, item.id)
    return fini(trx, consultation, undefined, 'item-retire', { item: numero })
  })
}

/** The organiser's own item: what contributors propose is theirs. */
const surItem = (db: Db, cible: Cible, numero: number, geste: Geste, faire: Faire<ItemCompte>): Fini<undefined> =>
  surPartie(
    db,
    cible,
    geste,
    async (trx, { id }) => {
      const item = await findItem(trx, id, numero)
      return item?.origine === 'organisateur' && item.parent_id === null ? item : undefined
    },
    faire
  )

type Faire<P> = (
  trx: Trx,
  consultation: Consultation,
  partie: P
) => Promise<Result<{ readonly value: undefined; readonly fait: Fait }, RefusDePreparer>>

/** Changes a part of a consultation that is being prepared, if it is still there. */
function surPartie<P>(
  db: Db,
  cible: Cible,
  geste: Geste,
  trouver: (trx: Trx, consultation: Consultation) => Promise<P | undefined>,
  faire: Faire<P>
): Fini<undefined> {
  return organiser<undefined, RefusDePreparer>(db, cible, 'preparer', geste, async (trx, consultation) => {
    const partie = await trouver(trx, consultation)
    return partie ? faire(trx, consultation, partie) : partieInconnue()
  })
}
