import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { champDe, estAutorise, estDans, type Objet, type Octroi, type Sujet } from './droit.ts'
import { type Attribution, ROLES_DONNES, type RoleDonne, TOUS_LES_RESEAUX, type Zone } from './role.ts'

const HAUTE_GARONNE: Zone = { genre: 'departement', code: '31' }
const OCCITANIE: Zone = { genre: 'region', code: '76' }
const SICOVAL: Zone = { genre: 'epci', code: '243100633' }
const RAMONVILLE: readonly Zone[] = [{ genre: 'commune', code: '31446' }, SICOVAL, HAUTE_GARONNE, OCCITANIE]
const TOULOUSE: readonly Zone[] = [
  { genre: 'commune', code: '31555' },
  { genre: 'epci', code: '243100518' },
  HAUTE_GARONNE,
  OCCITANIE
]

const personne = (...attributions: Attribution[]): Sujet => ({ compte: { confirme: true }, attributions })
const coordinatrice = (territoires: readonly Zone[], reste: Partial<Attribution> = {}) =>
  personne({ role: 'coordinateur', reseau: 'national', territoires, ...reste })

const DECIDER: Octroi = { coordinateur: 'territoire', administrateur: 'territoire', responsable: 'lieu' }
const REGLER: Octroi = { secretariat: 'reseau', administrateur: 'reseau' }
const IMPORTER: Octroi = { administrateur: 'partout' }

describe('un droit', () => {
  it('est refusé quand personne ne l’a donné : permission, rôle, réseau ou territoire inconnus', () => {
    expect(estAutorise(undefined, personne({ role: 'administrateur', reseau: TOUS_LES_RESEAUX }))).toBe(false)
    expect(estAutorise({}, personne({ role: 'administrateur', reseau: TOUS_LES_RESEAUX }))).toBe(false)
    expect(estAutorise(IMPORTER, personne())).toBe(false)
    for (const role of ['constructor', '__proto__', 'roi'])
      expect(estAutorise(IMPORTER, personne({ role: role as RoleDonne, reseau: 'national' }))).toBe(false)
    expect(estAutorise(REGLER, personne({ role: 'secretariat', reseau: 'sicoval' }), { reseau: 'inconnu' })).toBe(false)
    expect(estAutorise(DECIDER, coordinatrice([HAUTE_GARONNE]), { dans: [] })).toBe(false)
    expect(estAutorise(DECIDER, coordinatrice([HAUTE_GARONNE]), {})).toBe(false)
  })

  it('ouvert à tous l’est aussi à qui a un rôle ; ouvert aux contributeurs, il demande une adresse confirmée', () => {
    expect(estAutorise({ visiteur: 'partout' }, { attributions: [] })).toBe(true)
    expect(estAutorise({ visiteur: 'partout' }, coordinatrice([SICOVAL]))).toBe(true)
    expect(estAutorise({ contributeur: 'partout' }, { attributions: [] })).toBe(false)
    expect(estAutorise({ contributeur: 'partout' }, { compte: { confirme: false }, attributions: [] })).toBe(false)
    expect(estAutorise({ contributeur: 'partout' }, personne())).toBe(true)
  })

  it('limité à un territoire s’arrête à ses bords, et fait entrer', () => {
    const sienne = coordinatrice([SICOVAL])
    expect(estAutorise(DECIDER, sienne)).toBe(true)
    expect(estAutorise(DECIDER, sienne, { dans: RAMONVILLE })).toBe(true)
    expect(estAutorise(DECIDER, sienne, { dans: TOULOUSE })).toBe(false)
    expect(estAutorise(DECIDER, coordinatrice([HAUTE_GARONNE]), { dans: TOULOUSE })).toBe(true)
  })

  it('d’un réseau territorial s’arrête à son périmètre, même donné sur un territoire plus large', () => {
    const sienne = coordinatrice([HAUTE_GARONNE], { reseau: 'sicoval', perimetre: [SICOVAL] })
    expect(estAutorise(DECIDER, sienne, { dans: RAMONVILLE })).toBe(true)
    expect(estAutorise(DECIDER, sienne, { dans: TOULOUSE })).toBe(false)
    const sansPerimetre = personne({ role: 'administrateur', reseau: 'nouveau' })
    expect(estAutorise(DECIDER, sansPerimetre, { dans: RAMONVILLE })).toBe(false)
  })

  it('qui demande un territoire ou un lieu ne vaut rien sans', () => {
    for (const territoires of [undefined, []])
      expect(
        estAutorise(
          DECIDER,
          personne({ role: 'coordinateur', reseau: 'national', ...(territoires && { territoires }) }),
          { dans: RAMONVILLE }
        )
      ).toBe(false)
    expect(estAutorise(DECIDER, personne({ role: 'responsable', reseau: 'national' }))).toBe(false)
  })

  it('sur un lieu vaut pour ce lieu seul', () => {
    const sien = personne({ role: 'responsable', reseau: 'national', lieux: [12] })
    expect(estAutorise(DECIDER, sien, { lieu: 12, dans: TOULOUSE })).toBe(true)
    expect(estAutorise(DECIDER, sien, { lieu: 13, dans: TOULOUSE })).toBe(false)
    expect(estAutorise(DECIDER, sien, { dans: TOULOUSE })).toBe(false)
    const duSicoval = personne({ role: 'responsable', reseau: 'sicoval', lieux: [12], perimetre: [SICOVAL] })
    expect(estAutorise(DECIDER, duSicoval, { lieu: 12, dans: RAMONVILLE })).toBe(true)
    expect(estAutorise(DECIDER, duSicoval, { lieu: 12, dans: TOULOUSE })).toBe(false)
  })

  it('d’un réseau ne vaut pas dans un autre ; celui qui règle le site tient tous les réseaux', () => {
    const secretaire = personne({ role: 'secretariat', reseau: 'sicoval' })
    expect(estAutorise(REGLER, secretaire, { reseau: 'sicoval' })).toBe(true)
    expect(estAutorise(REGLER, secretaire, { reseau: 'national' })).toBe(false)
    expect(estAutorise(REGLER, personne({ role: 'secretariat', reseau: 'national' }), { reseau: 'sicoval' })).toBe(
      false
    )
    for (const reseau of ['national', TOUS_LES_RESEAUX]) {
      const administratrice = personne({ role: 'administrateur', reseau })
      expect(estAutorise(REGLER, administratrice, { reseau: 'sicoval' })).toBe(true)
      expect(estAutorise(IMPORTER, administratrice)).toBe(true)
      expect(estAutorise(DECIDER, administratrice, { dans: TOULOUSE })).toBe(true)
    }
    expect(estAutorise(IMPORTER, personne({ role: 'administrateur', reseau: 'sicoval' }))).toBe(false)
  })
})

