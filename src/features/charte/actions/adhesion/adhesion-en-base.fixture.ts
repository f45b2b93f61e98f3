import { sql } from 'kysely'
import { type Db, transaction } from '../../../../platform/db/index.ts'
import type { Acte } from '../../domain/adhesion/actes.ts'
import {
  CHOIX_NATIONAUX,
  CHOIX_SICOVAL,
  CONTENU_NATIONAL,
  CONTENU_SICOVAL
} from '../../domain/adhesion/adhesion.fixture.ts'
import { versionEnVigueur } from '../../domain/version.ts'
import { openDossier } from '../../store/adhesion.store.ts'
import { findCharte } from '../../store/charte.store.ts'
import { freezeDeclaration, insertBrouillon, lockBrouillon } from '../../store/declaration.store.ts'
import { agirSur } from './agir-sur.ts'

const CHARTES = {
  nationale: { reseauId: 'national', contenu: CONTENU_NATIONAL, choix: CHOIX_NATIONAUX },
  sicoval: { reseauId: 'sicoval', contenu: CONTENU_SICOVAL, choix: CHOIX_SICOVAL }
} as const

/** An act on a dossier, as if somebody who may had done it. */
export async function faire(db: Db, id: string, acte: Acte, now: Date): Promise<void> {
  const issue = await transaction(db, (trx) => agirSur(trx, id, acte, { acteur: 'systeme', now }))
  if (!issue.ok) throw new Error(`refusé : ${JSON.stringify(issue.error)}`)
}

/** The dossier of a lieu, opened. Returns its number. */
export async function ouvrir(db: Db, charte: keyof typeof CHARTES, lieuId: number, now: Date): Promise<string> {
  const { reseauId } = CHARTES[charte]
  return (await transaction(db, (trx) => openDossier(trx, { reseauId, charteId: charte, lieuId }, now))).id
}

/** A lieu sends its declaration: a candidate, or a member where the charter has no window. Returns its dossier's number. */
export async function declarerLieu(
  db: Db,
  charteId: keyof typeof CHARTES,
  lieuId: number,
  now: Date,
  structure = 'Association des Essais',
  par = 'systeme'
): Promise<string> {
  const { contenu, choix } = CHARTES[charteId]
  const version = versionEnVigueur((await findCharte(db, charteId))?.versions ?? [], now)?.id
  if (!version) throw new Error(`la charte ${charteId} n’est pas en vigueur`)
  const id = await ouvrir(db, charteId, lieuId, now)
  await faire(db, id, { genre: 'commencer' }, now)
  await transaction(db, async (trx) => {
    await insertBrouillon(
      trx,
      {
        adhesionId: id,
        version,
        accepteePar: par,
        accepteeLe: now,
        reprise: {
          structure,
          statut: 'Association',
          pivot: '',
          signataire: 'Camille Essai',
          qualite: 'Présidence',
          choix: choix.map(({ critere }) => ({ critere, choisi: true, justification: 'Nous le faisons.' }))
        }
      },
      now
    )
    const brouillon = await lockBrouillon(trx, id)
    if (brouillon) await freezeDeclaration(trx, brouillon.id, par, now)
  })
  await faire(db, id, { genre: 'declarer', version, contenu, choix, sincere: true }, now)
  return id
}

/** Where one member decides for the whole committee: no vote to wait for. */
export async function deciderSeul(db: Db, reseauId = 'national'): Promise<void> {
  await sql`
    insert into comite_regle (reseau_id, mode, quorum, majorite, jours, modifiee_le, modifiee_par)
    values (${reseauId}, 'presidence', 'tiers', 'simple', 15, '2026-01-01', 'systeme')`.execute(db)
}
