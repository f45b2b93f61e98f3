import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SYSTEME } from '../../../kernel/acteur.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { Geographie } from '../../territoires/index.ts'
import { type Declaration, type DeclarationEcrite, declarer } from '../domain/declaration.ts'
import { type DemandeImport, importer, type OutilsImport } from './importer.ts'

/** One row of an invented delivery: what a test cares about, over an ordinary lieu. */
export type LigneInventee = Readonly<Record<string, string>> & { readonly id: string }

/** An ordinary lieu of Gap. Its name and street follow its identifier, so that two lieux never look alike. */
export function ligne(id: string, autres: Readonly<Record<string, string>> = {}): LigneInventee {
  const n = Number(id.replace(/\D/g, '')) || 1
  return {
    id,
    nom: `Atelier ${MOTS[n % MOTS.length]} ${MOTS[Math.floor(n / MOTS.length) % MOTS.length]}`,
    adresse: `${n} rue ${RUES[n % RUES.length]}`,
    code_postal: '05000',
    commune: 'Gap',
    latitude: String(44.5 + (n % 90) / 1000),
    longitude: String(6.02 + (Math.floor(n / 7) % 90) / 1000),
    services: 'Aide aux démarches administratives',
    telephone: `04 92 00 ${String(Math.floor(n / 100) % 100).padStart(2, '0')} ${String(n % 100).padStart(2, '0')}`,
    ...autres
  }
}

export const lignes = (debut: number, fin: number, autres?: Readonly<Record<string, string>>) =>
  Array.from({ length: fin - debut + 1 }, (_, i) => ligne(`l${debut + i}`, autres))

const MOTS = [
  'Mélèze',
  'Torrent',
  'Lavande',
  'Silex',
  'Bruyère',
  'Chamois',
  'Ardoise',
  'Garance',
  'Tilleul',
  'Sorbier',
  'Quartz',
  'Amande',
  'Noyer'
]
const RUES = ['des Cimes', 'du Four', 'de l’Étoile', 'des Tanneurs', 'du Champsaur', 'de la Gare', 'des Alpes']

const commun = {
  producteur: 'Producteur inventé',
  licence: 'Licence Ouverte 2.0',
  lien: 'https://exemple.fr/donnees',
  origine: { type: 'fichier' as const },
  cle: { colonnes: ['id'] },
  schema: 'v1' as const
} satisfies Partial<DeclarationEcrite>

/** Four sources of the four shapes, in today's schema. */
export const SOURCES = {
  csv: declarer({ ...commun, id: 'essai-csv', nom: 'Essai CSV', forme: { format: 'csv' } }),
  json: declarer({
    ...commun,
    id: 'essai-json',
    nom: 'Essai JSON',
    forme: { format: 'json', chemin: 'resultats.lieux' }
  }),
  geojson: declarer({ ...commun, id: 'essai-geojson', nom: 'Essai GeoJSON', forme: { format: 'geojson' } }),
  xlsx: declarer({ ...commun, id: 'essai-xlsx', nom: 'Essai XLSX', forme: { format: 'xlsx' } })
}

export function enCsv(rangees: readonly Readonly<Record<string, string>>[]): string {
  const titres = [...new Set(rangees.flatMap((r) => Object.keys(r)))]
  return [titres, ...rangees.map((r) => titres.map((t) => r[t] ?? ''))]
    .map((cellules) => cellules.map((c) => `"${c.replaceAll('"', '""')}"`).join(';'))
    .join('\r\n')
}

export const enJson = (rangees: readonly object[]) => JSON.stringify({ resultats: { lieux: rangees } })

export const enGeojson = (rangees: readonly LigneInventee[]) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: rangees.map(({ latitude, longitude, ...properties }) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'Point', coordinates: [Number(longitude), Number(latitude)] }
    }))
  })

/** The rows of a sheet, for `classeur` of the ZIP builder. */
export function enRangees(rangees: readonly Readonly<Record<string, string>>[]): string {
  const titres = [...new Set(rangees.flatMap((r) => Object.keys(r)))]
  const echapper = (t: string) => t.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return [titres, ...rangees.map((r) => titres.map((t) => r[t] ?? ''))]
    .map(
      (cellules) => `<row>${cellules.map((c) => `<c t="inlineStr"><is><t>${echapper(c)}</t></is></c>`).join('')}</row>`
    )
    .join('')
}

const MAINTENANT = new Date('2026-06-09T08:00:00Z')

export interface Atelier {
  readonly outils: OutilsImport
  /** Writes `contenu` on disk and imports it, by default dated 1 June 2026. */
  importer(
    declaration: Declaration,
    contenu: string | Buffer,
    autres?: Partial<DemandeImport>
  ): ReturnType<typeof importer>
  ecrire(contenu: string | Buffer): Promise<string>
}

export function ouvrirAtelier(db: Db, geo: Geographie, autres: Partial<OutilsImport> = {}): Atelier {
  const outils: OutilsImport = {
    now: () => MAINTENANT,
    geo,
    tailleMax: 5_000_000,
    courrielAdministration: 'sources@exemple.fr',
    urlPublique: 'http://localhost',
    ...autres
  }
  return {
    outils,
    ecrire,
    importer: async (declaration, contenu, demande = {}) =>
      importer(
        db,
        {
          declaration,
          chemin: await ecrire(contenu),
          origine: 'livraison inventée',
          dateeDu: '2026-06-01',
          acteur: SYSTEME,
          ...demande
        },
        outils
      )
  }
}

const dossier = mkdtempSync(join(tmpdir(), 'maillage-atelier-'))
process.on('exit', () => rmSync(dossier, { recursive: true, force: true }))
let numero = 0

async function ecrire(contenu: string | Buffer): Promise<string> {
  const chemin = join(dossier, String(++numero))
  await writeFile(chemin, contenu)
  return chemin
}
