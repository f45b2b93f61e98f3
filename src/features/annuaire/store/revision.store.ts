import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/db/index.ts'
import type { Valeurs } from '../domain/enregistrement.ts'
import type { Provenances } from '../domain/fusion.ts'
import type { Preuve } from '../domain/rapprochement/rapprochement.ts'
import type { Apres, Perimetre } from '../domain/revision.ts'
import type { NomChamp } from '../domain/schema.ts'
import { dansLeChamp } from './dans-le-champ.ts'

/** A fiche as the desk shows it: only what may be published. */
export interface LieuARevoir {
  readonly id: number
  readonly nom: string
  readonly adresse_page: string
  readonly publiees: Valeurs
  readonly departement: string | null
  readonly sources: readonly string[]
}

export interface PaireARevoir {
  readonly a: number
  readonly b: number
  readonly lieux: readonly [LieuARevoir, LieuARevoir]
  readonly score: number
  readonly preuves: readonly Preuve[]
  readonly rang: Apres
}

const dansLePerimetre = ({ departement, champ }: Perimetre, ...lieux: string[]): RawBuilder<unknown> => {
  const voulu =
    departement === undefined
      ? sql`true`
      : sql`(${sql.join(
          lieux.map((l) => sql`${sql.ref(`${l}.departement`)} = ${departement}`),
          sql` or `
        )})`
  const permis = lieux.map((l) =>
    dansLeChamp(champ, {
      codeInsee: sql.ref(`${l}.code_insee`),
      departement: sql.ref(`${l}.departement`),
      lieu: sql.ref(`${l}.id`)
    })
  )
  return sql`${voulu} and ${sql.join(permis, sql` and `)}`
}

/** What orders a queue, biggest first: a cursor holds these numbers, then what tells two equals apart. */
const apresCurseur = (colonnes: RawBuilder<unknown>, apres: Apres | undefined): RawBuilder<unknown> =>
  apres === undefined ? sql`true` : sql`(${colonnes}) > (${sql.join(apres.map((n) => sql`${n}::bigint`))})`

/**
 * Two fiches are asked about once, by the strongest of their pairs, and no more when a person said something of them.
 * `seulement`: these two records.
 */
const pairesARevoir = (perimetre: Perimetre, seulement?: readonly [number, number]) => sql`
  dites as materialized (
    select distinct least(x.lieu_id, y.lieu_id) as la, greatest(x.lieu_id, y.lieu_id) as lb
    from decision d
    join enregistrement x on x.source_id = d.a_source and x.cle = d.a_cle
    join enregistrement y on y.source_id = d.b_source and y.cle = d.b_cle
    where d.annulee_le is null and d.b_source is not null
  ),
  paires as (
    select p.a_id, p.b_id, p.score, least(a.lieu_id, b.lieu_id) as la, greatest(a.lieu_id, b.lieu_id) as lb,
      row_number() over (partition by least(a.lieu_id, b.lieu_id), greatest(a.lieu_id, b.lieu_id)
        order by p.score desc, p.a_id, p.b_id) as rang
    from paire p
    join enregistrement a on a.id = p.a_id and a.disparu_par is null
    join enregistrement b on b.id = p.b_id and b.disparu_par is null
    where p.issue = 'a-revoir' and a.lieu_id <> b.lieu_id
      and ${seulement ? sql`p.a_id = ${seulement[0]} and p.b_id = ${seulement[1]}` : sql`true`}
  ),
  a_revoir as (
    select p.a_id, p.b_id, p.la, p.lb, -p.score as score, -greatest(coalesce(ca.population, 0), coalesce(cb.population, 0)) as population,
      -(select count(*) from enregistrement e where e.lieu_id in (p.la, p.lb) and e.disparu_par is null) as enregistrements
    from paires p
    join lieu la on la.id = p.la and la.retire_le is null
    join lieu lb on lb.id = p.lb and lb.retire_le is null
    left join commune ca on ca.code = la.code_insee
    left join commune cb on cb.code = lb.code_insee
    where p.rang = 1 and ${dansLePerimetre(perimetre, 'la', 'lb')}
      and not exists (select 1 from dites d where d.la = p.la and d.lb = p.lb)
  )`

