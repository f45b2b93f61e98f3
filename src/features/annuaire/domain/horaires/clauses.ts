import type { Atome, CadreDit, Demi, JoursDits } from './atomes.ts'

export interface Creneau {
  readonly debut: number
  readonly fin: number
  /** `inconnu`: on appointment, one week in two… The comment says why. */
  readonly etat: 'ouvert' | 'inconnu'
  readonly commentaire?: string | undefined
}

/** One thing that the text says of some days. */
export interface Clause {
  /** Nothing: the text does not say which days. */
  readonly jours?: JoursDits | undefined
  readonly cadre: CadreDit
  readonly genre: 'heures' | 'ferme' | 'mention' | 'sans-heures'
  readonly creneaux: readonly Creneau[]
  /** On top of what is said elsewhere of the same days, or instead of it; by default the hours tell. */
  readonly lien?: 'aussi' | 'seulement' | undefined
  /** `ferme` for half of the day only. */
  readonly demi?: Demi | undefined
  /** Of a `mention`: « sur rendez-vous », at no given time. */
  readonly mention?: string | undefined
  /** A mention for the rest of the time: « … et sur rendez-vous ». */
  readonly repli?: boolean | undefined
}

export interface Fermetures {
  /** Closed then, all days. */
  readonly cadres: readonly CadreDit[]
  readonly feries: 'ferme' | 'ouvert' | undefined
}

export type Lecture =
  | { readonly clauses: readonly Clause[]; readonly fermetures: Fermetures; readonly avertissements: readonly string[] }
  | { readonly raison: string }

interface Qualite {
  readonly etat: 'ouvert' | 'inconnu'
  readonly commentaire: string
  readonly acces: boolean
}

interface EnCours {
  jours: JoursDits | undefined
  cadre: CadreDit | undefined
  genre: Clause['genre'] | undefined
  creneaux: CreneauEnCours[]
  lien: Clause['lien']
  demi: Demi | undefined
  mention: string | undefined
  repli: boolean
  sauf: boolean
  prefixe: Qualite | undefined
}

interface CreneauEnCours {
  debut: number
  fin: number
  qualites: Qualite[]
}

const vide = (): EnCours => ({
  jours: undefined,
  cadre: undefined,
  genre: undefined,
  creneaux: [],
  lien: undefined,
  demi: undefined,
  mention: undefined,
  repli: false,
  sauf: false,
  prefixe: undefined
})

const SANS_HEURES = 'Les heures ne sont pas dites.'

/** Gathers the pieces into clauses: which days, which hours, under which condition. */
export function reunir(atomes: readonly Atome[], texte: string): Lecture {
  return new Assembleur(atomes, texte).lire()
}

