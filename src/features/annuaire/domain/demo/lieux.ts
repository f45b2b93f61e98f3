import { normaliser } from '../../../../kernel/texte.ts'
import type { Commune, Point } from '../../../territoires/vocabulaire.ts'
import {
  DISPOSITIF_PROGRAMMES_NATIONAUX,
  FORMATIONS_LABELS,
  type FRAIS_A_CHARGE,
  MODALITES_ACCES,
  MODALITES_ACCOMPAGNEMENT,
  PRISE_EN_CHARGE_SPECIFIQUE,
  SERVICES
} from '../schema.ts'
import {
  busDuDepartement,
  deCommune,
  GENRES,
  NOMS_GENRES,
  type NomGenre,
  type PriseEnCharge,
  type Public,
  type Service,
  type SourceDemo
} from './genres.ts'
import { type Hasard, hasard } from './hasard.ts'
import { inventerSemaine, type Semaine } from './semaine.ts'
import { type Standard, standardFictif } from './telephones.ts'
import { presenter } from './textes.ts'
import { type LieuDeVitrine, VITRINE } from './vitrine.ts'

/** What is true of an invented lieu. The four directories each tell a part of it, sometimes wrongly. */
export interface Faits {
  readonly genre: NomGenre
  readonly nom: string
  readonly numero: string | undefined
  readonly voie: string
  readonly complement: string | undefined
  readonly codePostal: string
  readonly commune: Commune
  readonly point: Point
  readonly telephone: string | undefined
  readonly courriel: string | undefined
  readonly site: string | undefined
  readonly semaine: Semaine | undefined
  readonly resume: string
  readonly detail: string
  readonly structure: string | undefined
  readonly services: readonly Service[]
  readonly publics: readonly Public[]
  readonly prisesEnCharge: readonly PriseEnCharge[]
  readonly frais: (typeof FRAIS_A_CHARGE)[number] | undefined
  readonly programmes: readonly (typeof DISPOSITIF_PROGRAMMES_NATIONAUX)[number][]
  readonly labels: readonly (typeof FORMATIONS_LABELS)[number][]
  readonly acces: readonly (typeof MODALITES_ACCES)[number][]
  readonly accompagnement: readonly (typeof MODALITES_ACCOMPAGNEMENT)[number][]
  readonly accesLibre: string | undefined
  readonly rendezVous: string | undefined
}

export interface LieuInvente extends Faits {
  readonly rang: number
  readonly ancienTelephone: string
  readonly mobile: string
  readonly sources: readonly SourceDemo[]
  /** Written by hand: each directory says exactly the facts, save what is here. */
  readonly vitrine?: LieuDeVitrine
}

/** The regions that the invented regional hub covers. */
const REGIONS_DU_HUB: ReadonlySet<string> = new Set(['75', '76', '84', '93'])

/** Lieux at least, where a visitor of the demonstration will surely look. */
const GARANTIS: Readonly<Record<string, number>> = {
  '87085': 24,
  '87114': 3,
  '87050': 3,
  '87075': 2,
  '87065': 2,
  '87001': 2,
  '87002': 2,
  '87048': 2,
  '87113': 2,
  '87154': 4,
  '87161': 2,
  '87187': 2,
  '48095': 8,
  '48092': 3,
  '48140': 3,
  '48080': 3,
  '48061': 3,
  '48009': 1,
  '48034': 2,
  '48132': 1,
  '48039': 1,
  '48099': 1,
  '48127': 1,
  '31555': 44,
  '31446': 5,
  '31113': 5,
  '31254': 3,
  '31169': 3,
  '31035': 2,
  '31048': 2,
  '31004': 1,
  '31381': 1,
  '31506': 3,
  '31284': 1,
  '31411': 1,
  '31575': 1
}
const MINIMUM_DU_DEPARTEMENT: Readonly<Record<string, number>> = { '48': 44, '87': 84, '31': 130 }

