import { ok, type Result, refuse } from '../../../kernel/result.ts'
import { couper, resserrer, sansControles } from '../../../kernel/texte.ts'
import { lireMoment } from './horaires/moment.ts'
import { JOURS } from './horaires-semaine.ts'
import {
  type Demande,
  PARTICULARITES,
  type Particularite,
  type Public,
  TRAJET_MAX_KM,
  type Trajet
} from './orientation.ts'
import { arrondirPosition } from './recherche.ts'
import { PUBLICS_SPECIFIQUEMENT_ADRESSES, SERVICES } from './schema.ts'

/** The form as it came back, cut to what it may hold: what the page shows again and carries from one step to the next. */
export interface Saisie {
  readonly besoins: readonly string[]
  readonly commune: string
  /** A position in place of a commune; both or none. */
  readonly lat: string
  readonly lon: string
  readonly trajet: string
  readonly particularites: readonly string[]
  readonly gratuit: string
  readonly quand: string
  readonly jour: string
  readonly heure: string
  readonly accompagnement: string
  readonly public: string
}

/** Something to mend, beside its field. */
export interface Faute {
  readonly champ: string
  readonly message: string
}

/** Where the person is, as the form says it: a commune to look up, or a position. */
export type Endroit =
  | { readonly genre: 'texte'; readonly texte: string }
  | { readonly genre: 'position'; readonly latitude: number; readonly longitude: number }

export interface DemandeLue {
  readonly demande: Demande
  readonly endroit: Endroit
}

export const SANS_VOITURE = 'sans-voiture'
export const TRAJETS_KM = [5, 10, 20, TRAJET_MAX_KM] as const

export const SAISIE_VIDE: Saisie = {
  besoins: [],
  commune: '',
  lat: '',
  lon: '',
  trajet: '10',
  particularites: [],
  gratuit: '',
  quand: '',
  jour: '',
  heure: '',
  accompagnement: '',
  public: ''
}

const LONGUEUR_MAX = 100
const LISTES = ['besoins', 'particularites'] as const
const TEXTES = [
  'commune',
  'lat',
  'lon',
  'trajet',
  'gratuit',
  'quand',
  'jour',
  'heure',
  'accompagnement',
  'public'
] as const

/** Whatever was sent, as a form that may be shown again: unknown boxes dropped, long texts cut, control characters out. */
export function nettoyerSaisie(champs: Readonly<Record<string, readonly string[]>>): Saisie {
  const texte = (nom: string) =>
    couper(resserrer(sansControles(couper(champs[nom]?.at(-1) ?? '', 2 * LONGUEUR_MAX))), LONGUEUR_MAX)
  const choisis = (nom: string, connus: readonly string[]) => connus.filter((connu) => champs[nom]?.includes(connu))
  return {
    besoins: choisis('besoins', SERVICES),
    particularites: choisis('particularites', Object.keys(PARTICULARITES)),
    ...(Object.fromEntries(TEXTES.map((nom) => [nom, texte(nom)])) as Record<(typeof TEXTES)[number], string>),
    lat: lireDegres(texte('lat'), 90)?.toString() ?? '',
    lon: lireDegres(texte('lon'), 180)?.toString() ?? ''
  }
}

/** The fields that carry a request to the next step, in the form's order; empty ones left out. */
export function champsDeSaisie(saisie: Saisie): readonly (readonly [string, string])[] {
  return [
    ...LISTES.flatMap((nom) => saisie[nom].map((valeur) => [nom, valeur] as const)),
    ...TEXTES.flatMap((nom) => (saisie[nom] === '' ? [] : [[nom, saisie[nom]] as const]))
  ]
}

/** The request that a form makes, or everything there is to mend in it. */
export function lireSaisie(saisie: Saisie, now: Date): Result<DemandeLue, readonly Faute[]> {
  const fautes: Faute[] = []
  const faute = (champ: string, message: string) => {
    fautes.push({ champ, message })
    return undefined
  }

  const besoins = SERVICES.filter((service) => saisie.besoins.includes(service))
  if (besoins.length === 0) faute('besoins', 'Choisissez au moins un besoin.')

  const endroit = lireEndroit(saisie)
  if (!endroit) faute('commune', 'Écrivez la commune ou le code postal de la personne.')

  const trajet = lireTrajet(saisie.trajet)
  if (!trajet) faute('trajet', 'Choisissez comment la personne peut se déplacer.')

  const moment = lireQuand(saisie, now, faute)

  const accompagnement = saisie.accompagnement === '' ? undefined : ACCOMPAGNEMENTS[saisie.accompagnement]
  if (saisie.accompagnement !== '' && !accompagnement) faute('accompagnement', 'Choisissez une des réponses proposées.')

  const public_ = PUBLICS_SPECIFIQUEMENT_ADRESSES.find((connu) => connu === saisie.public)
  if (saisie.public !== '' && !public_) faute('public', 'Choisissez une des réponses de la liste.')

  if (fautes.length > 0 || !endroit || !trajet) return refuse(fautes)
  return ok({
    endroit,
    demande: {
      besoins,
      trajet,
      particularites: saisie.particularites as readonly Particularite[],
      gratuit: saisie.gratuit === 'oui',
      moment,
      accompagnement,
      public: public_ as Public | undefined
    }
  })
}

