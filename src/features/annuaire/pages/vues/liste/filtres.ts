import { html, raw } from 'hono/html'
import { nombre } from '../../../../../platform/ui/composants/nombre/nombre.tsx'
import type { Resultats } from '../../../actions/rechercher.ts'
import { type Facette, INCONNU } from '../../../domain/facette.ts'
import { JOURS, minutesEnMots } from '../../../domain/horaires-semaine.ts'
import { majuscule } from '../mots.ts'
import { momentEnMots } from './mots-recherche.ts'

/** id of the one form of the page: its fields are at the top, its boxes in the column. */
export const FORMULAIRE = 'recherche'

/**
 * The boxes of every facet, with their counts. Everything but the counts and the ticks is written once per facet: the
 * column holds a hundred boxes, and is drawn for every page.
 * @param ouvertes facets unfolded even when nothing is chosen in them
 */
export function filtres(resultats: Resultats, ouvertes: ReadonlySet<string>) {
  const { recherche, facettes } = resultats
  const groupe = (facette: Facette) => unGroupe(facette, resultats, ouvertes.has(facette.cle))
  const autres = facettes.filter(({ principale }) => !principale)
  const choisis = autres.reduce((somme, { cle }) => somme + (recherche.facettes[cle]?.length ?? 0), 0)
  const reste = autres.map(groupe).join('')
  return raw(
    facettes
      .filter(({ principale }) => principale)
      .map(groupe)
      .join('') +
      (reste &&
        `<details${choisis > 0 ? ' open' : ''}><summary>Plus de critères${combien(choisis)}</summary><div class="filters__plus">${reste}</div></details>`)
  )
}

/** A value as people read it; sources go by the name of their directory. */
export function libelleDe(facette: Facette, valeur: string, sources: ReadonlyMap<string, string>): string {
  if (valeur === INCONNU) return motsInconnu(facette)[0]
  return (facette.cle === 'source' && sources.get(valeur)) || facette.enClair(valeur)
}

/** « Prix non précisé (31) : à vérifier par téléphone »: the count comes before the advice. */
function motsInconnu({ inconnu = 'Non précisé', principale }: Facette): readonly [string, string] {
  const [avant = inconnu, apres] = inconnu.split(/\s:\s/)
  const suite = apres ?? (principale ? 'à vérifier par téléphone' : undefined)
  return [avant, suite ? `\u00a0: ${suite}` : '']
}

/** A box but its tick and its count. */
interface Ligne {
  readonly rang: number
  readonly libelle: string
  readonly debut: string
  readonly milieu: string
  readonly fin: string
}

// By facet: tables live as long as the process, and so do the few values that lieux bring to those that list none.
const pretes = new WeakMap<Facette, Map<string, Ligne>>()

function ligneDe(facette: Facette, valeur: string, sources: ReadonlyMap<string, string>): Ligne {
  let lignes = pretes.get(facette)
  if (!lignes) {
    lignes = new Map()
    pretes.set(facette, lignes)
  }
  const libelle = libelleDe(facette, valeur, sources)
  const prete = lignes.get(valeur)
  if (prete?.libelle === libelle) return prete
  const { cle, valeurs = [] } = facette
  const inconnu = valeur === INCONNU
  // The same in every process for values of a table; the others, as they come.
  const rang = valeurs.indexOf(valeur) + 1 || prete?.rang || valeurs.length + lignes.size + 1
  const id = inconnu ? `${cle}-inconnu` : `${cle}-${rang}`
  const ligne = {
    libelle,
    rang,
    debut: String(
      html`<label class="${inconnu ? 'check check--inconnu' : 'check'}" for="${id}"><input id="${id}" type="checkbox" name="${cle}" value="${valeur}" form="${FORMULAIRE}"`
    ),
    milieu: String(html`><span>${libelle} <span class="num">(`),
    fin: String(html`)</span>${inconnu && motsInconnu(facette)[1]}</span></label>`)
  }
  lignes.set(valeur, ligne)
  return ligne
}

