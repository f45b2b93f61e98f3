import { readFile } from 'node:fs/promises'
import { type Document, direDocumentRefuse, lireDocument } from '../../../platform/fichiers/document.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { creerGuichet } from '../../../platform/http/flux.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { recevoirFormulaire } from '../../../platform/http/televersement.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { countGeste } from '../../comptes/index.ts'
import { associerAction } from '../actions/associer-action.ts'
import { commenter } from '../actions/commenter.ts'
import { deposerPiece } from '../actions/deposer-piece.ts'
import { retirerContribution } from '../actions/retirer.ts'
import { ajouterValeurs } from '../actions/valeurs.ts'
import type { GesteGarde } from '../domain/brouillon.ts'
import { FICHIER_OCTETS_MAX, lireAction, lireCommentaire, lireValeurs } from '../domain/contribution.ts'
import type { GenreContribution } from '../domain/item.ts'
import type { Facon } from '../domain/module.ts'
import { direRefus, type RefusDeContribution } from '../domain/refus.ts'
import { garderEtInviter } from './garder.ts'
import { type ItemOuvert, lireUuid, outilsDe, ouvrirConsultation, ouvrirItem } from './ouvrir.ts'
import { CHERCHER, lireNumeroDeLieu, rendreAssocier } from './vues/associer.tsx'
import { cheminItem, PageConsultation, type Reprise } from './vues/cadre.tsx'
import { rendreItem } from './vues/item.tsx'
import { ACTIONS } from './vues/section-actions.tsx'
import { COMMENTAIRES } from './vues/section-commentaires.tsx'
import { FICHIERS } from './vues/section-fichiers.tsx'
import { VALEURS } from './vues/section-valeurs.tsx'

const permission = 'consultation:participer'
const ITEM = '/consultations/:adresse/items/:numero'

/** What people add to an item: comments, reference values, actions, files; and taking one's own back. */
export const routesContribuer: readonly Route[] = [
  { methode: 'post', chemin: `${ITEM}/${COMMENTAIRES}`, permission, traiter: submitCommentaire },
  { methode: 'post', chemin: `${ITEM}/${VALEURS}`, permission, traiter: submitValeurs },
  { methode: 'get', chemin: `${ITEM}/${ACTIONS}`, permission, traiter: showAssocier },
  { methode: 'post', chemin: `${ITEM}/${ACTIONS}`, permission, traiter: submitAction },
  { methode: 'post', chemin: `${ITEM}/${FICHIERS}`, permission, recoitFichier: true, traiter: submitFichier },
  {
    methode: 'post',
    chemin: '/consultations/:adresse/contributions/:id/retirer',
    permission: 'consultation:suivre',
    traiter: submitRetrait
  }
]

type Champs = Readonly<Record<string, string>>
type Rendre = (reprise: Reprise, statut?: 409 | 429) => Promise<Response>

/** Shows the item again, with what was typed in this section's form. */
const surItem =
  (c: Contexte, ouvert: ItemOuvert, formulaire: string, champs: Champs): Rendre =>
  (reprise, statut) =>
    rendreItem(c, ouvert, { ...reprise, formulaire, champs }, statut)

async function submitCommentaire(c: Contexte): Promise<Response> {
  const ouvert = await ouvrirItem(c)
  if (!ouvert) return c.notFound()
  const champs = await readFormulaire(c)
  const rendre = surItem(c, ouvert, COMMENTAIRES, champs)
  const enOrganisateur =
    champs.organisateur === 'oui' && c.var.peut('consultation:organiser', { reseau: ouvert.consultation.reseau_id })
  const refus = enOrganisateur ? undefined : pourquoiPas(ouvert, 'commentaires')
  if (refus) return rendre({ refus })
  const lu = lireCommentaire(champs.commentaire ?? '')
  if (!lu.ok) return rendre({ fautes: [{ champ: 'commentaire', message: lu.error }] })
  const parentId = lireUuid(champs.parent)
  const commentaire = { texte: lu.value, ...(parentId && { parentId }) }
  if (!c.var.acteur.compte) return garder(c, ouvert, 'commentaire', commentaire)
  const fait = await commenter(c.var.db, ouvert.item.id, commentaire, { ...outilsDe(c), enOrganisateur })
  if (!fait.ok) return refuser(c, ouvert, fait.error, rendre)
  // Where it can be read at once: alone with what it answers, or first in the list.
  return aller(c, ouvert, 'commentaire', COMMENTAIRES, parentId ? { fil: parentId } : { tri: 'recent' })
}

