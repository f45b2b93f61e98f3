/**
 * How a source is doing, from what it delivered: pure rules over its deliveries, its rhythm and the time. The job that
 * fetches, the job that watches and the pages all read this one answer.
 */

export interface LivraisonSuivie {
  readonly id: number
  readonly recueLe: Date
  readonly etat: 'en-cours' | 'appliquee' | 'inchangee' | 'ancienne' | 'en-attente' | 'refusee' | 'interrompue'
  /** The file's name, or the address it was fetched from. */
  readonly origine: string
  readonly message: string | undefined
  readonly gardees: number | undefined
}

export interface SourceSuivie {
  readonly creeeLe: Date
  /** Latest first. */
  readonly livraisons: readonly LivraisonSuivie[]
  /** Where it is fetched by itself, and when; undefined for a source whose files are brought. */
  readonly automatique: Horaire | undefined
  /** True when nothing is expected of it: it speaks when the public does, and is never silent. */
  readonly sansAttente?: boolean
}

export interface Horaire {
  readonly url: string
  /** The longest wait between two of its times, in milliseconds. */
  readonly rythme: number
  /** Its first time after this one. */
  readonly apres: (instant: Date) => Date | undefined
}

export interface Sante {
  readonly etat: EtatSante
  /** The last delivery that said something, or that nothing had changed. */
  readonly vivanteLe: Date | undefined
  readonly muetteDepuis: Date | undefined
  /** The first of the fetches that have failed in a row, and how many. */
  readonly enPanneDepuis: Date | undefined
  readonly echecs: number
  readonly derniereErreur: { readonly id: number; readonly le: Date; readonly message: string } | undefined
  /** Deliveries that wait for a person. */
  readonly enAttente: readonly LivraisonSuivie[]
  /** When it is fetched next; already past when it is due. Undefined when nothing will fetch it. */
  readonly prochaine: Date | undefined
  readonly rythme: number | undefined
}

export const ETATS_SANTE = ['attend', 'en-panne', 'muette', 'refusee', 'en-cours', 'jamais-livree', 'a-jour'] as const
export type EtatSante = (typeof ETATS_SANTE)[number]

const HEURE = 3_600_000
const JOUR = 24 * HEURE

/** After one failure, two… A server that is down is not harassed, and one that comes back is not forgotten. */
const REPRISES = [HEURE, 4 * HEURE, JOUR, 2 * JOUR, 4 * JOUR, 7 * JOUR] as const

/** How long to wait after this many failures in a row. */
export function delaiDeReprise(echecs: number): number {
  return echecs < 1 ? 0 : (REPRISES[Math.min(echecs, REPRISES.length) - 1] as number)
}

export function jugerSante(source: SourceSuivie, now: Date): Sante {
  const { livraisons, automatique } = source
  const echecs = automatique ? echecsDeSuite(livraisons, automatique.url) : []
  const enAttente = livraisons.filter(({ etat }) => etat === 'en-attente')
  const vivanteLe = livraisons.find(({ etat }) => VIVANTES.has(etat))?.recueLe
  const rythme = automatique?.rythme ?? (source.sansAttente ? undefined : rythmeHabituel(livraisons))
  const muetteDepuis = depuisQuandMuette(vivanteLe ?? (automatique && source.creeeLe), rythme, now)
  const [derniere] = livraisons
  const erreur = livraisons.slice(0, indexVivante(livraisons)).find(({ etat }) => PERDUES.has(etat))
  const enPanneDepuis = echecs.at(-1)?.recueLe
  return {
    etat: choisirEtat(),
    vivanteLe,
    muetteDepuis,
    enPanneDepuis,
    echecs: echecs.length,
    derniereErreur: erreur && { id: erreur.id, le: erreur.recueLe, message: erreur.message ?? '' },
    enAttente,
    prochaine: prochaineLecture(source, echecs),
    rythme
  }

  function choisirEtat(): EtatSante {
    if (enAttente.length > 0) return 'attend'
    if (derniere?.etat === 'en-cours') return 'en-cours'
    if (enPanneDepuis) return 'en-panne'
    if (muetteDepuis) return 'muette'
    if (derniere?.etat === 'refusee' || derniere?.etat === 'interrompue') return 'refusee'
    return vivanteLe ? 'a-jour' : 'jamais-livree'
  }
}

/** A producer that says « nothing changed » is there; one that sends an old file is there too. */
const VIVANTES: ReadonlySet<string> = new Set(['appliquee', 'inchangee', 'ancienne', 'en-attente'])
const PERDUES: ReadonlySet<string> = new Set(['refusee', 'interrompue'])

function indexVivante(livraisons: readonly LivraisonSuivie[]): number {
  const index = livraisons.findIndex(({ etat }) => VIVANTES.has(etat))
  return index < 0 ? livraisons.length : index
}

// Fetches of its address only: a bad file that someone sent by hand says nothing of the producer's server.
function echecsDeSuite(livraisons: readonly LivraisonSuivie[], url: string): readonly LivraisonSuivie[] {
  const lectures = livraisons.filter(({ origine, etat }) => origine === url.slice(0, 500) && etat !== 'en-cours')
  const reussie = lectures.findIndex(({ etat }) => !PERDUES.has(etat))
  return reussie < 0 ? lectures : lectures.slice(0, reussie)
}