const fiche = (lieu: string) => sql`
  json_build_object('id', ${sql.ref(`${lieu}.id`)}, 'nom', ${sql.ref(`${lieu}.nom`)}, 'adresse_page', ${sql.ref(`${lieu}.adresse_page`)},
    'publiees', ${sql.ref(`${lieu}.publiees`)}, 'departement', ${sql.ref(`${lieu}.departement`)},
    'sources', array(select distinct s.nom from enregistrement e join source s on s.id = e.source_id
      where e.lieu_id = ${sql.ref(`${lieu}.id`)} and e.disparu_par is null order by s.nom))`

/** The next pair after the cursor; `dabord`, when it waits for an answer, comes before it. */
export async function findPaireARevoir(
  db: Db,
  perimetre: Perimetre,
  { apres, dabord }: { apres?: Apres | undefined; dabord?: readonly [number, number] | undefined } = {}
): Promise<PaireARevoir | undefined> {
  const rangs = sql`r.population, r.enregistrements, r.score, r.a_id, r.b_id`
  const premiere = dabord ? sql`(r.a_id = ${dabord[0]} and r.b_id = ${dabord[1]})` : sql`false`
  const { rows } = await sql<{
    a_id: number
    b_id: number
    score: number
    population: number
    enregistrements: number
    preuves: Preuve[]
    la: LieuARevoir
    lb: LieuARevoir
  }>`
    with ${pairesARevoir(perimetre)},
    suivante as (
      select r.*, ${premiere} as dabord from a_revoir r where ${premiere} or ${apresCurseur(rangs, apres)}
      order by dabord desc, ${rangs} limit 1
    )
    select s.a_id, s.b_id, s.score, s.population, s.enregistrements, p.preuves, ${fiche('la')} as la, ${fiche('lb')} as lb
    from suivante s join paire p on p.a_id = s.a_id and p.b_id = s.b_id join lieu la on la.id = s.la join lieu lb on lb.id = s.lb`.execute(
    db
  )
  const [r] = rows
  return (
    r && {
      a: r.a_id,
      b: r.b_id,
      lieux: [r.la, r.lb],
      score: -r.score,
      preuves: r.preuves,
      rang: [r.population, r.enregistrements, r.score, r.a_id, r.b_id].map(Number)
    }
  )
}

/** True while nobody answered about the two fiches that hold these records, and they still look alike. */
export async function isPaireARevoir(db: Db, a: number, b: number): Promise<boolean> {
  const { rows } = await sql`
    with ${pairesARevoir({}, [Math.min(a, b), Math.max(a, b)])} select 1 from a_revoir`.execute(db)
  return rows.length > 0
}

export interface DouteARevoir {
  readonly enregistrement: number
  readonly source: string
  readonly cle: string
  readonly champ: NomChamp
  readonly valeurs: Valeurs
  readonly brut: readonly Readonly<Record<string, string>>[]
  readonly empreinte: string
  readonly nomSource: string
  readonly livreeLe: string
  readonly lieu: LieuARevoir
  readonly rang: Apres
}

// A point is one doubt, whatever the number of its coordinates; a key that a source lacks is not a person's question.
const doutesARevoir = (perimetre: Perimetre, seulement?: readonly [number, NomChamp]) => sql`
  a_revoir as (
    select e.id, e.lieu_id, d.champ, e.empreinte, -coalesce(c.population, 0) as population,
      -(select count(*) from enregistrement x where x.lieu_id = e.lieu_id and x.disparu_par is null) as enregistrements
    from enregistrement e
    cross join lateral jsonb_array_elements_text(e.doutes) as d(champ)
    join lieu l on l.id = e.lieu_id and l.retire_le is null
    left join commune c on c.code = l.code_insee
    where e.disparu_par is null and e.doutes <> '[]'::jsonb and ${seulement ? sql`e.id = ${seulement[0]} and d.champ = ${seulement[1]}` : sql`true`}
      and d.champ not in ('id', 'source') and not (d.champ = 'longitude' and e.doutes @> '["latitude"]')
      and e.valeurs->d.champ is not null and ${dansLePerimetre(perimetre, 'l')}
      and not exists (
        select 1 from decision j where j.a_source = e.source_id and j.a_cle = e.cle and j.champ = d.champ
          and j.annulee_le is null and j.b_source is null and (j.genre = 'valeur' or j.valeur = e.valeurs->d.champ))
  )`

