import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/db/index.ts'
import type { EtatConsultation } from '../domain/etat.ts'
import type { Consultation, Module } from './consultation.store.ts'

/** A consultation as lists show it. */
export interface ConsultationListee extends Consultation {
  readonly etat: EtatConsultation
  readonly reseau: string
  readonly fuseau: string
  /** Seen items, without the changes proposed to articles. */
  readonly propositions: number
}

/** `etatDe`, told to the database: a list is cut there. */
const etatEnBase = (now: Date): RawBuilder<EtatConsultation> => sql<EtatConsultation>`
  case when c.publiee_le is null then 'brouillon' when c.archivee_le is not null then 'archivee'
    when c.restituee_le is not null then 'restituee'
    when c.figee_le is not null or c.cloture <= ${now} then 'close'
    when c.ouverture > ${now} then 'a-venir' else 'ouverte' end`

/**
 * A page of the published consultations in these states: what ends or begins soonest first where they are still to come,
 * the most recent first once they are over.
 */
export async function listConsultations(
  db: Db,
  {
    etats,
    debut,
    nombre
  }: { readonly etats: readonly EtatConsultation[]; readonly debut: number; readonly nombre: number },
  now: Date
): Promise<{ readonly consultations: readonly ConsultationListee[]; readonly total: number }> {
  const { rows } = await sql<ConsultationListee & { total: number }>`
    select l.*, count(*) over ()::int as total from (
      select c.*, ${etatEnBase(now)} as etat, r.nom as reseau, r.fuseau,
        (select count(*)::int from consultation_item i
          where i.consultation_id = c.id and i.parent_id is null and i.etat = 'publie') as propositions
      from consultation c join reseau r on r.id = c.reseau_id where c.publiee_le is not null
    ) l where etat = any(${[...etats]}::text[])
    order by etat = 'ouverte' desc, etat = 'a-venir' desc,
      case etat when 'ouverte' then cloture when 'a-venir' then ouverture end nulls last, cloture desc, id
    limit ${nombre} offset ${debut}`.execute(db)
  return { consultations: rows, total: rows[0]?.total ?? 0 }
}

/** How many published consultations are in each state. */
export async function countParEtat(db: Db, now: Date): Promise<ReadonlyMap<EtatConsultation, number>> {
  const { rows } = await sql<{ etat: EtatConsultation; nombre: number }>`
    select ${etatEnBase(now)} as etat, count(*)::int as nombre from consultation c group by 1`.execute(db)
  return new Map(rows.map(({ etat, nombre }) => [etat, nombre]))
}

export interface ModuleCompte extends Module {
  /** Seen items, without the changes proposed to articles. */
  readonly items: number
  /** On how many of them this account gave its opinion. */
  readonly donnes: number
}

/** The modules in the organiser's order, with how many items each has, and how far this account is. */
export async function listModulesComptes(
  db: Db,
  consultationId: string,
  compteId: string | undefined
): Promise<readonly ModuleCompte[]> {
  const { rows } = await sql<ModuleCompte>`
    select m.*, count(i.id)::int as items, count(o.id)::int as donnes
    from consultation_module m
    left join consultation_item i on i.module_id = m.id and i.parent_id is null and i.etat = 'publie'
    left join opinion o on o.item_id = i.id and o.compte_id = ${compteId ?? null} and o.sens <> 'retrait'
    where m.consultation_id = ${consultationId}
    group by m.id order by m.rang, m.id`.execute(db)
  return rows
}
