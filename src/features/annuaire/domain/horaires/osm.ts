import {
  type Cadre,
  CODES_JOURS,
  CODES_MOIS,
  type DateAnnuelle,
  type Etat,
  ecrireOsm,
  type JourChoisi,
  MINUTES_DU_JOUR,
  type Periode,
  type Plage,
  type Regle,
  reunirPlages,
  SANS_CADRE,
  type Semaines
} from './modele.ts'

/** A whole territory's rules fit in far less; beyond, it is an attack or a file read as one cell. */
const LONGUEUR_MAX = 1000

/**
 * Reads OSM's opening_hours, when the text is entirely made of what the model holds. Small slips are put right (9:00,
 * 9h00, « closed », a range that starts where the one before ends); a text that means something else in OSM than what
 * its author meant (a slot without day after other days) is not read.
 */
export function lireOsm(texte: string): readonly Regle[] | undefined {
  const net = texte.trim()
  if (net === '' || net.length > LONGUEUR_MAX) return undefined
  if (/^24\/7\.?$/.test(net))
    return [regle({ plages: [{ debut: 0, fin: MINUTES_DU_JOUR }], etat: 'ouvert', jours: [] })]
  // « 9h - 12h » without a day is French: it says hours of days that nobody named.
  if (!/[A-Za-z]{2}/.test(net) && !SANS_JOUR.test(net)) return undefined
  const jetons = decouper(net)
  if (!jetons) return undefined
  const regles = new Lecteur(jetons).regles()
  if (!regles) return undefined
  // « Mo-Fr 09:00-12:00; 14:00-17:00 »: in OSM the second rule replaces the first one every day.
  if (regles.some((une, i) => i > 0 && une.lien === ';' && sansSelecteur(une) && une.plages.length > 0))
    return undefined
  return regles
}

const SANS_JOUR = /^\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*$/

/** The same text, as OSM writes it; nothing when it is not OSM. */
export function normaliserOsm(texte: string): string | undefined {
  const regles = lireOsm(texte)
  return regles && ecrireOsm(regles)
}

/** The same hours, in even or odd weeks only; public holidays stay as they were. Nothing when it is not OSM. */
export function limiterAuxSemaines(osm: string, parite: 'paire' | 'impaire'): string | undefined {
  const regles = lireOsm(osm)
  const semaines = [{ du: parite === 'paire' ? 2 : 1, au: 53, pas: 2 }]
  return (
    regles &&
    ecrireOsm(
      regles.map((une) =>
        une.feries || une.cadre.semaines.length > 0 ? une : { ...une, cadre: { ...une.cadre, semaines } }
      )
    )
  )
}

const sansSelecteur = ({ cadre, jours, feries, vacancesAussi }: Regle) =>
  cadre === SANS_CADRE && jours.length === 0 && !feries && !vacancesAussi

function regle(champs: Partial<Regle> & Pick<Regle, 'etat'>): Regle {
  return { lien: ';', cadre: SANS_CADRE, jours: [], feries: false, vacancesAussi: false, plages: [], ...champs }
}

type Jeton =
  | { readonly genre: 'mot'; readonly mot: string }
  | { readonly genre: 'nombre'; readonly nombre: number; readonly chiffres: number }
  | { readonly genre: 'heure'; readonly minutes: number }
  | { readonly genre: 'commentaire'; readonly texte: string }
  | { readonly genre: 'signe'; readonly signe: string }

const JETON =
  /\s*(?:"([^"\n]{0,250})"|(\d{1,2})(?::(\d{2})|[hH](\d{2})(?!\d)|[hH](?!\d))|(\d{1,4})|(\|\||[-–,;:/[\]+])|([A-Za-z]+))/y

function decouper(texte: string): readonly Jeton[] | undefined {
  const jetons: Jeton[] = []
  JETON.lastIndex = 0
  while (JETON.lastIndex < texte.length) {
    const trouve = JETON.exec(texte)
    if (!trouve) return undefined
    const [, commentaire, heures, m1, m2, nombre, signe, mot] = trouve
    if (commentaire !== undefined) jetons.push({ genre: 'commentaire', texte: commentaire })
    else if (heures !== undefined) {
      const minutes = Number(m1 ?? m2 ?? 0)
      if (Number(heures) > 26 || minutes > 59) return undefined
      jetons.push({ genre: 'heure', minutes: Number(heures) * 60 + minutes })
    } else if (nombre !== undefined) jetons.push({ genre: 'nombre', nombre: Number(nombre), chiffres: nombre.length })
    else if (signe !== undefined) jetons.push({ genre: 'signe', signe: signe === '–' ? '-' : signe })
    else if (mot !== undefined) jetons.push({ genre: 'mot', mot })
  }
  return jetons
}

