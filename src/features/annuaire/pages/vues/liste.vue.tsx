import type { Child } from 'hono/jsx'
import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import type { Resultats } from '../../actions/rechercher.ts'
import { adresseRecherche } from '../../domain/recherche.ts'
import { carteLieu, type PourCetteRecherche } from './liste/carte-lieu.ts'
import { criteresChoisis, criteresRetirables } from './liste/criteres.ts'
import { choixOuvert, FORMULAIRE, filtres } from './liste/filtres.ts'
import { ChampsDeRecherche, RechercheGardee } from './liste/formulaire.tsx'
import { titreRecherche } from './liste/mots-recherche.ts'
import { ouverturePour } from './liste/ouverture.ts'
import { pagination } from './liste/pages.ts'
import { Remarques } from './liste/remarques.tsx'
import { SansResultat } from './liste/sans-resultat.tsx'
import { preparerSurlignage } from './liste/surlignage.ts'
import { choixTri } from './liste/tri.ts'

export interface ListeProps {
  readonly cadre: CadrePage
  readonly resultats: Resultats
  /** What the field « Où ? » holds. */
  readonly lieuEcrit: string | undefined
  readonly now: Date
  /** The map of these results; the page is then as wide as the screen. */
  readonly carte?: Child
  /** The visitor asked for the map that moves. */
  readonly carteEntiere?: boolean | undefined
}

/** The results of a search: fields, list, filters, map. Everything is in the address; nothing needs a script. */
export function ListeVue({ cadre, resultats, lieuEcrit, now, carte, carteEntiere }: ListeProps) {
  const { recherche, total, lieux, page, parPage } = resultats
  const titre = titreRecherche(resultats)
  const vue = carteEntiere ? 'carte' : undefined
  const extras = vue ? { vue } : SANS_EXTRAS
  const criteres = criteresChoisis(resultats)
  const filtresChoisis = Object.values(recherche.facettes).flat().length + (recherche.ouvert ? 1 : 0)
  const pour = pourCetteRecherche(resultats, now)
  const premiere = { ...recherche, page: 1 }
  const adresse = (base: string, autres = SANS_EXTRAS) => adresseRecherche(premiere, base, autres)
  return (
    <Page
      cadre={cadre}
      titre={page > 1 ? `${titre}, page ${nombre(page)}` : titre}
      menuActif='/lieux'
      sansRecherche
      horsMoteurs={adresse('/lieux') !== '/lieux'}
      ilots={carteEntiere ? ILOTS_CARTE : ILOTS}
    >
      <div class='page-head wrap'>
        <h1>{titre}</h1>
        <ChampsDeRecherche resultats={resultats} lieuEcrit={lieuEcrit} vue={vue} />
      </div>

      <div class={carte ? 'search search--carte' : 'search'}>
        <section class='filters' id='filtres' aria-labelledby='titre-filtres'>
          <h2 id='titre-filtres'>Affiner</h2>
          <Filtres resultats={resultats} ouvertes={OUVERTES} />
          <p class='filters__fin'>
            <Bouton formulaire={FORMULAIRE}>Afficher les lieux</Bouton>
          </p>
        </section>
        <section class='results' id='resultats' aria-labelledby='titre-resultats' tabindex={-1}>
          <h2 id='titre-resultats' class='vh'>
            Les lieux
          </h2>
          <p class='btns no-print results__vers'>
            <a class='btn only-small' href={adresse('/lieux', { vue: 'filtres' })}>
              {filtresChoisis > 0 ? `Affiner (${filtresChoisis} choisi${filtresChoisis > 1 ? 's' : ''})` : 'Affiner'}
            </a>
            {carte && (
              <a
                class='only-nomap'
                href={carteEntiere ? '#carte' : `${adresseRecherche(recherche, '/lieux', { vue: 'carte' })}#carte`}
              >
                {carteEntiere ? 'Aller à la carte' : 'Voir la carte'}
              </a>
            )}
          </p>
          {criteres.length > 0 && criteresRetirables(criteres, extras)}
          <div class='results__dit'>
            <Remarques resultats={resultats} />
          </div>
          {total > 0 ? (
            <>
              <div class='results__bar no-print'>{choixTri(resultats)}</div>
              {lieux.some(({ distance }) => distance !== undefined) && (
                <p class='soft results__distances'>Les distances sont à vol d’oiseau.</p>
              )}
              <ol class='cards' start={(page - 1) * parPage + 1}>
                {lieux.map((trouve, i) => carteLieu(trouve, (page - 1) * parPage + i + 1, pour))}
              </ol>
              {pagination(resultats, extras)}
              <Emporter adresse={adresse} />
            </>
          ) : (
            <SansResultat cadre={cadre} resultats={resultats} pour={pour} />
          )}
          <p class='no-print mt4'>
            Vous accompagnez quelqu’un&nbsp;? <a href='/orienter'>Orienter une personne</a>
          </p>
          <p class='no-print mt4'>
            Un lieu manque&nbsp;? <a href='/lieux/manquant'>Signaler un lieu manquant</a>
          </p>
        </section>
        {carte && <aside class='map'>{carte}</aside>}
      </div>
    </Page>
  )
}

