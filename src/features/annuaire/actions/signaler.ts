import { createHmac, randomBytes } from 'node:crypto'
import { jourCivil } from '../../../kernel/jour-civil.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { empreinteDuSignalement, type GenreSignalement, LIMITES, type Propose } from '../domain/signalement.ts'
import { countPassages, insertSignalement, notePassage, obtainSel } from '../store/signalement.store.ts'

export interface Depot {
  readonly genre: GenreSignalement
  readonly lieuId: number | undefined
  readonly departement: string | undefined
  readonly propose: Propose
  readonly courriel: string | undefined
  /** Where it comes from, to count by. Neither is kept. */
  readonly adresse: string
  readonly appareil: string
}

/** Keeps a report for a person to read. The same words sent again are the same report. */
export async function deposerSignalement(
  db: Db,
  depot: Depot,
  now: Date
): Promise<Result<'depose' | 'deja-la', 'trop-de-signalements'>> {
  return transaction(db, async (trx) => {
    const sel = await obtainSel(trx, jourCivil(now), randomBytes(32))
    // Keyed by a secret that is thrown away with the day: nobody finds the address again, not even with this table.
    const passage = {
      empreinte: createHmac('sha256', sel).update(`${depot.adresse}\n${depot.appareil}`).digest('base64url'),
      lieuId: depot.lieuId
    }
    const depuis = (duree: number) => new Date(now.getTime() - duree)
    const vus = await countPassages(trx, passage, {
      appareil: depuis(LIMITES.appareil.duree),
      lieu: depuis(LIMITES.lieu.duree),
      site: depuis(LIMITES.site.duree)
    })
    if (vus.appareil >= LIMITES.appareil.nombre || vus.lieu >= LIMITES.lieu.nombre || vus.site >= LIMITES.site.nombre)
      return refuse('trop-de-signalements')
    const { genre, lieuId, propose, courriel, departement } = depot
    const empreinte = empreinteDuSignalement(genre, lieuId, propose, courriel)
    const id = await insertSignalement(trx, { genre, lieuId, propose, departement, courriel, empreinte }, now)
    if (id === undefined) return ok('deja-la')
    await notePassage(trx, passage, now)
    return ok('depose')
  })
}
