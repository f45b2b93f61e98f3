import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cadreUtile,
  deprojeter,
  disposer,
  type Epingle,
  lireVue,
  projeter,
  RAYON_EPINGLE,
  rayonDuGroupe,
  zoomPour
} from './carte.ts'

const LIMOGES = { latitude: 45.8336, longitude: 1.2611 }

const epingle = (numero: number, position: Partial<Epingle> = {}): Epingle => ({
  ...LIMOGES,
  numero,
  id: numero,
  nom: `Lieu ${numero}`,
  href: `/lieux/${numero}`,
  ...position
})

describe('la projection', () => {
  it('met Greenwich et l’équateur au milieu du monde', () => {
    const { x, y } = projeter({ latitude: 0, longitude: 0 }, 1)
    expect([x, y]).toEqual([256, 256])
  })

  it('revient d’où elle part', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -85, max: 85, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.integer({ min: 0, max: 19 }),
        (latitude, longitude, zoom) => {
          const retour = deprojeter(projeter({ latitude, longitude }, zoom), zoom)
          expect(retour.latitude).toBeCloseTo(latitude, 6)
          expect(retour.longitude).toBeCloseTo(longitude, 6)
        }
      )
    )
  })

  it('zoome autant que le cadre tient, et pas plus que demandé', () => {
    const monde = { sud: -85.05, ouest: -180, nord: 85.05, est: 180 }
    expect(zoomPour(monde, 512, 512, 19)).toBeCloseTo(1, 2)
    expect(zoomPour({ sud: 45, ouest: 1, nord: 45, est: 1 }, 600, 600, 13)).toBe(13)
  })
})

