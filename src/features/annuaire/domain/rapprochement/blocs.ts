import { distance } from './comparaison.ts'
import { cle53, hacher, type Lexique, meler } from './lexique.ts'
import { SANS_POINT, type Traits } from './traits.ts'

/**
 * Where two records may meet. A record enters a block per thing it could share: a contact, a corner of the map, a way,
 * a word of its name… Two records are compared if they share a small block. A block that grows too large says too
 * little by itself: its records are then compared only if they share a second thing, of another kind. So the number
 * of comparisons follows the number of records, whatever ten thousand of them have in common.
 */
export const TAILLE_MAX = 50
/** Two records that share two over-full blocks meet their neighbours in the order of names, this far. */
export const FENETRE = 8

export const AXE = {
  telephone: 0,
  courriel: 1,
  site: 2,
  siret: 3,
  point: 4,
  voie: 5,
  nom: 6,
  genre: 7,
  /** Counted to know how shared it is; brings nobody together. */
  domaine: 8,
  /** Two over-full blocks at once. */
  croise: 9
} as const

/** Cells of about 170 m: two points closer than that always share a corner. */
const PAS_LAT = 150
const PAS_LON = 200

/** Hands each block of a record to `entrer`: its axis and 53 bits made of letters and figures alone. */
export function listerBlocs(
  t: Traits,
  lexique: Lexique,
  entrer: (axe: number, cle: number, contact: number) => void
): void {
  const sel = t.fictif ? 0x0f1c710f : 0x2545f491
  for (const contact of t.telephones)
    entrer(AXE.telephone, cleDe(sel, 1, lexique.a(contact), lexique.b(contact)), contact)
  for (const contact of t.courriels)
    entrer(AXE.courriel, cleDe(sel, 2, lexique.a(contact), lexique.b(contact)), contact)
  for (const contact of t.sites) entrer(AXE.site, cleDe(sel, 3, lexique.a(contact), lexique.b(contact)), contact)
  for (const contact of t.sirets) entrer(AXE.siret, cleDe(sel, 4, lexique.a(contact), lexique.b(contact)), contact)
  for (const contact of t.domaines) entrer(AXE.domaine, cleDe(sel, 5, lexique.a(contact), lexique.b(contact)), contact)

  if (t.lat !== SANS_POINT) {
    const y = Math.floor(t.lat / PAS_LAT)
    const x = Math.floor(t.lon / PAS_LON)
    for (let i = 0; i < 4; i++) {
      const coin = meler(x + (i & 1), y + (i >> 1))
      entrer(AXE.point, cleDe(sel, 6, coin, meler(coin, y + (i >> 1))), -1)
    }
  }

  const propres = marquants(t.propres, lexique)
  const ou = t.commune >= 0 ? lexique.a(t.commune) : t.postal >= 0 ? t.postal : 0
  const ouB = t.commune >= 0 ? lexique.b(t.commune) : t.postal >= 0 ? t.postal : 0
  if (ou !== 0) {
    for (const mot of marquants(t.voie, lexique))
      entrer(AXE.voie, cleDe(sel, 7, meler(ou, lexique.debutA(mot)), meler(lexique.debutB(mot), ouB)), -1)
    for (const mot of propres)
      entrer(AXE.nom, cleDe(sel, 8, meler(ou, lexique.debutA(mot)), meler(lexique.debutB(mot), ouB)), -1)
    for (let genres = t.genres; genres !== 0; genres &= genres - 1) {
      const genre = genres & -genres
      entrer(AXE.genre, cleDe(sel, 9, meler(ou, genre), meler(genre, ouB)), -1)
    }
    if (t.propres.length === 0 && t.genres === 0 && t.nomEntier !== 0)
      entrer(AXE.nom, cleDe(sel, 10, meler(ou, t.nomEntier), meler(t.nomEntier, ouB)), -1)
  }
  if (t.postal >= 0)
    for (const mot of propres)
      entrer(AXE.nom, cleDe(sel, 11, meler(t.postal, lexique.debutA(mot)), lexique.debutB(mot)), -1)
  if (t.propres.length > 0) {
    let a = t.genres
    let b = t.genres
    for (const mot of t.propres) {
      a = (a + lexique.a(mot)) | 0
      b = (b + Math.imul(lexique.b(mot), 0x9e3779b1)) | 0
    }
    entrer(AXE.nom, cleDe(sel, 12, a, b), -1)
  }
}

/** Names of nine words of their own are rare; beyond, the same ones for whoever holds them, by their hash. */
const MOTS_MAX = 8

function marquants(mots: readonly number[], lexique: Lexique): readonly number[] {
  if (mots.length <= MOTS_MAX) return mots
  return [...mots].sort((x, y) => lexique.a(x) - lexique.a(y) || lexique.b(x) - lexique.b(y)).slice(0, MOTS_MAX)
}

function cleDe(sel: number, genre: number, a: number, b: number): number {
  return cle53(meler(sel + genre, a), meler(b, sel ^ genre))
}

/** Symmetrical: two blocks crossed in either order are one. */
export function croiser(cle1: number, cle2: number): number {
  const petite = Math.min(cle1, cle2)
  const grande = Math.max(cle1, cle2)
  const a = meler((petite % 4294967296) | 0, (grande % 4294967296) | 0)
  return cle53(a, meler(Math.floor(grande / 4294967296), meler(a, Math.floor(petite / 4294967296))))
}

/** Two doors of one square are one place when counting who shares a telephone. */
const MEME_ENDROIT = 250

/** In how many places these records stand: those that are near, or spell one address, are one. */
export function compterLieux(traits: readonly Traits[], lexique: Lexique): number {
  if (traits.length === 1) return 1
  const empreintes = traits.map((t) => empreinteLieu(t, lexique))
  const vus = new Set<number>()
  let lieux = 0
  for (let i = 0; i < traits.length; i++) {
    if (vus.has(i)) continue
    lieux++
    vus.add(i)
    const pile = [i]
    for (let x = pile.pop(); x !== undefined; x = pile.pop())
      for (let y = 0; y < traits.length; y++) {
        if (vus.has(y)) continue
        const metres = distance(traits[x] as Traits, traits[y] as Traits)
        if (empreintes[x] !== empreintes[y] && !(metres >= 0 && metres < MEME_ENDROIT)) continue
        vus.add(y)
        pile.push(y)
      }
  }
  return lieux
}

function empreinteLieu(t: Traits, lexique: Lexique): number {
  let h = t.commune >= 0 ? lexique.a(t.commune) : t.postal
  if (t.voie.length > 0) {
    let voie = t.numeroMin
    for (const mot of t.voie) voie = (voie + lexique.a(mot)) | 0
    h = meler(h, voie)
  } else h = meler(h, t.nomEntier)
  return h
}

export function hacherCle(texte: string): readonly [number, number] {
  return [hacher(texte, 0x1b873593), hacher(texte, 0x38b34ae5)]
}
