import type { Jeton } from './jetons.ts'
import { type DateAnnuelle, MINUTES_DU_JOUR, type Periode } from './modele.ts'

/** Half of the day that a text speaks of without giving its hours. */
export type Demi = 'matin' | 'apres-midi' | 'soir'

/** When it holds: at most one of each. */
export interface CadreDit {
  readonly periodes?: readonly Periode[]
  readonly parite?: 'paire' | 'impaire'
  readonly vacances?: 'dans' | 'hors'
}

export interface JoursDits {
  readonly jours: readonly number[]
  /** The first, the third, the last (-1) of the month. */
  readonly rangs: readonly number[]
}

/** What the text says, piece by piece. Each piece covers some of the text; together they cover it all. */
export type Atome = { readonly debut: number; readonly fin: number } & (
  | { readonly a: 'jours'; readonly dits: JoursDits }
  /** « ces mêmes jours ». */
  | { readonly a: 'memes-jours' }
  /** « (2e et 4e du mois) », after the day. */
  | { readonly a: 'rangs'; readonly rangs: readonly number[] }
  | { readonly a: 'heures'; readonly plages: readonly PlageDite[] }
  | { readonly a: 'demi'; readonly demi: Demi }
  | { readonly a: 'cadre'; readonly cadre: CadreDit }
  | { readonly a: 'feries' }
  | { readonly a: 'ferme' }
  | { readonly a: 'ouvert' }
  | { readonly a: 'sauf' }
  | { readonly a: 'aussi' }
  | { readonly a: 'seulement' }
  /** With or without an appointment, on request: the author's words say which. */
  | { readonly a: 'acces'; readonly libre: boolean }
  /** « une semaine sur deux », « à partir du 14/04/2022 »: true, and more than opening hours can say. */
  | { readonly a: 'nuance' }
  /** Words that are not about hours. */
  | { readonly a: 'texte'; readonly connu: boolean }
  | { readonly a: 'contact' }
  | { readonly a: 'sep'; readonly signe: string }
)

export interface PlageDite {
  readonly debut: number
  readonly fin: number
}

export type Decomposition = { readonly atomes: readonly Atome[] } | { readonly raison: string }

const MOTS: Readonly<Record<string, string>> = {}
const declarer = (role: string, mots: string) => {
  for (const mot of mots.split(' ')) (MOTS as Record<string, string>)[mot] = role
}
// Words that say nothing by themselves.
declarer('liaison', 'de du des d le la les l a au aux en dans ce cet cette ces c est sont s il y')
declarer('pendant', 'pendant durant lors')
declarer('et', 'et puis ainsi que egalement')
declarer('aussi', 'aussi')
declarer('seulement', 'seulement')
declarer('tous', 'tous toutes tout toute chaque')
declarer('sauf', 'sauf hors excepte excepter exceptee exceptes hormis')
declarer('ferme', 'ferme fermee fermes fermees fermeture fermetures closed')
declarer('ouvert', 'ouvert ouverte ouverts ouvertes ouverture ouvertures compris')
declarer('matin', 'matin matins matinee matinees')
declarer('soir', 'soir soirs soiree soirees')
declarer('semaine', 'semaine semaines sem')
declarer('paire', 'pair paire paires pairs')
declarer('impaire', 'impair impaire impaires impairs')
declarer('mois', 'mois moi')
declarer('vacances', 'vacances vacance vac conges')
declarer('scolaire', 'scolaire scolaires sco scol')
declarer('periode', 'periode periodes per temps')
declarer('ferie', 'ferie feries')
declarer('jour', 'jour jours j')
declarer('fois', 'fois x')
// What an opening-hours text says of itself, changing nothing.
declarer(
  'bruit',
  'horaire horaires accueil accueils public publique physique permanence permanences continu continue journee nonstop stop non horaires reception'
)

/** Words found beside hours that name the place or what is done there: the lieu is open then. */
const CONNUS = new Set(
  `mediatheque bibliotheque mairie epn espace espaces numerique public numeriques bureau centre social maison services france atelier ateliers
  cours informatique informatiques conseiller mediateur point info infos information accompagnement individuel individuels collectif
  collectifs acces libre initiation formation formations cafe seniors jeunes ordinateur ordinateurs pour sociale
  poste coworking fablab ludotheque cyberbase cyber base administratif administratives demarches internet salle seances seance
  site service secretariat antenne relais local aide tout de du la le les et a au en d l`.split(/\s+/)
)

/** Words that may turn a sentence round: beside them nothing is understood half-way. */
const RETOURNE =
  /^(?:pas|ne|n|ni|jamais|aucun|aucune|sans|jusque|jusqu|depuis|avant|apres|entre|sinon|annul\w*|suspend\w*|interromp\w*|report\w*|ancien\w*|provisoir\w*|temporair\w*|exceptionnel\w*|except\w*|partir|vers|environ|uniquement|hormis|autre|autres|variable|variables|changement|modif\w*|possible|possibles|minimum|maximum|ou|inclus\w*|comprises|plus|moins|(?:mo|tu|th|fr|su|ph|sh|off)|[b-ce-kmo-xz])$/

