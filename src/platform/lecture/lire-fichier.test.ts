import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DELIMITEURS } from './delimiteur.ts'
import { ecrireCsv, retablir } from './ecrire-csv.ts'
import type { Format } from './lecture.ts'
import { lireFichier } from './lire-fichier.ts'
import { lire, lireBien, refusDe, tout } from './livraison.fixture.ts'
import { classeur } from './zip.fixture.ts'

const FORMATS: readonly Format[] = ['csv', 'json', 'geojson', 'xlsx']

describe('une livraison', () => {
  it.each(FORMATS)('qui est une page d’erreur HTML est refusée avec son titre (%s)', async (format) => {
    const page = '\uFEFF\n<!-- proxy --><!DOCTYPE html>\n<html><head><title>404 Not Found</title></head></html>'
    const refus = await refusDe(page, { format })
    expect(refus.raison).toBe('page-html')
    expect(refus.message).toContain('404 Not Found')
  })

  it.each([
    ['csv', '[{"a":1}]', 'JSON'],
    ['csv', '%PDF-1.7', 'PDF'],
    ['csv', '<?xml version="1.0"?><lieux/>', 'XML'],
    ['json', 'PK\x03\x04....', 'XLSX'],
    ['json', '\x1f\x8b\x08', 'gzip']
  ] as const)('déclarée %s mais d’un autre format est refusée en disant lequel', async (format, contenu, nom) => {
    const refus = await refusDe(Buffer.from(contenu, 'latin1'), { format })
    expect(refus.raison).toBe('autre-format')
    expect(refus.message).toContain(nom)
  })

  it('de 300 Mo est refusée sans être lue', async () => {
    const dossier = await mkdtemp(join(tmpdir(), 'lecture-'))
    try {
      const chemin = join(dossier, 'gros.csv')
      await writeFile(chemin, '')
      await truncate(chemin, 300_000_000)
      const lecture = await lireFichier(chemin, { format: 'csv' }, { tailleMax: undefined })
      expect(lecture).toMatchObject({ ok: false, error: { raison: 'trop-gros' } })
    } finally {
      await rm(dossier, { recursive: true })
    }
  })

  it('absente, ou qui n’est pas un fichier, est refusée', async () => {
    expect(await lireFichier(join(tmpdir(), 'nulle-part.csv'), { format: 'csv' })).toMatchObject({
      error: { raison: 'introuvable' }
    })
    expect(await lireFichier(tmpdir(), { format: 'csv' })).toMatchObject({ error: { raison: 'introuvable' } })
  })
})

describe('quels que soient les octets livrés', () => {
  const morceaux = fc.array(
    fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        '"',
        ',',
        ':',
        '\\',
        '\n',
        ';',
        '\0',
        'null',
        '"a":1',
        '{"a":"b"}',
        '<html',
        'features',
        'é'
      ),
      fc.string({ maxLength: 5 })
    ),
    { maxLength: 40 }
  )
  const octets = fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((o) => Buffer.from(o)),
    morceaux.map((m) => Buffer.from(m.join(''))),
    morceaux.map((m) => Buffer.from(`{"features":[${m.join('')}`)),
    morceaux.map((m) => Buffer.from(m.join(''), 'utf16le'))
  )

  it.each(FORMATS)('la lecture répond toujours par un résultat (%s)', async (format) => {
    await fc.assert(
      fc.asyncProperty(octets, async (contenu) => {
        const lecture = await lire(contenu, { format })
        if (lecture.ok) expect(lecture.value.lignes).toHaveLength(lecture.value.total)
        else expect(lecture.error.message).toMatch(/\.$/)
      }),
      { numRuns: 150 }
    )
  })

  it('un classeur abîmé n’importe où répond toujours par un résultat', async () => {
    const bon = classeur('<row><c t="s"><v>0</v></c></row><row><c s="1"><v>45000</v></c></row>', ['<t>date</t>'])
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(bon.length - 1), fc.nat(255)), { maxLength: 8 }),
        fc.nat(20),
        async (changements, coupe) => {
          const contenu = Buffer.from(bon)
          for (const [ou, octet] of changements) contenu[ou] = octet
          const lecture = await lire(contenu.subarray(0, bon.length - (coupe > 10 ? coupe : 0)), { format: 'xlsx' })
          expect(typeof lecture.ok).toBe('boolean')
        }
      ),
      { numRuns: 150 }
    )
  })
})

describe('une ligne écrite puis relue est la même', () => {
  const texte = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({
      unit: fc.constantFrom('"', ',', ';', '\t', '|', '\r', '\n', "'", '=', '+', '-', '@', ' ', 'é', '\uFEFF', '1'),
      maxLength: 8
    })
  )
  const sansNul = texte.map((t) => t.replaceAll('\0', ''))
  // Titles are read back as they are, so they are those that need no apostrophe.
  const titre = sansNul.filter((t) => t !== '' && !/^'*[=+\-@\t\r]|^\s*[<{[]|^sep=/i.test(t))
  const table = fc.uniqueArray(titre, { minLength: 1, maxLength: 5 }).chain((colonnes) =>
    fc.record({
      colonnes: fc.constant(colonnes),
      lignes: fc
        .array(fc.tuple(...colonnes.map(() => sansNul)), { minLength: 1, maxLength: 5 })
        .map((lignes) => lignes.filter((cellules) => cellules.some((c) => c !== '')))
        .filter((lignes) => lignes.length > 0)
        .map((lignes) => lignes.map((cellules) => Object.fromEntries(colonnes.map((c, i) => [c, cellules[i] ?? '']))))
    })
  )
  const entrees = (lignes: readonly object[]) =>
    lignes.map((ligne) =>
      Object.entries(ligne)
        .filter(([, v]) => v !== '')
        .sort()
    )

  it.each(DELIMITEURS)('en CSV avec le délimiteur %j', async (delimiteur) => {
    await fc.assert(
      fc.asyncProperty(table, fc.boolean(), async ({ colonnes, lignes }, bom) => {
        const csv = (await tout(ecrireCsv(colonnes, lignes, { delimiteur, bom }))).join('')
        const lecture = await lireBien(csv, { format: 'csv', delimiteur, encodage: 'utf-8' })
        const relues = lecture.lignes.map((l) =>
          Object.fromEntries(Object.entries(l).map(([c, v]) => [c, retablir(v)]))
        )
        expect(entrees(relues)).toEqual(entrees(lignes))
      }),
      { numRuns: 100 }
    )
  })

  it('en JSON', async () => {
    await fc.assert(
      fc.asyncProperty(table, async ({ lignes }) => {
        const lecture = await lireBien(JSON.stringify(lignes), { format: 'json' })
        expect(entrees(lecture.lignes)).toEqual(entrees(lignes))
      }),
      { numRuns: 100 }
    )
  })
})
