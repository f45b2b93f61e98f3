import { racine } from './racine.ts'

/** Words of the grammar, normalised, and the letters that elision leaves alone (« l’accueil », « qu’on »). */
const GRAMMAIRE = new Set(
  (
    'a ai as au aux avec avez avoir avons ce cela celle celui ces cet cette ceux chez comme d dans de des donc dont du elle ' +
    'elles en entre es est et etaient etait ete etes etre eux il ils j je l la le les leur leurs lui m ma mais me mes moi mon n ' +
    'ne nos notre nous on ont ou par peut peuvent peux pour pouvez puis qu quand que quel quelle quelles quels qui quoi s sa ' +
    'sans se ses si soit son sont sous suis sur t ta te tes toi ton tu un une vers vos votre vous y c ci cote pres'
  ).split(' ')
)

/** What people say before what they look for. Phrases of the words that grammar leaves. */
const DEMANDES: readonly (readonly string[])[] = [
  'besoin aide',
  'besoin',
  'cherche',
  'recherche',
  'chercher',
  'comment faire',
  'comment',
  'faire',
  'voudrais',
  'voudrait',
  'veux',
  'veut',
  'souhaite',
  'souhaiterais',
  'aimerais',
  'aider',
  'aidez',
  'trouver',
  'trouve',
  'aller',
  'bonjour',
  'merci',
  'svp',
  'quelqu'
]
  .map((phrase) => phrase.split(' ').map(racine))
  .sort((a, b) => b.length - a.length)

const RACINES_DE_DEMANDE = new Set(DEMANDES.flat())

export function estVide(mot: string): boolean {
  return GRAMMAIRE.has(mot)
}

/** Whether people say it before what they look for. */
export function estDeDemande(racineDuMot: string): boolean {
  return RACINES_DE_DEMANDE.has(racineDuMot)
}

/** How many roots, from `debut`, are only a way to ask. */
export function longueurDeDemande(racines: readonly (string | undefined)[], debut: number): number {
  return DEMANDES.find((phrase) => phrase.every((mot, i) => racines[debut + i] === mot))?.length ?? 0
}
