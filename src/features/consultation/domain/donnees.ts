import type { Instants } from './etat.ts'

/** When a file may be taken: once published; once the counts are frozen; once the organiser has answered. */
export type Disponibilite = 'publiee' | 'cloture' | 'restitution'

export interface ColonneDeDonnees {
  readonly nom: string
  readonly type: 'entier' | 'texte' | 'jour' | 'oui-non'
  readonly sens: string
}

export interface JeuDeDonnees {
  readonly nom: string
  readonly titre: string
  readonly texte: string
  readonly des: Disponibilite
  readonly colonnes: readonly ColonneDeDonnees[]
}

const entier = (nom: string, sens: string): ColonneDeDonnees => ({ nom, type: 'entier', sens })
const texte = (nom: string, sens: string): ColonneDeDonnees => ({ nom, type: 'texte', sens })
const jour = (nom: string, sens: string): ColonneDeDonnees => ({ nom, type: 'jour', sens })

const NUMERO = entier('numero', 'Numéro de la proposition dans la consultation : le même dans tous les fichiers.')
const IDENTIFIANT = texte(
  'identifiant',
  'Identifiant de cette ligne, propre à ce fichier. Il ne mène à aucune page et ne désigne personne.'
)
const VIDE_EN_SEANCE =
  'Vide si moins de 5 personnes étaient là, ou si la rencontre a eu lieu après la clôture : elle ne compte pas d’avis.'
const JOUR = jour('jour', 'Jour de publication, à l’heure du réseau.')

/**
 * The files of open data: their page, their dictionary and their columns come from here. None has a row for each person:
 * opinions are counts, and what people wrote has no author.
 */
