import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estInchange, lireAmendement, lireProposition } from './proposition.ts'

const champsFautifs = (lu: ReturnType<typeof lireAmendement>) => (lu.ok ? [] : lu.error.map(({ champ }) => champ))

describe('une proposition', () => {
  it('a un titre d’une ligne et un texte, sans ce qui trompe l’œil', () => {
    expect(
      lireProposition({ titre: ' Un\taccueil\n\u202eouvert ', texte: 'Tous les jours.\r\n\r\n\r\n\r\nMême en août.' })
    ).toEqual({
      ok: true,
      value: { titre: 'Un accueil ouvert', texte: 'Tous les jours.\n\nMême en août.' }
    })
  })

  it.each([
    [{}, ['titre', 'texte']],
    [{ titre: '…', texte: '!!!' }, ['titre', 'texte']],
    [{ titre: 'a'.repeat(200), texte: 'é'.repeat(5_000) }, []],
    [{ titre: 'a'.repeat(201), texte: 'é'.repeat(5_001) }, ['titre', 'texte']],
    [{ titre: 'a'.repeat(10_000), texte: 'Bien' }, ['titre']]
  ])('est refusée champ par champ', (champs, fautifs) => {
    const lue = lireProposition(champs)
    expect(lue.ok ? [] : lue.error.map(({ champ }) => champ)).toEqual(fautifs)
  })
})

describe('un amendement', () => {
  const ARTICLE = 'Le lieu est ouvert le mardi.\n\nIl est gratuit.'
  const bon = { titre: 'Le samedi aussi', texte: `${ARTICLE} Pour tous.`, motif: 'Je travaille le mardi.' }

  it('change les mots de l’article, et dit pourquoi', () => {
    expect(lireAmendement(bon, ARTICLE).ok).toBe(true)
    expect(champsFautifs(lireAmendement({ ...bon, motif: '' }, ARTICLE))).toEqual(['motif'])
    expect(champsFautifs(lireAmendement({ ...bon, texte: '' }, ARTICLE))).toEqual(['texte'])
  })

  it('ne change rien quand seuls les espaces changent', () => {
    for (const texte of [ARTICLE, ARTICLE.replaceAll('\n', '\r\n'), ` ${ARTICLE}\u200b `])
      expect(champsFautifs(lireAmendement({ ...bon, texte }, ARTICLE))).toEqual(['texte'])
    fc.assert(fc.property(fc.string(), (texte) => estInchange(` ${texte}\n`, texte)))
  })
})
