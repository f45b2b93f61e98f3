import { Readable } from 'node:stream'
import { parseJour } from '../../../kernel/jour.ts'
import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { jourEnMots } from '../../../platform/ui/composants/date/date.tsx'
import { findLieu } from '../../annuaire/index.ts'
import { findReseau } from '../../reseaux/index.ts'
import { chargerRegles } from '../actions/adhesion/regles-de-la-charte.ts'
import { findDossier } from '../store/adhesion.store.ts'
import { findCharte } from '../store/charte.store.ts'
import { findDerniereDeclaration } from '../store/declaration.store.ts'
import { findPiece } from '../store/piece.store.ts'
import { dessiner } from './dessiner-pdf.ts'
import { composerLettre } from './lettre.ts'
import { BUREAU, lireUuid, SUIVRE } from './vues/bureau.tsx'

export const routesLettre: readonly Route[] = [
  { methode: 'get', chemin: `${BUREAU}/pieces/:piece/lettre`, permission: SUIVRE, traiter: sendLettre }
]

/** The registered letter as the secrétariat prints it. It names no one: it is written to a lieu. */
async function sendLettre(c: Contexte) {
  const { db } = c.var
  const id = lireUuid(c.req.param('piece'))
  const piece = id && (await findPiece(db, id))
  const dossier = piece && (await findDossier(db, piece.adhesion_id))
  if (!dossier) return c.notFound()
  if (!c.var.peut(SUIVRE, { reseau: dossier.reseauId })) return pageErreur(c, 403)
  const [constatee, envoyee] = [parseJour(piece.constatee_le ?? ''), parseJour(piece.envoyee_le ?? '')]
  if (piece.genre !== 'avertissement' || !constatee || !envoyee) return c.notFound()
  const [reseau, charte, lieu, declaration, regles] = await Promise.all([
    findReseau(db, dossier.reseauId),
    findCharte(db, dossier.charteId),
    findLieu(db, dossier.lieuId),
    findDerniereDeclaration(db, dossier.id),
    chargerRegles(db, dossier.charteId)
  ])
  if (!reseau || !charte || !lieu) return c.notFound()
  const version = 'membre' in dossier.situation ? dossier.situation.membre.version : regles.enVigueur(piece.ecrite_le)
  const { mise_en_conformite_jours: jours, report_jour_ouvre: report } = regles.parametres(version)
  const { adresse, complement_adresse, code_postal, commune } = lieu.publiees
  const noeuds = composerLettre({
    reseau: reseau.nom,
    charte: charte.nom,
    destinataire: [
      lieu.nom,
      declaration?.structure === lieu.nom ? '' : (declaration?.structure ?? ''),
      'À l’attention de la personne responsable',
      complement_adresse ?? '',
      adresse ?? '',
      [code_postal, commune].filter(Boolean).join(' ')
    ].filter((ligne) => ligne !== ''),
    support: piece.support ?? 'papier',
    reference: piece.reference ?? '',
    envoyee: jourEnMots(envoyee),
    constatee: jourEnMots(constatee),
    manquement: piece.texte,
    jours,
    report,
    site: c.var.config.URL_PUBLIQUE || new URL(c.req.url).origin
  })
  const pdf = dessiner(noeuds, { titre: `Avertissement à ${lieu.nom}`, auteur: reseau.nom, le: piece.ecrite_le })
  return c.body(Readable.toWeb(Readable.from(pdf)) as ReadableStream, 200, {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename="avertissement-${envoyee}-${piece.id.slice(0, 8)}.pdf"`
  })
}
