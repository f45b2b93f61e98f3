import { createHash } from 'node:crypto'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import type { Db, Trx } from '../../../platform/db/index.ts'
import type { Valeurs } from '../domain/enregistrement.ts'
import { fusionner } from '../domain/fusion.ts'
import { comparerPropositions, type Proposition, textePropose } from '../domain/propositions.ts'
import { publiable } from '../domain/publication.ts'
import type { NomChamp } from '../domain/schema.ts'
import { findTenue } from '../store/fiche-tenue.store.ts'
import type { LieuPublic } from '../store/lieu.store.ts'
import { insertPropositionsEcartees, listPropositionsEcartees } from '../store/proposition.store.ts'
import { lireAutresSources } from './autres-sources.ts'
import { ecrireFiche, type RefusFiche } from './ecrire-fiche.ts'
import { changerFiche, type OutilsFiche } from './tenir-fiche.ts'

export interface PropositionLue extends Proposition {
  /** Digest of what is proposed: an answer about another value is refused. */
  readonly empreinte: string
}

/** What sources say otherwise than the held fiche, without what its responsable already refused. None when nobody holds it. */
export async function listPropositions(db: Db, lieu: LieuPublic): Promise<PropositionLue[]> {
  const tenue = await findTenue(db, lieu.id)
  if (!tenue) return []
  const [toutes, ecartees] = [await compute(db, lieu, tenue.valeurs), await listPropositionsEcartees(db, lieu.id)]
  const refusees = new Set(ecartees.map(({ champ, empreinte }) => `${champ} ${empreinte}`))
  return toutes.filter(({ champ, empreinte }) => !refusees.has(`${champ} ${empreinte}`))
}

export type RefusProposition = RefusFiche | { readonly raison: 'proposition-changee' }

/** « Prendre cette valeur », or « Garder la mienne ». */
export async function repondreProposition(
  db: Db,
  lieuId: number,
  reponse: { readonly champ: string; readonly empreinte: string; readonly prendre: boolean },
  outils: OutilsFiche
): Promise<Result<undefined, RefusProposition>> {
  return ecrireFiche<{ readonly raison: 'proposition-changee' }>(db, lieuId, outils, async (trx, geo, lieu) => {
    const proposition = (await listPropositions(trx, lieu)).find(
      ({ champ, empreinte }) => champ === reponse.champ && empreinte === reponse.empreinte
    )
    if (!proposition) return refuse({ raison: 'proposition-changee' })
    if (!reponse.prendre) {
      await insertPropositionsEcartees(trx, lieu.id, [proposition], outils.now)
      return ok(() => {})
    }
    const { champs, proposee } = proposition
    const prendre = (avant: Valeurs): Valeurs => {
      const apres: Partial<Record<NomChamp, unknown>> = { ...avant }
      for (const nom of champs) delete apres[nom]
      return { ...(apres as Valeurs), ...proposee }
    }
    return ok(await changerFiche(trx, geo, lieu, prendre, 'modification', outils))
  })
}

/** Among these fields, what sources say otherwise than what was just written is refused with it. */
export async function ecarterCeQuiDiffere(
  trx: Trx,
  lieu: LieuPublic,
  champs: readonly NomChamp[],
  avant: Valeurs,
  apres: Valeurs,
  now: Date
): Promise<void> {
  const changes = champs.filter((nom) => JSON.stringify(avant[nom]) !== JSON.stringify(apres[nom]))
  const vues = (await compute(trx, lieu, apres)).filter((p) => p.champs.some((nom) => changes.includes(nom)))
  await insertPropositionsEcartees(trx, lieu.id, vues, now)
}

async function compute(db: Db, lieu: LieuPublic, tenue: Valeurs): Promise<PropositionLue[]> {
  const { records, confiances } = await lireAutresSources(db, lieu)
  if (records.length === 0) return []
  const { valeurs, provenance } = fusionner(records, confiances)
  // A personal number that a source holds is not shown here either.
  return comparerPropositions(tenue, { valeurs: publiable(valeurs).valeurs, provenance }).map((p) => ({
    ...p,
    empreinte: createHash('sha256').update(textePropose(p)).digest('base64url')
  }))
}
