import { agrandir } from './tableaux.ts'
import type { Calendrier, EtatCalendrier } from './types.ts'

const MOMENTS_RETENUS = 8
const INCONNU = 3
const ETATS: Readonly<Record<EtatCalendrier, number>> = { ouvert: 1, ferme: 2, inconnu: INCONNU }

/** States of every calendar at one moment, computed when asked for. */
export interface Instant<M> {
  readonly moment: M
  /** 0 when not computed yet. */
  etats: Uint8Array
}

/** Distinct calendars, each compiled once and only when somebody asks. Number 0 is « nobody knows ». */
export class Calendriers<M> {
  readonly #lire: (texte: string) => Calendrier<M> | undefined
  readonly #cleDuMoment: (moment: M) => string
  readonly #numeros = new Map<string, number>()
  readonly #textes: string[] = ['']
  readonly #compiles: (Calendrier<M> | null | undefined)[] = [null]
  readonly #emplois: number[] = [0]
  readonly #libres: number[] = []
  readonly #instants = new Map<string, Instant<M>>()
  parSlot = new Uint32Array(1_024)

  constructor(lire: (texte: string) => Calendrier<M> | undefined, cleDuMoment: (moment: M) => string) {
    this.#lire = lire
    this.#cleDuMoment = cleDuMoment
  }

  ecrire(slot: number, texte: string | undefined): void {
    this.parSlot = agrandir(this.parSlot, slot < this.parSlot.length ? 0 : Math.max(slot + 1, this.parSlot.length * 2))
    if (!texte) {
      this.parSlot[slot] = 0
      return
    }
    let numero = this.#numeros.get(texte)
    if (numero === undefined) {
      numero = this.#libres.pop() ?? this.#textes.length
      this.#numeros.set(texte, numero)
      this.#textes[numero] = texte
      this.#compiles[numero] = undefined
      this.#emplois[numero] = 0
      for (const instant of this.#instants.values()) if (numero < instant.etats.length) instant.etats[numero] = 0
    }
    this.#emplois[numero] = this.#emplois[numero]! + 1
    this.parSlot[slot] = numero
  }

  retirer(slot: number): void {
    const numero = this.parSlot[slot]!
    if (numero === 0) return
    const emplois = this.#emplois[numero]! - 1
    this.#emplois[numero] = emplois
    if (emplois > 0) return
    this.#numeros.delete(this.#textes[numero]!)
    this.#textes[numero] = ''
    this.#compiles[numero] = null
    this.#libres.push(numero)
  }

  ranger(ordre: Uint32Array, capacite: number): void {
    const range = new Uint32Array(capacite)
    for (let slot = 0; slot < ordre.length; slot++) range[slot] = this.parSlot[ordre[slot]!]!
    this.parSlot = range
  }

  instant(moment: M): Instant<M> {
    const cle = this.#cleDuMoment(moment)
    let instant = this.#instants.get(cle)
    this.#instants.delete(cle)
    instant ??= { moment, etats: new Uint8Array(0) }
    instant.etats = agrandir(instant.etats, this.#textes.length)
    this.#instants.set(cle, instant)
    if (this.#instants.size > MOMENTS_RETENUS)
      for (const ancien of this.#instants.keys()) {
        this.#instants.delete(ancien)
        break
      }
    return instant
  }

  /** 1 open, 2 closed, 3 unknown. */
  etat(instant: Instant<M>, slot: number): number {
    const numero = this.parSlot[slot]!
    return instant.etats[numero]! || this.#calculer(instant, numero)
  }

  /**
   * States of all calendars: when most are needed, following their numbers reads memory in the order it was filled, which is
   * several times faster than following documents.
   */
  tousLesEtats(instant: Instant<M>): Uint8Array {
    for (let numero = 0; numero < this.#textes.length; numero++)
      if (instant.etats[numero] === 0 && (numero === 0 || this.#emplois[numero]! > 0)) this.#calculer(instant, numero)
    return instant.etats
  }

  /** Reads all that is not read yet: who loads a whole collection waits, rather than the first who asks what is open. */
  lireTout(): void {
    for (let numero = 1; numero < this.#textes.length; numero++) if (this.#emplois[numero]! > 0) this.#compile(numero)
  }

  get nombre(): number {
    return this.#textes.length
  }

  #calculer(instant: Instant<M>, numero: number): number {
    const compile = this.#compile(numero)
    const etat = compile ? ETATS[compile(instant.moment)] : INCONNU
    instant.etats[numero] = etat
    return etat
  }

  #compile(numero: number): Calendrier<M> | null {
    const deja = this.#compiles[numero]
    if (deja !== undefined) return deja
    const compile = this.#lire(this.#textes[numero]!) ?? null
    this.#compiles[numero] = compile
    return compile
  }
}

export function numeroEtat(etat: EtatCalendrier): number {
  return ETATS[etat] ?? 0
}
