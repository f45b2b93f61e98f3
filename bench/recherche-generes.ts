import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FACETTES } from '../src/features/annuaire/domain/facette.ts'
import { ecrireCalendrier, type MomentDemande } from '../src/features/annuaire/domain/horaires/moment.ts'
import { SERVICES, TYPOLOGIES } from '../src/features/annuaire/domain/schema.ts'
import type { Cadre, Critere, DocumentCherchable, Point } from '../src/platform/recherche/index.ts'

type Hasard = () => number

/** Mulberry32. */
export function melangeur(graine: number): Hasard {
  let etat = graine
  return () => {
    etat = (etat + 0x6d2b79f5) | 0
    let t = Math.imul(etat ^ (etat >>> 15), 1 | etat)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const choisir = <T>(liste: readonly T[], hasard: Hasard): T => liste[Math.floor(hasard() * liste.length)] as T
/** The first ones far more often than the last. */
const choisirTot = <T>(liste: readonly T[], hasard: Hasard, pente = 3): T =>
  liste[Math.floor(hasard() ** pente * liste.length)] as T

export interface Commune extends Point {
  readonly nom: string
  readonly code: string
  readonly departement: string
  readonly region: string
  readonly epci: string
  readonly codePostal: string
  readonly population: number
  readonly cumul: number
}

/** The real communes that ship with the product; each weighs a little less than its population, as lieux do. */
export function lireCommunes(): Commune[] {
  const fichier = join(import.meta.dirname, '..', 'dist', 'geographie', 'communes.tsv')
  let cumul = 0
  return readFileSync(fichier, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .flatMap((ligne) => {
      const [code, nom, departement, region, epci, population, postaux, latitude, longitude] = ligne.split('\t')
      if (!code || !nom || !latitude || !longitude) return []
      cumul += (Number(population) || 50) ** 0.9
      return {
        nom,
        code,
        departement: departement ?? '',
        region: region ?? '',
        epci: epci ?? '',
        codePostal: postaux?.split(/\D/)[0] ?? '',
        population: Number(population) || 50,
        latitude: Number(latitude),
        longitude: Number(longitude),
        cumul
      }
    })
}

export function tirerCommune(communes: readonly Commune[], hasard: Hasard): Commune {
  const vise = hasard() * communes.at(-1)!.cumul
  let bas = 0
  let haut = communes.length - 1
  while (bas < haut) {
    const milieu = (bas + haut) >>> 1
    if (communes[milieu]!.cumul < vise) bas = milieu + 1
    else haut = milieu
  }
  return communes[bas]!
}

/** A point of the commune: towns spread with the square root of their population. */
export function tirerPoint(commune: Commune, hasard: Hasard): { latitude: number; longitude: number } {
  const km = (0.3 + Math.sqrt(commune.population) / 300) * Math.sqrt(-2 * Math.log(1 - hasard()))
  const angle = 2 * Math.PI * hasard()
  return {
    latitude: commune.latitude + (km / 111.2) * Math.sin(angle),
    longitude: commune.longitude + ((km / 111.2) * Math.cos(angle)) / Math.cos((commune.latitude * Math.PI) / 180)
  }
}

const PERSONNES =
  'Aimé-Césaire|Albert-Camus|Alphonse-Daudet|André-Malraux|Colette|Émile-Zola|Françoise-Dolto|François-Rabelais|George-Sand|Georges-Brassens|Hélène-Boucher|Jacques-Brel|Jacques-Prévert|Jean-Giono|Jean-Jaurès|Jean-Macé|Jean-Moulin|Jules-Ferry|Jules-Verne|Léo-Lagrange|Léon-Blum|Louis-Aragon|Louise-Michel|Lucie-Aubrac|Marcel-Pagnol|Marguerite-Duras|Marie-Curie|Nelson-Mandela|Olympe-de-Gouges|Pablo-Neruda|Paul-Éluard|Pierre-Mendès-France|René-Char|Robert-Desnos|Romain-Rolland|Rosa-Parks|Simone-de-Beauvoir|Simone-Veil|Victor-Hugo|Voltaire'.split(
    '|'
  )
const LIEUX_DITS =
  'les Tilleuls|le Préau|la Passerelle|l’Escale|la Halle|le Moulin|la Source|les Acacias|le Phare|la Gare|le Patio|la Fabrique|les Coteaux|le Trait d’union|la Boussole|l’Atelier|le Kiosque|le Verger|la Cerisaie|le Rivage|la Marelle|le Carré|la Grange|les Quatre-Vents'.split(
    '|'
  )
const VOIES =
  'Victor-Hugo|Jean-Jaurès|de la République|du Général-de-Gaulle|Pasteur|de la Mairie|de l’Église|des Écoles|de la Gare|du 8-Mai-1945|du 11-Novembre|Jules-Ferry|Gambetta|Émile-Zola|de Verdun|de la Poste|du Stade|des Lilas|Anatole-France|du Maréchal-Foch|de la Fontaine|Carnot|Voltaire|du Château|Nationale|de la Liberté|du Marché|Pierre-Curie|de Paris|Haute|Neuve|des Jardins|Aristide-Briand|de la Paix|Léon-Blum|du Pont'.split(
    '|'
  )
const TYPES_VOIE = ['rue', 'rue', 'rue', 'avenue', 'place', 'boulevard', 'chemin', 'allée', 'impasse', 'route']

type Genre = readonly [part: number, typologies: readonly string[], programme: string | undefined, nommer: Nommer]
type Nommer = (commune: Commune, hasard: Hasard) => string

/** In the shares of the real files. */
const GENRES: readonly Genre[] = [
  [30, ['RFS'], 'France Services', (c, h) => `France services ${choisir(['de ', '', 'du pays de ', '– '], h)}${c.nom}`],
  [13, ['MUNI'], undefined, (c) => `Mairie de ${c.nom}`],
  [9, ['BIB'], undefined, (c, h) => `Médiathèque ${h() < 0.5 ? choisir(PERSONNES, h) : `de ${c.nom}`}`],
  [5, ['BIB'], undefined, (c, h) => `Bibliothèque municipale ${h() < 0.4 ? choisir(PERSONNES, h) : c.nom}`],
  [7, ['ASSO'], undefined, (_, h) => `Association ${choisir(LIEUX_DITS, h)} ${choisirTot(motsRares, h)}`],
  [4, ['LA_POSTE'], undefined, (c) => `La Poste ${c.nom}`],
  [4, ['CCAS'], undefined, (c) => `CCAS de ${c.nom}`],
  [4, ['CS', 'CSC'], undefined, (_, h) => `Centre social ${choisir(LIEUX_DITS, h)}`],
  [3, ['CSC'], undefined, (_, h) => `Centre socioculturel ${choisir(PERSONNES, h)}`],
  [3, ['CC'], undefined, (c) => `Communauté de communes du pays de ${c.nom}`],
  [3, ['ENM'], 'Conseillers numériques', (c) => `Bus numérique de ${c.nom}`],
  [2, ['PIMMS'], undefined, (c) => `Pimms Médiation ${c.nom}`],
  [3, ['EPN', 'EPI'], undefined, (c, h) => `Espace public numérique ${h() < 0.5 ? choisir(LIEUX_DITS, h) : c.nom}`],
  [2, ['ML'], undefined, (c) => `Mission locale de ${c.nom}`],
  [2, ['MDS'], undefined, (c) => `Maison départementale des solidarités ${c.nom}`],
  [2, ['TIERS_LIEUX', 'FABLAB'], undefined, (_, h) => `Tiers-lieu ${choisir(LIEUX_DITS, h)}`],
  [
    4,
    [],
    undefined,
    (c, h) => `${choisir(['Espace', 'Point', 'Maison', 'Relais', 'Antenne'], h)} ${choisirTot(motsRares, h)} ${c.nom}`
  ]
]
const PARTS = GENRES.reduce((somme, [part]) => somme + part, 0)

const MOTS =
  'accompagnement numérique ateliers informatique aide démarches ligne accès internet ordinateur médiation conseiller public inscription gratuit personnes habitants territoire services emploi formation initiation apprendre utiliser smartphone tablette messagerie impression scanner wifi libre autonomie individuel collectif rendez-vous semaine matin après-midi seniors jeunes familles parents enfants école déclaration impôts allocations retraite santé logement préfecture permis carte grise identité sécurité mot passe données vie privée photos vidéo jeux création fabrication robotique code programmation découverte culture livres lecture presse exposition animation association bénévoles équipe accueil écoute orientation partenaires réseau maison quartier centre espace salle équipement matériel reconditionné prix solidaire prêt cv lettre motivation recherche candidature entreprise bureautique traitement texte tableur courriel navigation recherche sites administratifs'.split(
    ' '
  )
const DE_LIAISON = 'de la le les des et à pour un une en dans avec sur vous nous notre du au'.split(' ')
const SYLLABES =
  'ba bel bri cal cha cor dan del dru fa fer gal gri han jo lan lou mar men mor nau ner or pal per pra qui ran ric rou sal sen tar tri val ver vil'.split(
    ' '
  )

/** Family names, local words, trade names: what makes a vocabulary long. */
const motsRares = (() => {
  const hasard = melangeur(7)
  const mots = new Set<string>()
  while (mots.size < 40_000)
    mots.add(Array.from({ length: 2 + Math.floor(hasard() * 3) }, () => choisir(SYLLABES, hasard)).join(''))
  return [...mots]
})()

function prose(longueur: number, hasard: Hasard): string {
  const mots: string[] = []
  for (let i = 0; i < longueur; i++)
    mots.push(
      hasard() < 0.4
        ? choisirTot(DE_LIAISON, hasard, 1.5)
        : hasard() < 0.93
          ? choisirTot(MOTS, hasard, 1.8)
          : choisirTot(motsRares, hasard, 4)
    )
  return `${mots.join(' ')}.`
}

const CALENDRIERS_PAR_DEPARTEMENT = 195

/** Weeks as sources write them once read: most alike, many slightly different. About 20,000 with their départements. */
const semaines = (() => {
  const hasard = melangeur(11)
  const heure = (debut: number, fin: number) => {
    const minutes = debut * 60 + Math.floor(hasard() * (fin - debut) * 4) * 15
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  }
  const matin = () => `${heure(8, 10)}-${heure(11, 13)}`
  const soir = () => `${heure(13, 15)}-${heure(16, 20)}`
  const jours = ['Mo-Fr', 'Mo-Fr', 'Tu-Sa', 'Mo,Tu,Th,Fr', 'Mo,We,Fr', 'Tu,Th', 'We,Sa', 'Mo-Sa']
  return Array.from({ length: 4_000 }, () => {
    const semaine = `${choisir(jours, hasard)} ${hasard() < 0.75 ? `${matin()},${soir()}` : soir()}`
    const reste = hasard()
    if (reste < 0.2) return `${semaine}; We ${matin()}`
    if (reste < 0.35) return `${semaine}; Sa ${matin()}`
    return reste < 0.45 ? `${semaine}; PH off` : semaine
  })
})()

function calendrier(departement: string, hasard: Hasard): string {
  const rang = Math.floor(hasard() ** 2 * CALENDRIERS_PAR_DEPARTEMENT)
  const depart = (Number.parseInt(departement, 36) * 37) % semaines.length
  return ecrireCalendrier(semaines[(depart + rang) % semaines.length]!, departement)
}

const SOURCES = Array.from({ length: 35 }, (_, i) => `source-${i + 1}`)
/** Share of lieux whose sources say something, as measured on the real files. */
const PARLE: Readonly<Record<string, number>> = {
  services: 0.88,
  frais_a_charge: 0.38,
  prise_en_charge_specifique: 0.05,
  modalites_accompagnement: 0.14,
  publics_specifiquement_adresses: 0.08,
  modalites_acces: 0.14,
  itinerance: 0.14,
  formations_labels: 0.02
}

/** Lots of documents, always the same for one size: a million of them do not hold in memory beside the index. */
export function* genererLots(
  nombre: number,
  communes: readonly Commune[],
  lot = 5_000
): Generator<DocumentCherchable[]> {
  const hasard = melangeur(20_261_122)
  for (let debut = 0; debut < nombre; debut += lot)
    yield Array.from({ length: Math.min(lot, nombre - debut) }, (_, i) => generer(debut + i + 1, communes, hasard))
}

function generer(id: number, communes: readonly Commune[], hasard: Hasard): DocumentCherchable {
  const commune = tirerCommune(communes, hasard)
  const [, typologies, programme, nommer] = tirerGenre(hasard)
  const plusieurs = (valeurs: readonly string[], max: number) => [
    ...new Set(Array.from({ length: 1 + Math.floor(hasard() * max) }, () => choisirTot(valeurs, hasard, 1.6)))
  ]
  const services = hasard() < PARLE.services! ? plusieurs(SERVICES, 5) : []
  const annee = 2026 - Math.floor(hasard() ** 2 * 7)
  const facettes: Record<string, readonly string[]> = {}
  for (const { cle, valeurs } of FACETTES)
    facettes[cle] = valeurs && hasard() < (PARLE[cle] ?? 0) ? plusieurs(valeurs, cle === 'frais_a_charge' ? 1 : 3) : []
  facettes.services = services
  facettes.typologie =
    typologies.length > 0
      ? [choisir(typologies, hasard)]
      : hasard() < 0.5
        ? [choisir(Object.keys(TYPOLOGIES), hasard)]
        : []
  facettes.dispositif_programmes_nationaux = programme ? [programme] : hasard() < 0.37 ? ['Conseillers numériques'] : []
  facettes.date_maj = [String(annee)]
  facettes.source = hasard() < 0.25 ? plusieurs(SOURCES, 3) : [choisirTot(SOURCES, hasard, 2)]
  return {
    id,
    ...(hasard() < 0.95 ? tirerPoint(commune, hasard) : {}),
    textes: [
      `${nommer(commune, hasard)} ${commune.nom}`,
      [
        hasard() < 0.3 ? `Commune de ${commune.nom}` : '',
        `${1 + Math.floor(hasard() ** 2 * 150)} ${choisir(TYPES_VOIE, hasard)} ${choisir(VOIES, hasard)} ${commune.codePostal}`,
        ...services
      ].join(' '),
      hasard() < 0.4 ? prose(4 + Math.floor(hasard() * 16), hasard) : '',
      hasard() < 0.5 ? prose(8 + Math.floor(hasard() ** 2 * 120), hasard) : ''
    ],
    facettes,
    cles: {
      commune: commune.code,
      code_postal: commune.codePostal,
      departement: commune.departement,
      region: commune.region,
      epci: commune.epci || undefined
    },
    calendrier: hasard() < 0.67 ? calendrier(commune.departement, hasard) : undefined,
    fraicheur: annee * 10_000 + 100 * (1 + Math.floor(hasard() * 12)) + 1 + Math.floor(hasard() * 28)
  }
}

function tirerGenre(hasard: Hasard): Genre {
  let reste = hasard() * PARTS
  for (const genre of GENRES) {
    reste -= genre[0]
    if (reste < 0) return genre
  }
  return GENRES[0]!
}

/** What people type, everyday words and mistakes included. */
const RECHERCHES =
  'médiathèque|mairie|impots|caf|wifi|cv|imprimer|france services|aide administrative|carte grise|ordinateur|ordinatuer|atelier informatique|bibliothèque|centre social|apprendre internet|conseiller numérique|emploi|mission locale|la poste|ccas|smartphone|déclaration d’impôts|je cherche un ordinateur|besoin d’aide pour les impôts|scanner un document|logement|retraite|pimms|bus numérique|mot de passe|tablette|bibliotèque|mediateque|formation bureautique|robotique|jeux vidéo|titre de séjour|pôle emploi|accès internet|imp|média|centre socioculturel|tiers-lieu|maison des solidarités|seniors|parents école|lecture|prêt de matériel|fablab'.split(
    '|'
  )

export function tirerMots(communes: readonly Commune[], hasard: Hasard): string {
  const genre = hasard()
  if (genre < 0.55) return choisir(RECHERCHES, hasard)
  if (genre < 0.65) return choisirTot(MOTS, hasard, 1.5)
  if (genre < 0.75) return `${choisirTot(MOTS, hasard)} ${choisirTot(MOTS, hasard)}`
  if (genre < 0.8) return faute(choisir(MOTS, hasard), hasard)
  if (genre < 0.85) return choisirTot(motsRares, hasard, 4)
  if (genre < 0.92) return choisir(PERSONNES, hasard)
  return `${choisir(RECHERCHES, hasard)} ${tirerCommune(communes, hasard).nom}`
}

function faute(mot: string, hasard: Hasard): string {
  const place = 1 + Math.floor(hasard() * Math.max(1, mot.length - 2))
  return mot.slice(0, place) + mot.slice(place + 1)
}

export function tirerFacettes(nombre: number, hasard: Hasard): Record<string, readonly string[]> {
  const facettes: Record<string, readonly string[]> = {}
  for (let i = 0; i < nombre; i++) {
    const { cle, valeurs } = choisirTot(
      FACETTES.filter(({ valeurs }) => valeurs),
      hasard,
      2
    )
    facettes[cle] = [hasard() < 0.1 ? 'inconnu' : choisirTot(valeurs!, hasard, 2)]
  }
  return facettes
}

/** Mostly working hours, some evenings, week-ends and nights. */
function tirerMoment(hasard: Hasard): MomentDemande {
  const ouvre = hasard() < 0.8
  const lundi = Date.UTC(2026, 9, 5)
  const jour = ouvre ? Math.floor(hasard() * 5) : Math.floor(hasard() * 7)
  const minutes = ouvre ? 7 * 60 + Math.floor(hasard() * 660) : Math.floor(hasard() * 1_440)
  return { genre: 'instant', instant: lundi + jour * 86_400_000 + minutes * 60_000 }
}

/** Requests of one minute ask for the same « now »: this many a minute is a quiet site. */
export const DEMANDES_PAR_MINUTE = 25

/** A clock that moves to another moment of the week after that many readings. */
export function horloge(hasard: Hasard): () => MomentDemande {
  let lectures = 0
  let moment = tirerMoment(hasard)
  return () => {
    if (lectures++ % DEMANDES_PAR_MINUTE === 0) moment = tirerMoment(hasard)
    return moment
  }
}

export interface Vue {
  readonly critere: Critere<MomentDemande>
  readonly zoom: number
}

const LARGEUR = 1_024
const HAUTEUR = 768

/** What a screen shows, from the whole country (zoom 5) to a street (17); one in three is filtered. */
export function tirerVue(communes: readonly Commune[], hasard: Hasard): Vue {
  const zoom = 5 + Math.floor(hasard() * 13)
  const centre =
    zoom < 7
      ? { latitude: 46.6 + hasard(), longitude: 2 + hasard() }
      : tirerPoint(tirerCommune(communes, hasard), hasard)
  const degres = 360 / (256 * 2 ** zoom)
  const haut = degres * Math.cos((centre.latitude * Math.PI) / 180)
  const cadre: Cadre = {
    sud: centre.latitude - (HAUTEUR / 2) * haut,
    nord: centre.latitude + (HAUTEUR / 2) * haut,
    ouest: centre.longitude - (LARGEUR / 2) * degres,
    est: centre.longitude + (LARGEUR / 2) * degres
  }
  const filtre = hasard()
  return {
    zoom,
    critere: {
      cadre,
      ...(filtre < 0.2
        ? { facettes: tirerFacettes(1, hasard) }
        : filtre < 0.33
          ? { mots: tirerMots(communes, hasard) }
          : {})
    }
  }
}
