import { AXE, compterLieux, croiser, FENETRE, hacherCle, listerBlocs, TAILLE_MAX } from './blocs.ts'
import { Comparaison } from './comparaison.ts'
import { Entiers } from './entiers.ts'
import { grouper, type Lien } from './groupes.ts'
import { cle53, Lexique, meler } from './lexique.ts'
import { SEUIL_MEME, SEUIL_REVOIR, SEUIL_SERVICES, VETO } from './poids.ts'
import { expliquerNiveaux, type Preuve } from './preuves.ts'
import { TableDeCles } from './table.ts'
import { type AComparer, lireTraits, type Options, type Traits } from './traits.ts'

/** How a record is named outside: its source and its key there. Never evidence. */
export interface Cle {
  readonly source: string
  readonly cle: string
}

/** What a person said of two records. It outlives every delivery. */
export interface Decision {
  readonly genre: 'meme' | 'different'
  readonly a: Cle
  readonly b: Cle
}

export interface Mouvement {
  readonly ajoutes?: readonly AComparer[]
  /** Every row of the same source and key is replaced. */
  readonly modifies?: readonly AComparer[]
  readonly retires?: readonly Cle[]
  /** All the decisions now in force; absent when they did not change. */
  readonly decisions?: readonly Decision[]
}

/** A pair worth showing, by numbers of records. Twins of one source (same content) are named by their first key. */
export interface Paire {
  readonly a: number
  readonly b: number
  /** Log-odds in decibans. */
  readonly score: number
  readonly issue: 'meme' | 'a-revoir' | 'different'
}

export interface Changements {
  /** Groups as they were, where something changed. */
  readonly avant: readonly (readonly Cle[])[]
  /** The groups that replace them. */
  readonly apres: readonly (readonly Cle[])[]
  /** Records whose pairs may have changed: their former pairs are void, their present ones are in `paires`. */
  readonly recompares: readonly Cle[]
  readonly paires: readonly {
    readonly a: Cle
    readonly b: Cle
    readonly score: number
    readonly issue: Paire['issue']
  }[]
  readonly comparaisons: number
}

const PETIT = 0
const PLEIN = 1
const MORTE = -32768
const SANS = -1

/**
 * All the records of the directory, ready to be compared. The groups are a function of the set of records and of the
 * decisions: neither the order of arrival nor the keys count. After `mettreAJour` they are what a new index would give.
 *
 * Records of one source with the same content are twins: one node stands for them, so ten thousand copies cost one.
 */
export class IndexRapprochement {
  readonly #lexique = new Lexique()
  readonly #options: Options
  readonly #comparaison: Comparaison
  readonly #tailleMax: number
  /** By number in the lexicon: 0 or 1 one lieu, 2 two, 3 some, 4 many. */
  #partage = new Uint8Array(1024)

  // Records, by number. A withdrawn record keeps its number and has no node.
  readonly #sources: string[] = []
  readonly #cles: string[] = []
  readonly #noeudDe = new Entiers()
  readonly #recordSuivant = new Entiers()
  /** The group last given: records with one label are one lieu. */
  readonly #etiquette = new Entiers()
  /** Built at the first update: a single run does without. */
  #parCle: Map<string, number[]> | undefined

  // Nodes.
  readonly #traits: (Traits | undefined)[] = []
  readonly #premier = new Entiers()
  readonly #nombre = new Entiers()
  readonly #debutEntrees = new Entiers()
  readonly #finEntrees = new Entiers()
  readonly #paires = new Entiers()
  readonly #marque = new Entiers()
  /** Entries in crossed blocks: few nodes have any. */
  readonly #croises = new Map<number, number[]>()
  readonly #noeuds: TableDeCles
  /** Nodes that a decision names stand alone, even among twins. */
  readonly #nomDuNoeud = new Map<number, string>()
  readonly #noeudsNommes = new Map<string, Set<number>>()
  #epoque = 0
  #etiquettes = 0

  // Blocks, and their entries as doubly linked lists.
  readonly #blocs: TableDeCles
  readonly #cleDuBloc: number[] = []
  readonly #axe = new Entiers()
  readonly #etat = new Entiers()
  readonly #taille = new Entiers()
  readonly #tete = new Entiers()
  readonly #contact = new Entiers()
  readonly #ordres = new Map<number, { readonly ordre: readonly number[]; readonly rangs: Map<number, number> }>()
  readonly #textes = new Map<number, string>()
  readonly #entNoeud = new Entiers()
  readonly #entBloc = new Entiers()
  readonly #entSuivante = new Entiers()
  readonly #entPrecedente = new Entiers()

  // Pairs worth showing, each in the list of its two nodes.
  readonly #paireA = new Entiers()
  readonly #paireB = new Entiers()
  readonly #paireScore = new Entiers()
  readonly #paireSuiteA = new Entiers()
  readonly #paireSuiteB = new Entiers()
  #pairesMortes = 0

  /** By « source NUL key ». */
  #decisions: Map<string, ParoleSur[]>

