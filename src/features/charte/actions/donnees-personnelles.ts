import type { DonneesPersonnelles } from '../../../platform/http/feature.ts'
import { forgetSignataire, listDeclarationsDe, readDonneesDe } from '../store/donnees-personnelles.store.ts'

/** A declaration names who signed it; everything else knows people by the number of their account. */
export const donneesDesAdhesions: DonneesPersonnelles = {
  nom: 'adhesions',
  libelle: 'Adhésions',
  tables: ['declaration', 'adhesion_piece', 'adhesion_transition', 'charte_acceptation'],
  gardees: [
    'Les déclarations restent, sans votre nom : elles engagent la structure qui les a envoyées.',
    'Les décisions et les lettres du comité et du secrétariat restent, sans votre nom : elles prouvent les droits des lieux.'
  ],
  exporter: (db, compteId) => readDonneesDe(db, authorOf(compteId)),
  effacer: (trx, compteId) => forgetSignataire(trx, authorOf(compteId)),
  async resumer(db, compteId) {
    return (await listDeclarationsDe(db, authorOf(compteId))).map(({ adhesionId, structure, envoyeeLe }) => ({
      texte: `${envoyeeLe ? 'Déclaration envoyée' : 'Déclaration commencée'}${structure ? ` : ${structure}` : ''}`,
      href: `/adhesions/${adhesionId}/suivi`,
      ...(envoyeeLe && { le: envoyeeLe })
    }))
  }
}

const authorOf = (compteId: string): string => `compte:${compteId}`
