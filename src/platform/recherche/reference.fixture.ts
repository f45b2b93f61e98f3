import { cordeVers } from './blocs.ts'
import { motsEcrits } from './decoupage.ts'
import { distanceEdition, fautesPardonnees } from './distance-edition.ts'
import { estDeDemande, estVide, longueurDeDemande } from './mots-vides.ts'
import { racine } from './racine.ts'
import { corde2, direction, mercatorX, mercatorY } from './sphere.ts'
import {
  type Critere,
  type DemandeRecherche,
  type DocumentCherchable,
  type EtatCalendrier,
  INCONNU,
  type MotsCompris,
  type OptionsCollection,
  type Synonyme
} from './types.ts'

type Condition = (document: DocumentCherchable) => number

/** What the engine must answer, by reading every document again at each request: slow and short. */
export class Reference<M> {
  readonly documents = new Map<number, DocumentCherchable>()
  synonymes: readonly Synonyme[] = []
  readonly options: OptionsCollection<M>

  constructor(options: OptionsCollection<M>) {
    this.options = options
  }

  ecrire(documents: Iterable<DocumentCherchable>): void {
    for (const document of documents) this.documents.set(document.id, document)
  }

  retirer(ids: Iterable<number>): void {
    for (const id of ids) this.documents.delete(id)
  }

  resultats(critere: Critere<M>): DocumentCherchable[] {
    const requete = this.#lire(critere.mots)
    return [...this.documents.values()].filter(
      (document) => this.#repond(document, critere) && requete.conditions.every((condition) => condition(document) >= 0)
    )
  }

  trouves(demande: DemandeRecherche<M>): number[] {
    const { conditions, nom } = this.#lire(demande.mots)
    const { autour } = demande
    const cles = new Map(
      this.resultats(demande).map((document): [number, readonly [number, number]] => {
        const corde2 = autour && rangDe(document, autour)
        if (demande.tri === 'numero') return [document.id, [0, 0]]
        if (demande.tri === 'fraicheur') return [document.id, [-document.fraicheur, 0]]
        if (demande.tri === 'distance') return [document.id, [corde2 ?? (autour ? Number.MAX_VALUE : 0), 0]]
        let cout = 0
        for (const condition of conditions) cout += 10 - condition(document)
        if (conditions.length > 0 && racines(document.textes[0] ?? '').join(' ') !== nom) cout++
        if (autour) cout += corde2 === undefined ? 15 : doublements(corde2)
        return [document.id, [cout, -document.fraicheur]]
      })
    )
    return [...cles]
      .sort(([ia, a], [ib, b]) => a[0] - b[0] || a[1] - b[1] || ia - ib)
      .map(([id]) => id)
      .slice(demande.debut, demande.debut + demande.limite)
  }

  mots(critere: Critere<M>): MotsCompris {
    return this.#lire(critere.mots).mots
  }

  /** By choosing each value and counting what comes. */
  comptes(critere: Critere<M>): Record<string, Record<string, number>> {
    return Object.fromEntries(
      this.options.facettes.map(({ cle, mode }) => {
        const compte = new Map<string, number>()
        for (const valeur of new Set([...this.documents.values()].flatMap((document) => valeursDe(document, cle)))) {
          const choisies = mode === 'une' ? [valeur] : [...(critere.facettes?.[cle] ?? []), valeur]
          const nombre = this.resultats({ ...critere, facettes: { ...critere.facettes, [cle]: choisies } }).length
          if (nombre > 0) compte.set(valeur, nombre)
        }
        return [cle, Object.fromEntries(compte)]
      })
    )
  }

  ouvertures({ ouvert, ...critere }: Critere<M>): Record<EtatCalendrier, number> | undefined {
    if (!ouvert) return undefined
    const { moment } = ouvert
    const combien = (etat: EtatCalendrier) => this.resultats({ ...critere, ouvert: { moment, etat } }).length
    return { ouvert: combien('ouvert'), ferme: combien('ferme'), inconnu: combien('inconnu') }
  }

  proches(critere: Critere<M> & { autour: { latitude: number; longitude: number } }, combien: number): number[] {
    const { autour, ...autres } = critere
    return this.resultats(autres)
      .flatMap((document) => {
        const corde = rangDe(document, autour)
        return corde === undefined ? [] : [{ id: document.id, corde }]
      })
      .sort((a, b) => a.corde - b.corde || a.id - b.id)
      .map(({ id }) => id)
      .slice(0, combien)
  }

  /** Ids of each group, largest first. */
  grappes(critere: Critere<M>, zoom: number, pas: number): number[][] {
    const groupes = new Map<string, number[]>()
    for (const { id, latitude, longitude } of this.resultats(critere)) {
      if (latitude === undefined || longitude === undefined || Number.isNaN(latitude) || Number.isNaN(longitude))
        continue
      const cote = zoom >= 18 ? 1 : (2 ** 32 * pas) / (256 * 2 ** zoom)
      const cle = `${Math.floor(mercatorX(longitude) / cote)} ${Math.floor(mercatorY(latitude) / cote)}`
      groupes.set(cle, [...(groupes.get(cle) ?? []), id])
    }
    return [...groupes.values()]
  }

