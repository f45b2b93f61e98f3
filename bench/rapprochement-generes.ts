import type { AComparer } from '../src/features/annuaire/domain/rapprochement/rapprochement.ts'

/**
 * Invented records that look like the real ones where it costs: communes of very unequal size, few kinds of place, few
 * street names, several sources that describe one lieu each in its way (case, abbreviations, typing mistakes, moved
 * points, silences), switchboards shared by the services of a town hall, rows repeated inside a source.
 * Always the same for one size.
 */
export function genererLieux(nombre: number): AComparer[] {
  const hasard = melangeur(20_240_411)
  const records: AComparer[] = []
  const communes = genererCommunes(Math.max(20, Math.min(34_000, Math.round(nombre / 30))), hasard)
  let numero = 0
  while (records.length < nombre) {
    const lieu = genererLieu(communes, numero++, hasard)
    const sources = 1 + Math.floor(hasard() * hasard() * 6)
    const deja = new Set<number>()
    for (let i = 0; i < sources; i++) {
      const source = Math.floor(hasard() * hasard() * SOURCES.length)
      // A source that says a lieu twice: one row per service.
      if (deja.has(source) && hasard() > 0.05) continue
      deja.add(source)
      records.push(decrire(lieu, source, records.length, hasard))
    }
  }
  records.length = nombre
  return records
}

type Hasard = () => number

