import { FACETTES } from '../src/features/annuaire/domain/facette.ts'
import { cleDuMoment, lireCalendrier, type MomentDemande } from '../src/features/annuaire/domain/horaires/moment.ts'
import { synonymesEnVigueur } from '../src/features/annuaire/domain/synonymes.ts'
import { CLES_LIEU } from '../src/features/annuaire/index/document.ts'
import { type Collection, creerCollection, type DocumentCherchable } from '../src/platform/recherche/index.ts'
import {
  type Commune,
  DEMANDES_PAR_MINUTE,
  genererLots,
  horloge,
  melangeur,
  tirerCommune,
  tirerFacettes,
  tirerMots,
  tirerPoint,
  tirerVue
} from './recherche-generes.ts'

type Lieux = Collection<MomentDemande>

export interface Construction {
  readonly collection: Lieux
  /** Milliseconds, the time to invent the documents apart. */
  readonly duree: number
}

export function construire(nombre: number, communes: readonly Commune[]): Construction {
  const collection: Lieux = creerCollection({ facettes: FACETTES, cles: CLES_LIEU, lireCalendrier, cleDuMoment })
  collection.definirSynonymes(synonymesEnVigueur([]))
  let invente = 0
  function* documents(): Generator<DocumentCherchable> {
    const lots = genererLots(nombre, communes)
    for (;;) {
      const avant = performance.now()
      const lot = lots.next()
      invente += performance.now() - avant
      if (lot.done) return
      yield* lot.value
    }
  }
  const debut = performance.now()
  collection.ecrire(documents())
  return { collection, duree: performance.now() - debut - invente }
}

export interface Mesure {
  readonly nom: string
  readonly distinctes: number
  /** Milliseconds of the first passage on these requests, then of the second. */
  readonly aFroid: Durees
  readonly aChaud: Durees
  readonly parSeconde: number
  /** Results per request, on average: nobody measures empty answers without saying so. */
  readonly resultats: number
}

interface Durees {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
}

type Demande = (collection: Lieux) => number

const RAYON = 30_000
const PAR_PAGE = 20

/** Each kind of request with its own draw, so that adding one changes nothing to the others. */
export const DEMANDES: readonly {
  readonly nom: string
  readonly tirer: (
    communes: readonly Commune[],
    hasard: () => number,
    maintenant: () => MomentDemande
  ) => { cle: string; demande: Demande }
}[] = [
  {
    nom: '(a) mot, facette et 30 km, tous les comptes',
    tirer: (communes, hasard) => {
      const demande = {
        mots: tirerMots(communes, hasard),
        facettes: tirerFacettes(1 + Math.floor(hasard() * 2), hasard),
        autour: { ...tirerPoint(tirerCommune(communes, hasard), hasard), rayon: RAYON },
        tri: 'pertinence',
        debut: 0,
        limite: PAR_PAGE,
        comptes: true
      } as const
      return { cle: JSON.stringify(demande), demande: (collection) => collection.chercher(demande).total }
    }
  },
  {
    nom: '(b) mots dans tout le pays, tous les comptes',
    tirer: (communes, hasard) => {
      const demande = {
        mots: tirerMots(communes, hasard),
        tri: 'pertinence',
        debut: 0,
        limite: PAR_PAGE,
        comptes: true
      } as const
      return { cle: demande.mots, demande: (collection) => collection.chercher(demande).total }
    }
  },
  {
    nom: '(c) grappes de la carte, de la rue au pays',
    tirer: (communes, hasard) => {
      const { critere, zoom } = tirerVue(communes, hasard)
      return {
        cle: JSON.stringify([critere, zoom]),
        demande: (collection) => collection.grappes(critere, zoom).reduce((somme, { combien }) => somme + combien, 0)
      }
    }
  },
  {
    nom: `(d) les 10 plus proches ouverts, ${DEMANDES_PAR_MINUTE} demandes par minute`,
    tirer: (communes, hasard, maintenant) => {
      const critere = {
        autour: tirerPoint(tirerCommune(communes, hasard), hasard),
        ouvert: { moment: maintenant() },
        ...(hasard() < 0.3 ? { facettes: tirerFacettes(1, hasard) } : {})
      }
      return { cle: JSON.stringify(critere), demande: (collection) => collection.proches(critere, 10).length }
    }
  }
]

export function mesurer(collection: Lieux, communes: readonly Commune[], combien: number): Mesure[] {
  return DEMANDES.map(({ nom, tirer }, rang) => {
    const hasard = melangeur(1_000 + rang)
    const maintenant = horloge(melangeur(2_000 + rang))
    const demandes = new Map<string, Demande>()
    // Words alone are not that many: a few draws more, then what there is.
    for (let essai = 0; essai < 20 * combien && demandes.size < combien; essai++) {
      const { cle, demande } = tirer(communes, hasard, maintenant)
      demandes.set(cle, demande)
    }
    const liste = [...demandes.values()]
    const froid = chronometrer(collection, liste)
    const chaud = chronometrer(collection, liste)
    return {
      nom,
      distinctes: liste.length,
      aFroid: resumer(froid.durees),
      aChaud: resumer(chaud.durees),
      parSeconde: (1_000 * liste.length) / chaud.durees.reduce((a, b) => a + b, 0),
      resultats: chaud.resultats / liste.length
    }
  })
}

/** Milliseconds to write again the first thousand of them, as an import does. */
export function recrire(collection: Lieux, taille: number, communes: readonly Commune[]): number {
  const [lot = []] = genererLots(Math.min(1_000, taille), communes)
  const debut = performance.now()
  collection.ecrire(lot)
  return performance.now() - debut
}

function chronometrer(collection: Lieux, demandes: readonly Demande[]) {
  const durees: number[] = []
  let resultats = 0
  for (const demande of demandes) {
    const debut = performance.now()
    resultats += demande(collection)
    durees.push(performance.now() - debut)
  }
  return { durees, resultats }
}

function resumer(durees: readonly number[]): Durees {
  const triees = durees.toSorted((a, b) => a - b)
  const rang = (part: number) => triees[Math.min(triees.length - 1, Math.floor(part * triees.length))]!
  return { p50: rang(0.5), p95: rang(0.95), p99: rang(0.99), max: rang(1) }
}