const ACCOMPAGNEMENTS: Readonly<Record<string, Demande['accompagnement']>> = Object.assign(Object.create(null), {
  individuel: 'individuel',
  groupe: 'groupe'
})

function lireEndroit({ commune, lat, lon }: Saisie): Endroit | undefined {
  // A commune typed over a position says that the position was not the right one.
  if (commune !== '') return { genre: 'texte', texte: commune }
  const [latitude, longitude] = [lireDegres(lat, 90), lireDegres(lon, 180)]
  return latitude === undefined || longitude === undefined ? undefined : { genre: 'position', latitude, longitude }
}

/** To 100 m at once: nothing more exact is carried from one page to the next. */
function lireDegres(texte: string, max: number): number | undefined {
  if (!/^-?\d{1,3}(?:[.,]\d{1,15})?$/.test(texte)) return undefined
  const degres = Number(texte.replace(',', '.'))
  return Math.abs(degres) <= max ? arrondirPosition(degres) : undefined
}

function lireTrajet(texte: string): Trajet | undefined {
  if (texte === SANS_VOITURE) return { genre: 'sans-voiture' }
  const km = TRAJETS_KM.find((propose) => String(propose) === texte)
  return km === undefined ? undefined : { genre: 'distance', km }
}

function lireQuand(
  { quand, jour, heure }: Saisie,
  now: Date,
  faute: (champ: string, message: string) => undefined
): Demande['moment'] {
  if (quand === '') return undefined
  if (quand === 'maintenant') return lireMoment('maintenant', now)
  if (quand !== 'moment') return faute('quand', 'Choisissez une des réponses proposées.')
  if (!(JOURS as readonly string[]).includes(jour)) faute('jour', 'Choisissez un jour.')
  // Asked of any day: a day that does not hold must not hide what the hour is worth.
  if (!lireMoment(`${JOURS[0]}-${heure}`, now)) faute('heure', 'Choisissez une heure.')
  return lireMoment(`${jour}-${heure}`, now)
}

/** What a slip has room for on one page. */
const NOTES = {
  note: { longueur: 500, lignes: 8 },
  envoyeur: { longueur: 100, lignes: 1 }
} as const

/**
 * Does a text hold what a mailbox would make a link of? A mailbox's own address is none. What is mailed to somebody in our
 * name leads nowhere but to our pages.
 */
export function contientLien(texte: string): boolean {
  const sansCourriels = texte.replace(/(?<![^\s<(,;:])[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?![\w/:?#@])/g, ' ')
  return /\w:\/\/|www\.|[\p{L}\p{N}-]{2,}\.\p{L}{2,24}(?![\p{L}\p{N}])/iu.test(sansCourriels)
}

/** A free text of the slip, as it will be printed; too long, it is cut, and a sentence says so. */
export function lireNote(champ: keyof typeof NOTES, brut = ''): { readonly texte: string; readonly faute?: Faute } {
  const { longueur, lignes } = NOTES[champ]
  const propre = sansControles(brut.slice(0, 20 * longueur).replace(/\r\n?/g, '\n'))
    .split('\n')
    .map(resserrer)
    .filter((ligne) => ligne !== '')
  const texte = (lignes === 1 ? [propre.join(' ')] : propre.slice(0, lignes)).join('\n')
  const coupe = texte.length > longueur || (lignes > 1 && propre.length > lignes) || brut.length > 20 * longueur
  if (!coupe) return { texte }
  const limite = lignes === 1 ? `${longueur} caractères` : `${longueur} caractères et ${lignes} lignes`
  return {
    texte: couper(texte, longueur),
    faute: { champ, message: `Écrivez moins : la fiche a la place de ${limite}. Nous avons gardé le début.` }
  }
}
