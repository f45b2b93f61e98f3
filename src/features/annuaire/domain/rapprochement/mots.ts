/**
 * How a text becomes the words that are compared. The kernel's `normaliser` is for people who search; this one goes
 * further, because two producers of one lieu agree on less: letters and digits are told apart, ordinals lose their
 * ending, usual abbreviations are opened, a plural is its singular.
 */
export function decouper(texte: string): string[] {
  const mots: string[] = []
  let debut = -1
  let chiffres = false
  let plie = ''
  const source = texte.includes('&') ? texte.replace(ENTITES, ' ') : texte
  for (let i = 0; i < source.length; i++) {
    const code = source.charCodeAt(i)
    const lettres = code < 128 ? ASCII[code] : plier(source[i] as string)
    if (lettres === undefined) continue
    for (let j = 0; j < lettres.length; j++) {
      const c = lettres.charCodeAt(j)
      const chiffre = c >= 48 && c <= 57
      const lettre = c >= 97 && c <= 122
      if (debut >= 0 && (!(chiffre || lettre) || chiffre !== chiffres)) {
        pousser(mots, plie.slice(debut), lettre && chiffres)
        debut = -1
      }
      if (chiffre || lettre) {
        if (debut < 0) {
          debut = plie.length
          chiffres = chiffre
        }
        plie += lettres[j]
      }
    }
  }
  if (debut >= 0) pousser(mots, plie.slice(debut), false)
  return rassemblerSigles(mots)
}

/** « 3eme », « 1er »: the digits have been cut from their ending, which says nothing more. */
const ORDINAUX = new Set(['e', 'er', 'ere', 'eme', 'ieme', 'nd', 'nde'])
const COLLE = '+'

function pousser(mots: string[], mot: string, suivi: boolean): void {
  const dernier = mots.length - 1
  const precedent = mots[dernier]
  if (precedent?.endsWith(COLLE)) {
    mots[dernier] = precedent.slice(0, -1)
    if (ORDINAUX.has(mot)) return
  }
  mots.push(suivi ? mot + COLLE : mot)
}

/** « C.C.A.S. » and « M J C » are words. */
function rassemblerSigles(mots: string[]): string[] {
  const sortie: string[] = []
  for (let i = 0; i < mots.length; i++) {
    let fin = i
    while (fin < mots.length && estLettre(mots[fin] as string)) fin++
    // « M.J.C. n° 2 »
    if (fin > i && mots[fin - 1] === 'n' && /^\d/.test(mots[fin] ?? '')) fin--
    if (fin - i >= 3) {
      sortie.push(mots.slice(i, fin).join(''))
      i = fin - 1
    } else sortie.push(singulier(ABREVIATIONS.get(mots[i] as string) ?? (mots[i] as string)))
  }
  return sortie
}

function estLettre(mot: string): boolean {
  return mot.length === 1 && mot >= 'a' && mot <= 'z'
}

function singulier(mot: string): string {
  if (mot.length < 6) return mot
  const fin = mot.charCodeAt(mot.length - 1)
  return fin === 115 || fin === 120 ? mot.slice(0, -1) : mot
}