class Assembleur {
  readonly #atomes: readonly Atome[]
  readonly #texte: string
  readonly #clauses: (Omit<Clause, 'creneaux' | 'mention'> & {
    creneaux: CreneauEnCours[]
    mention?: string | undefined
  })[] = []
  readonly #avertissements: string[] = []
  readonly #cadres: CadreDit[] = []
  #feries: Fermetures['feries']
  #cur = vide()
  #i = 0
  #raison: string | undefined
  /** « En période scolaire : », « Sur rendez-vous : », until the next one. */
  #cadreAmbiant: CadreDit = {}
  #cadreUtilise = true
  #qualiteAmbiante: Qualite | undefined
  /** « matin : », for the hours that follow. */
  #ambianteServie = false
  #demiAttendue: Demi | undefined
  #parenthese = false
  #derniersJours: JoursDits | undefined
  #jourApres: boolean

  constructor(atomes: readonly Atome[], texte: string) {
    this.#atomes = atomes
    this.#texte = texte
    // « 9h-12h du lundi au vendredi » says hours first: days close a clause instead of opening it.
    const porteurs = atomes.filter(({ a }) => a === 'heures' || a === 'jours' || a === 'memes-jours')
    this.#jourApres = porteurs[0]?.a === 'heures' && porteurs.length > 1 && porteurs.at(-1)?.a !== 'heures'
  }

  lire(): Lecture {
    // A description of the place, or noise: hours in it would belong to one knows not what.
    if (this.#atomes.filter((atome) => atome.a === 'texte').length > 12)
      return { raison: 'Le texte dit surtout autre chose que des horaires.' }
    for (; this.#i < this.#atomes.length && this.#raison === undefined; this.#i++) this.#atome()
    if (this.#raison === undefined) this.#fermer()
    if (!this.#cadreUtilise && this.#raison === undefined) {
      if (this.#cadreAmbiant.vacances === 'dans' && this.#clauses.length > 0)
        this.#avertissements.push('Le texte parle des vacances scolaires sans leurs heures.')
      else this.#raison = 'Une période est dite sans ses heures.'
    }
    if (this.#raison !== undefined) return { raison: this.#raison }
    if (this.#qualiteAmbiante && this.#clauses.length === 0 && this.#qualiteAmbiante.acces)
      this.#clauses.push({ cadre: {}, genre: 'mention', creneaux: [], mention: this.#qualiteAmbiante.commentaire })
    const utiles = this.#clauses.some(({ genre }) => genre !== 'sans-heures')
    if (!utiles) return { raison: this.#clauses.length > 0 ? SANS_HEURES : 'Le texte ne donne pas d’horaires.' }
    const textes = this.#atomes.filter(({ a }) => a === 'texte').length
    if (textes > 1 && !this.#clauses.some(({ genre }) => genre === 'heures' || genre === 'ferme'))
      return { raison: 'Le texte dit surtout autre chose que des horaires.' }
    const clauses = this.#clauses.map((clause) => ({ ...clause, creneaux: clause.creneaux.map(finirCreneau) }))
    return { clauses, fermetures: { cadres: this.#cadres, feries: this.#feries }, avertissements: this.#avertissements }
  }

  #atome(): void {
    const atome = this.#atomes[this.#i]
    if (!atome) return
    switch (atome.a) {
      case 'sep':
        if (atome.signe === '(') this.#parenthese = true
        if (atome.signe === ')') this.#parenthese = false
        return
      case 'jours':
        return this.#jours(atome.dits)
      case 'memes-jours':
        if (!this.#derniersJours) this.#raison = '« Ces mêmes jours » ne renvoie à aucun jour.'
        else this.#jours(this.#derniersJours)
        return
      case 'rangs':
        return this.#rangs(atome.rangs)
      case 'heures':
        return this.#heures(atome.plages)
      case 'demi':
        return this.#demi(atome.demi)
      case 'cadre':
        return this.#cadre(atome.cadre)
      case 'feries':
        // « Fermé les week-ends et jours fériés »
        this.#feries = this.#cur.genre === 'ferme' && /[,/]|et$/.test(this.#signesAvant()) ? 'ferme' : 'ouvert'
        return
      case 'ferme':
        return this.#ferme()
      case 'ouvert':
        return
      case 'sauf':
        return this.#sauf()
      case 'aussi':
        this.#cur.lien ??= this.#contenu() ? undefined : 'aussi'
        if (this.#contenu() && this.#apres()?.a !== 'acces') {
          this.#fermer()
          this.#cur.lien = 'aussi'
        }
        return
      case 'seulement':
        if (this.#cur.creneaux.length === 0) this.#cur.lien = 'seulement'
        return
      case 'acces':
        return this.#qualifier({
          etat: atome.libre ? 'ouvert' : 'inconnu',
          commentaire: motsDAcces(this.#citer(atome)),
          acces: true
        })
      case 'nuance':
        return this.#qualifier({ etat: 'inconnu', commentaire: this.#citer(atome), acces: false })
      case 'texte':
        return this.#qualifier({
          etat: atome.connu ? 'ouvert' : 'inconnu',
          commentaire: this.#citer(atome),
          acces: false
        })
      case 'contact':
        this.#avertissements.push(`« ${this.#citer(atome)} » n’est pas un horaire : gardé à côté.`)
        return
    }
  }

  #citer({ debut, fin }: { readonly debut: number; readonly fin: number }): string {
    return this.#texte.slice(debut, fin).replace(/\s+/g, ' ').trim().slice(0, 120)
  }

  // ------------------------------------------------------------------------------------------------- looking around

  /** The next piece that is not a separator, and the separators before it. */
  #apres(): Atome | undefined {
    for (let i = this.#i + 1; i < this.#atomes.length; i++) if (this.#atomes[i]?.a !== 'sep') return this.#atomes[i]
    return undefined
  }

  #signesApres(): string {
    let signes = ''
    for (let i = this.#i + 1; i < this.#atomes.length; i++) {
      const atome = this.#atomes[i]
      if (atome?.a !== 'sep') break
      signes += atome.signe
    }
    return signes
  }

  #signesAvant(): string {
    let signes = ''
    for (let i = this.#i - 1; i >= 0; i--) {
      const atome = this.#atomes[i]
      if (atome?.a !== 'sep') break
      signes = atome.signe + signes
    }
    return signes
  }

  #contenu = (): boolean => this.#cur.creneaux.length > 0 || this.#cur.genre !== undefined

  // ------------------------------------------------------------------------------------------------- pieces

  #jours(dits: JoursDits): void {
    const cur = this.#cur
    const [place, suivant] = [this.#atomes[this.#i], this.#atomes[this.#i + 1]]
    // « le lundi de 14h à 17h (un lundi sur deux) »: the same day, said again by its frequency.
    if (
      suivant?.a === 'nuance' &&
      suivant.debut <= (place?.debut ?? 0) &&
      cur.jours &&
      dits.jours.every((jour) => cur.jours?.jours.includes(jour))
    )
      return
    if (cur.genre === 'ferme' && !cur.jours) {
      cur.jours = dits
      this.#derniersJours = dits
      return
    }
    if (this.#jourApres && cur.creneaux.length > 0 && !cur.jours) {
      cur.jours = dits
      this.#derniersJours = dits
      return
    }
    if (cur.jours || this.#contenu()) this.#fermer()
    this.#cur.jours = dits
    this.#derniersJours = dits
  }

  #rangs(rangs: readonly number[]): void {
    const { jours } = this.#cur
    if (!jours || jours.rangs.length > 0 || jours.jours.length !== 1)
      this.#raison = '« du mois » ne dit pas de quel jour.'
    else this.#cur.jours = { jours: jours.jours, rangs }
  }

  #heures(plages: readonly { readonly debut: number; readonly fin: number }[]): void {
    let cur = this.#cur
    if (this.#jourApres && cur.jours && cur.creneaux.length > 0) {
      this.#fermer()
      cur = this.#cur
    }
    if (cur.genre === 'ferme') {
      // « Fermé (juillet-août : 10h-12h) »: the frame made a clause of its own.
      this.#raison = 'Le texte dit fermé et donne des heures pour le même jour.'
      return
    }
    if (cur.genre === 'mention') {
      cur.prefixe = { etat: 'inconnu', commentaire: cur.mention ?? '', acces: true }
      cur.genre = undefined
      cur.mention = undefined
      cur.repli = false
    }
    const remplissage = plages.filter(({ debut, fin }) => debut === 0 && fin === 0)
    const utiles = plages.filter((plage) => !remplissage.includes(plage))
    if (remplissage.length > 0 && utiles.length === 0) {
      cur.genre = 'ferme'
      this.#avertissements.push('« 00:00 - 00:00 » est lu fermé.')
      return
    }
    for (const { debut, fin } of utiles) {
      const lendemain = fin < debut && fin <= 6 * 60 && debut >= 16 * 60
      if (fin === debut || (fin < debut && !lendemain)) {
        this.#raison = 'Une plage finit avant d’avoir commencé.'
        return
      }
      if (debut < 5 * 60 && !(debut === 0 && fin === 1440))
        this.#avertissements.push('Une ouverture avant 5 h du matin est inhabituelle : à vérifier.')
      const creneau: CreneauEnCours = { debut, fin: lendemain ? fin + 1440 : fin, qualites: [] }
      if (this.#demiAttendue && !dansLaDemi(creneau, this.#demiAttendue)) {
        this.#raison = 'Les heures ne vont pas avec « matin », « après-midi » ou « soir ».'
        return
      }
      if (this.#qualiteAmbiante) {
        creneau.qualites.push(this.#qualiteAmbiante)
        this.#ambianteServie = true
      }
      if (cur.prefixe) creneau.qualites.push(cur.prefixe)
      cur.creneaux.push(creneau)
    }
    this.#demiAttendue = undefined
  }

  #demi(demi: Demi): void {
    const cur = this.#cur
    const [avant, apres] = [this.#atomes[this.#i - 1], this.#apres()]
    // « Fermé le matin - 13h30 à 18h »
    if (cur.genre === 'ferme' && (!cur.jours || apres?.a === 'heures')) {
      this.#cur = this.#sansFerme(demi)
      return
    }
    if (cur.genre === 'ferme') {
      cur.demi = demi
      return
    }
    if (apres?.a === 'ferme' && this.#signesApres() === '') {
      this.#i = this.#atomes.indexOf(apres, this.#i)
      const { jours } = cur
      if (cur.creneaux.length === 0 && jours) {
        // « lundi matin fermé »: of hours said before.
        if (this.#clauses.some((clause) => clause.jours?.jours.some((jour) => jours.jours.includes(jour)))) {
          cur.genre = 'ferme'
          cur.demi = demi
        } else this.#demisFermees.push([undefined, demi])
      } else this.#cur = this.#sansFerme(demi)
      return
    }
    if (apres?.a === 'heures') this.#demiAttendue = demi
    else if (
      avant?.a === 'jours' ||
      avant?.a === 'memes-jours' ||
      avant?.a === 'acces' ||
      apres?.a === 'acces' ||
      cur.creneaux.length === 0
    ) {
      // « 9H-12H / Après-midi sur RDV »
      if (cur.creneaux.length > 0) {
        const { jours } = cur
        this.#fermer()
        this.#cur.jours = jours
        this.#cur.repli = true
      }
      this.#cur.demi = demi
    } else if (!cur.creneaux.every((creneau) => dansLaDemi(creneau, demi)))
      this.#raison = 'Les heures ne vont pas avec « matin », « après-midi » ou « soir ».'
  }

  readonly #demisFermees: (readonly [EnCours | undefined, Demi])[] = []

  /** Closed half a day: the hours of the same day must agree. */
  #sansFerme(demi: Demi): EnCours {
    const cur = this.#cur
    if (cur.genre === 'ferme') {
      const avant = this.#clauses.at(-1)
      cur.genre = undefined
      // The clause that « fermé » closed takes the floor again.
      if (avant && cur.creneaux.length === 0 && !cur.jours && this.#reprise === avant) {
        this.#clauses.pop()
        const repris: EnCours = {
          ...vide(),
          jours: avant.jours,
          cadre: avant.cadre,
          creneaux: avant.creneaux,
          lien: avant.lien
        }
        this.#demisFermees.push([repris, demi])
        return repris
      }
    }
    this.#demisFermees.push([cur, demi])
    return cur
  }

  #reprise: unknown

  #ferme(): void {
    const cur = this.#cur
    const [apres, avant] = [this.#apres(), this.#atomes[this.#i - 1]]
    const signes = this.#signesApres()
    if ((apres?.a === 'cadre' || apres?.a === 'feries') && /^[-(:]?$/.test(signes) && !this.#suiviDHeures(apres)) {
      this.#i = this.#atomes.indexOf(apres, this.#i)
      this.#clore(apres)
      // « les jours fériés et les vacances scolaires »
      for (
        let suite = this.#apres();
        (suite?.a === 'cadre' || suite?.a === 'feries') && /^(?:et|,|,et)$/.test(this.#signesApres());
        suite = this.#apres()
      ) {
        this.#i = this.#atomes.indexOf(suite, this.#i)
        this.#clore(suite)
      }
      return
    }
    // « jours fériés : fermé », « vacances scolaires : fermé »
    if (avant && cur.creneaux.length === 0 && !cur.jours && this.#feriesVienntDEtreDits()) {
      this.#feries = 'ferme'
      return
    }
    if (cur.genre === 'ferme') return
    if (this.#contenu()) {
      this.#fermer()
      this.#reprise = this.#clauses.at(-1)
    }
    if (this.#cur.jours || !this.#cadreVide()) {
      // « mercredi : fermé », « vacances : fermé »
      if (!this.#cur.jours && (apres === undefined || (this.#signesAvant().endsWith(':') && /[;.\n|,]/.test(signes)))) {
        this.#cadres.push(this.#cur.cadre ?? this.#cadreAmbiant)
        this.#cur = vide()
        this.#cadreAmbiant = {}
        this.#cadreUtilise = true
        return
      }
    }
    this.#cur.genre = 'ferme'
  }

  #cadreVide = (): boolean => Object.keys(this.#cur.cadre ?? this.#cadreAmbiant).length === 0

  #feriesVienntDEtreDits(): boolean {
    for (let i = this.#i - 1; i >= 0; i--) {
      const atome = this.#atomes[i]
      if (atome?.a === 'feries') return true
      if (atome?.a !== 'sep') return false
    }
    return false
  }

  /** « (juillet-août : 10h-12h) »: the frame opens hours of its own. */
  #suiviDHeures(cadre: Atome): boolean {
    const place = this.#atomes.indexOf(cadre, this.#i)
    for (let i = place + 1; i < this.#atomes.length; i++) {
      const atome = this.#atomes[i]
      if (atome?.a === 'sep' && (atome.signe === ':' || atome.signe === '-')) continue
      return atome?.a === 'heures' && this.#atomes[place - 1]?.a !== 'ferme'
    }
    return false
  }

  #clore(atome: Atome): void {
    if (atome.a === 'feries') this.#feries = 'ferme'
    else if (atome.a === 'cadre')
      this.#cadres.push(atome.cadre.vacances === 'hors' ? { vacances: 'hors' } : atome.cadre)
  }

  #sauf(): void {
    const apres = this.#apres()
    if (apres?.a === 'feries') {
      this.#i = this.#atomes.indexOf(apres, this.#i)
      this.#feries = 'ferme'
      this.#exceptionSuivie()
    } else if (apres?.a === 'cadre') {
      this.#i = this.#atomes.indexOf(apres, this.#i)
      this.#exceptionSuivie()
      const { cadre } = apres
      if (cadre.vacances === 'hors') this.#raison = 'Le texte exclut la période scolaire, ou la dit deux fois.'
      else if (cadre.vacances === 'dans' && this.#parenthese && this.#clauses.length > 0)
        this.#cur.cadre = { vacances: 'hors' }
      else this.#cadres.push(cadre)
    } else if (apres?.a === 'nuance') {
      // « sauf un jeudi par mois »: the author's words go with the hours.
      const debut = this.#atomes[this.#i]?.debut ?? 0
      this.#i = this.#atomes.indexOf(apres, this.#i)
      this.#qualifier({ etat: 'inconnu', commentaire: this.#citer({ debut, fin: apres.fin }), acces: false })
    } else if (apres?.a === 'jours') {
      if (this.#jourDeLaNuance(apres)) return
      const { jours } = this.#cur
      const derniers = jours ?? this.#derniersJours
      // « tous les jours sauf le lundi », before its hours
      if (this.#cur.creneaux.length === 0 && jours && jours.rangs.length === 0 && apres.dits.rangs.length === 0) {
        const place = this.#atomes.indexOf(apres, this.#i)
        const suite = this.#atomes.slice(place + 1).find(({ a }) => a !== 'sep')
        if (suite?.a === 'demi') {
          this.#raison = SANS_HEURES
          return
        } else {
          this.#i = place
          const restants = jours.jours.filter((jour) => !apres.dits.jours.includes(jour))
          if (restants.length === jours.jours.length || restants.length === 0)
            this.#raison = 'Le jour excepté n’est pas parmi les jours.'
          else this.#cur.jours = { jours: restants, rangs: [] }
          this.#derniersJours = this.#cur.jours
          return
        }
      }
      if (
        derniers &&
        apres.dits.rangs.length === 0 &&
        !apres.dits.jours.every((jour) => derniers.jours.includes(jour))
      ) {
        this.#raison = 'Le jour excepté n’est pas parmi les jours.'
        return
      }
      // « 8h-12h sauf le vendredi [8h-11h] »: closed, unless hours follow.
      this.#jourApres = false
      this.#fermer()
      this.#cur.genre = 'ferme'
      const heuresApres = this.#heuresApresJours(apres)
      if (heuresApres) {
        this.#cur.genre = undefined
        this.#cur.lien = 'seulement'
      }
    } else this.#raison = 'L’exception n’est pas comprise.'
  }

  /** « sauf vacances scolaires et jours fériés » goes on; « … et vendredis précédents » is not understood. */
  #exceptionSuivie(): void {
    const suite = this.#apres()
    if (!/^,?(?:et)?$/.test(this.#signesApres()) || this.#signesApres() === '') return
    if (suite?.a === 'jours' && this.#signesApres().endsWith('et') && !this.#heuresApresJours(suite))
      this.#raison = 'L’exception n’est pas comprise.'
    else if (suite?.a === 'cadre' || suite?.a === 'feries') {
      this.#i = this.#atomes.indexOf(suite, this.#i)
      this.#clore(suite)
    }
  }

  #jourDeLaNuance(jours: Atome): boolean {
    const suite = this.#atomes[this.#atomes.indexOf(jours, this.#i) + 1]
    if (suite?.a !== 'nuance' || suite.debut > jours.debut) return false
    const debut = this.#atomes[this.#i]?.debut ?? 0
    this.#i = this.#atomes.indexOf(suite, this.#i)
    this.#qualifier({ etat: 'inconnu', commentaire: this.#citer({ debut, fin: suite.fin }), acces: false })
    return true
  }

  #heuresApresJours(jours: Atome): boolean {
    const place = this.#atomes.indexOf(jours, this.#i)
    for (let i = place + 1; i < this.#atomes.length; i++) {
      const atome = this.#atomes[i]
      if (atome?.a === 'sep' && /^[,:(-]$/.test(atome.signe)) continue
      return atome?.a === 'heures'
    }
    return false
  }

  #cadre(cadre: CadreDit): void {
    const [signesAvant, signesApres, apres] = [this.#signesAvant(), this.#signesApres(), this.#apres()]
    const debutDeClause = !this.#contenu() && this.#cur.cadre === undefined
    // « 9h-12h, ouvert pendant les vacances scolaires »: open then too, which the hours already say.
    if (this.#atomes[this.#i - 1]?.a === 'ouvert' && this.#contenu() && apres?.a !== 'heures' && apres?.a !== 'jours') {
      if (cadre.vacances === 'dans')
        this.#avertissements.push('Le texte dit ouvert aussi pendant les vacances scolaires.')
      else this.#raison = 'Une période est dite sans ses heures.'
      return
    }
    const annonce =
      signesApres.includes(':') ||
      (/[-,;.\n(|/]/.test(signesAvant) &&
        (apres?.a === 'heures' || apres?.a === 'jours' || apres?.a === 'ferme') &&
        !/[;.\n|)]/.test(signesApres))
    if (this.#contenu() && (annonce || (apres?.a === 'jours' && signesApres === '' && signesAvant !== ''))) {
      const { jours } = this.#cur
      // « 16h-18h (juillet-août : 10h-12h) »: the same days.
      const memes = this.#parenthese || apres?.a === 'heures'
      this.#fermer()
      if (memes && jours) this.#cur.jours = jours
      if (!this.#parenthese) this.#cadreAmbiant = cadre
      this.#cur.cadre = cadre
      return
    }
    if (this.#cur.genre === 'ferme' && !this.#cur.jours) {
      this.#cadres.push(cadre)
      this.#cur = vide()
      return
    }
    if (debutDeClause && !this.#cur.jours) {
      const uni = fusionner(this.#memeAnnonce() ? this.#cadreAmbiant : {}, cadre)
      if (!uni) this.#raison = 'Deux périodes se contredisent.'
      else {
        this.#cadreAmbiant = uni
        this.#cadreUtilise = false
      }
      return
    }
    // At the very end, after several clauses: it holds for all of them.
    if (apres === undefined && !this.#parenthese && this.#clauses.length > 0 && this.#contenu()) {
      if (cadre.vacances !== 'hors') {
        this.#raison = 'On ne sait pas si la période vaut pour tous les jours ou pour le dernier.'
        return
      }
      this.#cadres.push({ vacances: 'dans' })
      return
    }
    // « Mercredi et vacances scolaires : 8h30-12h »: the holidays' days are not said.
    if (this.#cur.jours && !this.#contenu() && signesAvant.endsWith('et')) {
      this.#raison = 'La période est dite avec un jour, et sans les siens.'
      return
    }
    const uni = fusionner(this.#cur.cadre ?? {}, cadre)
    if (!uni) this.#raison = 'Deux périodes se contredisent.'
    else this.#cur.cadre = uni
  }

  /** « Semaines paires, de septembre à juin : » — two frames said in a row. */
  #memeAnnonce(): boolean {
    for (let i = this.#i - 1; i >= 0; i--) {
      const atome = this.#atomes[i]
      if (atome?.a === 'cadre') return true
      if (atome?.a !== 'sep') return false
    }
    return false
  }

  #qualifier(qualite: Qualite): void {
    const cur = this.#cur
    const [avant, apres] = [this.#signesAvant(), this.#apres()]
    const signes = this.#signesApres()
    const premier = this.#atomes.slice(0, this.#i).every(({ a }) => a === 'sep' || a === 'ouvert')
    const { acces } = qualite
    const suitJours =
      apres?.a === 'jours' ||
      apres?.a === 'memes-jours' ||
      apres?.a === 'heures' ||
      apres?.a === 'cadre' ||
      apres?.a === 'demi'

    // « ; et sur rendez-vous »: at other times too.
    if (
      acces &&
      !apres &&
      /et$/.test(avant) &&
      (this.#clauses.length > 0 || cur.creneaux.length > 0) &&
      !this.#parenthese
    )
      return this.#replier(qualite)
    const suitDemi = acces && apres?.a === 'demi' && /^[,]?$/.test(signes) && !this.#heuresApresDemi(apres)
    // « 9h à 12h - sur RDV l’après-midi »
    if (suitDemi && cur.creneaux.length > 0 && apres?.a === 'demi') {
      const { jours } = cur
      this.#i = this.#atomes.indexOf(apres, this.#i)
      this.#fermer()
      this.#clauses.push({
        jours,
        cadre: {},
        genre: 'mention',
        creneaux: [],
        mention: `${DEMIS[apres.demi]}, ${qualite.commentaire}`,
        repli: true
      })
      return
    }
    const ambiante = this.#qualiteAmbiante
    if (ambiante && this.#atomes[this.#i]?.a !== 'nuance') {
      // « Atelier : lundi… Accès libre : mardi… », « Sur rendez-vous (accès libre pour les adhérents) : »
      const neuve = !this.#ambianteServie && cur.creneaux.length === 0
      if (neuve && acces) this.#raison = 'Le texte dit deux façons d’être reçu : on ne sait pas laquelle vaut quand.'
      else if (!ambiante.acces)
        this.#raison = 'Le texte décrit plusieurs accueils : on ne sait pas auquel vont les heures.'
      if (this.#raison !== undefined) return
      if (neuve && apres === undefined) return this.#avertir(qualite)
      if (neuve) {
        this.#qualiteAmbiante = lier(ambiante, qualite)
        if (qualite.etat === 'inconnu') this.#signaler(qualite)
        return
      }
    }
    if (cur.genre === 'ferme' && !acces) {
      this.#avertissements.push(`« ${qualite.commentaire} » n’est pas compris : gardé à côté.`)
      return
    }
    // « Sur rendez-vous : lundi… », « Accès libre, mardi… »: for what follows, until another word of the same kind.
    if (
      (premier && apres) ||
      (signes.includes(':') && !avant.includes(':') && suitJours && (!cur.jours || cur.creneaux.length > 0))
    ) {
      if (acces || suitJours) {
        if (this.#contenu() || cur.jours) this.#fermer()
        this.#qualiteAmbiante = qualite
        this.#ambianteServie = false
        if (!acces && qualite.etat === 'inconnu') this.#signaler(qualite)
        return
      }
    }
    if (acces && /[,;.\n/|(-]$/.test(avant) && apres?.a === 'jours' && signes === '' && !this.#jourApres) {
      this.#fermer()
      this.#qualiteAmbiante = qualite
      this.#ambianteServie = false
      return
    }
    // Before hours of the same clause: « sur rdv de 16h à 17h ».
    const devantHeures = apres?.a === 'heures' && (signes === '' || signes === ':')
    if (devantHeures && (cur.creneaux.length === 0 || avant !== '' || (this.#parenthese === false && signes === ':'))) {
      if (cur.creneaux.length > 0) {
        const { jours, cadre } = cur
        this.#fermer()
        this.#cur.jours = jours
        this.#cur.cadre = cadre
        this.#cur.lien = 'aussi'
      }
      this.#cur.prefixe = qualite
      if (!acces && qualite.etat === 'inconnu') this.#signaler(qualite)
      return
    }
    if (devantHeures && avant === '') {
      this.#raison = `On ne sait pas si « ${qualite.commentaire} » vaut pour les heures d’avant ou celles d’après.`
      return
    }
    const nuancesSeules = cur.creneaux.length === 0
    if (nuancesSeules) {
      const detache = !apres && !this.#parenthese && this.#clauses.length > 0 && !this.#suitUnJour()
      if (acces && !detache && (cur.jours || cur.demi || this.#clauses.length === 0)) return this.#mentionner(qualite)
      if (acces && this.#clauses.length > 0) return this.#partout(qualite)
      if (cur.genre === 'mention' || this.#clauses.length > 0) {
        this.#avertir(qualite)
        return
      }
      // A label before the days: « EPN : mardi… », or « semaine 9h », whose hours are still to come.
      if (apres) {
        this.#cur.prefixe = cur.prefixe ? lier(cur.prefixe, qualite) : qualite
        if (!acces && qualite.etat === 'inconnu') this.#signaler(qualite)
        return
      }
      this.#raison = 'Le texte ne donne pas d’horaires.'
      return
    }
    // « … et sur rendez-vous »: at other times too.
    if (acces && !apres && /et$/.test(avant)) return this.#replier(qualite)
    if (acces && !apres && avant !== '' && !this.#parenthese && !avant.includes(':') && this.#clauses.length > 0)
      return this.#partout(qualite)
    if (acces && !this.#parenthese && /[,;.]$/.test(avant) && cur.demi !== undefined) return this.#replier(qualite)

    if (!acces && qualite.etat === 'inconnu' && this.#atomes[this.#i]?.a === 'texte') this.#signaler(qualite)
    const sansRien = cur.creneaux.filter(({ qualites }) => qualites.length === 0)
    const nus =
      sansRien.length > 0 ? sansRien : cur.creneaux.filter(({ qualites }) => !qualites.some((q) => q.acces && acces))
    if (nus.length > 1 && acces)
      this.#avertissements.push(`« ${qualite.commentaire} » suit plusieurs plages : compris pour toutes.`)
    for (const creneau of nus) creneau.qualites.push(qualite)
  }

  /** « le samedi sur rendez-vous », « samedi : sur rendez-vous »; not « le 1er samedi, sur rendez-vous ». */
  #suitUnJour(): boolean {
    const avant = this.#atomes.slice(0, this.#i).findLast(({ a }) => a !== 'sep')
    if (avant?.a === 'demi' && this.#signesAvant() === ',') return true
    if (!/^[:-]*$/.test(this.#signesAvant())) return false
    return (
      avant?.a === 'jours' ||
      avant?.a === 'memes-jours' ||
      avant?.a === 'demi' ||
      avant?.a === 'ouvert' ||
      avant?.a === 'rangs'
    )
  }

  #heuresApresDemi(demi: Atome): boolean {
    const place = this.#atomes.indexOf(demi, this.#i)
    return this.#atomes.slice(place + 1).find(({ a }) => a !== 'sep')?.a === 'heures'
  }

  #signaler(qualite: Qualite): void {
    if (this.#atomes[this.#i]?.a === 'texte')
      this.#avertissements.push(`« ${qualite.commentaire} » n’est pas compris : gardé en remarque.`)
  }

  #avertir(qualite: Qualite): void {
    this.#avertissements.push(`« ${qualite.commentaire} » n’est pas compris : gardé à côté.`)
  }

  #mentionner(qualite: Qualite): void {
    const cur = this.#cur
    const demi = cur.demi && DEMIS[cur.demi]
    cur.genre = 'mention'
    cur.mention = demi ? `${demi}, ${qualite.commentaire}` : qualite.commentaire
  }

  #replier(qualite: Qualite): void {
    const demi = this.#demiProche()
    this.#fermer()
    this.#clauses.push({
      cadre: {},
      genre: 'mention',
      creneaux: [],
      mention: demi ? `${DEMIS[demi]}, ${qualite.commentaire}` : qualite.commentaire,
      repli: true
    })
  }

  #demiProche = (): Demi | undefined => this.#cur.demi

  /** The last words, for everything that was said. */
  #partout(qualite: Qualite): void {
    this.#fermer()
    let touches = 0
    for (const clause of this.#clauses)
      if (clause.genre === 'sans-heures') {
        clause.mention = qualite.commentaire
        touches++
      }
    for (const { creneaux } of this.#clauses)
      for (const creneau of creneaux)
        if (!creneau.qualites.some(({ acces }) => acces)) {
          creneau.qualites.push(qualite)
          touches++
        }
    if (touches > 1)
      this.#avertissements.push(`« ${qualite.commentaire} » termine le texte : compris pour toutes les heures.`)
    else if (touches === 0)
      this.#clauses.push({ cadre: {}, genre: 'mention', creneaux: [], mention: qualite.commentaire, repli: true })
  }

  #fermer(): void {
    const cur = this.#cur
    this.#cur = vide()
    if (this.#raison !== undefined) return
    if (cur.jours || cur.creneaux.length > 0 || cur.genre !== undefined) this.#cadreUtilise = true
    if (this.#demiAttendue) this.#raison = SANS_HEURES
    for (const [de, demi] of this.#demisFermees)
      if (
        (de === undefined || de === cur || de.creneaux === cur.creneaux) &&
        cur.creneaux.some((creneau) => !horsDeLaDemi(creneau, demi))
      )
        this.#raison = 'Le texte dit fermée une demi-journée où il donne des heures.'
    const genre = cur.creneaux.length > 0 ? 'heures' : cur.genre
    if (genre === undefined && !cur.jours) {
      if (cur.prefixe) this.#avertir(cur.prefixe)
      return
    }
    const demiFermee = this.#demisFermees.some(([de]) => de === undefined)
    this.#demisFermees.length = 0
    if (genre === undefined && demiFermee) return
    if (genre === undefined && this.#qualiteAmbiante?.acces) {
      const { commentaire } = this.#qualiteAmbiante
      this.#ambianteServie = true
      this.#clauses.push({
        jours: cur.jours,
        cadre: cur.cadre ?? this.#cadreAmbiant,
        genre: 'mention',
        creneaux: [],
        demi: cur.demi,
        mention: cur.demi ? `${DEMIS[cur.demi]}, ${commentaire}` : commentaire
      })
      return
    }
    if (genre === undefined && cur.demi) {
      this.#raison = SANS_HEURES
      return
    }
    this.#clauses.push({
      jours: cur.jours,
      cadre: cur.cadre ?? this.#cadreAmbiant,
      genre: genre ?? 'sans-heures',
      creneaux: cur.creneaux,
      lien: cur.lien,
      demi: cur.demi,
      mention: cur.mention,
      repli: cur.repli
    })
  }
}

/** « Uniquement sur RDV », « rdv », « avec rendez vous »: one wording, so that lieux compare. */
function motsDAcces(cite: string): string {
  const net = cite
    .toLowerCase()
    .replace(/\b(?:rdvs?|rv|r\.d\.v\.?|rendez ?-? ?vous)(?![a-z])/, 'rendez-vous')
    .replace(/^(?:uniquement|exclusivement|seulement|egalement|également|possible|prendre) /, '')
  if (/^(?:(?:avec|par|sur|apres|après)(?: prise de| un)? )?rendez-vous$/.test(net)) return 'sur rendez-vous'
  return net
}

const DEMIS: Readonly<Record<Demi, string>> = { matin: 'le matin', 'apres-midi': 'l’après-midi', soir: 'en soirée' }

/** Where noon falls differs from place to place: half an hour each side. */
function dansLaDemi({ debut, fin }: { readonly debut: number; readonly fin: number }, demi: Demi): boolean {
  if (demi === 'matin') return debut < 12 * 60 && fin <= 14 * 60
  if (demi === 'apres-midi') return debut >= 12 * 60
  return debut >= 16 * 60
}

export function horsDeLaDemi({ debut, fin }: { readonly debut: number; readonly fin: number }, demi: Demi): boolean {
  if (demi === 'matin') return debut >= 12 * 60
  if (demi === 'apres-midi') return fin <= 14 * 60
  return fin <= 18 * 60
}

function fusionner(a: CadreDit, b: CadreDit): CadreDit | undefined {
  for (const cle of Object.keys(b) as (keyof CadreDit)[]) if (a[cle] !== undefined) return undefined
  return { ...a, ...b }
}

const lier = (a: Qualite, b: Qualite): Qualite => ({
  etat: a.etat === 'ouvert' ? b.etat : a.etat,
  commentaire: `${a.commentaire}, ${b.commentaire}`,
  acces: a.acces || b.acces
})

function finirCreneau({ debut, fin, qualites }: CreneauEnCours): Creneau {
  const une = qualites.length === 0 ? undefined : qualites.slice(1).reduce(lier, qualites[0] as Qualite)
  return une ? { debut, fin, etat: une.etat, commentaire: une.commentaire } : { debut, fin, etat: 'ouvert' }
}
