import type { Contenu, Parametres } from './charte.ts'
import { GENRES } from './liste.ts'
import { PARAMETRES, parametreEnMots } from './parametre.ts'
import { NATURES } from './rubrique.ts'

export interface Fragment {
  readonly etat: 'egal' | 'ajoute' | 'retire'
  readonly texte: string
}

export interface ChampCompare {
  readonly nom: string
  readonly fragments: readonly Fragment[]
}

export interface ElementCompare {
  readonly etat: 'ajoute' | 'retire' | 'change'
  readonly id: string
  readonly titre: string
  readonly champs: readonly ChampCompare[]
}

export interface PartieComparee {
  readonly titre: string
  readonly elements: readonly ElementCompare[]
}

export interface Comparaison {
  readonly parametres: readonly { readonly libelle: string; readonly avant: string; readonly apres: string }[]
  readonly parties: readonly PartieComparee[]
}

/** What changes from one version to another, thing by thing, word by word. Only what differs is listed. */
export function comparer(avant: Contenu, apres: Contenu): Comparaison {
  const parties: PartieComparee[] = [
    { titre: 'La présentation', elements: comparerListe([toPresentation(avant)], [toPresentation(apres)]) },
    { titre: 'Les articles', elements: comparerListe(avant.articles.map(toPassage), apres.articles.map(toPassage)) },
    {
      titre: 'Les conditions, les critères et les engagements',
      elements: comparerListe(avant.criteres.map(toCritere(avant)), apres.criteres.map(toCritere(apres)))
    },
    {
      titre: 'Les catégories de critères',
      elements: comparerListe(
        avant.categories.map(({ id, nom, texte }) => ({ id, titre: nom, champs: { Nom: nom, Texte: texte } })),
        apres.categories.map(({ id, nom, texte }) => ({ id, titre: nom, champs: { Nom: nom, Texte: texte } }))
      )
    },
    ...NATURES.map(({ genre, titre }) => ({
      titre,
      elements: comparerListe(
        avant.rubriques.filter((r) => r.genre === genre).map(toPassage),
        apres.rubriques.filter((r) => r.genre === genre).map(toPassage)
      )
    }))
  ]
  return {
    parametres: comparerParametres(avant.parametres, apres.parametres),
    parties: parties.filter(({ elements }) => elements.length > 0)
  }
}

interface AComparer {
  readonly id: string
  readonly titre: string
  readonly champs: Readonly<Record<string, string>>
}

const toPresentation = ({ resume, preambule }: Contenu): AComparer => ({
  id: 'presentation',
  titre: 'La présentation',
  champs: { Résumé: resume, Préambule: preambule }
})

const toPassage = ({ id, titre, texte }: { id: string; titre: string; texte: string }): AComparer => ({
  id,
  titre,
  champs: { Titre: titre, Texte: texte }
})

const toCritere =
  ({ categories }: Contenu) =>
  (critere: Contenu['criteres'][number]): AComparer => ({
    id: critere.id,
    titre: critere.libelle,
    champs: {
      'En quelques mots': critere.libelle,
      'C’est': GENRES.find(({ genre }) => genre === critere.genre)?.libelle ?? '',
      Catégorie: categories.find(({ id }) => id === critere.categorie_id)?.nom ?? '',
      Texte: critere.texte,
      'En savoir plus': critere.en_savoir_plus,
      'Ce qu’il faut montrer': critere.justificatif
    }
  })

function comparerParametres(avant: Parametres, apres: Parametres): Comparaison['parametres'] {
  return PARAMETRES.map(({ cle, libelle }) => ({
    libelle,
    avant: parametreEnMots(avant, cle),
    apres: parametreEnMots(apres, cle)
  })).filter((ligne) => ligne.avant !== ligne.apres)
}

