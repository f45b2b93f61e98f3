import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { creerCollection } from './collection.ts'
import { Reference } from './reference.fixture.ts'
import type { Critere, DemandeRecherche, DocumentCherchable, OptionsCollection, Synonyme } from './types.ts'

/** Open from one hour to another; « ? » cannot be read. */
const OPTIONS: OptionsCollection<number> = {
  facettes: [
    { cle: 'services', mode: 'toutes' },
    { cle: 'frais', mode: 'une' },
    { cle: 'source', mode: 'une' }
  ],
  cles: ['commune', 'code_postal'],
  lireCalendrier: (texte) => {
    const lu = /^(\d+)-(\d+)$/.exec(texte)
    return lu ? (heure) => (heure >= Number(lu[1]) && heure < Number(lu[2]) ? 'ouvert' : 'ferme') : undefined
  },
  cleDuMoment: String
}

const MOTS =
  'médiathèque Médiathèques mediatheque mairie Mairies de la l’accueil France services jeunes jeune impôts impôt déclaration ordinateur wifi 87000 2024 aide numérique numériques œuvre cv Saint-Junien'.split(
    ' '
  )
const TAPES = [
  ...MOTS,
  'mediathèqe',
  'ordinatuer',
  'ordi',
  'medi',
  'zzzzzz',
  'comment',
  'faire',
  'cherche',
  'besoin',
  'où',
  'caf',
  'allocations',
  'familiales',
  'imprimer',
  'impprimer',
  'numér',
  '87',
  "d'aide",
  '☃'
]
const SYNONYMES: readonly Synonyme[] = [
  { expression: 'impots', valeurs: [{ facette: 'services', valeur: 'demarches' }], mots: ['declaration'] },
  { expression: 'declaration d impots', valeurs: [{ facette: 'frais', valeur: 'gratuit' }], mots: [] },
  { expression: 'impot', valeurs: [], mots: ['aide numerique'] },
  { expression: 'caf', valeurs: [{ facette: 'nulle', valeur: 'part' }], mots: ['allocations familiales', 'mairie'] },
  { expression: 'imprimer', valeurs: [{ facette: 'services', valeur: 'materiel' }], mots: [] },
  { expression: '☃', valeurs: [], mots: ['', 'zzz'] }
]

const texte = (mots: readonly string[], max: number) =>
  fc.array(fc.constantFrom(...mots), { maxLength: max }).map((liste) => liste.join(' '))
// Few distinct places, some far apart, on both sides of the antimeridian: ties and overlaps happen.
const position = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom(45.83, 45.831, 45.84, 46), fc.constantFrom(1.26, 1.261, 1.3, 2)) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(-90, -21.1, 0, 16.2, 90), fc.constantFrom(-180, -61.5, 0, 55.5, 180))
  }
)
const unDocument = fc.record({
  id: fc.integer({ min: 1, max: 40 }),
  place: fc.option(position, { nil: undefined }),
  textes: fc.array(texte(MOTS, 4), { maxLength: 5 }),
  facettes: fc.record(
    {
      services: fc.array(fc.constantFrom('demarches', 'materiel', 'formation'), { maxLength: 3 }),
      frais: fc.constantFrom([], ['gratuit'], ['payant'], ['gratuit', 'payant']),
      source: fc.constantFrom(['a'], ['b'], ['__proto__'])
    },
    { requiredKeys: [] }
  ),
  cles: fc.record(
    { commune: fc.constantFrom('87085', '87154', ''), code_postal: fc.constantFrom('87000', '87200') },
    { requiredKeys: [] }
  ),
  imprecision: fc.constantFrom(undefined, undefined, 0, 3_000, 5_000_000),
  calendrier: fc.constantFrom('8-12', '8-18', '14-20', '?', undefined),
  fraicheur: fc.integer({ min: 0, max: 3 })
})
const documents = fc.array(
  unDocument.map(
    ({ place, ...reste }): DocumentCherchable => ({ ...reste, latitude: place?.[0], longitude: place?.[1] })
  ),
  { maxLength: 40 }
)