const ETATS: Readonly<Record<string, Etat>> = { off: 'ferme', closed: 'ferme', open: 'ouvert', unknown: 'inconnu' }
// « Lu », « Ma »… are French and are not here: « Me » would be read as a month of English by nobody, « Ma » is March.
const JOURS: ReadonlyMap<string, number> = new Map(CODES_JOURS.map((code, i) => [code.toLowerCase(), i]))
const MOIS: ReadonlyMap<string, number> = new Map(CODES_MOIS.map((code, i) => [code.toLowerCase(), i]))

class Lecteur {
  readonly #jetons: readonly Jeton[]
  #i = 0

  constructor(jetons: readonly Jeton[]) {
    this.#jetons = jetons
  }

  regles(): readonly Regle[] | undefined {
    const regles: Regle[] = []
    let lien: Regle['lien'] = ';'
    for (;;) {
      const une = this.#regle(lien)
      if (!une) return undefined
      regles.push(une)
      if (this.#fini()) return regles
      if (this.#signe(';')) lien = ';'
      else if (this.#signe('||')) lien = '||'
      else if (this.#signe(',')) lien = ','
      // « Mo 09:00-12:00 We 14:00-17:00 »: days after times start a rule.
      else if (this.#jour() === undefined) return undefined
      else lien = ';'
      while (this.#signe(';'));
      if (this.#fini()) return regles
    }
  }

  #regle(lien: Regle['lien']): Regle | undefined {
    const debut = this.#i
    const periodes = this.#periodes()
    const semaines = periodes && this.#semaines()
    if (!periodes || !semaines) return undefined
    this.#signe(':')
    const jours: JourChoisi[] = []
    let [feries, vacancesAussi, vacances] = [false, false, false]
    for (let suite = true; suite; ) {
      const mot = this.#mot()
      const jour = this.#jour()
      if (mot === 'ph') {
        this.#i++
        feries = true
      } else if (mot === 'sh') {
        this.#i++
        // « SH Mo-Fr »: those days, in the holidays only; « SH,Mo-Fr »: those days, and the holidays.
        if (this.#jour() !== undefined && jours.length === 0 && !feries) {
          vacances = true
          continue
        }
        vacancesAussi = true
      } else if (jour !== undefined) {
        const lus = this.#jours(jour)
        if (!lus) return undefined
        jours.push(...lus)
      } else if (jours.length > 0 || feries || vacancesAussi) return undefined
      else break
      suite = this.#estSigne(',') && this.#apres(1) && this.#signe(',')
    }
    this.#signe(':')
    const plages = this.#plages()
    if (!plages) return undefined
    const mot = this.#mot()
    const etat = mot === undefined ? undefined : ETATS[mot]
    if (etat) this.#i++
    const jeton = this.#jetons[this.#i]
    const commentaire = jeton?.genre === 'commentaire' ? jeton.texte : undefined
    if (commentaire !== undefined) this.#i++
    if (this.#i === debut || (plages.length === 0 && !etat && commentaire === undefined)) return undefined
    const sansCadre = periodes.length === 0 && semaines.length === 0 && !vacances
    const cadre: Cadre = sansCadre ? SANS_CADRE : { periodes, semaines, vacances }
    return {
      lien,
      cadre,
      jours: ranger(jours),
      feries,
      vacancesAussi,
      plages,
      etat: etat ?? (commentaire === undefined ? 'ouvert' : 'inconnu'),
      ...(commentaire !== undefined && { commentaire })
    }
  }

  #periodes(): readonly Periode[] | undefined {
    const periodes: Periode[] = []
    for (;;) {
      const du = this.#date(undefined)
      if (!du) return periodes.length === 0 ? periodes : undefined
      if (this.#signe('-')) {
        const au = this.#date(du)
        if (!au || (du.jour === undefined) !== (au.jour === undefined)) return undefined
        periodes.push({ du, au })
      } else periodes.push({ du })
      const apres = this.#mot(1)
      if (!(this.#estSigne(',') && apres !== undefined && MOIS.has(apres))) return periodes
      this.#i++
    }
  }

  #date(debut: DateAnnuelle | undefined): DateAnnuelle | undefined {
    const depart = this.#i
    let annee: number | undefined
    const premier = this.#jetons[this.#i]
    if (premier?.genre === 'nombre' && premier.chiffres === 4) {
      annee = premier.nombre
      this.#i++
    }
    const mois = MOIS.get(this.#mot() ?? '')
    // « Jul 01-15 »: the second date is in the same month.
    if (mois !== undefined) this.#i++
    else if (debut?.jour === undefined || annee !== undefined) {
      this.#i = depart
      return undefined
    }
    const nombre = this.#jetons[this.#i]
    const jour = nombre?.genre === 'nombre' && nombre.chiffres <= 2 ? nombre.nombre : undefined
    if (jour !== undefined) this.#i++
    if (jour !== undefined && (jour < 1 || jour > 31)) return undefined
    if (mois === undefined && jour === undefined) return undefined
    return {
      ...(annee !== undefined && { annee }),
      mois: mois ?? debut?.mois ?? 0,
      ...(jour !== undefined && { jour })
    }
  }

  #semaines(): readonly Semaines[] | undefined {
    if (this.#mot() !== 'week') return []
    this.#i++
    const semaines: Semaines[] = []
    do {
      const du = this.#nombre()
      if (du === undefined || du < 1 || du > 53) return undefined
      let [au, pas] = [du, 1]
      if (this.#signe('-')) {
        const fin = this.#nombre()
        if (fin === undefined || fin < du || fin > 53) return undefined
        au = fin
        if (this.#signe('/')) {
          const n = this.#nombre()
          if (n === undefined || n < 1 || n > 26) return undefined
          pas = n
        }
      }
      semaines.push({ du, au, pas })
    } while (this.#estSigne(',') && this.#jetons[this.#i + 1]?.genre === 'nombre' && this.#signe(','))
    return semaines
  }

  #jours(premier: number): readonly JourChoisi[] | undefined {
    this.#i++
    if (this.#signe('[')) {
      const rangs: number[] = []
      do {
        const signe = this.#signe('-') ? -1 : 1
        const debut = this.#nombre()
        if (debut === undefined || debut < 1 || debut > 5) return undefined
        if (signe === 1 && this.#signe('-')) {
          const fin = this.#nombre()
          if (fin === undefined || fin <= debut || fin > 5) return undefined
          for (let rang = debut; rang <= fin; rang++) rangs.push(rang)
        } else rangs.push(signe * debut)
      } while (this.#signe(','))
      return this.#signe(']') ? [{ jour: premier, rangs }] : undefined
    }
    if (!this.#signe('-')) return [{ jour: premier, rangs: [] }]
    const dernier = this.#jour()
    if (dernier === undefined) return undefined
    this.#i++
    const jours: JourChoisi[] = []
    for (let jour = premier; ; jour = (jour + 1) % 7) {
      jours.push({ jour, rangs: [] })
      if (jour === dernier) return jours
    }
  }

  #plages(): readonly Plage[] | undefined {
    const plages: Plage[] = []
    while (this.#jetons[this.#i]?.genre === 'heure') {
      const debut = this.#heure()
      if (debut === undefined || debut >= MINUTES_DU_JOUR) return undefined
      if (this.#signe('+')) plages.push({ debut, fin: MINUTES_DU_JOUR, ouverteFin: true })
      else {
        const fin = this.#signe('-') ? this.#heure() : undefined
        if (fin === undefined || fin === debut) return undefined
        // « 17:00-12:00 » is a slip: a lieu that closes after midnight closes before the morning.
        if (fin < debut && (fin > 8 * 60 || debut < 12 * 60)) return undefined
        if (this.#estSigne('-') || this.#estSigne('+')) return undefined
        plages.push({ debut, fin: fin > debut ? fin : fin + MINUTES_DU_JOUR })
      }
      if (!(this.#estSigne(',') && this.#jetons[this.#i + 1]?.genre === 'heure')) break
      this.#i++
    }
    return reunirPlages(plages).plages
  }

  #fini = () => this.#i >= this.#jetons.length

  #estSigne(signe: string): boolean {
    const jeton = this.#jetons[this.#i]
    return jeton?.genre === 'signe' && jeton.signe === signe
  }

  #signe(signe: string): boolean {
    if (!this.#estSigne(signe)) return false
    this.#i++
    return true
  }

  #mot(apres = 0): string | undefined {
    const jeton = this.#jetons[this.#i + apres]
    return jeton?.genre === 'mot' ? jeton.mot.toLowerCase() : undefined
  }

  #jour = (): number | undefined => JOURS.get(this.#mot() ?? '')

  /** A day or a holiday stands `n` further: the comma before it lists. */
  #apres(n: number): boolean {
    const mot = this.#mot(n)
    return mot !== undefined && (JOURS.has(mot) || mot === 'ph' || mot === 'sh')
  }

  #nombre(): number | undefined {
    const jeton = this.#jetons[this.#i]
    if (jeton?.genre !== 'nombre') return undefined
    this.#i++
    return jeton.nombre
  }

  #heure(): number | undefined {
    const jeton = this.#jetons[this.#i]
    if (jeton?.genre !== 'heure') return undefined
    this.#i++
    return jeton.minutes
  }
}

/** In the order of the week, repeated days once. */
function ranger(jours: readonly JourChoisi[]): readonly JourChoisi[] {
  const vus = new Map<string, JourChoisi>()
  for (const jour of jours) vus.set(`${jour.jour}[${jour.rangs}]`, jour)
  return [...vus.values()].toSorted((a, b) => a.jour - b.jour || (a.rangs[0] ?? 0) - (b.rangs[0] ?? 0))
}