function comparerListe(avant: readonly AComparer[], apres: readonly AComparer[]): ElementCompare[] {
  const anciens = new Map(avant.map((un) => [un.id, un]))
  const nouveaux = new Set(apres.map(({ id }) => id))
  const changes = apres.flatMap((nouveau): ElementCompare[] => {
    const { id, titre } = nouveau
    const ancien = anciens.get(id)
    const champs = champsDifferents(ancien?.champs ?? {}, nouveau.champs)
    return champs.length > 0 ? [{ etat: ancien ? 'change' : 'ajoute', id, titre, champs }] : []
  })
  const retires = avant
    .filter(({ id }) => !nouveaux.has(id))
    .map(
      ({ id, titre, champs }): ElementCompare => ({ etat: 'retire', id, titre, champs: champsDifferents(champs, {}) })
    )
  return [...changes, ...retires]
}

function champsDifferents(avant: AComparer['champs'], apres: AComparer['champs']): ChampCompare[] {
  return [...new Set([...Object.keys(avant), ...Object.keys(apres)])]
    .filter((nom) => (avant[nom] ?? '') !== (apres[nom] ?? ''))
    .map((nom) => ({ nom, fragments: comparerMots(avant[nom] ?? '', apres[nom] ?? '') }))
}

/** Beyond this many cells, the part in the middle is shown as taken out, then put in: nobody reads finer than that. */
const CASES_MAX = 4_000_000

/**
 * The longest common suite of words: what stays, what goes, what comes. Putting the equal and the removed fragments end to
 * end gives the old text again; the equal and the added ones, the new text.
 */
export function comparerMots(avant: string, apres: string): Fragment[] {
  const [a, b] = [mots(avant), mots(apres)]
  let debut = 0
  while (debut < a.length && debut < b.length && a[debut] === b[debut]) debut++
  let fin = 0
  while (fin < a.length - debut && fin < b.length - debut && a[a.length - 1 - fin] === b[b.length - 1 - fin]) fin++
  const [x, y] = [a.slice(debut, a.length - fin), b.slice(debut, b.length - fin)]
  return reunir([
    ...a.slice(0, debut).map(fragment('egal')),
    ...(x.length * y.length > CASES_MAX
      ? [...x.map(fragment('retire')), ...y.map(fragment('ajoute'))]
      : plusLongueSuite(x, y)),
    ...a.slice(a.length - fin).map(fragment('egal'))
  ])
}

const fragment =
  (etat: Fragment['etat']) =>
  (texte: string): Fragment => ({ etat, texte })

// A word with the spaces that follow it: a change of one word does not cut the sentence into crumbs.
const mots = (texte: string): string[] => texte.match(/\S+\s*|^\s+/g) ?? []

function plusLongueSuite(x: readonly string[], y: readonly string[]): Fragment[] {
  const largeur = y.length + 1
  const longueurs = new Uint16Array((x.length + 1) * largeur)
  for (let i = x.length - 1; i >= 0; i--)
    for (let j = y.length - 1; j >= 0; j--)
      longueurs[i * largeur + j] =
        x[i] === y[j]
          ? (longueurs[(i + 1) * largeur + j + 1] ?? 0) + 1
          : Math.max(longueurs[(i + 1) * largeur + j] ?? 0, longueurs[i * largeur + j + 1] ?? 0)
  const fragments: Fragment[] = []
  let [i, j] = [0, 0]
  while (i < x.length || j < y.length) {
    const [un, autre] = [x[i], y[j]]
    if (un !== undefined && un === autre) {
      fragments.push({ etat: 'egal', texte: un })
      i++
      j++
    } else if (
      un !== undefined &&
      (autre === undefined || (longueurs[(i + 1) * largeur + j] ?? 0) >= (longueurs[i * largeur + j + 1] ?? 0))
    ) {
      fragments.push({ etat: 'retire', texte: un })
      i++
    } else if (autre !== undefined) {
      fragments.push({ etat: 'ajoute', texte: autre })
      j++
    }
  }
  return fragments
}

function reunir(fragments: readonly Fragment[]): Fragment[] {
  const reunis: { etat: Fragment['etat']; texte: string }[] = []
  for (const { etat, texte } of fragments) {
    const dernier = reunis.at(-1)
    if (dernier?.etat === etat) dernier.texte += texte
    else reunis.push({ etat, texte })
  }
  return reunis
}
