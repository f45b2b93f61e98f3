import { parseCourriel } from '../../../kernel/courriel.ts'
import { parseJour } from '../../../kernel/jour.ts'
import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { estLambert93 } from '../../../kernel/rgf93.ts'
import { parseRna } from '../../../kernel/rna.ts'
import { parseSiret } from '../../../kernel/siret.ts'
import { parseSiteWeb } from '../../../kernel/site-web.ts'
import { parseTelephone } from '../../../kernel/telephone.ts'
import { normaliser } from '../../../kernel/texte.ts'
import type { Geographie } from '../../territoires/vocabulaire.ts'
import {
  champsParColonne,
  type Declaration,
  type DeclarationEcrite,
  type Dons,
  type LectureDeTermes,
  type NomJour,
  reglesParChamp
} from './declaration.ts'
import type { Enregistrement, LigneBrute, Refus } from './enregistrement.ts'
import { lecteurDeVocabulaire, lireCase } from './nettoyage/colonnes.ts'
import { lireHoraires } from './nettoyage/horaires.ts'
import { estDeRemplissage } from './nettoyage/textes.ts'
import { dictionnaireDuChamp, separer } from './nettoyage/vocabulaires.ts'
import { champ, NOMS_CHAMPS, type NomChamp } from './schema.ts'
import { preparerTransformation } from './transformation.ts'
import { reconnaitrePublic, reconnaitreService, reconnaitreTypeDeLieu } from './vocabulaires/reconnaitre.ts'

/** What a column may be used for. `jour:…`: the hours of one day. `score`: how sure a geocoder was. */
export type Proposition =
  | NomChamp
  | `jour:${NomJour}`
  | 'position'
  | 'termes'
  | 'case'
  | 'producteur'
  | 'score'
  | 'a-cote'
  | 'ignorer'

export interface ColonneProposee {
  readonly nom: string
  /** The most frequent values first. */
  readonly exemples: readonly string[]
  /** From 0 to 1: the share of rows that fill it. */
  readonly remplissage: number
  readonly proposition: Proposition
  /** Why, for the person who decides. */
  readonly pourquoi: string
  /** From 0 to 1. Under 0.5 the page asks. */
  readonly confiance: number
  /** What stands between two values of a cell, where it is a list. */
  readonly separateurs?: readonly string[]
  /** The words of the column, with the schema's values each would give; no value: to be decided by a person. */
  readonly termes?: readonly TermePropose[]
}

export interface TermePropose {
  readonly terme: string
  readonly fois: number
  readonly donne: Dons
  readonly connu: boolean
}

export interface DeclarationProposee {
  /** What the columns say; the name, the producer, the licence and the link are for a person to give. */
  readonly declaration: Pick<
    DeclarationEcrite,
    'cle' | 'champs' | 'termes' | 'cases' | 'schema' | 'adresseEnLigne' | 'typologieDuNom' | 'geocodage' | 'regrouper'
  >
  readonly colonnes: readonly ColonneProposee[]
  /** What nobody can use a directory without, and no column gives. */
  readonly manques: readonly string[]
}

/** Rows beyond these teach nothing more about the columns. */
const LIGNES_LUES = 1_000
/** Values beyond these teach nothing more about a column, and some tests cost. */
const DISTINCTES_LUES = 300

/** Looks at the columns' names and at a sample of their values, and proposes how to read the file. */
export function proposerDeclaration(colonnes: readonly string[], lignes: readonly LigneBrute[]): DeclarationProposee {
  const echantillon = lignes.slice(0, LIGNES_LUES)
  const portraits = colonnes.map((nom) => portrait(nom, echantillon))
  const proposees = departager(portraits.map((un) => proposer(un)))
  const tenue = placerLesCoordonnees(proposees, portraits)
  return { ...composer(tenue, portraits), colonnes: tenue, manques: manquesDe(tenue) }
}

// ---------------------------------------------------------------------------------------------- one column

interface Portrait {
  readonly nom: string
  readonly mots: string
  readonly valeurs: readonly string[]
  /** Distinct values, the most frequent first. */
  readonly distinctes: readonly (readonly [texte: string, fois: number])[]
  readonly remplissage: number
  /** The share of values that a test accepts. */
  part(test: (texte: string) => boolean): number
}

function portrait(nom: string, lignes: readonly LigneBrute[]): Portrait {
  const valeurs: string[] = []
  const fois = new Map<string, number>()
  for (const ligne of lignes) {
    const texte = ligne[nom]?.slice(0, 2000).trim()
    if (!texte || estDeRemplissage(texte, 'nom')) continue
    valeurs.push(texte)
    fois.set(texte, (fois.get(texte) ?? 0) + 1)
  }
  const distinctes = [...fois].toSorted((a, b) => b[1] - a[1])
  return {
    nom,
    mots: decouper(nom),
    valeurs,
    distinctes,
    remplissage: lignes.length === 0 ? 0 : valeurs.length / lignes.length,
    part: (test) =>
      valeurs.length === 0
        ? 0
        : distinctes.slice(0, DISTINCTES_LUES).reduce((somme, [texte, n]) => somme + (test(texte) ? n : 0), 0) /
          distinctes.slice(0, DISTINCTES_LUES).reduce((somme, [, n]) => somme + n, 0)
  }
}

