import type { LieuTrouve, Resultats } from '../../../actions/rechercher.ts'
import type { Valeurs } from '../../../domain/enregistrement.ts'
import { FACETTES, INCONNU } from '../../../domain/facette.ts'
import { RECHERCHE_VIDE } from '../../../domain/recherche.ts'

// Invented lieux; phones of the range reserved for fiction.

export function lieuTrouve(
  valeurs: { readonly [C in keyof Valeurs]?: Valeurs[C] | undefined } = {},
  autres: Partial<LieuTrouve['lieu']> & { distance?: number | undefined } = {}
): LieuTrouve {
  const { distance = 1240, ...reste } = autres
  const nom = valeurs.nom ?? 'L’Escale numérique'
  return {
    distance,
    lieu: {
      id: 7,
      nom,
      adresse_page: 'l-escale-numerique-panazol',
      publiees: {
        nom,
        commune: 'Panazol',
        code_postal: '87350',
        adresse: '12 rue du Moulin-Blanc',
        services: ['Accès internet et matériel informatique', 'Aide aux démarches administratives'],
        telephone: '+33199004710',
        frais_a_charge: ['Gratuit'],
        horaires: 'Tu-Fr 09:00-12:00,14:00-18:00',
        modalites_acces: ['Se présenter'],
        date_maj: '2026-06-02',
        ...valeurs
      } as Valeurs,
      fictif: true,
      code_insee: '87114',
      departement: '87',
      latitude: 45.83,
      longitude: 1.3,
      position_approchee: false,
      complet: true,
      cree_le: new Date('2026-01-01'),
      modifie_le: new Date('2026-06-02'),
      retire_le: null,
      remplace_par: null,
      ...reste
    }
  }
}

export const LIMOGES = {
  genre: 'commune',
  code: '87085',
  nom: 'Limoges',
  precision: 'Haute-Vienne',
  centre: { latitude: 45.83, longitude: 1.26 }
} as const

export function resultats(autres: Partial<Resultats> = {}): Resultats {
  const lieux = autres.lieux ?? [
    lieuTrouve(),
    lieuTrouve(
      {
        nom: 'Bus Le Va-et-vient',
        adresse: undefined,
        itinerance: ['Itinérant'],
        telephone: undefined,
        services: [],
        horaires: undefined,
        date_maj: undefined,
        frais_a_charge: undefined
      },
      { id: 8, distance: undefined }
    ),
    lieuTrouve(
      {
        nom: 'Pôle de ressources et d’accompagnement aux usages numériques intercommunal Vienne-et-Gartempe',
        presentation_resume: 'Nous vous aidons à déclarer vos impôts en ligne, sans jugement.',
        prise_rdv: 'https://rdv.example/pole',
        prise_en_charge_specifique: ['Handicaps moteurs'],
        date_maj: '2021-03-01',
        horaires: 'selon la saison, voir le site'
      },
      { id: 9, fictif: false, distance: 350 }
    )
  ]
  return {
    recherche: {
      ...RECHERCHE_VIDE,
      q: 'impôts',
      commune: 'Limoges',
      rayon: 20,
      facettes: { frais_a_charge: ['Gratuit'] }
    },
    ignores: [],
    ou: { genre: 'territoire', territoire: LIMOGES, autres: [], approche: false },
    mots: {
      corriges: [],
      ignores: [],
      compris: [{ expression: 'impots', facette: 'services', valeur: 'Aide aux démarches administratives' }]
    },
    total: 37,
    lieux,
    parPage: 20,
    page: 1,
    tri: 'pertinence',
    comptes: {
      services: { 'Aide aux démarches administratives': 37, 'Accès internet et matériel informatique': 12 },
      frais_a_charge: { Gratuit: 12, 'Gratuit sous condition': 2, [INCONNU]: 31 },
      prise_en_charge_specifique: { 'Handicaps moteurs': 3, [INCONNU]: 34 },
      publics_specifiquement_adresses: { Seniors: 9, [INCONNU]: 20 },
      typologie: { BIB: 4, MUNI: 11 },
      date_maj: { 2024: 3, 2026: 20, 2025: 14 },
      source: { departement: 30, cafes: 7 }
    },
    ouvertures: undefined,
    aVerifier: [],
    relacher: [],
    proches: [],
    facettes: FACETTES,
    sources: new Map([
      ['departement', 'Annuaire du département'],
      ['cafes', 'Les cafés numériques']
    ]),
    ...autres
  }
}
