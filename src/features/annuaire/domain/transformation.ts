import { empreinte, empreinteDesMots } from '../../../kernel/empreinte.ts'
import { couper, normaliser } from '../../../kernel/texte.ts'
import type { Geographie } from '../../territoires/vocabulaire.ts'
import { colonnesDeRegle, type Declaration, type NomJour, type RegleChamp, reglesParChamp } from './declaration.ts'
import type { Enregistrement, LigneBrute, Refus, Remarque, Valeurs } from './enregistrement.ts'
import { limiterAuxSemaines } from './horaires/index.ts'
import {
  type LecteurDeListe,
  lecteurDeCase,
  lecteurDeTermes,
  lecteurDeVocabulaire,
  lireListe
} from './nettoyage/colonnes.ts'
import { lireCellCourriels, lireCellSites, lireTelephone } from './nettoyage/contacts.ts'
import { type JourDeColonne, lireCaseDeJour, lireHoraires, reunirCasesDeJours } from './nettoyage/horaires.ts'
import { type Lecture, refuser, remarquer, type Valeur } from './nettoyage/lecture.ts'
import { CHAMPS_DU_LIEU, type ChampDuLieu, type LecteurDeLieu, preparerLecteurDeLieu } from './nettoyage/lieu.ts'
import {
  estDeRemplissage,
  LIMITE_RESUME,
  LIMITE_TEXTE_COURT,
  LIMITE_TEXTE_LONG,
  lireDate,
  lireLien,
  lirePivot,
  lireTexte
} from './nettoyage/textes.ts'
import { champ, type NomChamp, TYPOLOGIES } from './schema.ts'
import { typologiesDuNom } from './vocabulaires/typologie-du-nom.ts'

/** Takes the rows of one delivery one by one, then gives what they hold. */
export interface Transformation {
  /** `numero`: 1 for the first row of data. */
  ajouter(ligne: LigneBrute, numero: number): void
  /** Rows read = rows kept (in `enregistrements[].lignes`) + rows refused. */
  finir(): { readonly enregistrements: Enregistrement[]; readonly refus: Refus[] }
}

/** Compiles a declaration once; `aujourdhui` is an ISO day, to tell dates in the future. */
export function preparerTransformation(declaration: Declaration, geo: Geographie, aujourdhui: string): Transformation {
  const { adresseEnLigne } = declaration
  const lire = preparerLecteurDeLigne(declaration, preparerLecteurDeLieu(geo, { adresseEnLigne }), aujourdhui)
  const cle = preparerCle(declaration)
  const distinctions = [
    ...(declaration.cle === 'empreinte' ? [] : [preparerEmpreinte(declaration, CHAMPS_DE_CLE)]),
    preparerEmpreinte(declaration, ['pivot', 'telephone', 'courriels', 'site_web', 'latitude', 'longitude'])
  ]
  const parCle = new Map<string, LignesDUneCle>()
  const refus: Refus[] = []

  return {
    ajouter(brut, numero) {
      const lue = lire(brut)
      if (!aUnNom(lue.valeurs) && !aUnLieu(lue.valeurs)) {
        refus.push({ ligne: numero, raison: raisonSansRien(brut), regle: 'ni-nom-ni-lieu', brut })
        return
      }
      const ligne: Ligne = { ...lue, numero, brut, empreinte: undefined }
      const { texte, remarques } = cle(brut)
      ligne.remarques.push(...remarques)
      const memes = parCle.get(texte)
      if (!memes) {
        parCle.set(texte, { lignes: [ligne], numeros: new Map() })
        return
      }
      const [premiere] = memes.lignes
      if (premiere && memes.numeros.size === 0) memes.numeros.set(empreinteDeLigne(premiere), premiere.numero)
      const dejaLue = memes.numeros.get(empreinteDeLigne(ligne))
      if (dejaLue !== undefined) {
        refus.push({ ligne: numero, raison: `répète exactement la ligne ${dejaLue}`, regle: 'ligne-repetee', brut })
        return
      }
      memes.numeros.set(empreinteDeLigne(ligne), numero)
      memes.lignes.push(ligne)
    },
    finir() {
      const enregistrements: Enregistrement[] = []
      for (const [texte, { lignes }] of parCle) {
        const [seule] = lignes
        if (lignes.length === 1 && seule) enregistrements.push(enregistrer(texte, seule))
        else if (declaration.regrouper) enregistrements.push(reunir(texte, lignes, declaration.detail))
        else enregistrements.push(...distinguer(texte, lignes, distinctions))
      }
      const { tournee } = declaration
      return { enregistrements: tournee ? joindreLesTournees(enregistrements, tournee) : enregistrements, refus }
    }
  }
}

