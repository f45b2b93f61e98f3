import type { Acteur } from '../../../kernel/acteur.ts'
import type { Courriel } from '../../../kernel/courriel.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { envoyerCourriel } from '../../../platform/mail/index.ts'
import { countGeste } from '../../comptes/index.ts'
import type { OrientationEcrite } from '../domain/orientation-ecrite.ts'
import { peutAnnuaire } from '../domain/permissions.ts'
import { courrielFicheOrientation } from '../mails/fiche-orientation.mail.tsx'

export interface Envoi {
  readonly a: Courriel
  readonly fiche: OrientationEcrite
  /** The form that asks for it: pressed twice for one address, it sends one message. */
  readonly formulaire: string
  readonly reseau: string
}

export type EnvoiRefuse =
  | { readonly raison: 'sans-compte' }
  /** This account, or this mailbox, had enough for now. */
  | { readonly raison: 'attendre'; readonly jusqua: Date }

/** Sends a slip. Nothing of it is kept: its message leaves the queue with its text, and the journal says nothing of it. */
export function envoyerFiche(
  db: Db,
  { a, fiche, formulaire, reseau }: Envoi,
  { acteur, now }: { readonly acteur: Acteur; readonly now: Date }
): Promise<Result<undefined, EnvoiRefuse>> {
  return transaction(db, async (trx) => {
    const { compte } = acteur
    if (!compte || !peutAnnuaire('orientation:envoyer', acteur, {})) return refuse({ raison: 'sans-compte' })
    const jusqua =
      (await countGeste(trx, 'orientations', compte.id, now)) ?? (await countGeste(trx, 'orientes', a, now))
    if (jusqua) return refuse({ raison: 'attendre', jusqua })
    const deja = await countGeste(trx, 'orientation', `${compte.id} ${formulaire} ${a}`, now)
    if (!deja) await envoyerCourriel(trx, courrielFicheOrientation({ a, reseau, fiche }), now)
    return ok(undefined)
  })
}
