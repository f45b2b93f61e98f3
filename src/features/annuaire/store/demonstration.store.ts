import { sql } from 'kysely'
import type { Db, Trx } from '../../../platform/db/index.ts'
import { supprimerFichier } from '../../../platform/fichiers/index.ts'
import { noteEffacement } from './etat.store.ts'
import { lockAnnuaire } from './livraison.store.ts'
import { listFichiersFictifs } from './photo.store.ts'

/** Deletes what a fictional source brought. The only deletion of lieux there is: real ones are withdrawn, never erased. */
export async function deleteFictif(trx: Trx): Promise<{ sources: number; lieux: number }> {
  await lockAnnuaire(trx)
  await sql`
    delete from decision where a_source in (select id from source where fictive) or b_source in (select id from source where fictive)`.execute(
    trx
  )
  await sql`delete from enregistrement where source_id in (select id from source where fictive)`.execute(trx)
  await sql`update lieu set remplace_par = null where fictif`.execute(trx)
  const fichiers = [...(await listFichiersFictifs(trx)), ...(await listRapportsFictifs(trx))]
  const lieux = await sql`delete from lieu where fictif`.execute(trx)
  await sql`delete from livraison where source_id in (select id from source where fictive)`.execute(trx)
  const sources = await sql`delete from source where fictive`.execute(trx)
  for (const fichier of fichiers) await supprimerFichier(trx, fichier)
  // Processes that keep the records in memory read them again, and copies of the directory begin again.
  await noteEffacement(trx)
  return { sources: Number(sources.numAffectedRows ?? 0), lieux: Number(lieux.numAffectedRows ?? 0) }
}

/** The reports of what was read of the fictional deliveries, row by row. */
async function listRapportsFictifs(db: Db): Promise<number[]> {
  const { rows } = await sql<{ fichier: number }>`
    select rapport_id as fichier from livraison
    where rapport_id is not null and source_id in (select id from source where fictive)`.execute(db)
  return rows.map(({ fichier }) => fichier)
}

/** A fictional lieu that visitors can find. */
export interface LieuFictif {
  readonly id: number
  readonly nom: string
  readonly codeInsee: string
  readonly commune: string
}

/** Whole fictional fiches, in an order that owes nothing to their numbers: it is the same on every machine. */
export async function listFictifs(db: Db): Promise<LieuFictif[]> {
  const { rows } = await sql<LieuFictif>`
    select id, nom, code_insee as "codeInsee", publiees ->> 'commune' as commune from lieu
    where fictif and retire_le is null and complet and code_insee is not null
    order by md5(nom || code_insee), id`.execute(db)
  return rows.map((ligne) => ({ ...ligne, id: Number(ligne.id) }))
}