export const JEUX = [
  {
    nom: 'items',
    titre: 'Les propositions',
    texte: 'Chaque proposition, article ou amendement, avec ce qui y est compté.',
    des: 'publiee',
    colonnes: [
      NUMERO,
      texte('module', 'Adresse du module.'),
      texte('genre', 'item (proposition), article ou amendement.'),
      entier('article', 'Pour un amendement : numéro de l’article qu’il change.'),
      texte('etat', 'publiee ou retiree. D’une proposition retirée, il ne reste que les comptes.'),
      texte('origine', 'organisateur ou contributeur.'),
      JOUR,
      texte('titre', 'Titre.'),
      texte('texte', 'Texte.'),
      entier('accord', 'Avis « d’accord » donnés en ligne. Vide tant que le total n’est pas public.'),
      entier('revoir', 'Avis « à revoir » donnés en ligne. Vide tant que le total n’est pas public.'),
      entier(
        'accord_assistes',
        'Avis « d’accord » donnés en séance, comptés à part. Vide tant que le total n’est pas public.'
      ),
      entier(
        'revoir_assistes',
        'Avis « à revoir » donnés en séance, comptés à part. Vide tant que le total n’est pas public.'
      ),
      entier('commentaires', 'Nombre de commentaires.'),
      entier('valeurs', 'Nombre de valeurs de référence données.'),
      entier('fichiers', 'Nombre de fichiers.'),
      entier('actions', 'Nombre d’actions associées.')
    ]
  },
  {
    nom: 'opinions',
    titre: 'Les avis, jour par jour',
    texte:
      'Combien d’avis de chaque sorte, par proposition et par période. Un jour qui a moins de 5 avis est joint à d’autres.',
    des: 'cloture',
    colonnes: [
      NUMERO,
      texte('sens', 'accord ou revoir.'),
      jour('du', 'Premier jour de la période.'),
      jour('au', 'Dernier jour de la période, compris.'),
      {
        nom: 'periode_entiere',
        type: 'oui-non',
        sens: 'oui quand il y a moins de 5 avis en tout : seul le total, déjà public, est donné.'
      },
      entier('nombre', 'Nombre d’avis.')
    ]
  },
  {
    nom: 'raisons',
    titre: 'Les raisons',
    texte: 'Pourquoi des personnes ont dit « à revoir », sans date et dans un ordre qui ne dit rien.',
    des: 'cloture',
    colonnes: [IDENTIFIANT, NUMERO, texte('texte', 'La raison.')]
  },
  {
    nom: 'commentaires',
    titre: 'Les commentaires',
    texte: 'Les commentaires publiés, sans le nom de leur auteur.',
    des: 'publiee',
    colonnes: [
      IDENTIFIANT,
      texte('reponse_a', 'Pour une réponse : identifiant, dans ce fichier, du commentaire auquel elle répond.'),
      NUMERO,
      JOUR,
      texte('origine', 'contributeur, organisateur, ou seance (avec l’aide d’un médiateur).'),
      texte('texte', 'Le commentaire.')
    ]
  },
  {
    nom: 'valeurs',
    titre: 'Les valeurs de référence',
    texte: 'Combien de fois chaque valeur a été donnée à chaque proposition.',
    des: 'publiee',
    colonnes: [NUMERO, texte('valeur', 'La valeur.'), entier('choix', 'Combien de fois elle a été donnée.')]
  },
  {
    nom: 'actions',
    titre: 'Les actions associées',
    texte: 'Des actions menées dans des lieux, que des personnes rattachent à une proposition.',
    des: 'publiee',
    colonnes: [
      IDENTIFIANT,
      NUMERO,
      JOUR,
      texte('texte', 'Ce qui est fait.'),
      texte('lieu', 'Nom du lieu, s’il est dans l’annuaire.'),
      texte('lien', 'Adresse d’une page qui en parle.')
    ]
  },
  {
    nom: 'fichiers',
    titre: 'Les fichiers déposés',
    texte: 'La liste des fichiers, sans leur contenu : il se lit sur la page de la proposition.',
    des: 'publiee',
    colonnes: [
      IDENTIFIANT,
      NUMERO,
      JOUR,
      texte('nom', 'Nom du fichier.'),
      texte('type', 'Type du contenu, vérifié (type MIME).'),
      entier('octets', 'Taille.')
    ]
  },
  {
    nom: 'seances',
    titre: 'Les rencontres sur place',
    texte: 'Chaque rencontre, et ce qui y a été dit de chaque proposition dont le total est public.',
    des: 'publiee',
    colonnes: [
      IDENTIFIANT,
      jour('jour', 'Jour de la rencontre.'),
      texte('nom', 'Nom de la rencontre.'),
      entier('presents', 'Personnes présentes.'),
      NUMERO,
      entier('accord', `Avis « d’accord ». ${VIDE_EN_SEANCE}`),
      entier('revoir', `Avis « à revoir ». ${VIDE_EN_SEANCE}`),
      texte('issue', 'Ce qui a été dit ou conclu.')
    ]
  },
  {
    nom: 'reponses',
    titre: 'Les réponses de l’organisateur',
    texte: 'Ce que devient chaque proposition, et pourquoi.',
    des: 'restitution',
    colonnes: [
      NUMERO,
      texte('sort', 'retenu, retenu-en-partie, ecarte ou a-l-etude.'),
      texte('texte', 'La raison.'),
      texte('charte', 'Identifiant de la charte où elle est devenue un critère.'),
      entier('version', 'Version de cette charte.'),
      texte('critere', 'Identifiant de ce critère.'),
      texte('decision', 'Identifiant de la décision du comité, au registre des décisions.'),
      jour('jour', 'Jour de la réponse, ou de sa dernière correction.')
    ]
  }
] as const satisfies readonly JeuDeDonnees[]

export type NomDeJeu = (typeof JEUX)[number]['nom']

export const findJeu = (nom: string): (typeof JEUX)[number] | undefined => JEUX.find((jeu) => jeu.nom === nom)

/** A file that tells what is still hidden does not exist yet. */
export function estDisponible(
  { des }: Pick<JeuDeDonnees, 'des'>,
  { figee_le, restituee_le }: Pick<Instants, 'figee_le' | 'restituee_le'>
): boolean {
  switch (des) {
    case 'publiee':
      return true
    case 'cloture':
      return figee_le !== null
    case 'restitution':
      return restituee_le !== null
  }
}

export const LICENCE = {
  nom: 'Licence Ouverte 2.0 (Etalab)',
  adresse: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/'
} as const
