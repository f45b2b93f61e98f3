import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Db } from '../../../platform/db/index.ts'
import { lireMorceaux } from '../../../platform/fichiers/index.ts'
import { findRupture } from '../../../platform/journal/index.ts'
import { classeur } from '../../../platform/lecture/zip.fixture.ts'
import { creerBaseDeTest, creerBaseDuTest } from '../../../platform/testing/base.ts'
import { type Geographie, obtenirGeographie } from '../../territoires/index.ts'
import { findLieu } from '../store/lieu.store.ts'
import { contenuDesFiches, photographier } from '../store/photographie.fixture.ts'
import { findSource } from '../store/source.store.ts'
import {
  type Atelier,
  enCsv,
  enGeojson,
  enJson,
  enRangees,
  ligne,
  lignes,
  ouvrirAtelier,
  SOURCES
} from './import.fixture.ts'

let geo: Geographie
let db: Db
let atelier: Atelier

beforeAll(async () => {
  geo = await obtenirGeographie((await creerBaseDeTest()).db)
})
beforeEach(async () => {
  db = (await creerBaseDuTest()).db
  atelier = ouvrirAtelier(db, geo)
})

const compter = async (db: Db, requete: string) =>
  Number((await sql<{ n: number }>`${sql.raw(requete)}`.execute(db)).rows[0]?.n)
const publics = () => compter(db, 'select count(*) as n from lieu where retire_le is null')
const lieuDe = async (cle: string) => {
  const { rows } = await sql<{ lieu_id: number }>`select lieu_id from enregistrement where cle = ${cle}`.execute(db)
  const lieu = await findLieu(db, rows[0]?.lieu_id ?? 0)
  if (!lieu) throw new Error(`aucun lieu pour ${cle}`)
  return lieu
}

