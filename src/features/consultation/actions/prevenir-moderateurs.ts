import { type Db, transaction } from '../../../platform/db/index.ts'
import { envoyerCourriel, listMessagesTo } from '../../../platform/mail/index.ts'
import { siteDesCourriels } from '../../../platform/mail/site.ts'
import { direInstant } from '../../charte/index.ts'
import { listTitulaires } from '../../comptes/index.ts'
import { listReseaux } from '../../reseaux/index.ts'
import { PERMISSIONS_CONSULTATION } from '../domain/permissions.ts'
import { A_MODERER, courrielAModerer } from '../mails/a-moderer.mail.tsx'
import { type EnAttente, listEnAttente } from '../store/moderation.store.ts'

const LIGNES = 50
/** A day, less what a late start of the job may take. */
const UN_JOUR_MS = 20 * 3_600_000

/**
 * Tells those who moderate that something waits for them, at most once a day each, all their réseaux together. Where nobody
 * is a moderator, those who may moderate by another role. What one wrote oneself waits for somebody else.
 */
export async function prevenirModerateurs(db: Db, now: Date): Promise<void> {
  const parAdresse = new Map<string, { readonly reseau: string; readonly file: readonly EnAttente[] }>()
  for (const { id, nom } of await listReseaux(db)) {
    const file = await listEnAttente(db, [id], LIGNES)
    if (file.length === 0) continue
    const moderateurs = await listTitulaires(db, { moderateur: 'reseau' }, { reseau: id }, now)
    const prevenus =
      moderateurs.length > 0
        ? moderateurs
        : await listTitulaires(db, PERMISSIONS_CONSULTATION['consultation:moderer'], { reseau: id }, now)
    for (const { courriel, compteId } of prevenus) {
      const siens = file.filter(({ auteur_id }) => auteur_id !== compteId)
      const autres = parAdresse.get(courriel)
      parAdresse.set(courriel, { reseau: autres?.reseau ?? nom, file: [...(autres?.file ?? []), ...siens] })
    }
  }
  for (const [a, { reseau, file }] of parAdresse) {
    const ancien = file.toSorted((x, y) => x.depuis.getTime() - y.depuis.getTime())[0]
    if (!ancien) continue
    await transaction(db, async (trx) => {
      const deja = (await listMessagesTo(trx, a)).some(
        ({ motif, cree_le }) => motif === A_MODERER && now.getTime() - cree_le.getTime() < UN_JOUR_MS
      )
      if (deja) return
      const message = courrielAModerer({
        a,
        reseau,
        nombre: file.length,
        depuis: direInstant(ancien.depuis, ancien.fuseau),
        bureau: `${siteDesCourriels().adresse}/consultations/moderation`
      })
      await envoyerCourriel(trx, message, now)
    })
  }
}
