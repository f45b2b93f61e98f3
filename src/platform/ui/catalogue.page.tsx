import type { Child } from 'hono/jsx'
import type { Contexte } from '../http/feature.ts'
import { Bouton, LienBouton } from './composants/bouton/bouton.tsx'
import { Carte } from './composants/carte/carte.tsx'
import { Champ, Liste, ZoneTexte } from './composants/champ/champ.tsx'
import { BoutonsRadio, Cases } from './composants/choix/choix.tsx'
import { Instant, Jour } from './composants/date/date.tsx'
import { Etapes } from './composants/etapes/etapes.tsx'
import { Etat } from './composants/etat/etat.tsx'
import { ListeDescriptive } from './composants/liste-descriptive/liste-descriptive.tsx'
import { compter, nombre } from './composants/nombre/nombre.tsx'
import { Alerte, Etiquette, Note } from './composants/note/note.tsx'
import { Pagination } from './composants/pagination/pagination.tsx'
import { Progression } from './composants/progression/progression.tsx'
import { CodeQr } from './composants/qr/qr.tsx'
import { ResumeErreurs } from './composants/resume-erreurs/resume-erreurs.tsx'
import { Tableau } from './composants/tableau/tableau.tsx'
import { Telephone } from './composants/telephone/telephone.tsx'
import { CONTRASTE_TEXTE, couleurAccessible } from './couleurs.ts'
import { type CadrePage, Page, rendrePage } from './page.tsx'

export function showCatalogue(c: Contexte) {
  return rendrePage(c, <Catalogue cadre={c.var.cadre} />)
}

