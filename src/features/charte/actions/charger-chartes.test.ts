import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { HEURE_DE_TEST } from '../../../platform/testing/application.ts'
import { type BaseDeTest, creerBaseDuTest } from '../../../platform/testing/base.ts'
import { RACINE } from '../../../racine.ts'
import { findContenu } from '../store/charte.store.ts'
import { chargerChartesLivrees } from './charger-chartes.ts'
import { preparerVersion } from './editer.ts'

const LIVREE = readFileSync(join(RACINE, 'content', 'chartes', 'sicoval.yaml'), 'utf8')
const plusTard = new Date(HEURE_DE_TEST.getTime() + 86_400_000)

function dossier(texte: string): string {
  const chemin = mkdtempSync(join(tmpdir(), 'chartes-'))
  onTestFinished(() => rmSync(chemin, { recursive: true }))
  writeFileSync(join(chemin, 'sicoval.yaml'), texte)
  writeFileSync(join(chemin, 'LISEZMOI.md'), 'Ceci n’est pas une charte.')
  return chemin
}

const versions = async ({ db }: BaseDeTest) =>
  (
    await sql<{ id: number; numero: number; publiee_le: Date | null; origine: string }>`
      select id, numero, publiee_le, origine from charte_version order by numero`.execute(db)
  ).rows

describe('une charte livrée', () => {
  it('est en vigueur dès le premier démarrage, une seule fois même si deux démarrent ensemble', async () => {
    const base = await creerBaseDuTest()
    const chartes = dossier(LIVREE)
    await Promise.all([1, 2, 3].map(() => chargerChartesLivrees(base.db, chartes, HEURE_DE_TEST)))
    expect(await versions(base)).toMatchObject([{ numero: 1, publiee_le: HEURE_DE_TEST, origine: 'livree' }])
  })

  it('dont le fichier a changé devient un brouillon, que l’on publiera quand on voudra', async () => {
    const base = await creerBaseDuTest()
    await chargerChartesLivrees(base.db, dossier(LIVREE), HEURE_DE_TEST)
    const changee = dossier(LIVREE.replace('titre: Ne pas prendre parti', 'titre: Rester neutre'))
    await chargerChartesLivrees(base.db, changee, plusTard)
    await chargerChartesLivrees(base.db, changee, plusTard)
    const toutes = await versions(base)
    expect(toutes).toMatchObject([
      { numero: 1, publiee_le: HEURE_DE_TEST },
      { numero: 2, publiee_le: null }
    ])
    const { rubriques } = await findContenu(base.db, toutes[1]?.id ?? 0)
    expect(rubriques.some(({ titre }) => titre === 'Rester neutre')).toBe(true)
    // Another change before anyone looked: the draft nobody touched gives way.
    await chargerChartesLivrees(base.db, dossier(LIVREE.replace('titre: La tolérance', 'titre: Tolérer')), plusTard)
    expect(await versions(base)).toMatchObject([{ numero: 1 }, { numero: 2, publiee_le: null }])
  })

  it('n’écrase jamais ce que des personnes ont écrit', async () => {
    const base = await creerBaseDuTest()
    await chargerChartesLivrees(base.db, dossier(LIVREE), HEURE_DE_TEST)
    await preparerVersion(base.db, 'sicoval', { now: plusTard })
    const avant = await versions(base)
    await chargerChartesLivrees(base.db, dossier(LIVREE.replace('La tolérance', 'Tolérer')), plusTard)
    expect(await versions(base)).toEqual(avant)
  })

  it('d’un réseau qui n’existe pas ici est laissée de côté', async () => {
    const base = await creerBaseDuTest()
    await chargerChartesLivrees(base.db, dossier(LIVREE.replace('reseau: sicoval', 'reseau: ailleurs')), HEURE_DE_TEST)
    expect(await versions(base)).toEqual([])
  })

  it('mal écrite arrête le démarrage, en disant où', async () => {
    const base = await creerBaseDuTest()
    const charger = (texte: string) => chargerChartesLivrees(base.db, dossier(texte), HEURE_DE_TEST)
    await expect(charger('id: [')).rejects.toThrow('content/chartes/sicoval.yaml : ce fichier n’est pas du YAML')
    await expect(charger(LIVREE.replace('genre: engagement', 'genre: promesse'))).rejects.toThrow(
      'criteres.0.genre : « condition », « critere » ou « engagement » est attendu'
    )
    expect(await versions(base)).toEqual([])
  })
})
