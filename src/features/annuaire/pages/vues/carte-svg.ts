import {
  CADRES,
  type CadreTerritoire,
  type FondDeCarte,
  lireTrace,
  type Trace
} from '../../../territoires/vocabulaire.ts'
import {
  type CadreCarte,
  deprojeter,
  disposer,
  type Epingle,
  type Pixel,
  type Position,
  projeter,
  RAYON_EPINGLE,
  RAYON_SEUL,
  type Repere,
  rayonDuGroupe,
  zoomPour
} from '../../domain/carte.ts'
import { THEMES, type Theme } from '../../domain/carte-couleurs.ts'

/** Pixels of the picture: the room that the page keeps for it. */
export const IMAGE = { largeur: 420, hauteur: 660 } as const

/** One map of the picture: where it is drawn, and what part of the world it shows. */
export interface Planche {
  readonly territoire: CadreTerritoire
  readonly boite: Boite
  /** Web Mercator, with decimals. */
  readonly zoom: number
  /** Everything that the box shows, a little more than what was asked. */
  readonly cadre: CadreCarte
  /** An inset bears its name. */
  readonly encart: boolean
}

interface Boite extends Pixel {
  readonly largeur: number
  readonly hauteur: number
}

export interface ContenuPlanche {
  readonly planche: Planche
  readonly fond: FondDeCarte
  readonly epingles: readonly Epingle[]
  readonly reperes: readonly Repere[]
  /** Names to add to those of the base map. */
  readonly villes: readonly (Position & { readonly nom: string })[]
}

/** No base map has more to show than this, even for one lieu alone. */
const ZOOM_MAX = 12.5
/** Pixels around the results: half of a group, and its number. */
const MARGE = 34
const COLONNES = 3
const NOM_ENCART = 18

/**
 * How the picture is divided. The results of one territory fill it; otherwise mainland France is above, and the overseas
 * territories are insets below, each with its name, whether something is there or not.
 */
export function composerPlanches(
  territoire: CadreTerritoire | undefined,
  resultats: CadreCarte | undefined
): Planche[] {
  const entiere = { x: 0, y: 0, ...IMAGE }
  if (territoire && resultats) return [planche(territoire, entiere, resultats, MARGE)]
  const [metropole, ...outreMer] = CADRES as [CadreTerritoire, ...CadreTerritoire[]]
  const rangs = Math.ceil(outreMer.length / COLONNES)
  const principale = { ...entiere, hauteur: 408 }
  const largeur = IMAGE.largeur / COLONNES
  const hauteur = (IMAGE.hauteur - principale.hauteur) / rangs
  return [
    planche(metropole, principale, metropole.cadre, 4),
    ...outreMer.map((t, i) =>
      planche(
        t,
        {
          x: (i % COLONNES) * largeur,
          y: principale.hauteur + Math.floor(i / COLONNES) * hauteur + NOM_ENCART,
          largeur,
          hauteur: hauteur - NOM_ENCART
        },
        t.cadre,
        2,
        true
      )
    )
  ]
}

function planche(
  territoire: CadreTerritoire,
  boite: Boite,
  montre: CadreCarte,
  marge: number,
  encart = false
): Planche {
  const zoom = zoomPour(montre, boite.largeur - 2 * marge, boite.hauteur - 2 * marge, ZOOM_MAX)
  const haut = projeter({ latitude: montre.nord, longitude: montre.ouest }, zoom)
  const bas = projeter({ latitude: montre.sud, longitude: montre.est }, zoom)
  const x = (haut.x + bas.x - boite.largeur) / 2
  const y = (haut.y + bas.y - boite.hauteur) / 2
  const no = deprojeter({ x, y }, zoom)
  const se = deprojeter({ x: x + boite.largeur, y: y + boite.hauteur }, zoom)
  return {
    territoire,
    boite,
    zoom,
    encart,
    cadre: { sud: se.latitude, ouest: no.longitude, nord: no.latitude, est: se.longitude }
  }
}

