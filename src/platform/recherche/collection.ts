import { normaliser } from '../../kernel/texte.ts'
import { type Bits, Brouillons, cardinal, contient, enumerer, garder, lever, poser } from './bits.ts'
import { Blocs, cordeVers } from './blocs.ts'
import { Calendriers, numeroEtat } from './calendriers.ts'
import { Cle } from './cles.ts'
import { rangerParCourbe } from './courbe.ts'
import { Facettes } from './facettes.ts'
import { grouper } from './grappes.ts'
import { IndexMots } from './index-mots.ts'
import { Paquets } from './paquets.ts'
import { cout, eloignement, Pertinence } from './pertinence.ts'
import { lireRequete, type Requete } from './requete.ts'
import { type Ordre, selectionner } from './selection.ts'
import { corde2, direction, distance, estPosition, mercatorX, mercatorY } from './sphere.ts'
import { Dictionnaire } from './synonymes.ts'
import { agrandir, permuter } from './tableaux.ts'
import type {
  Cadre,
  Collection,
  Critere,
  DemandeRecherche,
  DocumentCherchable,
  EtatCalendrier,
  Grappe,
  MotsCompris,
  OptionsCollection,
  Point,
  ReponseRecherche,
  Synonyme,
  Trouve
} from './types.ts'

const CAPACITE_INITIALE = 1_024
/** Documents out of order (written since, or withdrawn) before everything is put in order again, besides an eighth. */
const MARGE = 4_096
const LIMITE_MAX = 10_000
const PAS_DES_GRAPPES = 60
const AUCUN_MOT: MotsCompris = { corriges: [], ignores: [], compris: [] }
/** Candidates whose calendar is read one by one; beyond, those of everybody are. */
const PATIENCE = 1_500

/**
 * An empty collection.
 * @param marge documents out of order that are borne, besides an eighth of the collection: tests lower it.
 */
export function creerCollection<M>(options: OptionsCollection<M>, marge = MARGE): Collection<M> {
  return new CollectionEnMemoire(options, marge)
}

/** What is left of the documents by each part of the criteria. */
interface Filtre {
  /** All criteria, except choices in facets where one choice excludes the others, and the calendar. */
  readonly commun: Bits
  /** Those choices. */
  readonly choix: readonly { readonly cle: string; readonly bits: Bits }[]
  /** All criteria but the calendar. */
  readonly sansCalendrier: Bits
  readonly final: Bits
  readonly requete: Requete | undefined
  /** Nothing was asked. */
  readonly tout: boolean
}

class CollectionEnMemoire<M> implements Collection<M> {
  readonly #marge: number
  /** Slots used, dead ones included; capacity of the arrays; slots below `#ranges` follow the curve. */
  #fin = 0
  #capacite = CAPACITE_INITIALE
  #ranges = 0
  #slots = new Map<number, number>()

