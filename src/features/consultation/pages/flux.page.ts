import { type EntreeAtom, ecrireAtom, TYPE_ATOM } from '../../../platform/http/atom.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { listNouvelles, listNouvellesDe, type Nouvelle } from '../store/flux.store.ts'
import { ouvrirConsultation } from './ouvrir.ts'
import { CONSULTATIONS, cheminDe, cheminItem } from './vues/cadre.tsx'

const permission = 'consultation:lire'

/** Feeds: to be mounted before the consultations, which « flux.xml » is not one of. */
export const routesFlux: readonly Route[] = [
  { methode: 'get', chemin: `${CONSULTATIONS}/flux.xml`, permission, traiter: showToutes },
  { methode: 'get', chemin: `${CONSULTATIONS}/:adresse/flux.xml`, permission, traiter: showUne }
]

const ENTREES_MAX = 100

async function showToutes(c: Contexte): Promise<Response> {
  const nouvelles = await listNouvelles(c.var.db, ENTREES_MAX, c.var.now)
  const { nom } = c.var.cadre.reseau
  return repondre(
    c,
    { titre: `Consultations – ${nom}`, chemin: CONSULTATIONS, auteur: nom, depuis: c.var.now },
    nouvelles
  )
}

async function showUne(c: Contexte): Promise<Response> {
  const ouverte = await ouvrirConsultation(c)
  if (!ouverte?.consultation.publiee_le) return c.notFound()
  const { consultation, reseau } = ouverte
  const nouvelles = await listNouvellesDe(c.var.db, consultation.id, ENTREES_MAX, c.var.now)
  const tete = {
    titre: consultation.titre,
    chemin: cheminDe(consultation),
    auteur: reseau.nom,
    depuis: consultation.publiee_le ?? c.var.now
  }
  return repondre(c, tete, nouvelles)
}

function repondre(
  c: Contexte,
  tete: { readonly titre: string; readonly chemin: string; readonly auteur: string; readonly depuis: Date },
  nouvelles: readonly Nouvelle[]
): Response {
  const site = c.var.config.URL_PUBLIQUE.replace(/\/$/, '') || new URL(c.req.url).origin
  const xml = ecrireAtom({
    id: `${site}${tete.chemin}/flux.xml`,
    titre: tete.titre,
    lien: `${site}${tete.chemin}`,
    auteur: tete.auteur,
    depuis: tete.depuis,
    entrees: nouvelles.map((nouvelle) => entreeDe(nouvelle, site))
  })
  return c.body(xml, 200, { 'content-type': TYPE_ATOM, 'cache-control': 'public, max-age=300' })
}

function entreeDe(nouvelle: Nouvelle, site: string): EntreeAtom {
  const { genre, le, numero, item, titre, question, texte, reseau } = nouvelle
  const page = `${site}${numero === null ? cheminDe(nouvelle) : cheminItem(nouvelle, { numero })}`
  return {
    id: `${page}#${genre}`,
    lien: genre === 'reponse' ? `${page}#reponse` : page,
    titre: `${DEBUTS[genre]}\u00a0: ${item ?? titre}`,
    resume: texte ?? question,
    auteur: reseau,
    le
  }
}

const DEBUTS: Readonly<Record<Nouvelle['genre'], string>> = {
  annoncee: 'Consultation annoncée',
  ouverte: 'Consultation ouverte',
  close: 'Consultation close',
  restituee: 'Réponses publiées',
  proposition: 'Nouvelle proposition',
  reponse: 'Réponse de l’organisateur'
}
