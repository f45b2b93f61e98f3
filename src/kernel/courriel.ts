import type { Brand } from './brand.ts'
import { normaliser, sansAccents } from './texte.ts'

export type Courriel = Brand<string, 'Courriel'>

const FORME =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/i

/** One address, as mail servers take it; the domain in lower case. Longer than 254 signs, none delivers it. */
export function parseCourriel(text: string): Courriel | undefined {
  const net = text.trim()
  if (net.length > 254 || !FORME.test(net)) return undefined
  const arobase = net.indexOf('@')
  return `${net.slice(0, arobase)}${net.slice(arobase).toLowerCase()}` as Courriel
}

interface CourrielsLus {
  readonly courriels: readonly Courriel[]
  /** Words that are neither an address nor what goes around one: what was read may be half of something. */
  readonly reste: readonly string[]
}

/** Every address of a text, after the repairs that leave no doubt: « at », spaces around the sign, signs at the ends. */
export function lireCourriels(texte: string): CourrielsLus {
  const courriels: Courriel[] = []
  const reste: string[] = []
  for (const mot of reparer(texte.slice(0, 2000)).split(/[\s;,|<>"()[\]/]+/)) {
    const net = mot.replace(/^(?:mailto:|[.:'-])+/i, '').replace(/[.:'-]+$/, '')
    if (net === '') continue
    // Two sticks of one word: a@b.fr-c@d.fr.
    const lu = parseCourriel(net) ?? parseCourriel(sansAccents(net))
    if (lu) {
      if (!courriels.includes(lu)) courriels.push(lu)
    } else if (!AUTOUR.has(normaliser(net))) reste.push(net)
  }
  return { courriels, reste }
}

const AUTOUR = new Set(['', 'ou', 'et', 'puis', 'mail', 'email', 'e mail', 'courriel', 'contact', 'adresse', 'mel'])

function reparer(texte: string): string {
  return texte
    .replace(/\s?[[({]\s?(?:at|arobase|à|a)\s?[\])}]\s?/gi, '@')
    .replace(/(\S) (?:at|arobase|arobas) (\S)/gi, '$1@$2')
    .replace(/ *@[@ ]*/g, '@')
    .replace(/(@[^\s@]{1,100})(?: \.|\. )(?=[a-z]{2,6}(?:$|[\s;,/]))/gi, '$1.')
}

/**
 * Does the address name a person? Nobody can know; what is doubtful counts as nominative, because showing somebody's
 * address without consent is worse than hiding a service's. In this order:
 * 1. an anonymised person (p and hexadecimal): nominative;
 * 2. a word of role or of service in front of the sign (accueil, mairie, franceservices…): not nominative;
 * 3. a known first name (corinne.hebert@…): nominative;
 * 4. the name of the lieu or of its commune (`lieu`), or of the domain itself (hypee@asso-hypee.fr): not nominative;
 * 5. one word in front of a service's domain (redon@france-services.gouv.fr), or a department's number: not nominative;
 * 6. everything else (prenom.nom, p.nom, gmail, orange…, one unknown word): nominative.
 */
export function estNominatif(courriel: string, lieu = ''): boolean {
  const [avant = '', domaine = ''] = courriel.toLowerCase().split('@')
  if (/^p[0-9a-f]{8,16}$/.test(avant)) return true

  const mots = avant.split(/[^a-z]+/).filter((mot) => mot !== '')
  if (mots.some((mot) => ROLES.has(mot))) return false
  const colle = mots.join('')
  if (DEBUTS.test(colle) || RACINES.some((racine) => colle.includes(racine))) return false
  if (/^(?:saint|sainte|st|ste)$/.test(mots[0] ?? '') && mots.length > 1) return false
  if (mots.some((mot) => PRENOMS.has(mot))) return true

  const noms = normaliser(lieu).split(' ')
  if (noms.some((nom) => nom.length >= 4 && colle.includes(nom))) return false
  const personnel = PERSONNELS.has(domaine)
  const nomDomaine = domaine.slice(0, domaine.lastIndexOf('.')).replace(/[^a-z]/g, '')
  if (!personnel && colle.length >= 3) {
    if (nomDomaine.includes(colle) || (nomDomaine.length >= 4 && colle.includes(nomDomaine))) return false
    if (mots.some((mot) => mot.length >= 4 && nomDomaine.includes(mot))) return false
    const service = RACINES.some((racine) => nomDomaine.includes(racine))
    if (service && mots.length !== 2) return false
  }
  return mots.length >= 2 || personnel || !/\d\d/.test(avant)
}

/** Service initials in front of a name: epnalboussiere, mdsialbert, fsstphilippe. */
const DEBUTS =
  /^(?:epn|mds|mdd|msd|mfs|msap|fsst|pij|bij|siao|cidff|pimms|afr(?=[^ei])|infojeun|courrier|csc|ccas|bibli)/

/** Whole words between two signs. */
const ROLES = new Set(
  `accueil contact contacts info infos information informations mairie ville commune com cc ca agglo agglomeration
  secretariat secretaire direction directeur directrice president presidence gestion administration admin bureau
  mediatheque mediatheques bibliotheque bibliotheques biblio bib bm bdp mediat mediation mediateur mediatrice epn epi
  fs efs msap mfs mdfs rfs pimms ccas cias cdas cms mds cn cnfs conseiller conseillers numerique num digital cyber
  cyberbase cyberespace multimedia informatique internet web webmaster atelier ateliers animation animateur animatrice
  espace espaces centre centres social csc cs evs mjc pij bij crij jeunesse jeunes ado ados enfance famille familles
  seniors senior habitants quartier association asso federation comite club ligue amicale foyer union reseau collectif
  emploi insertion formation formations ml missionlocale cap agence antenne pole maison relais point permanence
  service services public publics population usagers solidarite solidarites citoyen citoyens demarches numerik rdv
  inscription inscriptions reservation communication presse culture tourisme ot coordination coordinateur
  coordinatrice responsable projet projets equipe support sav assistance aide bonjour hello team fablab lab labo
  coworking tierslieu tiers lieu ressourcerie recyclerie ludotheque ehpad residence ccp syndicat etat poste itinerante
  bus camion nomade itinerant france mobile connect connecte siege standard`.split(/\s+/)
)

/** Found anywhere, even stuck to another word: franceservicesbeaune, mediathequedugeant. */
const RACINES = `accueil contact mairie secretariat mediathe biblioth franceservice msap numeri
  cyber social emploi associat mission federation service maison espace atelier informati jeunesse commune
  ccas mediation formation direction conseil solidarit fablab tierslieu cowork tourisme culture
  collectiv coordination insertion permnum famille centre acceuil pimms emmaus accorderie
  bibliolien secourscatholique secourspopulaire`.split(/\s+/)

/** Where a person has an address of their own. */
const PERSONNELS = new Set(
  `gmail.com googlemail.com orange.fr wanadoo.fr hotmail.fr hotmail.com outlook.fr outlook.com live.fr live.com msn.com
  free.fr laposte.net yahoo.fr yahoo.com ymail.com sfr.fr neuf.fr cegetel.net club-internet.fr bbox.fr aol.com aol.fr
  icloud.com me.com numericable.fr noos.fr aliceadsl.fr protonmail.com proton.me gmx.fr gmx.com lilo.org mailo.com
  conseiller-numerique.fr`.split(/\s+/)
)

/** The most frequent first names: one of them in an address, and it names somebody. */
const PRENOMS = new Set(
  `adele adrien agnes alain albert alexandra alexandre alexis alice aline amandine amelie anais andre andrea angelique
  anna anne annie anthony antoine antonin arnaud arthur audrey aurelie aurelien axel baptiste beatrice benedicte benjamin
  benoit bernadette bernard bertrand brigitte bruno camille carine carole caroline catherine cecile cedric celia celine
  chantal charles charlotte chloe christel christelle christian christiane christine christophe claire clara claude
  claudine clement clementine coralie corinne cyril cyrille damien daniel danielle david delphine denis denise didier
  dominique dorian edith eliane elisa elisabeth elise elodie emeline emilie emma emmanuel emmanuelle eric erwan estelle
  etienne eva evelyne fabien fabienne fabrice fanny fatima florence florent florian francine francis franck francois
  francoise frederic frederique gabriel gaelle gaetan genevieve geoffrey georges gerald gerard ghislaine gilbert gilles
  gregory guillaume gwenaelle guy helene henri herve hugo hugues ingrid irene isabelle jacqueline jacques jean jeanne
  jennifer jeremy jerome jessica joel joelle johan johanna jonathan joseph josette josiane jules julia julie julien
  juliette justine karim karine kevin laetitia laura laure laurence laurent lea leila leo leon lionel loic louis louise
  luc lucas lucie lucile ludovic lydie magali manon marc marcel margaux marianne marie marina marine marion marjorie
  marlene martial martin martine mathieu mathilde matthieu maud maurice maxime melanie melissa michael michel michele
  micheline mireille mohamed monique morgane muriel murielle myriam nadege nadia nadine nathalie nicolas nicole noemie
  odile olivia olivier ophelie pascal pascale patrice patricia patrick paul pauline philippe pierre quentin rachel
  raphael raymond regine regis remi remy renaud rene richard robert robin roger roland romain romane sabine sabrina
  samir samuel sandra sandrine sarah sebastien serge severine simon simone solene sonia sophie stephane stephanie
  steven suzanne sylvain sylvie tatiana theo theophile thibault thierry thomas tiffany valentin valerie vanessa
  veronique victor victoria vincent virginie viviane xavier yann yannick yoann yohan yves yvette yvon zoe`.split(/\s+/)
)
