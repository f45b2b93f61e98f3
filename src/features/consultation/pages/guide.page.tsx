import type { Child } from 'hono/jsx'
import type { Contexte, Route } from '../../../platform/http/feature.ts'
import { rendrePage } from '../../../platform/ui/page.tsx'
import { CONSULTATIONS, GUIDE, PageConsultation, REGLES } from './vues/cadre.tsx'

/** To be mounted before the consultations, which « guide » is not one of. */
export const routesGuide: readonly Route[] = [
  { methode: 'get', chemin: GUIDE, permission: 'consultation:lire', traiter: showGuide }
]

const FACONS: readonly { readonly nom: string; readonly sert: string }[] = [
  { nom: 'D’accord', sert: 'La proposition vous convient. Un bouton suffit.' },
  {
    nom: 'À revoir',
    sert: 'Quelque chose ne va pas. Dites quoi en une phrase : c’est ce qui aide à corriger la proposition.'
  },
  {
    nom: 'Un commentaire',
    sert: 'Vous ajoutez une idée, une question, un exemple. Les autres peuvent vous répondre.'
  },
  {
    nom: 'Une valeur de référence',
    sert: 'Un mot qui dit l’esprit de la proposition : « bienveillance », « proximité ». Plusieurs personnes peuvent donner le même.'
  },
  { nom: 'Un fichier', sert: 'Un document ou une image qui éclaire la proposition. Il faut être connecté.' },
  { nom: 'Une action', sert: 'Ce qui se fait déjà quelque part et qui ressemble à la proposition.' },
  {
    nom: 'Une nouvelle proposition',
    sert: 'Il manque quelque chose ? Proposez-le. Les autres donneront leur avis sur votre proposition comme sur les autres. Sur un projet de texte, vous proposez un changement à un article : un amendement.'
  }
]

interface Partie {
  readonly id: string
  readonly titre: string
  readonly corps: () => Child
}

