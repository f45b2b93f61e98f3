import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { normaliser } from '../../../kernel/texte.ts'
import { Declaration, type NomJour } from './declaration.ts'
import type { LigneBrute } from './enregistrement.ts'
import { champ, NOMS_CHAMPS, type NomChamp } from './schema.ts'

/** What a column may hold: a field of the schema, or the opening hours of one day. */
export type Contenu = NomChamp | `jour:${NomJour}`

/** A source as the pages have filled it so far: every answer is kept, whether or not it is right yet. */
export interface DeclarationEnCours {
  readonly identite: {
    readonly nom: string
    readonly producteur: string
    readonly licence: string
    readonly lien: string
    readonly contact: string
  }
  readonly forme: Declaration['forme']
  /** The column that names a row for ever; empty: a print of name and address stands for it. */
  readonly cle: string
  /** For each column, the field it fills; absent: kept beside the fiche. */
  readonly colonnes: Readonly<Record<string, Contenu>>
  /** What stands between two values of a column. */
  readonly separateurs: Readonly<Record<string, string>>
  /** For each column, what its terms mean in the schema's values; an empty text: nothing that the schema can say. */
  readonly termes: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export interface ErreurDeBrouillon {
  /** The form's field to mend: a column's number, or a question's name. */
  readonly champ: string
  readonly message: string
}

/** Fields that a column may fill: the fiche gives itself its number and its sources. */
const CHAMPS_DECLARABLES = NOMS_CHAMPS.filter((nom) => nom !== 'id' && nom !== 'source')

const JOURS: readonly NomJour[] = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']

export interface ContenuPossible {
  readonly contenu: Contenu
  readonly libelle: string
}

/** Everything a column may be said to hold, in the order a list shows it. */
export const CONTENUS: readonly ContenuPossible[] = [
  ...CHAMPS_DECLARABLES.map((nom) => ({ contenu: nom, libelle: champ(nom).libelle })),
  ...JOURS.map((jour) => ({ contenu: `jour:${jour}` as const, libelle: `Horaires du ${jour}` }))
]

export const isContenu = (texte: string): texte is Contenu => CONTENUS.some(({ contenu }) => contenu === texte)

const jourDe = (contenu: Contenu) => (contenu.startsWith('jour:') ? (contenu.slice(5) as NomJour) : undefined)
const champDe = (contenu: Contenu) => (contenu.startsWith('jour:') ? undefined : (contenu as NomChamp))
const libelleDe = (contenu: Contenu) => CONTENUS.find((c) => c.contenu === contenu)?.libelle ?? contenu

/** True for a list whose values the schema fixes: its terms have to be translated. */
const isEnumere = (nom: NomChamp) => champ(nom).genre === 'liste' && champ(nom).valeurs !== undefined

const isMultiple = (contenu: Contenu) => {
  const nom = champDe(contenu)
  return nom !== undefined && (nom === 'adresse' || champ(nom).genre === 'liste')
}

export interface ColonnesEnDouble {
  readonly libelle: string
  readonly colonnes: readonly string[]
}

/** Two columns for one field that holds one value: which one would be lost? A list adds them up, an address joins them. */
export function findColonnesEnDouble({ colonnes }: Pick<DeclarationEnCours, 'colonnes'>): readonly ColonnesEnDouble[] {
  const parContenu = Map.groupBy(Object.entries(colonnes), ([, contenu]) => contenu)
  return [...parContenu].flatMap(([contenu, entrees]) =>
    entrees.length > 1 && !isMultiple(contenu)
      ? [{ libelle: libelleDe(contenu), colonnes: entrees.map(([colonne]) => colonne) }]
      : []
  )
}

/** The sentence that says so. */
export function sayDouble({ libelle, colonnes }: ColonnesEnDouble): string {
  return `Deux colonnes donnent « ${libelle} » : ${colonnes.map((c) => `« ${c} »`).join(' et ')}. Gardez-en une.`
}

/** The identifier that a source's name gives: « Annuaire de l’Yonne » → « annuaire-de-l-yonne ». */
export function identifiantDuNom(nom: string): string {
  return normaliser(nom)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '')
}