const critere: fc.Arbitrary<Critere<number>> = fc.record(
  {
    mots: texte(TAPES, 4),
    facettes: fc.record(
      {
        services: fc.subarray(['demarches', 'materiel', 'formation', 'inconnu', 'nulle']),
        frais: fc.subarray(['gratuit', 'payant', 'inconnu', 'nulle']),
        source: fc.subarray(['a', 'b', '__proto__', 'inconnu']),
        autre: fc.constantFrom([], ['x'])
      },
      { requiredKeys: [] }
    ),
    cles: fc.record(
      { commune: fc.subarray(['87085', '87154', 'x']), code_postal: fc.subarray(['87000']), autre: fc.constant([]) },
      { requiredKeys: [] }
    ),
    autour: fc
      .tuple(position, fc.constantFrom(undefined, 0, 150, 5_000, 70_000, 9e6, 3e7))
      .map(([[latitude, longitude], rayon]) => ({ latitude, longitude, ...(rayon === undefined ? {} : { rayon }) })),
    cadre: fc.constantFrom(
      { sud: 45.8, ouest: 1.2, nord: 45.9, est: 1.29 },
      { sud: 45.83, ouest: 1.26, nord: 45.83, est: 1.26 },
      { sud: -90, ouest: 50, nord: 90, est: -60 },
      { sud: -30, ouest: -180, nord: 47, est: 180 }
    ),
    ouvert: fc.record(
      { moment: fc.constantFrom(9, 15, 19, 23), etat: fc.constantFrom('ouvert', 'ferme', 'inconnu') },
      { requiredKeys: ['moment'] }
    )
  },
  { requiredKeys: [] }
)
const demande = fc.tuple(
  critere,
  fc.record({
    tri: fc.constantFrom('pertinence', 'distance', 'fraicheur', 'numero'),
    debut: fc.constantFrom(0, 1, 5, 30),
    limite: fc.constantFrom(0, 1, 3, 50)
  })
)

/** Writings and withdrawals, some in one go; a low margin, so that everything is put in order in between. */
const histoire = fc.record({
  marge: fc.constantFrom(0, 3, 20, 1_000),
  gestes: fc.array(
    fc.oneof(
      documents.map((lot) => ({ lot, retires: [] as number[] })),
      fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 15 }).map((retires) => ({ lot: [], retires }))
    ),
    { minLength: 1, maxLength: 5 }
  ),
  synonymes: fc.boolean()
})

type Histoire = typeof histoire extends fc.Arbitrary<infer H> ? H : never

function vivre({ marge, gestes, synonymes }: Histoire) {
  const collection = creerCollection(OPTIONS, marge)
  const reference = new Reference(OPTIONS)
  if (synonymes) {
    collection.definirSynonymes(SYNONYMES)
    reference.synonymes = SYNONYMES
  }
  for (const { lot, retires } of gestes) {
    collection.ecrire(lot)
    reference.ecrire(lot)
    collection.retirer(retires)
    reference.retirer(retires)
  }
  return { collection, reference }
}

const simple = <T>(valeur: T): T => JSON.parse(JSON.stringify(valeur ?? null))
const NOMBRE = { numRuns: Number(process.env.ESSAIS ?? 300) }

describe('après n’importe quelle suite d’écritures et de retraits', () => {
  it('trouve, range et compte ce qu’une lecture de tous les documents trouve, range et compte', () => {
    fc.assert(
      fc.property(histoire, demande, (vie, [critere, { tri, debut, limite }]) => {
        const { collection, reference } = vivre(vie)
        const complete = { ...critere, tri, debut, limite, comptes: true } as DemandeRecherche<number>
        const reponse = collection.chercher(complete)
        const attendus = reference.resultats(critere)
        expect(collection.taille).toBe(reference.documents.size)
        expect(reponse.mots).toEqual(reference.mots(critere))
        expect(reponse.total).toBe(attendus.length)
        expect(reponse.trouves.map(({ id }) => id)).toEqual(reference.trouves(complete))
        expect(simple(reponse.comptes)).toEqual(simple(reference.comptes(critere)))
        expect(reponse.ouvertures).toEqual(reference.ouvertures(critere))
      }),
      NOMBRE
    )
  })

  it('compte, énumère, approche, groupe et cadre les mêmes', () => {
    fc.assert(
      fc.property(
        histoire,
        critere,
        position,
        fc.integer({ min: 0, max: 19 }),
        (vie, critere, [latitude, longitude], zoom) => {
          const { collection, reference } = vivre(vie)
          const attendus = reference.resultats(critere)
          const ids = attendus.map(({ id }) => id).sort((a, b) => a - b)
          expect(collection.compter(critere)).toBe(ids.length)
          expect(collection.lister(critere)).toEqual(ids)
          expect(collection.lister(critere, 20, 5)).toEqual(ids.filter((id) => id > 20).slice(0, 5))

          const pres = { ...critere, autour: { latitude, longitude } }
          expect(collection.proches(pres, 5).map(({ id }) => id)).toEqual(reference.proches(pres, 5))

          const grappes = collection.grappes(critere, zoom, 60)
          const groupes = reference.grappes(critere, zoom, 60)
          expect(grappes.map(({ combien }) => combien)).toEqual(
            groupes.map(({ length }) => length).sort((a, b) => b - a)
          )
          expect(grappes.flatMap(({ id }) => (id === undefined ? [] : [id])).sort((a, b) => a - b)).toEqual(
            groupes.flatMap((groupe) => (groupe.length === 1 ? groupe : [])).sort((a, b) => a - b)
          )

          const situes = attendus.filter(({ latitude }) => latitude !== undefined)
          const latitudes = situes.map(({ latitude }) => latitude!)
          const longitudes = situes.map(({ longitude }) => longitude!)
          expect(collection.cadre(critere)).toEqual(
            situes.length === 0
              ? undefined
              : {
                  sud: Math.min(...latitudes),
                  nord: Math.max(...latitudes),
                  ouest: Math.min(...longitudes),
                  est: Math.max(...longitudes)
                }
          )
        }
      ),
      NOMBRE
    )
  })

  it('répond comme une collection neuve, suggestions comprises', () => {
    fc.assert(
      fc.property(histoire, critere, fc.constantFrom('m', 'me', 'médi', 'num', 'o', '8', ''), (vie, critere, debut) => {
        const { collection, reference } = vivre(vie)
        const neuve = creerCollection(OPTIONS)
        neuve.ecrire([...reference.documents.values()].reverse())
        if (vie.synonymes) neuve.definirSynonymes(SYNONYMES)
        const demande = { ...critere, tri: 'pertinence', debut: 0, limite: 100, comptes: true } as const
        expect(collection.chercher(demande)).toEqual(neuve.chercher(demande))
        expect(collection.grappes(critere, 9)).toEqual(neuve.grappes(critere, 9))
        expect(collection.completer(debut, 4)).toEqual(neuve.completer(debut, 4))
      }),
      NOMBRE
    )
  })
})

