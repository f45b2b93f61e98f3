import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { charteLivree, contenu, critere } from './charte.fixture.ts'
import { comparer, comparerMots } from './comparaison.ts'

describe('la comparaison mot à mot', () => {
  it('montre le mot retiré, puis le mot ajouté, et rien d’autre', () => {
    expect(comparerMots('Le comité a 15 jours pour répondre.', 'Le comité a 30 jours pour répondre.')).toEqual([
      { etat: 'egal', texte: 'Le comité a ' },
      { etat: 'retire', texte: '15 ' },
      { etat: 'ajoute', texte: '30 ' },
      { etat: 'egal', texte: 'jours pour répondre.' }
    ])
  })

  it('rend les deux textes, quels qu’ils soient', () => {
    const texte = fc
      .array(fc.constantFrom('un ', 'deux ', 'trois', ' ', '\n\n', 'é’'), { maxLength: 30 })
      .map((m) => m.join(''))
    fc.assert(
      fc.property(texte, texte, (avant, apres) => {
        const fragments = comparerMots(avant, apres)
        const lire = (sans: string) =>
          fragments
            .filter(({ etat }) => etat !== sans)
            .map((f) => f.texte)
            .join('')
        expect(lire('ajoute')).toBe(avant)
        expect(lire('retire')).toBe(apres)
        if (avant === apres) expect(fragments.every(({ etat }) => etat === 'egal')).toBe(true)
      })
    )
  })

  it('tient devant deux longs textes sans rapport', () => {
    const [a, b] = [Array.from({ length: 4_000 }, (_, i) => `a${i}`), Array.from({ length: 4_000 }, (_, i) => `b${i}`)]
    expect(comparerMots(a.join(' '), b.join(' ')).map(({ etat }) => etat)).toEqual(['retire', 'ajoute'])
  })
})

describe('la comparaison de deux versions', () => {
  it('ne dit rien de deux versions égales', () => {
    const { contenu: nationale } = charteLivree('nationale')
    expect(comparer(nationale, nationale)).toEqual({ parametres: [], parties: [] })
  })

  it('dit les critères ajoutés, retirés, changés, et les nombres', () => {
    const avant = contenu({ parametres: { opposition_jours: 15 } })
    const apres = contenu({
      criteres: [
        critere('m1', { genre: 'condition' }),
        critere('c1', { texte: 'Un autre texte.' }),
        critere('c2'),
        critere('c4')
      ],
      parametres: { opposition_jours: 30 }
    })
    const { parametres, parties } = comparer(avant, apres)
    expect(parametres).toEqual([
      { libelle: 'Jours du comité pour s’opposer', avant: '15\u00a0jours', apres: '30\u00a0jours' }
    ])
    expect(parties.map(({ titre }) => titre)).toEqual(['Les conditions, les critères et les engagements'])
    expect(parties[0]?.elements.map(({ id, etat }) => `${id} ${etat}`)).toEqual(['c1 change', 'c4 ajoute', 'c3 retire'])
  })
})
