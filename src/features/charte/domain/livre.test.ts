import { describe, expect, it } from 'vitest'
import { charteLivree, lireFichierLivre } from './charte.fixture.ts'
import { deGenre } from './charte.ts'
import { lireCharteLivree } from './livre.ts'

describe('la charte nationale livrée', () => {
  const { contenu } = charteLivree('nationale')

  it('a 13 articles, 2 conditions et 40 critères en 7 familles, dans l’ordre du texte d’origine', () => {
    expect(contenu.articles.map(({ reference }) => reference)).toEqual(
      Array.from({ length: 13 }, (_, i) => `article ${i + 1}`)
    )
    expect(deGenre(contenu, 'condition').map(({ id }) => id)).toEqual(['m1', 'm2'])
    const criteres = deGenre(contenu, 'critere')
    expect(criteres.map(({ id, reference }) => `${id} ${reference}`)).toEqual(
      Array.from({ length: 40 }, (_, i) => `c${i + 1} article 7, critère ${i + 1}`)
    )
    // 8 / 11 / 10 / 2 / 3 / 3 / 3, and the two mandatory ones: 42.
    const tailles = contenu.categories.map(
      ({ id }) => criteres.filter(({ categorie_id }) => categorie_id === id).length
    )
    expect(tailles).toEqual([8, 11, 10, 2, 3, 3, 3])
  })

  it('garde « en savoir plus » où l’original en a un, et demande l’agrément du critère 21', () => {
    const riches = contenu.criteres.filter(({ en_savoir_plus }) => en_savoir_plus !== '').map(({ id }) => id)
    expect(riches).toEqual(['m1', 'm2', 'c2', 'c3', 'c11', 'c12', 'c16', 'c20', 'c32', 'c33'])
    expect(contenu.criteres.filter(({ justificatif }) => justificatif !== '').map(({ id }) => id)).toEqual(['c21'])
  })

  it('nomme les deux listes de membres d’office', () => {
    expect(contenu.rubriques.filter(({ genre }) => genre === 'membre-de-droit').map(({ id }) => id)).toEqual([
      'netpublic',
      'ordi20'
    ])
  })
})

it('la charte du Sicoval a ses six engagements, ses valeurs, ses trois familles de partenaires et son visuel', () => {
  const { contenu } = charteLivree('sicoval')
  const compter = (genre: string) => contenu.rubriques.filter((rubrique) => rubrique.genre === genre).length
  expect(deGenre(contenu, 'engagement')).toHaveLength(6)
  expect(['definition', 'valeur', 'service', 'partenaire', 'avantage', 'marque'].map(compter)).toEqual([
    3, 5, 6, 3, 4, 1
  ])
})

describe.each(['nationale', 'sicoval'] as const)('le texte de la charte %s', (nom) => {
  const { contenu } = charteLivree(nom)
  const textes = [
    contenu.resume,
    contenu.preambule,
    ...contenu.articles.flatMap(({ titre, texte }) => [titre, texte]),
    ...contenu.criteres.flatMap(({ libelle, texte, en_savoir_plus }) => [libelle, texte, en_savoir_plus]),
    ...contenu.rubriques.flatMap(({ titre, texte }) => [titre, texte])
  ]

  it('pose les espaces insécables et les apostrophes', () => {
    for (const texte of textes) expect(texte).not.toMatch(/ [:;!?»]|« |'/)
  })

  it('se lit : des phrases courtes, en dehors des listes', () => {
    const phrases = textes
      .flatMap((texte) =>
        texte
          .split('\n')
          .filter((ligne) => !ligne.trim().startsWith('- '))
          .join(' ')
          .split(/(?<=[.!?…])\s+/)
      )
      .map((phrase) => phrase.split(/\s+/).filter(Boolean).length)
      .filter((mots) => mots > 0)
    expect(phrases.filter((mots) => mots > 45)).toEqual([])
    expect(phrases.reduce((a, b) => a + b, 0) / phrases.length).toBeLessThan(16)
  })
})

describe('un fichier qui ne tient pas', () => {
  const lire = (changer: (fichier: Record<string, never>) => void) => {
    const fichier = structuredClone(lireFichierLivre('sicoval')) as Record<string, never>
    changer(fichier)
    const lu = lireCharteLivree(fichier)
    return lu.ok ? [] : lu.error
  }

  it.each([
    [(f: Record<string, unknown>) => void delete f.nom, 'nom : un texte est attendu'],
    [(f: Record<string, unknown>) => void (f.surprise = 1), 'surprise : ce champ n’existe pas'],
    [
      (f: { parametres: Record<string, unknown> }) => void (f.parametres.periode_mois = 'douze'),
      'parametres.periode_mois : un nombre entier est attendu'
    ],
    [
      (f: { criteres: Record<string, unknown>[] }) => void ((f.criteres[1] as Record<string, unknown>).texte = ' '),
      'criteres.1.texte : ne laissez pas ce champ vide'
    ],
    [
      (f: { criteres: Record<string, unknown>[] }) => void ((f.criteres[1] as Record<string, unknown>).id = 'e1'),
      'criteres : « e1 » est écrit deux fois'
    ],
    [
      (f: { criteres: Record<string, unknown>[] }) =>
        void ((f.criteres[0] as Record<string, unknown>).categorie = 'absente'),
      'criteres.e1 : la catégorie « absente » n’existe pas'
    ],
    [
      (f: { parametres: Record<string, unknown> }) => void (f.parametres.criteres_minimum = 2),
      'Il faut choisir au moins 2 critères, mais la charte n’en a aucun.'
    ]
  ])('dit où est la faute (%#)', (changer, faute) => {
    expect(lire(changer as never)).toContain(faute)
  })

  it('n’est pas une charte', () => {
    for (const donnees of [null, 3, 'charte', [], {}]) expect(lireCharteLivree(donnees).ok).toBe(false)
  })
})
