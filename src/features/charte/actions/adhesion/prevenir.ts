import type { Objet, Octroi } from '../../../../kernel/droit.ts'
import type { Trx } from '../../../../platform/db/index.ts'
import { envoyerCourriel, type Message } from '../../../../platform/mail/index.ts'
import { siteDesCourriels } from '../../../../platform/mail/site.ts'
import { findLieu, lienFicheAJour } from '../../../annuaire/index.ts'
import { listAttributionsDuLieu, listTitulaires } from '../../../comptes/index.ts'
import { findReseau } from '../../../reseaux/index.ts'
import type { Avancee, Rappel, Transition } from '../../domain/adhesion/avancer.ts'
import { activitesDeLaPeriode } from '../../domain/adhesion/periode.ts'
import type { Numero, Regles } from '../../domain/adhesion/regles.ts'
import { PERMISSIONS_CHARTE } from '../../domain/permissions.ts'
import { courrielAlerteInactivite } from '../../mails/alerte-inactivite.mail.tsx'
import { courrielAvertissement } from '../../mails/avertissement.mail.tsx'
import { courrielBienvenue } from '../../mails/bienvenue.mail.tsx'
import { courrielConfirmation } from '../../mails/confirmation.mail.tsx'
import { courrielCorrectionAJuger } from '../../mails/correction-a-juger.mail.tsx'
import { courrielCorrectionAcceptee } from '../../mails/correction-acceptee.mail.tsx'
import { courrielCorrectionRefusee } from '../../mails/correction-refusee.mail.tsx'
import { courrielDeclarationALire } from '../../mails/declaration-a-lire.mail.tsx'
import { courrielDeclarationRecue } from '../../mails/declaration-recue.mail.tsx'
import { courrielInvitation } from '../../mails/invitation.mail.tsx'
import type { CadreLettre } from '../../mails/lettre.tsx'
import { courrielLevee } from '../../mails/levee.mail.tsx'
import { courrielNonRenouvellement } from '../../mails/non-renouvellement.mail.tsx'
import { courrielOpposition } from '../../mails/opposition.mail.tsx'
import { courrielRappelComite } from '../../mails/rappel-comite.mail.tsx'
import { courrielRappelFin } from '../../mails/rappel-fin.mail.tsx'
import { courrielRenouvellement } from '../../mails/renouvellement.mail.tsx'
import { courrielReouverture } from '../../mails/reouverture.mail.tsx'
import { courrielRetrait } from '../../mails/retrait.mail.tsx'
import { courrielRetraitANoter } from '../../mails/retrait-a-noter.mail.tsx'
import { courrielSuspension } from '../../mails/suspension.mail.tsx'
import type { Dossier } from '../../store/adhesion.store.ts'
import { findPiece, listPieces, type Piece } from '../../store/piece.store.ts'
import { comite } from './comite.ts'

type Public = 'lieu' | 'secretariat' | 'comite'

/** A letter to write to each person of a group. */
interface Envoi {
  readonly pour: Public
  /** It carries the link that says « ma fiche est à jour » without signing in. */
  readonly aJour?: true
  readonly ecrire: (cadre: CadreLettre, textes: Pieces & { readonly aJour: string }) => Message
}

/** What people wrote, to be quoted. */
interface Pieces {
  /** What the act rests on. */
  readonly piece?: Piece | undefined
  /** The letter of warning, when time suspends. */
  readonly avertissement?: Piece | undefined
}

interface Fait {
  readonly avant: Dossier
  readonly avancee: Avancee
  readonly regles: Regles
}

/**
 * Queues the messages that follow from what happened to an adhesion, in the transaction that writes it: they leave if it is
 * committed, and never otherwise. A message that something else overtook in the same breath is not written.
 */
