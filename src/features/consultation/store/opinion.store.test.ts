import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { transaction } from '../../../platform/db/index.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { CLOTURE, creerComptes, creerConsultation, OUVERTURE } from '../consultation.fixture.ts'
import type { Sens } from '../domain/opinion.ts'
import { estFermee, saveOpinion } from './opinion.store.ts'

const MILIEU = new Date('2026-06-09T08:00:00Z')
let base: BaseDeTest
beforeAll(async () => {
  base = await creerBaseDeTest()
})

/** What the counters say, and what counting the opinions again says. */
async function totaux(itemId: string) {
  const { rows } = await sql<{ accord: number; revoir: number; accords: number; revoirs: number; gestes: number }>`
    select (select sum(accord)::int from opinion_compte where item_id = ${itemId}) as accord,
      (select sum(revoir)::int from opinion_compte where item_id = ${itemId}) as revoir,
      count(*) filter (where sens = 'accord')::int as accords, count(*) filter (where sens = 'revoir')::int as revoirs,
      (select count(*)::int from opinion_geste where item_id = ${itemId}) as gestes
    from opinion where item_id = ${itemId}`.execute(base.db)
  const [ligne] = rows
  if (!ligne) throw new Error('rien n’est compté')
  return ligne
}

const donner = (itemId: string, compteId: string, sens: Sens, le = MILIEU) =>
  saveOpinion(base.db, { itemId, compteId, sens, raison: '' }, le)

describe('un avis compte une fois, quoi qu’il arrive', () => {
  it('deux cents fois le même avis au même instant : une ligne, un avis compté', async () => {
    const [item = ''] = (await creerConsultation(base.db)).items
    const [compte = ''] = await creerComptes(base.db, 1)
    const ecrits = await Promise.all(Array.from({ length: 200 }, () => donner(item, compte, 'accord')))
    expect(ecrits.every(Boolean)).toBe(true)
    expect(await totaux(item)).toMatchObject({ accord: 1, accords: 1, revoir: 0, revoirs: 0 })
  })

  it('deux cents changements au même instant : un registre de deux cents gestes, un seul avis', async () => {
    const [item = ''] = (await creerConsultation(base.db)).items
    const [compte = ''] = await creerComptes(base.db, 1)
    await Promise.all(Array.from({ length: 200 }, (_, n) => donner(item, compte, n % 2 ? 'accord' : 'revoir')))
    const compte1 = await totaux(item)
    expect(compte1.accord + compte1.revoir).toBe(1)
    expect(compte1).toMatchObject({ accord: compte1.accords, revoir: compte1.revoirs, gestes: 200 })
  })

  it('après n’importe quelle suite de gestes de plusieurs personnes, les compteurs disent ce qu’un recompte dit', async () => {
    const comptes = await creerComptes(base.db, 4)
    const { items } = await creerConsultation(base.db, { items: 2 })
    const geste = fc.record({
      qui: fc.constantFrom(...comptes),
      item: fc.constantFrom(...items),
      sens: fc.constantFrom<Sens>('accord', 'revoir', 'retrait'),
      // A crash in the middle of a transaction leaves nothing behind.
      panne: fc.boolean()
    })
    await fc.assert(
      fc.asyncProperty(fc.array(geste, { maxLength: 12 }), async (gestes) => {
        await Promise.all(
          gestes.map(async ({ qui, item, sens, panne }) => {
            if (!panne) return donner(item, qui, sens)
            return transaction(base.db, async (trx) => {
              await saveOpinion(trx, { itemId: item, compteId: qui, sens, raison: '' }, MILIEU)
              throw new Error('panne')
            }).catch(() => undefined)
          })
        )
        for (const item of items) {
          const { accord, accords, revoir, revoirs } = await totaux(item)
          expect({ accord, revoir }).toEqual({ accord: accords, revoir: revoirs })
        }
      }),
      { numRuns: 15 }
    )
  })

  it('une connexion coupée au milieu d’un avis ne laisse ni avis ni compte', async () => {
    const [item = ''] = (await creerConsultation(base.db)).items
    const [compte = ''] = await creerComptes(base.db, 1)
    await transaction(base.db, async (trx) => {
      await saveOpinion(trx, { itemId: item, compteId: compte, sens: 'accord', raison: '' }, MILIEU)
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(base.db)
      await sql`select 1`.execute(trx)
    }).catch(() => undefined)
    expect(await totaux(item)).toMatchObject({ accord: 0, accords: 0, gestes: 0 })
  })
})

describe('un avis se donne pendant la consultation, pas avant, pas après', () => {
  it.each([
    ['un instant avant l’ouverture', new Date(OUVERTURE.getTime() - 1), false],
    ['à l’ouverture', OUVERTURE, true],
    ['un instant avant la clôture', new Date(CLOTURE.getTime() - 1), true],
    ['à la clôture', CLOTURE, false]
  ])('%s', async (_, le, ecrit) => {
    const [item = ''] = (await creerConsultation(base.db)).items
    const [compte = ''] = await creerComptes(base.db, 1)
    expect(await donner(item, compte, 'accord', le)).toBe(ecrit)
    expect((await totaux(item)).accord).toBe(ecrit ? 1 : 0)
  })

  it('la clôture passée entre la lecture et l’écriture, la base refuse', async () => {
    const { id, items } = await creerConsultation(base.db)
    const [compte = ''] = await creerComptes(base.db, 1)
    // The closing holds its lock; the opinion has read an open consultation, and waits.
    const tard = await transaction(base.db, async (trx) => {
      await sql`select pg_advisory_xact_lock(consultation_verrou(${id}::uuid))`.execute(trx)
      const tentative = donner(items[0] ?? '', compte, 'accord').catch((erreur: unknown) => erreur)
      await attendre(async () => {
        const { rows } = await sql`select from pg_locks where locktype = 'advisory' and not granted`.execute(base.db)
        return rows.length > 0
      })
      await sql`update consultation set cloture = ${MILIEU}, figee_le = ${MILIEU}, figee_empreinte = 'e', participants = 0
        where id = ${id}`.execute(trx)
      return { tentative }
    })
    expect(estFermee(await tard.tentative)).toBe(true)
    expect((await totaux(items[0] ?? '')).accord).toBe(0)
  })

  it('une main de machine s’arrête à quatre cents gestes en dix minutes', async () => {
    const [item = ''] = (await creerConsultation(base.db)).items
    const [compte = ''] = await creerComptes(base.db, 1)
    await sql`insert into opinion_geste (item_id, compte_id, sens, le)
      select ${item}, ${compte}, 'accord', ${MILIEU}::timestamptz - interval '1 minute' from generate_series(1, 400)`.execute(
      base.db
    )
    expect(await donner(item, compte, 'accord')).toBe(false)
    expect(await donner(item, compte, 'accord', new Date(MILIEU.getTime() + 600_000))).toBe(true)
  })

  it('le registre ne se récrit pas', async () => {
    const [item = ''] = (await creerConsultation(base.db)).items
    const [compte = ''] = await creerComptes(base.db, 1)
    await donner(item, compte, 'accord')
    await expect(
      sql`update opinion_geste set sens = 'revoir' where item_id = ${item}`.execute(base.db)
    ).rejects.toThrow('ne se modifie pas')
    await expect(sql`delete from opinion_geste where item_id = ${item}`.execute(base.db)).rejects.toThrow()
  })
})

async function attendre(vrai: () => Promise<boolean>): Promise<void> {
  for (let essai = 0; essai < 200 && !(await vrai()); essai++) await new Promise((suite) => setTimeout(suite, 10))
}
