import { SYSTEME } from '../../../kernel/acteur.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { envoyerCourriel, forgetMessages } from '../../../platform/mail/index.ts'
import { ETATS_OUVERTS, finDuDelai, JOURS_D_ATTENTE, JOURS_GARDEE } from '../domain/revendication.ts'
import { courrielSuite, MOTIF_REVENDICATION } from '../mails/revendication.mail.tsx'
import {
  changeEtat,
  dropLiens,
  forgetRevendications,
  listEnAttenteDepuis,
  type Revendication
} from '../store/revendication.store.ts'
import { consignerRevendication } from './donner-lieu.ts'
import { findLieuActuel } from './lieu-tenu.ts'

/**
 * What time ends: claims that nobody answered are closed at the day they stopped waiting, whenever this runs; addresses and
 * links that serve no more are forgotten, then the messages that carried them, then the claims that ended long ago.
 */
export async function suivreRevendications(
  db: Db,
  { now, reseau, site }: { readonly now: Date; readonly reseau: string; readonly site: string }
): Promise<{ readonly abandonnees: number; readonly effacees: number }> {
  const ilYA = (jours: number) => new Date(now.getTime() - jours * 86_400_000)
  let abandonnees = 0
  // A day early: a month that loses an hour is shorter than its days.
  for (const attente of await listEnAttenteDepuis(db, ilYA(JOURS_D_ATTENTE - 1)))
    if (finDuDelai(attente.demandee_le, JOURS_D_ATTENTE) <= now && (await close(db, attente, { now, reseau, site })))
      abandonnees++
  const effacees = await transaction(db, async (trx) => {
    await forgetMessages(trx, MOTIF_REVENDICATION, ilYA(JOURS_D_ATTENTE + 1))
    return forgetRevendications(trx, ilYA(JOURS_GARDEE), now)
  })
  return { abandonnees, effacees }
}

function close(
  db: Db,
  { id, lieu_id, preuve, courriel, demandee_le }: Revendication,
  { now, reseau, site }: { readonly now: Date; readonly reseau: string; readonly site: string }
): Promise<boolean> {
  return transaction(db, async (trx) => {
    const finieLe = finDuDelai(demandee_le, JOURS_D_ATTENTE)
    if (!(await changeEtat(trx, id, ETATS_OUVERTS, 'abandonnee', { finie_le: finieLe }))) return false
    await dropLiens(trx, id)
    const lieu = await findLieuActuel(trx, lieu_id)
    if (lieu)
      await envoyerCourriel(
        trx,
        courrielSuite({
          a: courriel,
          reseau,
          lieu: lieu.nom,
          suite: preuve === 'delegation' ? 'aide-sans-reponse' : 'sans-reponse',
          lien: `${site}/lieux/${lieu.id}/revendiquer`
        }),
        now
      )
    await consignerRevendication(trx, { id, etat: 'abandonnee', preuve, lieuId: lieu_id }, SYSTEME.nom, now)
    return true
  })
}