type ValeursEnCours = { [C in NomChamp]?: Valeur }

interface LigneLue {
  readonly valeurs: ValeursEnCours
  readonly complements: Record<string, string>
  readonly remarques: Remarque[]
}

interface Ligne extends LigneLue {
  readonly numero: number
  readonly brut: LigneBrute
  /** Of all its cells, computed when another row has the same key. */
  empreinte: string | undefined
}

interface LignesDUneCle {
  readonly lignes: Ligne[]
  /** Print of a row → its number, from the second row on: most keys have one row. */
  readonly numeros: Map<string, number>
}

const aUnNom = ({ nom }: ValeursEnCours) => nom !== undefined
const aUnLieu = (valeurs: ValeursEnCours) =>
  valeurs.adresse !== undefined ||
  valeurs.commune !== undefined ||
  valeurs.code_postal !== undefined ||
  valeurs.code_insee !== undefined ||
  valeurs.latitude !== undefined

const raisonSansRien = (brut: LigneBrute) =>
  Object.values(brut).some((cellule) => cellule.trim() !== '') ? 'ne donne ni nom ni lieu' : 'est vide'

// ---------------------------------------------------------------------------------------------------- one row

type Nettoyeur = (texte: string) => Lecture

/** One step of the reading of a row, decided once for the whole file. */
type Etape = (brut: LigneBrute, lue: LigneLue) => void

function preparerLecteurDeLigne(
  declaration: Declaration,
  lireLieu: LecteurDeLieu,
  aujourdhui: string
): (brut: LigneBrute) => LigneLue {
  const etapes: Etape[] = []
  const utilisees = new Set<string>()
  const regles = reglesParChamp(declaration)
  const reparer = preparerReparations(declaration)

  for (const [nom, suite] of regles) {
    if (estDuLieu(nom)) continue
    for (const regle of suite) {
      for (const colonne of colonnesDeRegle(regle)) utilisees.add(colonne)
      if ('constante' in regle) continue
      if ('jours' in regle) etapes.push(etapeJours(regle.jours))
      else if (!estUneListe(nom) || nom === 'courriels' || nom === 'site_web')
        etapes.push(etapeTexte(nom, regle, memoriser(nettoyeurDuChamp(nom, aujourdhui))))
    }
  }

  const lieu = CHAMPS_DU_LIEU.flatMap((nom) => {
    const suite = regles.get(nom) ?? []
    for (const regle of suite) for (const colonne of colonnesDeRegle(regle)) utilisees.add(colonne)
    return suite.length > 0 ? [{ nom, regles: suite }] : []
  })
  if (lieu.length > 0) etapes.push(etapeLieu(lieu, lireLieu, regles.get('pivot') ?? [], declaration.geocodage))

  for (const [colonne, lecteurs] of lecteursParColonne(declaration, regles)) {
    utilisees.add(colonne)
    const lecture = memoriser((texte) => lireListe(texte, colonne, lecteurs))
    etapes.push((brut, lue) => {
      const texte = brut[colonne]
      if (texte !== undefined && !estVide(texte)) recevoir(lue, lecture(texte), colonne)
    })
  }

  for (const [nom, suite] of regles)
    for (const regle of suite) if ('constante' in regle) etapes.push(etapeConstante(nom, regle.constante))
  if (declaration.producteurDeLaLigne) etapes.push(etapeProducteur(declaration.producteurDeLaLigne))
  if (declaration.semaines) etapes.push(etapeSemaines(declaration.semaines.colonne))
  if (declaration.typologieDuNom) etapes.push(etapeTypologie)
  etapes.push(etapeResume)

  return (ligne) => {
    const lue: LigneLue = { valeurs: {}, complements: {}, remarques: [] }
    const brut = reparer ? reparer(ligne, lue.remarques) : ligne
    for (const etape of etapes) etape(brut, lue)
    for (const colonne in brut) {
      const texte = brut[colonne]
      if (texte !== undefined && !utilisees.has(colonne) && !estVide(texte)) garderAcote(lue, colonne, texte)
    }
    return lue
  }
}

