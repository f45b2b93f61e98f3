import { html } from 'hono/html'
import { telephoneEnClair } from '../../../../../platform/ui/composants/telephone/telephone.tsx'
import type { LieuTrouve } from '../../../actions/rechercher.ts'
import type { Valeurs } from '../../../domain/enregistrement.ts'
import { adresseFiche } from '../../../domain/fiche.ts'
import type { OuvertureEnMots } from '../../../domain/horaires/index.ts'
import { enClair } from '../../../domain/vocabulaires/en-clair.ts'
import { serviceEnClair } from '../../../domain/vocabulaires/services-en-clair.ts'
import { enumerer, majuscule } from '../mots.ts'
import { distanceEnMots, moisEnMots } from './mots-recherche.ts'
import { extrait, type Surlignage, surligner } from './surlignage.ts'

/** What a card needs to know of the search it answers. */
export interface PourCetteRecherche {
  /** Chosen, or understood from the words: said first. */
  readonly services: ReadonlySet<string>
  readonly mots: Surlignage
  readonly besoins: readonly string[]
  readonly ouverture: (trouve: LieuTrouve) => OuvertureEnMots
  /** Before this ISO day, what is said of a lieu has to be checked. */
  readonly ancienAvant: string
}

const ETATS = { ouvert: 'open', ferme: 'closed', inconnu: 'unknown' } as const

/**
 * One lieu of a list. Written as text rather than as components: twenty of them are half of the page, and components
 * cost seven times as much. `html` escapes every value.
 */
export function carteLieu(trouve: LieuTrouve, numero: number | undefined, pour: PourCetteRecherche) {
  const { lieu, distance } = trouve
  const v = lieu.publiees
  const { etat, texte } = pour.ouverture(trouve)
  const ville = [v.code_postal, v.commune].filter(Boolean).join(' ')
  const ou = [v.adresse, ville].filter(Boolean).join(', ') || 'Adresse non connue'
  const repond = (v.services ?? []).filter((service) => pour.services.has(service))
  // Their own words help when nothing else says why this lieu answers.
  const citation =
    repond.length === 0
      ? (extrait(v.presentation_resume, pour.mots) ?? extrait(v.presentation_detail, pour.mots))
      : undefined
  return html`<li class="${numero === undefined ? 'card' : 'card card--num'}">${numero !== undefined && html`<span class="pin"><span class="vh">Repère </span>${numero}</span>`}<h3><a href="${adresseFiche(lieu)}">${surligner(lieu.nom, pour.mots)}</a></h3><p class="soft">${ou}${distance !== undefined && (lieu.position_approchee ? ', adresse non située sur la carte' : html`, <b>${distanceEnMots(distance)}</b>`)}</p>${aides(v.services ?? [], repond)}${citation !== undefined && html`<p>«\u00a0${surligner(citation, pour.mots)}\u00a0»</p>`}<p class="card__agir"><span class="state state--${ETATS[etat]}">${texte}</span>${v.telephone && html`<a href="tel:${v.telephone.replace(/[^+\d]/g, '')}"><span class="vh">Appeler le </span>${telephone(v.telephone)}</a>`}</p><ul class="meta">${details(lieu, pour).map((detail) => html`<li>${detail}</li>`)}</ul></li>`
}

/** What they do for this search first, in words, then the rest. */
function aides(services: readonly string[], repond: readonly string[]) {
  if (services.length === 0) return html`<p>Les aides proposées ne sont pas connues.</p>`
  if (repond.length === 0) return html`<p>${majuscule(enumerer(services.map(court), 3))}.</p>`
  const autres = services.filter((service) => !repond.includes(service))
  return html`<p class="card__for">Pour votre recherche\u00a0: <mark>${enumerer(repond.map(court))}</mark>.${autres.length > 0 && ` Aussi\u00a0: ${enumerer(autres.map(court), 2)}.`}</p>`
}

const court = (service: string) => serviceEnClair(service)?.court ?? service

function details({ publiees: v, fictif }: LieuTrouve['lieu'], { besoins, ancienAvant }: PourCetteRecherche): string[] {
  const lus = fictif ? ['Lieu fictif'] : []
  lus.push(
    v.frais_a_charge?.length
      ? v.frais_a_charge.map((prix) => enClair('frais_a_charge', prix)).join(', ')
      : 'Prix non précisé'
  )
  const pris = v.prise_en_charge_specifique ?? []
  // A wheelchair decides whether one can come at all; other needs are said to whoever asked.
  for (const besoin of pris)
    if (besoin === 'Handicaps moteurs' || besoins.includes(besoin))
      lus.push(enClair('prise_en_charge_specifique', besoin))
  if (v.fiche_acces_libre) lus.push('Accès décrit sur Acceslibre')
  const venir = commentVenir(v)
  if (venir) lus.push(venir)
  if (v.itinerance?.includes('Itinérant')) lus.push('Itinérant')
  if (!v.date_maj) lus.push('Date de mise à jour non connue')
  else lus.push(`Mis à jour en ${moisEnMots(v.date_maj)}${v.date_maj < ancienAvant ? '\u00a0: à vérifier' : ''}`)
  return lus
}

function commentVenir({ modalites_acces = [], prise_rdv }: Valeurs): string | undefined {
  if (modalites_acces.includes("Ce lieu n'accueille pas de public")) return 'Ne reçoit pas le public'
  const rendezVous = Boolean(prise_rdv) || modalites_acces.includes('Prendre un RDV en ligne')
  if (modalites_acces.includes('Se présenter')) return rendezVous ? 'Avec ou sans rendez-vous' : 'Venir sur place'
  if (rendezVous) return 'Sur rendez-vous'
  if (modalites_acces.includes('Téléphoner')) return 'Téléphoner avant de venir'
  if (modalites_acces.includes('Envoyer un mail avec une fiche de prescription')) return 'Envoyé par un professionnel'
  return undefined
}

/** Metropolitan numbers, nearly all of them, without the cost of reading any number of the world. */
function telephone(numero: string): string {
  const [, a, b, c, d, e] = /^\+33([1-9])(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(numero) ?? []
  return a ? `0${a}\u00a0${b}\u00a0${c}\u00a0${d}\u00a0${e}` : telephoneEnClair(numero)
}
