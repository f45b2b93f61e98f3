import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { countLieux } from '../store/lieu.store.ts'
import { resumeSources } from '../store/source.store.ts'
import { AccueilVue } from './vues/accueil.vue.tsx'

export const routesAccueil: readonly Route[] = [
  { methode: 'get', chemin: '/', permission: 'lieux:lire', partagee: true, traiter: showAccueil }
]

const PORTES = [
  {
    href: '/lieux',
    libelle: 'J’ai besoin d’aide',
    phrase: 'Une démarche, un appareil, une question : un lieu près de chez vous.'
  },
  {
    href: '/orienter',
    libelle: 'J’accompagne quelqu’un',
    phrase: 'Quelques questions, les lieux qui conviennent, une fiche à remettre.'
  },
  {
    href: '/api',
    libelle: 'Je réutilise les données',
    phrase: 'L’annuaire en JSON, GeoJSON et CSV, dans le schéma officiel.'
  },
  {
    href: '/sources',
    libelle: 'Je tiens un annuaire',
    phrase: 'Voir ce que votre annuaire apporte ici, et ce qui en a été lu.'
  }
]

async function showAccueil(c: Contexte) {
  const [nombreLieux, sources] = await Promise.all([countLieux(c.var.db), resumeSources(c.var.db)])
  return rendrePage(
    c,
    <AccueilVue
      cadre={c.var.cadre}
      nombreLieux={nombreLieux}
      portes={PORTES}
      sources={sources
        .filter(({ derniere }) => derniere)
        .map(({ id, nom, lieux, derniere }) => ({
          nom,
          href: `/sources/${id}`,
          lieux,
          derniereLivraison: derniere?.dateeDu
        }))}
    />
  )
}
