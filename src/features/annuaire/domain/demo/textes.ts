import { deCommune, type NomGenre, type Service } from './genres.ts'
import type { Hasard } from './hasard.ts'

/** What a lieu says of itself, in plain French. */
export interface Presentation {
  readonly resume: string
  readonly detail: string
}

interface AFaireDire {
  readonly genre: NomGenre
  readonly commune: string
  readonly services: readonly Service[]
  readonly surRendezVous: boolean
  readonly enGroupe: boolean
  readonly aDistance: boolean
  readonly frais: string | undefined
}

const OUVERTURES: Readonly<Record<NomGenre, readonly string[]>> = {
  guichet: [
    'Un guichet de proximité où l’on prend le temps de vous répondre.',
    'Une personne vous reçoit et cherche la réponse avec vous.',
    'Un seul accueil pour vos démarches du quotidien.'
  ],
  mediatheque: [
    'Des livres, des ordinateurs et quelqu’un pour vous aider à vous en servir.',
    'Un lieu ouvert à tous, sans inscription pour utiliser les ordinateurs.',
    'Un coin numérique au calme, avec de l’aide sur place.'
  ],
  mairie: [
    'La mairie met un ordinateur et une personne à votre disposition.',
    'Un point numérique à l’accueil de la mairie.',
    'Un agent de la mairie vous aide pour vos démarches en ligne.'
  ],
  epn: [
    'Un espace pour apprendre à votre rythme, avec une animatrice ou un animateur.',
    'On y vient avec ses questions, on repart avec ses réponses.',
    'Des ordinateurs, des ateliers et de l’aide personnelle.'
  ],
  association: [
    'Des bénévoles vous aident, sans jugement, avec votre propre appareil.',
    'Une association de voisins qui s’entraident avec le numérique.',
    'Des permanences conviviales pour ne plus rester bloqué devant un écran.'
  ],
  'centre-social': [
    'Le centre social accueille les habitants du quartier pour leurs démarches et leurs projets.',
    'Un lieu de quartier où l’on trouve de l’aide, un café et des ateliers.',
    'Une équipe vous accompagne, seul ou en famille.'
  ],
  'tiers-lieu': [
    'Un atelier partagé pour fabriquer, réparer et apprendre ensemble.',
    'Des machines, du Wi-Fi et une communauté qui aime transmettre.',
    'Un lieu pour travailler, créer et se faire aider.'
  ],
  ccas: [
    'Le centre communal d’action sociale vous aide à faire valoir vos droits.',
    'Un accompagnement social, et de l’aide pour les démarches en ligne.'
  ],
  emploi: [
    'Pour les 16-25 ans qui cherchent un emploi, une formation ou un logement.',
    'Une conseillère ou un conseiller suit votre projet, et vous aide à le présenter en ligne.'
  ],
  ressourcerie: [
    'Des ordinateurs et des téléphones remis en état, à petit prix.',
    'On y donne, on y répare, on y rachète du matériel informatique.'
  ],
  jeunes: [
    'Informations, ordinateurs et coups de main pour les jeunes.',
    'Un lieu gratuit et sans rendez-vous pour préparer la suite : études, jobs, départs.'
  ],
  solidarites: [
    'Des travailleurs sociaux vous reçoivent et vous aident dans vos démarches.',
    'Un accueil social pour tous, avec de l’aide pour les services en ligne.'
  ],
  bus: [
    'Un bus équipé d’ordinateurs, qui s’arrête près de chez vous.',
    'L’aide numérique vient à vous : montez, on vous accueille.'
  ]
}

