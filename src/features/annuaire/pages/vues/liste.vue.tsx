import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Carte } from '../../../../platform/ui/composants/carte/carte.tsx'
import { Champ, Liste, type OptionListe } from '../../../../platform/ui/composants/champ/champ.tsx'
import { Cases } from '../../../../platform/ui/composants/choix/choix.tsx'
import { Jour } from '../../../../platform/ui/composants/date/date.tsx'
import { compter, nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Etiquette } from '../../../../platform/ui/composants/note/note.tsx'
import { Pagination } from '../../../../platform/ui/composants/pagination/pagination.tsx'
import { Telephone } from '../../../../platform/ui/composants/telephone/telephone.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { SERVICES } from '../../domain/schema.ts'
import { serviceEnClair } from '../../domain/vocabulaires/services-en-clair.ts'
import { aLaCommune, enumerer, majuscule } from './mots.ts'
import { adresseListe, type RechercheLieux } from './recherche-lieux.ts'

export interface ListeProps {
  readonly cadre: CadrePage
  /** As typed. */
  readonly recherche: RechercheLieux
  /** Name of the commune that was understood, « Limoges ». */
  readonly communeTrouvee?: string | undefined
  /** What to say when the commune or postcode is not known; the search then went without it. */
  readonly erreurCommune?: string | undefined
  readonly total: number
  readonly lieux: readonly CarteLieu[]
  readonly departements: readonly OptionListe[]
  readonly sources: readonly OptionListe[]
  /** Lieux per service in this search, where known. */
  readonly comptesServices?: Readonly<Record<string, number>> | undefined
  /** Address of the next lieux, and of the first ones when this page is not the first. */
  readonly suivants?: string | undefined
  readonly debut?: string | undefined
  /** The whole search as files. */
  readonly exports: { readonly csv: string; readonly geojson: string }
}

export interface CarteLieu {
  readonly href: string
  readonly nom: string
  readonly commune?: string | undefined
  readonly codePostal?: string | undefined
  readonly adresse?: string | undefined
  readonly services: readonly string[]
  /** Never a masked personal number. */
  readonly telephone?: string | undefined
  /** « Gratuit », as the schema says it. */
  readonly prix?: string | undefined
  readonly itinerant?: boolean | undefined
  /** ISO day. */
  readonly misAJourLe?: string | undefined
  readonly fictif?: boolean | undefined
  /** Its sources no longer list it. */
  readonly disparu?: boolean | undefined
}

const FORMULAIRE = 'recherche'

export function ListeVue(props: ListeProps) {
  const { cadre, recherche, total, lieux, erreurCommune, suivants, debut, exports } = props
  const titre = titreListe(props)
  const choisis = filtresChoisis(props)
  return (
    <Page
      cadre={cadre}
      titre={titre}
      menuActif='/lieux'
      sansRecherche
      horsMoteurs={adresseListe(recherche) !== '/lieux'}
    >
      <div class='page-head wrap'>
        <h1>{titre}</h1>
        <form class='row mt5 no-print' role='search' action='/lieux' id={FORMULAIRE}>
          <Champ nom='q' type='search' libelle='Besoin ou nom d’un lieu' valeur={recherche.q} autocomplete='off' />
          <Champ
            nom='commune'
            libelle='Commune ou code postal'
            valeur={recherche.commune}
            erreur={erreurCommune}
            autocomplete='postal-code'
          />
          <Bouton principal>Chercher</Bouton>
        </form>
      </div>

      <div class='search'>
        <Filtres {...props} />
        <section class='results' id='resultats' aria-labelledby='titre-resultats' tabindex={-1}>
          <h2 id='titre-resultats' class='vh'>
            Les lieux
          </h2>
          <p class='btns only-small no-print'>
            <a class='btn' href='#filtres'>
              {choisis.length > 0
                ? `Affiner (${compter(choisis.length, 'filtre choisi', 'filtres choisis')})`
                : 'Affiner'}
            </a>
          </p>
          {choisis.length > 0 && (
            <ul class='chosen mt3' aria-label='Filtres choisis'>
              {choisis.map(({ libelle, sans }) => (
                <li>
                  <a href={sans}>
                    {libelle} <span>Retirer</span>
                  </a>
                </li>
              ))}
            </ul>
          )}
          {lieux.length > 0 ? (
            <>
              <ol class='cards mt4'>
                {lieux.map((lieu) => (
                  <UnLieu {...lieu} />
                ))}
              </ol>
              <Pagination
                phrase={`${compter(lieux.length, 'lieu', 'lieux')} sur ${nombre(total)}`}
                suivant={suivants ? { href: suivants, libelle: 'Lieux suivants' } : undefined}
                debut={debut ? { href: debut, libelle: 'Revenir au début' } : undefined}
              />
              <p class='soft no-print mt4'>
                Emporter toute cette recherche : <a href={exports.csv}>tableur CSV</a>,{' '}
                <a href={exports.geojson}>carte GeoJSON</a>. Cette page s’imprime aussi.
              </p>
            </>
          ) : (
            <SansResultat {...props} />
          )}
          <p class='no-print mt4'>
            Un lieu manque ? <a href='/lieux/manquant'>Signaler un lieu manquant</a>
          </p>
        </section>
      </div>
    </Page>
  )
}

