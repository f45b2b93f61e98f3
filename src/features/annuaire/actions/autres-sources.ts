import type { Db } from '../../../platform/db/index.ts'
import { type Confiances, confiancesOf } from '../domain/confiances.ts'
import type { AFusionner } from '../domain/fusion.ts'
import { isSourceTenue } from '../domain/source-responsables.ts'
import { sansEcartees } from '../domain/valeur-ecartee.ts'
import { listJugements } from '../store/decision.store.ts'
import { findEnregistrementsDuLieu } from '../store/enregistrement.store.ts'
import type { LieuPublic } from '../store/lieu.store.ts'
import { listSourcesPresentes } from '../store/source.store.ts'

/** What directories say of a lieu now, ready to be merged, and how far each one is believed. */
export async function lireAutresSources(
  db: Db,
  lieu: LieuPublic
): Promise<{ records: AFusionner[]; confiances: Confiances }> {
  const autres = (await findEnregistrementsDuLieu(db, lieu.id)).filter(
    ({ source, disparu }) => !isSourceTenue(source) && disparu === undefined
  )
  const jugements = (await listJugements(db, autres)).filter(({ genre }) => genre === 'ecarte')
  const declarations = (await listSourcesPresentes(db)).filter(({ fictif = false }) => fictif === lieu.fictif)
  return {
    records: autres.map((e) => {
      const siens = jugements.filter(({ a_source, a_cle }) => a_source === e.source && a_cle === e.cle)
      const valeurs = sansEcartees(e.valeurs, siens)
      return { source: e.source, cle: e.cle, date: valeurs.date_maj ?? e.livreeLe, valeurs, doutes: e.doutes }
    }),
    confiances: confiancesOf(declarations)
  }
}
