import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { Page, rendrePage } from '../../../platform/ui/page.tsx'
import { facettesDe } from '../actions/rechercher.ts'
import { champ, NOMS_CHAMPS, VERSION_SCHEMA } from '../domain/schema.ts'
import { SENS_PARAMETRES, SENS_PROPRES, sensFacette } from '../domain/sens-parametres.ts'

export const routesApiPage: readonly Route[] = [
  { methode: 'get', chemin: '/api', permission: 'api:lire', traiter: showApi }
]

/** The problems that an answer may name by their address here: what each one means, and what to do. */
const PROBLEMES: readonly (readonly [string, string, string])[] = [
  [
    'parametres-refuses',
    '400',
    'Un paramètre est inconnu, ou sa valeur ne convient pas. « parametres » les nomme un par un, avec ce qui est attendu.'
  ],
  ['lieu-inconnu', '404', 'Aucun lieu n’a jamais porté ce numéro.'],
  ['lieu-retire', '410', 'Plus aucune source ne cite ce lieu. Retirez-le de vos listes.'],
  [
    'reprendre',
    '410',
    'Votre copie ne peut plus être mise à jour : des lieux ont été effacés, ou sa révision vient d’une autre base. Videz-la, puis reprenez avec « depuis=0 ».'
  ]
]

