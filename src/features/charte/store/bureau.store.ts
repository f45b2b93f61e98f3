import { type RawBuilder, type Selectable, sql } from 'kysely'
import { avecTables, type Db } from '../../../platform/db/index.ts'
import { FILES, type File } from '../domain/adhesion/bureau.ts'
import type { Numero } from '../domain/adhesion/regles.ts'
import type { Etat } from '../domain/adhesion/situation.ts'
import { type Dossier, toDossier } from './adhesion.store.ts'
import type { TableAdhesion, TablesCharte } from './tables.ts'

/** A dossier as the desk lists it. */
export interface DossierDuBureau {
  readonly dossier: Dossier
  readonly lieu: string
  readonly commune: string
  /** The structure that signed the last declaration sent. */
  readonly structure: string | undefined
  /** How many criteria that declaration chose; conditions and engagements aside. */
  readonly criteres: number
  /** Its place in the queue, to ask for what comes after. */
  readonly rang: string
}

const t = avecTables<TablesCharte>

// The states that are written, seen at an instant: what a late scheduler has not written yet is counted where time has put it.
const estDans = (file: File, now: Date): RawBuilder<boolean> => {
  const silence = sql`(a.etat = 'FENETRE' and a.fenetre_fin <= ${now})`
  const perdu = sql`(a.etat = 'AVERTI' and a.rectifie_le is null and a.conformite_fin <= ${now})`
  switch (file) {
    case 'a-examiner':
      return sql`(a.etat = 'FENETRE' and not ${silence})`
    case 'a-juger':
      return sql`(a.etat = 'AVERTI' and a.rectifie_le is not null)`
    case 'avertissements':
      return sql`(a.etat = 'AVERTI' and a.rectifie_le is null and not ${perdu})`
    // The same rule as `demandeEnAttente`.
    case 'demandes':
      return sql`((a.etat = 'SUSPENDU' or (a.etat = 'RETIRE' and a.barre)) and (
        select p.genre from adhesion_piece p
        where p.adhesion_id = a.id and p.genre in ('demande', 'levee', 'reouverture', 'refus-de-levee')
        order by p.ecrite_le desc limit 1) = 'demande')`
    case 'suspendus':
      return sql`(a.etat = 'SUSPENDU' or ${perdu})`
    case 'sous-sanction':
      return sql`(a.etat = 'RETIRE' and a.barre)`
    case 'membres':
      return sql`(a.etat = 'MEMBRE' or ${silence})`
    case 'autres':
      return sql`(a.etat in ('REFERENCE', 'INVITE', 'BROUILLON', 'DECLARE', 'OPPOSE', 'NON_RENOUVELE')
        or (a.etat = 'RETIRE' and not a.barre))`
  }
}

// The date that counts first where one does; elsewhere the latest change.
const ORDRE: Readonly<Record<File, { readonly date: RawBuilder<Date>; readonly sens: 'asc' | 'desc' }>> = {
  'a-examiner': { date: sql`a.fenetre_fin`, sens: 'asc' },
  'a-juger': { date: sql`a.conformite_fin`, sens: 'asc' },
  avertissements: { date: sql`a.conformite_fin`, sens: 'asc' },
  demandes: { date: sql`a.depuis`, sens: 'asc' },
  suspendus: { date: sql`a.depuis`, sens: 'desc' },
  'sous-sanction': { date: sql`a.depuis`, sens: 'desc' },
  membres: { date: sql`a.depuis`, sens: 'desc' },
  autres: { date: sql`a.depuis`, sens: 'desc' }
}

const contient = (mots: string) => sql`position(lower(sans_accents(${mots})) in
  lower(sans_accents(concat_ws(' ', l.nom, l.publiees->>'commune', l.publiees->>'code_postal', d.structure)))) > 0`

