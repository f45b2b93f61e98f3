import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grouper, type OpinionASituer } from './groupes.ts'

/** Numbers that look like chance and are always the same (mulberry32). */
function tirage(graine: number): () => number {
  let etat = graine
  return () => {
    etat = (etat + 0x6d2b79f5) | 0
    let t = Math.imul(etat ^ (etat >>> 15), 1 | etat)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Opinions of camps of people, each item being answered by a part of them; some answer against their camp. */
function consulter({
  camps,
  items,
  part = 0.7,
  infideles = 0.1,
  graine = 7
}: {
  readonly camps: readonly { readonly nombre: number; readonly pense: (item: number) => 1 | -1 }[]
  readonly items: number
  readonly part?: number
  readonly infideles?: number
  readonly graine?: number
}): OpinionASituer[] {
  const hasard = tirage(graine)
  return camps.flatMap(({ nombre, pense }, camp) =>
    Array.from({ length: nombre }, (_, n) => n).flatMap((n) =>
      Array.from({ length: items }, (_, item) => item).flatMap((item): OpinionASituer[] => {
        if (hasard() > part) return []
        const sens = hasard() < infideles ? (-pense(item) as 1 | -1) : pense(item)
        return [{ qui: `${camp}-${n}`, item: `i${String(item).padStart(3, '0')}`, sens }]
      })
    )
  )
}

const POUR = { nombre: 60, pense: (): 1 | -1 => 1 }
const CONTRE_LA_FIN = { nombre: 30, pense: (item: number): 1 | -1 => (item < 6 ? 1 : -1) }

describe('les groupes de personnes qui répondent pareil', () => {
  it('deux camps qui s’opposent sur la moitié des propositions font deux groupes, le plus grand d’abord', () => {
    const groupes = grouper(consulter({ camps: [POUR, CONTRE_LA_FIN], items: 14 }))
    expect(groupes).toHaveLength(2)
    expect(Math.abs((groupes[0]?.effectif ?? 0) - 60)).toBeLessThanOrEqual(2)
    const [grand, petit] = groupes.map(({ avis }) => avis.get('i010') ?? { accord: 0, revoir: 0 })
    expect(grand && petit && grand.accord > 5 * grand.revoir && petit.revoir > 5 * petit.accord).toBe(true)
  })

  it('trois camps font trois groupes', () => {
    const tiers = (de: number) => (item: number) => (Math.floor(item / 8) === de ? -1 : 1)
    const camps = [0, 1, 2].map((de) => ({ nombre: 40, pense: tiers(de) }))
    const effectifs = grouper(consulter({ camps, items: 24, part: 0.8 })).map(({ effectif }) => effectif)
    expect(effectifs).toHaveLength(3)
    expect(Math.min(...effectifs)).toBeGreaterThan(35)
  })

  it.each([1, 2, 3, 4, 5])('des avis donnés au hasard ne font aucun groupe (tirage %i)', (graine) => {
    const hasard = tirage(graine)
    const pile = { nombre: 200, pense: (): 1 | -1 => (hasard() < 0.5 ? 1 : -1) }
    for (const items of [3, 5, 20]) expect(grouper(consulter({ camps: [pile], items, graine }))).toEqual([])
  })

  it('un dégradé continu, sans camp, ne fait aucun groupe', () => {
    const camps = Array.from({ length: 120 }, (_, n) => ({
      nombre: 1,
      pense: (item: number): 1 | -1 => (item * 6 < n ? 1 : -1)
    }))
    expect(grouper(consulter({ camps, items: 20, part: 1 }))).toEqual([])
  })

  it('tout le monde pense pareil : pas de groupe', () =>
    expect(grouper(consulter({ camps: [POUR], items: 10, infideles: 0 }))).toEqual([]))

  it('un camp de sept personnes n’est jamais montré ; de huit, il l’est', () => {
    const avec = (nombre: number) =>
      grouper(consulter({ camps: [POUR, { ...CONTRE_LA_FIN, nombre }], items: 14, part: 1, infideles: 0 }))
    expect(avec(7)).toEqual([])
    expect(avec(8).map(({ effectif }) => effectif)).toEqual([60, 8])
  })

  it('sur mille personnes, un groupe en compte au moins cinquante', () => {
    const avec = (nombre: number) =>
      grouper(
        consulter({
          camps: [
            { ...POUR, nombre: 1000 - nombre },
            { ...CONTRE_LA_FIN, nombre }
          ],
          items: 12,
          part: 1,
          infideles: 0
        })
      )
    expect(avec(49)).toEqual([])
    expect(avec(50)).toHaveLength(2)
  })

  it('qui a donné moins de trois avis, ou sur moins d’une proposition sur cinq, n’est d’aucun groupe', () => {
    const assidus = consulter({ camps: [POUR, CONTRE_LA_FIN], items: 20, part: 1, infideles: 0 })
    const passants = Array.from({ length: 30 }, (_, n) =>
      [0, 1, 2].map((item): OpinionASituer => ({ qui: `passant-${n}`, item: `i00${item}`, sens: -1 }))
    ).flat()
    expect(grouper([...assidus, ...passants])).toEqual(grouper(assidus))
  })

  it('ni l’ordre des avis ni le nom des personnes ne change les groupes', () => {
    const opinions = consulter({ camps: [POUR, CONTRE_LA_FIN], items: 14 })
    const attendus = grouper(opinions)
    fc.assert(
      fc.property(
        fc.shuffledSubarray(opinions, { minLength: opinions.length }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (melangees, sel) => {
          const renommees = melangees.map((o) => ({
            ...o,
            qui: String(Number.parseInt(o.qui.replace('-', '7'), 10) * 31 + sel)
          }))
          const noms = new Set(renommees.map(({ qui }) => qui)).size
          expect(noms).toBe(new Set(opinions.map(({ qui }) => qui)).size)
          expect(grouper(renommees)).toEqual(attendus)
        }
      ),
      { numRuns: 10 }
    )
  })

  it('cinq mille personnes et cent propositions : moins de cinq secondes de calcul', () => {
    const opinions = consulter({
      camps: [
        { ...POUR, nombre: 3500 },
        { nombre: 1500, pense: (item) => (item % 3 === 0 ? -1 : 1) }
      ],
      items: 100,
      part: 0.5
    })
    const debut = process.cpuUsage()
    expect(grouper(opinions)).toHaveLength(2)
    expect(process.cpuUsage(debut).user).toBeLessThan(5_000_000)
  })
})
