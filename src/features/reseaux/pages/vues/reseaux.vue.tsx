import type { Child } from 'hono/jsx'
import { LienBouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, Liste } from '../../../../platform/ui/composants/champ/champ.tsx'
import { compter } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Note } from '../../../../platform/ui/composants/note/note.tsx'
import { type CadrePage, Page } from '../../../../platform/ui/page.tsx'
import { logoDe } from '../../actions/apparences.ts'
import type { ReseauLu, TerritoireNomme } from '../../actions/lire-reseau.ts'
import { Texte } from './texte.tsx'

interface ReseauListe extends ReseauLu {
  /** What other features say of it in a few words. */
  readonly resumes: readonly string[]
}

export function ReseauxVue({ cadre, reseaux }: { cadre: CadrePage; reseaux: readonly ReseauListe[] }) {
  const territoriaux = reseaux.filter(({ reseau }) => reseau.genre === 'territorial')
  return (
    <Page
      cadre={cadre}
      titre='Les réseaux'
      description='Le réseau national de la médiation numérique, et les réseaux des territoires.'
      fil={[{ libelle: 'Accueil', href: '/' }, { libelle: 'Les réseaux' }]}
    >
      <div class='wrap'>
        <div class='page-head stack'>
          <h1>Les réseaux</h1>
          <p class='lead'>
            Un réseau réunit des lieux et des personnes autour d’une charte. Le réseau national est ouvert partout ; les
            autres vivent sur leur territoire.
          </p>
        </div>
        <section class='stack' aria-labelledby='titre-national'>
          <h2 id='titre-national'>Partout en France</h2>
          <ul class='rows'>
            {reseaux
              .filter(({ reseau }) => reseau.genre === 'national')
              .map((un) => (
                <Ligne {...un} />
              ))}
          </ul>
        </section>
        <section class='mt7 stack' aria-labelledby='titre-territoires'>
          <h2 id='titre-territoires'>Sur les territoires</h2>
          {territoriaux.length === 0 ? (
            <p>Aucun réseau de territoire n’est encore ouvert ici.</p>
          ) : (
            <ul class='rows'>
              {territoriaux.map((un) => (
                <Ligne {...un} />
              ))}
            </ul>
          )}
        </section>
      </div>
    </Page>
  )
}

function Ligne({ reseau, territoires, perimetre, resumes }: ReseauListe) {
  return (
    <li class='stack'>
      <h3>
        <a href={`/reseaux/${reseau.id}`}>{reseau.nom}</a>
      </h3>
      {reseau.accroche && <p>{reseau.accroche}</p>}
      <p class='meta'>
        {perimetre !== 'partout' && <span>{perimetreEnMots({ territoires, perimetre })}</span>}
        {resumes.map((resume) => (
          <span>{resume}</span>
        ))}
      </p>
    </li>
  )
}

/** « Partout en France », « Communauté d'agglomération du Sicoval (36 communes) », « Ain, Rhône et 3 autres territoires (812 communes) ». */
export function perimetreEnMots({ territoires, perimetre }: Pick<ReseauLu, 'territoires' | 'perimetre'>): string {
  if (perimetre === 'partout') return 'Partout en France'
  const connus = territoires.filter(({ connu }) => connu)
  const [premier] = connus
  if (!premier) return 'Territoire à préciser'
  const nommes = connus.slice(0, NOMMES).map(({ nom }) => nom)
  const reste = connus.length - nommes.length
  if (reste > 0) nommes.push(compter(reste, 'autre territoire', 'autres territoires'))
  const noms = nommes.length > 1 ? `${nommes.slice(0, -1).join(', ')} et ${nommes.at(-1)}` : premier.nom
  const seuleCommune = connus.length === 1 && premier.genre === 'commune'
  return seuleCommune ? `${noms} (${premier.precision})` : `${noms} (${compter(perimetre.size, 'commune', 'communes')})`
}

const NOMMES = 3

export interface BlocAffiche {
  readonly id: string
  readonly titre: string
  readonly contenu: Child
}

interface ReseauProps {
  readonly cadre: CadrePage
  readonly lu: ReseauLu
  /** By name; none when there are too many to read. */
  readonly communes: readonly string[]
  readonly blocs: readonly BlocAffiche[]
  /** Shown to those who prepare it, before everybody sees it. */
  readonly apercu?: Child
}

