import { randomUUID } from 'node:crypto'
import { VISITEUR } from '../../../../kernel/acteur.ts'
import { ok, type Result, refuse } from '../../../../kernel/result.ts'
import { type Db, transaction } from '../../../../platform/db/index.ts'
import { consigner } from '../../../../platform/journal/index.ts'
import { findLieuActuel, type LieuPublic } from '../../../annuaire/index.ts'
import { countGeste, digest, newJeton } from '../../../comptes/index.ts'
import { agirSurReclamation } from '../../domain/reclamation.ts'
import type { ReclamationSaisie } from '../../domain/saisie-reclamation.ts'
import { courrielAConfirmer, courrielReclamationRecue } from '../../mails/reclamation.mail.tsx'
import { listDossiersDuLieu } from '../../store/adhesion.store.ts'
import { insertReclamation, lockReclamation, saveReclamation } from '../../store/reclamation.store.ts'
import { ecrireALaPersonne, ecrireAuSecretariat } from './prevenir.ts'

export const cheminConfirmer = (jeton: string) => `/reclamations/confirmer/${jeton}`

interface Depot {
  readonly lieu: Pick<LieuPublic, 'id' | 'nom'>
  readonly saisie: ReclamationSaisie
  /** The version whose points the form offered. */
  readonly version: number | undefined
  /** Where it comes from, to count by. Neither is kept. */
  readonly adresse: string
  readonly appareil: string
}

/**
 * Keeps what somebody reports until their address answers. The same words sent twice are one complaint.
 * @returns the instant to wait for, when too much comes from one device or goes to one mailbox
 */
export async function deposerReclamation(
  db: Db,
  { lieu, saisie, version, adresse, appareil }: Depot,
  now: Date
): Promise<Result<undefined, { readonly jusqua: Date }>> {
  const { courriel, critere, reseau, objet, quand, ou, texte } = saisie
  const jusqua =
    (await countGeste(db, 'plaignants', `${adresse}\n${appareil}`, now)) ??
    (await countGeste(db, 'reclamations', courriel, now))
  if (jusqua) return refuse({ jusqua })
  await transaction(db, async (trx) => {
    const dossier = (await listDossiersDuLieu(trx, lieu.id)).find(({ reseauId }) => reseauId === reseau)
    const jeton = newJeton()
    const reclamation = { id: randomUUID(), reseauId: reseau, lieuId: lieu.id, adhesionId: dossier?.id }
    const neuve = await insertReclamation(
      trx,
      {
        id: reclamation.id,
        reseau_id: reseau,
        lieu_id: lieu.id,
        adhesion_id: dossier?.id ?? null,
        objet,
        version_id: critere ? (version ?? null) : null,
        critere_id: critere ?? null,
        quand,
        ou,
        texte,
        courriel,
        empreinte: digest(jeton)
      },
      now
    )
    if (neuve)
      await ecrireALaPersonne(trx, { reclamation, lieu }, courriel, cheminConfirmer(jeton), {
        now,
        ecrire: courrielAConfirmer
      })
  })
  return ok(undefined)
}

/** The address answered: the complaint is real, and the secrétariat is told. A second click changes nothing. */
export function confirmerReclamation(
  db: Db,
  jeton: string,
  now: Date
): Promise<Result<'confirmee' | 'deja', 'lien-inconnu'>> {
  return transaction(db, async (trx) => {
    const reclamation = await lockReclamation(trx, { empreinte: digest(jeton) })
    const lieu = reclamation && (await findLieuActuel(trx, reclamation.lieuId))
    if (!reclamation || !lieu) return refuse('lien-inconnu')
    const issue = agirSurReclamation(reclamation.situation, { genre: 'confirmer' }, now)
    if (!issue.ok) return issue.error.raison === 'deja-confirmee' ? ok('deja') : refuse('lien-inconnu')
    await saveReclamation(trx, reclamation.id, issue.value, { genre: 'recue', auteur: VISITEUR.nom, texte: '' }, now)
    await ecrireAuSecretariat(trx, { reclamation, lieu }, now, courrielReclamationRecue)
    const entree = { genre: 'reclamation.recue', acteur: VISITEUR.nom, objet: `reclamation/${reclamation.id}` }
    await consigner(trx, { reseau: reclamation.reseauId, ...entree, contenu: { objet: reclamation.objet } }, now)
    return ok('confirmee')
  })
}