export async function prevenir(
  trx: Trx,
  fait: Fait,
  { now, pieceId }: { readonly now: Date; readonly pieceId?: string | undefined }
): Promise<void> {
  const envois = listEnvois(fait)
  if (envois.length === 0) return
  const { avant, avancee } = fait
  const suspendu = avancee.transitions.some(({ numero }) => numero === 'T14')
  await ecrireA(trx, avant, now, envois, {
    piece: pieceId === undefined ? undefined : await findPiece(trx, pieceId),
    avertissement: suspendu
      ? (await listPieces(trx, avant.id)).find(({ genre }) => genre === 'avertissement')
      : undefined
  })
}

/** The same letter to every person who looks after the lieu of a dossier. */
export async function ecrireAuxGensDuLieu(
  trx: Trx,
  dossier: Pick<Dossier, 'id' | 'lieuId' | 'reseauId' | 'charteId'>,
  now: Date,
  ecrire: (cadre: CadreLettre) => Message
): Promise<void> {
  await ecrireA(trx, dossier, now, [{ pour: 'lieu', ecrire }], {})
}

/** The same letter to each member of the committee of its réseau. */
export async function ecrireAuComite(
  trx: Trx,
  dossier: Pick<Dossier, 'id' | 'lieuId' | 'reseauId' | 'charteId'>,
  now: Date,
  ecrire: (cadre: CadreLettre) => Message
): Promise<void> {
  await ecrireA(trx, dossier, now, [{ pour: 'comite', ecrire }], {})
}

async function ecrireA(
  trx: Trx,
  { id, lieuId, reseauId, charteId }: Pick<Dossier, 'id' | 'lieuId' | 'reseauId' | 'charteId'>,
  now: Date,
  envois: readonly Envoi[],
  pieces: Pieces
): Promise<void> {
  const reseau = await findReseau(trx, reseauId)
  const lieu = await findLieu(trx, lieuId)
  if (!reseau || !lieu) throw new Error(`l’adhésion ${id} n’a pas de lieu ou de réseau`)
  const { adresse, contact } = siteDesCourriels()
  const duComite = envois.some(({ pour }) => pour === 'comite') && (await comite().regleDe(trx, reseauId)).vote
  const voter = (genre: 'opposition' | 'levee' | 'reouverture') => `${adresse}${comite().adresse(id, genre)}`
  const vote = duComite
    ? { opposition: voter('opposition'), levee: voter('levee'), reouverture: voter('reouverture') }
    : undefined
  for (const { pour, aJour, ecrire } of envois) {
    const adresses = await listAdresses(trx, pour, { lieuId, reseauId }, now)
    if (adresses.length === 0) continue
    const lien = aJour ? `${adresse}${await lienFicheAJour(trx, lieuId, now)}` : ''
    for (const a of adresses) {
      const cadre: CadreLettre = {
        a,
        lieu: lieu.nom,
        reseau: reseau.nom,
        zone: reseau.fuseau,
        now,
        contact,
        liens: {
          suivi: `${adresse}/adhesions/${id}/suivi`,
          modifier: `${adresse}/lieux/${lieuId}/modifier`,
          bureau: `${adresse}/bureau/adhesions/${id}`,
          vote,
          reseau: `${adresse}/reseaux/${reseauId}`,
          charte: `${adresse}/chartes/${charteId}`
        }
      }
      await envoyerCourriel(trx, ecrire(cadre, { aJour: lien, ...pieces }), now)
    }
  }
}

const DU_SECRETARIAT: Octroi = PERMISSIONS_CHARTE['adhesion:instruire']
const DU_COMITE: Octroi = PERMISSIONS_CHARTE['adhesion:decider']
const DES_ADMINISTRATEURS: Octroi = { administrateur: 'reseau' }

async function listAdresses(
  trx: Trx,
  pour: Public,
  { lieuId, reseauId }: { readonly lieuId: number; readonly reseauId: string },
  now: Date
): Promise<readonly string[]> {
  const objet: Objet = { reseau: reseauId }
  const gens = async (octroi: Octroi) => await listTitulaires(trx, octroi, objet, now)
  const personnes =
    pour === 'lieu'
      ? await listAttributionsDuLieu(trx, lieuId, now)
      : pour === 'comite'
        ? await gens(DU_COMITE)
        : await gens(DU_SECRETARIAT)
  // Until a secrétariat is named, somebody must receive the declarations.
  const joints = pour === 'secretariat' && personnes.length === 0 ? await gens(DES_ADMINISTRATEURS) : personnes
  return [...new Set(joints.map(({ courriel }) => courriel))]
}