  /** Pairs of nodes compared to find links, since the index exists. */
  comparaisons = 0

  constructor(records: Iterable<AComparer> = [], decisions: readonly Decision[] = [], options: Options = {}) {
    this.#options = options
    this.#tailleMax = options.tailleMax ?? TAILLE_MAX
    const prevus = Array.isArray(records) ? records.length : 1000
    this.#noeuds = new TableDeCles(prevus)
    this.#blocs = new TableDeCles(prevus * 5)
    this.#comparaison = new Comparaison(this.#lexique, (contact) => (this.#partage[contact] as number) || 1)
    this.#decisions = ranger(decisions)
    for (const record of records)
      this.#attacher(this.#enregistrer(record), lireTraits(record, this.#lexique, options), undefined)
    this.#comparerTout()
  }

  /** One group number per record in the order of arrival; -1 for the withdrawn ones. */
  groupes(): Int32Array {
    const sortie = new Int32Array(this.#sources.length).fill(-1)
    const rangs = new Int32Array(this.#etiquettes).fill(-1)
    let suivant = 0
    for (let record = 0; record < sortie.length; record++) {
      if ((this.#noeudDe.t[record] as number) < 0) continue
      const etiquette = this.#etiquette.t[record] as number
      if ((rangs[etiquette] as number) < 0) rangs[etiquette] = suivant++
      sortie[record] = rangs[etiquette] as number
    }
    return sortie
  }

  cle(record: number): Cle {
    return { source: this.#sources[record] as string, cle: this.#cles[record] as string }
  }

  /** Every pair above the threshold of review, and the twins of one source, each tied to the next. */
  *paires(): Generator<Paire> {
    for (let p = 0; p < this.#paireA.n; p++) if (this.#paireScore.t[p] !== MORTE) yield this.#direPaire(p)
    for (let noeud = 0; noeud < this.#nombre.n; noeud++) yield* this.#direJumeaux(noeud)
  }

  /** Why two records are, or are not, one lieu. Empty when one of them is unknown. */
  expliquer(a: Cle, b: Cle): readonly Preuve[] {
    const na = this.#noeudDe.t[this.#indexerCles().get(nomDe(a))?.[0] ?? -1]
    const nb = this.#noeudDe.t[this.#indexerCles().get(nomDe(b))?.[0] ?? -1]
    if (na === undefined || nb === undefined) return []
    const score = this.#comparaison.comparer(this.#traits[na] as Traits, this.#traits[nb] as Traits)
    return expliquerNiveaux(this.#comparaison, score)
  }

  mettreAJour({ ajoutes = [], modifies = [], retires = [], decisions }: Mouvement): Changements {
    const debut = this.comparaisons
    const suivi: Suivi = { touches: new Set(), anciens: new Set(), blocs: new Set(), croises: new Set(), partis: [] }
    const parCle = this.#indexerCles()

    if (decisions) this.#changerDecisions(ranger(decisions), suivi)
    for (const nom of new Set([...retires, ...modifies].map(nomDe))) {
      for (const record of parCle.get(nom) ?? []) {
        this.#detacher(record, suivi)
        suivi.partis.push(record)
      }
      parCle.delete(nom)
    }
    for (const record of [...ajoutes, ...modifies]) {
      const numero = this.#enregistrer(record)
      this.#attacher(numero, lireTraits(record, this.#lexique, this.#options), suivi)
      const nom = nomDe(record)
      const numeros = parCle.get(nom)
      if (numeros) numeros.push(numero)
      else parCle.set(nom, [numero])
    }

    this.#propager(suivi)
    for (const noeud of suivi.touches) this.#explorer(noeud, suivi.anciens)
    for (const noeud of suivi.touches) this.#oublierPaires(noeud)
    const vivants = [...suivi.touches].filter((noeud) => this.#traits[noeud] !== undefined)
    for (const noeud of vivants) this.#comparerNoeud(noeud, suivi.touches)
    const concernes = new Set<number>()
    for (const noeud of suivi.anciens) this.#explorer(noeud, concernes)
    for (const noeud of vivants) this.#explorer(noeud, concernes)
    return this.#regrouperEtDire(concernes, suivi, debut)
  }

  // --- records and nodes ---

  #enregistrer({ source, cle }: Cle): number {
    this.#sources.push(source)
    this.#cles.push(cle)
    this.#noeudDe.pousser(SANS)
    this.#recordSuivant.pousser(SANS)
    return this.#etiquette.pousser(SANS)
  }

  #attacher(record: number, traits: Traits, suivi: Suivi | undefined): void {
    const nom = this.#decisions.size > 0 ? nomDe(this.cle(record)) : ''
    const nomme = this.#decisions.has(nom)
    const noeud = this.#noeudPour(traits, nomme ? nom : '', suivi)
    this.#noeudDe.t[record] = noeud
    this.#recordSuivant.t[record] = this.#premier.t[noeud] as number
    this.#premier.t[noeud] = record
    this.#nombre.t[noeud] = (this.#nombre.t[noeud] as number) + 1
    if (!suivi) return
    this.#explorer(noeud, suivi.anciens)
  }

  #noeudPour(traits: Traits, nom: string, suivi: Suivi | undefined): number {
    let cle = cle53(traits.empreinteA, traits.empreinteB)
    if (nom !== '') {
      const [a, b] = hacherCle(nom)
      cle = cle53(meler(traits.empreinteA, a), meler(b, traits.empreinteB))
    }
    const nouveau = this.#traits.length
    let noeud = this.#noeuds.lireOuMettre(cle, nouveau)
    if (noeud !== nouveau && this.#traits[noeud] === undefined) {
      this.#noeuds.mettre(cle, nouveau)
      noeud = nouveau
    }
    if (noeud !== nouveau) return noeud
    this.#traits.push(traits)
    this.#premier.pousser(SANS)
    this.#nombre.pousser(0)
    this.#paires.pousser(SANS)
    this.#marque.pousser(SANS)
    this.#debutEntrees.pousser(this.#entNoeud.n)
    listerBlocs(traits, this.#lexique, (axe, cleBloc, contact) =>
      this.#entrer(nouveau, axe, cleBloc, contact, suivi?.blocs)
    )
    this.#finEntrees.pousser(this.#entNoeud.n)
    if (nom !== '') {
      this.#nomDuNoeud.set(nouveau, nom)
      const nommes = this.#noeudsNommes.get(nom)
      if (nommes) nommes.add(nouveau)
      else this.#noeudsNommes.set(nom, new Set([nouveau]))
    }
    suivi?.touches.add(nouveau)
    return nouveau
  }

  #detacher(record: number, suivi: Suivi): void {
    const noeud = this.#noeudDe.t[record] as number
    this.#explorer(noeud, suivi.anciens)
    this.#noeudDe.t[record] = SANS
    if (this.#premier.t[noeud] === record) this.#premier.t[noeud] = this.#recordSuivant.t[record] as number
    else {
      let avant = this.#premier.t[noeud] as number
      while (this.#recordSuivant.t[avant] !== record) avant = this.#recordSuivant.t[avant] as number
      this.#recordSuivant.t[avant] = this.#recordSuivant.t[record] as number
    }
    this.#nombre.t[noeud] = (this.#nombre.t[noeud] as number) - 1
    if (this.#nombre.t[noeud] !== 0) return

    this.#oublierPaires(noeud)
    for (let e = this.#debutEntrees.t[noeud] as number; e < (this.#finEntrees.t[noeud] as number); e++)
      this.#sortir(e, suivi.blocs)
    this.#decroiser(noeud, suivi.croises)
    this.#traits[noeud] = undefined
    suivi.touches.delete(noeud)
    const nom = this.#nomDuNoeud.get(noeud)
    if (nom !== undefined) {
      this.#nomDuNoeud.delete(noeud)
      this.#noeudsNommes.get(nom)?.delete(noeud)
    }
  }

  #changerDecisions(nouvelles: Map<string, ParoleSur[]>, suivi: Suivi): void {
    const parCle = this.#indexerCles()
    const records: number[] = []
    for (const nom of new Set([...this.#decisions.keys(), ...nouvelles.keys()]))
      if (!memesParoles(this.#decisions.get(nom), nouvelles.get(nom))) records.push(...(parCle.get(nom) ?? []))
    const traits = records.map((record) => this.#traits[this.#noeudDe.t[record] as number] as Traits)
    // Under the former decisions for what they tied, under the new ones for what they tie.
    for (const record of records) this.#explorer(this.#noeudDe.t[record] as number, suivi.anciens)
    for (const record of records) this.#detacher(record, suivi)
    this.#decisions = nouvelles
    for (const [i, record] of records.entries()) this.#attacher(record, traits[i] as Traits, suivi)
  }

  #indexerCles(): Map<string, number[]> {
    if (this.#parCle) return this.#parCle
    const parCle = new Map<string, number[]>()
    for (let record = 0; record < this.#sources.length; record++) {
      if ((this.#noeudDe.t[record] as number) < 0) continue
      const nom = nomDe(this.cle(record))
      const numeros = parCle.get(nom)
      if (numeros) numeros.push(record)
      else parCle.set(nom, [record])
    }
    this.#parCle = parCle
    return parCle
  }

  *#recordsDe(noeud: number): Generator<number> {
    for (let record = this.#premier.t[noeud] as number; record >= 0; record = this.#recordSuivant.t[record] as number)
      yield record
  }

  // --- blocks ---

  #entrer(noeud: number, axe: number, cle: number, contact: number, changes: Set<number> | undefined): number {
    const nouveau = this.#taille.n
    const bloc = this.#blocs.lireOuMettre(cle, nouveau)
    if (bloc === nouveau) {
      this.#taille.pousser(0)
      this.#tete.pousser(SANS)
      this.#axe.pousser(axe)
      this.#etat.pousser(PETIT)
      this.#contact.pousser(contact)
      this.#cleDuBloc.push(cle)
    }
    const tete = this.#tete.t[bloc] as number
    const entree = this.#entNoeud.pousser(noeud)
    this.#entBloc.pousser(bloc)
    this.#entSuivante.pousser(tete)
    this.#entPrecedente.pousser(SANS)
    if (tete >= 0) this.#entPrecedente.t[tete] = entree
    this.#tete.t[bloc] = entree
    this.#taille.t[bloc] = (this.#taille.t[bloc] as number) + 1
    changes?.add(bloc)
    return entree
  }

  #sortir(entree: number, changes: Set<number>): void {
    const bloc = this.#entBloc.t[entree] as number
    const suivante = this.#entSuivante.t[entree] as number
    const precedente = this.#entPrecedente.t[entree] as number
    if (precedente >= 0) this.#entSuivante.t[precedente] = suivante
    else this.#tete.t[bloc] = suivante
    if (suivante >= 0) this.#entPrecedente.t[suivante] = precedente
    this.#taille.t[bloc] = (this.#taille.t[bloc] as number) - 1
    changes.add(bloc)
  }

  *#membres(bloc: number): Generator<number> {
    for (let e = this.#tete.t[bloc] as number; e >= 0; e = this.#entSuivante.t[e] as number)
      yield this.#entNoeud.t[e] as number
  }

  /** Blocks that filled or emptied, contacts more or less shared: their members are to be compared again. */
  #propager(suivi: Suivi): void {
    const aCroiser = new Set(suivi.touches)
    for (const bloc of suivi.blocs) {
      const contact = this.#contact.t[bloc] as number
      if (contact >= 0 && this.#classer(bloc, contact))
        for (const noeud of this.#membres(bloc)) suivi.touches.add(noeud)
      if (this.#axe.t[bloc] === AXE.domaine || !this.#remplir(bloc)) continue
      for (const noeud of this.#membres(bloc)) {
        suivi.touches.add(noeud)
        aCroiser.add(noeud)
      }
    }
    for (const noeud of aCroiser) this.#decroiser(noeud, suivi.croises)
    for (const noeud of aCroiser) if (this.#traits[noeud]) this.#croiserNoeud(noeud, suivi.croises)
    for (const bloc of suivi.croises) {
      // In an over-full crossed block a record meets its neighbours in a list: any arrival moves them.
      if (this.#remplir(bloc) || this.#etat.t[bloc] === PLEIN)
        for (const noeud of this.#membres(bloc)) suivi.touches.add(noeud)
    }
  }

  /** True when the block changed state. */
  #remplir(bloc: number): boolean {
    const etat = (this.#taille.t[bloc] as number) > this.#tailleMax ? PLEIN : PETIT
    if (etat === this.#etat.t[bloc]) return false
    this.#etat.t[bloc] = etat
    return true
  }

  /**
   * How many lieux hold a contact: the most that one source lists, or the communes it spans when they are more. Several
   * sources that describe one lieu with its one telephone do not make it shared. True when it changed.
   */
  #classer(bloc: number, contact: number): boolean {
    const taille = this.#taille.t[bloc] as number
    let nombre = 1
    if (taille > 200) nombre = 200
    else if (taille > 1) {
      const parSource = new Map<number, Traits[]>()
      const communes = new Set<number>()
      for (const noeud of this.#membres(bloc)) {
        const t = this.#traits[noeud] as Traits
        // Anyone may write a held fiche: how shared a contact is, directories say.
        if (t.tenu) continue
        const deLaSource = parSource.get(t.source)
        if (deLaSource) deLaSource.push(t)
        else parSource.set(t.source, [t])
        if (t.commune >= 0) communes.add(t.commune)
      }
      // Two communes may be one lieu that moved, or one mistake.
      nombre = (communes.size + 1) >> 1
      for (const traits of parSource.values()) nombre = Math.max(nombre, compterLieux(traits, this.#lexique))
    }
    const classe = nombre <= 1 ? 1 : nombre === 2 ? 2 : nombre <= 5 ? 3 : 4
    if (contact >= this.#partage.length) {
      const plus = new Uint8Array(Math.max(contact + 1, this.#partage.length * 2))
      plus.set(this.#partage)
      this.#partage = plus
    }
    const avant = (this.#partage[contact] as number) || 1
    this.#partage[contact] = classe
    return classe !== avant
  }

  #croiserNoeud(noeud: number, changes: Set<number>): void {
    const pleins: number[] = []
    for (let e = this.#debutEntrees.t[noeud] as number; e < (this.#finEntrees.t[noeud] as number); e++) {
      const bloc = this.#entBloc.t[e] as number
      if (this.#etat.t[bloc] === PLEIN && this.#axe.t[bloc] !== AXE.domaine) pleins.push(bloc)
    }
    if (pleins.length < 2) return
    const entrees: number[] = []
    for (const [i, x] of pleins.entries())
      for (let j = i + 1; j < pleins.length; j++) {
        const y = pleins[j] as number
        if (this.#axe.t[x] === this.#axe.t[y]) continue
        const cle = croiser(this.#cleDuBloc[x] as number, this.#cleDuBloc[y] as number)
        entrees.push(this.#entrer(noeud, AXE.croise, cle, SANS, changes))
      }
    if (entrees.length > 0) this.#croises.set(noeud, entrees)
  }

  #decroiser(noeud: number, changes: Set<number>): void {
    for (const entree of this.#croises.get(noeud) ?? []) this.#sortir(entree, changes)
    this.#croises.delete(noeud)
  }

  // --- comparing ---

  #comparerTout(): void {
    for (let bloc = 0; bloc < this.#taille.n; bloc++) {
      const contact = this.#contact.t[bloc] as number
      if (contact >= 0 && (this.#taille.t[bloc] as number) > 1) this.#classer(bloc, contact)
      if (this.#axe.t[bloc] !== AXE.domaine) this.#remplir(bloc)
    }
    const croises = new Set<number>()
    for (let noeud = 0; noeud < this.#traits.length; noeud++) this.#croiserNoeud(noeud, croises)
    for (const bloc of croises) this.#remplir(bloc)
    for (let noeud = 0; noeud < this.#traits.length; noeud++) this.#comparerNoeud(noeud, undefined)
    this.#ordres.clear()
    this.#textes.clear()
    this.#grouperTout()
  }

  /**
   * With `touches`, the record meets everyone again, but two touched ones only once. Without, it meets those that came
   * before it: its own entry in each list is followed by them alone.
   */
  #comparerNoeud(noeud: number, touches: Set<number> | undefined): void {
    this.#epoque++
    this.#marque.t[noeud] = this.#epoque
    for (let e = this.#debutEntrees.t[noeud] as number; e < (this.#finEntrees.t[noeud] as number); e++)
      this.#parcourir(noeud, e, touches)
    for (const e of this.#croises.get(noeud) ?? []) this.#parcourir(noeud, e, touches)
  }

  #parcourir(noeud: number, entree: number, touches: Set<number> | undefined): void {
    const bloc = this.#entBloc.t[entree] as number
    if ((this.#taille.t[bloc] as number) < 2) return
    const axe = this.#axe.t[bloc]
    if (axe === AXE.domaine) return
    if (this.#etat.t[bloc] === PLEIN) {
      if (axe !== AXE.croise) return
      for (const autre of this.#voisins(noeud, bloc)) this.#rencontrer(noeud, autre, touches)
      return
    }
    let e = touches ? (this.#tete.t[bloc] as number) : (this.#entSuivante.t[entree] as number)
    for (; e >= 0; e = this.#entSuivante.t[e] as number) this.#rencontrer(noeud, this.#entNoeud.t[e] as number, touches)
  }

  #rencontrer(noeud: number, autre: number, touches: Set<number> | undefined): void {
    if (this.#marque.t[autre] === this.#epoque) return
    this.#marque.t[autre] = this.#epoque
    if (autre > noeud && (!touches || touches.has(autre))) return
    this.comparaisons++
    const score = this.#comparaison.comparer(this.#traits[noeud] as Traits, this.#traits[autre] as Traits)
    if (score < SEUIL_REVOIR) return
    const paire = this.#paireA.pousser(noeud)
    this.#paireB.pousser(autre)
    this.#paireScore.pousser(score)
    this.#paireSuiteA.pousser(this.#paires.t[noeud] as number)
    this.#paireSuiteB.pousser(this.#paires.t[autre] as number)
    this.#paires.t[noeud] = paire
    this.#paires.t[autre] = paire
  }

  /** Neighbours in the order of names and addresses, in a crossed block that is still over-full. */
  *#voisins(noeud: number, bloc: number): Generator<number> {
    let liste = this.#ordres.get(bloc)
    if (!liste) {
      const textes = new Map<number, string>()
      for (const membre of this.#membres(bloc)) {
        const texte = this.#textes.get(membre) ?? this.#texteDOrdre(membre)
        this.#textes.set(membre, texte)
        textes.set(membre, texte)
      }
      const ordre = [...textes.keys()].sort((x, y) => {
        const tx = textes.get(x) as string
        const ty = textes.get(y) as string
        return tx < ty ? -1 : tx > ty ? 1 : this.#departager(x, y)
      })
      liste = { ordre, rangs: new Map(ordre.map((membre, rang) => [membre, rang])) }
      this.#ordres.set(bloc, liste)
    }
    const rang = liste.rangs.get(noeud) as number
    for (let i = Math.max(0, rang - FENETRE); i <= Math.min(liste.ordre.length - 1, rang + FENETRE); i++)
      if (i !== rang) yield liste.ordre[i] as number
  }

  #texteDOrdre(noeud: number): string {
    const t = this.#traits[noeud] as Traits
    const mots = (rangs: readonly number[]) =>
      rangs
        .map((rang) => this.#lexique.mots[rang] as string)
        .sort()
        .join(' ')
    return `${mots(t.propres)} ${mots(t.communs)}\u0001${mots(t.voie)}\u0001${String(t.numeroMin).padStart(4, '0')}`
  }

  /** By what the records say, never by their number or key, except between two that decisions named. */
  #departager(x: number, y: number): number {
    if (x === y) return 0
    const tx = this.#traits[x] as Traits
    const ty = this.#traits[y] as Traits
    if (tx.empreinteA !== ty.empreinteA) return tx.empreinteA - ty.empreinteA
    if (tx.empreinteB !== ty.empreinteB) return tx.empreinteB - ty.empreinteB
    return (this.#nomDuNoeud.get(x) ?? '') < (this.#nomDuNoeud.get(y) ?? '') ? -1 : 1
  }

  #oublierPaires(noeud: number): void {
    for (let p = this.#paires.t[noeud] as number; p >= 0; ) {
      const suite = this.#suite(p, noeud)
      if (this.#paireScore.t[p] !== MORTE) {
        this.#paireScore.t[p] = MORTE
        this.#pairesMortes++
      }
      p = suite
    }
    this.#paires.t[noeud] = SANS
  }

  #suite(paire: number, noeud: number): number {
    return (this.#paireA.t[paire] === noeud ? this.#paireSuiteA.t[paire] : this.#paireSuiteB.t[paire]) as number
  }

  // --- groups ---

  /** Adds to `vus` every node that links of « same » strength, or a person's word, tie to this one. */
  #explorer(noeud: number, vus: Set<number>): void {
    if (vus.has(noeud) || this.#traits[noeud] === undefined) return
    vus.add(noeud)
    const pile = [noeud]
    const voir = (autre: number) => {
      if (vus.has(autre)) return
      vus.add(autre)
      pile.push(autre)
    }
    for (let n = pile.pop(); n !== undefined; n = pile.pop()) {
      for (let p = this.#paires.t[n] as number; p >= 0; p = this.#suite(p, n))
        if ((this.#paireScore.t[p] as number) >= SEUIL_MEME)
          voir((this.#paireA.t[p] === n ? this.#paireB.t[p] : this.#paireA.t[p]) as number)
      for (const autre of this.#reunisPar(n)) voir(autre)
    }
  }

  *#reunisPar(noeud: number): Generator<number> {
    const nom = this.#nomDuNoeud.get(noeud)
    if (nom === undefined) return
    for (const { genre, autre } of this.#decisions.get(nom) ?? [])
      if (genre === 'meme') yield* this.#noeudsNommes.get(autre) ?? []
  }

  #grouperTout(): void {
    const n = this.#traits.length
    const racine = Int32Array.from({ length: n }, (_, i) => i)
    const trouver = (i: number) => {
      let r = i
      while (racine[r] !== r) {
        racine[r] = racine[racine[r] as number] as number
        r = racine[r] as number
      }
      return r
    }
    const unir = (a: number, b: number) => {
      const x = trouver(a)
      const y = trouver(b)
      if (x !== y) racine[Math.max(x, y)] = Math.min(x, y)
    }
    for (let p = 0; p < this.#paireA.n; p++)
      if ((this.#paireScore.t[p] as number) >= SEUIL_MEME)
        unir(this.#paireA.t[p] as number, this.#paireB.t[p] as number)
    for (const noeud of this.#nomDuNoeud.keys()) for (const autre of this.#reunisPar(noeud)) unir(noeud, autre)

    const composantes = new Map<number, number[]>()
    for (let noeud = 0; noeud < n; noeud++) {
      const r = trouver(noeud)
      if (r === noeud && !composantes.has(r)) composantes.set(r, [])
      composantes.get(r)?.push(noeud)
    }
    for (const noeuds of composantes.values()) this.#grouperComposante(noeuds)
  }

  #grouperComposante(noeuds: readonly number[]): void {
    if (noeuds.length === 1) {
      this.#etiqueter(noeuds[0] as number, this.#etiquettes++)
      return
    }
    const rangs = new Map(noeuds.map((noeud, rang) => [noeud, rang]))
    const liens: Lien[] = []
    const scores = new Map<number, number>()
    // Two kinds of service do not join through a third that could be either.
    const tenir = (score: number) => (score < SEUIL_SERVICES && this.#comparaison.genre >= 4 ? VETO : score)
    const indice = (a: number, b: number) => (a < b ? a * noeuds.length + b : b * noeuds.length + a)
    for (const [a, noeud] of noeuds.entries()) {
      for (let p = this.#paires.t[noeud] as number; p >= 0; p = this.#suite(p, noeud)) {
        const score = this.#paireScore.t[p] as number
        if (score === MORTE || this.#paireA.t[p] !== noeud) continue
        const b = rangs.get(this.#paireB.t[p] as number)
        if (b === undefined) continue
        if (score >= SEUIL_SERVICES) scores.set(indice(a, b), score)
        if (score >= SEUIL_MEME) liens.push({ a, b, score })
      }
      for (const autre of this.#reunisPar(noeud)) {
        const b = rangs.get(autre)
        if (b !== undefined && a < b) liens.push({ a, b, score: Infinity })
      }
    }
    liens.sort((x, y) => {
      if (x.score !== y.score) return y.score - x.score
      const [x1, x2] = this.#ordonner(noeuds[x.a] as number, noeuds[x.b] as number)
      const [y1, y2] = this.#ordonner(noeuds[y.a] as number, noeuds[y.b] as number)
      return this.#departager(x1, y1) || this.#departager(x2, y2)
    })
    const score = (a: number, b: number) => {
      const tenus = Number(this.#traits[noeuds[a] as number]?.tenu) + Number(this.#traits[noeuds[b] as number]?.tenu)
      // What a held fiche says neither brings directories together nor keeps them apart. Two of them wait for a person.
      if (tenus > 0) return tenus === 2 ? VETO : undefined
      const i = indice(a, b)
      const connu = scores.get(i)
      if (connu !== undefined) return connu
      const calcule = this.#comparaison.comparer(
        this.#traits[noeuds[a] as number] as Traits,
        this.#traits[noeuds[b] as number] as Traits
      )
      scores.set(i, tenir(calcule))
      return tenir(calcule)
    }
    const groupes = grouper(noeuds.length, liens, score, (a, b) =>
      this.#separes(noeuds[a] as number, noeuds[b] as number)
    )
    const etiquettes = new Map<number, number>()
    for (const [rang, noeud] of noeuds.entries()) {
      const groupe = groupes[rang] as number
      let etiquette = etiquettes.get(groupe)
      if (etiquette === undefined) {
        etiquette = this.#etiquettes++
        etiquettes.set(groupe, etiquette)
      }
      this.#etiqueter(noeud, etiquette)
    }
  }

  #ordonner(a: number, b: number): readonly [number, number] {
    return this.#departager(a, b) <= 0 ? [a, b] : [b, a]
  }

  #separes(a: number, b: number): boolean {
    const nomA = this.#nomDuNoeud.get(a)
    const nomB = this.#nomDuNoeud.get(b)
    if (nomA === undefined || nomB === undefined) return false
    return (this.#decisions.get(nomA) ?? []).some(({ genre, autre }) => genre === 'different' && autre === nomB)
  }

  /**
   * Twins that say enough are one lieu. Twins that say nearly nothing (ten thousand « Mairie ») are not: the first key
   * alone takes the place, the others stand apart.
   */
  #etiqueter(noeud: number, etiquette: number): void {
    const nombre = this.#nombre.t[noeud] as number
    if (nombre === 1 || this.#estUn(noeud)) {
      for (const record of this.#recordsDe(noeud)) this.#etiquette.t[record] = etiquette
      return
    }
    const premier = this.#premierRecord(noeud)
    for (const record of this.#recordsDe(noeud))
      this.#etiquette.t[record] = record === premier ? etiquette : this.#etiquettes++
  }

  #scoreDesJumeaux(noeud: number): number {
    const t = this.#traits[noeud] as Traits
    return this.#comparaison.comparer(t, t)
  }

  #estUn(noeud: number): boolean {
    // Rows of one key with one content, that a decision names: the same record, read twice.
    return this.#nomDuNoeud.has(noeud) || this.#scoreDesJumeaux(noeud) >= SEUIL_MEME
  }

  #premierRecord(noeud: number): number {
    let premier = this.#premier.t[noeud] as number
    if (this.#nombre.t[noeud] === 1) return premier
    for (const record of this.#recordsDe(noeud))
      if ((this.#cles[record] as string) < (this.#cles[premier] as string)) premier = record
    return premier
  }

  // --- telling ---

  #direPaire(p: number): Paire {
    const na = this.#paireA.t[p] as number
    const nb = this.#paireB.t[p] as number
    const a = this.#premierRecord(na)
    const b = this.#premierRecord(nb)
    const reunis = this.#etiquette.t[a] === this.#etiquette.t[b]
    const issue = reunis ? 'meme' : this.#separes(na, nb) ? 'different' : 'a-revoir'
    return { a, b, score: this.#paireScore.t[p] as number, issue }
  }

  *#direJumeaux(noeud: number): Generator<Paire> {
    if ((this.#nombre.t[noeud] as number) < 2) return
    const score = this.#scoreDesJumeaux(noeud)
    if (score < SEUIL_REVOIR) return
    const records = [...this.#recordsDe(noeud)].sort((x, y) =>
      (this.#cles[x] as string) < (this.#cles[y] as string) ? -1 : 1
    )
    const issue = this.#estUn(noeud) ? 'meme' : 'a-revoir'
    for (let i = 1; i < records.length; i++)
      yield { a: records[i - 1] as number, b: records[i] as number, score, issue }
  }

  #regrouperEtDire(concernes: Set<number>, suivi: Suivi, debut: number): Changements {
    const records = [...suivi.partis]
    for (const noeud of concernes) records.push(...this.#recordsDe(noeud))
    const avant = this.#partager(records)

    const restent = new Set(concernes)
    for (const noeud of concernes) {
      if (!restent.has(noeud)) continue
      const composante = new Set<number>()
      this.#explorer(noeud, composante)
      for (const membre of composante) restent.delete(membre)
      this.#grouperComposante([...composante])
    }
    const apres = this.#partager(records.filter((record) => (this.#noeudDe.t[record] as number) >= 0))
    this.#ordres.clear()
    this.#textes.clear()

    const paires: Changements['paires'][number][] = []
    const dites = new Set<number>()
    const dire = ({ a, b, score, issue }: Paire) => paires.push({ a: this.cle(a), b: this.cle(b), score, issue })
    for (const noeud of concernes) {
      for (let p = this.#paires.t[noeud] as number; p >= 0; p = this.#suite(p, noeud)) {
        if (this.#paireScore.t[p] === MORTE || dites.has(p)) continue
        dites.add(p)
        dire(this.#direPaire(p))
      }
      for (const paire of this.#direJumeaux(noeud)) dire(paire)
    }
    this.#tasserPaires()
    return {
      avant: sauf(avant, apres),
      apres: sauf(apres, avant),
      recompares: records.map((record) => this.cle(record)),
      paires,
      comparaisons: this.comparaisons - debut
    }
  }

  /** The records by label; each group under a name made of its keys, so that the same group has the same name. */
  #partager(records: readonly number[]): GroupeNomme[] {
    const parEtiquette = new Map<number, number[]>()
    for (const record of records) {
      const etiquette = this.#etiquette.t[record] as number
      if (etiquette < 0) continue
      const liste = parEtiquette.get(etiquette)
      if (liste) liste.push(record)
      else parEtiquette.set(etiquette, [record])
    }
    return [...parEtiquette.values()].map((liste) => {
      const cles = liste.map((record) => this.cle(record)).sort((x, y) => (nomDe(x) < nomDe(y) ? -1 : 1))
      return { nom: cles.map(nomDe).join('\u0001'), cles }
    })
  }

  /** Dead pairs are left in the lists until they are half of all. */
  #tasserPaires(): void {
    if (this.#pairesMortes < 1000 || this.#pairesMortes * 2 < this.#paireA.n) return
    this.#paires.t.fill(SANS)
    let garde = 0
    for (let p = 0; p < this.#paireA.n; p++) {
      if (this.#paireScore.t[p] === MORTE) continue
      const a = this.#paireA.t[p] as number
      const b = this.#paireB.t[p] as number
      this.#paireA.t[garde] = a
      this.#paireB.t[garde] = b
      this.#paireScore.t[garde] = this.#paireScore.t[p] as number
      this.#paireSuiteA.t[garde] = this.#paires.t[a] as number
      this.#paireSuiteB.t[garde] = this.#paires.t[b] as number
      this.#paires.t[a] = garde
      this.#paires.t[b] = garde
      garde++
    }
    for (const liste of [this.#paireA, this.#paireB, this.#paireScore, this.#paireSuiteA, this.#paireSuiteB])
      liste.n = garde
    this.#pairesMortes = 0
  }
}

interface ParoleSur {
  readonly genre: Decision['genre']
  readonly autre: string
}

interface Suivi {
  /** Nodes to compare again. */
  readonly touches: Set<number>
  /** Nodes that the former links tied to something that moves. */
  readonly anciens: Set<number>
  readonly blocs: Set<number>
  readonly croises: Set<number>
  /** Records that left. */
  readonly partis: number[]
}

interface GroupeNomme {
  readonly nom: string
  readonly cles: readonly Cle[]
}

/** The groups of the first list that the second does not hold, each counted as often as it stands there. */
function sauf(groupes: readonly GroupeNomme[], autres: readonly GroupeNomme[]): (readonly Cle[])[] {
  const restants = new Map<string, number>()
  for (const { nom } of autres) restants.set(nom, (restants.get(nom) ?? 0) + 1)
  return groupes.flatMap(({ nom, cles }) => {
    const reste = restants.get(nom) ?? 0
    if (reste > 0) restants.set(nom, reste - 1)
    return reste > 0 ? [] : [cles]
  })
}

function nomDe({ source, cle }: Cle): string {
  return `${source}\u0000${cle}`
}

function ranger(decisions: readonly Decision[]): Map<string, ParoleSur[]> {
  const sortie = new Map<string, ParoleSur[]>()
  const noter = (nom: string, parole: ParoleSur) => {
    const paroles = sortie.get(nom)
    if (paroles) paroles.push(parole)
    else sortie.set(nom, [parole])
  }
  for (const { genre, a, b } of decisions) {
    const [x, y] = [nomDe(a), nomDe(b)]
    if (x === y) continue
    noter(x, { genre, autre: y })
    noter(y, { genre, autre: x })
  }
  return sortie
}

function memesParoles(x: readonly ParoleSur[] = [], y: readonly ParoleSur[] = []): boolean {
  const dire = (paroles: readonly ParoleSur[]) =>
    paroles
      .map(({ genre, autre }) => `${genre} ${autre}`)
      .sort()
      .join('\u0001')
  return dire(x) === dire(y)
}
