import { parseCourriel } from '../../../kernel/courriel.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { envoyerCourriel, forgetMessagesTo } from '../../../platform/mail/index.ts'
import { courrielAlerte } from '../mails/alerte.mail.tsx'
import { courrielChangementAdresse } from '../mails/changement-adresse.mail.tsx'
import {
  agreeChangement,
  type Compte,
  dropChangement,
  findCompte,
  findCompteByCourriel,
  saveChangement,
  saveCourriel
} from '../store/compte.store.ts'
import { dropJetons } from '../store/jeton.store.ts'
import type { Expediteur } from './expediteur.ts'
import { issueJeton, readJeton, useJeton } from './jetons.ts'
import { allowMessage, type Provenance } from './limiter.ts'

const GENRES = { ancienne: 'adresse-ancienne', nouvelle: 'adresse-nouvelle' } as const

export type QuiAccorde = keyof typeof GENRES

/** Asks for another address: both mailboxes must agree. An address that has an account gets nothing, and nobody is told. */
export async function demanderAdresse(
  db: Db,
  compte: Compte,
  saisie: string,
  provenance: Provenance,
  { reseau, site }: Expediteur,
  now: Date
): Promise<Result<undefined, 'fausse' | 'meme' | { jusqua: Date }>> {
  const nouvelle = parseCourriel(saisie)
  if (!nouvelle) return refuse('fausse')
  if (nouvelle.toLowerCase() === compte.courriel.toLowerCase()) return refuse('meme')
  const jusqua = await allowMessage(db, nouvelle, provenance, now)
  if (jusqua) return refuse({ jusqua })
  const prise = await findCompteByCourriel(db, nouvelle)
  await transaction(db, async (trx) => {
    await dropJetons(trx, compte.id, Object.values(GENRES))
    await saveChangement(trx, compte.id, nouvelle, now)
    for (const qui of ['ancienne', 'nouvelle'] as const) {
      const jeton = await issueJeton(trx, GENRES[qui], { compteId: compte.id, donnees: { nouvelle } }, now)
      if (qui === 'nouvelle' && prise) continue
      const a = qui === 'ancienne' ? compte.courriel : nouvelle
      const lien = `${site}/changement-adresse/${qui}/${jeton}`
      await envoyerCourriel(trx, courrielChangementAdresse({ a, reseau, qui, lien }), now)
    }
  })
  return ok(undefined)
}

export async function lireAccord(db: Db, qui: QuiAccorde, jeton: string | undefined, now: Date) {
  return (await readJeton(db, GENRES[qui], jeton, now))?.donnees.nouvelle
}

/** One mailbox agrees; the second agreement changes the address. Undefined when the link can no longer serve. */
export async function accorder(
  db: Db,
  qui: QuiAccorde,
  jeton: string,
  { reseau, site }: Expediteur,
  now: Date
): Promise<'attend' | 'change' | undefined> {
  return transaction(db, async (trx) => {
    const trouve = await useJeton(trx, GENRES[qui], jeton, now)
    const compte = trouve?.compteId ? await findCompte(trx, trouve.compteId) : undefined
    if (!trouve || !compte) return undefined
    const { nouvelle } = trouve.donnees
    const accord = await agreeChangement(trx, compte.id, nouvelle, qui, now)
    if (!accord) return undefined
    if (!accord.accord_ancienne_le || !accord.accord_nouvelle_le) return 'attend'
    if (await findCompteByCourriel(trx, nouvelle)) return undefined
    await saveCourriel(trx, compte.id, nouvelle, now)
    await dropChangement(trx, compte.id)
    // What was sent to the old mailbox would still open this account.
    await dropJetons(trx, compte.id, ['connexion', 'reinitialisation', 'fermeture', 'liaison'])
    await forgetMessagesTo(trx, compte.courriel)
    const oubli = `${site}/mot-de-passe-oublie`
    await envoyerCourriel(trx, courrielAlerte({ a: compte.courriel, reseau, evenement: 'adresse', oubli }), now)
    return 'change'
  })
}
