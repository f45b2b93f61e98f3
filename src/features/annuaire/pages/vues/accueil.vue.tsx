import { LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { compter, nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Tableau } from '../../../../platform/ui/composants/tableau/tableau.tsx'
import { Telephone } from '../../../../platform/ui/composants/telephone/telephone.tsx'
import { type CadrePage, type Lien, Page } from '../../../../platform/ui/page.tsx'
import { adresseRecherche, avecValeur, RAYON_PROPOSE, RECHERCHE_VIDE } from '../../domain/recherche.ts'
import { SERVICES_EN_CLAIR, type Service } from '../../domain/vocabulaires/services-en-clair.ts'

export interface AccueilProps {
  readonly cadre: CadrePage
  readonly nombreLieux: number
  /** What this network is, one string per paragraph. */
  readonly presentation?: readonly string[] | undefined
  readonly sources: readonly SourceResumee[]
  /** Doors by profile: only pages that exist. */
  readonly portes?: readonly (Lien & { readonly phrase: string })[] | undefined
}

interface SourceResumee {
  readonly nom: string
  readonly href: string
  /** Lieux this source speaks of. */
  readonly lieux: number
  /** Day of its last delivery (YYYY-MM-DD). */
  readonly derniereLivraison?: string | undefined
}

export function AccueilVue({ cadre, nombreLieux, presentation = PRESENTATION, sources, portes = [] }: AccueilProps) {
  return (
    <Page
      cadre={cadre}
      titre='Trouver de l’aide numérique'
      description='Trouvez un lieu qui vous aide avec le numérique, près de chez vous.'
      sansRecherche
      ilots={ILOTS}
    >
      <section class='band' aria-labelledby='titre'>
        <Maillage />
        <div class='wrap'>
          <h1 id='titre'>De l’aide avec le numérique, près de chez vous</h1>
          <p class='lead'>
            {nombreLieux > 0
              ? `${compter(nombreLieux, 'lieu vous accueille', 'lieux vous accueillent')}.`
              : 'Les lieux arrivent bientôt.'}
          </p>
          <form class='ask' role='search' action='/lieux' data-recherche>
            <div class='field'>
              <label for='q'>De quoi avez-vous besoin&nbsp;?</label>
              <span class='hint' id='q-indication'>
                Par exemple&nbsp;: déclarer mes impôts
              </span>
              <input id='q' name='q' type='search' autocomplete='off' aria-describedby='q-indication' />
            </div>
            <div class='field field--ou'>
              <label for='commune'>Où&nbsp;?</label>
              <span class='hint' id='commune-indication'>
                Commune, code postal ou adresse
              </span>
              <input
                id='commune'
                name='commune'
                autocomplete='off'
                aria-describedby='commune-indication'
                data-suggestions='ou'
              />
            </div>
            {/* Somebody who names a town will go to the next one. */}
            <input type='hidden' name='rayon' value={String(RAYON_PROPOSE)} />
            <button class='btn btn--main' type='submit'>
              Trouver un lieu
            </button>
          </form>
          <p class='often'>
            <span>Souvent demandé :</span>
            {SOUVENT.map((service) => (
              <>
                {' '}
                <a href={adresseRecherche(avecValeur(RECHERCHE_VIDE, 'services', service))}>
                  {SERVICES_EN_CLAIR[service].court}
                </a>
              </>
            ))}
          </p>
        </div>
      </section>

      <div class='wrap'>
        {portes.length > 0 && (
          <section class='section split' aria-labelledby='titre-portes'>
            <div class='stack'>
              <h2 id='titre-portes'>Vous êtes ici pour…</h2>
              {cadre.aide && (
                <>
                  <p class='soft'>Vous préférez parler à quelqu’un ? Appelez-nous :</p>
                  <p>
                    <Telephone numero={cadre.aide.telephone} grand />
                  </p>
                </>
              )}
            </div>
            <ul class='doors'>
              {portes.map(({ href, libelle, phrase }) => (
                <li class='door'>
                  <a href={href}>{libelle}</a>
                  <span>{phrase}</span>
                </li>
              ))}
            </ul>
          </section>
        )}

        <section class='section split' aria-labelledby='titre-reseau'>
          <h2 id='titre-reseau'>{cadre.reseau.nom}, c’est quoi ?</h2>
          <div class='stack'>
            {presentation.map((paragraphe, rang) => (
              <p class={rang === 0 ? 'lead' : undefined}>{paragraphe}</p>
            ))}
          </div>
        </section>

        <section class='section split' aria-labelledby='titre-sources'>
          <div class='stack'>
            <h2 id='titre-sources'>D’où viennent ces lieux</h2>
            <p class='soft'>Nous réunissons plusieurs annuaires. Chaque information garde sa source et sa date.</p>
          </div>
          <div class='stack'>
            <Tableau
              legende={`${nombre(nombreLieux)} lieux, réunis de ${compter(sources.length, 'source', 'sources', 'aucune')}. Un même lieu peut venir de plusieurs sources.`}
              vide='Aucune source n’a encore livré de lieux.'
              discret
              lignes={sources}
              colonnes={[
                { titre: 'Source', cellule: ({ nom, href }) => <a href={href}>{nom}</a> },
                { titre: 'Lieux', nombre: true, cellule: ({ lieux }) => nombre(lieux) },
                {
                  titre: 'Dernière livraison',
                  cellule: ({ derniereLivraison }) =>
                    derniereLivraison ? <Jour date={derniereLivraison} court /> : 'aucune'
                }
              ]}
            />
            <p class='btns'>
              <LienBouton href='/lieux'>Voir tous les lieux</LienBouton>
            </p>
          </div>
        </section>
      </div>
    </Page>
  )
}

const ILOTS = ['suggestions', 'autour-de-moi']

const PRESENTATION = [
  'Un réseau de lieux où des personnes vous aident à utiliser le numérique.',
  'Une mairie, une médiathèque, une association, un bus : chaque lieu a son accueil et ses aides. Vous venez comme vous êtes, avec vos questions. On fait avec vous, à votre rythme.'
]

const SOUVENT: readonly Service[] = [
  'Aide aux démarches administratives',
  'Maîtrise des outils numériques du quotidien',
  'Insertion professionnelle via le numérique',
  'Accès internet et matériel informatique'
]

// Decoration: places and the links between them.
const NOEUDS = [
  [300, 236, 8],
  [430, 60, 7],
  [470, 330, 9],
  [560, 200, 14],
  [650, 430, 8],
  [690, 96, 9],
  [770, 290, 7]
] as const
const LIENS = [
  [0, 1],
  [0, 2],
  [1, 3],
  [2, 3],
  [1, 5],
  [3, 5],
  [3, 4],
  [2, 4],
  [5, 6],
  [4, 6]
] as const

const Maillage = () => (
  <svg class='band__mesh' viewBox='0 0 720 460' preserveAspectRatio='xMaxYMid slice' aria-hidden='true'>
    <path
      d={LIENS.map(([a, b]) => `M${NOEUDS[a][0]} ${NOEUDS[a][1]}L${NOEUDS[b][0]} ${NOEUDS[b][1]}`).join('')}
      stroke='currentColor'
      stroke-width='1.5'
    />
    <g fill='currentColor'>
      {NOEUDS.map(([x, y, r]) => (
        <circle cx={x} cy={y} r={r} />
      ))}
    </g>
  </svg>
)