/** The picture of the results, whole: SVG without any style sheet or script, so that no security policy minds it. */
export function dessinerCarte(contenus: readonly ContenuPlanche[], titre: string, theme: Theme): string {
  const c = THEMES[theme]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${IMAGE.largeur} ${IMAGE.hauteur}" width="${IMAGE.largeur}" height="${IMAGE.hauteur}" role="img" font-family="'Atkinson Hyperlegible Next',system-ui,-apple-system,'Segoe UI',Roboto,sans-serif"><title>${echapper(titre)}</title><rect width="${IMAGE.largeur}" height="${IMAGE.hauteur}" fill="${c.fond}"/>${contenus.map((contenu, i) => dessinerPlanche(contenu, i, c)).join('')}</svg>\n`
}

type Couleurs = (typeof THEMES)[Theme]

function dessinerPlanche(
  { planche, fond, epingles, reperes, villes }: ContenuPlanche,
  rang: number,
  c: Couleurs
): string {
  const { boite, zoom, cadre, encart, territoire } = planche
  const coin = projeter({ latitude: cadre.nord, longitude: cadre.ouest }, zoom)
  const place = (position: Position): Pixel => {
    const p = projeter(position, zoom)
    return { x: p.x - coin.x, y: p.y - coin.y }
  }
  const tracer = (traces: readonly Trace[], ferme: boolean) =>
    traces
      .map((trace) => {
        const points = lireTrace(fond, trace).map(([longitude, latitude]) => place({ longitude, latitude }))
        return ferme
          ? chemin(couperAnneau(points, boite), true)
          : morceaux(points, boite)
              .map((m) => chemin(m, false))
              .join('')
      })
      .join('')
  const trait = (traces: readonly Trace[], couleur: string, largeur: number) => {
    const d = tracer(traces, false)
    return d && `<path d="${d}" fill="none" stroke="${couleur}" stroke-width="${largeur}" stroke-linejoin="round"/>`
  }
  const aplat = (traces: readonly Trace[], couleur: string) => {
    const d = tracer(traces, true)
    return d && `<path d="${d}" fill="${couleur}" fill-rule="evenodd"/>`
  }
  const mer = {
    no: place({ latitude: fond.etendue.nord, longitude: fond.etendue.ouest }),
    se: place({ latitude: fond.etendue.sud, longitude: fond.etendue.est })
  }
  const dispose = disposer(epingles, reperes, zoom)
  const poses = [
    ...dispose.epingles.map((e) => ({ ...e, x: e.x - coin.x, y: e.y - coin.y })).filter((p) => estVisible(p, boite))
  ]
  const groupes = dispose.reperes
    .map((r) => ({ ...r, x: r.x - coin.x, y: r.y - coin.y }))
    .filter((p) => estVisible(p, boite))
  const occupe = [
    ...poses.map(({ x, y }) => carre(x, y, RAYON_EPINGLE)),
    ...groupes.map(({ x, y, combien }) => carre(x, y, combien === 1 ? RAYON_SEUL : rayonDuGroupe(combien)))
  ]
  const noms = encart ? '' : nommer(villesDe(fond, villes, zoom, place, boite), occupe, boite, c)
  return `<clipPath id="p${rang}"><rect width="${n(boite.largeur)}" height="${n(boite.hauteur)}"/></clipPath>${encart ? titreEncart(territoire.nom, boite, c) : ''}<g transform="translate(${n(boite.x)} ${n(boite.y)})" clip-path="url(#p${rang})">${rectangle(mer.no, mer.se, boite, c.eau)}${aplat(fond.voisins, c.voisins)}${aplat(fond.france, c.france)}${trait(fond.departements, c.departements, 0.8)}${trait(fond.frontieres, c.frontieres, 1.2)}${noms}${groupes.map((g) => dessinerGroupe(g, c)).join('')}${poses.map((e) => dessinerEpingle(e, c)).join('')}</g>${encart ? `<rect x="${n(boite.x)}" y="${n(boite.y - NOM_ENCART)}" width="${n(boite.largeur)}" height="${n(boite.hauteur + NOM_ENCART)}" fill="none" stroke="${c.frontieres}"/>` : ''}`
}

