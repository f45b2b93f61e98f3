import { setTimeout as attendre } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { creerGuichet, enFlux } from './flux.ts'

async function* compter(jusqua: number, fermer = () => {}) {
  try {
    for (let n = 1; n <= jusqua; n++) yield String(n)
  } finally {
    fermer()
  }
}

it('un guichet donne ses places, puis attend qu’on en rende une, et ne la compte qu’une fois', () => {
  const guichet = creerGuichet(2)
  const une = guichet.prendre()
  expect(guichet.prendre()).toBeDefined()
  expect(guichet.prendre()).toBeUndefined()
  une?.()
  une?.()
  expect(guichet.prendre()).toBeDefined()
  expect(guichet.prendre()).toBeUndefined()
})

describe('un flux', () => {
  it('donne tout, et finit une fois', async () => {
    const finir = vi.fn()
    expect(await new Response(enFlux(compter(5), finir)).text()).toBe('12345')
    expect(finir).toHaveBeenCalledTimes(1)
  })

  it('finit quand le lecteur s’en va', async () => {
    const [finir, fermer] = [vi.fn(), vi.fn()]
    const lecteur = enFlux(compter(1_000, fermer), finir).getReader()
    await lecteur.read()
    await lecteur.cancel()
    expect(finir).toHaveBeenCalledTimes(1)
    expect(fermer).toHaveBeenCalledTimes(1)
  })

  it('finit quand personne ne lit plus', async () => {
    const finir = vi.fn()
    const lecteur = enFlux(compter(1_000), finir, 20).getReader()
    await lecteur.read()
    await attendre(80)
    expect(finir).toHaveBeenCalledTimes(1)
    await expect(lecteur.read().then(() => lecteur.read())).rejects.toThrow('personne ne lit plus')
  })

  it('finit quand la suite échoue, et le dit à qui l’a lancé', async () => {
    const finir = vi.fn()
    async function* casse() {
      yield 'a'
      throw new Error('base perdue')
    }
    await expect(new Response(enFlux(casse(), finir)).text()).rejects.toThrow('base perdue')
    expect(finir.mock.calls).toEqual([[new Error('base perdue')]])
  })
})