const estVide = (texte: string) => texte === '' || (texte.length < 1000 && texte.trim() === '')
const estUneListe = (nom: NomChamp) => champ(nom).genre === 'liste'
const estDuLieu = (nom: NomChamp): nom is ChampDuLieu => (CHAMPS_DU_LIEU as readonly NomChamp[]).includes(nom)

function nettoyeurDuChamp(nom: NomChamp, aujourdhui: string): Nettoyeur {
  switch (nom) {
    case 'pivot':
      return (texte) => lirePivot(texte, nom)
    case 'telephone':
      return (texte) => lireTelephone(texte, nom)
    case 'courriels':
      return (texte) => lireCellCourriels(texte, nom)
    case 'site_web':
      return (texte) => lireCellSites(texte, nom)
    case 'horaires':
      return (texte) => lireHoraires(texte, nom)
    case 'date_maj':
      return (texte) => lireDate(texte, nom, aujourdhui)
    case 'fiche_acces_libre':
    case 'prise_rdv':
      return (texte) => lireLien(texte, nom)
    default:
      return (texte) => lireTexte(texte, nom)
  }
}

/** Cells repeat a lot from row to row: each text is cleaned once, and its remarks are shared. */
function memoriser(nettoyer: Nettoyeur): Nettoyeur {
  const memoire = new Map<string, Lecture>()
  return (texte) => {
    if (texte.length > 400) return nettoyer(texte)
    const deja = memoire.get(texte)
    if (deja) return deja
    if (memoire.size >= 20_000) memoire.clear()
    const lecture = nettoyer(texte)
    memoire.set(texte, lecture)
    return lecture
  }
}

/** Puts a reading in the row. A field that already has its value keeps it; the other one stays beside the fiche. */
function recevoir(lue: LigneLue, lecture: Lecture, colonne: string, texte?: string) {
  let refusee = false
  for (const [nom, valeur] of lecture.dons) {
    const deja = lue.valeurs[nom]
    if (deja === undefined) lue.valeurs[nom] = valeur
    else if (typeof valeur === 'object') lue.valeurs[nom] = unir(deja as readonly string[], valeur)
    else if (deja !== valeur) refusee = true
  }
  if (refusee && texte !== undefined) {
    garderAcote(lue, colonne, texte)
    lue.remarques.push(remarquer('hors-schema', colonne, texte, undefined, 'autre-valeur'))
    return
  }
  for (const remarque of lecture.remarques) lue.remarques.push(remarque)
  if (lecture.complement !== undefined) garderAcote(lue, colonne, lecture.complement)
}

function unir(a: readonly string[], b: readonly string[]): readonly string[] {
  const nouvelles = b.filter((valeur) => !a.includes(valeur))
  return nouvelles.length === 0 ? a : [...a, ...nouvelles]
}

function garderAcote(lue: LigneLue, colonne: string, texte: string) {
  const deja = lue.complements[colonne]
  if (deja === texte) return
  let garde = texte
  if (texte.length > LIMITE_TEXTE_LONG) {
    garde = couper(texte, LIMITE_TEXTE_LONG)
    lue.remarques.push(remarquer('corrige', colonne, texte, garde, 'texte-tronque'))
  }
  lue.complements[colonne] = deja === undefined ? garde : `${deja} | ${garde}`
}

