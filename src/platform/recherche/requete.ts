import { motsEcrits } from './decoupage.ts'
import type { Facettes } from './facettes.ts'
import { estDeDemande, estVide, longueurDeDemande } from './mots-vides.ts'
import { racine } from './racine.ts'
import type { Dictionnaire, ExpressionConnue } from './synonymes.ts'
import type { MotsCompris } from './types.ts'
import { empreinteTexte, melangerEmpreinte, type Vocabulaire } from './vocabulaire.ts'

const CARACTERES_MAX = 200
const UNITES_MAX = 12
const MOTS_MAX = 32
const PREFIXE_MIN = 3

/** What one part of the request is found by: any of these. */
export interface Unite {
  /** Roots that must be there together, as typed: weighed by where they are. */
  readonly directes: readonly (readonly number[])[]
  /** Other expressions that mean it, the roots of each together. */
  readonly autres: readonly (readonly number[])[]
  /** Numbers of facet values that mean it. */
  readonly valeurs: readonly number[]
}

export interface Requete {
  /** All of them must be found. */
  readonly unites: readonly Unite[]
  /** Words were typed and none of them is known: nothing can be found. */
  readonly impossible: boolean
  /** Of the typed name, to recognise a document called exactly so. */
  readonly empreinte: number
  readonly mots: MotsCompris
}

interface Mot {
  readonly ecrit: string
  /** The word read after correction. */
  readonly lu: string
  readonly racine: string
  /** Roots of what it may be the start of. */
  readonly debuts: readonly number[] | undefined
}

/** What a person typed, in the words of the collection. Undefined when nothing was typed. */
export function lireRequete(
  texte: string | undefined,
  vocabulaire: Vocabulaire,
  dictionnaire: Dictionnaire,
  facettes: Facettes
): Requete | undefined {
  if (typeof texte !== 'string') return undefined
  const tapes = motsEcrits(texte.slice(0, CARACTERES_MAX)).slice(0, MOTS_MAX)
  if (tapes.length === 0) return undefined

  const dernier = tapes.at(-1)
  const pleins = tapes.filter(({ normal }) => !estVide(normal))
  const corriges: { tape: string; lu: string }[] = []
  const suite = (pleins.length > 0 ? pleins : tapes).map((tape): Mot => {
    const connu = racine(tape.normal)
    const mot = { ecrit: tape.ecrit, lu: tape.normal, racine: connu, debuts: undefined }
    if (vocabulaire.racine(connu) !== undefined || dictionnaire.connait(connu) || estDeDemande(connu)) return mot
    if (/^[0-9]+$/.test(tape.normal)) return mot
    if (tape === dernier && tape.normal.length >= PREFIXE_MIN) {
      const debuts = vocabulaire.racinesParDebut(tape.normal)
      if (debuts.length > 0) return { ...mot, debuts }
    }
    const lu = vocabulaire.corriger(tape.normal, dictionnaire.mots)
    if (lu === undefined) return mot
    corriges.push({ tape: tape.ecrit, lu: vocabulaire.ecriture(lu) })
    return { ...mot, lu, racine: racine(lu) }
  })

  const { retenus, compris } = reunir(suite, vocabulaire, dictionnaire, facettes)
  const possibles = retenus.filter(({ unite }) => estPossible(unite))
  return {
    unites: possibles.slice(0, UNITES_MAX).map(({ unite }) => unite),
    impossible: possibles.length === 0,
    empreinte: suite.reduce((empreinte, mot) => melangerEmpreinte(empreinte, empreinteTexte(mot.racine)), 0),
    mots: {
      corriges,
      ignores: retenus.filter(({ unite }) => !estPossible(unite)).flatMap(({ ecrits }) => ecrits),
      compris
    }
  }
}

interface Retenu {
  readonly ecrits: readonly string[]
  readonly unite: Unite
}

/** The longest expressions that the dictionary knows, then words alone; ways of asking are left aside when they can be. */
function reunir(suite: readonly Mot[], vocabulaire: Vocabulaire, dictionnaire: Dictionnaire, facettes: Facettes) {
  const racines = suite.map(({ racine, debuts }) => (debuts ? undefined : racine))
  const retenus: Retenu[] = []
  const demandes: Retenu[] = []
  const compris: MotsCompris['compris'][number][] = []
  for (let i = 0; i < suite.length; ) {
    const mot = suite[i]!
    const expression = mot.debuts ? undefined : dictionnaire.plusLongue(racines, i)
    if (expression) {
      const mots = suite.slice(i, i + expression.racines.length)
      retenus.push({
        ecrits: mots.map(({ ecrit }) => ecrit),
        unite: unite(mots, expression, vocabulaire, facettes, compris)
      })
      i += expression.racines.length
      continue
    }
    const demande = mot.debuts ? 0 : longueurDeDemande(racines, i)
    const mots = suite.slice(i, i + Math.max(1, demande))
    for (const seul of mots)
      (demande > 0 ? demandes : retenus).push({
        ecrits: [seul.ecrit],
        unite: unite([seul], undefined, vocabulaire, facettes, compris)
      })
    i += mots.length
  }
  return { retenus: retenus.length > 0 ? retenus : demandes, compris }
}

function unite(
  mots: readonly Mot[],
  expression: ExpressionConnue | undefined,
  vocabulaire: Vocabulaire,
  facettes: Facettes,
  compris: MotsCompris['compris'][number][]
): Unite {
  const debuts = mots[0]?.debuts
  const directe = ensemble(
    mots.map(({ racine }) => racine),
    vocabulaire
  )
  const valeurs: number[] = []
  for (const { facette, valeur } of expression?.valeurs ?? []) {
    const numero = facettes.valeur(facette, valeur)
    if (numero === undefined || valeurs.includes(numero)) continue
    valeurs.push(numero)
    const sens = { expression: expression!.expression, facette, valeur }
    if (
      !compris.some((deja) => deja.expression === sens.expression && deja.facette === facette && deja.valeur === valeur)
    )
      compris.push(sens)
  }
  return {
    directes: debuts ? debuts.map((numero) => [numero]) : directe ? [directe] : [],
    autres: (expression?.autres ?? []).flatMap((racines) => {
      const autre = ensemble(racines, vocabulaire)
      return autre ? [autre] : []
    }),
    valeurs
  }
}

/** Undefined when one of them is held by nobody: no document can hold them all. */
function ensemble(racines: readonly string[], vocabulaire: Vocabulaire): number[] | undefined {
  const numeros = new Set<number>()
  for (const texte of racines) {
    const numero = vocabulaire.racine(texte)
    if (numero === undefined) return undefined
    numeros.add(numero)
  }
  return [...numeros]
}

function estPossible({ directes, autres, valeurs }: Unite): boolean {
  return directes.length > 0 || autres.length > 0 || valeurs.length > 0
}
