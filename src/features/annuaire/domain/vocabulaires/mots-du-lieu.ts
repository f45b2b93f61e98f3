import { normaliser } from '../../../../kernel/texte.ts'
import type { Valeurs } from '../enregistrement.ts'
import { TYPOLOGIES, type Typologie } from '../schema.ts'
import { LIEUX_DES_DOCUMENTS, PUBLICS_DES_DOCUMENTS, SERVICES_DES_DOCUMENTS } from './documents.ts'
import { enClair } from './en-clair.ts'
import { motsDe } from './reconnaitre.ts'
import { motsCourants } from './services-en-clair.ts'

/** Longer texts are prose: their presentation is searched elsewhere. */
const LIMITE_COMPLEMENT = 600
const LIMITE_TOTALE = 6_000

/**
 * Columns that say nothing to whoever looks for help: identifiers, codes, links, positions, what a geocoder wrote, dates,
 * and whatever may name a person (contacts, comments, descriptions written for colleagues).
 */
const COLONNE_MUETTE =
  /^(?:_|result_|objectid|globalid|id$|id_|uid|cle_|code|latitude$|longitude$|lat$|lng$|lon$|x$|y$|geom|geo_?point|geolocalisation|trajet|infobulle|date|creation|edit|siret|siren|rna|ridet|pivot|url|lien|data pass|nombre|nbre?_|population|epci|region|departement|superficie|etp|capacite)|contact|telephone|mobile|courriel|mail|adresse|referent|responsable|commentaire|description|infos? |informations? |score|statut de deploiement/

/** Values that carry no word: numbers, ticks, yes and no, addresses of sites, e-mails, phones. */
const VALEUR_MUETTE =
  /^(?:[\d\s.,:;/+%-]*|x|oui|non|vrai|faux|true|false|ok|autre|other|nan|null)$|https?:|www\.|@|<[a-z]/i

/** A telephone in a sentence: the sentence may speak of somebody. */
const NUMERO = /(?:\+\d{2,3}|\b0\d)(?:[\s.-]?\d{2}){4}/

/** What the schema cannot say of a place, in words that a search may find. */
export function motsCherchables(complements: Readonly<Record<string, string>>): string {
  const mots = new Set<string>()
  let taille = 0
  for (const [colonne, texte] of Object.entries(complements)) {
    if (
      texte.length > LIMITE_COMPLEMENT ||
      COLONNE_MUETTE.test(normaliser(colonne)) ||
      COLONNE_MUETTE.test(colonne.toLowerCase())
    )
      continue
    for (const morceau of texte.split(/[|\n;]/)) {
      const net = morceau.trim()
      if (net === '' || VALEUR_MUETTE.test(net) || NUMERO.test(net) || mots.has(net)) continue
      if (taille + net.length > LIMITE_TOTALE) return [...mots].join(' ')
      mots.add(net)
      taille += net.length + 1
    }
  }
  return [...mots].join(' ')
}

/** What the schema cannot say and the documents can: « repair café » also answers to « atelier de réparation ». */
const HORS_SCHEMA = [...SERVICES_DES_DOCUMENTS, ...PUBLICS_DES_DOCUMENTS, ...LIEUX_DES_DOCUMENTS]
  .filter(({ donne }) => Object.keys(donne).length === 0)
  .map((entree) => ({
    // Normalised once, and not for every lieu.
    cherches: [entree.libelle, ...entree.alias].filter((mot) => mot.length > 5).map((mot) => ` ${normaliser(mot)} `),
    mots: motsDe(entree)
  }))

/**
 * The everyday words of a fiche, beside its own texts: its services, kinds, publics and fees as people say them, what the
 * documents call them, and what its sources say that the schema cannot. For the third rank of the search.
 */
export function motsDuLieu(valeurs: Valeurs, complements: Readonly<Record<string, string>> = {}): string {
  const parts: string[] = [motsCourants(valeurs.services ?? [])]
  for (const code of valeurs.typologie ?? []) {
    parts.push(enClair('typologie', code), TYPOLOGIES[code as Typologie] ?? '')
    for (const entree of LIEUX_DES_DOCUMENTS) if (entree.donne.typologie?.includes(code)) parts.push(motsDe(entree))
  }
  for (const champ of [
    'publics_specifiquement_adresses',
    'prise_en_charge_specifique',
    'frais_a_charge',
    'modalites_acces',
    'modalites_accompagnement',
    'itinerance',
    'dispositif_programmes_nationaux'
  ] as const)
    for (const valeur of valeurs[champ] ?? []) parts.push(valeur, enClair(champ, valeur))
  for (const valeur of valeurs.publics_specifiquement_adresses ?? [])
    for (const entree of PUBLICS_DES_DOCUMENTS)
      if (entree.donne.publics_specifiquement_adresses?.includes(valeur)) parts.push(motsDe(entree))

  const hors = motsCherchables(complements)
  if (hors !== '') {
    parts.push(hors)
    const dits = ` ${normaliser(hors)} `
    for (const { cherches, mots } of HORS_SCHEMA) if (cherches.some((mot) => dits.includes(mot))) parts.push(mots)
  }
  return [...new Set(parts.filter((part) => part !== ''))].join(' ')
}