/** The text that a rule makes of a row, with the column that a remark or a complement will name. */
function texteDeRegle(regle: RegleChamp, brut: LigneBrute): string | undefined {
  if ('colonne' in regle) return nonVide(brut[regle.colonne])
  if ('joindre' in regle) {
    let joint = ''
    for (const colonne of regle.joindre) {
      const morceau = nonVide(brut[colonne])?.trim()
      if (morceau) joint = joint === '' ? morceau : joint + regle.avec + morceau
    }
    return joint === '' ? undefined : joint
  }
  if ('dissocier' in regle) {
    const morceaux = brut[regle.dissocier]?.split(regle.separateur)
    return nonVide(morceaux?.at(regle.partie > 0 ? regle.partie - 1 : regle.partie))
  }
  return undefined
}

const nonVide = (texte: string | undefined) => (texte === undefined || estVide(texte) ? undefined : texte)

function etapeTexte(nom: NomChamp, regle: RegleChamp, nettoyer: Nettoyeur): Etape {
  const [colonne = nom] = colonnesDeRegle(regle)
  return (brut, lue) => {
    const texte = texteDeRegle(regle, brut)
    if (texte === undefined) return
    const lecture = estDeRemplissage(texte, nom) ? refuser(nom, texte, 'case-de-remplissage') : nettoyer(texte)
    recevoir(lue, lecture, colonne, texte)
  }
}

/** A value of the source as a whole: it adds to lists, and fills what the row left empty. */
function etapeConstante(nom: NomChamp, constante: string | readonly string[]): Etape {
  const textes = typeof constante === 'string' ? [constante] : constante
  if (estUneListe(nom))
    return (_, { valeurs }) => {
      const deja = valeurs[nom]
      valeurs[nom] = deja === undefined ? textes : unir(deja as readonly string[], textes)
    }
  return (_, { valeurs }) => {
    valeurs[nom] ??= textes.join(' ')
  }
}

function etapeJours(jours: Readonly<Partial<Record<NomJour, string>>>): Etape {
  const colonnes = Object.entries(jours) as [NomJour, string][]
  const dejaLus = new Map<string, JourDeColonne>()
  const lireUneFois = (texte: string) => {
    if (!dejaLus.has(texte)) {
      if (dejaLus.size > 20_000) dejaLus.clear()
      dejaLus.set(texte, lireCaseDeJour(texte))
    }
    return dejaLus.get(texte)
  }
  return (brut, lue) => {
    const remplies = colonnes.flatMap(([jour, colonne]) => {
      const texte = nonVide(brut[colonne])
      return texte === undefined ? [] : [{ jour, colonne, texte }]
    })
    if (remplies.length === 0) return
    const { horaires, remarques, aGarder } = reunirCasesDeJours(
      remplies,
      lireUneFois,
      lue.valeurs.horaires !== undefined
    )
    lue.remarques.push(...remarques)
    for (const { colonne, texte } of aGarder) garderAcote(lue, colonne, texte)
    if (horaires !== undefined) lue.valeurs.horaires = horaires
  }
}

