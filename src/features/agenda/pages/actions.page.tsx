import { randomUUID } from 'node:crypto'
import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { objetDuLieu } from '../../annuaire/index.ts'
import {
  ajouterAction,
  modifierAction,
  type RefusAction,
  retablirAction,
  retirerAction
} from '../actions/tenir-actions.ts'
import { etatAction } from '../domain/action-projet.ts'
import { ecrireProchaine, ecrireSaisie, type FauteDeSaisie, lireSaisie, type Saisie } from '../domain/saisie.ts'
import { type ActionProjet, findAction, listActions } from '../store/action-projet.store.ts'
import { findLieuDeLaPage, type LieuDeLaPage, readNumeroDAction, UUID } from './lieu-de-la-page.ts'
import { FormulaireVue } from './vues/formulaire.vue.tsx'
import { ListeVue, type Message } from './vues/liste.vue.tsx'

const permission = 'fiche:tenir'
const CHEMIN = '/lieux/:adresse/actions'
const UNE = `${CHEMIN}/:action`

/** For who looks after the lieu. To be mounted before the public page, which would take « nouvelle » for an action. */
export const routesActions: readonly Route[] = [
  { methode: 'get', chemin: CHEMIN, permission, traiter: avecLieu((c, page) => showListe(c, page)) },
  { methode: 'get', chemin: `${CHEMIN}/nouvelle`, permission, traiter: avecLieu((c, page) => showNouvelle(c, page)) },
  { methode: 'post', chemin: `${CHEMIN}/nouvelle`, permission, traiter: avecLieu(submitNouvelle) },
  { methode: 'get', chemin: `${UNE}/copier`, permission, traiter: avecAction(showCopie) },
  { methode: 'get', chemin: `${UNE}/modifier`, permission, traiter: avecAction(showModifier) },
  { methode: 'post', chemin: `${UNE}/modifier`, permission, traiter: avecAction(submitModifier) },
  { methode: 'post', chemin: `${UNE}/retirer`, permission, traiter: avecAction(submitRetrait) },
  { methode: 'post', chemin: `${UNE}/retablir`, permission, traiter: avecAction(submitRetablissement) }
]

type Reponse = Response | Promise<Response>

function avecLieu(traiter: (c: Contexte, page: LieuDeLaPage) => Reponse) {
  return async (c: Contexte): Promise<Response> => {
    const page = await findLieuDeLaPage(c)
    if (!page) return c.notFound()
    // The address names a lieu: the right must be on that one.
    if (!c.var.peut(permission, await objetDuLieu(c.var.db, page.lieu))) return pageErreur(c, 403)
    return traiter(c, page)
  }
}

function avecAction(traiter: (c: Contexte, page: LieuDeLaPage, action: ActionProjet) => Reponse) {
  return avecLieu(async (c, page) => {
    const numero = readNumeroDAction(c)
    const action = numero ? await findAction(c.var.db, numero) : undefined
    return action?.lieu_id === page.lieu.id ? traiter(c, page, action) : c.notFound()
  })
}

const gesteDe = (c: Contexte, { lieu }: LieuDeLaPage) => ({
  lieuId: lieu.id,
  acteur: c.var.acteur,
  now: c.var.now
})

const LISTE_MAX = 300

const FAITS: Readonly<Record<string, Message>> = {
  ajoutee: { ton: 'succes', titre: 'C’est annoncé', texte: 'Tout le monde peut le lire sur la fiche du lieu.' },
  modifiee: { ton: 'succes', titre: 'C’est enregistré', texte: 'La fiche du lieu est à jour.' },
  retiree: { ton: 'succes', titre: 'C’est retiré', texte: 'Plus personne ne le voit sur la fiche du lieu.' },
  retablie: { ton: 'succes', titre: 'C’est de nouveau annoncé', texte: 'Tout le monde peut le lire sur la fiche.' }
}

const REFUS: Readonly<Record<'deja-change' | 'trop-d-actions', Message>> = {
  'deja-change': {
    ton: 'danger',
    titre: 'Rien n’a été enregistré',
    texte: 'Quelqu’un a changé cette annonce entre-temps. Vérifiez ce qui est écrit, puis recommencez.'
  },
  'trop-d-actions': {
    ton: 'danger',
    titre: 'Rien n’a été enregistré',
    texte: 'Ce lieu a annoncé beaucoup de choses aujourd’hui. Attendez demain pour la suite.'
  }
}

async function showListe(c: Contexte, page: LieuDeLaPage, refus?: Message): Promise<Response> {
  const fait = c.req.query('fait') ?? ''
  const actions = await listActions(c.var.db, page.lieu.id, LISTE_MAX)
  return rendrePage(
    c,
    <ListeVue
      cadre={c.var.cadre}
      lieu={page}
      fuseau={page.fuseau}
      message={refus ?? (Object.hasOwn(FAITS, fait) ? FAITS[fait] : undefined)}
      actions={actions.map((action) => ({ ...action, etat: etatAction(action, c.var.now, page.fuseau) }))}
    />,
    refus ? 409 : 200
  )
}

interface Refusee {
  readonly erreurs?: readonly FauteDeSaisie[]
  readonly message?: Message
  readonly statut?: 200 | 409 | 422 | 429
}

