import { randomUUID } from 'node:crypto'
import { SYSTEME } from '../../../kernel/acteur.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import type { RoleADonner } from '../domain/attribution.ts'
import { insertAttribution } from '../store/attribution.store.ts'
import { deleteCompte, findCompteByCourriel, insertCompte } from '../store/compte.store.ts'
import { insertFigurants } from '../store/figurant.store.ts'
import { hashSecret } from './mot-de-passe.ts'

/** Everybody may read it: it opens nothing but the demonstration, on the machine that runs it. */
export const PHRASE_DEMONSTRATION = 'cabane fenouil horizon turbulent'

export const RESPONSABLE_DEMONSTRATION = 'responsable@demonstration.example'
export const DELEGUEE_DEMONSTRATION = 'deleguee@demonstration.example'

type RoleDeDemonstration = Pick<RoleADonner, 'role'> & Partial<RoleADonner>

/** « .example » belongs to nobody: no message ever leaves for these mailboxes. */
export const COMPTES_DEMONSTRATION: readonly {
  readonly courriel: string
  readonly pseudonyme: string
  readonly role?: RoleDeDemonstration
}[] = [
  { courriel: 'contributrice@demonstration.example', pseudonyme: 'Camille (démonstration)' },
  // Their lieux are given once the demonstration has some.
  { courriel: RESPONSABLE_DEMONSTRATION, pseudonyme: 'Malik, responsable (démonstration)' },
  { courriel: DELEGUEE_DEMONSTRATION, pseudonyme: 'Jeanne, déléguée (démonstration)' },
  {
    courriel: 'coordinatrice@demonstration.example',
    pseudonyme: 'Nadia, coordinatrice (démonstration)',
    role: { role: 'coordinateur', reseau: 'sicoval', territoires: [{ genre: 'epci', code: '243100633' }] }
  },
  {
    courriel: 'pilote@demonstration.example',
    pseudonyme: 'Rozenn, pilote (démonstration)',
    role: { role: 'pilote', territoires: [{ genre: 'region', code: '75' }] }
  },
  {
    courriel: 'secretariat@demonstration.example',
    pseudonyme: 'Hugo, secrétariat (démonstration)',
    role: { role: 'secretariat' }
  },
  {
    courriel: 'comite1@demonstration.example',
    pseudonyme: 'Aïcha, comité (démonstration)',
    role: { role: 'comite', college: 'associations' }
  },
  {
    courriel: 'comite2@demonstration.example',
    pseudonyme: 'Bruno, comité (démonstration)',
    role: { role: 'comite', college: 'collectivites' }
  },
  {
    courriel: 'comite3@demonstration.example',
    pseudonyme: 'Lina, comité (démonstration)',
    role: { role: 'comite', college: 'citoyens' }
  },
  {
    courriel: 'editeur@demonstration.example',
    pseudonyme: 'Yann, éditeur (démonstration)',
    role: { role: 'editeur' }
  },
  {
    courriel: 'administratrice@demonstration.example',
    pseudonyme: 'Inès, administratrice (démonstration)',
    role: { role: 'administrateur' }
  }
]

/** Known accounts for whoever tries Maillage on their own machine (decision « Running it »). Loaded once. */
export async function chargerComptesDemonstration(db: Db, now: Date): Promise<number> {
  const connus = await Promise.all(COMPTES_DEMONSTRATION.map(({ courriel }) => findCompteByCourriel(db, courriel)))
  if (connus.every(Boolean)) return 0
  const motDePasse = await hashSecret(PHRASE_DEMONSTRATION)
  return transaction(db, async (trx) => {
    let charges = 0
    for (const { courriel, pseudonyme, role } of COMPTES_DEMONSTRATION) {
      const id = randomUUID()
      if (await insertCompte(trx, { id, courriel, pseudonyme, motDePasse, now })) continue
      charges++
      if (!role) continue
      const complet: RoleADonner = {
        reseau: 'national',
        territoires: [],
        college: undefined,
        lieux: [],
        jusquAu: undefined,
        ...role
      }
      const attribution = randomUUID()
      await insertAttribution(trx, attribution, id, complet, SYSTEME.nom, now)
      await consigner(
        trx,
        {
          reseau: complet.reseau,
          genre: 'role.donne',
          acteur: SYSTEME.nom,
          objet: `attribution/${attribution}`,
          contenu: { role: complet.role, demonstration: true }
        },
        now
      )
    }
    return charges
  })
}

/** The number of a known account, while it exists. */
export async function findCompteDemonstration(db: Db, courriel: string): Promise<string | undefined> {
  return (await findCompteByCourriel(db, courriel))?.id
}

/**
 * Accounts of people who never were, for what they say in the demonstration: no secret opens them. Whoever makes them
 * deletes them in the same transaction (`deleteFigurants`), and what they said stays as after somebody who left.
 */
export async function creerFigurants(trx: Trx, nombre: number, le: Date): Promise<readonly string[]> {
  const figurants = Array.from({ length: nombre }, () => randomUUID())
  await insertFigurants(trx, figurants, le)
  return figurants
}

/** Removes them with everything that hangs on them. Returns how many there were. */
export async function effacerComptesDemonstration(db: Db): Promise<number> {
  return transaction(db, async (trx) => {
    let effaces = 0
    for (const { courriel } of COMPTES_DEMONSTRATION) {
      const compte = await findCompteByCourriel(trx, courriel)
      if (!compte) continue
      await deleteCompte(trx, compte.id)
      effaces++
    }
    return effaces
  })
}
