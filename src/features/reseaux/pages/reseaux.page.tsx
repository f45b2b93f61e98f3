import { lireMorceaux } from '../../../platform/fichiers/index.ts'
import type { Contexte, ReseauDePage, Route } from '../../../platform/http/feature.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { feuilleDeReseau } from '../../../platform/ui/theme.ts'
import { communesDe, lireReseau, lireReseaux, type ReseauLu } from '../actions/lire-reseau.ts'
import { parseSlug } from '../domain/identite.ts'
import { findReseau, type Reseau } from '../store/reseau.store.ts'
import { type BlocAffiche, ReseauVue, ReseauxVue } from './vues/reseaux.vue.tsx'

const permission = 'reseaux:lire'

export const routesReseaux: readonly Route[] = [
  { methode: 'get', chemin: '/reseaux', permission, traiter: showReseaux },
  { methode: 'get', chemin: '/reseaux/:slug', permission, traiter: showReseau },
  { methode: 'get', chemin: '/reseaux/:slug/theme.css', permission, traiter: sendThemeOuvert },
  { methode: 'get', chemin: '/reseaux/:slug/logo/:empreinte', permission, traiter: sendLogo }
]

/** Of the address; what cannot be one finds nothing. */
export const slugDe = (c: Contexte) => parseSlug(c.req.param('slug') ?? '') ?? ''

async function showReseaux(c: Contexte) {
  const lus = (await lireReseaux(c.var.db)).filter(({ reseau }) => reseau.ouvert_le)
  const reseaux = await Promise.all(
    lus.map(async (lu) => ({
      ...lu,
      resumes: (await Promise.all(c.var.blocsReseau.map((bloc) => bloc.resumer?.(c, toPage(lu))))).filter(
        (resume) => resume !== undefined
      )
    }))
  )
  return rendrePage(c, <ReseauxVue cadre={c.var.cadre} reseaux={reseaux} />)
}

async function showReseau(c: Contexte) {
  const lu = await lireReseau(c.var.db, slugDe(c))
  if (!lu?.reseau.ouvert_le) return c.notFound()
  return rendrePage(
    c,
    <ReseauVue
      cadre={c.var.cadre}
      lu={lu}
      communes={await communesDe(c.var.db, lu.perimetre)}
      blocs={await chargerBlocs(c, lu)}
    />
  )
}

/** What the other features say of this réseau. */
export async function chargerBlocs(c: Contexte, lu: ReseauLu): Promise<readonly BlocAffiche[]> {
  const blocs = await Promise.all(
    c.var.blocsReseau.map(async ({ id, titre, charger }) => ({ id, titre, contenu: await charger(c, toPage(lu)) }))
  )
  return blocs.filter(({ contenu }) => contenu !== undefined)
}

const toPage = ({ reseau: { id, nom, genre }, territoires }: ReseauLu): ReseauDePage => ({
  id,
  nom,
  genre,
  territoires: territoires.map(({ genre, code }) => ({ genre, code }))
})

async function sendThemeOuvert(c: Contexte) {
  const reseau = await findReseau(c.var.db, slugDe(c))
  return reseau?.ouvert_le ? sendTheme(c, reseau) : c.notFound()
}

/** The address changes with the version of the réseau: what it gives may be kept. */
export function sendTheme(c: Contexte, { couleur, couleur_accent, version }: Reseau) {
  return c.body(feuilleDeReseau({ couleur, accent: couleur_accent }), 200, {
    'content-type': 'text/css; charset=utf-8',
    'cache-control': c.req.query('v') === String(version) ? 'public, max-age=31536000, immutable' : 'no-cache'
  })
}

/** By its digest: nobody guesses the logo of a réseau that is not open yet, and another logo is another address. */
async function sendLogo(c: Contexte) {
  const reseau = await findReseau(c.var.db, slugDe(c))
  if (!reseau?.logo_id || !reseau.logo_type || reseau.logo_empreinte !== c.req.param('empreinte')) return c.notFound()
  const morceaux: Buffer[] = []
  for await (const morceau of lireMorceaux(c.var.db, reseau.logo_id)) morceaux.push(morceau)
  return c.body(new Uint8Array(Buffer.concat(morceaux)), 200, {
    'content-type': reseau.logo_type,
    'content-disposition': 'inline',
    'cache-control': 'public, max-age=31536000, immutable'
  })
}
