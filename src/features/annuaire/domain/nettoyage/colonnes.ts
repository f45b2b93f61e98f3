import { normaliser } from '../../../../kernel/texte.ts'
import type { LectureDeCase, LectureDeTermes } from '../declaration.ts'
import type { Remarque } from '../enregistrement.ts'
import type { NomChamp } from '../schema.ts'
import { ecarter, type Lecture, remarquer, type Valeur } from './lecture.ts'
import type { NomRegle } from './regles.ts'
import { LIMITE_TEXTE_LONG, nettoyerTexte } from './textes.ts'
import { dictionnaireDuChamp, type Sens, sens, separer } from './vocabulaires.ts'

/** Several readings of one column: the words that each of them knows are told apart from those that none knows. */
export interface LecteurDeListe {
  readonly separateurs: readonly string[] | undefined
  readonly garder: boolean
  /** Every meaning of one item; undefined when the item is not known. */
  comprendre(item: string): readonly Sens[] | undefined
}

/** A list of the official schema, today's or the older one. */
export function lecteurDeVocabulaire(nom: NomChamp, separateurs: readonly string[] | undefined): LecteurDeListe {
  const dictionnaire = dictionnaireDuChamp(nom)
  return {
    separateurs,
    garder: false,
    comprendre(item) {
      const connu = dictionnaire?.get(normaliser(item))
      if (connu) return [connu]
      // A free list takes every word as it comes.
      return nom === 'autres_formations_labels' || !dictionnaire
        ? [{ donne: [[nom, nettoyerTexte(item, 200).texte]], regle: 'graphie-officielle' }]
        : undefined
    }
  }
}

export function lecteurDeTermes({ termes, comparer, separateurs, garder }: LectureDeTermes): LecteurDeListe {
  const prepares = termes.map(({ termes: mots, sauf = [], donne }) => ({
    mots: mots.map(normaliser),
    sauf: sauf.map(normaliser),
    sens: sens(donne, 'terme-traduit')
  }))
  const exacts = new Map<string, Sens[]>()
  for (const { mots, sauf, sens: un } of prepares)
    if (sauf.length === 0)
      for (const mot of mots) {
        const deja = exacts.get(mot)
        if (deja) deja.push(un)
        else exacts.set(mot, [un])
      }

  const contient = (texte: string, mot: string) => ` ${texte} `.includes(` ${mot} `)
  return {
    separateurs,
    garder,
    comprendre(item) {
      const net = normaliser(item)
      if (comparer === 'egal') {
        const trouves = exacts.get(net)
        if (trouves) return trouves
      }
      const trouves = prepares
        .filter(
          ({ mots, sauf }) =>
            mots.some((mot) => (comparer === 'egal' ? net === mot : contient(net, mot))) &&
            !sauf.some((mot) => contient(net, mot))
        )
        .map(({ sens: un }) => un)
      return trouves.length > 0 ? trouves : undefined
    }
  }
}

const OUI = new Set(['oui', 'o', 'vrai', 'true', 'yes', 'y', '1', 'x', 'on', 'coche', 'ok'])
const NON = new Set(['non', 'n', 'faux', 'false', 'no', '0', 'off', 'aucun', 'jamais'])

export function lecteurDeCase({ oui, non }: LectureDeCase): LecteurDeListe {
  const [siOui, siNon] = [sens(oui, 'terme-traduit'), sens(non, 'terme-traduit')]
  return {
    separateurs: ['\n'],
    garder: false,
    comprendre(item) {
      const net = item.trim() === '✓' || item.trim() === '✔' ? 'oui' : normaliser(item)
      return OUI.has(net) ? [siOui] : NON.has(net) ? [siNon] : undefined
    }
  }
}

/**
 * Reads the cell of a column that holds words. Each item is understood, known without an equal in the schema, or
 * unknown: the last two stay beside the fiche and are listed.
 */
export function lireListe(texte: string, colonne: string, lecteurs: readonly LecteurDeListe[]): Lecture {
  // No list is that long: a file read as one cell, or an attack.
  if (texte.length > LIMITE_TEXTE_LONG) return ecarter(colonne, texte, 'valeur-inconnue')
  const valeurs = new Map<NomChamp, string[]>()
  const inconnus: string[] = []
  const sansEquivalent: string[] = []
  let regle: NomRegle | undefined
  let fidele = true
  let nombre = 0

  const prendre = (item: string, sensDeLItem: readonly Sens[]) => {
    for (const un of sensDeLItem) {
      for (const [nom, valeur] of un.donne) {
        const liste = valeurs.get(nom)
        if (!liste) valeurs.set(nom, [valeur])
        else if (!liste.includes(valeur)) liste.push(valeur)
        if (valeur !== item) {
          fidele = false
          if (regle === undefined || un.regle !== 'graphie-officielle') regle = un.regle
        }
      }
    }
    if (sensDeLItem.every(({ donne }) => donne.length === 0)) sansEquivalent.push(item)
  }

  // A whole cell may be one value that holds a separator.
  const entier = lecteurs.flatMap((lecteur) => (texte.length < 400 ? (lecteur.comprendre(texte) ?? []) : []))
  if (entier.length > 0 && !lecteurs.some(({ separateurs }) => separer(texte, separateurs).length > 1)) {
    prendre(texte.trim(), entier)
    nombre = 1
  } else {
    const items = new Map<string, Sens[]>()
    for (const lecteur of lecteurs)
      for (const item of separer(texte, lecteur.separateurs)) {
        const sensDeLItem = items.get(item) ?? []
        if (sensDeLItem.length === 0) items.set(item, sensDeLItem)
        const compris = lecteur.comprendre(item)
        if (compris) sensDeLItem.push(...compris)
        else if (!lecteur.separateurs && item.includes(',')) {
          // A comma may be part of a value, so it only separates where it leaves values that are known.
          const morceaux = separer(item, [',']).map((un) => [un, lecteur.comprendre(un)] as const)
          if (!morceaux.some(([, sensDuMorceau]) => sensDuMorceau)) continue
          items.delete(item)
          for (const [un, sensDuMorceau = []] of morceaux) items.set(un, [...(items.get(un) ?? []), ...sensDuMorceau])
        }
      }
    nombre = items.size
    for (const [item, sensDeLItem] of items) {
      if (sensDeLItem.length > 0) prendre(item, sensDeLItem)
      else inconnus.push(item)
    }
  }

  const dons: (readonly [NomChamp, Valeur])[] = [...valeurs]
  const remarques: Remarque[] = []
  if (nombre === 0) return { dons, remarques: [remarquer('refuse', colonne, texte, undefined, 'case-de-remplissage')] }
  const garder = lecteurs.some((lecteur) => lecteur.garder)
  if (!fidele && regle && !garder) {
    const apres = dons.map(([, liste]) => (liste as readonly string[]).join(' | ')).join(' | ')
    remarques.push(remarquer('corrige', dons[0]?.[0] ?? colonne, texte, apres, regle))
  }
  if (sansEquivalent.length > 0 && !garder)
    remarques.push(remarquer('hors-schema', colonne, sansEquivalent.join(' | '), undefined, 'sans-equivalent'))
  if (inconnus.length > 0)
    remarques.push(remarquer('hors-schema', colonne, inconnus.join(' | '), undefined, 'valeur-inconnue'))
  const reste = garder || dons.length === 0 ? texte : [...sansEquivalent, ...inconnus].join(' | ')
  return { dons, remarques, ...(reste !== '' && { complement: reste }) }
}