/** Every component in every state. Its examples are invented. */
export function Catalogue({ cadre }: { cadre: CadrePage }) {
  return (
    <Page
      cadre={cadre}
      titre='Composants'
      description='Les composants de Maillage, dans tous leurs états.'
      fil={[{ libelle: 'Accueil', href: '/' }, { libelle: 'Composants' }]}
      horsMoteurs
    >
      <div class='wrap'>
        <div class='page-head'>
          <h1>Composants</h1>
          <p class='lead'>Tout ce dont une page est faite, dans tous ses états. Les exemples sont inventés.</p>
          <nav class='anchors' aria-label='Dans cette page'>
            <ul>
              {PLANCHES.map(({ id, titre }) => (
                <li>
                  <a href={`#${id}`}>{titre}</a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
        {PLANCHES.map(({ id, titre, texte, contenu }) => (
          <section class='section split' id={id} aria-labelledby={`titre-${id}`}>
            <div class='stack'>
              <h2 id={`titre-${id}`}>{titre}</h2>
              <p class='soft'>{texte}</p>
            </div>
            <div class='stack'>{contenu()}</div>
          </section>
        ))}
      </div>
    </Page>
  )
}

interface Planche {
  readonly id: string
  readonly titre: string
  /** When to use it. */
  readonly texte: string
  contenu(): Child
}

const LIEUX = [
  { nom: 'L’Escale numérique', commune: 'Panazol', lieux: 12, jour: '2026-06-02' },
  { nom: 'La Fabrique des Ponts', commune: 'Limoges', lieux: 20351, jour: '2026-05-28' }
]

const PLANCHES: readonly Planche[] = [
  {
    id: 'textes',
    titre: 'Textes',
    texte: 'Une page a un titre, une phrase qui dit tout, puis le reste.',
    contenu: () => (
      <>
        <p class='over'>Au-dessus du titre : où l’on en est</p>
        <p class='lead'>La phrase qui dit l’essentiel, en plus grand.</p>
        <p>
          Le texte courant, avec un <a href='#textes'>lien</a>, un mot <strong>important</strong> et un texte{' '}
          <span class='soft'>plus discret</span>.
        </p>
        <p class='meta'>
          <span>Un fait</span>
          <span>Un autre fait</span>
          <span>Un troisième</span>
        </p>
        <h3>Titre de troisième rang</h3>
        <div class='prose'>
          <ul>
            <li>une idée ;</li>
            <li>une autre.</li>
          </ul>
        </div>
      </>
    )
  },
  {
    id: 'boutons',
    titre: 'Boutons',
    texte: 'Une seule action principale par page. Un bouton dit ce qui va se passer.',
    contenu: () => (
      <form action='#boutons'>
        <p class='btns'>
          <Bouton principal>Envoyer la déclaration</Bouton>
          <Bouton>Reprendre plus tard</Bouton>
          <Bouton petit>Chercher</Bouton>
          <LienBouton href='#boutons'>Lien en bouton</LienBouton>
          <a href='#boutons'>Lien simple</a>
        </p>
      </form>
    )
  },
  {
    id: 'champs',
    titre: 'Champs',
    texte: 'Un nom au-dessus, une indication si elle aide, l’erreur en mots, et ce qui a été écrit.',
    contenu: () => (
      <form class='form' action='#champs'>
        <Champ nom='ex-simple' libelle='Nom du lieu' />
        <Champ
          nom='ex-indication'
          libelle='Commune ou code postal'
          indication='Par exemple : 87000'
          valeur='Limoges'
          autocomplete='postal-code'
        />
        <Champ
          nom='ex-erreur'
          type='email'
          libelle='Adresse électronique'
          indication='Nous ne l’utilisons que pour vous répondre.'
          erreur='Il manque le signe @. Par exemple : nom@exemple.fr'
          valeur='nom.exemple.fr'
          autocomplete='email'
          obligatoire
        />
        <Champ nom='ex-date' type='date' libelle='Date de la livraison' valeur='2026-06-16' court />
        <Champ nom='ex-fichier' type='file' libelle='Fichier' indication='CSV, JSON ou XLSX.' />
        <Liste
          nom='ex-liste'
          libelle='Département'
          vide='Tous'
          valeur='87'
          options={[
            { valeur: '23', libelle: 'Creuse (23)' },
            { valeur: '87', libelle: 'Haute-Vienne (87)' }
          ]}
        />
        <ZoneTexte
          nom='ex-zone'
          libelle='En une phrase, que faites-vous ?'
          valeur='Nous accueillons sans rendez-vous le mardi.'
        />
        <ZoneTexte
          nom='ex-zone-erreur'
          libelle='Pourquoi ce critère ?'
          erreur='Écrivez une phrase. Vous pouvez donner un exemple.'
        />
      </form>
    )
  },
  {
    id: 'choix',
    titre: 'Choix',
    texte: 'Des cases pour en choisir plusieurs, des boutons ronds pour en choisir un seul. Tous visibles.',
    contenu: () => (
      <form class='form' action='#choix'>
        <Cases
          nom='ex-cases'
          legende='Ce que l’on y fait'
          choisis={['demarches']}
          unite='lieux'
          options={[
            { valeur: 'demarches', libelle: 'Aide aux démarches administratives', compte: 1402 },
            { valeur: 'materiel', libelle: 'Accès internet et matériel informatique', compte: 9 }
          ]}
        />
        <BoutonsRadio
          nom='ex-radio'
          legende='Où sont les données ?'
          choisis={['fichier']}
          options={[
            { valeur: 'fichier', libelle: 'Dans un fichier', indication: 'Vous l’envoyez vous-même.' },
            { valeur: 'adresse', libelle: 'À une adresse' }
          ]}
        />
        <BoutonsRadio
          nom='ex-radio-erreur'
          legende='Votre avis'
          erreur='Choisissez une réponse.'
          options={[
            { valeur: 'oui', libelle: 'D’accord' },
            { valeur: 'non', libelle: 'À revoir' }
          ]}
        />
      </form>
    )
  },
  {
    id: 'formulaire-refuse',
    titre: 'Formulaire refusé',
    texte: 'En haut de la page : ce qui est gardé, et un lien vers chaque chose à corriger.',
    contenu: () => (
      <ResumeErreurs
        sansFocus
        erreurs={[
          { champ: 'ex-erreur', message: 'Complétez l’adresse électronique' },
          { champ: 'ex-zone-erreur', message: 'Dites pourquoi en une phrase' }
        ]}
      />
    )
  },
  {
    id: 'messages',
    titre: 'Messages',
    texte: 'Une alerte répond à ce que l’on vient de faire. Une note accompagne un texte.',
    contenu: () => (
      <>
        <Alerte titre='L’import est en cours'>
          <p>Vous pouvez fermer cette page.</p>
        </Alerte>
        <Alerte ton='succes' titre='C’est enregistré'>
          <p>La fiche est à jour.</p>
        </Alerte>
        <Alerte ton='attention' titre='Rien n’a changé'>
          <p>Cette livraison est déjà connue.</p>
        </Alerte>
        <Alerte ton='danger' titre='L’import a échoué'>
          <p>Les lieux d’avant sont intacts.</p>
        </Alerte>
        <Note>
          <p>Une note.</p>
        </Note>
        <Note ton='succes'>
          <p>Une bonne nouvelle.</p>
        </Note>
        <Note ton='attention'>
          <p>Ce lieu n’apparaît plus dans sa source.</p>
        </Note>
        <Note ton='danger'>
          <p>Un refus.</p>
        </Note>
        <p class='btns'>
          <Etiquette>Lieu fictif</Etiquette>
          <Etiquette ton='succes'>Terminé</Etiquette>
          <Etiquette ton='attention'>À vérifier</Etiquette>
          <Etiquette ton='danger'>Échoué</Etiquette>
        </p>
      </>
    )
  },
  {
    id: 'etats',
    titre: 'Ouvert, fermé',
    texte: 'Une forme et des mots, jamais la couleur seule.',
    contenu: () => (
      <>
        <p>
          <Etat etat='ouvert'>Ouvert jusqu’à 18 h</Etat>
        </p>
        <p>
          <Etat etat='ferme'>Fermé, ouvre demain à 9 h 30</Etat>
        </p>
        <p>
          <Etat etat='inconnu'>Horaires non connus, appelez avant</Etat>
        </p>
      </>
    )
  },
  {
    id: 'dates',
    titre: 'Dates, nombres, téléphones',
    texte: 'Les dates en toutes lettres. Les chiffres ne se coupent pas en fin de ligne.',
    contenu: () => (
      <ListeDescriptive
        faits={[
          { terme: 'Jour', valeur: <Jour date='2026-06-16' /> },
          { terme: 'Jour, en bref', valeur: <Jour date='2026-06-01' court /> },
          { terme: 'Moment', valeur: <Instant date={new Date('2026-06-16T13:42:00Z')} /> },
          {
            terme: 'Le même, à La Réunion',
            valeur: <Instant date={new Date('2026-06-16T13:42:00Z')} fuseau='Indian/Reunion' />
          },
          { terme: 'Nombre', valeur: nombre(20351) },
          {
            terme: 'Quantité',
            valeur: `${compter(0, 'lieu', 'lieux')}, ${compter(1, 'lieu', 'lieux')}, ${compter(64, 'lieu', 'lieux')}`
          },
          { terme: 'Téléphone', valeur: <Telephone numero='+33199004710' /> },
          { terme: 'Téléphone, en grand', valeur: <Telephone numero='+33199004710' grand /> }
        ]}
      />
    )
  },
  {
    id: 'tableau',
    titre: 'Tableau',
    texte: 'Toujours une légende. Sur un téléphone, chaque ligne devient un bloc.',
    contenu: () => (
      <>
        {[false, true].map((discret) => (
          <Tableau
            legende={discret ? 'Le même, en petit.' : 'Deux lieux inventés.'}
            discret={discret}
            lignes={LIEUX}
            colonnes={[
              { titre: 'Lieu', cellule: ({ nom }) => nom },
              { titre: 'Commune', cellule: ({ commune }) => commune },
              { titre: 'Visites', nombre: true, cellule: ({ lieux }) => nombre(lieux) },
              { titre: 'Vérifié le', cellule: ({ jour }) => <Jour date={jour} court /> }
            ]}
          />
        ))}
      </>
    )
  },
  {
    id: 'cartes',
    titre: 'Résultats',
    texte: 'Le nom d’abord, puis où, puis ce qui compte pour cette recherche.',
    contenu: () => (
      <>
        <ul class='cards'>
          <Carte
            titre='L’Escale numérique'
            href='#cartes'
            sousTitre='12 rue du Moulin-Blanc, 87350 Panazol'
            details={['Gratuit', 'À jour au 2 juin 2026']}
          >
            <p>
              Déclarer vos <mark>impôts</mark> en ligne, avec une personne à côté de vous.
            </p>
            <p>
              <Etat etat='ouvert'>Ouvert jusqu’à 18 h</Etat>
            </p>
          </Carte>
          <Carte titre='Espace du Pont-Neuf' href='#cartes' details={['Date de mise à jour non connue']}>
            <p>Les aides proposées ne sont pas connues.</p>
          </Carte>
        </ul>
        <Pagination
          phrase='20 lieux sur 64'
          suivant={{ href: '#cartes', libelle: 'Lieux suivants' }}
          debut={{ href: '#cartes', libelle: 'Revenir au début' }}
        />
      </>
    )
  },
  {
    id: 'avancement',
    titre: 'Avancement',
    texte: 'Ce qui est fait, ce qui se fait, ce qui vient. Toujours en mots.',
    contenu: () => (
      <>
        <Etapes
          etapes={[
            { libelle: 'Votre lieu', etat: 'faite', precision: 'fait', href: '#avancement' },
            { libelle: 'Les critères', etat: 'en-cours' },
            { libelle: 'L’envoi au secrétariat', etat: 'a-venir' }
          ]}
        />
        <Progression libelle='Lecture du fichier' fait={12500} total={20351} unite='lignes' />
        <Progression libelle='Rapprochement' fait={12500} unite='lignes' />
      </>
    )
  },
  {
    id: 'couleurs',
    titre: 'Couleurs d’un réseau',
    texte: 'Une couleur qui ne se lit pas est remplacée par la plus proche qui se lit.',
    contenu: () => (
      <Tableau
        legende='Couleur demandée, couleur retenue sur le papier du site, et son contraste.'
        lignes={['#1f4e5f', '#ffcc00', '#e2001a', '#56a0d3']}
        colonnes={[
          { titre: 'Demandée', cellule: (couleur) => <Nuance couleur={couleur} /> },
          {
            titre: 'Retenue',
            cellule: (couleur) => <Nuance couleur={couleurAccessible(couleur, PAPIER, CONTRASTE_TEXTE).couleur} />
          },
          {
            titre: 'Contraste',
            nombre: true,
            cellule: (couleur) =>
              `${couleurAccessible(couleur, PAPIER, CONTRASTE_TEXTE).contraste.toFixed(1).replace('.', ',')} : 1`
          }
        ]}
      />
    )
  },
  {
    id: 'papier',
    titre: 'Sur le papier',
    texte: 'Un code ramène à la page. Sur un vrai document, il n’apparaît qu’à l’impression.',
    contenu: () => (
      <div class='qr qr--visible'>
        <CodeQr adresse='https://exemple.fr/lieux/12' libelle='Code vers une fiche, exemple' />
        Retrouvez cette fiche sur votre téléphone
      </div>
    )
  }
]

const PAPIER = '#fbfaf7'

const Nuance = ({ couleur }: { couleur: string }) => (
  <span class='nuance'>
    <svg width='24' height='24' viewBox='0 0 24 24' aria-hidden='true'>
      <rect width='24' height='24' rx='4' fill={couleur} />
    </svg>
    {couleur}
  </span>
)