/** « adresseCodePostal », « USER_ADRES », « Code postal * » → words. */
function decouper(nom: string): string {
  return normaliser(nom.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').replace(/_+\d+$/, ''))
}

/**
 * What the names of columns mean: exact words first, then words that the name holds. `poids` is the confidence when the
 * values say nothing against it.
 */
const NOMS: readonly (readonly [Proposition, entiers: string, contient?: RegExp | undefined])[] = [
  ['ignorer', '', /^result (?!score$)|^di |^object ?id$|^geo ?shape$|^x lambert|^y lambert|infobulle|^trajet$/],
  ['score', 'result score|geocodage score|di geocodage score|score geocodage', /geocodage score$/],
  [
    'id',
    'id|identifiant|uid|uuid|global id|globalid|id fs|code structure|reference|ref|key|cle|data pass id|id structure|id lieu',
    /(?:^| )(?:uid|uuid|identifiant)(?: |$)/
  ],
  [
    'pivot',
    'pivot|siret|rna|siren siret|n siret|numero siret|ridet|pivot siret ou rna|siret structure|num siret',
    /(?:^| )siret(?: |$)/
  ],
  [
    'nom',
    'nom|name|nom structure|nom de la structure|nom du lieu|nom lieu|lieu|structure|raison sociale|denomination|intitule|titre|libelle|label fs|lib fs|site|user nom|nom org|nom de votre structure|organisation|etablissement|nom etablissement|nomdelastructure|nom de l etablissement|place name|title|nom du site|nom usuel|enseigne',
    /^nom (?:de |du |d |usuel|complet)|nom du lieu|nom de (?:la|votre|l) (?:structure|etablissement|organisme)/
  ],
  [
    'commune',
    'commune|ville|city|town|localite|nom commune|lib com|libelle commune|municipalite|adresse commune|nom de la commune|ville de la structure',
    /(?:^| )(?:commune|ville|city)$/
  ],
  [
    'code_postal',
    'code postal|cp|codepostal|postal code|zip|zip code|zipcode|postcode|adresse code postal|code post',
    /(?:^| )(?:code ?postal|zip ?code|post ?code)(?: |$)/
  ],
  [
    'code_insee',
    'code insee|insee|insee com|codeinsee|code commune|com insee|citycode|depcom|code insee commune|adresse code insee|insee commune',
    /(?:^| )insee(?: |$)/
  ],
  [
    'complement_adresse',
    'complement adresse|complement d adresse|compl adresse|adresse 2|adresse2|adresse complement|batiment|address 2',
    /complement ?d? ?adresse|complementdadresse|compl adr/
  ],
  [
    'adresse',
    'adresse|address|adresse postale|rue|voie|adresse brut|user adres|adres|adresse 1|adresse1|adresse ligne 1|street|street address|adresse complete|adresse structure|localisation|num voie|adresse de la structure|lieu d accueil|situation',
    /^adresse(?! (?:mail|e ?mail|electronique|internet|web|site|url))|adresse ?numero|adressenumero|street/
  ],
  ['latitude', 'latitude|lat|y|coord y|coordonnee y|geo lat|bf latitude|ycoord|y wgs84', /(?:^| )lat(?:itude)?$/],
  [
    'longitude',
    'longitude|lon|lng|long|x|coord x|coordonnee x|geo lon|bf longitude|xcoord|x wgs84',
    /(?:^| )(?:lon|lng|longitude)$/
  ],
  [
    'position',
    'geom|geo point|geo point 2d|geopoint|coordonnees|gps|coordonnees gps|position|geolocalisation|geocode|wgs84',
    /geo ?point|coordonnees|gps/
  ],
  [
    'telephone',
    'telephone|tel|phone|tel fixe|telephone fixe|contact telephone|numero de telephone|num tel|tel accueil|mobile|portable|telephone 1|phone number|contact tel',
    /(?:^| )(?:tel|telephone|phone)(?: |$)/
  ],
  [
    'courriels',
    'courriel|courriels|email|e mail|mail|adresse mail|adresse email|adressemail|contact email|adresse electronique|contact mail|mel',
    /(?:^| )(?:courriel|e ?mail|mail)s?(?: |$)|adresse ?mail/
  ],
  [
    'site_web',
    'site web|site|site internet|url|web|website|lien|siteweb|contact web|page web|facebook|reseaux sociaux|lien site',
    /site ?(?:web|internet)|website|facebook|reseaux sociaux/
  ],
  ['jour:lundi', '', /(?:^| )(?:lundi|lun|monday|mon)(?: |$)/],
  ['jour:mardi', '', /(?:^| )(?:mardi|tuesday|tue)(?: |$)/],
  ['jour:mercredi', '', /(?:^| )(?:mercredi|wednesday|wed)(?: |$)/],
  ['jour:jeudi', '', /(?:^| )(?:jeudi|jeu|thursday|thu)(?: |$)/],
  ['jour:vendredi', '', /(?:^| )(?:vendredi|ven|friday|fri)(?: |$)/],
  ['jour:samedi', '', /(?:^| )(?:samedi|sam|saturday|sat)(?: |$)/],
  ['jour:dimanche', '', /(?:^| )(?:dimanche|dim|sunday|sun)(?: |$)/],
  [
    'horaires',
    'horaires|horaire|heures d ouverture|horaires d ouverture|opening hours|hours|ouverture|horaires ouverture|jours horaires ouverture|jours et horaires',
    /horaires?|opening hours|heures d ouverture/
  ],
  ['presentation_resume', 'presentation resume|resume|accroche|en bref|presentation', /presentation ?resume|^resume/],
  [
    'presentation_detail',
    'presentation detail|description|desc|commentaire|commentaires|informations|infos|observations|remarques|presentation detaillee|a propos|activites',
    /description|commentaire|^informations|presentation/
  ],
  [
    'date_maj',
    'date maj|date de mise a jour|date mise a jour|derniere maj|updated at|last update|date modification|edit date|date derniere modification|maj|modified|mise a jour|date|datetime latest|date soumission|date de modification',
    /(?:date )?(?:de )?(?:derniere )?(?:mise a jour|maj|modification)$|updated/
  ],
  [
    'structure_parente',
    'structure parente|structure porteuse|porteur|gestionnaire|organisme gestionnaire|structure de rattachement|parent|organisme',
    /structure (?:porteuse|parente|mere)|gestionnaire/
  ],
  [
    'typologie',
    'typologie|type|type de lieu|type lieu|type de structure|type structure|categorie de lieu|nature|statut org|type structures|categorie|picto',
    /^typ(?:e|ologie) (?:de |d )?(?:la )?(?:lieu|structure|acteur|etablissement)|typologie/
  ],
  ['itinerance', 'itinerance|itinerant|mobile fixe|fixe ou itinerant|format fs', /itiner/],
  [
    'services',
    'services|service|services proposes|offre|offre de services|thematiques|activite|prestations|accompagnements|aides proposees|themes|thematiques proposees|services offered',
    /^services?(?: |$)|thematiques?|accompagnements? proposes|prestations/
  ],
  [
    'publics_specifiquement_adresses',
    'publics|public|publics accueillis|public accueilli|type public|public cible|publics cibles|publics specifiquement adresses|beneficiaires|typedepublics',
    /(?:^| )publics?(?: |$)|typedepublic/
  ],
  [
    'prise_en_charge_specifique',
    'prise en charge specifique|handicap|accueil handicap|publics specifiques',
    /handicap/
  ],
  [
    'frais_a_charge',
    'frais a charge|tarif|tarifs|cout|prix|conditions acces|condition acces|gratuite|conditions d acces|conditions access|price',
    /tarif|frais|^couts?(?: |$)|conditions? d ?acces/
  ],
  [
    'dispositif_programmes_nationaux',
    'dispositif programmes nationaux|labels nationaux|dispositifs|labels nat|programmes nationaux',
    /labels? nationaux|dispositif/
  ],
  [
    'autres_formations_labels',
    'labels autres|autres labels|labels|label|autres formations labels|certifications',
    /^labels?(?: |$)/
  ],
  [
    'modalites_acces',
    'modalites acces|modalites d acces|acces|comment venir|rendez vous',
    /modalites d ?acces|rendez vous/
  ],
  [
    'modalites_accompagnement',
    'modalites accompagnement|modalites d accompagnement|type d accompagnement|types d accompagnement',
    /modalites ?d? ?accompagnement|types? d accompagnement/
  ],
  ['fiche_acces_libre', 'fiche acces libre|acceslibre|acces libre|accessibilite', /acces ?libre$/],
  [
    'prise_rdv',
    'prise rdv|prise de rendez vous|rdv en ligne|url rdv|lien rdv',
    /(?:prise|lien|url) (?:de )?r(?:dv|endez vous)/
  ],
  ['producteur', 'source|producteur|origine|provenance|fournisseur', undefined]
]

const PAR_NOM = new Map<string, Proposition>()
for (const [proposition, entiers] of NOMS)
  for (const mot of entiers.split('|')) if (mot !== '' && !PAR_NOM.has(mot)) PAR_NOM.set(mot, proposition)
for (const nom of NOMS_CHAMPS) if (nom !== 'source') PAR_NOM.set(normaliser(nom), nom)
/** Columns of the older schema. */
for (const [ancien, nom] of [
  ['labels nationaux', 'dispositif_programmes_nationaux'],
  ['publics accueillis', 'publics_specifiquement_adresses'],
  ['conditions acces', 'frais_a_charge']
] as const)
  PAR_NOM.set(ancien, nom)

function selonLeNom(mots: string): { proposition: Proposition; confiance: number } | undefined {
  const entier = PAR_NOM.get(mots)
  if (entier) return { proposition: entier, confiance: 0.8 }
  for (const [proposition, , contient] of NOMS) if (contient?.test(mots)) return { proposition, confiance: 0.6 }
  // Names without spaces: « Codepostal », « Nomdelastructure », « Adressemail ».
  const colle = mots.replaceAll(' ', '')
  for (const [mot, proposition] of PAR_NOM)
    if (mot.length > 4 && mot.replaceAll(' ', '') === colle) return { proposition, confiance: 0.7 }
  return undefined
}

const nombre = (texte: string) => {
  const net = texte.replace(/[\s\u00a0]/g, '').replace(',', '.')
  return /^-?\d+(?:\.\d+)?$/.test(net) ? Number(net) : Number.NaN
}
const estLatitude = (texte: string) => {
  const n = nombre(texte)
  return (n > 41 && n < 52 && /[.,]\d/.test(texte)) || (n < -12 && n > -24 && /[.,]\d{2}/.test(texte))
}
const estLongitude = (texte: string) => {
  const n = nombre(texte)
  return (
    /[.,]\d{2}/.test(texte) &&
    ((n > -6 && n < 10) || (n < -51 && n > -64) || (n > 44 && n < 56 && n !== 0) || (n > 157 && n < 169))
  )
}
const estPosition = (texte: string) => {
  const lu = /^\[?\(?\s*(-?\d+[.,]\d+)\s*[,; ]\s*(-?\d+[.,]\d+)\s*\)?\]?$/.exec(texte)
  return (
    lu !== null &&
    ((estLatitude(lu[1] ?? '') && estLongitude(lu[2] ?? '')) || (estLongitude(lu[1] ?? '') && estLatitude(lu[2] ?? '')))
  )
}
const estAdresse = (texte: string) =>
  /^\d{1,4}(?: ?(?:bis|ter|[a-d]))?,? \p{L}/iu.test(texte) ||
  /^(?:rue|avenue|av\.?|place|pl\.?|boulevard|bd|chemin|route|rte|impasse|allée|quai|le bourg|esplanade)[ '’]/iu.test(
    texte
  )
const estUnePhrase = (texte: string) => texte.length > 100 || texte.split(' ').length > 12
const estCodePostal = (texte: string) => /^\d{5}$/.test(texte) || /^[1-9]\d{3}$/.test(texte)
const estCodeInsee = (texte: string) => /^(?:\d{5}|2[AB]\d{3})$/i.test(texte)
const estTelephone = (texte: string) =>
  /^[+\d(][\d\s.()/+_-]{8,}$/.test(texte) && parseTelephone(texte.split(/ [-/] /)[0] ?? texte) !== undefined
/** Something a reader of hours understands, and that holds an hour: « sur rendez-vous » alone is a condition. */
const estHoraire = (texte: string) =>
  /\d ?[h:]|\d{1,2} ?[hH]?\d{0,2} ?[-–à] ?\d/i.test(texte) &&
  texte.length < 500 &&
  lireHoraires(texte, 'horaires').dons.length > 0

const LIMITE_EXEMPLES = 5

function proposer(un: Portrait): ColonneProposee {
  const { nom, valeurs, distinctes, remplissage, mots } = un
  const base = {
    nom,
    exemples: distinctes.slice(0, LIMITE_EXEMPLES).map(([texte]) => texte.slice(0, 120)),
    remplissage
  }
  const dire = (proposition: Proposition, confiance: number, pourquoi: string): ColonneProposee => ({
    ...base,
    proposition,
    confiance: Math.round(Math.min(1, confiance) * 100) / 100,
    pourquoi
  })
  const nomme = selonLeNom(mots)
  if (nomme?.proposition === 'ignorer')
    return dire('a-cote', 0.9, 'Colonne technique d’un outil : gardée à côté, sans être montrée.')
  if (valeurs.length === 0)
    return nomme
      ? dire(nomme.proposition, nomme.confiance / 2, 'Le titre le dit ; la colonne est vide dans cet échantillon.')
      : dire('ignorer', 0.6, 'La colonne est vide dans cet échantillon.')

  // Values that look like nothing else decide, whatever the title.
  const duNom = nomme?.proposition
  if (duNom === 'score')
    return dire(
      'score',
      0.9,
      'La note que le géocodeur donne à son résultat : les positions mal notées ne seront pas suivies.'
    )
  const forte = selonLesValeurs(un)
  if (forte && forte.part >= 0.6) {
    if (duNom !== undefined && compatibles(duNom, forte.proposition))
      return completer(
        dire(duNom, 0.7 + 0.3 * forte.part, `Le titre et les valeurs (${pourCent(forte.part)}) le disent.`),
        un
      )
    if (forte.sure || duNom === undefined || duNom === 'producteur')
      return completer(
        dire(
          forte.proposition,
          (duNom === undefined ? 0.75 : 0.65) * forte.part,
          `${pourCent(forte.part)} des valeurs y ressemblent${duNom === undefined ? '' : ', malgré le titre'}.`
        ),
        un
      )
  }
  if (duNom === 'itinerance' && estUneColonneDeCases(un)) return completer(dire('case', 0.8, direCase(un)), un)
  if (duNom !== undefined) {
    const contraire = contredit(duNom, un)
    if (!contraire) return completer(dire(duNom, nomme?.confiance ?? 0.5, 'Le titre de la colonne le dit.'), un)
    return completer(dire('a-cote', 0.4, contraire), un)
  }
  if (estUneColonneDeCases(un)) return completer(dire('case', 0.5, direCase(un)), un)
  const items = itemsDe(distinctes, separateursDe(distinctes))
  if (items.size <= Math.max(12, Math.min(60, valeurs.length / 5)) && ![...items.keys()].some(estUnePhrase))
    return completer(dire('termes', 0.4, 'Quelques mots qui reviennent : chacun peut recevoir un sens.'), un)
  return dire('a-cote', 0.5, 'Rien ne dit ce que c’est : le texte est gardé à côté de la fiche.')
}

/** Boxes have at most a handful of answers. */
const estUneColonneDeCases = ({ part, distinctes }: Portrait) =>
  distinctes.length <= 12 && part((texte) => lireCase(texte) !== undefined) >= 0.8

/** What a ticked box means, when its title says it: « wifi », « accompagnement pour des démarches en ligne ». */
function sensDuTitre({ nom, mots }: Pick<Portrait, 'nom' | 'mots'>): Dons {
  if (/itiner/.test(mots)) return { itinerance: ['Itinérant'] }
  const titre = nom.replaceAll('_', ' ')
  return (reconnaitreService(titre) ?? reconnaitrePublic(titre))?.donne ?? {}
}

function direCase(un: Portrait): string {
  const valeurs = Object.values(sensDuTitre(un)).flat()
  return valeurs.length > 0
    ? `Des cases cochées, et un titre qui dit « ${valeurs.join(' », « ')} » : à vérifier.`
    : 'Des cases cochées : à vous de dire ce que « oui » veut dire.'
}

interface Forte {
  readonly proposition: Proposition
  readonly part: number
  /** The values cannot be anything else. */
  readonly sure: boolean
}

function selonLesValeurs({ part, valeurs, distinctes }: Portrait): Forte | undefined {
  const essais: readonly (readonly [Proposition, (texte: string) => boolean, boolean])[] = [
    ['courriels', (texte) => parseCourriel(texte.split(/[ ;,|]/)[0] ?? '') !== undefined, true],
    ['pivot', (texte) => parseSiret(texte) !== undefined || parseRna(texte.replace(/\s/g, '')) !== undefined, true],
    ['position', estPosition, true],
    ['telephone', estTelephone, true],
    [
      'site_web',
      (texte) =>
        /^(?:https?:\/\/|www\.)/i.test(texte) && (parseSiteWeb(texte) ?? parseSiteWeb(`http://${texte}`)) !== undefined,
      true
    ],
    ['horaires', estHoraire, true],
    ['date_maj', (texte) => /\d{2}.\d{2}|\d{4}-\d/.test(texte) && parseJour(texte) !== undefined, true],
    ['latitude', estLatitude, true],
    // Many a score or a rate is a number of that size.
    ['longitude', estLongitude, false],
    ['code_postal', estCodePostal, false],
    ['adresse', estAdresse, false]
  ]
  let meilleure: Forte | undefined
  for (const [proposition, test, sure] of essais) {
    const trouvee = part(test)
    if (trouvee >= 0.6 && (!meilleure || trouvee > meilleure.part)) meilleure = { proposition, part: trouvee, sure }
  }
  if (meilleure && !(meilleure.proposition === 'code_postal' && distinctes.length < 2 && valeurs.length > 1))
    return meilleure
  return selonLesMots(distinctes, valeurs.length)
}

const RECONNAISSEURS = [
  ['services', reconnaitreService],
  ['publics_specifiquement_adresses', reconnaitrePublic],
  ['typologie', reconnaitreTypeDeLieu]
] as const

const LISTES: readonly NomChamp[] = [
  'frais_a_charge',
  'dispositif_programmes_nationaux',
  'modalites_accompagnement',
  'modalites_acces',
  'itinerance'
]

/** Words that some vocabulary knows: most of a column's items must be of one of them. */
function selonLesMots(distinctes: Portrait['distinctes'], total: number): Forte | undefined {
  const items = itemsDe(distinctes.slice(0, 200), separateursDe(distinctes))
  const nombreDItems = [...items.values()].reduce((a, b) => a + b, 0)
  if (nombreDItems === 0 || items.size > total) return undefined
  const partDe = (connu: (item: string) => boolean) =>
    [...items].reduce((somme, [item, fois]) => somme + (connu(item) ? fois : 0), 0) / nombreDItems
  let meilleure: Forte | undefined
  const retenir = (proposition: NomChamp, part: number) => {
    if (part >= 0.6 && (!meilleure || part > meilleure.part)) meilleure = { proposition, part, sure: false }
  }
  for (const [proposition, reconnaitre] of RECONNAISSEURS) {
    const lecteur = lecteurDeVocabulaire(proposition, undefined)
    retenir(
      proposition,
      partDe((item) => reconnaitre(item)?.entier === true || lecteur.comprendre(item) !== undefined)
    )
  }
  for (const nom of LISTES)
    retenir(
      nom,
      partDe((item) => (dictionnaireDuChamp(nom)?.get(normaliser(item))?.donne.length ?? 0) > 0)
    )
  return meilleure
}

/** Two readings of one column that do not contradict each other. */
function compatibles(duNom: Proposition, desValeurs: Proposition): boolean {
  if (duNom === desValeurs) return true
  const proches: readonly (readonly Proposition[])[] = [
    ['code_postal', 'code_insee'],
    ['latitude', 'longitude'],
    ['dispositif_programmes_nationaux', 'autres_formations_labels'],
    ['publics_specifiquement_adresses', 'prise_en_charge_specifique'],
    ['site_web', 'prise_rdv', 'fiche_acces_libre'],
    ['adresse', 'complement_adresse'],
    ['services', 'modalites_accompagnement', 'modalites_acces'],
    ['id', 'pivot']
  ]
  if (duNom.startsWith('jour:')) return desValeurs === 'horaires'
  return proches.some((groupe) => groupe.includes(duNom) && groupe.includes(desValeurs))
}

/** A title that the values belie, with the sentence that says so. */
function contredit(proposition: Proposition, { part, valeurs, distinctes }: Portrait): string | undefined {
  const peu = (test: (texte: string) => boolean) => part(test) < 0.2
  if (proposition === 'code_postal' && peu(estCodePostal))
    return 'Le titre parle d’un code postal, et les valeurs n’en sont pas.'
  if (proposition === 'code_insee' && peu((texte) => estCodeInsee(texte) || estCodePostal(texte)))
    return 'Le titre parle d’un code INSEE, et les valeurs n’en sont pas.'
  if ((proposition === 'latitude' || proposition === 'longitude') && peu((texte) => !Number.isNaN(nombre(texte))))
    return 'Le titre parle de coordonnées, et les valeurs ne sont pas des nombres.'
  if (proposition === 'courriels' && peu((texte) => texte.includes('@')))
    return 'Le titre parle de courriel, et les valeurs n’en sont pas.'
  if (proposition === 'telephone' && peu((texte) => /\d{4}/.test(texte.replace(/\D/g, ''))))
    return 'Le titre parle de téléphone, et les valeurs n’en sont pas.'
  if (proposition === 'date_maj' && peu((texte) => parseJour(texte) !== undefined))
    return 'Le titre parle d’une date, et les valeurs n’en sont pas.'
  if (proposition === 'site_web' && peu((texte) => /\w\.\w/.test(texte)))
    return 'Le titre parle d’un site, et les valeurs n’en sont pas.'
  if ((proposition === 'fiche_acces_libre' || proposition === 'prise_rdv') && peu((texte) => /\w\.\w/.test(texte)))
    return 'Un lien est attendu ici, et les valeurs n’en sont pas.'
  if (proposition === 'pivot' && peu((texte) => /\d{9}/.test(texte.replace(/\D/g, ''))))
    return 'Le titre parle d’un SIRET, et les valeurs n’en sont pas.'
  if (proposition === 'nom' && valeurs.length > 20 && distinctes.length < valeurs.length / 10)
    return 'Le titre parle d’un nom, et les mêmes valeurs reviennent sans cesse.'
  return undefined
}

const EST_LISTE = (proposition: Proposition): proposition is NomChamp =>
  (NOMS_CHAMPS as readonly string[]).includes(proposition) &&
  champ(proposition as NomChamp).genre === 'liste' &&
  proposition !== 'courriels' &&
  proposition !== 'site_web'

/** Adds what a list needs: its separators, and what each of its words would give. */
function completer(colonne: ColonneProposee, { distinctes, valeurs }: Portrait): ColonneProposee {
  const { proposition } = colonne
  if (!EST_LISTE(proposition) && proposition !== 'termes' && proposition !== 'case') return colonne
  if (proposition === 'case') {
    const donne = sensDuTitre({ nom: colonne.nom, mots: decouper(colonne.nom) })
    const fois = distinctes.reduce((somme, [texte, n]) => somme + (lireCase(texte)?.oui ? n : 0), 0)
    return { ...colonne, termes: [{ terme: 'oui', fois, donne, connu: Object.keys(donne).length > 0 }] }
  }
  const separateurs = separateursDe(distinctes)
  const items = itemsDe(distinctes, separateurs)
  // Sentences are no words: a list of a thousand distinct items is prose.
  if (items.size > Math.max(60, valeurs.length / 2)) return { ...colonne, separateurs }
  const termes = [...items]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 80)
    .map(([terme, fois]) => ({ terme: terme.slice(0, 200), fois, ...sensDe(terme, proposition) }))
  return { ...colonne, separateurs, termes }
}

function sensDe(terme: string, proposition: Proposition): { donne: Dons; connu: boolean } {
  if (EST_LISTE(proposition)) {
    const sens = dictionnaireDuChamp(proposition)?.get(normaliser(terme))
    if (sens) {
      const donne: Partial<Record<NomChamp, string[]>> = {}
      for (const [nom, valeur] of sens.donne) donne[nom] = [...(donne[nom] ?? []), valeur]
      return { donne: donne as Dons, connu: true }
    }
  }
  const ordre =
    proposition === 'typologie'
      ? [reconnaitreTypeDeLieu]
      : proposition === 'publics_specifiquement_adresses' || proposition === 'prise_en_charge_specifique'
        ? [reconnaitrePublic]
        : proposition === 'services'
          ? [reconnaitreService]
          : [reconnaitreService, reconnaitrePublic, reconnaitreTypeDeLieu]
  for (const reconnaitre of ordre) {
    const reconnu = reconnaitre(terme)
    if (reconnu) return { donne: reconnu.donne, connu: reconnu.entier }
  }
  return { donne: {}, connu: false }
}

const CANDIDATS = ['|', ';', '\n', '","', ' / ', ',', ' - '] as const

/** The sign that cuts a column's cells into the fewest distinct words: a real separator makes the same words come back. */
function separateursDe(distinctes: Portrait['distinctes']): readonly string[] {
  const retenus: string[] = []
  const entieres = distinctes.length
  for (const signe of CANDIDATS) {
    const presents = distinctes.filter(([texte]) => texte.includes(signe)).length
    if (presents === 0) continue
    const items = itemsDe(distinctes, [...retenus, signe])
    const morceaux = distinctes.reduce((somme, [texte]) => somme + separer(texte, [...retenus, signe]).length, 0)
    const courts = [...items.keys()].every((item) => item.length < 160)
    const reviennent = items.size <= 0.75 * morceaux || (entieres <= 3 && signe !== ',' && signe !== ' - ')
    if (courts && (reviennent || signe === '|')) retenus.push(signe)
  }
  return retenus
}

function itemsDe(distinctes: Portrait['distinctes'], separateurs: readonly string[]): Map<string, number> {
  const items = new Map<string, number>()
  for (const [texte, fois] of distinctes)
    for (const item of separer(texte, separateurs))
      if (!estDeRemplissage(item, 'nom')) items.set(item, (items.get(item) ?? 0) + fois)
  return items
}

const pourCent = (part: number) => `${Math.round(part * 100)} %`

// ------------------------------------------------------------------------------------------- the whole table

/** Fields that several columns may fill: lists add up, and texts take the first that is filled. */
const PLUSIEURS: ReadonlySet<Proposition> = new Set([
  'site_web',
  'courriels',
  'telephone',
  'horaires',
  'termes',
  'case',
  'a-cote',
  'ignorer'
])

/** Of two columns that would fill one field, the surer and the better filled keeps it; the other stays beside. */
function departager(colonnes: readonly ColonneProposee[]): ColonneProposee[] {
  const gagnantes = new Map<Proposition, ColonneProposee>()
  const poids = ({ confiance, remplissage }: ColonneProposee) => confiance + remplissage / 2
  for (const colonne of colonnes) {
    const { proposition } = colonne
    if (PLUSIEURS.has(proposition) || EST_LISTE(proposition)) continue
    const deja = gagnantes.get(proposition)
    if (!deja || poids(colonne) > poids(deja)) gagnantes.set(proposition, colonne)
  }
  return colonnes.map((colonne) => {
    const gagnante = gagnantes.get(colonne.proposition)
    if (!gagnante || gagnante === colonne) return colonne
    return {
      ...colonne,
      proposition: 'a-cote',
      confiance: 0.5,
      pourquoi: `« ${gagnante.nom} » remplit déjà « ${libelleDe(colonne.proposition)} » : celle-ci est gardée à côté.`
    }
  })
}

function libelleDe(proposition: Proposition): string {
  if (proposition.startsWith('jour:')) return `horaires du ${proposition.slice(5)}`
  return (NOMS_CHAMPS as readonly string[]).includes(proposition) ? champ(proposition as NomChamp).libelle : proposition
}

/** « Coord. X » may hold the latitude: where the values are surer than the titles, they decide. */
function placerLesCoordonnees(colonnes: readonly ColonneProposee[], portraits: readonly Portrait[]): ColonneProposee[] {
  const rang = (nom: Proposition) => colonnes.findIndex(({ proposition }) => proposition === nom)
  const [lat, lon] = [rang('latitude'), rang('longitude')]
  const [a, b] = [portraits[lat], portraits[lon]]
  if (!a || !b) return [...colonnes]
  // In the mainland a latitude is over 41 and a longitude under 10.
  const inverses =
    a.part((texte) => Math.abs(nombre(texte)) < 11) > 0.8 &&
    b.part((texte) => nombre(texte) > 40 && nombre(texte) < 52) > 0.8
  if (inverses)
    return colonnes.map((colonne, i) =>
      i === lat || i === lon
        ? {
            ...colonne,
            proposition: i === lat ? 'longitude' : 'latitude',
            confiance: 0.85,
            pourquoi: 'Les titres disent l’inverse : les valeurs de cette colonne sont celles de l’autre.'
          }
        : colonne
    )
  const lambert = a.part((texte) => nombre(texte) > 1000) > 0.8
  if (!lambert) return [...colonnes]
  const enMetres = a.valeurs.length > 0 && estLambert93(nombre(b.valeurs[0] ?? ''), nombre(a.valeurs[0] ?? ''))
  return colonnes.map((colonne, i) =>
    i === lat || i === lon
      ? {
          ...colonne,
          pourquoi: enMetres
            ? 'Des mètres Lambert-93 : ils seront convertis en degrés.'
            : 'Des coordonnées en mètres, d’un système à vérifier.'
        }
      : colonne
  )
}

function composer(
  colonnes: readonly ColonneProposee[],
  portraits: readonly Portrait[]
): Pick<DeclarationProposee, 'declaration'> {
  const champs: NonNullable<DeclarationEcrite['champs']> = {}
  const termes: NonNullable<DeclarationEcrite['termes']>[number][] = []
  const jours: Partial<Record<NomJour, string>> = {}
  const enPlace = champs as Record<string, unknown>
  const ajouter = (nom: NomChamp, regle: object) => {
    const deja = enPlace[nom]
    enPlace[nom] = deja === undefined ? regle : [...(Array.isArray(deja) ? deja : [deja]), regle]
  }
  // The surest column of a field comes first: elsewhere than in lists, the first filled wins.
  for (const colonne of colonnes.toSorted((a, b) => b.confiance - a.confiance)) {
    const { nom, proposition, separateurs = [], termes: mots = [] } = colonne
    if (proposition.startsWith('jour:')) jours[proposition.slice(5) as NomJour] = nom
    else if (proposition === 'position') {
      const exemple = /(-?\d+[.,]\d+)\s*([,; ])/.exec(colonne.exemples[0] ?? '')
      const lat = estLatitude(exemple?.[1] ?? '') ? 1 : 2
      const separateur = exemple?.[2] ?? ','
      if (champs.latitude === undefined) {
        ajouter('latitude', { dissocier: nom, separateur, partie: lat })
        ajouter('longitude', { dissocier: nom, separateur, partie: 3 - lat })
      }
    } else if (EST_LISTE(proposition)) {
      // Signs other than the usual ones are said; the usual ones are known.
      const propres = separateurs.some((signe) => ![';', '|', '\n', '","'].includes(signe))
      ajouter(proposition, { colonne: nom, ...(propres && { separateurs: [...separateurs] }) })
      const aDire = mots.filter(
        ({ terme, donne, connu }) =>
          connu && !dictionnaireDuChamp(proposition)?.has(normaliser(terme)) && Object.keys(donne).length > 0
      )
      if (aDire.length > 0) termes.push(lectureDe(nom, separateurs, aDire))
    } else if (proposition === 'termes') {
      const aDire = mots.filter(({ donne, connu }) => connu && Object.keys(donne).length > 0)
      if (aDire.length > 0) termes.push({ ...lectureDe(nom, separateurs, aDire), garder: true })
    } else if ((NOMS_CHAMPS as readonly string[]).includes(proposition))
      ajouter(proposition as NomChamp, { colonne: nom })
  }
  if (Object.keys(jours).length > 1) {
    const semaine = { jours }
    enPlace.horaires = enPlace.horaires === undefined ? semaine : [semaine, ...[enPlace.horaires].flat()]
  }
  const score = colonnes.find(({ proposition }) => proposition === 'score')
  return {
    declaration: {
      cle: cleDe(colonnes, portraits),
      champs,
      termes,
      cases: colonnes.flatMap(({ nom, proposition, termes: [premier] = [] }) => {
        const oui = premier?.donne ?? {}
        if (proposition !== 'case' || Object.keys(oui).length === 0) return []
        return [{ colonne: nom, oui, non: oui.itinerance ? { itinerance: ['Fixe'] } : {} }]
      }),
      adresseEnLigne: adresseEnUneLigne(colonnes, portraits),
      typologieDuNom: champs.typologie === undefined,
      ...(score && { geocodage: { score: score.nom, minimum: 0.4 } })
    }
  }
}

function lectureDe(colonne: string, separateurs: readonly string[], mots: readonly TermePropose[]): LectureDeTermes {
  return {
    colonnes: [colonne],
    ...(separateurs.length > 0 && { separateurs: [...separateurs] }),
    comparer: 'egal',
    garder: false,
    termes: mots.map(({ terme, donne }) => ({ termes: [terme], donne }))
  }
}

/** A key: filled on every row, never twice the same, and not the row's number in this file. */
function cleDe(colonnes: readonly ColonneProposee[], portraits: readonly Portrait[]): DeclarationEcrite['cle'] {
  const rang = colonnes.findIndex(({ proposition }) => proposition === 'id')
  const portraitDe = portraits[rang]
  if (!portraitDe || portraitDe.remplissage < 1 || portraitDe.distinctes.length < portraitDe.valeurs.length)
    return 'empreinte'
  const numeros = portraitDe.valeurs.map(Number)
  const compteur = numeros.every(
    (numero, i) =>
      Number.isInteger(numero) && numero < portraitDe.valeurs.length * 3 && (i === 0 || numero > (numeros[i - 1] ?? 0))
  )
  return compteur ? 'empreinte' : { colonnes: [portraitDe.nom] }
}

function adresseEnUneLigne(colonnes: readonly ColonneProposee[], portraits: readonly Portrait[]): boolean {
  const portraitDe = portraits[colonnes.findIndex(({ proposition }) => proposition === 'adresse')]
  if (!portraitDe) return false
  const avecCode = portraitDe.part((texte) => /(?<!\d)\d{5}(?!\d)/.test(texte))
  return avecCode > 0.1 || !colonnes.some(({ proposition }) => proposition === 'commune')
}

function manquesDe(colonnes: readonly ColonneProposee[]): string[] {
  const a = (...noms: Proposition[]) => colonnes.some(({ proposition }) => noms.includes(proposition))
  const manques: string[] = []
  if (!a('nom')) manques.push('Aucune colonne ne semble donner le nom des lieux.')
  if (!a('adresse', 'commune', 'code_postal', 'code_insee', 'position', 'latitude'))
    manques.push('Aucune colonne ne semble dire où sont les lieux.')
  return manques
}

// -------------------------------------------------------------------------------------------------- the preview

export interface Apercu {
  readonly enregistrements: readonly Enregistrement[]
  readonly refus: readonly Refus[]
}

const FICHES_MONTREES = 10

/** The first fiches that a declaration makes of a sample, with what happened to each cell. */
export function apercu(
  declaration: Declaration,
  lignes: readonly LigneBrute[],
  geo: Geographie,
  aujourdhui: string,
  combien = FICHES_MONTREES
): Apercu {
  const transformation = preparerTransformation(declaration, geo, aujourdhui)
  // Rows to unite may be far apart: enough of them are read to show whole fiches.
  for (const [i, ligne] of lignes.slice(0, LIGNES_LUES).entries()) transformation.ajouter(ligne, i + 1)
  const { enregistrements, refus } = transformation.finir()
  return { enregistrements: enregistrements.slice(0, combien), refus: refus.slice(0, combien) }
}

// -------------------------------------------------------------------------------------------------- the choices

/** What a person chose for one column. */
export interface Choix {
  readonly colonne: string
  readonly champ: NomChamp
}

/**
 * Several columns for one field: a list adds them up; elsewhere somebody must say that the first filled one is taken
 * (`premierRempli`). Otherwise the second would be lost without a word.
 */
export function rassemblerLesChoix(
  choix: readonly Choix[],
  premierRempli: ReadonlySet<NomChamp> = new Set()
): Result<NonNullable<DeclarationEcrite['champs']>, readonly string[]> {
  const parChamp = Map.groupBy(choix, (un) => un.champ)
  const refusees = [...parChamp].flatMap(([nom, memes]) => {
    const colonnes = [...new Set(memes.map(({ colonne }) => colonne))]
    if (colonnes.length < 2 || champ(nom).genre === 'liste' || premierRempli.has(nom)) return []
    const titres = colonnes.map((colonne) => `« ${colonne} »`)
    return [
      `${titres.slice(0, -1).join(', ')} et ${titres.at(-1)} remplissent toutes « ${champ(nom).libelle} », qui n’a qu’une valeur. Gardez-en une, ou dites que la première qui est remplie l’emporte.`
    ]
  })
  if (refusees.length > 0) return refuse(refusees)
  return ok(
    Object.fromEntries(
      [...parChamp].map(([nom, memes]) => {
        const regles = [...new Set(memes.map(({ colonne }) => colonne))].map((colonne) => ({ colonne }))
        return [nom, regles.length === 1 ? regles[0] : regles]
      })
    )
  )
}

// ---------------------------------------------------------------------------------- columns that changed names

export interface ColonneManquante {
  readonly colonne: string
  /** The file's column that looks like it. */
  readonly ressemble?: string
  /** The fields that nothing else fills any more. */
  readonly champs: readonly NomChamp[]
  /** Without it nobody can tell the lieux apart, or where they are: the delivery must not be imported. */
  readonly grave: boolean
  readonly message: string
}

/** Columns that a declaration reads and that a file no longer has: renamed overnight, or gone. */
export function colonnesManquantes(declaration: Declaration, colonnes: readonly string[]): readonly ColonneManquante[] {
  const presentes = new Set(colonnes)
  const parColonne = champsParColonne(declaration)
  const absentes = [...parColonne.keys()].filter((colonne) => !presentes.has(colonne))
  if (declaration.cle !== 'empreinte')
    for (const colonne of declaration.cle.colonnes)
      if (!presentes.has(colonne) && !absentes.includes(colonne)) absentes.push(colonne)
  // The starting schema names columns that most files do not have: only those that the declaration speaks of are missed.
  const ditesParLaDeclaration = new Set(colonnesDites(declaration))
  const remplis = new Set<NomChamp>()
  for (const [colonne, champs] of parColonne) if (presentes.has(colonne)) for (const nom of champs) remplis.add(nom)
  const libres = colonnes.filter((colonne) => !parColonne.has(colonne))

  const situes: readonly NomChamp[] = ['adresse', 'commune', 'code_postal', 'code_insee', 'latitude']
  const nePlaceRien = !situes.some((nom) => remplis.has(nom))
  const dits = new Set(reglesParChamp(declaration).keys())
  return absentes.flatMap((colonne) => {
    const champs = [...(parColonne.get(colonne) ?? [])].filter((nom) => !remplis.has(nom))
    const estCle = declaration.cle !== 'empreinte' && declaration.cle.colonnes.includes(colonne)
    const essentiel =
      estCle ||
      (champs.includes('nom') && dits.has('nom')) ||
      (champs.includes('adresse') && dits.has('adresse')) ||
      (nePlaceRien && champs.some((nom) => situes.includes(nom)))
    if (!ditesParLaDeclaration.has(colonne) && !essentiel) return []
    // Several columns for one field (this year's and last year's): one is enough.
    if (champs.length === 0 && !estCle) return []
    const ressemble = plusRessemblante(colonne, libres)
    const suite = ressemble === undefined ? '' : ` ; ressemble à « ${ressemble} »`
    return [
      {
        colonne,
        ...(ressemble !== undefined && { ressemble }),
        champs,
        grave: essentiel,
        message: `La colonne « ${colonne} » n’est plus là${suite}.`
      }
    ]
  })
}

function colonnesDites({ champs, termes, cases, schema }: Declaration): readonly string[] {
  const regles = Object.values(champs).flat() as readonly object[]
  const desRegles = regles.flatMap((regle) => {
    const { colonne, joindre, dissocier, jours } = regle as {
      colonne?: string
      joindre?: string[]
      dissocier?: string
      jours?: Record<string, string>
    }
    return [colonne, dissocier, ...(joindre ?? []), ...Object.values(jours ?? {})].filter((un) => un !== undefined)
  })
  return [
    ...desRegles,
    ...termes.flatMap((lecture) => lecture.colonnes),
    ...cases.map(({ colonne }) => colonne),
    ...(schema ? ['nom', 'adresse'] : [])
  ]
}

/** The free column whose name is nearest: the same words, or nearly the same letters, or what the two would be used for. */
function plusRessemblante(colonne: string, libres: readonly string[]): string | undefined {
  const mots = decouper(colonne)
  const usage = selonLeNom(mots)?.proposition
  let [meilleure, note]: [string | undefined, number] = [undefined, 0.45]
  for (const libre of libres) {
    const autres = decouper(libre)
    const lettres = ressemblance(mots.replaceAll(' ', ''), autres.replaceAll(' ', ''))
    const memeUsage = usage !== undefined && selonLeNom(autres)?.proposition === usage ? 0.5 : 0
    const total = lettres + memeUsage
    if (total > note) [meilleure, note] = [libre, total]
  }
  return meilleure
}

/** Share of the pairs of letters that two words have in common (Dice). */
function ressemblance(a: string, b: string): number {
  if (a === b) return 1
  const paires = (mot: string) => Array.from({ length: Math.max(0, mot.length - 1) }, (_, i) => mot.slice(i, i + 2))
  const [x, y] = [paires(a.slice(0, 200)), paires(b.slice(0, 200))]
  if (x.length + y.length === 0) return 0
  const reste = [...y]
  let communes = 0
  for (const paire of x) {
    const i = reste.indexOf(paire)
    if (i < 0) continue
    communes++
    reste.splice(i, 1)
  }
  return (2 * communes) / (x.length + y.length)
}
