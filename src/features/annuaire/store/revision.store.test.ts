import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { ADMINISTRATEUR } from '../../../kernel/acteur.ts'
import { type BaseDeTest, creerBaseDeTest } from '../../../platform/testing/base.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { annulerDecisions, jugerDoute, repondrePaire } from '../actions/decider.ts'
import { type Atelier, enCsv, enJson, ligne, ouvrirAtelier, SOURCES } from '../actions/import.fixture.ts'
import { pairesInventees } from '../actions/revision.fixture.ts'
import type { Apres } from '../domain/revision.ts'
import { lireFiches, verifierAnnuaire } from './annuaire.fixture.ts'
import { countRevision, findPaireARevoir, findProchainDoute, listLieuxARevoir } from './revision.store.ts'

let base: BaseDeTest
let atelier: Atelier
let rang = 0

const { csv, json } = pairesInventees()
const loin = ligne('loin', { nom: 'Atelier des Lointains', latitude: '48.85', longitude: '2.35' })
const sansPlace = ligne('sans', { nom: 'Salle Sans Position', latitude: '', longitude: '', adresse: '' })
const fermee = { ...ligne('contre', { nom: 'Maison des Contraires' }) }

beforeAll(async () => {
  base = await creerBaseDeTest()
  atelier = ouvrirAtelier(base.db, await obtenirGeographie(base.db))
  await atelier.importer(SOURCES.csv, enCsv([...csv, loin, sansPlace, fermee]))
  await atelier.importer(SOURCES.json, enJson([...json, { ...fermee, telephone: '04 92 55 55 55' }]))
})

const decideur = () => ({
  acteur: ADMINISTRATEUR,
  motif: 'essai',
  now: new Date(Date.parse('2026-06-09T08:00:00Z') + ++rang * 1000),
  lot: `lot-${rang}`
})

async function parcourir(departement?: string) {
  const vues = []
  let apres: Apres | undefined
  for (;;) {
    const paire = await findPaireARevoir(base.db, { departement }, { apres })
    if (!paire) return vues
    vues.push(paire)
    apres = paire.rang
  }
}

describe('les paires à revoir', () => {
  it('se suivent une fois chacune, des communes les plus peuplées aux moins peuplées', async () => {
    const paires = await parcourir()
    expect(paires.length).toBeGreaterThanOrEqual(20)
    expect(paires).toHaveLength((await countRevision(base.db, {})).paires)
    expect(new Set(paires.map(({ a, b }) => `${a}-${b}`)).size).toBe(paires.length)
    const populations = paires.map((p) => p.rang[0] as number)
    expect(populations).toEqual(populations.toSorted((a, b) => a - b))
    expect(paires[0]?.lieux[0].publiees.commune).toBe('Marseille')
  })

  it('se bornent à un département', async () => {
    const paires = await parcourir('87')
    expect(paires.length).toBeGreaterThan(0)
    expect(paires).toHaveLength((await countRevision(base.db, { departement: '87' })).paires)
    for (const { lieux } of paires) expect(lieux.map((l) => l.departement)).toContain('87')
    expect(await parcourir('75')).toEqual([])
  })

  it('quittent la file avec leur réponse, et y reviennent quand elle est annulée', async () => {
    for (const genre of ['meme', 'different'] as const) {
      const avant = await parcourir()
      const paire = avant[1]
      if (!paire) throw new Error('une paire manque')
      const par = decideur()
      expect((await repondrePaire(base.db, { a: paire.a, b: paire.b, genre }, par)).ok).toBe(true)
      const apres = await parcourir()
      expect(apres.map((p) => `${p.a}-${p.b}`)).not.toContain(`${paire.a}-${paire.b}`)
      const { records } = (await lireFiches(base.db)).find(({ id }) => id === paire.lieux[0].id) ?? { records: [] }
      expect(records).toHaveLength(genre === 'meme' ? 2 : 1)
      expect((await annulerDecisions(base.db, par.lot, decideur())).ok).toBe(true)
      expect(await parcourir()).toEqual(avant)
    }
    await verifierAnnuaire(base.db)
  })

  it('ne reçoivent qu’une réponse quand deux personnes répondent au même instant', async () => {
    const [paire] = await parcourir('05')
    if (!paire) throw new Error('une paire manque')
    for (const genres of [
      ['meme', 'meme'],
      ['meme', 'different'],
      ['different', 'different']
    ] as const) {
      const lots = [decideur(), decideur()] as const
      const issues = await Promise.all(
        genres.map((genre, i) => repondrePaire(base.db, { a: paire.a, b: paire.b, genre }, lots[i] ?? decideur()))
      )
      expect(issues.filter(({ ok }) => ok)).toHaveLength(1)
      expect(issues.flatMap((issue) => (issue.ok ? [] : [issue.error.raison]))).toEqual(['deja-repondu'])
      for (const { lot } of lots) await annulerDecisions(base.db, lot, decideur())
    }
    expect(await parcourir('05')).toContainEqual(paire)
  })

  it('oublient ce qu’une source ne dit plus', async () => {
    const [paire] = await parcourir('48')
    if (!paire) throw new Error('une paire manque')
    await atelier.importer(
      SOURCES.json,
      enJson([...json.filter(({ id }) => !id.startsWith('Mende')), { ...fermee, telephone: '04 92 55 55 55' }]),
      { dateeDu: '2026-06-02', confirmer: true }
    )
    expect((await parcourir('48')).map((p) => p.lieux[0].publiees.commune)).not.toContain('Mende')
    expect(await repondrePaire(base.db, { a: paire.a, b: paire.b, genre: 'meme' }, decideur())).toMatchObject(
      paire.lieux[0].publiees.commune === 'Mende' ? { error: { raison: 'deja-repondu' } } : { ok: true }
    )
  })
})

