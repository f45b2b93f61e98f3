import { Bouton } from '../../../../platform/ui/composants/bouton/bouton.tsx'
import { Champ, Liste } from '../../../../platform/ui/composants/champ/champ.tsx'
import { compter, nombre } from '../../../../platform/ui/composants/nombre/nombre.tsx'
import { Telephone } from '../../../../platform/ui/composants/telephone/telephone.tsx'
import type { CadrePage } from '../../../../platform/ui/page.tsx'
import type { LieuTrouve, Resultats } from '../../actions/rechercher.ts'
import { adresseEncart, type Encart, parametresEncart } from '../../domain/encart.ts'
import { INCONNU } from '../../domain/facette.ts'
import { adresseFiche } from '../../domain/fiche.ts'
import { adresseRecherche, RAYON_PROPOSE, RAYONS, type Recherche } from '../../domain/recherche.ts'
import { enClair } from '../../domain/vocabulaires/en-clair.ts'
import { serviceEnClair } from '../../domain/vocabulaires/services-en-clair.ts'
import { distanceEnMots, titreRecherche } from './liste/mots-recherche.ts'
import { ouverturePour } from './liste/ouverture.ts'
import { enumerer, majuscule } from './mots.ts'

export interface IntegreProps {
  readonly cadre: CadrePage
  readonly resultats: Resultats
  readonly encart: Encart
  readonly now: Date
}

/** The search in another site's frame: its form, its list, and the way to the whole site. No header, no menu. */
export function IntegreVue({ cadre, resultats, encart, now }: IntegreProps) {
  const { recherche, total, lieux, page, parPage } = resultats
  const { champs: _, ...apparence } = parametresEncart(encart)
  const theme = new URLSearchParams(apparence)
  const pages = Math.max(1, Math.ceil(total / parPage))
  const vers = (n: number) => adresseEncart({ ...recherche, page: n }, encart)
  const ouverture = ouverturePour(recherche.ouvert, now)
  return (
    <html lang='fr'>
      <head>
        <meta charset='utf-8' />
        <meta name='viewport' content='width=device-width, initial-scale=1' />
        <title>{`${titreRecherche(resultats)} – ${cadre.reseau.nom}`}</title>
        <meta name='robots' content='noindex' />
        {cadre.police && <link rel='preload' href={cadre.police} as='font' type='font/woff2' crossorigin='anonymous' />}
        <link rel='stylesheet' href={cadre.styles} />
        {cadre.feuilles?.integre && <link rel='stylesheet' href={cadre.feuilles.integre} />}
        {theme.size > 0 && <link rel='stylesheet' href={`/integre/theme.css?${theme}`} />}
        {cadre.ilots?.integre && <script type='module' src={cadre.ilots.integre} />}
      </head>
      <body>
        <main class='encart'>
          <Formulaire resultats={resultats} encart={encart} />
          <Remarques resultats={resultats} />
          <h1>{titreRecherche(resultats)}</h1>
          <Criteres resultats={resultats} />
          {total > 0 ? (
            <>
              <p class='soft'>Chaque fiche s’ouvre dans un nouvel onglet.</p>
              <ol class='cards' start={(page - 1) * parPage + 1}>
                {lieux.map((trouve) => (
                  <UnLieu trouve={trouve} encart={encart} ouverture={ouverture(trouve)} />
                ))}
              </ol>
              {pages > 1 && (
                <nav class='pages' aria-label='Pages de résultats'>
                  <span>
                    Page {nombre(page)} sur {nombre(pages)}
                  </span>
                  <span class='btns'>
                    {page > 1 && (
                      <a class='btn' href={vers(page - 1)} rel='prev'>
                        Page précédente
                      </a>
                    )}
                    {page < pages && (
                      <a class='btn' href={vers(page + 1)} rel='next'>
                        Page suivante
                      </a>
                    )}
                  </span>
                </nav>
              )}
            </>
          ) : (
            <SansResultat resultats={resultats} encart={encart} />
          )}
          <p class='encart__fin'>
            <a href={adresseRecherche({ ...recherche, page: 1 })} target='_blank' rel='noopener'>
              Plus de critères et la carte
              <span class='vh'> (nouvel onglet)</span>
            </a>
            <a href='/' target='_blank' rel='noopener'>
              {cadre.reseau.nom}
              <span class='vh'> (nouvel onglet)</span>
            </a>
          </p>
        </main>
      </body>
    </html>
  )
}

