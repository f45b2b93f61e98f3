import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ADMINISTRATEUR } from '../../../kernel/acteur.ts'
import type { Db } from '../../../platform/db/index.ts'
import { creerBaseDeTest } from '../../../platform/testing/base.ts'
import { type Geographie, obtenirGeographie } from '../../territoires/index.ts'
import { lireAdresses, lireContenu, lireFiches, remettreAZero, verifierAnnuaire } from '../store/annuaire.fixture.ts'
import { deciderPaire } from './decider.ts'
import { type Atelier, enCsv, enJson, ligne, lignes, ouvrirAtelier, SOURCES } from './import.fixture.ts'

let geo: Geographie
let db: Db
let atelier: Atelier

beforeAll(async () => {
  db = (await creerBaseDeTest()).db
  geo = await obtenirGeographie(db)
})
beforeEach(async () => {
  await remettreAZero(db)
  atelier = ouvrirAtelier(db, geo, { tailleMax: 50_000_000 })
})

const compter = async (requete: string) =>
  Number((await sql<{ n: number }>`${sql.raw(requete)}`.execute(db)).rows[0]?.n)

describe('des milliers de lignes', () => {
  const distinctes = (combien: number) =>
    Array.from({ length: combien }, (_, i) => ({
      ...ligne(`l${i + 1}`, { nom: `Atelier ${nombreEnLettres(i)}` }),
      latitude: String(44.2 + (i % 100) / 200),
      longitude: String(5.6 + Math.floor(i / 100) / 200)
    }))

  it.each([
    [10_000, 'de même nom', { nom: 'Mairie' }],
    [10_000, 'de même téléphone', { telephone: '04 92 00 00 00' }],
    [10_000, 'au même point', { latitude: '44.56', longitude: '6.08' }],
    [2_000, 'sans nom', { nom: '' }],
    [2_000, 'qui ne disent que leur nom, le même', { nom: 'Mairie', adresse: '', telephone: '', latitude: '' }]
  ])(
    '%i lignes %s ne font pas une fiche géante, ni ne bloquent l’import',
    async (combien, _, commun) => {
      const rangees = distinctes(combien).map((l) => ({ ...l, ...commun }))
      expect(await atelier.importer(SOURCES.csv, enCsv(rangees))).toMatchObject({ etat: 'appliquee', gardees: combien })
      const publiques = await lireFiches(db)
      expect(publiques.length).toBeGreaterThan(combien * 0.9)
      expect(Math.max(...publiques.map(({ records }) => records.length))).toBeLessThanOrEqual(64)
    },
    30_000
  )
})

const SYLLABES = ['ba', 'do', 'fi', 'gu', 'la', 'me', 'no', 'pi', 'ru', 'ta']
const nombreEnLettres = (n: number) => [...String(n).padStart(4, '0')].map((c) => SYLLABES[Number(c)]).join('')

it('un enregistrement proche de deux fiches que l’on a dites différentes n’en rejoint qu’une, et ne les réunit pas', async () => {
  await atelier.importer(SOURCES.csv, enCsv([ligne('l1'), ...lignes(5, 9)]))
  await atelier.importer({ ...SOURCES.csv, id: 'autre', nom: 'Autre' }, enCsv([ligne('l1')]))
  const [a, b] = [
    { source: SOURCES.csv.id, cle: 'l1' },
    { source: 'autre', cle: 'l1' }
  ]
  const decideur = { acteur: ADMINISTRATEUR, motif: '', now: new Date('2026-06-10T09:00:00Z'), lot: 'un' }
  await deciderPaire(db, { genre: 'different', a, b }, decideur)
  await atelier.importer(SOURCES.json, enJson([ligne('l1')]))
  const fiches = (await lireFiches(db)).filter(({ records }) => records.some((r) => r.endsWith('/l1')))
  expect(fiches.map(({ records }) => records.length).sort()).toEqual([1, 2])
  await verifierAnnuaire(db)
})

it('une source qui renumérote tout garde ses fiches, leurs adresses et leur histoire', async () => {
  const cent = lignes(1, 100)
  await atelier.importer(SOURCES.csv, enCsv(cent))
  await atelier.importer(SOURCES.json, enJson(lignes(50, 120)))
  const adresses = await lireAdresses(db)
  const fin = await atelier.importer(SOURCES.csv, enCsv(cent.map((l, i) => ({ ...l, id: `x${1000 - i}` }))), {
    dateeDu: '2026-06-02'
  })
  expect(fin).toMatchObject({ etat: 'appliquee', nouvelles: 0, disparues: 0 })
  expect(await lireAdresses(db)).toEqual(adresses)
  await verifierAnnuaire(db)
})

it('une livraison de 200 lignes sur un annuaire de 5 000 n’écrit que ce qu’elle change', async () => {
  const grande = Array.from({ length: 5_000 }, (_, i) => ({
    ...ligne(`l${i + 1}`, { nom: `Atelier ${nombreEnLettres(i % 10_000)} ${nombreEnLettres(i)}` }),
    adresse: `${(i % 90) + 1} rue ${nombreEnLettres(Math.floor(i / 3))}`,
    telephone: `04 9${Math.floor(i / 1e4)} ${String(i % 1e4).padStart(4, '0')} 00`,
    latitude: String(44.2 + (i % 140) / 200),
    longitude: String(5.6 + Math.floor(i / 140) / 200),
    date_maj: '2026-01-05'
  }))
  await atelier.importer(SOURCES.csv, enCsv(grande))
  const petite = { ...SOURCES.json, nom: 'Petite' }
  const deux = grande.slice(0, 200)
  await atelier.importer(petite, enJson(deux))
  const lieux = await compter('select count(*) as n from lieu')
  const marques = await compter('select coalesce(max(id), 0) as n from changement')
  const { rows: avant } = await sql<{ id: number; xmin: string }>`select id, xmin::text from lieu`.execute(db)
  const { rows: records } = await sql<{ id: number; xmin: string }>`
    select id, xmin::text from enregistrement where source_id = ${SOURCES.csv.id}`.execute(db)

  const suite = deux.map((l, i) => (i < 20 ? { ...l, telephone: '04 92 98 76 54', date_maj: '2026-06-03' } : l))
  expect(await atelier.importer(petite, enJson(suite), { dateeDu: '2026-06-04' })).toMatchObject({
    etat: 'appliquee',
    modifiees: 20,
    inchangees: 180
  })

  const changes = async (table: string, ids: readonly { id: number; xmin: string }[]) => {
    const { rows } = await sql<{ id: number; xmin: string }>`select id, xmin::text from ${sql.table(table)}`.execute(db)
    const maintenant = new Map(rows.map(({ id, xmin }) => [id, xmin]))
    return ids.filter(({ id, xmin }) => maintenant.get(id) !== xmin).length
  }
  expect(await compter('select count(*) as n from lieu')).toBe(lieux)
  expect(await changes('lieu', avant)).toBeLessThanOrEqual(20)
  expect(await changes('enregistrement', records)).toBe(0)
  const notes = await compter(`select count(*) as n from changement where id > ${marques}`)
  expect(notes).toBeGreaterThan(0)
  expect(notes).toBeLessThanOrEqual(60)
})

it('deux fois les mêmes livraisons dans deux bases donnent les mêmes numéros', async () => {
  const livrer = async () => {
    await remettreAZero(db)
    await atelier.importer(SOURCES.csv, enCsv([...lignes(1, 9)].reverse()))
    await atelier.importer(SOURCES.json, enJson(lignes(5, 14)))
    return { contenu: await lireContenu(db), fiches: await lireFiches(db) }
  }
  expect(await livrer()).toEqual(await livrer())
})
