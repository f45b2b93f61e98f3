import { randomUUID } from 'node:crypto'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import type { ErreurDeChamp } from '../../../platform/ui/composants/resume-erreurs/resume-erreurs.tsx'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { keepNothing, nommerAuteurs } from '../../comptes/index.ts'
import { apercevoirMessage, envoyerMessage, lireLienDArret, reglerMessages } from '../actions/poles-message.ts'
import { lireMessageDeTerritoire, MESSAGES_PAR_SEMAINE } from '../domain/pole-message.ts'
import type { Secteur } from '../domain/pole-secteur.ts'
import { listMessages } from '../store/pole-message.store.ts'
import { secteurDe } from './poles-pilotage.page.tsx'
import { ApercuVue, ArretVue, EcrireVue, MessagesVue } from './vues/poles-message.vue.tsx'
import { PILOTAGE } from './vues/poles-pilotage.vue.tsx'

const permission = 'territoire:piloter'
const ARRETER = 'messages:arreter'

/** Writing to the people who look after the lieux of a territory, and stopping such messages. */
export const routesMessagesDeTerritoire: readonly Route[] = [
  { methode: 'get', chemin: `${PILOTAGE}/:secteur/message`, permission, traiter: (c) => surSecteur(c, showEcrire) },
  {
    methode: 'post',
    chemin: `${PILOTAGE}/:secteur/message/apercu`,
    permission,
    traiter: (c) => surSecteur(c, submitApercu)
  },
  { methode: 'post', chemin: `${PILOTAGE}/:secteur/message`, permission, traiter: (c) => surSecteur(c, submitEnvoi) },
  { methode: 'get', chemin: `${PILOTAGE}/:secteur/messages`, permission, traiter: (c) => surSecteur(c, showMessages) },
  { methode: 'get', chemin: '/messages/arret/:jeton', permission: ARRETER, traiter: (c) => showArret(c) },
  { methode: 'post', chemin: '/messages/arret', permission: ARRETER, traiter: submitArret }
]

async function surSecteur(c: Contexte, traiter: (c: Contexte, secteur: Secteur) => Response | Promise<Response>) {
  const secteur = await secteurDe(c)
  return secteur ? traiter(c, secteur) : c.notFound()
}

interface Etat {
  readonly saisie?: Readonly<Record<string, string>>
  readonly erreurs?: readonly ErreurDeChamp[]
}

function showEcrire(c: Contexte, secteur: Secteur, { saisie = {}, erreurs = [] }: Etat = {}) {
  return rendrePage(
    c,
    <EcrireVue cadre={c.var.cadre} secteur={secteur} saisie={saisie} erreurs={erreurs} />,
    erreurs.length > 0 ? 422 : 200
  )
}

const TROP: ErreurDeChamp = {
  champ: 'texte',
  message: `Ce territoire a déjà envoyé ${MESSAGES_PAR_SEMAINE} messages en sept jours. Attendez un peu, ou réunissez vos nouvelles en un seul message.`
}
const PERSONNE: ErreurDeChamp = {
  champ: 'public',
  message: 'Personne ne recevrait ce message : aucun de ces lieux n’a de responsable qui les accepte.'
}

async function submitApercu(c: Contexte, secteur: Secteur) {
  const saisie = await readFormulaire(c)
  // « Modifier », on the preview: what was typed comes back.
  if (saisie.suite === 'modifier') return showEcrire(c, secteur, { saisie })
  const lu = lireMessageDeTerritoire(saisie)
  if (!lu.ok) return showEcrire(c, secteur, { saisie, erreurs: lu.error })
  const { destinataires, restants } = await apercevoirMessage(c.var.db, secteur, lu.value.public, c.var.now)
  if (restants === 0) return showEcrire(c, secteur, { saisie, erreurs: [TROP] })
  if (destinataires === 0) return showEcrire(c, secteur, { saisie, erreurs: [PERSONNE] })
  return rendrePage(
    c,
    <ApercuVue
      cadre={c.var.cadre}
      secteur={secteur}
      message={lu.value}
      id={randomUUID()}
      destinataires={destinataires}
      restants={restants}
    />
  )
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

async function submitEnvoi(c: Contexte, secteur: Secteur) {
  const saisie = await readFormulaire(c)
  const lu = lireMessageDeTerritoire(saisie)
  if (!lu.ok || !UUID.test(saisie.id ?? ''))
    return showEcrire(c, secteur, {
      saisie,
      erreurs: lu.ok ? [{ champ: 'texte', message: 'Relisez ce message avant de l’envoyer.' }] : lu.error
    })
  const { db, acteur, now } = c.var
  const envoi = await envoyerMessage(db, acteur, { id: saisie.id ?? '', secteur: secteur.cle, message: lu.value }, now)
  if (envoi.ok) return c.redirect(`${PILOTAGE}/${secteur.cle}/messages?fait=envoye`, 303)
  switch (envoi.error) {
    case 'hors-territoire':
      return c.notFound()
    case 'trop-de-messages':
      return showEcrire(c, secteur, { saisie, erreurs: [TROP] })
    case 'personne':
      return showEcrire(c, secteur, { saisie, erreurs: [PERSONNE] })
  }
}

/** Messages shown: a year at the most that a territory may send. */
const MONTRES = 200

async function showMessages(c: Contexte, secteur: Secteur) {
  const messages = await listMessages(c.var.db, secteur.territoire, MONTRES)
  const nommer = await nommerAuteurs(
    c.var.db,
    messages.map(({ auteur }) => auteur)
  )
  return rendrePage(
    c,
    <MessagesVue
      cadre={c.var.cadre}
      secteur={secteur}
      fait={c.req.query('fait') === 'envoye'}
      messages={messages.map((message) => ({ ...message, par: nommer(message.auteur) }))}
    />
  )
}

// A mail reader that opens links stops nothing: only the button does.
async function showArret(c: Contexte, jeton = c.req.param('jeton') ?? '', fait = false) {
  keepNothing(c)
  const envoi = JETON.test(jeton) ? await lireLienDArret(c.var.db, jeton) : undefined
  return rendrePage(c, <ArretVue cadre={c.var.cadre} jeton={jeton} envoi={envoi} fait={fait} />, envoi ? 200 : 422)
}

const JETON = /^[\w-]{43}$/

async function submitArret(c: Contexte) {
  const { jeton = '', suite } = await readFormulaire(c)
  const voulu = suite === 'reprendre' ? 'reprendre' : 'arreter'
  const fait = JETON.test(jeton) && (await reglerMessages(c.var.db, jeton, voulu, c.var.now))
  return showArret(c, jeton, fait)
}
