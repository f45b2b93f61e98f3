import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { creerBaseDeTest } from '../src/platform/testing/base.ts'
import { RACINE } from '../src/racine.ts'
import { croiser, MODULES_MINIMUM } from './frontieres.mjs'
import { ecrireReglages } from './reglages.ts'
import { lireFichiers, verifierTables } from './tables.mjs'
import { ETAPES, executer } from './verifier.mjs'

describe.skipIf(process.env.MAISON_VERIFIEE)('la maison tient', { timeout: 120_000 }, () => {
  it.each(ETAPES)('$nom', (etape) => {
    const { tient, dit } = executer(etape)
    expect(tient, dit).toBe(true)
  })
})

describe('les vérifications voient vraiment', { timeout: 60_000 }, () => {
  it('les frontières lisent tout le projet', () => {
    const { modules } = croiser()
    expect(modules).toBeGreaterThan(MODULES_MINIMUM)
    for (const dossier of ['migrations', 'bench', 'tools']) expect(croiser([dossier]).modules).toBeGreaterThan(2)
  })

  it.each(['Date.now()', 'new Date()', 'new Date', 'performance.now()', 'Math.random()', 'crypto.randomUUID()'])(
    'une règle ne peut pas appeler %s',
    (appel) => {
      expect(lint('src/features/annuaire/domain/regle.ts', `export const x = () => ${appel}\n`)).toContain(
        'Une règle reçoit l’heure'
      )
      expect(lint('src/features/annuaire/actions/action.ts', `export const x = () => ${appel}\n`)).toBe('')
    }
  )

  it('une règle peut lire une date qu’on lui donne', () => {
    expect(lint('src/kernel/regle.ts', 'export const x = (t: string) => new Date(t)\n')).toBe('')
  })

  let projet: string
  beforeAll(() => {
    projet = mkdtempSync(join(tmpdir(), 'maillage-lint-'))
    mkdirSync(join(projet, 'tools'))
    for (const nom of ['biome.json', 'tools/no-clock.grit'])
      writeFileSync(join(projet, nom), readFileSync(join(RACINE, nom)))
  })
  afterAll(() => rmSync(projet, { recursive: true, force: true }))

  // A project of one file, with our own rules.
  function lint(chemin: string, texte: string): string {
    rmSync(join(projet, 'src'), { recursive: true, force: true })
    mkdirSync(join(projet, chemin, '..'), { recursive: true })
    writeFileSync(join(projet, chemin), texte)
    const biome = join(RACINE, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
    const { status, stdout, stderr } = spawnSync(process.execPath, [biome, 'lint', '.'], {
      cwd: projet,
      encoding: 'utf8'
    })
    return status === 0 ? '' : stdout + stderr
  }
})

describe('les tables et leurs propriétaires', () => {
  const tables = {
    chemin: 'src/features/charte/store/tables.ts',
    texte: 'export interface TablesCharte { adhesion: { id: number } }'
  }
  const migration = {
    chemin: 'migrations/20260101T0000_charte_creation.ts',
    texte: 'sql`create table adhesion (id int)`'
  }
  const fautes = (chemin: string, texte: string) => verifierTables([tables, migration, { chemin, texte }]).fautes

  it.each([
    ['par Kysely', "db.insertInto('adhesion').values(x)"],
    ['par un texte', 'sql`update adhesion set id = ${id}`'],
    ['par un effacement', "trx.deleteFrom('adhesion as a')"],
    ['par une fusion', 'sql<Ligne>`merge into adhesion a using x on true when matched then do nothing`'],
    ['par une vidange', "client.query('truncate table adhesion')"]
  ])('voit une écriture chez la voisine, %s', (_, texte) => {
    expect(fautes('src/features/agenda/store/agenda.store.ts', texte)).toEqual([
      'src/features/agenda/store/agenda.store.ts:1 écrit dans « adhesion », la table de features/charte.'
    ])
    expect(fautes('src/features/charte/store/adhesion.store.ts', texte)).toEqual([])
    expect(fautes('src/features/charte/actions/signer.ts', texte)).toHaveLength(1)
  })

  it('ne prend pas pour des écritures un verrou, un conflit, ni une table temporaire', () => {
    const texte = `
      sql\`select id from adhesion for update\`
      sql\`insert into adhesion (id) values (1) on conflict (id) do update set id = 2\`
      sql\`create temporary table arrivee (id int) on commit drop\`
      sql\`insert into arrivee select 1\`
      db.selectFrom('adhesion')`
    expect(fautes('src/features/charte/store/adhesion.store.ts', texte)).toEqual([])
  })

  it('refuse une table sans propriétaire, un nom calculé, une migration d’une autre', () => {
    const chemin = 'src/features/charte/store/adhesion.store.ts'
    expect(fautes(chemin, "db.insertInto('inconnue')")[0]).toContain('que personne ne déclare')
    expect(fautes(chemin, 'db.insertInto(table)')[0]).toContain('nom est calculé')
    expect(fautes(chemin, 'sql`delete from ${sql.table(nom)}`')[0]).toContain('nom est calculé')
    expect(
      verifierTables([tables, { ...migration, chemin: 'migrations/20260101T0000_agenda_creation.ts' }]).fautes[0]
    ).toContain('s’annonce de « agenda »')
    expect(verifierTables([tables]).fautes[0]).toContain('aucune migration ne crée')
  })

  it('chaque table de la base migrée est déclarée, et chaque table déclarée y est', async () => {
    const { db } = await creerBaseDeTest()
    const { rows } = await sql<{ table_name: string }>`
      select table_name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'kysely_%'`.execute(db)
    expect(rows.map((r) => r.table_name).sort()).toEqual([...verifierTables(lireFichiers()).tables.keys()].sort())
  })
})

it('docs/reglages.md est imprimé depuis la table des réglages', () => {
  expect(readFileSync(join(RACINE, 'docs', 'reglages.md'), 'utf8')).toBe(ecrireReglages())
})