describe('les valeurs douteuses', () => {
  it('montrent un point loin de sa commune une seule fois, avec ce que la source écrit', async () => {
    const doute = await findProchainDoute(base.db, {})
    expect(doute).toMatchObject({ champ: 'latitude', cle: 'loin', valeurs: { latitude: 48.85 } })
    expect(await findProchainDoute(base.db, {}, { apres: doute?.rang })).toBeUndefined()
    expect((await countRevision(base.db, {})).valeurs).toBe(1)
    expect((await countRevision(base.db, { departement: '87' })).valeurs).toBe(0)
  })

  it('dite fausse, la position ne sert plus, même redite ; corrigée par la source, elle sert', async () => {
    const doute = await findProchainDoute(base.db, {})
    if (!doute) throw new Error('un doute manque')
    const jugement = {
      enregistrement: doute.enregistrement,
      champ: doute.champ,
      empreinte: doute.empreinte,
      juste: false
    }
    const position = async () =>
      (
        await sql<{ latitude: number | null; position_approchee: boolean }>`
          select latitude, position_approchee from lieu where id = ${doute.lieu.id}`.execute(base.db)
      ).rows[0]

    const par = decideur()
    expect((await jugerDoute(base.db, jugement, par)).ok).toBe(true)
    expect(await position()).toMatchObject({ position_approchee: true })
    expect(await findProchainDoute(base.db, {})).toBeUndefined()
    expect(await jugerDoute(base.db, jugement, decideur())).toMatchObject({ error: { raison: 'deja-repondu' } })
    await atelier.importer(SOURCES.csv, enCsv([...csv, { ...loin, nom: 'Atelier Lointain' }, sansPlace, fermee]), {
      dateeDu: '2026-06-03'
    })
    expect(await position()).toMatchObject({ position_approchee: true })

    await annulerDecisions(base.db, par.lot, decideur())
    expect(await position()).toEqual({ latitude: 48.85, position_approchee: false })
    expect((await findProchainDoute(base.db, {}))?.cle).toBe('loin')

    const redit = await findProchainDoute(base.db, {})
    await jugerDoute(base.db, { ...jugement, empreinte: redit?.empreinte ?? '' }, decideur())
    await atelier.importer(
      SOURCES.csv,
      enCsv([...csv, { ...loin, latitude: '44.56', longitude: '6.08' }, sansPlace, fermee]),
      { dateeDu: '2026-06-04' }
    )
    expect(await position()).toEqual({ latitude: 44.56, position_approchee: false })
    await verifierAnnuaire(base.db)
  })

  it('dite juste, la valeur est choisie, et le doute s’en va', async () => {
    await atelier.importer(SOURCES.csv, enCsv([...csv, loin, sansPlace, fermee]), { dateeDu: '2026-06-05' })
    const doute = await findProchainDoute(base.db, {})
    // The wrong value said again is the one that was set aside: nothing to ask.
    expect(doute).toBeUndefined()
    await sql`update decision set annulee_le = now(), annulee_par = 'essai' where genre = 'ecarte' and annulee_le is null`.execute(
      base.db
    )
    const retour = await findProchainDoute(base.db, {})
    if (!retour) throw new Error('un doute manque')
    const { enregistrement, champ, empreinte } = retour
    expect(
      await jugerDoute(base.db, { enregistrement, champ, empreinte: 'autre', juste: true }, decideur())
    ).toMatchObject({ error: { raison: 'deja-repondu' } })
    expect((await jugerDoute(base.db, { enregistrement, champ, empreinte, juste: true }, decideur())).ok).toBe(true)
    const fiche = (await lireFiches(base.db)).find(({ id }) => id === retour.lieu.id)
    expect(fiche?.provenance.longitude?.regle).toBe('decision')
    expect(await findProchainDoute(base.db, {})).toBeUndefined()
  })
})

describe('les listes', () => {
  it('donnent les lieux que rien ne place', async () => {
    const { lieux, suivant } = await listLieuxARevoir(base.db, 'positions', {}, { limite: 10 })
    expect(lieux.map(({ nom }) => nom)).toEqual(['Salle Sans Position'])
    expect(lieux[0]).toMatchObject({ approchee: true, enregistrements: 1 })
    expect(suivant).toBeUndefined()
    expect((await countRevision(base.db, {})).positions).toBe(1)
  })

  it('donnent les fiches que deux sources contredisent, page par page', async () => {
    const { lieux } = await listLieuxARevoir(base.db, 'contradictions', { departement: '05' }, { limite: 1 })
    expect(lieux).toHaveLength(1)
    const vus: string[] = []
    let apres: Apres | undefined
    do {
      const page = await listLieuxARevoir(base.db, 'contradictions', {}, { limite: 1, apres })
      vus.push(...page.lieux.map(({ nom }) => nom))
      apres = page.suivant
    } while (apres)
    expect(vus).toContain('Maison des Contraires')
    expect(new Set(vus).size).toBe(vus.length)
    expect(vus).toHaveLength((await countRevision(base.db, {})).contradictions)
  })
})
