import { randomUUID } from 'node:crypto'
import type { Acteur } from '../../../kernel/acteur.ts'
import { estAutorise } from '../../../kernel/droit.ts'
import { jsonCanonique } from '../../../kernel/json-canonique.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import { findLieu } from '../../annuaire/index.ts'
import { type Dossier, deliberer, lockDossier, mettreAJour } from '../../charte/index.ts'
import { countGeste, digest } from '../../comptes/index.ts'
import { findReseau } from '../../reseaux/index.ts'
import { PERMISSIONS_COMITE } from '../domain/comite-permissions.ts'
import { clotureApres, clotureDOpposition, type Fondement, GENRES_MOTION, type GenreMotion } from '../domain/motion.ts'
import { courrielMotionOuverte } from '../mails/motion-ouverte.mail.tsx'
import { findRegle, isEcarte } from '../store/comite.store.ts'
import { findDecision } from '../store/decision.store.ts'
import { findDossierActuel, findMotionOuverte, insertMotion, type Motion } from '../store/motion.store.ts'
import { ecrireAuComite } from './comite-prevenir.ts'

/** What a member asks the committee to vote on, read and checked by its form. */
export type Proposition =
  | {
      readonly genre: 'opposition'
      readonly adhesionId: string
      readonly fondement: Fondement
      readonly texte: string
    }
  | { readonly genre: 'levee' | 'reouverture'; readonly adhesionId: string; readonly texte: string }
  | {
      readonly genre: 'deliberation'
      readonly reseauId: string
      readonly titre: string
      readonly texte: string
      readonly jours: number
      /** The decision that this text puts right. */
      readonly corrige?: string | undefined
    }

export type RefusDeProposition =
  | { readonly raison: 'inconnue' }
  | { readonly raison: 'interdit' }
  /** They have declared an interest, or look after the lieu. */
  | { readonly raison: 'ecarte' }
  /** This réseau's rule is that one decides for all. */
  | { readonly raison: 'presidence' }
  /** Nothing of this kind may be asked about this dossier now. */
  | { readonly raison: 'etat' }
  | { readonly raison: 'trop-tard'; readonly fin: Date }
  | { readonly raison: 'trop-souvent'; readonly jusqua: Date }
  /** Somebody was faster: one motion, and this is it. */
  | { readonly raison: 'deja'; readonly motion: string }

interface Outils {
  readonly acteur: Acteur
  readonly now: Date
}

/**
 * Raises a motion, under the dossier's lock: two members who raise it at the same instant raise one, and the second is led
 * to it. The rule and the closing of the day are written with it.
 */
export async function proposer(
  db: Db,
  proposition: Proposition,
  outils: Outils
): Promise<Result<string, RefusDeProposition>> {
  const jusqua = outils.acteur.compte && (await countGeste(db, 'comite', outils.acteur.compte.id, outils.now))
  if (jusqua) return refuse({ raison: 'trop-souvent', jusqua })
  return transaction(db, (trx) =>
    proposition.genre === 'deliberation'
      ? proposerTexte(trx, proposition, outils)
      : proposerSurDossier(trx, proposition, outils)
  )
}

const peutSieger = ({ acteur }: Outils, reseau: string) =>
  acteur.compte !== undefined && estAutorise(PERMISSIONS_COMITE['comite:sieger'], acteur, { reseau })

async function proposerTexte(
  trx: Trx,
  proposition: Extract<Proposition, { genre: 'deliberation' }>,
  outils: Outils
): Promise<Result<string, RefusDeProposition>> {
  const { reseauId, titre, texte, jours, corrige } = proposition
  if (!peutSieger(outils, reseauId)) return refuse({ raison: 'interdit' })
  const reseau = await findReseau(trx, reseauId)
  if (!reseau) return refuse({ raison: 'inconnue' })
  // A decision of another réseau is not this committee's to correct.
  if (corrige && (await findDecision(trx, corrige))?.reseau_id !== reseauId) return refuse({ raison: 'inconnue' })
  const { cloture, regle } = clotureApres(outils.now, jours, reseau.fuseau)
  return ok(
    await ouvrir(
      trx,
      {
        reseau_id: reseauId,
        genre: 'deliberation',
        adhesion_id: null,
        titre,
        texte,
        fondement: null,
        cloture,
        cloture_regle: regle,
        corrige: corrige ?? null
      },
      outils
    )
  )
}

