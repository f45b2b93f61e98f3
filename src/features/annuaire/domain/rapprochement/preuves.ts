import { ADRESSE, COMMUNE, CONTACT, type Comparaison, GENRE, INTERDIT, NOM } from './comparaison.ts'
import { POIDS, VETO } from './poids.ts'

/** One piece of evidence, for or against, as a person reads it. Ten points: ten times more likely. */
export interface Preuve {
  readonly champ:
    | 'nom'
    | 'genre'
    | 'lieu'
    | 'commune'
    | 'telephone'
    | 'courriel'
    | 'site'
    | 'siret'
    | 'domaine'
    | 'source'
    | 'itinerance'
    | 'interdit'
    | 'depart'
  readonly texte: string
  readonly poids: number
}

const TEXTES_NOM: Record<(typeof NOM)[number], string> = {
  inconnu: 'Les noms ne permettent pas de comparer : l’un des deux ne dit que le type de lieu ou la commune.',
  identique: 'Les noms sont identiques.',
  identiqueCommune: 'Les noms sont identiques : un type de lieu et la commune.',
  identiqueCommun: 'Les noms sont identiques, mais beaucoup de lieux s’appellent ainsi.',
  proche: 'Les noms sont presque identiques.',
  contenu: 'L’un des noms contient l’autre.',
  partiel: 'Les noms ont plusieurs mots en commun.',
  faible: 'Les noms ont peu de mots en commun.',
  different: 'Les noms n’ont aucun mot propre en commun.',
  autreNom: 'Les noms n’ont aucun mot propre en commun, mais le type de lieu est le même.'
}

const TEXTES_GENRE: Record<(typeof GENRE)[number], string> = {
  inconnu: 'Le type de lieu manque au moins d’un côté.',
  meme: 'Le type de lieu est le même.',
  compatible: 'Les types de lieu diffèrent, mais un même lieu porte souvent les deux.',
  voisin: 'Les types de lieu diffèrent, et sont souvent deux services d’un même bâtiment.',
  conflit: 'Les types de lieu diffèrent : ce sont en général deux lieux.',
  conflitNet:
    'Une mairie, une médiathèque, un bureau de poste… : deux services publics distincts, même dans un seul bâtiment.'
}

const TEXTES_ADRESSE: Record<(typeof ADRESSE)[number], string> = {
  inconnue: 'Les adresses ne permettent pas de comparer',
  memeNumero: 'Même voie et même numéro',
  memeVoie: 'Même voie, mais un numéro manque',
  numeroProche: 'Même voie, à quelques numéros près',
  autreNumero: 'Même voie, mais à un autre numéro',
  voieProche: 'Les voies ont des mots en commun',
  autreVoie: 'Les voies sont différentes'
}

const TEXTES_COMMUNE: Record<(typeof COMMUNE)[number], string> = {
  inconnue: 'La commune manque au moins d’un côté.',
  meme: 'La commune est la même.',
  memePostal: 'Les communes diffèrent, le code postal est le même.',
  autre: 'Les communes sont différentes.',
  autreArrondissement: 'La ville est la même, mais pas l’arrondissement.'
}

const CONTACTS = {
  telephone: ['téléphone', 'Le téléphone'],
  courriel: ['courriel', 'Le courriel'],
  site: ['site internet', 'Le site internet'],
  siret: ['SIRET ou RNA', 'Le SIRET ou RNA'],
  domaine: ['domaine de courriel', 'Le domaine du courriel']
} as const

function texteContact(champ: keyof typeof CONTACTS, niveau: (typeof CONTACT)[number]): string {
  const [nom, leNom] = CONTACTS[champ]
  switch (niveau) {
    case 'inconnu':
      return `${leNom} manque au moins d’un côté.`
    case 'rare':
      return `${leNom} est le même, et n’appartient à aucun autre lieu.`
    case 'deux':
      return `${leNom} est le même, mais deux lieux le partagent.`
    case 'quelques':
      return `${leNom} est le même, mais plusieurs lieux le partagent.`
    case 'beaucoup':
      return `Même ${nom}, mais tant de lieux le partagent qu’il ne prouve rien.`
    case 'autre':
      return `${leNom} n’est pas le même.`
  }
}

const TEXTES_INTERDIT: Record<(typeof INTERDIT)[number], string> = {
  aucun: '',
  fictif: 'L’une des deux fiches est une fiche de démonstration : elle ne rejoint jamais une fiche réelle.',
  itinerance:
    'L’un est un service itinérant (bus, camion, tournée), l’autre un lieu fixe : ce ne sont jamais le même lieu.',
  nombres: 'Les deux noms portent des numéros différents : ce sont deux services numérotés.'
}

/** Field by field, the strongest first; what is unknown weighs nothing and comes last. */
export function expliquerNiveaux(c: Comparaison, score: number): readonly Preuve[] {
  const contact = (champ: 'telephone' | 'courriel' | 'site' | 'siret' | 'domaine'): Preuve => {
    const niveau = CONTACT[c[champ]] as (typeof CONTACT)[number]
    return { champ, texte: texteContact(champ, niveau), poids: POIDS[champ][niveau] }
  }
  const nom = NOM[c.nom] as (typeof NOM)[number]
  const genre = GENRE[c.genre] as (typeof GENRE)[number]
  const adresse = ADRESSE[c.adresse] as (typeof ADRESSE)[number]
  const commune = COMMUNE[c.commune] as (typeof COMMUNE)[number]
  const preuves: Preuve[] = [
    { champ: 'nom', texte: TEXTES_NOM[nom], poids: POIDS.nom[nom] },
    { champ: 'genre', texte: TEXTES_GENRE[genre], poids: POIDS.genre[genre] },
    {
      champ: 'lieu',
      texte: `${TEXTES_ADRESSE[adresse]}${c.metres < 0 ? '' : `, ${ecrireDistance(c.metres)}`}.`,
      poids: POIDS.lieu[adresse][c.distance] as number
    },
    { champ: 'commune', texte: TEXTES_COMMUNE[commune], poids: c.poidsCommune },
    contact('telephone'),
    contact('courriel'),
    contact('site'),
    contact('siret')
  ]
  if (c.domaine > 0 && c.domaine < 5) preuves.push(contact('domaine'))
  if (c.poidsSource < 0)
    preuves.push({
      champ: 'source',
      texte:
        c.poidsSource < POIDS.memeSource.base
          ? 'La même source les donne à part, à deux adresses ou sous deux noms.'
          : 'La même source les donne à part : elle liste rarement un lieu deux fois.',
      poids: c.poidsSource
    })
  if (c.cases < 0) preuves.push({ champ: 'itinerance', texte: 'L’un se dit fixe, l’autre itinérant.', poids: c.cases })
  preuves.sort((x, y) => Math.abs(y.poids) - Math.abs(x.poids))
  if (score === VETO)
    preuves.unshift({
      champ: 'interdit',
      texte: TEXTES_INTERDIT[INTERDIT[c.interdit] as (typeof INTERDIT)[number]],
      poids: VETO
    })
  preuves.push({
    champ: 'depart',
    texte: 'Point de départ : deux fiches prises au hasard parmi celles que l’on compare sont rarement le même lieu.',
    poids: POIDS.aPriori
  })
  return preuves
}

function ecrireDistance(metres: number): string {
  if (metres < 10) return 'au même point'
  if (metres < 1000) return `à ${Math.round(metres / 10) * 10} m`
  return `à ${(metres / 1000).toFixed(metres < 10_000 ? 1 : 0).replace('.', ',')} km`
}
