import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fiche, mediatheque } from './fabrique.ts'
import {
  type AComparer,
  type Decision,
  expliquer,
  IndexRapprochement,
  type Options,
  rapprocher
} from './rapprochement.ts'

const b = { source: 'annuaire-b' }
const reunis = (records: readonly AComparer[], decisions: readonly Decision[] = []) => {
  const { groupes } = rapprocher(records, decisions)
  return groupes.every((groupe) => groupe === groupes[0])
}
const rang = (i: number) => Array.from(String(i), (chiffre) => 'abcdefghij'[Number(chiffre)]).join('')
const total = (x: AComparer, y: AComparer) => expliquer(x, y).reduce((somme, { poids }) => somme + poids, 0)

describe('ce qui réunit', () => {
  it('reconnaît un lieu écrit autrement par deux sources', () => {
    const autre = mediatheque({
      ...b,
      nom: 'MEDIATHEQUE MARGUERITE BELLOC',
      adresse: '12 R. DES TILLEULS 31999 ST CLAIR SUR VAURE',
      telephones: [],
      courriels: [],
      latitude: 43.6003
    })
    expect(reunis([mediatheque(), autre])).toBe(true)
  })

  it('reconnaît un lieu sans coordonnées, sans code INSEE et sans code postal', () => {
    const nu = fiche({
      ...b,
      nom: 'Médiathèque Marguerite Beloc',
      adresse: '12 rue des Tilleuls',
      commune: 'Saint Clair sur Vaure'
    })
    expect(reunis([mediatheque(), nu])).toBe(true)
  })

  it('reconnaît un bus qui a changé de point d’attache', () => {
    const bus = fiche({
      nom: 'Bus France services de la Vaure',
      commune: 'Saint-Clair-sur-Vaure',
      code_postal: '31999',
      code_insee: '31998',
      adresse: 'Place du Foirail',
      latitude: 43.6,
      longitude: 1.44,
      telephones: ['+33561990009'],
      courriels: ['bus@vaure.example'],
      typologies: ['RFS', 'ENM']
    })
    const ailleurs = { ...bus, ...b, adresse: '3 rue Neuve', latitude: 43.61, itinerance: ['Itinérant'] }
    expect(reunis([bus, ailleurs])).toBe(true)
  })
})

describe('ce qui sépare', () => {
  it('laisse le bus à part du lieu fixe de même adresse, de même téléphone et de même courriel', () => {
    const fixe = mediatheque({ nom: 'France services de la Vaure', typologies: ['RFS'] })
    for (const bus of [
      mediatheque({ ...b, nom: 'Bus France services de la Vaure', typologies: ['RFS'] }),
      mediatheque({ ...b, nom: 'France services de la Vaure', typologies: ['RFS', 'ENM'] }),
      mediatheque({
        ...b,
        nom: 'France services itinérante de la Vaure',
        typologies: ['RFS'],
        itinerance: ['Itinérant']
      }),
      mediatheque({ ...b, nom: 'Numéribus de la Vaure', typologies: [] })
    ])
      expect(reunis([fixe, bus])).toBe(false)
  })

  it('ne réunit pas le bus et le lieu fixe par l’intermédiaire d’une troisième fiche', () => {
    const fixe = mediatheque({ nom: 'France services de la Vaure', typologies: ['RFS'], itinerance: ['Fixe'] })
    const floue = mediatheque({ ...b, nom: 'France services', typologies: ['RFS'] })
    const bus = mediatheque({ source: 'annuaire-c', nom: 'Bus France services de la Vaure', typologies: ['RFS'] })
    const { groupes } = rapprocher([fixe, floue, bus])
    expect(groupes[0]).not.toBe(groupes[2])
  })

  it('laisse la mairie et la médiathèque d’un même bâtiment à part, même avec le même téléphone', () => {
    const mairie = mediatheque({
      ...b,
      nom: 'Mairie de Saint-Clair-sur-Vaure',
      typologies: ['MUNI'],
      courriels: ['accueil@saint-clair-sur-vaure.example']
    })
    expect(reunis([mediatheque(), mairie])).toBe(false)
  })

  it('laisse à part deux services numérotés', () => {
    expect(reunis([mediatheque({ nom: 'Médiathèque 1' }), mediatheque({ ...b, nom: 'Médiathèque 2' })])).toBe(false)
  })

  it('laisse à part deux lieux de même nom dans deux communes', () => {
    const ailleurs = mediatheque({
      ...b,
      commune: 'Montreuil-la-Vaure',
      code_insee: '31997',
      code_postal: '31996',
      latitude: 43.8,
      telephones: [],
      courriels: []
    })
    expect(reunis([mediatheque(), ailleurs])).toBe(false)
  })

  it('ne confond jamais une fiche de démonstration et une fiche réelle', () => {
    expect(reunis([mediatheque(), mediatheque({ ...b, fictif: true })])).toBe(false)
  })

  it('ne prend pas un standard partagé pour une identité', () => {
    const noms = [
      'Espace Ravel',
      'Maison Colette',
      'Le Préau',
      'Salle Jaurès',
      'Atelier Curie',
      'Kiosque Zola',
      'La Halle',
      'Le Phare'
    ]
    const records = noms.flatMap((nom, i) => [
      fiche({
        cle: `a${i}`,
        nom,
        commune: `Commune ${'abcdefgh'[i]}urg`,
        telephones: ['+33561990001'],
        adresse: `${i + 1} rue Haute`
      })
    ])
    const inconnu = fiche({ ...b, cle: 'x', nom: 'Pôle Voltaire', telephones: ['+33561990001'] })
    const { groupes } = rapprocher([...records, inconnu])
    expect(new Set(groupes).size).toBe(records.length + 1)
  })
})