const VOIES = [
  'rue du Moulin',
  'rue des Écoles',
  'place de la Mairie',
  'avenue de la Gare',
  'rue de l’Église',
  'rue du Lavoir',
  'place du Marché',
  'rue des Tilleuls',
  'rue du Stade',
  'boulevard de la République',
  'rue Neuve',
  'Grande Rue',
  'rue de la Fontaine',
  'rue du Château',
  'avenue de la Libération',
  'place de l’Église',
  'rue des Jardins',
  'rue de la Poste',
  'chemin des Vignes',
  'rue du Pont',
  'allée des Platanes',
  'rue des Lilas',
  'impasse du Verger',
  'rue de la Paix',
  'place des Marronniers',
  'rue du Four',
  'avenue du Général-de-Gaulle',
  'rue Victor-Hugo',
  'rue Jean-Jaurès',
  'cours des Alliés',
  'rue de la Halle',
  'quai du Port',
  'rue des Remparts',
  'route de la Forêt',
  'rue de l’Industrie',
  'rue des Acacias',
  'avenue des Pyrénées',
  'rue du Docteur-Roux',
  'rue Marie-Curie',
  'square des Poètes'
] as const

const COMPLEMENTS = [
  '1er étage',
  'Rez-de-chaussée',
  'Entrée par la cour',
  'Bâtiment B',
  'Derrière la mairie',
  'Salle des associations',
  'Face à l’école'
] as const

export interface Territoire {
  readonly communes: readonly Commune[]
}

const NOMBRE_DE_LIEUX = 5_000

export function inventerLieux({ communes }: Territoire, graine: string): LieuInvente[] {
  const standard = standardFictif(
    VITRINE.flatMap(({ faits, selon }) => [
      faits.telephone ?? '',
      ...Object.values(selon).map((s) => s.telephone ?? '')
    ])
  )
  const lieux: LieuInvente[] = []
  const noms = new Set<string>()
  const adresses = new Set<string>()
  const parCode = new Map(communes.map((commune) => [commune.code, commune]))

  for (const vitrine of VITRINE) {
    const commune = parCode.get(vitrine.insee)
    if (!commune) continue
    const lieu = deVitrine(vitrine, commune, lieux.length, standard, graine)
    noms.add(`${commune.code} ${lieu.nom}`)
    lieux.push(lieu)
  }

  const parDepartement = new Map<string, Commune[]>()
  for (const commune of communes) {
    // Neither a place to put on the map nor a postcode: nobody lives there.
    if (!commune.centre || commune.codesPostaux.length === 0) continue
    const liste = parDepartement.get(commune.departement)
    if (liste) liste.push(commune)
    else parDepartement.set(commune.departement, [commune])
  }
  const quotas = repartir(parDepartement, NOMBRE_DE_LIEUX - lieux.length)

  for (const [departement, liste] of parDepartement) {
    const de = hasard(`${graine} ${departement}`)
    // Hosts of the buses: the last fixed public building met in the commune.
    const hotes = new Map<string, LieuInvente>()
    for (const commune of choisirCommunes(liste, quotas.get(departement) ?? 0, de)) {
      const lieu = inventer(commune, lieux.length, { de, noms, adresses, hote: hotes.get(commune.code), standard })
      if (lieu.genre === 'mairie' || lieu.genre === 'mediatheque') hotes.set(commune.code, lieu)
      lieux.push(lieu)
    }
  }
  return lieux
}

/** Small départements have more than their share: nobody should find an empty map. */
function repartir(parDepartement: ReadonlyMap<string, readonly Commune[]>, total: number): Map<string, number> {
  const poids = [...parDepartement].map(([departement, liste]) => {
    const population = liste.reduce((somme, commune) => somme + (commune.population ?? 500), 0)
    return {
      departement,
      minimum: MINIMUM_DU_DEPARTEMENT[departement] ?? Math.min(liste.length, population < 20_000 ? 2 : 6),
      poids: puissance34(population)
    }
  })
  const reste = total - poids.reduce((somme, { minimum }) => somme + minimum, 0)
  const sommePoids = poids.reduce((somme, un) => somme + un.poids, 0)
  const quotas = new Map(poids.map((un) => [un.departement, un.minimum + Math.floor((reste * un.poids) / sommePoids)]))
  // What rounding left goes to the most populated ones.
  let manque = total - [...quotas.values()].reduce((somme, n) => somme + n, 0)
  for (const { departement } of poids.toSorted((a, b) => b.poids - a.poids)) {
    if (manque-- <= 0) break
    quotas.set(departement, (quotas.get(departement) ?? 0) + 1)
  }
  return quotas
}

