import type { SourceDemo } from './genres.ts'
import type { Faits } from './lieux.ts'
import type { Semaine } from './semaine.ts'

/** What one directory says otherwise, and the day it was last touched there. */
interface SelonSource {
  readonly nom?: string
  readonly telephone?: string
  readonly semaine?: Semaine
  readonly le: string
}

export interface LieuDeVitrine {
  readonly insee: string
  readonly sources: readonly SourceDemo[]
  readonly selon: Readonly<Partial<Record<SourceDemo, SelonSource>>>
  readonly faits: Pick<
    Faits,
    'genre' | 'nom' | 'numero' | 'voie' | 'semaine' | 'resume' | 'detail' | 'services' | 'acces' | 'accompagnement'
  > &
    Partial<Faits>
}

const h = (heures: number, minutes = 0) => heures * 60 + minutes
const JOURNEE = [
  [h(9), h(12)],
  [h(14), h(18)]
] as const
const MATIN = [[h(9), h(12)]] as const

/** Lieux written by hand, where a visitor of the demonstration looks first. */
export const VITRINE: readonly LieuDeVitrine[] = [
  {
    insee: '87114',
    // Three directories know it and disagree: the fiche shows how one value is chosen, and what the others said.
    sources: ['guichets', 'hub', 'ouvert'],
    selon: {
      guichets: {
        nom: 'Escale numérique de Panazol',
        telephone: '0536491204',
        semaine: [
          [],
          JOURNEE,
          JOURNEE,
          JOURNEE,
          [
            [h(9), h(12)],
            [h(14), h(17)]
          ],
          [],
          []
        ],
        le: '2024-09-16'
      },
      hub: {
        nom: 'L’ESCALE NUMERIQUE',
        semaine: [[], JOURNEE, JOURNEE, [[h(14), h(20)]], JOURNEE, [[h(10), h(12)]], []],
        le: '2025-03-11'
      },
      ouvert: { le: '2026-05-28' }
    },
    faits: {
      genre: 'epn',
      nom: 'L’Escale numérique',
      numero: '12',
      voie: 'rue du Moulin-Blanc',
      telephone: '0536491240',
      courriel: 'bonjour@escale.example',
      site: 'https://www.escale.example',
      semaine: [
        [],
        JOURNEE,
        JOURNEE,
        [[h(14), h(20)]],
        [
          [h(9), h(12)],
          [h(14), h(17)]
        ],
        [[h(9, 30), h(12, 30)]],
        []
      ],
      resume:
        'Un lieu municipal à Panazol. On vous y aide, sans jugement, à votre rythme : démarches, appareils, premiers pas.',
      detail:
        'Impôts, CAF, retraite, santé : une personne fait la démarche à côté de vous, sans rendez-vous le mardi. ' +
        'Vous pouvez apprendre à vous servir d’un téléphone, d’une tablette, d’un ordinateur ou d’une box, imprimer dix pages par jour, ' +
        'préparer un CV ou une visioconférence, protéger vos comptes des arnaques. Six séances en petit groupe pour être à l’aise en ligne. ' +
        'En bus : ligne 12, arrêt Moulin-Blanc, à 150 mètres. Entrée sans marche, porte de 90 centimètres, toilettes adaptées. ' +
        'Huit places de stationnement devant le lieu, dont deux réservées. On y parle français, anglais et portugais.',
      structure: 'Commune de Panazol',
      services: [
        'Aide aux démarches administratives',
        'Maîtrise des outils numériques du quotidien',
        'Insertion professionnelle via le numérique',
        'Utilisation sécurisée du numérique',
        'Compréhension du monde numérique',
        'Accès internet et matériel informatique'
      ],
      publics: ['Seniors', 'Jeunes'],
      prisesEnCharge: ['Handicaps moteurs', 'Langues étrangères (anglais)', 'Langues étrangères (autres)'],
      frais: 'Gratuit',
      programmes: ['Aidants Connect', 'Conseillers numériques'],
      acces: ['Se présenter', 'Téléphoner', 'Contacter par mail'],
      accompagnement: ['En autonomie', 'Accompagnement individuel', 'Dans un atelier collectif'],
      accesLibre: 'https://acceslibre.example/erp/l-escale-numerique-panazol'
    }
  },
  {
    insee: '87085',
    sources: ['conseillers', 'hub', 'ouvert'],
    selon: {
      conseillers: { nom: 'MAISON NUMERIQUE DU VIGENAL', le: '2025-10-02' },
      hub: { le: '2025-01-20' },
      ouvert: { le: '2026-04-14' }
    },
    faits: {
      genre: 'epn',
      nom: 'Maison numérique du Vigenal',
      numero: '7',
      voie: 'allée des Platanes',
      courriel: 'accueil@maison-vigenal.example',
      semaine: [
        [],
        [
          [h(9, 30), h(12, 30)],
          [h(14), h(18)]
        ],
        [[h(9, 30), h(18)]],
        [
          [h(9, 30), h(12, 30)],
          [h(14), h(18)]
        ],
        [[h(9, 30), h(12, 30)]],
        [],
        []
      ],
      resume: 'Aide individuelle sur rendez-vous, dont impôts et retraite. Ateliers le mercredi.',
      detail:
        'Une conseillère ou un conseiller vous reçoit une heure, sur rendez-vous, pour vos démarches : impôts, retraite, santé, logement. ' +
        'Le mercredi, des ateliers en petit groupe pour apprendre à se servir d’un téléphone ou d’un ordinateur.',
      services: [
        'Aide aux démarches administratives',
        'Maîtrise des outils numériques du quotidien',
        'Utilisation sécurisée du numérique'
      ],
      publics: ['Seniors'],
      frais: 'Gratuit',
      programmes: ['Conseillers numériques'],
      acces: ['Téléphoner'],
      accompagnement: ['Accompagnement individuel', 'Dans un atelier collectif']
    }
  },
  {
    insee: '87002',
    sources: ['guichets', 'ouvert'],
    selon: { guichets: { le: '2026-02-03' }, ouvert: { nom: 'Relais d’Ambazac', le: '2025-06-11' } },
    faits: {
      genre: 'guichet',
      nom: 'Le Relais d’Ambazac',
      numero: '3',
      voie: 'place du Marché',
      courriel: 'accueil@relais-ambazac.example',
      semaine: [
        JOURNEE,
        JOURNEE,
        MATIN,
        JOURNEE,
        [
          [h(9), h(12)],
          [h(14), h(17, 30)]
        ],
        [],
        []
      ],
      resume: 'Accès à un ordinateur et aide pour le site des impôts.',
      detail:
        'Un ordinateur, une imprimante et une personne pour vous aider : impôts, carte grise, santé, retraite. Venez avec vos papiers.',
      structure: 'Réseau des Rives',
      services: ['Aide aux démarches administratives', 'Accès internet et matériel informatique'],
      frais: 'Gratuit',
      acces: ['Se présenter'],
      accompagnement: ['En autonomie', 'Accompagnement individuel']
    }
  },
  ...(
    [
      ['87048', 2, 'place de la Mairie', 'Condat-sur-Vienne'],
      ['87050', 3, 'place de l’Église', 'Couzeix']
    ] as const
  ).map(
    ([insee, jour, voie, ville]): LieuDeVitrine => ({
      insee,
      sources: ['guichets', 'conseillers'],
      selon: {
        guichets: { le: '2026-03-09' },
        conseillers: { nom: `Le Va-et-vient – arrêt de ${ville}`, le: '2025-11-24' }
      },
      faits: {
        genre: 'bus',
        nom: 'Bus Le Va-et-vient',
        numero: '1',
        voie,
        courriel: 'bus@va-et-vient.example',
        semaine: [0, 1, 2, 3, 4, 5, 6].map((j) => (j === jour ? [[h(14), h(16, 30)] as const] : [])),
        resume: 'Le bus s’arrête près de chez vous, pour toutes les démarches, dont les impôts. Rampe à l’arrière.',
        detail:
          'À Condat-sur-Vienne le mercredi, à Couzeix le jeudi. Deux places à bord, avec un ordinateur et une imprimante. Une rampe à l’arrière permet de monter en fauteuil.',
        structure: 'Réseau des Rives',
        services: ['Aide aux démarches administratives', 'Maîtrise des outils numériques du quotidien'],
        frais: 'Gratuit',
        acces: ['Se présenter'],
        accompagnement: ['Accompagnement individuel']
      }
    })
  ),
  {
    insee: '87001',
    sources: ['hub'],
    selon: { hub: { le: '2025-09-30' } },
    faits: {
      genre: 'association',
      nom: 'Espace du Pont-Neuf',
      numero: '18',
      voie: 'rue du Pont',
      semaine: undefined,
      resume: 'Ateliers en petit groupe : compte fiscal, impôts locaux, messagerie. Appelez avant de venir.',
      detail:
        'L’association organise des ateliers de quatre à six personnes, une fois par semaine. Le programme change chaque trimestre : appelez pour le connaître.',
      services: ['Aide aux démarches administratives', 'Maîtrise des outils numériques du quotidien'],
      frais: 'Gratuit sous condition',
      acces: ['Téléphoner'],
      accompagnement: ['Dans un atelier collectif']
    }
  },
  {
    insee: '48095',
    sources: ['conseillers', 'hub', 'ouvert'],
    selon: {
      conseillers: { le: '2025-12-01' },
      hub: { nom: 'Médiathèque La Passerelle (Mende)', le: '2024-11-05' },
      ouvert: { le: '2026-03-20' }
    },
    faits: {
      genre: 'mediatheque',
      nom: 'Médiathèque La Passerelle',
      numero: '5',
      voie: 'boulevard de la République',
      courriel: 'mediatheque@la-passerelle.example',
      site: 'https://www.la-passerelle.example',
      semaine: [
        [],
        [[h(14), h(18)]],
        [
          [h(10), h(12)],
          [h(14), h(18)]
        ],
        [[h(14), h(18)]],
        [[h(14), h(19)]],
        [
          [h(10), h(12, 30)],
          [h(14), h(17)]
        ],
        []
      ],
      resume: 'Douze ordinateurs, le Wi-Fi, et une personne pour vous aider le mercredi et le samedi.',
      detail:
        'Les ordinateurs et le Wi-Fi sont en accès libre aux heures d’ouverture, sans inscription. ' +
        'Le mercredi et le samedi matin, une personne répond à vos questions : messagerie, photos, démarches. Un atelier de création pour les enfants a lieu pendant les vacances.',
      services: [
        'Aide aux démarches administratives',
        'Maîtrise des outils numériques du quotidien',
        'Loisirs et créations numériques',
        'Accès internet et matériel informatique'
      ],
      publics: ['Familles et/ou enfants', 'Seniors'],
      frais: 'Gratuit',
      acces: ['Se présenter'],
      accompagnement: ['En autonomie', 'Accompagnement individuel', 'Dans un atelier collectif']
    }
  },
  {
    insee: '31446',
    sources: ['guichets', 'conseillers', 'hub', 'ouvert'],
    selon: {
      guichets: { nom: 'La Halte numérique de Ramonville', le: '2025-05-19' },
      conseillers: { nom: 'HALTE NUMERIQUE DU CANAL', le: '2025-09-08' },
      hub: { semaine: [MATIN, JOURNEE, JOURNEE, JOURNEE, MATIN, [], []], le: '2024-06-27' },
      ouvert: { le: '2026-05-04' }
    },
    faits: {
      genre: 'epn',
      nom: 'La Halte numérique du Canal',
      numero: '21',
      voie: 'avenue des Pyrénées',
      complement: 'Rez-de-chaussée',
      courriel: 'bonjour@halte-canal.example',
      site: 'https://www.halte-canal.example',
      semaine: [
        [],
        JOURNEE,
        JOURNEE,
        [
          [h(9), h(12)],
          [h(14), h(20)]
        ],
        JOURNEE,
        MATIN,
        []
      ],
      resume: 'Aide aux démarches, ateliers et ordinateurs en accès libre, à deux pas du canal.',
      detail:
        'Venez sans rendez-vous le matin pour une question rapide, sur rendez-vous l’après-midi pour une démarche plus longue. ' +
        'Le jeudi soir, un atelier pour les personnes qui travaillent. Des ordinateurs révisés peuvent être prêtés pendant trois mois.',
      services: [
        'Aide aux démarches administratives',
        'Maîtrise des outils numériques du quotidien',
        'Insertion professionnelle via le numérique',
        'Utilisation sécurisée du numérique',
        'Accès internet et matériel informatique'
      ],
      publics: ['Seniors', 'Familles et/ou enfants'],
      prisesEnCharge: ['Illettrisme'],
      frais: 'Gratuit',
      programmes: ['Aidants Connect'],
      acces: ['Se présenter', 'Téléphoner'],
      accompagnement: ['En autonomie', 'Accompagnement individuel', 'Dans un atelier collectif']
    }
  },
  {
    insee: '31254',
    sources: ['hub', 'ouvert'],
    selon: { hub: { le: '2025-02-13' }, ouvert: { le: '2026-01-22' } },
    faits: {
      genre: 'tiers-lieu',
      nom: 'Fablab La Navette',
      numero: '40',
      voie: 'rue de l’Industrie',
      courriel: 'atelier@la-navette.example',
      semaine: [[], [[h(10), h(19)]], [[h(10), h(19)]], [[h(10), h(21)]], [[h(10), h(19)]], [[h(10), h(18)]], []],
      resume: 'Un atelier partagé pour fabriquer, réparer et apprendre : impression 3D, couture, électronique.',
      detail:
        'La première visite est gratuite. Ensuite, une adhésion annuelle donne accès aux machines. Le samedi, on répare ensemble ordinateurs et téléphones.',
      services: [
        'Loisirs et créations numériques',
        'Compréhension du monde numérique',
        'Accès internet et matériel informatique'
      ],
      publics: ['Jeunes', 'Étudiants'],
      frais: 'Gratuit sous condition',
      acces: ['Se présenter'],
      accompagnement: ['En autonomie', 'Dans un atelier collectif']
    }
  }
]
