import { randomUUID } from 'node:crypto'
import { jsonCanonique } from '../../../kernel/json-canonique.ts'
import { type Db, type Trx, transaction } from '../../../platform/db/index.ts'
import { consigner } from '../../../platform/journal/index.ts'
import {
  type Comite,
  type Dossier,
  demandeEnAttente,
  insertPiece,
  lever,
  listPieces,
  lockDossier,
  mettreAJour,
  opposer,
  refuseDemande,
  rouvrir
} from '../../charte/index.ts'
import { digest } from '../../comptes/index.ts'
import { type Depouillement, depouiller } from '../domain/depouillement.ts'
import { type EffetDeDecision, fermeDesQueComplet, raisonsReunies } from '../domain/motion.ts'
import { courrielMotionComptee } from '../mails/motion-comptee.mail.tsx'
import { findRegle, listElecteurs } from '../store/comite.store.ts'
import { type DecisionInscrite, insertDecision } from '../store/decision.store.ts'
import {
  findDossierActuel,
  findMotion,
  findMotionOuverte,
  listAvis,
  listMotionsDues,
  listVoix,
  lockMotion,
  type Motion,
  markComptee
} from '../store/motion.store.ts'
import { ecrireAuComite } from './comite-prevenir.ts'

/** The committee that adhesions ask: their votes are counted here, and their decisions kept. */
export const comiteDesVotes: Comite = {
  async depouiller(trx, dossier, cloture, now) {
    const ouverte = await findMotionOuverte(trx, dossier.id)
    const motion = ouverte && (await lockMotion(trx, ouverte.id))
    // A dossier that carries the vote of another one, already counted there: silence goes on.
    if (!motion || motion.genre !== 'opposition' || motion.comptee_le) return { oppose: false, raisons: '' }
    const compte = await compter(trx, motion, cloture)
    if (compte.resultat !== 'adoptee') {
      await inscrire(trx, motion, compte, { effet: 'aucun', priseLe: cloture }, now)
      return { oppose: false, raisons: '' }
    }
    const raisons = await raisonsDe(trx, motion)
    const pieceId = await insertPiece(
      trx,
      {
        adhesion_id: dossier.id,
        genre: 'opposition',
        fondement: motion.fondement,
        texte: raisons,
        auteur: 'comite'
      },
      now
    )
    await inscrire(trx, motion, compte, { effet: 'opposition', priseLe: cloture, pieceId, texte: raisons }, now)
    return { oppose: true, raisons, pieceId }
  },
  async regleDe(db, reseauId) {
    const { mode, presidence } = await findRegle(db, reseauId)
    return mode === 'vote' ? { vote: true } : { vote: false, presidence }
  },
  adresse: (dossierId, genre) => `/comite/proposer?genre=${genre}&adhesion=${dossierId}`,
  async inscrire(trx, { dossier, genre, raisons, fondement }, now) {
    const titres = {
      opposition: 'Opposition à une adhésion',
      levee: 'Levée d’une suspension',
      reouverture: 'Retour permis à un lieu parti',
      refus: 'Demande de retour refusée'
    } as const
    await ecrireDecision(
      trx,
      {
        id: randomUUID(),
        reseau_id: dossier.reseauId,
        motion_id: null,
        mode: 'presidence',
        genre,
        adhesion_id: dossier.id,
        piece_id: null,
        titre: titres[genre],
        texte: raisons,
        fondement,
        prise_le: now,
        inscrite_le: now,
        quorum: null,
        majorite: null,
        electeurs: null,
        ecartes: null,
        pour: null,
        contre: null,
        abstentions: null,
        colleges: [],
        resultat: 'adoptee',
        effet: genre,
        corrige: null
      },
      undefined,
      now
    )
  }
}

/** Counts the votes that have closed, each in its own transaction: late, twice or killed, each is counted once. */
export async function compterMotionsDues(db: Db, now: Date): Promise<readonly { id: string; cause: unknown }[]> {
  const echecs: { id: string; cause: unknown }[] = []
  for (const id of await listMotionsDues(db, now))
    try {
      await transaction(db, (trx) => conclure(trx, id, now))
    } catch (cause) {
      echecs.push({ id, cause })
    }
  return echecs
}

/** Closes a vote where everybody has answered: what nobody can change need not wait. */
export async function fermerSiComplet(db: Db, motionId: string, now: Date): Promise<void> {
  const motion = await findMotion(db, motionId)
  if (!motion || !fermeDesQueComplet(motion.genre)) return
  await transaction(db, (trx) => conclure(trx, motionId, now))
}

/**
 * Counts a vote that is closed, or complete, and does what it decided. Locks go one way: the dossier, then the motion. The
 * effect bears the instant of the closing, whenever it is counted.
 */
export async function conclure(trx: Trx, motionId: string, now: Date): Promise<void> {
  const vue = await findMotion(trx, motionId)
  if (!vue || vue.comptee_le) return
  const dossierId = vue.adhesion_id ? await findDossierActuel(trx, vue.adhesion_id) : undefined
  // Counts an opposition at its closing, before silence speaks.
  if (vue.genre === 'opposition' && dossierId) await mettreAJour(trx, dossierId, { acteur: 'systeme', now })
  const dossier = dossierId ? await lockDossier(trx, dossierId) : undefined
  const motion = await lockMotion(trx, motionId)
  if (!motion || motion.comptee_le) return
  const close = motion.cloture <= now
  const priseLe = close ? motion.cloture : now
  const compte = await compter(trx, motion, priseLe)
  if (!close && !(fermeDesQueComplet(motion.genre) && compte.electeurs > 0 && compte.votants === compte.electeurs))
    return

  if (motion.genre === 'deliberation') {
    const effet = compte.resultat === 'adoptee' ? 'deliberation' : 'aucun'
    return inscrire(trx, motion, compte, { effet, priseLe }, now)
  }
  const raisons = await raisonsDe(trx, motion)
  // Rows of decisions come before what writes to the journal: its chain is held from then on.
  const suite = dossier && (await agir(trx, motion, compte, dossier, { raisons, priseLe, now }))
  await inscrire(trx, motion, compte, { effet: suite ?? 'sans-objet', priseLe, texte: raisons }, now)
}