/** For re-users: what the API gives, how to page through it, and where its description is. */
async function showApi(c: Contexte) {
  // Those that other features add, too.
  const parametres: readonly (readonly [string, string])[] = [
    ...Object.entries(SENS_PARAMETRES),
    ...(await facettesDe(c.var.db)).map((facette) => [facette.cle, sensFacette(facette)] as const),
    ...Object.entries(SENS_PROPRES)
  ]
  const origine = c.var.config.URL_PUBLIQUE || new URL(c.req.url).origin
  return rendrePage(
    c,
    <Page
      cadre={c.var.cadre}
      titre='API pour les développeurs'
      description='L’annuaire en JSON, GeoJSON et CSV, dans le schéma officiel.'
      fil={[{ href: '/', libelle: 'Accueil' }, { libelle: 'API' }]}
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>API pour les développeurs</h1>
          <p class='lead'>
            Tous les lieux, dans le schéma officiel « lieux de médiation numérique » v{VERSION_SCHEMA}. Sans compte ni
            clé.
          </p>
        </div>
        <section class='section split' aria-labelledby='titre-lieux'>
          <h2 id='titre-lieux'>Chercher des lieux</h2>
          <div class='stack'>
            <pre class='texte-brut' tabindex={0}>{`GET ${origine}/api/v1/lieux?q=médiathèque&departement=48`}</pre>
            <p>
              La réponse contient <code>total</code>, <code>lieux</code> et <code>suivant</code>. Tant que{' '}
              <code>suivant</code> n’est pas nul, donnez-le comme <code>curseur</code> pour avoir la suite. Un lieu
              garde toujours le même numéro : aucun n’est répété ni oublié, même pendant une mise à jour.
            </p>
            <p>
              Les paramètres sont ceux de la page <a href='/lieux'>Trouver un lieu</a> : toute adresse de cette page se
              lit ici. Quand la recherche nomme un endroit, chaque lieu dit à combien de mètres il est, dans{' '}
              <code>distance_m</code>. Ce champ et <code>provenance</code> ne sont pas du schéma officiel ; le CSV n’a
              que les colonnes du schéma.
            </p>
            <table class='stacked'>
              <caption>Paramètres, tous facultatifs</caption>
              <thead>
                <tr>
                  <th scope='col'>Paramètre</th>
                  <th scope='col'>Sens</th>
                </tr>
              </thead>
              <tbody>
                {parametres.map(([nom, sens]) => (
                  <tr>
                    <th scope='row'>
                      <code>{nom}</code>
                    </th>
                    <td data-l='Sens'>{sens}.</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
        <section class='section split' aria-labelledby='titre-lieu'>
          <h2 id='titre-lieu'>Lire un lieu</h2>
          <div class='stack'>
            <pre class='texte-brut' tabindex={0}>{`GET ${origine}/api/v1/lieux/1?provenance=oui`}</pre>
            <p>
              Un lieu réuni avec un autre redirige vers lui (301). Un lieu que plus aucune source ne cite répond 410.
            </p>
          </div>
        </section>
        <section class='section split' aria-labelledby='titre-changements'>
          <h2 id='titre-changements'>Tenir une copie à jour</h2>
          <div class='stack'>
            <pre class='texte-brut' tabindex={0}>{`GET ${origine}/api/v1/lieux/changements?depuis=0`}</pre>
            <p>
              La réponse contient <code>changements</code>, <code>suivant</code> et <code>jusqua</code>. Suivez{' '}
              <code>suivant</code>, donné comme <code>depuis</code>, jusqu’à ce qu’il soit nul. Gardez alors{' '}
              <code>jusqua</code> : ce sera votre <code>depuis</code> de la prochaine fois.
            </p>
            <p>
              « ecrit » : écrivez ce lieu à la place de ce que vous aviez. « retire » et « remplace » : effacez-le.
              Appliqués dans l’ordre, ces changements donnent exactement l’annuaire public, retraits compris.
            </p>
          </div>
        </section>
        <section class='section split' aria-labelledby='titre-emporter'>
          <h2 id='titre-emporter'>Sans écrire de programme</h2>
          <div class='stack'>
            <p>
              Toute recherche s’emporte entière : <a href='/lieux.csv'>/lieux.csv</a>,{' '}
              <a href='/lieux.geojson'>/lieux.geojson</a>, <a href='/lieux.json'>/lieux.json</a>, avec les mêmes
              paramètres. Quatre grands fichiers partent à la fois ; le suivant reçoit 503 et l’attente conseillée.
            </p>
            <p>
              <a href='/integrer'>La recherche s’intègre aussi à votre site</a>, en copiant quelques lignes.
            </p>
          </div>
        </section>
        <section class='section split' aria-labelledby='titre-problemes'>
          <h2 id='titre-problemes'>Quand une demande ne convient pas</h2>
          <div class='stack'>
            <p>
              La réponse est un document <code>application/problem+json</code> (RFC 9457), en français. Son{' '}
              <code>type</code> mène à l’une de ces lignes, ou vaut <code>about:blank</code> quand le statut dit tout.
            </p>
            <table class='stacked'>
              <caption>Les genres de problèmes</caption>
              <thead>
                <tr>
                  <th scope='col'>Type</th>
                  <th scope='col'>Statut</th>
                  <th scope='col'>Sens</th>
                </tr>
              </thead>
              <tbody>
                {PROBLEMES.map(([nom, statut, sens]) => (
                  <tr id={nom}>
                    <th scope='row'>
                      <code>/api#{nom}</code>
                    </th>
                    <td data-l='Statut'>{statut}</td>
                    <td data-l='Sens'>{sens}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
        <section class='section split' aria-labelledby='titre-regles'>
          <h2 id='titre-regles'>Ce qu’il faut savoir</h2>
          <div class='stack'>
            <p>
              Chaque source a sa licence : elle est donnée par <a href='/sources'>la page des sources</a> et par{' '}
              <code>/api/v1/sources</code>.
            </p>
            <p>
              Les numéros de portable et les courriels au nom d’une personne ne sont ni affichés ni exportés sans son
              accord.
            </p>
            <p>
              Un champ que personne ne connaît est absent : rien n’est inventé. Une position qui n’est que celle de la
              commune n’est donnée qu’en GeoJSON, et marquée <code>position_approchee</code>.
            </p>
            <p>
              <a href='/api/v1/openapi.json'>Description complète au format OpenAPI 3.1</a>
            </p>
          </div>
        </section>
        <section class='section split' aria-labelledby='titre-champs'>
          <h2 id='titre-champs'>Les 32 champs</h2>
          <table class='stacked quiet'>
            <caption>Les listes sont des textes dont les valeurs sont séparées par « | ».</caption>
            <thead>
              <tr>
                <th scope='col'>Champ</th>
                <th scope='col'>Sens</th>
                <th scope='col'>Genre</th>
              </tr>
            </thead>
            <tbody>
              {NOMS_CHAMPS.map((nom) => (
                <tr>
                  <th scope='row'>
                    <code>{nom}</code>
                  </th>
                  <td data-l='Sens'>{champ(nom).libelle}</td>
                  <td data-l='Genre'>{champ(nom).genre}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </Page>
  )
}
