import type { Db } from '../../../../platform/db/index.ts'
import { findReseau, type Reseau } from '../../../reseaux/index.ts'
import { jourFerie } from '../../../territoires/vocabulaire.ts'
import type { Regles } from '../../domain/adhesion/regles.ts'
import type { Parametres } from '../../domain/charte.ts'
import { versionEnVigueur } from '../../domain/version.ts'
import { type Charte, findCharte } from '../../store/charte.store.ts'
import { listParametres } from '../../store/parametres.store.ts'

/** The rules of one charter, in the days of its réseau. */
export async function chargerRegles(db: Db, charteId: string): Promise<Regles> {
  const [charte, parametres] = await Promise.all([findCharte(db, charteId), listParametres(db, charteId)])
  const reseau = charte && (await findReseau(db, charte.reseau_id))
  if (!charte || !reseau) throw new Error(`La charte ${charteId} n’existe pas.`)
  return composerRegles(charte, parametres, reseau)
}

/** The same, for who has already read them. */
export function composerRegles(
  charte: Charte,
  parametres: ReadonlyMap<number, Parametres>,
  reseau: Pick<Reseau, 'fuseau'>
): Regles {
  return {
    zone: reseau.fuseau,
    estFerie: (jour) => jourFerie(jour, undefined) !== undefined,
    parametres: (version) => {
      const trouves = parametres.get(version)
      if (!trouves) throw new Error(`La charte ${charte.id} n’a pas de version ${version}.`)
      return trouves
    },
    enVigueur: (instant) => {
      const version = versionEnVigueur(charte.versions, instant)
      if (!version) throw new Error(`La charte ${charte.id} n’est pas en vigueur.`)
      return version.id
    }
  }
}
