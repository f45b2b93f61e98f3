import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONTRASTE_PARTIES, CONTRASTE_TEXTE, contraste, couleurAccessible } from './couleurs.ts'

const feuille = readFileSync(new URL('./styles/tokens.css', import.meta.url), 'utf8')
const [partieClaire, partieSombre] = feuille.split('@media (prefers-color-scheme: dark)')
const clair = lireCouleurs(partieClaire ?? '')
const sombre = { ...clair, ...lireCouleurs(partieSombre?.split('@media')[0] ?? '') }

function lireCouleurs(css: string): Record<string, string> {
  return Object.fromEntries(
    [...css.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)].map(([, nom, valeur]) => [nom, valeur])
  )
}

const FONDS = ['paper', 'surface', 'tint']

/** Text, then the backgrounds it is written on. */
const TEXTES: readonly (readonly [string, readonly string[]])[] = [
  ['ink', [...FONDS, 'brand-tint', 'warning-tint', 'danger-tint']],
  ['soft', FONDS],
  ['brand', [...FONDS, 'brand-tint']],
  ['success', ['paper', 'surface']],
  ['warning', ['paper', 'surface']],
  ['danger', ['paper', 'surface', 'danger-tint']],
  ['accent', ['paper', 'surface']],
  ['on-band', ['band']],
  ['on-accent', ['accent', 'accent-strong']],
  ['paper', ['brand']]
]

/** Edges of fields, marks, focus, then what they must stand out from. */
const PARTIES: readonly (readonly [string, readonly string[]])[] = [
  ['edge', FONDS],
  ['brand', [...FONDS, 'brand-tint']],
  ['accent', FONDS],
  ['success', FONDS],
  ['warning', FONDS],
  ['danger', FONDS],
  ['focus', ['focus-edge', 'band']]
]

describe.each([
  ['clair', clair],
  ['sombre', sombre]
])('les couleurs du thème %s', (_, theme) => {
  const couleur = (nom: string) => {
    const valeur = theme[nom]
    if (!valeur) throw new Error(`couleur absente de tokens.css : ${nom}`)
    return valeur
  }
  const paires = (table: typeof TEXTES) => table.flatMap(([nom, fonds]) => fonds.map((fond) => [nom, fond] as const))

  it.each(paires(TEXTES))('le texte « %s » se lit sur « %s »', (nom, fond) => {
    expect(contraste(couleur(nom), couleur(fond))).toBeGreaterThanOrEqual(CONTRASTE_TEXTE)
  })

  it.each(paires(PARTIES))('« %s » se voit sur « %s »', (nom, fond) => {
    expect(contraste(couleur(nom), couleur(fond))).toBeGreaterThanOrEqual(CONTRASTE_PARTIES)
  })

  it.each(FONDS)('le contour du focus se voit sur « %s », par son jaune ou par son bord', (fond) => {
    const visible = Math.max(
      contraste(couleur('focus'), couleur(fond)),
      contraste(couleur('focus-edge'), couleur(fond))
    )
    expect(visible).toBeGreaterThanOrEqual(CONTRASTE_PARTIES)
  })
})

describe('couleurAccessible', () => {
  it('garde une couleur qui passe', () => {
    expect(couleurAccessible('#1F4E5F', '#fbfaf7', CONTRASTE_TEXTE)).toMatchObject({
      couleur: '#1f4e5f',
      modifiee: false
    })
  })

  it('assombrit un jaune sur papier, en gardant sa teinte', () => {
    const { couleur, modifiee } = couleurAccessible('#ffcc00', '#fbfaf7', CONTRASTE_TEXTE)
    expect(modifiee).toBe(true)
    const [r, v, b] = [1, 3, 5].map((i) => Number.parseInt(couleur.slice(i, i + 2), 16)) as [number, number, number]
    expect(r).toBeGreaterThan(v)
    expect(b).toBeLessThan(v)
  })

  it('éclaircit un bleu nuit sur fond sombre', () => {
    const { couleur } = couleurAccessible('#001a4d', '#12171f', CONTRASTE_TEXTE)
    expect(contraste(couleur, '#12171f')).toBeGreaterThanOrEqual(CONTRASTE_TEXTE)
  })

  it('passe sur tous les fonds à la fois', () => {
    const { contraste: obtenu } = couleurAccessible('#e05a2b', ['#fbfaf7', '#f3f0e8'], CONTRASTE_TEXTE)
    expect(obtenu).toBeGreaterThanOrEqual(CONTRASTE_TEXTE)
  })

  it('répond noir ou blanc quand rien ne peut passer, et dit le contraste obtenu', () => {
    const { couleur, contraste: obtenu } = couleurAccessible('#808080', '#777777', 15)
    expect(['#000000', '#ffffff']).toContain(couleur)
    expect(obtenu).toBeLessThan(15)
  })

  it('atteint le contraste demandé pour toute couleur sur papier clair ou sombre', () => {
    const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)
    fc.assert(
      fc.property(hex, fc.constantFrom('#fbfaf7', '#12171f'), (couleur, fond) => {
        expect(couleurAccessible(couleur, fond, CONTRASTE_TEXTE).contraste).toBeGreaterThanOrEqual(CONTRASTE_TEXTE)
      })
    )
  })
})
