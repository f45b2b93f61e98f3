import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Valeurs } from './enregistrement.ts'
import { type AFusionner, type Confiance, fusionner } from './fusion.ts'
import { NOMS_CHAMPS } from './schema.ts'

const record = (source: string, valeurs: Valeurs, autres: Partial<AFusionner> = {}): AFusionner => ({
  source,
  cle: '1',
  date: '2026-01-01',
  valeurs,
  doutes: [],
  ...autres
})
const confiances = (table: Record<string, Partial<Confiance>>): ReadonlyMap<string, Confiance> =>
  new Map(Object.entries(table).map(([source, c]) => [source, { parDefaut: 3, ...c }]))

const enregistrement = fc.record({
  source: fc.constantFrom('a', 'b', 'c', 'responsables'),
  cle: fc.constantFrom('1', '2', '3'),
  date: fc.constantFrom('2024-01-01', '2025-06-01', '2026-03-01'),
  doutes: fc.subarray(['latitude', 'longitude', 'telephone'] as const) as fc.Arbitrary<AFusionner['doutes']>,
  valeurs: fc.record(
    {
      nom: fc.constantFrom('Médiathèque', 'MEDIATHEQUE', 'La Poste'),
      adresse: fc.constantFrom('1 rue Haute', '1 Rue haute', '9 quai Bas'),
      commune: fc.constantFrom('Gap', 'Mende'),
      code_insee: fc.constantFrom('05061', '48095'),
      latitude: fc.constantFrom(44.5, 44.6),
      longitude: fc.constantFrom(6, 6.1),
      telephone: fc.constantFrom('+33492000001', '+33492000002'),
      courriels: fc.uniqueArray(fc.constantFrom('a@exemple.fr', 'b@exemple.fr'), { minLength: 1 }),
      services: fc.uniqueArray(
        fc.constantFrom('Aide aux démarches administratives', 'Loisirs et créations numériques'),
        { minLength: 1 }
      ),
      dispositif_programmes_nationaux: fc.constantFrom(['France Services'], ['Aidants Connect', 'France Services']),
      horaires: fc.constantFrom('Mo 09:00-12:00', 'Tu 09:00-12:00')
    },
    { requiredKeys: [] }
  ) as fc.Arbitrary<Valeurs>
})
const groupe = fc.uniqueArray(enregistrement, {
  minLength: 1,
  maxLength: 6,
  selector: ({ source, cle }) => `${source}/${cle}`
})
const TABLE = confiances({ a: { parDefaut: 4, decerne: ['France Services'] }, b: { champs: { telephone: 5 } } })

