import {
  DISPOSITIF_PROGRAMMES_NATIONAUX,
  FRAIS_A_CHARGE,
  MODALITES_ACCES,
  MODALITES_ACCOMPAGNEMENT,
  NOMS_CHAMPS,
  PRISE_EN_CHARGE_SPECIFIQUE,
  PUBLICS_SPECIFIQUEMENT_ADRESSES,
  SERVICES
} from '../src/features/annuaire/domain/schema.ts'
import type { GeographieFrance } from '../src/features/territoires/index.ts'

const GENRES = [
  'Médiathèque',
  'Mairie',
  'Espace numérique',
  'Centre social',
  'Maison France services',
  'Mission locale',
  'Fablab',
  'Association'
]
const PROPRES = [
  'des Tilleuls',
  'du Moulin',
  'Jean Jaurès',
  'de la Gare',
  'des Rives',
  'du Marché',
  'Louise Michel',
  'du Lavoir',
  'des Écoles',
  'Simone Veil'
]
const VOIES = [
  'rue de la République',
  'avenue Jean Moulin',
  'place du Marché',
  'rue des Écoles',
  'boulevard Gambetta',
  'impasse du Lavoir',
  'chemin des Vignes'
]

/** A small generator with a fixed seed: the same file every time. */
export function hasard(graine: number): () => number {
  let etat = graine
  return () => {
    etat = (etat + 0x6d2b79f5) | 0
    let t = Math.imul(etat ^ (etat >>> 15), 1 | etat)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const TYPES = ['BIB', 'MUNI', 'EPN', 'CS', 'RFS', 'ML', 'FABLAB', 'ASSO']
const HORAIRES = [
  'Mo-Fr 09:00-12:00,14:00-17:00',
  'Tu,Th,Fr 14:00-18:00; We,Sa 10:00-12:30,14:00-18:00',
  'Mo-Th 08:30-12:00,13:30-17:30; Fr 08:30-12:00; PH off',
  'We 09:00-12:00; Sa 09:00-12:00',
  'Mo-Sa 10:00-19:00'
]

/**
 * A CSV of plausible lieux in the official schema: real communes, one row in ten nearly repeats an earlier one under
 * another id. `riche`: also what the facets of the search read, as silent as real sources are.
 */
export function* genererLignes(combien: number, geo: GeographieFrance, riche = false): Generator<string> {
  const alea = hasard(20_261_122)
  const choisir = <T>(parmi: readonly T[]): T => parmi[Math.floor(alea() * parmi.length)] as T
  const communes = geo.communes.filter((c) => c.centre && c.codesPostaux.length > 0)
  const csv = (valeurs: Readonly<Record<string, string>>) =>
    `${NOMS_CHAMPS.map((nom) => `"${(valeurs[nom] ?? '').replaceAll('"', '""')}"`).join(',')}\n`
  yield `${NOMS_CHAMPS.join(',')}\n`
  const parfois = (part: number, parmi: readonly string[]) => (alea() < part ? choisir(parmi) : '')
  const facettes = () => ({
    typologie: parfois(0.9, TYPES),
    horaires: parfois(0.57, HORAIRES),
    frais_a_charge: parfois(0.38, FRAIS_A_CHARGE),
    publics_specifiquement_adresses: parfois(0.3, PUBLICS_SPECIFIQUEMENT_ADRESSES),
    prise_en_charge_specifique: parfois(0.1, PRISE_EN_CHARGE_SPECIFIQUE),
    modalites_accompagnement: parfois(0.6, MODALITES_ACCOMPAGNEMENT),
    modalites_acces: parfois(0.4, MODALITES_ACCES),
    dispositif_programmes_nationaux: parfois(0.35, DISPOSITIF_PROGRAMMES_NATIONAUX),
    services: [...new Set(Array.from({ length: 1 + Math.floor(alea() * 5) }, () => choisir(SERVICES)))].join('|')
  })
  let precedente: Record<string, string> = {}
  let morceau = ''
  for (let i = 0; i < combien; i++) {
    if (i > 0 && alea() < 0.1)
      precedente = { ...precedente, id: `g${i}`, nom: (precedente.nom ?? '').toUpperCase(), horaires: '' }
    else {
      const commune = choisir(communes)
      const nom = `${choisir(GENRES)} ${choisir(PROPRES)}`
      precedente = {
        id: `g${i}`,
        nom,
        commune: commune.nom,
        code_postal: choisir(commune.codesPostaux),
        code_insee: commune.code,
        adresse: `${1 + Math.floor(alea() * 120)} ${choisir(VOIES)}`,
        latitude: String((commune.centre?.latitude ?? 0) + (alea() - 0.5) / 50),
        longitude: String((commune.centre?.longitude ?? 0) + (alea() - 0.5) / 50),
        telephone: alea() < 0.7 ? `+331990${String(Math.floor(alea() * 100_000)).padStart(5, '0')}` : '',
        courriels: alea() < 0.5 ? `accueil${i}@lieu${i % 977}.example` : '',
        horaires: alea() < 0.6 ? 'Mo-Fr 09:00-12:00,14:00-17:00' : '',
        services: [choisir(SERVICES), choisir(SERVICES)].join('|'),
        presentation_resume: 'Un lieu ouvert à toutes et à tous, pour les démarches et pour apprendre.',
        date_maj: `2025-${String(1 + Math.floor(alea() * 12)).padStart(2, '0')}-15`
      }
      if (riche) Object.assign(precedente, facettes())
    }
    morceau += csv(precedente)
    if (morceau.length > 1 << 18) {
      yield morceau
      morceau = ''
    }
  }
  yield morceau
}
