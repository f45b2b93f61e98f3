import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Valeurs } from './enregistrement.ts'
import { lireMoment } from './horaires/moment.ts'
import {
  A_PIED_METRES,
  aDistanceDe,
  assouplir,
  type Candidat,
  type Demande,
  evaluer,
  type LieuOriente,
  orienter,
  TOURNEE_METRES
} from './orientation.ts'
import {
  FRAIS_A_CHARGE,
  MODALITES_ACCES,
  MODALITES_ACCOMPAGNEMENT,
  PRISE_EN_CHARGE_SPECIFIQUE,
  PUBLICS_SPECIFIQUEMENT_ADRESSES,
  SERVICES
} from './schema.ts'

const MARDI_18H = lireMoment('mardi-18:00', new Date('2026-06-08T08:00:00Z'))

const DEMARCHES = 'Aide aux démarches administratives'
const EMPLOI = 'Insertion professionnelle via le numérique'
const POSTES = 'Accès internet et matériel informatique'

function demande(changements: Partial<Demande> = {}): Demande {
  return {
    besoins: [DEMARCHES],
    trajet: { genre: 'distance', km: 10 },
    particularites: [],
    gratuit: false,
    moment: undefined,
    accompagnement: undefined,
    public: undefined,
    ...changements
  }
}

let numero = 0
function candidat(
  publiees: Valeurs = {},
  { id = ++numero, ...reste }: Partial<Candidat<LieuOriente>> & { id?: number; position_approchee?: boolean } = {}
): Candidat<LieuOriente> {
  const { position_approchee = false, ...autres } = reste
  return {
    lieu: { id, publiees: { services: [DEMARCHES], ...publiees }, position_approchee },
    distance: 800,
    ouverture: 'inconnu',
    territoire: 'departement',
    ...autres
  }
}

const net = (mots: readonly string[]) => mots.map((mot) => mot.replace(/[\u00a0\u202f]/g, ' '))
const vu = (d: Demande, c: Candidat<LieuOriente>) => {
  const { raisons, aVerifier, manques, refus } = evaluer(d, c)
  return { raisons: net(raisons), aVerifier: net(aVerifier), manques: net(manques), refus }
}
const ids = (d: Demande, candidats: readonly Candidat<LieuOriente>[]) =>
  orienter(d, candidats).propositions.map(({ lieu }) => lieu.id)

