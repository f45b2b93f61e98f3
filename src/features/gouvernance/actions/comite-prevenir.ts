import type { Trx } from '../../../platform/db/index.ts'
import { envoyerCourriel, type Message } from '../../../platform/mail/index.ts'
import { siteDesCourriels } from '../../../platform/mail/site.ts'
import { findReseau } from '../../reseaux/index.ts'
import type { CadreDuComite } from '../mails/cadre-du-comite.ts'
import { listElecteurs, listSieges, listSuppleances } from '../store/comite.store.ts'
import type { Motion } from '../store/motion.store.ts'

/**
 * The same letter to each member of the committee and to their substitutes, each address once. Who stands aside is not told:
 * what the committee says of a lieu is not for who has a link with it.
 */
export async function ecrireAuComite(
  trx: Trx,
  motion: Pick<Motion, 'id' | 'reseau_id' | 'adhesion_id' | 'ouverte_le'>,
  now: Date,
  ecrire: (cadre: CadreDuComite) => Message
): Promise<void> {
  const { id, reseau_id } = motion
  const [reseau, sieges, suppleances, membres] = [
    await findReseau(trx, reseau_id),
    await listSieges(trx, reseau_id, now),
    await listSuppleances(trx, { reseauId: reseau_id }, now),
    await listElecteurs(trx, motion, now)
  ]
  if (!reseau) throw new Error(`le réseau ${reseau_id} n’existe pas`)
  const lien = `${siteDesCourriels().adresse}/comite/motions/${id}`
  const assis = new Set(membres.filter(({ ecarte }) => !ecarte).map(({ compteId }) => compteId))
  const adresses = new Set([
    ...sieges.filter(({ compteId }) => assis.has(compteId)).map(({ courriel }) => courriel),
    ...suppleances.filter(({ titulaireId }) => assis.has(titulaireId)).map(({ courriel }) => courriel)
  ])
  for (const a of adresses)
    await envoyerCourriel(trx, ecrire({ a, reseau: reseau.nom, zone: reseau.fuseau, now, lien }), now)
}
