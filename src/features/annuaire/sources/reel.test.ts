import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { construireGeographie } from '../../../../tools/geographie.mjs'
import { lireFichier } from '../../../platform/lecture/index.ts'
import { lireFichiersGeographie, type NomFichierGeographie } from '../../territoires/domain/fichiers-geographie.ts'
import { creerGeographie, type GeographieFrance } from '../../territoires/index.ts'
import { comptabiliser } from '../domain/comptabilite.ts'
import { preparerTransformation } from '../domain/transformation.ts'
import { SOURCES_LIVREES } from './index.ts'

// Public files that never enter the project: they stand beside it, on the machines that have them.
const DOSSIER = resolve(import.meta.dirname, '../../../../../shared/data/raw')

const FICHIERS = [
  ['france-services', 'france-services_2024-08-01.csv'],
  ['france-services', 'france-services_2022-12-01.csv'],
  ['conseillers-numeriques', 'cnfs_2022-12-02.json'],
  ['data-inclusion', 'data-inclusion_5c7c8a2.json'],
  ['aidants-connect', 'aidants-connect_d01eaeb.json'],
  ['hinaura', 'hinaura_2023-01-10.json'],
  ['paca', 'paca_11145c9.json'],
  ['numi', 'numi_77e451b.json'],
  ['haute-vienne', 'haute-vienne_2023-04-24.json'],
  ['gironde', 'gironde_2024-03-11.json'],
  ['gironde', 'gironde_2023-05-04.json'],
  ['mednum-hub-antilles', 'mednum-hub-antilles_2023-05-18.json'],
  ['mednum-hub-antilles', 'mednum-hub-antilles_2023-04-25.json'],
  ['etapes-numerique', 'etapes-numerique_2024-05-30.json'],
  ['etapes-numerique', 'etapes-numerique_2023-05-09.json'],
  ['nouvelle-caledonie', 'nouvelle-caledonie_2024-09-12.json'],
  ['la-creuse', 'la-creuse_2023-04-06.json'],
  ['le-havre', 'le-havre_2024-07-18.json'],
  ['angers', 'angers_2023-01-25.json'],
  ['conumm', 'conumm_2023-06-05.json'],
  ['fibre-64', 'fibre-64_2023-04-24.json'],
  ['mulhouse', 'mulhouse_4441583.json'],
  ['epernay', 'epernay_2023-08-28.json'],
  ['aix-en-provence', 'aix-en-provence_2024-02-01.json'],
  ['bus-france-services-charente', 'bus-france-services-charente_2023-09-21.json']
] as const

const ici = existsSync(DOSSIER)
const fr = (nombre: number) => nombre.toLocaleString('fr-FR')

describe.skipIf(!ici)('Les vrais fichiers, quand ils sont à côté du projet', () => {
  const dossierGeo = mkdtempSync(join(tmpdir(), 'maillage-geo-'))
  const tableau: string[] = []
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
  afterAll(() => {
    rmSync(dossierGeo, { recursive: true, force: true })
    console.info(
      [
        'fichier                                      lignes gardées refus fiches |  cases   gardées corrigées listées | situées  types  aides | µs/ligne',
        ...tableau
      ].join('\n')
    )
  })

  it.each(FICHIERS)('%s (%s) : chaque ligne et chaque case est gardée, corrigée ou listée', async (id, fichier) => {
    const declaration = SOURCES_LIVREES.find((source) => source.id === id)
    if (!declaration) throw new Error(`${id} n’est pas déclarée`)
    const lecture = await lireFichier(join(DOSSIER, fichier), declaration.forme)
    if (!lecture.ok) throw new Error(lecture.error.message)
    const lignes = await Array.fromAsync(lecture.value.lignes())

    const debut = performance.now()
    const transformation = preparerTransformation(declaration, geo, '2026-01-01')
    for (const [i, ligne] of lignes.entries()) transformation.ajouter(ligne, i + 1)
    const { enregistrements, refus } = transformation.finir()
    const duree = performance.now() - debut

    const gardees = enregistrements.reduce((somme, un) => somme + un.lignes.length, 0)
    const comptes = comptabiliser(declaration, enregistrements, refus)
    const part = (quoi: 'code_insee' | 'typologie' | 'services') =>
      `${Math.round((100 * enregistrements.filter(({ valeurs }) => valeurs[quoi]).length) / enregistrements.length)} %`
    tableau.push(
      `${fichier.padEnd(44)} ${fr(lignes.length).padStart(6)} ${fr(gardees).padStart(7)} ${fr(refus.length).padStart(5)} ${fr(enregistrements.length).padStart(6)} | ` +
        `${fr(comptes.lues).padStart(7)} ${fr(comptes.gardees).padStart(8)} ${fr(comptes.corrigees).padStart(9)} ${fr(comptes.listees).padStart(7)} | ` +
        `${part('code_insee').padStart(7)} ${part('typologie').padStart(6)} ${part('services').padStart(6)} | ${Math.round((duree * 1000) / lignes.length)}`
    )
    expect(comptes.perdues.slice(0, 5)).toEqual([])
    expect(gardees + refus.length).toBe(lignes.length)
    expect(new Set(enregistrements.map(({ cle }) => cle)).size).toBe(enregistrements.length)
    expect(comptes.gardees + comptes.corrigees + comptes.listees).toBe(comptes.lues)
  })

  it('chaque source livrée est éprouvée sur un vrai fichier', () => {
    const eprouvees = new Set<string>(FICHIERS.map(([id]) => id))
    expect(SOURCES_LIVREES.map(({ id }) => id).filter((id) => !eprouvees.has(id))).toEqual([])
  })
})

it.runIf(!ici)('Les vrais fichiers ne sont pas à côté du projet : leurs comptes ne sont pas vérifiés ici', () => {
  console.info(`Dossier attendu : ${DOSSIER}`)
})
