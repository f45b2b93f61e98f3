import type { Acteur } from '../../../kernel/acteur.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { telecharger } from '../../../platform/telechargement/index.ts'
import type { Livraison } from '../store/livraison.store.ts'
import { type Source, saveEntetesHttp } from '../store/source.store.ts'
import { type DemandeImport, endLivraison, importer, type OutilsImport } from './importer.ts'

export interface DemandeRecuperation {
  readonly dossier: string
  readonly acteur: Acteur
  readonly confirmer: boolean
  readonly livraisonId: number
  readonly dateeDu: string
  readonly autoriserInterne: boolean
}

/** Fetches the source's declared address, asking « only if it changed », and imports what comes. */
export async function recupererSource(
  db: Db,
  { declaration, etag, modifieeLeHttp }: Source,
  demande: DemandeRecuperation,
  outils: OutilsImport
): Promise<Livraison> {
  const { dossier, livraisonId, acteur, confirmer, dateeDu } = demande
  const url = declaration.origine.type === 'url' ? declaration.origine.url : ''
  const aImporter: DemandeImport = { declaration, chemin: '', origine: url, dateeDu, acteur, confirmer, livraisonId }
  const recu = await telecharger(url, {
    dossier,
    // A delivery that a person confirms must come again even if the server says that nothing changed.
    ...(!confirmer && { etag, lastModified: modifieeLeHttp }),
    tailleMax: outils.tailleMax,
    autoriserInterne: demande.autoriserInterne
  })
  if (!recu.ok)
    return endLivraison(
      db,
      livraisonId,
      { etat: 'refusee', message: `${recu.error.message} Rien n’a été changé.` },
      aImporter,
      outils
    )
  if (recu.value.etat === 'inchange')
    return endLivraison(
      db,
      livraisonId,
      { etat: 'inchangee', message: 'Le producteur dit que rien n’a changé depuis la dernière livraison.' },
      aImporter,
      outils
    )
  const { fichier, etag: neuf, lastModified } = recu.value
  const fin = await importer(db, { ...aImporter, chemin: fichier }, outils)
  // Only what was really imported may be skipped next time.
  if (fin.etat === 'appliquee' || fin.etat === 'inchangee')
    await transaction(db, (trx) => saveEntetesHttp(trx, declaration.id, { etag: neuf, lastModified }))
  return fin
}