describe('ce qui ne prouve rien', () => {
  it('donne un poids nul à ce qui manque', () => {
    const vide = fiche(b)
    for (const { champ, poids } of expliquer(mediatheque(), vide)) if (champ !== 'depart') expect(poids).toBe(0)
  })

  it('ne réunit pas des fiches vides, même nombreuses', () => {
    const records = Array.from({ length: 50 }, (_, i) =>
      fiche({ cle: String(i), source: `annuaire-${i % 3}`, nom: i % 2 ? '' : undefined })
    )
    expect(new Set(rapprocher(records).groupes).size).toBe(50)
  })

  it('ne réunit pas deux noms de type seul dans une commune', () => {
    const nu = { nom: 'Mairie', commune: 'Bourg-la-Vaure' }
    expect(total(fiche(nu), fiche({ ...b, ...nu }))).toBeLessThanOrEqual(5)
    expect(reunis([fiche({ nom: 'Mairie' }), fiche({ ...b, nom: 'Mairie' })])).toBe(false)
  })

  it('ne regarde pas les clés : même clé ne rapproche pas, autre clé n’éloigne pas', () => {
    const autre = fiche({ ...b, cle: '1', nom: 'Le Préau', commune: 'Autreville' })
    expect(reunis([mediatheque({ cle: '1' }), autre])).toBe(false)
    expect(total(mediatheque({ cle: '1' }), autre)).toBe(total(mediatheque({ cle: 'z' }), autre))
  })

  it('dit ses preuves en français, la plus forte d’abord, et leur somme est le score', () => {
    const preuves = expliquer(mediatheque(), mediatheque({ ...b, telephones: ['+33561990002'] }))
    expect(preuves[0]?.champ).toBe('lieu')
    expect(preuves.find(({ champ }) => champ === 'telephone')?.texte).toBe('Le téléphone n’est pas le même.')
    const [paire] = rapprocher([mediatheque(), mediatheque({ ...b, telephones: ['+33561990002'] })]).paires
    expect(paire?.score).toBe(preuves.reduce((somme, { poids }) => somme + poids, 0))
  })
})

describe('une source', () => {
  it('réunit les lignes d’un même lieu', () => {
    expect(reunis([mediatheque(), mediatheque({ cle: '2', courriels: [] })])).toBe(true)
  })

  it('demande plus qu’un téléphone quand elle donne deux adresses', () => {
    const ailleurs = { adresse: '4 avenue du Stade', latitude: 43.62, courriels: [] }
    expect(reunis([mediatheque(), mediatheque({ cle: '2', ...ailleurs })])).toBe(false)
  })
})

describe('une fiche tenue par son responsable', () => {
  const tenue = mediatheque({ source: 'responsables', tenu: true })
  const meme = (a: AComparer, c: AComparer): Decision => ({ genre: 'meme', a, b: c })

  it('ne rejoint rien par ressemblance, même à l’identique : elle attend une personne', () => {
    const { groupes, paires } = rapprocher([mediatheque(), tenue])
    expect(groupes[0]).not.toBe(groupes[1])
    expect(paires).toMatchObject([{ issue: 'a-revoir' }])
    expect(reunis([tenue, { ...tenue, cle: '2' }])).toBe(false)
    expect(reunis([mediatheque(), tenue], [meme(mediatheque(), tenue)])).toBe(true)
  })

  it('ne tient pas à l’écart de son lieu une source qui lui ressemble, quoi qu’elle dise elle-même', () => {
    const autrement = { ...tenue, nom: 'Bureau des merveilles', adresse: '80 avenue du Port', typologies: ['MUNI'] }
    const arrivante = mediatheque({ source: 'annuaire-b' })
    expect(reunis([mediatheque(), autrement, arrivante], [meme(mediatheque(), autrement)])).toBe(true)
  })

  it('ne rejoint pas une autre fiche tenue par les sources qu’elles tiennent', () => {
    const [a, c] = [mediatheque(), mediatheque({ source: 'annuaire-b' })]
    const autre = { ...tenue, cle: '2' }
    const { groupes } = rapprocher([a, tenue, c, autre], [meme(a, tenue), meme(c, autre)])
    expect(groupes[0]).toBe(groupes[1])
    expect(groupes[2]).toBe(groupes[3])
    expect(groupes[0]).not.toBe(groupes[2])
  })
})

