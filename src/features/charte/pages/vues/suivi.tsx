import { pageErreur } from '../../../../platform/http/erreurs.tsx'
import type { Contexte } from '../../../../platform/http/feature.ts'
import { findLieu, type LieuPublic, objetDuLieu } from '../../../annuaire/index.ts'
import { findReseau, type Reseau } from '../../../reseaux/index.ts'
import { chargerRegles } from '../../actions/adhesion/regles-de-la-charte.ts'
import { listDeplacementsPossibles } from '../../actions/adhesion/reunions.ts'
import { type Avancee, avancer } from '../../domain/adhesion/avancer.ts'
import { demandeEnAttente } from '../../domain/adhesion/bureau.ts'
import type { Regles } from '../../domain/adhesion/regles.ts'
import { ACTES_DU_LIEU, type ActeDuLieu, actesDuLieu } from '../../domain/adhesion/suivi.ts'
import { type Dossier, findDossier } from '../../store/adhesion.store.ts'
import { type Charte, findCharte, type VersionEnBase } from '../../store/charte.store.ts'
import { listPieces, type Piece } from '../../store/piece.store.ts'
import { lireUuid } from './bureau.tsx'

export const cheminSuivi = (id: string) => `/adhesions/${id}/suivi`

/** A dossier opened by the people of its lieu, where time has led it. */
export interface SuiviOuvert {
  readonly dossier: Dossier
  readonly avancee: Avancee
  readonly regles: Regles
  readonly reseau: Reseau
  readonly charte: Charte
  readonly lieu: LieuPublic
  readonly pieces: readonly Piece[]
  /** The version that binds, where one does, and the one in force when it is another. */
  readonly liante: VersionEnBase | undefined
  readonly nouvelle: VersionEnBase | undefined
  /** Where the adhesion may go, since the fiche was split, and until when. */
  readonly deplacements: readonly { readonly versLieu: number; readonly fin: Date }[]
  /** What this very person may do now. */
  readonly actes: readonly ActeDuLieu[]
  /** Whether they answer for the lieu: only they may engage it. */
  readonly engage: boolean
}

/** The dossier of this address, if its lieu is this person's to look after; otherwise what to answer. */
export async function ouvrirSuivi(c: Contexte): Promise<SuiviOuvert | Response> {
  const { db, now } = c.var
  const id = lireUuid(c.req.param('id'))
  const dossier = id && (await findDossier(db, id))
  const lieu = dossier && (await findLieu(db, dossier.lieuId))
  if (!dossier || !lieu) return c.notFound()
  const objet = await objetDuLieu(db, lieu)
  if (!c.var.peut('adhesion:preparer', objet)) return pageErreur(c, 403)
  // Its fiche became one with another: the dossier that stays says all there is to know.
  if (dossier.absorbeePar) return c.redirect(cheminSuivi(dossier.absorbeePar), 303)
  const [regles, reseau, charte, pieces, deplacements] = await Promise.all([
    chargerRegles(db, dossier.charteId),
    findReseau(db, dossier.reseauId),
    findCharte(db, dossier.charteId),
    listPieces(db, dossier.id),
    listDeplacementsPossibles(db, dossier, now)
  ])
  if (!reseau || !charte) return c.notFound()
  const avancee = avancer(dossier.situation, regles, now)
  const { situation } = avancee
  const versionLiante = 'membre' in situation ? situation.membre.version : undefined
  const liante = charte.versions.find((une) => une.id === versionLiante)
  const enVigueur = regles.enVigueur(now)
  const nouvelle = liante && charte.versions.find((une) => une.id === enVigueur && une.id !== liante.id)
  const possibles = actesDuLieu(situation, {
    confirmation: liante !== undefined && regles.parametres(liante.id).confirmation_mois !== null,
    nouvelleVersion: nouvelle !== undefined,
    demande: demandeEnAttente(pieces) !== undefined,
    separee: deplacements.length > 0
  })
  return {
    dossier,
    avancee,
    regles,
    reseau,
    charte,
    lieu,
    pieces,
    liante,
    nouvelle,
    deplacements,
    actes: possibles.filter((acte) => c.var.peut(ACTES_DU_LIEU[acte].permission, objet)),
    engage: c.var.peut('adhesion:engager', objet)
  }
}

export const filSuivi = ({ dossier, reseau, lieu }: SuiviOuvert) => [
  { href: '/mes-adhesions', libelle: 'Mes adhésions' },
  { href: cheminSuivi(dossier.id), libelle: `${lieu.nom} : ${reseau.nom}` }
]
