import type { Acteur } from '../../../kernel/acteur.ts'
import { estAutorise } from '../../../kernel/droit.ts'
import { parseJour } from '../../../kernel/jour.ts'
import { jourCivil } from '../../../kernel/jour-civil.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { RESEAU_NATIONAL } from '../../../kernel/role.ts'
import { etatDe, type Instants } from './etat.ts'
import { PERMISSIONS_CONSULTATION } from './permissions.ts'
import { type FauteDeSaisie, lireLigne, lireTexte, type Saisie } from './saisie.ts'

/** More than any room holds: beyond, somebody mistyped. */
const PRESENTS_MAX = 5_000
const ISSUE_MAX = 2_000
const NOM_MAX = 200
const TEXTE_MAX = 5_000
const LIEU_MAX = 15

/**
 * Who may hold a meeting about the consultations of a réseau: of the national one, whoever holds the permission anywhere; of
 * a territorial one, its own people and the national ones.
 */
export function peutAssister(acteur: Acteur, reseau: string): boolean {
  const octroi = PERMISSIONS_CONSULTATION['consultation:assister']
  if (reseau === RESEAU_NATIONAL) return estAutorise(octroi, acteur)
  return estAutorise(octroi, acteur, { reseau }) || estAutorise(octroi, acteur, { reseau: RESEAU_NATIONAL })
}

/**
 * What a meeting may write at this hour (CON-22). While the consultation is open, opinions and what came out of them; once
 * its counts are frozen and until it is archived, what was decided together and no count. Undefined: nothing.
 */
export function ecritureDe(consultation: Instants, now: Date): 'avis' | 'issue' | undefined {
  const etat = etatDe(consultation, now)
  if (etat === 'ouverte') return 'avis'
  return consultation.figee_le && (etat === 'close' || etat === 'restituee') ? 'issue' : undefined
}

/** True for a meeting written once the counts were frozen: it holds words, and no count. */
export const suitLaCloture = (
  { creee_le }: { readonly creee_le: Date },
  { figee_le }: Pick<Instants, 'figee_le'>
): boolean => figee_le !== null && creee_le >= figee_le

export interface SeanceLue {
  readonly nom: string
  /** A civil day, YYYY-MM-DD. */
  readonly tenueLe: string
  readonly lieuId: number | null
  readonly presents: number
  /** What came out of it, as a whole. */
  readonly texte: string
}

/**
 * A meeting as it is typed, or what to mend.
 * @param depuis the closing, when it is past: the meeting was held on that day or later
 */
export function lireSeance(
  saisie: Saisie,
  { now, fuseau, depuis }: { readonly now: Date; readonly fuseau: string; readonly depuis?: Date | undefined }
): Result<SeanceLue, readonly FauteDeSaisie[]> {
  const fautes: FauteDeSaisie[] = []
  const nom = lireLigne(
    saisie,
    'nom',
    { max: NOM_MAX, vide: 'Donnez un nom à la séance. Exemple : atelier du mardi.' },
    fautes
  )
  const tenueLe = lireJourTenu(saisie, jourCivil(now, fuseau), fautes)
  if (tenueLe && depuis && tenueLe < jourCivil(depuis, fuseau))
    fautes.push({
      champ: 'tenue_le',
      message: 'La consultation est close : écrivez une séance tenue le jour de la clôture, ou après.'
    })
  const presents = lireEntier(saisie.presents)
  if (presents === undefined || presents < 1 || presents > PRESENTS_MAX)
    fautes.push({ champ: 'presents', message: 'Écrivez le nombre de personnes présentes, en chiffres. Exemple : 12.' })
  const lieu = (saisie.lieu ?? '').trim()
  const [, numero] = /^(?:.*\/lieux\/)?(\d{1,15})(?:-[^/]*)?$/.exec(lieu) ?? []
  if (lieu !== '' && numero === undefined)
    fautes.push({ champ: 'lieu', message: 'Copiez l’adresse de la fiche du lieu. Elle contient « /lieux/ ».' })
  const texte = lireTexte(saisie, 'texte', { max: TEXTE_MAX }, fautes)
  if (fautes.length > 0 || !tenueLe || presents === undefined) return refuse(fautes)
  return ok({ nom, tenueLe, presents, texte, lieuId: numero === undefined ? null : Number(numero.slice(0, LIEU_MAX)) })
}

/** Opinions given by a show of hands, and what was decided: nothing typed counts for nobody. */
export interface CompteLu {
  readonly accord: number
  readonly revoir: number
  readonly issue: string
}

/** @param presents how many people were there: no more hands than people */
export function lireCompte(saisie: Saisie, presents: number): Result<CompteLu, readonly FauteDeSaisie[]> {
  const fautes: FauteDeSaisie[] = []
  const [accord, revoir] = (['accord', 'revoir'] as const).map((champ) => {
    const nombre = (saisie[champ] ?? '').trim() === '' ? 0 : lireEntier(saisie[champ])
    if (nombre === undefined) fautes.push({ champ, message: 'Écrivez un nombre, en chiffres.' })
    return nombre ?? 0
  })
  const compte = {
    accord: accord ?? 0,
    revoir: revoir ?? 0,
    issue: lireTexte(saisie, 'issue', { max: ISSUE_MAX }, fautes)
  }
  if (compte.accord + compte.revoir > presents) fautes.push({ champ: 'accord', message: direPlusQuePresents(presents) })
  return fautes.length > 0 ? refuse(fautes) : ok(compte)
}

export const direPlusQuePresents = (presents: number): string =>
  `La séance a ${presents} ${presents > 1 ? 'personnes présentes' : 'personne présente'} : les avis comptés ne peuvent pas être plus nombreux. Corrigez le compte, ou le nombre de présents.`

function lireJourTenu(saisie: Saisie, aujourdHui: string, fautes: FauteDeSaisie[]): string | undefined {
  const jour = parseJour(saisie.tenue_le ?? '')
  if (!jour) fautes.push({ champ: 'tenue_le', message: 'Écrivez le jour de la séance. Exemple : 16/06/2026.' })
  else if (jour > aujourdHui || Number(aujourdHui.slice(0, 4)) - Number(jour.slice(0, 4)) > 1)
    fautes.push({ champ: 'tenue_le', message: 'Une séance s’écrit une fois commencée. Vérifiez le jour.' })
  else return jour
  return undefined
}

const lireEntier = (texte = ''): number | undefined =>
  /^\d{1,6}$/.test(texte.trim()) ? Number(texte.trim()) : undefined
