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

/** The import report, one CSV line per remark: row, field, value, what became of it, and the rule. */
export function* ecrireRapport(enregistrements: readonly Enregistrement[], refus: readonly Refus[]): Generator<string> {
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