function etapeLieu(
  champs: readonly { nom: ChampDuLieu; regles: readonly RegleChamp[] }[],
  lireLieu: LecteurDeLieu,
  pivots: readonly RegleChamp[],
  geocodage: Declaration['geocodage']
): Etape {
  return (brut, lue) => {
    const incertaine = geocodage !== undefined && scoreSousLeMinimum(brut[geocodage.score], geocodage.minimum)
    const textes: { [C in ChampDuLieu]?: string } = {}
    for (const { nom, regles } of champs)
      for (const regle of regles) {
        const entier = texteDeRegle(regle, brut)
        if (entier === undefined) continue
        // Twice what an address may hold: enough to see that it is too long.
        const texte = entier.length > 2 * LIMITE_TEXTE_COURT ? entier.slice(0, 2 * LIMITE_TEXTE_COURT + 1) : entier
        if (estDeRemplissage(texte, nom))
          lue.remarques.push(remarquer('refuse', nom, texte, undefined, 'case-de-remplissage'))
        else if (incertaine && (nom === 'latitude' || nom === 'longitude')) {
          const [colonne = nom] = colonnesDeRegle(regle)
          garderAcote(lue, colonne, texte)
          lue.remarques.push(remarquer('hors-schema', colonne, texte, undefined, 'coordonnees-geocodage-incertain'))
        } else if (textes[nom] === undefined) textes[nom] = texte
        else if (textes[nom] !== texte) {
          const [colonne = nom] = colonnesDeRegle(regle)
          garderAcote(lue, colonne, texte)
          lue.remarques.push(remarquer('hors-schema', colonne, texte, undefined, 'autre-valeur'))
        }
      }
    const pivot = pivots.map((regle) => texteDeRegle(regle, brut)).find((texte) => texte !== undefined)
    const { dons, remarques, aGarder } = lireLieu(textes, { nom: lue.valeurs.nom as string | undefined, pivot })
    for (const [nom, valeur] of dons) {
      const deja = lue.valeurs[nom]
      if (deja === undefined) lue.valeurs[nom] = valeur
      // What stood beside the street in the address, after what its own column says.
      else if (nom === 'complement_adresse' && deja !== valeur) lue.valeurs[nom] = `${String(deja)}, ${String(valeur)}`
    }
    for (const remarque of remarques) lue.remarques.push(remarque)
    for (const nom of aGarder) {
      const [colonne = nom] = champs.find((un) => un.nom === nom)?.regles.flatMap(colonnesDeRegle) ?? []
      const texte = textes[nom]
      if (texte !== undefined) garderAcote(lue, colonne, texte)
    }
  }
}

/** « 0.42 », « 0,42 ». Without a score nothing was computed: the position is the producer's own. */
function scoreSousLeMinimum(texte: string | undefined, minimum: number): boolean {
  const score = nonVide(texte) === undefined ? Number.NaN : Number(texte?.trim().replace(',', '.'))
  return score < minimum
}

/** Whose row it is. A copy of a source that is here too is doubted as a whole: merging believes the original first. */
function etapeProducteur({ colonne, sources }: NonNullable<Declaration['producteurDeLaLigne']>): Etape {
  const connues = new Map(Object.entries(sources).map(([texte, id]) => [normaliser(texte), id]))
  return (brut, lue) => {
    const texte = nonVide(brut[colonne])?.trim()
    if (texte === undefined || texte.length > LIMITE_TEXTE_COURT) return
    lue.valeurs.source ??= texte
    const id = connues.get(normaliser(texte))
    lue.remarques.push(
      id === undefined
        ? remarquer('corrige', 'source', texte, texte, 'producteur-de-la-ligne')
        : remarquer('doute', 'source', texte, id, 'ligne-copiee')
    )
  }
}

/** « Semaine impaire » beside « Mo 09:00-12:00 »: without it, the page would say « open » every Monday. */
function etapeSemaines(colonne: string): Etape {
  return (brut, lue) => {
    const texte = nonVide(brut[colonne])
    const { horaires } = lue.valeurs
    if (texte === undefined || typeof horaires !== 'string') return
    const mots = normaliser(texte.slice(0, 100))
    const [impaire, paire] = [/\bimpaires?\b/.test(mots), /\bpaires?\b/.test(mots)]
    if (impaire === paire || /\bweek\b/.test(horaires)) return
    const apres = limiterAuxSemaines(horaires, impaire ? 'impaire' : 'paire')
    if (apres === undefined) return
    lue.valeurs.horaires = apres
    lue.remarques.push(remarquer('corrige', 'horaires', horaires, apres, 'horaires-une-semaine-sur-deux'))
  }
}

/** Complement under which a kind of place stands that the name only suggests. */
const COMPLEMENT_TYPOLOGIE = 'type de lieu probable'

