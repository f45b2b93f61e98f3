import { createHash } from 'node:crypto'
import { sql } from 'kysely'
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
}

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

/** The first entry of the chain that does not hold, or undefined when all do. Reads it whole, a thousand rows at a time. */
export async function findRupture(db: Db, reseau: string): Promise<{ rang: number; raison: string } | undefined> {
  const t = avecTables<TablesJournal>(db)
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
    }
    if (page.length < 1000) break
  }
  const tete = await t.selectFrom('journal_tete').selectAll().where('reseau', '=', reseau).executeTakeFirst()
  if (tete && (tete.rang !== rang || tete.empreinte !== precedente))
    return { rang: rang + 1, raison: 'la fin de la chaîne manque' }
  return undefined
}

const digest = (ecriture: object): string => createHash('sha256').update(jsonCanonique(ecriture)).digest('hex')
