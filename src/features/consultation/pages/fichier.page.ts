import { findFichier, lireMorceaux } from '../../../platform/fichiers/index.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { etatDe } from '../domain/etat.ts'
import { findConsultationById } from '../store/consultation.store.ts'
import { type ContributionTrouvee, findContribution } from '../store/contribution.store.ts'
import { lireUuid } from './ouvrir.ts'

/** To be mounted before `/consultations/:adresse`. */
export const routesFichier: readonly Route[] = [
  { methode: 'get', chemin: '/consultations/fichiers/:id', permission: 'consultation:lire', traiter: sendFichier }
]

/** What somebody sent, handed over and never shown: a browser keeps it, and runs nothing of it. */
async function sendFichier(c: Contexte): Promise<Response> {
  const id = lireUuid(c.req.param('id'))
  const piece = id ? await findContribution(c.var.db, id) : undefined
  if (!piece?.fichier_id || !piece.fichier_nom || !piece.fichier_type || !(await peutLire(c, piece)))
    return c.notFound()
  const fichier = await findFichier(c.var.db, piece.fichier_id)
  if (!fichier) return c.notFound()
  const octets = Buffer.concat(await Array.fromAsync(lireMorceaux(c.var.db, fichier.id)))
  c.set('ailleurs', 'isoler')
  return c.body(new Uint8Array(octets), 200, {
    'content-type': piece.fichier_type,
    'content-disposition': `attachment; filename="${enAscii(piece.fichier_nom)}"; filename*=UTF-8''${enRfc5987(piece.fichier_nom)}`,
    // What its author or a moderator takes away is not kept elsewhere.
    'cache-control': 'private, no-store'
  })
}

/** Seen on its item's page; or by its author, and those who moderate or prepare the consultation. */
async function peutLire(c: Contexte, piece: ContributionTrouvee): Promise<boolean> {
  const consultation = await findConsultationById(c.var.db, piece.consultation_id)
  if (!consultation) return false
  const objet = { reseau: consultation.reseau_id }
  const publiee = etatDe(consultation, c.var.now) !== 'brouillon'
  if (publiee && piece.montree && piece.etat === 'publie') return true
  if (piece.auteur_id !== null && piece.auteur_id === c.var.acteur.compte?.id) return true
  return c.var.peut('consultation:moderer', objet) || c.var.peut('consultation:organiser', objet)
}

const enAscii = (nom: string) => nom.replace(/[^\x20-\x7e]|["\\%]/g, '_')

/** RFC 5987, 3.2.1: what `encodeURIComponent` leaves and a header does not. */
const enRfc5987 = (nom: string) =>
  encodeURIComponent(nom).replace(/['()*]/g, (signe) => `%${signe.charCodeAt(0).toString(16).toUpperCase()}`)
