import { describe, expect, it } from 'vitest'
import { classer, desaccords, distinguer, partages } from './synthese.ts'

const item = (nom: string, accord: number, revoir: number) => ({ nom, accord, revoir })
const noms = (items: readonly { readonly nom: string }[]) => items.map(({ nom }) => nom)

describe('l’ordre des propositions', () => {
  it('va de la plus approuvée à la moins approuvée ; celles qui ont peu d’avis viennent après', () => {
    const items = [item('peu', 3, 0), item('b', 60, 40), item('a', 18, 2), item('c', 10, 90), item('rien', 0, 0)]
    expect(noms(classer(items))).toEqual(['a', 'b', 'c', 'peu', 'rien'])
  })

  it('à part égale, la plus répondue passe devant', () =>
    expect(noms(classer([item('petite', 5, 5), item('grande', 50, 50)]))).toEqual(['grande', 'petite']))
})

describe('les points de désaccord', () => {
  it('sont ceux qui partagent le plus, avec assez d’avis', () => {
    const items = [
      item('serrée', 51, 49),
      item('plus serrée', 500, 500),
      item('un tiers', 20, 10),
      item('moins d’un tiers', 21, 9),
      item('neuf avis', 5, 4),
      item('unanime', 80, 0)
    ]
    expect(noms(desaccords(items))).toEqual(['plus serrée', 'serrée', 'un tiers'])
  })

  it('n’existent pas quand tout le monde est d’accord', () => expect(desaccords([item('a', 90, 2)])).toEqual([]))

  it('sont cinq au plus', () =>
    expect(desaccords(Array.from({ length: 9 }, (_, n) => item(String(n), 10 + n, 10)))).toHaveLength(5))
})

describe('les valeurs les plus partagées', () => {
  it('s’additionnent d’une proposition à l’autre, et une valeur donnée une seule fois n’est pas partagée', () =>
    expect(
      partages([
        { libelle: 'Entraide', choix: 4 },
        { libelle: 'Mixité', choix: 5 },
        { libelle: 'Entraide', choix: 3 },
        { libelle: 'Rareté', choix: 1 }
      ])
    ).toEqual([
      { libelle: 'Entraide', choix: 7, items: 2 },
      { libelle: 'Mixité', choix: 5, items: 1 }
    ]))
})

describe('ce qui distingue un groupe', () => {
  const avis = (parItem: Readonly<Record<string, readonly [number, number]>>) =>
    new Map(Object.entries(parItem).map(([nom, [accord, revoir]]) => [nom, { accord, revoir }]))

  it('est ce qu’il dit et que les autres ne disent pas ; moins de cinq réponses ne se montrent pas', () => {
    const ici = avis({ a: [18, 2], b: [2, 18], c: [19, 1], d: [4, 0] })
    const ailleurs = avis({ a: [3, 17], b: [19, 1], c: [19, 1], d: [0, 20] })
    expect(distinguer(ici, [ailleurs])).toEqual({
      accords: [{ item: 'a', accord: 18, revoir: 2 }],
      revoirs: [{ item: 'b', accord: 2, revoir: 18 }]
    })
  })
})
