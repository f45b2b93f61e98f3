import { gzipSync } from 'node:zlib'
import type { Trx } from '../../../platform/db/index.ts'
import { deposerFichier } from '../../../platform/fichiers/index.ts'
import { ligneCsv } from '../../../platform/lecture/index.ts'
import type { Enregistrement, Refus } from '../domain/enregistrement.ts'
import { REGLES } from '../domain/nettoyage/regles.ts'

const TITRES = ['ligne', 'cle', 'genre', 'champ', 'valeur', 'correction', 'regle', 'explication']

const GENRES: Readonly<Record<string, string>> = {
  corrige: 'corrigé',
  refuse: 'refusé',
  doute: 'à vérifier',
  'hors-schema': 'gardé hors schéma'
}

/** Keeps the import report of a delivery, compressed. Returns the file's number. */
export async function deposerRapport(
  trx: Trx,
  rapport: {
    readonly sourceId: string
    readonly dateeDu: string
    readonly enregistrements: readonly Enregistrement[]
    readonly refus: readonly Refus[]
  },
  now: Date
): Promise<number | undefined> {
  const depot = await deposerFichier(
    trx,
    {
      nom: `rapport-${rapport.sourceId}-${rapport.dateeDu}.csv.gz`,
      flux: gzipped(ecrireRapport(rapport.enregistrements, rapport.refus)),
      tailleMax: Number.MAX_SAFE_INTEGER
    },
    now
  )
  return depot?.id
}

/** The import report, one CSV line per remark: row, field, value, what became of it, and the rule. */
function* ecrireRapport(enregistrements: readonly Enregistrement[], refus: readonly Refus[]): Generator<string> {
  yield `\uFEFF${ligneCsv(TITRES)}`
  for (const { ligne, raison, regle, brut } of refus)
    yield ligneCsv([String(ligne), '', 'ligne refusée', '', JSON.stringify(brut).slice(0, 500), '', regle, raison])
  for (const { cle, lignes, remarques } of enregistrements)
    for (const { genre, champ, avant, apres, regle } of remarques)
      yield ligneCsv([
        lignes.join(' '),
        cle,
        GENRES[genre] ?? genre,
        champ,
        avant.slice(0, 1_000),
        (apres ?? '').slice(0, 1_000),
        regle,
        REGLES[regle]?.libelle ?? ''
      ])
}

async function* gzipped(lignes: Iterable<string>): AsyncGenerator<Buffer> {
  // Members of a gzip file follow one another: each piece is compressed alone, and none is held whole.
  let morceau: string[] = []
  let taille = 0
  for (const ligne of lignes) {
    morceau.push(ligne)
    taille += ligne.length
    if (taille < 4 << 20) continue
    yield gzipSync(morceau.join(''))
    morceau = []
    taille = 0
  }
  if (morceau.length > 0) yield gzipSync(morceau.join(''))
}
