import type { Contexte } from '../../../platform/http/feature.ts'
import { Telephone } from '../../../platform/ui/composants/telephone/telephone.tsx'
import { Page, rendrePage } from '../../../platform/ui/page.tsx'
import { filVers, Renseigne } from './editeur.tsx'

export function traiterAccessibilite(c: Contexte) {
  const { EDITEUR_CONTACT, AIDE_TELEPHONE } = c.var.config
  return rendrePage(
    c,
    <Page
      cadre={c.var.cadre}
      titre='Accessibilité'
      description='Ce que nous avons vérifié, ce que nous n’avons pas vérifié, et comment nous dire ce qui ne marche pas.'
      fil={filVers('Accessibilité')}
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>Accessibilité</h1>
          <p class='lead'>Chacun doit pouvoir trouver de l’aide ici, quel que soit son appareil et sa façon de lire.</p>
        </div>

        <section class='section split'>
          <h2>Où nous en sommes</h2>
          <div class='prose'>
            <p>
              <strong>Ce site n’a pas encore été audité.</strong> Nous visons les règles RGAA 4.1 et WCAG 2.2, niveau
              AA. Tant que personne d’extérieur ne l’a vérifié, nous ne pouvons pas le déclarer conforme.
            </p>
          </div>
        </section>

        <section class='section split'>
          <h2>Ce que nous vérifions nous-mêmes</h2>
          <div class='prose'>
            <p>
              À chaque changement du site, des essais automatiques passent dans un vrai navigateur. Ils vérifient que :
            </p>
            <ul>
              <li>l’outil axe ne trouve aucune erreur sur les pages principales ;</li>
              <li>les textes ont un contraste d’au moins 7 pour 1 ;</li>
              <li>une page tient sur un écran étroit, sans défilement de côté ;</li>
              <li>on peut chercher un lieu et lire sa fiche sans JavaScript.</li>
            </ul>
            <p>Ces essais ne voient pas tout : un outil automatique trouve une partie des problèmes seulement.</p>
          </div>
        </section>

        <section class='section split'>
          <h2>Ce que nous ne savons pas encore</h2>
          <div class='prose'>
            <ul>
              <li>Personne n’a encore essayé tout le site avec un lecteur d’écran.</li>
              <li>
                Les textes des fiches viennent d’autres annuaires. Nous les corrigeons, mais certains restent difficiles
                à lire.
              </li>
            </ul>
          </div>
        </section>

        <section class='section split'>
          <h2>Quelque chose vous bloque ?</h2>
          <div class='prose'>
            <p>Dites-nous quelle page, et ce que vous vouliez faire. Nous vous donnerons l’information autrement.</p>
            <p>
              Nous écrire : <Renseigne valeur={EDITEUR_CONTACT} reglage='EDITEUR_CONTACT' />
            </p>
            {AIDE_TELEPHONE && (
              <p>
                Nous appeler : <Telephone numero={AIDE_TELEPHONE} />
              </p>
            )}
          </div>
        </section>

        <section class='section split'>
          <h2>Si nous ne répondons pas</h2>
          <div class='prose'>
            <p>
              Vous avez signalé un problème qui vous empêche d’utiliser ce site, et vous n’avez pas eu de réponse
              satisfaisante. Vous pouvez saisir le Défenseur des droits, gratuitement :
            </p>
            <ul>
              <li>
                par internet :{' '}
                <a href='https://formulaire.defenseurdesdroits.fr/'>formulaire du Défenseur des droits</a> ;
              </li>
              <li>
                auprès du{' '}
                <a href='https://www.defenseurdesdroits.fr/carte-des-delegues'>
                  délégué du Défenseur des droits de votre région
                </a>{' '}
                ;
              </li>
              <li>par courrier, sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.</li>
            </ul>
          </div>
        </section>
      </div>
    </Page>
  )
}