export function decomposer(jetons: readonly Jeton[], mode: 'jour' | 'semaine'): Decomposition {
  return new Decomposeur(jetons, mode).lire()
}

const ROLE_NOMBRE: Readonly<Record<string, number>> = { un: 1, une: 1, deux: 2, trois: 3, quatre: 4, quinze: 15 }

class Decomposeur {
  readonly #j: readonly Jeton[]
  readonly #mode: 'jour' | 'semaine'
  readonly #atomes: Atome[] = []
  #i = 0
  #raison: string | undefined

  constructor(jetons: readonly Jeton[], mode: 'jour' | 'semaine') {
    this.#j = jetons
    this.#mode = mode
  }

  lire(): Decomposition {
    while (this.#i < this.#j.length && this.#raison === undefined) {
      const depart = this.#i
      this.#atome()
      if (this.#i === depart) this.#raison ??= 'Le texte n’est pas compris.'
    }
    if (this.#raison !== undefined) return { raison: this.#raison }
    // « de 9h à », « le samedi d »: the end of the text is missing.
    const dernier = this.#j.at(-1)
    if (dernier?.genre === 'mot' && /^(?:de|du|d|le|la|les|l|a|au|et|des)$/.test(dernier.mot) && this.#j.length > 1)
      return { raison: 'Le texte s’arrête au milieu d’une phrase.' }
    return { atomes: this.#atomes }
  }

  #atome(): void {
    const jeton = this.#j[this.#i]
    if (!jeton) return
    // Our own words for what a text left out: said again, they add nothing.
    if (/^(?:jours|heures)$/.test(this.#mot() ?? '') && this.#mot(1) === 'non' && /^precise/.test(this.#mot(2) ?? '')) {
      this.#i += 3
      return
    }
    if (jeton.genre === 'faux') {
      this.#raison = `${jeton.raison}.`
      return
    }
    if (this.#jourEtNuit() || this.#frequence() || this.#depuis() || this.#heures() || this.#dates() || this.#jours())
      return
    if (jeton.genre === 'contact') return this.#pousser({ a: 'contact' }, 1)
    if (jeton.genre === 'signe') return this.#signe(jeton.signe)
    if (jeton.genre === 'mot' && this.#motCle(jeton.mot)) return
    this.#texte()
  }

  #signe(signe: string): void {
    if (signe === '+' || signe === '&') this.#pousser(signe === '+' ? { a: 'aussi' } : { a: 'sep', signe: ',' }, 1)
    else if (/^[-,;:/|().\n]$/.test(signe)) this.#pousser({ a: 'sep', signe }, 1)
    else if (signe === '?') this.#raison = 'Le texte pose une question.'
    else this.#pousser({ a: 'sep', signe: ',' }, 1)
  }

  // ------------------------------------------------------------------------------------------------- words

  /** Nobody writes so many words in a row that say nothing: looking further would read a long text once per word. */
  #role = (n = 0): string | undefined => {
    if (n > PORTEE) return undefined
    const jeton = this.#j[this.#i + n]
    return jeton?.genre === 'mot' ? (MOTS[jeton.mot] ?? jeton.mot) : undefined
  }

  #mot = (n = 0): string | undefined => {
    const jeton = this.#j[this.#i + n]
    return jeton?.genre === 'mot' ? jeton.mot : undefined
  }

  #est = (n: number, signe: string): boolean => {
    const jeton = this.#j[this.#i + n]
    return jeton?.genre === 'signe' && jeton.signe === signe
  }

  #pousser(atome: SansPlace, jetons: number): void {
    const premier = this.#j[this.#i]
    const dernier = this.#j[this.#i + jetons - 1]
    this.#atomes.push({ ...atome, debut: premier?.debut ?? 0, fin: dernier?.fin ?? 0 } as Atome)
    this.#i += jetons
  }

  /** « apres-midi », « rendez vous », « week-end »: how many pieces, or none. */
  #compose(n: number, un: RegExp, deux: RegExp): number {
    const premier = this.#mot(n)
    if (premier === undefined || !un.test(premier)) return 0
    const suivant = this.#mot(n + 1)
    if (suivant !== undefined && deux.test(suivant)) return 2
    const apresTiret = this.#est(n + 1, '-') ? this.#mot(n + 2) : undefined
    return apresTiret !== undefined && deux.test(apresTiret) ? 3 : 0
  }

