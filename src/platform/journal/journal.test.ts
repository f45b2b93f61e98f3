import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Db, transaction } from '../db/index.ts'
import { queueJob } from '../jobs/index.ts'
import { creerApplicationDeTest } from '../testing/application.ts'
import { type BaseDeTest, creerBaseDeTest, creerBaseDuTest } from '../testing/base.ts'
import { demarrerTravaux, executerTravaux } from '../testing/travaux.ts'
import { consigner, findRupture, listChaines, publierTetes } from './index.ts'
import { jobPublierTetes } from './publier-tetes.job.ts'

const SOIR = new Date('2026-06-09T20:30:00Z')
const LENDEMAIN = new Date('2026-06-10T20:30:00Z')
const REGLAGES = { COURRIEL_ADMINISTRATION: 'garde@exemple.fr', URL_PUBLIQUE: 'https://reseau.exemple' }

const ecrire = (db: Db, reseau: string, combien: number, le = new Date('2026-06-09T08:00:00Z')) =>
  transaction(db, async (trx) => {
    for (let i = 1; i <= combien; i++)
      await consigner(trx, { reseau, genre: 'essai', acteur: 'essai', objet: `chose ${i}`, contenu: { i } }, le)
  })
const publier = (db: Db, le: Date) => transaction(db, (trx) => publierTetes(trx, le))

describe('les têtes publiées', () => {
  let base: BaseDeTest
  let db: Db
  beforeEach(async () => {
    base = await creerBaseDuTest()
    db = base.db
    await ecrire(db, 'national', 3)
    await ecrire(db, 'sicoval', 2)
    await publier(db, SOIR)
    await ecrire(db, 'national', 2, new Date('2026-06-10T08:00:00Z'))
    // Whoever owns the database may lift its guards: that is what the published heads are for.
    for (const table of ['journal', 'journal_tete_publiee'])
      await sql`alter table ${sql.table(table)} disable trigger user`.execute(db)
  })

  it('laissent en paix un journal que personne n’a touché, chaîne par chaîne', async () => {
    await publier(db, LENDEMAIN)
    expect(await listChaines(db)).toEqual(['national', 'sicoval'])
    for (const chaine of await listChaines(db)) expect(await findRupture(db, chaine)).toBeUndefined()
  })

  it('montrent une écriture changée', async () => {
    await sql`update journal set contenu = '{"i": 9}' where reseau = 'national' and rang = 2`.execute(db)
    expect(await findRupture(db, 'national')).toEqual({ rang: 2, raison: 'son contenu a changé' })
    expect(await findRupture(db, 'sicoval')).toBeUndefined()
  })

  it('montrent la fin que l’on a ôtée, même si la tête a suivi', async () => {
    await sql`delete from journal where reseau = 'sicoval' and rang = 2`.execute(db)
    await sql`update journal_tete set rang = 1, empreinte = (select empreinte from journal where reseau = 'sicoval')
      where reseau = 'sicoval'`.execute(db)
    expect(await findRupture(db, 'sicoval')).toEqual({
      rang: 2,
      raison: 'la chaîne allait jusqu’à l’écriture 2 le 2026-06-09'
    })
    await sql`delete from journal where reseau = 'sicoval'`.execute(db)
    await sql`delete from journal_tete where reseau = 'sicoval'`.execute(db)
    expect(await listChaines(db)).toContain('sicoval')
    expect(await findRupture(db, 'sicoval')).toMatchObject({ rang: 1 })
  })

  it('montrent une chaîne récrite d’un bout à l’autre', async () => {
    await sql`delete from journal where reseau = 'sicoval'`.execute(db)
    await sql`delete from journal_tete where reseau = 'sicoval'`.execute(db)
    await ecrire(db, 'sicoval', 4, new Date('2026-06-09T09:00:00Z'))
    expect(await findRupture(db, 'sicoval')).toEqual({
      rang: 2,
      raison: 'elle n’est plus celle qui a été publiée le 2026-06-09'
    })
  })

  it('montrent une tête que l’on a changée, celle de la chaîne ou celle que l’on avait publiée', async () => {
    await sql`update journal_tete set empreinte = repeat('a', 64) where reseau = 'national'`.execute(db)
    expect(await findRupture(db, 'national')).toEqual({ rang: 6, raison: 'la fin de la chaîne manque' })
    await sql`update journal_tete_publiee set empreinte = repeat('b', 64) where reseau = 'sicoval'`.execute(db)
    expect(await findRupture(db, 'sicoval')).toMatchObject({ rang: 2 })
  })

  it('se publient une fois par jour, et ne se modifient ni ne s’effacent', async () => {
    expect(await publier(db, new Date('2026-06-09T21:00:00Z'))).toEqual([])
    expect((await publier(db, LENDEMAIN)).map(({ reseau, rang }) => [reseau, rang])).toEqual([
      ['national', 5],
      ['sicoval', 2]
    ])
    await sql`alter table journal_tete_publiee enable trigger user`.execute(db)
    for (const ordre of [
      sql`update journal_tete_publiee set rang = 1`,
      sql`delete from journal_tete_publiee`,
      sql`truncate journal_tete_publiee`
    ])
      await expect(ordre.execute(db)).rejects.toThrow('ne se modifie pas')
  })
})

