import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ecrireCsv, neutraliser, retablir } from './ecrire-csv.ts'
import { tout } from './livraison.fixture.ts'

describe('un CSV écrit', () => {
  it('suit la RFC 4180, avec la marque UTF-8 sur demande', async () => {
    const lignes = [
      { nom: 'Le "Phare"', note: 'a,b' },
      { nom: null, note: 3 }
    ]
    const texte = (await tout(ecrireCsv(['nom', 'note'], lignes, { bom: true }))).join('')
    expect(texte).toBe('\uFEFFnom,note\r\n"Le ""Phare""","a,b"\r\n,3\r\n')
  })

  it.each(['=1+1', '+cmd|x', '-2+3', '@SUM(A1)', '\tx', '\rx', '+33-1', '=HYPERLINK("x")'])(
    'neutralise %j',
    (cellule) => {
      expect(neutraliser(cellule)).toBe(`'${cellule}`)
    }
  )

  it.each(['+33 1 45 67 89 01', '+33145678901', '-0.57918', '+12,5', '-1e-7', 'a=b', '06 01', "l'été", ''])(
    'laisse %j',
    (cellule) => {
      expect(neutraliser(cellule)).toBe(cellule)
    }
  )

  it('rend exactement ce qui avait été neutralisé', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '1', 'a', '\t', '\r', '@', ' '), maxLength: 6 }),
        (texte) => {
          expect(retablir(neutraliser(texte))).toBe(texte)
          expect(neutraliser(texte)).toMatch(/^(?![=@\t\r])/)
        }
      )
    )
  })

  it('s’écrit par morceaux, sans tout garder', async () => {
    const lignes = (function* () {
      for (let n = 0; n < 100_000; n++) yield { n, texte: 'x'.repeat(20) }
    })()
    let morceaux = 0
    for await (const morceau of ecrireCsv(['n', 'texte'], lignes)) {
      morceaux++
      expect(morceau.length).toBeLessThan(100_000)
    }
    expect(morceaux).toBeGreaterThan(20)
  })
})
