import type { Db } from '../../../platform/db/index.ts'
import { listPseudonymes } from '../store/attribution.store.ts'

const COMPTE = /^compte:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** How pages call who did something: rows and the journal hold `compte:<id>`, which an erased account leaves behind. */
export async function nommerAuteurs(
  db: Db,
  auteurs: readonly (string | null | undefined)[]
): Promise<(auteur: string) => string> {
  const ids = [...new Set(auteurs.flatMap((auteur) => COMPTE.exec(auteur ?? '')?.[1] ?? []))]
  const pseudonymes = await listPseudonymes(db, ids)
  return (auteur) => {
    const [, id] = COMPTE.exec(auteur) ?? []
    return id ? (pseudonymes.get(id) ?? 'un compte fermé') : (AUTRES[auteur] ?? auteur)
  }
}

const AUTRES: Readonly<Record<string, string>> = { systeme: 'le site', administrateur: 'l’administration' }