/** The next doubtful value after the cursor; `dabord`, when it waits for an answer, comes before it. */
export async function findProchainDoute(
  db: Db,
  perimetre: Perimetre,
  { apres, dabord }: { apres?: Apres | undefined; dabord?: readonly [number, NomChamp] | undefined } = {}
): Promise<DouteARevoir | undefined> {
  const rangs = sql`r.population, r.enregistrements, r.id, ${rangDuChamp}`
  const premier = dabord ? sql`(r.id = ${dabord[0]} and r.champ = ${dabord[1]})` : sql`false`
  const { rows } = await sql<{
    id: number
    champ: NomChamp
    empreinte: string
    population: number
    enregistrements: number
    ordre: number
    source_id: string
    cle: string
    valeurs: Valeurs
    brut: Record<string, string>[]
    nom_source: string
    datee_du: string
    lieu: LieuARevoir
  }>`
    with ${doutesARevoir(perimetre)},
    suivant as (
      select r.*, ${rangDuChamp} as ordre, ${premier} as dabord from a_revoir r where ${premier} or ${apresCurseur(rangs, apres)}
      order by dabord desc, ${rangs} limit 1
    )
    select s.id, s.champ, s.empreinte, s.population, s.enregistrements, s.ordre, e.source_id, e.cle, e.valeurs, e.brut,
      source.nom as nom_source, v.datee_du, ${fiche('l')} as lieu
    from suivant s join enregistrement e on e.id = s.id join source on source.id = e.source_id
    join livraison v on v.id = e.derniere_livraison join lieu l on l.id = s.lieu_id`.execute(db)
  const [r] = rows
  return (
    r && {
      enregistrement: r.id,
      source: r.source_id,
      cle: r.cle,
      champ: r.champ,
      valeurs: r.valeurs,
      brut: r.brut,
      empreinte: r.empreinte,
      nomSource: r.nom_source,
      livreeLe: r.datee_du,
      lieu: r.lieu,
      rang: [r.population, r.enregistrements, r.id, r.ordre].map(Number)
    }
  )
}

// Two doubts of one record: in the alphabet of their fields. A cursor holds numbers only.
const rangDuChamp = sql`ascii(r.champ) * 1000 + length(r.champ)`

/** This doubt, while it waits for an answer. */
export async function findDouteARevoir(
  db: Db,
  enregistrement: number,
  champ: NomChamp
): Promise<{ readonly empreinte: string } | undefined> {
  const { rows } = await sql<{ empreinte: string }>`
    with ${doutesARevoir({}, [enregistrement, champ])} select empreinte from a_revoir`.execute(db)
  return rows[0]
}

export interface LieuDeFile extends LieuARevoir {
  readonly approchee: boolean
  readonly population: number | null
  readonly enregistrements: number
  readonly provenance: Provenances
  /** What each current record says: raw values, to be shown only once they may be published. */
  readonly records: readonly { readonly source: string; readonly valeurs: Valeurs }[]
}

export interface PageDeFile {
  readonly lieux: readonly LieuDeFile[]
  readonly suivant: Apres | undefined
}

const SANS_POSITION = sql`l.retire_le is null and (l.position_approchee or l.latitude is null)`
// Written as the index writes it: fields of which merging had to choose one writing against another.
const CONTREDIT = sql`l.retire_le is null and (
  l.provenance->'nom'->>'regle' in ('confiance', 'recente') or
  l.provenance->'telephone'->>'regle' in ('confiance', 'recente') or
  l.provenance->'horaires'->>'regle' in ('confiance', 'recente') or
  l.provenance->'adresse'->>'regle' = 'adresse')`

