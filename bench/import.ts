/**
 * From files to fiches, PostgreSQL included: the six real sources where they are, then generated rows.
 *   npm run bench:import                     the six sources, and growth from 12,500 to 50,000 generated rows
 *   npm run bench:import -- --generes 200000 that many generated rows instead
 *   npm run bench:import -- --tout           the 25 real files of the 21 sources, older deliveries first
 * The database is a fresh one, with its ordinary safety (fsync on). Memory is this process's, PostgreSQL aside.
 */
import { createWriteStream, existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import type { Declaration } from '../src/features/annuaire/domain/declaration.ts'
import { declarer } from '../src/features/annuaire/domain/declaration.ts'
import { importer } from '../src/features/annuaire/index.ts'
import { SOURCES_LIVREES } from '../src/features/annuaire/sources/index.ts'
import type { GeographieFrance } from '../src/features/territoires/index.ts'
import { SYSTEME } from '../src/kernel/acteur.ts'
import type { Db } from '../src/platform/db/index.ts'
import { RACINE } from '../src/racine.ts'
import { withBase } from './base.ts'
import { genererLignes } from './lignes-generees.ts'

const { values } = parseArgs({
  options: { generes: { type: 'string' }, dossier: { type: 'string' }, tout: { type: 'boolean' } }
})
const RAW = values.dossier ?? join(RACINE, '..', 'shared', 'data', 'raw')

const SIX: readonly (readonly [string, string, string])[] = [
  ['conseillers-numeriques', 'cnfs_2022-12-02.json', '2022-12-02'],
  ['hinaura', 'hinaura_2023-01-10.json', '2023-01-10'],
  ['paca', 'paca_11145c9.json', '2023-02-01'],
  ['data-inclusion', 'data-inclusion_5c7c8a2.json', '2023-02-28'],
  ['gironde', 'gironde_2024-03-11.json', '2024-03-11'],
  ['france-services', 'france-services_2024-08-01.csv', '2024-08-01']
]

/** The day is the file's; where its name says none, one that keeps deliveries of one source in order. */
const TOUT: readonly (readonly [string, string, string])[] = [
  ['france-services', 'france-services_2022-12-01.csv', '2022-12-01'],
  ...SIX,
  ['gironde', 'gironde_2023-05-04.json', '2023-05-04'],
  ['aidants-connect', 'aidants-connect_d01eaeb.json', '2023-03-01'],
  ['numi', 'numi_77e451b.json', '2023-03-15'],
  ['haute-vienne', 'haute-vienne_2023-04-24.json', '2023-04-24'],
  ['mednum-hub-antilles', 'mednum-hub-antilles_2023-04-25.json', '2023-04-25'],
  ['mednum-hub-antilles', 'mednum-hub-antilles_2023-05-18.json', '2023-05-18'],
  ['etapes-numerique', 'etapes-numerique_2023-05-09.json', '2023-05-09'],
  ['etapes-numerique', 'etapes-numerique_2024-05-30.json', '2024-05-30'],
  ['nouvelle-caledonie', 'nouvelle-caledonie_2024-09-12.json', '2024-09-12'],
  ['la-creuse', 'la-creuse_2023-04-06.json', '2023-04-06'],
  ['le-havre', 'le-havre_2024-07-18.json', '2024-07-18'],
  ['angers', 'angers_2023-01-25.json', '2023-01-25'],
  ['conumm', 'conumm_2023-06-05.json', '2023-06-05'],
  ['fibre-64', 'fibre-64_2023-04-24.json', '2023-04-24'],
  ['mulhouse', 'mulhouse_4441583.json', '2023-06-01'],
  ['epernay', 'epernay_2023-08-28.json', '2023-08-28'],
  ['aix-en-provence', 'aix-en-provence_2024-02-01.json', '2024-02-01'],
  ['bus-france-services-charente', 'bus-france-services-charente_2023-09-21.json', '2023-09-21']
].toSorted((a, b) => ((a[2] ?? '') < (b[2] ?? '') ? -1 : 1)) as unknown as readonly (readonly [
  string,
  string,
  string
])[]

const fr = (n: number) => n.toLocaleString('fr-FR')
const s = (ms: number) => `${(ms / 1000).toFixed(2).replace('.', ',')} s`
const memoire = () => `${fr(Math.round(process.resourceUsage().maxRSS / 1024))} Mo`

async function importFile(db: Db, geo: GeographieFrance, declaration: Declaration, chemin: string, dateeDu: string) {
  const etapes = new Map<string, number>()
  let etape = 'ouverture'
  let debutEtape = performance.now()
  const debut = debutEtape
  const mark = (suivante: string) => {
    const maintenant = performance.now()
    etapes.set(etape, (etapes.get(etape) ?? 0) + maintenant - debutEtape)
    etape = suivante
    debutEtape = maintenant
  }
  const fin = await importer(
    db,
    // A newer file of a source may replace most rows: a person would confirm it.
    { declaration, chemin, origine: 'bench', dateeDu, acteur: SYSTEME, confirmer: true },
    {
      now: () => new Date(),
      geo,
      tailleMax: 400_000_000,
      courrielAdministration: 'bench@localhost',
      urlPublique: 'http://localhost',
      onAvancement: (nom) => {
        if (nom !== etape) mark(nom)
      }
    }
  )
  mark('fin')
  if (fin.etat !== 'appliquee') throw new Error(`${declaration.id} : ${fin.message}`)
  return { fin, ms: performance.now() - debut, etapes }
}

async function sourcesReelles(titre: string, fichiers: readonly (readonly [string, string, string])[]): Promise<void> {
  if (!existsSync(RAW)) {
    console.log(`Les fichiers réels ne sont pas dans ${RAW} : cette partie est passée.`)
    return
  }
  await withBase(async (db, geo) => {
    console.log(`${titre}, du fichier aux fiches, sur une base neuve`)
    console.log(
      'source                              lues  gardées  refusées  cellules = gardées + corrigées + listées      temps'
    )
    let total = 0
    let lignes = 0
    for (const [id, fichier, dateeDu] of fichiers) {
      const declaration = SOURCES_LIVREES.find((d) => d.id === id)
      if (!declaration) throw new Error(`source ${id} absente`)
      const { fin, ms, etapes } = await importFile(db, geo, declaration, join(RAW, fichier), dateeDu)
      total += ms
      lignes += fin.lues ?? 0
      const c = fin.cellules
      console.log(
        `${id.padEnd(30)} ${fr(fin.lues ?? 0).padStart(6)} ${fr(fin.gardees ?? 0).padStart(8)} ${fr(fin.refusees ?? 0).padStart(9)}  ` +
          `${fr(c?.total ?? 0).padStart(8)} = ${fr(c?.gardees ?? 0)} + ${fr(c?.corrigees ?? 0)} + ${fr(c?.listees ?? 0)} (perdues : ${c?.perdues})  ${s(ms).padStart(8)}`
      )
      if (process.env.DETAIL) console.log([...etapes].map(([nom, t]) => `    ${nom} ${s(t)}`).join('\n'))
    }
    const { rows } = await sql<{
      fiches: number
    }>`select count(*)::int as fiches from lieu where retire_le is null`.execute(db)
    console.log(
      `Total : ${fr(lignes)} lignes, ${fr(rows[0]?.fiches ?? 0)} fiches, en ${s(total)} ; mémoire au plus ${memoire()}\n`
    )
  })
}

const GENEREE = declarer({
  id: 'generee',
  nom: 'Lignes générées',
  producteur: 'bench',
  licence: 'sans objet',
  lien: 'https://exemple.example',
  origine: { type: 'fichier' },
  forme: { format: 'csv' },
  cle: { colonnes: ['id'] },
  schema: 'v1'
})

async function generees(combien: number): Promise<number> {
  let parLigne = 0
  await withBase(async (db, geo) => {
    const dossier = await mkdtemp(join(tmpdir(), 'maillage-bench-'))
    const chemin = join(dossier, 'lignes.csv')
    await pipeline(Readable.from(genererLignes(combien, geo)), createWriteStream(chemin))
    const { fin, ms, etapes } = await importFile(db, geo, GENEREE, chemin, '2026-01-01')
    parLigne = (ms * 1000) / combien
    console.log(
      `${fr(combien).padStart(9)} lignes générées : ${s(ms)} (${fr(Math.round(parLigne))} µs par ligne), ${fr(fin.gardees ?? 0)} gardées ; mémoire au plus ${memoire()}`
    )
    if (process.env.DETAIL) console.log([...etapes].map(([nom, t]) => `    ${nom} ${s(t)}`).join('\n'))
    await rm(dossier, { recursive: true, force: true })
  })
  return parLigne
}

if (values.generes) await generees(Number(values.generes))
else if (values.tout) await sourcesReelles('Les vingt-cinq fichiers réels', TOUT)
else {
  await sourcesReelles('Six sources réelles', SIX)
  console.log('Croissance')
  for (const combien of [12_500, 25_000, 50_000]) await generees(combien)
}
