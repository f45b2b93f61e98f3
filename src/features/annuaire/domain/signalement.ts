import { type Courriel, parseCourriel } from '../../../kernel/courriel.ts'
import { empreinteDesMots } from '../../../kernel/empreinte.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { resserrer, sansControles } from '../../../kernel/texte.ts'

/**
 * What the public says: of a fiche, or of a lieu that is missing. It proves nothing: no field of a report is ever
 * compared with a record, and nothing changes before a person has answered.
 */

export const GENRES_ERREUR = ['ferme', 'demenage', 'telephone', 'horaires', 'autre'] as const
export type GenreErreur = (typeof GENRES_ERREUR)[number]
export type GenreSignalement = GenreErreur | 'manquant'

export const SUITES = ['transmis', 'corrige', 'ajoute'] as const
export type SuiteSignalement = (typeof SUITES)[number]

/** What the person wrote: short texts, by question. */
export type Propose = Readonly<Partial<Record<NomQuestion, string>>>

export interface Question {
  readonly nom: NomQuestion
  readonly libelle: string
  readonly indication?: string
  readonly obligatoire?: string
  readonly long?: boolean
  readonly longueur: number
}

export type NomQuestion = 'date' | 'adresse' | 'commune' | 'telephone' | 'horaires' | 'texte' | 'nom'

export const PRECISIONS: Question = {
  nom: 'texte',
  libelle: 'Autre chose à préciser (facultatif)',
  indication: 'N’écrivez rien de personnel : ni nom, ni situation.',
  long: true,
  longueur: 1_000
}

/** Each thing that may be wrong: its words, and what is asked about it. The form, its check and the desk read this table. */
export const ERREURS: Readonly<
  Record<GenreErreur, { libelle: string; indication?: string; questions: readonly Question[] }>
> = {
  ferme: {
    libelle: 'Ce lieu a fermé',
    indication: 'Pour toujours, ou pour longtemps.',
    questions: [
      {
        nom: 'date',
        libelle: 'Depuis quand ? (facultatif)',
        indication: 'Par exemple : depuis le mois de mars.',
        longueur: 100
      },
      PRECISIONS
    ]
  },
  demenage: {
    libelle: 'Ce lieu a déménagé',
    questions: [
      {
        nom: 'adresse',
        libelle: 'Sa nouvelle adresse',
        indication: 'Numéro et rue, code postal et commune si vous les connaissez.',
        obligatoire: 'Écrivez la nouvelle adresse, même incomplète.',
        longueur: 200
      },
      PRECISIONS
    ]
  },
  telephone: {
    libelle: 'Le numéro de téléphone est faux',
    questions: [
      {
        nom: 'telephone',
        libelle: 'Le bon numéro (facultatif)',
        indication: 'Laissez vide si vous ne le connaissez pas.',
        longueur: 40
      },
      PRECISIONS
    ]
  },
  horaires: {
    libelle: 'Les horaires sont faux',
    questions: [
      {
        nom: 'horaires',
        libelle: 'Les bons horaires',
        indication: 'Par exemple : ouvert du mardi au vendredi, de 9 h à 12 h.',
        obligatoire: 'Écrivez les horaires que vous connaissez, même en partie.',
        long: true,
        longueur: 500
      },
      PRECISIONS
    ]
  },
  autre: {
    libelle: 'Autre chose',
    questions: [
      {
        nom: 'texte',
        libelle: 'Qu’est-ce qui est faux, et que faudrait-il écrire ?',
        indication: 'N’écrivez rien de personnel : ni nom, ni situation.',
        obligatoire: 'Dites-nous ce qui est faux.',
        long: true,
        longueur: 1_000
      }
    ]
  }
}

/** What is asked of a lieu that is missing. */
export const QUESTIONS_MANQUANT: readonly Question[] = [
  {
    nom: 'nom',
    libelle: 'Le nom du lieu',
    indication: 'Celui que l’on lit sur la porte.',
    obligatoire: 'Écrivez le nom du lieu.',
    longueur: 150
  },
  {
    nom: 'commune',
    libelle: 'Sa commune',
    indication: 'Son nom, ou son code postal.',
    obligatoire: 'Écrivez la commune, ou son code postal.',
    longueur: 100
  },
  {
    nom: 'adresse',
    libelle: 'Son adresse',
    indication: 'Numéro et rue. Pour un service itinérant, écrivez où il s’arrête.',
    obligatoire: 'Écrivez l’adresse, même incomplète.',
    longueur: 200
  }
]

export const isGenreErreur = (texte: string): texte is GenreErreur =>
  (GENRES_ERREUR as readonly string[]).includes(texte)

export interface FauteDeSaisie {
  readonly champ: string
  readonly message: string
}

