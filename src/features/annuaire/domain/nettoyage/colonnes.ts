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
  /** Several known words written one after the other, without anything between them. */
  detacher?(item: string): readonly Sens[] | undefined
}

/** A list of the official schema, today's or the older one. */
export function lecteurDeVocabulaire(nom: NomChamp, separateurs: readonly string[] | undefined): LecteurDeListe {
  const dictionnaire = dictionnaireDuChamp(nom)
  const deviner = dictionnaire && preparerDevin(dictionnaire)
  return {
    separateurs,
    garder: false,
    comprendre(item) {
      const connu = dictionnaire?.get(normaliser(item))
      if (connu) return [connu]
      const devine = nom === 'autres_formations_labels' ? undefined : deviner?.comprendre(item)
      if (devine) return devine
      // A free list takes every word as it comes.
      return nom === 'autres_formations_labels' || !dictionnaire
        ? [{ donne: [[nom, nettoyerTexte(item, 200).texte]], regle: 'graphie-officielle' }]
        : undefined
    },
    ...(deviner && nom !== 'autres_formations_labels' && { detacher: deviner.detacher })
  }
}

/** Shorter texts begin too many words to mean one of them. */
const DEBUT_MINIMAL = 20

/**
 * What an item that is no known word may still say: a word that a form cut (« Prendre en main un smartphone o »), a word
 * and a remark in brackets, several words one after the other. Each time, only known words are taken.
 */
function preparerDevin(dictionnaire: ReadonlyMap<string, Sens>) {
  const longs = [...dictionnaire.keys()]
    .filter((mot) => mot.length >= DEBUT_MINIMAL)
    // The longest words first, each taken out once read: « aide aux démarches » is part of longer ones.
    .sort((a, b) => b.length - a.length)

  return {
    comprendre(item: string): readonly Sens[] | undefined {
      if (item.length > 400) return undefined
      const net = normaliser(item)
      if (net.length >= DEBUT_MINIMAL) {
        const debutes = longs.filter((mot) => mot.startsWith(net)).flatMap((mot) => dictionnaire.get(mot) ?? [])
        const [premier] = debutes
        if (premier && debutes.every((un) => dit(un) === dit(premier))) return [{ ...premier, regle: 'terme-coupe' }]
      }
      const tete = /^(.{4,80}?)[\s_]*\(/.exec(item)?.[1]
      const deLaTete = tete === undefined ? undefined : dictionnaire.get(normaliser(tete))
      return deLaTete && [{ ...deLaTete, garder: true, regle: 'precision-gardee' }]
    },
    detacher(item: string): readonly Sens[] | undefined {
      if (item.length < 2 * DEBUT_MINIMAL || item.length > 2000) return undefined
      let reste = ` ${normaliser(item)} `
      const accoles: Sens[] = []
      for (const mot of longs) {
        if (!reste.includes(` ${mot} `)) continue
        reste = reste.replaceAll(` ${mot} `, '  ')
        accoles.push({ ...(dictionnaire.get(mot) as Sens), regle: 'termes-accoles', garder: true })
      }
      return accoles.length >= 2 ? accoles : undefined
    }
  }
}

const dit = ({ donne }: Sens) => JSON.stringify(donne)

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

const OUI = new Set(['oui', 'o', 'vrai', 'true', 'yes', 'y', '1', 'x', 'on', 'coche', 'cochee', 'ok', 'present'])
const NON = new Set([
  'non',
  'n',
  'faux',
  'false',
  'no',
  '0',
  'off',
  'aucun',
  'aucune',
  'jamais',
  'absent',
  'pas du tout'
])

/** What a box says: ticked or not; `precision` when words follow (« Oui, sur rendez-vous »). */
export function lireCase(item: string): { readonly oui: boolean; readonly precision: boolean } | undefined {
  const net = /^\s*[✓✔☑]\s*$/.test(item) ? 'oui' : normaliser(item)
  if (OUI.has(net)) return { oui: true, precision: false }
  if (NON.has(net)) return { oui: false, precision: false }
  if (/^oui\b[\s,;:.(-]/i.test(item.trim())) return { oui: true, precision: true }
  if (/^non\b[\s]*[,;:.(-]/i.test(item.trim())) return { oui: false, precision: true }
  return undefined
}

export function lecteurDeCase({ oui, non }: LectureDeCase): LecteurDeListe {
  const [siOui, siNon] = [sens(oui, 'terme-traduit'), sens(non, 'terme-traduit')]
  return {
    separateurs: ['\n'],
    garder: false,
    comprendre(item) {
      const lue = lireCase(item)
      if (!lue) return undefined
      const un = lue.oui ? siOui : siNon
      return [lue.precision ? { ...un, garder: true, regle: 'precision-gardee' } : un]
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
  let precise = false

  const prendre = (item: string, sensDeLItem: readonly Sens[]) => {
    for (const un of sensDeLItem) {
      if (un.garder) precise = true
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
          if (!morceaux.some(([, sensDuMorceau]) => sensDuMorceau)) {
            sensDeLItem.push(...(lecteur.detacher?.(item) ?? []))
            continue
          }
          items.delete(item)
          for (const [un, sensDuMorceau = []] of morceaux) items.set(un, [...(items.get(un) ?? []), ...sensDuMorceau])
        } else sensDeLItem.push(...(lecteur.detacher?.(item) ?? []))
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
  const garder = precise || lecteurs.some((lecteur) => lecteur.garder)
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