/** n to the power 3/4, by roots: their result is exact on every engine, a power's is not. */
const puissance34 = (n: number) => Math.sqrt(n) * Math.sqrt(Math.sqrt(n))

function choisirCommunes(liste: readonly Commune[], combien: number, de: Hasard): Commune[] {
  const choisies: Commune[] = []
  for (const commune of liste)
    for (let i = 0; i < (GARANTIS[commune.code] ?? 0) && choisies.length < combien; i++) choisies.push(commune)
  let somme = 0
  const cumul = liste.map((commune) => {
    somme += puissance34(commune.population ?? 300)
    return somme
  })
  const deja = new Map<string, number>()
  for (let essais = 0; choisies.length < combien && essais < combien * 30; essais++) {
    const commune = liste[rangDe(cumul, de.nombre() * somme)] as Commune
    const n = deja.get(commune.code) ?? 0
    // A village has one or two lieux; without this the same hamlet would come back by chance.
    if (n > (commune.population ?? 0) / 2_500) continue
    deja.set(commune.code, n + 1)
    choisies.push(commune)
  }
  for (let i = 0; choisies.length < combien; i++) choisies.push(liste[i % liste.length] as Commune)
  return choisies
}

function rangDe(cumul: readonly number[], valeur: number): number {
  let [bas, haut] = [0, cumul.length - 1]
  while (bas < haut) {
    const milieu = (bas + haut) >> 1
    if ((cumul[milieu] as number) > valeur) haut = milieu
    else bas = milieu + 1
  }
  return bas
}

interface Atelier {
  readonly de: Hasard
  readonly noms: Set<string>
  readonly adresses: Set<string>
  readonly hote: LieuInvente | undefined
  readonly standard: Standard
}

function inventer(commune: Commune, rang: number, { de, noms, adresses, hote, standard }: Atelier): LieuInvente {
  const population = commune.population ?? 500
  const taille = population < 5_000 ? 'village' : 'ville'
  const { genre, nom } = nommer(commune, taille, de, noms, hote)
  const modele = GENRES[genre]
  const bus = genre === 'bus'

  const services = SERVICES.filter((service) => de.chance(modele.services[service] ?? 0))
  if (services.length === 0)
    services.push(...SERVICES.filter((service) => (modele.services[service] ?? 0) >= 0.8).slice(0, 1))
  const semaine = de.chance(bus ? 0.95 : 0.82) ? inventerSemaine(de.choisir(modele.rythmes), de) : undefined
  const frais = de.chance(0.42)
    ? de.chance(modele.gratuit)
      ? ('Gratuit' as const)
      : de.peser([
          ['Gratuit sous condition', 6],
          ['Payant', 4]
        ] as const)
    : undefined
  const surRendezVous = de.chance(0.45)
  const enGroupe = genre !== 'guichet' && genre !== 'mairie' && de.chance(0.5)
  const aDistance = de.chance(0.07)

  const adresse =
    bus && hote ? { numero: hote.numero, voie: hote.voie } : adresser(commune, de, adresses, genre === 'mairie')
  const codePostal = bus && hote ? hote.codePostal : de.choisir(commune.codesPostaux)
  const domaine = domaineDe(
    genre === 'mairie' || genre === 'mediatheque' || genre === 'ccas' ? `ville-${commune.nom}` : nom,
    commune
  )
  const numeros = standard.ouvrirLigne(commune.departement)

  return {
    rang,
    genre,
    nom,
    ...adresse,
    complement: de.chance(0.1) ? de.choisir(COMPLEMENTS) : undefined,
    codePostal,
    commune,
    point: bus && hote ? hote.point : placer(commune, de),
    telephone: de.chance(0.88) ? (bus ? numeros.mobile : numeros.fixe) : undefined,
    ...numeros,
    courriel: de.chance(0.78) ? `${de.choisir(modele.boite)}@${domaine}` : undefined,
    site: de.chance(0.55) ? `https://www.${domaine}` : undefined,
    semaine,
    ...presenter({ genre, commune: commune.nom, services, surRendezVous, enGroupe, aDistance, frais }, de),
    structure: structureDe(genre, nom, commune),
    services,
    publics: de.chance(0.3) ? de.plusieurs(modele.publics, 1, 2) : [],
    prisesEnCharge: de.chance(0.12) ? de.plusieurs(PRISE_EN_CHARGE_SPECIFIQUE, 1, 2) : [],
    frais,
    programmes: programmesDe(genre, de),
    labels: genre === 'tiers-lieu' && de.chance(0.12) ? ['Fabriques de Territoire'] : [],
    acces: de.chance(0.7)
      ? MODALITES_ACCES.filter(
          (mode) =>
            (mode === 'Se présenter' && !surRendezVous) ||
            (mode === 'Téléphoner' && surRendezVous) ||
            (mode === 'Contacter par mail' && de.chance(0.25))
        )
      : [],
    accompagnement: MODALITES_ACCOMPAGNEMENT.filter(
      (mode) =>
        (mode === 'Accompagnement individuel' && genre !== 'ressourcerie') ||
        (mode === 'Dans un atelier collectif' && enGroupe) ||
        (mode === 'À distance' && aDistance) ||
        (mode === 'En autonomie' && services.includes('Accès internet et matériel informatique'))
    ),
    accesLibre: de.chance(0.025)
      ? `https://acceslibre.example/erp/${motsClefs(nom)}-${motsClefs(commune.nom)}`
      : undefined,
    rendezVous:
      surRendezVous && de.chance(0.15) ? `https://rendez-vous.example/${motsClefs(nom)}-${commune.code}` : undefined,
    sources: choisirSources(genre, commune, de)
  }
}

