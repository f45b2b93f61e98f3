import { normaliser } from '../../../../kernel/texte.ts'

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
