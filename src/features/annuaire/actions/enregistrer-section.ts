import { createHash } from 'node:crypto'
import { jsonCanonique } from '../../../kernel/json-canonique.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { Geographie } from '../../territoires/index.ts'
import type { Valeurs } from '../domain/enregistrement.ts'
import { estContestable } from '../domain/revendication.ts'
import { champsEcrits, type SectionDeFiche } from '../domain/sections-fiche.ts'
import { findTenue } from '../store/fiche-tenue.store.ts'
import type { LieuPublic } from '../store/lieu.store.ts'
import { listEnVigueurDuLieu } from '../store/revendication.store.ts'
import { ecrireFiche, type RefusFiche } from './ecrire-fiche.ts'
import { ecarterCeQuiDiffere } from './propositions.ts'
import { changerFiche, type OutilsFiche } from './tenir-fiche.ts'

/** What a section says, digested: two readers who saw the same thing have the same digest. */
export function digestSection(section: SectionDeFiche, valeurs: Valeurs): string {
  const dites = Object.fromEntries(
    champsEcrits(section).flatMap((nom) => (valeurs[nom] === undefined ? [] : [[nom, valeurs[nom]]]))
  )
  return createHash('sha256').update(jsonCanonique(dites)).digest('base64url').slice(0, 22)
}

/** What the responsable says of the lieu, or what its fiche shows while nobody holds it. */
export async function lireValeursTenues(db: Db, lieu: LieuPublic): Promise<{ valeurs: Valeurs; tenue: boolean }> {
  const tenue = await findTenue(db, lieu.id)
  return { valeurs: tenue?.valeurs ?? lieu.publiees, tenue: tenue !== undefined }
}

/** The fiche with one section written anew. */
export function mergeSection(avant: Valeurs, section: SectionDeFiche, ecrites: Valeurs, geo: Geographie): Valeurs {
  const apres: { -readonly [C in keyof Valeurs]: Valeurs[C] } = { ...avant }
  for (const nom of champsEcrits(section)) delete apres[nom]
  Object.assign(apres, ecrites)
  // « Paris 12e » is Paris: who did not change the commune keeps its precise code.
  const { code_insee: ancien } = avant
  if (
    ancien &&
    ecrites.code_insee &&
    ecrites.commune === avant.commune &&
    geo.commune(ancien)?.code === ecrites.code_insee
  )
    apres.code_insee = ancien
  return apres as Valeurs
}

/** Another département has other judges: who may still be contested does not choose them. */
export type RefusSection = RefusFiche | { readonly raison: 'contestable' }

function movesAway(avant: Valeurs, ecrites: Valeurs, geo: Geographie): boolean {
  const [ici, ailleurs] = [avant.code_insee, ecrites.code_insee].map((code) => code && geo.commune(code)?.departement)
  return Boolean(ici && ailleurs && ici !== ailleurs)
}

/**
 * Publishes what the responsable wrote of one section. The right and what was shown are looked at again under the directory's
 * lock: of two people who save at once, the second is shown what the first one wrote.
 * @param vue the digest of the section as it was shown
 */
export async function enregistrerSection(
  db: Db,
  lieuId: number,
  { section, valeurs, vue }: { readonly section: SectionDeFiche; readonly valeurs: Valeurs; readonly vue: string },
  outils: OutilsFiche
): Promise<Result<undefined, RefusSection>> {
  return ecrireFiche<RefusSection>(db, lieuId, outils, async (trx, geo, lieu) => {
    const { valeurs: avant } = await lireValeursTenues(trx, lieu)
    if (digestSection(section, avant) !== vue) return refuse({ raison: 'changee', valeurs: avant })
    if (movesAway(avant, valeurs, geo)) {
      const enVigueur = await listEnVigueurDuLieu(trx, lieu.id)
      if (enVigueur.some((une) => estContestable(une, outils.now))) return refuse({ raison: 'contestable' })
    }
    const apres = mergeSection(avant, section, valeurs, geo)
    const apresValidation = await changerFiche(
      trx,
      geo,
      lieu,
      (dites) => mergeSection(dites, section, valeurs, geo),
      'modification',
      outils
    )
    // Who has just written a value knew the one that sources give.
    await ecarterCeQuiDiffere(trx, lieu, champsEcrits(section), avant, apres, outils.now)
    return ok(apresValidation)
  })
}

/** « Ma fiche est à jour », said by who is signed in. */
export async function direAJour(db: Db, lieuId: number, outils: OutilsFiche): Promise<Result<undefined, RefusFiche>> {
  return ecrireFiche(db, lieuId, outils, async (trx, geo, lieu) =>
    ok(await changerFiche(trx, geo, lieu, (v) => v, 'confirmation', outils))
  )
}
