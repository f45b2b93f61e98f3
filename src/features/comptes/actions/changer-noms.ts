import { resserrer, sansControles } from '../../../kernel/texte.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { direPseudonyme, parsePseudonyme } from '../domain/pseudonyme.ts'
import { type Compte, saveNoms } from '../store/compte.store.ts'
import type { Faute } from './inscrire.ts'

/** Changes the pseudonym, and the civil name that goes with it or not. */
export async function changerNoms(
  db: Db,
  compte: Compte,
  saisie: { readonly pseudonyme: string; readonly nom: string }
): Promise<readonly Faute[]> {
  const pseudonyme = parsePseudonyme(saisie.pseudonyme)
  const nom = resserrer(sansControles(saisie.nom))
  const fautes: Faute[] = []
  if (!pseudonyme.ok) fautes.push({ champ: 'pseudonyme', message: direPseudonyme(pseudonyme.error) })
  if (nom.length > 120) fautes.push({ champ: 'nom', message: 'Ce nom est trop long : 120 signes au plus.' })
  if (!pseudonyme.ok || fautes.length > 0) return fautes
  const fait = await transaction(db, (trx) => saveNoms(trx, compte.id, pseudonyme.value, nom || null))
  return fait ? [] : [{ champ: 'pseudonyme', message: direPseudonyme('pris') }]
}
