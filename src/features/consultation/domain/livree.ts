import { z } from 'zod'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { SORTS, type SortReponse } from './item.ts'

/** A consultation of the demonstration, as `content/consultations/*.yaml` writes it. */
export type ConsultationLivree = z.infer<typeof FICHIER>
export type ItemLivre = ConsultationLivree['modules'][number]['items'][number]
export type CommentaireLivre = ItemLivre['commentaires'][number]

/** Accounts of the demonstration, by the beginning of their address. */
export const PERSONNAGES = ['contributrice', 'responsable', 'deleguee', 'coordinatrice', 'pilote'] as const

/** Others, who have already answered the open one. */
export const HABITUES = ['secretariat', 'comite1', 'comite2', 'comite3', 'editeur', 'administratrice'] as const

/** Who says it: one of the first; the organiser; somebody who left since. */
const PAR = z.enum([...PERSONNAGES, 'organisateur', 'supprime'])

const phrase = (max: number) => z.string().trim().min(1).max(max)
const adresse = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/)
const instant = z.union([z.date(), z.iso.datetime().transform((texte) => new Date(texte))])
const jour = z.union([z.date().transform((date) => date.toISOString().slice(0, 10)), z.iso.date()])

/** Said on a day, or so many days before the loading. */
const DIT = { par: PAR, jour: jour.optional(), age: z.int().min(0).max(60).optional(), texte: phrase(5000) }
const PART = z.int().min(0).max(100)

const ITEM = z.strictObject({
  titre: phrase(200),
  texte: phrase(10_000),
  /** Nobody: the organiser. */
  par: PAR.optional(),
  jour: jour.optional(),
  avis: z.tuple([PART, PART]),
  valeurs: z.record(phrase(60), z.int().min(1).max(20)),
  commentaires: z.array(z.strictObject({ ...DIT, reponses: z.array(z.strictObject(DIT)).default([]) })).default([]),
  actions: z.array(z.strictObject(DIT)).default([]),
  reponse: z
    .strictObject({
      sort: z.enum(Object.keys(SORTS) as [SortReponse, ...SortReponse[]]),
      texte: phrase(5000),
      /** A criterion of the national charter. */
      critere: z.string().optional()
    })
    .optional()
})

const FICHIER = z.strictObject({
  adresse,
  titre: phrase(200),
  question: phrase(1000),
  introduction: phrase(20_000),
  /** Dates of one that is over; otherwise how long it is open from the day before the loading. */
  ouverture: instant.optional(),
  cloture: instant.optional(),
  restituee_le: instant.optional(),
  archivee_le: instant.optional(),
  jours: z.int().min(1).max(365).optional(),
  synthese: z.string().trim().max(50_000).default(''),
  modules: z
    .array(
      z.strictObject({
        adresse,
        titre: phrase(200),
        question: phrase(1000),
        libelle_proposition: phrase(60),
        actions: z.boolean(),
        resultats: z.enum(['toujours', 'apres-avis', 'cloture']).default('cloture'),
        items: z.array(ITEM).min(1)
      })
    )
    .min(1)
})

/** @returns sentences that say where a file is wrong */
export function lireConsultationLivree(donnees: unknown): Result<ConsultationLivree, readonly string[]> {
  const lu = FICHIER.safeParse(donnees)
  return lu.success ? ok(lu.data) : refuse(lu.error.issues.map(({ path, message }) => `${path.join('.')} : ${message}`))
}

/** An invented opinion: the place of who gives it among the invented people, that of the item, and when (from 0 to 1). */
export interface AvisInvente {
  readonly qui: number
  readonly item: number
  readonly accord: boolean
  readonly moment: number
}

/**
 * Invented opinions, always the same, of so many people in each of two camps: most answer most items, the share of
 * « d’accord » in each camp is that of the file, and more come at the beginning.
 */
export function inventerAvis(
  items: readonly Pick<ItemLivre, 'avis'>[],
  [premier, second]: readonly [number, number]
): readonly AvisInvente[] {
  return Array.from({ length: premier + second }, (_, qui) => qui).flatMap((qui) =>
    items.flatMap(({ avis }, item): AvisInvente[] => {
      if (brouiller(qui, item, 1) > 0.88) return []
      const part = avis[qui < premier ? 0 : 1]
      const moment = brouiller(qui, 0, 3) ** 2
      return [{ qui, item, accord: 100 * brouiller(qui, item, 2) < part, moment }]
    })
  )
}

/** A number from 0 to 1 that looks like chance and never changes. */
function brouiller(a: number, b: number, c: number): number {
  let h = Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296
}
