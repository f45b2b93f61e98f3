import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { construireGeographie } from '../../../../tools/geographie.mjs'
import { lireFichiersGeographie, type NomFichierGeographie } from '../../territoires/domain/fichiers-geographie.ts'
import { creerGeographie, type GeographieFrance } from '../../territoires/index.ts'
import { comptabiliser } from '../domain/comptabilite.ts'
import type { LigneBrute } from '../domain/enregistrement.ts'
import { preparerTransformation } from '../domain/transformation.ts'
import { SOURCES_LIVREES } from './index.ts'

// Public files that never enter the project: they stand beside it, on the machines that have them.
const DOSSIER = resolve(import.meta.dirname, '../../../../../shared/data/raw')

const FICHIERS = [
  ['france-services', 'france-services_2024-08-01.csv'],
  ['france-services', 'france-services_2022-12-01.csv'],
  ['conseillers-numeriques', 'cnfs_2022-12-02.json'],
  ['data-inclusion', 'data-inclusion_5c7c8a2.json'],
  ['hinaura', 'hinaura_2023-01-10.json'],
  ['paca', 'paca_11145c9.json'],
  ['gironde', 'gironde_2024-03-11.json'],
  ['gironde', 'gironde_2023-05-04.json']
] as const

function lire(fichier: string): LigneBrute[] {
  const texte = readFileSync(join(DOSSIER, fichier), 'utf8')
  if (fichier.endsWith('.csv')) return parse(texte, { columns: true, bom: true }) as LigneBrute[]
  return (JSON.parse(texte) as Record<string, unknown>[]).map((ligne) =>
    Object.fromEntries(
      Object.entries(ligne).map(([colonne, valeur]) => [
        colonne,
        valeur === null ? '' : typeof valeur === 'object' ? JSON.stringify(valeur) : String(valeur)
      ])
    )
  )
}

describe.skipIf(!existsSync(DOSSIER))('Les vrais fichiers, quand ils sont à côté du projet', () => {
  const dossierGeo = mkdtempSync(join(tmpdir(), 'maillage-geo-'))
  let geo: GeographieFrance

  beforeAll(() => {
    construireGeographie(dossierGeo)
    const fichier = (nom: NomFichierGeographie) => readFileSync(join(dossierGeo, `${nom}.tsv`), 'utf8')
    geo = creerGeographie(
      lireFichiersGeographie({
        communes: fichier('communes'),
        communes_anciennes: fichier('communes_anciennes'),
        epci: fichier('epci'),
        departements: fichier('departements'),
        regions: fichier('regions')
      })
    )
  })
  afterAll(() => rmSync(dossierGeo, { recursive: true, force: true }))

  it.each(FICHIERS)('%s (%s) : chaque ligne et chaque case est gardée, corrigée ou listée', (id, fichier) => {
    const declaration = SOURCES_LIVREES.find((source) => source.id === id)
    if (!declaration) throw new Error(`${id} n’est pas déclarée`)
    const lignes = lire(fichier)

    const debut = performance.now()
    const transformation = preparerTransformation(declaration, geo, '2026-01-01')
    for (const [i, ligne] of lignes.entries()) transformation.ajouter(ligne, i + 1)
    const { enregistrements, refus } = transformation.finir()
    const duree = performance.now() - debut

    const gardees = enregistrements.reduce((somme, un) => somme + un.lignes.length, 0)
    const comptes = comptabiliser(declaration, enregistrements, refus)
    console.info(
      `${fichier} : ${lignes.length} lignes lues, ${gardees} gardées, ${refus.length} refusées ; ${comptes.lues} cases, ` +
        `${comptes.gardees} gardées, ${comptes.corrigees} corrigées, ${comptes.listees} listées ; ` +
        `${Math.round((duree * 1000) / lignes.length)} µs par ligne`
    )
    expect(comptes.perdues.slice(0, 5)).toEqual([])
    expect(gardees + refus.length).toBe(lignes.length)
    expect(new Set(enregistrements.map(({ cle }) => cle)).size).toBe(enregistrements.length)
    expect(comptes.gardees + comptes.corrigees + comptes.listees).toBe(comptes.lues)
  })
})
