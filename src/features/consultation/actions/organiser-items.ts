import { randomUUID } from 'node:crypto'
import type { Trx } from '../../../platform/db/index.ts'
import type { Proposition } from '../domain/saisie-consultation.ts'
import { type Module, nextNumero } from '../store/consultation.store.ts'
import { insertItem } from '../store/item.store.ts'
import { nextRang } from '../store/organiser.store.ts'

/** The organiser's proposition, or article, at the end of a module. Returns its number. */
export async function ajouterItemA(
  trx: Trx,
  { id, consultation_id, nature }: Pick<Module, 'id' | 'consultation_id' | 'nature'>,
  { titre, texte }: Proposition,
  now: Date
): Promise<number> {
  const numero = await nextNumero(trx, consultation_id)
  await insertItem(trx, {
    id: randomUUID(),
    consultation_id,
    module_id: id,
    numero,
    genre: nature === 'texte' ? 'article' : 'item',
    parent_id: null,
    rang: await nextRang(trx, id),
    titre,
    texte,
    motif: '',
    origine: 'organisateur',
    auteur_id: null,
    etat: 'publie',
    le: now
  })
  return numero
}
