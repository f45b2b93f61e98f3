import { parseCodeInsee } from '../../../../kernel/code-insee.ts'
import { memeDepartement, parseCodePostal } from '../../../../kernel/code-postal.ts'
import { resserrer } from '../../../../kernel/texte.ts'
import {
  type Commune,
  distanceEnMetres,
  type Geographie,
  normaliserNomCommune,
  type Point
} from '../../../territoires/vocabulaire.ts'
import { communeDuSiren, communeNommee, lireAdresseEnLigne } from '../adresse-en-ligne.ts'
import type { Remarque } from '../enregistrement.ts'
import type { NomChamp } from '../schema.ts'
import { lireCoordonnees, pointProbable } from './coordonnees.ts'
import { remarquer, type Valeur } from './lecture.ts'
import type { NomRegle } from './regles.ts'
import { LIMITE_TEXTE_COURT, nettoyerTexte } from './textes.ts'

export const CHAMPS_DU_LIEU = ['adresse', 'code_postal', 'commune', 'code_insee', 'latitude', 'longitude'] as const
export type ChampDuLieu = (typeof CHAMPS_DU_LIEU)[number]

/** The cells that say where a lieu is, as read: one without the others proves nothing. */
export type LieuBrut = { readonly [C in ChampDuLieu]?: string }

interface LieuLu {
  readonly dons: readonly (readonly [NomChamp, Valeur])[]
  readonly remarques: readonly Remarque[]
  /** Fields whose source text says something more than what was kept (a former commune, a hamlet). */
  readonly aGarder: readonly ChampDuLieu[]
}

/** What may tell a commune among those of a postcode, when nothing else does. */
export interface IndicesDuLieu {
  readonly nom?: string | undefined
  readonly pivot?: string | undefined
}

export type LecteurDeLieu = (brut: LieuBrut, indices?: IndicesDuLieu) => LieuLu

export interface ReglagesDuLieu {
  /** The address cell holds the whole address. */
  readonly adresseEnLigne?: boolean
}

/** Reads where a lieu is. Prepared once per import: it remembers the communes it has already met. */
export function preparerLecteurDeLieu(geo: Geographie, { adresseEnLigne }: ReglagesDuLieu = {}): LecteurDeLieu {
  const dejaVus = new Map<string, Administratif>()

  return (ecrit, indices = {}) => {
    const illisible = ecrit.commune !== undefined && nomDeCommune(ecrit.commune) === ''
    const { commune: _, ...sansCommune } = ecrit
    const brut: LieuBrut = illisible ? sansCommune : ecrit
    const adresse = adresseEnLigne ? lireLigneDAdresse(brut, geo) : lireAdresse(brut, geo)
    const { code_postal = adresse.code_postal, commune = adresse.commune, code_insee } = brut
    const cle = `${code_postal ?? ''}\n${adresse.code_postal ?? ''}\n${commune ?? ''}\n${code_insee ?? ''}`
    let administratif = cle.length < 400 ? dejaVus.get(cle) : undefined
    if (!administratif) {
      const textes = { code_postal, commune, code_insee, secours: adresse.code_postal }
      administratif = lireAdministratif(textes, pointProbable(brut.latitude, brut.longitude), geo, indices)
      if (dejaVus.size > 100_000) dejaVus.clear()
      if (!administratif.parCoordonnees && cle.length < 400) dejaVus.set(cle, administratif)
    }
    const coordonnees = lireCoordonnees(brut.latitude, brut.longitude, administratif.trouvee)
    return {
      dons: [...adresse.dons, ...administratif.dons, ...coordonnees.dons],
      remarques: [
        ...(illisible ? [remarquer('refuse', 'commune', ecrit.commune ?? '', undefined, 'case-de-remplissage')] : []),
        ...adresse.remarques,
        ...administratif.remarques,
        ...coordonnees.remarques
      ],
      aGarder: administratif.aGarder
    }
  }
}

interface AdresseLue {
  readonly dons: readonly (readonly [NomChamp, Valeur])[]
  readonly remarques: readonly Remarque[]
  readonly code_postal?: string | undefined
  readonly commune?: string | undefined
}