  #repond(document: DocumentCherchable, { facettes, cles, autour, cadre, ouvert }: Critere<M>): boolean {
    const { latitude, longitude } = document
    for (const [cle, valeurs] of Object.entries(facettes ?? {})) {
      if (valeurs.length === 0) continue
      const facette = this.options.facettes.find((autre) => autre.cle === cle)
      if (!facette) return false
      const tenues = valeursDe(document, cle)
      const tient = (valeur: string) => tenues.includes(valeur)
      if (!(facette.mode === 'une' ? valeurs.some(tient) : valeurs.every(tient))) return false
    }
    for (const [cle, valeurs] of Object.entries(cles ?? {}))
      if (
        valeurs.length > 0 &&
        !valeurs.some((valeur) => this.options.cles.includes(cle) && document.cles[cle] === valeur)
      )
        return false
    if (autour?.rayon !== undefined) {
      const corde = cordeDe(document, autour)
      if (corde === undefined || !(corde <= corde2(autour.rayon))) return false
    }
    if (cadre) {
      if (latitude === undefined || longitude === undefined) return false
      if (!(latitude >= cadre.sud && latitude <= cadre.nord)) return false
      const tourne = cadre.ouest > cadre.est
      if (tourne && !(longitude >= cadre.ouest || longitude <= cadre.est)) return false
      if (!tourne && !(longitude >= cadre.ouest && longitude <= cadre.est)) return false
    }
    if (ouvert) {
      const calendrier = document.calendrier ? this.options.lireCalendrier(document.calendrier) : undefined
      if ((calendrier?.(ouvert.moment) ?? 'inconnu') !== (ouvert.etat ?? 'ouvert')) return false
    }
    return true
  }

  /** Each condition gives the gain of a document, −1 when it does not answer. */
  #lire(texte: string | undefined): { conditions: Condition[]; nom: string; mots: MotsCompris } {
    const tapes = motsEcrits((texte ?? '').slice(0, 200)).slice(0, 32)
    const pleins = tapes.filter(({ normal }) => !estVide(normal))
    const suite = pleins.length > 0 ? pleins : tapes
    const tous = [...this.documents.values()].flatMap((document) => motsDe(document).map(({ normal }) => normal))
    const effectifs = new Map<string, number>()
    for (const document of this.documents.values())
      for (const une of new Set(motsDe(document).map(({ normal }) => racine(normal))))
        effectifs.set(une, (effectifs.get(une) ?? 0) + 1)
    const expressions = this.synonymes.map((synonyme) => ({ ...synonyme, racines: racines(synonyme.expression) }))
    const motsDesSynonymes = this.synonymes.flatMap(({ expression }) => pleinsDe(expression))
    const connus = new Set(expressions.flatMap(({ racines }) => racines))

    const corriges: { tape: string; lu: string }[] = []
    const lus = suite.map((tape) => {
      const { ecrit, normal } = tape
      const une = racine(normal)
      if (effectifs.has(une) || connus.has(une) || estDeDemande(une) || /^[0-9]+$/.test(normal))
        return { ecrit, racine: une }
      if (tape === tapes.at(-1) && normal.length >= 3) {
        const debuts = new Set(tous.filter((mot) => mot.startsWith(normal)).map(racine))
        if (debuts.size > 0) return { ecrit, racine: '', debuts }
      }
      const proches = [...new Set([...tous, ...motsDesSynonymes])]
        .filter((mot) => !/[0-9]/.test(mot) && !/[0-9]/.test(normal))
        .map((mot) => ({ mot, ecart: distanceEdition(normal, mot, 2), effectif: effectifs.get(racine(mot)) ?? 0 }))
        .filter(({ ecart }) => ecart <= fautesPardonnees(normal))
        .sort((a, b) => a.ecart - b.ecart || b.effectif - a.effectif || (a.mot < b.mot ? -1 : 1))
      const retenu = proches[0]
      if (!retenu) return { ecrit, racine: une }
      corriges.push({ tape: ecrit, lu: this.#ecriture(retenu.mot) })
      return { ecrit, racine: racine(retenu.mot) }
    })

    const suiteRacines = lus.map(({ racine, debuts }) => (debuts ? undefined : racine))
    const unites: { ecrits: string[]; possible: boolean; condition: Condition }[] = []
    const demandes: typeof unites = []
    const compris: MotsCompris['compris'][number][] = []
    const seul = (i: number) => {
      const { ecrit, racine: une, debuts } = lus[i]!
      const toutes = debuts ? [...debuts] : [une]
      return {
        ecrits: [ecrit],
        possible: toutes.some((autre) => effectifs.has(autre)),
        condition: (document: DocumentCherchable) => Math.max(...toutes.map((autre) => gain(document, [autre])))
      }
    }
    for (let i = 0; i < lus.length; ) {
      const candidats = expressions
        .filter(({ racines }) => racines.length > 0 && racines.every((une, j) => suiteRacines[i + j] === une))
        .sort((a, b) => b.racines.length - a.racines.length)
      const choisie = candidats[0]
      if (choisie) {
        const semblables = candidats.filter(({ racines }) => racines.join(' ') === choisie.racines.join(' '))
        const autres = semblables.flatMap(({ mots }) => mots.map(racines)).filter((une) => une.length > 0)
        const valeurs = semblables.flatMap(({ valeurs }) => valeurs)
        const tient = (document: DocumentCherchable) =>
          valeurs.some(
            ({ facette, valeur }) =>
              this.options.facettes.some(({ cle }) => cle === facette) && valeursDe(document, facette).includes(valeur)
          )
        const tousLesDocuments = [...this.documents.values()]
        const ontTout = (liste: readonly string[]) => liste.every((une) => effectifs.has(une))
        for (const valeur of valeurs)
          if (
            tousLesDocuments.some((document) => valeursDe(document, valeur.facette).includes(valeur.valeur)) &&
            this.options.facettes.some(({ cle }) => cle === valeur.facette) &&
            !compris.some(
              (deja) =>
                deja.expression === choisie.expression &&
                deja.facette === valeur.facette &&
                deja.valeur === valeur.valeur
            )
          )
            compris.push({ expression: choisie.expression, ...valeur })
        unites.push({
          ecrits: lus.slice(i, i + choisie.racines.length).map(({ ecrit }) => ecrit),
          possible: ontTout(choisie.racines) || autres.some(ontTout) || tousLesDocuments.some(tient),
          condition: (document) =>
            Math.max(
              gain(document, choisie.racines),
              autres.some((une) => gain(document, une) >= 0) || tient(document) ? 0 : -1
            )
        })
        i += choisie.racines.length
        continue
      }
      const demande = lus[i]!.debuts ? 0 : longueurDeDemande(suiteRacines, i)
      for (let j = 0; j < Math.max(1, demande); j++) (demande > 0 ? demandes : unites).push(seul(i + j))
      i += Math.max(1, demande)
    }
    const retenues = unites.length > 0 ? unites : demandes
    const possibles = retenues.filter(({ possible }) => possible)
    return {
      conditions:
        tapes.length === 0
          ? []
          : possibles.length === 0
            ? [() => -1]
            : possibles.slice(0, 12).map(({ condition }) => condition),
      nom: lus.map(({ racine }) => racine).join(' '),
      mots: {
        corriges,
        compris,
        ignores: retenues.filter(({ possible }) => !possible).flatMap(({ ecrits }) => ecrits)
      }
    }
  }

  #ecriture(normal: string): string {
    const effectifs = new Map<string, number>()
    for (const document of this.documents.values())
      for (const ecrit of new Set(motsDe(document).flatMap((mot) => (mot.normal === normal ? [mot.ecrit] : []))))
        effectifs.set(ecrit, (effectifs.get(ecrit) ?? 0) + 1)
    return [...effectifs].sort(([a, na], [b, nb]) => nb - na || (a < b ? -1 : 1))[0]?.[0] ?? normal
  }
}

