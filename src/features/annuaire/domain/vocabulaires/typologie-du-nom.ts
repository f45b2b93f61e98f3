import { normaliser } from '../../../../kernel/texte.ts'
import type { Typologie } from '../schema.ts'

export interface TypologieLue {
  readonly typologie: Typologie
  /** Only a certain one becomes a value of the fiche; the others stay beside it. */
  readonly certaine: boolean
}

interface Indice {
  readonly typologie: Typologie
  /** Words that say it without doubt. One space between words, no accent, no sign. */
  readonly certains: readonly string[]
  /** Words that suggest it. */
  readonly probables?: readonly string[]
  /** Words that make the hint say something else. */
  readonly sauf?: readonly string[]
}

/**
 * What a place's name says of its kind, word for word. A name may say several (« Médiathèque — France services »).
 * `sauf` holds the false friends: « Rue de la Mairie » is no town hall, « Amis de la bibliothèque » no library.
 */
const INDICES: readonly Indice[] = [
  {
    typologie: 'BIB',
    certains: ['bibliotheque', 'bibliotheques', 'mediatheque', 'mediatheques', 'ludotheque mediatheque', 'bmvr'],
    probables: ['mediatheka', 'point lecture', 'ludotheque', 'espace culturel'],
    sauf: [
      'amis de la bibliotheque',
      'amis de la mediatheque',
      'amis des bibliotheques',
      'cours de la bibliotheque',
      'rue de la bibliotheque',
      'ancienne bibliotheque'
    ]
  },
  { typologie: 'RELAIS_LECTURE', certains: ['relais lecture'] },
  {
    typologie: 'RFS',
    certains: ['france services', 'france service', 'maison france services'],
    sauf: ['conseiller numerique france services', 'conseillers numeriques france services', 'projet de', 'future']
  },
  {
    typologie: 'MSAP',
    certains: [
      'maison de services au public',
      'maison des services au public',
      'maison de service au public',
      'msap',
      'maison de services publics',
      'maison des services publics',
      'relais de services publics',
      'relais services publics',
      'point d accueil au service du public'
    ],
    probables: ['maison des services', 'maison de services', 'espace services publics']
  },
  {
    typologie: 'MUNI',
    certains: [
      'mairie',
      'mairies',
      'hotel de ville',
      'commune de',
      'commune d',
      'commune des',
      'commune du',
      'commune le',
      'commune la',
      'ville de',
      'municipalite',
      'mairie annexe',
      'mairie de quartier'
    ],
    // A street, a square, or somebody else's service.
    sauf: [
      'rue de la mairie',
      'place de la mairie',
      'pl de la mairie',
      'route de la mairie',
      'ccas',
      'centre communal',
      'cias',
      'bibliotheque',
      'mediatheque',
      'epn',
      'espace public numerique',
      'cyberbase',
      'cyber base',
      'cyber centre',
      'face a la mairie',
      'face de la mairie',
      'derriere la mairie',
      'pres de la mairie',
      'communaute de communes',
      'communaute de commune',
      'association de la ville',
      'politique de la ville',
      'ecole',
      'mission locale',
      'centre ville de',
      'regie',
      'service jeunesse'
    ]
  },
  {
    typologie: 'CCAS',
    certains: [
      'ccas',
      'centre communal d action sociale',
      'centre communal action sociale',
      'centre communal d action social',
      'c c a s'
    ],
    sauf: ['unccas', 'udccas', 'union departementale des ccas']
  },
  {
    typologie: 'CIAS',
    certains: ['cias', 'c i a s', 'centre intercommunal d action sociale', 'centre intercommunal action sociale']
  },
  {
    typologie: 'CDAS',
    certains: ['cdas', 'centre departemental d action sociale', 'centre departemental action sociale']
  },
  {
    typologie: 'CMS',
    certains: ['cms', 'centre medico social', 'centre medicosocial', 'pole medico social', 'espace medico social'],
    sauf: ['centre municipal de sante', 'centre municipal des sports']
  },
  {
    typologie: 'MDS',
    certains: [
      'maison departementale des solidarites',
      'maison departementale de la solidarite',
      'maison departementale des solidarites et de l insertion',
      'maison de la solidarite departementale',
      'maison solidarite departementale',
      'maison du departement solidarites'
    ],
    probables: [
      'mds',
      'maison des solidarites',
      'maison de la solidarite',
      'utas',
      'sdsei',
      'espace solidarite',
      'espace solidarites'
    ]
  },
  {
    typologie: 'DEPT',
    certains: ['service social departemental', 'services sociaux du departement'],
    probables: ['direction territoriale', 'direction de la solidarite']
  },
  {
    typologie: 'CD',
    certains: ['conseil departemental', 'conseil general'],
    probables: ['departement de', 'departement du', 'departement des', 'departement d', 'departement de l'],
    sauf: ['conseil departemental d acces au droit', 'conseil departemental de l acces au droit']
  },
  { typologie: 'REG', certains: ['conseil regional', 'hotel de region'] },
  {
    typologie: 'EPCI',
    certains: [
      'communaute de communes',
      'communaute de commune',
      'communaute d agglomeration',
      'communaute urbaine',
      'communaute communes',
      'intercommunalite',
      'agglomeration communautaire',
      'pays basque communaute'
    ],
    probables: ['metropole', 'agglomeration', 'cdc', 'comcom'],
    sauf: ['mediatheque', 'bibliotheque']
  },
  {
    typologie: 'CS',
    certains: ['centre social', 'csc et centre social', 'centre social rural'],
    sauf: [
      'centre social et culturel',
      'federation des centres sociaux',
      'union des centres sociaux',
      'centre socioculturel'
    ]
  },
  {
    typologie: 'CSC',
    certains: [
      'centre socioculturel',
      'centre socio culturel',
      'centre social et culturel',
      'espace socioculturel',
      'espace socio culturel',
      'csc'
    ],
    sauf: ['federation des']
  },
  { typologie: 'EVS', certains: ['espace de vie sociale', 'evs'] },
  { typologie: 'MJC', certains: ['mjc', 'maison des jeunes et de la culture', 'maison des jeunes et la culture'] },
  { typologie: 'MQ', certains: ['maison de quartier', 'maison du quartier', 'maisons de quartier'] },
  { typologie: 'MDH', certains: ['maison des habitants', 'maison de l habitant', 'mdh'] },
  {
    typologie: 'EPN',
    certains: [
      'espace public numerique',
      'espaces publics numeriques',
      'epn',
      'espace publique numerique',
      'cyberbase',
      'cyber base',
      'cybercentre',
      'cyber centre',
      'cyberespace',
      'espace multimedia',
      'espace numerique municipal'
    ],
    probables: [
      'espace numerique',
      'cyber',
      'atelier numerique',
      'point numerique',
      'espace informatique',
      'netpublic',
      'p rim',
      'multimedia'
    ]
  },
  { typologie: 'EPI', certains: ['espace public internet', 'point public internet'] },
  {
    typologie: 'ENM',
    certains: [
      'bus numerique',
      'numeribus',
      'espace numerique mobile',
      'epn mobile',
      'camion numerique',
      'van numerique'
    ],
    probables: ['bus', 'itinerant', 'mobile', 'truck']
  },
  {
    typologie: 'FABLAB',
    certains: ['fablab', 'fab lab', 'fablabs', 'makerspace', 'hackerspace'],
    probables: ['lab', 'atelier de fabrication']
  },
  {
    typologie: 'TIERS_LIEUX',
    certains: ['tiers lieu', 'tiers lieux', 'coworking', 'co working', 'cowworking', 'espace de travail partage'],
    sauf: ['association des tiers lieux', 'reseau des tiers lieux', 'cooperative tiers lieux']
  },
  {
    typologie: 'ML',
    certains: ['mission locale', 'missions locales'],
    sauf: ['association regionale des missions locales']
  },
  {
    typologie: 'FT',
    certains: ['pole emploi', 'france travail', 'agence pole emploi', 'agence france travail'],
    sauf: ['relais pole emploi', 'partenaire de pole emploi']
  },
  { typologie: 'CAP_EMPLOI', certains: ['cap emploi', 'capemploi'] },
  { typologie: 'AFPA', certains: ['afpa'] },
  { typologie: 'PLIE', certains: ['plie', 'plan local pour l insertion et l emploi'] },
  {
    typologie: 'E2C',
    certains: ['e2c', 'ecole de la deuxieme chance', 'ecole de la 2e chance', 'ecole de la 2eme chance']
  },
  { typologie: 'EPIDE', certains: ['epide'] },
  { typologie: 'CITMET', certains: ['cite des metiers'] },
  {
    typologie: 'MDEF',
    certains: ['maison de l emploi et de la formation', 'mdef', 'maison emploi formation']
  },
  {
    typologie: 'MDE',
    certains: ['maison de l emploi', 'maison de l emploi et de l entreprise', 'mdee'],
    sauf: ['maison de l emploi et de la formation']
  },
  {
    typologie: 'PIJ_BIJ',
    certains: [
      'pij',
      'bij',
      'crij',
      'cij',
      'point information jeunesse',
      'point info jeunesse',
      'point info jeunes',
      'point information jeunes',
      'bureau information jeunesse',
      'bureau d information jeunesse',
      'point d information jeunesse',
      'centre information jeunesse',
      'information jeunesse',
      'structure information jeunesse'
    ]
  },
  {
    typologie: 'PIMMS',
    certains: ['pimms', 'point information mediation multi services', 'point info mediation multi services']
  },
  {
    typologie: 'PAD',
    certains: [
      'point d acces au droit',
      'point acces au droit',
      'maison de justice et du droit',
      'mjd',
      'point justice'
    ],
    probables: ['acces au droit']
  },
  {
    typologie: 'PI',
    certains: ['point info 14', 'point info'],
    sauf: ['point info jeunesse', 'point info jeunes', 'point info mediation', 'point info famille']
  },
  {
    typologie: 'CIDFF',
    certains: ['cidff', 'centre d information sur les droits des femmes', 'centre d information des droits des femmes']
  },
  {
    typologie: 'CAF',
    certains: [
      'caf',
      'caisse d allocations familiales',
      'caisse d allocation familiale',
      'caisse allocations familiales'
    ],
    sauf: ['cafe', 'point relais caf', 'point numerique caf', 'point info caf', 'ex caf', 'relais caf']
  },
  {
    typologie: 'CPAM',
    certains: ['cpam', 'caisse primaire d assurance maladie', 'caisse primaire assurance maladie', 'assurance maladie'],
    sauf: ['mutuelle']
  },
  { typologie: 'MSA', certains: ['msa', 'mutualite sociale agricole'], sauf: ['msa services', 'marpa'] },
  {
    typologie: 'LA_POSTE',
    certains: ['bureau de poste', 'la poste', 'agence postale', 'agence postale communale', 'relais poste'],
    sauf: ['rue de la poste', 'place de la poste', 'place la poste', 'arnac la poste', 'ancienne poste', 'logement']
  },
  {
    typologie: 'PREF',
    certains: ['prefecture', 'sous prefecture'],
    sauf: ['rue de la prefecture', 'place de la prefecture', 'ancienne prefecture']
  },
  {
    typologie: 'CFP',
    certains: [
      'centre des finances publiques',
      'centre de finances publiques',
      'tresorerie',
      'service des impots',
      'finances publiques'
    ],
    sauf: ['ancienne tresorerie']
  },
  {
    typologie: 'CCONS',
    certains: [
      'chambre de commerce',
      'chambre de metiers',
      'chambre des metiers',
      'chambre d agriculture',
      'chambre consulaire',
      'cci'
    ]
  },
  { typologie: 'CHRS', certains: ['chrs', 'centre d hebergement et de reinsertion sociale'] },
  {
    typologie: 'CADA',
    certains: ['cada', 'centre d accueil de demandeurs d asile', 'centre d accueil pour demandeurs d asile']
  },
  { typologie: 'HUDA', certains: ['huda'] },
  { typologie: 'CPH', certains: ['cph', 'centre provisoire d hebergement'] },
  { typologie: 'CSAPA', certains: ['csapa'] },
  { typologie: 'CAARUD', certains: ['caarud'] },
  {
    typologie: 'RS_FJT',
    certains: [
      'fjt',
      'foyer de jeunes travailleurs',
      'foyer des jeunes travailleurs',
      'habitat jeunes',
      'residence habitat jeunes',
      'residence sociale'
    ],
    probables: ['foyer jeunes']
  },
  { typologie: 'PENSION', certains: ['pension de famille', 'maison relais'] },
  { typologie: 'ESAT', certains: ['esat'] },
  { typologie: 'EA', certains: ['entreprise adaptee'] },
  { typologie: 'EI', certains: ['entreprise d insertion'] },
  { typologie: 'ETTI', certains: ['etti'] },
  { typologie: 'AI', certains: ['association intermediaire'] },
  {
    typologie: 'ACI',
    certains: [
      'chantier d insertion',
      'ateliers et chantiers d insertion',
      'atelier et chantier d insertion',
      'atelier chantier d insertion'
    ]
  },
  { typologie: 'GEIQ', certains: ['geiq'] },
  { typologie: 'RESSOURCERIE', certains: ['ressourcerie', 'recyclerie', 'recylerie'] },
  { typologie: 'ES', certains: ['epicerie solidaire', 'epicerie sociale'] },
  { typologie: 'UDAF', certains: ['udaf', 'union departementale des associations familiales'] },
  { typologie: 'MDPH', certains: ['mdph', 'maison departementale des personnes handicapees', 'mda mdph'] },
  { typologie: 'SPIP', certains: ['spip', 'service penitentiaire d insertion'] },
  { typologie: 'PJJ', certains: ['pjj', 'protection judiciaire de la jeunesse'] },
  { typologie: 'CHU', certains: ['hebergement d urgence'], sauf: ['demandeurs d asile', 'huda'] },
  {
    typologie: 'OF',
    certains: ['organisme de formation', 'centre de formation', 'greta', 'simplon', 'insup'],
    probables: ['formation', 'cfa'],
    sauf: ['maison de l emploi et de la formation', 'afpa']
  },
  {
    typologie: 'ASSO',
    certains: [
      'association',
      'familles rurales',
      'secours catholique',
      'secours populaire',
      'emmaus',
      'croix rouge',
      'restos du coeur',
      'restaurants du coeur',
      'ligue de l enseignement',
      'foyer rural',
      'amicale',
      'emmaus connect'
    ],
    probables: ['asso', 'federation', 'ligue', 'collectif', 'club', 'apf', 'foyer'],
    sauf: ['maison des associations', 'carre des associations', 'association intermediaire', 'office des associations']
  }
]