function Formulaire({ resultats, encart }: Pick<IntegreProps, 'resultats' | 'encart'>) {
  const { recherche, ou } = resultats
  // As on the site: a first search is offered the surroundings.
  const rayon = recherche.rayon ?? (ou.genre === 'nulle-part' || ou.genre === 'inconnu' ? RAYON_PROPOSE : undefined)
  const rayons = [...new Set([...RAYONS, ...(rayon === undefined ? [] : [rayon])])].sort((a, b) => a - b)
  return (
    <form class='row' role='search' action='/integre'>
      <Champ nom='q' type='search' libelle='De quoi avez-vous besoin ?' valeur={recherche.q} autocomplete='off' />
      <Champ
        nom='commune'
        libelle='Où ?'
        indication='Commune ou code postal'
        valeur={recherche.commune}
        autocomplete='postal-code'
        erreur={ou.genre === 'inconnu' ? `Nous ne connaissons pas « ${ou.tape} ». Essayez le code postal.` : undefined}
      />
      <Liste
        nom='rayon'
        libelle='Distance'
        court
        vide='Dans la commune'
        valeur={rayon === undefined ? undefined : String(rayon)}
        options={rayons.map((km) => ({ valeur: String(km), libelle: `${km}\u00a0km autour` }))}
      />
      {gardes(recherche, encart).map(([nom, valeur]) => (
        <input type='hidden' name={nom} value={valeur} />
      ))}
      <Bouton principal>Chercher</Bouton>
    </form>
  )
}

/** What the other site chose and the visitor does not change: it goes along with each search. */
function gardes(recherche: Recherche, encart: Encart): [string, string][] {
  const adresse = adresseEncart(
    { ...recherche, q: undefined, commune: undefined, rayon: undefined, page: 1 },
    encart,
    ''
  )
  return [...new URLSearchParams(adresse)]
}

/** How the words were read, in a line: the whole story is on the site itself. */
function Remarques({ resultats }: Pick<IntegreProps, 'resultats'>) {
  const { mots, ou, recherche } = resultats
  return (
    <>
      {mots.corriges.map(({ tape, lu }) => (
        <p>
          Nous avons cherché « {lu} » à la place de « {tape} ».
        </p>
      ))}
      {ou.genre === 'territoire' && ou.approche && (
        <p>
          Nous ne connaissons pas « {recherche.commune} ». Nous avons cherché autour de {ou.territoire.nom} (
          {ou.territoire.precision}).
        </p>
      )}
    </>
  )
}

/** What the other site narrowed the search to: nobody should believe that there is nothing else. */
function Criteres({ resultats: { recherche, facettes } }: Pick<IntegreProps, 'resultats'>) {
  const choisis = facettes.flatMap(({ cle, enClair, inconnu }) =>
    (recherche.facettes[cle] ?? []).map((valeur) => (valeur === INCONNU ? (inconnu ?? valeur) : enClair(valeur)))
  )
  return choisis.length > 0 ? <p>Critères : {choisis.join(', ')}.</p> : null
}

function UnLieu({
  trouve: { lieu, distance },
  encart: { champs },
  ouverture
}: {
  trouve: LieuTrouve
  encart: Encart
  ouverture: { readonly etat: 'ouvert' | 'ferme' | 'inconnu'; readonly texte: string }
}) {
  const v = lieu.publiees
  const aides = (v.services ?? []).map((service) => serviceEnClair(service)?.court ?? service)
  const ville = [v.code_postal, v.commune].filter(Boolean).join(' ')
  return (
    <li class='card'>
      <h2>
        <a href={adresseFiche(lieu)} target='_blank' rel='noopener'>
          {lieu.nom}
          <span class='vh'> (nouvel onglet)</span>
        </a>
      </h2>
      {lieu.fictif && (
        <p>
          <span class='tag'>Lieu fictif</span>
        </p>
      )}
      {champs.includes('adresse') && (
        <p class='soft'>
          {[v.adresse, ville].filter(Boolean).join(', ') || 'Adresse non connue'}
          {distance !== undefined && <b>, {distanceEnMots(distance)}</b>}
        </p>
      )}
      {champs.includes('horaires') && (
        <p>
          <span class={`state state--${ETATS[ouverture.etat]}`}>{ouverture.texte}</span>
        </p>
      )}
      {champs.includes('aides') && aides.length > 0 && <p>{majuscule(enumerer(aides, 4))}.</p>}
      {champs.includes('prix') && v.frais_a_charge && (
        <p>{v.frais_a_charge.map((prix) => enClair('frais_a_charge', prix)).join(', ')}</p>
      )}
      {champs.includes('telephone') && v.telephone && (
        <p>
          Téléphone : <Telephone numero={v.telephone} />
        </p>
      )}
    </li>
  )
}

const ETATS = { ouvert: 'open', ferme: 'closed', inconnu: 'unknown' } as const

function SansResultat({ resultats: { relacher }, encart }: Pick<IntegreProps, 'resultats' | 'encart'>) {
  return (
    <div class='prose'>
      <p>Aucun lieu ne répond à toute la demande.</p>
      {relacher.length > 0 && (
        <ul>
          {relacher.map(({ libelle, recherche, total }) => (
            <li>
              <a href={adresseEncart(recherche, encart)}>
                Chercher sans {libelle} ({compter(total, 'lieu', 'lieux')})
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