const etapeTypologie: Etape = (_, lue) => {
  const { nom, typologie, structure_parente } = lue.valeurs
  if (typologie !== undefined || typeof nom !== 'string') return
  const lues = typologiesDuNom(nom, typeof structure_parente === 'string' ? structure_parente : undefined)
  const certaines = lues.filter(({ certaine }) => certaine).map(({ typologie: code }) => code)
  const probables = lues.filter(({ certaine }) => !certaine).map(({ typologie: code }) => TYPOLOGIES[code])
  if (certaines.length > 0) {
    lue.valeurs.typologie = certaines
    lue.remarques.push(remarquer('corrige', 'typologie', '', certaines.join(' | '), 'typologie-du-nom'))
  }
  if (probables.length > 0) {
    garderAcote(lue, COMPLEMENT_TYPOLOGIE, probables.join(' | '))
    lue.remarques.push(remarquer('hors-schema', 'typologie', '', probables.join(' | '), 'typologie-probable'))
  }
}

/** The schema allows 280 signs: the whole text goes to the presentation, in front of what is there. */
const etapeResume: Etape = (_, { valeurs, remarques }) => {
  const { presentation_resume: resume, presentation_detail: detail } = valeurs as {
    presentation_resume?: string
    presentation_detail?: string
  }
  if (resume === undefined || resume.length <= LIMITE_RESUME) return
  const court = couper(resume.replace(/\s+/g, ' '), LIMITE_RESUME)
  valeurs.presentation_resume = court
  if (detail === undefined) valeurs.presentation_detail = resume
  else if (!detail.startsWith(resume)) valeurs.presentation_detail = `${resume}\n\n${detail}`
  remarques.push(remarquer('corrige', 'presentation_resume', resume, court, 'resume-trop-long'))
}

function lecteursParColonne(
  declaration: Declaration,
  regles: ReadonlyMap<NomChamp, readonly RegleChamp[]>
): ReadonlyMap<string, readonly LecteurDeListe[]> {
  const lecteurs = new Map<string, LecteurDeListe[]>()
  const ajouter = (colonne: string, lecteur: LecteurDeListe) => {
    const deja = lecteurs.get(colonne)
    if (deja) deja.push(lecteur)
    else lecteurs.set(colonne, [lecteur])
  }
  for (const [nom, suite] of regles)
    if (estUneListe(nom) && nom !== 'courriels' && nom !== 'site_web')
      for (const regle of suite)
        if ('colonne' in regle) ajouter(regle.colonne, lecteurDeVocabulaire(nom, regle.separateurs))
        else for (const colonne of colonnesDeRegle(regle)) ajouter(colonne, lecteurDeVocabulaire(nom, undefined))
  for (const lecture of declaration.termes) {
    const lecteur = lecteurDeTermes(lecture)
    for (const colonne of lecture.colonnes) ajouter(colonne, lecteur)
  }
  for (const uneCase of declaration.cases) ajouter(uneCase.colonne, lecteurDeCase(uneCase))
  return lecteurs
}

function preparerReparations({ reparations }: Declaration) {
  if (reparations.length === 0) return undefined
  return (ligne: LigneBrute, remarques: Remarque[]): LigneBrute => {
    let reparee: Record<string, string> | undefined
    for (const { colonnes, chercher, remplacer } of reparations)
      for (const colonne of colonnes) {
        const texte = (reparee ?? ligne)[colonne]
        if (!texte?.includes(chercher)) continue
        reparee ??= { ...ligne }
        const apres = texte.replaceAll(chercher, remplacer)
        reparee[colonne] = apres
        remarques.push(remarquer('corrige', colonne, texte, apres, 'reparation-de-la-source'))
      }
    return reparee ?? ligne
  }
}

// --------------------------------------------------------------------------------------------- several rows

const LIMITE_CLE = 180

const CHAMPS_DE_CLE = ['nom', 'adresse', 'code_postal', 'commune'] as const

/** Of some fields as written, case, accents and the postcode's lost zero aside: our own rules may change. */
function preparerEmpreinte(declaration: Declaration, noms: readonly NomChamp[]): (brut: LigneBrute) => string {
  const regles = reglesParChamp(declaration)
  const suites = noms.map((nom) => regles.get(nom) ?? [])
  return (brut) =>
    empreinteDesMots(
      suites.map((suite) => {
        for (const regle of suite) {
          const texte = texteDeRegle(regle, brut)
          if (texte !== undefined) return texte.slice(0, 2000).replace(/^\s*0+/, '')
        }
        return ''
      })
    )
}

