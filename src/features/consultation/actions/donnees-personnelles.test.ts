import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { transaction } from '../../../platform/db/index.ts'
import { findRupture } from '../../../platform/journal/index.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { CLOTURE, creerComptes, creerConsultation } from '../consultation.fixture.ts'
import { saveOpinion } from '../store/opinion.store.ts'
import { cloreConsultations } from './clore.ts'
import { donneesDesConsultations } from './donnees-personnelles.ts'

const MILIEU = new Date('2026-06-09T08:00:00Z')
const apres = (ms: number) => new Date(CLOTURE.getTime() + ms)
let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db, { now: () => apres(60_000) })
})

const effacer = (compteId: string, now: Date) =>
  transaction(base.db, (trx) => donneesDesConsultations.effacer(trx, compteId, now))
const decompte = async (adresse: string) => (await site.get(`/consultations/${adresse}/decompte.json`)).text()
const accords = async (itemId: string) =>
  (
    await sql<{ compteurs: number; recompte: number }>`
      select (select sum(accord)::int from opinion_compte where item_id = ${itemId}) as compteurs,
        (select count(*)::int from opinion where item_id = ${itemId} and sens = 'accord') as recompte`.execute(base.db)
  ).rows[0]

/** Somebody who did everything that can be done, and somebody else. */
async function participer(id: string, item: string): Promise<readonly [string, string]> {
  const [rose = '', autre = ''] = await creerComptes(base.db, 2)
  for (const compteId of [rose, autre])
    await saveOpinion(base.db, { itemId: item, compteId, sens: 'accord', raison: '' }, MILIEU)
  await sql`insert into consultation_contribution (id, consultation_id, item_id, genre, auteur_id, etat, le, texte)
    values (gen_random_uuid(), ${id}, ${item}, 'commentaire', ${rose}, 'publie', ${MILIEU}, 'Ce qui est dit.'),
      (gen_random_uuid(), ${id}, ${item}, 'commentaire', ${rose}, 'retire-auteur', ${MILIEU}, 'Ce qui est repris.')`.execute(
    base.db
  )
  await sql`insert into consultation_item
      (id, consultation_id, module_id, numero, genre, rang, titre, texte, origine, auteur_id, etat, le)
    select gen_random_uuid(), consultation_id, module_id, 50, 'item', 50, 'Son idée', '', 'contributeur', ${rose}, 'publie',
      ${MILIEU} from consultation_item where id = ${item}`.execute(base.db)
  await sql`insert into consultation_signalement (id, item_id, motif, auteur_id, le)
    values (gen_random_uuid(), ${item}, 'autre', ${rose}, ${MILIEU})`.execute(base.db)
  await sql`insert into consultation_seance (id, consultation_id, tenue_le, nom, presents, tenue_par, creee_le)
    values (gen_random_uuid(), ${id}, '2026-06-10', 'Chez elle', 3, ${rose}, ${MILIEU})`.execute(base.db)
  await sql`insert into consultation_abonnement (id, compte_id, consultation_id, le)
    values (gen_random_uuid(), ${rose}, ${id}, ${MILIEU})`.execute(base.db)
  await sql`insert into consultation_brouillon
      (empreinte, consultation_id, item_id, geste, contenu, cree_le, expire_le, compte_id)
    values (${`empreinte ${rose}`}, ${id}, ${item}, 'avis', '{}', ${MILIEU}, ${CLOTURE}, ${rose})`.execute(base.db)
  return [rose, autre]
}

/** The tables where this account still is. */
async function traces(compteId: string): Promise<readonly string[]> {
  const lues = await Promise.all(
    donneesDesConsultations.tables.map(async (table) => {
      const { rows } =
        await sql`select from ${sql.table(table)} ligne where ligne::text like ${`%${compteId}%`}`.execute(base.db)
      return rows.length > 0 ? [table] : []
    })
  )
  return lues.flat()
}

