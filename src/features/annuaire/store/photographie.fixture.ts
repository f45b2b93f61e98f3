import { sql } from 'kysely'
import type { Db } from '../../../platform/db/index.ts'

/** Everything the directory holds, dates included: two equal photographs mean that nothing changed. */
export async function photographier(db: Db) {
  const lire = async (requete: ReturnType<typeof sql>) => (await requete.execute(db)).rows
  return {
    enregistrements: await lire(sql`select * from enregistrement order by id`),
    lieux: await lire(sql`select * from lieu order by id`),
    journal: await lire(sql`select * from journal order by reseau, rang`),
    livraisons: await lire(sql`select * from livraison where etat = 'appliquee' order by id`),
    courriels: await lire(sql`select * from courriel order by id`)
  }
}

/** What the public fiches say, whatever their numbers and dates of writing. */
export async function contenuDesFiches(db: Db): Promise<string[]> {
  const { rows } = await sql<{ fiche: string }>`
    select jsonb_build_array(valeurs, provenance, publiees, code_insee, departement, latitude, longitude)::text as fiche
    from lieu where retire_le is null`.execute(db)
  return rows.map(({ fiche }) => fiche).sort()
}

/** Back to nothing, for a property that begins again; quicker than another database. */
export async function viderAnnuaire(db: Db): Promise<void> {
  await sql`alter table journal disable trigger user`.execute(db)
  await sql`
    truncate lieu, enregistrement, livraison, source, decision, changement, paire, courriel, brouillon_source, journal, journal_tete
    cascade`.execute(db)
  // Not with the others: the réseaux, which may show a logo, would go with it.
  await sql`delete from fichier`.execute(db)
  await sql`alter table journal enable trigger user`.execute(db)
  // What processes keep in memory is no longer true.
  await sql`update annuaire_etat set revision = revision + 1, efface_a = revision + 1`.execute(db)
}