// A choice between two writings that a person can see: an address against a mere town is none, nor two mobile numbers.
const VRAIMENT_CONTREDIT = sql`${CONTREDIT} and (
  l.provenance->'nom'->>'regle' in ('confiance', 'recente') or
  l.provenance->'horaires'->>'regle' in ('confiance', 'recente') or
  (l.provenance->'telephone'->>'regle' in ('confiance', 'recente') and 1 < (
    select count(distinct e.valeurs->>'telephone') from enregistrement e
    where e.lieu_id = l.id and e.disparu_par is null and e.valeurs->>'telephone' !~ '^[+]33[67]')) or
  (l.provenance->'adresse'->>'regle' = 'adresse' and 1 < (
    select count(distinct lower(sans_accents(e.valeurs->>'adresse'))) from enregistrement e
    where e.lieu_id = l.id and e.disparu_par is null)))`

const CONDITIONS = { positions: SANS_POSITION, contradictions: VRAIMENT_CONTREDIT }

/** Lieux of a queue, those of the most people first. */
export async function listLieuxARevoir(
  db: Db,
  file: keyof typeof CONDITIONS,
  perimetre: Perimetre,
  { apres, limite }: { apres?: Apres | undefined; limite: number }
): Promise<PageDeFile> {
  const rangs = sql`f.population, f.enregistrements, f.id`
  const { rows } = await sql<{ fiche: LieuARevoir; rang: number[] } & Omit<LieuDeFile, keyof LieuARevoir>>`
    with file as (
      select l.id, -coalesce(c.population, 0) as population,
        -(select count(*) from enregistrement e where e.lieu_id = l.id and e.disparu_par is null) as enregistrements
      from lieu l left join commune c on c.code = l.code_insee
      where ${CONDITIONS[file]} and ${dansLePerimetre(perimetre, 'l')}
    ),
    page as (select f.* from file f where ${apresCurseur(rangs, apres)} order by ${rangs} limit ${limite + 1})
    select ${fiche('l')} as fiche, l.position_approchee as approchee, c.population, -p.enregistrements::int as enregistrements, l.provenance,
      array[p.population::float8, p.enregistrements::float8, p.id::float8] as rang,
      ${file === 'contradictions' ? RECORDS : sql`'[]'::json`} as records
    from page p join lieu l on l.id = p.id left join commune c on c.code = l.code_insee
    order by p.population, p.enregistrements, p.id`.execute(db)
  const page = rows.slice(0, limite)
  return {
    lieux: page.map(({ fiche: lieu, rang: _, ...reste }) => ({ ...lieu, ...reste })),
    suivant: rows.length > limite ? page.at(-1)?.rang : undefined
  }
}

const RECORDS = sql`(
  select coalesce(json_agg(json_build_object('source', s.nom, 'valeurs', e.valeurs) order by s.nom, e.cle), '[]'::json)
  from enregistrement e join source s on s.id = e.source_id where e.lieu_id = l.id and e.disparu_par is null)`

export interface ComptesDeRevision {
  readonly paires: number
  readonly valeurs: number
  readonly positions: number
  readonly contradictions: number
}

/** How much waits in each queue. */
export async function countRevision(db: Db, perimetre: Perimetre): Promise<ComptesDeRevision> {
  const { rows } = await sql<ComptesDeRevision>`
    select
      (with ${pairesARevoir(perimetre)} select count(*) from a_revoir)::int as paires,
      (with ${doutesARevoir(perimetre)} select count(*) from a_revoir)::int as valeurs,
      (select count(*) from lieu l where ${SANS_POSITION} and ${dansLePerimetre(perimetre, 'l')})::int as positions,
      (select count(*) from lieu l where ${VRAIMENT_CONTREDIT} and ${dansLePerimetre(perimetre, 'l')})::int as contradictions`.execute(
    db
  )
  return rows[0] as ComptesDeRevision
}
