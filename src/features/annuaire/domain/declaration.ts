import { z } from 'zod'
import { familleDuChamp } from './nettoyage/vocabulaires.ts'
import { CHAMPS, champ, NOMS_CHAMPS, type NomChamp } from './schema.ts'

/**
 * How one source directory is read, as data: who publishes it, where it is, what its file looks like, and how its
 * columns become the fields of the official schema. It says nothing that a page could not let someone fill in.
 */

const texte = (quoi: string) =>
  z
    .string({ error: `${quoi} : un texte est attendu.` })
    .trim()
    .min(1, { error: `${quoi} : ne laissez pas ce champ vide.` })

const url = (quoi: string) =>
  z.url({ protocol: /^https?$/, error: `${quoi} : une adresse qui commence par http:// ou https:// est attendue.` })

const colonne = texte('Colonne')
const colonnes = z.array(colonne).min(1, { error: 'Indiquez au moins une colonne.' })

// PostgreSQL keeps no NUL in a text: a declaration that held one could be read and never saved.
const separateur = z
  .string()
  .min(1)
  .refine((signes) => !signes.includes('\u0000'), { error: 'Séparateur : ce signe ne peut pas être gardé.' })

const estListe = (nom: NomChamp) => champ(nom).genre === 'liste'
const NOMS_LISTES = NOMS_CHAMPS.filter(estListe)
type NomListe = { [C in NomChamp]: (typeof CHAMPS)[C]['genre'] extends 'liste' ? C : never }[NomChamp]

const nomChamp = z.enum(NOMS_CHAMPS as [NomChamp, ...NomChamp[]], {
  error: ({ input }) => `« ${String(input)} » n’est pas un champ du schéma.`
})
const nomListe = z.enum(NOMS_LISTES as [NomListe, ...NomListe[]], {
  error: ({ input }) => `« ${String(input)} » n’est pas un champ à plusieurs valeurs du schéma.`
})

/** What a term, a ticked box or the source itself says, in the schema's own values. */
const dons = z.partialRecord(nomListe, z.array(texte('Valeur')).min(1)).superRefine((donnes, ctx) => {
  for (const [nom, valeurs] of Object.entries(donnes) as [NomChamp, string[]][]) {
    const permises = champ(nom).valeurs
    for (const valeur of valeurs)
      if (permises && !permises.includes(valeur))
        ctx.addIssue({
          code: 'custom',
          path: [nom],
          message: `« ${valeur} » n’est pas une valeur de « ${champ(nom).libelle} ».`
        })
  }
})

const JOURS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const
export type NomJour = (typeof JOURS)[number]

/** One way to fill a field from a row. */
const regle = z.union(
  [
    /** The cell as it is. For a list, `separateurs` says what stands between two values (never inside parentheses). */
    z.strictObject({ colonne, separateurs: z.array(separateur).optional() }),
    /** Several cells, one after the other; empty ones leave no sign. */
    z.strictObject({ joindre: colonnes, avec: z.string().default(' ') }),
    /** One piece of a cell. `partie` counts from 1; -1 is the last one. */
    z.strictObject({ dissocier: colonne, separateur, partie: z.int() }),
    /** The same value for every row. */
    z.strictObject({ constante: z.union([texte('Valeur'), z.array(texte('Valeur')).min(1)]) }),
    /** Opening hours in one column per day. */
    z.strictObject({ jours: z.partialRecord(z.enum(JOURS), colonne) })
  ],
  { error: 'Règle inconnue : colonne, joindre, dissocier, constante ou jours.' }
)

/** What the words of a column mean. Words are compared without case, accents, apostrophes nor punctuation. */
const lectureDeTermes = z.strictObject({
  colonnes,
  /** None at all (`[]`): the whole cell is one sentence. */
  separateurs: z.array(separateur).optional(),
  /** `egal`: the whole item is the term (default). `contient`: the item, or the free text, holds the term's words. */
  comparer: z.enum(['egal', 'contient']).default('egal'),
  /** Also keep the cell beside the fiche, word for word: it says more than the schema's values do. */
  garder: z.boolean().default(false),
  termes: z
    .array(
      z.strictObject({
        termes: z.array(texte('Terme')).min(1, { error: 'Indiquez au moins un terme.' }),
        /** The term does not count when one of these is there too. */
        sauf: z.array(texte('Terme')).optional(),
        /** Nothing: the term is known, and the schema has no word for it. */
        donne: dons.default({})
      })
    )
    .min(1, { error: 'Indiquez au moins un terme.' })
})

/** A box: oui, vrai, x, 1… or non, faux, 0… */
const lectureDeCase = z.strictObject({ colonne, oui: dons.default({}), non: dons.default({}) })

const note = z.int().min(1).max(5, { error: 'La confiance va de 1 à 5.' })

const regleDuChamp = z.union([regle, z.array(regle).min(1)])

