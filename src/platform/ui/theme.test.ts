import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONTRASTE_TEXTE, contraste } from './couleurs.ts'
import { CLAIR, feuilleDeReseau, feuilleDeTheme, jetonsDeMarque, jetonsDeReseau, SOMBRE } from './theme.ts'

const feuille = readFileSync(new URL('./styles/tokens.css', import.meta.url), 'utf8')
const [partieClaire = '', reste = ''] = feuille.split('@media (prefers-color-scheme: dark)')
const [partieSombre = ''] = reste.split('@media')

/** Colours of pages; those of the map belong to it alone. */
const couleurs = (css: string) =>
  Object.fromEntries(
    [...css.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)].flatMap(([, nom = '', valeur]) =>
      nom.startsWith('map-') || nom === 'focus' ? [] : [[nom, valeur]]
    )
  )

describe('les thèmes', () => {
  it('ont les couleurs de tokens.css, toutes', () => {
    expect(CLAIR).toEqual(couleurs(partieClaire))
    expect(SOMBRE).toEqual(couleurs(partieSombre))
  })

  it.each([
    ['clair', CLAIR],
    ['sombre', SOMBRE]
  ])('gardent au thème %s un contraste de 7:1, quelle que soit la couleur choisie', (_, palette) => {
    const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)
    fc.assert(
      fc.property(hex, (couleur) => {
        const jetons = { ...palette, ...jetonsDeMarque(couleur, palette) }
        for (const fond of ['paper', 'surface', 'tint', 'brand-tint'] as const)
          expect(contraste(jetons.brand, palette[fond])).toBeGreaterThanOrEqual(CONTRASTE_TEXTE)
        for (const fond of ['accent', 'accent-strong'] as const)
          expect(contraste(jetons['on-accent'], jetons[fond])).toBeGreaterThanOrEqual(CONTRASTE_TEXTE)
      })
    )
  })

  it('ne disent rien quand il n’y a rien à changer, et jamais rien au papier', () => {
    expect(feuilleDeTheme({ theme: 'auto' })).toBe('')
    for (const theme of ['auto', 'clair', 'sombre'] as const)
      expect(feuilleDeTheme({ theme, couleur: '#aa0000' })).toMatch(/^@media screen\{.*\}$/)
  })
})

describe('les couleurs d’un réseau', () => {
  const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)

  it.each([
    ['clair', CLAIR],
    ['sombre', SOMBRE]
  ])('se lisent au thème %s, quelles qu’elles soient', (_, palette) => {
    fc.assert(
      fc.property(fc.option(hex), fc.option(hex), (couleur, accent) => {
        fc.pre(couleur !== null || accent !== null)
        const jetons: Record<string, string> = { ...palette, ...jetonsDeReseau({ couleur, accent }, palette) }
        const lire = (texte: string, fond: string) => contraste(jetons[texte] as string, jetons[fond] as string)
        for (const fond of ['paper', 'surface', 'tint', 'brand-tint'])
          for (const texte of ['ink', 'brand', 'accent'])
            expect(lire(texte, fond), `${texte} sur ${fond}`).toBeGreaterThanOrEqual(CONTRASTE_TEXTE)
        for (const [texte, fond] of [
          ['on-band', 'band'],
          ['on-accent', 'accent'],
          ['on-accent', 'accent-strong'],
          ['paper', 'brand']
        ] as const)
          expect(lire(texte, fond), `${texte} sur ${fond}`).toBeGreaterThanOrEqual(CONTRASTE_TEXTE)
        expect(contraste('#ffbf47', jetons.band as string)).toBeGreaterThanOrEqual(3)
      })
    )
  })

  it('ne changent rien quand il n’y en a pas', () => {
    expect(feuilleDeReseau({ couleur: null, accent: null })).toBe('')
  })

  it('restent celles que l’on a choisies quand elles se lisent', () => {
    expect(jetonsDeReseau({ couleur: '#4a2f7a', accent: '#86124d' }, CLAIR)).toMatchObject({
      brand: '#4a2f7a',
      accent: '#86124d',
      band: '#4a2f7a'
    })
  })
})
