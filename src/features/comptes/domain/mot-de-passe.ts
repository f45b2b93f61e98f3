import { sansAccents } from '../../../kernel/texte.ts'

export const LONGUEUR_MIN = 14
/** A bound on the work of the digest; passphrases of a dozen words fit. */
const LONGUEUR_MAX = 200

/** Shown to say what a good one looks like: the one that nobody may take. */
export const EXEMPLE = 'girafe tambour velours mistral'

export type MotDePasseRefuse = 'court' | 'long' | 'repete' | 'courant' | 'personnel'

/**
 * Why this password would be guessed, or undefined when it holds. Length is what counts (ASVS 6.2): no obligatory
 * capital or sign, no renewal by date. A password made of the words that everybody takes is refused.
 */
export function jugeMotDePasse(
  texte: string,
  personne: { readonly courriel: string; readonly pseudonyme: string }
): MotDePasseRefuse | undefined {
  const longueur = [...texte].length
  if (longueur < LONGUEUR_MIN) return 'court'
  if (texte.length > LONGUEUR_MAX) return 'long'
  const bas = sansAccents(texte).toLowerCase()
  if (new Set(bas).size < 5 || /^(.{1,7}?)\1+.{0,6}$/su.test(bas)) return 'repete'
  if (bas.replace(/[^a-z]/g, '').includes(EXEMPLE.replaceAll(' ', '')) || remainder(bas, COURANTS) < RESTE_MIN)
    return 'courant'
  if (remainder(bas, [...wordsOf(personne), ...COURANTS]) < RESTE_MIN) return 'personnel'
  return undefined
}

/** What is left once known words and runs of digits are taken away must still be something. */
const RESTE_MIN = 6

function remainder(texte: string, mots: readonly string[]): number {
  let reste = texte
  for (const mot of mots) reste = reste.replaceAll(mot, ' ')
  return reste.replace(/[^a-z]|(.)\1{2,}/g, '').length || countOther(reste)
}

// Letters of other alphabets, and long random digits, are something too.
const countOther = (reste: string) => (/[^\x00-\x7f]/.test(reste) ? [...reste].length : 0)

function wordsOf({ courriel, pseudonyme }: { courriel: string; pseudonyme: string }): string[] {
  const [avant = '', domaine = ''] = sansAccents(courriel).toLowerCase().split('@')
  const bas = sansAccents(pseudonyme).toLowerCase()
  return [
    avant,
    bas,
    bas.replace(/[^a-z0-9]/g, ''),
    ...avant.split(/[^a-z0-9]+/),
    ...bas.split(/[^a-z0-9]+/),
    ...domaine.split('.')
  ]
    .filter((mot) => mot.length >= 3)
    .sort((a, b) => b.length - a.length)
}

/** The longest first: « motdepasse » before « passe ». Words of leaked lists, French ones first, and rows of keyboards. */
const COURANTS: readonly string[] = `
  abcdefghijklmnopqrstuvwxyz azertyuiop qsdfghjklm qsdfgh qwertyuiop asdfghjkl asdfgh wxcvbn zxcvbnm azerty qwerty abcdefgh abcdef
  motdepasse mot-de-passe mot_de_passe mot de passe monmotdepasse passe password passwd passw0rd p@ssw0rd administrateur
  administrator admin root utilisateur user bonjour bonsoir salut coucou soleil jetaime je t aime doudou loulou chouchou
  princesse chocolat marseille lyon paris toulouse france football vacances maison famille papa maman bebe amour
  mediation mediateur numerique maillage reseau association mairie mediatheque bibliotheque informatique ordinateur
  internet connexion compte secret changeme changezmoi iloveyou welcome letmein monkey dragon superman batman pokemon
  naruto starwars trustno1 master shadow sunshine football baseball liverpool michael nicolas julien thomas camille
  isabelle nathalie sandrine janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi
  mardi mercredi jeudi vendredi samedi dimanche printemps automne hiver`
  .trim()
  .split(/\s+/)
  .filter((mot) => mot.length >= 3)
  .sort((a, b) => b.length - a.length)

const PHRASES: Readonly<Record<MotDePasseRefuse, string>> = {
  court: `Il faut au moins ${LONGUEUR_MIN} signes. Quatre mots sans rapport entre eux conviennent très bien.`,
  long: `Il faut au plus ${LONGUEUR_MAX} signes.`,
  repete: 'Ce mot de passe se répète : il serait vite trouvé. Prenez plutôt quatre mots sans rapport entre eux.',
  courant:
    'Trop de personnes utilisent ces mots : ils seraient vite trouvés. Prenez quatre mots sans rapport entre eux.',
  personnel:
    'Ce mot de passe ressemble à votre adresse ou à votre pseudonyme. Prenez quatre mots qui n’ont rien à voir.'
}

export const direMotDePasse = (raison: MotDePasseRefuse): string => PHRASES[raison]
