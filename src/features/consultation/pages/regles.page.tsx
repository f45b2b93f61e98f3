import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { MOTIFS, type Motif } from '../domain/moderation.ts'
import { GUIDE, PageConsultation, REGLES } from './vues/cadre.tsx'

/** The rules of publication, the same for all and known beforehand (CON-26). */
export const routesRegles: readonly Route[] = [
  { methode: 'get', chemin: REGLES, permission: 'consultation:lire', partagee: true, traiter: showRegles }
]

const RETIRE: readonly (readonly [Motif, string])[] = [
  ['personne', 'On critique une idée, jamais la personne qui la porte. Pas d’insulte, de moquerie ni de menace.'],
  ['illegal', 'Ce que la loi interdit : appel à la haine ou à la violence, diffamation, contenu volé à son auteur.'],
  [
    'donnee-personnelle',
    'Le nom, l’adresse, le téléphone ou la santé d’une personne qui n’a rien demandé, ou de vous-même.'
  ],
  ['publicite', 'La vente d’un produit ou d’un service, ou le même lien répété.'],
  ['hors-sujet', 'Un texte qui ne parle pas de la question posée, et qui empêche les autres de se lire.'],
  ['doublon', 'Le même texte, publié plusieurs fois au même endroit.']
]

function showRegles(c: Contexte): Response | Promise<Response> {
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='Les règles de publication'
      chapeau={
        <p class='lead'>
          Chacun peut écrire ici, et n’être pas d’accord. Ces règles disent ce qui est retiré, par qui, et comment
          répondre.
        </p>
      }
      description='Ce qui est bienvenu dans une consultation, ce qui est retiré, comment et pourquoi, et comment répondre.'
    >
      <section class='section split' aria-labelledby='titre-bienvenu'>
        <h2 id='titre-bienvenu'>Ce qui est bienvenu</h2>
        <ul class='prose stack'>
          <li>Dire que vous êtes d’accord, ou ce qui est à revoir, et pourquoi.</li>
          <li>Raconter ce que vous avez vu ou vécu.</li>
          <li>Proposer autre chose. Critiquer une idée, même durement.</li>
          <li>Écrire comme vous parlez. L’orthographe ne compte pas.</li>
        </ul>
      </section>
      <section class='section split' aria-labelledby='titre-retire'>
        <h2 id='titre-retire'>Ce qui est retiré</h2>
        <dl class='facts'>
          {RETIRE.map(([motif, texte]) => (
            <div>
              <dt>{MOTIFS[motif]}</dt>
              <dd>{texte}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section class='section split' aria-labelledby='titre-comment'>
        <h2 id='titre-comment'>Comment cela se passe</h2>
        <ul class='prose stack'>
          <li>Tout le monde peut signaler un texte, même sans compte. Le même signalement compte une fois.</li>
          <li>
            Une personne de la modération du réseau le lit. Elle choisit une raison dans la liste ci-dessus, et écrit à
            l’auteur.
          </li>
          <li>Personne ne juge son propre texte, ni un texte d’un réseau où il ne modère pas.</li>
          <li>
            Rien ne disparaît sans trace : à la place du texte, on lit « Retiré », la date et la raison. Chaque décision
            est inscrite au journal du réseau.
          </li>
          <li>La modération ne change jamais le nombre des avis.</li>
          <li>
            Dans certaines consultations, une proposition est relue avant d’être publiée. C’est dit avant que vous
            l’envoyiez.
          </li>
        </ul>
      </section>
      <section class='section split' aria-labelledby='titre-delais'>
        <h2 id='titre-delais'>En combien de temps</h2>
        <ul class='prose stack'>
          <li>Ce qui attend depuis le plus longtemps est lu en premier.</li>
          <li>La modération essaie de répondre en deux jours de travail.</li>
          <li>Une personne est en danger ? N’attendez pas la modération : appelez le 17 ou le 112.</li>
        </ul>
      </section>
      <section class='section split' aria-labelledby='titre-reponse'>
        <h2 id='titre-reponse'>Si votre texte est retiré</h2>
        <ul class='prose stack'>
          <li>
            Vous recevez un courriel avec la raison. Vous seul, avec la modération, pouvez encore lire votre texte.
          </li>
          <li>
            Vous pouvez répondre une fois. Une personne de la modération relit tout, puis confirme ou remet en ligne.
          </li>
          <li>Vous pouvez aussi écrire autrement, et publier de nouveau.</li>
        </ul>
      </section>
      <p class='mt5'>
        <a href={GUIDE}>Le guide d’utilisation</a>
      </p>
    </PageConsultation>
  )
}