describe('le travail du soir', () => {
  it('publie les têtes et les envoie, une seule fois même lancé deux fois', async () => {
    const base = await creerBaseDuTest()
    await ecrire(base.db, 'national', 2)
    const job = jobPublierTetes(REGLAGES)
    for (const _ of [1, 2]) {
      await transaction(base.db, (trx) => queueJob(trx, job.nom, {}))
      await executerTravaux(base, [job], () => SOIR)
    }
    const { rows } = await sql<{ destinataire: string; sujet: string; texte: string }>`
      select destinataire, sujet, texte from courriel`.execute(base.db)
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      destinataire: 'garde@exemple.fr',
      sujet: 'Journal : où en sont les chaînes le mardi 9 juin 2026'
    })
    expect(rows[0]?.texte).toMatch(/national : écriture 2, empreinte [0-9a-f]{64}/)
    expect(rows[0]?.texte).toContain('https://reseau.exemple/journal/tetes')
  })

  it('n’envoie rien quand aucune décision n’est écrite', async () => {
    const base = await creerBaseDuTest()
    const job = jobPublierTetes(REGLAGES)
    await transaction(base.db, (trx) => queueJob(trx, job.nom, {}))
    await executerTravaux(base, [job], () => SOIR)
    expect((await sql`select 1 from courriel`.execute(base.db)).rows).toEqual([])
  })

  it('se lance chaque jour', async () => {
    const base = await creerBaseDuTest()
    // The queue refuses to start on a schedule that it cannot read.
    await expect(demarrerTravaux(base, [jobPublierTetes(REGLAGES)], () => SOIR)).resolves.toBeDefined()
    expect(jobPublierTetes(REGLAGES).cron).toMatch(/^\d+ \d+ \* \* \*$/)
  })
})

describe('la page des empreintes', () => {
  let site: ReturnType<typeof creerApplicationDeTest>
  beforeAll(async () => {
    const base = await creerBaseDeTest()
    site = creerApplicationDeTest(base.db)
    expect(await (await site.get('/journal/tetes')).text()).toContain('Aucune empreinte n’est encore publiée')
    await ecrire(base.db, 'national', 1)
    for (let jour = 0; jour < 33; jour++) await publier(base.db, new Date(SOIR.getTime() + jour * 86_400_000))
  })

  it('se lit sans compte, jour après jour, et mène aux jours d’avant', async () => {
    const page = await (await site.get('/journal/tetes')).text()
    expect(page).toContain('samedi 11 juillet 2026')
    expect(page).not.toContain('mardi 9 juin 2026')
    const [, suite = ''] = /href="(\/journal\/tetes\?avant=[\d-]+)"/.exec(page) ?? []
    const avant = await (await site.get(suite)).text()
    expect(avant).toContain('mardi 9 juin 2026')
    expect(avant).not.toContain('Jours précédents')
  })

  it('se donne aussi en JSON, à qui veut en garder copie', async () => {
    const reponse = await site.get('/journal/tetes.json')
    expect(reponse.headers.get('access-control-allow-origin')).toBe('*')
    const { tetes, suivant } = (await reponse.json()) as { tetes: Record<string, unknown>[]; suivant: unknown }
    expect(tetes).toHaveLength(33)
    expect(tetes[32]).toMatchObject({ jour: '2026-06-09', reseau: 'national', rang: 1 })
    expect(suivant).toBeNull()
    expect((await site.get('/journal/tetes.json?avant=hier')).status).toBe(200)
  })
})