export function ReseauVue({ cadre, lu, communes, blocs, apercu }: ReseauProps) {
  const { reseau, territoires, perimetre } = lu
  const logo = logoDe(reseau)
  return (
    <Page
      cadre={cadre}
      titre={reseau.genre === 'national' ? `Le réseau` : 'Accueil du réseau'}
      description={reseau.accroche || undefined}
      horsMoteurs={apercu !== undefined}
      sansRecherche
      fil={[{ libelle: 'Accueil', href: '/' }, { libelle: 'Les réseaux', href: '/reseaux' }, { libelle: reseau.nom }]}
    >
      {apercu && (
        <div class='wrap mt4'>
          <Note ton='attention'>{apercu}</Note>
        </div>
      )}
      <section class='band mt4' aria-labelledby='titre'>
        <div class='wrap'>
          <h1 id='titre'>{reseau.nom}</h1>
          {reseau.accroche && <p class='lead'>{reseau.accroche}</p>}
          <FormulaireLieux territoires={territoires.filter(({ connu }) => connu)} />
        </div>
      </section>
      <div class='wrap'>
        {reseau.presentation && (
          <section class='section split' aria-labelledby='titre-presentation'>
            <h2 id='titre-presentation'>Ce réseau, c’est quoi ?</h2>
            <Texte texte={reseau.presentation} chapeau />
          </section>
        )}
        {perimetre !== 'partout' && (
          <section class='section split' aria-labelledby='titre-perimetre'>
            <h2 id='titre-perimetre'>Son territoire</h2>
            <div class='stack'>
              <p class='lead'>{perimetreEnMots(lu)}</p>
              <ListeTerritoires territoires={territoires.filter(({ connu }) => connu)} />
              {communes.length > 1 && (
                <details>
                  <summary>{`Les ${communes.length} communes`}</summary>
                  <p>{communes.join(', ')}.</p>
                </details>
              )}
            </div>
          </section>
        )}
        {blocs.map(({ id, titre, contenu }) => (
          <section class='section split' id={id} aria-labelledby={`titre-${id}`}>
            <h2 id={`titre-${id}`}>{titre}</h2>
            <div class='stack'>{contenu}</div>
          </section>
        ))}
        {(reseau.identite || logo) && (
          <section class='section split' aria-labelledby='titre-identite'>
            <h2 id='titre-identite'>Son identité visuelle</h2>
            <div class='stack'>
              {logo && (
                <img
                  class='logo'
                  src={logo.src}
                  width={logo.largeur}
                  height={logo.hauteur}
                  alt={`Logo : ${reseau.nom}`}
                />
              )}
              {reseau.identite && <Texte texte={reseau.identite} />}
            </div>
          </section>
        )}
      </div>
    </Page>
  )
}

/** The search of the directory, held to the perimeter: by itself when it is one territory, by a list when there are several. */
function FormulaireLieux({ territoires }: { territoires: readonly TerritoireNomme[] }) {
  const [premier, ...autres] = territoires
  return (
    <form class='ask' role='search' action='/lieux'>
      <Champ nom='q' type='search' libelle='De quoi avez-vous besoin ?' autocomplete='off' indication={EXEMPLE} />
      {premier && autres.length === 0 && (
        <input type='hidden' name={premier.recherche.parametre} value={premier.recherche.valeur} />
      )}
      {premier && autres.length > 0 && (
        <Liste
          nom='commune'
          libelle='Où ?'
          indication='Un territoire du réseau'
          options={territoires.map((un) => ({ valeur: ouEnToutesLettres(un), libelle: un.nom }))}
        />
      )}
      <button class='btn btn--main' type='submit'>
        Trouver un lieu
      </button>
    </form>
  )
}

const EXEMPLE = 'Par exemple : déclarer mes impôts'

// The field « Où ? » of the search reads a name, an EPCI's code or a département's; a region's code would be a département's.
const ouEnToutesLettres = ({ genre, code, nom, recherche }: TerritoireNomme) =>
  genre === 'commune' ? recherche.valeur : genre === 'region' ? nom : code

const adresseDesLieux = ({ recherche }: Pick<TerritoireNomme, 'recherche'>) =>
  `/lieux?${new URLSearchParams({ [recherche.parametre]: recherche.valeur })}`

function ListeTerritoires({ territoires }: { territoires: readonly TerritoireNomme[] }) {
  const [premier, ...autres] = territoires
  if (!premier) return null
  if (autres.length === 0)
    return (
      <p class='btns'>
        <LienBouton href={adresseDesLieux(premier)}>Voir les lieux de ce territoire</LienBouton>
      </p>
    )
  return (
    <ul class='rows'>
      {territoires.map((un) => (
        <li>
          <a href={adresseDesLieux(un)}>
            <span class='vh'>Les lieux de : </span>
            {un.nom}
          </a>
          <span class='soft'>
            {un.precision}
            {un.communes > 1 && `, ${compter(un.communes, 'commune', 'communes')}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