export const Declaration = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, {
      error: 'Identifiant : des lettres minuscules sans accent, des chiffres et des tirets.'
    }),
    nom: texte('Nom de la source'),
    producteur: texte('Producteur'),
    licence: texte('Licence'),
    lien: url('Lien'),
    contact: texte('Contact').optional(),
    /** Invented lieux: labelled on every page, never matched with real ones. */
    fictif: z.boolean().optional(),
    /** How far to believe it when sources differ: 1 (it copies others) to 5 (it decides), 3 when unsaid. */
    confiance: z
      .strictObject({
        parDefaut: note.default(3),
        champs: z.partialRecord(nomChamp, note).default({}),
        /** Labels and programmes that this source alone awards. */
        decerne: z.array(texte('Label')).default([])
      })
      .optional(),

    origine: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('fichier') }),
      z.strictObject({
        type: z.literal('url'),
        url: url('Adresse du fichier'),
        cron: z
          .string()
          .regex(/^\S+(?: \S+){4}$/, { error: 'Horaire : cinq valeurs, comme « 0 4 * * 1 ».' })
          .optional()
      })
    ]),
    forme: z.discriminatedUnion('format', [
      z.strictObject({
        format: z.literal('csv'),
        delimiteur: z.enum([',', ';', '\t', '|']).optional(),
        encodage: z.enum(['utf-8', 'windows-1252', 'iso-8859-1', 'iso-8859-15', 'utf-16le']).optional()
      }),
      /** `chemin`: the keys that lead to the list, separated by dots (« resultats.lieux »). */
      z.strictObject({ format: z.literal('json'), chemin: z.string().optional() }),
      z.strictObject({ format: z.literal('geojson') }),
      z.strictObject({ format: z.literal('xlsx'), feuille: z.string().optional() })
    ]),

    /** The columns that name a row for ever; or, when the source has none, a print of its name and address. */
    cle: z.union([z.strictObject({ colonnes }), z.literal('empreinte')]),
    /** The source writes several rows for one lieu: those of one key are united. */
    regrouper: z.boolean().default(false),

    /** Begin with every column that bears a field's name: today's schema, or that of 2022–2023. */
    schema: z.enum(['v0', 'v1']).optional(),
    /** Field by field. Several rules: a list adds them up; elsewhere the first that gives a value wins. */
    champs: z.partialRecord(nomChamp, regleDuChamp).default({}),
    termes: z.array(lectureDeTermes).default([]),
    cases: z.array(lectureDeCase).default([]),
    /** The address holds everything (street, building, postcode, commune): each part is put where it belongs. */
    adresseEnLigne: z.boolean().default(false),
    /**
     * The file hands on other producers' rows, and a column says whose. `sources`: what that column writes → the
     * identifier of the source here. A row whose producer is a source here is a copy: it weighs less than the original.
     */
    producteurDeLaLigne: z.strictObject({ colonne, sources: z.record(z.string(), texte('Source')) }).optional(),
    /** The position was computed from the address, with a score: under the minimum, it is a guess nobody should follow. */
    geocodage: z.strictObject({ score: colonne, minimum: z.number().min(0).max(1) }).optional(),
    /** Guess what kind of place it is from its name, where the row does not say. */
    typologieDuNom: z.boolean().default(false),
    /** The hours hold every other week, and a column says which (« semaine paire »). */
    semaines: z.strictObject({ colonne }).optional(),
    /** An itinerant service writes one row per stop: each stop keeps the whole tour beside it. `par` names the service. */
    tournee: z.strictObject({ par: colonnes, arret: colonnes, quand: colonnes }).optional(),
    /** For united rows: what each row says stays together, on a line of its own beside the fiche. */
    detail: z.strictObject({ titre: texte('Titre'), colonnes }).optional(),
    /** What this file had replaced by accident, put back before reading. */
    reparations: z.array(z.strictObject({ colonnes, chercher: z.string().min(1), remplacer: z.string() })).default([])
  })
  .superRefine((declaration, ctx) => {
    if (!declaration.schema && !declaration.champs.nom && !declaration.champs.adresse)
      ctx.addIssue({
        code: 'custom',
        path: ['champs'],
        message: 'Indiquez au moins la colonne du nom ou celle de l’adresse.'
      })
    for (const [nom, regles] of Object.entries(declaration.champs) as [NomChamp, RegleChamp | RegleChamp[]][])
      for (const une of Array.isArray(regles) ? regles : [regles]) {
        if ('jours' in une && nom !== 'horaires')
          ctx.addIssue({
            code: 'custom',
            path: ['champs', nom],
            message: 'Les colonnes de jours ne remplissent que les horaires.'
          })
        if ('dissocier' in une && une.partie === 0)
          ctx.addIssue({ code: 'custom', path: ['champs', nom], message: 'La première partie porte le numéro 1.' })
        if ('constante' in une) verifierConstante(nom, une.constante, ctx)
      }
    if (declaration.detail && !declaration.regrouper)
      ctx.addIssue({
        code: 'custom',
        path: ['detail'],
        message: 'Le détail ligne par ligne ne sert que si plusieurs lignes forment un lieu.'
      })
  })