/** What later steps of one breath make useless: who is suspended need not be told of the warning that led there. */
const DEPASSEES: Partial<Readonly<Record<Numero, readonly Numero[]>>> = {
  T6: ['T11'],
  T7: ['T11'],
  T8: ['T8', 'T9', 'T11'],
  T9: ['T8', 'T10', 'T11', 'T12', 'T14', 'T16'],
  T12: ['T14'],
  T14: ['T15', 'T16']
}

function listEnvois({ avant, avancee, regles }: Fait): readonly Envoi[] {
  const { transitions, rappels } = avancee
  return [
    ...transitions.flatMap((transition, rang) => {
      const suivantes = transitions.slice(rang + 1).map(({ numero }) => numero)
      return DEPASSEES[transition.numero]?.some((autre) => suivantes.includes(autre))
        ? []
        : deTransition(transition, { avant, avancee, regles })
    }),
    ...deReponse(avant, avancee),
    ...rappels.flatMap((rappel) => deRappel(rappel, avancee, regles))
  ]
}

function deTransition({ numero, le }: Transition, { avant, avancee, regles }: Fait): readonly Envoi[] {
  const { situation } = avancee
  const membre = 'membre' in situation ? situation.membre : undefined
  switch (numero) {
    case 'T1':
      return [{ pour: 'lieu', ecrire: (cadre) => courrielInvitation(cadre) }]
    case 'T4': {
      if (situation.etat !== 'FENETRE') return []
      return [
        { pour: 'lieu', ecrire: (cadre) => courrielDeclarationRecue(cadre, situation) },
        { pour: 'secretariat', ecrire: (cadre) => courrielDeclarationALire(cadre, situation) }
      ]
    }
    case 'T5':
      return [
        {
          pour: 'lieu',
          ecrire: (cadre, { piece }) =>
            courrielOpposition(cadre, { le, fondement: piece?.fondement ?? null, raisons: piece?.texte ?? '' })
        }
      ]
    case 'T6':
    case 'T7':
    case 'signature': {
      if (!membre) return []
      const comment = numero === 'T6' ? 'silence' : numero === 'T7' ? 'droit' : 'signature'
      const { confirmation_mois } = regles.parametres(membre.version)
      const bienvenue: Envoi = {
        pour: 'lieu',
        ecrire: (cadre) =>
          courrielBienvenue(cadre, { comment, depuis: le, fin: membre.fin, confirmationMois: confirmation_mois })
      }
      return numero === 'signature'
        ? [
            bienvenue,
            { pour: 'secretariat', ecrire: (cadre) => courrielDeclarationALire(cadre, { recueLe: le, fin: undefined }) }
          ]
        : [bienvenue]
    }
    case 'T8': {
      if (!membre) return []
      const nouvelleVersion = 'membre' in avant.situation && avant.situation.membre.version !== membre.version
      return [
        { pour: 'lieu', ecrire: (cadre) => courrielRenouvellement(cadre, { le, fin: membre.fin, nouvelleVersion }) }
      ]
    }
    case 'T9': {
      if (!membre) return []
      const { alerte_mois } = regles.parametres(membre.version)
      const renouvelee = activitesDeLaPeriode(membre).length > 0
      return [
        {
          pour: 'lieu',
          aJour: true,
          ecrire: (cadre, { aJour }) =>
            courrielAlerteInactivite(cadre, { mois: alerte_mois, fin: membre.fin, renouvelee, aJour })
        }
      ]
    }
    case 'T11':
      return [{ pour: 'lieu', ecrire: (cadre) => courrielNonRenouvellement(cadre, { le }) }]
    case 'T12': {
      if (situation.etat !== 'AVERTI') return []
      const { avertissement } = situation
      return [
        {
          pour: 'lieu',
          ecrire: (cadre, { piece }) =>
            courrielAvertissement(cadre, { ...avertissement, manquement: piece?.texte ?? '' })
        }
      ]
    }
    case 'T13':
      return [{ pour: 'lieu', ecrire: (cadre) => courrielCorrectionAcceptee(cadre, { le }) }]
    case 'T14':
      return [
        {
          pour: 'lieu',
          ecrire: (cadre, { avertissement }) => courrielSuspension(cadre, { le, manquement: avertissement?.texte })
        }
      ]
    case 'T15':
      return [
        {
          pour: 'lieu',
          ecrire: (cadre, { piece }) =>
            courrielLevee(cadre, { le, raisons: piece?.texte ?? '', membre: situation.etat === 'MEMBRE' })
        }
      ]
    case 'T16': {
      const depart = { le, barre: situation.etat === 'RETIRE' && situation.barre }
      return [
        { pour: 'lieu', ecrire: (cadre) => courrielRetrait(cadre, depart) },
        { pour: 'secretariat', ecrire: (cadre) => courrielRetraitANoter(cadre, depart) }
      ]
    }
    case 'reouverture':
      return [
        {
          pour: 'lieu',
          ecrire: (cadre, { piece }) => courrielReouverture(cadre, { le, raisons: piece?.texte ?? '' })
        }
      ]
    // Somebody is doing it, and sees it done; who merged fiches has its own letter.
    case 'T2':
    case 'T3':
    case 'T10':
    case 'T17':
    case 'abandon':
    case 'reunion':
      return []
  }
}