describe('un lieu dit', () => {
  it('pourquoi il est proposé, et ce qu’il faut demander', () => {
    expect(
      vu(
        demande({
          trajet: { genre: 'sans-voiture' },
          gratuit: true,
          moment: MARDI_18H,
          accompagnement: 'individuel',
          particularites: ['Handicaps moteurs', 'Surdité'],
          public: 'Seniors'
        }),
        candidat(
          {
            frais_a_charge: ['Gratuit'],
            modalites_accompagnement: ['Accompagnement individuel'],
            prise_en_charge_specifique: ['Surdité'],
            publics_specifiquement_adresses: ['Seniors', 'Jeunes']
          },
          { ouverture: 'ouvert' }
        )
      )
    ).toEqual({
      raisons: [
        'à 800 m, à pied',
        'aide demandée : démarches en ligne',
        'gratuit',
        'ouvert mardi à 18 h',
        'reçoit en tête à tête',
        'accueille les personnes sourdes ou malentendantes',
        'reçoit les personnes âgées'
      ],
      aVerifier: ['non précisé, à demander : accès en fauteuil'],
      manques: [],
      refus: []
    })
  })

  it('quand il se tait : ni oui, ni non, une question', () => {
    expect(
      vu(
        demande({ gratuit: true, moment: MARDI_18H, accompagnement: 'groupe', public: 'Jeunes' }),
        candidat({ services: undefined } as unknown as Valeurs)
      )
    ).toEqual({
      raisons: ['à 800 m'],
      aVerifier: [
        'aides non précisées : demandez pour démarches en ligne',
        'prix non précisé : à demander',
        'ouvert mardi à 18 h ? Les horaires ne le disent pas : à demander',
        'ateliers en groupe non précisés : à demander',
        'publics non précisés : souvent ouvert à tous, à demander'
      ],
      manques: [],
      refus: []
    })
  })

  it.each<[string, Partial<Demande>, Valeurs, Partial<Candidat<LieuOriente>>, string]>([
    ['payant, quand il faut du gratuit', { gratuit: true }, { frais_a_charge: ['Payant'] }, {}, 'payant'],
    ['fermé à l’heure dite', { moment: MARDI_18H }, {}, { ouverture: 'ferme' }, 'fermé mardi à 18 h'],
    ['trop loin', {}, {}, { distance: 10_001 }, 'trop loin : à 10 km'],
    ['trop loin à pied', { trajet: { genre: 'sans-voiture' } }, {}, { distance: 2_100 }, 'trop loin : à 2,1 km'],
    ['ailleurs, sans position', {}, {}, { distance: undefined, territoire: 'ailleurs' }, 'loin d’ici'],
    [
      'sans aide en tête à tête',
      { accompagnement: 'individuel' },
      { modalites_accompagnement: ['Dans un atelier collectif'] },
      {},
      'n’aide pas en tête à tête'
    ],
    ['sans ce service', {}, { services: [EMPLOI] }, {}, 'ne fait pas : démarches en ligne'],
    ['fermé au public', {}, { modalites_acces: ["Ce lieu n'accueille pas de public"] }, {}, 'ne reçoit pas le public']
  ])('%s : il n’est pas proposé', (_, d, valeurs, reste, manque) => {
    const seul = candidat(valeurs, reste)
    expect(vu(demande(d), seul).manques).toEqual([manque])
    expect(orienter(demande(d), [seul]).propositions).toEqual([])
  })

  it.each<[readonly (typeof FRAIS_A_CHARGE)[number][], readonly string[], readonly string[]]>([
    [['Gratuit'], ['gratuit'], []],
    [['Gratuit', 'Gratuit sous condition'], ['gratuit sous condition'], ['à quelle condition c’est gratuit']],
    [['Gratuit', 'Payant'], ['gratuit en partie'], ['ce qui est gratuit, et pour qui']]
  ])('%j sur le prix', (frais_a_charge, raisons, aVerifier) => {
    const lu = vu(demande({ gratuit: true }), candidat({ frais_a_charge }))
    expect(lu).toMatchObject({ raisons: expect.arrayContaining([...raisons]), aVerifier, refus: [] })
  })

  it('ne refuse personne parce qu’il nomme d’autres publics ou d’autres handicaps, mais le dit', () => {
    const autre = candidat({
      publics_specifiquement_adresses: ['Jeunes', 'Femmes'],
      prise_en_charge_specifique: ['Surdité']
    })
    const d = demande({ public: 'Seniors', particularites: ['Déficience visuelle'] })
    expect(vu(d, autre)).toMatchObject({
      manques: ['reçoit surtout les jeunes et les femmes'],
      aVerifier: [
        'non précisé, à demander : accueil des personnes aveugles ou malvoyantes',
        'ouvert à d’autres personnes ?'
      ],
      refus: []
    })
  })

  it('ce qu’il faut savoir avant de venir', () => {
    expect(
      vu(
        demande({ particularites: ['Handicaps moteurs'] }),
        candidat(
          {
            modalites_acces: ['Prendre un RDV en ligne', 'Envoyer un mail avec une fiche de prescription'],
            fiche_acces_libre: 'https://acceslibre.exemple/1'
          },
          { position_approchee: true }
        )
      ).aVerifier
    ).toEqual([
      'adresse non située : distance comptée jusqu’au centre de la commune',
      'accès en fauteuil : à lire sur sa fiche Acceslibre',
      'rendez-vous à prendre avant de venir',
      'ce lieu peut demander une fiche de prescription par courriel'
    ])
  })
})

