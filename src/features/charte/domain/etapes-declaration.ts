import { type Contenu, type Critere, deGenre } from './charte.ts'
import { verifierDeclaration } from './declaration.ts'

/** What a declaration holds so far. */
export interface DeclarationEcrite {
  readonly structure: string
  readonly signataire: string
  readonly choix: readonly ChoixEcrit[]
}

/** What was written of one criterion. Not ticked, it is kept in the draft all the same. */
export interface ChoixEcrit {
  readonly critere: string
  readonly choisi: boolean
  readonly justification: string
}

/** One page of the declaration, and its place in addresses. */
export interface EtapeDeclaration {
  readonly cle: string
  readonly genre: 'charte' | 'structure' | 'exigences' | 'criteres' | 'relire'
  readonly titre: string
  readonly texte: string
  /** What is answered on this page. */
  readonly criteres: readonly Critere[]
}

/** The pages of a declaration, in order, as this version of the charter asks them: one question each. */
export function etapesDeclaration(contenu: Contenu): readonly EtapeDeclaration[] {
  const exigences = [...deGenre(contenu, 'condition'), ...deGenre(contenu, 'engagement')]
  const criteres = deGenre(contenu, 'critere')
  const familles = [
    ...contenu.categories.map(({ id, nom, texte }) => ({
      titre: nom,
      texte,
      criteres: criteres.filter(({ categorie_id }) => categorie_id === id)
    })),
    {
      titre: contenu.categories.length > 0 ? 'Autres critères' : 'Les critères',
      texte: '',
      criteres: criteres.filter(({ categorie_id }) => categorie_id === null)
    }
  ].filter((famille) => famille.criteres.length > 0)
  return [
    { cle: 'charte', genre: 'charte', titre: 'Accepter la charte', texte: '', criteres: [] },
    { cle: 'structure', genre: 'structure', titre: 'La structure qui signe', texte: '', criteres: [] },
    ...(exigences.length > 0
      ? [
          {
            cle: 'exigences',
            genre: 'exigences' as const,
            titre: titreExigences(contenu),
            texte: '',
            criteres: exigences
          }
        ]
      : []),
    ...familles.map((famille, rang) => ({ cle: `criteres-${rang + 1}`, genre: 'criteres' as const, ...famille })),
    { cle: 'relire', genre: 'relire', titre: 'Relire et envoyer', texte: '', criteres: [] }
  ]
}

function titreExigences(contenu: Contenu): string {
  const conditions = deGenre(contenu, 'condition').length
  const engagements = deGenre(contenu, 'engagement').length
  if (conditions > 0 && engagements > 0) return 'Les conditions et les engagements'
  if (conditions > 0) return conditions > 1 ? 'Les conditions' : 'La condition'
  return engagements > 1 ? 'Les engagements' : 'L’engagement'
}

export const choisis = (choix: readonly ChoixEcrit[]): readonly ChoixEcrit[] => choix.filter(({ choisi }) => choisi)

/** How many criteria are chosen, and how many this version asks at least. */
function compteCriteres(
  contenu: Contenu,
  choix: readonly ChoixEcrit[]
): { readonly choisis: number; readonly minimum: number } {
  const pris = new Set(choisis(choix).map(({ critere }) => critere))
  return {
    choisis: deGenre(contenu, 'critere').filter(({ id }) => pris.has(id)).length,
    minimum: contenu.parametres.criteres_minimum
  }
}

const S = '\u00a0'

/** « 3 critères choisis, il en faut 5 » */
export function compteEnMots(contenu: Contenu, choix: readonly ChoixEcrit[]): string {
  const { choisis: n, minimum } = compteCriteres(contenu, choix)
  const debut = n === 0 ? 'Aucun critère choisi' : n === 1 ? `1${S}critère choisi` : `${n}${S}critères choisis`
  if (minimum === 0) return debut
  if (n < minimum) return `${debut}, il en faut ${minimum}`
  return `${debut}, c’est assez${S}: il en faut ${minimum}`
}

/** Whether a page holds all that it must. A family of criteria asks nothing by itself: the count is made over all. */
export function etapeFaite(
  { genre, criteres }: EtapeDeclaration,
  contenu: Contenu,
  { structure, signataire, choix }: DeclarationEcrite
): boolean {
  const pris = new Map(choisis(choix).map((un) => [un.critere, un]))
  switch (genre) {
    case 'charte':
      return true
    case 'structure':
      return structure !== '' && signataire !== ''
    case 'exigences':
      return criteres.every(({ id }) => pris.has(id))
    case 'criteres':
      return (
        criteres.some(({ id }) => pris.has(id)) &&
        criteres.every(({ id, justificatif }) => justificatif === '' || !pris.has(id) || justifie(pris.get(id)))
      )
    case 'relire':
      return structure !== '' && signataire !== '' && verifierDeclaration(contenu, toChoix(choix)).ok
  }
}

const justifie = (choix: ChoixEcrit | undefined) => choix !== undefined && choix.justification.trim() !== ''

/** What the rule reads: what is chosen, with what shows it. */
export const toChoix = (choix: readonly ChoixEcrit[]) =>
  choisis(choix).map(({ critere, justification }) => ({ critere, justification }))

/** Of a former declaration, what a version still asks about: choices keep their criterion, whose id keeps its meaning. */
export function reprendreChoix(contenu: Contenu, choix: readonly ChoixEcrit[]): readonly ChoixEcrit[] {
  const connus = new Set(contenu.criteres.map(({ id }) => id))
  return choix.filter(({ critere }) => connus.has(critere))
}