function nommer(
  commune: Commune,
  taille: 'village' | 'ville',
  de: Hasard,
  noms: Set<string>,
  hote: LieuInvente | undefined
): { genre: NomGenre; nom: string } {
  const parts = NOMS_GENRES.map((genre) => [genre, GENRES[genre].part[taille]] as const)
  for (let essai = 0; essai < 40; essai++) {
    const genre = de.peser(parts)
    // Most buses stop in front of a public building; without one, another kind of lieu is usually drawn.
    if (genre === 'bus' && !hote && de.chance(0.75)) continue
    const nom = genre === 'bus' ? busDuDepartement(commune.departement) : GENRES[genre].nommer(de, commune.nom)
    // A commune has one town hall, however it is called; its quarters may have an annexe.
    const unique = genre === 'mairie' && !nom.includes('annexe') ? 'mairie' : nom
    if (noms.has(`${commune.code} ${unique}`)) continue
    noms.add(`${commune.code} ${unique}`)
    return { genre, nom }
  }
  throw new Error(`Plus de nom à donner à ${commune.nom}.`)
}

function adresser(
  commune: Commune,
  de: Hasard,
  adresses: Set<string>,
  mairie: boolean
): { numero: string | undefined; voie: string } {
  const hameau = (commune.population ?? 0) < 800
  for (let essai = 0; essai < 20; essai++) {
    const voie =
      mairie && essai === 0
        ? 'place de la Mairie'
        : hameau && de.chance(0.35)
          ? de.choisir(['Le Bourg', 'place de la Mairie', 'place de l’Église'])
          : de.choisir(VOIES)
    const numero =
      voie === 'Le Bourg' || de.chance(0.06)
        ? undefined
        : `${de.entier(1, voie.startsWith('place') ? 15 : 88)}${de.chance(0.04) ? ' bis' : ''}`
    const cle = `${commune.code} ${numero} ${voie}`
    if (adresses.has(cle)) continue
    adresses.add(cle)
    return { numero, voie }
  }
  return { numero: String(de.entier(100, 400)), voie: 'route de la Forêt' }
}

/** Around the centre: a few hundred metres in a village, two or three kilometres in a large city. */
function placer({ centre, population }: Commune, de: Hasard): Point {
  if (!centre) throw new Error('Une commune sans centre ne peut pas porter de lieu.')
  const rayon = Math.min(2_600, 120 + 5.5 * Math.sqrt(population ?? 200))
  const [nord, est] = [de.cloche() * rayon, de.cloche() * rayon]
  return decaler(centre, nord, est)
}

