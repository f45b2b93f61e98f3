import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { avecTables } from '../../../platform/db/index.ts'
import { creerBaseDeTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { countByOrigine, findVersion } from '../store/geographie.store.ts'
import type { TablesTerritoires } from '../store/tables.ts'
import { chargerCentresOfficiels } from './charger-centres-officiels.ts'
import { chargerGeographieLivree } from './charger-geographie-livree.ts'
import { obtenirGeographie } from './obtenir-geographie.ts'

const LIVREE = join(RACINE, 'dist/geographie')
const { db } = await creerBaseDeTest()
const t = avecTables<TablesTerritoires>(db)

const dossier = mkdtempSync(join(tmpdir(), 'maillage-centres-'))
afterAll(() => rmSync(dossier, { recursive: true }))
const fichier = (nom: string, texte: string) => {
  writeFileSync(join(dossier, nom), texte)
  return join(dossier, nom)
}
const LYON = 'code,latitude,longitude\n69123,45.758,4.835\n'

describe('les communes en base', () => {
  it('sont celles des fichiers livrés, relues à l’identique', async () => {
    const france = await obtenirGeographie(db)
    expect(france.communes.length).toBeGreaterThan(34_900)
    expect(france.commune('75112')?.nom).toBe('Paris')
    expect(france.commune('01001')).toEqual({
      code: '01001',
      nom: "L'Abergement-Clémenciat",
      departement: '01',
      region: '84',
      epci: '200069193',
      population: expect.any(Number),
      codesPostaux: ['01400'],
      centre: { latitude: expect.any(Number), longitude: expect.any(Number), origine: 'voisines' }
    })
    expect(france.commune('98412')).toMatchObject({ population: undefined, codesPostaux: [], centre: undefined })
  })

  it('ne se chargent pas deux fois, même par deux démarrages simultanés', async () => {
    const avant = await findVersion(db)
    expect(await chargerGeographieLivree(db, LIVREE)).toEqual({ chargee: false, version: avant.livree })

    await sql`update geographie_version set livree = null`.execute(db)
    const deux = await Promise.all([chargerGeographieLivree(db, LIVREE), chargerGeographieLivree(db, LIVREE)])
    expect(deux.map(({ chargee }) => chargee).sort()).toEqual([false, true])
    expect((await findVersion(db)).revision).toBe(avant.revision + 1)
  })

  it('restent en mémoire tant que rien n’a changé', async () => {
    expect(await obtenirGeographie(db)).toBe(await obtenirGeographie(db))
  })

  it('disent clairement que les fichiers manquent', async () => {
    await expect(chargerGeographieLivree(db, join(dossier, 'absent'))).rejects.toThrow('construisez l’application')
  })
})

describe('maillage geo charger', () => {
  it('remplace une position approchée par l’officielle, et la géographie en mémoire suit', async () => {
    const bilan = await chargerCentresOfficiels(db, fichier('lyon.csv', `${LYON}75112,48.84,2.39\n01999,46,5\n`))
    expect(bilan).toMatchObject({
      ok: true,
      value: { chargees: 1, anciennes: ['75112'], inconnues: ['01999'], lignes: 3 }
    })
    expect(bilan.ok && bilan.value.phrases.join('\n').replace(/[\u202f\u00a0]/g, ' ')).toMatch(
      /^lyon\.csv : 3 lignes lues, 1 commune placée\.\nLes positions remplacées en étaient à [\d,]+ km en médiane[^]*arrondissement, laissé de côté : 75112\.\n1 code inconnu : 01999\.\n34 968 communes restent/
    )
    expect((await obtenirGeographie(db)).commune('69123')?.centre).toEqual({
      latitude: 45.758,
      longitude: 4.835,
      origine: 'officiel'
    })
    expect(await findVersion(db)).toMatchObject({ centres: 'lyon.csv' })
  })

  it('garde les positions officielles quand les fichiers livrés changent de version', async () => {
    const nouvelle = join(dossier, 'nouvelle')
    cpSync(LIVREE, nouvelle, { recursive: true })
    writeFileSync(join(nouvelle, 'version.json'), JSON.stringify({ version: 'une autre' }))
    // Two communes of the Ain merge: 01002 is now a part of 01001.
    const communes = readFileSync(join(nouvelle, 'communes.tsv'), 'utf8')
    writeFileSync(join(nouvelle, 'communes.tsv'), communes.replace(/^01002\t.*\n/m, ''))
    const anciennes = readFileSync(join(nouvelle, 'communes_anciennes.tsv'), 'utf8')
    writeFileSync(
      join(nouvelle, 'communes_anciennes.tsv'),
      `${anciennes}01002\tL'Abergement-de-Varey\t01001\tcommune-deleguee\n`
    )

    expect(await chargerGeographieLivree(db, nouvelle)).toEqual({ chargee: true, version: 'une autre' })
    const france = await obtenirGeographie(db)
    expect(france.commune('69123')?.centre?.origine).toBe('officiel')
    expect(france.estActuelle('01002')).toBe(false)
    expect(france.commune('01002')?.code).toBe('01001')
    expect((await countByOrigine(db)).officiel).toBe(1)

    await chargerGeographieLivree(db, LIVREE)
    expect((await obtenirGeographie(db)).estActuelle('01002')).toBe(true)
  })

  it('refuse un fichier entier pour une ligne, et ne change rien', async () => {
    const avant = await t.selectFrom('commune').selectAll().orderBy('code').execute()
    const version = await findVersion(db)
    const refus = await chargerCentresOfficiels(
      db,
      fichier('mauvais.csv', 'code,latitude,longitude\n01001,46.15,4.92\n01002,4.92,46.15\n')
    )
    expect(refus).toEqual({
      ok: false,
      error: [
        '1 ligne ne convient pas, sur 2 :',
        expect.stringMatching(/^ {2}ligne 3 : 01002 .*inversées/),
        'Rien n’a été changé.'
      ]
    })
    expect(await t.selectFrom('commune').selectAll().orderBy('code').execute()).toEqual(avant)
    expect(await findVersion(db)).toEqual(version)
  })

  it('explique pourquoi il ne lit pas un fichier', async () => {
    expect(await chargerCentresOfficiels(db, join(dossier, 'rien.csv'))).toMatchObject({
      ok: false,
      error: [expect.stringContaining('n’existe pas'), 'Rien n’a été changé.']
    })
    expect(await chargerCentresOfficiels(db, fichier('sans.csv', 'nom,lat,lon\nLyon,45,4\n'))).toMatchObject({
      ok: false,
      error: [expect.stringContaining('nom, lat, lon'), expect.stringContaining('code_insee'), 'Rien n’a été changé.']
    })
  })

  const reel = join(RACINE, '../shared/data/geo/communes-centres.tsv')
  it.skipIf(!existsSync(reel))(
    'charge un fichier réel de toutes les communes (sauté quand ce fichier est absent)',
    async () => {
      const bilan = await chargerCentresOfficiels(db, reel)
      if (!bilan.ok) throw new Error(bilan.error.join('\n'))
      expect(bilan.value.chargees).toBeGreaterThan(34_800)
      expect(bilan.value.inconnues).toEqual([])
      // What the npm packages give: bench/geographie.ts prints the detail.
      expect(bilan.value.ecarts?.mediane).toBeLessThan(6_000)
      expect(bilan.value.ecarts?.partPopulationA5Km).toBeGreaterThan(0.85)
      expect((await countByOrigine(db)).officiel).toBe(bilan.value.chargees)
    }
  )
})

describe('les tables des territoires', () => {
  it.each([
    [
      'un code de commune qui n’en est pas un',
      sql`insert into commune (code, nom, departement, region, codes_postaux) values ('1001', 'X', '01', '84', '{}')`
    ],
    ['un code postal incomplet', sql`update commune set codes_postaux = '{1400}' where code = '01001'`],
    ['une position sans origine', sql`update commune set origine = null where code = '01001'`],
    ['un département inconnu', sql`update commune set departement = '96' where code = '01001'`],
    [
      'une ancienne commune sans commune d’aujourd’hui',
      sql`insert into commune_ancienne (code, nom, commune, genre) values ('01998', 'X', '01999', 'commune-deleguee')`
    ]
  ])('refusent %s', async (_, requete) => {
    await expect(requete.execute(db)).rejects.toThrow(/violates/)
  })
})