describe('les décisions', () => {
  const x = mediatheque()
  const y = mediatheque({ ...b, nom: 'Médiathèque Belloc' })
  const loin = fiche({ ...b, cle: '9', nom: 'Le Préau', commune: 'Autreville' })
  const cle = ({ source, cle }: AComparer) => ({ source, cle })

  it('sépare ce qu’une personne a séparé, et réunit ce qu’elle a réuni', () => {
    expect(reunis([x, y])).toBe(true)
    expect(reunis([x, y], [{ genre: 'different', a: cle(y), b: cle(x) }])).toBe(false)
    expect(reunis([x, loin], [{ genre: 'meme', a: cle(x), b: cle(loin) }])).toBe(true)
  })

  it('ne réunit pas par une troisième fiche ce qu’une personne a séparé', () => {
    const z = mediatheque({ source: 'annuaire-c' })
    const { groupes } = rapprocher([x, y, z], [{ genre: 'different', a: cle(x), b: cle(y) }])
    expect(groupes[0]).not.toBe(groupes[1])
  })

  it('fait passer « pas le même » avant « le même » quand les deux se contredisent', () => {
    const z = mediatheque({ source: 'annuaire-c' })
    const { groupes } = rapprocher(
      [x, y, z],
      [
        { genre: 'different', a: cle(x), b: cle(y) },
        { genre: 'meme', a: cle(x), b: cle(z) },
        { genre: 'meme', a: cle(z), b: cle(y) }
      ]
    )
    expect(groupes[0]).not.toBe(groupes[1])
  })

  it('s’attache aux clés : une clé qui n’existe plus ne décide de rien', () => {
    expect(reunis([x, y], [{ genre: 'different', a: { source: 'annuaire-b', cle: 'ancienne' }, b: cle(x) }])).toBe(true)
  })
})

describe('la masse', () => {
  const MILLE = 10_000
  const cas: [string, (i: number) => Partial<AComparer>][] = [
    ['le même nom', (i) => ({ nom: 'Médiathèque Belloc', adresse: `${i % 500} rue ${rang(i)}`, commune: 'Vaure' })],
    ['le même nom et rien d’autre', () => ({ nom: 'Maison Belloc' })],
    [
      'le même téléphone',
      (i) => ({ nom: `Espace ${rang(i)}`, commune: `Ville${rang(i)}`, telephones: ['+33561990001'] })
    ],
    ['le même point', (i) => ({ nom: `Espace ${rang(i)}`, latitude: 43.6, longitude: 1.44 })],
    [
      'le même nom, le même téléphone et le même point',
      (i) => ({
        nom: 'Maison Belloc',
        telephones: ['+33561990001'],
        latitude: 43.6,
        longitude: 1.44,
        courriels: [`${rang(i)}@x.example`]
      })
    ],
    ['un nom vide', (i) => ({ nom: '', telephones: [`+3356${String(i).padStart(7, '0')}`] })],
    ['le même contenu', () => mediatheque()]
  ]
  for (const [quoi, dire] of cas)
    it(`compare au plus cent fois plus de paires que de fiches quand ${MILLE} fiches ont ${quoi}`, () => {
      const records = Array.from({ length: MILLE }, (_, i) =>
        fiche({ ...dire(i), source: `annuaire-${i % 4}`, cle: String(i) })
      )
      const index = new IndexRapprochement(records)
      expect(index.comparaisons).toBeLessThan(100 * MILLE)
    })

  it('ne se laisse pas remplir par un texte collé dans la mauvaise case', () => {
    const roman = Array.from({ length: 20_000 }, (_, i) => rang(i)).join(' ')
    const records = Array.from({ length: 200 }, (_, i) =>
      fiche({
        cle: String(i),
        nom: roman,
        adresse: roman,
        complement_adresse: roman,
        commune: 'Vaure',
        telephones: Array.from({ length: 500 }, (_, j) => `05619${10_000 + i + j}`)
      })
    )
    expect(new IndexRapprochement(records).comparaisons).toBeLessThan(20_000)
  })

  it('réunit dix mille copies conformes d’une fiche', () => {
    const records = Array.from({ length: MILLE }, (_, i) => mediatheque({ cle: String(i) }))
    expect(reunis(records)).toBe(true)
  })
})

