import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Db } from '../../../platform/db/index.ts'

export interface FicheLue {
  readonly id: number
  /** « source/key » of its current records, sorted. */
  readonly records: readonly string[]
  readonly valeurs: Readonly<Record<string, unknown>>
  readonly provenance: Readonly<
    Record<string, { readonly source: string; readonly cle: string; readonly regle: string }>
  >
}

/** The public fiches, by number. */
export async function lireFiches(db: Db): Promise<FicheLue[]> {
  const { rows } = await sql<FicheLue>`
    select l.id, l.valeurs, l.provenance,
      array(select e.source_id || '/' || e.cle from enregistrement e where e.lieu_id = l.id and e.disparu_par is null
        order by e.source_id collate "C", e.cle collate "C") as records
    from lieu l where l.retire_le is null order by l.id`.execute(db)
  return rows
}

/** What the fiches are made of and say, whatever their numbers. */
export async function lireContenu(db: Db) {
  const fiches = await lireFiches(db)
  return fiches
    .map(({ records, valeurs, provenance }) => ({ records, valeurs, provenance }))
    .sort((a, b) => (a.records.join() < b.records.join() ? -1 : 1))
}

/** What the addresses of the site lead to: numbers, words, redirections. */
export async function lireAdresses(db: Db) {
  const { rows } = await sql<{ id: number; adresse_page: string; retire: boolean; remplace_par: number | null }>`
    select id, adresse_page, retire_le is not null as retire, remplace_par from lieu order by id`.execute(db)
  return rows
}

/** The pairs shown, by their records' keys: the same ones whatever the numbers of rows. */
export async function lirePaires(db: Db): Promise<string[]> {
  const { rows } = await sql<{ a: string; b: string; score: number; issue: string; preuves: unknown }>`
    select a.source_id || '/' || a.cle as a, b.source_id || '/' || b.cle as b, p.score, p.issue, p.preuves
    from paire p join enregistrement a on a.id = p.a_id join enregistrement b on b.id = p.b_id`.execute(db)
  return rows
    .map(
      ({ a, b, score, issue, preuves }) => `${[a, b].sort().join(' = ')} ${score} ${issue} ${JSON.stringify(preuves)}`
    )
    .sort()
}

/** What must hold at every instant, whatever was delivered and decided. */
export async function verifierAnnuaire(db: Db): Promise<void> {
  const fiches = await lireFiches(db)
  for (const fiche of fiches) {
    expect(fiche.records, `la fiche ${fiche.id} est publique sans enregistrement`).not.toEqual([])
    expect(Object.keys(fiche.provenance).sort(), 'une valeur sans provenance').toEqual(
      Object.keys(fiche.valeurs).sort()
    )
    for (const { source, cle } of Object.values(fiche.provenance)) expect(fiche.records).toContain(`${source}/${cle}`)
  }
  const { rows: egares } = await sql`
    select e.source_id, e.cle from enregistrement e left join lieu l on l.id = e.lieu_id
    where e.disparu_par is null and (l.id is null or l.retire_le is not null)`.execute(db)
  expect(egares, 'des enregistrements sans fiche publique').toEqual([])
  const { rows: perimees } = await sql`
    select p.* from paire p join enregistrement e on e.id in (p.a_id, p.b_id) where e.disparu_par is not null`.execute(
    db
  )
  expect(perimees, 'des paires d’enregistrements disparus').toEqual([])
  await verifierRedirections(db)
  await verifierHistoire(db)
}

async function verifierRedirections(db: Db): Promise<void> {
  const vers = new Map((await lireAdresses(db)).map(({ id, remplace_par }) => [id, remplace_par]))
  for (const depart of vers.keys()) {
    const vus = new Set<number>()
    for (let ici: number | null | undefined = depart; ici != null; ici = vers.get(ici)) {
      expect(vus.has(ici), `l’adresse ${depart} tourne en rond`).toBe(false)
      vus.add(ici)
    }
  }
}

/** Every change of a fiche has its cause, and replaying its history gives what it says now. */
async function verifierHistoire(db: Db): Promise<void> {
  const { rows: lieux } = await sql<{ id: number; valeurs: Record<string, unknown>; retire: boolean }>`
    select id, valeurs, retire_le is not null as retire from lieu order by id`.execute(db)
  const { rows: changements } = await sql<{
    lieu_id: number
    cause: string
    livraison_id: number | null
    lot: string | null
    genre: string
    champ: string | null
    avant: unknown
    apres: unknown
    source_id: string | null
    cle: string | null
  }>`select * from changement order by id`.execute(db)
  const parLieu = Map.groupBy(changements, ({ lieu_id }) => lieu_id)
  for (const { id, valeurs, retire } of lieux) {
    const histoire = parLieu.get(id) ?? []
    expect(histoire[0]?.genre, `la fiche ${id} n’a pas de naissance`).toBe('creation')
    let rejouees: Record<string, unknown> = {}
    let visible = false
    for (const { cause, livraison_id, lot, genre, champ, avant, apres } of histoire) {
      expect(cause === 'livraison' ? livraison_id : lot).not.toBeNull()
      if (genre === 'creation') rejouees = { ...(apres as object) }
      if (genre === 'creation' || genre === 'retablissement') visible = true
      if (genre === 'retrait') visible = false
      if (genre !== 'valeur' || champ === null) continue
      expect(rejouees[champ] ?? null, `ce que ${champ} disait avant, sur la fiche ${id}`).toEqual(avant)
      if (apres === null) delete rejouees[champ]
      else rejouees[champ] = apres
    }
    expect(rejouees, `l’histoire de la fiche ${id}`).toEqual(valeurs)
    if (!retire) expect(visible, `la fiche ${id} est publique sans que son histoire le dise`).toBe(true)
  }
}

/** Back to nothing, numbers included: two directories then number alike. */
export async function remettreAZero(db: Db): Promise<void> {
  await sql`alter table journal disable trigger user`.execute(db)
  await sql`
    truncate lieu, enregistrement, livraison, source, decision, changement, paire, courriel, brouillon_source, journal, journal_tete
    restart identity cascade`.execute(db)
  // Not with the others: the réseaux, which may show a logo, would go with it.
  await sql`delete from fichier`.execute(db)
  await sql`alter table fichier alter column id restart`.execute(db)
  await sql`alter table journal enable trigger user`.execute(db)
  await sql`update annuaire_etat set revision = revision + 1, efface_a = revision + 1, confiances = '{}'`.execute(db)
}
