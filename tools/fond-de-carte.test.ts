import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { CADRES } from '../src/features/territoires/domain/cadres.ts'
import { type FondDeCarte, lireTrace } from '../src/features/territoires/domain/fond-de-carte.ts'
import { RACINE } from '../src/racine.ts'
import { construireFondDeCarte } from './fond-de-carte.mjs'

const GEOGRAPHIE = join(RACINE, 'dist', 'geographie')

function dossier(): string {
  const d = mkdtempSync(join(tmpdir(), 'maillage-fond-'))
  onTestFinished(() => rmSync(d, { recursive: true, force: true }))
  return d
}

describe('le fond de carte intégré', () => {
  it('a un fichier par territoire, et tient dans son poids', async () => {
    const sortie = dossier()
    const { refait, resume } = await construireFondDeCarte(sortie, GEOGRAPHIE)
    expect(refait).toBe(true)
    expect(Object.keys(resume).sort()).toEqual(CADRES.map(({ cle }) => cle).sort())
    expect(resume.metropole).toBeLessThan(30_000)
    for (const [cle, octets] of Object.entries(resume)) expect(octets, cle).toBeLessThan(30_000)

    const metropole = JSON.parse(readFileSync(join(sortie, 'metropole.json'), 'utf8')) as FondDeCarte
    const noms = metropole.villes.map(([nom]) => nom)
    for (const nom of ['Paris', 'Marseille', 'Limoges', 'Ajaccio', 'Brest']) expect(noms).toContain(nom)
    // Between the Haute-Vienne and the Creuse, somewhere on the road from Limoges to Guéret.
    const points = metropole.departements.flatMap((trace) => lireTrace(metropole, trace))
    expect(points.some(([lon, lat]) => Math.hypot(lon - 1.6, lat - 46) < 0.25)).toBe(true)
    // No limit runs out at sea.
    expect(points.every(([lon, lat]) => lon > -5.2 && lon < 9.8 && lat > 41.2 && lat < 51.3)).toBe(true)
    for (const { cle } of CADRES) {
      const fond = JSON.parse(readFileSync(join(sortie, `${cle}.json`), 'utf8')) as FondDeCarte
      expect(fond.france.length, cle).toBeGreaterThan(0)
      expect(fond.villes.length, cle).toBeGreaterThan(0)
    }
  })

  it('donne toujours les mêmes octets, et ne se refait pas pour rien', async () => {
    const [une, autre] = [dossier(), dossier()]
    await construireFondDeCarte(une, GEOGRAPHIE)
    await construireFondDeCarte(autre, GEOGRAPHIE)
    for (const nom of readdirSync(une))
      expect(readFileSync(join(une, nom)), nom).toEqual(readFileSync(join(autre, nom)))
    expect((await construireFondDeCarte(une, GEOGRAPHIE)).refait).toBe(false)
  })
})
