/**
 * Contrast as WCAG 2.2 counts it, and the colour nearest to a réseau's own that people can read.
 * Colours are `#rrggbb`.
 */

export const CONTRASTE_TEXTE = 7
export const CONTRASTE_PARTIES = 3

export interface CouleurRetenue {
  readonly couleur: string
  readonly contraste: number
  /** False when the colour asked for passes as it is. */
  readonly modifiee: boolean
}

/**
 * The colour itself when it reaches `ratio` on every background, else the nearest one of the same hue that does:
 * lightness moves by the smallest step, darker or lighter. Black or white when no shade of that hue passes.
 */
export function couleurAccessible(couleur: string, fond: string | readonly string[], ratio: number): CouleurRetenue {
  const fonds = typeof fond === 'string' ? [fond] : fond
  const mesurer = (essai: string) => Math.min(...fonds.map((un) => contraste(essai, un)))
  const depart = normaliser(couleur)
  if (mesurer(depart) >= ratio) return { couleur: depart, contraste: mesurer(depart), modifiee: false }

  const [teinte, saturation, clarte] = versTsl(depart)
  for (let pas = 1; pas <= 1000; pas++) {
    const passantes = [clarte - pas / 1000, clarte + pas / 1000]
      .filter((essai) => essai >= 0 && essai <= 1)
      .map((essai) => depuisTsl(teinte, saturation, essai))
      .filter((essai) => mesurer(essai) >= ratio)
      .sort((a, b) => mesurer(b) - mesurer(a))
    const trouvee = passantes[0]
    if (trouvee) return { couleur: trouvee, contraste: mesurer(trouvee), modifiee: true }
  }
  const extreme = mesurer('#000000') >= mesurer('#ffffff') ? '#000000' : '#ffffff'
  return { couleur: extreme, contraste: mesurer(extreme), modifiee: true }
}

/** From 1 (the same) to 21 (black on white). */
export function contraste(une: string, autre: string): number {
  const [claire, sombre] = [luminance(une), luminance(autre)].sort((a, b) => b - a) as [number, number]
  return (claire + 0.05) / (sombre + 0.05)
}

function luminance(couleur: string): number {
  const [r, v, b] = versRvb(couleur).map((canal) =>
    canal <= 0.04045 ? canal / 12.92 : ((canal + 0.055) / 1.055) ** 2.4
  ) as Triplet
  return 0.2126 * r + 0.7152 * v + 0.0722 * b
}

type Triplet = [number, number, number]

const SIX = /^#?([0-9a-f]{6})$/i
const TROIS = /^#?([0-9a-f])([0-9a-f])([0-9a-f])$/i

function normaliser(couleur: string): string {
  const six = SIX.exec(couleur.trim())
  if (six) return `#${six[1]?.toLowerCase()}`
  const trois = TROIS.exec(couleur.trim())
  if (trois)
    return `#${trois
      .slice(1)
      .map((c) => c + c)
      .join('')
      .toLowerCase()}`
  throw new Error(`couleur illisible : ${couleur}`)
}

function versRvb(couleur: string): Triplet {
  const hex = normaliser(couleur)
  return [1, 3, 5].map((debut) => Number.parseInt(hex.slice(debut, debut + 2), 16) / 255) as Triplet
}

/** Hue (0–6), saturation and lightness (0–1). */
function versTsl(couleur: string): Triplet {
  const [r, v, b] = versRvb(couleur)
  const max = Math.max(r, v, b)
  const min = Math.min(r, v, b)
  const clarte = (max + min) / 2
  const ecart = max - min
  if (ecart === 0) return [0, 0, clarte]
  const saturation = ecart / (1 - Math.abs(2 * clarte - 1))
  if (max === r) return [((((v - b) / ecart) % 6) + 6) % 6, saturation, clarte]
  if (max === v) return [(b - r) / ecart + 2, saturation, clarte]
  return [(r - v) / ecart + 4, saturation, clarte]
}

function depuisTsl(teinte: number, saturation: number, clarte: number): string {
  const c = (1 - Math.abs(2 * clarte - 1)) * saturation
  const x = c * (1 - Math.abs((teinte % 2) - 1))
  const rvb = [
    [c, x, 0],
    [x, c, 0],
    [0, c, x],
    [0, x, c],
    [x, 0, c],
    [c, 0, x]
  ][Math.floor(teinte) % 6] as Triplet
  const hex = rvb.map((canal) =>
    Math.round((canal + clarte - c / 2) * 255)
      .toString(16)
      .padStart(2, '0')
  )
  return `#${hex.join('')}`
}
