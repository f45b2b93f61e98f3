import { decouper, MOTS_OUTILS } from './mots.ts'

/**
 * The kinds of place that tell two neighbours of one building apart. Coarser than the 92 typologies of the schema: only
 * what a name or a typology lets one say, one bit each.
 */
const NOMS = [
  'bibliotheque',
  'mairie',
  'ccas',
  'france-services',
  'poste',
  'centre-social',
  'mission-locale',
  'espace-numerique',
  'departement',
  'intercommunalite',
  'info-jeunesse',
  'mjc',
  'maison-de-quartier',
  'prefecture',
  'france-travail',
  'caf',
  'cpam',
  'msa',
  'tiers-lieu',
  'pimms',
  'point-info',
  'enseignement',
  'hebergement',
  'age',
  'emploi',
  'ressourcerie',
  'impots',
  'droit',
  'region',
  'sante',
  'chambre',
  'tourisme'
] as const

type Genre = (typeof NOMS)[number]

const BIT = Object.fromEntries(NOMS.map((nom, rang) => [nom, 1 << rang])) as Record<Genre, number>

/** Typology of the schema → kind. Those that say nothing of the place (ASSO, ESS, Autre…) are absent: unknown. */
const PAR_TYPOLOGIE: Readonly<Record<string, Genre>> = {
  AFPA: 'enseignement',
  BIB: 'bibliotheque',
  RELAIS_LECTURE: 'bibliotheque',
  CADA: 'hebergement',
  CAF: 'caf',
  CAP_EMPLOI: 'emploi',
  CC: 'intercommunalite',
  CCAS: 'ccas',
  CCONS: 'chambre',
  CD: 'departement',
  CDAS: 'departement',
  CFP: 'impots',
  CHRS: 'hebergement',
  CHU: 'hebergement',
  CIAS: 'ccas',
  CIDFF: 'droit',
  CMP: 'sante',
  CMS: 'departement',
  CPAM: 'cpam',
  CPH: 'hebergement',
  CS: 'centre-social',
  CSAPA: 'sante',
  CSC: 'centre-social',
  DEPT: 'departement',
  E2C: 'enseignement',
  EPCI: 'intercommunalite',
  EPI: 'espace-numerique',
  EPIDE: 'enseignement',
  EPN: 'espace-numerique',
  EVS: 'centre-social',
  FABLAB: 'tiers-lieu',
  FT: 'france-travail',
  HUDA: 'hebergement',
  LA_POSTE: 'poste',
  MDE: 'emploi',
  MDEF: 'emploi',
  MDH: 'maison-de-quartier',
  MDPH: 'departement',
  MDS: 'departement',
  MJC: 'mjc',
  ML: 'mission-locale',
  MQ: 'maison-de-quartier',
  MSA: 'msa',
  MSAP: 'france-services',
  MUNI: 'mairie',
  OF: 'enseignement',
  PAD: 'droit',
  PENSION: 'hebergement',
  PI: 'point-info',
  PIJ_BIJ: 'info-jeunesse',
  PIMMS: 'pimms',
  PLIE: 'emploi',
  PREF: 'prefecture',
  REG: 'region',
  RESSOURCERIE: 'ressourcerie',
  RFS: 'france-services',
  RS_FJT: 'hebergement',
  TIERS_LIEUX: 'tiers-lieu'
}

/**
 * Words of a name → kind (or nothing, when the words only fill). The longest match wins. « ^ » opens the name: « Ville de
 * Bram » is a town hall, « Vivre dans sa ville » is not.
 */
