import { html, raw } from 'hono/html'
import { normaliser } from '../../../../../kernel/texte.ts'
import type { MotsCompris } from '../../../../../platform/recherche/index.ts'

/** The words of a search, ready to be found again in texts; undefined when nothing was asked. */
export type Surlignage = RegExp | undefined

const MOTS_VIDES = new Set(
  'avec aux chez dans des les leur mes mon nos notre par pas pour que qui sans ses son sur tes ton une vos votre'.split(
    ' '
  )
)

/** Words are compared without accents, texts keep theirs. */
const LETTRES: Readonly<Record<string, string>> = {
  a: '[aàâä]',
  c: '[cç]',
  e: '[eéèêë]',
  i: '[iîï]',
  o: '[oôö]',
  u: '[uùûü]'
}

/** What was typed, and what it was read as: people must recognise their own word in the answer. */
export function preparerSurlignage(q: string | undefined, { corriges, ignores }: MotsCompris): Surlignage {
  if (!q) return undefined
  const mots = new Set(
    [...normaliser(q).split(' '), ...corriges.map(({ lu }) => normaliser(lu))].filter(
      (mot) => mot.length > 2 && !MOTS_VIDES.has(mot) && !ignores.includes(mot)
    )
  )
  if (mots.size === 0) return undefined
  // Plurals answer to singulars; a short word must be whole, or « cv » would light up half a page.
  const formes = [...mots].slice(0, 8).map((mot) => {
    const racine = mot.length > 3 ? mot.replace(/[sx]$/, '') : mot
    return racine.replace(/[a-z]/g, (lettre) => LETTRES[lettre] ?? lettre) + (racine.length > 3 ? '\\p{L}{0,4}' : '')
  })
  return new RegExp(`(?<![\\p{L}\\d])(?:${formes.join('|')})(?![\\p{L}\\d])`, 'giu')
}

/** The text with these words marked, escaped as any text. */
export function surligner(texte: string, mots: Surlignage) {
  if (!mots) return texte
  const morceaux: unknown[] = []
  let lu = 0
  for (const trouve of texte.matchAll(mots)) {
    morceaux.push(texte.slice(lu, trouve.index), OUVRE, trouve[0], FERME)
    lu = trouve.index + trouve[0].length
  }
  return lu === 0 ? texte : html`${morceaux}${texte.slice(lu)}`
}

const OUVRE = raw('<mark>')
const FERME = raw('</mark>')

/** What a text says around the first of these words, cut between words; undefined when it holds none. */
export function extrait(texte: string | undefined, mots: Surlignage): string | undefined {
  if (!texte || !mots) return undefined
  const place = texte.search(mots)
  if (place < 0) return undefined
  if (texte.length <= LONGUEUR) return texte
  const debut = place < LONGUEUR / 2 ? 0 : texte.indexOf(' ', place - LONGUEUR / 3) + 1
  const fin = debut + LONGUEUR >= texte.length ? texte.length : texte.lastIndexOf(' ', debut + LONGUEUR)
  return `${debut > 0 ? '… ' : ''}${texte.slice(debut, fin)}${fin < texte.length ? ' …' : ''}`
}

const LONGUEUR = 140
