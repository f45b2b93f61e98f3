import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { findLieuActuel, objetDuLieu } from '../../annuaire/index.ts'
import { etatAction } from '../domain/action-projet.ts'
import { findAction } from '../store/action-projet.store.ts'
import { readNumeroDAction, toLieuDeLaPage } from './lieu-de-la-page.ts'
import { ActionVue } from './vues/action.vue.tsx'

export const routesAction: readonly Route[] = [
  {
    methode: 'get',
    chemin: '/lieux/:adresse/actions/:action',
    permission: 'lieux:lire',
    partagee: true,
    traiter: showAction
  }
]

async function showAction(c: Contexte): Promise<Response> {
  const { db, cadre, now, config } = c.var
  const numero = readNumeroDAction(c)
  const action = numero ? await findAction(db, numero) : undefined
  const lieu = action && (await findLieuActuel(db, action.lieu_id))
  if (!action || !lieu) return c.notFound()
  const page = toLieuDeLaPage(lieu)
  const chemin = `${page.href}/actions/${action.id}`
  // Its number says whose it is: the lieu of the address may have been merged, or its name may have changed.
  if (c.req.path !== chemin) {
    c.header('cache-control', 'no-cache')
    return c.redirect(chemin, 301)
  }
  const retiree = action.retire_le !== null || lieu.retire_le !== null
  const { adresse = '', code_postal: codePostal, commune } = lieu.publiees
  return rendrePage(
    c,
    <ActionVue
      cadre={cadre}
      action={action}
      etat={etatAction(action, now, page.fuseau)}
      retiree={retiree}
      lieu={{
        ...page,
        adresse: [adresse, [codePostal, commune].filter(Boolean).join(' ')].filter(Boolean).join(', '),
        rue: adresse,
        codePostal,
        commune
      }}
      canonique={`${config.URL_PUBLIQUE || new URL(c.req.url).origin}${chemin}`}
      gerer={c.var.peut('fiche:tenir', await objetDuLieu(db, lieu)) ? `${page.href}/actions` : undefined}
    />,
    retiree ? 410 : 200
  )
}