  #ids = new Float64Array(CAPACITE_INITIALE)
  /** The opposite of freshness: the smaller the fresher. */
  #anciennetes = new Float64Array(CAPACITE_INITIALE)
  #empreintes = new Uint32Array(CAPACITE_INITIALE)
  #positions = {
    latitudes: new Float64Array(CAPACITE_INITIALE),
    longitudes: new Float64Array(CAPACITE_INITIALE),
    x: new Float64Array(CAPACITE_INITIALE),
    y: new Float64Array(CAPACITE_INITIALE),
    z: new Float64Array(CAPACITE_INITIALE),
    flous: new Float64Array(CAPACITE_INITIALE)
  }
  #carteX = new Uint32Array(CAPACITE_INITIALE)
  #carteY = new Uint32Array(CAPACITE_INITIALE)
  #vivants: Bits = new Uint32Array(CAPACITE_INITIALE >>> 5)
  #situes: Bits = new Uint32Array(CAPACITE_INITIALE >>> 5)

  readonly #blocs = new Blocs()
  readonly #paquets = new Paquets()
  readonly #facettes: Facettes
  readonly #cles: ReadonlyMap<string, Cle>
  readonly #mots = new IndexMots()
  readonly #calendriers: Calendriers<M>
  #dictionnaire = new Dictionnaire([])
  readonly #pertinence = new Pertinence()
  readonly #brouillons = new Brouillons()
  /** Slots of the answer being made, and their sorting keys. */
  #liste = new Uint32Array(CAPACITE_INITIALE)
  #premiers = new Float64Array(CAPACITE_INITIALE)

  constructor(options: OptionsCollection<M>, marge: number) {
    this.#marge = marge
    this.#facettes = new Facettes(options.facettes, CAPACITE_INITIALE >>> 5)
    this.#cles = new Map(options.cles.map((cle) => [cle, new Cle()]))
    this.#calendriers = new Calendriers(options.lireCalendrier, options.cleDuMoment)
    this.#pertinence.agrandir(CAPACITE_INITIALE)
  }

  get taille(): number {
    return this.#slots.size
  }

  ecrire(documents: Iterable<DocumentCherchable>): void {
    const premier = this.#fin
    try {
      for (const document of documents) {
        const ancien = this.#slots.get(document.id)
        if (ancien !== undefined) this.#retirer(ancien)
        this.#ajouter(document)
      }
    } finally {
      // Also when the documents stop coming by an error: those that came are found like the others.
      if (!this.#rangerSiBesoin())
        for (let slot = premier; slot < this.#fin; slot++) if (contient(this.#vivants, slot)) this.#mots.indexer(slot)
      this.#mots.vocabulaire.oublierFautes()
    }
  }

  retirer(ids: Iterable<number>): void {
    for (const id of ids) {
      const slot = this.#slots.get(id)
      if (slot === undefined) continue
      this.#retirer(slot)
      this.#slots.delete(id)
    }
    this.#rangerSiBesoin()
    this.#mots.vocabulaire.oublierFautes()
  }

  definirSynonymes(synonymes: readonly Synonyme[]): void {
    this.#dictionnaire = new Dictionnaire(synonymes)
    this.#mots.vocabulaire.oublierFautes()
  }

  chercher(demande: DemandeRecherche<M>): ReponseRecherche {
    const { tri, comptes, ouvert } = demande
    const debut = borner(demande.debut, Number.MAX_SAFE_INTEGER)
    const limite = borner(demande.limite, LIMITE_MAX)
    const filtre = this.#filtrer(demande, tri === 'pertinence' && limite > 0, comptes === true)
    const { final, requete } = filtre
    const nombre = enumerer(final, this.#motsUtiles, this.#listeLibre())
    const slots = selectionner(
      this.#liste,
      nombre,
      this.#ids,
      this.#ordre(nombre, demande, requete),
      debut,
      Math.min(debut + limite, Number.MAX_SAFE_INTEGER)
    )
    return {
      total: nombre,
      trouves: slots.map((slot) => this.#trouve(slot, demande.autour)),
      mots: requete?.mots ?? AUCUN_MOT,
      comptes: comptes ? this.#compterFacettes(filtre, demande) : undefined,
      ouvertures: ouvert ? this.#compterOuvertures(filtre.sansCalendrier, ouvert.moment) : undefined
    }
  }

  compter(critere: Critere<M>): number {
    return cardinal(this.#filtrer(critere, false, false).final, this.#motsUtiles)
  }

  lister(critere: Critere<M>, apres = Number.NEGATIVE_INFINITY, limite = Number.POSITIVE_INFINITY): number[] {
    const { final } = this.#filtrer(critere, false, false)
    const nombre = enumerer(final, this.#motsUtiles, this.#listeLibre())
    let retenus = 0
    for (let i = 0; i < nombre; i++) if (this.#ids[this.#liste[i]!]! > apres) this.#liste[retenus++] = this.#liste[i]!
    const voulus = borner(limite, Number.MAX_SAFE_INTEGER)
    if (voulus < retenus / 8) {
      const ordre = this.#ordre(retenus, { tri: 'numero' }, undefined)
      return selectionner(this.#liste, retenus, this.#ids, ordre, 0, voulus).map((slot) => this.#ids[slot]!)
    }
    const ids = new Float64Array(retenus)
    for (let i = 0; i < retenus; i++) ids[i] = this.#ids[this.#liste[i]!]!
    return Array.from(ids.sort().subarray(0, voulus))
  }

  grappes(critere: Critere<M>, zoom: number, pas = PAS_DES_GRAPPES): Grappe[] {
    const { final } = this.#filtrer(critere, false, false)
    garder(final, this.#situes, this.#motsUtiles)
    const { latitudes, longitudes } = this.#positions
    return grouper(
      final,
      this.#motsUtiles,
      {
        ids: this.#ids,
        latitudes,
        longitudes,
        x: this.#carteX,
        y: this.#carteY,
        situes: this.#situes,
        paquets: this.#paquets
      },
      zoom,
      pas
    )
  }

  proches(critere: Critere<M> & { readonly autour: Point }, combien: number): Trouve[] {
    const { autour, ouvert, ...autres } = critere
    const voulus = borner(combien, LIMITE_MAX)
    if (voulus === 0 || !estPosition(autour.latitude, autour.longitude)) return []
    const { final } = this.#filtrer(autres, false, false)
    garder(final, this.#situes, this.#motsUtiles)
    const centre = direction(autour.latitude, autour.longitude)
    const instant = ouvert && this.#calendriers.instant(ouvert.moment)
    const etat = ouvert && numeroEtat(ouvert.etat ?? 'ouvert')
    const trouves: number[] = []
    let lus = 0
    this.#blocs.approcher(centre, final, this.#fin, this.#positions, this.#ids, (slot) => {
      if (instant && this.#calendriers.etat(instant, slot) !== etat) return ++lus < PATIENCE
      trouves.push(slot)
      return trouves.length < voulus
    })
    if (ouvert && trouves.length < voulus && lus >= PATIENCE) {
      trouves.length = 0
      this.#garderEtat(final, ouvert)
      this.#blocs.approcher(centre, final, this.#fin, this.#positions, this.#ids, (slot) => {
        trouves.push(slot)
        return trouves.length < voulus
      })
    }
    return trouves.map((slot) => this.#trouve(slot, autour))
  }

  cadre(critere: Critere<M>): Cadre | undefined {
    const { final } = this.#filtrer(critere, false, false)
    garder(final, this.#situes, this.#motsUtiles)
    const nombre = enumerer(final, this.#motsUtiles, this.#listeLibre())
    if (nombre === 0) return undefined
    const { latitudes, longitudes } = this.#positions
    let sud = Number.POSITIVE_INFINITY
    let ouest = Number.POSITIVE_INFINITY
    let nord = Number.NEGATIVE_INFINITY
    let est = Number.NEGATIVE_INFINITY
    for (let i = 0; i < nombre; i++) {
      const latitude = latitudes[this.#liste[i]!]!
      const longitude = longitudes[this.#liste[i]!]!
      if (latitude < sud) sud = latitude
      if (latitude > nord) nord = latitude
      if (longitude < ouest) ouest = longitude
      if (longitude > est) est = longitude
    }
    return { sud, ouest, nord, est }
  }

  completer(debut: string, combien: number): string[] {
    const normal = normaliser(debut.slice(0, 200))
    return normal === '' ? [] : this.#mots.vocabulaire.completer(normal, borner(combien, LIMITE_MAX))
  }

  #ajouter(document: DocumentCherchable): void {
    const slot = this.#fin++
    if (slot >= this.#capacite) this.#agrandir(this.#capacite * 2)
    const { id, latitude, longitude, fraicheur } = document
    this.#slots.set(id, slot)
    this.#ids[slot] = id
    this.#anciennetes[slot] = Number.isNaN(fraicheur) ? Number.POSITIVE_INFINITY : -fraicheur
    poser(this.#vivants, slot)
    const p = this.#positions
    if (latitude !== undefined && longitude !== undefined && estPosition(latitude, longitude)) {
      const { x, y, z } = direction(latitude, longitude)
      p.latitudes[slot] = latitude
      p.longitudes[slot] = longitude
      p.x[slot] = x
      p.y[slot] = y
      p.z[slot] = z
      p.flous[slot] = document.imprecision !== undefined && document.imprecision > 0 ? corde2(document.imprecision) : 0
      this.#carteX[slot] = mercatorX(longitude)
      this.#carteY[slot] = mercatorY(latitude)
      poser(this.#situes, slot)
      this.#blocs.etendre(slot, p)
      this.#paquets.etendre(slot, this.#carteX[slot]!, this.#carteY[slot]!, latitude, longitude)
    } else {
      p.latitudes[slot] = Number.NaN
      p.longitudes[slot] = Number.NaN
      p.x[slot] = Number.NaN
      p.y[slot] = Number.NaN
      p.z[slot] = Number.NaN
    }
    this.#empreintes[slot] = this.#mots.ecrire(slot, document.textes)
    this.#facettes.ecrire(slot, document.facettes)
    for (const [nom, cle] of this.#cles) cle.ecrire(slot, document.cles[nom])
    this.#calendriers.ecrire(slot, document.calendrier)
  }

  #retirer(slot: number): void {
    lever(this.#vivants, slot)
    lever(this.#situes, slot)
    this.#paquets.retirer(slot)
    this.#mots.retirer(slot)
    this.#facettes.retirer(slot)
    this.#calendriers.retirer(slot)
  }

  #agrandir(capacite: number): void {
    this.#capacite = capacite
    this.#ids = agrandir(this.#ids, capacite)
    this.#anciennetes = agrandir(this.#anciennetes, capacite)
    this.#empreintes = agrandir(this.#empreintes, capacite)
    const p = this.#positions
    p.flous = agrandir(p.flous, capacite)
    p.latitudes = agrandir(p.latitudes, capacite)
    p.longitudes = agrandir(p.longitudes, capacite)
    p.x = agrandir(p.x, capacite)
    p.y = agrandir(p.y, capacite)
    p.z = agrandir(p.z, capacite)
    this.#carteX = agrandir(this.#carteX, capacite)
    this.#carteY = agrandir(this.#carteY, capacite)
    this.#vivants = agrandir(this.#vivants, capacite >>> 5)
    this.#situes = agrandir(this.#situes, capacite >>> 5)
    this.#facettes.agrandir(capacite >>> 5)
    this.#pertinence.agrandir(capacite)
  }

  /** Puts everything in order when too much is out of it; whether it did. */
  #rangerSiBesoin(): boolean {
    const horsOrdre = this.#fin - this.#ranges + (this.#fin - this.#slots.size)
    if (horsOrdre <= this.#marge + this.#ranges / 8) return false
    this.#ranger()
    return true
  }

  #ranger(): void {
    const vivants = new Uint32Array(this.#slots.size)
    enumerer(this.#vivants, this.#motsUtiles, vivants)
    const ordre = rangerParCourbe(vivants, this.#carteX, this.#carteY, (slot) => contient(this.#situes, slot))
    const capacite = Math.max(CAPACITE_INITIALE, Math.ceil((ordre.length * 1.15) / 32) * 32)

    const situes = new Uint32Array(capacite >>> 5)
    for (let i = 0; i < ordre.length; i++) if (contient(this.#situes, ordre[i]!)) poser(situes, i)
    this.#situes = situes
    this.#vivants = new Uint32Array(capacite >>> 5)
    this.#vivants.fill(0xffffffff, 0, ordre.length >>> 5)
    if (ordre.length & 31) this.#vivants[ordre.length >>> 5] = 2 ** (ordre.length & 31) - 1

    this.#ids = permuter(this.#ids, ordre, capacite)
    this.#anciennetes = permuter(this.#anciennetes, ordre, capacite)
    this.#empreintes = permuter(this.#empreintes, ordre, capacite)
    const p = this.#positions
    p.flous = permuter(p.flous, ordre, capacite)
    p.latitudes = permuter(p.latitudes, ordre, capacite)
    p.longitudes = permuter(p.longitudes, ordre, capacite)
    p.x = permuter(p.x, ordre, capacite)
    p.y = permuter(p.y, ordre, capacite)
    p.z = permuter(p.z, ordre, capacite)
    this.#carteX = permuter(this.#carteX, ordre, capacite)
    this.#carteY = permuter(this.#carteY, ordre, capacite)
    this.#facettes.ranger(ordre, capacite)
    for (const cle of this.#cles.values()) cle.ranger(ordre, capacite)
    this.#calendriers.ranger(ordre, capacite)
    this.#calendriers.lireTout()
    this.#mots.ranger(ordre, capacite)
    this.#pertinence.agrandir(capacite)

    this.#blocs.vider()
    this.#paquets.vider()
    for (let slot = 0; slot < ordre.length; slot++) {
      this.#slots.set(this.#ids[slot]!, slot)
      if (!contient(situes, slot)) continue
      this.#blocs.etendre(slot, p)
      this.#paquets.etendre(slot, this.#carteX[slot]!, this.#carteY[slot]!, p.latitudes[slot]!, p.longitudes[slot]!)
    }
    this.#capacite = capacite
    this.#fin = ordre.length
    this.#ranges = ordre.length
  }

  get #motsUtiles(): number {
    return (this.#fin + 31) >>> 5
  }

  #listeLibre(): Uint32Array {
    if (this.#liste.length < this.#capacite) this.#liste = new Uint32Array(this.#capacite)
    return this.#liste
  }

  /** @param separer keep the choices of exclusive facets apart, to count without them. */
  #filtrer(critere: Critere<M>, noter: boolean, separer: boolean): Filtre {
    const mots = this.#motsUtiles
    this.#brouillons.ouvrir(this.#capacite >>> 5)
    let commun = this.#brouillons.copie(this.#vivants, mots)
    let tout = true
    const restreindre = (bits: Bits) => {
      tout = false
      garder(commun, bits, mots)
    }

    const { autour, cadre } = critere
    if (autour?.rayon !== undefined) {
      const dedans = this.#brouillons.vide()
      const seuil = estPosition(autour.latitude, autour.longitude) ? corde2(autour.rayon) : -1
      if (seuil >= 0) {
        const centre = direction(autour.latitude, autour.longitude)
        this.#blocs.rayon(centre, seuil, this.#situes, this.#fin, this.#positions, dedans)
      }
      restreindre(dedans)
    }
    if (cadre) {
      const dedans = this.#brouillons.vide()
      this.#blocs.cadre(cadre, this.#situes, this.#fin, this.#positions, dedans)
      restreindre(dedans)
    }
    for (const [nom, valeurs] of Object.entries(critere.cles ?? {})) {
      if (valeurs.length === 0) continue
      const tenants = this.#brouillons.vide()
      for (const valeur of valeurs) this.#cles.get(nom)?.joindre(valeur, tenants)
      restreindre(tenants)
    }
    const choix: { cle: string; bits: Bits }[] = []
    for (const [cle, valeurs] of Object.entries(critere.facettes ?? {})) {
      if (valeurs.length === 0) continue
      const facette = this.#facettes.facette(cle)
      const bits = this.#brouillons.vide()
      if (facette) this.#facettes.choisir(facette, valeurs, bits, mots)
      if (facette?.mode === 'une' && separer) choix.push({ cle, bits })
      else restreindre(bits)
    }
    const requete = lireRequete(critere.mots, this.#mots.vocabulaire, this.#dictionnaire, this.#facettes)
    if (requete?.impossible) restreindre(this.#brouillons.vide())
    else if (requete) {
      tout = false
      const { occurrences } = this.#mots
      commun = this.#pertinence.evaluer(requete, commun, mots, occurrences, this.#facettes, this.#brouillons, noter)
    }

    const sansCalendrier = this.#brouillons.copie(commun, mots)
    for (const { bits } of choix) garder(sansCalendrier, bits, mots)
    let final = sansCalendrier
    if (critere.ouvert) {
      final = this.#brouillons.copie(sansCalendrier, mots)
      this.#garderEtat(final, critere.ouvert)
    }
    return { commun, choix, sansCalendrier, final, requete, tout: tout && choix.length === 0 && !critere.ouvert }
  }

  #garderEtat(bits: Bits, ouvert: { readonly moment: M; readonly etat?: EtatCalendrier }): void {
    const calendriers = this.#calendriers
    const instant = calendriers.instant(ouvert.moment)
    const voulu = numeroEtat(ouvert.etat ?? 'ouvert')
    const mots = this.#motsUtiles
    const nombre = cardinal(bits, mots)
    if (nombre < calendriers.nombre / 4) {
      filtrer(bits, mots, (slot) => calendriers.etat(instant, slot) === voulu)
      return
    }
    const etats = calendriers.tousLesEtats(instant)
    const { parSlot } = calendriers
    filtrer(bits, mots, (slot) => etats[parSlot[slot]!] === voulu)
  }

  #compterOuvertures(bits: Bits, moment: M): Record<EtatCalendrier, number> {
    const instant = this.#calendriers.instant(moment)
    const effectifs = [0, 0, 0, 0]
    const nombre = enumerer(bits, this.#motsUtiles, this.#listeLibre())
    for (let i = 0; i < nombre; i++) {
      const etat = this.#calendriers.etat(instant, this.#liste[i]!)
      effectifs[etat] = effectifs[etat]! + 1
    }
    return { ouvert: effectifs[1]!, ferme: effectifs[2]!, inconnu: effectifs[3]! }
  }

  #compterFacettes({ commun, choix, final, tout }: Filtre, { ouvert }: Critere<M>) {
    const mots = this.#motsUtiles
    const { liste } = this.#facettes
    if (tout) return this.#facettes.effectifsParFacette()
    const libres = liste.filter(({ cle }) => !choix.some((autre) => autre.cle === cle))
    const comptes = this.#facettes.compter(final, mots, libres, this.#vivants)
    for (const { cle } of choix) {
      const sans = this.#brouillons.copie(commun, mots)
      for (const autre of choix) if (autre.cle !== cle) garder(sans, autre.bits, mots)
      if (ouvert) this.#garderEtat(sans, ouvert)
      Object.assign(
        comptes,
        this.#facettes.compter(
          sans,
          mots,
          liste.filter((facette) => facette.cle === cle),
          this.#vivants
        )
      )
    }
    return comptes
  }

  /** Sorting keys of the first slots of the list. One loop per order: each is crossed by a million documents. */
  #ordre(
    nombre: number,
    { tri, autour }: Pick<DemandeRecherche<M>, 'tri' | 'autour'>,
    requete: Requete | undefined
  ): Ordre {
    if (this.#premiers.length < nombre) this.#premiers = new Float64Array(this.#capacite)
    const premiers = this.#premiers
    const slots = this.#liste
    const situe = autour && estPosition(autour.latitude, autour.longitude)
    const centre = situe ? direction(autour.latitude, autour.longitude) : undefined
    const { x, y, z, flous } = this.#positions
    switch (tri) {
      case 'numero':
        premiers.fill(0, 0, nombre)
        return { premiers, seconds: undefined }
      case 'fraicheur':
        premiers.fill(0, 0, nombre)
        return { premiers, seconds: this.#anciennetes }
      case 'distance':
        premiers.fill(0, 0, nombre)
        if (centre)
          for (let i = 0; i < nombre; i++) {
            const slot = slots[i]!
            const corde = cordeVers(centre, x[slot]!, y[slot]!, z[slot]!)
            premiers[i] = corde >= 0 ? Math.max(corde, flous[slot]!) : Number.POSITIVE_INFINITY
          }
        return { premiers, seconds: undefined }
      case 'pertinence': {
        const { notes } = this.#pertinence
        const empreintes = this.#empreintes
        if (requete)
          for (let i = 0; i < nombre; i++) {
            const slot = slots[i]!
            premiers[i] = cout(requete.unites.length, notes[slot]!, empreintes[slot] === requete.empreinte)
          }
        else premiers.fill(0, 0, nombre)
        if (centre)
          for (let i = 0; i < nombre; i++) {
            const slot = slots[i]!
            const corde = cordeVers(centre, x[slot]!, y[slot]!, z[slot]!)
            premiers[i] = premiers[i]! + eloignement(corde >= 0 ? Math.max(corde, flous[slot]!) : corde)
          }
        return { premiers, seconds: this.#anciennetes }
      }
    }
  }

  #trouve(slot: number, autour: Point | undefined): Trouve {
    const { latitudes, longitudes } = this.#positions
    const situe = autour && estPosition(autour.latitude, autour.longitude) && contient(this.#situes, slot)
    return {
      id: this.#ids[slot]!,
      distance: situe ? distance(autour.latitude, autour.longitude, latitudes[slot]!, longitudes[slot]!) : undefined
    }
  }
}

function filtrer(bits: Bits, mots: number, garde: (slot: number) => boolean): void {
  for (let w = 0; w < mots; w++) {
    let retenus = 0
    for (let mot = bits[w]!; mot !== 0; mot &= mot - 1) {
      const bas = mot & -mot
      if (garde((w << 5) + 31 - Math.clz32(bas))) retenus |= bas
    }
    bits[w] = retenus
  }
}

function borner(nombre: number, max: number): number {
  return Math.max(0, Math.min(max, Math.floor(nombre) || 0))
}