describe('une première livraison', () => {
  const dix = lignes(1, 10)
  it.each([
    ['CSV', SOURCES.csv, enCsv(dix)],
    ['JSON, à un chemin', SOURCES.json, enJson(dix)],
    ['GeoJSON', SOURCES.geojson, enGeojson(dix)],
    ['XLSX', SOURCES.xlsx, classeur(enRangees(dix))]
  ])('de forme %s donne une fiche par lieu, et compte chaque ligne et chaque cellule', async (_, source, contenu) => {
    const fin = await atelier.importer(source, contenu)
    expect(fin).toMatchObject({ etat: 'appliquee', lues: 10, gardees: 10, refusees: 0, nouvelles: 10, message: null })
    expect(fin.cellules).toMatchObject({ perdues: 0 })
    const { total, gardees, corrigees, listees } = fin.cellules ?? { total: 0, gardees: 0, corrigees: 0, listees: 0 }
    expect(gardees + corrigees + listees).toBe(total)
    expect(await publics()).toBe(10)
    expect((await lieuDe('l3')).publiees).toMatchObject({
      nom: ligne('l3').nom,
      telephone: '+33492000003',
      services: ['Aide aux démarches administratives']
    })
    expect(await findRupture(db, 'national')).toBeUndefined()
  })

  it('dit les mêmes fiches quelle que soit la forme du fichier', async () => {
    const dites: unknown[] = []
    for (const [source, contenu] of [
      [SOURCES.csv, enCsv(dix)],
      [SOURCES.json, enJson(dix)],
      [SOURCES.geojson, enGeojson(dix)],
      [SOURCES.xlsx, classeur(enRangees(dix))]
    ] as const) {
      const { db: autre } = await creerBaseDuTest()
      await ouvrirAtelier(autre, geo).importer(source, contenu)
      dites.push((await contenuDesFiches(autre)).map((fiche) => fiche.replaceAll(source.id, 'la source')))
    }
    for (const fiches of dites) expect(fiches).toEqual(dites[0])
  })

  it('refuse une ligne sans nom ni lieu, garde les autres, et dit lesquelles dans le rapport', async () => {
    const rangees = [...dix, { id: 'vide', telephone: '04 92 00 00 99' }]
    const fin = await atelier.importer(SOURCES.csv, enCsv(rangees))
    expect(fin).toMatchObject({ etat: 'appliquee', lues: 11, gardees: 10, refusees: 1 })
    expect(await rapport(fin.rapport_id)).toMatch(/^11,,ligne refusée,.*ni-nom-ni-lieu/m)
  })

  it('rapporte chaque remarque, et neutralise les formules des cellules', async () => {
    const fin = await atelier.importer(
      SOURCES.csv,
      enCsv([
        ligne('l1', { telephone: '04 50 60 32 04S' }),
        ligne('l2', { note: '=HYPERLINK("http://exemple.fr";"cliquez")', telephone: '=1+1' }),
        ligne('l3', { nom: '@SUM(A1)', code_postal: '99999' })
      ])
    )
    const texte = await rapport(fin.rapport_id)
    const { rows } = await sql<{
      n: number
    }>`select sum(value::int)::int as n from livraison, jsonb_each_text(regles) where id = ${fin.id}`.execute(db)
    // A header, then one line per remark and per refusal.
    expect(texte.trim().split('\r\n')).toHaveLength(1 + Number(rows[0]?.n))
    for (const cellule of texte.split(/[,\r\n]/)) expect(cellule).not.toMatch(/^"?([=@-]|\+(?!33\d{9}$))/)
    expect(texte).toContain("'=1+1")
    expect((await lieuDe('l1')).publiees.telephone).toBe('+33450603204')
  })
})

describe('la même livraison, une deuxième fois', () => {
  it('ne change aucune ligne, aucune date, n’écrit rien au journal, et le dit', async () => {
    const contenu = enCsv(lignes(1, 10))
    await atelier.importer(SOURCES.csv, contenu)
    const avant = await photographier(db)
    const plusTard = ouvrirAtelier(db, geo, { now: () => new Date('2026-06-12T10:00:00Z') })
    expect(await plusTard.importer(SOURCES.csv, contenu)).toMatchObject({
      etat: 'inchangee',
      message: 'Cette livraison est déjà importée, à l’identique. Rien n’a été changé.'
    })
    expect(await photographier(db)).toEqual(avant)
  })

  it('est reconnue aussi quand la déclaration a fait un tour par la base', async () => {
    const contenu = enCsv(lignes(1, 10))
    await atelier.importer(SOURCES.csv, contenu)
    const relue = await findSource(db, SOURCES.csv.id)
    if (!relue) throw new Error('la source manque')
    expect(await atelier.importer(relue.declaration, contenu)).toMatchObject({ etat: 'inchangee' })
  })

  it('datée d’un autre jour, ne compte rien de nouveau ni de modifié', async () => {
    const contenu = enCsv(lignes(1, 10))
    await atelier.importer(SOURCES.csv, contenu)
    expect(await atelier.importer(SOURCES.csv, contenu, { dateeDu: '2026-06-05' })).toMatchObject({
      etat: 'appliquee',
      nouvelles: 0,
      modifiees: 0,
      inchangees: 10,
      disparues: 0
    })
    expect((await lieuDe('l1')).provenance.nom?.date).toBe('2026-06-05')
  })
})

describe('une livraison plus récente', () => {
  it('met à jour ce qui change, laisse leur date aux autres, retire ce que plus aucune source ne cite', async () => {
    await atelier.importer(SOURCES.csv, enCsv(lignes(1, 10, { date_maj: '2026-01-05' })))
    const intact = await lieuDe('l2')
    const plusTard = ouvrirAtelier(db, geo, { now: () => new Date('2026-06-20T10:00:00Z') })
    const fin = await plusTard.importer(
      SOURCES.csv,
      enCsv([
        ligne('l1', { date_maj: '2026-06-02', telephone: '04 92 11 11 11' }),
        ...lignes(2, 9, { date_maj: '2026-01-05' })
      ]),
      { dateeDu: '2026-06-10' }
    )
    expect(fin).toMatchObject({
      etat: 'appliquee',
      nouvelles: 0,
      modifiees: 1,
      inchangees: 8,
      disparues: 1,
      revenues: 0
    })
    expect((await lieuDe('l1')).publiees.telephone).toBe('+33492111111')
    expect(await lieuDe('l2')).toEqual(intact)
    expect((await lieuDe('l10')).retire_le).toEqual(new Date('2026-06-20T10:00:00Z'))
    expect(await publics()).toBe(9)
  })

  it('fait revenir un lieu sous le même numéro quand il reparaît', async () => {
    const dix = lignes(1, 10)
    await atelier.importer(SOURCES.csv, enCsv(dix))
    const { id } = await lieuDe('l10')
    await atelier.importer(SOURCES.csv, enCsv(dix.slice(0, 9)), { dateeDu: '2026-06-02' })
    expect((await lieuDe('l10')).retire_le).not.toBeNull()
    const fin = await atelier.importer(SOURCES.csv, enCsv(dix), { dateeDu: '2026-06-03' })
    expect(fin).toMatchObject({ revenues: 1, nouvelles: 0 })
    expect(await lieuDe('l10')).toMatchObject({ id, retire_le: null, remplace_par: null })
  })

  it('garde public un lieu qu’une autre source cite encore', async () => {
    const dix = lignes(1, 10)
    await atelier.importer(SOURCES.csv, enCsv(dix))
    await atelier.importer(SOURCES.json, enJson(dix.slice(5)))
    expect(await publics()).toBe(10)
    await atelier.importer(SOURCES.csv, enCsv(dix.slice(0, 9)), { dateeDu: '2026-06-02' })
    expect(await publics()).toBe(10)
    const lieu = await lieuDe('l10')
    expect(lieu.retire_le).toBeNull()
    expect(Object.values(lieu.provenance).map((p) => p?.source)).toEqual(
      Object.values(lieu.provenance).map(() => 'essai-json')
    )
  })

  it('réunit deux lieux : l’ancien numéro mène au nouveau, et se rouvre s’ils se séparent', async () => {
    const a = ligne('l1', { pivot: '' })
    const loin = ligne('l1', {
      adresse: '40 boulevard Carnot',
      latitude: '44.60',
      longitude: '6.12',
      nom: 'Espace Verdon'
    })
    await atelier.importer(SOURCES.csv, enCsv([a, ...lignes(2, 8)]))
    await atelier.importer(SOURCES.json, enJson([loin, ...lignes(12, 18)]))
    const { rows: avant } = await sql<{
      source_id: string
      lieu_id: number
    }>`select source_id, lieu_id from enregistrement where cle = 'l1' order by source_id`.execute(db)
    const [premier, second] = avant.map(({ lieu_id }) => lieu_id)
    expect(premier).not.toBe(second)

    await atelier.importer(SOURCES.json, enJson([a, ...lignes(12, 18)]), { dateeDu: '2026-06-02' })
    expect(await findLieu(db, second ?? 0)).toMatchObject({ remplace_par: premier })
    expect(await findLieu(db, premier ?? 0)).toMatchObject({ retire_le: null })

    await atelier.importer(SOURCES.json, enJson([loin, ...lignes(12, 18)]), { dateeDu: '2026-06-03' })
    const { rows: apres } = await sql<{
      lieu_id: number
    }>`select lieu_id from enregistrement where cle = 'l1' order by source_id`.execute(db)
    expect(apres[0]?.lieu_id).toBe(premier)
    expect(apres[1]?.lieu_id).not.toBe(premier)
    expect(await publics()).toBe(16)
  })
})

describe('une livraison que l’annuaire ne prend pas', () => {
  it('plus ancienne que celle qui est là : le dit, et ne change rien', async () => {
    await atelier.importer(SOURCES.csv, enCsv(lignes(1, 10)))
    const avant = await photographier(db)
    expect(await atelier.importer(SOURCES.csv, enCsv(lignes(1, 12)), { dateeDu: '2026-05-31' })).toMatchObject({
      etat: 'ancienne',
      message: expect.stringContaining('2026-06-01')
    })
    expect(await photographier(db)).toEqual(avant)
  })

  it('datée du futur : refusée', async () => {
    expect(await atelier.importer(SOURCES.csv, enCsv(lignes(1, 3)), { dateeDu: '2026-06-10' })).toMatchObject({
      etat: 'refusee',
      message: expect.stringContaining('dans le futur')
    })
    expect(await publics()).toBe(0)
  })

  it('qui perd plus d’un cinquième attend une personne, écrit un courriel, et passe une fois confirmée', async () => {
    await atelier.importer(SOURCES.csv, enCsv(lignes(1, 10)))
    const avant = await photographier(db)
    const courte = enCsv(lignes(1, 7))
    const fin = await atelier.importer(SOURCES.csv, courte, { dateeDu: '2026-06-02' })
    expect(fin).toMatchObject({
      etat: 'en-attente',
      disparues: 3,
      message: expect.stringContaining('3 enregistrements sur 10')
    })
    const { courriels, ...reste } = await photographier(db)
    expect(reste).toEqual({
      ...reste,
      enregistrements: avant.enregistrements,
      lieux: avant.lieux,
      journal: avant.journal
    })
    expect(courriels).toMatchObject([{ destinataire: 'sources@exemple.fr', motif: 'livraison-en-attente' }])
    expect(await atelier.importer(SOURCES.csv, courte, { dateeDu: '2026-06-02', confirmer: true })).toMatchObject({
      etat: 'appliquee',
      disparues: 3
    })
    expect(await publics()).toBe(7)
  })

  it('qui en perd exactement un cinquième passe', async () => {
    await atelier.importer(SOURCES.csv, enCsv(lignes(1, 10)))
    expect(await atelier.importer(SOURCES.csv, enCsv(lignes(1, 8)), { dateeDu: '2026-06-02' })).toMatchObject({
      etat: 'appliquee',
      disparues: 2
    })
  })

  it('refusée : le courriel et son envoi sont écrits ensemble', async () => {
    await atelier.importer(SOURCES.csv, '<!DOCTYPE html><html><body>Erreur 502</body></html>')
    const { rows } = await sql<{ id: number }>`select id from courriel`.execute(db)
    const { rows: jobs } = await sql<{ task: string; cle: string }>`
      select task_identifier as task, key as cle from graphile_worker.jobs`.execute(db)
    expect(jobs).toEqual([{ task: 'envoyer-courriel', cle: `courriel-${rows[0]?.id}` }])
  })
})

describe('le journal', () => {
  it('a une écriture par livraison appliquée, tient d’un bout à l’autre, et montre ce qu’on y touche', async () => {
    for (const jour of ['01', '02', '03'])
      await atelier.importer(SOURCES.csv, enCsv(lignes(1, 5, { note: jour })), { dateeDu: `2026-06-${jour}` })
    expect(await compter(db, "select count(*) as n from journal where genre = 'annuaire.livraison'")).toBe(3)
    expect(await findRupture(db, 'national')).toBeUndefined()
    await expect(sql`update journal set acteur = 'un autre' where rang = 2`.execute(db)).rejects.toThrow(
      'ne se modifie pas'
    )
    await expect(sql`delete from journal`.execute(db)).rejects.toThrow('ne se modifie pas')
    await expect(sql`truncate journal`.execute(db)).rejects.toThrow('ne se modifie pas')

    await sql`alter table journal disable trigger user`.execute(db)
    await sql`update journal set contenu = contenu || '{"nouvelles": 9}' where rang = 2`.execute(db)
    expect(await findRupture(db, 'national')).toEqual({ rang: 2, raison: 'son contenu a changé' })
    await sql`delete from journal where rang = 2`.execute(db)
    expect(await findRupture(db, 'national')).toEqual({ rang: 2, raison: 'une écriture manque' })
    await sql`delete from journal where rang = 3`.execute(db)
    expect(await findRupture(db, 'national')).toEqual({ rang: 2, raison: 'la fin de la chaîne manque' })
  })
})

describe('des imports en même temps', () => {
  it('de la même source : un seul s’applique, l’autre dit que rien ne change', async () => {
    const contenu = enCsv(lignes(1, 30))
    const fins = await Promise.all([1, 2, 3].map(() => atelier.importer(SOURCES.csv, contenu)))
    expect(fins.map(({ etat }) => etat).sort()).toEqual(['appliquee', 'inchangee', 'inchangee'])
    expect(await publics()).toBe(30)
    expect(await findRupture(db, 'national')).toBeUndefined()
  })

  it('de sources différentes : les fiches sont celles d’imports l’un après l’autre', async () => {
    const livraisons = [
      [SOURCES.csv, enCsv(lignes(1, 20))],
      [SOURCES.json, enJson(lignes(10, 30))],
      [SOURCES.geojson, enGeojson(lignes(15, 35))]
    ] as const
    for (const [source, contenu] of livraisons) expect((await atelier.importer(source, contenu)).etat).toBe('appliquee')
    const { db: autre } = await creerBaseDuTest()
    const ensemble = ouvrirAtelier(autre, geo)
    await Promise.all(livraisons.map(([source, contenu]) => ensemble.importer(source, contenu)))
    expect(await contenuDesFiches(autre)).toEqual(await contenuDesFiches(db))
  })

  it('plus nombreux que les connexions à la base : tous finissent', async () => {
    const fins = await Promise.all(
      Array.from({ length: 14 }, (_, i) =>
        atelier.importer(SOURCES.csv, enCsv(lignes(1, 5 + i)), { dateeDu: '2026-06-01' })
      )
    )
    expect(new Set(fins.map(({ etat }) => etat))).not.toContain('en-cours')
    expect(await publics()).toBeGreaterThanOrEqual(5)
  })
})

it('n’accepte en base aucune livraison appliquée dont les lignes lues ne font pas les gardées et les refusées', async () => {
  const { id } = await atelier.importer(SOURCES.csv, enCsv(lignes(1, 3)))
  await expect(sql`update livraison set gardees = gardees + 1 where id = ${id}`.execute(db)).rejects.toThrow(/check/)
})

async function rapport(id: number | null): Promise<string> {
  const morceaux: Buffer[] = []
  for await (const octets of lireMorceaux(db, id ?? 0)) morceaux.push(octets)
  return gunzipSync(Buffer.concat(morceaux)).toString('utf8')
}
