import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lireFichier } from './lire-fichier.ts'
import { lireBien, refusDe, tout } from './livraison.fixture.ts'

const csv = { format: 'csv' } as const

describe('un fichier CSV', () => {
  it.each([',', ';', '\t', '|'])('se lit avec le délimiteur %j sans qu’on le déclare', async (d) => {
    const lecture = await lireBien(`nom${d}ville\n"Le ${d} phare"${d}Brest\nLa Ruche${d}Albi\n`, csv)
    expect(lecture.delimiteur).toBe(d)
    expect(lecture.lignes).toEqual([
      { nom: `Le ${d} phare`, ville: 'Brest' },
      { nom: 'La Ruche', ville: 'Albi' }
    ])
  })

  it('garde les espaces, les retours à la ligne entre guillemets et les guillemets doublés', async () => {
    const { lignes } = await lireBien('nom,note\r\n" Le ""Phare"" ","lundi\r\nmardi"\r\n', csv)
    expect(lignes).toEqual([{ nom: ' Le "Phare" ', note: 'lundi\r\nmardi' }])
  })

  it('accepte un guillemet au milieu d’un texte', async () => {
    const { lignes } = await lireBien('nom,ville\nLe "Phare" bleu,Brest\n', csv)
    expect(lignes).toEqual([{ nom: 'Le "Phare" bleu', ville: 'Brest' }])
  })

  it('n’est pas trompé par des virgules dans les textes d’un fichier à points-virgules', async () => {
    const { delimiteur, lignes } = await lireBien('nom;horaires\nA;lundi, mardi, jeudi\nB;lundi, mardi\n', csv)
    expect(delimiteur).toBe(';')
    expect(lignes[1]).toEqual({ nom: 'B', horaires: 'lundi, mardi' })
  })

  it('suit la ligne « sep= » qu’Excel ajoute', async () => {
    const { lignes } = await lireBien('sep=;\r\nnom;ville\r\nA;B\r\n', csv)
    expect(lignes).toEqual([{ nom: 'A', ville: 'B' }])
  })

  it('lit un fichier d’une seule colonne', async () => {
    const { lignes } = await lireBien('nom\nA, le premier\n', csv)
    expect(lignes).toEqual([{ nom: 'A, le premier' }])
  })

  it('se lit autant de fois qu’on veut et peut être quitté en route', async () => {
    const dossier = await mkdtemp(join(tmpdir(), 'lecture-'))
    try {
      const chemin = join(dossier, 'lieux.csv')
      await writeFile(chemin, `n\n${'1\n'.repeat(50_000)}`)
      const lecture = await lireFichier(chemin, csv)
      if (!lecture.ok) throw new Error(lecture.error.message)
      for await (const ligne of lecture.value.lignes()) {
        expect({ ...ligne }).toEqual({ n: '1' })
        break
      }
      expect(await tout(lecture.value.lignes())).toHaveLength(50_000)
    } finally {
      await rm(dossier, { recursive: true })
    }
  })

  it('renomme les titres en double ou vides et le signale', async () => {
    const lecture = await lireBien('nom,nom,,nom (2)\n1,2,3,4\n', csv)
    expect(lecture.colonnes).toEqual(['nom', 'nom (3)', 'colonne 3', 'nom (2)'])
    expect(lecture.avis.map(({ code }) => code)).toEqual(['titre-en-double', 'titre-vide'])
  })

  it('garde une ligne trop longue ou trop courte et dit laquelle', async () => {
    const lecture = await lireBien('a,b\n1,2\n3,4,5\n6\n7,8,,\n', csv)
    expect(lecture.lignes).toEqual([
      { a: '1', b: '2' },
      { a: '3', b: '4', 'colonne 3': '5' },
      { a: '6', b: '' },
      { a: '7', b: '8' }
    ])
    expect(lecture.colonnes).toEqual(['a', 'b', 'colonne 3'])
    expect(lecture.avis).toMatchObject([
      { code: 'cellules-en-trop', nombre: 1, lignes: [2] },
      { code: 'cellules-manquantes', nombre: 1, lignes: [3] }
    ])
  })

  it('ignore les lignes vides d’un tableur et les compte', async () => {
    const lecture = await lireBien('a;b\n1;2\n;\n\n;\n', csv)
    expect(lecture.total).toBe(1)
    expect(lecture.avis).toMatchObject([{ code: 'lignes-vides', nombre: 2 }])
  })

  it('traite « __proto__ » et « constructor » comme des colonnes ordinaires', async () => {
    const { lignes } = await lireBien('__proto__,constructor\nx,y\n', csv)
    expect(Object.entries(lignes[0] ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y']
    ])
  })

  it('refuse un guillemet jamais refermé et dit où il s’ouvre', async () => {
    const refus = await refusDe('nom,ville\nA,B\n"C,D\nE,F\n', csv)
    expect(refus).toMatchObject({ raison: 'guillemets', ligne: 3 })
    expect(refus.message).toContain('ligne 3')
  })

  it('refuse une ligne de 10 Mo sans attendre d’en lire la fin', async () => {
    const refus = await refusDe(`nom,note\nA,${'x'.repeat(10_000_000)}\n`, csv)
    expect(refus).toMatchObject({ raison: 'ligne-trop-longue', ligne: 2 })
  })

  it('refuse trop de colonnes et trop de lignes', async () => {
    expect(await refusDe(`${'a,'.repeat(600)}b\n1\n`, csv)).toMatchObject({ raison: 'trop-de-colonnes' })
    expect(await refusDe('a\n1\n2\n3\n', csv, { lignes: 2 })).toMatchObject({ raison: 'trop-de-lignes' })
  })

  it('refuse une livraison sans ligne de données', async () => {
    expect(await refusDe('', csv)).toMatchObject({ raison: 'vide' })
    expect(await refusDe('\n\n', csv)).toMatchObject({ raison: 'vide' })
    expect(await refusDe('nom,ville\n', csv)).toMatchObject({ raison: 'vide' })
  })

  it('refuse un délimiteur déclaré de plusieurs caractères', async () => {
    expect(await refusDe('a,b\n1,2\n', { format: 'csv', delimiteur: '::' })).toMatchObject({ raison: 'delimiteur' })
  })
})