// A small world where everything collides: few names, few streets, few numbers, many silences.
const MONDE = fc.record({
  source: fc.constantFrom('a', 'b', 'c'),
  cle: fc.constantFrom(...'123456789'.split('')),
  fictif: fc.constantFrom(false, false, false, true),
  tenu: fc.constantFrom(false, false, false, true),
  nom: fc.constantFrom(
    undefined,
    '',
    'Mairie',
    'Mairie de Vaure',
    'Médiathèque Belloc',
    'Médiathèque Beloc',
    'Médiathèque 1',
    'Médiathèque 2',
    'Bus France services Vaure',
    'France services Vaure',
    'Maison Belloc Colette'
  ),
  adresse: fc.constantFrom(undefined, '1 rue Haute', '1 bis rue Haute', '9 rue Haute', 'rue Haute', 'Place Neuve'),
  commune: fc.constantFrom(undefined, 'Vaure', 'Clair'),
  code_postal: fc.constantFrom(undefined, '31999', '31998'),
  code_insee: fc.constantFrom(undefined, '31555', '31556'),
  latitude: fc.constantFrom(undefined, 43.6, 43.6009, 43.65),
  longitude: fc.constantFrom(1.44, 1.4405),
  telephones: fc.constantFrom([], ['0561990001'], ['0561990002'], ['0561990001', '0561990003']),
  courriels: fc.constantFrom([], ['x@vaure.example'], ['y@vaure.example']),
  sites: fc.constantFrom([], ['https://www.vaure.example/']),
  pivot: fc.constantFrom(undefined, '21310555000012', '00000000000000', '50012345600017'),
  typologies: fc.constantFrom([], ['BIB'], ['MUNI'], ['RFS'], ['ENM']),
  itinerance: fc.constantFrom([], ['Fixe'], ['Itinérant'])
}) as fc.Arbitrary<AComparer>

const CLE = fc.record({ source: fc.constantFrom('a', 'b', 'c'), cle: fc.constantFrom(...'123456789'.split('')) })
const DECISIONS = fc.array(fc.record({ genre: fc.constantFrom('meme', 'different'), a: CLE, b: CLE }), {
  maxLength: 4
}) as fc.Arbitrary<Decision[]>
const PETITS: Options = { tailleMax: 3 }

function decrire(index: IndexRapprochement) {
  const parGroupe = new Map<number, string[]>()
  index.groupes().forEach((groupe, record) => {
    if (groupe < 0) return
    const { source, cle } = index.cle(record)
    parGroupe.set(groupe, [...(parGroupe.get(groupe) ?? []), `${source}/${cle}`])
  })
  const nommer = (record: number) => `${index.cle(record).source}/${index.cle(record).cle}`
  return {
    groupes: [...parGroupe.values()].map((noms) => noms.sort().join(' ')).sort(),
    paires: [...index.paires()]
      .map(({ a, b, score, issue }) => `${[nommer(a), nommer(b)].sort().join(' ')} ${score} ${issue}`)
      .sort()
  }
}

