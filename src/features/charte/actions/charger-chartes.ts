import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { SYSTEME } from '../../../kernel/acteur.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { findReseau } from '../../reseaux/index.ts'
import { type CharteLivree, lireCharteLivree } from '../domain/livre.ts'
import {
  deleteBrouillon,
  findCharte,
  insertCharte,
  insertVersion,
  lockCharte,
  savePublication
} from '../store/charte.store.ts'
import { empreinteContenu } from './empreinte-contenu.ts'

/**
 * Takes the charters that ship, one file each, in one transaction. Run at each start, it changes nothing the second time.
 *
 * - A charter that the database does not know comes in and is in force at once: a portal without charter lets nobody join.
 * - A file that changed since becomes a new draft, never more. A new text binds members at their next renewal: the day it
 *   comes into force is for people to choose, after having read the comparison.
 * - Once people have written a version of their own, or a draft, the file is left alone: a draft taken from it would
 *   undo their work on the day it is published.
 */
export async function chargerChartesLivrees(db: Db, dossier: string, now: Date): Promise<void> {
  const fichiers = readdirSync(dossier)
    .filter((nom) => nom.endsWith('.yaml'))
    .sort()
    .map((nom) => ({ nom, texte: readFileSync(join(dossier, nom), 'utf8') }))
  await transaction(db, async (trx) => {
    for (const { nom, texte } of fichiers) {
      const empreinte = createHash('sha256').update(texte).digest('hex')
      const charte = lireFichier(nom, texte)
      // A site that closed this réseau has no use for its charter.
      if (!(await findReseau(trx, charte.reseau))) continue
      if (await insertCharte(trx, { id: charte.id, reseau_id: charte.reseau, nom: charte.nom }, now)) {
        const version = { charte_id: charte.id, numero: 1, origine: 'livree' as const, empreinte_livree: empreinte }
        const id = await insertVersion(trx, { ...version, contenu: charte.contenu }, now)
        await savePublication(trx, { id, revision: 1 }, now, now)
        await consigner(
          trx,
          {
            reseau: charte.reseau,
            genre: 'charte.publiee',
            acteur: SYSTEME.nom,
            objet: `charte ${charte.id} version 1`,
            contenu: { publiee_le: now.toISOString(), empreinte: empreinteContenu(charte.contenu) }
          },
          now
        )
        continue
      }
      await lockCharte(trx, charte.id)
      const connue = await findCharte(trx, charte.id)
      if (!connue || connue.versions.some(({ empreinte_livree }) => empreinte_livree === empreinte)) continue
      if (connue.versions.some(({ origine }) => origine === 'saisie')) continue
      const brouillon = connue.versions.find(({ publiee_le }) => publiee_le === null)
      if (brouillon) await deleteBrouillon(trx, brouillon)
      await insertVersion(
        trx,
        {
          charte_id: charte.id,
          numero: brouillon?.numero ?? (connue.versions.at(-1)?.numero ?? 0) + 1,
          origine: 'livree',
          empreinte_livree: empreinte,
          contenu: charte.contenu
        },
        now
      )
    }
  })
}

/** A shipped file that does not hold stops the start: it is ours, and what it says binds people. */
function lireFichier(nom: string, texte: string): CharteLivree {
  let donnees: unknown
  try {
    donnees = parse(texte)
  } catch (error) {
    throw new Error(`content/chartes/${nom} : ce fichier n’est pas du YAML (${(error as Error).message})`)
  }
  const lu = lireCharteLivree(donnees)
  if (!lu.ok) throw new Error(`content/chartes/${nom} :\n- ${lu.error.join('\n- ')}`)
  return lu.value
}