const EXPRESSIONS: readonly (readonly [Genre | undefined, string])[] = [
  [
    'bibliotheque',
    'bibliotheque | mediatheque | bibliotheque mediatheque | ludotheque | relais lecture | point lecture'
  ],
  [
    'bibliotheque',
    'bibliotheque municipale | mediatheque municipale | mediatheque intercommunale | bibliobus | mediabus'
  ],
  ['bibliotheque', 'reseau mediatheque | reseau bibliotheque | bfm | bibliotheque francophone multimedia'],
  [
    'mairie',
    'mairie | mairie annexe | hotel ville | ^ commune | ^ ville | ^ municipalite | mairie deleguee | commune deleguee'
  ],
  [
    'ccas',
    'ccas | cias | centre communal action sociale | centre intercommunal action sociale | ctre communal action sociale'
  ],
  [
    'france-services',
    'france service | maison france service | espace france service | antenne france service | efs | mfs'
  ],
  [
    'france-services',
    'msap | maison service public | maison service publique | maison service | espace service public'
  ],
  ['france-services', 'maison service au public | plateforme service public | plate forme service public | rsp'],
  [
    'france-services',
    'point france service | france service itinerant | france service itinerante | france service multisite'
  ],
  ['poste', 'poste | bureau poste | bp | agence postale | agence postale communale | la banque postale | relais poste'],
  ['centre-social', 'centre social | csc | centre socioculturel | centre socio culturel | centre social culturel'],
  [
    'centre-social',
    'espace socioculturel | espace socio culturel | espace vie sociale | evs | centre sociaux | maison sociale'
  ],
  [
    'centre-social',
    'centre social socioculturel | centre social et culturel | centre animation sociale | ass centre social'
  ],
  ['mission-locale', 'mission locale | mission locale jeune | mission locale rurale'],
  [
    'espace-numerique',
    'espace public numerique | epn | cyberbase | cyber base | cyberespace | cybercentre | cyber centre'
  ],
  [
    'espace-numerique',
    'espace numerique | espace multimedia | point numerique | cyber espace | espace cyber | epm | epnr'
  ],
  [
    'espace-numerique',
    'point acces numerique | cyber cafe | cybercafe | maison numerique | atelier numerique | pole numerique'
  ],
  ['departement', 'maison departement | maison solidarite | mds | centre medico social | cms | mdsi | sdsei | udaas'],
  [
    'departement',
    'maison departementale solidarite | maison departementale | centre departemental action sociale | cdas'
  ],
  [
    'departement',
    'conseil departemental | pole solidarite | territoire action sociale | maison departementale insertion'
  ],
  [
    'departement',
    'maison sociale departementale | unite territoriale | utas | umd | cd as | ^ departement | mdph | mda'
  ],
  [
    'intercommunalite',
    'communaute commune | communaute agglomeration | com com | cdc | communaute urbaine | ^ metropole'
  ],
  [
    'intercommunalite',
    'cc | com de com | ^ agglomeration | petr | pole equilibre territorial rural | maison communautaire'
  ],
  [
    'info-jeunesse',
    'point information jeunesse | bureau information jeunesse | pij | bij | information jeunesse | info jeune'
  ],
  [
    'info-jeunesse',
    'espace jeune | maison jeune | point accueil jeune | crij | structure information jeunesse | sij | service jeunesse'
  ],
  ['mjc', 'mjc | maison jeune culture | maison pour tous | mpt'],
  [
    'maison-de-quartier',
    'maison quartier | espace quartier | mairie quartier | maison habitant | mdq | mdh | maison de vie'
  ],
  ['prefecture', 'prefecture | sous prefecture | point numerique prefecture'],
  ['france-travail', 'france travail | pole emploi'],
  ['caf', 'caf | caisse allocation familiale'],
  ['cpam', 'cpam | caisse primaire assurance maladie | assurance maladie'],
  ['msa', 'msa | mutualite sociale agricole'],
  ['tiers-lieu', 'tiers lieu | fablab | fab lab | coworking | espace coworking | makerspace | tiers lieu numerique'],
  ['pimms', 'pimms | point information mediation multi service | pimms mediation'],
  ['point-info', 'point info 14 | pi 14 | pi info 14 | pi14 | point info'],
  ['enseignement', 'college | lycee | ecole primaire | greta | afpa | universite | e2c | ecole deuxieme chance | mfr'],
  ['enseignement', 'centre formation | organisme formation | ecole maternelle | ecole elementaire | campus connecte'],
  [
    'hebergement',
    'chrs | cada | fjt | foyer jeune travailleur | residence sociale | residence habitat jeune | pension famille'
  ],
  ['hebergement', 'habitat jeune | centre hebergement | huda | adoma | coallia | maison relais | foyer'],
  [
    'age',
    'ehpad | residence autonomie | maison retraite | residence senior | foyer logement | clic | residence personne agee'
  ],
  [
    'emploi',
    'maison emploi | maison emploi formation | plie | cap emploi | mde | mdef | espace emploi | cite metier | maison metier'
  ],
  ['ressourcerie', 'ressourcerie | recyclerie | repair cafe'],
  ['impots', 'tresorerie | centre finance publique | finance publique | sip'],
  ['droit', 'cidff | point acces droit | point justice | maison justice droit | pad | udaf'],
  ['region', 'conseil regional | maison region'],
  ['sante', 'csapa | cmp | maison sante | hopital | centre hospitalier | caarud'],
  ['chambre', 'chambre agriculture | chambre metier | cma | cci | chambre commerce industrie'],
  ['tourisme', 'office tourisme | office municipal tourisme | office intercommunal tourisme | syndicat initiative'],
  [undefined, 'lieu numerique | conseiller numerique | inclusion numerique | mediation numerique | aidant connect']
]

interface Noeud {
  readonly suites: Map<string, Noeud>
  bit: number
  fin: boolean
  debut: boolean
}

const RACINE: Noeud = { suites: new Map(), bit: 0, fin: false, debut: false }
for (const [genre, textes] of EXPRESSIONS)
  for (const texte of textes.split('|')) {
    let noeud = RACINE
    for (const mot of decouper(texte)) {
      if (MOTS_OUTILS.has(mot)) continue
      let suite = noeud.suites.get(mot)
      if (!suite) {
        suite = { suites: new Map(), bit: 0, fin: false, debut: false }
        noeud.suites.set(mot, suite)
      }
      noeud = suite
    }
    noeud.bit = genre ? BIT[genre] : 0
    noeud.fin = true
    noeud.debut = texte.includes('^')
  }