const ENTITES = /&(?:amp|quot|apos|nbsp|#0?39|#x27|eacute|egrave|rsquo|lt|gt);/g

/** For each ASCII code its folded letter, a space for a sign. */
const ASCII: readonly string[] = Array.from({ length: 128 }, (_, code) => {
  const lettre = String.fromCharCode(code).toLowerCase()
  return /[a-z0-9]/.test(lettre) ? lettre : ' '
})

const PLIES = new Map<string, string>([
  ['œ', 'oe'],
  ['Œ', 'oe'],
  ['æ', 'ae'],
  ['Æ', 'ae'],
  ['ß', 'ss'],
  ['°', ' ']
])

/** Nothing for a combining accent, a space for a sign, letters otherwise. */
function plier(caractere: string): string {
  const connu = PLIES.get(caractere)
  if (connu !== undefined) return connu
  const code = caractere.charCodeAt(0)
  const plie =
    code >= 0x300 && code <= 0x36f
      ? ''
      : caractere
          .normalize('NFKD')
          .replace(/\p{M}+/gu, '')
          .toLowerCase() || ' '
  // Bounded by the 65,536 code units; in practice some forty letters.
  PLIES.set(caractere, plie)
  return plie
}

/** Only what is safe in a name as well as in an address. */
const ABREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['st', 'saint'],
  ['ste', 'sainte'],
  ['sts', 'saint'],
  ['stes', 'sainte'],
  ['dr', 'docteur'],
  ['gal', 'general'],
  ['gral', 'general'],
  ['gnl', 'general'],
  ['gen', 'general'],
  ['mal', 'marechal'],
  ['cdt', 'commandant'],
  ['cmdt', 'commandant'],
  ['pdt', 'president'],
  ['prof', 'professeur'],
  ['pr', 'professeur'],
  ['bibli', 'bibliotheque'],
  ['biblio', 'bibliotheque'],
  ['mediatheques', 'mediatheque'],
  ['mediattheque', 'mediatheque'],
  ['ass', 'association'],
  ['asso', 'association'],
  ['assoc', 'association'],
  ['agglo', 'agglomeration'],
  ['ctre', 'centre'],
  ['dpt', 'departement'],
  ['dep', 'departement'],
  ['dept', 'departement'],
  ['intercom', 'intercommunalite'],
  ['nd', 'notredame'],
  ['num', 'numerique'],
  ['qv', 'quartier']
])

/** Words that only bind the others. */
export const MOTS_OUTILS: ReadonlySet<string> = new Set(
  'a au aux avec by chez com d dans de del des du e en entre es est et fr in l la le les lez ma mes mon n nos notre ou par pour pres que qui s sa se ses son sous sur the tous toutes un une vers votre vos www y cedex'.split(
    ' '
  )
)

/**
 * Frozen on purpose: frequencies counted on today's records would drift with each delivery, and two records that did
 * not change would change their answer.
 * Chosen by reading the most frequent words of the public sources: kinds of place, of body, of activity and of
 * territory, which many lieux of one commune may share.
 */
export const MOTS_COMMUNS: ReadonlySet<string> = new Set(
  decouper(
    `accompagnement accueil acces accessible action activite administratif administration agence agglomeration aide alliance
    animation annexe antenne association associatif associative asbl atelier autonomie bassin bati batiment bureau
    cafe canton campagne cap cellule centre cite citoyen citoyenne citoyennete club collectif collectivite comite
    commun communal communale communaute commune compagnie concertation conference conseil conseiller connect
    cooperation cooperative coordination coworking culture culturel culturelle cyber delegation departement
    departemental departementale developpement digital direction domaine droit eco ecole education emploi
    engagement enfance enseignement environ alentour equipe escale espace esplanade est etablissement etage euro famille familial
    familiale federation ferme fondation formation forum foyer francais francaise france gestion gouv grand grande
    groupe groupement habitant habitat hall halle haut haute home hotel hub immeuble inclusion info informatique
    information initiative insertion institut intercommunal intercommunale intercommunalite internet itinerant
    itinerante itinerance jeune jeunesse kiosque lab labo laboratoire libre lien lieu lieux local locale locaux loisir
    maison mediation medico metier metropole metropolitain mobile mobilite montagne multi multimedia multiservice
    multisite municipal municipale municipalite mutuelle national nationale net nord nouveau nouvelle numerique
    numeriques oeuvre office ouest pass passerelle parent pays permanence petit petite plaine plateau plateforme plate
    forme point pole populaire premier principal principale projet promotion proximite public publique quartier regie
    region regional regionale relais reseau residence ressource rural rurale salle sante scop secretariat section
    secteur senior service siege site social sociale societe soin solidaire solidarite soutien square sud technologie
    terre territoire territorial territoriale tiers travail tour tourisme union unite usage val vallee vie vill village
    ville vivre web zone cc ca cr sa sarl sas sasu sci scic scea eurl ei loi 1901`
  )
)

/** Two spellings of one word: one letter in five to eight, two from nine on; short words must be equal. */
export function lettresPermises(longueur: number): number {
  return longueur >= 9 ? 2 : longueur >= 5 ? 1 : 0
}