/** Mulberry32. */
function melangeur(graine: number): Hasard {
  let etat = graine
  return () => {
    etat = (etat + 0x6d2b79f5) | 0
    let t = Math.imul(etat ^ (etat >>> 15), 1 | etat)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const choisir = <T>(liste: readonly T[], hasard: Hasard): T => liste[Math.floor(hasard() * liste.length)] as T

interface Commune {
  readonly nom: string
  readonly insee: string
  readonly postal: string
  readonly lat: number
  readonly lon: number
  readonly rayon: number
  readonly domaine: string
  readonly standard: string
  readonly siret: string
}

const RACINES =
  'aube brem cor dur ess fal gour hau ival jar lan mor nar ors pel quin rou sal tar ur vil xan yss zer bel cham dom fleur grand mont noir pont riv val'.split(
    ' '
  )
const FINS = 'ac an ange eau elle ens er es euil ey iers ieu ignac igny in ines ois on ort ot oux un ville y'.split(' ')
const SAINTS =
  'Aubin Benoît Clair Denis Élie Fiacre Genis Hilaire Julien Lary Martin Maur Pardoux Rémy Sever Yrieix'.split(' ')

function genererCommunes(nombre: number, hasard: Hasard): Commune[] {
  return Array.from({ length: nombre }, (_, i) => {
    const mot = () => {
      const texte = choisir(RACINES, hasard) + choisir(RACINES, hasard).slice(0, 2) + choisir(FINS, hasard)
      return texte[0]?.toUpperCase() + texte.slice(1)
    }
    const forme = hasard()
    const nom =
      forme < 0.25
        ? `Saint-${choisir(SAINTS, hasard)}-${choisir(['sur', 'en', 'de'], hasard)}-${mot()}`
        : forme < 0.4
          ? `${mot()}-les-${mot()}`
          : forme < 0.5
            ? `La ${mot()}`
            : mot()
    const departement = String(1 + (i % 95)).padStart(2, '0')
    const insee = departement + String(1 + (Math.floor(i / 95) % 999)).padStart(3, '0')
    return {
      nom,
      insee,
      postal: `${departement}${String(Math.floor(i / 285) % 100).padStart(2, '0')}0`,
      lat: 43 + hasard() * 7.5,
      lon: -1 + hasard() * 8,
      rayon: 0.01 + 0.03 * hasard(),
      domaine: `${nom.toLowerCase().replace(/[^a-z]+/g, '')}${i}.example`,
      standard: telephone(i, 1),
      siret: `21${String(i).padStart(7, '0')}00018`
    }
  })
}

/** Big communes hold most lieux: a rank drawn on a curve. */
function commune(communes: readonly Commune[], hasard: Hasard): Commune {
  const rang = Math.floor(communes.length * hasard() ** 2.5)
  return communes[Math.min(rang, communes.length - 1)] as Commune
}

function telephone(numero: number, debut: number): string {
  return `+33${debut}${String((numero * 7919) % 100_000_000).padStart(8, '0')}`
}

const PERSONNES =
  'Aimé Césaire|Albert Camus|Alexandre Dumas|Alphonse Daudet|André Malraux|Antoine de Saint-Exupéry|Colette|Émile Zola|Françoise Dolto|François Rabelais|François Villon|Frédéric Mistral|George Sand|Georges Brassens|Germaine Tillion|Guy de Maupassant|Hélène Boucher|Jacques Brel|Jacques Prévert|Jean Giono|Jean Jaurès|Jean Macé|Jean Moulin|Jules Ferry|Jules Verne|Léo Lagrange|Léon Blum|Louis Aragon|Louise Michel|Lucie Aubrac|Marcel Pagnol|Marguerite Duras|Marguerite Yourcenar|Marie Curie|Maurice Ravel|Nelson Mandela|Nicolas de Condorcet|Olympe de Gouges|Pablo Neruda|Paul Éluard|Pierre Mendès France|René Char|Robert Desnos|Romain Rolland|Rosa Parks|Simone de Beauvoir|Simone Veil|Victor Hugo|Voltaire'.split(
    '|'
  )
const LIEUX_DITS =
  'les Tilleuls|le Préau|la Passerelle|l’Escale|la Halle|le Moulin|la Source|les Acacias|le Phare|la Gare|le Patio|la Fabrique|les Coteaux|le Trait d’union|la Boussole|l’Atelier|le Kiosque|les Halles|le Verger|la Cerisaie|le Rivage|la Marelle|le Carré|la Grange'.split(
    '|'
  )
const VOIES =
  'Victor Hugo|Jean Jaurès|de la République|du Général de Gaulle|Pasteur|de la Mairie|de l’Église|des Écoles|de la Gare|du 8 mai 1945|du 11 novembre|Jules Ferry|Gambetta|Émile Zola|de Verdun|Jean Moulin|de la Poste|du Stade|des Lilas|du Moulin|Anatole France|du Maréchal Foch|de la Fontaine|Carnot|Voltaire|du Château|Nationale|de la Liberté|du Marché|des Tilleuls|Pierre Curie|de Paris|Haute|Neuve|des Jardins|Aristide Briand|de la Paix|du Docteur Roux|Léon Blum|du Pont'.split(
    '|'
  )
const TYPES_VOIE = ['rue', 'rue', 'rue', 'avenue', 'place', 'boulevard', 'chemin', 'allée', 'impasse', 'route']

type Nommer = (c: Commune, hasard: Hasard) => string
const GENRES: readonly (readonly [poids: number, typologie: string, nommer: Nommer])[] = [
  [16, 'RFS', (c, h) => (h() < 0.7 ? `France services ${c.nom}` : `France services ${choisir(LIEUX_DITS, h)}`)],
  [12, 'MUNI', (c) => `Mairie de ${c.nom}`],
  [14, 'BIB', (c, h) => (h() < 0.7 ? `Médiathèque ${choisir(PERSONNES, h)}` : `Bibliothèque municipale de ${c.nom}`)],
  [8, 'CCAS', (c) => `CCAS de ${c.nom}`],
  [10, 'CS', (_, h) => `Centre social ${choisir(LIEUX_DITS, h)}`],
  [6, 'ML', (c) => `Mission locale de ${c.nom}`],
  [6, 'EPN', (_, h) => `Espace public numérique ${choisir(LIEUX_DITS, h)}`],
  [6, 'LA_POSTE', () => 'La Poste'],
  [
    18,
    'ASSO',
    (c, h) =>
      `Association ${choisir(PERSONNES, h).split(' ')[0]} ${choisir(LIEUX_DITS, h)} ${h() < 0.3 ? c.nom : ''}`.trim()
  ],
  [4, 'ENM', (c) => `Bus numérique de ${c.nom}`]
]
const TOTAL_GENRES = GENRES.reduce((total, [poids]) => total + poids, 0)

interface Lieu {
  readonly commune: Commune
  readonly typologie: string
  readonly nom: string
  readonly numeroVoie: number
  readonly typeVoie: string
  readonly voie: string
  readonly lat: number
  readonly lon: number
  readonly telephone: string
  readonly courriel: string
  readonly site: string
  readonly siret: string
}

function genererLieu(communes: readonly Commune[], numero: number, hasard: Hasard): Lieu {
  const ici = commune(communes, hasard)
  let reste = hasard() * TOTAL_GENRES
  const genre = GENRES.find(([poids]) => (reste -= poids) < 0) ?? GENRES[0]
  const [, typologie, nommer] = genre as (typeof GENRES)[number]
  const nom = nommer(ici, hasard)
  const communal = ['MUNI', 'CCAS', 'BIB', 'RFS', 'ENM'].includes(typologie)
  const standard = communal && hasard() < 0.3
  return {
    commune: ici,
    typologie,
    nom,
    numeroVoie: 1 + Math.floor(hasard() * hasard() * 150),
    typeVoie: choisir(TYPES_VOIE, hasard),
    voie: choisir(VOIES, hasard),
    lat: ici.lat + (hasard() - 0.5) * ici.rayon,
    lon: ici.lon + (hasard() - 0.5) * ici.rayon,
    telephone: standard ? ici.standard : telephone(numero, 2 + (numero % 4)),
    courriel: standard
      ? `mairie@${ici.domaine}`
      : communal
        ? `contact${numero}@${ici.domaine}`
        : `lieu${numero}@courrier.example`,
    site: communal ? `https://www.${ici.domaine}/` : `https://lieu-${numero}.example/`,
    siret: communal ? ici.siret : `${String(400_000_000 + numero)}00017`
  }
}

/** What each source says, and how: chances of giving the point, a contact, the SIRET, a type; and of shouting. */
const SOURCES = [
  { nom: 'national', point: 1, telephone: 0.55, courriel: 0.4, site: 0.4, siret: 0.5, type: 0.75, cris: 0.3 },
  { nom: 'agrege', point: 0.9, telephone: 0.65, courriel: 0.6, site: 0.5, siret: 0.9, type: 0.7, cris: 0.4 },
  { nom: 'france-services', point: 1, telephone: 1, courriel: 1, site: 0, siret: 0, type: 1, cris: 0 },
  { nom: 'sans-point', point: 0, telephone: 0, courriel: 0, site: 0, siret: 0.8, type: 0.7, cris: 0.6 },
  { nom: 'region-1', point: 1, telephone: 0.9, courriel: 0.8, site: 0.7, siret: 0, type: 0.75, cris: 0.05 },
  { nom: 'region-2', point: 1, telephone: 0.05, courriel: 0.05, site: 0.2, siret: 0, type: 0.7, cris: 0 },
  { nom: 'departement-1', point: 1, telephone: 0.95, courriel: 0.9, site: 0.7, siret: 0, type: 0.9, cris: 0 },
  { nom: 'departement-2', point: 1, telephone: 0.9, courriel: 0.9, site: 0.4, siret: 0, type: 0.6, cris: 0.1 },
  { nom: 'ville-1', point: 1, telephone: 0.9, courriel: 0.8, site: 0.8, siret: 0.3, type: 0.6, cris: 0 },
  { nom: 'ville-2', point: 1, telephone: 0.8, courriel: 0.7, site: 0.7, siret: 0, type: 0.5, cris: 0 }
]

function decrire(lieu: Lieu, rang: number, numero: number, hasard: Hasard): AComparer {
  const source = SOURCES[rang] as (typeof SOURCES)[number]
  const dit = (chance: number) => hasard() < chance
  const crie = dit(source.cris)
  const ecrire = (texte: string) => {
    const fautif = dit(0.06) ? faute(texte, hasard) : texte
    return crie ? fautif.toUpperCase() : fautif
  }
  const adresse = `${dit(0.85) ? `${lieu.numeroVoie} ` : ''}${dit(0.3) ? abreger(lieu.typeVoie) : lieu.typeVoie} ${lieu.voie}`
  const point = dit(source.point)
  const ecart = dit(0.02) ? 0.05 : dit(0.3) ? 0.002 : 0.0003
  return {
    source: source.nom,
    cle: `${source.nom}-${numero}`,
    nom: ecrire(
      dit(0.1) ? lieu.nom.replace(/^(?:France services|Mairie de|Centre social|Association)\s*/, '') : lieu.nom
    ),
    adresse: ecrire(adresse),
    commune: crie ? lieu.commune.nom.toUpperCase() : lieu.commune.nom,
    code_postal: dit(0.98) ? lieu.commune.postal : undefined,
    code_insee: dit(0.95) ? lieu.commune.insee : undefined,
    latitude: point ? lieu.lat + (hasard() - 0.5) * ecart : undefined,
    longitude: point ? lieu.lon + (hasard() - 0.5) * ecart : undefined,
    telephones: dit(source.telephone) ? [lieu.telephone] : [],
    courriels: dit(source.courriel) ? [lieu.courriel] : [],
    sites: dit(source.site) ? [lieu.site] : [],
    pivot: dit(source.siret) ? lieu.siret : undefined,
    typologies: dit(source.type) ? [lieu.typologie] : [],
    itinerance: lieu.typologie === 'ENM' && dit(0.5) ? ['Itinérant'] : []
  }
}

function abreger(type: string): string {
  return (
    {
      rue: 'R',
      avenue: 'av.',
      place: 'PL',
      boulevard: 'bd',
      chemin: 'Chem.',
      allée: 'All.',
      impasse: 'imp',
      route: 'rte'
    }[type] ?? type
  )
}

/** One letter dropped, doubled or swapped, never the first. */
function faute(texte: string, hasard: Hasard): string {
  const i = 1 + Math.floor(hasard() * Math.max(1, texte.length - 2))
  const genre = hasard()
  if (genre < 0.4) return texte.slice(0, i) + texte.slice(i + 1)
  if (genre < 0.7) return texte.slice(0, i) + texte[i] + texte.slice(i)
  return texte.slice(0, i) + (texte[i + 1] ?? '') + (texte[i] ?? '') + texte.slice(i + 2)
}