/** The filters alone, for a phone: a page of their own, with the way back to the list. */
export function FiltresVue({ cadre, resultats }: Pick<ListeProps, 'cadre' | 'resultats'>) {
  const { recherche, total } = resultats
  return (
    <Page cadre={cadre} titre='Affiner la recherche' menuActif='/lieux' sansRecherche horsMoteurs>
      <div class='page-head wrap'>
        <h1>Affiner la recherche</h1>
        <p>{titreRecherche(resultats)}.</p>
        <p>
          <a href={adresseRecherche(recherche)}>Revenir aux lieux sans rien changer</a>
        </p>
        <RechercheGardee recherche={recherche} />
      </div>
      <div class='wrap'>
        <section class='filters filters--page' aria-label='Critères'>
          <Filtres resultats={resultats} ouvertes={AUCUNE} />
          <p class='filters__fin'>
            {/* The count is true until a box changes: the sheet then hides it. */}
            <button class='btn btn--main' type='submit' form={FORMULAIRE}>
              Voir les <span class='filters__total'>{nombre(total)} </span>lieux
            </button>
          </p>
        </section>
      </div>
    </Page>
  )
}

const SANS_EXTRAS: Readonly<Record<string, string>> = {}
const ILOTS = ['suggestions', 'autour-de-moi']
const ILOTS_CARTE = [...ILOTS, 'carte']
/** Unfolded from the start: what nearly everybody asks. */
const OUVERTES: ReadonlySet<string> = new Set(['services', 'frais_a_charge'])
const AUCUNE: ReadonlySet<string> = new Set()

function Filtres({ resultats, ouvertes }: { resultats: Resultats; ouvertes: ReadonlySet<string> }) {
  return (
    <>
      <p class='soft mt3'>Entre parenthèses, le nombre de lieux.</p>
      <div class='mt4'>
        {choixOuvert(resultats.recherche.ouvert)}
        <div class='mt4'>{filtres(resultats, ouvertes)}</div>
      </div>
    </>
  )
}

function Emporter({ adresse }: { adresse: (base: string) => string }) {
  return (
    <div class='results__emporter no-print'>
      <h3>Emporter cette recherche</h3>
      <ul>
        <li>
          <a href={adresse('/lieux/affiche')}>Imprimer une affiche</a>
        </li>
        <li>
          <a href={adresse('/integrer')}>L’intégrer à votre site</a>
        </li>
        <li>
          En fichier&nbsp;: <a href={adresse('/lieux.csv')}>tableur CSV</a>,{' '}
          <a href={adresse('/lieux.geojson')}>carte GeoJSON</a>, <a href={adresse('/lieux.json')}>données JSON</a>
        </li>
      </ul>
    </div>
  )
}

/** Two years: beyond, an address or a price has often changed. */
const FRAICHEUR_MS = 2 * 365 * 24 * 60 * 60 * 1000

function pourCetteRecherche({ recherche, mots }: Resultats, now: Date): PourCetteRecherche {
  return {
    services: new Set([
      ...(recherche.facettes.services ?? []),
      ...mots.compris.flatMap(({ facette, valeur }) => (facette === 'services' ? [valeur] : []))
    ]),
    besoins: recherche.facettes.prise_en_charge_specifique ?? [],
    mots: preparerSurlignage(recherche.q, mots),
    ouverture: ouverturePour(recherche.ouvert, now),
    ancienAvant: new Date(now.getTime() - FRAICHEUR_MS).toISOString().slice(0, 10)
  }
}
