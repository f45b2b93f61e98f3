import { pageErreur } from '../../../platform/http/erreurs.tsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { readFormulaire } from '../../../platform/http/formulaire.ts'
import {
  compterMains,
  ecritureDeSeance,
  modifierSeance,
  ouvrirSeance,
  type RefusDeSeance,
  tient
} from '../actions/seances.ts'
import {
  direPlusQuePresents,
  ecritureDe,
  lireCompte,
  lireSeance,
  peutAssister,
  suitLaCloture
} from '../domain/seance.ts'
import { findItemDeSeance, findSeance } from '../store/seance.store.ts'
import { type ConsultationOuverte, lireUuid, numeroDItem, ouvrirConsultation } from './ouvrir.ts'
import type { Reprise } from './vues/cadre.tsx'
import {
  cheminSeance,
  rendreCompter,
  rendreFormulaire,
  rendreSeance,
  rendreSeances,
  type SeanceOuverte
} from './vues/seances.tsx'

const lire = 'consultation:lire'
const assister = 'consultation:assister'
export const SEANCES = '/consultations/:adresse/seances'

/** Meetings in person: everybody reads them, those who may hold one write them. */
export const routesSeances: readonly Route[] = [
  { methode: 'get', chemin: SEANCES, permission: lire, traiter: showSeances },
  { methode: 'get', chemin: `${SEANCES}/nouvelle`, permission: assister, traiter: showNouvelle },
  { methode: 'post', chemin: `${SEANCES}/nouvelle`, permission: assister, traiter: submitNouvelle },
  { methode: 'get', chemin: `${SEANCES}/:seance`, permission: lire, traiter: showSeance },
  { methode: 'get', chemin: `${SEANCES}/:seance/modifier`, permission: assister, traiter: showModifier },
  { methode: 'post', chemin: `${SEANCES}/:seance/modifier`, permission: assister, traiter: submitModifier },
  { methode: 'get', chemin: `${SEANCES}/:seance/items/:numero`, permission: assister, traiter: showCompter },
  { methode: 'post', chemin: `${SEANCES}/:seance/items/:numero`, permission: assister, traiter: submitCompter }
]

/** The meeting of the address. */
export async function ouvrirSeanceDe(c: Contexte): Promise<SeanceOuverte | undefined> {
  const ouverte = await ouvrirConsultation(c)
  const id = lireUuid(c.req.param('seance'))
  const seance = ouverte && id ? await findSeance(c.var.db, ouverte.consultation.id, id) : undefined
  return ouverte && seance && { ...ouverte, seance }
}

async function showSeances(c: Contexte): Promise<Response> {
  const ouverte = await ouvrirConsultation(c)
  return ouverte ? rendreSeances(c, ouverte) : c.notFound()
}

async function showSeance(c: Contexte): Promise<Response> {
  const ouverte = await ouvrirSeanceDe(c)
  return ouverte ? rendreSeance(c, ouverte) : c.notFound()
}

async function showNouvelle(c: Contexte): Promise<Response> {
  const ouverte = await ouvrirConsultation(c)
  if (!ouverte) return c.notFound()
  return (await refuserEntree(c, ouverte)) ?? rendreFormulaire(c, ouverte, fermee(c, ouverte))
}

async function submitNouvelle(c: Contexte): Promise<Response> {
  const ouverte = await ouvrirConsultation(c)
  if (!ouverte) return c.notFound()
  const { consultation, reseau } = ouverte
  const entree = await refuserEntree(c, ouverte)
  if (entree) return entree
  const champs = await readFormulaire(c)
  const lue = lireSeance(champs, { now: c.var.now, fuseau: reseau.fuseau, depuis: clotureDe(c, ouverte) })
  if (!lue.ok) return rendreFormulaire(c, ouverte, { champs, fautes: lue.error })
  const fait = await ouvrirSeance(c.var.db, consultation.id, lue.value, c.var)
  if (!fait.ok) return rendreFormulaire(c, ouverte, { champs, ...dire(c, ouverte, fait.error) })
  return c.redirect(`${cheminSeance(consultation, fait.value)}?fait=ouverte`, 303)
}

async function showModifier(c: Contexte): Promise<Response> {
  const ouverte = await ouvrirSeanceDe(c)
  if (!ouverte) return c.notFound()
  return (await refuserEntree(c, ouverte)) ?? rendreFormulaire(c, ouverte, fermee(c, ouverte))
}

async function submitModifier(c: Contexte): Promise<Response> {
  const ouverte = await ouvrirSeanceDe(c)
  if (!ouverte) return c.notFound()
  const { consultation, reseau, seance } = ouverte
  const entree = await refuserEntree(c, ouverte)
  if (entree) return entree
  const champs = await readFormulaire(c)
  const lue = lireSeance(champs, { now: c.var.now, fuseau: reseau.fuseau, depuis: clotureDe(c, ouverte) })
  if (!lue.ok) return rendreFormulaire(c, ouverte, { champs, fautes: lue.error })
  const fait = await modifierSeance(c.var.db, seance, lue.value, c.var)
  if (!fait.ok) return rendreFormulaire(c, ouverte, { champs, ...dire(c, ouverte, fait.error) })
  return c.redirect(`${cheminSeance(consultation, seance.id)}?fait=modifiee`, 303)
}

