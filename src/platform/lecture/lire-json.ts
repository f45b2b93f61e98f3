import type { Carnet } from './carnet.ts'
import { avancerEndroit, Defileur, type Endroit, jsonInvalide } from './defileur.ts'
import { premiereFaute } from './faute-json.ts'
import type { Limites } from './lecture.ts'
import { extrait, nombre } from './nombres.ts'
import { Refus } from './refus.ts'

/** An object of the list, its numbers kept as written (see `estNombre`). */
export type Enregistrement = Readonly<Record<string, unknown>>

/** A number of the file, with its text: `1.10`, an identifier of twenty digits. */
export interface Nombre {
  readonly rawJSON: string
}

export const estNombre = (valeur: unknown): valeur is Nombre => json.isRawJSON(valeur)

/**
 * The objects of the list found at `chemin`, one at a time. At the root, one object per line (NDJSON) is read too.
 * `ouvrir` gives the text from its beginning: what an object at the root is takes a first look.
 */
export async function* enregistrementsJson(
  ouvrir: () => AsyncIterable<string>,
  chemin: string | undefined,
  limites: Limites,
  carnet: Carnet
): AsyncGenerator<Enregistrement, void> {
  const segments = chemin?.trim() ? chemin.trim().split('.') : []
  const parLignes = segments.length === 0 && (await examinerRacine(ouvrir, limites))
  const defileur = new Defileur(ouvrir())
  try {
    if ((await defileur.suivant()) === '') throw new Refus('vide', 'Le fichier ne contient aucune donnée.')
    if (parLignes) {
      while ((await defileur.suivant()) !== '') yield* enregistrement(defileur, limites, carnet)
      return
    }
    yield* descendre(defileur, segments, [], limites, carnet)
    if ((await defileur.suivant()) !== '') throw defileur.invalide('la fin du fichier')
  } finally {
    await defileur.fermer()
  }
}

async function* descendre(
  defileur: Defileur,
  segments: readonly string[],
  parcourus: readonly string[],
  limites: Limites,
  carnet: Carnet
): AsyncGenerator<Enregistrement, void> {
  const [segment, ...reste] = segments
  const premier = await defileur.suivant()
  if (premier === '') throw defileur.tronque()
  if (segment === undefined) {
    if (premier !== '[') throw await pasUneListe(defileur, premier, parcourus, limites)
    yield* liste(defileur, limites, carnet)
    return
  }
  if (premier !== '{') {
    throw new Refus(
      'chemin',
      `Le chemin « ${[...parcourus, ...segments].join('.')} » n’existe pas : ${lieuDit(parcourus)}, le fichier contient ` +
        `${await decrire(defileur, premier, limites)}. Corrigez le chemin déclaré pour cette source.`
    )
  }

  let trouve = false
  const cles: Cle[] = []
  for await (const cle of membres(defileur, limites)) {
    if (cle !== segment || trouve) {
      cles.push({ nom: cle, premier: await defileur.suivant() })
      await defileur.sauter()
      continue
    }
    trouve = true
    yield* descendre(defileur, reste, [...parcourus, segment], limites, carnet)
  }
  if (!trouve) {
    throw new Refus(
      'chemin',
      `Le chemin « ${[...parcourus, ...segments].join('.')} » n’existe pas : ${lieuDit(parcourus)}, ` +
        `la clé « ${extrait(segment)} » manque. ${direCles(cles)}Corrigez le chemin déclaré pour cette source.`
    )
  }
}

async function* liste(defileur: Defileur, limites: Limites, carnet: Carnet): AsyncGenerator<Enregistrement, void> {
  defileur.avancer()
  if ((await defileur.suivant()) === ']') return defileur.avancer()
  for (;;) {
    yield* enregistrement(defileur, limites, carnet)
    const c = await defileur.suivant()
    if (c === '') throw defileur.tronque()
    if (c !== ',' && c !== ']') throw defileur.invalide('une virgule ou la fin de la liste')
    defileur.avancer()
    if (c === ']') return
  }
}

async function* enregistrement(
  defileur: Defileur,
  limites: Limites,
  carnet: Carnet
): AsyncGenerator<Enregistrement, void> {
  const premier = await defileur.suivant()
  if (premier === '') throw defileur.tronque()
  const { texte, depart } = await defileur.extraire(limites.tailleLigne)
  const valeur = analyser(texte, depart, carnet)
  if (valeur === null) {
    carnet.noter('element-nul', 'Des éléments vides (null) de la liste ont été ignorés.')
  } else if (typeof valeur !== 'object' || Array.isArray(valeur) || estNombre(valeur)) {
    throw new Refus(
      'chemin',
      `La liste devait contenir des objets, un par lieu ; à la ligne ${nombre(depart.ligne)} elle contient ${nature(texte[0] ?? '')} ` +
        `(« ${extrait(texte)} »). Corrigez le chemin déclaré pour cette source.`,
      depart.ligne
    )
  } else {
    yield valeur as Enregistrement
  }
}

function analyser(texte: string, depart: Endroit, carnet: Carnet): unknown {
  if (texte === '') throw jsonInvalide(depart, 'on y attendait une valeur')
  // PostgreSQL stores neither a zero character nor half of a surrogate pair.
  const suspect = /\\u(?:0000|d[89a-f])/i.test(texte)
  try {
    return json.parse(texte, (_cle, valeur, contexte) => {
      if (typeof valeur === 'number') return json.rawJSON(contexte.source)
      if (suspect && typeof valeur === 'string') return assainir(valeur, carnet)
      return valeur
    })
  } catch (erreur) {
    if (!(erreur instanceof SyntaxError)) throw erreur
    const position = premiereFaute(texte)
    const autour = extrait(texte.slice(position, position + 20), 20)
    throw jsonInvalide(
      avancerEndroit(depart, texte, 0, position),
      autour ? `« ${autour} » n’y est pas permis` : 'il y manque une valeur'
    )
  }
}