export interface TermeALire {
  readonly colonne: string
  readonly champ: NomChamp
  readonly terme: string
  readonly fois: number
}

/** The terms of the sample that the schema does not know by themselves, the most frequent first. */
export function listTermes(
  { colonnes, separateurs }: Pick<DeclarationEnCours, 'colonnes' | 'separateurs'>,
  lignes: readonly LigneBrute[],
  parColonne = 40
): TermeALire[] {
  return Object.entries(colonnes).flatMap(([colonne, contenu]) => {
    const nom = champDe(contenu)
    if (nom === undefined || !isEnumere(nom)) return []
    const connus = new Set(champ(nom).valeurs?.map(normaliser))
    const fois = new Map<string, number>()
    for (const ligne of lignes)
      for (const terme of splitTerms(ligne[colonne] ?? '', separateurs[colonne])) {
        if (!connus.has(normaliser(terme))) fois.set(terme, (fois.get(terme) ?? 0) + 1)
      }
    return [...fois]
      .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .slice(0, parColonne)
      .map(([terme, n]) => ({ colonne, champ: nom, terme, fois: n }))
  })
}

const splitTerms = (cellule: string, separateur: string | undefined) =>
  (separateur ? cellule.split(separateur) : [cellule]).map((terme) => terme.trim()).filter(Boolean)

/** The declaration that these answers make, checked; or what is to be mended, question by question. */
export function toDeclaration(brouillon: DeclarationEnCours): Result<Declaration, readonly ErreurDeBrouillon[]> {
  const doubles = findColonnesEnDouble(brouillon)
  if (doubles.length > 0) return refuse(doubles.map((double) => ({ champ: 'colonnes', message: sayDouble(double) })))
  const { identite, forme, cle, colonnes, separateurs, termes } = brouillon
  const champs: Record<string, unknown> = {}
  const lectures: unknown[] = []
  const jours: Partial<Record<NomJour, string>> = {}
  for (const [contenu, entrees] of Map.groupBy(Object.entries(colonnes), ([, quoi]) => quoi)) {
    const noms = entrees.map(([colonne]) => colonne)
    const jour = jourDe(contenu)
    const nom = champDe(contenu)
    if (jour !== undefined && noms[0] !== undefined) jours[jour] = noms[0]
    if (nom === undefined) continue
    if (nom === 'adresse' && noms.length > 1) {
      champs[nom] = { joindre: noms }
      continue
    }
    const regles: unknown[] = []
    for (const colonne of noms) {
      const sep = separateurs[colonne] ? { separateurs: [separateurs[colonne]] } : {}
      const lus = Object.entries(termes[colonne] ?? {})
      if (isEnumere(nom) && lus.some(([, valeur]) => valeur)) {
        const valeurs = (champ(nom).valeurs ?? []).map((valeur) => ({ termes: [valeur], donne: { [nom]: [valeur] } }))
        const traduits = lus.map(([terme, valeur]) => ({ termes: [terme], donne: valeur ? { [nom]: [valeur] } : {} }))
        lectures.push({ colonnes: [colonne], ...sep, termes: [...traduits, ...valeurs] })
      } else regles.push({ colonne, ...(champ(nom).genre === 'liste' ? sep : {}) })
    }
    if (regles.length === 1) champs[nom] = regles[0]
    else if (regles.length > 1) champs[nom] = regles
  }
  // One column of hours for the whole week says more than nothing, and the days say more than it does.
  if (Object.keys(jours).length > 0)
    champs.horaires = champs.horaires === undefined ? { jours } : [{ jours }, champs.horaires]
  const lue = Declaration.safeParse({
    id: identifiantDuNom(identite.nom),
    nom: identite.nom,
    producteur: identite.producteur,
    licence: identite.licence,
    lien: identite.lien,
    ...(identite.contact && { contact: identite.contact }),
    origine: { type: 'fichier' },
    forme,
    cle: cle ? { colonnes: [cle] } : 'empreinte',
    champs,
    termes: lectures
  })
  if (lue.success) return ok(lue.data)
  return refuse(
    lue.error.issues.map(({ path, message }) => ({
      champ: path[0] === 'champs' ? 'colonnes' : String(path[0] ?? 'colonnes'),
      message
    }))
  )
}
