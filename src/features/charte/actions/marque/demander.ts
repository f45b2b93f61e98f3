import { randomUUID } from 'node:crypto'
import type { Acteur } from '../../../../kernel/acteur.ts'
import { estAutorise } from '../../../../kernel/droit.ts'
import { ok, type Result, refuse } from '../../../../kernel/result.ts'
import { type Db, transaction } from '../../../../platform/db/index.ts'
import type { DonneesPersonnelles } from '../../../../platform/http/feature.ts'
import { consigner } from '../../../../platform/journal/index.ts'
import { envoyerCourriel } from '../../../../platform/mail/index.ts'
import { siteDesCourriels } from '../../../../platform/mail/site.ts'
import { countGeste, findAdresseDuCompte, listTitulaires } from '../../../comptes/index.ts'
import { findReseau } from '../../../reseaux/index.ts'
import { direJour } from '../../domain/adhesion/dire.ts'
import type { Demande, Reponse } from '../../domain/marque/demande.ts'
import { PERMISSIONS_CHARTE } from '../../domain/permissions.ts'
import { courrielDemandeDeMarque, courrielReponseDeMarque } from '../../mails/demande-de-marque.mail.tsx'
import {
  findDemande,
  forgetDemandes,
  insertDemande,
  listDemandesDe,
  saveReponse
} from '../../store/marque-demande.store.ts'

interface Outils {
  readonly acteur: Acteur
  readonly now: Date
}

/**
 * Asks for another use of the Mark. The secrétariat of its réseau is told, or who runs the réseau while it has none.
 * @returns the instant to wait for, when this account has asked too often
 */
export async function demanderMarque(
  db: Db,
  demande: Demande,
  { acteur, now }: Outils
): Promise<Result<string, { readonly raison: 'interdit' } | { readonly raison: 'trop'; readonly jusqua: Date }>> {
  const compteId = acteur.compte?.id
  if (!compteId || !estAutorise(PERMISSIONS_CHARTE['marque:demander'], acteur)) return refuse({ raison: 'interdit' })
  const jusqua = await countGeste(db, 'marques', compteId, now)
  if (jusqua) return refuse({ raison: 'trop', jusqua })
  const id = randomUUID()
  await transaction(db, async (trx) => {
    await insertDemande(trx, id, compteId, demande, now)
    const reseau = await findReseau(trx, demande.reseau)
    const objet = { reseau: demande.reseau }
    const secretariat = await listTitulaires(trx, PERMISSIONS_CHARTE['adhesion:instruire'], objet, now)
    const lecteurs =
      secretariat.length > 0 ? secretariat : await listTitulaires(trx, PERMISSIONS_CHARTE['charte:gerer'], objet, now)
    for (const { courriel } of lecteurs)
      await envoyerCourriel(
        trx,
        courrielDemandeDeMarque({
          a: courriel,
          reseau: reseau?.nom ?? '',
          organisme: demande.organisme,
          lien: `${siteDesCourriels().adresse}/bureau/marque/${id}`
        }),
        now
      )
  })
  return ok(id)
}

export type ReponseRefusee = 'inconnue' | 'interdit' | 'deja'

/** The secrétariat's written answer, given once: it is kept, sent, and proven by the journal. */
export async function repondreMarque(
  db: Db,
  id: string,
  reponse: Reponse,
  { acteur, now }: Outils
): Promise<Result<undefined, ReponseRefusee>> {
  return transaction(db, async (trx) => {
    const demande = await findDemande(trx, id)
    if (!demande) return refuse('inconnue')
    if (!estAutorise(PERMISSIONS_CHARTE['adhesion:instruire'], acteur, { reseau: demande.reseau_id }))
      return refuse('interdit')
    if (!(await saveReponse(trx, id, reponse, acteur.nom, now))) return refuse('deja')
    await consigner(
      trx,
      {
        reseau: demande.reseau_id,
        genre: 'marque.reponse',
        acteur: acteur.nom,
        objet: `marque_demande/${id}`,
        contenu: { reponse: reponse.reponse, du: demande.du, au: demande.au }
      },
      now
    )
    const reseau = await findReseau(trx, demande.reseau_id)
    const a = demande.compte_id ? await findAdresseDuCompte(trx, demande.compte_id) : undefined
    if (a && reseau) {
      const [du, au] = [direJour(new Date(demande.du), 'UTC'), direJour(new Date(demande.au), 'UTC')]
      await envoyerCourriel(
        trx,
        courrielReponseDeMarque({
          a,
          reseau: reseau.nom,
          usage: demande.usage,
          ...reponse,
          periode: `du ${du} au ${au}`,
          lien: `${siteDesCourriels().adresse}/marque/demander`
        }),
        now
      )
    }
    return ok(undefined)
  })
}

/** Who asked, as long as they have an account. */
export const donneesDesDemandesDeMarque: DonneesPersonnelles = {
  nom: 'marque',
  libelle: 'Demandes pour utiliser la marque',
  tables: ['marque_demande'],
  gardees: [
    'Les accords donnés pour utiliser la marque restent, sans votre nom : ils engagent l’organisme pour qui vous avez demandé.'
  ],
  exporter: listDemandesDe,
  effacer: forgetDemandes,
  async resumer(db, compteId) {
    return (await listDemandesDe(db, compteId)).map(({ organisme, deposee_le }) => ({
      texte: `Demande pour utiliser la marque : ${organisme}`,
      href: '/marque/demander',
      le: deposee_le
    }))
  }
}