const AIDES: Readonly<Record<Service, readonly string[]>> = {
  'Aide aux démarches administratives': [
    'Impôts, retraite, santé, logement : nous faisons la démarche avec vous.',
    'Vous êtes aidé pour créer un compte, remplir un dossier ou joindre une pièce.',
    'Venez avec votre courrier : nous vous aidons à le comprendre et à répondre en ligne.'
  ],
  'Maîtrise des outils numériques du quotidien': [
    'Vous apprenez à vous servir d’un ordinateur, d’une tablette ou d’un téléphone.',
    'Envoyer un message, ranger ses photos, imprimer un document : on commence par ce qui vous est utile.',
    'Les premiers pas se font à votre rythme, avec votre appareil ou le nôtre.'
  ],
  'Insertion professionnelle via le numérique': [
    'CV, lettre, espace candidat, entretien à distance : on prépare tout cela ensemble.',
    'Une aide pour chercher un emploi ou une formation en ligne.'
  ],
  'Utilisation sécurisée du numérique': [
    'Mots de passe, faux messages, vie privée : apprenez à vous protéger.',
    'Des conseils simples pour reconnaître une arnaque.'
  ],
  'Parentalité et éducation avec le numérique': [
    'Les parents y trouvent des conseils sur les écrans et le suivi de la scolarité en ligne.',
    'Des rencontres entre parents autour des écrans et des jeux vidéo.'
  ],
  'Loisirs et créations numériques': [
    'Photo, vidéo, impression 3D : on fabrique et on s’amuse.',
    'Des ateliers de création pour petits et grands.'
  ],
  'Compréhension du monde numérique': [
    'Des rencontres pour comprendre les réseaux sociaux, l’information en ligne et leurs effets.',
    'On y parle aussi de ce qui se cache derrière nos écrans.'
  ],
  'Accès internet et matériel informatique': [
    'Ordinateurs, Wi-Fi, imprimante et scanner sont à disposition.',
    'Le Wi-Fi est en accès libre et un ordinateur vous attend.'
  ],
  'Acquisition de matériel informatique à prix solidaire': [
    'Des ordinateurs révisés sont vendus à petit prix, selon vos ressources.',
    'Nous vous conseillons pour vous équiper sans trop dépenser.'
  ]
}

const EN_BREF: Readonly<Record<Service, string>> = {
  'Aide aux démarches administratives': 'les démarches en ligne',
  'Maîtrise des outils numériques du quotidien': 'les premiers pas',
  'Insertion professionnelle via le numérique': 'la recherche d’emploi',
  'Utilisation sécurisée du numérique': 'la sécurité de vos comptes',
  'Parentalité et éducation avec le numérique': 'les écrans en famille',
  'Loisirs et créations numériques': 'la création numérique',
  'Compréhension du monde numérique': 'la culture numérique',
  'Accès internet et matériel informatique': 'l’accès à Internet',
  'Acquisition de matériel informatique à prix solidaire': 'l’équipement à petit prix'
}

export function presenter(lieu: AFaireDire, de: Hasard): Presentation {
  const ouverture = de.choisir(OUVERTURES[lieu.genre])
  const bref = lieu.services.slice(0, 2).map((service) => EN_BREF[service])
  const resume = `${ouverture} ${de.choisir(['On y trouve de l’aide pour', 'Ici, de l’aide pour', 'De l’aide pour'])} ${bref.join(' et ')}.`

  const phrases = [ouverture, ...lieu.services.slice(0, de.entier(2, 4)).map((service) => de.choisir(AIDES[service]))]
  if (lieu.genre === 'bus')
    phrases.push(`À ${lieu.commune}, le bus s’installe à l’adresse indiquée : regardez les horaires avant de venir.`)
  if (lieu.enGroupe && de.chance(0.6))
    phrases.push(
      de.choisir([
        'Les ateliers ont lieu en petit groupe, de quatre à huit personnes.',
        'Un programme d’ateliers paraît chaque trimestre.'
      ])
    )
  if (lieu.surRendezVous)
    phrases.push(
      de.choisir([
        'Prenez rendez-vous par téléphone : comptez une heure.',
        'L’aide individuelle se fait sur rendez-vous.'
      ])
    )
  else if (de.chance(0.5))
    phrases.push(de.choisir(['Vous pouvez venir sans rendez-vous.', 'Entrez, même pour une petite question.']))
  if (lieu.aDistance && de.chance(0.7))
    phrases.push('Si vous ne pouvez pas vous déplacer, nous vous aidons par téléphone.')
  if (lieu.frais === 'Gratuit' && de.chance(0.4)) phrases.push('Tout est gratuit.')
  if (lieu.frais === 'Gratuit sous condition')
    phrases.push(
      de.choisir([
        'L’adhésion annuelle donne accès à tout.',
        'C’est gratuit pour les demandeurs d’emploi et les moins de 26 ans.'
      ])
    )
  if (lieu.frais === 'Payant')
    phrases.push(
      de.choisir([
        'Une participation de 2 à 10 euros est demandée selon l’atelier.',
        'Les machines se louent à l’heure.'
      ])
    )
  if (de.chance(0.15))
    phrases.push(`L’équipe reçoit aussi les habitants des communes voisines ${deCommune(lieu.commune)}.`)
  if (de.chance(0.3))
    phrases.push(
      de.choisir([
        'Pensez à apporter vos identifiants et une pièce d’identité.',
        'Apportez votre appareil et son chargeur.',
        'Nous gardons pour nous ce que vous nous confiez.'
      ])
    )
  return { resume, detail: phrases.join(' ') }
}
