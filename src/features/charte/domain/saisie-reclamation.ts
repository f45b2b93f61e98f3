import { type Courriel, parseCourriel } from '../../../kernel/courriel.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { resserrer, sansControles } from '../../../kernel/texte.ts'
import type { FauteDeChamp } from './parametre.ts'
import { ISSUES, type IssueReclamation, OBJETS, type ObjetReclamation } from './reclamation.ts'

export const FAITS = { min: 20, max: 4_000 } as const
const LIGNE_MAX = 200

/** A complaint as it was typed, checked. */
export interface ReclamationSaisie {
  readonly reseau: string
  readonly objet: ObjetReclamation
  /** Number of a condition, a criterion or an engagement, when the person knows which. */
  readonly critere: string | undefined
  readonly texte: string
  readonly quand: string
  readonly ou: string
  readonly courriel: Courriel
}

/** What a form offers: nothing else is believed. */
export interface Offre {
  readonly reseaux: readonly string[]
  readonly objets: readonly ObjetReclamation[]
  readonly criteres: readonly string[]
}

type Champs = Readonly<Record<string, string | undefined>>

/** Reads the form of who reports. Every fault is named with its field. */
export function lireReclamation(saisie: Champs, offre: Offre): Result<ReclamationSaisie, readonly FauteDeChamp[]> {
  const fautes: FauteDeChamp[] = []
  const refuser = (champ: string, message: string) => void fautes.push({ champ, message })
  const reseau = offre.reseaux.find((un) => un === (saisie.reseau ?? offre.reseaux[0]))
  if (!reseau) refuser('reseau', 'Choisissez le réseau dont le lieu montre la marque.')
  const objet = OBJETS.find((un) => un === saisie.objet && offre.objets.includes(un))
  if (!objet) refuser('objet', 'Choisissez ce qui ne va pas.')
  const critere = objet === 'charte' && saisie.critere ? saisie.critere : undefined
  if (critere !== undefined && !offre.criteres.includes(critere))
    refuser('critere', 'Choisissez un point de la liste, ou laissez « Je ne sais pas ».')
  const texte = netLong(saisie.texte)
  if (signes(texte) < FAITS.min) refuser('texte', `Racontez ce que vous avez vu, en ${FAITS.min} signes au moins.`)
  else if (signes(texte) > FAITS.max) refuser('texte', tropLong(FAITS.max, signes(texte)))
  const ligne = (champ: 'quand' | 'ou', oubli: string): string => {
    const net = resserrer(sansControles((saisie[champ] ?? '').toWellFormed()))
    if (net === '') refuser(champ, oubli)
    else if (signes(net) > LIGNE_MAX) refuser(champ, tropLong(LIGNE_MAX, signes(net)))
    return net
  }
  const quand = ligne('quand', 'Dites quand, même à peu près.')
  const ou = ligne('ou', 'Dites où, même à peu près.')
  const courriel = parseCourriel(resserrer(sansControles(saisie.courriel ?? '')))
  if (!courriel) refuser('courriel', 'Écrivez une adresse comme nom@exemple.fr.')
  return fautes.length > 0 || !reseau || !objet || !courriel
    ? refuse(fautes)
    : ok({ reseau, objet, critere, texte, quand, ou, courriel })
}

const ECRIT = { min: 20, max: 5_000 } as const

/** What the secrétariat or the lieu writes in a step. */
export function lireEcrit(champ: string, tape: string | undefined): Result<string, readonly FauteDeChamp[]> {
  const texte = netLong(tape)
  if (signes(texte) < ECRIT.min)
    return refuse([{ champ, message: `Écrivez quelques phrases : ${ECRIT.min} signes au moins.` }])
  return signes(texte) > ECRIT.max ? refuse([{ champ, message: tropLong(ECRIT.max, signes(texte)) }]) : ok(texte)
}

/** The end that the secrétariat gives without a letter, with its reasons. */
export function lireCloture(
  saisie: Champs
): Result<
  { readonly issue: Exclude<IssueReclamation, 'avertissement'>; readonly texte: string },
  readonly FauteDeChamp[]
> {
  const issue = ISSUES.find((une) => une === saisie.issue)
  const texte = lireEcrit('raisons', saisie.raisons)
  const fautes = texte.ok ? [] : texte.error
  // A warning is a registered letter: it has its own form.
  if (!issue || issue === 'avertissement')
    return refuse([{ champ: 'issue', message: 'Choisissez comment la réclamation finit.' }, ...fautes])
  return texte.ok ? ok({ issue, texte: texte.value }) : refuse(fautes)
}

// Half of a pair of surrogates is no text: PostgreSQL refuses it.
const netLong = (tape: string | undefined): string =>
  sansControles((tape ?? '').toWellFormed())
    .replace(/\r\n?/g, '\n')
    .trim()

/** As the database counts them: a sign outside of the first plane is one. */
const signes = (texte: string): number => [...texte].length

const NOMBRE = new Intl.NumberFormat('fr-FR')

const tropLong = (max: number, longueur: number): string =>
  `Écrivez ${NOMBRE.format(max)} signes au plus. Il y en a ${NOMBRE.format(longueur)}.`