  #rendezVous(n: number): number {
    const mot = this.#mot(n)
    if (mot !== undefined && /^(?:rdv|rdvs|rv|rendezvous)$/.test(mot)) return 1
    if (
      mot === 'r' &&
      this.#est(n + 1, '.') &&
      this.#mot(n + 2) === 'd' &&
      this.#est(n + 3, '.') &&
      this.#mot(n + 4) === 'v'
    )
      return this.#est(n + 5, '.') ? 6 : 5
    return this.#compose(n, /^rendez$/, /^vous$/)
  }

  #demi(n: number): { demi: Demi; jetons: number } | undefined {
    const role = this.#role(n)
    if (role === 'matin') return { demi: 'matin', jetons: 1 }
    if (role === 'soir') return { demi: 'soir', jetons: 1 }
    if (/^(?:apresmidi|aprem|apm)s?$/.test(this.#mot(n) ?? '')) return { demi: 'apres-midi', jetons: 1 }
    const jetons = this.#compose(n, /^apres$/, /^midis?$/)
    return jetons > 0 ? { demi: 'apres-midi', jetons } : undefined
  }

  #motCle(mot: string): boolean {
    if (this.#acces()) return true
    const demi = this.#demi(0)
    if (demi) {
      this.#pousser({ a: 'demi', demi: demi.demi }, demi.jetons)
      return true
    }
    // « pas d’accueil », « non ouvert au public »
    const nie = mot === 'pas' || mot === 'non' || mot === 'aucun' || mot === 'aucune'
    if (nie) {
      let n = 1
      while (this.#role(n) === 'liaison') n++
      const suite = this.#role(n)
      if (
        suite === 'ouvert' ||
        (mot !== 'non' && /^(?:accueil|accueils|permanence|permanences)$/.test(this.#mot(n) ?? ''))
      ) {
        this.#pousser({ a: 'ferme' }, n + 1)
        return true
      }
      if (mot === 'non' && this.#mode === 'jour' && this.#j.length === 1) {
        this.#pousser({ a: 'ferme' }, 1)
        return true
      }
      if (mot === 'non' && (this.#mot(1) === 'stop' || (this.#est(1, '-') && this.#mot(2) === 'stop'))) {
        this.#pousser({ a: 'texte', connu: true }, this.#est(1, '-') ? 3 : 2)
        this.#atomes.pop()
        return true
      }
      return false
    }
    if (/^uniquement|exclusivement$/.test(mot) && this.#suiteAcces(1)) {
      this.#i++
      return true
    }
    switch (MOTS[mot]) {
      case 'liaison':
      case 'et':
      case 'pendant':
      case 'bruit':
        if (MOTS[mot] === 'et') this.#pousser({ a: 'sep', signe: 'et' }, 1)
        else this.#i++
        return true
      case 'sauf':
        this.#pousser({ a: 'sauf' }, 1)
        return true
      case 'ferme':
        this.#pousser({ a: 'ferme' }, 1)
        return true
      case 'ouvert':
        this.#pousser({ a: 'ouvert' }, 1)
        return true
      case 'aussi':
        this.#pousser({ a: 'aussi' }, 1)
        return true
      case 'seulement':
        this.#pousser({ a: 'seulement' }, 1)
        return true
      default:
        return false
    }
  }

  #suiteAcces(n: number): boolean {
    const mot = this.#mot(n)
    return (
      (mot === 'sur' || mot === 'avec' || mot === 'par') &&
      (this.#rendezVous(n + 1) > 0 || SUR.test(this.#mot(n + 1) ?? ''))
    )
  }

  /** « sur rendez-vous », « uniquement sur RDV », « avec ou sans rendez-vous », « accès libre », « sur réservation ». */
  #acces(): boolean {
    let n = 0
    if (/^(?:uniquement|exclusivement|seulement|egalement|possible|prendre)$/.test(this.#mot() ?? '')) n = 1
    const mot = this.#mot(n)
    if (mot === 'acces' && this.#mot(n + 1) === 'libre') return this.#pousserAcces(true, n + 2)
    if (mot === 'accueil' && this.#mot(n + 1) === 'libre') return this.#pousserAcces(true, n + 2)
    if (mot === 'avec' && this.#mot(n + 1) === 'ou' && this.#mot(n + 2) === 'sans') {
      const jetons = this.#rendezVous(n + 3)
      if (jetons > 0) return this.#pousserAcces(true, n + 3 + jetons)
    }
    if (mot === 'sur' || mot === 'avec' || mot === 'sans' || mot === 'par' || (mot === 'apres' && !this.#demi(n))) {
      const prise = this.#mot(n + 1) === 'prise' && this.#mot(n + 2) === 'de' ? 2 : 0
      const article = this.#mot(n + 1) === 'un' ? 1 : 0
      const jetons = this.#rendezVous(n + 1 + prise + article)
      if (jetons > 0) return this.#pousserAcces(mot === 'sans', n + 1 + prise + article + jetons)
      if (mot === 'sur' && SUR.test(this.#mot(n + 1) ?? '')) return this.#pousserAcces(false, n + 2)
      if (mot === 'sans' && /^(?:inscription|reservation)s?$/.test(this.#mot(n + 1) ?? ''))
        return this.#pousserAcces(true, n + 2)
      return false
    }
    const jetons = this.#rendezVous(n)
    return jetons > 0 && this.#pousserAcces(false, n + jetons)
  }

  #pousserAcces(libre: boolean, jetons: number): true {
    this.#pousser({ a: 'acces', libre }, jetons)
    return true
  }

  // ------------------------------------------------------------------------------------------------- hours

  #heureA(n: number): { minutes: number; nu: boolean; jetons: number } | undefined {
    const jeton = this.#j[this.#i + n]
    if (jeton?.genre === 'heure') return { minutes: jeton.minutes, nu: false, jetons: 1 }
    if (jeton?.genre === 'nombre') {
      if (jeton.chiffres <= 2 && jeton.nombre <= 24) return { minutes: jeton.nombre * 60, nu: true, jetons: 1 }
      const [h, m] = [Math.floor(jeton.nombre / 100), jeton.nombre % 100]
      if (jeton.chiffres === 4 && h < 24 && m < 60) return { minutes: h * 60 + m, nu: true, jetons: 1 }
    }
    if (jeton?.genre === 'mot' && jeton.mot === 'midi') return { minutes: 720, nu: false, jetons: 1 }
    if (jeton?.genre === 'mot' && jeton.mot === 'minuit') return { minutes: MINUTES_DU_JOUR, nu: false, jetons: 1 }
    return undefined
  }

  /** « 24h/24 », « 7j/7 », « 24 h sur 24, 7 jours sur 7 » */
  #jourEtNuit(): boolean {
    const jeton = this.#j[this.#i]
    const jour = jeton?.genre === 'heure' && jeton.minutes === MINUTES_DU_JOUR
    const nombre = jeton?.genre === 'nombre' ? jeton.nombre : undefined
    if (!jour && nombre !== 24 && nombre !== 7) return false
    let n = 1
    if (nombre === 7 && this.#role(n) === 'jour') n++
    if (!this.#est(n, '/') && this.#mot(n) !== 'sur') return false
    n++
    const autre = this.#j[this.#i + n]
    if (nombre === 7) {
      if (autre?.genre !== 'nombre' || autre.nombre !== 7) return false
      this.#pousser({ a: 'jours', dits: { jours: TOUS, rangs: [] } }, this.#role(n + 1) === 'jour' ? n + 2 : n + 1)
      return true
    }
    const vingtQuatre =
      (autre?.genre === 'nombre' && autre.nombre === 24) ||
      (autre?.genre === 'heure' && autre.minutes === MINUTES_DU_JOUR)
    if (!vingtQuatre) return false
    this.#pousser({ a: 'heures', plages: [{ debut: 0, fin: MINUTES_DU_JOUR }] }, n + 1)
    return true
  }

  /**
   * A run of hours: « 9h-12h / 14h-18h », « 8h30/12h - 14h/17h30 », « 9h 12h 14h 17h ». They go two by two; what stands
   * inside a pair must join (-, à, /), what stands between pairs must not (« 9h-12h à 14h » is not understood).
   */
  #heures(): boolean {
    const premiere = this.#heureA(0)
    if (!premiere) return false
    const heures: { minutes: number; nu: boolean; place: number }[] = [{ ...premiere, place: 0 }]
    const liens: string[] = []
    let n = premiere.jetons
    for (;;) {
      const lien = this.#lienHeures(n)
      const suivante = this.#heureA(n + lien.jetons)
      if (!suivante) break
      // « 9h-12h, 2e étage », « 14h-16h / 1 jeudi sur 2 », « 9h-12h 1 fois par mois »
      if (suivante.nu && this.#estUneFrequence(n + lien.jetons)) break
      if (suivante.nu && this.#motNonHeure(n + lien.jetons + 1)) break
      liens.push(lien.texte)
      heures.push({ ...suivante, place: n + lien.jetons })
      n += lien.jetons + suivante.jetons
    }
    const explicite = heures.some(({ nu }) => !nu)
    if (heures.length === 1 && !explicite) return false
    if (!explicite) {
      // « 9-12 / 14-19 »: only a whole run of pairs, after a day or in a day's cell, can be hours.
      const apresJour =
        this.#atomes.findLast(({ a, ...un }) => a !== 'sep' || (un as { signe?: string }).signe === '\n')?.a === 'jours'
      const ordonnees = heures.every(({ minutes }, i) => i === 0 || minutes > (heures[i - 1]?.minutes ?? 0))
      const paires = heures.length % 2 === 0 && liens.every((lien, i) => i % 2 === 1 || lien === '-' || lien === 'a')
      if (!(paires && ordonnees && (this.#mode === 'jour' || apresJour))) return false
    }
    if (heures.length % 2 !== 0) {
      const seule = heures.length === 1
      this.#raison = seule
        ? 'Une heure est seule : on ne sait pas si c’est celle de l’ouverture ou de la fermeture.'
        : 'Les heures ne vont pas deux par deux : il manque un début ou une fin.'
      return true
    }
    const plages: PlageDite[] = []
    for (let i = 0; i < heures.length; i += 2) {
      const [debut, fin] = [heures[i]?.minutes ?? 0, heures[i + 1]?.minutes ?? 0]
      const dedans = liens[i] ?? ''
      const entre = i > 0 ? (liens[i - 1] ?? '') : ','
      if (!/^(?:-|a|\/|)$/.test(dedans) && !(dedans === 'et' && this.#mot(-1) === 'entre')) {
        this.#raison = 'On ne sait pas quelle heure ouvre et quelle heure ferme.'
        return true
      }
      if (entre === 'a') {
        this.#raison = 'On ne sait pas quelle heure ouvre et quelle heure ferme.'
        return true
      }
      plages.push({ debut, fin })
    }
    this.#pousser({ a: 'heures', plages }, n)
    return true
  }

  /** A word that makes the number before it something else than an hour. */
  #motNonHeure(n: number): boolean {
    const jeton = this.#j[this.#i + n]
    if (jeton?.genre === 'mois') return true
    if (jeton?.genre === 'jour') return false
    const role = this.#role(n)
    return (
      role !== undefined &&
      !/^(?:liaison|et|ferme|ouvert|matin|soir|apres|sur|sans|avec|sauf|bruit|pendant|tous|uniquement|rdv|par|semaine)$/.test(
        role
      )
    )
  }

  #estUneFrequence(n: number): boolean {
    const i = this.#i
    this.#i += n
    const jetons = this.#longueurFrequence()
    this.#i = i
    return jetons > 0
  }

  #lienHeures(n: number): { texte: string; jetons: number } {
    let k = n
    let texte = ''
    for (; k - n < 6; k++) {
      const jeton = this.#j[this.#i + k]
      if (jeton?.genre === 'signe' && /^[-/,;|\n&+]$/.test(jeton.signe)) {
        // « 9h-12h - / 14h »: the strongest sign speaks.
        const signe = jeton.signe === '&' || jeton.signe === '+' ? 'et' : jeton.signe
        texte = texte === '' || texte === '-' ? signe : texte === 'a' ? 'faux' : signe === '-' ? texte : signe
      } else if (jeton?.genre === 'mot' && /^(?:a|au|jusqu|jusque)$/.test(jeton.mot))
        texte = texte === '' || texte === 'a' ? 'a' : texte
      else if (jeton?.genre === 'mot' && /^(?:et|puis)$/.test(jeton.mot)) texte = 'et'
      else if (jeton?.genre === 'mot' && /^(?:de|du|d|des|entre)$/.test(jeton.mot))
        texte = texte === '' || texte === '-' ? ',' : texte
      else break
    }
    return { texte, jetons: k - n }
  }

  // ------------------------------------------------------------------------------------------------- frequencies

  #frequence(): boolean {
    const jetons = this.#longueurFrequence()
    if (jetons === 0) return false
    // « un samedi par mois »: the day is said too.
    for (let n = 0; n < jetons; n++) {
      const jeton = this.#j[this.#i + n]
      if (jeton?.genre === 'jour') {
        this.#atomes.push({ a: 'jours', dits: { jours: [jeton.jour], rangs: [] }, debut: jeton.debut, fin: jeton.fin })
        break
      }
    }
    this.#pousser({ a: 'nuance' }, jetons)
    return true
  }

  #quantite(n: number): number | undefined {
    const jeton = this.#j[this.#i + n]
    if (jeton?.genre === 'nombre') return jeton.nombre
    return jeton?.genre === 'mot' ? ROLE_NOMBRE[jeton.mot] : undefined
  }

  /** « une semaine sur deux », « 1 mardi sur 2 », « 2 x par mois », « tous les 15 jours », « 1 semaine/2 » */
  #longueurFrequence(): number {
    let n = 0
    const tous = this.#role() === 'tous'
    if (tous) n++
    if (this.#role(n) === 'liaison') n++
    const quantite = this.#quantite(n)
    if (quantite === undefined) return 0
    n++
    const unite = this.#j[this.#i + n]
    const role = this.#role(n)
    if (tous && quantite > 1 && quantite < 32 && (role === 'jour' || role === 'semaine' || role === 'mois'))
      return n + 1
    if (
      !(
        unite?.genre === 'jour' ||
        role === 'fois' ||
        role === 'semaine' ||
        role === 'jour' ||
        role === 'mois' ||
        role === 'matin' ||
        role === 'soir'
      )
    )
      return 0
    n++
    const demi = this.#demi(n)
    if (demi) n += demi.jetons
    if (!(this.#mot(n) === 'sur' || this.#mot(n) === 'par' || this.#est(n, '/'))) return 0
    n++
    if (this.#role(n) === 'liaison') n++
    const fin = this.#role(n)
    if (
      this.#quantite(n) === undefined &&
      fin !== 'mois' &&
      fin !== 'semaine' &&
      fin !== 'an' &&
      fin !== 'jour' &&
      fin !== 'trimestre'
    )
      return 0
    return n + 1
  }

  /** « à partir du 2 septembre », « jusqu’au 14/04/2022 », « depuis… »: one date, that says nothing of the year after. */
  #depuis(): boolean {
    let n = 0
    if (this.#mot() === 'a' && this.#mot(1) === 'partir') n = 2
    else if (/^(?:jusqu|jusque|depuis)$/.test(this.#mot() ?? '')) n = 1
    else return false
    while (this.#role(n) === 'liaison') n++
    const jeton = this.#j[this.#i + n]
    if (jeton?.genre === 'date') n++
    else {
      const date = this.#date(n)
      if (!date) return false
      n += date.jetons
    }
    this.#pousser({ a: 'nuance' }, n)
    return true
  }

  // ------------------------------------------------------------------------------------------------- the year

  #date(n: number): { date: DateAnnuelle; jetons: number } | undefined {
    let k = n
    const nombre = this.#j[this.#i + k]
    let jour: number | undefined
    if (nombre?.genre === 'nombre' && nombre.nombre >= 1 && nombre.nombre <= 31) jour = nombre.nombre
    else if (nombre?.genre === 'ordinal' && nombre.rang === 1) jour = 1
    if (jour !== undefined) k++
    const mois = this.#j[this.#i + k]
    if (mois?.genre !== 'mois') return undefined
    k++
    const annee = this.#j[this.#i + k]
    if (annee?.genre === 'nombre' && annee.chiffres === 4 && annee.nombre > 1990 && annee.nombre < 2100)
      return undefined
    if (jour !== undefined && jour > (JOURS_DU_MOIS[mois.mois] ?? 31)) return undefined
    return { date: { mois: mois.mois, ...(jour !== undefined && { jour }) }, jetons: k - n }
  }

  /** Months and dates, school holidays, public holidays, odd and even weeks. */
  #dates(): boolean {
    let n = 0
    while (this.#role(n) === 'liaison' || this.#role(n) === 'pendant' || this.#mot(n) === 'periode') {
      if (this.#role(n) === 'periode' || this.#role(n) === 'vacances') break
      n++
    }
    if (this.#role(n) === 'tous' && this.#role(n + 1) === 'liaison') n += 2
    const role = this.#role(n)
    if (role === 'vacances') {
      const suite = this.#role(n + 1) === 'scolaire' ? 2 : 1
      const point = suite === 1 && this.#est(n + 1, '.') && this.#role(n + 2) === 'scolaire' ? 3 : suite
      // « vacances de Noël », « vacances d’été »: not all of them.
      if (
        /^(?:noel|ete|hiver|printemps|toussaint|paques|fevrier)$/.test(
          this.#mot(n + point) ?? this.#mot(n + point + 1) ?? ''
        )
      )
        return false
      if (this.#role(n + point) === 'liaison' && this.#j[this.#i + n + point + 1]?.genre === 'mois') return false
      this.#pousser({ a: 'cadre', cadre: { vacances: 'dans' } }, n + point)
      return true
    }
    if (role === 'periode') {
      let k = n + 1
      if (this.#est(k, '.')) k++
      if (this.#mot(k) === 'de') k++
      if (this.#role(k) === 'scolaire') {
        this.#pousser({ a: 'cadre', cadre: { vacances: 'hors' } }, k + 1)
        return true
      }
      if (this.#role(k) === 'vacances') {
        this.#pousser({ a: 'cadre', cadre: { vacances: 'dans' } }, this.#role(k + 1) === 'scolaire' ? k + 2 : k + 1)
        return true
      }
      return false
    }
    if (role === 'ferie' || (role === 'jour' && this.#role(n + 1) === 'ferie')) {
      this.#pousser({ a: 'feries' }, n + (role === 'ferie' ? 1 : 2))
      return true
    }
    if (role === 'semaine' && (this.#role(n + 1) === 'paire' || this.#role(n + 1) === 'impaire')) {
      const parite = this.#role(n + 1) as 'paire' | 'impaire'
      // « semaines paires et impaires » says nothing.
      if (this.#role(n + 2) === 'et' && /^(?:im)?paire$/.test(this.#role(n + 3) ?? '')) return false
      this.#pousser({ a: 'cadre', cadre: { parite } }, n + 2)
      return true
    }
    return this.#periodes(n)
  }

  #periodes(n: number): boolean {
    const periodes: Periode[] = []
    let k = n
    for (;;) {
      const du = this.#date(k)
      if (!du) {
        // « du 1er au 15 août »
        const jeton = this.#j[this.#i + k]
        const jour = jeton?.genre === 'nombre' ? jeton.nombre : jeton?.genre === 'ordinal' && jeton.rang === 1 ? 1 : 0
        const au = jour > 0 && /^(?:au|a)$/.test(this.#mot(k + 1) ?? '') ? this.#date(k + 2) : undefined
        if (!au || au.date.jour === undefined) break
        periodes.push({ du: { mois: au.date.mois, jour }, au: au.date })
        k += 2 + au.jetons
      } else {
        k += du.jetons
        let lien = 0
        if (/^(?:a|au|jusqu)$/.test(this.#mot(k) ?? '')) lien = this.#mot(k) === 'jusqu' ? 2 : 1
        else if (this.#est(k, '-')) lien = 1
        // « juillet/août », « juillet et août », months only
        const suite = lien > 0 ? this.#date(k + lien) : undefined
        if (suite && (suite.date.jour === undefined) === (du.date.jour === undefined)) {
          periodes.push({ du: du.date, au: suite.date })
          k += lien + suite.jetons
        } else periodes.push({ du: du.date })
      }
      const virgule = this.#est(k, ',') || this.#est(k, '/') || this.#mot(k) === 'et'
      let debut = k + 1
      if (virgule) while (this.#role(debut) === 'liaison') debut++
      if (!virgule || !this.#date(debut)) break
      k = debut
    }
    if (periodes.length === 0) return false
    // Months in a row are one period: « juillet et août ».
    const reunies = reunirMois(periodes)
    this.#pousser({ a: 'cadre', cadre: { periodes: reunies } }, k)
    return true
  }

  // ------------------------------------------------------------------------------------------------- days

  #jourA(n: number): readonly number[] | undefined {
    const jeton = this.#j[this.#i + n]
    return jeton?.genre === 'jour' ? [jeton.jour] : undefined
  }

  #weekEnd(n: number): number {
    if (/^(?:weekends?|we)$/.test(this.#mot(n) ?? '')) return 1
    return this.#compose(n, /^week$/, /^ends?$/)
  }

  #jours(): boolean {
    let n = 0
    while (this.#role(n) === 'liaison' || this.#mot(n) === 'pour') n++
    const tous = this.#role(n) === 'tous'
    if (tous) {
      n++
      while (this.#role(n) === 'liaison') n++
    }
    const memes = /^memes?$/.test(this.#mot(n) ?? '')
    if (memes && this.#role(n + 1) === 'jour') {
      this.#pousser({ a: 'memes-jours' }, n + 2)
      return true
    }
    if (this.#role(n) === 'jour' && this.#role(n + 1) !== 'ferie') {
      const suite = this.#mot(n + 1) ?? ''
      if (/^ouvre/.test(suite)) return this.#pousserJours(SEMAINE, n + 2)
      if (/^ouvrable/.test(suite)) return this.#pousserJours([0, 1, 2, 3, 4, 5], n + 2)
      if (tous && suite === 'de' && this.#mot(n + 2) === 'la' && this.#role(n + 3) === 'semaine')
        return this.#pousserJours(TOUS, n + 4)
      if (tous) return this.#pousserJours(TOUS, n + 1)
      return false
    }
    if (tous && this.#demi(n)) {
      this.#atomes.push({
        a: 'jours',
        dits: { jours: TOUS, rangs: [] },
        debut: this.#j[this.#i]?.debut ?? 0,
        fin: this.#j[this.#i]?.fin ?? 0
      })
      this.#i += n
      return true
    }
    if (this.#role(n) === 'semaine') {
      const suite = this.#j[this.#i + n + 1]
      if (suite?.genre === 'nombre' || suite?.genre === 'ordinal' || this.#mot(n + 1) === 'sur') return false
      if (tous) return this.#pousserJours(TOUS, n + 1)
      return n > 0 ? this.#pousserJours(SEMAINE, n + 1) : false
    }
    if (this.#j[this.#i + n]?.genre === 'ordinal') return this.#joursDuMois(n)
    return this.#listeJours(n)
  }

  #pousserJours(jours: readonly number[], jetons: number): true {
    this.#pousser({ a: 'jours', dits: { jours, rangs: [] } }, jetons)
    return true
  }

  /** « le 1er samedi du mois », « les deuxième et quatrième jeudis », « 2e et 4e du mois » */
  #joursDuMois(n: number): boolean {
    const rangs: number[] = []
    let k = n
    for (;;) {
      const jeton = this.#j[this.#i + k]
      if (jeton?.genre !== 'ordinal' || jeton.rang > 5 || jeton.rang === 0) return false
      rangs.push(jeton.rang)
      k++
      let suite = k
      if (this.#est(suite, ',') || this.#est(suite, '/') || this.#role(suite) === 'et') suite++
      while (this.#role(suite) === 'liaison') suite++
      if (suite === k || this.#j[this.#i + suite]?.genre !== 'ordinal') break
      k = suite
    }
    const jours = this.#jourA(k)
    if (jours) k++
    const duMois = this.#duMois(k)
    if (!jours && duMois === 0) return false
    k += duMois
    const tries = [...new Set(rangs)].toSorted((a, b) => (a < 0 ? 9 : a) - (b < 0 ? 9 : b))
    this.#pousser(jours ? { a: 'jours', dits: { jours, rangs: tries } } : { a: 'rangs', rangs: tries }, k)
    return true
  }

  #duMois(k: number): number {
    let n = k
    if (this.#est(n, '/')) n++
    else while (this.#role(n) === 'liaison' || this.#role(n) === 'tous' || this.#mot(n) === 'par') n++
    return n > k && this.#role(n) === 'mois' ? n + 1 - k : 0
  }

  #listeJours(n: number): boolean {
    const jours = new Set<number>()
    let k = n
    let vus = 0
    for (;;) {
      const weekEnd = this.#weekEnd(k)
      const premier = weekEnd > 0 ? [5, 6] : this.#jourA(k)
      if (!premier) break
      const depart = k
      k += weekEnd > 0 ? weekEnd : 1
      const [a = 0] = premier
      const fin = weekEnd > 0 ? undefined : this.#finDIntervalle(k, depart, n)
      if (fin) {
        k += fin.jetons
        for (let jour = a; ; jour = (jour + 1) % 7) {
          jours.add(jour)
          if (jour === fin.jour) break
        }
      } else for (const jour of premier) jours.add(jour)
      vus++
      const suite = this.#suiteDeListe(k)
      if (suite === 0) break
      k += suite - 1
    }
    if (vus === 0) return false
    this.#pousser({ a: 'jours', dits: { jours: [...jours].toSorted((x, y) => x - y), rangs: [] } }, k)
    return true
  }

  /** « au vendredi », « - vendredi » when only two days are joined so. */
  #finDIntervalle(k: number, depart: number, debutListe: number): { jour: number; jetons: number } | undefined {
    const mot = this.#mot(k)
    let n = 0
    if (mot === 'au' || mot === 'a' || mot === 'aux') n = 1
    else if ((mot === 'jusqu' || mot === 'jusque') && /^aux?$/.test(this.#mot(k + 1) ?? '')) n = 2
    else if (this.#est(k, '-')) {
      n = 1
      const avant = this.#est(depart - 1, '-') && depart > debutListe
      const apres = this.#est(k + 2, '-') && this.#jourA(k + 3) !== undefined
      if (avant || apres) return undefined
    } else return undefined
    while (this.#mot(k + n) === 'le') n++
    const [jour] = this.#jourA(k + n) ?? []
    return jour === undefined ? undefined : { jour, jetons: n + 1 }
  }

  /** How far the next day of the list is, plus one; 0 when the list stops. */
  #suiteDeListe(k: number): number {
    let n = k
    if (this.#est(n, ',') || this.#est(n, '/') || this.#est(n, '-') || this.#est(n, '&') || this.#est(n, '+')) n++
    if (this.#mot(n) === 'et') n++
    while (/^(?:le|les|l|du|des|de)$/.test(this.#mot(n) ?? '')) n++
    if (this.#jourA(n) === undefined && this.#weekEnd(n) === 0) return 0
    return n - k + 1
  }

  // ------------------------------------------------------------------------------------------------- the rest

  /** Words that say nothing of hours, up to the next sign, hour, day or known word. */
  #texte(): void {
    const depart = this.#i
    let connu = true
    let n = 0
    for (; ; n++) {
      const jeton = this.#j[this.#i + n]
      if (!jeton) break
      if (jeton.genre === 'mot') {
        if (n > 0 && this.#arret(n)) break
        if (RETOURNE.test(jeton.mot) || /^(?:telephon\w*|tel|appel\w*|standard)$/.test(jeton.mot)) {
          this.#raison = /^(?:tel|appel|standard)/.test(jeton.mot)
            ? 'Le texte donne des heures de téléphone : on ne sait pas lesquelles sont celles de l’accueil.'
            : `« ${jeton.mot} » change le sens de la phrase, qui n’est pas comprise.`
          return
        }
        if (!CONNUS.has(jeton.mot)) connu = false
      } else if (jeton.genre === 'nombre' && this.#rue(n)) connu = false
      else if (n === 0) {
        this.#raison =
          jeton.genre === 'date' ? 'Le texte donne une date, qui ne vaut qu’une fois.' : 'Un nombre n’est pas compris.'
        return
      } else break
    }
    this.#i = depart
    this.#pousser({ a: 'texte', connu }, n)
  }

  #arret(n: number): boolean {
    const i = this.#i
    const mot = this.#mot(n) ?? ''
    const role = MOTS[mot]
    if (
      role !== undefined &&
      !/^(?:liaison|et|bruit|fois|jour|mois|tous|aussi|semaine|scolaire|periode|ouvert)$/.test(role)
    )
      return true
    this.#i += n
    const acces =
      /^(?:sur|avec|sans|rdv|rendez|acces|uniquement|apres|avant)$/.test(mot) &&
      (this.#suiteAcces(0) || this.#rendezVous(0) > 0 || this.#rendezVous(1) > 0)
    const demi = this.#demi(0) !== undefined
    const frequence = role === 'tous' || ROLE_NOMBRE[mot] !== undefined ? this.#longueurFrequence() > 0 : false
    this.#i = i
    return acces || demi || frequence || mot === 'midi' || mot === 'minuit'
  }

  #rue(n: number): boolean {
    return /^(?:bis|ter|rue|avenue|av|bd|boulevard|place|allee|allees|chemin|route|impasse|quai|cours|square)$/.test(
      this.#mot(n + 1) ?? ''
    )
  }
}

type SansPlace = Atome extends infer A ? (A extends Atome ? Omit<A, 'debut' | 'fin'> : never) : never

const TOUS = [0, 1, 2, 3, 4, 5, 6]
const PORTEE = 40
const SEMAINE = [0, 1, 2, 3, 4]
const SUR = /^(?:reservation|reservations|inscription|inscriptions|demande|convocation|appel)$/
const JOURS_DU_MOIS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function reunirMois(periodes: readonly Periode[]): readonly Periode[] {
  const reunies: Periode[] = []
  for (const periode of periodes) {
    const avant = reunies.at(-1)
    const fin = avant?.au ?? avant?.du
    const suite =
      fin && fin.jour === undefined && periode.du.jour === undefined && periode.du.mois === (fin.mois + 1) % 12
    if (avant && suite) reunies[reunies.length - 1] = { du: avant.du, au: periode.au ?? periode.du }
    else reunies.push(periode)
  }
  return reunies
}
