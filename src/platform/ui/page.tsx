import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type EtapeDuFil, Fil } from './composants/fil/fil.tsx'
import { Telephone } from './composants/telephone/telephone.tsx'

export interface Lien {
  readonly href: string
  readonly libelle: string
}

export interface EntreeMenu extends Lien {
  /** `page`: this very page; `rubrique`: a page inside this entry. See `marquerMenu`. */
  readonly actif?: 'page' | 'rubrique' | undefined
}

/** What every page shows around its content. Composed once per request by app.tsx, read as `c.var.cadre`. */
export interface CadrePage {
  readonly reseau: {
    readonly nom: string
    readonly accroche?: string | undefined
    /** Where the name in the header leads. */
    readonly accueil: string
    /** Its own mark, shown beside its name. */
    readonly logo?: { readonly src: string; readonly largeur: number; readonly hauteur: number } | undefined
    /** Without a logo: a letter or two. */
    readonly sigle?: string | undefined
    /** Address of its own colours, read after the common sheet. */
    readonly feuille?: string | undefined
  }
  /** Shown first in « Besoin d’aide ? ». Without it the footer has no help section. */
  readonly aide?: { readonly telephone: string; readonly precisions?: string | undefined } | undefined
  readonly menu: readonly EntreeMenu[]
  /** The search of the header; pages that already hold one hide it with `sansRecherche`. */
  readonly recherche?: { readonly action: string; readonly libelle: string; readonly exemple?: string } | undefined
  /** Columns of links of the footer: only pages that exist. */
  readonly pied: readonly { readonly titre: string; readonly liens: readonly Lien[] }[]
  /** The signed-in person (« Mon compte »). */
  readonly personne?: Lien | undefined
  /** A sentence shown at the top of every page, such as « Démonstration : … ». */
  readonly bandeau?: string | undefined
  readonly version: string
  /** Address of the built sheet, and of the font to fetch early. */
  readonly styles: string
  readonly police?: string | undefined
  /** Addresses of the islands' scripts, by name. */
  readonly ilots?: Readonly<Record<string, string>> | undefined
  /** Addresses of the sheets that islands need besides, by the island's name. */
  readonly feuilles?: Readonly<Record<string, string>> | undefined
}

export interface PageProps {
  readonly cadre: CadrePage
  /** Without the réseau’s name, which is added. */
  readonly titre: string
  readonly description?: string | undefined
  /** Breadcrumb, from the home to this page (whose entry has no href). */
  readonly fil?: readonly EtapeDuFil[] | undefined
  /** href of the menu entry this page belongs to, when the address does not say it. */
  readonly menuActif?: string | undefined
  readonly sansRecherche?: boolean | undefined
  /** The form of this page was refused: the title says so first. */
  readonly enErreur?: boolean | undefined
  /** Keeps search engines away (administration, results of a search). */
  readonly horsMoteurs?: boolean | undefined
  /** Islands that this page loads: comfort added to HTML that works without them. */
  readonly ilots?: readonly string[] | undefined
  /** Full address of this page, for search engines and for the preview shown when its link is shared. */
  readonly canonique?: string | undefined
  /** What this page alone puts in `head`. */
  readonly tete?: Child
  readonly children?: Child
}

/** The frame of every page. Content goes in `main`; pages bring their own `.wrap`. */
export function Page(props: PageProps) {
  const { cadre, titre, description, fil, menuActif, sansRecherche, enErreur, horsMoteurs, ilots, tete, children } =
    props
  return (
    <html lang='fr'>
      <head>
        <meta charset='utf-8' />
        <meta name='viewport' content='width=device-width, initial-scale=1' />
        <title>{`${enErreur ? 'Erreur : ' : ''}${titre} – ${cadre.reseau.nom}`}</title>
        {description && <meta name='description' content={description} />}
        {horsMoteurs && <meta name='robots' content='noindex' />}
        <Partage {...props} />
        {tete}
        <link rel='icon' href={ICONE} />
        {cadre.police && <link rel='preload' href={cadre.police} as='font' type='font/woff2' crossorigin='anonymous' />}
        <link rel='stylesheet' href={cadre.styles} />
        {cadre.reseau.feuille && <link rel='stylesheet' href={cadre.reseau.feuille} />}
        {ilots?.map((nom) => cadre.feuilles?.[nom] && <link rel='stylesheet' href={cadre.feuilles[nom]} />)}
        {ilots?.map((nom) => cadre.ilots?.[nom] && <script type='module' src={cadre.ilots[nom]} />)}
      </head>
      <body>
        <nav class='skip' aria-label='Accès rapide'>
          <a href='#contenu'>Aller au contenu</a>
          {cadre.menu.length > 0 && <a href='#menu'>Aller au menu</a>}
          {cadre.aide && <a href='#aide'>Obtenir de l’aide</a>}
        </nav>
        <Entete cadre={cadre} menuActif={menuActif} sansRecherche={sansRecherche ?? false} />
        {fil && fil.length > 1 && <Fil etapes={fil} />}
        <main id='contenu' tabindex={-1}>
          {children}
        </main>
        <Pied cadre={cadre} />
      </body>
    </html>
  )
}

/** Which address is the page's own, and what a message that holds its link shows of it (Open Graph). */
function Partage({ cadre, titre, description, canonique }: PageProps) {
  if (!canonique) return null
  return (
    <>
      <link rel='canonical' href={canonique} />
      <meta property='og:type' content='website' />
      <meta property='og:locale' content='fr_FR' />
      <meta property='og:site_name' content={cadre.reseau.nom} />
      <meta property='og:title' content={titre} />
      {description && <meta property='og:description' content={description} />}
      <meta property='og:url' content={canonique} />
    </>
  )
}