describe('pure et stable', () => {
  it('donne les mêmes groupes et les mêmes paires quel que soit l’ordre', () => {
    fc.assert(
      fc.property(
        fc.array(MONDE, { maxLength: 40 }),
        DECISIONS,
        fc.infiniteStream(fc.nat()),
        (records, decisions, hasard) => {
          const rangs = new Map(records.map((record) => [record, hasard.next().value as number]))
          const melanges = [...records].sort((x, y) => (rangs.get(x) as number) - (rangs.get(y) as number))
          const index = new IndexRapprochement(records, decisions, PETITS)
          expect(decrire(new IndexRapprochement(melanges, [...decisions].reverse(), PETITS))).toEqual(decrire(index))
        }
      ),
      { numRuns: 200 }
    )
  })

  it('ne change pas de groupes quand une source renumérote tout', () => {
    const contenu = (record: AComparer) => JSON.stringify({ ...record, cle: '' })
    const grouper = (records: readonly AComparer[]) => {
      const { groupes } = rapprocher(records, [], PETITS)
      const parGroupe = new Map<number, string[]>()
      records.forEach((record, i) =>
        parGroupe.set(groupes[i] as number, [...(parGroupe.get(groupes[i] as number) ?? []), contenu(record)])
      )
      return [...parGroupe.values()].map((textes) => textes.sort().join('\n')).sort()
    }
    fc.assert(
      fc.property(fc.array(MONDE, { maxLength: 30 }), (records) => {
        const renumerotes = records.map((record, i) => ({ ...record, cle: `nouveau-${(i * 7) % 31}` }))
        expect(grouper(renumerotes)).toEqual(grouper(records))
      }),
      { numRuns: 200 }
    )
  })

  it('met à jour comme si tout était recommencé', () => {
    const GESTE = fc.record({
      ajoutes: fc.array(MONDE, { maxLength: 6 }),
      modifies: fc.array(MONDE, { maxLength: 3 }),
      retires: fc.array(CLE, { maxLength: 4 }),
      decisions: fc.option(DECISIONS, { nil: undefined })
    })
    fc.assert(
      fc.property(
        fc.array(MONDE, { maxLength: 30 }),
        DECISIONS,
        fc.array(GESTE, { minLength: 1, maxLength: 5 }),
        (depart, decisions, gestes) => {
          const index = new IndexRapprochement(depart, decisions, PETITS)
          let vivants = depart
          let enVigueur = decisions
          let groupes = decrire(index).groupes
          for (const geste of gestes) {
            const partent = new Set([...geste.retires, ...geste.modifies].map(({ source, cle }) => `${source}/${cle}`))
            vivants = [
              ...vivants.filter(({ source, cle }) => !partent.has(`${source}/${cle}`)),
              ...geste.ajoutes,
              ...geste.modifies
            ]
            enVigueur = geste.decisions ?? enVigueur
            const { decisions: nouvelles, ...reste } = geste
            const changements = index.mettreAJour(nouvelles ? { ...reste, decisions: nouvelles } : reste)
            const apres = decrire(index)
            expect(apres).toEqual(decrire(new IndexRapprochement(vivants, enVigueur, PETITS)))
            // The groups announced are exactly what turns the former list into the new one.
            const dire = (liste: typeof changements.avant) =>
              liste.map((cles) =>
                cles
                  .map(({ source, cle }) => `${source}/${cle}`)
                  .sort()
                  .join(' ')
              )
            const attendus = [...groupes]
            for (const groupe of dire(changements.avant)) attendus.splice(attendus.indexOf(groupe), 1)
            expect([...attendus, ...dire(changements.apres)].sort()).toEqual(apres.groupes)
            groupes = apres.groupes
          }
        }
      ),
      { numRuns: 200 }
    )
  })

  it('ne recompare que ce que la livraison touche', () => {
    const dans = (i: number): Partial<AComparer> => ({
      nom: `Médiathèque ${rang(i)}`,
      adresse: `${1 + (i % 90)} rue ${rang(i)}`,
      commune: `Bourg${rang(i % 700)}`,
      latitude: 43 + (i % 700) / 100,
      longitude: 1.44
    })
    const records = Array.from({ length: 3000 }, (_, i) => fiche({ ...dans(i), cle: String(i), source: `s${i % 3}` }))
    const index = new IndexRapprochement(records)
    const { comparaisons, apres } = index.mettreAJour({ ajoutes: [fiche({ ...dans(1), ...b, cle: 'neuve' })] })
    expect(comparaisons).toBeLessThan(20)
    expect(apres).toEqual([
      [
        { source: 'annuaire-b', cle: 'neuve' },
        { source: 's1', cle: '1' }
      ]
    ])
  })
})

describe('des groupes qui se tiennent', () => {
  it('ne joint pas les deux bouts d’une chaîne de fiches voisines', () => {
    // Each shares a word of its name and its spot with the next; the ends share neither.
    const mots = ['Belloc', 'Colette', 'Ravel', 'Curie', 'Zola', 'Hugo', 'Pasteur', 'Jaurès', 'Verne', 'Camus', 'Duras']
    const records = Array.from({ length: 10 }, (_, i) =>
      fiche({
        source: `annuaire-${i}`,
        cle: String(i),
        nom: `Espace ${mots[i]} ${mots[i + 1]}`,
        commune: 'Vaure',
        latitude: 43.6 + i * 0.0004,
        longitude: 1.44
      })
    )
    const { groupes, paires } = rapprocher(records)
    expect(paires.some(({ issue }) => issue === 'meme')).toBe(true)
    expect(groupes[0]).not.toBe(groupes[9])
    for (const x of records)
      for (const y of records)
        if (groupes[records.indexOf(x)] === groupes[records.indexOf(y)]) expect(total(x, y)).toBeGreaterThan(-26)
  })
})
