import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { Page, rendrePage } from '../../../platform/ui/page.tsx'
import { champ, NOMS_CHAMPS, VERSION_SCHEMA } from '../domain/schema.ts'

export const routesApiPage: readonly Route[] = [
  { methode: 'get', chemin: '/api', permission: 'api:lire', traiter: showApi }
]

const PARAMETRES: readonly (readonly [string, string])[] = [
  ['q', 'Des mots : nom, services, adresse, présentation.'],
  ['commune', 'Nom d’une commune, code INSEE ou code postal.'],
  ['departement', 'Code du département : 01, 2A, 974…'],
  ['services', 'Un des neuf services du schéma ; plusieurs en répétant le paramètre.'],
  ['source', 'Identifiant d’une source, voir /api/v1/sources.'],
  ['provenance', '« oui » : la source, la date et la règle de chaque champ.'],
  ['format', '« json » (défaut), « geojson » ou « csv ».'],
  ['limite', 'Lieux par page : 100 par défaut, 1 000 au plus.'],
  ['curseur', 'La valeur « suivant » de la page précédente.']
]

/** For re-users: what the API gives, how to page through it, and where its description is. */
function showApi(c: Contexte) {
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
            Tous les lieux, dans le schéma officiel « lieux de médiation numérique » v{VERSION_SCHEMA}. Sans compte ni
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
              garde toujours le même numéro : aucun n’est répété ni oublié, même pendant une mise à jour.
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
                {PARAMETRES.map(([nom, sens]) => (
                  <tr>
                    <th scope='row'>
                      <code>{nom}</code>
                    </th>
                    <td>{sens}</td>
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
        <section class='section split' aria-labelledby='titre-regles'>
          <h2 id='titre-regles'>Ce qu’il faut savoir</h2>
          <div class='stack'>
            <p>
              Chaque source a sa licence : elle est donnée par <a href='/sources'>la page des sources</a> et par{' '}
              <code>/api/v1/sources</code>.
            </p>
            <p>
              Les numéros de portable et les courriels au nom d’une personne ne sont ni affichés ni exportés sans son
              accord.
            </p>
            <p>
              Un champ que personne ne connaît est absent : rien n’est inventé. Une position qui n’est que celle de la
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
            <caption>Les listes sont des textes dont les valeurs sont séparées par « | ».</caption>
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