/** « 8 rue X - 33000 Bordeaux » : the street stays, the postcode and the commune go where they belong. */
function lireAdresse({ adresse, code_postal, commune }: LieuBrut, geo: Geographie): AdresseLue {
  if (adresse === undefined) return { dons: [], remarques: [] }
  const surUneLigne = adresse.includes('\n') ? adresse.trim().replace(/[\s,]*[\r\n][\s,]*/g, ', ') : adresse
  const { texte, regles } = nettoyerTexte(surUneLigne, LIMITE_TEXTE_COURT)
  const remarques: Remarque[] = []
  const fin = regles.includes('texte-tronque') ? undefined : finDAdresse(texte)
  if (fin && estLaCommune(fin, code_postal, commune, geo)) {
    remarques.push(
      remarquer('corrige', 'adresse', adresse, fin.rue === '' ? undefined : fin.rue, 'adresse-en-une-ligne')
    )
    return {
      dons: fin.rue === '' ? [] : [['adresse', fin.rue]],
      remarques,
      code_postal: fin.codePostal,
      commune: fin.ville
    }
  }
  const sansCedex = /cedex/i.test(texte) ? resserrer(texte.replace(/[\s,-]{0,3}\bcedex\b(?: \d{1,2})?/gi, ' ')) : texte
  for (const regle of regles) remarques.push(remarquer('corrige', 'adresse', adresse, sansCedex, regle))
  if (surUneLigne !== adresse)
    remarques.push(remarquer('corrige', 'adresse', adresse, sansCedex, 'adresse-plusieurs-lignes'))
  if (sansCedex !== texte) remarques.push(remarquer('corrige', 'adresse', adresse, sansCedex, 'cedex-retire'))
  if (/^[=@]/.test(sansCedex)) remarques.push(remarquer('doute', 'adresse', adresse, sansCedex, 'formule-de-tableur'))
  return { dons: sansCedex === '' ? [] : [['adresse', sansCedex]], remarques }
}

/** The whole address in one cell: the street, what stands beside it, the postcode and the commune each take their place. */
function lireLigneDAdresse({ adresse, code_postal, commune }: LieuBrut, geo: Geographie): AdresseLue {
  if (adresse === undefined) return { dons: [], remarques: [] }
  const { texte, regles } = nettoyerTexte(adresse.replace(/[\r\n\t]+/g, ' ; '), LIMITE_TEXTE_COURT)
  const lue = lireAdresseEnLigne(texte, geo, { codePostal: lireCodePostal(code_postal).code, commune })
  const dons: [NomChamp, Valeur][] = []
  if (lue.voie !== '') dons.push(['adresse', lue.voie])
  if (lue.complement) dons.push(['complement_adresse', lue.complement])
  const remarques: Remarque[] = []
  const apres = [lue.voie, lue.complement, [lue.codePostal, lue.commune].filter(Boolean).join(' ')]
    .filter(Boolean)
    .join(' | ')
  for (const regle of regles) remarques.push(remarquer('corrige', 'adresse', adresse, apres, regle))
  if (lue.voie !== adresse.trim())
    remarques.push(remarquer('corrige', 'adresse', adresse, apres, lue.cedex ? 'cedex-retire' : 'adresse-en-une-ligne'))
  if (/^[=@]/.test(lue.voie)) remarques.push(remarquer('doute', 'adresse', adresse, lue.voie, 'formule-de-tableur'))
  return { dons, remarques, code_postal: lue.codePostal, commune: lue.commune }
}

interface FinDAdresse {
  readonly rue: string
  readonly codePostal: string
  readonly ville: string
}

const CINQ_CHIFFRES = /(?<!\d)\d{5}(?!\d)/g

