import { type RawBuilder, sql } from 'kysely'
import type { Champ } from '../../../kernel/droit.ts'
import type { Db } from '../../../platform/db/index.ts'
import { dansLeChamp } from '../../annuaire/index.ts'
import type { PublicDuMessage } from '../domain/pole-message.ts'

/** What is looked at: where, when, and the instant before which a fiche that gave no sign of life is asleep. */
export interface Regard {
  readonly champ: Champ
  readonly now: Date
  readonly endormieAvant: Date
}

/**
 * Every lieu of a territory, once, with what pilots look at. Members and candidates are those of the stored states; a
 * window that time has closed makes a member, even before the scheduler wrote it.
 */
export const lieuxDuSecteur = ({ champ, now, endormieAvant }: Regard): RawBuilder<unknown> => sql`
  secteur as materialized (
    select l.id, l.nom, l.adresse_page, l.publiees->>'commune' as commune, l.signe,
      coalesce(array_agg(a.reseau_id order by a.reseau_id) filter (where a.membre), '{}') as reseaux,
      coalesce(bool_or(a.candidat), false) as candidat,
      -- days of the réseau's calendar, the last one whole
      min(a.jours) filter (where a.candidat) as jours,
      coalesce(bool_or(a.membre and a.alerte_le is not null), false) as alerte,
      l.signe < ${endormieAvant} or coalesce(bool_or(a.membre and a.alerte_le is not null), false) as dort
    from (
      select l.*, greatest(l.modifie_le, (select max(v.le) from fiche_activite v where v.lieu_id = l.id)) as signe
      from lieu l where l.retire_le is null and ${dansLeChamp(champ, {
        codeInsee: sql.ref('l.code_insee'),
        departement: sql.ref('l.departement'),
        lieu: sql.ref('l.id')
      })}
    ) l
    left join (
      select a.*, a.etat in ('MEMBRE', 'AVERTI') or (a.etat = 'FENETRE' and f.fin <= ${now}) as membre,
        a.etat = 'DECLARE' or (a.etat = 'FENETRE' and f.fin > ${now}) as candidat,
        (f.fin at time zone r.fuseau)::date - (${now}::timestamptz at time zone r.fuseau)::date as jours
      from adhesion a join reseau r on r.id = a.reseau_id
      cross join lateral (select coalesce(a.deliberation_fin, a.fenetre_fin) as fin) f
      where a.absorbee_par is null and a.etat in ('DECLARE', 'FENETRE', 'MEMBRE', 'AVERTI')
    ) a on a.lieu_id = l.id
    group by l.id, l.nom, l.adresse_page, l.publiees->>'commune', l.signe
  )`

const QUI: Readonly<Record<PublicDuMessage, RawBuilder<boolean>>> = {
  tous: sql<boolean>`true`,
  membres: sql<boolean>`s.reseaux <> '{}'`,
  candidats: sql<boolean>`s.candidat`,
  endormis: sql<boolean>`s.dort`
}

/** The lieux of a list, of which réseau when one is named. */
export const duPublic = (cible: PublicDuMessage, reseau?: string): RawBuilder<boolean> =>
  reseau === undefined ? QUI[cible] : sql<boolean>`${QUI[cible]} and ${reseau} = any(s.reseaux)`

export interface ComptesDuSecteur {
  readonly lieux: number
  readonly membres: number
  readonly candidats: number
  readonly endormis: number
  readonly parReseau: readonly { readonly reseau: string; readonly nom: string; readonly lieux: number }[]
}

/** The figures of a territory, in one statement. */
export async function countSecteur(db: Db, regard: Regard): Promise<ComptesDuSecteur> {
  const { rows } = await sql<ComptesDuSecteur>`
    with ${lieuxDuSecteur(regard)}
    select count(*)::int as lieux,
      count(*) filter (where ${QUI.membres})::int as membres,
      count(*) filter (where ${QUI.candidats})::int as candidats,
      count(*) filter (where ${QUI.endormis})::int as endormis,
      (select coalesce(json_agg(json_build_object('reseau', r.id, 'nom', r.nom, 'lieux', n.lieux) order by r.genre, r.nom), '[]')
        from (select u.reseau, count(*)::int as lieux from secteur s cross join unnest(s.reseaux) u(reseau) group by u.reseau) n
        join reseau r on r.id = n.reseau) as "parReseau"
    from secteur s`.execute(db)
  return rows[0] ?? { lieux: 0, membres: 0, candidats: 0, endormis: 0, parReseau: [] }
}

export interface LieuDuSecteur {
  readonly id: number
  readonly nom: string
  readonly adresse_page: string
  readonly commune: string | null
  /** The last sign of life of its fiche. */
  readonly signe: Date
  /** The réseaux that it is a member of. */
  readonly reseaux: readonly string[]
  readonly candidat: boolean
  /** Whole days left to the committee; null when the delay has not begun. */
  readonly jours: number | null
  /** The alert of its charter has been given. */
  readonly alerte: boolean
  readonly dort: boolean
}

/** A page of a list, by the number of the lieu after another one. */
export async function listLieuxDuSecteur(
  db: Db,
  regard: Regard,
  {
    cible,
    reseau,
    apres,
    limite
  }: {
    readonly cible: PublicDuMessage
    readonly reseau?: string | undefined
    readonly apres: number
    readonly limite: number
  }
): Promise<LieuDuSecteur[]> {
  const { rows } = await sql<LieuDuSecteur>`
    with ${lieuxDuSecteur(regard)}
    select s.* from secteur s where ${duPublic(cible, reseau)} and s.id > ${apres} order by s.id limit ${limite}`.execute(
    db
  )
  return rows
}

/** The candidates whose delay ends first. */
export async function listCandidatsPressants(db: Db, regard: Regard, limite: number): Promise<LieuDuSecteur[]> {
  const { rows } = await sql<LieuDuSecteur>`
    with ${lieuxDuSecteur(regard)}
    select s.* from secteur s where s.candidat order by s.jours nulls last, s.id limit ${limite}`.execute(db)
  return rows
}
