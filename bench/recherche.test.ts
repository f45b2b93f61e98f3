import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { genererLots, lireCommunes } from './recherche-generes.ts'
import { construire, DEMANDES, mesurer } from './recherche-mesures.ts'

const presentes = existsSync(join(import.meta.dirname, '..', 'dist', 'geographie', 'communes.tsv'))

describe.skipIf(!presentes)('la mesure de la recherche', () => {
  const communes = presentes ? lireCommunes() : []

  it('invente toujours les mêmes lieux', () => {
    expect([...genererLots(200, communes)]).toEqual([...genererLots(200, communes)])
  })

  it('mesure des demandes qui trouvent des lieux', () => {
    const { collection } = construire(6_000, communes)
    expect(collection.taille).toBe(6_000)
    const mesures = mesurer(collection, communes, 40)
    expect(mesures.map(({ nom }) => nom)).toEqual(DEMANDES.map(({ nom }) => nom))
    for (const { resultats, distinctes } of mesures) {
      expect(distinctes).toBe(40)
      expect(resultats).toBeGreaterThan(1)
    }
  })
})
