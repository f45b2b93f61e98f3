/** What a feed tells: each entry has an address that is its own for ever. */
export interface EntreeAtom {
  readonly id: string
  readonly titre: string
  readonly lien: string
  readonly le: Date
  readonly resume?: string | undefined
  readonly auteur?: string | undefined
}

export interface FluxAtom {
  /** Its own address. */
  readonly id: string
  readonly titre: string
  /** The page that it follows. */
  readonly lien: string
  readonly auteur: string
  /** Any order: the feed is written from the most recent. */
  readonly entrees: readonly EntreeAtom[]
  /** When nothing has happened yet. */
  readonly depuis: Date
}

export const TYPE_ATOM = 'application/atom+xml; charset=utf-8'

/** An Atom feed (RFC 4287). Whatever the titles hold, what is written can be read: text is text, and XML 1.0's signs only. */
export function ecrireAtom({ id, titre, lien, auteur, entrees, depuis }: FluxAtom): string {
  const ordonnees = entrees.toSorted((a, b) => b.le.getTime() - a.le.getTime())
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
${[
  balise('id', id),
  balise('title', titre),
  balise('updated', (ordonnees[0]?.le ?? depuis).toISOString()),
  `<author>${balise('name', auteur)}</author>`,
  `<link rel="self" type="application/atom+xml" href="${echapper(id)}"/>`,
  `<link rel="alternate" type="text/html" href="${echapper(lien)}"/>`,
  ...ordonnees.map(entree)
].join('\n')}
</feed>
`
}

function entree({ id, titre, lien, le, resume, auteur }: EntreeAtom): string {
  return `<entry>
${[
  balise('id', id),
  balise('title', titre),
  balise('updated', le.toISOString()),
  `<link rel="alternate" type="text/html" href="${echapper(lien)}"/>`,
  ...(auteur ? [`<author>${balise('name', auteur)}</author>`] : []),
  ...(resume ? [balise('summary', resume)] : [])
].join('\n')}
</entry>`
}

const balise = (nom: string, texte: string) => `<${nom}>${echapper(texte)}</${nom}>`

const SIGNES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;'
}
// XML 1.0, section 2.2: what no document may hold, even escaped.
const IMPOSSIBLES = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

const echapper = (texte: string): string =>
  texte
    .toWellFormed()
    .replace(IMPOSSIBLES, '')
    .replace(/[&<>"']/g, (signe) => SIGNES[signe] ?? '')
