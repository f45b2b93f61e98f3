import { z } from 'zod'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Contenu, Critere, Parametres, Rubrique } from './charte.ts'
import { verifierContenu } from './publication.ts'
import { NATURES } from './rubrique.ts'
import { typographier } from './texte.ts'

/** A charter as it ships, in `content/chartes/*.yaml`. */
export interface CharteLivree {
  readonly id: string
  readonly reseau: string
  readonly nom: string
  readonly contenu: Contenu
}

const phrase = (max: number) =>
  z
    .string({ error: 'un texte est attendu' })
    .trim()
    .min(1, { error: 'ne laissez pas ce champ vide' })
    .max(max, { error: `${max} signes au plus` })
    .transform(typographier)
const id = z
  .string({ error: 'un identifiant est attendu' })
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, { error: 'un identifiant en minuscules, chiffres et tirets est attendu' })
const entier = (min: number, max: number) =>
  z
    .int({ error: 'un nombre entier est attendu' })
    .min(min, { error: `${min} au moins` })
    .max(max, { error: `${max} au plus` })
const reference = phrase(200)
const passage = z.strictObject({ id, titre: phrase(200), reference, texte: phrase(20_000) })
const passages = z.array(passage).default([])

const PARAMETRES: z.ZodType<Parametres> = z.strictObject({
  criteres_minimum: entier(0, 500),
  opposition_jours: entier(1, 365).nullable(),
  alertes_comite_jours: z.array(entier(1, 364)),
  periode_mois: entier(1, 120).nullable(),
  alerte_mois: entier(1, 119).nullable(),
  rappels_jours: z.array(entier(1, 365)),
  mise_en_conformite_jours: entier(1, 365).nullable(),
  report_jour_ouvre: z.boolean({ error: 'true ou false est attendu' }),
  confirmation_mois: entier(1, 120).nullable()
})

const FICHIER = z.strictObject({
  id,
  reseau: id,
  nom: phrase(120),
  resume: phrase(2_000),
  preambule: phrase(20_000),
  parametres: PARAMETRES,
  articles: z.array(passage),
  categories: z.array(z.strictObject({ id, nom: phrase(200), reference, texte: phrase(20_000) })).default([]),
  criteres: z.array(
    z.strictObject({
      id,
      genre: z.enum(['condition', 'critere', 'engagement'], {
        error: '« condition », « critere » ou « engagement » est attendu'
      }),
      categorie: id.optional(),
      libelle: phrase(200),
      reference,
      texte: phrase(20_000),
      en_savoir_plus: phrase(20_000).optional(),
      justificatif: phrase(500).optional()
    })
  ),
  definitions: passages,
  valeurs: passages,
  services: passages,
  partenaires: passages,
  avantages: passages,
  marques: passages,
  membres_de_droit: passages,
  indicateurs: passages
})

/** Reads what a shipped file says. Every fault is named with where it is: « criteres.3.texte : ne laissez pas ce champ vide ». */
export function lireCharteLivree(donnees: unknown): Result<CharteLivree, readonly string[]> {
  const lu = FICHIER.safeParse(donnees)
  if (!lu.success)
    return refuse(
      lu.error.issues.map((faute) =>
        faute.code === 'unrecognized_keys'
          ? `${[...faute.path, faute.keys.join(', ')].join('.')} : ce champ n’existe pas`
          : `${faute.path.join('.')} : ${faute.message}`
      )
    )
  const f = lu.data
  const contenu: Contenu = {
    resume: f.resume,
    preambule: f.preambule,
    parametres: f.parametres,
    articles: f.articles,
    categories: f.categories,
    criteres: f.criteres.map(
      ({ categorie, en_savoir_plus, justificatif, ...reste }): Critere => ({
        ...reste,
        categorie_id: categorie ?? null,
        en_savoir_plus: en_savoir_plus ?? '',
        justificatif: justificatif ?? ''
      })
    ),
    rubriques: NATURES.flatMap(({ genre, cle }) =>
      (f[cle as 'definitions'] ?? []).map((un): Rubrique => ({ ...un, genre }))
    )
  }
  const fautes = [...verifierIdentifiants(contenu), ...verifierContenu(contenu).map(({ message }) => message)]
  return fautes.length > 0 ? refuse(fautes) : ok({ id: f.id, reseau: f.reseau, nom: f.nom, contenu })
}

function verifierIdentifiants({ articles, categories, criteres, rubriques }: Contenu): string[] {
  const fautes: string[] = []
  const connues = new Set(categories.map((categorie) => categorie.id))
  for (const { id: critere, categorie_id } of criteres)
    if (categorie_id !== null && !connues.has(categorie_id))
      fautes.push(`criteres.${critere} : la catégorie « ${categorie_id} » n’existe pas`)
  for (const [ou, ids] of Object.entries({
    articles: articles.map((un) => un.id),
    categories: categories.map((un) => un.id),
    criteres: criteres.map((un) => un.id),
    rubriques: rubriques.map((un) => `${un.genre} ${un.id}`)
  }))
    for (const double of new Set(ids.filter((un, rang) => ids.indexOf(un) !== rang)))
      fautes.push(`${ou} : « ${double} » est écrit deux fois`)
  return fautes
}