function preparerCle(declaration: Declaration) {
  const { cle } = declaration
  const duLieu = preparerEmpreinte(declaration, CHAMPS_DE_CLE)

  return (brut: LigneBrute): { texte: string; remarques: readonly Remarque[] } => {
    if (cle === 'empreinte') return { texte: duLieu(brut), remarques: [] }
    const texte = cle.colonnes.map((colonne) => (brut[colonne] ?? '').slice(0, 2000).trim()).join(':')
    const dernier = brut[cle.colonnes.at(-1) ?? '']?.trim()
    if (!dernier)
      return { texte: `~${duLieu(brut)}`, remarques: [remarquer('doute', 'id', '', undefined, 'identifiant-absent')] }
    if (texte.length <= LIMITE_CLE) return { texte, remarques: [] }
    const court = `${texte.slice(0, LIMITE_CLE - 12)}~${empreinte(texte)}`
    return { texte: court, remarques: [remarquer('corrige', 'id', texte, court, 'identifiant-long')] }
  }
}

function empreinteDeLigne(ligne: Ligne): string {
  if (ligne.empreinte === undefined) {
    const cellules = Object.entries(ligne.brut).filter(([, texte]) => texte.trim() !== '')
    ligne.empreinte = empreinte(
      cellules
        .map(([colonne, texte]) => `${colonne}\t${texte}`)
        .sort()
        .join('\n')
    )
  }
  return ligne.empreinte
}

function enregistrer(cle: string, { valeurs, complements, remarques, numero, brut }: Ligne): Enregistrement {
  return { cle, valeurs: valeurs as Valeurs, complements, remarques, lignes: [numero], brut: [brut] }
}

/**
 * Different rows under one identifier are different records. Their suffix comes from what they say, not from their
 * order: from name and address, then from contacts and position, which change less than the rest; from all their
 * cells when those are the same.
 */
function distinguer(
  cle: string,
  lignes: readonly Ligne[],
  distinctions: readonly ((brut: LigneBrute) => string)[]
): Enregistrement[] {
  const [distinction, ...suivantes] = distinctions
  const parSuffixe = new Map<string, Ligne[]>()
  for (const ligne of lignes) {
    const suffixe = distinction ? distinction(ligne.brut).slice(-7) : empreinteDeLigne(ligne)
    const memes = parSuffixe.get(suffixe)
    if (memes) memes.push(ligne)
    else parSuffixe.set(suffixe, [ligne])
  }
  return [...parSuffixe].flatMap(([suffixe, memes]) => {
    const [seule] = memes
    if (memes.length > 1 && distinction)
      return distinguer(parSuffixe.size > 1 ? `${cle}~${suffixe}` : cle, memes, suivantes)
    if (!seule) return []
    const distincte = `${cle}~${suffixe}`
    seule.remarques.push(remarquer('doute', 'id', cle, distincte, 'identifiant-repete'))
    return [enregistrer(distincte, seule)]
  })
}

/** Complement under which each stop of an itinerant service keeps the whole tour: one line per stop, in the file's order. */
const COMPLEMENT_TOURNEE = 'tournee'

