import { definitionRole } from '../../../kernel/role.ts'
import type { DonneesPersonnelles } from '../../../platform/http/feature.ts'
import { listEcrituresDe } from '../../../platform/journal/index.ts'
import { forgetMessagesTo, listMessagesTo } from '../../../platform/mail/index.ts'
import { estDernierAdministrateur, listRolesDonnes } from '../store/attribution.store.ts'
import { deleteCompte, findChangement, findCompte } from '../store/compte.store.ts'
import { readDonnees } from '../store/donnees.store.ts'

/** What this feature keeps of a person: the account, what opens it, and what was written to its address. */
export const donneesDuCompte: DonneesPersonnelles = {
  nom: 'compte',
  libelle: 'Compte',
  tables: [
    'compte',
    'attribution',
    'session',
    'jeton',
    'totp',
    'code_secours',
    'passkey',
    'identite_externe',
    'appareil',
    'changement_adresse',
    'courriel'
  ],
  gardees: [
    'Le journal des décisions garde un numéro à la place de votre nom : il prouve ce qui a été décidé, et ne mène plus à personne.'
  ],
  // Somebody must always be able to run the site.
  async aTransmettre(db, compteId) {
    return (await estDernierAdministrateur(db, compteId))
      ? [
          {
            libelle: 'L’administration du site : vous êtes la dernière personne à la tenir',
            href: '/administration/personnes'
          }
        ]
      : []
  },
  async resumer(db, compteId) {
    return (await listRolesDonnes(db, compteId)).map(({ role, nomReseau, donneeLe }) => ({
      texte: `${definitionRole(role).libelle}, ${nomReseau}`,
      le: donneeLe
    }))
  },
  async exporter(db, compteId) {
    const compte = await findCompte(db, compteId)
    const messages = compte ? await listMessagesTo(db, compte.courriel) : []
    return {
      ...(await readDonnees(db, compteId)),
      // Their links open things: what was written is said, not the keys.
      messages_recus: messages.map(({ sujet, cree_le, envoye_le }) => ({ sujet, cree_le, envoye_le })),
      ecritures_du_journal: await listEcrituresDe(db, `compte:${compteId}`)
    }
  },
  async effacer(trx, compteId) {
    const [compte, changement] = [await findCompte(trx, compteId), await findChangement(trx, compteId)]
    for (const adresse of [compte?.courriel, changement?.nouvelle]) if (adresse) await forgetMessagesTo(trx, adresse)
    await deleteCompte(trx, compteId)
  }
}