/** What a counted vote changes in its dossier; undefined when the dossier is no longer where the motion found it. */
async function agir(
  trx: Trx,
  motion: Motion,
  { resultat }: Depouillement,
  dossier: Dossier,
  { raisons, priseLe, now }: { readonly raisons: string; readonly priseLe: Date; readonly now: Date }
): Promise<EffetDeDecision | undefined> {
  const { situation } = dossier
  const outils = { acteur: 'comite', now, le: priseLe }
  // Its lieu became one with another candidate, whose window is open: the vote follows it.
  if (motion.genre === 'opposition' && motion.fondement && resultat === 'adoptee' && situation.etat === 'FENETRE') {
    const issue = await opposer(trx, dossier.id, { fondement: motion.fondement, raisons }, outils)
    return issue.ok ? 'opposition' : undefined
  }
  const attendu =
    (motion.genre === 'levee' && situation.etat === 'SUSPENDU') ||
    (motion.genre === 'reouverture' && situation.etat === 'RETIRE' && situation.barre)
  if (!attendu) return undefined
  if (resultat === 'adoptee') {
    const issue = await (motion.genre === 'levee' ? lever : rouvrir)(trx, dossier.id, { raisons }, outils)
    if (!issue.ok) throw new Error(`La décision ${motion.id} n’a pas pu s’appliquer : ${issue.error.raison}.`)
    return motion.genre === 'levee' ? 'levee' : 'reouverture'
  }
  // A lieu that asked reads the answer; one that did not is told nothing.
  if (!demandeEnAttente(await listPieces(trx, dossier.id))) return 'aucun'
  const reponse = `Le comité a voté, et n’a pas accepté votre demande. Voici ce qui lui était proposé :\n\n${raisons}`
  await refuseDemande(trx, dossier, { raisons: reponse.slice(0, 10_000) }, outils)
  return 'refus'
}

async function compter(trx: Trx, motion: Motion, quand: Date): Promise<Depouillement & { readonly ecartes: number }> {
  const membres = await listElecteurs(trx, motion, quand)
  const electorat = membres.filter(({ ecarte }) => !ecarte)
  const compte = depouiller(await listVoix(trx, motion.id), electorat, motion, motion.cloture)
  return { ...compte, ecartes: membres.length - electorat.length }
}

async function raisonsDe(trx: Trx, motion: Motion): Promise<string> {
  const avis = await listAvis(trx, motion.id)
  return raisonsReunies(
    motion.texte,
    avis.filter(({ raison }) => raison).map(({ texte }) => texte)
  )
}

async function inscrire(
  trx: Trx,
  motion: Motion,
  compte: Depouillement & { readonly ecartes: number },
  {
    effet,
    priseLe,
    pieceId,
    texte
  }: {
    readonly effet: EffetDeDecision
    readonly priseLe: Date
    readonly pieceId?: string
    readonly texte?: string
  },
  now: Date
): Promise<void> {
  await markComptee(trx, motion.id, now)
  const { electeurs, ecartes, pour, contre, abstentions, colleges, resultat } = compte
  const decision: DecisionInscrite = {
    id: randomUUID(),
    reseau_id: motion.reseau_id,
    motion_id: motion.id,
    mode: 'vote',
    genre: motion.genre,
    adhesion_id: motion.adhesion_id,
    piece_id: pieceId ?? null,
    titre: motion.titre,
    texte: texte ?? motion.texte,
    fondement: motion.fondement,
    prise_le: priseLe,
    inscrite_le: now,
    quorum: motion.quorum,
    majorite: motion.majorite,
    electeurs,
    ecartes,
    pour,
    contre,
    abstentions,
    colleges,
    resultat,
    effet,
    // What was not adopted corrects nothing.
    corrige: resultat === 'adoptee' ? motion.corrige : null
  }
  const voix = (await listVoix(trx, motion.id)).map(({ titulaire, sens }) => [titulaire, sens])
  await ecrireAuComite(trx, motion, now, (cadre) =>
    courrielMotionComptee(cadre, {
      titre: motion.titre,
      resultat,
      effet,
      priseLe,
      pour,
      contre,
      abstentions,
      electeurs
    })
  )
  await ecrireDecision(trx, decision, digest(jsonCanonique(voix)), now)
}

/** The register and the journal, together. `voix`: the digest of who answered what, which is nowhere public. */
async function ecrireDecision(
  trx: Trx,
  decision: DecisionInscrite,
  voix: string | undefined,
  now: Date
): Promise<void> {
  await insertDecision(trx, decision)
  const { id, reseau_id, motion_id, mode, genre, adhesion_id, titre, texte, prise_le, pour, contre, abstentions } =
    decision
  await consigner(
    trx,
    {
      reseau: reseau_id,
      genre: 'comite.decision',
      acteur: 'comite',
      objet: `decision/${id}`,
      contenu: {
        motion: motion_id,
        mode,
        genre,
        adhesion: adhesion_id,
        prise: prise_le.toISOString(),
        electeurs: decision.electeurs,
        pour,
        contre,
        abstentions,
        resultat: decision.resultat,
        effet: decision.effet,
        corrige: decision.corrige,
        colleges: digest(jsonCanonique(decision.colleges)),
        texte: digest(jsonCanonique({ titre, texte })),
        voix: voix ?? null
      }
    },
    now
  )
}