async function submitValeurs(c: Contexte): Promise<Response> {
  const ouvert = await ouvrirItem(c)
  if (!ouvert) return c.notFound()
  const champs = await readFormulaire(c)
  const rendre = surItem(c, ouvert, VALEURS, champs)
  const refus = pourquoiPas(ouvert, 'valeurs')
  if (refus) return rendre({ refus })
  const lues = lireValeurs(champs.valeur ?? '')
  if (!lues.ok) return rendre({ fautes: [{ champ: 'valeur', message: lues.error }] })
  const valeurs = lues.value
  if (!c.var.acteur.compte)
    return garder(c, ouvert, 'valeur', { valeurs: valeurs.map(({ libelle }) => libelle).join(', ') })
  const fait = await ajouterValeurs(c.var.db, ouvert.item.id, { valeurs }, outilsDe(c))
  if (fait.ok) return aller(c, ouvert, 'valeur', VALEURS)
  if (fait.error.raison !== 'deja') return refuser(c, ouvert, fait.error, rendre)
  const message =
    valeurs.length === 1
      ? 'Vous avez déjà donné cette valeur ici : elle compte une fois.'
      : 'Vous avez déjà donné ces valeurs ici : elles comptent une fois.'
  return rendre({ refus: message })
}

async function showAssocier(c: Contexte): Promise<Response> {
  const ouvert = await ouvrirItem(c)
  if (!ouvert) return c.notFound()
  const refus = ouvert.item.etat === 'publie' ? pourquoiPas(ouvert, 'actions') : INCONNU
  return rendreAssocier(c, ouvert, { refus })
}

async function submitAction(c: Contexte): Promise<Response> {
  const ouvert = await ouvrirItem(c)
  if (!ouvert) return c.notFound()
  const champs = await readFormulaire(c)
  const rendre: Rendre = (reprise, statut) => rendreAssocier(c, ouvert, { ...reprise, champs }, statut)
  const refus = ouvert.item.etat === 'publie' ? pourquoiPas(ouvert, 'actions') : INCONNU
  if (refus) return rendre({ refus })
  if (champs.geste === CHERCHER) return rendre({})
  const lue = lireAction(champs)
  if (!lue.ok) return rendre({ fautes: lue.error })
  const { texte, lien } = lue.value
  const lieuId = lireNumeroDeLieu(champs.lieu)
  const actionProjetId = lieuId === undefined ? undefined : lireUuid(champs.projet)
  if (!c.var.acteur.compte)
    return garder(c, ouvert, 'action', {
      texte,
      ...(lien && { lien }),
      ...(lieuId !== undefined && { lieuId: String(lieuId) }),
      ...(actionProjetId && { actionProjetId })
    })
  const fait = await associerAction(c.var.db, ouvert.item.id, { texte, lien, lieuId, actionProjetId }, outilsDe(c))
  return fait.ok ? aller(c, ouvert, 'action', ACTIONS) : refuser(c, ouvert, fait.error, rendre)
}

/** Unfolding a picture or a document takes tens of megabytes: two at a time, the others are asked to come back. */
const guichet = creerGuichet(2)

