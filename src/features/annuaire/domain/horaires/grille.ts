import { ok, type Result, refuse } from '../../../../kernel/result.ts'
import { lireJour, normaliserOsm } from './index.ts'
import { CODES_JOURS, type Plage } from './modele.ts'
import { lireOsm } from './osm.ts'

/** One day of the week editor, as it is written in its boxes. */
export interface JourDeGrille {
  /** « 9h-12h ». Both empty, without appointment: closed. */
  readonly matin: string
  readonly apresMidi: string
  readonly surRendezVous: boolean
  readonly note: string
}

export interface GrilleHoraires {
  /** Monday first. */
  readonly jours: readonly JourDeGrille[]
  readonly feriesFermes: boolean
}

export const JOUR_FERME: JourDeGrille = { matin: '', apresMidi: '', surRendezVous: false, note: '' }

export const GRILLE_VIDE: GrilleHoraires = { jours: CODES_JOURS.map(() => JOUR_FERME), feriesFermes: false }

/** Signs that a note of one day may hold. */
const NOTE_MAX = 80
const RENDEZ_VOUS = 'sur rendez-vous'

export interface FauteDeGrille {
  /** 0 for Monday. */
  readonly jour: number
  readonly message: string
}

/** OSM's opening_hours from the boxes; an empty text when every day is closed. Nothing is guessed: each box is read or named. */
export function ecrireGrille({ jours, feriesFermes }: GrilleHoraires): Result<string, readonly FauteDeGrille[]> {
  const fautes: FauteDeGrille[] = []
  const parDit = new Map<string, string[]>()
  for (const [rang, jour] of jours.slice(0, CODES_JOURS.length).entries()) {
    const lu = lireCase(jour)
    if (!lu.ok) {
      fautes.push({ jour: rang, message: lu.error })
      continue
    }
    const code = CODES_JOURS[rang]
    if (lu.value === '' || code === undefined) continue
    parDit.set(lu.value, [...(parDit.get(lu.value) ?? []), code])
  }
  if (fautes.length > 0) return refuse(fautes)
  if (parDit.size === 0) return ok('')
  const regles = [...parDit].map(([dit, codes]) => `${codes.join(',')} ${dit}`)
  const texte = [...regles, ...(feriesFermes ? ['PH off'] : [])].join('; ')
  return ok(normaliserOsm(texte) ?? texte)
}

function lireCase({ matin, apresMidi, surRendezVous, note }: JourDeGrille): Result<string, string> {
  const plages: string[] = []
  for (const texte of [matin, apresMidi]) {
    if (!texte.trim()) continue
    const lu = lireJour(texte)
    if (!lu.ok) return refuse(`Nous n’avons pas compris « ${texte.slice(0, 60)} ». Écrivez par exemple 9h-12h.`)
    if (!PLAGES.test(lu.value.osm))
      return refuse(`« ${texte.slice(0, 60)} » dit plus que des heures. Écrivez les heures seules, comme 9h-12h.`)
    plages.push(lu.value.osm)
  }
  if (note.length > NOTE_MAX) return refuse(`Écrivez une note plus courte : ${NOTE_MAX} signes au plus.`)
  if (note.trim() && plages.length === 0 && !surRendezVous)
    return refuse('Une note ne suffit pas : écrivez aussi les heures, ou cochez « Sur rendez-vous ».')
  const ensemble = plages.join(',')
  const bornes = ensemble ? ensemble.split(/[-,]/) : []
  // Only the last one may pass midnight.
  if (bornes.slice(0, -1).some((heure, i) => i > 0 && heure < (bornes[i - 1] ?? '')))
    return refuse('Ces heures ne vont pas ensemble : vérifiez le matin et l’après-midi.')
  // OSM has no sign to escape a quote inside a note.
  const mots = [...(surRendezVous ? [RENDEZ_VOUS] : []), ...(note.trim() ? [note.replaceAll('"', '').trim()] : [])]
  return ok([ensemble, ...(mots.length > 0 ? [`"${mots.join(', ')}"`] : [])].filter(Boolean).join(' '))
}

const PLAGES = /^\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*$/

/** The same hours in the boxes of the editor; undefined when they say more than a plain week (periods, even weeks…). */
export function lireGrille(osm: string): GrilleHoraires | undefined {
  const regles = lireOsm(osm)
  if (!regles) return undefined
  const jours: JourDeGrille[] = CODES_JOURS.map(() => JOUR_FERME)
  let feriesFermes = false
  for (const { lien, cadre, jours: choisis, feries, vacancesAussi, plages, etat, commentaire } of regles) {
    const plain = cadre.periodes.length === 0 && cadre.semaines.length === 0 && !cadre.vacances
    if (lien !== ';' || !plain || vacancesAussi || choisis.some(({ rangs }) => rangs.length > 0)) return undefined
    if (feries) {
      if (choisis.length > 0 || etat !== 'ferme') return undefined
      feriesFermes = true
      continue
    }
    const jour = lireRegle(plages, etat, commentaire)
    if (!jour) return undefined
    for (const rang of choisis.length > 0 ? choisis.map((un) => un.jour) : CODES_JOURS.keys()) jours[rang] = jour
  }
  const grille = { jours, feriesFermes }
  // What comes back from the boxes must mean the same.
  const retour = ecrireGrille(grille)
  return retour.ok && retour.value === normaliserOsm(osm) ? grille : undefined
}

function lireRegle(plages: readonly Plage[], etat: string, commentaire = ''): JourDeGrille | undefined {
  if (etat === 'ferme') return JOUR_FERME
  if (plages.length > 2) return undefined
  const [premiere, seconde] = plages.map(direPlage)
  const seule = plages.length === 1 ? plages[0] : undefined
  const soir = seule !== undefined && seule.debut >= MIDI
  const rendezVous = commentaire === RENDEZ_VOUS || commentaire.startsWith(`${RENDEZ_VOUS}, `)
  return {
    matin: soir ? '' : (premiere ?? ''),
    apresMidi: (soir ? premiere : seconde) ?? '',
    surRendezVous: rendezVous,
    note: rendezVous ? commentaire.slice(RENDEZ_VOUS.length + 2) : commentaire
  }
}

/** Minutes: opened from then on, a day has no morning. */
const MIDI = 12 * 60

const direPlage = ({ debut, fin }: Plage) => `${direHeure(debut)}-${direHeure(fin % 1440 === 0 ? 1440 : fin % 1440)}`

function direHeure(minutes: number): string {
  const m = minutes % 60
  return `${Math.floor(minutes / 60)}h${m === 0 ? '' : String(m).padStart(2, '0')}`
}