function showNouvelle(
  c: Contexte,
  page: LieuDeLaPage,
  saisie: Saisie = {},
  { erreurs, message, statut = 200 }: Refusee = {}
): Reponse {
  return rendrePage(
    c,
    <FormulaireVue
      cadre={c.var.cadre}
      titre='Annoncer une action ou un projet'
      lieu={page}
      envoi={`${page.href}/actions/nouvelle`}
      saisie={saisie}
      caches={{ id: UUID.test(saisie.id ?? '') ? (saisie.id ?? '') : randomUUID() }}
      bouton='Annoncer'
      {...(erreurs && { erreurs })}
      message={message}
    />,
    statut
  )
}

async function submitNouvelle(c: Contexte, page: LieuDeLaPage): Promise<Response> {
  const saisie = await readFormulaire(c)
  const lue = lireSaisie(saisie, { fuseau: page.fuseau, now: c.var.now })
  if (!lue.ok) return showNouvelle(c, page, saisie, { erreurs: lue.error, statut: 422 })
  const id = UUID.test(saisie.id ?? '') ? (saisie.id ?? '').toLowerCase() : randomUUID()
  const ajoutee = await ajouterAction(c.var.db, { id, contenu: lue.value }, gesteDe(c, page))
  if (ajoutee.ok) return c.redirect(`${page.href}/actions?fait=ajoutee`, 303)
  return sayRefus(c, ajoutee.error, (message, statut) => showNouvelle(c, page, saisie, { message, statut }))
}

function showCopie(c: Contexte, page: LieuDeLaPage, action: ActionProjet): Reponse {
  return showNouvelle(c, page, ecrireProchaine(action, page.fuseau, c.var.now))
}

function showModifier(c: Contexte, page: LieuDeLaPage, action: ActionProjet): Reponse {
  return renderModifier(c, page, action, ecrireSaisie(action, page.fuseau))
}

function renderModifier(
  c: Contexte,
  page: LieuDeLaPage,
  { id, revision }: Pick<ActionProjet, 'id' | 'revision'>,
  saisie: Saisie,
  { erreurs, message, statut = 200 }: Refusee = {}
): Reponse {
  return rendrePage(
    c,
    <FormulaireVue
      cadre={c.var.cadre}
      titre='Modifier une annonce'
      lieu={page}
      envoi={`${page.href}/actions/${id}/modifier`}
      saisie={saisie}
      caches={{ revision: String(revision) }}
      bouton='Enregistrer'
      {...(erreurs && { erreurs })}
      message={message}
    />,
    statut
  )
}

/** What the person read; a revision that nobody gave is nobody's. */
function readRevision({ revision = '' }: Saisie): number {
  return /^\d{1,9}$/.test(revision) ? Number(revision) : 0
}

async function submitModifier(c: Contexte, page: LieuDeLaPage, action: ActionProjet): Promise<Response> {
  const saisie = await readFormulaire(c)
  const lue = { id: action.id, revision: readRevision(saisie) }
  const contenu = lireSaisie(saisie, { fuseau: page.fuseau, now: c.var.now })
  if (!contenu.ok) return renderModifier(c, page, lue, saisie, { erreurs: contenu.error, statut: 422 })
  const modifiee = await modifierAction(c.var.db, lue, contenu.value, gesteDe(c, page))
  if (modifiee.ok) return c.redirect(`${page.href}/actions?fait=modifiee`, 303)
  // What was typed is kept, over what the other one wrote: sent again, it is knowingly.
  const actuelle = (await findAction(c.var.db, action.id)) ?? action
  return sayRefus(c, modifiee.error, (message, statut) =>
    renderModifier(c, page, actuelle, saisie, { message, statut })
  )
}

async function submitRetrait(c: Contexte, page: LieuDeLaPage, { id }: ActionProjet): Promise<Response> {
  const cible = { id, revision: readRevision(await readFormulaire(c)) }
  return afterGeste(c, page, 'retiree', await retirerAction(c.var.db, cible, gesteDe(c, page)))
}

async function submitRetablissement(c: Contexte, page: LieuDeLaPage, { id }: ActionProjet): Promise<Response> {
  const cible = { id, revision: readRevision(await readFormulaire(c)) }
  return afterGeste(c, page, 'retablie', await retablirAction(c.var.db, cible, gesteDe(c, page)))
}

function afterGeste(
  c: Contexte,
  page: LieuDeLaPage,
  fait: 'retiree' | 'retablie',
  issue: Awaited<ReturnType<typeof retirerAction>>
): Reponse {
  if (issue.ok) return c.redirect(`${page.href}/actions?fait=${fait}`, 303)
  return sayRefus(c, issue.error, (message) => showListe(c, page, message))
}

function sayRefus(c: Contexte, refus: RefusAction, rendre: (message: Message, statut: 409 | 429) => Reponse): Reponse {
  switch (refus) {
    case 'interdit':
      return pageErreur(c, 403)
    case 'lieu-inconnu':
    case 'action-inconnue':
      return c.notFound()
    case 'deja-change':
      return rendre(REFUS[refus], 409)
    case 'trop-d-actions':
      return rendre(REFUS[refus], 429)
  }
}