describe('un compte qui part', () => {
  it('emporte d’abord tout ce qu’il a fait, s’il le demande', async () => {
    const { id, adresse, items } = await creerConsultation(base.db)
    const [rose] = await participer(id, items[0] ?? '')
    const donnees = await donneesDesConsultations.exporter(base.db, rose)
    expect(donnees).toMatchObject({
      avis: [{ consultation: adresse, numero: 1, sens: 'accord' }],
      gestes: [{ sens: 'accord' }],
      contributions: [{ texte: 'Ce qui est dit.' }, { texte: 'Ce qui est repris.' }],
      propositions: [{ titre: 'Son idée' }],
      signalements: [{ motif: 'autre' }],
      seances: [{ nom: 'Chez elle' }],
      suivis: [{ consultation_id: id }],
      brouillons: [{ geste: 'avis' }]
    })
    expect(JSON.stringify(donnees)).not.toContain('empreinte')
    expect(await donneesDesConsultations.resumer?.(base.db, rose)).toEqual([
      {
        texte: '1 avis et 2 contributions\u00a0: Un lieu accueillant, c’est quoi ?',
        href: `/consultations/${adresse}/mes-reponses`,
        le: MILIEU
      }
    ])
  })

  it('après la clôture, ne change aucun chiffre publié et n’est plus nulle part', async () => {
    const { id, adresse, items } = await creerConsultation(base.db)
    const [item = ''] = items
    const [rose] = await participer(id, item)
    await cloreConsultations(base.db, CLOTURE)
    const avant = await decompte(adresse)
    expect(await traces(rose)).toHaveLength(8)
    await effacer(rose, apres(60_000))
    await sql`delete from compte where id = ${rose}`.execute(base.db)
    expect(await traces(rose)).toEqual([])
    expect(await decompte(adresse)).toBe(avant)
    expect(await accords(item)).toEqual({ compteurs: 2, recompte: 2 })
    expect(await (await site.get(`/consultations/${adresse}/decompte`)).text()).toContain('sont ceux de la clôture')
    const page = await (await site.get(`/consultations/${adresse}/items/1`)).text()
    expect(page).toContain('Ce qui est dit.')
    expect(page).toContain('Contributeur supprimé')
    expect(page).toContain('2\u00a0personnes')
  })

  it('pendant la consultation, retire ses avis ; ses textes publiés restent sans nom, ceux qu’il a repris disparaissent', async () => {
    const { id, items } = await creerConsultation(base.db)
    const [item = ''] = items
    const [rose] = await participer(id, item)
    await effacer(rose, new Date(MILIEU.getTime() + 1000))
    expect(await traces(rose)).toEqual([])
    expect(await accords(item)).toEqual({ compteurs: 1, recompte: 1 })
    const { rows } = await sql<{ texte: string }>`
      select texte from consultation_contribution where consultation_id = ${id} order by texte`.execute(base.db)
    expect(rows.map(({ texte }) => texte)).toEqual(['Ce qui est dit.', 'Texte effacé'])
    await cloreConsultations(base.db, CLOTURE)
    const { rows: close } = await sql<{ participants: number }>`
      select participants from consultation where id = ${id}`.execute(base.db)
    expect(close[0]?.participants).toBe(1)
  })

  it('entre la clôture et le décompte, fait compter d’abord : une voix donnée à temps compte', async () => {
    const une = await creerConsultation(base.db)
    const deux = await creerConsultation(base.db, { consultation: { cloture: new Date('2026-06-20T00:00:00Z') } })
    const ouverte = await creerConsultation(base.db, { consultation: { cloture: new Date('2026-12-01T00:00:00Z') } })
    const [rose] = await participer(une.id, une.items[0] ?? '')
    for (const itemId of [deux.items[0] ?? '', ouverte.items[0] ?? ''])
      await saveOpinion(base.db, { itemId, compteId: rose, sens: 'accord', raison: '' }, MILIEU)
    await Promise.all([effacer(rose, apres(1)), cloreConsultations(base.db, apres(1))])
    expect(JSON.parse(await decompte(une.adresse))).toMatchObject({ participants: 2, items: [{ accord: 2 }, {}] })
    expect(JSON.parse(await decompte(deux.adresse))).toMatchObject({ participants: 1, items: [{ accord: 1 }] })
    expect(await accords(ouverte.items[0] ?? '')).toEqual({ compteurs: 0, recompte: 0 })
    expect(await traces(rose)).toEqual([])
    const { rows } = await sql`select objet from journal where genre = 'consultation.close'
      and objet in (${`consultation/${une.id}`}, ${`consultation/${deux.id}`})`.execute(base.db)
    expect(rows).toHaveLength(2)
    expect(await findRupture(base.db, 'national')).toBeUndefined()
  })
})