describe('sans voiture', () => {
  const sans = (changements: Partial<Demande> = {}) => demande({ trajet: { genre: 'sans-voiture' }, ...changements })

  it('compte à pied, puis un lieu qui se déplace, puis l’aide à distance, et dit lequel', () => {
    const candidats = [
      candidat({ modalites_accompagnement: ['À distance'] }, { id: 4, distance: 200_000, territoire: 'region' }),
      candidat({ modalites_accompagnement: ['À distance'] }, { id: 3, distance: 60_000 }),
      candidat({ itinerance: ['Itinérant'] }, { id: 2, distance: TOURNEE_METRES }),
      candidat({}, { id: 1, distance: A_PIED_METRES })
    ]
    // The lieu that travels leaves a question open: those that leave none come first.
    expect(ids(sans(), candidats)).toEqual([1, 3, 4, 2])
    const raisons = orienter(sans(), candidats).propositions.map((p) => net(p.raisons)[0])
    expect(raisons).toEqual([
      'à 2 km, à pied',
      'aide à distance, par téléphone ou en visio : aucun trajet',
      'aide à distance, par téléphone ou en visio : aucun trajet',
      'lieu itinérant : il se déplace'
    ])
  })

  it('n’envoie pas chercher un ordinateur par téléphone', () => {
    const loin = candidat(
      { services: [POSTES, DEMARCHES], modalites_accompagnement: ['À distance'] },
      { distance: 9_000 }
    )
    expect(orienter(sans({ besoins: [POSTES] }), [loin]).propositions).toEqual([])
    expect(vu(sans({ besoins: [DEMARCHES, POSTES] }), loin).manques).toEqual([
      'ne fait pas : ordinateur en libre accès'
    ])
  })

  it('laisse où il est un bus d’une autre région, et une aide à distance trop lointaine', () => {
    const ailleurs = { distance: 300_000, territoire: 'ailleurs' } as const
    expect(
      orienter(sans(), [
        candidat({ itinerance: ['Itinérant'] }, ailleurs),
        candidat({ modalites_accompagnement: ['À distance'] }, ailleurs)
      ]).propositions
    ).toEqual([])
  })
})

describe('plusieurs besoins', () => {
  it('préfèrent le lieu qui fait tout, même plus loin', () => {
    const d = demande({ besoins: [DEMARCHES, EMPLOI] })
    const reponse = orienter(d, [
      candidat({ services: [DEMARCHES] }, { id: 1, distance: 100 }),
      candidat({ services: [DEMARCHES, EMPLOI] }, { id: 2, distance: 9_000 })
    ])
    expect(reponse.propositions.map(({ lieu }) => lieu.id)).toEqual([2, 1])
    expect(reponse.toutEnsemble).toBe(true)
    expect(net(reponse.propositions[0]?.raisons ?? [])).toContain(
      'tout ce qui est demandé : démarches en ligne et recherche d’emploi'
    )
  })

  it('que personne ne réunit : chacun paraît, et l’on sait qui fait quoi', () => {
    const d = demande({ besoins: [DEMARCHES, EMPLOI, POSTES] })
    const proches = [1, 2, 3, 4, 5, 6].map((id) => candidat({ services: [DEMARCHES] }, { id, distance: id * 100 }))
    const reponse = orienter(d, [...proches, candidat({ services: [EMPLOI] }, { id: 7, distance: 9_000 })])
    expect(reponse.propositions.map(({ lieu }) => lieu.id)).toEqual([1, 7, 2, 3, 4])
    expect(reponse).toMatchObject({ toutEnsemble: false, sansReponse: [POSTES] })
  })
})

describe('l’ordre', () => {
  it('met ce qui est sûr avant ce qui se tait, et ce qui se tait avant ce qui dit autre chose', () => {
    const d = demande({ gratuit: true, public: 'Seniors' })
    expect(
      ids(d, [
        candidat(
          { frais_a_charge: ['Gratuit'], publics_specifiquement_adresses: ['Jeunes'] },
          { id: 3, distance: 100 }
        ),
        candidat({ frais_a_charge: ['Gratuit'] }, { id: 2, distance: 200 }),
        candidat(
          { frais_a_charge: ['Gratuit'], publics_specifiquement_adresses: ['Seniors'] },
          { id: 1, distance: 9_000 }
        )
      ])
    ).toEqual([1, 2, 3])
  })
})

