import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SYSTEME } from '../../../kernel/acteur.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import { ecrireDemonstration } from '../demo/ecrire-demonstration.ts'
import { VITRINE } from '../domain/demo/vitrine.ts'
import { deleteFictif, type LieuFictif, listFictifs } from '../store/demonstration.store.ts'
import { hasSourceFictive, listSources } from '../store/source.store.ts'
import { importer, type OutilsImport } from './importer.ts'

/** The sentence on top of every page while fictional lieux are there. Read again every ten seconds at most. */
export function bandeauDemonstration(db: Db): () => Promise<string | undefined> {
  let vu: { le: number; fictif: boolean } | undefined
  return async () => {
    if (!vu || performance.now() - vu.le > 10_000) vu = { le: performance.now(), fictif: await hasSourceFictive(db) }
    return vu.fictif ? 'Démonstration : les lieux de ce site sont fictifs.' : undefined
  }
}

/**
 * Loads the demonstration through the ordinary import, once: a directory that already has a source, fictional or real, is
 * left as it is. A load that was cut short begins again.
 */
export async function chargerDemonstration(
  db: Db,
  outils: Omit<OutilsImport, 'geo' | 'tailleMax'>
): Promise<'chargee' | 'deja-la'> {
  const sources = await listSources(db)
  if (sources.some(({ declaration }) => !declaration.fictif)) return 'deja-la'
  const dossier = await mkdtemp(join(tmpdir(), 'maillage-demo-'))
  try {
    const geo = await obtenirGeographie(db)
    let loaded = false
    for (const { declaration, chemin, dateeDu } of await ecrireDemonstration(dossier, geo)) {
      const { etat } = await importer(
        db,
        { declaration, chemin, origine: 'démonstration', dateeDu, acteur: SYSTEME },
        { ...outils, geo, tailleMax: 50_000_000 }
      )
      loaded ||= etat === 'appliquee'
    }
    return loaded ? 'chargee' : 'deja-la'
  } finally {
    await rm(dossier, { recursive: true, force: true })
  }
}

/** The fictional lieux that one can find, those written by hand first: where a visitor of the demonstration looks. */
export async function listLieuxDeDemonstration(db: Db): Promise<readonly LieuFictif[]> {
  const rang = ({ codeInsee, nom }: LieuFictif) => {
    const trouve = VITRINE.findIndex(
      ({ insee, faits, selon }) =>
        insee === codeInsee && [faits, ...Object.values(selon)].some((dit) => dit.nom === nom)
    )
    return trouve < 0 ? VITRINE.length : trouve
  }
  return (await listFictifs(db)).sort((a, b) => rang(a) - rang(b))
}

/** Removes every fictional source, its records and its lieux. Real ones are untouched: they were never mixed. */
export async function effacerDemonstration(
  db: Db,
  now: Date
): Promise<{ readonly sources: number; readonly lieux: number }> {
  return transaction(db, async (trx) => {
    const bilan = await deleteFictif(trx)
    await consigner(
      trx,
      { reseau: 'national', genre: 'demonstration.effacee', acteur: SYSTEME.nom, objet: 'annuaire', contenu: bilan },
      now
    )
    return bilan
  })
}
