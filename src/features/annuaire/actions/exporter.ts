import type { Db } from '../../../platform/db/index.ts'
import { ecrireCsv } from '../../../platform/lecture/index.ts'
import { type LieuEchange, toEchange, toExportOfficiel, toFeature } from '../domain/echange.ts'
import type { Recherche } from '../domain/recherche.ts'
import { NOMS_CHAMPS } from '../domain/schema.ts'
import { type LieuPublic, listLieux } from '../store/lieu.store.ts'
import { nomsDesSources } from '../store/source.store.ts'
import { listerTrouves, type OutilsRecherche } from './rechercher.ts'

export const FORMATS_EXPORT = ['csv', 'json', 'geojson'] as const
export type FormatExport = (typeof FORMATS_EXPORT)[number]

export interface BilanExport {
  exportes: number
  /** Lieux that lack a field the schema requires: kept in the directory, left out of the official export. */
  incomplets: number
  fictifs: number
}

/** The whole directory in the official schema, in pieces. `bilan` is filled as it goes. Fictional lieux are never exported. */
export async function* exporterLieux(db: Db, format: FormatExport, bilan: BilanExport): AsyncGenerator<string> {
  const noms = await nomsDesSources(db)
  yield* ecrireFormat(format, lieuxComplets(db, bilan), (lieu) => toExportOfficiel(lieu, noms), noms)
}

/** Every lieu that answers a search, in pieces: what the list shows page by page, in one file. */
export async function* exporterRecherche(
  db: Db,
  recherche: Recherche,
  format: FormatExport,
  outils: OutilsRecherche
): AsyncGenerator<string> {
  const noms = await nomsDesSources(db)
  yield* ecrireFormat(format, listerTrouves(db, recherche, outils), (lieu) => toEchange(lieu, noms), noms)
}

async function* ecrireFormat(
  format: FormatExport,
  lieux: AsyncIterable<LieuPublic>,
  enEchange: (lieu: LieuPublic) => LieuEchange,
  noms: ReadonlyMap<string, string>
): AsyncGenerator<string> {
  switch (format) {
    case 'csv':
      return yield* ecrireCsv(NOMS_CHAMPS, map(lieux, enEchange))
    case 'json':
      return yield* enTableau('[\n', lieux, enEchange, '\n]\n')
    case 'geojson':
      return yield* enTableau(
        '{"type":"FeatureCollection","features":[\n',
        lieux,
        (lieu) => toFeature(lieu, noms),
        '\n]}\n'
      )
  }
}

const LOT = 1_000

async function* lieuxComplets(db: Db, bilan: BilanExport): AsyncGenerator<LieuPublic> {
  let apres = 0
  for (;;) {
    const lot = await listLieux(db, { apres, limite: LOT })
    for (const lieu of lot) {
      if (lieu.fictif) bilan.fictifs++
      else if (lieu.complet) {
        bilan.exportes++
        yield lieu
      } else bilan.incomplets++
    }
    if (lot.length < LOT) return
    apres = lot.at(-1)?.id ?? apres
  }
}

async function* map<A, B>(source: AsyncIterable<A>, f: (a: A) => B): AsyncGenerator<B> {
  for await (const a of source) yield f(a)
}

async function* enTableau<A>(
  debut: string,
  source: AsyncIterable<A>,
  f: (a: A) => object,
  fin: string
): AsyncGenerator<string> {
  yield debut
  let premier = true
  for await (const a of source) {
    yield `${premier ? '' : ',\n'}${JSON.stringify(f(a))}`
    premier = false
  }
  yield fin
}
