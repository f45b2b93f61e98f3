import type { Contexte } from '../../../platform/http/feature.ts'
import { ListeDescriptive } from '../../../platform/ui/composants/liste-descriptive/liste-descriptive.tsx'
import { Page, rendrePage } from '../../../platform/ui/page.tsx'
import { ATTRIBUTIONS_GEOGRAPHIE } from '../../territoires/vocabulaire.ts'
import { filVers, Renseigne } from './editeur.tsx'

export function traiterMentions(c: Contexte) {
  const { EDITEUR_NOM, EDITEUR_CONTACT, HEBERGEUR } = c.var.config
  return rendrePage(
    c,
    <Page
      cadre={c.var.cadre}
      titre='Mentions légales et vie privée'
      description='Qui édite ce site, ce qu’il garde de vous, et d’où viennent ses données.'
      fil={filVers('Mentions légales et vie privée')}
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>Mentions légales et vie privée</h1>
          <p class='lead'>Lire ce site ne demande pas de compte, et personne ne vous y suit.</p>
        </div>

        <section class='section split'>
          <h2>Qui édite ce site</h2>
          <div class='prose'>
            <ListeDescriptive
              faits={[
                { terme: 'Éditeur', valeur: <Renseigne valeur={EDITEUR_NOM} reglage='EDITEUR_NOM' /> },
                { terme: 'Contact', valeur: <Renseigne valeur={EDITEUR_CONTACT} reglage='EDITEUR_CONTACT' /> },
                { terme: 'Hébergeur', valeur: <Renseigne valeur={HEBERGEUR} reglage='HEBERGEUR' /> }
              ]}
            />
          </div>
        </section>

        <section class='section split' id='vie-privee'>
          <h2>Votre vie privée</h2>
          <div class='prose'>
            <ul>
              <li>Aucun outil de mesure, aucune publicité, aucun contenu venu d’un autre site.</li>
              <li>
                Aucun cookie quand vous lisez. En vous connectant, ou en contribuant avant d’avoir un compte, trois au
                plus, qui ne servent qu’à cela : votre connexion (90 jours au plus) ; ce navigateur, pour que les essais
                d’un inconnu ne vous bloquent pas (un an) ; l’étape en cours (jusqu’à la fermeture du navigateur). Sur
                un ordinateur partagé, aucun ne reste.
              </li>
              <li>
                Les journaux techniques notent quelle sorte de page a été demandée, et en combien de temps. Ils ne
                notent ni votre adresse, ni ce que vous cherchez.
              </li>
              <li>
                Vous signalez une erreur : l’adresse électronique que vous laissez ne sert qu’à vous répondre. Elle est
                effacée 30 jours après la réponse, et au bout d’un an si personne n’a répondu.
              </li>
              <li>
                Vous faites une réclamation sur un lieu : votre adresse électronique sert à la confirmer et à vous
                répondre. Elle est effacée 6 mois après la fin de la réclamation. Le lieu ne la connaît jamais.
              </li>
            </ul>
          </div>
        </section>

        <section class='section split' id='compte'>
          <h2>Si vous avez un compte</h2>
          <div class='prose'>
            <ul>
              <li>
                Nous gardons votre adresse, votre pseudonyme, votre nom si vous le donnez, et ce que vous écrivez :
                jusqu’à ce que vous fermiez votre compte. Le mot de passe n’est gardé que sous une forme qui ne se relit
                pas.
              </li>
              <li>
                Vos connexions ouvertes (« Firefox sur Windows », et quand) sont effacées quand elles finissent. Les
                messages que nous vous écrivons le sont au bout d’une semaine.
              </li>
              <li>
                Contre les intrus, les essais sont comptés pendant une heure, sous une empreinte qui ne dit pas qui
                essaie.
              </li>
              <li>
                Depuis votre compte, vous recevez toutes vos données en un fichier, et vous le fermez vous-même : ce qui
                vous nomme est effacé tout de suite. Le journal des décisions garde un numéro, qui ne mène plus à
                personne.
              </li>
            </ul>
          </div>
        </section>

        <section class='section split'>
          <h2>Les coordonnées des lieux</h2>
          <div class='prose'>
            <p>
              Les coordonnées affichées sont celles que les lieux et leurs annuaires ont publiées. Un numéro de portable
              ou une adresse électronique au nom d’une personne n’est ni affiché ni exporté. Nous le gardons, parce
              qu’il aide à reconnaître un même lieu d’un annuaire à l’autre.
            </p>
            <p>
              Une information vous concerne ? Vous pouvez demander à la voir, à la corriger ou à l’effacer :{' '}
              <Renseigne valeur={EDITEUR_CONTACT} reglage='EDITEUR_CONTACT' />. Si notre réponse ne vous convient pas,
              vous pouvez saisir la <a href='https://www.cnil.fr/fr/plaintes'>CNIL</a>.
            </p>
          </div>
        </section>

        <section class='section split'>
          <h2>D’où viennent les données</h2>
          <div class='prose'>
            <p>
              Chaque annuaire garde sa licence, et chaque fiche dit d’où vient chaque information :{' '}
              <a href='/sources'>les sources et leurs licences</a>. Les communes viennent de :
            </p>
            <ListeDescriptive
              faits={ATTRIBUTIONS_GEOGRAPHIE.map(({ quoi, producteur, licence, lien }) => ({
                terme: quoi,
                valeur: (
                  <>
                    <a href={lien}>{producteur}</a>, {licence}
                  </>
                )
              }))}
            />
          </div>
        </section>

        <section class='section split'>
          <h2>Le logiciel</h2>
          <div class='prose'>
            <p>
              Ce site fonctionne avec Maillage, un logiciel libre (licence MIT). Ses textes sont composés en Atkinson
              Hyperlegible Next, du Braille Institute (licence SIL Open Font 1.1).
            </p>
          </div>
        </section>
      </div>
    </Page>
  )
}
