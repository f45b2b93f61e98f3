import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { transaction } from '../../../platform/db/index.ts'
import { findRupture } from '../../../platform/journal/index.ts'
import { creerApplicationDeTest } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { CLOTURE, creerComptes, creerConsultation } from '../consultation.fixture.ts'
import type { Sens } from '../domain/opinion.ts'
import { saveOpinion } from '../store/opinion.store.ts'
import { clore, cloreConsultations } from './clore.ts'

const MILIEU = new Date('2026-06-09T08:00:00Z')
const apres = (ms: number) => new Date(CLOTURE.getTime() + ms)
let base: BaseDeTest
let site: ReturnType<typeof creerApplicationDeTest>
beforeAll(async () => {
  base = await creerBaseDeTest()
  site = creerApplicationDeTest(base.db, { now: () => apres(120_000) })
})

const donner = (itemId: string, compteId: string, sens: Sens, le = MILIEU) =>
  saveOpinion(base.db, { itemId, compteId, sens, raison: '' }, le)

const lire = async (id: string) => {
  const { rows } = await sql<{ figee_le: Date | null; figee_empreinte: string | null; participants: number | null }>`
    select figee_le, figee_empreinte, participants from consultation where id = ${id}`.execute(base.db)
  return rows[0]
}

describe('à la clôture', () => {
  it('compte une fois, même si deux processus closent ensemble, signe le décompte et l’écrit au journal', async () => {
    const { id, adresse, items } = await creerConsultation(base.db, { items: 3 })
    const [premier = '', deuxieme = ''] = items
    const comptes = await creerComptes(base.db, 5)
    const [a = '', b = '', c = '', d = '', e = ''] = comptes
    // A millisecond before counts, the very instant does not.
    expect(await donner(premier, a, 'accord', apres(-1))).toBe(true)
    expect(await donner(premier, b, 'accord', CLOTURE)).toBe(false)
    await donner(premier, c, 'revoir')
    await donner(deuxieme, c, 'accord')
    await donner(deuxieme, d, 'accord')
    await donner(deuxieme, d, 'retrait')
    await sql`insert into consultation_contribution (id, consultation_id, item_id, genre, auteur_id, etat, le, texte)
      values (gen_random_uuid(), ${id}, ${premier}, 'commentaire', ${e}, 'publie', ${MILIEU}, 'Oui.'),
        (gen_random_uuid(), ${id}, ${premier}, 'commentaire', ${d}, 'retire', ${MILIEU}, 'Non.')`.execute(base.db)
    await sql`with s as (
        insert into consultation_seance (id, consultation_id, tenue_le, nom, presents, creee_le)
        values (gen_random_uuid(), ${id}, '2026-06-10', 'À La Grange', 12, ${MILIEU}) returning id, presents)
      insert into consultation_seance_item (seance_id, presents, item_id, accord, revoir)
      select id, presents, ${premier}::uuid, 7, 2 from s`.execute(base.db)

    expect(await cloreConsultations(base.db, apres(-1))).toEqual([])
    expect((await lire(id))?.figee_le).toBeNull()
    await Promise.all([cloreConsultations(base.db, apres(0)), cloreConsultations(base.db, apres(5))])
    await cloreConsultations(base.db, apres(60_000))

    const close = await lire(id)
    expect(close?.participants).toBe(3)
    const { rows: ecritures } = await sql<{ contenu: Record<string, unknown> }>`
      select contenu from journal where genre = 'consultation.close' and objet = ${`consultation/${id}`}`.execute(
      base.db
    )
    expect(ecritures).toHaveLength(1)
    expect(ecritures[0]?.contenu).toMatchObject({
      cloture: CLOTURE.toISOString(),
      empreinte: close?.figee_empreinte,
      participants: 3,
      items: 3,
      accord: 2,
      revoir: 1,
      accord_assistes: 7,
      revoir_assistes: 2,
      commentaires: 1
    })
    expect(await findRupture(base.db, 'national')).toBeUndefined()

    const fichier = await site.get(`/consultations/${adresse}/decompte.json`)
    const octets = await fichier.text()
    expect(createHash('sha256').update(octets).digest('hex')).toBe(close?.figee_empreinte)
    const decompte: { items: { accord: number; revoir: number }[] } = JSON.parse(octets)
    const { rows: recompte } = await sql<{ accord: number; revoir: number }>`
      select count(*) filter (where sens = 'accord')::int as accord, count(*) filter (where sens = 'revoir')::int as revoir
      from consultation_item i left join opinion o on o.item_id = i.id
      where i.consultation_id = ${id} group by i.numero order by i.numero`.execute(base.db)
    expect(decompte.items.map(({ accord, revoir }) => ({ accord, revoir }))).toEqual(recompte)
    const page = await (await site.get(`/consultations/${adresse}/decompte`)).text()
    expect(page).toContain('Les comptes d’aujourd’hui sont ceux de la clôture')
    expect(page).toContain(close?.figee_empreinte ?? '?')

    await sql`update consultation_decompte set accord = accord + 1 where item_id = ${premier}`.execute(base.db)
    expect(await (await site.get(`/consultations/${adresse}/decompte`)).text()).toContain('ne sont plus ceux')
  })

  it('attend qui est en train d’écrire, et le compte', async () => {
    const { id, items } = await creerConsultation(base.db)
    const [compte = ''] = await creerComptes(base.db, 1)
    let cloture: Promise<unknown> = Promise.resolve()
    await transaction(base.db, async (trx) => {
      await saveOpinion(trx, { itemId: items[0] ?? '', compteId: compte, sens: 'accord', raison: '' }, apres(-1))
      cloture = transaction(base.db, (autre) => clore(autre, id, { now: CLOTURE, acteur: 'systeme' }))
      await new Promise((suite) => setTimeout(suite, 50))
      expect((await lire(id))?.figee_le).toBeNull()
    })
    await cloture
    expect(await lire(id)).toMatchObject({ participants: 1 })
  })

  it('rien à compter avant d’être publiée, ni sans date de fin ; le décompte n’existe pas encore', async () => {
    const brouillon = await creerConsultation(base.db, { consultation: { publiee_le: null } })
    const sujet = await creerConsultation(base.db, { consultation: { sujet: true, cloture: null } })
    expect(await cloreConsultations(base.db, apres(1))).toEqual([])
    for (const { id, adresse } of [brouillon, sujet]) {
      expect((await lire(id))?.figee_le).toBeNull()
      expect((await site.get(`/consultations/${adresse}/decompte.json`)).status).toBe(404)
      expect((await site.get(`/consultations/${adresse}/decompte`)).status).toBe(404)
    }
  })

  it('écrit les groupes de qui répond pareil', async () => {
    const { id, items } = await creerConsultation(base.db, { items: 6 })
    const comptes = await creerComptes(base.db, 40)
    await Promise.all(
      comptes.flatMap((compte, rang) =>
        items.map((item, n) => donner(item, compte, rang < 24 === n % 2 > 0 ? 'accord' : 'revoir'))
      )
    )
    await cloreConsultations(base.db, CLOTURE)
    const { rows } = await sql<{ rang: number; effectif: number; items: number }>`
      select g.rang, g.effectif, count(a.item_id)::int as items from consultation_groupe g
      join consultation_groupe_avis a using (consultation_id, rang)
      where consultation_id = ${id} group by 1, 2 order by 1`.execute(base.db)
    expect(rows).toEqual([
      { rang: 1, effectif: 24, items: 6 },
      { rang: 2, effectif: 16, items: 6 }
    ])
  })
})