const zone = fc.constantFrom<Zone>(...RAMONVILLE, ...TOULOUSE, { genre: 'departement', code: '05' })
const attribution = fc.record(
  {
    role: fc.constantFrom<RoleDonne>(...ROLES_DONNES),
    reseau: fc.constantFrom('national', 'sicoval', 'autre', TOUS_LES_RESEAUX),
    territoires: fc.array(zone, { maxLength: 3 }),
    lieux: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
    perimetre: fc.array(zone, { maxLength: 3 })
  },
  { requiredKeys: ['role', 'reseau'] }
)
const objet = fc.option(
  fc.record(
    {
      reseau: fc.constantFrom('national', 'sicoval', 'autre'),
      dans: fc.array(zone, { maxLength: 4 }),
      lieu: fc.integer({ min: 1, max: 5 })
    },
    { requiredKeys: [] }
  ),
  { nil: undefined }
)
const octroi: fc.Arbitrary<Octroi> = fc.dictionary(
  fc.constantFrom(...ROLES_DONNES),
  fc.constantFrom('partout', 'reseau', 'territoire', 'lieu')
)

/** Each way of giving less: fewer places, fewer lieux, one réseau instead of all, a smaller perimeter, a limit more. */
const plusEtroite = (large: Attribution): fc.Arbitrary<Attribution> =>
  fc
    .record({
      territoires: large.territoires
        ? fc.subarray([...large.territoires])
        : fc.option(fc.array(zone), { nil: undefined }),
      lieux: fc.subarray([...(large.lieux ?? [])]),
      perimetre: fc.subarray([...(large.perimetre ?? [])]),
      reseau:
        large.reseau === TOUS_LES_RESEAUX
          ? fc.constantFrom('national', 'sicoval', TOUS_LES_RESEAUX)
          : fc.constant(large.reseau)
    })
    .map(({ territoires, ...reste }) => ({
      role: large.role,
      ...reste,
      ...(territoires && { territoires })
    }))

describe('quelle que soit l’attribution', () => {
  it('plus étroite, elle ne permet jamais plus', () => {
    fc.assert(
      fc.property(
        attribution
          .filter(({ role, territoires }) => territoires !== undefined || !['coordinateur', 'pilote'].includes(role))
          .chain((large) => fc.tuple(fc.constant(large as Attribution), plusEtroite(large as Attribution))),
        octroi,
        objet,
        ([large, etroite], o, quoi) => {
          if (estAutorise(o, { attributions: [etroite] }, quoi as Objet | undefined))
            expect(estAutorise(o, { attributions: [large] }, quoi as Objet | undefined)).toBe(true)
        }
      ),
      { numRuns: 2_000 }
    )
  })

  it('une de plus n’enlève rien, et un droit sur quelque chose fait toujours entrer', () => {
    fc.assert(
      fc.property(fc.array(attribution, { maxLength: 3 }), attribution, octroi, objet, (avant, autre, o, quoi) => {
        const [peu, plus] = [
          { attributions: avant as Attribution[] },
          { attributions: [...avant, autre] as Attribution[] }
        ]
        if (!estAutorise(o, peu, quoi as Objet | undefined)) return
        expect(estAutorise(o, plus, quoi as Objet | undefined)).toBe(true)
        expect(estAutorise(o, peu)).toBe(true)
      }),
      { numRuns: 1_000 }
    )
  })

  it('ce que montre une liste est ce qu’une action accepte', () => {
    fc.assert(
      fc.property(
        fc.array(attribution, { maxLength: 3 }),
        octroi,
        fc.array(zone, { maxLength: 4 }),
        fc.integer({ min: 1, max: 5 }),
        (attributions, o, dans, lieu) => {
          const sujet = { attributions: attributions as Attribution[] }
          const champ = champDe(o, sujet)
          const montre =
            champ === 'partout' ||
            champ.some(({ etendue, lieux }) => estDans(etendue, dans) && (!lieux || lieux.includes(lieu)))
          expect(estAutorise(o, sujet, { dans, lieu })).toBe(montre)
        }
      ),
      { numRuns: 2_000 }
    )
  })
})
