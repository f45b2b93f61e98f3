import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { distanceEnMetres } from './distance.ts'
import { FICHIERS_GEOGRAPHIE, lireFichiersGeographie, type NomFichierGeographie } from './fichiers-geographie.ts'
import { creerGeographie, type GeographieFrance } from './geographie.ts'

const racine = join(import.meta.dirname, '../../../..')
const dossier = mkdtempSync(join(tmpdir(), 'maillage-geographie-'))
afterAll(() => rmSync(dossier, { recursive: true }))

type Outil = { construireGeographie(dossier: string): { refait: boolean; version: string } }
const outil = async () => (await import(join(racine, 'tools/geographie.mjs'))) as Outil
const textes = () =>
  Object.fromEntries(
    Object.keys(FICHIERS_GEOGRAPHIE).map((nom) => [nom, readFileSync(join(dossier, `${nom}.tsv`), 'utf8')])
  ) as Record<NomFichierGeographie, string>

let france: GeographieFrance
beforeAll(async () => {
  const { construireGeographie } = await outil()
  construireGeographie(dossier)
  france = creerGeographie(lireFichiersGeographie(textes()))
})

describe('les fichiers des communes', () => {
  it('ne sont pas refaits pour les mêmes paquets', async () => {
    const { construireGeographie } = await outil()
    expect(construireGeographie(dossier)).toMatchObject({ refait: false })
  })

  it('contiennent toute la France, outre-mer compris', () => {
    expect(france.communes.length).toBeGreaterThan(34_900)
    for (const [code, nom] of [
      ['97502', 'Saint-Pierre'],
      ['97801', 'Saint-Martin'],
      ['97701', 'Saint-Barthélemy'],
      ['98613', 'Uvea'],
      ['98735', 'Papeete'],
      ['98818', 'Nouméa'],
      ['97611', 'Mamoudzou'],
      ['2A004', 'Ajaccio']
    ]) {
      expect(france.commune(code as string)?.nom).toBe(nom)
    }
    expect(france.departement('988')?.nom).toBe('Nouvelle-Calédonie')
  })

  it('rattachent chaque ancienne commune et chaque arrondissement à une commune d’aujourd’hui', () => {
    expect(france.anciennes.filter(({ commune }) => !france.estActuelle(commune))).toEqual([])
    expect(france.commune('75112')?.code).toBe('75056')
    expect(france.parNom('Marseille 16ème').map(({ code }) => code)).toEqual(['13055'])
  })

  it('ne mettent chaque commune que dans un département, une région et une intercommunalité connus', () => {
    const orphelines = france.communes.filter(
      (c) => !france.departement(c.departement) || !france.region(c.region) || (c.epci && !france.epci(c.epci))
    )
    expect(orphelines).toEqual([])
  })

  it('placent les communes, et disent lesquelles sont placées d’après leurs voisines', () => {
    const lyon = france.commune('69123')?.centre
    expect(lyon?.origine).toBe('ville')
    expect(lyon && distanceEnMetres(lyon, { latitude: 45.76, longitude: 4.84 })).toBeLessThan(3_000)
    expect(france.commune('01001')?.centre?.origine).toBe('voisines')
    // 80 km off in GeoNames: its neighbours know better.
    const gosse = france.commune('40271')?.centre
    expect(gosse && distanceEnMetres(gosse, { latitude: 43.552, longitude: -1.232 })).toBeLessThan(15_000)
    // No neighbour across the ocean.
    expect(france.commune('98711')?.centre).toBeUndefined()
    expect(france.communes.filter(({ centre }) => !centre).length).toBeLessThan(60)
  })

  it('sont refusés quand leurs colonnes ne sont pas les leurs', () => {
    expect(() => lireFichiersGeographie({ ...textes(), epci: 'code;nom\n' })).toThrow('epci.tsv')
    expect(() =>
      lireFichiersGeographie({ ...textes(), communes_anciennes: 'code\tnom\tcommune\ttype\n01001\tA\t01002\tx\n' })
    ).toThrow('type inconnu « x »')
  })
})
