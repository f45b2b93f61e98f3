import { createHash } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import { jourCivil } from '../../kernel/jour-civil.ts'
import { jsonCanonique } from '../../kernel/json-canonique.ts'
import { avecTables, avecTablesTrx, type Db, type Trx } from '../db/index.ts'

interface TablesJournal {
  journal: {
    reseau: string
    rang: number
    le: Date
    genre: string
    acteur: string
    objet: string
    contenu: unknown
    precedente: string
    empreinte: string
  }
  journal_tete: { reseau: string; rang: number; empreinte: string }
  /** Days are civil days of Paris (YYYY-MM-DD). Rows are added, never changed. */
  journal_tete_publiee: { jour: string; reseau: string; rang: number; empreinte: string; publiee_le: Date }
}

/** How far a chain went, as it was told to the world on a day. */
export type TetePubliee = Selectable<TablesJournal['journal_tete_publiee']>

/** What must be proven years later. Identifiers and digests only: names and free text stay in rows that can be erased. */
export interface Ecriture {
  readonly reseau: string
  readonly genre: string
  readonly acteur: string
  readonly objet: string
  readonly contenu: Readonly<Record<string, string | number | boolean | null>>
}

const ORIGINE = '0'.repeat(64)

/** Appends to the réseau's chain, in the transaction of what it tells. Writers of one chain follow one another. */
export async function consigner(
  trx: Trx,
  { reseau, genre, acteur, objet, contenu }: Ecriture,
  le: Date
): Promise<string> {
  const t = avecTablesTrx<TablesJournal>(trx)
  await sql`insert into journal_tete (reseau, rang, empreinte) values (${reseau}, 0, ${ORIGINE}) on conflict do nothing`.execute(
    trx
  )
  const tete = await t
    .selectFrom('journal_tete')
    .selectAll()
    .where('reseau', '=', reseau)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const rang = tete.rang + 1
  const empreinte = digest({
    reseau,
    rang,
    le: le.toISOString(),
    genre,
    acteur,
    objet,
    contenu,
    precedente: tete.empreinte
  })
  await t
    .insertInto('journal')
    .values({
      reseau,
      rang,
      le,
      genre,
      acteur,
      objet,
      contenu: sql`${JSON.stringify(contenu)}::jsonb`,
      precedente: tete.empreinte,
      empreinte
    })
    .execute()
  await t.updateTable('journal_tete').set({ rang, empreinte }).where('reseau', '=', reseau).execute()
  return empreinte
}

/** What somebody decided: for who asks for all that is kept of them. */
export async function listEcrituresDe(db: Db, acteur: string) {
  return avecTables<TablesJournal>(db)
    .selectFrom('journal')
    .select(['reseau', 'rang', 'le', 'genre', 'objet', 'contenu'])
    .where('acteur', '=', acteur)
    .orderBy('le')
    .execute()
}

/**
 * The first entry of the chain that does not hold, or undefined when all do: it follows the previous one, its content is
 * what was written, and every head once published is still there. Reads it whole, a thousand rows at a time.
 */
export async function findRupture(db: Db, reseau: string): Promise<{ rang: number; raison: string } | undefined> {
  const t = avecTables<TablesJournal>(db)
  const publiees = await t
    .selectFrom('journal_tete_publiee')
    .selectAll()
    .where('reseau', '=', reseau)
    .orderBy('rang')
    .orderBy('jour')
    .execute()
  let aVerifier = 0
  let precedente = ORIGINE
  let rang = 0
  for (;;) {
    const page = await t
      .selectFrom('journal')
      .selectAll()
      .where('reseau', '=', reseau)
      .where('rang', '>', rang)
      .orderBy('rang')
      .limit(1000)
      .execute()
    for (const e of page) {
      if (e.rang !== rang + 1) return { rang: rang + 1, raison: 'une écriture manque' }
      if (e.precedente !== precedente) return { rang: e.rang, raison: 'elle ne suit pas la précédente' }
      const attendue = digest({
        reseau,
        rang: e.rang,
        le: e.le.toISOString(),
        genre: e.genre,
        acteur: e.acteur,
        objet: e.objet,
        contenu: e.contenu,
        precedente
      })
      if (e.empreinte !== attendue) return { rang: e.rang, raison: 'son contenu a changé' }
      rang = e.rang
      precedente = e.empreinte
      for (; publiees[aVerifier]?.rang === rang; aVerifier++) {
        const publiee = publiees[aVerifier] as TetePubliee
        if (publiee.empreinte !== precedente)
          return { rang, raison: `elle n’est plus celle qui a été publiée le ${publiee.jour}` }
      }
    }
    if (page.length < 1000) break
  }
  const tete = await t.selectFrom('journal_tete').selectAll().where('reseau', '=', reseau).executeTakeFirst()
  if (tete && (tete.rang !== rang || tete.empreinte !== precedente))
    return { rang: rang + 1, raison: 'la fin de la chaîne manque' }
  const perdue = publiees[aVerifier]
  if (perdue) return { rang: rang + 1, raison: `la chaîne allait jusqu’à l’écriture ${perdue.rang} le ${perdue.jour}` }
  return undefined
}

/** Every chain that exists, or that a published head says has existed. */
export async function listChaines(db: Db): Promise<string[]> {
  const { rows } = await sql<{ reseau: string }>`
    select reseau from journal_tete union select reseau from journal union select reseau from journal_tete_publiee
    order by reseau`.execute(db)
  return rows.map(({ reseau }) => reseau)
}

/** Writes down where every chain is, once a day at most for each; returns what this call added. */
export async function publierTetes(trx: Trx, now: Date): Promise<TetePubliee[]> {
  const tetes = await avecTablesTrx<TablesJournal>(trx)
    .selectFrom('journal_tete')
    .selectAll()
    .orderBy('reseau')
    .execute()
  const jour = jourCivil(now)
  const presentes = tetes
    .filter(({ rang }) => rang > 0)
    .map(({ reseau, rang, empreinte }) => ({ jour, reseau, rang, empreinte, publiee_le: now }))
  if (presentes.length === 0) return []
  return avecTablesTrx<TablesJournal>(trx)
    .insertInto('journal_tete_publiee')
    .values(presentes)
    .onConflict((oc) => oc.doNothing())
    .returningAll()
    .execute()
}

/** The heads published up to a day, the last days first: whole days, `jours` of them. */
export async function listTetesPubliees(
  db: Db,
  { avant, jours }: { readonly avant?: string | undefined; readonly jours: number }
): Promise<TetePubliee[]> {
  const t = avecTables<TablesJournal>(db)
  return t
    .selectFrom('journal_tete_publiee')
    .selectAll()
    .where('jour', 'in', (eb) =>
      eb
        .selectFrom('journal_tete_publiee')
        .select('jour')
        .distinct()
        .$if(avant !== undefined, (q) => q.where('jour', '<', avant as string))
        .orderBy('jour', 'desc')
        .limit(jours)
    )
    .orderBy('jour', 'desc')
    .orderBy('reseau')
    .execute()
}

const digest = (ecriture: object): string => createHash('sha256').update(jsonCanonique(ecriture)).digest('hex')
