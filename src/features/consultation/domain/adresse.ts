import { normaliser } from '../../../kernel/texte.ts'

/** Words that the addresses of the pages use: no consultation is called so. */
export const ADRESSES_RESERVEES: ReadonlySet<string> = new Set([
  'guide',
  'regles',
  'flux.xml',
  'flux',
  'reprendre',
  'moderation',
  'fichiers',
  'abonnement',
  'mes-reponses',
  'suivre',
  'ne-plus-suivre',
  'nouvelle',
  'nouveau',
  'sujet'
])

/** Short enough for a number after it: 80 signs hold in the database. */
const LONGUEUR_MAX = 60

/**
 * « Un lieu accueillant, c’est quoi ? » → `un-lieu-accueillant-c-est-quoi`, cut between words: the end of an address, for
 * ever. A title without a letter or a figure of ours, or that is a word of the pages, gives `secours`.
 * @param secours such as « consultation » or « module »
 */
export function adresseDe(titre: string, secours: string): string {
  let adresse = ''
  for (const mot of normaliser(titre).split(' ')) {
    const lettres = mot.replace(/[^a-z0-9]/g, '')
    if (lettres === '') continue
    const suite = adresse ? `${adresse}-${lettres}` : lettres
    if (suite.length > LONGUEUR_MAX) {
      adresse ||= lettres.slice(0, LONGUEUR_MAX)
      break
    }
    adresse = suite
  }
  return adresse === '' || ADRESSES_RESERVEES.has(adresse) ? secours : adresse
}

/** The same, and `-2`, `-3` where others have taken it. */
export function adresseLibre(voulue: string, prises: ReadonlySet<string>): string {
  if (!prises.has(voulue)) return voulue
  for (let n = 2; ; n++) if (!prises.has(`${voulue}-${n}`)) return `${voulue}-${n}`
}
