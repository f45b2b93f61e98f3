import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { RACINE } from '../../../racine.ts'
import { CONTENU_VIDE, type Contenu, type Critere, type Parametres } from './charte.ts'
import { type CharteLivree, lireCharteLivree } from './livre.ts'

export function critere(id: string, autres: Partial<Critere> = {}): Critere {
  return {
    id,
    genre: 'critere',
    categorie_id: null,
    libelle: `Critère ${id}`,
    texte: 'Son texte.',
    en_savoir_plus: '',
    justificatif: '',
    reference: '',
    ...autres
  }
}

/** A charter that can be published; a test changes what it is about. */
export function contenu(
  autres: Partial<Omit<Contenu, 'parametres'>> & { parametres?: Partial<Parametres> } = {}
): Contenu {
  const { parametres, ...reste } = autres
  return {
    ...CONTENU_VIDE,
    resume: 'Une charte. Elle demande peu. Elle dure.',
    articles: [{ id: 'a1', titre: 'L’objet', texte: 'Le texte.', reference: '' }],
    criteres: [critere('m1', { genre: 'condition' }), critere('c1'), critere('c2'), critere('c3')],
    ...reste,
    parametres: { ...CONTENU_VIDE.parametres, criteres_minimum: 2, ...parametres }
  }
}

export function lireFichierLivre(nom: string): unknown {
  return parse(readFileSync(join(RACINE, 'content', 'chartes', `${nom}.yaml`), 'utf8'))
}

export function charteLivree(nom: 'nationale' | 'sicoval'): CharteLivree {
  const lue = lireCharteLivree(lireFichierLivre(nom))
  if (!lue.ok) throw new Error(lue.error.join('\n'))
  return lue.value
}
