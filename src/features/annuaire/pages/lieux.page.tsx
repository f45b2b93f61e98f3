import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { obtenirGeographie, trouverTerritoires } from '../../territoires/index.ts'
import { geocodeurDe } from '../actions/geocodeur.ts'
import { lireRechercheDe, type Resultats, rechercher } from '../actions/rechercher.ts'
import { CarteVue } from './vues/carte.tsx'
import { titreRecherche } from './vues/liste/mots-recherche.ts'
import { FiltresVue, ListeVue } from './vues/liste.vue.tsx'

export const routesLieux: readonly Route[] = [
  { methode: 'get', chemin: '/lieux', permission: 'lieux:lire', partagee: true, traiter: showListe }
]

const PAR_PAGE = 20

async function showListe(c: Contexte) {
  const { db, cadre, now, config } = c.var
  const parametres = sansChampsVides(new URL(c.req.url).searchParams)
  const vue = parametres.get('vue')
  const lue = await lireRechercheDe(db, parametres)
  const resultats = await rechercher(db, lue, { now, parPage: PAR_PAGE, geocodeur: geocodeurDe(config) })
  if (vue === 'filtres') return rendrePage(c, <FiltresVue cadre={cadre} resultats={resultats} />)
  const interactive = vue === 'carte'
  return rendrePage(
    c,
    <ListeVue
      cadre={cadre}
      resultats={resultats}
      lieuEcrit={await lieuEcrit(c, resultats)}
      now={now}
      carteEntiere={interactive}
      carte={
        <CarteVue
          recherche={resultats.recherche}
          total={resultats.total}
          interactive={interactive}
          titre={titreRecherche(resultats)}
        />
      }
    />
  )
}

/**
 * What a form sends without anybody having asked for it: a radius around no place, and the position of before in a form
 * where a place was typed since. The visitor is not told of it.
 */
function sansChampsVides(parametres: URLSearchParams): URLSearchParams {
  const tape = parametres.get('commune')?.trim()
  if (tape) {
    parametres.delete('lat')
    parametres.delete('lon')
  }
  const situe = ['lat', 'code_postal', 'departement', 'region', 'epci'].some((nom) => parametres.get(nom))
  if (tape === '' && !situe) parametres.delete('rayon')
  return parametres
}

/** The place as the field shows it: as typed, else the name of the territory that the address gives by its code. */
async function lieuEcrit(c: Contexte, { recherche, ou }: Resultats): Promise<string | undefined> {
  if (recherche.commune !== undefined || ou.genre !== 'territoire') return recherche.commune
  const { genre, code, nom } = ou.territoire
  if (genre === 'code_postal' || genre === 'commune') return code
  const [compris] = trouverTerritoires(await obtenirGeographie(c.var.db), nom)
  // « Mayenne » is first a commune: the code says which one is meant. A région has no code that people may type.
  return genre === 'region' || (compris?.genre === genre && compris.code === code) ? nom : code
}
