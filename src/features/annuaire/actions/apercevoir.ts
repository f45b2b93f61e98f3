import { jourCivil } from '../../../kernel/jour-civil.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { Geographie } from '../../territoires/index.ts'
import type { Valeurs } from '../domain/enregistrement.ts'
import { nomAffiche, situer } from '../domain/fiche.ts'
import { fusionner } from '../domain/fusion.ts'
import { publiable } from '../domain/publication.ts'
import { declarerSourceResponsables } from '../domain/source-responsables.ts'
import type { LieuPublic } from '../store/lieu.store.ts'
import { lireAutresSources } from './autres-sources.ts'

/** The fiche as visitors would see it if its responsable said this. Nothing is written. */
export async function apercevoir(
  db: Db,
  geo: Geographie,
  lieu: LieuPublic,
  dites: Valeurs,
  now: Date
): Promise<{ nom: string; valeurs: Valeurs; departement: string | undefined; positionApprochee: boolean }> {
  const { records, confiances } = await lireAutresSources(db, lieu)
  const { id: source } = declarerSourceResponsables({ reseau: 'aperçu', site: '', fictif: lieu.fictif })
  const date = jourCivil(now)
  const tenu = { source, cle: 'apercu', date, valeurs: dites, doutes: [] }
  const fusion = fusionner([...records, tenu], confiances).valeurs
  const { valeurs } = publiable(fusion)
  const { departement, positionApprochee } = situer(fusion, geo)
  return { nom: nomAffiche(valeurs), valeurs, departement, positionApprochee }
}