it('dit une distance sans plus d’exactitude que la position', () => {
  expect(net([12, 149, 799, 951, 1_449, 12_600].map(aDistanceDe))).toEqual([
    'à moins de 100 m',
    'à 100 m',
    'à 800 m',
    'à 1 km',
    'à 1,4 km',
    'à 13 km'
  ])
})

describe('quelle que soit la demande', () => {
  const sousListe = <T>(valeurs: readonly T[]) => fc.subarray([...valeurs])
  const uneDemande: fc.Arbitrary<Demande> = fc.record({
    besoins: fc.subarray([...SERVICES], { minLength: 1, maxLength: 4 }),
    trajet: fc.oneof(
      fc.constant({ genre: 'sans-voiture' as const }),
      fc.constantFrom(5, 10, 50).map((km) => ({ genre: 'distance' as const, km }))
    ),
    particularites: sousListe(PRISE_EN_CHARGE_SPECIFIQUE),
    gratuit: fc.boolean(),
    moment: fc.constantFrom(undefined, MARDI_18H),
    accompagnement: fc.constantFrom(undefined, 'individuel' as const, 'groupe' as const),
    public: fc.constantFrom(undefined, ...PUBLICS_SPECIFIQUEMENT_ADRESSES)
  })
  const parfois = <T>(arbitraire: fc.Arbitrary<T>) => fc.option(arbitraire, { nil: undefined })
  const unLieu = fc.record({
    publiees: fc
      .record({
        services: parfois(sousListe(SERVICES)),
        frais_a_charge: parfois(sousListe(FRAIS_A_CHARGE)),
        modalites_acces: parfois(sousListe(MODALITES_ACCES)),
        modalites_accompagnement: parfois(sousListe(MODALITES_ACCOMPAGNEMENT)),
        prise_en_charge_specifique: parfois(sousListe(PRISE_EN_CHARGE_SPECIFIQUE)),
        publics_specifiquement_adresses: parfois(sousListe(PUBLICS_SPECIFIQUEMENT_ADRESSES)),
        itinerance: parfois(sousListe(['Itinérant', 'Fixe']))
      })
      .map(
        (valeurs) =>
          Object.fromEntries(Object.entries(valeurs).filter(([, v]) => v !== undefined && v.length > 0)) as Valeurs
      ),
    distance: parfois(fc.integer({ min: 0, max: 60_000 })),
    ouverture: fc.constantFrom('ouvert' as const, 'ferme' as const, 'inconnu' as const),
    territoire: fc.constantFrom('departement' as const, 'region' as const, 'ailleurs' as const),
    position_approchee: fc.boolean()
  })
  const desCandidats = fc.array(unLieu, { maxLength: 12 }).map((lieux) =>
    lieux.map(
      ({ publiees, position_approchee, ...reste }, rang): Candidat<LieuOriente> => ({
        lieu: { id: rang + 1, publiees, position_approchee },
        ...reste
      })
    )
  )

  it('aucune contrainte refusée ne paraît, et cinq lieux au plus', () => {
    fc.assert(
      fc.property(uneDemande, desCandidats, (d, candidats) => {
        const { propositions } = orienter(d, candidats)
        expect(propositions.length).toBeLessThanOrEqual(5)
        for (const { lieu, distance, fait, raisons, aVerifier } of propositions) {
          const v = lieu.publiees
          const { ouverture } = candidats.find((c) => c.lieu.id === lieu.id) as Candidat<LieuOriente>
          if (d.gratuit) expect(v.frais_a_charge).not.toEqual(['Payant'])
          if (d.moment) expect(ouverture).not.toBe('ferme')
          const aDistance = v.modalites_accompagnement?.includes('À distance')
          if (d.trajet.genre === 'distance' && distance !== undefined)
            expect(distance).toBeLessThanOrEqual(d.trajet.km * 1_000)
          if (d.trajet.genre === 'sans-voiture' && distance !== undefined && distance > A_PIED_METRES)
            expect(aDistance || (v.itinerance?.includes('Itinérant') && distance <= TOURNEE_METRES)).toBe(true)
          if (d.accompagnement && v.modalites_accompagnement?.some((mode) => mode !== 'À distance'))
            expect(v.modalites_accompagnement).toContain(
              d.accompagnement === 'individuel' ? 'Accompagnement individuel' : 'Dans un atelier collectif'
            )
          // It does something of what is asked, or says nothing of what it does.
          expect(fait.length > 0 || v.services === undefined).toBe(true)
          expect(fait.every((besoin) => v.services?.includes(besoin))).toBe(true)
          expect(raisons.length + aVerifier.length).toBeGreaterThan(0)
        }
      })
    )
  })

  it('l’ordre des candidats ne change rien, ni les redites', () => {
    fc.assert(
      fc.property(
        uneDemande,
        desCandidats.chain((candidats) =>
          fc.tuple(
            fc.constant(candidats),
            fc.shuffledSubarray([...candidats, ...candidats], {
              minLength: 2 * candidats.length,
              maxLength: 2 * candidats.length
            })
          )
        ),
        (d, [candidats, melanges]) => {
          expect(orienter(d, melanges)).toEqual(orienter(d, candidats))
        }
      )
    )
  })

  it('un lieu de plus, plus loin et qui fait moins, ne change pas le premier', () => {
    fc.assert(
      fc.property(uneDemande, desCandidats, fc.integer({ min: 1, max: 30_000 }), (d, candidats, ajout) => {
        const [premiere] = orienter(d, candidats).propositions
        const origine = candidats.find(({ lieu }) => lieu.id === premiere?.lieu.id)
        if (!premiere || !origine) return
        const pire: Candidat<LieuOriente> = {
          ...origine,
          lieu: {
            ...origine.lieu,
            id: 1_000,
            publiees: { ...origine.lieu.publiees, services: premiere.fait.slice(1) }
          },
          distance: origine.distance === undefined ? undefined : origine.distance + ajout
        }
        if (premiere.fait.length === 0) return
        expect(orienter(d, [...candidats, pire]).propositions[0]?.lieu.id).toBe(premiere.lieu.id)
      })
    )
  })

  it('un oui connu passe avant un silence, tout le reste égal', () => {
    fc.assert(
      fc.property(uneDemande, unLieu, (d, { publiees, position_approchee, ...reste }) => {
        const lieu = { position_approchee, publiees: { ...publiees, services: [...d.besoins] } }
        const oui = { ...lieu.publiees, frais_a_charge: ['Gratuit'] }
        const { frais_a_charge: _, ...tait } = lieu.publiees
        const paire = [
          { ...reste, lieu: { ...lieu, id: 1, publiees: tait } },
          { ...reste, lieu: { ...lieu, id: 2, publiees: oui } }
        ]
        const [premiere] = orienter({ ...d, gratuit: true }, paire).propositions
        if (premiere) expect(premiere.lieu.id).toBe(2)
      })
    )
  })

  it('assouplir ne retire jamais de réponse', () => {
    fc.assert(
      fc.property(uneDemande, desCandidats, (d, candidats) => {
        const avant = orienter(d, candidats, 100).propositions.map(({ lieu }) => lieu.id)
        for (const { sans, demande: autre } of assouplir(d)) {
          // Help at a distance from afar belongs to « without a car ».
          if (sans === 'trajet' && d.trajet.genre === 'sans-voiture') continue
          const apres = orienter(autre, candidats, 100).propositions.map(({ lieu }) => lieu.id)
          expect(apres).toEqual(expect.arrayContaining(avant))
        }
      })
    )
  })
})