async function proposerSurDossier(
  trx: Trx,
  proposition: Exclude<Proposition, { genre: 'deliberation' }>,
  outils: Outils
): Promise<Result<string, RefusDeProposition>> {
  const { now } = outils
  const actuel = await findDossierActuel(trx, proposition.adhesionId)
  if (!actuel) return refuse({ raison: 'inconnue' })
  // What time has brought comes first: a window that has just closed is closed.
  await mettreAJour(trx, actuel, { acteur: 'systeme', now })
  const dossier = await lockDossier(trx, actuel)
  if (!dossier) return refuse({ raison: 'inconnue' })
  if (!peutSieger(outils, dossier.reseauId)) return refuse({ raison: 'interdit' })
  const objet = { reseau_id: dossier.reseauId, adhesion_id: dossier.id, ouverte_le: now }
  if (await isEcarte(trx, outils.acteur.compte?.id ?? '', objet, now)) return refuse({ raison: 'ecarte' })
  const regle = await findRegle(trx, dossier.reseauId)
  if (regle.mode === 'presidence') return refuse({ raison: 'presidence' })
  const deja = await findMotionOuverte(trx, dossier.id)
  if (deja) return refuse({ raison: 'deja', motion: deja.id })
  const cloture = await cloturer(trx, dossier, proposition.genre, regle.jours, outils)
  if (!cloture.ok) return cloture
  const lieu = await findLieu(trx, dossier.lieuId)
  return ok(
    await ouvrir(
      trx,
      {
        reseau_id: dossier.reseauId,
        genre: proposition.genre,
        adhesion_id: dossier.id,
        titre: `${GENRES_MOTION[proposition.genre].titre} « ${lieu?.nom ?? ''} »`.slice(0, 200),
        texte: proposition.texte,
        fondement: proposition.genre === 'opposition' ? proposition.fondement : null,
        cloture: cloture.value.cloture,
        cloture_regle: cloture.value.regle,
        corrige: null
      },
      outils
    )
  )
}

/** When the vote closes; an opposition tells the dossier, whose silence then waits for the count. */
async function cloturer(
  trx: Trx,
  { id, reseauId, situation }: Dossier,
  genre: Exclude<GenreMotion, 'deliberation'>,
  jours: number,
  { acteur, now }: Outils
): Promise<Result<{ readonly cloture: Date; readonly regle: string }, RefusDeProposition>> {
  switch (genre) {
    case 'opposition': {
      if (situation.etat !== 'FENETRE') return refuse({ raison: 'etat' })
      const cloture = clotureDOpposition(situation.fin)
      const issue = await deliberer(trx, id, cloture.cloture, { acteur: acteur.nom, now })
      if (issue.ok) return ok(cloture)
      return refuse(
        issue.error.raison === 'cloture-hors-delai' ? { raison: 'trop-tard', fin: situation.fin } : { raison: 'etat' }
      )
    }
    case 'levee':
    case 'reouverture': {
      const attendu = genre === 'levee' ? situation.etat === 'SUSPENDU' : situation.etat === 'RETIRE' && situation.barre
      if (!attendu) return refuse({ raison: 'etat' })
      const reseau = await findReseau(trx, reseauId)
      return reseau ? ok(clotureApres(now, jours, reseau.fuseau)) : refuse({ raison: 'inconnue' })
    }
  }
}

async function ouvrir(
  trx: Trx,
  motion: Omit<Motion, 'id' | 'proposee_par' | 'ouverte_le' | 'quorum' | 'majorite' | 'comptee_le'>,
  { acteur, now }: Outils
): Promise<string> {
  const id = randomUUID()
  const { quorum, majorite } = await findRegle(trx, motion.reseau_id)
  await insertMotion(trx, { ...motion, id, proposee_par: acteur.nom, ouverte_le: now, quorum, majorite })
  await ecrireAuComite(trx, { ...motion, id, ouverte_le: now }, now, (cadre) => courrielMotionOuverte(cadre, motion))
  const { reseau_id, genre, adhesion_id, titre, texte, cloture, corrige } = motion
  await consigner(
    trx,
    {
      reseau: reseau_id,
      genre: 'comite.motion',
      acteur: acteur.nom,
      objet: `motion/${id}`,
      contenu: {
        genre,
        adhesion: adhesion_id,
        cloture: cloture.toISOString(),
        quorum,
        majorite,
        corrige,
        texte: digest(jsonCanonique({ titre, texte }))
      }
    },
    now
  )
  return id
}