function unGroupe(facette: Facette, resultats: Resultats, ouvert: boolean): string {
  const { cle, inconnu } = facette
  const choisies = resultats.recherche.facettes[cle] ?? AUCUNE
  const comptes = resultats.comptes[cle] ?? AUCUN
  let lignes = ''
  for (const valeur of [...ordre(facette, resultats), ...(inconnu === undefined ? [] : [INCONNU])]) {
    const choisie = choisies.includes(valeur)
    const compte = comptes[valeur] ?? 0
    if (compte === 0 && !choisie) continue
    const { debut, milieu, fin } = ligneDe(facette, valeur, resultats.sources)
    lignes += `${debut}${choisie ? ' checked' : ''}${milieu}${compte < 1000 ? compte : nombre(compte)}${fin}`
  }
  if (lignes === '') return ''
  const titre = html`${facette.libelle}`
  const n = choisies.length
  return `<details${ouvert || n > 0 ? ' open' : ''}><summary>${titre}${combien(n)}</summary><fieldset><legend class="vh">${titre}</legend>${lignes}</fieldset></details>`
}

const AUCUNE: readonly string[] = []
const AUCUN: Readonly<Record<string, number>> = {}

const combien = (n: number) => (n === 0 ? '' : ` <span class="soft">(${n} choisi${n > 1 ? 's' : ''})</span>`)

/** Long lists show first what most lieux have; short ones keep the order of their table, years the latest first. */
function ordre(facette: Facette, { recherche, comptes, sources }: Resultats): readonly string[] {
  const { valeurs, cle } = facette
  if (valeurs && valeurs.length <= LISTE_COURTE) return valeurs
  const compte = comptes[cle] ?? AUCUN
  const presentes = [...new Set([...Object.keys(compte), ...(recherche.facettes[cle] ?? AUCUNE)])].filter(
    (valeur) => valeur !== INCONNU
  )
  if (cle === 'date_maj') return presentes.sort().reverse()
  const libelle = (valeur: string) => ligneDe(facette, valeur, sources).libelle
  return presentes.sort((a, b) => (compte[b] ?? 0) - (compte[a] ?? 0) || (libelle(a) < libelle(b) ? -1 : 1))
}

const LISTE_COURTE = 20

const MOMENTS = [
  ['matin', 10 * 60],
  ['midi', 12 * 60 + 30],
  ['après-midi', 15 * 60],
  ['soir', 18 * 60]
] as const

const deux = (n: number) => String(n).padStart(2, '0')

/** Value and words of each choice, day by day. */
const PAR_JOUR = JOURS.map((jour) => ({
  jour,
  moments: MOMENTS.map(([nom, minutes]): readonly [string, string] => [
    `${jour}-${deux(Math.floor(minutes / 60))}:${deux(minutes % 60)}`,
    `${majuscule(jour)} ${nom} (${minutesEnMots(minutes)})`
  ])
}))
const IMMEDIATS: readonly (readonly [string, string])[] = [
  ['', 'Peu importe'],
  ['maintenant', 'Maintenant']
]
const PROPOSES = new Set([...IMMEDIATS, ...PAR_JOUR.flatMap(({ moments }) => moments)].map(([valeur]) => valeur))

// Options per choice: a few dozen texts, each written once.
const listesOuvert = new Map<string, string>()

/** « Ouvert quand ? » in one list. A time that the list does not offer, from an address, is added to it. */
export function choixOuvert(ouvert: string | undefined) {
  return html`<div class="field"><label for="ouvert">Ouvert quand\u00a0?</label><select id="ouvert" name="ouvert" form="${FORMULAIRE}">${raw(optionsOuvert(ouvert ?? ''))}</select></div>`
}

function optionsOuvert(choisi: string): string {
  const prete = listesOuvert.get(choisi)
  if (prete !== undefined) return prete
  const option = ([valeur, libelle]: readonly [string, string]) =>
    String(html`<option value="${valeur}"${raw(valeur === choisi ? ' selected' : '')}>${libelle}</option>`)
  const propose = PROPOSES.has(choisi)
  const immediats = propose ? IMMEDIATS : [...IMMEDIATS, [choisi, majuscule(momentEnMots(choisi))] as const]
  const texte =
    immediats.map(option).join('') +
    PAR_JOUR.map(
      ({ jour, moments }) => `<optgroup label="${majuscule(jour)}">${moments.map(option).join('')}</optgroup>`
    ).join('')
  // Only what the form itself offers is kept: addresses may ask for any minute of the week.
  if (propose) listesOuvert.set(choisi, texte)
  return texte
}
