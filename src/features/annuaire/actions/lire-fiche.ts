import type { Db } from '../../../platform/db/index.ts'
import { obtenirGeographie } from '../../territoires/index.ts'
import type { Valeurs } from '../domain/enregistrement.ts'
import { publiable } from '../domain/publication.ts'
import { findEnregistrementsDuLieu } from '../store/enregistrement.store.ts'
import type { LieuPublic } from '../store/lieu.store.ts'
import { nomsDesSources } from '../store/source.store.ts'

export interface RecordPublic {
  readonly source: string
  readonly cle: string
  readonly date: string
  readonly publiees: Valeurs
  /** Day of the delivery that no longer held it. */
  readonly disparuLe: string | undefined
}

/** What surrounds a fiche: its records as they may be shown, what is kept from view, how exact its position is. */
export async function lireFiche(db: Db, lieu: LieuPublic) {
  const [enregistrements, noms] = await Promise.all([findEnregistrementsDuLieu(db, lieu.id), nomsDesSources(db)])
  const masques = new Set<'portable' | 'courriel'>()
  const records: RecordPublic[] = enregistrements.map((e) => {
    const { valeurs: publiees, masques: caches } = publiable(e.valeurs)
    if (caches.includes('telephone')) masques.add('portable')
    if (caches.includes('courriels')) masques.add('courriel')
    return {
      source: e.source,
      cle: e.cle,
      date: e.valeurs.date_maj ?? e.livreeLe,
      publiees,
      disparuLe: e.disparu?.dateeDu
    }
  })
  return { records, noms, masques: [...masques], approximation: await approximation(db, lieu) }
}

async function approximation(db: Db, lieu: LieuPublic): Promise<'commune' | 'voisines' | undefined> {
  if (!lieu.position_approchee || !lieu.code_insee) return undefined
  const geo = await obtenirGeographie(db)
  return geo.commune(lieu.code_insee)?.centre?.origine === 'voisines' ? 'voisines' : 'commune'
}
