import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { charteLivree, contenu, critere } from './charte.fixture.ts'
import {
  deplacerElement,
  ecrireElement,
  LISTES,
  lignesDe,
  prochainId,
  retirerElement,
  saisieDe,
  verifierSaisie
} from './liste.ts'
import { blocs, typographier } from './texte.ts'

const liste = (cle: string) => LISTES.find((une) => une.cle === cle) as (typeof LISTES)[number]
const nationale = charteLivree('nationale').contenu

it('écrire ce que l’on vient de lire ne change rien, dans aucune liste', () => {
  for (const une of LISTES)
    for (const { id } of lignesDe(nationale, une))
      expect(ecrireElement(nationale, une, id, saisieDe(nationale, une, id) ?? {})).toEqual(nationale)
})

describe('un déplacement', () => {
  it('reste dans sa famille : le premier critère d’une catégorie ne passe pas dans l’autre', () => {
    expect(deplacerElement(nationale, liste('criteres'), 'c9', 'monter')).toEqual(nationale)
    const change = deplacerElement(nationale, liste('criteres'), 'c10', 'monter')
    expect(change.criteres.map(({ id }) => id).slice(9, 12)).toEqual(['c8', 'c10', 'c9'])
  })

  it('ne perd rien, et se défait', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LISTES), fc.nat(), (une, rang) => {
        const lignes = lignesDe(nationale, une)
        const id = lignes[rang % Math.max(lignes.length, 1)]?.id ?? 'absent'
        const descendu = deplacerElement(nationale, une, id, 'descendre')
        expect(
          lignesDe(descendu, une)
            .map((l) => l.id)
            .sort()
        ).toEqual(lignes.map((l) => l.id).sort())
        if (descendu !== nationale) expect(deplacerElement(descendu, une, id, 'monter')).toEqual(nationale)
      })
    )
  })
})

describe('un retrait', () => {
  it('refuse une catégorie qui contient des critères, et les nomme', () => {
    expect(retirerElement(nationale, liste('categories'), 'services-publics')).toMatchObject({
      ok: false,
      error: { raison: 'categorie-utilisee', criteres: [{}, {}].map(() => expect.any(String)) }
    })
  })

  it('ne touche qu’à la rubrique de ce genre, quand deux portent le même nom', () => {
    const rubrique = { id: 'r1', titre: 'T', texte: 't', reference: '' }
    const deux = contenu({
      rubriques: [
        { ...rubrique, genre: 'avantage' },
        { ...rubrique, genre: 'valeur' }
      ]
    })
    const reste = retirerElement(deux, liste('valeurs'), 'r1')
    expect(reste.ok && reste.value.rubriques.map(({ genre }) => genre)).toEqual(['avantage'])
  })
})

it('une saisie vide, trop longue ou rangée nulle part est refusée, champ par champ', () => {
  const saisie = { libelle: '', genre: 'autre', categorie_id: 'absente', texte: 'x'.repeat(20_001) }
  expect(verifierSaisie(contenu(), liste('criteres'), saisie).map(({ champ }) => champ)).toEqual([
    'libelle',
    'genre',
    'categorie_id',
    'texte'
  ])
  expect(verifierSaisie(contenu(), liste('criteres'), { libelle: 'L', genre: 'critere', texte: 'T' })).toEqual([])
})

it('un numéro déjà donné, même retiré depuis, ne l’est plus', () => {
  expect(prochainId('c', ['c1', 'c40', 'm2', 'accessible'])).toBe('c41')
  expect(prochainId('a', [])).toBe('a1')
  expect(critere('c41').id).toBe('c41')
})

describe('un texte', () => {
  it('a des paragraphes et des listes', () => {
    expect(blocs('Un\nparagraphe.\n\n- une ligne\n  qui suit ;\n- une autre.\n\n\nFin.')).toEqual([
      { genre: 'paragraphe', texte: 'Un paragraphe.' },
      { genre: 'liste', lignes: ['une ligne qui suit ;', 'une autre.'] },
      { genre: 'paragraphe', texte: 'Fin.' }
    ])
    expect(blocs('Intro :\r\n- a\r\n- b')).toHaveLength(2)
  })

  it('prend ses espaces insécables, une fois pour toutes', () => {
    expect(typographier("Qu'est-ce ? « Oui » : 20 000 lieux")).toBe(
      'Qu’est-ce\u00a0? «\u00a0Oui\u00a0»\u00a0: 20\u00a0000 lieux'
    )
    expect(typographier('https://exemple.fr:80/?a=1;b')).toBe('https://exemple.fr:80/?a=1;b')
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '«', '»', ':', '?', "'", '\u00a0', '1', '000') }),
        (texte) => {
          expect(typographier(typographier(texte))).toBe(typographier(texte))
        }
      )
    )
  })
})