/** Answers with a whole page. The only place that writes the doctype: without it browsers fall back to quirks mode. */
export function rendrePage(c: Context, page: Child, statut: ContentfulStatusCode = 200): Response | Promise<Response> {
  return c.html(documentHtml(page), statut)
}

export function documentHtml(page: Child) {
  return html`<!DOCTYPE html>${page}`
}

/** Marks the entry that leads to this address, or to a page above it. */
export function marquerMenu(entrees: readonly EntreeMenu[], chemin: string): EntreeMenu[] {
  return entrees.map((entree) => {
    if (entree.href === chemin) return { ...entree, actif: 'page' }
    if (entree.href !== '/' && chemin.startsWith(`${entree.href}/`)) return { ...entree, actif: 'rubrique' }
    return entree
  })
}

function Entete({
  cadre,
  menuActif,
  sansRecherche
}: {
  cadre: CadrePage
  menuActif: string | undefined
  sansRecherche: boolean
}) {
  return (
    <header class='head'>
      {cadre.bandeau && (
        <div class='demo'>
          <div class='wrap'>
            <p>{cadre.bandeau}</p>
          </div>
        </div>
      )}
      <div class='wrap'>
        <div class='head__row'>
          <a class='reseau' href={cadre.reseau.accueil}>
            <Marque reseau={cadre.reseau} />
            <span>
              <b>{cadre.reseau.nom}</b>
              {cadre.reseau.accroche && <small>{cadre.reseau.accroche}</small>}
            </span>
          </a>
          <div class='head__end'>
            {cadre.recherche && !sansRecherche && (
              <form class='head__search' role='search' action={cadre.recherche.action}>
                <label class='vh' for='recherche-entete'>
                  {cadre.recherche.libelle}
                </label>
                <input id='recherche-entete' name='q' type='search' placeholder={cadre.recherche.exemple} />
                <button class='btn btn--small' type='submit'>
                  Chercher
                </button>
              </form>
            )}
            {cadre.personne && (
              <a class='btn btn--small' href={cadre.personne.href}>
                {cadre.personne.libelle}
              </a>
            )}
          </div>
        </div>
        {cadre.menu.length > 0 && (
          <nav class='nav' id='menu' aria-label='Menu principal' tabindex={-1}>
            <ul>
              {cadre.menu.map((entree) => (
                <li>
                  <a href={entree.href} aria-current={ariaCurrent(entree, menuActif)}>
                    {entree.libelle}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </div>
    </header>
  )
}

function ariaCurrent({ href, actif }: EntreeMenu, menuActif: string | undefined): 'page' | 'true' | undefined {
  if (actif === 'page') return 'page'
  return actif === 'rubrique' || href === menuActif ? 'true' : undefined
}

function Pied({ cadre }: { cadre: CadrePage }) {
  return (
    <footer class='foot'>
      <div class='wrap'>
        <div class='foot__cols'>
          {cadre.aide && (
            <section id='aide' aria-labelledby='titre-aide' tabindex={-1}>
              <h2 id='titre-aide'>Besoin d’aide ?</h2>
              <p>
                <Telephone numero={cadre.aide.telephone} grand />
              </p>
              {cadre.aide.precisions && <p>{cadre.aide.precisions}</p>}
            </section>
          )}
          {cadre.pied.map(
            ({ titre, liens }) =>
              liens.length > 0 && (
                <nav aria-label={titre}>
                  <ul>
                    {liens.map(({ href, libelle }) => (
                      <li>
                        <a href={href}>{libelle}</a>
                      </li>
                    ))}
                  </ul>
                </nav>
              )
          )}
        </div>
        <p class='foot__end'>
          <span>Ce site fonctionne avec Maillage, logiciel libre.</span>
          <span>Version {cadre.version}</span>
        </p>
      </div>
    </footer>
  )
}

// The name is beside it: the mark says nothing more to those who listen.
function Marque({ reseau: { logo, sigle } }: { reseau: CadrePage['reseau'] }) {
  if (logo) return <img class='mark mark--logo' src={logo.src} width={logo.largeur} height={logo.hauteur} alt='' />
  if (sigle)
    return (
      <span class='mark mark--sigle' aria-hidden='true'>
        {sigle}
      </span>
    )
  return <Maillage />
}

// Ours: places and the links between them.
const Maillage = () => (
  <svg class='mark' width='36' height='36' viewBox='0 0 36 36' aria-hidden='true'>
    <path d='M6 23 15 7l15 8-9 15zM15 7l6 23' fill='none' stroke='currentColor' stroke-width='2' />
    <g fill='currentColor'>
      <circle cx='6' cy='23' r='4' />
      <circle cx='15' cy='7' r='4' />
      <circle cx='21' cy='30' r='4' />
    </g>
    <circle class='k' cx='30' cy='15' r='4.6' />
  </svg>
)

const ICONE = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><path d="M6 23 15 7l15 8-9 15zM15 7l6 23" fill="none" stroke="#4f8da1" stroke-width="3"/><g fill="#4f8da1"><circle cx="6" cy="23" r="4.6"/><circle cx="15" cy="7" r="4.6"/><circle cx="21" cy="30" r="4.6"/></g><circle fill="#c8613a" cx="30" cy="15" r="5.4"/></svg>'
)}`
