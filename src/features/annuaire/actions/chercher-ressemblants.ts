import type { Db } from '../../../platform/db/index.ts'
import { toAComparer } from '../domain/comparable.ts'
import { expliquer, type Preuve } from '../domain/rapprochement/rapprochement.ts'
import type { LieuPublic } from '../store/lieu.store.ts'
import { listRessemblants } from '../store/signalement.store.ts'
import { findCommunes } from './find-communes.ts'

export interface Ressemblant {
  readonly lieu: LieuPublic
  /** Why they look alike, the strongest first. */
  readonly preuves: readonly Preuve[]
}

const PRESELECTION = 30
const MONTRES = 5

/**
 * « Est-ce l’un de ceux-ci ? » : the public lieux that look like what someone types, before anything exists. It explains
 * to a person and decides nothing: what was typed goes no further than this answer.
 */
export async function chercherRessemblants(
  db: Db,
  tape: { readonly nom: string; readonly commune: string; readonly adresse: string }
): Promise<{ communes: readonly { readonly code: string; readonly nom: string }[]; ressemblants: Ressemblant[] }> {
  const communes = await findCommunes(db, tape.commune)
  if (communes.length === 0) return { communes, ressemblants: [] }
  const lieux = await listRessemblants(db, { ...tape, communes: communes.map(({ code }) => code) }, PRESELECTION)
  const ressemblants = lieux
    .map((lieu) => {
      const preuves = expliquer(
        toAComparer({
          source: '',
          cle: 'ce qui est cherché',
          fictif: lieu.fictif,
          // The commune is one of those that were asked for: it is no evidence, only what makes streets comparable.
          valeurs: {
            nom: tape.nom,
            adresse: tape.adresse,
            ...(lieu.publiees.commune && { commune: lieu.publiees.commune }),
            ...(lieu.code_insee && { code_insee: lieu.code_insee })
          }
        }),
        toAComparer({ source: 'annuaire', cle: String(lieu.id), fictif: lieu.fictif, valeurs: lieu.publiees })
      )
      return {
        lieu,
        preuves: preuves.filter(({ champ, poids }) => poids > 0 && champ !== 'commune'),
        score: preuves.reduce((s, p) => s + p.poids, 0)
      }
    })
    // The commune was asked for: alone, it makes nobody look alike.
    .filter(({ preuves }) => preuves.length > 0)
    .sort((a, b) => b.score - a.score || a.lieu.id - b.lieu.id)
    .slice(0, MONTRES)
  return { communes, ressemblants: ressemblants.map(({ lieu, preuves }) => ({ lieu, preuves })) }
}