describe('la disposition', () => {
  it('retire d’un groupe les lieux de la liste qui ont leur numéro', () => {
    const cadre = { sud: 45, ouest: 1, nord: 46, est: 2 }
    const { epingles, reperes } = disposer(
      [epingle(1), epingle(2, { latitude: 45.2, longitude: 1.9 })],
      [{ latitude: 45.5, longitude: 1.5, combien: 5, cadre }],
      9
    )
    expect(epingles.map(({ numero }) => numero)).toEqual([1, 2])
    expect(reperes.map(({ combien }) => combien)).toEqual([3])
  })

  it('ne montre plus un groupe dont tous les lieux ont leur numéro, ni deux fois le même lieu', () => {
    const cadre = { sud: 45, ouest: 1, nord: 46, est: 2 }
    const seul = { latitude: 47, longitude: 2, combien: 1, id: 2 }
    const { reperes } = disposer(
      [epingle(1), epingle(2, { latitude: 47, longitude: 2 })],
      [{ ...LIMOGES, combien: 1, cadre }, { ...LIMOGES, combien: 1, id: 1 }, seul, { ...seul, id: 3 }],
      9
    )
    expect(reperes.map((repere) => ('id' in repere ? repere.id : undefined))).toEqual([undefined, 3])
    expect(disposer([epingle(1)], [{ ...LIMOGES, combien: 1, id: 1, cadre }], 9).reperes).toEqual([])
  })

  it('laisse dans son groupe un numéro qui en couvrirait un autre', () => {
    const cadre = { sud: 45, ouest: 1, nord: 46, est: 2 }
    const { epingles, reperes } = disposer(
      [epingle(1), epingle(2, { latitude: 45.834 })],
      [{ ...LIMOGES, combien: 2, cadre }],
      8
    )
    expect(epingles.map(({ numero }) => numero)).toEqual([1])
    expect(reperes.map(({ combien }) => combien)).toEqual([1])
  })

  it('écarte un groupe du numéro qu’il couvrirait', () => {
    const { epingles, reperes } = disposer(
      [epingle(1)],
      [{ ...LIMOGES, combien: 30, cadre: { sud: 40, ouest: 0, nord: 41, est: 1 } }],
      9
    )
    const [e, r] = [epingles[0], reperes[0]]
    expect(Math.hypot((e?.x ?? 0) - (r?.x ?? 0), (e?.y ?? 0) - (r?.y ?? 0))).toBeGreaterThanOrEqual(
      RAYON_EPINGLE + rayonDuGroupe(30)
    )
  })

  it('réunit des groupes qui se couvriraient, sans perdre personne', () => {
    const groupe = (longitude: number, combien: number) => ({
      latitude: 45,
      longitude,
      combien,
      cadre: { sud: 44.9, ouest: longitude - 0.125, nord: 45.1, est: longitude + 0.125 }
    })
    const { reperes } = disposer([], [groupe(1, 30), groupe(1.125, 10), groupe(3, 5)], 8)
    expect(reperes.map(({ combien, cadre }) => [combien, cadre.ouest, cadre.est])).toEqual([
      [40, 0.875, 1.25],
      [5, 2.875, 3.125]
    ])
    expect(reperes[0]?.longitude).toBeCloseTo(1.03125, 3)
  })

  it('joint à son voisin un groupe qui ne trouve pas de place entre les numéros', () => {
    const autour = [-60, 0, 60].flatMap((dx) => [-60, 0, 60].map((dy) => ({ dx, dy })))
    const centre = projeter(LIMOGES, 9)
    const epingles = autour.map(({ dx, dy }, i) =>
      epingle(i + 1, deprojeter({ x: centre.x + dx, y: centre.y + dy }, 9))
    )
    const loin = { latitude: 47, longitude: 1.2611, combien: 4, cadre: { sud: 47, ouest: 1, nord: 47.1, est: 2 } }
    const { reperes } = disposer(epingles, [{ ...LIMOGES, combien: 3 }, loin], 9, 44)
    expect(reperes.map(({ combien }) => combien)).toEqual([7])
  })

  it('ne perd ni n’invente personne, et rien ne se couvre, quoi que l’on montre', () => {
    const point = fc.record({
      latitude: fc.double({ min: 45, max: 46, noNaN: true }),
      longitude: fc.double({ min: 1, max: 2, noNaN: true })
    })
    const groupe = fc.tuple(point, fc.integer({ min: 1, max: 50 })).map(([p, combien]) => ({ ...p, combien }))
    fc.assert(
      fc.property(
        fc.array(groupe, { maxLength: 40 }),
        fc.array(point, { maxLength: 20 }),
        fc.integer({ min: 5, max: 14 }),
        (groupes, points, zoom) => {
          const { epingles, reperes } = disposer(
            points.map((p, i) => epingle(i + 100, p)),
            groupes,
            zoom,
            44
          )
          const compter = (liste: readonly { combien: number }[]) => liste.reduce((n, { combien }) => n + combien, 0)
          expect(compter(reperes)).toBe(compter(groupes))
          // One group alone among pins has nowhere else to go.
          if (reperes.length < 2) return
          const poses = [...epingles, ...reperes]
          for (const [i, a] of poses.entries())
            for (const b of poses.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(41)
        }
      )
    )
  })
})

describe('le cadre où regarder', () => {
  const lieu = (latitude: number, longitude: number, combien = 1) => ({ latitude, longitude, combien })

  it('est celui de tout ce qui répond', () => {
    expect(cadreUtile([])).toBeUndefined()
    expect(cadreUtile([lieu(45, 1), lieu(46, 2)])).toEqual({ sud: 45, ouest: 1, nord: 46, est: 2 })
  })

  it('laisse de côté une position que son producteur a manquée', () => {
    expect(cadreUtile([lieu(45, 1, 60), lieu(45.5, 1.4, 60), lieu(48.4, -4.5)])).toEqual({
      sud: 45,
      ouest: 1,
      nord: 45.5,
      est: 1.4
    })
  })

  it('n’oublie pas un vingtième qui est simplement au bord', () => {
    expect(cadreUtile([lieu(45, 1, 60), lieu(45.5, 1.4, 60), lieu(45.6, 1.5)])?.nord).toBe(45.6)
  })
})

describe('la vue demandée', () => {
  const lire = (texte: string) => lireVue(new URLSearchParams(texte))

  it('se lit dans l’adresse', () => {
    expect(lire('sud=45&ouest=1&nord=46&est=2.5&zoom=9')).toEqual({
      vue: { cadre: { sud: 45, ouest: 1, nord: 46, est: 2.5 }, zoom: 9 }
    })
  })

  it.each([
    ['rien', '', /zoom/],
    ['un zoom à virgule', 'sud=45&ouest=1&nord=46&est=2&zoom=9.5', /zoom/],
    ['un zoom de l’espace', 'sud=45&ouest=1&nord=46&est=2&zoom=99', /zoom/],
    ['un nord au sud', 'sud=46&ouest=1&nord=45&est=2&zoom=9', /latitudes/],
    ['une latitude impossible', 'sud=45&ouest=1&nord=146&est=2&zoom=9', /latitudes/],
    ['un ouest à l’est', 'sud=45&ouest=3&nord=46&est=2&zoom=9', /longitudes/],
    ['des mots', 'sud=ici&ouest=1&nord=46&est=2&zoom=9', /latitudes/],
    ['l’infini', 'sud=45&ouest=-1e309&nord=46&est=2&zoom=9', /longitudes/],
    ['le monde rue par rue', 'sud=-80&ouest=-180&nord=80&est=180&zoom=18', /trop grand/]
  ])('refuse %s, et dit pourquoi', (_, texte, raison) => {
    expect(lire(texte)).toEqual({ refus: expect.stringMatching(raison) })
  })
})
