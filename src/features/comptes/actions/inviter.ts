import { randomUUID } from 'node:crypto'
import type { Acteur } from '../../../kernel/acteur.ts'
import { parseCourriel } from '../../../kernel/courriel.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { envoyerCourriel } from '../../../platform/mail/index.ts'
import { peutInviter, type RoleADonner } from '../domain/attribution.ts'
import { direMotDePasse, jugeMotDePasse } from '../domain/mot-de-passe.ts'
import { direPseudonyme, parsePseudonyme } from '../domain/pseudonyme.ts'
import { courrielInvitation } from '../mails/invitation.mail.tsx'
import { listAttributions, listLieuxActuels, listLieuxConnus } from '../store/attribution.store.ts'
import { findCompte, findCompteByCourriel, insertCompte } from '../store/compte.store.ts'
import { giveRole } from './attributions.ts'
import type { Expediteur } from './expediteur.ts'
import type { Faute } from './inscrire.ts'
import { issueJeton, readJeton, useJeton } from './jetons.ts'
import { hashSecret } from './mot-de-passe.ts'

/** Invites somebody to a role by mail. Who already has an account takes the role by signing in. */
export async function inviter(
  db: Db,
  acteur: Acteur,
  invitation: { readonly courriel: string; readonly role: RoleADonner },
  expediteur: Expediteur,
  now: Date
): Promise<Result<undefined, 'interdit' | 'adresse' | 'lieu-inconnu'>> {
  return transaction(db, (trx) => inviteTo(trx, acteur, invitation, expediteur, now))
}

/** The same inside a transaction. `lieu`: the name of the lieu, for the message. */
export async function inviteTo(
  trx: Trx,
  acteur: Acteur,
  {
    courriel: texte,
    role,
    lieu
  }: { readonly courriel: string; readonly role: RoleADonner; readonly lieu?: string | undefined },
  { reseau, site }: Expediteur,
  now: Date
): Promise<Result<undefined, 'interdit' | 'adresse' | 'lieu-inconnu'>> {
  if (!peutInviter(acteur, role)) return refuse('interdit')
  const courriel = parseCourriel(texte)
  if (!courriel) return refuse('adresse')
  if ((await listLieuxConnus(trx, role.lieux)).length < role.lieux.length) return refuse('lieu-inconnu')
  const jeton = await issueJeton(
    trx,
    'invitation',
    { compteId: null, donnees: { courriel, role, par: acteur.nom, parCompte: acteur.compte?.id ?? null } },
    now
  )
  // Neither the address nor the token: the journal outlives both.
  await consigner(
    trx,
    {
      reseau: role.reseau,
      genre: 'role.invite',
      acteur: acteur.nom,
      objet: 'invitation',
      contenu: { role: role.role }
    },
    now
  )
  await envoyerCourriel(
    trx,
    courrielInvitation({ a: courriel, reseau, role: role.role, lieu, lien: `${site}/invitation/${jeton}` }),
    now
  )
  return ok(undefined)
}

export interface Invitation {
  readonly courriel: string
  readonly role: RoleADonner
  /** That address already has an account: signing in is enough. */
  readonly compte: boolean
}

/** What the link of the message offers, without using it. Undefined once it has served. */
export async function lireInvitation(db: Db, jeton: string | undefined, now: Date): Promise<Invitation | undefined> {
  const trouve = await readJeton(db, 'invitation', jeton, now)
  if (!trouve || !(await tientEncore(db, trouve.donnees, now))) return undefined
  const { courriel, role } = trouve.donnees
  return { courriel, role, compte: (await findCompteByCourriel(db, courriel)) !== undefined }
}

export type InvitationRefusee = 'lien-refuse' | 'autre-compte' | 'deja'