function finDAdresse(adresse: string): FinDAdresse | undefined {
  const dernier = [...adresse.matchAll(CINQ_CHIFFRES)].at(-1)
  if (!dernier) return undefined
  const codePostal = dernier[0]
  const ville = resserrer(
    adresse
      .slice(dernier.index + 5)
      .replace(/^[\s,–-]+/, '')
      .replace(/[\s,.]*(?:,? ?france)?[\s,.]*$/i, '')
  )
  if (!parseCodePostal(codePostal) || !/^\p{L}[\p{L}\s'’.()/-]{1,60}(?:cedex ?\d{0,2})?$/iu.test(ville))
    return undefined
  return { rue: resserrer(adresse.slice(0, dernier.index)).replace(/[\s,;–-]+$/, ''), codePostal, ville }
}

/** Only what the other cells or the geography confirm is taken out of an address. */
function estLaCommune(
  { codePostal, ville }: FinDAdresse,
  cellule: string | undefined,
  commune: string | undefined,
  geo: Geographie
): boolean {
  const cp = lireCodePostal(cellule).code
  const memeCode = cp === undefined || cp === codePostal
  const memeVille = commune === undefined || motsDeCommune(commune) === motsDeCommune(ville)
  if (cp !== undefined || commune !== undefined) {
    if (memeCode && memeVille) return cp !== undefined || commune !== undefined
    // The same commune under two postcodes, or the same postcode under two names of one commune.
    if (commune !== undefined && !memeVille) {
      const autres = geo.parNom(commune)
      return (
        memeCode &&
        (geo.parNom(ville).some((une) => autres.includes(une)) ||
          autres.some((une) => une.codesPostaux.includes(codePostal)))
      )
    }
    return false
  }
  return (
    geo.parCodePostal(codePostal).length > 0 ||
    geo.parNom(ville).some(({ departement }) => memeDepartement(codePostal, departement))
  )
}

interface Administratif {
  readonly dons: readonly (readonly [NomChamp, Valeur])[]
  readonly remarques: readonly Remarque[]
  readonly aGarder: readonly ChampDuLieu[]
  readonly trouvee: Commune | undefined
  /** Decided by where this row's point is, or by its having none: not to be remembered for another row. */
  readonly parCoordonnees: boolean
}

/** `secours`: the postcode found in the address, for when the cell holds none. */
type Textes = { readonly [C in 'code_postal' | 'commune' | 'code_insee' | 'secours']?: string | undefined }

function lireAdministratif(
  textes: Textes,
  point: Point | undefined,
  geo: Geographie,
  indices: IndicesDuLieu
): Administratif {
  const remarques: Remarque[] = []
  const aGarder: ChampDuLieu[] = []
  const lu = lireCodePostal(textes.code_postal)
  const codePostal = lu.code ?? textes.secours
  const nom = textes.commune === undefined ? lu.ville : nomDeCommune(textes.commune)
  const insee = lireCodeInsee(textes.code_insee)
  const connu = insee.code ? geo.commune(insee.code) : undefined

  let { commune, doute, parCoordonnees, certitude } = trouver(nom, codePostal, connu, point, geo)
  const devinee =
    commune === undefined && nom === undefined && codePostal && !insee.code && point === undefined
      ? deviner(geo.parCodePostal(codePostal), indices, geo)
      : undefined
  if (devinee) {
    commune = devinee.commune
    doute = undefined
    // True of this row's name, not of every row of the postcode.
    parCoordonnees = true
  }
  const dons: [NomChamp, Valeur][] = []

  // The postcode
  if (textes.code_postal !== undefined && lu.regle && !lu.code)
    remarques.push(remarquer('refuse', 'code_postal', textes.code_postal, undefined, lu.regle))
  const postal = choisirCodePostal(codePostal, commune, geo)
  if (postal.code) {
    dons.push(['code_postal', postal.code])
    const avant = textes.code_postal ?? ''
    if (postal.corrige) remarques.push(remarquer('corrige', 'code_postal', avant, postal.code, postal.corrige))
    else if (lu.regle && lu.code) remarques.push(remarquer('corrige', 'code_postal', avant, postal.code, lu.regle))
    if (postal.doute) remarques.push(remarquer('doute', 'code_postal', avant, postal.code, postal.doute))
  }

  // The commune
  const avantCommune = textes.commune
  if (commune) {
    dons.push(['commune', commune.nom])
    if (avantCommune === undefined)
      remarques.push(
        remarquer(
          devinee?.regle === 'commune-principale' ? 'doute' : 'corrige',
          'commune',
          lu.ville ?? '',
          commune.nom,
          devinee ? devinee.regle : 'commune-deduite'
        )
      )
    else if (avantCommune.trim() !== commune.nom) {
      const regle = regleDuNom(nom ?? avantCommune, commune, certitude, geo)
      remarques.push(
        remarquer(regle === 'commune-deduite' ? 'doute' : 'corrige', 'commune', avantCommune, commune.nom, regle)
      )
      if (regle === 'ancienne-commune' || regle === 'commune-deduite') aGarder.push('commune')
    }
  } else if (avantCommune !== undefined) {
    const { texte, regles } = nettoyerTexte(nomDeCommune(avantCommune), LIMITE_TEXTE_COURT)
    if (texte !== '') dons.push(['commune', texte])
    if (texte !== avantCommune.trim()) {
      const regle = regles[0] ?? (/cedex/i.test(avantCommune) ? 'cedex-retire' : 'commune-mise-en-forme')
      remarques.push(remarquer('corrige', 'commune', avantCommune, texte, regle))
    }
  }
  if (doute) remarques.push(remarquer('doute', 'commune', avantCommune ?? '', commune?.nom ?? nom, doute))

  // The INSEE code
  const avantInsee = textes.code_insee
  if (avantInsee !== undefined && !insee.code)
    remarques.push(remarquer('refuse', 'code_insee', avantInsee, undefined, 'code-insee-illisible'))
  else if (avantInsee !== undefined && insee.code && !connu && !commune)
    remarques.push(remarquer('refuse', 'code_insee', avantInsee, undefined, 'code-insee-inconnu'))
  if (commune) {
    dons.push(['code_insee', commune.code])
    if (avantInsee === undefined) {
      const genre = devinee?.regle === 'commune-principale' ? 'doute' : 'corrige'
      remarques.push(remarquer(genre, 'code_insee', '', commune.code, 'code-insee-deduit'))
    } else if (avantInsee.trim() !== commune.code && insee.code) {
      const regle: NomRegle = !connu
        ? 'code-insee-inconnu'
        : connu !== commune
          ? 'code-insee-contredit'
          : insee.code !== commune.code
            ? 'code-insee-actuel'
            : 'code-insee-zero-perdu'
      remarques.push(remarquer('corrige', 'code_insee', avantInsee, commune.code, regle))
    }
  }
  return { dons, remarques, aGarder, trouvee: commune, parCoordonnees }
}

interface CodePostalLu {
  readonly code?: string
  readonly ville?: string
  readonly regle?: NomRegle
}

function lireCodePostal(texte: string | undefined): CodePostalLu {
  if (texte === undefined) return {}
  const net = resserrer(texte.slice(0, 100)).replace(/\.0$/, '')
  const entier = parseCodePostal(net)
  if (entier) return net === texte.trim() ? { code: entier } : { code: entier, regle: 'code-postal-repare' }
  const perdu = /^\d{4}$/.test(net) ? parseCodePostal(`0${net}`) : undefined
  if (perdu) return { code: perdu, regle: 'code-postal-zero-perdu' }
  const debut = /^(?:FR?[ -]?)?(\d{2}) ?(\d{3})(?!\d)[ ,-]*(.*)$/i.exec(net)
  const code = debut && parseCodePostal(`${debut[1]}${debut[2]}`)
  if (!code) return { regle: 'code-postal-illisible' }
  const suite = debut[3] ?? ''
  const ville = nomDeCommune(suite)
  return {
    code,
    regle: /cedex/i.test(suite) ? 'cedex-retire' : 'code-postal-repare',
    ...(/\p{L}{2}/u.test(ville) && { ville })
  }
}

function lireCodeInsee(texte: string | undefined): { readonly code?: string } {
  if (texte === undefined) return {}
  const net = texte
    .replace(/[\s\u00a0]/g, '')
    .slice(0, 20)
    .replace(/\.0$/, '')
  const code = parseCodeInsee(net) ?? (/^(?:\d{4})$/.test(net) ? parseCodeInsee(`0${net}`) : undefined)
  return code ? { code } : {}
}

/** « 38000 Grenoble », « GRENOBLE CEDEX 9 », « Meylan (38) » : what is not the name goes away. */
function nomDeCommune(texte: string): string {
  const { texte: net } = nettoyerTexte(texte, 200)
  const nom = resserrer(
    net
      .replace(/^(?:F-)?\d{5}[ ,-]+/i, '')
      .replace(/[ ,-]*\bcedex\b.*$/i, '')
      .replace(/ *\((?:\d{2,3}|2[AB])\)$/i, '')
  )
  return nom === '' ? net : nom
}

const motsDeCommune = (nom: string) => normaliserNomCommune(nom).replaceAll(' ', '')

interface Trouvaille {
  readonly commune?: Commune | undefined
  readonly doute?: NomRegle
  readonly parCoordonnees: boolean
  /** How the name agrees with the commune. */
  readonly certitude: 'nom' | 'ressemblance' | 'code'
}

/**
 * The commune that the cells agree on. The INSEE code is believed first, as long as the name or the postcode says the
 * same; then the name among the communes of the postcode, or of its département; then a name that nearly is one; then
 * the only commune of the postcode. Where several remain, the nearest to the point, within 20 km.
 */
function trouver(
  nom: string | undefined,
  codePostal: string | undefined,
  insee: Commune | undefined,
  point: Point | undefined,
  geo: Geographie
): Trouvaille {
  const parNom = nom ? geo.parNom(nom) : []
  const parCode = codePostal ? geo.parCodePostal(codePostal) : []
  const parLesDeux = parNom.filter((une) => parCode.includes(une))
  const trouvee = (
    commune: Commune | undefined,
    certitude: Trouvaille['certitude'] = 'nom',
    doute?: NomRegle
  ): Trouvaille => ({
    commune,
    certitude,
    parCoordonnees: false,
    ...(doute && { doute })
  })

  if (insee) {
    if (!nom || parNom.includes(insee)) return trouvee(insee)
    if (ressemblent(nom, insee.nom)) return trouvee(insee, 'ressemblance')
    if (parLesDeux[0]) return trouvee(parLesDeux[0])
    const semblable = seule(parCode.filter((une) => ressemblent(nom, une.nom)))
    if (semblable) return trouvee(semblable, 'ressemblance')
    if (parNom.length === 0) return trouvee(insee, 'code')
    const voisine = parNom.find(({ departement }) => codePostal && memeDepartement(codePostal, departement))
    if (voisine && !parCode.includes(insee)) return trouvee(voisine)
    const proche = plusProche([insee, ...parNom], point)
    return { ...trouvee(proche ?? insee, 'code', 'commune-contredite'), parCoordonnees: true }
  }
  if (parLesDeux[0]) return trouvee(parLesDeux[0])
  const semblable = nom ? seule(parCode.filter((une) => ressemblent(nom, une.nom))) : undefined
  if (semblable) return trouvee(semblable, 'ressemblance')

  if (parNom.length > 0) {
    const duDepartement = codePostal
      ? parNom.filter(({ departement }) => memeDepartement(codePostal, departement))
      : parNom
    if (duDepartement.length === 1) return trouvee(duDepartement[0])
    const candidates = duDepartement.length > 0 ? duDepartement : [...parNom, ...parCode]
    const proche = plusProche(candidates, point)
    if (proche) return { commune: proche, parCoordonnees: true, certitude: parNom.includes(proche) ? 'nom' : 'code' }
    const doute = duDepartement.length > 0 ? 'commune-ambigue' : 'code-postal-contredit'
    return { ...trouvee(undefined, 'nom', doute), parCoordonnees: true }
  }
  if (parCode.length === 1) return trouvee(parCode[0], 'code')
  const proche = plusProche(parCode, point)
  if (proche) return { commune: proche, parCoordonnees: true, certitude: 'code' }
  return { ...trouvee(undefined, 'nom', nom ? 'commune-inconnue' : undefined), parCoordonnees: true }
}

/** Of the people who live under one postcode, the share that makes a commune its likely one. */
const PART_PRINCIPALE = 0.75

/**
 * Among the communes of one postcode: the one that the lieu's name holds, or its town hall's number; or else, with a
 * doubt, the one where three people in four live.
 */
function deviner(
  communes: readonly Commune[],
  { nom, pivot }: IndicesDuLieu,
  geo: Geographie
): { readonly commune: Commune; readonly regle: NomRegle } | undefined {
  const duSiren = pivot === undefined ? undefined : communeDuSiren(pivot, communes)
  if (duSiren) return { commune: duSiren, regle: 'commune-du-siren' }
  const duNom = nom === undefined ? undefined : communeNommee(nom.slice(0, 300), communes, geo)
  if (duNom) return { commune: duNom, regle: 'commune-dans-le-nom' }
  const [principale] = communes
  const habitants = communes.reduce((somme, { population = 0 }) => somme + population, 0)
  return principale?.population && principale.population >= PART_PRINCIPALE * habitants
    ? { commune: principale, regle: 'commune-principale' }
    : undefined
}

const seule = (communes: readonly Commune[]) => (communes.length === 1 ? communes[0] : undefined)

function plusProche(communes: readonly Commune[], point: Point | undefined): Commune | undefined {
  if (!point) return undefined
  let [choisie, minimum]: [Commune | undefined, number] = [undefined, 20_000]
  for (const commune of communes) {
    const distance = commune.centre ? distanceEnMetres(point, commune.centre) : Number.POSITIVE_INFINITY
    if (distance < minimum) [choisie, minimum] = [commune, distance]
  }
  return choisie
}

/** The same words and some more, or one letter in six that differs. */
export function ressemblent(a: string, b: string): boolean {
  const [x, y] = [normaliserNomCommune(a), normaliserNomCommune(b)]
  if (x.length < 4 || y.length < 4) return x === y
  if (`${x} `.startsWith(`${y} `) || `${y} `.startsWith(`${x} `)) return true
  const permis = Math.floor(Math.min(x.length, y.length) / 6) + 1
  return Math.abs(x.length - y.length) <= permis && distanceEdition(x, y) <= permis
}

function distanceEdition(a: string, b: string): number {
  let ligne = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const suivante = [i]
    for (let j = 1; j <= b.length; j++)
      suivante[j] = Math.min(
        (suivante[j - 1] ?? 0) + 1,
        (ligne[j] ?? 0) + 1,
        (ligne[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      )
    ligne = suivante
  }
  return ligne[b.length] ?? 0
}

function regleDuNom(avant: string, commune: Commune, certitude: Trouvaille['certitude'], geo: Geographie): NomRegle {
  const mots = motsDeCommune(avant)
  if (mots === motsDeCommune(commune.nom)) return 'commune-nom-officiel'
  if (ARRONDISSEMENT.test(mots)) return 'commune-arrondissement'
  if (geo.parNom(avant).includes(commune)) return 'ancienne-commune'
  return certitude === 'ressemblance' || ressemblent(avant, commune.nom) ? 'commune-reparee' : 'commune-deduite'
}

const ARRONDISSEMENT = /^(?:paris|lyon|marseille)\d{1,2}$/

interface CodePostalChoisi {
  readonly code?: string
  readonly corrige?: NomRegle
  readonly doute?: NomRegle
}

function choisirCodePostal(code: string | undefined, commune: Commune | undefined, geo: Geographie): CodePostalChoisi {
  const [seul, autre] = commune?.codesPostaux ?? []
  const unique = autre === undefined ? seul : undefined
  if (!code) return unique ? { code: unique, corrige: 'code-postal-deduit' } : {}
  if (!commune) return geo.parCodePostal(code).length > 0 ? { code } : { code, doute: 'code-postal-inconnu' }
  if (commune.codesPostaux.includes(code) || commune.codesPostaux.length === 0) return { code }
  // Our list of the Pacific's postcodes has one per commune: the others are real.
  if (commune.departement.startsWith('98') && memeDepartement(code, commune.departement)) return { code }
  // Mail for large addresses goes by codes that no commune bears (38021): same département, unknown elsewhere.
  const acheminement = geo.parCodePostal(code).length === 0
  if (acheminement && memeDepartement(code, commune.departement))
    return unique ? { code: unique, corrige: 'code-postal-cedex' } : { code, doute: 'code-postal-inconnu' }
  return { code, doute: acheminement ? 'code-postal-inconnu' : 'code-postal-contredit' }
}