async function submitFichier(c: Contexte): Promise<Response> {
  const ouvert = await ouvrirItem(c)
  if (!ouvert) return c.notFound()
  const rendre = surItem(c, ouvert, FICHIERS, {})
  const dire = (message: string) => rendre({ fautes: [{ champ: 'fichier', message }] })
  // Said before the file has come: it cannot be kept for who has no account.
  const refus = pourquoiPas(ouvert, 'fichiers')
  if (refus) return rendre({ refus })
  const { compte } = c.var.acteur
  if (!compte)
    return c.redirect(`/connexion?suite=${encodeURIComponent(cheminItem(ouvert.consultation, ouvert.item))}`, 303)
  const jusqua = await countGeste(c.var.db, 'depots', compte.id, c.var.now)
  if (jusqua) return rendre({ refus: direRefus({ raison: 'trop-souvent', jusqua }, ouvert.dire) }, 429)
  const recu = await recevoirFormulaire(c, { tailleMax: FICHIER_OCTETS_MAX })
  const rendrePlace = guichet.prendre()
  try {
    if (!rendrePlace) {
      c.header('retry-after', '10')
      return await rendre({ refus: 'Beaucoup de fichiers arrivent en ce moment. Réessayez dans une minute.' }, 429)
    }
    if (recu.tropGros) return await dire('Ce fichier est trop lourd : 5 Mo au plus.')
    if (!recu.fichier) return await dire('Choisissez un fichier.')
    const lu = await lireDocument(await readFile(recu.fichier.chemin), recu.fichier.nom)
    if (!lu.ok) return await dire(direDocumentRefuse(lu.error))
    if (lu.value.octets.length > FICHIER_OCTETS_MAX) return await dire(direDocumentRefuse('trop-grand'))
    return await deposer(c, ouvert, lu.value, rendre)
  } finally {
    rendrePlace?.()
    await recu.supprimer()
  }
}

async function deposer(c: Contexte, ouvert: ItemOuvert, document: Document, rendre: Rendre): Promise<Response> {
  const fait = await deposerPiece(c.var.db, ouvert.item.id, document, outilsDe(c))
  return fait.ok ? aller(c, ouvert, 'fichier', FICHIERS) : refuser(c, ouvert, fait.error, rendre)
}

/** The section of each kind of contribution, where one comes back to. */
const SECTION_DE: Readonly<Record<GenreContribution, string>> = {
  commentaire: COMMENTAIRES,
  valeur: VALEURS,
  action: ACTIONS,
  fichier: FICHIERS
}

async function submitRetrait(c: Contexte): Promise<Response> {
  const ouverte = await ouvrirConsultation(c)
  const id = lireUuid(c.req.param('id'))
  if (!ouverte || !id) return c.notFound()
  const { consultation, dire } = ouverte
  const fait = await retirerContribution(c.var.db, { consultationId: consultation.id, id }, c.var)
  if (!fait.ok && fait.error.raison !== 'close') return c.notFound()
  if (!fait.ok) {
    const refus = direRefus(fait.error, dire)
    const page = <PageConsultation c={c} titre='Retirer' consultation={consultation} reprise={{ refus }} horsMoteurs />
    return rendrePage(c, page, 409)
  }
  const { genre, numero } = fait.value
  return c.redirect(`${cheminItem(consultation, { numero })}?fait=${genre}-retire#${SECTION_DE[genre]}`, 303)
}

const INCONNU = 'Cette proposition n’est plus là. Revenez à la consultation pour voir les autres.'

/** What is refused to everybody, said before anything is read or kept. The action looks again, under the closing's lock. */
function pourquoiPas({ etat, consultation, module, dire }: ItemOuvert, facon: Facon): string | undefined {
  if (etat === 'a-venir') return direRefus({ raison: 'a-venir', ouverture: consultation.ouverture }, dire)
  if (etat === 'brouillon') return 'La consultation n’est pas encore publiée.'
  if (etat !== 'ouverte') return direRefus({ raison: 'close' }, dire)
  return module[facon] ? undefined : direRefus({ raison: 'eteint' }, dire)
}

const garder = (c: Contexte, { consultation, item }: ItemOuvert, geste: GesteGarde, contenu: Champs) =>
  garderEtInviter(c, { consultationId: consultation.id, itemId: item.id, geste, contenu })

async function refuser(
  c: Contexte,
  { dire }: ItemOuvert,
  refus: RefusDeContribution,
  rendre: Rendre
): Promise<Response> {
  if (refus.raison === 'inconnu') return c.notFound()
  return rendre({ refus: direRefus(refus, dire) }, refus.raison === 'trop-souvent' ? 429 : 409)
}

/** Back to the item, at the section where it was done. */
function aller(
  c: Contexte,
  { consultation, item }: ItemOuvert,
  fait: string,
  ancre: string,
  parametres: Champs = {}
): Response {
  return c.redirect(`${cheminItem(consultation, item)}?${new URLSearchParams({ fait, ...parametres })}#${ancre}`, 303)
}