async function showCompter(c: Contexte): Promise<Response> {
  return surUnItem(c, (ouverte, etape) => rendreCompter(c, ouverte, etape, fermee(c, ouverte)))
}

async function submitCompter(c: Contexte): Promise<Response> {
  return surUnItem(c, async (ouverte, etape) => {
    const { consultation, seance } = ouverte
    const champs = await readFormulaire(c)
    const lu = lireCompte(champs, seance.presents)
    if (!lu.ok) return rendreCompter(c, ouverte, etape, { champs, fautes: lu.error })
    const [, accord = '0', revoir = '0'] = /^(\d{1,6})-(\d{1,6})$/.exec(champs.lu ?? '') ?? []
    const vu = { accord: Number(accord), revoir: Number(revoir) }
    const fait = await compterMains(c.var.db, seance, { itemId: etape.id, compte: lu.value, lu: vu }, c.var)
    const mot = suitLaCloture(seance, consultation) ? 'ecrite' : 'comptee'
    if (fait.ok) return c.redirect(`${cheminSeance(consultation, seance.id)}?fait=${mot}#propositions`, 303)
    if (fait.error !== 'plus-que-presents')
      return rendreCompter(c, ouverte, etape, { champs, ...dire(c, ouverte, fait.error) })
    const fautes = [{ champ: 'accord', message: direPlusQuePresents(seance.presents) }]
    return rendreCompter(c, ouverte, etape, { champs, fautes })
  })
}

async function surUnItem(
  c: Contexte,
  faire: (
    ouverte: SeanceOuverte,
    etape: NonNullable<Awaited<ReturnType<typeof findItemDeSeance>>>
  ) => Response | Promise<Response>
): Promise<Response> {
  const ouverte = await ouvrirSeanceDe(c)
  const numero = numeroDItem(c)
  const etape = ouverte && numero ? await findItemDeSeance(c.var.db, ouverte.seance, numero) : undefined
  if (!ouverte || !etape) return c.notFound()
  return (await refuserEntree(c, ouverte)) ?? faire(ouverte, etape)
}

/** Not a mediator of this réseau, or not the one who holds this meeting. */
async function refuserEntree(c: Contexte, ouverte: ConsultationOuverte | SeanceOuverte): Promise<Response | undefined> {
  const { consultation } = ouverte
  const refusee = !peutAssister(c.var.acteur, consultation.reseau_id)
  const autre = 'seance' in ouverte && !tient(c.var.acteur, ouverte.seance, consultation)
  return refusee || autre ? pageErreur(c, 403) : undefined
}

/** The closing, once it is past: a meeting that is written then was held since. */
const clotureDe = (c: Contexte, { consultation }: ConsultationOuverte): Date | undefined =>
  ecritureDe(consultation, c.var.now) === 'issue' ? (consultation.cloture ?? undefined) : undefined

/** Told before somebody writes for nothing. */
function fermee(c: Contexte, ouverte: ConsultationOuverte | SeanceOuverte): Reprise {
  const { consultation } = ouverte
  const ecriture =
    'seance' in ouverte
      ? ecritureDeSeance(ouverte.seance, consultation, c.var.now)
      : ecritureDe(consultation, c.var.now)
  return ecriture ? {} : { refus: direFermee(c, ouverte) }
}

function direFermee(c: Contexte, { consultation, etat }: ConsultationOuverte): string {
  if (etat === 'archivee') return 'La consultation est archivée : aucune séance ne s’y écrit plus.'
  if (ecritureDe(consultation, c.var.now) === 'issue')
    return 'Les avis sont comptés : cette séance ne change plus. Écrivez ce qui a été décidé depuis dans une nouvelle séance.'
  if (etat === 'close') return 'La consultation n’est pas ouverte : les avis vont être comptés. Revenez dans une heure.'
  return 'Une séance s’écrit une fois la consultation ouverte : elle n’est pas ouverte.'
}

function dire(c: Contexte, ouverte: ConsultationOuverte, refus: RefusDeSeance): Reprise {
  switch (refus) {
    case 'lieu-inconnu':
      return {
        fautes: [{ champ: 'lieu', message: 'L’annuaire ne connaît pas ce lieu. Vérifiez l’adresse de sa fiche.' }]
      }
    case 'plus-que-presents':
      return {
        fautes: [
          {
            champ: 'presents',
            message:
              'Des avis sont déjà comptés : ils seraient plus nombreux que les présents. Corrigez d’abord les comptes.'
          }
        ]
      }
    case 'fermee':
      return { refus: direFermee(c, ouverte) }
    case 'plus-de-compte':
      return { refus: 'La consultation est close : plus aucun avis n’est compté.' }
    case 'trop-souvent':
      return { refus: 'Vous avez écrit beaucoup de choses en peu de temps. Réessayez dans une heure.' }
    case 'autre-compte':
      return {
        refus: 'Quelqu’un d’autre vient de compter ici. Vérifiez le compte affiché, puis enregistrez à nouveau.'
      }
    case 'inconnue':
      return { refus: 'Cette proposition n’est plus là, ou ne reçoit pas d’avis.' }
    case 'interdit':
      return { refus: 'Vous ne pouvez pas écrire dans cette séance.' }
  }
}
