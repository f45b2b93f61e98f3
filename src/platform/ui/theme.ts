import { CONTRASTE_TEXTE, couleurAccessible } from './couleurs.ts'

type Jetons = Readonly<Record<string, string>>

/** The colours of `tokens.css`, by theme: a page that others frame may hold to one of them whatever the visitor's setting. */
export const CLAIR = {
  paper: '#fbfaf7',
  surface: '#ffffff',
  tint: '#f3f0e8',
  ink: '#1c2230',
  soft: '#434c5f',
  line: '#d8d5cc',
  edge: '#7f7b70',
  success: '#1d5a34',
  warning: '#6f4800',
  'warning-tint': '#fbf3e2',
  danger: '#94192a',
  'danger-tint': '#fbeeee',
  'focus-edge': '#1c2230',
  brand: '#1f4e5f',
  'brand-tint': '#e5eff1',
  band: '#1f4e5f',
  'on-band': '#ffffff',
  'band-line': '#6f97a5',
  accent: '#8f3512',
  'accent-strong': '#6d260b',
  'on-accent': '#ffffff'
} as const satisfies Jetons

export const SOMBRE = {
  paper: '#12171f',
  surface: '#1a212c',
  tint: '#202937',
  ink: '#f2efe8',
  soft: '#c3c9d4',
  line: '#364050',
  edge: '#8b94a5',
  success: '#8fdcab',
  warning: '#f2c878',
  'warning-tint': '#2b2415',
  danger: '#ffb0b6',
  'danger-tint': '#321a20',
  'focus-edge': '#12171f',
  brand: '#9bd3e3',
  'brand-tint': '#1b313a',
  band: '#15323d',
  'on-band': '#f2efe8',
  'band-line': '#5d8796',
  accent: '#f5ae8c',
  'accent-strong': '#ffc9b0',
  'on-accent': '#2b0e03'
} as const satisfies Jetons

type Palette = Readonly<Record<keyof typeof CLAIR, string>>

/** The tokens that a colour changes, on this theme: the nearest shade that people can read, everywhere it is used. */
export function jetonsDeMarque(couleur: string, palette: Palette) {
  const lisible = couleurAccessible(
    couleur,
    [palette.paper, palette.surface, palette.tint, palette['brand-tint']],
    CONTRASTE_TEXTE
  ).couleur
  return { brand: lisible, accent: lisible, 'accent-strong': lisible, 'on-accent': palette.surface }
}

/** A sheet to read after the common one: another brand colour, or one theme only. On paper nothing changes. */
export function feuilleDeTheme({
  couleur,
  theme
}: {
  couleur?: string | undefined
  theme: 'auto' | 'clair' | 'sombre'
}): string {
  const marque = (palette: Palette) => (couleur ? jetonsDeMarque(couleur, palette) : {})
  switch (theme) {
    case 'clair':
      return ecran(bloc({ ...CLAIR, ...marque(CLAIR) }, 'light') + CONTRASTE)
    case 'sombre':
      return ecran(bloc({ ...SOMBRE, ...marque(SOMBRE) }, 'dark') + CONTRASTE)
    case 'auto':
      return couleur ? ecran(`${bloc(marque(CLAIR))}@media (prefers-color-scheme:dark){${bloc(marque(SOMBRE))}}`) : ''
  }
}

/**
 * The tokens of a réseau on this theme: its colours where they can be read, the nearest shade that can elsewhere. One colour
 * alone serves for both.
 */
export function jetonsDeReseau({ couleur, accent }: CouleursDeReseau, palette: Palette): Jetons {
  const marque = couleur ?? accent
  if (!marque) return {}
  const teinte = melanger(marque, palette.surface)
  const fonds = { ...palette, 'brand-tint': teinte }
  const band = couleurAccessible(marque, palette['on-band'], CONTRASTE_TEXTE).couleur
  return {
    ...jetonsDeMarque(accent ?? marque, fonds),
    brand: jetonsDeMarque(marque, fonds).brand,
    'brand-tint': teinte,
    band,
    // Lines drawn on the band, behind the words: seen, and no more.
    'band-line': couleurAccessible(band, band, 2).couleur
  }
}

interface CouleursDeReseau {
  /** As they were asked for. */
  readonly couleur: string | null
  readonly accent: string | null
}

/** The sheet of a réseau, to read after the common one. Empty when it has no colours of its own. */
export function feuilleDeReseau(couleurs: CouleursDeReseau): string {
  const clair = jetonsDeReseau(couleurs, CLAIR)
  if (Object.keys(clair).length === 0) return ''
  return ecran(`${bloc(clair)}@media (prefers-color-scheme:dark){${bloc(jetonsDeReseau(couleurs, SOMBRE))}}`)
}

/** A tenth of the colour in the ground. */
function melanger(couleur: string, fond: string): string {
  const canal = (hex: string, i: number) => Number.parseInt(hex.slice(i, i + 2), 16)
  return `#${[1, 3, 5]
    .map((i) => Math.round(canal(fond, i) + (canal(couleur, i) - canal(fond, i)) / 10))
    .map((n) => n.toString(16).padStart(2, '0'))
    .join('')}`
}

const ecran = (css: string) => `@media screen{${css}}`

const bloc = (jetons: Jetons, schema?: 'light' | 'dark') =>
  `:root{${schema ? `color-scheme:${schema};` : ''}${Object.entries(jetons)
    .map(([nom, valeur]) => `--${nom}:${valeur}`)
    .join(';')}}`

// As in tokens.css, whose own rule came before.
const CONTRASTE = '@media (prefers-contrast:more){:root{--soft:var(--ink);--line:var(--edge);--edge:var(--ink)}}'