/** The kinds that a name says, and the words that remain when those are taken out. Without the words that only bind. */
export function lireGenres(mots: readonly string[]): { readonly genres: number; readonly reste: string[] } {
  const utiles = mots.filter((mot) => !MOTS_OUTILS.has(mot))
  const reste: string[] = []
  let genres = 0
  for (let i = 0; i < utiles.length; i++) {
    let noeud: Noeud | undefined = RACINE
    let fin = -1
    let bit = 0
    for (let j = i; j < utiles.length; j++) {
      noeud = noeud.suites.get(utiles[j] as string)
      if (!noeud) break
      if (noeud.fin && (i === 0 || !noeud.debut)) {
        fin = j
        bit = noeud.bit
      }
    }
    if (fin < 0) reste.push(utiles[i] as string)
    else {
      genres |= bit
      i = fin
    }
  }
  return { genres, reste }
}

export function genresDesTypologies(typologies: readonly string[]): number {
  let genres = 0
  for (const typologie of typologies) {
    const genre = PAR_TYPOLOGIE[typologie]
    if (genre) genres |= BIT[genre]
  }
  return genres
}

/**
 * One lieu often carries both names: a France services is a label awarded to a post office, a social centre, a
 * community of communes. No evidence either way.
 */
const COMPATIBLES: readonly (readonly [Genre, readonly Genre[]])[] = [
  [
    'france-services',
    [
      'poste',
      'centre-social',
      'pimms',
      'point-info',
      'intercommunalite',
      'departement',
      'maison-de-quartier',
      'prefecture',
      'msa',
      'emploi'
    ]
  ],
  ['pimms', ['point-info', 'centre-social']],
  ['centre-social', ['maison-de-quartier', 'mjc']],
  ['maison-de-quartier', ['mjc']],
  ['espace-numerique', ['tiers-lieu', 'point-info']],
  ['info-jeunesse', ['mjc', 'point-info']]
]

/** Two services that often share a building, a desk or a name: a slight doubt. */
const VOISINS: readonly (readonly [Genre, readonly Genre[]])[] = [
  [
    'france-services',
    [
      'mairie',
      'ccas',
      'espace-numerique',
      'tiers-lieu',
      'mission-locale',
      'info-jeunesse',
      'mjc',
      'droit',
      'caf',
      'cpam',
      'bibliotheque'
    ]
  ],
  ['mairie', ['maison-de-quartier', 'intercommunalite', 'espace-numerique', 'point-info', 'poste']],
  ['ccas', ['intercommunalite', 'centre-social', 'maison-de-quartier', 'espace-numerique', 'age', 'point-info']],
  ['bibliotheque', ['espace-numerique']],
  ['centre-social', ['espace-numerique', 'info-jeunesse', 'tiers-lieu', 'point-info']],
  ['mission-locale', ['emploi', 'info-jeunesse', 'enseignement']],
  ['espace-numerique', ['info-jeunesse', 'mjc', 'maison-de-quartier', 'intercommunalite']],
  ['maison-de-quartier', ['info-jeunesse', 'departement']],
  ['hebergement', ['age', 'info-jeunesse']],
  ['departement', ['age', 'droit']]
]

function voisinage(paires: typeof COMPATIBLES): Int32Array {
  const masques = new Int32Array(NOMS.length)
  for (const [genre, autres] of paires)
    for (const autre of autres) {
      masques[NOMS.indexOf(genre)] = (masques[NOMS.indexOf(genre)] as number) | BIT[autre]
      masques[NOMS.indexOf(autre)] = (masques[NOMS.indexOf(autre)] as number) | BIT[genre]
    }
  return masques
}

const MASQUES_COMPATIBLES = voisinage(COMPATIBLES)
const MASQUES_VOISINS = voisinage(VOISINS)

/** Kinds that a name says without doubt, and that a door separates: one telephone for both proves nothing. */
const NETS = (
  [
    'bibliotheque',
    'mairie',
    'poste',
    'mission-locale',
    'centre-social',
    'departement',
    'prefecture',
    'france-travail',
    'caf',
    'cpam',
    'enseignement'
  ] as const
).reduce((masque, genre) => masque | BIT[genre], 0)

/** 0 unknown, 1 same kind, 2 compatible, 3 neighbours, 4 two kinds that are two lieux, 5 without any doubt. */
export function comparerGenres(a: number, b: number): number {
  if (a === 0 || b === 0) return 0
  if (a & b) return 1
  if (touche(a, b, MASQUES_COMPATIBLES)) return 2
  if (touche(a, b, MASQUES_VOISINS)) return 3
  return (a & ~NETS) === 0 && (b & ~NETS) === 0 ? 5 : 4
}

function touche(a: number, b: number, masques: Int32Array): boolean {
  for (let rang = 0; rang < NOMS.length; rang++) {
    if (a & (1 << rang) && (masques[rang] as number) & b) return true
  }
  return false
}