/** Metres to degrees. The cosine of the latitude by its series: enough here, and the same on every engine. */
export function decaler({ latitude, longitude }: Point, nord: number, est: number): Point {
  const angle = (latitude * 3.141592653589793) / 180
  const carre = angle * angle
  const cosinus = 1 - carre / 2 + (carre * carre) / 24 - (carre * carre * carre) / 720
  return { latitude: arrondir(latitude + nord / 111_320), longitude: arrondir(longitude + est / (111_320 * cosinus)) }
}

const arrondir = (degres: number) => Math.round(degres * 1e6) / 1e6

const motsClefs = (texte: string) => normaliser(texte).replaceAll(' ', '-').slice(0, 48).replace(/-$/, '')

function domaineDe(nom: string, commune: Commune): string {
  const base = motsClefs(nom)
  const ville = motsClefs(commune.nom)
  return `${base.includes(ville) ? base : `${base}-${ville}`.slice(0, 58).replace(/-$/, '')}.example`
}

function structureDe(genre: NomGenre, nom: string, commune: Commune): string | undefined {
  switch (genre) {
    case 'mairie':
    case 'mediatheque':
    case 'ccas':
    case 'epn':
      return `Commune ${deCommune(commune.nom)}`
    case 'guichet':
      return nom.startsWith('Le Fil')
        ? 'Réseau Le Fil'
        : nom.startsWith('Relais')
          ? 'Réseau des Rives'
          : 'Les Passerelles'
    case 'bus':
      return 'Réseau des Rives'
    case 'association':
    case 'centre-social':
    case 'tiers-lieu':
    case 'emploi':
    case 'ressourcerie':
    case 'jeunes':
    case 'solidarites':
      return undefined
  }
}

function programmesDe(genre: NomGenre, de: Hasard): Faits['programmes'] {
  const chances: Readonly<Partial<Record<Faits['programmes'][number], number>>> = {
    'Aidants Connect': genre === 'guichet' || genre === 'ccas' || genre === 'centre-social' ? 0.3 : 0.05,
    'Conseillers numériques': genre === 'ressourcerie' || genre === 'tiers-lieu' ? 0.05 : 0.22,
    'Certification PIX': genre === 'epn' ? 0.1 : 0
  }
  return DISPOSITIF_PROGRAMMES_NATIONAUX.filter((programme) => de.chance(chances[programme] ?? 0))
}

const TOUTES: readonly SourceDemo[] = ['guichets', 'conseillers', 'hub', 'ouvert']

function choisirSources(genre: NomGenre, commune: Commune, de: Hasard): SourceDemo[] {
  const dansLeHub = REGIONS_DU_HUB.has(commune.region)
  const combien = de.peser(
    dansLeHub
      ? ([
          [1, 50],
          [2, 33],
          [3, 14],
          [4, 3]
        ] as const)
      : ([
          [1, 69],
          [2, 24],
          [3, 7]
        ] as const)
  )
  const possibles = TOUTES.filter((source) => source !== 'hub' || dansLeHub).map(
    (source) => [source, GENRES[genre].connu[source]] as [SourceDemo, number]
  )
  const choisies = new Set<SourceDemo>()
  while (choisies.size < combien) choisies.add(de.peser(possibles.filter(([source]) => !choisies.has(source))))
  return TOUTES.filter((source) => choisies.has(source))
}

function deVitrine(
  vitrine: LieuDeVitrine,
  commune: Commune,
  rang: number,
  standard: Standard,
  graine: string
): LieuInvente {
  const de = hasard(`${graine} ${vitrine.faits.nom}`)
  const numeros = standard.ouvrirLigne(commune.departement)
  return {
    rang,
    complement: undefined,
    courriel: undefined,
    site: undefined,
    structure: undefined,
    publics: [],
    prisesEnCharge: [],
    programmes: [],
    labels: [],
    accesLibre: undefined,
    rendezVous: undefined,
    frais: undefined,
    telephone: numeros.fixe,
    ...vitrine.faits,
    ancienTelephone: numeros.ancienTelephone,
    mobile: numeros.mobile,
    codePostal: commune.codesPostaux[0] as string,
    commune,
    point: placer(commune, de),
    sources: vitrine.sources,
    vitrine
  }
}
