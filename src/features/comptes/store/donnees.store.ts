import { avecTables, type Db } from '../../../platform/db/index.ts'
import type { TablesComptes } from './tables.ts'

/** Everything these tables hold of an account, without what opens it: digests and keys say nothing to a person. */
export async function readDonnees(db: Db, compteId: string) {
  const t = avecTables<TablesComptes>(db)
  const [compte, sessions, cles, identites, totp, codes, appareils, changement, jetons, roles] = await Promise.all([
    t
      .selectFrom('compte')
      .select(['id', 'courriel', 'confirmee_le', 'pseudonyme', 'nom', 'mot_de_passe_le', 'etat', 'cree_le'])
      .where('id', '=', compteId)
      .executeTakeFirst(),
    t
      .selectFrom('session')
      .select(['ouverte_le', 'vue_le', 'expire_le', 'partage', 'navigateur', 'second_facteur_le'])
      .where('compte_id', '=', compteId)
      .execute(),
    t
      .selectFrom('passkey')
      .select(['nom', 'cree_le', 'utilisee_le', 'transports'])
      .where('compte_id', '=', compteId)
      .execute(),
    t
      .selectFrom('identite_externe')
      .select(['emetteur', 'sujet', 'liee_le'])
      .where('compte_id', '=', compteId)
      .execute(),
    t.selectFrom('totp').select(['actif_le', 'cree_le']).where('compte_id', '=', compteId).executeTakeFirst(),
    t.selectFrom('code_secours').select('id').where('compte_id', '=', compteId).execute(),
    t.selectFrom('appareil').select('cree_le').where('compte_id', '=', compteId).execute(),
    t
      .selectFrom('changement_adresse')
      .select(['nouvelle', 'demande_le', 'accord_ancienne_le', 'accord_nouvelle_le'])
      .where('compte_id', '=', compteId)
      .executeTakeFirst(),
    t.selectFrom('jeton').select(['genre', 'cree_le', 'expire_le']).where('compte_id', '=', compteId).execute(),
    t
      .selectFrom('attribution')
      .select(['role', 'reseau_id', 'territoires', 'college', 'lieux', 'donnee_le', 'fin_le', 'retiree_le'])
      .where('compte_id', '=', compteId)
      .orderBy('donnee_le')
      .execute()
  ])
  return {
    compte,
    roles,
    sessions,
    cles_d_acces: cles,
    services_de_connexion: identites,
    double_verification: totp ?? null,
    codes_de_secours_restants: codes.length,
    navigateurs_connus: appareils,
    changement_d_adresse: changement ?? null,
    liens_en_attente: jetons
  }
}
