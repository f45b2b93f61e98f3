import { jourCivil } from '../../../kernel/jour-civil.ts'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { geocodeurDe } from '../actions/geocodeur.ts'
import { lireRechercheDe, rechercher } from '../actions/rechercher.ts'
import { sourcesDe } from '../domain/echange.ts'
import { listLieuxParId } from '../store/lieu.store.ts'
import { AfficheVue } from './vues/affiche.vue.tsx'

export const routesAffiche: readonly Route[] = [
  { methode: 'get', chemin: '/lieux/affiche', permission: 'lieux:lire', traiter: showAffiche }
]

/** About fifteen sheets: more would not hang on any wall. */
const PAR_AFFICHE = 60

async function showAffiche(c: Contexte) {
  const { db, cadre, now, config } = c.var
  const lue = await lireRechercheDe(db, new URL(c.req.url).searchParams)
  const resultats = await rechercher(db, lue, {
    now,
    parPage: PAR_AFFICHE,
    comptes: false,
    geocodeur: geocodeurDe(config)
  })
  const lieux = await listLieuxParId(
    db,
    resultats.lieux.map(({ lieu }) => lieu.id)
  )
  const sources = new Set(lieux.flatMap(({ provenance }) => sourcesDe(provenance)))
  return rendrePage(
    c,
    <AfficheVue
      cadre={cadre}
      resultats={resultats}
      sources={[...sources].map((id) => resultats.sources.get(id) ?? id).sort((a, b) => a.localeCompare(b, 'fr'))}
      jour={jourCivil(now, 'Europe/Paris')}
      origine={config.URL_PUBLIQUE || new URL(c.req.url).origin}
    />
  )
}
