import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { create } from 'fontkit'
import { RACINE } from '../../../../racine.ts'
import type { Statut } from '../../domain/marque/preuve.ts'

/** Where a réseau's name and colour become a Mark. Letters are drawn: it looks the same everywhere, on a machine without fonts too. */
export interface Trace {
  /** An SVG path in font units, y upwards. */
  readonly d: string
  /** From font units to those of the drawing. */
  readonly echelle: number
  readonly x: number
  /** Of the line on which the letters stand. */
  readonly y: number
}

/** A drawing made of one ground, one frame and some words: the same for the screen and for paper. */
export interface Dessin {
  readonly largeur: number
  readonly hauteur: number
  readonly fond: string
  readonly encre: string
  readonly traces: readonly Trace[]
  /** The same words, for who does not see it. */
  readonly texte: string
}

type Graisse = 400 | 700
const polices = new Map<Graisse, ReturnType<typeof create>>()

function police(graisse: Graisse): ReturnType<typeof create> {
  const connue = polices.get(graisse)
  if (connue) return connue
  const octets = readFileSync(join(RACINE, 'content', 'polices', `atkinson-hyperlegible-latin-${graisse}-normal.woff`))
  const lue = create(octets)
  polices.set(graisse, lue)
  return lue
}

// The font has no narrow no-break space.
const lisible = (texte: string) => texte.replaceAll('\u202f', '\u00a0')

const largeurDe = (texte: string, taille: number, graisse: Graisse): number => {
  const fonte = police(graisse)
  return (fonte.layout(lisible(texte)).advanceWidth * taille) / fonte.unitsPerEm
}

function tracer(
  texte: string,
  { taille, graisse, x, y }: { taille: number; graisse: Graisse; x: number; y: number }
): Trace {
  const fonte = police(graisse)
  const { glyphs, positions } = fonte.layout(lisible(texte))
  let plume = 0
  let d = ''
  glyphs.forEach((glyphe, rang) => {
    const place = positions[rang]
    d += glyphe.path.translate(plume + (place?.xOffset ?? 0), place?.yOffset ?? 0).toSVG()
    plume += place?.xAdvance ?? 0
  })
  return { d, echelle: taille / fonte.unitsPerEm, x, y }
}

/** Words on as few lines as fit. A word longer than a line is cut: nothing ever leaves the drawing. */
function couper(texte: string, largeur: number, taille: number, graisse: Graisse): string[] {
  const lignes: string[] = []
  let ligne = ''
  for (const mot of texte.split(/[ \n\t]+/).flatMap((un) => morceler(un, largeur, taille, graisse))) {
    const essai = ligne ? `${ligne} ${mot}` : mot
    if (ligne && largeurDe(essai, taille, graisse) > largeur) {
      lignes.push(ligne)
      ligne = mot
    } else ligne = essai
  }
  return ligne ? [...lignes, ligne] : lignes
}

function morceler(mot: string, largeur: number, taille: number, graisse: Graisse): string[] {
  const morceaux: string[] = []
  let reste = ''
  for (const signe of mot) {
    if (reste && largeurDe(reste + signe, taille, graisse) > largeur) {
      morceaux.push(reste)
      reste = signe
    } else reste += signe
  }
  return reste ? [...morceaux, reste] : morceaux
}

const LARGEUR = 320
const MARGE = 24

/** The neutral Mark of a réseau: what it says, then its name. Its height follows the name. */
function composerMarque({
  mention,
  reseau,
  fond,
  encre = '#ffffff'
}: {
  readonly mention: string
  readonly reseau: string
  readonly fond: string
  readonly encre?: string
}): Dessin {
  const place = LARGEUR - 2 * MARGE
  const petite = couper(mention, place, 20, 400)
  const grande = couper(reseau, place, 28, 700)
  let y = MARGE
  const poser = (lignes: readonly string[], taille: number, graisse: Graisse, interligne: number) =>
    lignes.map((ligne) => {
      y += interligne
      return tracer(ligne, { taille, graisse, x: MARGE, y: y - interligne * 0.25 })
    })
  const traces = [...poser(petite, 20, 400, 26)]
  y += 6
  traces.push(...poser(grande, 28, 700, 34))
  return { largeur: LARGEUR, hauteur: Math.round(y + MARGE), fond, encre, traces, texte: `${mention}. ${reseau}` }
}

export function versSvg({ largeur, hauteur, fond, encre, traces, texte }: Dessin): string {
  const chemins = traces
    .map(({ d, echelle, x, y }) => `<path transform="translate(${x} ${y}) scale(${echelle} ${-echelle})" d="${d}"/>`)
    .join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${largeur} ${hauteur}" width="${largeur}" height="${hauteur}" role="img"><title>${echapper(texte)}</title><rect width="${largeur}" height="${hauteur}" rx="16" fill="${fond}"/><rect x="6" y="6" width="${largeur - 12}" height="${hauteur - 12}" rx="11" fill="none" stroke="${encre}" stroke-width="2"/><g fill="${encre}">${chemins}</g></svg>`
}

const echapper = (texte: string) =>
  texte.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const MENTIONS: Readonly<Record<Statut | 'inconnu', string>> = {
  membre: 'Lieu membre',
  suspendu: 'Droit suspendu',
  'ancien-membre': 'N’est plus membre',
  candidat: 'Pas encore membre',
  'jamais-membre': 'N’est pas membre',
  inconnu: 'Adhésion inconnue'
}

const PERDU = '#595959'

/** What a site shows: the Mark while the right lasts, the contrary in grey as soon as it is lost. */
export const dessinerBadge = (badge: {
  readonly reseau: string
  readonly statut: Statut | 'inconnu'
  readonly couleur: string
}): string =>
  versSvg(
    composerMarque({
      mention: MENTIONS[badge.statut],
      reseau: badge.reseau,
      fond: badge.statut === 'membre' ? badge.couleur : PERDU
    })
  )

/** The Mark of a member, in the colour of its réseau. */
export const composerMarqueMembre = (reseau: string, couleur: string): Dessin =>
  composerMarque({ mention: MENTIONS.membre, reseau, fond: couleur })