function prochaineLecture(
  { automatique, livraisons, creeeLe }: SourceSuivie,
  echecs: readonly LivraisonSuivie[]
): Date | undefined {
  if (!automatique) return undefined
  // One that still waits, in the queue or for a person, is answered before another is fetched.
  const [derniere] = livraisons
  if (derniere?.etat === 'en-cours' || derniere?.etat === 'en-attente') return undefined
  const [echec] = echecs
  if (echec) return new Date(echec.recueLe.getTime() + delaiDeReprise(echecs.length))
  return automatique.apres(derniere?.recueLe ?? creeeLe)
}

/** The median wait between its deliveries; unknown before three days of delivery. Several on one day are one. */
export function rythmeHabituel(livraisons: readonly LivraisonSuivie[]): number | undefined {
  const jours = [
    ...new Set(
      livraisons.filter(({ etat }) => VIVANTES.has(etat)).map(({ recueLe }) => Math.floor(recueLe.getTime() / JOUR))
    )
  ].sort((a, b) => a - b)
  if (jours.length < 3) return undefined
  const attentes = jours.slice(1).map((jour, i) => jour - (jours[i] as number))
  attentes.sort((a, b) => a - b)
  const milieu = Math.floor(attentes.length / 2)
  const mediane =
    attentes.length % 2 === 1
      ? (attentes[milieu] as number)
      : ((attentes[milieu - 1] as number) + (attentes[milieu] as number)) / 2
  return mediane * JOUR
}

/** Twice its rhythm, and a day more than its rhythm at least: a late delivery is not yet a silence. */
function depuisQuandMuette(vivanteLe: Date | undefined, rythme: number | undefined, now: Date): Date | undefined {
  if (!vivanteLe || rythme === undefined) return undefined
  return now.getTime() - vivanteLe.getTime() > Math.max(2 * rythme, rythme + JOUR) ? vivanteLe : undefined
}

export interface Tendance {
  readonly sens: 'hausse' | 'baisse' | 'stable' | 'inconnue'
  /** Rows kept, oldest first. */
  readonly points: readonly { readonly le: Date; readonly gardees: number }[]
  /** Between the last two. */
  readonly ecart: number
}

const LIVRAISONS_MONTREES = 8
/** Less than this share more or less is the ordinary life of a directory. */
const BRUIT = 0.02

/** Where the number of rows goes, over the last deliveries that were applied (latest first). */
export function lireTendance(livraisons: readonly LivraisonSuivie[]): Tendance {
  const points = livraisons
    .filter(({ etat }) => etat === 'appliquee')
    .slice(0, LIVRAISONS_MONTREES)
    .map(({ recueLe, gardees }) => ({ le: recueLe, gardees: gardees ?? 0 }))
    .reverse()
  const [premier, dernier, avant] = [points[0], points.at(-1), points.at(-2)]
  if (!premier || !dernier || !avant) return { sens: 'inconnue', points, ecart: 0 }
  const total = dernier.gardees - premier.gardees
  const stable = Math.abs(total) <= BRUIT * Math.max(premier.gardees, 1)
  return {
    sens: stable ? 'stable' : total > 0 ? 'hausse' : 'baisse',
    points,
    ecart: dernier.gardees - avant.gardees
  }
}

export interface AlerteDue {
  readonly genre: 'attente' | 'muette'
  /** What it is about: two alerts about the same thing and the same threshold are one. */
  readonly evenement: string
  /** Days since then. */
  readonly seuil: number
  readonly depuis: Date
}

/** Reminders after the first word, in days. */
const RAPPELS_ATTENTE = [0, 7, 30] as const
const RAPPELS_SILENCE = [0, 30, 90] as const

/**
 * What somebody must be told today. The same ones every day: what was already written is known by its key. Only the
 * last threshold that has passed is said: a watch that did not run for a month does not send three messages at once.
 */
export function alertesDues({ enAttente, muetteDepuis, rythme = 0 }: Sante, now: Date): readonly AlerteDue[] {
  const alertes: AlerteDue[] = enAttente.flatMap(({ id, recueLe }) => {
    const seuil = dernierSeuil(RAPPELS_ATTENTE, now.getTime() - recueLe.getTime())
    return seuil === undefined
      ? []
      : [{ genre: 'attente' as const, evenement: `livraison-${id}`, seuil, depuis: recueLe }]
  })
  if (muetteDepuis) {
    const silence = now.getTime() - muetteDepuis.getTime() - Math.max(2 * rythme, rythme + JOUR)
    const seuil = dernierSeuil(RAPPELS_SILENCE, silence)
    if (seuil !== undefined)
      alertes.push({
        genre: 'muette',
        evenement: `depuis-${muetteDepuis.toISOString()}`,
        seuil,
        depuis: muetteDepuis
      })
  }
  return alertes
}

const dernierSeuil = (seuils: readonly number[], ecoule: number): number | undefined =>
  seuils.findLast((jours) => ecoule >= jours * JOUR)

/** The event a refused delivery belongs to: the whole series, when an address fails again and again. */
export function evenementDuRefus(source: SourceSuivie, livraisonId: number): string {
  const echecs = source.automatique ? echecsDeSuite(source.livraisons, source.automatique.url) : []
  const serie = echecs.some(({ id }) => id === livraisonId) ? echecs.at(-1) : undefined
  return `livraison-${serie?.id ?? livraisonId}`
}