function UnLieu(lieu: CarteLieu) {
  const { href, nom, commune, codePostal, adresse, services, telephone, prix, itinerant, misAJourLe, fictif, disparu } =
    lieu
  const aides = services.map((service) => serviceEnClair(service)?.court ?? service)
  const ville = [codePostal, commune].filter(Boolean).join(' ')
  return (
    <Carte
      titre={nom}
      href={href}
      sousTitre={[itinerant && 'Itinérant', adresse, ville].filter(Boolean).join(', ') || 'Adresse non connue'}
      details={[
        prix,
        misAJourLe ? (
          <>
            À jour au <Jour date={misAJourLe} court />
          </>
        ) : (
          'Date de mise à jour non connue'
        )
      ]}
    >
      {(fictif || disparu) && (
        <p>
          {fictif && <Etiquette>Lieu fictif</Etiquette>}{' '}
          {disparu && <Etiquette ton='attention'>À vérifier : sa source ne le cite plus</Etiquette>}
        </p>
      )}
      <p>{aides.length > 0 ? `${majuscule(enumerer(aides, 4))}.` : 'Les aides proposées ne sont pas connues.'}</p>
      {telephone && (
        <p>
          Téléphone : <Telephone numero={telephone} />
        </p>
      )}
    </Carte>
  )
}

function Filtres({ recherche, departements, sources, comptesServices }: ListeProps) {
  return (
    <section class='filters' id='filtres' aria-labelledby='titre-filtres' tabindex={-1}>
      <h2 id='titre-filtres'>Affiner</h2>
      <div class='mt4'>
        <details open>
          <summary>Ce que l’on y fait</summary>
          <Cases
            nom='services'
            legende='Ce que l’on y fait'
            legendeCachee
            formulaire={FORMULAIRE}
            unite='lieux'
            choisis={recherche.services ?? []}
            options={SERVICES.map((service) => ({
              valeur: service,
              libelle: service,
              compte: comptesServices?.[service]
            }))}
          />
        </details>
        <details open>
          <summary>Où</summary>
          <Liste
            nom='departement'
            libelle='Département'
            vide='Tous'
            formulaire={FORMULAIRE}
            valeur={recherche.departement}
            options={departements}
          />
        </details>
        <details open={Boolean(recherche.source)}>
          <summary>D’où vient l’information</summary>
          <Liste
            nom='source'
            libelle='Source'
            vide='Toutes'
            formulaire={FORMULAIRE}
            valeur={recherche.source}
            options={sources}
          />
        </details>
      </div>
      <p class='btns mt5'>
        <Bouton formulaire={FORMULAIRE}>Afficher les lieux</Bouton>
        <a class='only-small' href='#resultats'>
          Revenir aux lieux
        </a>
      </p>
    </section>
  )
}

function SansResultat(props: ListeProps) {
  const { cadre, recherche } = props
  const choisis = filtresChoisis(props)
  return (
    <div class='prose mt4'>
      <p class='lead'>Aucun lieu ne répond à toute votre demande.</p>
      <p>Vous pouvez :</p>
      <ul>
        {choisis.map(({ libelle, sans }) => (
          <li>
            <a href={sans}>chercher sans « {libelle} »</a>
          </li>
        ))}
        {recherche.q && (
          <>
            <li>essayer un autre mot, plus court ou plus courant ;</li>
            {(recherche.commune || choisis.length > 0) && (
              <li>
                <a href={adresseListe({ ...recherche, q: undefined })}>chercher sans « {recherche.q} »</a>
              </li>
            )}
          </>
        )}
        {recherche.commune && (
          <li>
            <a href={adresseListe({ ...recherche, commune: undefined })}>chercher dans toutes les communes</a>
          </li>
        )}
        <li>
          <a href='/lieux'>voir tous les lieux</a>
        </li>
      </ul>
      {cadre.aide && (
        <p>
          Ou nous appeler, nous cherchons avec vous : <Telephone numero={cadre.aide.telephone} />
        </p>
      )}
    </div>
  )
}

/** « 14 lieux pour « impôts » à Limoges ». */
function titreListe({ total, recherche, communeTrouvee, departements }: ListeProps): string {
  const departement = departements.find(({ valeur }) => valeur === recherche.departement)?.libelle
  const parties = [
    total === 0 ? 'Aucun lieu' : compter(total, 'lieu', 'lieux'),
    recherche.q?.trim() && `pour « ${recherche.q.trim()} »`,
    communeTrouvee && aLaCommune(communeTrouvee),
    departement && `(${departement})`
  ]
  return parties.filter(Boolean).join(' ')
}

/** Each chosen filter and the address of the same search without it. */
function filtresChoisis({ recherche, departements, sources }: ListeProps): { libelle: string; sans: string }[] {
  const services = recherche.services ?? []
  const nomDe = (options: readonly OptionListe[], valeur: string) =>
    options.find((option) => option.valeur === valeur)?.libelle ?? valeur
  return [
    ...services.map((service) => ({
      libelle: service,
      sans: adresseListe({ ...recherche, services: services.filter((autre) => autre !== service) })
    })),
    ...(recherche.departement
      ? [
          {
            libelle: nomDe(departements, recherche.departement),
            sans: adresseListe({ ...recherche, departement: undefined })
          }
        ]
      : []),
    ...(recherche.source
      ? [{ libelle: nomDe(sources, recherche.source), sans: adresseListe({ ...recherche, source: undefined }) }]
      : [])
  ]
}