const titreEncart = (nom: string, { x, y, largeur }: Boite, c: Couleurs) =>
  `<text x="${n(x + largeur / 2)}" y="${n(y - 5)}" font-size="${nom.length > 20 ? 11.5 : 13}" text-anchor="middle" fill="${c.texte}">${echapper(nom)}</text>`

function dessinerGroupe({ x, y, combien }: Repere & Pixel, c: Couleurs): string {
  if (combien === 1)
    return `<circle cx="${n(x)}" cy="${n(y)}" r="${RAYON_SEUL - 1}" fill="${c.marque}" stroke="${c.fond}" stroke-width="2"/>`
  const texte = combien < 10_000 ? String(combien) : `${Math.round(combien / 1000)}k`
  return `<circle cx="${n(x)}" cy="${n(y)}" r="${rayonDuGroupe(combien)}" fill="${c.fond}" stroke="${c.marque}" stroke-width="2"/><text x="${n(x)}" y="${n(y + 5)}" font-size="15" font-weight="700" text-anchor="middle" fill="${c.texte}">${texte}</text>`
}

const dessinerEpingle = ({ x, y, numero }: Epingle & Pixel, c: Couleurs) =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${RAYON_EPINGLE}" fill="${c.marque}" stroke="${c.fond}" stroke-width="2.5"/><text x="${n(x)}" y="${n(y + 5)}" font-size="${numero < 1000 ? 15 : 11}" font-weight="700" text-anchor="middle" fill="${c.surMarque}">${numero}</text>`

interface Rectangle {
  readonly g: number
  readonly h: number
  readonly d: number
  readonly b: number
}

const carre = (x: number, y: number, rayon: number): Rectangle => ({
  g: x - rayon,
  h: y - rayon,
  d: x + rayon,
  b: y + rayon
})
const seCouvrent = (a: Rectangle, b: Rectangle) => a.g < b.d && b.g < a.d && a.h < b.b && b.h < a.b

function villesDe(
  fond: FondDeCarte,
  autres: ContenuPlanche['villes'],
  zoom: number,
  place: (position: Position) => Pixel,
  boite: Boite
): (Pixel & { nom: string })[] {
  const noms = new Set<string>()
  return [
    ...fond.villes
      .filter(([, , , zoomMin]) => zoomMin <= Math.round(zoom) + 1)
      .map(([nom, x, y]) => ({
        nom,
        longitude: fond.origine[0] + x * fond.pas,
        latitude: fond.origine[1] + y * fond.pas
      })),
    ...autres
  ]
    .map((ville) => ({ nom: ville.nom, ...place(ville) }))
    .filter((ville) => estVisible(ville, boite) && !noms.has(ville.nom) && noms.add(ville.nom))
}

/** Names where they cover nothing: to the right of their dot, else to its left, else not at all. */
function nommer(
  villes: readonly (Pixel & { nom: string })[],
  occupe: readonly Rectangle[],
  boite: Boite,
  c: Couleurs
): string {
  const pris = [...occupe]
  const poses: string[] = []
  for (const { nom, x, y } of villes) {
    // Letters of 14 pixels are about 7 wide.
    const largeur = nom.length * 7 + 4
    const point = carre(x, y, 3)
    const cotes = [
      { ancre: 'start', tx: x + 6, r: { g: x + 5, h: y - 9, d: x + 7 + largeur, b: y + 9 } },
      { ancre: 'end', tx: x - 6, r: { g: x - 7 - largeur, h: y - 9, d: x - 5, b: y + 9 } }
    ]
    const cote = cotes.find(
      ({ r }) => r.g >= 2 && r.d <= boite.largeur - 2 && !pris.some((p) => seCouvrent(p, r) || seCouvrent(p, point))
    )
    if (!cote) continue
    pris.push(cote.r, point)
    poses.push(
      `<circle cx="${n(x)}" cy="${n(y)}" r="2.5" fill="${c.texte}"/><text x="${n(cote.tx)}" y="${n(y + 5)}"${cote.ancre === 'end' ? ' text-anchor="end"' : ''}>${echapper(nom)}</text>`
    )
    if (poses.length >= NOMS_MAX) break
  }
  // A halo keeps a name readable on a limit or on the coast.
  return poses.length > 0
    ? `<g font-size="14" fill="${c.texte}" stroke="${c.france}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">${poses.join('')}</g>`
    : ''
}