function joindreLesTournees(
  enregistrements: readonly Enregistrement[],
  { par, arret, quand }: NonNullable<Declaration['tournee']>
): Enregistrement[] {
  const texteDe = (brut: LigneBrute, colonnes: readonly string[], lien: string) =>
    colonnes.flatMap((colonne) => nonVide(brut[colonne])?.trim().replace(/\s+/g, ' ') ?? []).join(lien)
  const service = (brut: LigneBrute) => normaliser(texteDe(brut, par, '\n'))
  const arrets = new Map<string, { numero: number; texte: string }[]>()
  for (const { brut, lignes } of enregistrements)
    for (const [i, ligne] of brut.entries()) {
      const texte = [texteDe(ligne, quand, ', '), texteDe(ligne, arret, ', ')].filter(Boolean).join(' : ')
      const cle = service(ligne)
      if (texte === '' || cle === '') continue
      arrets.set(cle, [...(arrets.get(cle) ?? []), { numero: lignes[i] ?? 0, texte }])
    }
  const tournees = new Map(
    [...arrets].map(([cle, suite]) => [
      cle,
      couper(
        suite
          .toSorted((a, b) => a.numero - b.numero)
          .map(({ texte }) => texte)
          .join('\n'),
        LIMITE_TEXTE_LONG
      )
    ])
  )
  return enregistrements.map((un) => {
    const texte = tournees.get(un.brut[0] ? service(un.brut[0]) : '')
    return texte === undefined ? un : { ...un, complements: { ...un.complements, [COMPLEMENT_TOURNEE]: texte } }
  })
}

/** One line per row: what belongs together in the file stays together beside the fiche. */
function detailler(lignes: readonly Ligne[], colonnes: readonly string[]): string {
  const textes = lignes.map(({ brut }) =>
    colonnes.flatMap((colonne) => nonVide(brut[colonne])?.trim().replace(/\s+/g, ' ') ?? []).join(' · ')
  )
  return couper([...new Set(textes)].filter((texte) => texte !== '').join('\n'), LIMITE_TEXTE_LONG)
}

/** The rows of one lieu: lists are united; elsewhere the most recent row speaks, and the others complete it. */
function reunir(cle: string, lignes: readonly Ligne[], detail: Declaration['detail']): Enregistrement {
  const ordre = lignes.toSorted(
    (a, b) =>
      comparer(String(b.valeurs.date_maj ?? ''), String(a.valeurs.date_maj ?? '')) ||
      comparer(empreinteDeLigne(a), empreinteDeLigne(b))
  )
  const lue: LigneLue = { valeurs: {}, complements: {}, remarques: [] }
  // Rows that each speak of one service give that service's hours: only those they all share are the lieu's.
  const parService = detail !== undefined && new Set(lignes.flatMap(({ valeurs }) => valeurs.horaires ?? [])).size > 1
  for (const ligne of ordre) {
    if (parService && typeof ligne.valeurs.horaires === 'string') {
      garderAcote(lue, 'horaires', ligne.valeurs.horaires)
      const { horaires } = ligne.valeurs
      lue.remarques.push(remarquer('hors-schema', 'horaires', horaires, undefined, 'horaires-selon-le-service'))
      delete ligne.valeurs.horaires
    }
    for (const [nom, valeur] of Object.entries(ligne.valeurs) as [NomChamp, Valeur][]) {
      const deja = lue.valeurs[nom]
      if (deja === undefined) lue.valeurs[nom] = valeur
      else if (typeof valeur === 'object') lue.valeurs[nom] = unir(deja as readonly string[], valeur)
      else if (deja !== valeur) {
        garderAcote(lue, nom, String(valeur))
        lue.remarques.push(remarquer('hors-schema', nom, String(valeur), String(deja), 'valeurs-differentes'))
      }
    }
    for (const [colonne, texte] of Object.entries(ligne.complements)) {
      const deja = lue.complements[colonne]
      if (deja === undefined) lue.complements[colonne] = texte
      else if (!deja.split(' | ').includes(texte)) lue.complements[colonne] = `${deja} | ${texte}`
    }
    lue.remarques.push(...ligne.remarques)
  }
  const dansLeFichier = lignes.toSorted((a, b) => a.numero - b.numero)
  if (detail) {
    const texte = detailler(dansLeFichier, detail.colonnes)
    if (texte !== '') lue.complements[detail.titre] = texte
  }
  return {
    cle,
    valeurs: lue.valeurs as Valeurs,
    complements: lue.complements,
    remarques: lue.remarques,
    lignes: dansLeFichier.map(({ numero }) => numero),
    brut: dansLeFichier.map(({ brut }) => brut)
  }
}

const comparer = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