const DERNIERE = sql`left join lateral (
  select x.id, x.structure from declaration x where x.adhesion_id = a.id and x.envoyee_le is not null
  order by x.envoyee_le desc limit 1) d on true`

/** How many dossiers each queue of a réseau holds at an instant. */
export async function countFiles(db: Db, reseau: string, now: Date): Promise<ReadonlyMap<File, number>> {
  const colonnes = FILES.map(({ cle }) => sql`count(*) filter (where ${estDans(cle, now)})::int as ${sql.ref(cle)}`)
  const { rows } = await sql<Record<string, number>>`
    select ${sql.join(colonnes)} from adhesion a where a.reseau_id = ${reseau} and a.absorbee_par is null`.execute(db)
  return new Map(FILES.map(({ cle }) => [cle, rows[0]?.[cle] ?? 0]))
}

/**
 * One page of a queue.
 * @param mots what the name, the place or the structure holds; empty for all
 * @param apres the `rang` of the last line of the page before
 * @param sauf another queue, whose dossiers are left out
 */
export async function listFile(
  db: Db,
  reseau: string,
  file: File,
  {
    mots = '',
    apres,
    sauf,
    limite,
    now
  }: {
    readonly mots?: string
    readonly apres?: string | undefined
    readonly sauf?: File | undefined
    readonly limite: number
    readonly now: Date
  }
): Promise<readonly DossierDuBureau[]> {
  const { date, sens } = ORDRE[file]
  const [apresMs, apresId] = /^(-?\d{1,15})[.]([0-9a-f-]{36})$/.exec(apres ?? '')?.slice(1) ?? []
  const suite =
    apresMs && apresId
      ? sql`and (${date}, a.id) ${sql.raw(sens === 'asc' ? '>' : '<')} (${new Date(Number(apresMs))}, ${apresId}::uuid)`
      : sql``
  const { rows } = await sql<
    Selectable<TableAdhesion> & {
      lieu: string
      commune: string | null
      structure: string | null
      criteres: number
      ordre: Date
    }
  >`
    select a.*, l.nom as lieu, l.publiees->>'commune' as commune, d.structure, ${date} as ordre,
      (select count(*) from declaration_critere dc join charte_critere cc
        on cc.version_id = dc.version_id and cc.id = dc.critere_id
        where dc.declaration_id = d.id and dc.choisi and cc.genre = 'critere')::int as criteres
    from adhesion a join lieu l on l.id = a.lieu_id ${DERNIERE}
    where a.reseau_id = ${reseau} and a.absorbee_par is null and ${estDans(file, now)}
      ${mots === '' ? sql`` : sql`and ${contient(mots)}`}
      ${sauf === undefined ? sql`` : sql`and not coalesce(${estDans(sauf, now)}, false)`} ${suite}
    order by ${date} ${sql.raw(sens)}, a.id ${sql.raw(sens)} limit ${limite}`.execute(db)
  return rows.map((ligne) => ({
    dossier: toDossier(ligne),
    lieu: ligne.lieu,
    commune: ligne.commune ?? '',
    structure: ligne.structure || undefined,
    criteres: ligne.criteres,
    rang: `${ligne.ordre.getTime()}.${ligne.id}`
  }))
}

/** A line of the history: its legal instant, and the one it was written at. */
export interface LigneDHistoire {
  readonly rang: number
  readonly numero: Numero
  readonly de: Etat
  readonly vers: Etat
  readonly le: Date
  readonly inscrite_le: Date
  readonly piece_id: string | null
}

/** All that happened to a dossier, the latest first. Who did it stays out: the desk shows roles. */
export async function listHistoire(db: Db, adhesionId: string): Promise<LigneDHistoire[]> {
  return t(db)
    .selectFrom('adhesion_transition')
    .select(['rang', 'numero', 'de', 'vers', 'le', 'inscrite_le', 'piece_id'])
    .where('adhesion_id', '=', adhesionId)
    .orderBy('rang', 'desc')
    .execute()
}
