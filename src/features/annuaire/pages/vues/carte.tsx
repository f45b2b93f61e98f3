import { adresseRecherche, type Recherche } from '../../domain/recherche.ts'
import { IMAGE } from './carte-svg.ts'

export interface CarteProps {
  readonly recherche: Recherche
  readonly total: number
  /** The page asks for the map that moves (`vue=carte`): it also loads the island « carte ». */
  readonly interactive: boolean
  /** What the results are: « 14 lieux pour « impôts » autour de Limoges ». */
  readonly titre: string
}

/** The results on a map, beside the list and never instead of it. Goes in `<aside class='map'>`. */
export function CarteVue({ recherche, total, interactive, titre }: CarteProps) {
  const image = adresseRecherche(recherche, '/lieux/carte.svg')
  const sombre = adresseRecherche(recherche, '/lieux/carte.svg', { theme: 'sombre' })
  return (
    <figure class={interactive ? 'carte carte--entiere' : 'carte'} id='carte' tabindex={-1}>
      <div class='carte__vue' data-carte={interactive ? adresseRecherche(recherche, '') : undefined}>
        {/* Lazy: a phone that hides the picture does not fetch it. */}
        <picture>
          <source media='(prefers-color-scheme: dark)' srcset={sombre} />
          <img
            src={image}
            width={IMAGE.largeur}
            height={IMAGE.hauteur}
            loading='lazy'
            alt={texteDeRemplacement(total, titre)}
          />
        </picture>
      </div>
      {interactive && <div class='carte__outils no-print' data-carte-outils />}
      <figcaption>
        <p class='carte__legende'>
          {total > 0 ? 'Les numéros sont ceux de la liste. ' : ''}
          <span data-carte-fond>Fond de carte intégré, sans service extérieur.</span>
        </p>
        <p class='no-print'>
          {interactive ? (
            <a href={`${adresseRecherche(recherche)}#resultats`}>Revenir à la carte simple</a>
          ) : (
            <a href={`${adresseRecherche(recherche, '/lieux', { vue: 'carte' })}#carte`}>
              Ouvrir la carte que l’on déplace
            </a>
          )}
        </p>
      </figcaption>
    </figure>
  )
}

const texteDeRemplacement = (total: number, titre: string) =>
  total > 0
    ? `Carte : ${titre}. La liste donne les mêmes informations.`
    : 'Carte sans aucun lieu : rien ne répond à cette recherche.'
