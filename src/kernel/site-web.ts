import type { Brand } from './brand.ts'

/** An http(s) address that a browser opens, on a named host: never javascript:, never a bare IP, never credentials. */
export type SiteWeb = Brand<string, 'SiteWeb'>

const HOTE = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?\.)+(?:\p{L}{2,24}|xn--[a-z0-9-]{2,59})$/u

/** Keeps the text as it is when it is good: the path may depend on its case. */
export function parseSiteWeb(text: string): SiteWeb | undefined {
  const net = text.trim()
  const parties = /^https?:\/\/([^/?#]+)([/?#]\S*)?$/.exec(net)
  if (!parties || net.length > 2000) return undefined
  const hote = (parties[1] ?? '').replace(/:\d{1,5}$/, '')
  return HOTE.test(hote) && !/["'<>\\`]/.test(net) ? (net as SiteWeb) : undefined
}

interface SitesLus {
  readonly sites: readonly SiteWeb[]
  /** Pieces that are no address: « facebook : la page du centre », an e-mail, a phone. */
  readonly reste: readonly string[]
}

/** Every address of a text, after repairs: the scheme added or mended, entities decoded, several in one cell. */
export function lireSites(texte: string): SitesLus {
  const sites: SiteWeb[] = []
  const reste: string[] = []
  for (const morceau of texte
    .slice(0, 4000)
    .replaceAll('&amp;', '&')
    .split(/[\s|;]+|,(?=\s|https?:|www\.)/)) {
    if (morceau === '' || AUTOUR.has(morceau.toLowerCase())) continue
    const lu = (/[,;]$/.test(morceau) ? undefined : parseSiteWeb(morceau)) ?? parseSiteWeb(reparer(morceau))
    if (!lu) reste.push(morceau)
    else if (!sites.includes(lu)) sites.push(lu)
  }
  return { sites, reste }
}

const AUTOUR = new Set(['/', '-', '–', 'ou', 'et', ':', '.', ',', '&'])

function reparer(morceau: string): string {
  if (/^(?:javascript|data|vbscript|file|mailto|tel|ftp):/i.test(morceau) || morceau.includes('@')) return morceau
  let net = morceau.replace(/[,;.]+$/, '').replace(/^[<("']+|[>)"']+$/g, '')
  // ttps://, htttp:/, http//, Https://, https:www…, http://http://…
  let schema: string | undefined
  for (let i = 0; i < 3; i++) {
    const debut = /^(h?t{1,3}ps?)(?::\/{0,3}|\/{2})/i.exec(net)
    if (!debut) break
    schema = /s$/i.test(debut[1] ?? '') ? 'https://' : 'http://'
    net = net.slice(debut[0].length)
  }
  const fin = net.search(/[/?#]/)
  const hote = fin < 0 ? net : net.slice(0, fin)
  // Without a scheme, one word with a dot: a browser would try it, and http leads to https wherever it exists.
  return `${schema ?? 'http://'}${hote.toLowerCase()}${fin < 0 ? '' : net.slice(fin)}`
}