describe('la fusion', () => {
  it('ne dépend pas de l’ordre des enregistrements', () => {
    fc.assert(
      fc.property(
        groupe.chain((g) => fc.tuple(fc.constant(g), fc.shuffledSubarray(g, { minLength: g.length }))),
        ([g, autre]) => {
          expect(fusionner(autre, TABLE)).toEqual(fusionner(g, TABLE))
        }
      )
    )
  })

  it('ne donne aucune valeur sans dire d’où elle vient, ni provenance sans valeur', () => {
    fc.assert(
      fc.property(groupe, (g) => {
        const { valeurs, provenance } = fusionner(g, TABLE)
        expect(Object.keys(provenance).sort()).toEqual(Object.keys(valeurs).sort())
        for (const nom of NOMS_CHAMPS) {
          const de = provenance[nom]
          if (!de || nom === 'date_maj') continue
          const origine = g.find(({ source, cle }) => source === de.source && cle === de.cle)
          expect(origine?.valeurs[nom], nom).toBeDefined()
          const valeur = valeurs[nom]
          if (Array.isArray(valeur)) expect(Object.keys(de.valeurs ?? {}).sort()).toEqual([...valeur].sort())
          else expect(origine?.valeurs[nom]).toEqual(valeur)
        }
      })
    )
  })

  it('n’invente rien : chaque valeur est celle d’un enregistrement', () => {
    fc.assert(
      fc.property(groupe, (g) => {
        for (const [nom, valeur] of Object.entries(fusionner(g, TABLE).valeurs)) {
          if (nom === 'date_maj') continue
          const dites = g.flatMap(({ valeurs }) => valeurs[nom as keyof Valeurs] ?? []) as unknown[]
          for (const une of [valeur].flat()) expect(dites).toContain(une)
        }
      })
    )
  })

  it('prend l’adresse entière d’un même enregistrement : jamais la rue de l’un dans la commune de l’autre', () => {
    fc.assert(
      fc.property(groupe, (g) => {
        const { valeurs, provenance } = fusionner(g, TABLE)
        const noms = (['adresse', 'commune', 'code_insee'] as const).filter((nom) => valeurs[nom] !== undefined)
        expect(
          new Set(noms.map((nom) => `${provenance[nom]?.source}/${provenance[nom]?.cle}`)).size
        ).toBeLessThanOrEqual(1)
        expect(provenance.latitude?.source).toBe(provenance.longitude?.source)
        expect(provenance.latitude?.cle).toBe(provenance.longitude?.cle)
      })
    )
  })

  it('ne laisse annoncer un label que par l’organisme qui le décerne', () => {
    const label = { dispositif_programmes_nationaux: ['Aidants Connect', 'France Services'] } as const
    const seule = fusionner([record('b', label)], TABLE)
    expect(seule.valeurs.dispositif_programmes_nationaux).toEqual(['Aidants Connect'])
    expect(seule.provenance.dispositif_programmes_nationaux?.regle).toBe('decernee')
    const avec = fusionner(
      [record('b', label), record('a', { dispositif_programmes_nationaux: ['France Services'] })],
      TABLE
    )
    expect(avec.valeurs.dispositif_programmes_nationaux).toEqual(['Aidants Connect', 'France Services'])
    expect(
      avec.provenance.dispositif_programmes_nationaux?.valeurs?.['France Services']?.map(({ source }) => source)
    ).toEqual(['a'])
    // A label that no declared source awards is free.
    expect(fusionner([record('b', label)], confiances({})).valeurs).toEqual({ ...label, date_maj: '2026-01-01' })
  })

  it('dit ce que dit le responsable qui tient la fiche, silences compris, quoi que disent les sources et les personnes', () => {
    const tenu = record(
      'responsables',
      { nom: 'Le Relais', commune: 'Gap', dispositif_programmes_nationaux: ['Aidants Connect', 'France Services'] },
      { date: '2026-02-01' }
    )
    const source = record(
      'b',
      { nom: 'Médiathèque', telephone: '+33492000001', dispositif_programmes_nationaux: ['Promeneurs du net'] },
      { date: '2026-05-01' }
    )
    const choix = { champ: 'nom' as const, valeur: 'La Poste', source: 'b', cle: '1', date: '2026-06-01' }
    const { valeurs, provenance } = fusionner([source, tenu], TABLE, [choix])
    // « France Services » is awarded by the first source, which does not say it here.
    expect(valeurs).toEqual({
      nom: 'Le Relais',
      commune: 'Gap',
      dispositif_programmes_nationaux: ['Aidants Connect'],
      date_maj: '2026-02-01'
    })
    expect(provenance.nom).toEqual({
      source: 'responsables',
      cle: '1',
      date: '2026-02-01',
      regle: 'responsable',
      accords: 0
    })
    const decerne = record('a', { dispositif_programmes_nationaux: ['France Services'], telephone: '+33492000002' })
    expect(fusionner([source, tenu, decerne], TABLE).valeurs.dispositif_programmes_nationaux).toEqual([
      'Aidants Connect',
      'France Services'
    ])
  })

  it('écoute le dernier responsable quand deux lieux tenus n’en font plus qu’un', () => {
    fc.assert(
      fc.property(groupe, (g) => {
        const tenus = g.filter(({ source }) => source === 'responsables')
        const [dernier] = tenus.toSorted((a, b) => (`${a.date} ${a.cle}` < `${b.date} ${b.cle}` ? 1 : -1))
        const { valeurs, provenance } = fusionner(g, TABLE)
        if (!dernier) return
        expect(valeurs.date_maj).toBe(dernier.date)
        for (const nom of ['nom', 'telephone', 'adresse', 'horaires', 'services'] as const) {
          expect(valeurs[nom]).toEqual(dernier.valeurs[nom])
          if (valeurs[nom] !== undefined)
            expect(provenance[nom]).toMatchObject({ cle: dernier.cle, regle: 'responsable' })
        }
      })
    )
  })

  it('croit le nom de la source la plus sûre, et le téléphone le plus récent', () => {
    const { valeurs, provenance } = fusionner(
      [
        record('a', { nom: 'La Poste', telephone: '+33492000001' }, { date: '2024-01-01' }),
        record('c', { nom: 'Médiathèque', telephone: '+33492000002' }, { date: '2026-01-01' })
      ],
      TABLE
    )
    expect([valeurs.nom, provenance.nom?.regle]).toEqual(['La Poste', 'confiance'])
    expect([valeurs.telephone, provenance.telephone?.regle, provenance.telephone?.date]).toEqual([
      '+33492000002',
      'recente',
      '2026-01-01'
    ])
  })

  it('ne garde une valeur douteuse que faute de mieux', () => {
    const douteux = record(
      'a',
      { latitude: 1, longitude: 1, telephone: '+33492000001' },
      { date: '2026-05-01', doutes: ['latitude', 'longitude', 'telephone'] }
    )
    expect(fusionner([douteux], TABLE).valeurs).toMatchObject({ latitude: 1, telephone: '+33492000001' })
    const sur = record('c', { latitude: 44.5, longitude: 6, telephone: '+33492000002' })
    expect(fusionner([douteux, sur], TABLE).valeurs).toMatchObject({
      latitude: 44.5,
      longitude: 6,
      telephone: '+33492000002'
    })
  })

  it('dit qu’elles sont d’accord quand deux sources écrivent la même chose autrement', () => {
    const { provenance } = fusionner([record('b', { nom: 'Médiathèque' }), record('c', { nom: 'MEDIATHEQUE' })], TABLE)
    expect(provenance.nom).toMatchObject({ regle: 'accord', accords: 1 })
  })
})