/** The answers to these questions, or what to mend in each. What is too long is never cut behind the person's back. */
export function lireReponses(
  questions: readonly Question[],
  saisie: Readonly<Record<string, string | undefined>>
): Result<Propose, readonly FauteDeSaisie[]> {
  const propose: { [N in NomQuestion]?: string } = {}
  const fautes: FauteDeSaisie[] = []
  for (const { nom, obligatoire, long, longueur } of questions) {
    const texte = nettoyer(saisie[nom] ?? '', long)
    if (texte.length > longueur)
      fautes.push({ champ: nom, message: `${longueur} signes au plus : il y en a ${texte.length}.` })
    else if (texte) propose[nom] = texte
    else if (obligatoire) fautes.push({ champ: nom, message: obligatoire })
  }
  return fautes.length > 0 ? refuse(fautes) : ok(propose)
}

/** The address to answer at; undefined when none was given. */
export function lireCourrielDeReponse(saisie: string): Result<Courriel | undefined, FauteDeSaisie> {
  const net = resserrer(sansControles(saisie))
  if (!net) return ok(undefined)
  const courriel = parseCourriel(net)
  return courriel
    ? ok(courriel)
    : refuse({ champ: 'courriel', message: 'Écrivez une adresse comme nom@exemple.fr, ou laissez ce champ vide.' })
}

// Half of a pair of surrogates is no text: PostgreSQL refuses it.
function nettoyer(texte: string, long = false): string {
  const net = sansControles(texte.toWellFormed()).replace(/\r\n?/g, '\n')
  return long ? net.replace(/\n{3,}/g, '\n\n').trim() : resserrer(net)
}

/** Two posts of the same words about the same lieu are one report: a double click, a page that is sent again. */
export function empreinteDuSignalement(
  genre: GenreSignalement,
  lieu: number | undefined,
  propose: Propose,
  courriel: string | undefined
): string {
  const reponses = Object.entries(propose).sort(([a], [b]) => (a < b ? -1 : 1))
  return empreinteDesMots([genre, String(lieu ?? ''), courriel ?? '', ...reponses.flat()])
}

/** What the person who answers checked of a lieu that was missing: it becomes an ordinary record, without any contact. */
export interface Ajout {
  readonly nom: string
  readonly adresse: string
  readonly code_postal: string
  readonly commune: string
}

export const QUESTIONS_AJOUT = [
  { nom: 'nom', libelle: 'Nom', longueur: 150 },
  { nom: 'adresse', libelle: 'Adresse', longueur: 200 },
  { nom: 'code_postal', libelle: 'Code postal', longueur: 5 },
  { nom: 'commune', libelle: 'Commune', longueur: 100 }
] as const satisfies readonly { nom: keyof Ajout; libelle: string; longueur: number }[]

/** The four lines of the lieu to add, or what to mend in each. */
export function lireAjout(
  saisie: Readonly<Record<string, string | undefined>>
): Result<Ajout, readonly FauteDeSaisie[]> {
  const fautes: FauteDeSaisie[] = []
  const ajout: { -readonly [N in keyof Ajout]: string } = { nom: '', adresse: '', code_postal: '', commune: '' }
  for (const { nom, libelle, longueur } of QUESTIONS_AJOUT) {
    ajout[nom] = nettoyer(saisie[nom] ?? '')
    if (!ajout[nom]) fautes.push({ champ: nom, message: `${libelle} : ne laissez pas ce champ vide.` })
    else if (ajout[nom].length > longueur) fautes.push({ champ: nom, message: `${longueur} signes au plus.` })
  }
  return fautes.length > 0 ? refuse(fautes) : ok(ajout)
}

const LONGUEUR_MESSAGE = 1_000

/** What is written to the person who reported. */
export function lireMessage(saisie: string, obligatoire: boolean): Result<string, FauteDeSaisie> {
  const message = nettoyer(saisie, true)
  if (message.length > LONGUEUR_MESSAGE)
    return refuse({ champ: 'message', message: `${LONGUEUR_MESSAGE} signes au plus : il y en a ${message.length}.` })
  if (obligatoire && !message) return refuse({ champ: 'message', message: 'Dites pourquoi rien n’est changé.' })
  return ok(message)
}

/** How many reports may come, and in how long: thirty people in one room must all be able to send theirs. */
export const LIMITES = {
  /** From one address and one kind of browser. Never from an address alone: a library has one for everybody. */
  appareil: { nombre: 30, duree: 10 * 60_000 },
  /** About one lieu, from anywhere. */
  lieu: { nombre: 40, duree: 60 * 60_000 },
  /** On the whole site: the queue stays one that people can read. */
  site: { nombre: 600, duree: 10 * 60_000 }
} as const

/** Days that an address is kept once the answer has left; and, when nobody answers, in all. */
export const JOURS_COURRIEL = 30
export const JOURS_COURRIEL_SANS_REPONSE = 365