/** Takes out of a text what no database stores. */
export function assainir(texte: string, carnet: Carnet): string {
  const propre = texte.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '\uFFFD')
  if (propre !== texte) {
    carnet.noter(
      'caractere-retire',
      'Des caractères impossibles à enregistrer ont été retirés de certains textes.',
      carnet.ligne + 1
    )
  }
  return propre
}

async function* membres(defileur: Defileur, limites: Limites): AsyncGenerator<string, void> {
  defileur.avancer()
  if ((await defileur.suivant()) === '}') return defileur.avancer()
  for (;;) {
    const guillemet = await defileur.suivant()
    if (guillemet === '') throw defileur.tronque()
    if (guillemet !== '"') throw defileur.invalide('une clé entre guillemets')
    const { texte, depart } = await defileur.extraire(limites.tailleLigne)
    let cle: string
    try {
      cle = JSON.parse(texte) as string
    } catch {
      throw jsonInvalide(depart, `la clé « ${extrait(texte)} » n’est pas valide`)
    }
    const deuxPoints = await defileur.suivant()
    if (deuxPoints === '') throw defileur.tronque()
    if (deuxPoints !== ':') throw defileur.invalide('le signe « : »')
    defileur.avancer()
    const valeur = await defileur.suivant()
    if (valeur === '') throw defileur.tronque()
    if (',:}]'.includes(valeur)) throw defileur.invalide('une valeur')
    yield cle
    const c = await defileur.suivant()
    if (c === '') throw defileur.tronque()
    if (c !== ',' && c !== '}') throw defileur.invalide('une virgule ou la fin de l’objet')
    defileur.avancer()
    if (c === '}') return
  }
}

/** True when the root holds one object after another; a single object is not a table, and is said so. */
async function examinerRacine(ouvrir: () => AsyncIterable<string>, limites: Limites): Promise<boolean> {
  const defileur = new Defileur(ouvrir())
  try {
    if ((await defileur.suivant()) !== '{') return false
    const cles = await lireCles(defileur, limites)
    if ((await defileur.suivant()) === '{') return true
    throw new Refus(
      'chemin',
      `À la racine, le fichier contient un objet et non une liste. ${direCles(cles)}` +
        'Déclarez pour cette source le chemin de la liste des lieux.'
    )
  } finally {
    await defileur.fermer()
  }
}

async function pasUneListe(
  defileur: Defileur,
  premier: string,
  parcourus: readonly string[],
  limites: Limites
): Promise<Refus> {
  return new Refus(
    'chemin',
    `${majuscule(lieuDit(parcourus))}, le fichier devait contenir une liste, mais on y trouve ${await decrire(defileur, premier, limites)}. ` +
      'Vérifiez que le fichier est bien celui de la source, et le chemin déclaré.'
  )
}

interface Cle {
  readonly nom: string
  readonly premier: string
}

async function lireCles(defileur: Defileur, limites: Limites): Promise<Cle[]> {
  const cles: Cle[] = []
  for await (const nom of membres(defileur, limites)) {
    if (cles.length < 1_000) cles.push({ nom, premier: await defileur.suivant() })
    await defileur.sauter()
  }
  return cles
}

async function decrire(defileur: Defileur, premier: string, limites: Limites): Promise<string> {
  if (premier === '{') return `un objet. ${direCles(await lireCles(defileur, limites))}`.replace(/\.?\s*$/, '')
  if (premier === '[') return 'une liste'
  const { texte } = await defileur.extraire(limites.tailleLigne)
  return `${nature(premier)} (« ${extrait(texte)} »)`
}

function nature(premier: string): string {
  if (premier === '{') return 'un objet'
  if (premier === '[') return 'une liste'
  if (premier === '"') return 'un texte'
  if (/[-\d]/.test(premier)) return 'un nombre'
  return 'autre chose que du JSON attendu'
}

function direCles(cles: readonly Cle[]): string {
  if (cles.length === 0) return 'Cet objet est vide. '
  const noms = cles.slice(0, 12).map(({ nom }) => `« ${extrait(nom)} »`)
  const listes = cles.filter(({ premier }) => premier === '[').map(({ nom }) => `« ${extrait(nom)} »`)
  const suite = cles.length > 12 ? ` et ${cles.length - 12} autres` : ''
  const conseil = listes.length > 0 ? ` Une liste se trouve sous ${listes.slice(0, 5).join(', ')}.` : ''
  return `On y trouve ${noms.join(', ')}${suite}.${conseil} `
}

const lieuDit = (parcourus: readonly string[]): string =>
  parcourus.length === 0 ? 'à la racine' : `sous « ${extrait(parcourus.join('.'))} »`

const majuscule = (texte: string): string => texte.charAt(0).toUpperCase() + texte.slice(1)

// JSON.parse with source text: in Node since 22, not yet in the ES2023 types.
const json = JSON as unknown as {
  parse(texte: string, reviver: (cle: string, valeur: unknown, contexte: { source: string }) => unknown): unknown
  rawJSON(texte: string): Nombre
  isRawJSON(valeur: unknown): boolean
}