const PARTIES: readonly Partie[] = [
  {
    id: 'lire',
    titre: 'Lire une consultation',
    corps: () => (
      <>
        <p>
          Tout le monde peut lire, sans compte. La <a href={CONSULTATIONS}>liste des consultations</a> montre celles qui
          sont ouvertes, et jusqu’à quand. Celles qui sont terminées restent lisibles.
        </p>
        <p>
          Une consultation a une ou plusieurs parties. Chaque partie pose une question et montre des propositions. Leur
          ordre change d’une personne à l’autre&nbsp;: aucune n’a l’avantage d’être toujours la première.
        </p>
      </>
    )
  },
  {
    id: 'avis',
    titre: 'Donner votre avis',
    corps: () => (
      <>
        <p>
          Ouvrez une proposition, lisez-la, puis choisissez un des deux boutons&nbsp;: «&nbsp;D’accord&nbsp;» ou
          «&nbsp;À revoir&nbsp;». Leurs noms peuvent changer d’une consultation à l’autre.
        </p>
        <p>
          Vous n’êtes pas obligé de répondre à tout. Chaque personne a un seul avis par proposition&nbsp;: cliquer deux
          fois ne compte pas deux fois.
        </p>
      </>
    )
  },
  {
    id: 'facons',
    titre: 'Les sept façons de contribuer',
    corps: () => (
      <>
        <p>L’organisateur choisit lesquelles sont ouvertes dans chaque partie.</p>
        <ul>
          {FACONS.map(({ nom, sert }) => (
            <li>
              <b>{nom}.</b> {sert}
            </li>
          ))}
        </ul>
      </>
    )
  },
  {
    id: 'compte',
    titre: 'Votre adresse électronique',
    corps: () => (
      <p>
        Pour contribuer, il faut un compte&nbsp;: une adresse électronique, un pseudonyme et un mot de passe. Vous
        pouvez écrire d’abord&nbsp;: votre contribution est gardée, puis publiée dès que vous confirmez votre adresse,
        si la consultation est encore ouverte.
      </p>
    )
  },
  {
    id: 'changer',
    titre: 'Changer d’avis, retirer',
    corps: () => (
      <>
        <p>
          Jusqu’à la clôture, vous pouvez changer votre avis ou le retirer, et retirer un commentaire. Après, plus rien
          ne change.
        </p>
        <p>
          Le récapitulatif de vos réponses les montre toutes. Vous pouvez l’imprimer ou le télécharger. Il est dans{' '}
          <a href={`${CONSULTATIONS}/mes-reponses`}>vos consultations</a>.
        </p>
      </>
    )
  },
  {
    id: 'public',
    titre: 'Ce que les autres voient',
    corps: () => (
      <ul>
        <li>Vos commentaires, vos valeurs, vos fichiers et vos propositions&nbsp;: publics, avec votre pseudonyme.</li>
        <li>
          Votre avis (d’accord, à revoir)&nbsp;: compté, jamais montré avec votre pseudonyme. La raison d’un «&nbsp;à
          revoir&nbsp;» est publiée sans pseudonyme.
        </li>
        <li>
          Les totaux&nbsp;: le plus souvent montrés à la clôture, pour que personne ne suive le plus grand nombre.
        </li>
        <li>Votre adresse électronique&nbsp;: jamais montrée.</li>
      </ul>
    )
  },
  {
    id: 'moderation',
    titre: 'Les règles et la modération',
    corps: () => (
      <p>
        Les <a href={REGLES}>règles</a> sont les mêmes pour tous. Sous chaque contribution, «&nbsp;Signaler&nbsp;»
        prévient une personne qui relit. Ce qui est retiré laisse une trace avec sa raison. Si c’est le vôtre, vous en
        recevez la raison et vous pouvez répondre.
      </p>
    )
  },
  {
    id: 'aide',
    titre: 'Être aidé par une personne',
    corps: () => (
      <>
        <p>
          Un médiateur peut écrire avec vous, dans un lieu, si vous êtes d’accord. Votre nom n’est pas demandé et n’est
          écrit nulle part. Ces avis sont comptés à part, et jamais plus nombreux que les personnes présentes.
        </p>
        <p>
          <a href='/lieux'>Trouver un lieu près de chez vous</a>
        </p>
      </>
    )
  },
  {
    id: 'ensuite',
    titre: 'Ce qui se passe ensuite',
    corps: () => (
      <>
        <p>
          À la clôture, les comptes sont arrêtés et inscrits au journal du réseau&nbsp;: chacun peut vérifier qu’ils
          n’ont pas changé.
        </p>
        <p>
          L’organisateur répond alors à chaque proposition&nbsp;: retenue, retenue en partie, écartée ou à l’étude, et
          pourquoi. Une synthèse montre ce qui rassemble et ce qui divise. Toutes les données peuvent être téléchargées,
          sans que l’avis d’une personne puisse être retrouvé.
        </p>
      </>
    )
  }
]

function showGuide(c: Contexte) {
  return rendrePage(
    c,
    <PageConsultation
      c={c}
      titre='Guide d’utilisation des consultations'
      description='Comment lire une consultation, donner votre avis, proposer, et ce que devient votre contribution.'
      canonique={`${c.var.config.URL_PUBLIQUE || new URL(c.req.url).origin}${GUIDE}`}
      chapeau={
        <p class='lead'>
          Le réseau pose une question. Vous donnez votre avis. Le réseau répond à chaque proposition. Dix minutes
          suffisent, et vous pouvez vous arrêter quand vous voulez.
        </p>
      }
    >
      <nav class='no-print' aria-label='Dans ce guide'>
        <ul class='stack'>
          {PARTIES.map(({ id, titre }) => (
            <li>
              <a href={`#${id}`}>{titre}</a>
            </li>
          ))}
        </ul>
      </nav>
      {PARTIES.map(({ id, titre, corps }) => (
        <section class='section split' id={id} aria-labelledby={`titre-${id}`}>
          <h2 id={`titre-${id}`}>{titre}</h2>
          <div class='prose stack'>{corps()}</div>
        </section>
      ))}
    </PageConsultation>
  )
}