/** The person invited takes the role, on the account of the address that was written to. */
export async function accepterInvitation(
  db: Db,
  jeton: string,
  compteId: string,
  expediteur: Expediteur,
  now: Date
): Promise<Result<undefined, InvitationRefusee>> {
  return undoRefused(() =>
    transaction(db, async (trx): Promise<Result<undefined, InvitationRefusee>> => {
      const compte = await findCompte(trx, compteId)
      const lue = await readJeton(trx, 'invitation', jeton, now)
      if (!lue) return refuse('lien-refuse')
      // Whoever was sent the link by mistake takes nothing, and the link waits for its owner.
      if (compte?.courriel.toLowerCase() !== lue.donnees.courriel.toLowerCase()) return refuse('autre-compte')
      return take(trx, jeton, compteId, expediteur, now)
    })
  )
}

/** The person invited opens an account, whose address the message has proven, and takes the role. */
export async function ouvrirCompteInvite(
  db: Db,
  saisie: { readonly jeton: string; readonly pseudonyme: string; readonly motDePasse: string },
  expediteur: Expediteur,
  now: Date
): Promise<Result<{ compteId: string }, InvitationRefusee | readonly Faute[]>> {
  const lue = await lireInvitation(db, saisie.jeton, now)
  if (!lue || lue.compte) return refuse('lien-refuse')
  const { courriel } = lue
  const pseudonyme = parsePseudonyme(saisie.pseudonyme)
  const juge = jugeMotDePasse(saisie.motDePasse, { courriel, pseudonyme: saisie.pseudonyme })
  const fautes: Faute[] = []
  if (!pseudonyme.ok) fautes.push({ champ: 'pseudonyme', message: direPseudonyme(pseudonyme.error) })
  if (juge) fautes.push({ champ: 'mot_de_passe', message: direMotDePasse(juge) })
  if (!pseudonyme.ok || fautes.length > 0) return refuse(fautes)
  const motDePasse = await hashSecret(saisie.motDePasse)
  return undoRefused(() =>
    transaction(db, async (trx): Promise<Result<{ compteId: string }, InvitationRefusee | readonly Faute[]>> => {
      const id = randomUUID()
      const pris = await insertCompte(trx, { id, courriel, pseudonyme: pseudonyme.value, motDePasse, now })
      if (pris === 'pseudonyme') return refuse([{ champ: 'pseudonyme', message: direPseudonyme('pris') }])
      if (pris) return refuse('lien-refuse')
      const fait = await take(trx, saisie.jeton, id, expediteur, now)
      // No account without its role: the transaction is undone whole.
      if (!fait.ok) throw new Refusee(fait.error)
      return ok({ compteId: id })
    })
  )
}

async function take(
  trx: Trx,
  jeton: string,
  compteId: string,
  expediteur: Expediteur,
  now: Date
): Promise<Result<undefined, InvitationRefusee>> {
  const prise = await useJeton(trx, 'invitation', jeton, now)
  if (!prise || !(await tientEncore(trx, prise.donnees, now))) return refuse('lien-refuse')
  const { role, par } = prise.donnees
  const fait = await giveRole(trx, par, { compteId, role: await suivreLieux(trx, role) }, expediteur, now)
  // The link stays used: what it offered is there.
  if (!fait.ok) return refuse(fait.error === 'deja' ? 'deja' : 'lien-refuse')
  return ok(undefined)
}

// Who invited must still be able to: an invitation kept aside does not outlive the right to invite.
async function tientEncore(
  db: Db,
  { role, parCompte }: { readonly role: RoleADonner; readonly parCompte: string | null },
  now: Date
): Promise<boolean> {
  if (parCompte === null) return true
  return peutInviter({ attributions: await listAttributions(db, parCompte, now) }, await suivreLieux(db, role))
}

// A fiche may have been merged since the message left.
const suivreLieux = async (db: Db, role: RoleADonner): Promise<RoleADonner> => ({
  ...role,
  lieux: await listLieuxActuels(db, role.lieux)
})

class Refusee extends Error {
  readonly raison: InvitationRefusee
  constructor(raison: InvitationRefusee) {
    super(raison)
    this.raison = raison
  }
}

async function undoRefused<T, E>(
  ecrire: () => Promise<Result<T, E | InvitationRefusee>>
): Promise<Result<T, E | InvitationRefusee>> {
  try {
    return await ecrire()
  } catch (erreur) {
    if (erreur instanceof Refusee) return refuse(erreur.raison)
    throw erreur
  }
}
