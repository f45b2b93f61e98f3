import { html, raw } from 'hono/html'
import { nombre } from '../../../../../platform/ui/composants/nombre/nombre.tsx'
import type { Resultats } from '../../../actions/rechercher.ts'
import { adresseRecherche } from '../../../domain/recherche.ts'

const combienDePages = ({ total, parPage }: Pick<Resultats, 'total' | 'parPage'>): number =>
  Math.max(1, Math.ceil(total / parPage))

/** « Page 2 sur 14 »: the neighbours, the first and the last, the one before and the one after. */
export function pagination(resultats: Resultats, extras: Readonly<Record<string, string>>) {
  const { page, recherche } = resultats
  const pages = combienDePages(resultats)
  if (pages === 1) return undefined
  const vers = (n: number) => adresseRecherche({ ...recherche, page: n }, '/lieux', extras)
  const numeros = [...new Set([1, page - 1, page, page + 1, pages])].filter((n) => n >= 1 && n <= pages)
  return html`<nav class="pages" aria-label="Pages de résultats"><p>Page ${nombre(page)} sur ${nombre(pages)}</p><ul class="pages__liste">${numeros.map(
    (n, i) =>
      html`${i > 0 && n > (numeros[i - 1] ?? 0) + 1 && SAUT}<li><a class="btn btn--small" href="${vers(n)}"${n === page && ICI}><span class="vh">Page </span>${nombre(n)}</a></li>`
  )}</ul><p class="btns">${page > 1 && html`<a class="btn" href="${vers(page - 1)}" rel="prev">Page précédente</a>`}${page < pages && html`<a class="btn" href="${vers(page + 1)}" rel="next">Page suivante</a>`}</p></nav>`
}

const SAUT = raw('<li aria-hidden="true">…</li>')
const ICI = raw(' aria-current="page"')