const GAINS = [10, 7, 5, 2]

function motsDe({ textes }: DocumentCherchable) {
  return textes
    .slice(0, 4)
    .flatMap((texte, classe) => motsEcrits(texte.toLowerCase()).map((mot) => ({ ...mot, classe })))
    .filter(({ classe, normal }) => classe === 0 || !estVide(normal))
}

/** The weakest of the best places of each root; −1 when one is missing. */
function gain(document: DocumentCherchable, attendues: readonly string[]): number {
  const mots = motsDe(document)
  return Math.min(
    ...attendues.map((attendue) => {
      const places = mots.filter(({ normal }) => racine(normal) === attendue).map(({ classe }) => GAINS[classe]!)
      return places.length > 0 ? Math.max(...places) : -1
    })
  )
}

function pleinsDe(texte: string): string[] {
  const mots = motsEcrits(texte).map(({ normal }) => normal)
  const pleins = mots.filter((mot) => !estVide(mot))
  return pleins.length > 0 ? pleins : mots
}

function racines(texte: string): string[] {
  return pleinsDe(texte).map(racine)
}

function valeursDe(document: DocumentCherchable, cle: string): readonly string[] {
  const valeurs = document.facettes[cle]
  return valeurs && valeurs.length > 0 ? valeurs : [INCONNU]
}

/** Where it ranks: no nearer than it is known to be. */
function rangDe(document: DocumentCherchable, autour: { latitude: number; longitude: number }) {
  const corde = cordeDe(document, autour)
  return corde === undefined ? undefined : Math.max(corde, document.imprecision ? corde2(document.imprecision) : 0)
}

function cordeDe({ latitude, longitude }: DocumentCherchable, autour: { latitude: number; longitude: number }) {
  if (latitude === undefined || longitude === undefined || Number.isNaN(latitude) || Number.isNaN(longitude))
    return undefined
  const { x, y, z } = direction(latitude, longitude)
  return cordeVers(direction(autour.latitude, autour.longitude), x, y, z)
}

/** How many times 500 metres must be doubled to go beyond. */
function doublements(corde: number): number {
  let nombre = 0
  for (let metres = corde2(500); corde >= metres; metres *= 4) nombre++
  return nombre
}