function verifierConstante(nom: NomChamp, constante: string | string[], ctx: z.RefinementCtx) {
  const permises = champ(nom).valeurs
  for (const valeur of Array.isArray(constante) ? constante : [constante])
    if (permises && !permises.includes(valeur))
      ctx.addIssue({
        code: 'custom',
        path: ['champs', nom],
        message: `« ${valeur} » n’est pas une valeur de « ${champ(nom).libelle} ».`
      })
}

export type RegleChamp = z.output<typeof regle>
export type Dons = z.output<typeof dons>
export type LectureDeTermes = z.output<typeof lectureDeTermes>
export type LectureDeCase = z.output<typeof lectureDeCase>
/** A checked declaration, with its defaults. */
export type Declaration = z.output<typeof Declaration>
/** A declaration as it is written: what has a default may be left out. */
export type DeclarationEcrite = z.input<typeof Declaration>

/** For the declarations that ship: a mistake in one of them is a broken build, so it throws. */
export function declarer(ecrite: DeclarationEcrite): Declaration {
  return Declaration.parse(ecrite)
}

/** The columns of the older schema that changed their name. */
const COLONNES_V0: readonly (readonly [colonne: string, champ: NomChamp])[] = [
  ['courriel', 'courriels'],
  ['conditions_acces', 'frais_a_charge'],
  ['accessibilite', 'fiche_acces_libre'],
  ['labels_autres', 'autres_formations_labels'],
  // Their words belong to two fields: the vocabularies put each in its own.
  ['labels_nationaux', 'dispositif_programmes_nationaux'],
  ['publics_accueillis', 'publics_specifiquement_adresses']
]

/** The rules of a declaration, field by field, once its starting schema is written out. */
export function reglesParChamp(declaration: Declaration): ReadonlyMap<NomChamp, readonly RegleChamp[]> {
  const regles = new Map<NomChamp, RegleChamp[]>()
  const ajouter = (nom: NomChamp, ...suite: RegleChamp[]) => {
    const deja = regles.get(nom)
    if (deja) deja.push(...suite)
    else regles.set(nom, [...suite])
  }
  // A field that the declaration speaks of is the declaration's alone; lists still add up what the schema calls so.
  const propres = new Set(Object.keys(declaration.champs))
  if (declaration.schema) {
    for (const nom of NOMS_CHAMPS) if (!propres.has(nom)) ajouter(nom, { colonne: nom })
    if (declaration.schema === 'v0')
      for (const [ancienne, nom] of COLONNES_V0) if (!propres.has(nom)) ajouter(nom, { colonne: ancienne })
  }
  // The column that names the rows is their identifier, unless the declaration says otherwise.
  const [seule, autre] = declaration.cle === 'empreinte' ? [] : declaration.cle.colonnes
  if (seule && autre === undefined && !declaration.schema && !propres.has('id')) ajouter('id', { colonne: seule })
  for (const [nom, ecrites] of Object.entries(declaration.champs) as [NomChamp, RegleChamp | RegleChamp[]][])
    ajouter(nom, ...(Array.isArray(ecrites) ? ecrites : [ecrites]))
  return regles
}

/** Which fields each column can reach: what the report and the accounting of cells read. */
export function champsParColonne(declaration: Declaration): ReadonlyMap<string, ReadonlySet<NomChamp>> {
  const champs = new Map<string, Set<NomChamp>>()
  const noter = (nom: string, ...suite: NomChamp[]) => {
    const deja = champs.get(nom)
    if (deja) for (const un of suite) deja.add(un)
    else champs.set(nom, new Set(suite))
  }
  for (const [nom, regles] of reglesParChamp(declaration))
    for (const une of regles) for (const source of colonnesDeRegle(une)) noter(source, ...familleDuChamp(nom))
  for (const lecture of declaration.termes)
    for (const source of lecture.colonnes)
      noter(source, ...lecture.termes.flatMap(({ donne }) => Object.keys(donne) as NomChamp[]))
  for (const { colonne: source, oui, non } of declaration.cases)
    noter(source, ...(Object.keys({ ...oui, ...non }) as NomChamp[]))
  if (declaration.producteurDeLaLigne) noter(declaration.producteurDeLaLigne.colonne, 'source')
  if (declaration.semaines) noter(declaration.semaines.colonne, 'horaires')
  // A one-line address fills its neighbours too.
  if (declaration.adresseEnLigne)
    for (const champsDeColonne of champs.values())
      if (champsDeColonne.has('adresse')) champsDeColonne.add('complement_adresse')
  return champs
}

export function colonnesDeRegle(une: RegleChamp): readonly string[] {
  if ('colonne' in une) return [une.colonne]
  if ('joindre' in une) return une.joindre
  if ('dissocier' in une) return [une.dissocier]
  if ('jours' in une) return Object.values(une.jours)
  return []
}
