import { sql } from 'kysely'
import { avecTables, type Db, type Trx } from '../../../platform/db/index.ts'
import type { CentreOfficiel } from '../domain/centres-officiels.ts'
import type { Decoupage } from '../domain/geographie.ts'
import type { TablesTerritoires } from './tables.ts'

export interface VersionGeographie {
  /** Grows at every load: a process that holds another one reads again. */
  readonly revision: number
  /** The packages the shipped files came from; undefined before the first load. */
  readonly livree: string | undefined
  readonly livreeLe: Date | undefined
  /** The last file of official centres. */
  readonly centres: string | undefined
  readonly centresLe: Date | undefined
}

export async function findVersion(db: Db | Trx): Promise<VersionGeographie> {
  const ligne = await avecTables<TablesTerritoires>(db)
    .selectFrom('geographie_version')
    .selectAll()
    .executeTakeFirstOrThrow()
  return {
    revision: ligne.revision,
    livree: ligne.livree ?? undefined,
    livreeLe: ligne.livree_le ?? undefined,
    centres: ligne.centres ?? undefined,
    centresLe: ligne.centres_le ?? undefined
  }
}

/** Two processes that start together load one after the other; the second finds the work done. */
export async function lockVersion(trx: Trx): Promise<VersionGeographie> {
  await sql`select 1 from geographie_version for update`.execute(trx)
  return findVersion(trx)
}

/** Everything, as of one instant: a load that ends meanwhile is seen whole or not at all. */
export async function findDecoupage(db: Db): Promise<{ decoupage: Decoupage; revision: number }> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const t = avecTables<TablesTerritoires>(trx)
      const { revision } = await findVersion(trx)
      const communes = await t.selectFrom('commune').selectAll().orderBy('code').execute()
      const anciennes = await t.selectFrom('commune_ancienne').selectAll().orderBy('code').execute()
      const epcis = await t.selectFrom('epci').selectAll().orderBy('code').execute()
      const departements = await t.selectFrom('departement').selectAll().orderBy('code').execute()
      const regions = await t.selectFrom('region').selectAll().orderBy('code').execute()
      return {
        revision,
        decoupage: {
          communes: communes.map(({ codes_postaux, latitude, longitude, origine, ...commune }) => ({
            ...commune,
            epci: commune.epci ?? undefined,
            population: commune.population ?? undefined,
            codesPostaux: codes_postaux,
            centre:
              latitude === null || longitude === null || origine === null ? undefined : { latitude, longitude, origine }
          })),
          anciennes: anciennes.map((ancienne) => ({ ...ancienne, nom: ancienne.nom ?? undefined })),
          epcis,
          departements,
          regions
        }
      }
    })
}

/** Makes the tables say what `decoupage` says. An official centre stays where an official file put it. */
export async function replaceDecoupage(trx: Trx, decoupage: Decoupage, version: string): Promise<void> {
  const { communes, anciennes, epcis, departements, regions } = decoupage
  await sql`delete from commune_ancienne`.execute(trx)

  await sql`
    insert into region (code, nom)
    select code, nom from ${lignes(regions, 'code text, nom text')}
    on conflict (code) do update set nom = excluded.nom`.execute(trx)
  await sql`
    insert into departement (code, nom, region)
    select code, nom, region from ${lignes(departements, 'code text, nom text, region text')}
    on conflict (code) do update set nom = excluded.nom, region = excluded.region`.execute(trx)
  await sql`
    insert into epci (code, nom)
    select code, nom from ${lignes(epcis, 'code text, nom text')}
    on conflict (code) do update set nom = excluded.nom`.execute(trx)

  for (const paquet of parPaquets(communes)) {
    const recues = paquet.map(({ centre, ...commune }) => ({ ...commune, ...centre }))
    await sql`
      insert into commune as c (code, nom, departement, region, epci, population, codes_postaux, latitude, longitude, origine)
      select code, nom, departement, region, epci, population, "codesPostaux", latitude, longitude, origine
      from ${lignes(
        recues,
        `code text, nom text, departement text, region text, epci text, population integer, "codesPostaux" text[],
         latitude double precision, longitude double precision, origine text`
      )}
      on conflict (code) do update set
        nom = excluded.nom,
        departement = excluded.departement,
        region = excluded.region,
        epci = excluded.epci,
        population = excluded.population,
        codes_postaux = excluded.codes_postaux,
        latitude = case when c.origine = 'officiel' then c.latitude else excluded.latitude end,
        longitude = case when c.origine = 'officiel' then c.longitude else excluded.longitude end,
        origine = case when c.origine = 'officiel' then c.origine else excluded.origine end`.execute(trx)
  }

  await sql`delete from commune where code <> all (${codes(communes)})`.execute(trx)
  await sql`delete from epci where code <> all (${codes(epcis)})`.execute(trx)
  await sql`delete from departement where code <> all (${codes(departements)})`.execute(trx)
  await sql`delete from region where code <> all (${codes(regions)})`.execute(trx)

  for (const paquet of parPaquets(anciennes)) {
    await sql`
      insert into commune_ancienne (code, nom, commune, genre)
      select code, nom, commune, genre
      from ${lignes(paquet, 'code text, nom text, commune text, genre text')}`.execute(trx)
  }
  await sql`
    update geographie_version
    set livree = ${version}, livree_le = now(), revision = revision + 1`.execute(trx)
}

/** The positions of an official file replace those in place; the communes it does not hold keep theirs. */
export async function saveCentres(trx: Trx, centres: readonly CentreOfficiel[], fichier: string): Promise<void> {
  for (const paquet of parPaquets(centres)) {
    await sql`
      update commune c
      set latitude = r.latitude, longitude = r.longitude, origine = 'officiel'
      from ${lignes(paquet, 'code text, latitude double precision, longitude double precision')}
      where c.code = r.code`.execute(trx)
  }
  await sql`
    update geographie_version
    set centres = ${fichier}, centres_le = now(), revision = revision + 1`.execute(trx)
}

export async function countByOrigine(
  db: Db | Trx
): Promise<Record<'officiel' | 'ville' | 'voisines' | 'aucune', number>> {
  const lignes = await avecTables<TablesTerritoires>(db)
    .selectFrom('commune')
    .select(({ fn }) => ['origine', fn.countAll<number>().as('nombre')])
    .groupBy('origine')
    .execute()
  const nombres = new Map(lignes.map(({ origine, nombre }) => [origine ?? 'aucune', nombre]))
  const nombre = (origine: 'officiel' | 'ville' | 'voisines' | 'aucune') => nombres.get(origine) ?? 0
  return {
    officiel: nombre('officiel'),
    ville: nombre('ville'),
    voisines: nombre('voisines'),
    aucune: nombre('aucune')
  }
}

/** Rows sent as one parameter, under the name `r`. */
const lignes = (objets: readonly object[], colonnes: string) =>
  sql`json_to_recordset(${JSON.stringify(objets)}::json) as ${sql.raw(`r(${colonnes})`)}`

const codes = (objets: readonly { readonly code: string }[]) => sql`${objets.map(({ code }) => code)}::text[]`

function* parPaquets<T>(objets: readonly T[], taille = 5_000): Generator<readonly T[]> {
  for (let i = 0; i < objets.length; i += taille) yield objets.slice(i, i + taille)
}