it('répond de même quand les documents occupent plusieurs blocs, rangés ou écrits depuis', () => {
  const [lieux] = fc.sample(
    fc.array(
      fc.tuple(unDocument, fc.double({ min: 43, max: 49, noNaN: true }), fc.double({ min: -1, max: 6, noNaN: true })),
      { minLength: 5_200, maxLength: 5_200, size: 'max' }
    ),
    { numRuns: 1, seed: 5 }
  )
  const tous = lieux!.map(([{ place, ...reste }, latitude, longitude], i): DocumentCherchable => {
    const situe = place ? { latitude, longitude } : {}
    return { ...reste, ...situe, id: i + 1 }
  })
  const collection = creerCollection(OPTIONS)
  const reference = new Reference(OPTIONS)
  for (const cible of [collection, reference]) {
    cible.ecrire(tous.slice(0, 5_000))
    cible.ecrire(tous.slice(4_900))
    cible.retirer([1, 50, 4_950, 5_100])
  }
  for (const critere of [
    { mots: 'médiathèque', autour: { latitude: 46, longitude: 2, rayon: 80_000 } },
    { mots: 'mairie jeunes', cadre: { sud: 45, nord: 47.5, ouest: 0, est: 3 } },
    { facettes: { services: ['inconnu'], frais: ['gratuit'] }, ouvert: { moment: 9 } },
    { mots: 'impôts' },
    {}
  ] satisfies Critere<number>[]) {
    const demande = { ...critere, tri: 'pertinence', debut: 3, limite: 40, comptes: true } as const
    const reponse = collection.chercher(demande)
    expect(reponse.total).toBe(reference.resultats(critere).length)
    expect(reponse.trouves.map(({ id }) => id)).toEqual(reference.trouves(demande))
    const totaux = Object.entries(reponse.comptes ?? {}).flatMap(([cle, comptes]) =>
      Object.entries(comptes).map(([valeur, nombre]) => ({ cle, valeur, nombre }))
    )
    expect(totaux.map(({ nombre }) => nombre)).toEqual(
      totaux.map(({ cle, valeur }) =>
        collection.compter({
          ...critere,
          facettes: { ...('facettes' in critere ? critere.facettes : {}), [cle]: valeurPlus(critere, cle, valeur) }
        })
      )
    )
    const ids = reference.resultats(critere).map(({ id }) => id)
    expect(collection.lister(critere, 500, 7)).toEqual(
      ids
        .filter((id) => id > 500)
        .sort((a, b) => a - b)
        .slice(0, 7)
    )
    const pres = { ...critere, autour: { latitude: 44.5, longitude: 3.3 } }
    expect(collection.proches(pres, 30).map(({ id }) => id)).toEqual(reference.proches(pres, 30))
    for (const zoom of [4, 7, 11, 18])
      expect(collection.grappes(critere, zoom, 60).map(({ combien }) => combien)).toEqual(
        reference
          .grappes(critere, zoom, 60)
          .map(({ length }) => length)
          .sort((a, b) => b - a)
      )
  }
})

/** What choosing this value asks: alone in its facet, or added to the chosen ones. */
function valeurPlus(critere: Critere<number>, cle: string, valeur: string): string[] {
  const mode = OPTIONS.facettes.find((facette) => facette.cle === cle)?.mode
  return mode === 'toutes' ? [...(critere.facettes?.[cle] ?? []), valeur] : [valeur]
}
