import { inflateSync } from 'node:zlib'

/** What a reader finds in a document of ours: its objects in clear, and the words of its pages in order. */
export function lirePdf(octets: Uint8Array): { readonly structure: string; readonly texte: string } {
  const brut = Buffer.from(octets).toString('latin1')
  const objets = new Map<string, { entete: string; flux: string | undefined }>()
  for (const [, numero = '', corps = ''] of brut.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [, entete = corps, flux] = /^([\s\S]*?)\nstream\n([\s\S]*)\nendstream$/.exec(corps) ?? []
    const clair =
      flux === undefined
        ? undefined
        : entete.includes('/FlateDecode')
          ? inflateSync(Buffer.from(flux, 'latin1')).toString('latin1')
          : flux
    objets.set(numero, { entete, flux: clair })
  }
  const objet = (reference: string | undefined) => objets.get(reference ?? '')
  const polices = new Map<string, ReadonlyMap<string, string>>()
  for (const [numero, { entete }] of objets) {
    const [, unicode] = /\/ToUnicode (\d+) 0 R/.exec(entete) ?? []
    if (unicode) polices.set(numero, lireUnicode(objet(unicode)?.flux ?? ''))
  }
  let texte = ''
  for (const { entete } of objets.values()) {
    if (!/\/Type \/Page\n/.test(`${entete}\n`)) continue
    const noms = new Map<string, ReadonlyMap<string, string>>()
    const ressources = objet(/\/Resources (\d+) 0 R/.exec(entete)?.[1])?.entete ?? entete
    for (const [, nom = '', numero = ''] of ressources.matchAll(/\/(F\d+) (\d+) 0 R/g))
      noms.set(nom, polices.get(numero) ?? new Map())
    const contenu = objet(/\/Contents (\d+) 0 R/.exec(entete)?.[1])?.flux ?? ''
    let police: ReadonlyMap<string, string> = new Map()
    for (const [, nom, tableau] of contenu.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (nom) police = noms.get(nom) ?? new Map()
      else {
        for (const [, hexa = ''] of (tableau ?? '').matchAll(/<([0-9a-f]+)>/gi))
          texte += (hexa.match(/.{4}/g) ?? []).map((code) => police.get(code.toLowerCase()) ?? '?').join('')
        texte += '\n'
      }
    }
  }
  return {
    structure: [...objets.values()].map(({ entete }) => entete).join('\n'),
    texte: texte.replaceAll('\u00a0', ' ')
  }
}

/** The rectangles one unit high that a document draws, « x y largeur », in order: the squares of a code. */
export function lireRectangles(octets: Uint8Array): string[] {
  const brut = Buffer.from(octets).toString('latin1')
  return [...brut.matchAll(/stream\n([\s\S]*?)\nendstream/g)].flatMap(([, corps = '']) => {
    try {
      const clair = inflateSync(Buffer.from(corps, 'latin1')).toString('latin1')
      return [...clair.matchAll(/^(\d+) (\d+) (\d+) 1 re$/gm)].map(([, x, y, l]) => `${x} ${y} ${l}`)
    } catch {
      // A font, which is compressed otherwise.
      return []
    }
  })
}

function lireUnicode(cmap: string): Map<string, string> {
  const lettres = new Map<string, string>()
  for (const [, premier = '', , suite = ''] of cmap.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/gi)) {
    let code = Number.parseInt(premier, 16)
    for (const [, hexa = ''] of suite.matchAll(/<([0-9a-f]*)>/gi)) {
      lettres.set(code.toString(16).padStart(4, '0'), Buffer.from(hexa, 'hex').swap16().toString('utf16le'))
      code++
    }
  }
  return lettres
}