/** The talk under warning changes no state: the member says that it mended, the secrétariat that it is not enough. */
function deReponse({ situation: avant }: Dossier, { situation: apres }: Avancee): readonly Envoi[] {
  if (avant.etat !== 'AVERTI' || apres.etat !== 'AVERTI') return []
  const [dit, { rectifieLe, ...avertissement }] = [avant.avertissement.rectifieLe, apres.avertissement]
  if (!dit && rectifieLe)
    return [
      { pour: 'secretariat', ecrire: (cadre) => courrielCorrectionAJuger(cadre, { ...avertissement, rectifieLe }) }
    ]
  if (dit && !rectifieLe)
    return [
      {
        pour: 'lieu',
        ecrire: (cadre, { piece }) =>
          courrielCorrectionRefusee(cadre, { fin: avertissement.fin, jugement: piece?.texte ?? '' })
      }
    ]
  return []
}

/** A reminder of what the same breath has just settled is not sent. */
function deRappel({ genre, le }: Rappel, { situation }: Avancee, regles: Regles): readonly Envoi[] {
  switch (genre) {
    case 'rappel-comite':
      return situation.etat === 'FENETRE'
        ? [{ pour: 'comite', ecrire: (cadre) => courrielRappelComite(cadre, situation) }]
        : []
    case 'rappel-fin': {
      const { fin } = situation.etat === 'MEMBRE' ? situation.membre : {}
      if (!fin || situation.etat !== 'MEMBRE' || activitesDeLaPeriode(situation.membre).length > 0) return []
      return [{ pour: 'lieu', aJour: true, ecrire: (cadre, { aJour }) => courrielRappelFin(cadre, { fin, aJour }) }]
    }
    case 'rappel-jugement': {
      if (situation.etat !== 'AVERTI') return []
      const { rectifieLe, fin } = situation.avertissement
      if (!rectifieLe) return []
      return [{ pour: 'secretariat', ecrire: (cadre) => courrielCorrectionAJuger(cadre, { rectifieLe, fin }) }]
    }
    case 'confirmation': {
      if (situation.etat !== 'MEMBRE') return []
      const { confirmeeLe, version } = situation.membre
      if (confirmeeLe && confirmeeLe >= le) return []
      const { confirmation_mois } = regles.parametres(version)
      return [{ pour: 'lieu', ecrire: (cadre) => courrielConfirmation(cadre, { mois: confirmation_mois }) }]
    }
  }
}