const NOMS_MAX = 14

const estVisible = ({ x, y }: Pixel, { largeur, hauteur }: Boite) => x >= 0 && y >= 0 && x <= largeur && y <= hauteur

function rectangle(no: Pixel, se: Pixel, { largeur, hauteur }: Boite, couleur: string): string {
  const [g, h, d, b] = [Math.max(0, no.x), Math.max(0, no.y), Math.min(largeur, se.x), Math.min(hauteur, se.y)]
  return d > g && b > h
    ? `<rect x="${n(g)}" y="${n(h)}" width="${n(d - g)}" height="${n(b - h)}" fill="${couleur}"/>`
    : ''
}

/** Pixels around the box that are drawn too: a line cut right at the edge would show its end. */
const BORD = 4

/** The part of a ring that a box shows (Sutherland and Hodgman). */
function couperAnneau(anneau: readonly Pixel[], { largeur, hauteur }: Boite): readonly Pixel[] {
  const cotes: readonly [cle: 'x' | 'y', borne: number, signe: 1 | -1][] = [
    ['x', -BORD, 1],
    ['x', largeur + BORD, -1],
    ['y', -BORD, 1],
    ['y', hauteur + BORD, -1]
  ]
  return cotes.reduce<readonly Pixel[]>((points, [cle, borne, signe]) => {
    const dedans = (p: Pixel) => (p[cle] - borne) * signe >= 0
    return points.flatMap((b, i) => {
      const a = points.at(i - 1) as Pixel
      if (dedans(a) === dedans(b)) return dedans(b) ? [b] : []
      const t = (borne - a[cle]) / (b[cle] - a[cle])
      const croise = { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t }
      return dedans(b) ? [croise, b] : [croise]
    })
  }, anneau)
}

/** The pieces of an open line that may be seen in a box. */
function morceaux(ligne: readonly Pixel[], { largeur, hauteur }: Boite): Pixel[][] {
  const pieces: Pixel[][] = []
  let piece: Pixel[] = []
  for (let i = 1; i < ligne.length; i++) {
    const [a, b] = [ligne[i - 1], ligne[i]] as [Pixel, Pixel]
    const dehors =
      Math.max(a.x, b.x) < -BORD ||
      Math.min(a.x, b.x) > largeur + BORD ||
      Math.max(a.y, b.y) < -BORD ||
      Math.min(a.y, b.y) > hauteur + BORD
    if (dehors) piece = []
    else if (piece.length === 0) pieces.push((piece = [a, b]))
    else piece.push(b)
  }
  return pieces
}

/** Path data in whole half-pixels, without the points that an eye would not tell from the one before. */
function chemin(points: readonly Pixel[], ferme: boolean): string {
  let d = ''
  let [px, py] = [Number.NaN, Number.NaN]
  for (const [i, { x, y }] of points.entries()) {
    const dernier = !ferme && i === points.length - 1
    if (!dernier && Math.abs(x - px) < 1 && Math.abs(y - py) < 1) continue
    const [rx, ry] = [demi(x), demi(y)]
    d += d === '' ? `M${rx} ${ry}` : `l${demi(rx - px)} ${demi(ry - py)}`
    ;[px, py] = [rx, ry]
  }
  // A ring smaller than a pixel: an islet seen from afar.
  if (!d.includes('l')) return ferme && d !== '' ? `${d}h1v1h-1z` : ''
  return (ferme ? `${d}z` : d).replaceAll(' -', '-')
}

const demi = (valeur: number) => Math.round(valeur * 2) / 2
const n = (valeur: number) => String(Math.round(valeur * 10) / 10)

const echapper = (texte: string) =>
  texte.replace(/[&<>"]/g, (signe) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[signe] as string)