const PREPARES = INDICES.map(({ typologie, certains, probables = [], sauf = [] }) => ({
  typologie,
  certains: certains.map(entourer),
  probables: probables.map(entourer),
  sauf: sauf.map(entourer)
}))

function entourer(mots: string): string {
  return ` ${mots} `
}

/**
 * The kinds of place that a name says. `parent` is the structure that the place belongs to: what it is, the place may be
 * too, without certainty.
 */
export function typologiesDuNom(nom: string, parent?: string): readonly TypologieLue[] {
  const lues = new Map<Typologie, boolean>()
  const lire = (texte: string, fiable: boolean) => {
    const mots = entourer(normaliser(texte.slice(0, 300)))
    for (const { typologie, certains, probables, sauf } of PREPARES) {
      const certain = certains.some((un) => mots.includes(un))
      if (!certain && !probables.some((un) => mots.includes(un))) continue
      // The false friend is taken out first: « France services, rue de la Mairie, Mairie de X » still says a town hall.
      const reste = sauf.reduce((texteRestant, un) => texteRestant.replaceAll(un, ' — '), mots)
      const encore =
        reste !== mots ? sauf.length > 0 && [...certains, ...probables].some((un) => reste.includes(un)) : true
      if (!encore || (reste !== mots && EXCLUSIFS.has(typologie))) continue
      if (fiable && certain) lues.set(typologie, true)
      else if (!lues.has(typologie)) lues.set(typologie, false)
    }
  }
  lire(nom, true)
  if (parent !== undefined && ![...lues.values()].includes(true)) lire(parent, false)
  // A more precise kind says it all.
  if (lues.get('FABLAB') === false && lues.size > 1) lues.delete('FABLAB')
  if (lues.get('ENM') === false && !lues.has('RFS') && lues.size > 1) lues.delete('ENM')
  if (lues.get('OF') === false && lues.size > 1) lues.delete('OF')
  if (lues.get('ASSO') === false && lues.size > 1) lues.delete('ASSO')
  return [...lues].map(([typologie, certaine]) => ({ typologie, certaine }))
}

/** Kinds whose exceptions name another place altogether, wherever they stand in the name. */
const EXCLUSIFS: ReadonlySet<Typologie> = new Set(['MUNI', 'EPCI', 'CS', 'MDE', 'OF', 'ASSO', 'PI'])
