import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { ouvrirItem } from './ouvrir.ts'
import { rendreItem } from './vues/item.tsx'

/** An item's page. What is posted under it is beside, one file for each way to contribute. */
export const routesItem: readonly Route[] = [
  {
    methode: 'get',
    chemin: '/consultations/:adresse/items/:numero',
    permission: 'consultation:lire',
    traiter: showItem
  }
]

async function showItem(c: Contexte): Promise<Response> {
  const ouvert = await ouvrirItem(c)
  return ouvert ? rendreItem(c, ouvert) : c.notFound()
}
